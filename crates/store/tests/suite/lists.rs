use super::*;
use desk::ports::{
    Addable, Change, Cursor, Filter, GuildInfo, MemberInfo, NextWord, Order, Posted, Session, Show,
};
use ticket::{Command, MessageId};

/// Lists hold what the filter says, latest first, page by page; counts agree.
// Proves: M53, P88
pub async fn lists_and_counts(store: Arc<dyn Store>) {
    let mut two = config();
    two.types.push(TicketType::new(TypeId(2), "Other"));
    let desk = desk(&store, two).await;
    for by in 1..=5 {
        opened(&desk, by).await;
    }
    let other = Request { ticket_type: TypeId(2), ..request() };
    desk.open(GUILD, &person(9), other).await.expect("opens");
    let first = TicketKey { guild: GUILD, number: 1 };
    desk.handle(first, &staff(50), &Command::Claim).await.expect("claims");
    let second = TicketKey { guild: GUILD, number: 2 };
    desk.handle(second, &staff(50), &Command::Close { reason: None }).await.expect("closes");
    let numbers = async |filter: Filter, after, limit| {
        let rows = store.list(GUILD, &filter, after, limit).await.expect("reads");
        rows.into_iter().map(|row| row.ticket.key.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(Filter::default(), None, 50).await, [6, 5, 4, 3, 1]);
    assert_eq!(numbers(Filter { show: Show::Closed, ..Filter::default() }, None, 50).await, [2]);
    let of_one = Filter { types: Some(vec![KIND]), show: Show::All, ..Filter::default() };
    assert_eq!(numbers(of_one.clone(), None, 2).await, [5, 4]);
    let cursor = Cursor { last_at: NOW, number: 4, urgency: 1 };
    assert_eq!(numbers(of_one, Some(cursor), 50).await, [3, 2, 1]);
    assert_eq!(numbers(Filter { claimer: Some(UserId(50)), ..Filter::default() }, None, 50).await, [1]);
    assert_eq!(numbers(Filter { unassigned: true, ..Filter::default() }, None, 50).await, [6, 5, 4, 3]);
    assert_eq!(numbers(Filter { opener: Some(UserId(3)), ..Filter::default() }, None, 50).await, [3]);
    assert!(numbers(Filter { types: Some(vec![]), ..Filter::default() }, None, 50).await.is_empty());
    assert!(store.list(GuildId(3), &Filter::default(), None, 50).await.expect("reads").is_empty());
    let openers = store.openers(GUILD).await.expect("reads");
    assert_eq!(openers, [1, 3, 4, 5, 9].map(UserId), "who has open tickets");
    let counts = store.counts(GUILD, None, UserId(50), NOW).await.expect("counts");
    assert_eq!((counts.open, counts.unassigned, counts.mine, counts.for_us), (5, 4, 1, 5));
    let counts = store.counts(GUILD, Some(&[TypeId(2)]), UserId(50), NOW).await.expect("counts");
    assert_eq!(counts.open, 1);
    let mut by_type = store.open_by_type(GUILD).await.expect("counts");
    by_type.sort();
    assert_eq!(by_type, [(KIND, 4), (TypeId(2), 1)]);
    let mine = Filter { worker: Some(UserId(50)), ..Filter::default() };
    assert_eq!(numbers(mine, None, 50).await, [1]);

    let said = |number, by| {
        let message = MessageId::own(NOW.plus_seconds(i64::from(number)), 1);
        let (author, human) = (UserId(by), true);
        let body = "{}".to_owned();
        let posted = Posted { message, author, human, staff_reply: false, body, edited: None, files: vec![] };
        (TicketKey { guild: GUILD, number }, Change::Posted(posted))
    };
    store.append(vec![said(3, 3), said(4, 50)], vec![]).await.expect("appends");
    let waiting = |who| Filter { waiting: Some(who), ..Filter::default() };
    assert_eq!(numbers(waiting(NextWord::ForMember), None, 50).await, [4]);
    assert_eq!(numbers(waiting(NextWord::ForUs), None, 50).await, [3, 6, 5, 1]);
    let oldest = Filter { order: Order::Oldest, ..Filter::default() };
    assert_eq!(numbers(oldest.clone(), None, 2).await, [1, 3]);
    let cursor = Cursor { last_at: NOW, number: 3, urgency: 1 };
    assert_eq!(numbers(oldest, Some(cursor), 50).await, [4, 5, 6]);
    let urgent = Filter { order: Order::Urgent, ..Filter::default() };
    assert_eq!(numbers(urgent.clone(), None, 50).await, [4, 3, 6, 5, 1]);
    let last_at = NOW.plus_seconds(3);
    assert_eq!(numbers(urgent, Some(Cursor { last_at, number: 3, urgency: 1 }), 50).await, [6, 5, 1]);
}

fn member(id: u64, name: &str, present: bool) -> MemberInfo {
    MemberInfo {
        user: UserId(id),
        username: format!("user{id}"),
        name: name.to_owned(),
        avatar: None,
        bot: false,
        roles: vec![RoleId(id)],
        joined: Some(NOW),
        present,
    }
}

/// People are remembered as last seen; sessions end by time.
pub async fn people_and_sessions(store: Arc<dyn Store>) {
    let people =
        [member(1, "Mia", true), member(2, "MIRA", true), member(3, "Milo", false), member(4, "Beth", true)];
    store.members_seen(GUILD, &people).await.expect("remembers");
    store.members_seen(GUILD, &[member(1, "Mia M.", true)]).await.expect("remembers");
    let named = store.members_named(GUILD, "mi", 10).await.expect("reads");
    assert_eq!(named.iter().map(|found| found.name.as_str()).collect::<Vec<_>>(), ["Mia M.", "MIRA"]);
    assert_eq!(store.members_named(GUILD, "USER4", 10).await.expect("reads").len(), 1);
    let holding = store.members_holding(GUILD, &[RoleId(1), RoleId(3), RoleId(4)], 10).await.expect("reads");
    assert_eq!(holding.iter().map(|found| found.user.0).collect::<Vec<_>>(), [4, 1], "present ones, by name");
    assert_eq!(store.member(GuildId(8), UserId(1)).await.expect("reads"), None);
    assert_eq!(store.members(GUILD, &[UserId(4), UserId(900)]).await.expect("reads").len(), 1);
    let present = async |limit| store.present(GUILD, limit).await.expect("reads");
    assert_eq!(present(10).await, [1, 2, 4].map(UserId));
    assert_eq!(present(2).await, [1, 2].map(UserId));
    let mut guild = GuildInfo {
        id: GUILD,
        name: "Harbor".to_owned(),
        icon: None,
        picture: None,
        owner: UserId(1),
        roles: Vec::new(),
        channels: Vec::new(),
        categories: Vec::new(),
        present: true,
    };
    store.guild_seen(&guild).await.expect("remembers");
    assert_eq!(store.guilds().await.expect("reads"), [guild.clone()]);
    guild.present = false;
    store.guild_seen(&guild).await.expect("remembers");
    assert!(store.guilds().await.expect("reads").is_empty());
    assert_eq!(store.guild(GUILD).await.expect("reads"), Some(guild));

    let token = [7; 32];
    let session = Session {
        token,
        user: UserId(1),
        username: "mia".to_owned(),
        avatar: None,
        guilds: vec![GUILD],
        addable: vec![Addable { id: GuildId(9), name: "Elsewhere".to_owned(), icon: Some("a_1".to_owned()) }],
        csrf: "c".to_owned(),
        created: NOW,
        used: NOW,
    };
    store.session_start(&session).await.expect("starts");
    let kept = store.session(&token, NOW, NOW).await.expect("reads").expect("is there");
    assert_eq!(kept.addable, session.addable);
    let found = async |idle, born| store.session(&token, idle, born).await.expect("reads").is_some();
    assert!(found(NOW, NOW).await);
    assert!(!found(NOW.plus_seconds(1), NOW).await, "idle for too long");
    assert!(!found(NOW, NOW.plus_seconds(1)).await, "too old");
    store.session_used(&token, NOW.plus_seconds(60)).await.expect("marks");
    assert!(found(NOW.plus_seconds(1), NOW).await);
    store.session_end(&token).await.expect("ends");
    assert!(!found(NOW, NOW).await);
}

/// Every saving of a configuration is kept, with who did it and when.
pub async fn savings_are_kept(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let mut changed = config();
    changed.types[0].name = "Renamed".to_owned();
    let owner = ticket::Person { owner: true, ..person(7) };
    desk.configure(GUILD, &Actor::Person(owner), 1, changed.clone(), Vec::new()).await.expect("is saved");
    let saved = store.saved(GUILD, None, 10).await.expect("reads");
    assert_eq!(saved.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!((&saved[0].config, saved[0].at), (&changed, Some(NOW)));
    assert_eq!(saved[0].by.as_ref().and_then(|by| by.user()), Some(UserId(7)));
    assert_eq!(store.saved(GUILD, Some(2), 10).await.expect("reads").len(), 1);
}
