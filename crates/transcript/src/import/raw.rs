//! Discord's own message object (API v10).

use super::read::{DEPTH_LIMIT, color, filled, flag, id, ids, list, number, object, small, text, time};
use crate::model::{
    Attachment, ButtonStyle, Component, Embed, EmbedAuthor, EmbedField, EmbedFooter, Emoji, Interaction,
    Media, Member, Message, Poll, PollAnswer, Reaction, Reference, SelectKind, Sticker, User,
};
use serde_json::Value;

/// Reads a Discord message object. Nothing in it can make this fail: parts that are missing, of another type or of a
/// kind not known are left out.
#[must_use]
pub fn message_from_value(v: &Value) -> Message {
    message(v, 3)
}

/// `depth` bounds messages within messages (replies, forwards).
fn message(v: &Value, depth: u8) -> Message {
    let nested = |v: &Value| (depth > 0).then(|| message(v, depth - 1));
    let interaction = object(v, "interaction_metadata").or_else(|| object(v, "interaction"));
    let command = object(v, "interaction").and_then(|i| filled(i, "name"));
    Message {
        id: id(v, "id").unwrap_or_default(),
        kind: small(v, "type").unwrap_or(0),
        author: object(v, "author").map(user).unwrap_or_default(),
        member: object(v, "member").map(|m| Member {
            nick: filled(m, "nick"),
            avatar: filled(m, "avatar"),
            roles: ids(m, "roles"),
        }),
        timestamp: time(v, "timestamp"),
        edited_timestamp: time(v, "edited_timestamp"),
        content: text(v, "content").unwrap_or_default(),
        webhook_id: id(v, "webhook_id"),
        flags: number(v, "flags").unwrap_or(0),
        attachments: list(v, "attachments").filter(|v| v.is_object()).map(attachment).collect(),
        embeds: list(v, "embeds").filter(|v| v.is_object()).map(embed).collect(),
        components: components(v, "components", DEPTH_LIMIT),
        reactions: list(v, "reactions").filter_map(reaction).collect(),
        stickers: list(v, "sticker_items")
            .chain(list(v, "stickers"))
            .filter(|v| v.is_object())
            .map(sticker)
            .collect(),
        mentions: list(v, "mentions").filter(|v| v.is_object()).map(user).collect(),
        mention_roles: ids(v, "mention_roles"),
        reference: object(v, "message_reference").map(|r| Reference {
            kind: small(r, "type").unwrap_or(0),
            message_id: id(r, "message_id"),
            channel_id: id(r, "channel_id"),
            guild_id: id(r, "guild_id"),
        }),
        referenced: object(v, "referenced_message").and_then(nested).map(Box::new),
        referenced_deleted: v.get("referenced_message").is_some_and(Value::is_null),
        thread: object(v, "thread").and_then(|t| filled(t, "name")),
        forwarded: list(v, "message_snapshots")
            .filter_map(|s| object(s, "message"))
            .filter_map(nested)
            .collect(),
        interaction: interaction.and_then(|i| {
            let name = filled(i, "name").or(command);
            object(i, "user").map(|u| Interaction { name, user: user(u) })
        }),
        poll: object(v, "poll").map(poll),
    }
}

fn user(v: &Value) -> User {
    User {
        id: id(v, "id").unwrap_or_default(),
        username: text(v, "username").unwrap_or_default(),
        global_name: filled(v, "global_name"),
        avatar: filled(v, "avatar"),
        bot: flag(v, "bot"),
    }
}

fn attachment(v: &Value) -> Attachment {
    Attachment {
        id: id(v, "id").unwrap_or_default(),
        filename: filled(v, "filename").unwrap_or_else(|| "file".into()),
        description: filled(v, "description"),
        content_type: filled(v, "content_type"),
        size: number(v, "size").unwrap_or(0),
        url: text(v, "url").unwrap_or_default(),
        width: small(v, "width"),
        height: small(v, "height"),
        duration_secs: v.get("duration_secs").and_then(Value::as_f64),
        waveform: filled(v, "waveform"),
        title: filled(v, "title"),
        flags: number(v, "flags").unwrap_or(0),
    }
}

fn embed(v: &Value) -> Embed {
    let address = |key| object(v, key).and_then(|m| filled(m, "url"));
    Embed {
        kind: filled(v, "type"),
        title: filled(v, "title"),
        description: filled(v, "description"),
        url: filled(v, "url"),
        timestamp: time(v, "timestamp"),
        color: color(v, "color"),
        provider: object(v, "provider").and_then(|p| filled(p, "name")),
        author: object(v, "author").and_then(|a| {
            let name = filled(a, "name")?;
            Some(EmbedAuthor { name, url: filled(a, "url"), icon_url: filled(a, "icon_url") })
        }),
        footer: object(v, "footer")
            .and_then(|f| Some(EmbedFooter { text: filled(f, "text")?, icon_url: filled(f, "icon_url") })),
        image: address("image"),
        thumbnail: address("thumbnail"),
        video: address("video"),
        fields: list(v, "fields")
            .filter(|f| f.is_object())
            .map(|f| EmbedField {
                name: text(f, "name").unwrap_or_default(),
                value: text(f, "value").unwrap_or_default(),
                inline: flag(f, "inline"),
            })
            .collect(),
    }
}

