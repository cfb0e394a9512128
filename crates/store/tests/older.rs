//! A database of an older version has its figures after it was brought up to date, made from its tickets.

#[allow(dead_code, reason = "one for several files")]
mod fresh;
#[allow(dead_code, unused_imports, reason = "one suite for several files")]
mod suite;

use desk::{Store, reports};
use fresh::Fresh;
use std::sync::Arc;
use store::{Address, migrations};
use suite::{GUILD, NOW, config, desk, opened};
use ticket::report::{Count, Days, period};

/// Takes a database back to the schema before figures were kept in parts.
const BACK: &str = "DELETE FROM migration WHERE number = 14;
    DROP TABLE figure;
    DROP TABLE figure_check;
    CREATE TABLE figure (guild BIGINT NOT NULL, kind BIGINT NOT NULL, period BIGINT NOT NULL, one BIGINT NOT NULL,
        two BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (guild, kind, period, one, two));
    INSERT INTO figure (guild, kind, period, one, two, body) VALUES (1, 1, 20260131, 1, 1, '1:5|1:512*3 4')";

async fn lived(address: &Address) {
    migrations::run(address).await.expect("migrates");
    let store = store::open(address).await.expect("opens");
    let desk = desk(&store, config()).await;
    for by in 1..=3 {
        opened(&desk, by).await;
    }
}

async fn has_its_figures(address: &Address) {
    assert_eq!(migrations::run(address).await.expect("migrates"), ["0014_figure_parts"]);
    let store: Arc<dyn Store> = store::open(address).await.expect("opens");
    assert_eq!(store.build_missing_figures().await.expect("reads"), None, "they are made already");
    assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0);
    let zone = ticket::calendar::zone("UTC").expect("it exists");
    let days = Days::until(period::local(&zone, NOW).0, 7);
    let ask = reports::Ask { guild: GUILD, days, types: None, now: NOW, first: reports::First::default() };
    let report = reports::report(&*store, &ask).await.expect("reads");
    assert_eq!(report.total.get(Count::Opened), 3);
}

/// On SQLite.
#[tokio::test(flavor = "multi_thread")]
async fn older_figures_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("guildhall.db");
    let address = Address::Sqlite(file.clone());
    lived(&address).await;
    rusqlite::Connection::open(file).expect("opens").execute_batch(BACK).expect("goes back");
    has_its_figures(&address).await;
}

/// On PostgreSQL.
#[tokio::test(flavor = "multi_thread")]
async fn older_figures_on_postgres() {
    let Some(fresh) = Fresh::named("older_figures").await else { return };
    let address = fresh.address();
    lived(&address).await;
    fresh.run(BACK).await;
    has_its_figures(&address).await;
    fresh.end().await;
}
