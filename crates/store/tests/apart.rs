//! Words are found on PostgreSQL where the entries that have them are millions of entries apart.

#[allow(dead_code, unused_imports, reason = "one suite for several files")]
mod suite;

use store::{Address, migrations};
use suite::{each_is_found_once, much_is_said};

/// As if a thousand other messages had been said between any two.
const APART: &str = "UPDATE search_talk SET id = (1099511627776 - id) * 997;
    UPDATE search_talk SET id = 1099511627776 - id;
    ANALYZE search_talk";

/// Each search finds each place once, in its order, page by page, whether its words are in every message, in some or in few.
// Proves: P88
#[tokio::test(flavor = "multi_thread")]
async fn far_apart_on_postgres() {
    let Ok(server) = std::env::var("TEST_POSTGRES") else {
        assert!(std::env::var("GUILDHALL_STRICT_TESTS").is_err(), "TEST_POSTGRES is not set");
        eprintln!("skipped on PostgreSQL: TEST_POSTGRES is not set; scripts/test starts a server");
        return;
    };
    let connect = async |url: &str| {
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("answers");
        tokio::spawn(connection);
        client
    };
    let client = connect(&server).await;
    client.batch_execute("DROP DATABASE IF EXISTS far_apart WITH (FORCE)").await.expect("drops");
    client.batch_execute("CREATE DATABASE far_apart").await.expect("creates");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    let url = format!("{base}/far_apart");
    let address = Address::Postgres(url.clone());
    migrations::run(&address).await.expect("migrates");
    let store = store::open(&address).await.expect("opens");
    much_is_said(&store).await;
    connect(&url).await.batch_execute(APART).await.expect("is apart");
    each_is_found_once(&store).await;
    drop(store);
    client.batch_execute("DROP DATABASE far_apart WITH (FORCE)").await.expect("drops");
}