fn emoji(v: &Value) -> Option<Emoji> {
    let id = id(v, "id");
    let name = filled(v, "name").or_else(|| id.map(|_| "emoji".into()))?;
    Some(Emoji { id, name, animated: flag(v, "animated") })
}

fn reaction(v: &Value) -> Option<Reaction> {
    let emoji = object(v, "emoji").and_then(emoji)?;
    Some(Reaction { emoji, count: number(v, "count").unwrap_or(1) })
}

fn sticker(v: &Value) -> Sticker {
    Sticker {
        id: id(v, "id").unwrap_or_default(),
        name: filled(v, "name").unwrap_or_else(|| "sticker".into()),
        format_type: small(v, "format_type").unwrap_or(0),
    }
}

fn components(v: &Value, key: &str, depth: u8) -> Vec<Component> {
    if depth == 0 {
        return Vec::new();
    }
    list(v, key).filter_map(|c| component(c, depth - 1)).collect()
}

fn component(v: &Value, depth: u8) -> Option<Component> {
    let select = |select| Component::Select {
        select,
        placeholder: filled(v, "placeholder"),
        chosen: list(v, "options")
            .filter(|o| flag(o, "default"))
            .filter_map(|o| filled(o, "label"))
            .collect(),
    };
    Some(match number(v, "type")? {
        1 => Component::ActionRow { components: components(v, "components", depth) },
        2 => Component::Button {
            style: match number(v, "style") {
                Some(1) => ButtonStyle::Primary,
                Some(3) => ButtonStyle::Success,
                Some(4) => ButtonStyle::Danger,
                Some(5) => ButtonStyle::Link,
                Some(6) => ButtonStyle::Premium,
                _ => ButtonStyle::Secondary,
            },
            label: filled(v, "label"),
            emoji: object(v, "emoji").and_then(emoji),
            url: filled(v, "url"),
            disabled: flag(v, "disabled"),
        },
        3 => select(SelectKind::Text),
        5 => select(SelectKind::User),
        6 => select(SelectKind::Role),
        7 => select(SelectKind::Mentionable),
        8 => select(SelectKind::Channel),
        9 => Component::Section {
            components: components(v, "components", depth),
            accessory: object(v, "accessory")
                .filter(|_| depth > 0)
                .and_then(|a| component(a, depth - 1))
                .map(Box::new),
        },
        10 => Component::TextDisplay { content: filled(v, "content")? },
        11 => Component::Thumbnail { media: media(v, "media") },
        12 => Component::MediaGallery {
            items: list(v, "items").filter(|i| i.is_object()).map(|i| media(i, "media")).collect(),
        },
        13 => {
            let media = media(v, "file");
            let last = media.url.rsplit('/').next().unwrap_or("file").split('?').next().unwrap_or("file");
            let name = filled(v, "name").unwrap_or_else(|| last.to_owned());
            Component::File { media, name, size: number(v, "size").unwrap_or(0) }
        }
        14 => Component::Separator {
            divider: v.get("divider").and_then(Value::as_bool).unwrap_or(true),
            large: number(v, "spacing") == Some(2),
        },
        17 => Component::Container {
            components: components(v, "components", depth),
            accent_color: color(v, "accent_color"),
            spoiler: flag(v, "spoiler"),
        },
        _ => return None,
    })
}

fn media(v: &Value, key: &str) -> Media {
    Media {
        url: object(v, key).and_then(|m| text(m, "url")).unwrap_or_default(),
        attachment: object(v, key).and_then(|m| id(m, "attachment_id")),
        description: filled(v, "description"),
        spoiler: flag(v, "spoiler"),
    }
}

fn poll(v: &Value) -> Poll {
    let results = object(v, "results");
    let votes = |answer: u64| {
        results
            .into_iter()
            .flat_map(|r| list(r, "answer_counts"))
            .find(|c| number(c, "id") == Some(answer))
            .and_then(|c| number(c, "count"))
            .unwrap_or(0)
    };
    let answers = list(v, "answers").filter(|a| a.is_object()).map(|a| {
        let part = object(a, "poll_media");
        PollAnswer {
            text: part.and_then(|p| filled(p, "text")).unwrap_or_default(),
            emoji: part.and_then(|p| object(p, "emoji")).and_then(emoji),
            votes: number(a, "answer_id").map_or(0, votes),
        }
    });
    Poll {
        question: object(v, "question").and_then(|q| filled(q, "text")).unwrap_or_default(),
        answers: answers.take(10).collect(),
        finalized: results.is_some_and(|r| flag(r, "is_finalized")),
        expiry: time(v, "expiry"),
        multiselect: flag(v, "allow_multiselect"),
    }
}
