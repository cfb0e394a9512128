//! What staff note reaches no member and no model by any way: pages, searches, files to keep, the export of what is kept of a person, prompts.
//!
//! `GUILDHALL_TICKETS=1000000 cargo test --release -p web --test notes -- --nocapture` for a million tickets; another seed with
//! `GUILDHALL_SEED`. What is posted in Discord is tried by the tests of the same name of `ticket` and `discord`.

#[path = "../../ticket/tests/lives/mod.rs"]
mod lives;
mod world;

use assist::prompt::Prompt;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Asked, StatusCode, header},
};
use desk::ports::{Change, Commit, MemberInfo, Posted, Session};
use lives::{Cast, Chance, MARK, from_environment};
use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use store::memory::Memory;
use ticket::{
    Activity, Actor, ChannelId, Event, Given, GuildConfig, MessageId, Person, Recorded, TicketKey, TypeId,
    UserId, apply, decide,
    event::Origin,
    ids::DISCORD_EPOCH,
    open::{Facts, Request, open},
};
use tower::ServiceExt;
use world::{BETH, CARO, GUILD, JONAS, NOW, World};

/// Tickets that are tried.
const TICKETS: u64 = 60;
/// Tickets in one database, which is then begun anew: the fewer, the less there is to look through.
const ROUND: u64 = 300;
/// How many databases there are at a time, each in memory with a thread of its own.
const AT_ONCE: u64 = 4;
/// Tickets after which it is said how far it has come.
const TOLD: u64 = 24_000;
/// Tickets of one member: as many as may be searched and downloaded in a minute.
const OF_ONE: u64 = 3;
/// Commands that each ticket is given, and messages.
const COMMANDS: u64 = 12;
const MESSAGES: u64 = 4;

/// A database with the pages over it.
struct House {
    world: World,
    router: Router,
    cast: Cast,
    staff: Vec<Actor>,
    config: Arc<GuildConfig>,
    beth: String,
}

impl House {
    async fn open(memory: &Memory) -> Self {
        let world = World::in_memory(memory).await;
        let router = web::router(Arc::clone(&world.desk), world::config("http://desk.example"));
        let staff = vec![world.actor(BETH).await, world.actor(CARO).await, Actor::System];
        let person = |actor: &Actor| actor.person().expect("a person").clone();
        let added = person(&world.actor(JONAS).await);
        let cast = Cast {
            colleague: person(&staff[1]),
            added,
            types: [TypeId(1), TypeId(2)],
            channel: ChannelId(0),
        };
        let (beth, _) = world.sign_in(BETH, "beth").await;
        let config = world.desk.config(GUILD).await.unwrap().config;
        Self { world, router, cast, staff, config, beth }
    }

