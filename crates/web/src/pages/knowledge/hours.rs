//! When escalations of a type ping: the form's fields for it.

use super::{
    dates::{self, DateRow},
    settings::{Fields, value},
};
use ticket::{
    GuildConfig, TicketType,
    assist::CallHours,
    calendar::{Calendar, Hours, Week},
    say,
    settings::Locale,
};

/// The days of the week as the form names them.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// What stands in the fields at first: nobody has to type it on seven days.
const USUAL: &str = "09:00-17:00";

/// Hours as the form shows them.
pub(super) struct HoursView {
    /// The word, its label, whether it is chosen.
    pub(super) choices: Vec<(&'static str, String, bool)>,
    /// The name of the field, the day, its hours.
    pub(super) days: Vec<(String, String, String)>,
    pub(super) zone: String,
    /// The dates that differ.
    pub(super) dates: Vec<DateRow>,
}

pub(super) fn view(l: Locale, config: &GuildConfig, kind: &TicketType, year: i16) -> HoursView {
    let set = &kind.assist.hours;
    let business = kind.sla.calendar.as_ref().or(config.settings.hours.as_ref());
    let in_business = match business {
        Some(calendar) => say!(l, "web-know-call-business", hours = in_words(l, calendar)),
        None => say!(l, "web-know-call-business-none"),
    };
    let own = if let CallHours::Own(calendar) = set { Some(&**calendar) } else { None };
    let zone = own.or(business).map(|calendar| calendar.zone.clone());
    let shown = |index: usize| match own.or(business) {
        Some(calendar) => list(on(&calendar.week, index)),
        None if index < 5 => USUAL.to_owned(),
        None => String::new(),
    };
    let names = day_names(l);
    HoursView {
        choices: vec![
            ("always", say!(l, "web-know-call-always"), *set == CallHours::Always),
            ("business", in_business, *set == CallHours::Business),
            ("own", say!(l, "web-know-call-own"), own.is_some()),
        ],
        days: DAYS
            .iter()
            .enumerate()
            .map(|(index, day)| {
                ((*day).to_owned(), names.get(index).cloned().unwrap_or_default(), shown(index))
            })
            .collect(),
        dates: dates::rows(own.or(business), year),
        zone: zone.or_else(|| config.settings.zone.clone()).unwrap_or_else(|| "UTC".to_owned()),
    }
}

/// Reads the hours of a form over what is set.
///
/// # Errors
/// The sentence that says what cannot be read.
pub(super) fn read(l: Locale, fields: &Fields, set: &CallHours) -> Result<CallHours, String> {
    match value(fields, "call") {
        Some("always") => return Ok(CallHours::Always),
        Some("business") => return Ok(CallHours::Business),
        Some("own") => {}
        _ => return Ok(set.clone()),
    }
    let mut week = Week::default();
    for (day, name) in DAYS.iter().zip(day_names(l)) {
        let hours = hours(value(fields, day).unwrap_or_default());
        let hours = hours.map_err(|why| say!(l, "web-know-call-unreadable", day = name, problem = why))?;
        *day_of(&mut week, day) = hours;
    }
    let exceptions = match (dates::read(l, fields)?, set) {
        (Some(read), _) => read,
        (None, CallHours::Own(calendar)) => calendar.exceptions.clone(),
        (None, _) => Vec::new(),
    };
    let zone = value(fields, "zone").unwrap_or("UTC").to_owned();
    Ok(CallHours::Own(Box::new(Calendar { zone, week, exceptions })))
}

pub(super) fn hours(text: &str) -> Result<Vec<Hours>, String> {
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    // People write a dash that is longer, and blanks around it.
    let plain = |part: &str| part.replace(['–', '—'], "-").replace(' ', "");
    parts.map(|part| plain(part).parse::<Hours>().map_err(|why| why.to_string())).collect()
}

fn day_of<'a>(week: &'a mut Week, day: &str) -> &'a mut Vec<Hours> {
    match day {
        "monday" => &mut week.monday,
        "tuesday" => &mut week.tuesday,
        "wednesday" => &mut week.wednesday,
        "thursday" => &mut week.thursday,
        "friday" => &mut week.friday,
        "saturday" => &mut week.saturday,
        _ => &mut week.sunday,
    }
}

fn on(week: &Week, index: usize) -> &[Hours] {
    [&week.monday, &week.tuesday, &week.wednesday, &week.thursday, &week.friday, &week.saturday, &week.sunday]
        [index.min(6)]
}

pub(super) fn list(hours: &[Hours]) -> String {
    hours.iter().map(Hours::to_string).collect::<Vec<_>>().join(", ")
}

fn day_names(l: Locale) -> Vec<String> {
    say!(l, "report-weekdays").split_whitespace().map(str::to_owned).collect()
}

/// "Mon–Fri 09:00-17:00, Sat 10:00-14:00 (Europe/Berlin)": days in a row with the same hours together.
fn in_words(l: Locale, calendar: &Calendar) -> String {
    let names = day_names(l);
    let name = |index: usize| names.get(index).cloned().unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    let mut first = 0;
    for index in 1..=7 {
        if index < 7 && on(&calendar.week, index) == on(&calendar.week, first) {
            continue;
        }
        let hours = on(&calendar.week, first);
        if !hours.is_empty() {
            let days = if index - first == 1 {
                name(first)
            } else {
                format!("{}–{}", name(first), name(index - 1))
            };
            parts.push(format!("{days} {}", list(hours)));
        }
        first = index;
    }
    format!("{} ({})", parts.join(", "), calendar.zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let of = |text: &str| hours(text).map(|hours| list(&hours));
        assert_eq!(of("09:00-12:00, 13:00 – 17:30").as_deref(), Ok("09:00-12:00, 13:00-17:30"));
        assert_eq!(of("").as_deref(), Ok(""));
        assert!(of("nine to five").is_err() && of("25:00-26:00").is_err());
    }

    #[test]
    fn a_week_is_told_in_a_line() {
        let week = Week {
            saturday: vec!["10:00-14:00".parse().expect("hours")],
            ..Week::workdays(&["09:00-17:00".parse().expect("hours")])
        };
        let calendar = Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions: Vec::new() };
        let told = in_words(Locale::English, &calendar);
        assert_eq!(told, "Mon–Fri 09:00-17:00, Sat 10:00-14:00 (Europe/Berlin)");
    }
}
