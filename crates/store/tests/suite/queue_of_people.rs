use super::*;
use desk::ports::{Change, Finish, Posted};
use std::collections::BTreeMap;
use ticket::{
    Command, Job, MessageId,
    assign::{Availability, Strategy},
    sla::Policy,
};
use tokio::task::JoinSet;

const HANDLERS: [UserId; 3] = [UserId(31), UserId(32), UserId(33)];

fn limited(strategy: Strategy, caps: &[(UserId, u32)]) -> GuildConfig {
    let mut config = config();
    config.types.push(TicketType::new(TypeId(2), "Other"));
    for ticket_type in &mut config.types {
        ticket_type.handlers = HANDLERS.to_vec();
        ticket_type.assignment = strategy;
        ticket_type.sla = Policy { enabled: true, ..Policy::default() };
    }
    let capped =
        |&(user, cap): &(UserId, u32)| Availability { user, cap: Some(cap), away_until: None, hours: None };
    config.settings.availability = caps.iter().map(capped).collect();
    config
}

/// So many open one ticket each at once, in turn of the second and of the first type.
async fn many_open(desk: &Arc<Desk>, count: u64) {
    let mut openings = JoinSet::new();
    for id in 1..=count {
        let desk = Arc::clone(desk);
        let request = Request { ticket_type: TypeId(1 + (id % 2) as u32), ..request() };
        openings.spawn(async move { desk.open(GUILD, &person(id), request).await.expect("opens") });
    }
    while let Some(opened) = openings.join_next().await {
        opened.expect("no panic");
    }
}

async fn loads(store: &Arc<dyn Store>, count: u32) -> BTreeMap<Option<UserId>, u32> {
    let mut loads = BTreeMap::new();
    for number in 1..=count {
        let found = store.ticket(TicketKey { guild: GUILD, number }).await.expect("reads").expect("is there");
        if found.ticket.is_open() {
            *loads.entry(found.ticket.assignee).or_default() += 1;
        }
    }
    loads
}

/// Forty open at once, of two types: nobody is given more than their cap, and what does not fit waits. As soon as somebody has room, the
/// ticket that is due first is theirs.
// Proves: M38, M44
pub async fn caps_hold_and_freed_hands_are_filled(store: Arc<dyn Store>) {
    let caps = [(HANDLERS[0], 2), (HANDLERS[1], 5), (HANDLERS[2], 8)];
    let desk = desk(&store, limited(Strategy::LeastShare, &caps)).await;
    many_open(&desk, 40).await;
    let full: BTreeMap<_, _> =
        caps.iter().map(|(user, cap)| (Some(*user), *cap)).chain([(None, 25)]).collect();
    assert_eq!(loads(&store, 40).await, full);
    desk.pull(GUILD).await.expect("pulls");
    assert_eq!(loads(&store, 40).await, full, "nobody has room");
    // One that waits is urgent now; two that are worked are closed.
    let mut waiting = Vec::new();
    let mut worked = Vec::new();
    for number in 1..=40 {
        let key = TicketKey { guild: GUILD, number };
        let assignee = store.ticket(key).await.expect("reads").expect("is there").ticket.assignee;
        if assignee.is_none() { waiting.push(key) } else { worked.push(key) }
    }
    let urgent = *waiting.last().expect("some wait");
    let boss = Actor::Person(Person { owner: true, ..person(99) });
    let act = async |key, command: Command| desk.handle(key, &boss, &command).await.expect("is done");
    act(urgent, Command::SetPriority(ticket::Priority::Urgent)).await;
    act(worked[0], Command::Close { reason: None }).await;
    desk.pull(GUILD).await.expect("pulls");
    let given = async |key| store.ticket(key).await.expect("reads").expect("is there").ticket.assignee;
    assert!(given(urgent).await.is_some(), "what is due first comes first");
    assert_eq!(given(waiting[0]).await, None);
    act(worked[1], Command::Close { reason: None }).await;
    // Two that look at once give it once.
    let (one, other) = tokio::join!(desk.pull(GUILD), desk.pull(GUILD));
    one.and(other).expect("pulls");
    assert!(given(waiting[0]).await.is_some(), "then who waits longest");
    assert_eq!(loads(&store, 40).await.get(&None), Some(&23));
    let total: u32 =
        loads(&store, 40).await.iter().filter(|(user, _)| user.is_some()).map(|(_, load)| load).sum();
    assert_eq!(total, 15, "full again, and no more than full");
}

