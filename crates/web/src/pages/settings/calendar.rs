//! Working hours in a form: the days of a week with any number of intervals, the dates that differ, a time zone (P115).

use super::fields::Fields;
use jiff::civil::{Date, Weekday};
use ticket::{
    Timestamp,
    calendar::{self, Calendar, Day, Exception, Hours, Week, Zone},
    report::period,
    say,
    settings::Locale,
};

/// The days as they are shown.
const DAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];
/// Dates of one form at most: so many are read.
const MOST_DATES: usize = calendar::MAX_EXCEPTIONS + 1;
/// Empty dates to fill in.
const FREE_DATES: usize = 1;

/// From one time of day to another, as two fields hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// A day with its intervals, one of them free to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// What its fields are called by.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) slots: Vec<Slot>,
    pub(crate) error: String,
}

/// A date that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateLine {
    pub(crate) slot: String,
    pub(crate) on: String,
    pub(crate) yearly: bool,
    pub(crate) title: String,
    pub(crate) line: Line,
}

/// A calendar as a form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// What its fields are called by.
    pub(crate) prefix: String,
    pub(crate) zone: String,
    pub(crate) zone_error: String,
    pub(crate) days: Vec<Line>,
    pub(crate) dates: Vec<DateLine>,
}

fn shown(hours: &[Hours]) -> Vec<Slot> {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let slot = |one: &Hours| Slot { from: time(one.opens()), to: time(one.closes()) };
    hours.iter().map(slot).chain([Slot::default()]).collect()
}

fn day_names(l: Locale) -> Vec<String> {
    say!(l, "web-hours-days").split(',').map(|name| name.trim().to_owned()).collect()
}

impl Sheet {
    /// A calendar as it is; office hours where there is none. `usual` is the time zone for those, and the present.
    pub(crate) fn of(l: Locale, prefix: &str, calendar: Option<&Calendar>, usual: (&str, Timestamp)) -> Self {
        let (zone, now) = usual;
        let year = period::local(&Zone::UTC, now).0.year();
        let office: Vec<Hours> = "09:00-17:00".parse().into_iter().collect();
        let usual = Calendar { zone: zone.to_owned(), week: Week::workdays(&office), exceptions: Vec::new() };
        let calendar = calendar.unwrap_or(&usual);
        let day = |(index, label): (usize, String)| Line {
            key: format!("{prefix}-d{index}"),
            label,
            slots: shown(calendar.week.on(DAYS[index % 7])),
            error: String::new(),
        };
        let date = |index: usize, one: Option<&Exception>| DateLine {
            slot: index.to_string(),
            on: one.map_or_else(String::new, |one| dated(one.on, year)),
            yearly: one.is_some_and(|one| matches!(one.on, Day::Yearly { .. })),
            title: one.and_then(|one| one.name.clone()).unwrap_or_default(),
            line: Line {
                key: format!("{prefix}-{index}"),
                label: String::new(),
                slots: shown(one.map_or(&[], |one| &one.hours)),
                error: String::new(),
            },
        };
        let known = calendar.exceptions.iter().map(Some);
        let dates = known.chain([None; FREE_DATES]).enumerate();
        Self {
            prefix: prefix.to_owned(),
            zone: calendar.zone.clone(),
            zone_error: String::new(),
            days: day_names(l).into_iter().enumerate().map(day).collect(),
            dates: dates.map(|(index, one)| date(index, one)).collect(),
        }
    }

    /// What was typed, with what stands against it beside each field.
    pub(crate) fn typed(l: Locale, prefix: &str, fields: &Fields) -> Self {
        let line = |key: String, label: String| {
            let slots = slots(fields, &key);
            let error = hours(l, &slots).err().unwrap_or_default();
            Line { slots: slots.into_iter().chain([Slot::default()]).collect(), key, label, error }
        };
        let zone = fields.text(&format!("{prefix}-zone")).trim().to_owned();
        let zone_error = zone_of(l, &zone).err().unwrap_or_default();
        let day = |(index, label): (usize, String)| line(format!("{prefix}-d{index}"), label);
        let mut dates: Vec<DateLine> = Vec::new();
        for slot in date_slots(fields, prefix).chain(["free".to_owned()]) {
            let at = |name: &str| format!("{prefix}-{slot}-{name}");
            let mut found = line(format!("{prefix}-{slot}"), String::new());
            let (on, yearly) = (fields.text(&at("on")), fields.flag(&at("yearly")));
            if found.error.is_empty() {
                found.error = date(l, &on, yearly).err().unwrap_or_default();
            }
            let slot = dates.len().to_string();
            found.key = format!("{prefix}-{slot}");
            dates.push(DateLine { slot, on, yearly, title: fields.text(&at("title")), line: found });
        }
        let days = day_names(l).into_iter().enumerate().map(day).collect();
        Self { prefix: prefix.to_owned(), zone, zone_error, days, dates }
    }
}

