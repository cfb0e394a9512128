//! Forms (modals).

use super::{
    Person,
    components::{check_count, option_value},
};
use crate::{Incoming, resolved::Resolved, world::Answer, world::Upload};
use serde_json::{Value, json};

/// What a person puts into one field of a form.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// Words, into a text input.
    Text(&'a str),
    /// Options of a menu, a radio or a checkbox group by their text or value; in a menu for people, roles or channels their ids.
    Picked(&'a [&'a str]),
    /// A single checkbox.
    Ticked(bool),
    /// Files: name, content type, bytes.
    Files(&'a [(&'a str, &'a str, &'a [u8])]),
}

impl Person {
    /// Waits for the form that answers an interaction.
    ///
    /// # Panics
    /// If something else answers it.
    pub async fn form(&self, interaction: u64) -> Value {
        match self.answer(interaction).await {
            Answer::Modal(modal) => modal,
            other => panic!("no form but {other:?}"),
        }
    }

    /// Waits for the form that answers an interaction, fills it in its order, and sends it. Where something is to be chosen, the value is one
    /// option, or none if it is empty.
    ///
    /// # Panics
    /// If there is no form, or it cannot be sent like that.
    pub async fn fill(&self, interaction: u64, values: &[&str]) -> u64 {
        let modal = self.form(interaction).await;
        let names: Vec<String> =
            fields(&modal).filter_map(|(_, input)| input["custom_id"].as_str().map(str::to_owned)).collect();
        let texts: Vec<bool> = fields(&modal).map(|(_, input)| input["type"] == 4).collect();
        let picked: Vec<[&str; 1]> = values.iter().map(|value| [*value]).collect();
        let entries: Vec<(&str, Entry<'_>)> = names
            .iter()
            .zip(values.iter().zip(texts))
            .zip(&picked)
            .map(|((name, (value, text)), picked)| {
                let one = if value.is_empty() { &[][..] } else { &picked[..] };
                (name.as_str(), if text { Entry::Text(value) } else { Entry::Picked(one) })
            })
            .collect();
        self.send_form(interaction, &modal, &entries)
    }

    /// Waits for the form that answers an interaction, fills fields by their label or custom id, and sends it. Fields that are not named stay
    /// as the form came: empty, or as it was filled in beforehand.
    ///
    /// # Panics
    /// If there is no form, it has no such field, or it cannot be sent like that.
    pub async fn fill_in(&self, interaction: u64, entries: &[(&str, Entry<'_>)]) -> u64 {
        let modal = self.form(interaction).await;
        self.send_form(interaction, &modal, entries)
    }

    fn send_form(&self, interaction: u64, modal: &Value, entries: &[(&str, Entry<'_>)]) -> u64 {
        let (channel, message) = self.fake.look(|world| {
            let known = &world.interactions[&interaction];
            (known.channel, known.message)
        });
        for (name, _) in entries {
            assert!(fields(modal).any(|field| is_named(field, name)), "no field {name:?} in {modal}");
        }
        let mut filled = Vec::new();
        let mut chosen = Vec::new();
        for (place, part) in modal["components"].as_array().into_iter().flatten().enumerate() {
            let id = place as u64 * 2 + 1;
            let Some(field) = field(part) else {
                filled.push(json!({"type": part["type"], "id": id}));
                continue;
            };
            let entry = entries.iter().find(|(name, _)| is_named(field, name)).map(|(_, entry)| *entry);
            let mut input = self.filled(channel, field.1, entry);
            input["id"] = json!(id + 1);
            let kind = field.1["type"].as_u64().unwrap_or(0);
            for value in input["values"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                chosen.push((kind, value.to_owned()));
            }
            filled.push(match part["type"].as_u64() {
                Some(18) => json!({"type": 18, "id": id, "component": input}),
                _ => json!({"type": 1, "id": id, "components": [input]}),
            });
        }
        let mut data = json!({"custom_id": modal["custom_id"], "components": filled});
        self.fake.look(|world| {
            let mut resolved = Resolved::new(world, self.id, channel);
            chosen.iter().for_each(|(kind, value)| resolved.chosen(*kind, value));
            resolved.into_data(&mut data);
        });
        self.interact(channel, 5, data, message)
    }

    /// One field as it is sent.
    fn filled(&self, channel: u64, input: &Value, entry: Option<Entry<'_>>) -> Value {
        let kind = input["type"].as_u64().unwrap_or(0);
        let mut sent = json!({"type": kind, "custom_id": input["custom_id"]});
        let required = input["required"] != false;
        let defaults = || -> Vec<String> {
            let set = |one: &&Value| one["default"] == true;
            let own = input["options"].as_array().into_iter().flatten().filter(set);
            let given = input["default_values"].as_array().into_iter().flatten();
            let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
            own.map(|one| text(one, "value")).chain(given.map(|one| text(one, "id"))).collect()
        };
        match (kind, entry) {
            (4, Some(Entry::Text(_)) | None) => {
                let words = match entry {
                    Some(Entry::Text(words)) => words,
                    _ => input["value"].as_str().unwrap_or_default(),
                };
                check_text(input, words, required);
                sent["value"] = json!(words);
            }
            (23, Some(Entry::Ticked(_)) | None) => {
                let before = input["default"] == true;
                sent["value"] =
                    json!(matches!(entry, Some(Entry::Ticked(true))) || entry.is_none() && before);
            }
            (19, Some(Entry::Files(_)) | None) => {
                let files = if let Some(Entry::Files(files)) = entry { files } else { &[] };
                let least = input["min_values"].as_u64().unwrap_or(u64::from(required));
                let most = input["max_values"].as_u64().unwrap_or(1);
                assert!((least..=most).contains(&(files.len() as u64)), "{} files into {input}", files.len());
                let keep =
                    |(name, kind, bytes): &(&str, &str, &[u8])| self.upload(channel, name, kind, bytes);
                sent["values"] = files.iter().map(keep).collect();
            }
            (21, Some(Entry::Picked(_)) | None) => {
                let picked = match entry {
                    Some(Entry::Picked(options)) => {
                        options.iter().map(|one| option_value(input, one)).collect()
                    }
                    _ => defaults(),
                };
                assert!(picked.len() <= 1 && (!required || picked.len() == 1), "{picked:?} into {input}");
                sent["value"] = json!(picked.first());
            }
            (3 | 5..=8 | 22, Some(Entry::Picked(_)) | None) => {
                let own = input.get("options").is_some();
                let picked: Vec<String> = match entry {
                    Some(Entry::Picked(options)) if own => {
                        options.iter().map(|one| option_value(input, one)).collect()
                    }
                    Some(Entry::Picked(ids)) => ids.iter().map(|id| (*id).to_owned()).collect(),
                    _ => defaults(),
                };
                if required || !picked.is_empty() {
                    check_count(input, picked.len());
                }
                sent["values"] = json!(picked);
            }
            _ => panic!("{entry:?} does not fit into {input}"),
        }
        sent
    }

    /// Sends a form as it is given, by custom ids and words, in labels: seen or forged.
    pub fn submit(&self, channel: u64, custom_id: &str, values: &[(&str, &str)]) -> u64 {
        let parts: Value = values
            .iter()
            .enumerate()
            .map(|(place, (id, value))| {
                let input = json!({"type": 4, "id": place * 2 + 2, "custom_id": id, "value": value});
                json!({"type": 18, "id": place * 2 + 1, "component": input})
            })
            .collect();
        self.interact(channel, 5, json!({"custom_id": custom_id, "components": parts}), None)
    }

    /// Uploads a file, for a command's option or a form; gives its id.
    pub fn upload(&self, channel: u64, name: &str, content_type: &str, bytes: &[u8]) -> String {
        let upload = Upload { content_type: content_type.to_owned(), bytes: bytes.to_vec() };
        let object =
            self.fake.change(|world| world.store_upload(channel, Incoming { name: name.to_owned(), upload }));
        object["id"].as_str().unwrap_or_default().to_owned()
    }
}

fn check_text(input: &Value, words: &str, required: bool) {
    let count = words.encode_utf16().count() as u64;
    if count == 0 && !required {
        return;
    }
    let least = input["min_length"].as_u64().unwrap_or(0).max(u64::from(required));
    let most = input["max_length"].as_u64().unwrap_or(4_000);
    assert!((least..=most).contains(&count), "{count} characters, {least} to {most} wanted: {input}");
}

/// A form's part with its label's words and its input; none for a part without an input.
fn field(part: &Value) -> Option<(&Value, &Value)> {
    match part["type"].as_u64() {
        Some(18) => Some((&part["label"], &part["component"])),
        Some(1) => Some((&part["components"][0]["label"], &part["components"][0])),
        _ => None,
    }
}

fn fields(modal: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    modal["components"].as_array().into_iter().flatten().filter_map(field)
}

fn is_named((label, input): (&Value, &Value), name: &str) -> bool {
    label == name || input["custom_id"] == name
}
