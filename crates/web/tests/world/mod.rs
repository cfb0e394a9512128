//! A server with people and tickets, for tests and for looking at pages.
#![allow(dead_code, missing_docs, reason = "each user takes what it needs")]

use desk::{
    Clock, Desk, Hints, ManualClock,
    ports::{Change, FileState, GuildInfo, MemberInfo, Posted, RoleInfo, Session, StoredFile},
};
use object_store::{ObjectStore, ObjectStoreExt, memory::InMemory, path::Path};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ticket::{
    Actor, CannedId, ChannelId, Command, GuildConfig, GuildId, MessageId, Panel, PanelId, Permissions,
    RoleId, Surface, TagId, TicketKey, TicketType, Timestamp, TypeId, UserId,
    canned::{Canned, Tag},
    event::Origin,
    form::{Field, FieldStyle},
    ids::DISCORD_EPOCH,
    open::Request,
    panel::{ButtonStyle, PanelButton},
};
use web::{Config, OAuth, Secret};

/// 2026-11-21T12:00:00Z
pub const NOW: Timestamp = Timestamp(1_795_262_400_000);
pub const GUILD: GuildId = GuildId(4_000_000_000_000_000_000);
pub const OTHER: GuildId = GuildId(4_100_000_000_000_000_000);
pub const SUPPORT: RoleId = RoleId(2001);
pub const ADMIN: RoleId = RoleId(2002);
pub const ADA: UserId = UserId(101 << 22);
pub const BETH: UserId = UserId(102 << 22);
pub const CARO: UserId = UserId(103 << 22);
pub const MIRA: UserId = UserId(110 << 22);
pub const JONAS: UserId = UserId(111 << 22);
pub const ZED: UserId = UserId(119 << 22);
pub const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31,
    21, 196, 137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 156, 99, 248, 239, 176, 246, 63, 0, 6, 39, 2, 232, 80,
    180, 62, 121, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

pub struct World {
    pub desk: Arc<Desk>,
    pub files: Arc<InMemory>,
    pub clock: ManualClock,
    _folder: Option<tempfile::TempDir>,
}

pub fn config(public_url: &str) -> Config {
    Config {
        public_url: public_url.parse().unwrap(),
        oauth: OAuth::discord("900", Some(Secret::new("hush"))),
        channel_links: "https://discord.com/channels".to_owned(),
    }
}