/// The date for a field of dates; a yearly one in this year, or in the next one that has it.
pub(crate) fn dated(day: Day, year: i16) -> String {
    match day {
        Day::Once(date) => date.to_string(),
        Day::Yearly { month, day } => {
            let date = (year..year.saturating_add(8)).find_map(|year| Date::new(year, month, day).ok());
            date.map_or_else(String::new, |date| date.to_string())
        }
    }
}

/// Reads a calendar.
///
/// # Errors
/// The sentence that says which day, date or zone cannot be read.
pub(crate) fn read(l: Locale, fields: &Fields, prefix: &str) -> Result<Calendar, String> {
    let names = day_names(l);
    let named = |name: &str, why: String| format!("{name}: {why}");
    let mut week = Week::default();
    for (index, weekday) in DAYS.into_iter().enumerate() {
        let found = hours(l, &slots(fields, &format!("{prefix}-d{index}")));
        *on(&mut week, weekday) = found.map_err(|why| named(&names[index % names.len()], why))?;
    }
    let mut exceptions: Vec<Exception> = Vec::new();
    for slot in date_slots(fields, prefix) {
        let at = |name: &str| format!("{prefix}-{slot}-{name}");
        let written = fields.text(&at("on"));
        let Some(day) = date(l, &written, fields.flag(&at("yearly")))? else { continue };
        let found = hours(l, &slots(fields, &format!("{prefix}-{slot}")));
        let hours = found.map_err(|why| named(&written, why))?;
        exceptions.push(Exception { on: day, hours, name: fields.words(&at("title")) });
    }
    let zone = zone_of(l, &fields.text(&format!("{prefix}-zone")))?;
    Ok(Calendar { zone, week, exceptions })
}

fn zone_of(l: Locale, name: &str) -> Result<String, String> {
    let name = name.trim();
    let known = calendar::zone(name).is_some();
    if known { Ok(name.to_owned()) } else { Err(say!(l, "web-hours-no-zone", given = name)) }
}

fn date_slots<'a>(fields: &'a Fields, prefix: &str) -> impl Iterator<Item = String> + 'a {
    let name = format!("{prefix}-date");
    let slots: Vec<String> = fields.all(&name).take(MOST_DATES).map(str::to_owned).collect();
    let kept = slots.into_iter().filter(|slot| slot.len() <= 8).collect::<Vec<_>>();
    let prefix = prefix.to_owned();
    kept.into_iter().filter(move |slot| !fields.text(&format!("{prefix}-{slot}-on")).trim().is_empty())
}

/// The intervals of a day that have something in them.
fn slots(fields: &Fields, key: &str) -> Vec<Slot> {
    let (from, to) = (format!("{key}-from"), format!("{key}-to"));
    let pairs = fields.all(&from).zip(fields.all(&to));
    let slot = |(from, to): (&str, &str)| Slot { from: from.trim().to_owned(), to: to.trim().to_owned() };
    let any = |slot: &Slot| !slot.from.is_empty() || !slot.to.is_empty();
    pairs.map(slot).filter(any).take(calendar::MAX_HOURS_PER_DAY + 1).collect()
}

/// Midnight as an end is the end of the day.
fn hours(l: Locale, slots: &[Slot]) -> Result<Vec<Hours>, String> {
    let read = |slot: &Slot| {
        let (from, to) = (slot.from.as_str(), slot.to.as_str());
        let to = if to == "00:00" { "24:00" } else { to };
        let shown = |time: &str| if time.is_empty() { "?".to_owned() } else { time.to_owned() };
        let given = format!("{} – {}", shown(&slot.from), shown(&slot.to));
        format!("{from}-{to}").parse::<Hours>().map_err(|_| say!(l, "web-hours-unreadable", given = given))
    };
    slots.iter().map(read).collect()
}

