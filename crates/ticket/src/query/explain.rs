//! What to do about a query that cannot be understood.

use super::{FILTERS, MAX_PARTS, MAX_QUERY, Misread};
use crate::{say, settings::Locale};

/// A sentence that says what is wrong and what to type instead.
pub fn explain(l: Locale, misread: &Misread) -> String {
    match misread {
        Misread::TooLong => say!(l, "search-too-long", most = MAX_QUERY),
        Misread::TooMany => say!(l, "search-too-many", most = MAX_PARTS),
        Misread::OpenQuote => say!(l, "search-open-quote"),
        Misread::LoneOr => say!(l, "search-lone-or"),
        Misread::MixedOr => say!(l, "search-mixed-or"),
        Misread::OnlyWithout => say!(l, "search-only-without"),
        Misread::NoFilter { name, near: Some(near) } => {
            say!(l, "search-no-filter-near", name = name, near = *near)
        }
        Misread::NoFilter { name, near: None } => say!(l, "search-no-filter", name = name),
        Misread::NoValue { filter } => match values(filter) {
            Some(values) => say!(l, "search-no-value-of", filter = *filter, values = values),
            None => say!(l, "search-no-value", filter = *filter),
        },
        Misread::BadValue { filter, value } => {
            let values = values(filter).unwrap_or_default();
            say!(l, "search-bad-value", filter = *filter, value = value, values = values)
        }
        Misread::Unknown { filter, value } => match *filter {
            "type" => say!(l, "search-unknown-type", value = value),
            "tag" => say!(l, "search-unknown-tag", value = value),
            _ => say!(l, "search-unknown-person", value = value),
        },
        Misread::StaffOnly => say!(l, "search-staff-only"),
    }
}

/// What may follow a filter, where that is a list.
fn values(filter: &str) -> Option<String> {
    let (name, values) = FILTERS.iter().find(|(name, _)| *name == filter)?;
    let examples: Vec<String> = values.iter().map(|value| format!("{name}:{value}")).collect();
    (!examples.is_empty()).then(|| examples.join(", "))
}
