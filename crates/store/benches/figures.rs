//! How fast reports are, with ten million tickets over two thousand guilds and two years.
//!
//! `cargo bench -p store --bench figures`, and with `TEST_POSTGRES` naming a server also on PostgreSQL. `FIGURES_TICKETS` and
//! `FIGURES_GUILDS` choose other numbers, `FIGURES_ON=postgres` leaves SQLite out. Printed are: a whole report of the largest guild over two years, a year, and 30 days; and the
//! percentiles of a year's first responses from the figures against the plain SQL over the same rows, in the same run.
//!
//! A whole page is the report of the days, the one of as many days before, and what is open now. Beside the cells each ticket has the
//! lines that a page or the plain SQL reads; the product keeps more for clicking through.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

#[path = "../tests/crowd/mod.rs"]
mod crowd;

use crowd::{DAYS, FIRST, Figures, berlin, guild, sizes};
use desk::{
    Store,
    reports::{self, Ask},
};
use futures_util::SinkExt;
use std::{
    fmt::Write as _,
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};
use store::{Address, migrations};
use ticket::{
    Timestamp,
    report::{Days, Histogram, Kind, Listed, Measure, period},
};

/// Threads that make up tickets.
const MAKERS: u64 = 3;
/// Runs of each measurement.
const RUNS: usize = 40;

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Makes up the figures of every guild, a few at a time.
fn made(sizes: Vec<u64>) -> mpsc::Receiver<(u64, Figures)> {
    let (send, receive) = mpsc::sync_channel(8);
    let sizes = Arc::new(sizes);
    let next = Arc::new(std::sync::atomic::AtomicU64::new(0));
    for _ in 0..MAKERS {
        let (send, sizes, next) = (send.clone(), Arc::clone(&sizes), Arc::clone(&next));
        std::thread::spawn(move || {
            loop {
                let rank = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(tickets) = sizes.get(rank as usize) else { return };
                if send.send((rank, crowd::figures(rank, *tickets))).is_err() {
                    return;
                }
            }
        });
    }
    receive
}

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    let (tickets, guilds) = (number("FIGURES_TICKETS", 10_000_000), number("FIGURES_GUILDS", 2_000));
    let sizes = sizes(tickets, guilds);
    println!("{} tickets over {guilds} guilds; the largest has {}", sizes.iter().sum::<u64>(), sizes[0]);
    if std::env::var("FIGURES_ON").as_deref() != Ok("postgres") {
        on_sqlite(sizes.clone()).await;
    }
    match std::env::var("TEST_POSTGRES") {
        Ok(server) => on_postgres(&server, sizes).await,
        Err(_) => println!("PostgreSQL: skipped, TEST_POSTGRES names no server"),
    }
}

async fn on_sqlite(sizes: Vec<u64>) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::Sqlite(folder.path().join("guildhall.db"));
    let start = Instant::now();
    migrations::run(&address).await.expect("migrates");
    fill_sqlite(&address, sizes);
    let size = std::fs::metadata(crowd::file(&address)).map_or(0, |found| found.len() >> 20);
    println!("SQLite: written in {:.0?}, {size} MiB", start.elapsed());
    let store = store::open(&address).await.expect("opens");
    let plain = plain_sqlite(&address);
    measure("SQLite", &*store, plain).await;
}

fn fill_sqlite(address: &Address, sizes: Vec<u64>) {
    let database = rusqlite::Connection::open(crowd::file(address)).expect("opens");
    let begun = Instant::now();
    // Whoever made the schema may still be leaving, and the journal changes only for who is alone.
    while let Err(error) = database.execute_batch("PRAGMA journal_mode = OFF") {
        assert!(begun.elapsed() < Duration::from_secs(20), "{error}");
        std::thread::sleep(Duration::from_millis(50));
    }
    let settings = "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN";
    database.execute_batch(settings).expect("is set");
    for (rank, figures) in made(sizes) {
        crowd::into_sqlite(&database, guild(rank), &figures).expect("is written");
    }
    database.execute_batch("COMMIT; PRAGMA journal_mode = WAL; ANALYZE").expect("commits");
}

/// Milliseconds of plain SQL for the median and the 95th percentile of a year, over the covering key.
fn plain_sqlite(address: &Address) -> f64 {
    let database = rusqlite::Connection::open(crowd::file(address)).expect("opens");
    let (from, to) = year().instants(&berlin());
    let listed = Listed::Measured(Measure::FirstResponse).number();
    let wanted = "FROM figure_line WHERE guild = ?1 AND listed = ?2 AND at >= ?3 AND at < ?4";
    let values = (guild(0).as_i64(), listed, from.0, to.0);
    let ranked = format!(
        "SELECT value FROM (SELECT value, row_number() OVER (ORDER BY value) AS rank, count(*) OVER () AS n {wanted})
        WHERE rank IN (1 + (n - 1) / 2, 1 + (n - 1) * 95 / 100)"
    );
    let mut took: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            let mut asked = database.prepare(&ranked).expect("is SQL");
            let found: Vec<i64> = asked
                .query_map(values, |row| row.get(0))
                .expect("is asked")
                .map(|one| one.expect("a number"))
                .collect();
            assert_eq!(found.len(), 2);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[2]
}

