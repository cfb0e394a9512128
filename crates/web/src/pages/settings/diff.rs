//! What differs between two documents: by path, with the value before and after.

use serde_json::Value;

/// Differences that are shown.
const MOST: usize = 200;
/// Letters of a value that are shown.
const LETTERS: usize = 160;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// `types › Billing › name`.
    pub(crate) place: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// The differences, in the order of the document.
pub(crate) fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), Some(before), Some(after), &mut found);
    found
}

fn compare(place: &mut Vec<String>, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Change>) {
    if before == after || found.len() >= MOST {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            for key in old.keys().chain(added) {
                place.push(key.clone());
                compare(place, old.get(key), new.get(key), found);
                place.pop();
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if named(old) && named(new) => {
            let id = |value: &Value| name(value).map(|(id, _)| id);
            let added = new.iter().filter(|one| !old.iter().any(|other| id(other) == id(one)));
            for one in old.iter().chain(added) {
                let Some((this, called)) = name(one) else { continue };
                let find =
                    |list: &'_ [Value]| list.iter().position(|other| id(other).as_ref() == Some(&this));
                place.push(called);
                compare(place, find(old).map(|at| &old[at]), find(new).map(|at| &new[at]), found);
                place.pop();
            }
            let order = |list: &[Value]| list.iter().filter_map(id).collect::<Vec<_>>();
            if old.len() == new.len() && order(old) != order(new) {
                let line = |list: &[Value]| {
                    let names: Vec<String> =
                        list.iter().filter_map(|one| name(one).map(|(_, called)| called)).collect();
                    names.join(", ")
                };
                found.push(Change {
                    place: place.join(" › "),
                    before: short(&line(old)),
                    after: short(&line(new)),
                });
            }
        }
        _ => {
            let change = Change { place: place.join(" › "), before: said(before), after: said(after) };
            found.push(change);
        }
    }
}

/// Whether each is something with an identity.
fn named(list: &[Value]) -> bool {
    list.iter().all(|one| name(one).is_some())
}

/// What tells one from the others, and what people call it.
fn name(value: &Value) -> Option<(String, String)> {
    let fields = value.as_object()?;
    let id = ["id", "key", "role", "type", "channel"].iter().find_map(|key| fields.get(*key))?;
    let called = ["name", "title", "label"].iter().find_map(|key| fields.get(*key).and_then(Value::as_str));
    let id = said(Some(id));
    Some((id.clone(), called.map_or(id, str::to_owned)))
}

fn said(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => short(text),
        Some(Value::Bool(true)) => "✓".to_owned(),
        Some(Value::Bool(false)) => "✗".to_owned(),
        Some(Value::Array(list)) => short(&list.iter().map(called).collect::<Vec<_>>().join(", ")),
        Some(thing @ Value::Object(_)) => short(&called(thing)),
        Some(other) => short(&other.to_string()),
    }
}

/// A thing by its name; a plain value as it is.
fn called(value: &Value) -> String {
    match value {
        Value::Object(_) => name(value).map_or_else(|| value.to_string(), |(_, called)| called),
        other => said(Some(other)),
    }
}

fn short(text: &str) -> String {
    let cut: String = text.chars().take(LETTERS).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn differences_are_named_by_what_they_are_in() {
        let before = json!({"settings": {"enabled": false}, "types": [{"id": 1, "name": "Billing", "active": true}, {"id": 2, "name": "Bugs"}]});
        let after = json!({"settings": {"enabled": true}, "types": [{"id": 1, "name": "Money", "active": true}, {"id": 3, "name": "Other"}]});
        let found = changes(&before, &after);
        let line = |place: &str, before: &str, after: &str| Change {
            place: place.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        assert!(found.contains(&line("settings › enabled", "✗", "✓")), "{found:?}");
        assert!(found.contains(&line("types › Billing › name", "Billing", "Money")));
        assert!(found.iter().any(|one| one.place == "types › Bugs" && one.after.is_empty()));
        assert!(found.iter().any(|one| one.place == "types › Other" && one.before.is_empty()));
        assert!(changes(&before, &before).is_empty());
    }
}