/// A date as a field of dates gives it; none if it is empty.
///
/// # Errors
/// The sentence that says that it is no date.
pub(crate) fn date(l: Locale, written: &str, yearly: bool) -> Result<Option<Day>, String> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(None);
    }
    let text = if yearly { written.get(5..).unwrap_or_default() } else { written };
    text.parse().map(Some).map_err(|_| say!(l, "web-hours-no-date", given = written))
}

fn on(week: &mut Week, weekday: Weekday) -> &mut Vec<Hours> {
    match weekday {
        Weekday::Monday => &mut week.monday,
        Weekday::Tuesday => &mut week.tuesday,
        Weekday::Wednesday => &mut week.wednesday,
        Weekday::Thursday => &mut week.thursday,
        Weekday::Friday => &mut week.friday,
        Weekday::Saturday => &mut week.saturday,
        Weekday::Sunday => &mut week.sunday,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a form shows of a calendar is read as the same calendar: several intervals, over midnight, whole days, dates once and yearly.
    // Proves: P115
    #[test]
    fn a_calendar_comes_back() {
        let hours = |text: &str| text.parse::<Hours>().expect("hours");
        let mut week = Week::workdays(&[hours("09:00-12:00"), hours("13:30-17:00")]);
        week.saturday = vec![hours("22:00-06:00")];
        week.sunday = vec![Hours::ALL_DAY];
        let exception = |on: &str, hours: Vec<Hours>, name: Option<&str>| Exception {
            on: on.parse().expect("a date"),
            hours,
            name: name.map(str::to_owned),
        };
        let exceptions = vec![
            exception("2027-05-01", Vec::new(), Some("Labour Day")),
            exception("12-24", vec![hours("09:00-12:00")], None),
            exception("02-29", Vec::new(), None),
        ];
        let calendar = Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions };
        let sheet = Sheet::of(Locale::English, "h", Some(&calendar), ("UTC", Timestamp(1_780_264_800_000)));
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("h-zone", &sheet.zone);
        for line in sheet.days.iter().chain(sheet.dates.iter().map(|date| &date.line)) {
            for slot in &line.slots {
                form.append_pair(&format!("{}-from", line.key), &slot.from);
                form.append_pair(&format!("{}-to", line.key), &slot.to);
            }
        }
        for date in &sheet.dates {
            form.append_pair("h-date", &date.slot).append_pair(&format!("h-{}-on", date.slot), &date.on);
            form.append_pair(&format!("h-{}-title", date.slot), &date.title);
            if date.yearly {
                form.append_pair(&format!("h-{}-yearly", date.slot), "on");
            }
        }
        let fields = Fields::read(form.finish().as_bytes());
        assert_eq!(read(Locale::English, &fields, "h"), Ok(calendar));
        let typed = Sheet::typed(Locale::English, "h", &fields);
        assert!(typed.days.iter().all(|line| line.error.is_empty()) && typed.zone_error.is_empty());
        assert_eq!((typed.days, typed.dates.len()), (sheet.days, sheet.dates.len()));
    }

    /// What cannot be read is named by its day, and stays as it was typed.
    #[test]
    fn what_cannot_be_read_stays() {
        let fields = Fields::read(b"h-zone=Mars&h-d1-from=09:00&h-d1-to=09:00&h-d2-from=10:00&h-d2-to=");
        let why = read(Locale::English, &fields, "h").expect_err("it is refused");
        assert!(why.starts_with("Tuesday") && why.contains("09:00"), "{why}");
        let typed = Sheet::typed(Locale::English, "h", &fields);
        assert_eq!(typed.days[2].slots[0], Slot { from: "10:00".to_owned(), to: String::new() });
        let wrong: Vec<bool> = typed.days.iter().map(|line| !line.error.is_empty()).collect();
        assert_eq!(wrong, [false, true, true, false, false, false, false]);
        assert!(typed.zone_error.contains("Mars"));
    }
}
