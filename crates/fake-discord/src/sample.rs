//! "Harbor Lights", the community of a small sailing game, for tests and for the demo.

use crate::{
    clock::Clock,
    permissions as p,
    sketch::{Motif, Sketch},
    world::{Channel, Emoji, Guild, Member, Overwrite, Role, Sticker, User, World},
};

/// Who and what is in the sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The guild.
    pub guild: u64,
    /// Its owner, Ingrid.
    pub owner: u64,
    /// Admins: Tomás and Yuki.
    pub admins: [u64; 2],
    /// Staff: Beth (Support), Alex (Moderation), Carla (Billing).
    pub staff: [u64; 3],
    /// Members: Mia, Noa, Omar, Pia, Quentin, Rosa.
    pub members: [u64; 6],
    /// Roles of the staff, in their order.
    pub staff_roles: [u64; 3],
    /// The role of the admins.
    pub admin_role: u64,
    /// `#welcome`.
    pub welcome: u64,
    /// `#get-help`.
    pub get_help: u64,
    /// `#general`.
    pub general: u64,
    /// `#staff-room`.
    pub staff_room: u64,
    /// `#mod-log`.
    pub mod_log: u64,
    /// The category for open tickets.
    pub tickets: u64,
    /// The category for closed tickets.
    pub closed: u64,
    /// Emoji: `:aye:` and `:lantern:` are still, `:ahoy:` moves.
    pub emojis: [u64; 3],
    /// The sticker "Fair winds".
    pub sticker: u64,
}

const APPLICATION: u64 = 100_000_000_000_000_000;
const EVERYONE: u64 = p::VIEW_CHANNEL
    | p::SEND_MESSAGES
    | p::READ_MESSAGE_HISTORY
    | p::EMBED_LINKS
    | p::ATTACH_FILES
    | p::ADD_REACTIONS
    | p::USE_COMMANDS
    | p::SEND_IN_THREADS;
/// What the bot's role allows: what the README asks for.
const BOT: u64 = EVERYONE
    | p::MANAGE_CHANNELS
    | p::MANAGE_ROLES
    | p::MANAGE_MESSAGES
    | p::MANAGE_WEBHOOKS
    | p::MANAGE_THREADS
    | p::CREATE_PRIVATE_THREADS
    | p::MENTION_EVERYONE
    | p::PIN_MESSAGES;

/// The faces of the people, in their order, and of the application.
const FACES: [(Motif, u32); 13] = [
    (Motif::Compass, 0x2f_48_58),
    (Motif::Anchor, 0xb5_47_4f),
    (Motif::Moon, 0x33_36_6b),
    (Motif::Lighthouse, 0x2e_9e_6b),
    (Motif::Whale, 0x9a_d1_d4),
    (Motif::Star, 0x6b_3f_a0),
    (Motif::Boat, 0xbf_e3_f2),
    (Motif::Fish, 0x1f_6f_8b),
    (Motif::Sun, 0xf4_a2_61),
    (Motif::Crab, 0xf3_df_a2),
    (Motif::Lantern, 0x4a_3f_55),
    (Motif::Star, 0x2b_4a_3f),
    (Motif::Hall, 0x8a_63_d2),
];

