//! The parts of Discord's objects that tickets need, read leniently: a field that Discord adds or leaves out never loses an event.

use desk::ports::{MemberInfo, RoleInfo};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use ticket::{ChannelId, GuildId, MessageId, Permissions, RoleId, UserId, surface};

/// A text channel's type (resources/channel, "Channel Types").
pub(crate) const TEXT: u8 = 0;
/// A private thread's type.
pub(crate) const PRIVATE_THREAD: u8 = 12;

/// Reads null like an absent field.
fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(input: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(input)?.unwrap_or_default())
}

/// Reads permission bits: a decimal string, in old places a number.
pub(crate) fn bits<'de, D: Deserializer<'de>>(input: D) -> Result<Permissions, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(u64),
        Absent(()),
    }
    Ok(Permissions(match Either::deserialize(input)? {
        Either::Text(text) => text.parse().map_err(serde::de::Error::custom)?,
        Either::Number(number) => number,
        Either::Absent(()) => 0,
    }))
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct User {
    pub id: UserId,
    #[serde(default, deserialize_with = "or_default")]
    pub username: String,
    pub global_name: Option<String>,
    pub avatar: Option<String>,
    #[serde(default)]
    pub bot: bool,
}

impl User {
    /// The chosen name, else the account's.
    pub(crate) fn shown_name(&self) -> &str {
        self.global_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&self.username)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Member {
    pub user: Option<User>,
    pub nick: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub roles: Vec<RoleId>,
    /// The face in this guild, where it is another one than the account's.
    pub avatar: Option<String>,
    /// When they joined.
    #[serde(default)]
    pub joined_at: Option<String>,
    /// In interactions: what the member may do in that channel.
    #[serde(default, deserialize_with = "bits")]
    pub permissions: Permissions,
}

impl Member {
    /// As the directory keeps them; `user` stands in where the member object carries none.
    pub(crate) fn info(&self, user: Option<&User>) -> Option<MemberInfo> {
        let user = self.user.as_ref().or(user)?;
        let name = self.nick.as_ref().or(user.global_name.as_ref()).unwrap_or(&user.username);
        Some(MemberInfo {
            user: user.id,
            username: user.username.clone(),
            name: name.clone(),
            avatar: user.avatar.clone(),
            bot: user.bot,
            roles: self.roles.clone(),
            joined: self.joined_at.as_deref().and_then(crate::capture::moment),
            present: true,
        })
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Role {
    pub id: RoleId,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub color: u32,
    #[serde(default)]
    pub position: i64,
    #[serde(default, deserialize_with = "bits")]
    pub permissions: Permissions,
}

impl From<Role> for RoleInfo {
    fn from(role: Role) -> Self {
        let Role { id, name, color, position, permissions } = role;
        Self { id, name, color, position, permissions }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Overwrite {
    /// Of a role, or of a member where `kind` is 1.
    pub id: RoleId,
    #[serde(rename = "type")]
    pub kind: u8,
    #[serde(default, deserialize_with = "bits")]
    pub allow: Permissions,
    #[serde(default, deserialize_with = "bits")]
    pub deny: Permissions,
}

impl From<&Overwrite> for surface::Overwrite {
    fn from(wire: &Overwrite) -> Self {
        let target = match wire.kind {
            0 => surface::Target::Role(wire.id),
            _ => surface::Target::Member(UserId(wire.id.0)),
        };
        Self { target, allow: wire.allow, deny: wire.deny }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct ThreadMetadata {
    #[serde(default)]
    pub archived: bool,
    #[serde(default)]
    pub locked: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Channel {
    pub id: ChannelId,
    #[serde(rename = "type", default)]
    pub kind: u8,
    pub guild_id: Option<GuildId>,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub topic: String,
    pub parent_id: Option<ChannelId>,
    pub owner_id: Option<UserId>,
    #[serde(default, deserialize_with = "or_default")]
    pub permission_overwrites: Vec<Overwrite>,
    pub thread_metadata: Option<ThreadMetadata>,
    /// The newest message, which may be deleted by now.
    pub last_message_id: Option<MessageId>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Guild {
    pub id: GuildId,
    #[serde(default)]
    pub unavailable: bool,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    pub icon: Option<String>,
    pub owner_id: Option<UserId>,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub channels: Vec<Channel>,
    #[serde(default)]
    pub threads: Vec<Channel>,
    #[serde(default)]
    pub members: Vec<Member>,
    #[serde(default)]
    pub member_count: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Attachment {
    pub id: RoleId,
    #[serde(default)]
    pub filename: String,
    #[serde(default, deserialize_with = "or_default")]
    pub content_type: String,
    #[serde(default)]
    pub size: u64,
    #[serde(default)]
    pub url: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Message {
    pub id: MessageId,
    pub author: Option<User>,
    pub member: Option<Member>,
    pub webhook_id: Option<String>,
    pub application_id: Option<RoleId>,
    /// Under which mark it was posted.
    #[serde(default)]
    pub nonce: Value,
    #[serde(rename = "type", default)]
    pub kind: u8,
    #[serde(default, deserialize_with = "or_default")]
    pub content: String,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    pub edited_timestamp: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub embeds: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    pub components: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    message_snapshots: Vec<Value>,
    // What else shows pictures. Most messages have none of it: then nothing is made of it here.
    #[serde(default, deserialize_with = "or_default")]
    mentions: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    sticker_items: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    reactions: Vec<Value>,
    #[serde(default)]
    referenced_message: Value,
    #[serde(default)]
    interaction_metadata: Value,
    #[serde(default)]
    poll: Value,
    #[serde(default)]
    resolved: Value,
}

impl Message {
    /// The files that it shows: its own, and those of what it forwards.
    pub(crate) fn files(&self) -> impl Iterator<Item = Attachment> {
        let forwarded = self.message_snapshots.iter().flat_map(|one| {
            Vec::<Attachment>::deserialize(&one["message"]["attachments"]).unwrap_or_default()
        });
        self.attachments.iter().cloned().chain(forwarded)
    }

    /// The parts, beside the writer and the words, in which pictures may be: their names, and what is there.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        let lists = [
            ("embeds", &self.embeds),
            ("components", &self.components),
            ("message_snapshots", &self.message_snapshots),
            ("mentions", &self.mentions),
            ("sticker_items", &self.sticker_items),
            ("reactions", &self.reactions),
        ];
        let single = [
            ("referenced_message", &self.referenced_message),
            ("interaction_metadata", &self.interaction_metadata),
            ("poll", &self.poll),
            ("resolved", &self.resolved),
        ];
        let items = lists.into_iter().flat_map(|(name, items)| items.iter().map(move |item| (name, item)));
        items.chain(single)
    }

    /// Whether this account wrote it.
    pub(crate) fn is_by(&self, user: UserId) -> bool {
        self.author.as_ref().is_some_and(|author| author.id == user)
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn the_files_of_a_forwarded_message_are_its_own() {
        let json = r#"{"id": "9", "attachments": [{"id": "1", "filename": "a"}],
            "message_snapshots": [{"message": {"content": "x", "attachments": [{"id": "2", "filename": "b"}]}}, {}]}"#;
        let message: Message = serde_json::from_str(json).expect("is a message");
        assert_eq!(message.files().map(|file| file.id.0).collect::<Vec<_>>(), [1, 2]);
        let plain: Message =
            serde_json::from_str(r#"{"id": "9", "message_snapshots": null}"#).expect("is one");
        assert_eq!(plain.files().count(), 0);
    }
}
