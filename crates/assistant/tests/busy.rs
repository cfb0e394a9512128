//! Many ask at once, and the model hangs: the desk's other work goes on, and everybody reaches a person in time.

mod stand_in;

use assistant::{Assistant, Endpoint, Vault};
use desk::{
    Clock, Desk, Hints, ManualClock, Outcome,
    ports::{Change, Posted},
};
use stand_in::{Act, StandIn};
use std::sync::Arc;
use ticket::{
    Actor, ChannelId, Command, GuildConfig, GuildId, MessageId, Permissions, Person, Settings, Surface,
    TicketKey, TicketType, Timestamp, TypeId, UserId,
    assist::{Behaviour, Switch, Why},
    event::Origin,
    open::Request,
};

const GUILD: GuildId = GuildId(7);
const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// Tickets in which something is asked.
const TICKETS: u64 = 20;
/// Of them, those for which the model is asked at once.
const ROOM: usize = 16;

fn config() -> GuildConfig {
    let assist = Behaviour { enabled: true, ..Behaviour::default() };
    GuildConfig {
        settings: Settings {
            enabled: true,
            assist: Switch { enabled: true, ..Switch::default() },
            ..Settings::default()
        },
        types: vec![TicketType { assist, ..TicketType::new(TypeId(1), "Help") }],
        ..GuildConfig::default()
    }
}

/// A ticket of this member with a channel, in which a question was asked.
async fn asked(desk: &Desk, member: u64) -> TicketKey {
    let (user, name) = (UserId(member), format!("Member {member}"));
    let person =
        Person { user, name, roles: Vec::new(), permissions: Permissions::NONE, owner: false, bot: false };
    let request = Request {
        ticket_type: TypeId(1),
        answers: Vec::new(),
        files: Vec::new(),
        subject: None,
        on_behalf: None,
        origin: Origin::Web,
        at: NOW,
    };
    let key = desk.open(GUILD, &person, request).await.expect("opens").ticket.ticket.key;
    let surface = Surface::Channel { channel: ChannelId(100 + member), welcome: None };
    desk.handle(key, &Actor::System, &Command::SurfaceReady { surface }).await.expect("has a channel");
    // Discord's ids hold the milliseconds since 2015 above 22 bits.
    let message = MessageId(((NOW.0 - 1_420_070_400_000) as u64) << 22 | member);
    let body = format!("{{\"content\":\"how do refunds work\",\"author\":{{\"id\":\"{member}\"}}}}");
    let posted = Posted {
        message,
        author: user,
        human: true,
        staff_reply: false,
        body,
        edited: None,
        files: Vec::new(),
    };
    desk.append(vec![(key, Change::Posted(posted))], Vec::new()).await.expect("appends");
    key
}

// Proves: P173
#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_hangs_holds_up_only_so_many() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = store::Address::Sqlite(folder.path().join("guildhall.db"));
    store::migrations::run(&address).await.expect("migrates");
    let files = store::files(&folder.path().join("files")).expect("a folder");
    let clock = ManualClock::at(NOW);
    let kept = store::open(&address).await.expect("opens");
    let desk = Arc::new(Desk::new(kept, files, Clock::Manual(clock.clone()), Hints::default()));
    desk.configure(GUILD, &Actor::System, 0, config(), Vec::new()).await.expect("is saved");
    let assistant = Arc::new(Assistant::new(Arc::clone(&desk), Some(Vault::new([7; 32]))));
    let stand_in = StandIn::new([Act::Hang]).await;
    let endpoint = Endpoint {
        base: stand_in.base().parse().expect("an address"),
        model: "tiny".to_owned(),
        embeddings: None,
        key: None,
        stream: false,
        price: None,
    };
    assistant.set_provider(Some(&endpoint)).await.expect("is set");
    let mut keys = Vec::new();
    for member in 1..=TICKETS {
        keys.push(asked(&desk, member).await);
    }
    // Looked at so late that little more than two seconds are left.
    clock.advance_seconds(16);
    let mut working = tokio::task::JoinSet::new();
    for key in keys.clone() {
        let assistant = Arc::clone(&assistant);
        working.spawn(async move { (key, assistant.work(key).await) });
    }
    let mut later = Vec::new();
    for (key, outcome) in working.join_all().await {
        if let Outcome::Later { at, .. } = outcome {
            assert_eq!(at, Some(desk.clock().now().plus_seconds(1)));
            later.push(key);
        }
    }
    assert_eq!((later.len(), stand_in.seen().len()), (TICKETS as usize - ROOM, ROOM));
    clock.advance_seconds(3);
    for key in later {
        assert!(matches!(assistant.work(key).await, Outcome::Done), "no time is left to come back");
    }
    for key in keys {
        let ticket = desk.store().ticket(key).await.expect("reads").expect("is there").ticket;
        assert_eq!(ticket.assist.expect("is assisted").why, Some(Why::Slow));
    }
}
