//! Makes up a large desk and writes it in bulk: tickets, messages, and the index of their words, as the store itself would write them.

use bytes::Bytes;
use futures_util::SinkExt;
use std::{fmt::Write as _, path::Path};
use ticket::{
    CloseKind, Closure, GuildId, MessageId, Priority, State, Surface, TagId, Ticket, TicketKey, Timestamp,
    TypeId, UserId,
    actor::By,
    report::Talk,
    state::{Claim, Opener, Rating},
};

use crate::world::{BETH, CARO, GUILD, NOW, OTHER};

#[path = "../../../store/src/search/begun.rs"]
#[allow(dead_code, reason = "the bench only writes")]
mod begun;

/// How large.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Tickets of the large guild.
    pub tickets: u32,
    /// Messages of the large guild.
    pub messages: u64,
    /// Open tickets, in both guilds.
    pub open: u32,
    /// Closed tickets of the small guild.
    pub small: u32,
}

/// Words there are; how often each is said falls with its rank.
const WORDS: u64 = 60_000;
/// Letters of the made-up words.
const SYLLABLES: [&str; 20] = [
    "ba", "re", "mi", "to", "lu", "ka", "ne", "si", "do", "fu", "ga", "ve", "pi", "zo", "hu", "ja", "le",
    "wi", "mo", "ru",
];

