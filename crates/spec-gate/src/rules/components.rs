//! Components (Discord: components/reference).

use super::{count, list};
use crate::violation::Report;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the components are part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A message, with or without the flag for components of the second kind.
    Message {
        /// Whether the flag is set.
        v2: bool,
    },
    /// A form.
    Modal,
}

/// Components of a message or a form.
pub(super) fn judge(parts: &[Value], at: &str, place: Place, report: &mut Report<'_>) {
    let mut seen = Seen::default();
    for (index, part) in parts.iter().enumerate() {
        seen.walk(part, &format!("{at}/{index}"), place, report);
    }
    match place {
        Place::Message { v2: false } if parts.len() > 5 => {
            report.broken(
                at,
                "more than 5 rows (Discord: components/reference, \"Legacy Message Component Behavior\")",
            );
        }
        Place::Message { v2: true } if seen.all > 40 => {
            report.broken(at, format!("{} components, of 40 (Discord: components/reference)", seen.all));
        }
        Place::Modal if !(1..=5).contains(&parts.len()) => {
            let page = "Discord: interactions/receiving-and-responding, \"Modal\"";
            report.broken(at, format!("{} components, of 1 to 5 ({page})", parts.len()));
        }
        Place::Message { .. } | Place::Modal => {}
    }
}

#[derive(Default)]
struct Seen {
    all: usize,
    custom: BTreeSet<String>,
    ids: BTreeSet<u64>,
}

impl Seen {
    fn walk(&mut self, part: &Value, at: &str, place: Place, report: &mut Report<'_>) {
        self.all += 1;
        let kind = part["type"].as_u64().unwrap_or(0);
        if let Some(custom) = part["custom_id"].as_str()
            && !self.custom.insert(custom.to_owned())
        {
            report.broken(format!("{at}/custom_id"), format!("is there twice {CUSTOM}"));
        }
        if let Some(id) = part["id"].as_u64().filter(|id| *id != 0)
            && !self.ids.insert(id)
        {
            report.broken(
                format!("{at}/id"),
                "is there twice (Discord: components/reference, \"Anatomy of a Component\")",
            );
        }
        if kind == 2 {
            button(part, at, report);
        } else if matches!(kind, 3..=8 | 19 | 21..=23) && count(&part["custom_id"]) == 0 {
            report.broken(format!("{at}/custom_id"), format!("is missing {CUSTOM}"));
        }
        if matches!(kind, 3 | 5..=8 | 19) {
            range(part, at, report);
        }
        if place == (Place::Message { v2: false }) && matches!(kind, 9..=17) {
            report.broken(at, "needs the flag IS_COMPONENTS_V2 (Discord: components/reference)");
        }
        if kind == 18 && !part["component"]["label"].is_null() {
            report.broken(
                format!("{at}/component/label"),
                "not inside a Label (Discord: components/reference, \"Text Input\")",
            );
        }
        for (index, inside) in list(&part["components"]).iter().enumerate() {
            self.walk(inside, &format!("{at}/components/{index}"), place, report);
        }
        for key in ["component", "accessory"] {
            if part[key].is_object() {
                self.walk(&part[key], &format!("{at}/{key}"), place, report);
            }
        }
    }
}

const CUSTOM: &str = "(Discord: components/reference, \"Custom ID\")";

fn button(part: &Value, at: &str, report: &mut Report<'_>) {
    let page = "Discord: components/reference, \"Button\"";
    let (custom, url) = (count(&part["custom_id"]) > 0, count(&part["url"]) > 0);
    match part["style"].as_u64() {
        Some(1..=4) if !custom || url => {
            report.broken(at, format!("needs a custom_id and has no url ({page})"))
        }
        Some(5) if custom || !url => report.broken(at, format!("needs a url and has no custom_id ({page})")),
        Some(6) if custom || url || part["sku_id"].is_null() => {
            report.broken(at, format!("needs a sku_id only ({page})"))
        }
        _ => {}
    }
    if part["style"] != 6 && count(&part["label"]) == 0 && part["emoji"].is_null() {
        report.broken(at, format!("needs a label or an emoji ({page})"));
    }
}

fn range(part: &Value, at: &str, report: &mut Report<'_>) {
    let (least, most) = (part["min_values"].as_u64().unwrap_or(1), part["max_values"].as_u64().unwrap_or(1));
    let options = list(&part["options"]).len() as u64;
    if least > most || part["type"] == 3 && most > options {
        report.broken(at, "min_values, max_values and options do not fit (Discord: components/reference)");
    }
    if list(&part["options"]).iter().filter(|one| one["default"] == true).count() as u64 > most {
        report.broken(at, "more defaults than max_values (Discord: components/reference, \"String Select\")");
    }
    let mut values = BTreeSet::new();
    if !list(&part["options"]).iter().all(|one| values.insert(one["value"].to_string())) {
        report.broken(
            format!("{at}/options"),
            "a value is there twice (Discord: components/reference, \"String Select\")",
        );
    }
}
