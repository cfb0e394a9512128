//! Which pictures a message shows: faces, custom emoji, stickers, what embeds and components name.

use crate::wire;
use desk::ports::{MemberInfo, Portrayed, Shown};
use serde_json::{Map, Value};
use std::collections::HashSet;
use ticket::{GuildId, MessageId, UserId};
use url::Url;

/// Pictures of one message at most: Discord lets an embed name four, a message have ten embeds, and a text be full of emoji.
const MOST: usize = 120;
/// Characters of a hash at most.
const LONGEST_HASH: usize = 64;
/// Pixels asked for: faces are drawn at 40 and emoji at 44, on screens with two pixels per point.
const FACE: u16 = 128;
const EMOJI: u16 = 96;
const STICKER: u16 = 320;
/// Hosts that pictures come from: Discord's own, and its proxies for everybody else's.
const HOSTS: [&str; 4] = [
    "cdn.discordapp.com",
    "media.discordapp.net",
    "images-ext-1.discordapp.net",
    "images-ext-2.discordapp.net",
];

/// Where pictures are.
#[derive(Clone, Copy)]
pub(crate) struct Cdn<'a> {
    /// Another Discord than the real one.
    pub base: Option<&'a Url>,
}

impl Cdn<'_> {
    /// Whether a picture may be fetched from there: from nobody but Discord, whatever a message says.
    pub(crate) fn may_fetch(self, url: &Url) -> bool {
        match self.base {
            Some(base) => {
                let own = (base.host(), base.port_or_known_default());
                (url.host(), url.port_or_known_default()) == own && matches!(url.scheme(), "http" | "https")
            }
            None => url.scheme() == "https" && url.host_str().is_some_and(|host| HOSTS.contains(&host)),
        }
    }

    fn at(self, path: &str) -> String {
        let base = self.base.map_or("https://cdn.discordapp.com", |base| base.as_str().trim_end_matches('/'));
        format!("{base}/{path}")
    }

    /// Where a face is (reference, "CDN Formatting").
    pub(crate) fn face(self, user: UserId, hash: &str) -> Option<Shown> {
        let source = self.at(&format!("avatars/{user}/{hash}.png?size={FACE}"));
        named(hash, Portrayed::Avatar { user, hash: hash.to_owned() }, source)
    }

    /// Where the face of somebody the directory knows is, if they have one.
    pub(crate) fn face_of(self, member: &MemberInfo) -> Option<Shown> {
        self.face(member.user, member.avatar.as_ref()?)
    }

    fn face_in_guild(self, guild: GuildId, user: UserId, hash: &str) -> Option<Shown> {
        let source = self.at(&format!("guilds/{guild}/users/{user}/avatars/{hash}.png?size={FACE}"));
        named(hash, Portrayed::Avatar { user, hash: hash.to_owned() }, source)
    }

    /// Where a guild's icon is.
    pub(crate) fn icon(self, guild: GuildId, hash: &str) -> Option<Shown> {
        let source = self.at(&format!("icons/{guild}/{hash}.png?size={FACE}"));
        named(hash, Portrayed::Icon { hash: hash.to_owned() }, source)
    }
}

/// A picture that is named by a hash, if that is one.
fn named(hash: &str, what: Portrayed, source: String) -> Option<Shown> {
    let fine = !hash.is_empty()
        && hash.len() <= LONGEST_HASH
        && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    fine.then(|| Shown { name: what.to_string(), source, message: None })
}

/// The pictures that a message shows, each once.
pub(crate) fn of(cdn: Cdn<'_>, guild: GuildId, message: MessageId, body: &Value) -> Vec<Shown> {
    let mut walk = Walk { cdn, message, found: Vec::new(), names: HashSet::new() };
    let author = number(&body["author"]["id"]).map(UserId);
    if let (Some(author), Some(hash)) = (author, body["member"]["avatar"].as_str()) {
        walk.add(cdn.face_in_guild(guild, author, hash));
    }
    walk.value("", body);
    walk.found
}

/// The pictures of a message that was read already, each once: the same as [`of`] finds in its text.
pub(crate) fn in_message(cdn: Cdn<'_>, guild: GuildId, message: &wire::Message) -> Vec<Shown> {
    let mut walk = Walk { cdn, message: message.id, found: Vec::new(), names: HashSet::new() };
    if let Some(author) = &message.author {
        let in_guild = message.member.as_ref().and_then(|member| member.avatar.as_deref());
        walk.add(in_guild.and_then(|hash| cdn.face_in_guild(guild, author.id, hash)));
        walk.add(author.avatar.as_deref().and_then(|hash| cdn.face(author.id, hash)));
    }
    walk.text(&message.content);
    message.parts().for_each(|(name, part)| walk.value(name, part));
    walk.found
}