/// A number that depends on nothing but its seed.
pub fn chance(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The word of a rank.
pub fn word(rank: u64) -> String {
    let (mut out, mut rest) = (String::new(), rank + 20);
    while rest > 0 {
        out.push_str(SYLLABLES[(rest % 20) as usize]);
        rest /= 20;
    }
    out
}

/// Some words, the common ones more often: the rank is spread evenly over its logarithm.
fn words(seed: u64, count: u64) -> String {
    let one = |at: u64| {
        let even = (chance(seed.wrapping_mul(97).wrapping_add(at)) % 1_000_000) as f64 / 1_000_000.0;
        word(((WORDS as f64).powf(even) as u64).saturating_sub(1))
    };
    (0..count).map(one).collect::<Vec<_>>().join(" ")
}

/// A ticket with the times of its first and last message.
fn ticket(guild: GuildId, number: u32, of: Size, tickets: u32) -> (Ticket, i64, i64) {
    let seed = chance(u64::from(number) << 8);
    let age = i64::from(tickets - number) * 60_000 + 600_000;
    let opened = Timestamp(NOW.0 - age);
    let last = (opened.0 + (seed % 3_600_000) as i64).min(NOW.0 - 1_000);
    let user = UserId((seed % 40_000 + 1_000) << 22);
    let opener = Opener { user, name: format!("Member {}", seed % 40_000) };
    let key = TicketKey { guild, number };
    let mut ticket = Ticket::new(key, TypeId(1 + (seed % 2) as u32), opener, opened, words(seed, 5));
    ticket.priority = Priority::ALL[[1, 1, 1, 1, 1, 0, 2, 3][(seed >> 9) as usize % 8]];
    ticket.surface = if is_open(number, tickets, of) { Surface::Pending } else { Surface::Gone };
    match (seed >> 20) % 4 {
        0 => {}
        at => {
            let by = if at == 1 { CARO } else { BETH };
            ticket.claim = Some(Claim { by, name: "Beth".to_owned(), at: opened });
            ticket.assignee = (at == 3).then_some(by);
        }
    }
    if (seed >> 30).is_multiple_of(10) {
        ticket.tags = vec![TagId(1 + ((seed >> 36) % 3) as u32)];
    }
    if !is_open(number, tickets, of) {
        let by = By::Person { user: BETH, name: "Beth".to_owned() };
        let at = Timestamp(last);
        ticket.state = State::Closed(Closure {
            by,
            at,
            kind: CloseKind::Manual,
            reason: None,
            archived: true,
            expired: true,
            unasked: false,
            rating: stars(seed).map(|stars| Rating { stars, comment: None, at }),
        });
    }
    (ticket, opened.0, last)
}

/// Every fifth is rated, mostly well.
fn stars(seed: u64) -> Option<u8> {
    let stars = [5, 5, 5, 5, 5, 4, 4, 3, 2, 1][(seed >> 44) as usize % 10];
    (seed >> 40).is_multiple_of(5).then_some(stars)
}

/// The open ones are the latest.
fn is_open(number: u32, tickets: u32, of: Size) -> bool {
    number > tickets - of.open
}

/// A row of a table, as text: `None` is nothing.
pub type Row = Vec<Option<String>>;

/// Where the rows go.
pub trait Into {
    /// Puts a row into a table.
    fn put(&mut self, table: &'static str, row: Row);
}

/// The tables with their columns.
pub const TABLES: [(&str, &str); 5] = [
    (
        "ticket",
        "guild, number, version, type, opener, is_open, claimer, assignee, channel, body, messages, last_at, last_by, urgency, last_message, talk, opened_at, closed_at, stars",
    ),
    ("ticket_tag", "guild, tag, number, is_open, last_at"),
    ("search_head", "id, guild, number, part, words"),
    ("message", "guild, number, id, posted, author, body, side"),
    ("search_talk", "id, guild, number, part, words"),
];

fn some(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

/// Makes up both guilds.
pub fn make(size: Size, into: &mut impl Into) {
    let mut entry = 1 << 40;
    for (guild, tickets, messages) in
        [(GUILD, size.tickets, size.messages), (OTHER, size.small + size.open, u64::from(size.small))]
    {
        let each = messages / u64::from(tickets);
        for number in 1..=tickets {
            let (ticket, first, last) = ticket(guild, number, size, tickets);
            let (opener, open) = (ticket.opener.user, ticket.is_open());
            let step = ((last - first) / (each.max(1) as i64)).max(1);
            let mut last_by = None;
            let mut latest = 0;
            for at in 0..each {
                let seed = chance((u64::from(number) << 20) + at);
                let author = if at % 2 == 0 { opener } else { BETH };
                let message =
                    MessageId::earliest(Timestamp(first + step * at as i64)).0 + u64::from(number % 4_000);
                let text = words(seed, 6 + seed % 14);
                entry += 1;
                into.put("search_talk", entry_of(entry, &ticket, message, &[&text]));
                let body = format!(
                    "{{\"content\":\"{text}\",\"author\":{{\"id\":\"{author}\",\"username\":\"m{}\"}}}}",
                    author.0 >> 22
                );
                let row = vec![
                    some(guild),
                    some(number),
                    some(message),
                    some(1),
                    some(author),
                    Some(body),
                    some(1 + at % 2),
                ];
                into.put("message", row);
                (last_by, latest) = (Some(author), message);
            }
            entry += 1;
            let person = format!("{} {number}", ticket.opener.name);
            into.put("search_head", entry_of(entry, &ticket, 0, &[&ticket.subject, "", &person]));
            for tag in &ticket.tags {
                into.put(
                    "ticket_tag",
                    vec![some(guild), some(tag), some(number), some(u8::from(open)), some(last)],
                );
            }
            into.put(
                "ticket",
                vec![
                    some(guild),
                    some(number),
                    some(1),
                    some(ticket.ticket_type),
                    some(opener),
                    some(u8::from(open)),
                    ticket.claim.as_ref().map(|claim| claim.by.to_string()),
                    ticket.assignee.map(|user| user.to_string()),
                    None,
                    Some(serde_json::to_string(&ticket).expect("is a document")),
                    some(each),
                    some(last),
                    last_by.map(|by| by.to_string()),
                    some(ticket.priority as u8),
                    some(latest),
                    Some(serde_json::to_string(&Talk::default()).expect("is a document")),
                    some(first),
                    (!open).then(|| last.to_string()),
                    ticket
                        .closure()
                        .and_then(|closure| closure.rating.as_ref())
                        .map(|rating| rating.stars.to_string()),
                ],
            );
        }
    }
}

/// An entry of the index: parts are told apart by a tab, and begin with whose they are.
fn entry_of(id: u64, ticket: &Ticket, part: u64, texts: &[&str]) -> Row {
    let home = format!("g{} o{}", ticket.key.guild, ticket.opener.user);
    let words = format!("{home}\t{}", texts.join("\t").to_lowercase());
    vec![some(id), some(ticket.key.guild), some(ticket.key.number), some(part), Some(words)]
}

/// Writes into a SQLite file whose schema is there.
pub struct IntoSqlite(rusqlite::Connection, u64);

impl IntoSqlite {
    pub fn open(file: &Path) -> Self {
        let connection = rusqlite::Connection::open(file).expect("opens");
        connection
            .execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN")
            .expect("begins");
        connection.set_prepared_statement_cache_capacity(32);
        Self(connection, 0)
    }

    pub fn end(self) {
        self.0.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").expect("commits");
    }

    fn insert(&self, table: &str, columns: &str, row: &[Option<String>]) {
        let places: Vec<String> = (1..=row.len()).map(|at| format!("?{at}")).collect();
        let statement = format!("INSERT INTO {table} ({columns}) VALUES ({})", places.join(", "));
        let mut prepared = self.0.prepare_cached(&statement).expect("prepares");
        prepared.execute(rusqlite::params_from_iter(row)).expect("inserts");
    }
}

impl Into for IntoSqlite {
    fn put(&mut self, table: &'static str, mut row: Row) {
        let columns = TABLES.iter().find(|(name, _)| *name == table).expect("a table").1;
        if !table.starts_with("search") {
            return self.insert(table, columns, &row);
        }
        let words = row.pop().flatten().expect("words");
        let parts: Vec<Option<String>> =
            std::iter::once(row[0].clone()).chain(words.split('\t').map(some)).collect();
        self.insert(table, "id, guild, number, part", &row);
        let columns = if table == "search_head" { "home, subject, answers, person" } else { "home, words" };
        self.insert(&format!("{table}_words"), &format!("rowid, {columns}"), &parts);
        self.1 += 1;
        if self.1.is_multiple_of(200_000) {
            self.0.execute_batch("COMMIT; BEGIN").expect("goes on");
        }
    }
}

/// How the words of each message begin, as the store keeps it beside an entry, where that is missing.
pub fn fill(file: &Path) {
    let connection = rusqlite::Connection::open(file).expect("opens");
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000").expect("is set");
    let missing = "SELECT d.id, m.body FROM search_talk d CROSS JOIN message m ON m.guild = d.guild AND m.number = d.number AND m.id = d.part
        WHERE d.id > ?1 AND d.begins = X'' ORDER BY d.id LIMIT 100000";
    let mut last = 0_i64;
    loop {
        let rows: Vec<(i64, String)> = {
            let mut missing = connection.prepare_cached(missing).expect("prepares");
            let rows = missing.query_map([last], |row| Ok((row.get(0)?, row.get(1)?))).expect("asks");
            rows.map(|row| row.expect("a row")).collect()
        };
        let Some((latest, _)) = rows.last() else { break };
        last = *latest;
        connection.execute_batch("BEGIN").expect("begins");
        for (id, body) in &rows {
            let words = body.split('"').nth(3).expect("what is said");
            let mut put = connection
                .prepare_cached("UPDATE search_talk SET begins = ?2 WHERE id = ?1")
                .expect("prepares");
            put.execute((id, begun::beginnings(words))).expect("is kept");
        }
        connection.execute_batch("COMMIT").expect("commits");
    }
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("is written");
}

/// Rows of one table for `COPY`, as far as they have come.
pub struct IntoPostgres {
    send: std::collections::BTreeMap<&'static str, tokio::sync::mpsc::Sender<Bytes>>,
    lines: std::collections::BTreeMap<&'static str, String>,
}

/// Bytes that are sent at once.
const BATCH: usize = 1 << 18;

impl Into for IntoPostgres {
    fn put(&mut self, table: &'static str, mut row: Row) {
        if table.starts_with("search") {
            let words = row.pop().flatten().expect("words");
            row.push(Some(vector(&words)));
        }
        let lines = self.lines.entry(table).or_default();
        for (at, cell) in row.into_iter().enumerate() {
            let cell = cell.map_or_else(|| "\\N".to_owned(), |cell| cell.replace('\\', "\\\\"));
            let _ = write!(lines, "{}{cell}", if at > 0 { "\t" } else { "" });
        }
        lines.push('\n');
        if lines.len() > BATCH {
            let full = std::mem::take(lines);
            self.send[table].blocking_send(Bytes::from(full)).expect("is taken");
        }
    }
}

fn vector(words: &str) -> String {
    let mut parts = words.split('\t');
    let mut out = String::new();
    for home in parts.next().unwrap_or_default().split(' ') {
        let _ = write!(out, "'.{home}' ");
    }
    let texts: Vec<&str> = parts.collect();
    let mut place = 1;
    for (text, weight) in texts.iter().zip(["A", "B", "C"]) {
        let weight = if texts.len() > 1 { weight } else { "" };
        for token in text.split(' ').filter(|token| !token.is_empty()) {
            let _ = write!(out, "'{token}':{place}{weight} ");
            place += 1;
        }
        place += 8;
    }
    out
}

/// Indexes that are made after the rows are in.
const LATE: [&str; 2] = ["search_talk_words", "search_head_words"];

/// Writes into a PostgreSQL database whose schema is there.
pub async fn into_postgres(url: &str, size: Size) {
    let reach = async || {
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("answers");
        tokio::spawn(connection);
        client
    };
    let client = reach().await;
    for index in LATE {
        client.batch_execute(&format!("DROP INDEX {index}")).await.expect("drops");
    }
    client.batch_execute("ALTER TABLE ticket DISABLE TRIGGER ALL").await.expect("is quiet");
    let mut copies = Vec::new();
    let mut send = std::collections::BTreeMap::new();
    for (table, columns) in TABLES {
        let (sender, mut lines) = tokio::sync::mpsc::channel::<Bytes>(8);
        send.insert(table, sender);
        let client = reach().await;
        copies.push(tokio::spawn(async move {
            let copy = format!("COPY {table} ({columns}) FROM STDIN");
            let sink = client.copy_in(copy.as_str()).await.expect("copies");
            let mut sink = Box::pin(sink);
            while let Some(some) = lines.recv().await {
                sink.send(some).await.expect("is taken");
            }
            sink.as_mut().finish().await.expect("is written");
        }));
    }
    tokio::task::spawn_blocking(move || {
        let mut into = IntoPostgres { send, lines: std::collections::BTreeMap::new() };
        make(size, &mut into);
        for (table, lines) in std::mem::take(&mut into.lines) {
            into.send[table].blocking_send(Bytes::from(lines)).expect("is taken");
        }
    })
    .await
    .expect("is made");
    for copy in copies {
        copy.await.expect("is copied");
    }
    client
        .batch_execute(
            "ALTER TABLE ticket ENABLE TRIGGER ALL;
            INSERT INTO ticket_count (guild, type, is_open, tickets) SELECT guild, type, is_open, COUNT(*) FROM ticket GROUP BY 1, 2, 3;
            SET maintenance_work_mem = '1GB';
            CREATE INDEX search_talk_words ON search_talk USING gin (words, (ARRAY[id >> 14]));
            CREATE INDEX search_head_words ON search_head USING gin (words, (ARRAY[id >> 14]))",
        )
        .await
        .expect("is indexed");
    // Not in one batch with the others: that would be a transaction.
    client.batch_execute("VACUUM ANALYZE").await.expect("is known");
}
