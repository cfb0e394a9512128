use super::*;
use desk::ports::{Change, Cursor, Filter, Hits, Order, Part, Posted, Reached, Reader, Row, Show};
use std::collections::BTreeMap;
use ticket::{
    Command, MessageId, Priority, TagId,
    calendar::zone,
    query::{Around, Sought, parse, resolve},
};

pub(super) const EVERYONE: Reader = Reader::Staff(None);

/// Reads a query as staff would type it.
pub(super) fn sought(text: &str) -> Sought {
    let (config, zone, people) = (tagged(), zone("UTC").expect("a zone"), BTreeMap::new());
    let around =
        Around { config: &config, me: UserId(50), staff: true, now: NOW, zone: &zone, people: &people };
    resolve(&parse(text).expect(text), &around).expect(text)
}

pub(super) fn tagged() -> GuildConfig {
    let tags = serde_json::json!([{ "id": 1, "name": "late" }, { "id": 2, "name": "angry" }]);
    let mut config = config();
    config.types.push(TicketType { staff_roles: vec![STAFF], ..TicketType::new(TypeId(2), "Billing") });
    config.tags = serde_json::from_value(tags).expect("tags");
    config.settings.open_limit = None;
    config.types.iter_mut().for_each(|kind| kind.open_limit = None);
    config
}

async fn look(store: &Arc<dyn Store>, guild: GuildId, reader: &Reader, text: &str) -> Hits {
    store.search(guild, reader, &sought(text), None, 20).await.expect("searches")
}

/// Numbers and places of what is found: `1h` a head, `1n` a note, `1m` a message.
async fn found_by(store: &Arc<dyn Store>, reader: &Reader, text: &str) -> String {
    places(&look(store, GUILD, reader, text).await)
}

pub(super) async fn found(store: &Arc<dyn Store>, text: &str) -> String {
    found_by(store, &EVERYONE, text).await
}

fn places(hits: &Hits) -> String {
    let places = hits.hits.iter().map(|hit| {
        let place = match hit.part {
            Part::Head => "h",
            Part::Note(_) => "n",
            Part::Message(_) => "m",
        };
        format!("{}{place}", hit.row.ticket.key.number)
    });
    places.collect::<Vec<_>>().join(" ")
}

pub(super) fn posted(number: u32, count: u16, by: u64, content: &str) -> (TicketKey, Change) {
    let message = MessageId::own(NOW.plus_seconds(i64::from(count)), count);
    let body = serde_json::json!({ "id": message, "content": content }).to_string();
    let (author, human) = (UserId(by), true);
    let posted = Posted { message, author, human, staff_reply: by >= 50, body, edited: None, files: vec![] };
    (TicketKey { guild: GUILD, number }, Change::Posted(posted))
}

pub(super) async fn say(
    store: &Arc<dyn Store>,
    number: u32,
    count: u16,
    by: u64,
    content: &str,
) -> MessageId {
    let (key, change) = posted(number, count, by, content);
    store.append(vec![(key, change)], vec![]).await.expect("appends");
    MessageId::own(NOW.plus_seconds(i64::from(count)), count)
}

async fn with_subject(desk: &Desk, by: u64, kind: u32, subject: &str) -> TicketKey {
    let request = Request { ticket_type: TypeId(kind), subject: Some(subject.to_owned()), ..request() };
    desk.open(GUILD, &person(by), request).await.expect("opens").ticket.ticket.key
}

/// Subjects, names, answers, notes and messages are found, whatever the case; phrases, OR, minus and unfinished words count.
// Proves: P88
pub async fn words_are_found_where_they_are_said(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    let one = with_subject(&desk, 1, 1, "Größe of my order").await;
    with_subject(&desk, 2, 1, "Late refund").await;
    say(&store, 1, 1, 1, "I want a REFUND for the late parcel <@77>").await;
    say(&store, 2, 2, 50, "your refund is on its way, order 4711").await;
    desk.handle(one, &staff(50), &Command::Note { text: "asks for a refund again".into() })
        .await
        .expect("notes");

    assert_eq!(found(&store, "refund").await, "2h 1n 2m 1m");
    assert_eq!(found(&store, "groesse").await, "");
    assert_eq!(found(&store, "grosse").await, "1h");
    assert_eq!(found(&store, "late refund").await, "2h 1m", "all the words, in any order");
    assert_eq!(found(&store, "\"late refund\"").await, "2h", "side by side");
    assert_eq!(found(&store, "parcel OR 4711").await, "2m 1m");
    assert_eq!(found(&store, "refund -parcel").await, "2h 1n 2m");
    assert_eq!(found(&store, "parc*").await, "1m");
    assert_eq!(found(&store, "77").await, "", "a mention is no word");
    assert_eq!(found(&store, "person").await, "2h 1h", "the member's name");
    assert_eq!(found(&store, "in:notes refund").await, "1n");
    assert_eq!(found(&store, "in:messages refund").await, "2m 1m");
    assert_eq!(found(&store, "in:subject refund").await, "2h");
    assert_eq!(found(&store, "subject:refund").await, "2h");
    assert_eq!(found(&store, "subject:person").await, "");
    assert_eq!(found(&store, "#1 refund").await, "1n 1m");
    let hits = look(&store, GUILD, &EVERYONE, "asks").await.hits;
    assert_eq!((hits[0].text.as_str(), hits[0].by), ("asks for a refund again", Some(UserId(50))));
    desk.handle(one, &staff(50), &Command::Rename { subject: Some("Shoes".into()) }).await.expect("renames");
    assert_eq!(found(&store, "shoes").await, "1h");
    assert_eq!(found(&store, "grosse").await, "", "the subject before is no subject any more");
}