/// What a ticket weighs counts, and what waits for the member does not: as soon as somebody answered they are given the next that fits.
pub async fn weights_and_waiting(store: Arc<dyn Store>) {
    let mut config = limited(Strategy::LeastShare, &[(HANDLERS[0], 4), (HANDLERS[1], 3), (HANDLERS[2], 2)]);
    config.types[0].weight = 3;
    let desk = desk(&store, config.clone()).await;
    // There are always some light ones that wait.
    many_open(&desk, 30).await;
    let all = async || {
        let mut all = Vec::new();
        for number in 1..=30 {
            all.push(
                store.ticket(TicketKey { guild: GUILD, number }).await.expect("reads").expect("is there"),
            );
        }
        all
    };
    let weight = |kind: TypeId, config: &GuildConfig| config.ticket_type(kind).expect("a type").weight;
    let counted = async |config: &GuildConfig| {
        let mut loads = BTreeMap::new();
        for one in all().await {
            let kind = config.ticket_type(one.ticket.ticket_type).expect("a type");
            let counts = kind.count_waiting || ticket::waiting::is_for_us(&one.ticket, &one.activity);
            if let Some(user) = one.ticket.assignee.filter(|_| counts && one.ticket.is_open()) {
                *loads.entry(user).or_default() += weight(one.ticket.ticket_type, config);
            }
        }
        loads
    };
    let full = BTreeMap::from([(HANDLERS[0], 4), (HANDLERS[1], 3), (HANDLERS[2], 2)]);
    desk.pull(GUILD).await.expect("pulls");
    assert_eq!(counted(&config).await, full, "full, and nobody above it");
    let say = async |one: &desk::Loaded, by: UserId, at: i64| {
        let message = MessageId::own(NOW.plus_seconds(at), 0);
        let staff_reply = by != one.ticket.opener.user;
        let files = Vec::new();
        let body = "{}".to_owned();
        let posted = Posted { message, author: by, human: true, staff_reply, body, edited: None, files };
        desk.append(vec![(one.ticket.key, Change::Posted(posted))], Vec::new()).await.expect("is kept");
    };
    // What is asked for a while later does not count.
    let soon = NOW.plus_seconds(60);
    let pulls = async || {
        let mut asked = false;
        loop {
            let due = store.claim(soon, soon.plus_seconds(60), 100).await.expect("claims");
            if due.is_empty() {
                return asked;
            }
            asked |= due.iter().any(|one| matches!(one.job, Job::Pull { .. }));
            for one in due {
                store.finish(&one, Finish::Done, soon).await.expect("writes");
            }
        }
    };
    pulls().await;
    let of = async |user: UserId| {
        let theirs = |one: &desk::Loaded| {
            one.ticket.assignee == Some(user) && ticket::waiting::is_for_us(&one.ticket, &one.activity)
        };
        all().await.into_iter().filter(theirs).collect::<Vec<_>>()
    };
    // Whoever answers has room at once.
    let answered = of(HANDLERS[1]).await;
    say(&answered[0], HANDLERS[1], 1).await;
    assert!(pulls().await, "the answer asks for it, in its own commit");
    desk.pull(GUILD).await.expect("pulls");
    assert_eq!(counted(&config).await, full, "full again");
    // The member writes again: theirs is more than they are given, and nothing is taken from them or given to them.
    say(&answered[0], answered[0].ticket.opener.user, 2).await;
    let back = counted(&config).await;
    assert!(back[&HANDLERS[1]] > 3, "{back:?}");
    desk.pull(GUILD).await.expect("pulls");
    assert_eq!(counted(&config).await, back);
    // One that needs no answer after all is as good as answered.
    let one = of(HANDLERS[0]).await.remove(0);
    say(&one, HANDLERS[0], 3).await;
    say(&one, one.ticket.opener.user, 4).await;
    desk.pull(GUILD).await.expect("pulls");
    pulls().await;
    let boss = Actor::Person(Person { owner: true, ..person(99) });
    let at = NOW.plus_seconds(5);
    desk.handle_at(one.ticket.key, &boss, &Command::NoReplyNeeded, at).await.expect("is done");
    assert!(pulls().await, "there is room");
    // Where the type counts what waits, nobody has room until it is closed.
    for kind in &mut config.types {
        kind.count_waiting = true;
    }
    desk.configure(GUILD, &Actor::System, 1, config.clone(), Vec::new()).await.expect("is saved");
    assert!(pulls().await, "who has room is looked at anew");
    let before = counted(&config).await;
    let one = of(HANDLERS[2]).await.remove(0);
    say(&one, HANDLERS[2], 6).await;
    desk.pull(GUILD).await.expect("pulls");
    assert_eq!(counted(&config).await, before, "an answer makes no room");
    // What nobody could ever be given is refused.
    config.types[0].weight = 5;
    let refused = desk.configure(GUILD, &Actor::System, 2, config.clone(), Vec::new()).await;
    let why = format!("{:?}", refused.expect_err("is refused"));
    assert!(why.contains("weighs 5"), "{why}");
    config.types[0].weight = 11;
    assert!(desk.configure(GUILD, &Actor::System, 2, config, Vec::new()).await.is_err(), "at most 10");
}