    /// A page as somebody reads it.
    async fn get(&self, token: &str, path: &str) -> String {
        let request = Asked::get(format!("/g/{GUILD}{path}"));
        let request =
            request.header(header::COOKIE, format!("guildhall={token}")).body(Body::empty()).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.into()).expect("is text")
    }

    /// A member who is new, with a session.
    async fn member(&self, number: u64) -> (Person, String) {
        let user = UserId((500_000 + number) << 22);
        let name = format!("Member {number}");
        let info = MemberInfo {
            user,
            username: format!("member{number}"),
            name: name.clone(),
            avatar: None,
            bot: false,
            roles: Vec::new(),
            joined: None,
            present: true,
        };
        self.world.desk.store().members_seen(GUILD, &[info]).await.unwrap();
        let token = format!("token-{number}");
        let session = Session {
            token: Sha256::digest(token.as_bytes()).into(),
            user,
            username: name.clone(),
            avatar: None,
            guilds: vec![GUILD],
            addable: Vec::new(),
            csrf: "csrf".to_owned(),
            created: NOW,
            used: NOW,
        };
        self.world.desk.store().session_start(&session).await.unwrap();
        (self.world.actor(user).await.person().expect("a person").clone(), token)
    }

    /// One ticket's life, kept as the desk keeps it; gives its key and how many notes were taken.
    async fn live(&self, chance: &mut Chance, opener: &Person, number: u32) -> (TicketKey, usize) {
        let key = TicketKey { guild: GUILD, number };
        let request = Request {
            ticket_type: TypeId(1 + chance.below(2) as u32),
            answers: vec![
                ("what".to_owned(), format!("Parcel {number}")),
                ("more".to_owned(), "It is late.".to_owned()),
            ],
            files: Vec::new(),
            subject: None,
            on_behalf: None,
            origin: Origin::Web,
            at: NOW,
        };
        let event = open(&request, key, opener, &self.config, &Facts::default()).expect("opens");
        let Event::Opened { ticket, .. } = &event else { panic!("it opens") };
        let mut ticket = (**ticket).clone();
        let by = Actor::Person(opener.clone()).by();
        let mut events = vec![Recorded { seq: 1, at: NOW, by, event }];
        let member = Actor::Person(opener.clone());
        let cast = Cast { channel: ChannelId(7_000_000 + u64::from(number)), ..self.cast.clone() };
        for turn in 0..COMMANDS {
            let command = lives::command(chance, &cast, &format!("{MARK}{number}-{turn}"));
            let actor = match chance.below(4) {
                0 => &member,
                chosen => &self.staff[chosen - 1],
            };
            let (activity, loads) = (Activity { last_at: NOW, ..Activity::default() }, Default::default());
            let given = Given { config: &self.config, activity: &activity, loads: &loads, now: NOW };
            for event in decide(&ticket, &command, actor, &given).unwrap_or_default() {
                ticket = apply(ticket, &event);
                events.push(Recorded { seq: events.len() as u32 + 1, at: NOW, by: actor.by(), event });
            }
        }
        let notes = events.iter().filter(|one| matches!(one.event, Event::Noted { .. })).count();
        let commit = Commit { expect: Vec::new(), ticket, events, jobs: Vec::new(), files: Vec::new() };
        self.world.desk.store().commit(commit).await.expect("is kept");
        (key, notes)
    }

    /// What is said in a ticket: by the member and by staff, and some of it taken back.
    fn talk(chance: &mut Chance, key: TicketKey, opener: &Person) -> Vec<(TicketKey, Change)> {
        let begin = ((NOW.0 - DISCORD_EPOCH) as u64) << 22;
        let mut changes = Vec::new();
        for turn in 0..MESSAGES {
            let message = MessageId(begin + (u64::from(key.number) << 8) + turn);
            let staff_reply = chance.below(2) == 0;
            let (author, name) =
                if staff_reply { (BETH, "Beth") } else { (opener.user, opener.name.as_str()) };
            let said = ["Where is it?", "**On** its way <@1>", "||soon||", "> quoted\nand answered"]
                [chance.below(4)];
            let body = serde_json::json!({
                "id": message.to_string(), "type": 0, "content": format!("{said} talk-{turn}"),
                "author": {"id": author.to_string(), "username": name, "global_name": name},
            });
            let body = body.to_string();
            let posted =
                Posted { message, author, human: true, staff_reply, body, edited: None, files: Vec::new() };
            changes.push((key, Change::Posted(posted)));
            if chance.below(6) == 0 {
                changes.push((key, Change::Deleted { message, at: NOW.plus_seconds(1) }));
            }
        }
        changes
    }

    /// Everything that a member can read of a ticket of theirs, and a model be told.
    async fn shown(&self, token: &str, key: TicketKey) -> Vec<(String, String)> {
        let mut shown = Vec::new();
        let ticket = format!("/tickets/{}", key.number);
        let transcript = format!("{ticket}/transcript");
        for path in [
            ticket,
            transcript.clone(),
            format!("{transcript}?q=zq"),
            format!("{transcript}/download?as=html"),
            format!("{transcript}/download?as=text"),
            format!("{transcript}/download?as=json"),
        ] {
            let page = self.get(token, &path).await;
            shown.push((path, page));
        }
        let store = self.world.desk.store();
        let loaded = store.ticket(key).await.unwrap().expect("is there");
        let reading = assistant::reading::read(store, &self.config, &loaded.ticket).await.unwrap();
        let prompt = Prompt::new(&reading.talk, &ticket::assist::Behaviour::default(), &[]);
        shown.push(("prompt".to_owned(), prompt.messages.into_iter().map(|one| one.content).collect()));
        shown
    }

    /// A member with some tickets; gives how many notes were taken.
    async fn round(&self, first: u64, tickets: u64, seed: u64) -> usize {
        let (opener, token) = self.member(first).await;
        let (mut lived, mut said) = (Vec::new(), Vec::new());
        for number in first..first + tickets {
            let mut chance = Chance(seed.wrapping_add(number));
            lived.push(self.live(&mut chance, &opener, number as u32).await);
            said.extend(Self::talk(&mut chance, TicketKey { guild: GUILD, number: number as u32 }, &opener));
        }
        self.world.desk.append(said, Vec::new()).await.expect("is kept");
        let taken = lived.iter().map(|(_, notes)| notes).sum();
        for (key, notes) in lived {
            let number = key.number;
            for (path, page) in self.shown(&token, key).await {
                // What is looked for stands on the page of the search itself.
                assert!(!page.contains(MARK), "a note of ticket {number} is in {path}: {page}");
            }
            // Staff read every one: the pages are those that show notes to whom they are for.
            if number % 100 == 1 {
                let page = self.get(&self.beth, &format!("/tickets/{number}")).await;
                assert_eq!(page.contains(MARK), notes > 0, "{page}");
            }
        }
        for path in ["/mine", "/palette?q=zq", "/palette?q=parcel", "/privacy", "/privacy/export"] {
            let page = self.get(&token, path).await;
            assert!(!page.contains(MARK), "a note is in {path}: {page}");
        }
        taken
    }
}

/// The tickets from `first` on until `until`, in one database after another; gives how many notes were taken.
async fn lane(first: u64, until: u64, seed: u64, done: &AtomicU64) -> usize {
    let memory = Memory::new().expect("a database in memory");
    let mut notes = 0;
    for from in (first..until).step_by(ROUND as usize) {
        let (house, to) = (House::open(&memory).await, (from + ROUND).min(until));
        for member in (from..to).step_by(OF_ONE as usize) {
            notes += house.round(member, OF_ONE.min(to - member), seed).await;
        }
        let before = done.fetch_add(to - from, Ordering::Relaxed);
        if before / TOLD != (before + to - from) / TOLD {
            eprintln!("{} tickets", before + to - from);
        }
    }
    notes
}

// Proves: P40, P74, P124
#[test]
fn no_note_is_shown_to_a_member() {
    let (all, seed) =
        (from_environment("GUILDHALL_TICKETS", TICKETS), from_environment("GUILDHALL_SEED", 0x5eed));
    let (done, share) = (AtomicU64::new(0), all.div_ceil(AT_ONCE));
    let notes: usize = std::thread::scope(|scope| {
        let lanes = (0..AT_ONCE).map(|number| {
            let (first, until, done) = (1 + number * share, 1 + ((number + 1) * share).min(all), &done);
            scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.expect("a runtime").block_on(lane(first, until, seed, done))
            })
        });
        let lanes: Vec<_> = lanes.collect();
        lanes.into_iter().map(|lane| lane.join().expect("no note is shown")).sum()
    });
    eprintln!("{all} tickets, {notes} notes, none shown");
    assert!(notes as u64 > all, "only {notes} notes in {all} tickets");
}
