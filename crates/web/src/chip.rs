//! A response time in a few words: how much is left, or how long it is over. A word and a shape stand beside the colour.

use crate::{prefs::Prefs, view::When};
use ticket::{
    Activity, Ticket, Timestamp, say,
    settings::Locale,
    sla::{self, Stand},
    text,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What is shown.
pub(crate) struct Chip {
    /// `pending`, `warned`, `over`, `held`.
    pub(crate) class: &'static str,
    /// A few letters: `42m`.
    pub(crate) short: String,
    /// Everything in words.
    pub(crate) title: String,
    /// When it is due, for counting on in the browser.
    pub(crate) due: Option<String>,
}

/// The chip of a ticket, if a promise runs.
pub(crate) fn of(prefs: &Prefs, ticket: &Ticket, activity: &Activity, now: Timestamp) -> Option<Chip> {
    let chip = sla::chip(ticket, &activity.talk, now)?;
    let l = prefs.locale;
    let metric = text::metric(l, chip.metric);
    let Some(due) = chip.due else {
        let left = left(l, chip.left);
        let title = say!(l, "chip-held", metric = metric, left = &left);
        return Some(Chip { class: "held", short: left, title, due: None });
    };
    let moment = When::new(prefs, due, now);
    let (class, title) = match chip.stand {
        Stand::Overdue => ("over", say!(l, "chip-over", metric = metric, when = &moment.full)),
        Stand::Warned => ("warned", say!(l, "chip-warned", metric = metric, when = &moment.full)),
        _ => ("pending", say!(l, "chip-pending", metric = metric, when = &moment.full)),
    };
    Some(Chip { class, short: left(l, due.0 - now.0), title, due: Some(moment.iso) })
}

/// In minutes, from an hour in hours, from two days in days; a minus where it is over.
fn left(l: Locale, milliseconds: i64) -> String {
    let sign = if milliseconds < 0 { "−" } else { "" };
    let size = milliseconds.abs();
    let text = match size {
        ..HOUR => say!(l, "web-ago-minutes").replacen('0', &(size / MINUTE).to_string(), 1),
        HOUR..172_800_000 => say!(l, "web-ago-hours").replacen('0', &(size / HOUR).to_string(), 1),
        _ => say!(l, "web-ago-days").replacen('0', &(size / DAY).to_string(), 1),
    };
    format!("{sign}{text}")
}

/// Each look once, for the page that shows every component.
pub(crate) fn sample(prefs: &Prefs, which: u32, now: Timestamp) -> Chip {
    let minutes = [("pending", 200), ("warned", 12), ("over", -47), ("held", 90)];
    let (class, minutes) = minutes[which as usize % minutes.len()];
    let due = (class != "held").then(|| When::new(prefs, Timestamp(now.0 + minutes * MINUTE), now));
    let l = prefs.locale;
    let metric = text::metric(l, sla::Metric::FirstResponse);
    let short = left(l, minutes * MINUTE);
    let title = match &due {
        None => say!(l, "chip-held", metric = metric, left = &short),
        Some(due) => say!(l, "chip-pending", metric = metric, when = &due.full),
    };
    Chip { class, short, title, due: due.map(|due| due.iso) }
}
