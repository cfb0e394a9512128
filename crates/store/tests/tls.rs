//! Connections to PostgreSQL are as encrypted, and the server as trusted, as the address says.
//!
//! Runs where `TEST_POSTGRES_CERTIFICATES` names the folder with the server's certificates (`scripts/lib.sh` makes them).

use store::{Address, migrations};

/// The server's certificate is for the name `localhost`, not for its number.
const CASES: &[(&str, &str, Result<bool, &str>)] = &[
    ("127.0.0.1", "", Ok(true)),
    ("127.0.0.1", "sslmode=prefer", Ok(true)),
    ("127.0.0.1", "sslmode=disable", Ok(false)),
    ("127.0.0.1", "sslmode=require", Ok(true)),
    ("127.0.0.1", "sslmode=require&sslrootcert=FOLDER/authority.pem", Ok(true)),
    ("127.0.0.1", "sslmode=require&sslrootcert=FOLDER/stranger.pem", Err("UnknownIssuer")),
    ("127.0.0.1", "sslmode=verify-ca&sslrootcert=FOLDER/authority.pem", Ok(true)),
    ("127.0.0.1", "sslmode=verify-ca&sslrootcert=FOLDER/stranger.pem", Err("UnknownIssuer")),
    ("localhost", "sslmode=verify-full&sslrootcert=FOLDER/authority.pem&application_name=a%20desk", Ok(true)),
    ("127.0.0.1", "sslmode=verify-full&sslrootcert=FOLDER/authority.pem", Err("not valid for name")),
    // No authority of the system's has signed it.
    ("localhost", "sslmode=verify-full", Err("UnknownIssuer")),
    ("localhost", "sslmode=verify-full&sslrootcert=FOLDER/none.pem", Err("none.pem")),
    ("localhost", "sslmode=always", Err("verify-full, not always")),
];

// Proves: every way to ask for encryption is kept to, and a server that cannot be trusted is told nothing.
#[tokio::test(flavor = "multi_thread")]
async fn connections_are_as_encrypted_as_asked_for() {
    let (Ok(server), Ok(folder)) =
        (std::env::var("TEST_POSTGRES"), std::env::var("TEST_POSTGRES_CERTIFICATES"))
    else {
        assert!(
            std::env::var("GUILDHALL_STRICT_TESTS").is_err(),
            "scripts/test starts a server that encrypts"
        );
        eprintln!(
            "skipped: TEST_POSTGRES_CERTIFICATES is not set; scripts/test starts a server that encrypts"
        );
        return;
    };
    let (client, connection) =
        tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    for (index, (host, query, expected)) in CASES.iter().enumerate() {
        let database = format!("tls_{index}");
        client
            .batch_execute(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"))
            .await
            .expect("drops");
        client.batch_execute(&format!("CREATE DATABASE {database}")).await.expect("creates");
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        let base = base.replace("127.0.0.1", host);
        let query = query.replace("FOLDER", &folder);
        let address = Address::Postgres(format!("{base}/{database}?{query}"));
        match (migrations::run(&address).await, expected) {
            (Ok(_), Ok(encrypted)) => {
                let store = store::open(&address).await.expect("opens");
                store.ping().await.expect("answers");
                let how = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE datname = $1";
                let connections = client.query(how, &[&database]).await.expect("answers");
                assert!(!connections.is_empty());
                assert!(connections.iter().all(|row| row.get::<_, bool>(0) == *encrypted), "{host} {query}");
            }
            (Err(error), Err(why)) => {
                assert!(error.to_string().contains(why), "{host} {query}: {error}");
            }
            (other, _) => panic!("{host} {query}: {other:?}"),
        }
    }
}
