//! What differs between two documents: where, in the reader's words, with the value before and after.

use desk::ports::GuildInfo;
use serde_json::Value;
use std::collections::HashMap;
use ticket::{config::names, settings::Locale};

/// Differences that are shown.
const MOST: usize = 200;
/// Letters of a value that are shown.
const LETTERS: usize = 160;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// `Ticket types › Billing › Staff roles`: keys of the document as the pages call them, and people's own things by their names.
    pub(crate) place: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// What ids are called: roles, channels and categories of a server.
#[derive(Default)]
pub(crate) struct Called(HashMap<String, String>);

impl Called {
    /// As the server has them now; what is gone keeps its id.
    pub(crate) fn of(guild: &GuildInfo) -> Self {
        let role = |role: &desk::ports::RoleInfo| {
            (role.id.to_string(), format!("@{}", role.name.trim_start_matches('@')))
        };
        let channel = |(id, name): &(ticket::ChannelId, String)| {
            let mark = if guild.categories.contains(id) { "" } else { "#" };
            (id.to_string(), format!("{mark}{name}"))
        };
        // A server's id is that of the role that everybody has.
        Self(guild.channels.iter().map(channel).chain(guild.roles.iter().map(role)).collect())
    }

    fn name(&self, id: String) -> String {
        self.0.get(&id).cloned().unwrap_or(id)
    }
}

/// The differences, in the order of the document.
pub(crate) fn changes(locale: Locale, called: &Called, before: &Value, after: &Value) -> Vec<Change> {
    let mut walk = Walk { locale, called, keys: Vec::new(), place: Vec::new(), found: Vec::new() };
    walk.compare(Some(before), Some(after));
    walk.found
}

/// A way through both documents.
struct Walk<'a> {
    locale: Locale,
    called: &'a Called,
    /// The keys on the way, without people's own things.
    keys: Vec<&'a str>,
    /// The way in words.
    place: Vec<String>,
    found: Vec<Change>,
}

impl<'a> Walk<'a> {
    fn compare(&mut self, before: Option<&'a Value>, after: Option<&'a Value>) {
        if before == after || self.found.len() >= MOST {
            return;
        }
        match (before, after) {
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                let added = new.keys().filter(|key| !old.contains_key(*key));
                for key in old.keys().chain(added) {
                    self.keys.push(key);
                    self.place.push(names::name(self.locale, &self.keys));
                    self.compare(old.get(key), new.get(key));
                    self.place.pop();
                    self.keys.pop();
                }
            }
            (Some(Value::Array(old)), Some(Value::Array(new))) if named(old) && named(new) => {
                let id = |value: &Value| name(value).map(|(id, _)| id);
                let added = new.iter().filter(|one| !old.iter().any(|other| id(other) == id(one)));
                for one in old.iter().chain(added) {
                    let Some((this, called)) = name(one) else { continue };
                    let find =
                        |list: &'_ [Value]| list.iter().position(|other| id(other).as_ref() == Some(&this));
                    self.place.push(self.called.name(called));
                    self.compare(find(old).map(|at| &old[at]), find(new).map(|at| &new[at]));
                    self.place.pop();
                }
                let order = |list: &[Value]| list.iter().filter_map(id).collect::<Vec<_>>();
                if old.len() == new.len() && order(old) != order(new) {
                    let called = self.called;
                    let line = |list: &[Value]| {
                        let names: Vec<String> = list
                            .iter()
                            .filter_map(|one| name(one).map(|(_, own)| called.name(own)))
                            .collect();
                        names.join(", ")
                    };
                    self.differ(short(&line(old)), short(&line(new)));
                }
            }
            _ => {
                let said = |value| short(&said(self.locale, self.called, &self.keys, value));
                let (before, after) = (said(before), said(after));
                self.differ(before, after);
            }
        }
    }

    fn differ(&mut self, before: String, after: String) {
        self.found.push(Change { place: self.place.join(" › "), before, after });
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
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    Some((id.clone(), own_name(value).map_or(id, str::to_owned)))
}

/// The name that somebody gave it.
fn own_name(value: &Value) -> Option<&str> {
    let fields = value.as_object()?;
    ["name", "title", "label"].iter().find_map(|key| fields.get(*key).and_then(Value::as_str))
}

