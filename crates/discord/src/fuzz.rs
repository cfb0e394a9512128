//! What a fuzzer may call: how bytes of strangers are read, without what they lead to. Only there with `--cfg fuzzing` (`scripts/fuzz`).

use crate::{
    cache::{Cache, Known},
    capture::{self, Seen},
    custom_id::CustomId,
    interactions::data::Interaction,
    reactions, wire,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use ticket::UserId;

/// Who we are.
const ME: UserId = UserId(1);

fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// Reads a frame of the gateway as far as nothing has to be asked for.
///
/// # Panics
/// If something is wrong: that is what is looked for.
pub fn frame(json: &str) {
    let Some((event, data)) = crate::intake::named(json) else { return };
    if let Some(seen) = Seen::named(&event) {
        return conversation(seen, data);
    }
    let cache = Cache::default();
    match event.as_str() {
        "INTERACTION_CREATE" => interaction(data),
        "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE" => {
            if let Some(guild) = read::<wire::Guild>(data) {
                let id = guild.id;
                let infos = guild.members.iter().filter_map(|member| member.info(None)).count();
                assert!(infos <= guild.members.len(), "nobody is told of who was not there");
                cache.guild_created(guild, ME);
                cache.guild(id, |known| known.my_permissions());
                cache.guild_left(id);
            }
        }
        _ => {
            read::<wire::Channel>(data).as_ref().map(Known::from);
            let member = read::<wire::Member>(data).and_then(|member| member.info(None));
            drop(member);
        }
    }
}

fn conversation(seen: Seen, data: &str) {
    if let Some(event) = read::<reactions::Event>(data) {
        let mut body =
            read::<Value>(data).filter(Value::is_object).unwrap_or_else(|| Value::Object(Default::default()));
        reactions::adjust(&mut body, seen, &event, ME);
        reactions::adjust(&mut body, Seen::UnreactedAll, &event, ME);
    }
    let Some(message) = read::<wire::Message>(data) else { return };
    let _ = message.edited_timestamp.as_deref().and_then(capture::moment);
    let _ = (message.files().count(), message.parts().count());
    let author = message.author.as_ref();
    let _ = message.member.as_ref().and_then(|member| member.info(author));
}

/// Reads an interaction and everything that may be in one.
///
/// # Panics
/// If something is wrong: that is what is looked for.
pub fn interaction(json: &str) {
    let Some(asked) = read::<Interaction>(json) else { return };
    let data = &asked.data;
    custom_id(&data.custom_id);
    let _ = (asked.message_id(), asked.quoted(ME), data.subcommand(), data.typed(), data.target_user());
    for name in ["user", "reason", "name", "priority", "ticket", "subject", "text", ""] {
        let _ = (data.text(name), data.number(name), data.bare_text(name), data.id(name), data.member(name));
    }
    let _ = (data.target_message(), data.brought());
    for value in data.values() {
        custom_id(value);
    }
    for (name, _) in data.answers() {
        custom_id(&name);
    }
}

/// Reads a custom id; one that is understood says the same when it is written and read again.
///
/// # Panics
/// If it does not.
pub fn custom_id(text: &str) {
    let Ok(read) = text.parse::<CustomId>() else { return };
    let written = read.to_string();
    assert!(written.encode_utf16().count() <= 100, "Discord takes 100 characters: {written}");
    assert_eq!(written.parse(), Ok(read), "{text}");
}