/// An edited message is found by its new words only, a deleted one not at all; late and doubled news changes nothing.
pub async fn words_follow_edits_and_deletions(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    let key = opened(&desk, 1).await;
    let message = say(&store, 1, 1, 1, "first secret").await;
    say(&store, 1, 2, 1, "second thought").await;
    let change = |change| store.append(vec![(key, change)], vec![]);
    let body = |text: &str| serde_json::json!({ "content": text }).to_string();
    change(Change::Edited { message, at: NOW.plus_seconds(9), body: body("first words") })
        .await
        .expect("edits");
    assert_eq!((found(&store, "secret").await, found(&store, "words").await), (String::new(), "1m".into()));
    say(&store, 1, 1, 1, "first secret").await;
    change(Change::Edited { message, at: NOW.plus_seconds(8), body: body("older") }).await.expect("edits");
    assert_eq!((found(&store, "secret").await, found(&store, "older").await), (String::new(), String::new()));
    assert_eq!(found(&store, "first OR second").await, "1m 1m", "its place is the one it had");
    let hits = look(&store, GUILD, &EVERYONE, "first OR second").await.hits;
    assert_eq!(hits[1].part, Part::Message(message));
    change(Change::Refreshed { message, edited: Some(NOW.plus_seconds(9)), body: body("first embed") })
        .await
        .expect("refreshes");
    assert_eq!((found(&store, "words").await, found(&store, "embed").await), (String::new(), "1m".into()));
    change(Change::Deleted { message, at: NOW.plus_seconds(20) }).await.expect("deletes");
    change(Change::Refreshed { message, edited: Some(NOW.plus_seconds(9)), body: body("again") })
        .await
        .expect("refreshes");
    for words in ["first", "embed", "again", "secret"] {
        assert_eq!(found(&store, words).await, "", "{words}");
    }
    // News that overtook the message.
    let later = MessageId::own(NOW.plus_seconds(30), 30);
    change(Change::Edited { message: later, at: NOW.plus_seconds(31), body: body("overtaking") })
        .await
        .expect("edits");
    assert_eq!(found(&store, "overtaking").await, "");
    say(&store, 1, 30, 1, "overtaken").await;
    assert_eq!(
        (found(&store, "overtaking").await, found(&store, "overtaken").await),
        ("1m".into(), String::new())
    );
}

/// Nobody finds what they may not read: not another guild's, not another type's, a member only the public part of their own tickets.
// Proves: P123, P88
pub async fn words_are_found_by_those_who_may_read_them(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    let mine = with_subject(&desk, 1, 1, "needle").await;
    with_subject(&desk, 2, 2, "needle").await;
    say(&store, 1, 1, 1, "needle in the hay").await;
    say(&store, 2, 2, 2, "needle and thread").await;
    desk.handle(mine, &staff(50), &Command::Note { text: "needle for staff".into() }).await.expect("notes");
    assert_eq!(found(&store, "needle").await, "2h 1h 1n 2m 1m");
    let of_type = Reader::Staff(Some(vec![TypeId(2)]));
    assert_eq!(found_by(&store, &of_type, "needle").await, "2h 2m");
    assert_eq!(found_by(&store, &Reader::Staff(Some(vec![])), "needle").await, "");
    let member = Reader::Member(UserId(1));
    assert_eq!(found_by(&store, &member, "needle").await, "1h 1m");
    assert_eq!(found_by(&store, &member, "staff").await, "", "not a word of a note");
    assert_eq!(found_by(&store, &member, "in:notes needle").await, "");
    assert_eq!(found_by(&store, &Reader::Member(UserId(3)), "needle").await, "");
    let other = GuildId(9_000_000_000_000_000_002);
    for reader in [EVERYONE, Reader::Member(UserId(1))] {
        for words in ["needle", "g9000000000000000001", "o1", "needle OR g9000000000000000001"] {
            assert!(look(&store, other, &reader, words).await.hits.is_empty(), "{words}");
        }
    }
    assert_eq!(found(&store, "g9000000000000000001").await, "", "whose it is is no word of it");
    desk.handle(mine, &staff(50), &Command::Move { to: TypeId(2) }).await.expect("moves");
    assert_eq!(found_by(&store, &of_type, "hay").await, "1m", "a moved ticket is found where it is");
}