/// In turn: nobody gets two more than another, also when many open at once.
pub async fn everyone_takes_turns(store: Arc<dyn Store>) {
    let desk = desk(&store, limited(Strategy::RoundRobin, &[])).await;
    let mut openings = JoinSet::new();
    for id in 1..=20 {
        let desk = Arc::clone(&desk);
        let at = NOW.plus_seconds(id as i64);
        openings.spawn(async move {
            desk.open(GUILD, &person(id), Request { at, ..request() }).await.expect("opens")
        });
    }
    while let Some(opened) = openings.join_next().await {
        opened.expect("no panic");
    }
    let loads: Vec<u32> = loads(&store, 20).await.into_values().collect();
    assert_eq!(loads.iter().sum::<u32>(), 20);
    assert!(loads.len() == 3 && loads.iter().all(|load| (6..=7).contains(load)), "{loads:?}");
}

/// Who comes back is given to whom they know; who is away is passed over.
pub async fn who_is_known_and_who_is_away(store: Arc<dyn Store>) {
    let mut config = limited(Strategy::Sticky, &[]);
    let desk = desk(&store, config.clone()).await;
    let mut given = Vec::new();
    for member in [1, 2, 3] {
        given.push(desk.open(GUILD, &person(member), request()).await.expect("opens").ticket.ticket.assignee);
    }
    for (member, before) in [1, 2, 3].into_iter().zip(&given).rev() {
        let again = desk.open(GUILD, &person(member), request()).await.expect("opens").ticket.ticket.assignee;
        assert_eq!(again, *before, "member {member}");
    }
    let away = Some(NOW.plus_seconds(3_600));
    let off = Availability { user: given[0].expect("has one"), cap: None, away_until: away, hours: None };
    config.settings.availability = vec![off];
    desk.configure(GUILD, &Actor::System, 1, config, Vec::new()).await.expect("is saved");
    let other = desk.open(GUILD, &person(1), request()).await.expect("opens").ticket.ticket.assignee;
    assert!(other.is_some() && other != given[0]);
}