/// A snowflake, which Discord writes as text.
fn number(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

struct Walk<'a> {
    cdn: Cdn<'a>,
    message: MessageId,
    found: Vec<Shown>,
    names: HashSet<String>,
}

impl Walk<'_> {
    fn add(&mut self, shown: Option<Shown>) {
        if let Some(shown) = shown.filter(|_| self.found.len() < MOST)
            && self.names.insert(shown.name.clone())
        {
            self.found.push(shown);
        }
    }

    fn value(&mut self, key: &str, value: &Value) {
        match value {
            // Of an answered message only its author is shown; its own pictures belong to its own readers.
            Value::Object(fields) if key == "referenced_message" => {
                if let Some(Value::Object(author)) = fields.get("author") {
                    self.person(author);
                }
            }
            Value::Object(fields) => {
                self.object(key, fields);
                fields.iter().for_each(|(key, value)| self.value(key, value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.value(key, item)),
            Value::String(text) => self.text(text),
            _ => {}
        }
    }

    fn object(&mut self, key: &str, fields: &Map<String, Value>) {
        match key {
            "emoji" => {
                let moving = fields.get("animated").and_then(Value::as_bool).unwrap_or(false);
                if let Some(id) = fields.get("id").and_then(number) {
                    self.emoji(id, moving);
                }
            }
            "sticker_items" | "stickers" => self.sticker(fields),
            "image" | "thumbnail" | "media" | "file" => self.remote(fields, "url", "proxy_url"),
            "author" | "footer" => self.remote(fields, "icon_url", "proxy_icon_url"),
            _ => {}
        }
        self.person(fields);
    }

    fn person(&mut self, fields: &Map<String, Value>) {
        let user = fields.get("id").and_then(number).filter(|_| fields.contains_key("username"));
        if let (Some(user), Some(hash)) = (user, fields.get("avatar").and_then(Value::as_str)) {
            self.add(self.cdn.face(UserId(user), hash));
        }
    }

    fn emoji(&mut self, id: u64, moving: bool) {
        let ending = if moving { "gif" } else { "png" };
        let source = self.cdn.at(&format!("emojis/{id}.{ending}?size={EMOJI}"));
        self.add(Some(Shown { name: Portrayed::Emoji { id }.to_string(), source, message: None }));
    }

    fn sticker(&mut self, fields: &Map<String, Value>) {
        let Some(id) = fields.get("id").and_then(number) else { return };
        // resources/sticker, "Sticker Format Types": PNG, APNG and GIF; the third is a drawing program, no picture.
        let source = match fields.get("format_type").and_then(Value::as_u64) {
            Some(1 | 2) => self.cdn.at(&format!("stickers/{id}.png?size={STICKER}")),
            Some(4) if self.cdn.base.is_none() => format!("https://media.discordapp.net/stickers/{id}.gif"),
            Some(4) => self.cdn.at(&format!("stickers/{id}.gif")),
            _ => return,
        };
        self.add(Some(Shown { name: Portrayed::Sticker { id }.to_string(), source, message: None }));
    }

    /// A picture by its address: from Discord, else from Discord's proxy.
    fn remote(&mut self, fields: &Map<String, Value>, url: &str, proxy: &str) {
        let text = |key| fields.get(key).and_then(Value::as_str);
        let Some(what) = text(url).and_then(Portrayed::remote) else { return };
        let fetchable = |address: &&str| Url::parse(address).is_ok_and(|url| self.cdn.may_fetch(&url));
        if let Some(source) = [text(url), text(proxy)].into_iter().flatten().find(fetchable) {
            let source = source.to_owned();
            self.add(Some(Shown { name: what.to_string(), source, message: Some(self.message) }));
        }
    }

    /// Custom emoji as they stand in a text: `<:name:id>`, `<a:name:id>` (reference, "Message Formatting").
    fn text(&mut self, text: &str) {
        for part in text.split('<').skip(1) {
            let Some((inside, _)) = part.split_once('>') else { continue };
            let mut parts = inside.split(':');
            let (Some(first), Some(name), Some(id), None) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let Ok(id) = id.parse::<u64>()
                && matches!(first, "" | "a")
                && !name.is_empty()
            {
                self.emoji(id, first == "a");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(body: &Value) -> Vec<String> {
        let cdn = Cdn { base: None };
        let all = of(cdn, GuildId(1), MessageId(9), body);
        assert!(all.iter().all(|one| cdn.may_fetch(&Url::parse(&one.source).expect("is an address"))));
        assert!(all.iter().all(|one| one.message.is_some() == one.name.starts_with("remote/")));
        let mut whole = body.clone();
        whole["id"] = json!("9");
        let message = serde_json::from_value(whole).expect("is a message");
        let sorted = |mut shown: Vec<Shown>| {
            shown.sort_by(|one, other| one.name.cmp(&other.name));
            shown
        };
        assert_eq!(sorted(in_message(cdn, GuildId(1), &message)), sorted(all.clone()), "however it is read");
        all.into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn every_picture_of_a_message_is_found_once() {
        let body = json!({
            "author": {"id": "7", "username": "mia", "avatar": "a_0f"}, "member": {"avatar": "ee", "roles": []},
            "content": "hello <:aye:11> <a:ahoy:12> <:aye:11> <t:1:R> <@7> <::1> <:x:y>",
            "referenced_message": {"author": {"id": "8", "username": "beth", "avatar": "bb"}, "content": "<:no:13>",
                "embeds": [{"image": {"url": "https://cdn.discordapp.com/secret.png"}}]},
            "reactions": [{"emoji": {"id": "14", "name": "wave", "animated": true}, "count": 1}, {"emoji": {"id": null, "name": "👍"}}],
            "sticker_items": [{"id": "15", "name": "a", "format_type": 1}, {"id": "16", "name": "b", "format_type": 3}],
            "mentions": [{"id": "20", "username": "noa", "avatar": "cc"}],
            "interaction_metadata": {"id": "1", "user": {"id": "21", "username": "pia", "avatar": "dd"}},
            "message_snapshots": [{"message": {"content": "<:fwd:22>", "embeds": [{"thumbnail": {"url": "https://cdn.discordapp.com/t.png"}}]}}],
            "poll": {"answers": [{"answer_id": 1, "poll_media": {"text": "Yes", "emoji": {"id": "23", "name": "aye"}}}]},
            "components": [{"type": 1, "components": [{"type": 2, "label": "x", "emoji": {"id": "24", "name": "go"}}]}],
            "embeds": [{
                "author": {"name": "x", "icon_url": "https://a.example/i.png", "proxy_icon_url": "https://images-ext-1.discordapp.net/i.png"},
                "thumbnail": {"url": "http://127.0.0.1/inside.png"},
                "image": {"url": "https://cdn.discordapp.com/attachments/1/2/c.png?ex=1&is=2&hm=3"},
            }],
        });
        assert_eq!(
            names(&body),
            [
                "avatar/7/ee",
                "avatar/7/a_0f",
                "emoji/24",
                "emoji/11",
                "emoji/12",
                "remote/https://a.example/i.png",
                "remote/https://cdn.discordapp.com/attachments/1/2/c.png",
                "avatar/21/dd",
                "avatar/20/cc",
                "emoji/22",
                "remote/https://cdn.discordapp.com/t.png",
                "emoji/23",
                "emoji/14",
                "avatar/8/bb",
                "sticker/15",
            ]
        );
    }

    #[test]
    fn nothing_but_discord_is_asked() {
        for url in [
            "https://cdn.discordapp.com.evil.example/a",
            "http://cdn.discordapp.com/a",
            "https://10.0.0.1/a",
            "file:///etc/passwd",
        ] {
            assert!(!Cdn { base: None }.may_fetch(&Url::parse(url).expect("is an address")), "{url}");
        }
        let base = Url::parse("http://127.0.0.1:4000").expect("is an address");
        let cdn = Cdn { base: Some(&base) };
        assert!(cdn.may_fetch(&Url::parse("http://127.0.0.1:4000/emojis/1.png").expect("is an address")));
        assert!(!cdn.may_fetch(&Url::parse("http://127.0.0.1:5000/emojis/1.png").expect("is an address")));
        let hash = "../../api";
        assert!(cdn.face(UserId(1), hash).is_none(), "a hash is letters and digits");
    }
}