async fn numbers(store: &Arc<dyn Store>, filter: Filter) -> Vec<u32> {
    let rows = store.list(GUILD, &filter, None, 50).await.expect("lists");
    rows.into_iter().map(|row| row.ticket.key.number).collect()
}

/// Every filter holds, in lists and beside words, and so does its opposite.
// Proves: P88
pub async fn filters_hold(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    for by in 1..=4 {
        let key = with_subject(&desk, by, 1 + (by as u32 % 2), "thing").await;
        say(&store, key.number, key.number as u16, by, "thing said").await;
    }
    let key = |number| TicketKey { guild: GUILD, number };
    let act =
        async |number, command| drop(desk.handle(key(number), &staff(50), &command).await.expect("acts"));
    act(1, Command::Claim).await;
    act(1, Command::Tag(TagId(1))).await;
    act(2, Command::Tag(TagId(1))).await;
    act(2, Command::Tag(TagId(2))).await;
    act(2, Command::Close { reason: None }).await;
    act(3, Command::SetPriority(Priority::Urgent)).await;
    act(3, Command::Note { text: "thing".into() }).await;
    act(4, Command::Pin).await;
    say(&store, 4, 40, 50, "thing answered").await;
    let cases: &[(&str, &[u32])] = &[
        ("is:open", &[4, 3, 1]),
        ("is:closed", &[2]),
        ("-is:closed", &[4, 3, 1]),
        ("is:unassigned", &[4, 3]),
        ("is:waiting", &[4]),
        ("is:needs-reply", &[3, 1]),
        ("is:pinned", &[4]),
        ("-is:pinned", &[3, 2, 1]),
        ("is:paused", &[]),
        ("type:billing", &[3, 1]),
        ("-type:billing", &[4, 2]),
        ("tag:late", &[2, 1]),
        ("-tag:late", &[4, 3]),
        ("tag:late -tag:angry", &[1]),
        ("tag:angry OR is:pinned", &[4, 2]),
        ("tag:late is:open", &[1]),
        ("priority:>=high", &[3]),
        ("priority:normal", &[4, 2, 1]),
        ("claimer:me", &[1]),
        ("-claimer:me", &[4, 3, 2]),
        ("assignee:none", &[4, 3, 2, 1]),
        ("from:<@000000000000000003>", &[3]),
        ("closed:7d", &[2]),
        ("opened:>2020-01-01", &[4, 3, 2, 1]),
        ("opened:<2020-01-01", &[]),
        ("waiting:<1h", &[4, 3, 1]),
        ("waiting:>1h", &[]),
        ("sla:overdue", &[]),
        ("rating:<=2", &[]),
        ("has:note", &[3]),
        ("has:attachment", &[]),
        ("#3", &[3]),
    ];
    for (text, expected) in cases {
        let filter = Filter { show: Show::All, checks: sought(text).checks, ..Filter::default() };
        assert_eq!(numbers(&store, filter).await, *expected, "{text}");
        let hits = look(&store, GUILD, &EVERYONE, &format!("{text} subject:thing")).await.hits;
        let found: Vec<u32> = hits.iter().map(|hit| hit.row.ticket.key.number).collect();
        let mut sorted = expected.to_vec();
        sorted.sort_by(|one, other| other.cmp(one));
        assert_eq!(found, sorted, "{text} thing");
    }
    act(2, Command::Untag(TagId(1))).await;
    act(1, Command::Close { reason: None }).await;
    let filter = Filter { show: Show::Closed, checks: sought("tag:late").checks, ..Filter::default() };
    assert_eq!(numbers(&store, filter).await, [1], "tags follow the ticket");
}