async fn on_postgres(server: &str, sizes: Vec<u64>) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await.expect("answers");
    tokio::spawn(connection);
    client.batch_execute("DROP DATABASE IF EXISTS figures_bench WITH (FORCE)").await.expect("drops");
    client.batch_execute("CREATE DATABASE figures_bench").await.expect("creates");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    let url = format!("{base}/figures_bench");
    let address = Address::Postgres(url.clone());
    let start = Instant::now();
    migrations::run(&address).await.expect("migrates");
    let (database, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("answers");
    tokio::spawn(connection);
    fill_postgres(&database, sizes).await;
    let row = database.query_one("SELECT pg_database_size('figures_bench')", &[]).await.expect("answers");
    println!("PostgreSQL: written in {:.0?}, {} MiB", start.elapsed(), row.get::<_, i64>(0) >> 20);
    let plain = plain_postgres(&database).await;
    let store = store::open(&address).await.expect("opens");
    measure("PostgreSQL", &*store, plain).await;
    drop(store);
    drop(database);
    client.batch_execute("DROP DATABASE figures_bench WITH (FORCE)").await.expect("drops");
}

async fn fill_postgres(database: &tokio_postgres::Client, sizes: Vec<u64>) {
    let made = made(sizes);
    while let Ok((rank, figures)) = made.recv() {
        let id = guild(rank).as_i64();
        let mut text = String::new();
        for ((kind, part, period, one, two), body) in crowd::rows(&figures) {
            let body = hex::encode(body);
            let _ = writeln!(text, "{id}\t{kind}\t{part}\t{period}\t{one}\t{two}\t\\\\x{body}");
        }
        copy(database, "COPY figure (guild, kind, part, period, one, two, body) FROM STDIN", text).await;
        let mut text = String::new();
        for (listed, at, number, value, kind, priority) in &figures.lines {
            let _ = writeln!(text, "{id}\t{listed}\t{at}\t{number}\t{value}\t{kind}\t{priority}");
        }
        copy(
            database,
            "COPY figure_line (guild, listed, at, number, value, type, priority) FROM STDIN",
            text,
        )
        .await;
    }
    // One by one: they run in no transaction. The index then answers alone.
    for table in ["figure", "figure_line"] {
        database.batch_execute(&format!("VACUUM (ANALYZE) {table}")).await.expect("analyzes");
    }
}

async fn copy(database: &tokio_postgres::Client, statement: &str, text: String) {
    let sink = database.copy_in::<_, bytes::Bytes>(statement).await.expect("begins");
    let mut sink = std::pin::pin!(sink);
    sink.send(bytes::Bytes::from(text)).await.expect("is sent");
    sink.close().await.expect("is written");
}

async fn plain_postgres(database: &tokio_postgres::Client) -> f64 {
    let (from, to) = year().instants(&berlin());
    let listed = i64::from(Listed::Measured(Measure::FirstResponse).number());
    let ranked = "SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY value) FROM figure_line
        WHERE guild = $1 AND listed = $2 AND at >= $3 AND at < $4";
    let mut took = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        database.query_one(ranked, &[&guild(0).as_i64(), &listed, &from.0, &to.0]).await.expect("answers");
        took.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    took[2]
}

/// The last so many days of what was made up.
fn days(count: i64) -> Days {
    let zone = berlin();
    let first = period::local(&zone, FIRST).0;
    Days::after(first, DAYS - 1, count)
}

fn year() -> Days {
    days(365)
}

async fn measure(name: &str, store: &dyn Store, plain: f64) {
    let now = Timestamp(FIRST.0 + DAYS * 24 * 3_600_000);
    for (label, count) in [("two years", DAYS), ("a year", 365), ("90 days", 90), ("30 days", 30)] {
        let ask =
            Ask { guild: guild(0), days: days(count), types: None, now, first: reports::First::default() };
        let (mut report, mut page, mut answers) = (Vec::new(), Vec::new(), 0);
        for _ in 0..RUNS {
            let start = Instant::now();
            let found = reports::report(store, &ask).await.expect("reads");
            report.push(start.elapsed().as_secs_f64() * 1000.0);
            answers = found.first_response.all.map_or(0, |all| all.count);
            let start = Instant::now();
            reports::compared(store, &ask).await.expect("reads");
            page.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        let (report, page) = (sorted(report), sorted(page));
        println!(
            "{name}: {label} ({answers} answers): the report p50 {:.1} ms, p95 {:.1} ms; with the days before and what is open p50 {:.1} ms, p95 {:.1} ms",
            report[RUNS / 2],
            report[RUNS * 95 / 100],
            page[RUNS / 2],
            page[RUNS * 95 / 100],
        );
    }
    let mut took = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        let (kind, measure) = (Kind::Ticket, Measure::FirstResponse);
        let mut all = Histogram::default();
        for total in store.timed(guild(0), kind, measure, &year().cover()).await.expect("reads") {
            all.merge(&total.durations);
        }
        let told = (all.percentile(0.5).expect("there are answers"), all.percentile(0.95), all.count());
        assert!(told.2 > 0);
        took.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let ours = sorted(took)[RUNS / 2];
    println!(
        "{name}: first response of a year from the figures {ours:.1} ms, by plain SQL {plain:.0} ms: {:.0}x",
        plain / ours
    );
}

fn sorted(mut took: Vec<f64>) -> Vec<f64> {
    took.sort_by(f64::total_cmp);
    took
}