impl World {
    /// Two servers with people, and two types of tickets in the first; no tickets yet.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = store::Address::Sqlite(folder.path().join("guildhall.db"));
        store::migrations::run(&address).await.unwrap();
        let world = Self { _folder: Some(folder), ..Self::over(&address).await };
        world.people().await;
        world.desk.configure(GUILD, &Actor::System, 0, setup(), Vec::new()).await.unwrap();
        world
    }

    /// The same in memory, forgetting what was there.
    pub async fn in_memory(memory: &store::memory::Memory) -> Self {
        memory.clear().unwrap();
        let world = Self::with(memory.store(Arc::new(|_| store::memory::Fate::Happens)));
        world.people().await;
        world.desk.configure(GUILD, &Actor::System, 0, setup(), Vec::new()).await.unwrap();
        world
    }

    /// Over a database with its schema, as it is.
    pub async fn over(address: &store::Address) -> Self {
        Self::with(store::open(address).await.unwrap())
    }

    fn with(store: Arc<dyn desk::Store>) -> Self {
        let files = Arc::new(InMemory::new());
        let clock = ManualClock::at(NOW);
        let desk = Arc::new(Desk::new(
            store,
            Arc::clone(&files) as Arc<dyn ObjectStore>,
            Clock::Manual(clock.clone()),
            Hints::default(),
        ));
        Self { desk, files, clock, _folder: None }
    }

    pub async fn people(&self) {
        for (id, name) in [(GUILD, "Lantern Keepers"), (OTHER, "Elsewhere")] {
            self.desk.store().guild_seen(&guild(id, name)).await.unwrap();
        }
        let people = [
            (ADA, "Ada", vec![ADMIN]),
            (BETH, "Beth", vec![SUPPORT]),
            (CARO, "Caro", vec![SUPPORT]),
            (MIRA, "Mira Lindqvist", vec![]),
            (JONAS, "Jonas", vec![]),
        ];
        for (user, name, roles) in people {
            self.member(GUILD, user, name, roles).await;
        }
        self.member(OTHER, ZED, "Zed", vec![]).await;
    }

    pub async fn member(&self, guild: GuildId, user: UserId, name: &str, roles: Vec<RoleId>) {
        let username = name.to_lowercase().replace(' ', "");
        let member = MemberInfo {
            user,
            username,
            name: name.to_owned(),
            avatar: None,
            bot: false,
            roles,
            joined: Some(NOW),
            present: true,
        };
        self.desk.store().members_seen(guild, &[member]).await.unwrap();
    }

    pub async fn actor(&self, user: UserId) -> Actor {
        let guild = self.desk.store().guild(GUILD).await.unwrap().unwrap();
        let member = self.desk.store().member(GUILD, user).await.unwrap().unwrap();
        Actor::Person(guild.person(&member))
    }

    /// Opens a ticket some minutes ago.
    pub async fn open(&self, user: UserId, kind: u32, subject: &str, minutes: i64) -> TicketKey {
        let actor = self.actor(user).await;
        let request = Request {
            files: Vec::new(),
            ticket_type: TypeId(kind),
            answers: vec![
                ("what".to_owned(), subject.to_owned()),
                ("more".to_owned(), "Order 4417, paid on Thursday with the same card.".to_owned()),
            ],
            subject: None,
            on_behalf: None,
            origin: Origin::Web,
            at: NOW.plus_seconds(-60 * minutes),
        };
        self.desk.open(GUILD, actor.person().unwrap(), request).await.unwrap().ticket.ticket.key
    }

    pub async fn does(&self, key: TicketKey, user: UserId, command: Command, minutes: i64) {
        let actor = self.actor(user).await;
        self.desk.handle_at(key, &actor, &command, NOW.plus_seconds(-60 * minutes)).await.unwrap();
    }

    pub async fn ready(&self, key: TicketKey, channel: u64) {
        let surface = Surface::Channel { channel: ChannelId(channel), welcome: None };
        self.desk.handle(key, &Actor::System, &Command::SurfaceReady { surface }).await.unwrap();
    }

    pub async fn says(&self, key: TicketKey, user: UserId, text: &str, minutes: i64) -> MessageId {
        self.sends(key, user, text, minutes, None).await
    }

    /// Sends a message, with a file that was kept: id, name, type, bytes.
    pub async fn sends(
        &self,
        key: TicketKey,
        user: UserId,
        text: &str,
        minutes: i64,
        file: Option<(u64, &str, &str, &'static [u8])>,
    ) -> MessageId {
        let member = self.desk.store().member(GUILD, user).await.unwrap().unwrap();
        let at = NOW.plus_seconds(-60 * minutes).0 - DISCORD_EPOCH;
        let count = self.desk.store().lines(key, None, 10_000).await.unwrap().len() as u64;
        let message = MessageId(((at as u64) << 22) + count);
        let mut files = Vec::new();
        let mut attachments = Vec::new();
        if let Some((id, name, kind, bytes)) = file {
            let place = format!("{}/{id}", key.number);
            self.files.put(&Path::from(place.as_str()), bytes.to_vec().into()).await.unwrap();
            attachments.push(serde_json::json!({"id": id.to_string(), "filename": name, "content_type": kind, "size": bytes.len(), "url": "https://cdn.discordapp.com/x"}));
            files.push(StoredFile {
                id,
                message,
                name: name.to_owned(),
                content_type: kind.to_owned(),
                size: bytes.len() as u64,
                source: String::new(),
                place,
                state: FileState::Kept,
            });
        }
        let body = serde_json::json!({
            "id": message.to_string(), "type": 0, "content": text, "attachments": attachments,
            "author": {"id": user.to_string(), "username": member.username, "global_name": member.name},
            "member": {"roles": member.roles, "nick": null},
        });
        let posted = Posted {
            message,
            author: user,
            human: true,
            staff_reply: member.roles.contains(&SUPPORT),
            body: body.to_string(),
            edited: None,
            files,
        };
        self.desk.append(vec![(key, Change::Posted(posted))], Vec::new()).await.unwrap();
        message
    }

    /// Signs somebody in; gives the value of the cookie and the token for forms.
    pub async fn sign_in(&self, user: UserId, name: &str) -> (String, String) {
        let token = format!("token-of-{name}");
        let session = Session {
            token: Sha256::digest(token.as_bytes()).into(),
            user,
            username: name.to_owned(),
            avatar: None,
            guilds: vec![GUILD],
            addable: Vec::new(),
            csrf: format!("csrf-of-{name}"),
            created: self.clock.now(),
            used: self.clock.now(),
        };
        self.desk.store().session_start(&session).await.unwrap();
        (token, session.csrf)
    }
}

