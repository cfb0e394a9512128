//! Dates on which a type's own hours for calls differ: holidays, and days with other hours.

use super::{
    hours::{hours, list},
    settings::{Fields, value},
};
use crate::pages::settings::calendar::{date, dated};
use ticket::{
    calendar::{Calendar, Day, Exception, MAX_EXCEPTIONS},
    say,
    settings::Locale,
};

/// A date as the form shows it; the last one is free to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DateRow {
    pub(super) slot: usize,
    pub(super) on: String,
    pub(super) yearly: bool,
    pub(super) title: String,
    /// Empty is closed.
    pub(super) hours: String,
}

/// The dates of a calendar, and a free one. A yearly date is shown in this year.
pub(super) fn rows(calendar: Option<&Calendar>, year: i16) -> Vec<DateRow> {
    let known = calendar.map(|calendar| calendar.exceptions.as_slice()).unwrap_or_default();
    let row = |(slot, one): (usize, &Exception)| DateRow {
        slot,
        on: dated(one.on, year),
        yearly: matches!(one.on, Day::Yearly { .. }),
        title: one.name.clone().unwrap_or_default(),
        hours: list(&one.hours),
    };
    let free = DateRow { slot: known.len(), ..DateRow::default() };
    known.iter().enumerate().map(row).chain([free]).collect()
}

/// Reads the dates of a form; a form that has none at all says nothing of them.
///
/// # Errors
/// The sentence that says which date cannot be read.
pub(super) fn read(l: Locale, fields: &Fields) -> Result<Option<Vec<Exception>>, String> {
    let slots = fields.iter().filter(|(name, _)| name == "date").map(|(_, slot)| slot.as_str());
    // One more than may be kept, so that too many are refused and not cut.
    let slots: Vec<&str> = slots.filter(|slot| slot.len() <= 8).take(MAX_EXCEPTIONS + 2).collect();
    if slots.is_empty() {
        return Ok(None);
    }
    let mut found = Vec::new();
    for slot in slots {
        let field = |name: &str| value(fields, &format!("date-{slot}-{name}"));
        let written = field("on").unwrap_or_default();
        let Some(on) = date(l, written, field("yearly").is_some())? else { continue };
        let hours = hours(field("hours").unwrap_or_default());
        let hours = hours.map_err(|why| say!(l, "web-know-call-unreadable", day = written, problem = why))?;
        found.push(Exception { on, hours, name: field("title").map(str::to_owned) });
    }
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ticket::calendar::Week;

    /// What the form shows of dates is read as the same dates: closed, with hours, once and every year.
    #[test]
    fn dates_come_back() {
        let exception = |on: &str, hours: &[&str], name: Option<&str>| Exception {
            on: on.parse().expect("a date"),
            hours: hours.iter().map(|one| one.parse().expect("hours")).collect(),
            name: name.map(str::to_owned),
        };
        let exceptions = vec![
            exception("2027-05-01", &[], Some("Labour Day")),
            exception("12-24", &["09:00-12:00", "13:00-14:00"], None),
            exception("02-29", &[], None),
        ];
        let week = Week::default();
        let calendar = Calendar { zone: "UTC".to_owned(), week, exceptions: exceptions.clone() };
        let mut fields = Fields::new();
        let shown = rows(Some(&calendar), 2026);
        assert_eq!(shown.len(), 4);
        for row in shown {
            let mut field = |name: &str, value: &str| {
                fields.push((format!("date-{}-{name}", row.slot), value.to_owned()));
            };
            field("on", &row.on);
            field("title", &row.title);
            field("hours", &row.hours);
            if row.yearly {
                field("yearly", "on");
            }
            fields.push(("date".to_owned(), row.slot.to_string()));
        }
        assert_eq!(read(Locale::English, &fields), Ok(Some(exceptions)));
        assert_eq!(read(Locale::English, &Fields::new()), Ok(None));
        let odd = vec![("date".to_owned(), "0".to_owned()), ("date-0-on".to_owned(), "soon".to_owned())];
        assert!(read(Locale::English, &odd).is_err());
    }
}