/// A search is read page by page, each place once, and ends; a page that found little says where to go on.
pub async fn pages_of_a_search(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    let mut all = Vec::new();
    for by in 1..=3 {
        with_subject(&desk, by, 1, "pebble").await;
        all.push(format!("{by}h"));
    }
    all.reverse();
    let said: Vec<_> =
        (0..250).map(|count| posted(1 + u32::from(count % 3), count, 1, "one more pebble")).collect();
    store.append(said, vec![]).await.expect("appends");
    all.extend((0..250).rev().map(|count| format!("{}m", 1 + count % 3)));
    let mut read = Vec::new();
    let (mut after, mut pages): (Option<Reached>, u32) = (None, 0);
    loop {
        let page = store.search(GUILD, &EVERYONE, &sought("pebble"), after, 7).await.expect("searches");
        read.extend(places(&page).split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        (after, pages) = (page.next, pages + 1);
        if after.is_none() || pages > 100 {
            break;
        }
    }
    assert_eq!((read, pages), (all, 37));
    let only = look(&store, GUILD, &EVERYONE, "#3 in:messages pebble").await;
    assert_eq!(places(&only), ["3m"; 20].join(" "), "what a filter throws away costs no places");
}

/// Whatever a list is filtered and ordered by, its pages are those of the whole list.
// Proves: M53
pub async fn walks_of_lists_agree(store: Arc<dyn Store>) {
    let desk = desk(&store, tagged()).await;
    for turn in 1..=24_u64 {
        let key = with_subject(&desk, 1 + turn % 3, 1 + (turn % 2) as u32, "row").await;
        let act =
            async |command| drop(desk.handle(key, &staff(50 + turn % 2), &command).await.expect("acts"));
        if turn % 3 == 0 {
            act(Command::Claim).await;
        }
        if turn % 4 == 0 {
            act(Command::Tag(TagId(1))).await;
        }
        if turn % 4 != 1 {
            act(Command::SetPriority(Priority::ALL[(turn % 4) as usize])).await;
        }
        if turn % 5 != 0 {
            act(Command::Close { reason: None }).await;
        }
        say(&store, key.number, (100 - turn) as u16, 1 + turn % 3, "row").await;
    }
    let all =
        store.list(GUILD, &Filter { show: Show::All, ..Filter::default() }, None, 100).await.expect("lists");
    let texts =
        ["", "tag:late", "type:billing", "priority:>=high", "claimer:me", "-tag:late type:help", "from:me"];
    for show in [Show::Open, Show::Closed, Show::All] {
        for order in [Order::Latest, Order::Urgent, Order::Newest, Order::Oldest, Order::Quiet, Order::Calm] {
            for (types, worker) in [
                (None, None),
                (Some(vec![TypeId(1)]), None),
                (Some(vec![TypeId(2), TypeId(1)]), None),
                (None, Some(UserId(50))),
            ] {
                for text in texts {
                    let checks = sought(text).checks;
                    let filter =
                        Filter { show, order, types: types.clone(), worker, checks, ..Filter::default() };
                    let expected = expected(&all, &filter, text);
                    let (mut read, mut after) = (Vec::new(), None);
                    loop {
                        let rows = store.list(GUILD, &filter, after, 5).await.expect("lists");
                        read.extend(rows.iter().map(|row| row.ticket.key.number));
                        match rows.last() {
                            Some(row) if rows.len() == 5 => after = Some(Cursor::after(row)),
                            _ => break,
                        }
                    }
                    assert_eq!(read, expected, "{filter:?}");
                }
            }
        }
    }
}

/// The same, told from the tickets themselves.
fn expected(all: &[Row], filter: &Filter, text: &str) -> Vec<u32> {
    let mut rows: Vec<&Row> = all
        .iter()
        .filter(|Row { ticket, .. }| {
            let claimer = ticket.claim.as_ref().map(|claim| claim.by);
            let late = ticket.tags.contains(&TagId(1));
            let fits = match text {
                "tag:late" => late,
                "type:billing" => ticket.ticket_type == TypeId(2),
                "priority:>=high" => ticket.priority >= Priority::High,
                "claimer:me" => claimer == Some(UserId(50)),
                "-tag:late type:help" => !late && ticket.ticket_type == TypeId(1),
                "from:me" => ticket.opener.user == UserId(50),
                _ => true,
            };
            fits && (filter.show == Show::All || ticket.is_open() == (filter.show == Show::Open))
                && filter.types.as_ref().is_none_or(|types| types.contains(&ticket.ticket_type))
                && filter.worker.is_none_or(|user| claimer == Some(user) || ticket.assignee == Some(user))
        })
        .collect();
    rows.sort_by_key(|row| {
        let (number, at) = (i64::from(row.ticket.key.number), row.activity.last_at.0);
        match filter.order {
            Order::Latest => (0, -at, -number),
            Order::Urgent => (-(row.ticket.priority as i64), -at, -number),
            Order::Newest => (0, 0, -number),
            Order::Oldest => (0, 0, number),
            Order::Quiet => (0, at, number),
            Order::Calm => (row.ticket.priority as i64, at, number),
        }
    });
    rows.into_iter().map(|row| row.ticket.key.number).collect()
}
