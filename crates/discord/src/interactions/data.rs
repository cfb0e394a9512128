//! An interaction as Discord sends it, read leniently: what is unknown is carried along, not refused.

use crate::wire;
use desk::{Brought, Source};
use serde::{Deserialize, Deserializer, de::IgnoredAny};
use serde_json::Value;
use std::collections::HashMap;
use ticket::{ChannelId, GuildId, MessageId, RoleId, UserId};

#[derive(Debug, Deserialize)]
pub(crate) struct Interaction {
    /// A snowflake: its time is when the member acted.
    pub id: MessageId,
    pub application_id: RoleId,
    #[serde(rename = "type")]
    pub kind: u8,
    #[serde(deserialize_with = "token")]
    pub token: String,
    pub guild_id: Option<GuildId>,
    pub channel_id: Option<ChannelId>,
    pub member: Option<wire::Member>,
    /// Who acts in a direct message, where there is no member.
    pub user: Option<wire::User>,
    /// The message whose component was used.
    pub message: Option<Value>,
    pub locale: Option<String>,
    #[serde(default)]
    pub data: Data,
}

/// Reads a token, which becomes a part of addresses. What it is made of is not documented; one that is empty, or would lead elsewhere,
/// can answer nothing.
fn token<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let token = String::deserialize(input)?;
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"/?#%\\".contains(&byte);
    if token.bytes().all(plain) && token.bytes().any(|byte| byte != b'.') {
        Ok(token)
    } else {
        Err(serde::de::Error::custom("no token of an interaction"))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Data {
    pub custom_id: String,
    pub name: String,
    values: Vec<String>,
    target_id: Option<String>,
    options: Vec<Given>,
    components: Vec<Value>,
    resolved: Resolved,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Given {
    name: String,
    #[serde(rename = "type")]
    kind: u8,
    value: Value,
    options: Vec<Given>,
    focused: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Resolved {
    users: HashMap<UserId, wire::User>,
    members: HashMap<UserId, wire::Member>,
    messages: HashMap<MessageId, Target>,
    roles: HashMap<RoleId, IgnoredAny>,
    attachments: HashMap<RoleId, wire::Attachment>,
}

/// A message that was clicked on.
#[derive(Debug, Deserialize)]
struct Target {
    #[serde(default)]
    content: String,
    author: wire::User,
}

impl Interaction {
    /// The message that this one's ticket is to be opened from, as our own question carries it.
    pub(crate) fn quoted(&self, user: UserId) -> super::menus::Quoted {
        let embed = self.message.as_ref().map(|message| message["embeds"][0].clone()).unwrap_or_default();
        let words = embed["description"].as_str().unwrap_or_default();
        let words = if words == format!("<@{user}>") { "" } else { words };
        super::menus::Quoted { words: words.to_owned(), url: embed["url"].as_str().map(str::to_owned) }
    }

    /// The message whose component was used.
    pub(crate) fn message_id(&self) -> Option<MessageId> {
        self.message.as_ref()?["id"].as_str()?.parse().ok()
    }
}

/// How deep components are searched for answers: a label in a row at most.
const DEPTH: u8 = 4;
/// The menu for members and roles together (components/reference, "Component Types").
const MENTIONABLES: u8 = 7;

impl Data {
    /// The subcommand's name.
    pub(crate) fn subcommand(&self) -> Option<&str> {
        self.options.first().filter(|given| given.kind == 1).map(|given| given.name.as_str())
    }

    fn option(&self, name: &str) -> Option<&Given> {
        self.options.first()?.options.iter().find(|given| given.name == name)
    }

    /// An option of words.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.option(name)?.value.as_str()
    }

    /// An option that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.option(name)?.value.as_u64()?.try_into().ok()
    }

    /// An option of words of a command that has no subcommands.
    pub(crate) fn bare_text(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|given| given.name == name && given.kind == 3)?.value.as_str()
    }

    /// An option that is an id.
    pub(crate) fn id(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// What is being typed into the option that wants completion.
    pub(crate) fn typed(&self) -> Option<(&str, &str)> {
        let given = self.options.first()?.options.iter().find(|given| given.focused)?;
        Some((&given.name, given.value.as_str().unwrap_or_default()))
    }

    /// A chosen member; none if they are not in the guild.
    pub(crate) fn member(&self, name: &str) -> Option<desk::ports::MemberInfo> {
        let id = UserId(self.id(name)?);
        self.resolved.members.get(&id)?.info(self.resolved.users.get(&id))
    }

    /// What was chosen in a menu.
    pub(crate) fn values(&self) -> &[String] {
        &self.values
    }

    /// The member who was clicked on.
    pub(crate) fn target_user(&self) -> Option<UserId> {
        self.target_id.as_deref()?.parse().ok()
    }

    /// The message that was clicked on: its author, itself, its words.
    pub(crate) fn target_message(&self) -> Option<(UserId, MessageId, &str)> {
        let id = self.target_id.as_deref()?.parse().ok()?;
        let found = self.resolved.messages.get(&id)?;
        Some((found.author.id, id, &found.content))
    }

    /// What was written into a form, by custom id of the input.
    pub(crate) fn answers(&self) -> Vec<(String, String)> {
        let mut answers = Vec::new();
        self.components.iter().for_each(|component| self.collect(component, &mut answers, DEPTH));
        answers
    }

    /// The files that came with a form.
    pub(crate) fn brought(&self) -> Vec<Brought> {
        let one = |file: &wire::Attachment| Brought {
            id: file.id.0,
            name: file.filename.clone(),
            content_type: file.content_type.clone(),
            size: file.size,
            from: Source::Address(file.url.clone()),
        };
        self.resolved.attachments.values().map(one).collect()
    }

    /// Inputs stand in labels (`component`) today and stood in rows (`components`) before.
    fn collect(&self, component: &Value, answers: &mut Vec<(String, String)>, depth: u8) {
        if depth == 0 {
            return;
        }
        if let (Some(id), Some(value)) = (component["custom_id"].as_str(), self.answer(component)) {
            answers.push((id.to_owned(), value));
        }
        if component["component"].is_object() {
            self.collect(&component["component"], answers, depth - 1);
        }
        for inner in component["components"].as_array().into_iter().flatten() {
            self.collect(inner, answers, depth - 1);
        }
    }

    /// Words as they are; choices one per line; a box that is ticked is `yes` (as [`ticket::form::check`] reads them).
    fn answer(&self, component: &Value) -> Option<String> {
        if let Some(values) = component["values"].as_array() {
            let either = component["type"] == MENTIONABLES;
            let one = |value: &str| match value.parse() {
                Ok(id) if either && self.resolved.roles.contains_key(&id) => format!("&{value}"),
                _ if either => format!("@{value}"),
                _ => value.to_owned(),
            };
            return Some(values.iter().filter_map(Value::as_str).map(one).collect::<Vec<_>>().join("\n"));
        }
        match &component["value"] {
            Value::String(words) => Some(words.clone()),
            Value::Bool(ticked) => Some(if *ticked { "yes".to_owned() } else { String::new() }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A token is a part of an address, so what would lead to another one is none.
    #[test]
    fn a_token_leads_nowhere_else() {
        let of = |token: &str| {
            let json = serde_json::json!({"id": "1", "application_id": "2", "type": 2, "token": token});
            serde_json::from_value::<Interaction>(json).is_ok()
        };
        assert!(["aW50ZXJhY3Rpb246MTI=", "A_UNIQUE_TOKEN", "a:b.c-d~e"].into_iter().all(of));
        assert!(
            !["", ".", "..", "a/b", "../x", "a?b", "a#b", "%2e", "a b", "a\\b", "ä", "\0"]
                .into_iter()
                .any(of)
        );
    }

    // Answers are found in labels and in rows; a component of an unknown kind does not lose the others.
    #[test]
    fn answers_are_found() {
        let data: Data = serde_json::from_value(serde_json::json!({
            "custom_id": "gh1:form:1",
            "components": [
                { "type": 18, "id": 1, "component": { "type": 4, "custom_id": "what", "value": "a" } },
                { "type": 1, "components": [{ "type": 4, "custom_id": "when", "value": "b" }] },
                { "type": 18, "component": { "type": 99, "custom_id": "odd", "thing": ["x"] } },
                { "type": 18, "component": { "type": 22, "custom_id": "which", "values": ["0", "2"] } },
                { "type": 18, "component": { "type": 21, "custom_id": "one", "value": "1" } },
                { "type": 18, "component": { "type": 23, "custom_id": "sure", "value": true } },
            ],
        }))
        .unwrap();
        let expected = [("what", "a"), ("when", "b"), ("which", "0\n2"), ("one", "1"), ("sure", "yes")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(data.answers(), expected);
    }
}