fn guild(id: GuildId, name: &str) -> GuildInfo {
    let role = |id, name: &str, color, position, permissions| RoleInfo {
        id,
        name: name.to_owned(),
        color,
        position,
        permissions,
    };
    GuildInfo {
        id,
        name: name.to_owned(),
        icon: None,
        picture: None,
        owner: UserId(1),
        roles: vec![
            role(RoleId(id.0), "@everyone", 0, 0, Permissions::VIEW_CHANNEL),
            role(SUPPORT, "Support", 0x2e_cc71, 2, Permissions::NONE),
            role(ADMIN, "Keepers", 0xe6_7e22, 3, Permissions::ADMINISTRATOR),
        ],
        channels: vec![
            (ChannelId(3001), "welcome".to_owned()),
            (ChannelId(3002), "support".to_owned()),
            (ChannelId(3003), "Tickets".to_owned()),
            (ChannelId(3004), "Archive".to_owned()),
        ],
        categories: vec![ChannelId(3003), ChannelId(3004)],
        present: true,
    }
}

pub fn setup() -> GuildConfig {
    let field = |key: &str, label: &str, style| Field { required: false, ..Field::new(key, label, style) };
    let kind = |id, name: &str, emoji: &str| TicketType {
        emoji: Some(emoji.to_owned()),
        form: vec![
            field("what", "What is it about?", FieldStyle::Short),
            field("more", "What happened?", FieldStyle::Paragraph),
        ],
        staff_roles: vec![SUPPORT],
        ..TicketType::new(TypeId(id), name)
    };
    let mut config = GuildConfig {
        types: vec![kind(1, "Billing", "💳"), kind(2, "Bug report", "🐛")],
        ..GuildConfig::default()
    };
    config.settings.enabled = true;
    config.settings.pause_by = ticket::settings::PauseRight::Staff;
    let tag = |id, name: &str, color| Tag { id: TagId(id), name: name.to_owned(), color: Some(color) };
    config.tags = vec![tag(1, "refund", 0x2e_cc71), tag(2, "duplicate", 0xe6_7e22), tag(3, "VIP", 0x9b_59b6)];
    let canned = |id, name: &str, category: &str, text: &str| Canned {
        id: CannedId(id),
        name: name.to_owned(),
        category: category.to_owned(),
        text: text.to_owned(),
        embed: None,
        as_staff: true,
        types: Vec::new(),
    };
    config.canned = vec![
        canned(1, "hello", "Greetings", "Hello {{member.name}}, thanks for writing! I am looking into it."),
        canned(2, "refund", "Billing", "Your refund is on its way. It takes up to three working days."),
        canned(3, "refund-no", "Billing", "I am sorry, {{member.name}}: after 14 days we cannot refund."),
    ];
    let button = |id, style| PanelButton { ticket_type: TypeId(id), label: None, style };
    let buttons = vec![button(1, ButtonStyle::Primary), button(2, ButtonStyle::Secondary)];
    let panel = Panel::new(PanelId(1), "How can we help?", buttons);
    config.panels.push(Panel { text: "Press a button and tell us.".to_owned(), ..panel });
    config
}
