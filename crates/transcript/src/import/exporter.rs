//! The JSON export of DiscordChatExporter, which names things its own way.

use super::read::{color, filled, flag, id, list, number, object, small, text, time};
use super::{ImportError, Imported, Source};
use crate::model::{
    Attachment, Channel, Conversation, Embed, EmbedAuthor, EmbedField, EmbedFooter, Emoji, Fact, Id,
    Interaction, Member, Message, Person, Reaction, Reference, Role, Sticker, User,
};
use serde_json::Value;

/// Reads an export: `v` is everything but its messages.
pub(super) fn read(
    v: &Value,
    messages: impl Iterator<Item = Result<Value, ImportError>>,
) -> Result<Imported, ImportError> {
    let mut conversation = Conversation::default();
    if let Some(guild) = object(v, "guild") {
        conversation.guild_name = text(guild, "name").unwrap_or_default();
        conversation.guild_id = id(guild, "id").filter(|id| id.0 != 0);
        conversation.guild_icon = filled(guild, "iconUrl");
    }
    if let Some(channel) = object(v, "channel") {
        conversation.channel_name = text(channel, "name").unwrap_or_default();
        if let Some(id) = id(channel, "id") {
            conversation.channels.insert(id, Channel { name: conversation.channel_name.clone() });
        }
        for (label, key) in [("Category", "category"), ("Topic", "topic")] {
            if let Some(value) = filled(channel, key) {
                conversation.facts.push(Fact::Text { label: label.into(), value });
            }
        }
    }
    if let Some(at) = time(v, "exportedAt") {
        conversation.facts.push(Fact::Time { label: "Exported".into(), at });
    }
    let mut read = Vec::new();
    for m in messages {
        let m = m?;
        if m.is_object() {
            read.push(message(&m, &mut conversation, 2));
        }
    }
    Ok(Imported { source: Source::DiscordChatExporter, conversation, messages: read })
}

fn message(v: &Value, conversation: &mut Conversation, depth: u8) -> Message {
    let author = object(v, "author").map(|a| person(a, conversation)).unwrap_or_default();
    let mentions = list(v, "mentions").filter(|m| m.is_object()).map(|m| person(m, conversation)).collect();
    let interaction = object(v, "interaction").and_then(|i| {
        let user = object(i, "user").map(|u| person(u, conversation))?;
        Some(Interaction { name: filled(i, "name"), user })
    });
    let forwarded = object(v, "forwardedMessage").filter(|_| depth > 0);
    Message {
        id: id(v, "id").unwrap_or_default(),
        kind: kind(&text(v, "type").unwrap_or_default()),
        member: object(v, "author").map(|a| Member {
            nick: filled(a, "nickname"),
            avatar: None,
            roles: list(a, "roles").filter_map(|r| id(r, "id")).collect(),
        }),
        author,
        timestamp: time(v, "timestamp"),
        edited_timestamp: time(v, "timestampEdited"),
        content: text(v, "content").unwrap_or_default(),
        attachments: list(v, "attachments").filter(|v| v.is_object()).map(attachment).collect(),
        embeds: list(v, "embeds").filter(|v| v.is_object()).map(embed).collect(),
        reactions: list(v, "reactions").filter_map(reaction).collect(),
        stickers: list(v, "stickers").filter(|v| v.is_object()).map(sticker).collect(),
        mentions,
        reference: object(v, "reference").map(|r| Reference {
            kind: u8::from(forwarded.is_some()),
            message_id: id(r, "messageId"),
            channel_id: id(r, "channelId"),
            guild_id: id(r, "guildId"),
        }),
        forwarded: forwarded.map(|f| message(f, conversation, depth - 1)).into_iter().collect(),
        interaction,
        ..Message::default()
    }
}

/// Names of the exporter's message types; a number stands for itself.
fn kind(name: &str) -> u8 {
    match name {
        "RecipientAdd" => 1,
        "RecipientRemove" => 2,
        "Call" => 3,
        "ChannelNameChange" => 4,
        "ChannelIconChange" => 5,
        "ChannelPinnedMessage" => 6,
        "GuildMemberJoin" => 7,
        "ThreadCreated" => 18,
        "Reply" => 19,
        other => other.parse().unwrap_or(0),
    }
}

fn person(v: &Value, conversation: &mut Conversation) -> User {
    let user = User {
        id: id(v, "id").unwrap_or_default(),
        username: text(v, "name").unwrap_or_default(),
        global_name: filled(v, "nickname"),
        avatar: filled(v, "avatarUrl"),
        bot: flag(v, "isBot"),
    };
    for role in list(v, "roles") {
        if let Some(id) = id(role, "id") {
            conversation.roles.entry(id).or_insert_with(|| Role {
                name: text(role, "name").unwrap_or_default(),
                color: color(role, "color").unwrap_or(0),
                position: number(role, "position").and_then(|n| i64::try_from(n).ok()).unwrap_or(0),
            });
        }
    }
    if user.id != Id(0) {
        conversation.people.entry(user.id).or_insert_with(|| Person {
            name: user.name().unwrap_or_default().to_owned(),
            color: color(v, "color"),
            avatar: user.avatar.clone(),
            bot: user.bot,
        });
    }
    user
}

fn attachment(v: &Value) -> Attachment {
    Attachment {
        id: id(v, "id").unwrap_or_default(),
        filename: filled(v, "fileName").unwrap_or_else(|| "file".into()),
        size: number(v, "fileSizeBytes").unwrap_or(0),
        url: text(v, "url").unwrap_or_default(),
        ..Attachment::default()
    }
}

fn embed(v: &Value) -> Embed {
    let address = |key| object(v, key).and_then(|m| filled(m, "url"));
    Embed {
        title: filled(v, "title"),
        description: filled(v, "description"),
        url: filled(v, "url"),
        timestamp: time(v, "timestamp"),
        color: color(v, "color"),
        author: object(v, "author").and_then(|a| {
            let name = filled(a, "name")?;
            Some(EmbedAuthor { name, url: filled(a, "url"), icon_url: filled(a, "iconUrl") })
        }),
        footer: object(v, "footer")
            .and_then(|f| Some(EmbedFooter { text: filled(f, "text")?, icon_url: filled(f, "iconUrl") })),
        image: address("image").or_else(|| list(v, "images").find_map(|m| filled(m, "url"))),
        thumbnail: address("thumbnail"),
        video: address("video"),
        fields: list(v, "fields")
            .filter(|f| f.is_object())
            .map(|f| EmbedField {
                name: text(f, "name").unwrap_or_default(),
                value: text(f, "value").unwrap_or_default(),
                inline: flag(f, "isInline"),
            })
            .collect(),
        ..Embed::default()
    }
}

fn reaction(v: &Value) -> Option<Reaction> {
    let emoji = object(v, "emoji")?;
    let emoji = Emoji {
        id: id(emoji, "id").filter(|id| id.0 != 0),
        name: filled(emoji, "name").or_else(|| filled(emoji, "code"))?,
        animated: flag(emoji, "isAnimated"),
    };
    Some(Reaction { emoji, count: small(v, "count").unwrap_or(1) })
}

fn sticker(v: &Value) -> Sticker {
    Sticker {
        id: id(v, "id").unwrap_or_default(),
        name: filled(v, "name").unwrap_or_else(|| "sticker".into()),
        format_type: match text(v, "format").as_deref() {
            Some("Png") => 1,
            Some("Apng") => 2,
            Some("Lottie") => 3,
            Some("Gif") => 4,
            _ => 0,
        },
    }
}
