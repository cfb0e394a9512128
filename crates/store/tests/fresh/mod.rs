//! A database of its own on the server that `TEST_POSTGRES` names.

use store::Address;
use tokio_postgres::Client;

/// A new database, there until [`Fresh::end`].
pub struct Fresh {
    /// Connected to the server, not to this database.
    pub server: Client,
    name: String,
    url: String,
}

async fn connect(url: &str) -> Client {
    let (client, connection) =
        tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    client
}

impl Fresh {
    /// Makes it, over one of that name. Nothing, and it says so, where no server is named; with `GUILDHALL_STRICT_TESTS` that fails.
    pub async fn named(name: &str) -> Option<Self> {
        let Ok(address) = std::env::var("TEST_POSTGRES") else {
            assert!(
                std::env::var("GUILDHALL_STRICT_TESTS").is_err(),
                "TEST_POSTGRES is not set: scripts/test starts a server"
            );
            eprintln!("skipped on PostgreSQL: TEST_POSTGRES is not set; scripts/test starts a server");
            return None;
        };
        let server = connect(&address).await;
        server.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("drops");
        server.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("creates");
        let (base, _) = address.rsplit_once('/').expect("an address with a database");
        Some(Self { server, name: name.to_owned(), url: format!("{base}/{name}") })
    }

    pub fn address(&self) -> Address {
        Address::Postgres(self.url.clone())
    }

    /// Runs statements in it.
    pub async fn run(&self, statements: &str) {
        connect(&self.url).await.batch_execute(statements).await.expect("they are run");
    }

    pub async fn end(self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        self.server.batch_execute(&drop).await.expect("drops");
    }
}
