//! Words are found on PostgreSQL where the entries that have them are millions of entries apart.

#[allow(dead_code, reason = "one for several files")]
mod fresh;
#[allow(dead_code, unused_imports, reason = "one suite for several files")]
mod suite;

use fresh::Fresh;
use store::migrations;
use suite::{each_is_found_once, much_is_said};

/// As if a thousand other messages had been said between any two.
const APART: &str = "UPDATE search_talk SET id = (1099511627776 - id) * 997;
    UPDATE search_talk SET id = 1099511627776 - id;
    ANALYZE search_talk";

/// Each search finds each place once, in its order, page by page, whether its words are in every message, in some or in few.
// Proves: P88
#[tokio::test(flavor = "multi_thread")]
async fn far_apart_on_postgres() {
    let Some(fresh) = Fresh::named("far_apart").await else { return };
    let address = fresh.address();
    migrations::run(&address).await.expect("migrates");
    let store = store::open(&address).await.expect("opens");
    much_is_said(&store).await;
    fresh.run(APART).await;
    each_is_found_once(&store).await;
    drop(store);
    fresh.end().await;
}