/// The sample world.
pub fn harbor_lights(clock: Clock) -> (World, Sample) {
    let mut world = World::new(clock, APPLICATION, "Guildhall");
    let guild = world.id();
    let now = world.clock.now();
    let mut person = |username: &str, name: &str| {
        let id = world.id();
        let (username, global_name) = (username.to_owned(), Some(name.to_owned()));
        let user = User { id, username, global_name, avatar: None, bot: false, dms_open: true };
        world.users.insert(id, user);
        id
    };
    let owner = person("ingrid", "Ingrid");
    let admins = [person("tomas", "Tomás"), person("yuki", "Yuki")];
    let staff = [person("beth", "Beth"), person("alex", "Alex"), person("carla", "Carla")];
    let members = [
        person("mia", "Mia"),
        person("noa", "Noa"),
        person("omar", "Omar"),
        person("pia", "Pia"),
        person("quentin", "Quentin"),
        person("rosa", "Rosa"),
    ];
    let bot = world.bot;
    let people = [owner].into_iter().chain(admins).chain(staff).chain(members).chain([bot]);
    // Rosa has none: not everybody chooses a picture.
    for (person, (motif, ground)) in people.zip(FACES) {
        if person != members[5] {
            world.set_face(person, Some(Sketch::face(motif, ground)));
        }
    }
    let mut roles =
        vec![Role { id: guild, name: "@everyone".to_owned(), permissions: EVERYONE, color: 0, position: 0 }];
    let mut role = |name: &str, permissions: u64, color: u32| {
        let id = world.id();
        roles.push(Role { id, name: name.to_owned(), permissions, color, position: roles.len() as i64 });
        id
    };
    let staff_roles =
        [role("Support", 0, 0x2e_9e_6b), role("Moderation", 0, 0x3b_82_c4), role("Billing", 0, 0xc2_7b_1d)];
    let admin_role = role("Harbor Master", p::ADMINISTRATOR, 0xd1_49_5b);
    let bot_role = role("Guildhall", BOT, 0x8a_63_d2);
    let with = |roles: Vec<u64>| Member { roles, joined_at: now, ..Member::default() };
    let mut people =
        std::collections::BTreeMap::from([(owner, with(vec![])), (world.bot, with(vec![bot_role]))]);
    people.extend(admins.map(|id| (id, with(vec![admin_role]))));
    people.extend(staff.iter().zip(staff_roles).map(|(id, role)| (*id, with(vec![role]))));
    people.extend(members.map(|id| (id, with(vec![]))));
    let name = "Harbor Lights".to_owned();
    let icon = Some(world.hang(&format!("icons/{guild}"), Sketch::face(Motif::Lighthouse, 0x1f_4e_79)));
    let moving = Sketch { frames: 10, ..Sketch::emoji(Motif::Boat) };
    let drawn =
        [("aye", Sketch::emoji(Motif::Aye)), ("lantern", Sketch::emoji(Motif::Lantern)), ("ahoy", moving)];
    let emojis = drawn.map(|(name, sketch)| {
        let id = world.id();
        world.hang_as("emojis", &id.to_string(), sketch);
        Emoji { id, name: name.to_owned(), animated: sketch.frames > 1 }
    });
    let sticker = world.id();
    let fair_winds = Sketch { side: 320, ..Sketch::face(Motif::Boat, 0xbf_e3_f2) };
    world.hang_as("stickers", &sticker.to_string(), fair_winds);
    let ids = emojis.each_ref().map(|one| one.id);
    let stickers = vec![Sticker { id: sticker, name: "Fair winds".to_owned() }];
    let emojis = emojis.to_vec();
    world
        .guilds
        .insert(guild, Guild { id: guild, name, owner, icon, emojis, stickers, roles, members: people });

    let hidden = Overwrite { id: guild, kind: 0, allow: 0, deny: p::VIEW_CHANNEL };
    let bot_sees = Overwrite { id: world.bot, kind: 1, allow: p::VIEW_CHANNEL, deny: 0 };
    let mut for_staff = vec![hidden, bot_sees];
    for_staff.extend(staff_roles.map(|id| Overwrite { id, kind: 0, allow: p::VIEW_CHANNEL, deny: 0 }));
    let mut channel = |name: &str, kind: u8, parent: Option<u64>, overwrites: Vec<Overwrite>| {
        let id = world.id();
        let (name, position) = (name.to_owned(), world.channels.len() as i64);
        world.channels.insert(
            id,
            Channel {
                id,
                guild: Some(guild),
                kind,
                name,
                parent,
                overwrites,
                position,
                ..Channel::default()
            },
        );
        id
    };
    let information = channel("Information", 4, None, vec![]);
    let welcome = channel("welcome", 0, Some(information), vec![]);
    let get_help = channel("get-help", 0, Some(information), vec![]);
    let community = channel("Community", 4, None, vec![]);
    let general = channel("general", 0, Some(community), vec![]);
    let crew = channel("Crew", 4, None, for_staff.clone());
    let staff_room = channel("staff-room", 0, Some(crew), for_staff.clone());
    let mod_log = channel("mod-log", 0, Some(crew), for_staff);
    let tickets = channel("Tickets", 4, None, vec![]);
    let closed = channel("Closed tickets", 4, None, vec![]);
    let sample = Sample {
        guild,
        owner,
        admins,
        staff,
        members,
        staff_roles,
        admin_role,
        welcome,
        get_help,
        general,
        staff_room,
        mod_log,
        tickets,
        closed,
        emojis: ids,
        sticker,
    };
    (world, sample)
}
