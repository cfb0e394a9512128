//! One process works a database, whatever happens to its connection; the end of a process frees it.

#[allow(dead_code, reason = "one for several files")]
mod fresh;

use fresh::Fresh;
use store::{Address, Alone, OpenError, claim};

async fn in_use(address: &Address) -> bool {
    matches!(claim(address).await, Err(OpenError::InUse))
}

async fn one_at_a_time(address: &Address) -> Alone {
    let first = claim(address).await.expect("nobody has it");
    assert!(in_use(address).await, "somebody has it");
    drop(first);
    claim(address).await.expect("nobody has it any more")
}

// Proves: a SQLite file is worked by one process at a time.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_one_user() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::Sqlite(folder.path().join("deep/guildhall.db"));
    one_at_a_time(&address).await;
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "no folder").expect("is written");
    let error = claim(&Address::Sqlite(blocked.join("guildhall.db"))).await.err().expect("it cannot be made");
    assert!(error.to_string().contains("the folder can be written to"), "{error}");
}

// Proves: a PostgreSQL database is worked by one process at a time; one whose connection broke takes hold again, and one whose place was
// taken meanwhile is told so.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_has_one_user() {
    let Some(fresh) = Fresh::named("alone").await else { return };
    let (client, address) = (&fresh.server, fresh.address());
    let mut first = one_at_a_time(&address).await;
    let cut = async || {
        let all = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'alone'";
        client.query_one(all, &[]).await.expect("they are cut").get::<_, i64>(0)
    };
    // The connection that holds the database; 0 if none does.
    let holder = async || {
        let all = "SELECT COALESCE(MAX(l.pid), 0) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.granted AND d.datname = 'alone'";
        client.query_one(all, &[]).await.expect("locks are listed").get::<_, i32>(0)
    };
    let taken_again = async {
        let before = holder().await;
        assert_eq!(cut().await, 1);
        while [0, before].contains(&holder().await) {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        error = first.lost() => panic!("nobody has taken it: {error}"),
        () = taken_again => {}
    }
    // From here on nobody looks after the first: cut once more, it cannot take hold before the second does.
    cut().await;
    while holder().await > 0 {
        tokio::task::yield_now().await;
    }
    let second = claim(&address).await.expect("nobody has it");
    let lost =
        tokio::time::timeout(std::time::Duration::from_secs(20), first.lost()).await.expect("it is told");
    assert!(matches!(lost, OpenError::InUse));
    drop(second);
    fresh.end().await;
}
