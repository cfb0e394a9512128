//! Figures of many tickets, scaled down: percentiles from the bins against the exact ones, over a whole guild.
//!
//! `cargo bench -p store --bench figures` does the same with ten million.

mod crowd;

use desk::reports::{self, Ask};
use store::{Address, migrations};
use ticket::report::{Count, Days, EXACT_UP_TO, Measure, Percentiles, period};

/// A guild of more than the exact limit: what its report says is within 1.6 % of what all its durations say, and the counts are exact.
// Proves: P138, P139
#[tokio::test]
async fn many_tickets_are_told_from_bins() {
    let tickets = u64::from(EXACT_UP_TO) + 10_000;
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::Sqlite(folder.path().join("guildhall.db"));
    migrations::run(&address).await.expect("migrates");
    let figures = crowd::figures(0, tickets);
    let database = rusqlite::Connection::open(crowd::file(&address)).expect("opens");
    database.execute_batch("BEGIN").expect("begins");
    crowd::into_sqlite(&database, crowd::guild(0), &figures).expect("is written");
    database.execute_batch("COMMIT").expect("commits");
    let store = store::open(&address).await.expect("opens");
    let zone = crowd::berlin();
    let first = period::local(&zone, crowd::FIRST).0;
    let days = Days::after(first, crowd::DAYS, crowd::DAYS + 1);
    let ask = Ask {
        guild: crowd::guild(0),
        days,
        types: None,
        now: crowd::FIRST,
        first: reports::First::default(),
    };
    let report = reports::report(&*store, &ask).await.expect("reads");
    assert_eq!(report.total.get(Count::Opened), i64::try_from(tickets).expect("it fits"));
    let told = report.first_response.all.expect("there are answers");
    assert!(!told.exact && told.count > i64::from(EXACT_UP_TO));
    let number = ticket::report::Listed::Measured(Measure::FirstResponse).number();
    let mut all: Vec<i64> = figures.lines.iter().filter(|row| row.0 == number).map(|row| row.3).collect();
    let exact = Percentiles::of(&mut all).expect("there are some");
    for (near, right) in [(told.median, exact.median), (told.p95, exact.p95), (told.mean, exact.mean)] {
        assert!((near - right).abs() <= right * 0.016, "{near} for {right}");
    }
    // Within the exact limit, the very same.
    let month = Days::after(days.first, 40, 30);
    let report = reports::report(&*store, &Ask { days: month, ..ask }).await.expect("reads");
    let few = report.first_response.all.expect("there are answers");
    let (from, to) = month.instants(&zone);
    let within = |row: &&crowd::Row| row.0 == number && (from.0..to.0).contains(&row.1);
    let mut some: Vec<i64> = figures.lines.iter().filter(within).map(|row| row.3).collect();
    assert_eq!(Some(few), Percentiles::of(&mut some));
}
