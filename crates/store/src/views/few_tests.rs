//! A list is the same whichever way it is read.

use super::{arms::Arm, few::Few, list_from, order};
use crate::{
    Address, migrations,
    sql::Engine,
    sqlite::{self, Connected},
};
use desk::ports::{Cursor, Filter, Order, Row, Show};
use rusqlite::{Connection, params};
use ticket::{
    By, CloseKind, Closure, GuildId, Priority, State, TagId, Ticket, TicketKey, Timestamp, TypeId, UserId,
    query::{Check, Compare, Condition},
    state::Opener,
};

const GUILD: GuildId = GuildId(7);
const NOW: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;
const TICKETS: u32 = 240;

/// A ticket an hour; neighbours in time may have each other's number. Each is closed some days after, and every fourth is rated.
fn filled() -> Connection {
    let database = Connection::open_in_memory().expect("opens");
    sqlite::set_up(&database).expect("is set up");
    migrations::in_sqlite(&database, &Address::Sqlite(std::path::PathBuf::new())).expect("has the schema");
    database.pragma_update(None, "foreign_keys", "OFF").expect("is set");
    for number in 1..=TICKETS {
        let mixed = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let opened = NOW - (i64::from(TICKETS) - i64::from(number ^ 1)) * HOUR;
        let last = opened + (mixed % 50) as i64 * HOUR;
        let closed = (number <= TICKETS - 9).then_some(last + (mixed % 7) as i64 * 24 * HOUR);
        let key = TicketKey { guild: GUILD, number };
        let opener = Opener { user: UserId(1 + mixed % 4), name: "Mia".to_owned() };
        let claimer = Some(1 + (mixed >> 12) % 4).filter(|user| *user < 4).map(|user| user as i64);
        let assignee = Some(1 + (mixed >> 16) % 4).filter(|user| *user < 4).map(|user| user as i64);
        let mut ticket = Ticket::new(key, TypeId(1), opener.clone(), Timestamp(opened), String::new());
        ticket.priority = Priority::ALL[(mixed % 4) as usize];
        if let Some(at) = closed {
            ticket.state = State::Closed(Closure {
                by: By::System,
                at: Timestamp(at),
                kind: CloseKind::Manual,
                reason: None,
                archived: true,
                expired: false,
                unasked: false,
                rating: None,
            });
        }
        let stars = closed.filter(|_| number % 4 == 0).map(|_| 1 + ((mixed >> 8) % 5) as i64);
        database
            .execute(
                "INSERT INTO ticket (guild, number, version, type, opener, is_open, body, messages, last_at, urgency, last_message, talk, opened_at, closed_at, stars, claimer, assignee)
                VALUES (?1, ?2, 1, 1, ?12, ?3, ?4, 0, ?5, ?6, 0, '{}', ?7, ?8, ?9, ?10, ?11)",
                params![
                    GUILD.0 as i64,
                    number,
                    closed.is_none(),
                    serde_json::to_string(&ticket).expect("is written"),
                    last,
                    ticket.priority as u8,
                    opened,
                    closed,
                    stars,
                    claimer,
                    assignee,
                    opener.user.0 as i64
                ],
            )
            .expect("is put in");
        if mixed % 11 == 0 {
            database
                .execute(
                    "INSERT INTO ticket_tag (guild, tag, number, is_open, last_at) VALUES (?1, 3, ?2, ?3, ?4)",
                    params![GUILD.0 as i64, number, closed.is_none(), last],
                )
                .expect("is put in");
        }
    }
    database
}

fn read(database: &Connection, filter: &Filter, few: Option<Few>) -> Vec<(u32, i64)> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let rows: Vec<Row> =
            list_from(&mut Connected(database), GUILD, filter, few, after, 7).expect("is read");
        all.extend(rows.iter().map(|row| (row.ticket.key.number, row.activity.last_at.0)));
        match rows.last() {
            Some(last) if rows.len() == 7 => after = Some(Cursor::after(last)),
            _ => return all,
        }
    }
}

/// Days, tags and stars, in every order, page by page: sorted as few, walked as many, and thrown out of everything by hand.
// Proves: M53, M56
#[test]
fn a_list_is_the_same_whichever_way_it_is_read() {
    let database = filled();
    let day = |ago: i64| Some(Timestamp(NOW - ago * 24 * HOUR));
    let only = |of: Condition| vec![vec![Check { not: false, of }]];
    let mut cases = Vec::new();
    for (from, to) in [(day(2), None), (None, day(6)), (day(5), day(3)), (day(9), day(1)), (day(40), day(30))]
    {
        cases.push((Condition::Opened(from, to), Some(Few::Opened)));
        cases.push((Condition::Closed(from, to), Some(Few::Closed)));
    }
    cases.push((Condition::Tags(vec![TagId(3)]), Some(Few::Tagged(TagId(3)))));
    for people in [vec![UserId(1)], vec![UserId(2), UserId(3)], vec![UserId(9)]] {
        cases.push((Condition::From(people.clone()), None));
        cases.push((Condition::Claimer(people.clone()), None));
        cases.push((Condition::Assignee(people), None));
    }
    for compare in [Compare::Above, Compare::AtLeast, Compare::Equal, Compare::AtMost, Compare::Below] {
        cases.push((Condition::Rating(compare, 3), None));
    }
    let mut found = 0;
    for show in [Show::Closed, Show::All] {
        for order in [Order::Latest, Order::Urgent, Order::Newest, Order::Oldest, Order::Quiet, Order::Calm] {
            for (of, few) in &cases {
                let filter = Filter { show, order, checks: only(of.clone()), ..Filter::default() };
                // What must not hold is no reason to walk anything else than everything.
                let others = vec![vec![Check { not: true, of: of.clone() }]];
                let others = read(&database, &Filter { checks: others, ..filter.clone() }, None);
                let all = read(&database, &Filter { checks: Vec::new(), ..filter.clone() }, None);
                let expected: Vec<_> = all.into_iter().filter(|row| !others.contains(row)).collect();
                assert_eq!(read(&database, &filter, None), expected, "walked: {filter:?}");
                assert_eq!(read(&database, &filter, *few), expected, "sorted: {filter:?}");
                found += expected.len();
            }
        }
    }
    assert!(found > 5_000, "{found} is not much to compare");
}

/// Open tickets are found among the open ones, in whichever order, and whatever they are filtered by: closed ones are never met.
#[test]
fn open_tickets_are_found_among_the_open() {
    let database = filled();
    for sorted in [Order::Latest, Order::Quiet, Order::Urgent, Order::Calm, Order::Newest, Order::Oldest] {
        let from = Arm { open: true, ..Arm::default() }.from(Engine::Sqlite, sorted);
        let by = order(sorted, "t");
        for more in ["", "AND t.opener = 3", "AND t.type IN (1, 2) AND t.opener = 3", "AND t.claimer = 2"] {
            let list = format!(
                "EXPLAIN QUERY PLAN SELECT t.number FROM {from} WHERE t.guild = 7 AND t.is_open = 1 {more} ORDER BY {by} LIMIT 6"
            );
            let plan: String = database.query_row(&list, [], |row| row.get(3)).expect("is planned");
            let among = plan.contains("is_open=?") || plan.contains("ticket_open");
            assert!(among, "{sorted:?} {more}: {plan}");
        }
    }
}
