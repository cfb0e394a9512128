//! Buttons and menus.

use super::Person;
use crate::{messages::wire_id, resolved::Resolved};
use serde_json::{Value, json};

impl Person {
    /// Presses the button with this text (or emoji) on the newest message that has one; gives the interaction.
    ///
    /// # Panics
    /// If they see no such button, or it is disabled.
    pub fn press(&self, channel: u64, label: &str) -> u64 {
        let wanted = |part: &Value| {
            part["type"] == 2
                && part["style"] != 5
                && (part["label"] == label || part["emoji"]["name"] == label)
        };
        let (message, part) = self
            .newest(channel, wanted)
            .unwrap_or_else(|| panic!("{} sees no button {label:?} in {channel}", self.id));
        self.use_part(channel, message, &part, None)
    }

    /// Chooses options of a menu by their text or value; the menu by its placeholder or custom id, on the newest message that has it.
    ///
    /// # Panics
    /// If they see no such menu or option, or it takes fewer or more of them.
    pub fn select(&self, channel: u64, menu: &str, options: &[&str]) -> u64 {
        let (message, part) = self.menu(channel, menu);
        assert_eq!(part["type"], 3, "{menu} has no options of its own: use select_ids");
        let values: Vec<String> = options.iter().map(|one| option_value(&part, one)).collect();
        self.use_part(channel, message, &part, Some(values))
    }

    /// Chooses people, roles or channels in a menu for them.
    ///
    /// # Panics
    /// If they see no such menu, or it takes fewer or more of them.
    pub fn select_ids(&self, channel: u64, menu: &str, ids: &[u64]) -> u64 {
        let (message, part) = self.menu(channel, menu);
        assert_ne!(part["type"], 3, "{menu} has options of its own: use select");
        self.use_part(channel, message, &part, Some(ids.iter().map(u64::to_string).collect()))
    }

    /// Presses a button by its custom id, seen or forged.
    pub fn press_id(&self, channel: u64, message: u64, custom_id: &str) -> u64 {
        let data = json!({"component_type": 2, "custom_id": custom_id, "id": 1});
        self.interact(channel, 3, data, Some(message))
    }

    /// Sends an interaction as it is given: its type, its data, the message that holds the component.
    pub fn interact(&self, channel: u64, kind: u8, data: Value, message: Option<u64>) -> u64 {
        self.fake.change(|world| world.interact(self.id, channel, kind, data, message))
    }

    fn menu(&self, channel: u64, menu: &str) -> (u64, Value) {
        let wanted = |part: &Value| {
            matches!(part["type"].as_u64(), Some(3 | 5..=8))
                && (part["placeholder"] == menu || part["custom_id"] == menu)
        };
        self.newest(channel, wanted)
            .unwrap_or_else(|| panic!("{} sees no menu {menu:?} in {channel}", self.id))
    }

    /// The newest part of a message that is wanted and can be used, with its message.
    fn newest(&self, channel: u64, wanted: impl Fn(&Value) -> bool) -> Option<(u64, Value)> {
        let usable = |part: &Value| wanted(part) && part["disabled"] != true;
        self.messages(channel).iter().rev().find_map(|message| {
            let found = parts(&message["components"]).into_iter().find(|part| usable(part))?;
            Some((wire_id(message), found.clone()))
        })
    }

    fn use_part(&self, channel: u64, message: u64, part: &Value, values: Option<Vec<String>>) -> u64 {
        let kind = part["type"].as_u64().unwrap_or(0);
        let mut data = json!({"component_type": kind, "custom_id": part["custom_id"], "id": part["id"].as_u64().unwrap_or(1)});
        if let Some(values) = values {
            check_count(part, values.len());
            self.fake.look(|world| {
                let mut resolved = Resolved::new(world, self.id, channel);
                values.iter().for_each(|value| resolved.chosen(kind, value));
                resolved.into_data(&mut data);
            });
            data["values"] = json!(values);
        }
        self.interact(channel, 3, data, Some(message))
    }
}

/// All parts of components, in the order they are seen.
fn parts(components: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for part in components.as_array().into_iter().flatten() {
        found.push(part);
        found.extend(parts(&part["components"]));
        found.extend(part.get("accessory"));
    }
    found
}

/// The value of an option by its text or value.
pub(super) fn option_value(part: &Value, wanted: &str) -> String {
    let mut options = part["options"].as_array().into_iter().flatten();
    let found = options.find(|one| one["label"] == wanted || one["value"] == wanted);
    let found = found.unwrap_or_else(|| panic!("no option {wanted:?} in {part}"));
    found["value"].as_str().unwrap_or_default().to_owned()
}

/// A client sends no fewer and no more choices than the part takes.
pub(super) fn check_count(part: &Value, count: usize) {
    let least = part["min_values"].as_u64().unwrap_or(1);
    let most = part["max_values"].as_u64().unwrap_or(match part["type"].as_u64() {
        Some(22) => part["options"].as_array().map_or(10, |options| options.len() as u64),
        _ => 1,
    });
    assert!((least..=most).contains(&(count as u64)), "{count} chosen, {least} to {most} wanted: {part}");
}