/// A value under these keys: words of the configuration in the reader's, a thing by its name, one without by what is in it, the rest as it is.
fn said(l: Locale, called: &Called, keys: &[&str], value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => keys
            .last()
            .and_then(|key| names::value(l, key, text))
            .unwrap_or_else(|| called.name(text.clone())),
        Some(Value::Bool(true)) => "✓".to_owned(),
        Some(Value::Bool(false)) => "✗".to_owned(),
        Some(Value::Array(list)) => {
            list.iter().map(|one| said(l, called, keys, Some(one))).collect::<Vec<_>>().join(", ")
        }
        Some(thing @ Value::Object(fields)) => {
            let field = |(key, value): (&String, &Value)| {
                let keys: Vec<&str> = keys.iter().copied().chain([key.as_str()]).collect();
                let (name, value) = (names::name(l, &keys), said(l, called, &keys, Some(value)));
                if value.is_empty() { name } else { format!("{name}: {value}") }
            };
            let all = || fields.iter().map(field).collect::<Vec<_>>().join("; ");
            own_name(thing).map_or_else(all, str::to_owned)
        }
        Some(other) => called.name(other.to_string()),
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
    use std::collections::BTreeSet;

    #[test]
    fn differences_are_named_by_what_they_are_in() {
        let before = json!({"settings": {"enabled": false}, "types": [{"id": 1, "name": "Billing", "active": true}, {"id": 2, "name": "Bugs"}]});
        let after = json!({"settings": {"enabled": true}, "types": [{"id": 1, "name": "Money", "active": true}, {"id": 3, "name": "Other"}]});
        let found = changes(Locale::English, &Called::default(), &before, &after);
        let line = |place: &str, before: &str, after: &str| Change {
            place: place.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        assert!(found.contains(&line("Settings › Members can open tickets", "✗", "✓")), "{found:?}");
        assert!(found.contains(&line("Ticket types › Billing › Name", "Billing", "Money")));
        assert!(found.iter().any(|one| one.place == "Ticket types › Bugs" && one.after.is_empty()));
        assert!(found.iter().any(|one| one.place == "Ticket types › Other" && one.before.is_empty()));
        assert!(changes(Locale::English, &Called::default(), &before, &before).is_empty());
    }

    /// Keys and words of the configuration are the reader's; what people wrote stays, even if it is such a word.
    #[test]
    fn places_and_values_are_said_in_the_readers_language() {
        let before = json!({"types": [{"id": 1, "name": "low", "place": {"mode": "channel"}, "later": {"odd_key": 1}}]});
        let after = json!({"types": [{"id": 1, "name": "thread", "place": {"mode": "thread", "parent": "77"}, "later": {"odd_key": 2}}]});
        let told = |l| {
            let found = changes(l, &Called::default(), &before, &after).into_iter();
            let lines = found.map(|one| format!("{}: {} -> {}", one.place, one.before, one.after));
            // The order is the document's, which a build chooses.
            lines.collect::<BTreeSet<_>>()
        };
        assert_eq!(
            told(Locale::English),
            BTreeSet::from([
                "Ticket types › low › Name: low -> thread".to_owned(),
                "Ticket types › low › Where in Discord › Each ticket is: a private channel -> a private thread".to_owned(),
                "Ticket types › low › Where in Discord › Channel that holds the threads:  -> 77".to_owned(),
                "Ticket types › low › later › odd key: 1 -> 2".to_owned(),
            ])
        );
        assert_eq!(
            told(Locale::German),
            BTreeSet::from([
                "Ticketarten › low › Name: low -> thread".to_owned(),
                "Ticketarten › low › Wo in Discord › Jedes Ticket ist: ein privater Kanal -> ein privater Thread".to_owned(),
                "Ticketarten › low › Wo in Discord › Kanal, der die Threads enthält:  -> 77".to_owned(),
                "Ticketarten › low › later › odd key: 1 -> 2".to_owned(),
            ])
        );
    }

    /// What only has an id in the configuration is called what it is called in the server.
    #[test]
    fn roles_and_channels_have_their_names() {
        let known = [("77", "@Support"), ("88", "#log"), ("99", "Desk")];
        let called = Called(known.map(|(id, name)| (id.to_owned(), name.to_owned())).into());
        let before = json!({"settings": {"mod_log": "88", "roles": ["77", "66"]}, "team": [{"role": "77", "tag": "a"}]});
        let after =
            json!({"settings": {"mod_log": "99", "roles": ["66"]}, "team": [{"role": "77", "tag": "b"}]});
        let found = changes(Locale::English, &called, &before, &after);
        let shown: BTreeSet<_> = found.iter().map(|one| (one.before.as_str(), one.after.as_str())).collect();
        assert_eq!(shown, BTreeSet::from([("#log", "Desk"), ("@Support, 66", "66"), ("a", "b")]));
        assert!(found.iter().any(|one| one.place.contains("› @Support ›")), "{found:?}");
    }

    /// A list of things without names says what is in them, never as code.
    #[test]
    fn what_has_no_name_says_what_is_in_it() {
        let macros = |acts: Value| json!({"macros": [{"id": 1, "name": "Bye", "acts": acts}]});
        let after = macros(json!([{"reply": "Done!"}, "claim", {"priority": "high"}, {"snooze": null}]));
        let found = changes(Locale::German, &Called::default(), &macros(json!(["claim"])), &after);
        assert_eq!(found[0].before, "Übernehmen");
        assert_eq!(
            found[0].after, "Antworten: Done!, Übernehmen, Priorität setzen: Hoch, Zurückstellen",
            "{found:?}"
        );
    }
}
