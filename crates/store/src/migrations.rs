//! Brings a schema up to date: the same numbers and names for both databases, each step in a transaction of its own, with a checksum.

use crate::{Address, OpenError, postgres::causes, sqlite};
use sha2::{Digest, Sha256};
use tokio_postgres::Client;

struct Migration {
    number: u32,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

const ALL: &[Migration] = &[
    migration!(1, "0001_tickets"),
    migration!(2, "0002_relay"),
    migration!(3, "0003_lists"),
    migration!(4, "0004_pictures"),
    migration!(5, "0005_figures"),
    migration!(6, "0006_knowledge"),
    migration!(7, "0007_saved"),
    migration!(8, "0008_search"),
    migration!(9, "0009_views"),
    migration!(10, "0010_api"),
    migration!(11, "0011_examined"),
    migration!(12, "0012_job_numbers"),
    migration!(14, "0014_figure_parts"),
    migration!(15, "0015_measured"),
    migration!(16, "0016_erasure"),
    migration!(17, "0017_overdue"),
    migration!(18, "0018_people_listed"),
    migration!(19, "0019_batches"),
    migration!(20, "0020_behind_figures"),
    migration!(22, "0022_few_of_many"),
    migration!(23, "0023_of_a_case_worker"),
    migration!(24, "0024_set_aside"),
    migration!(25, "0025_recompute"),
    migration!(26, "0026_begun_words"),
    migration!(27, "0027_spent_on"),
    migration!(28, "0028_begun_before"),
    migration!(30, "0030_first_answers"),
    migration!(31, "0031_blocks"),
    migration!(32, "0032_guild_icons"),
    migration!(34, "0034_devices"),
    migration!(36, "0036_begun_forms"),
    migration!(37, "0037_samples"),
    migration!(38, "0038_beginnings"),
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";
const DONE: &str = "SELECT number, checksum FROM migration ORDER BY number";
const RECORD: &str = "INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)";
/// Names our lock among the server's advisory locks.
const LOCK: i64 = 0x0067_7569_6c64_6861;

/// The newest schema this program knows.
pub fn newest() -> u32 {
    ALL.last().map_or(0, |migration| migration.number)
}

fn checksum(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn unreachable(error: &dyn std::fmt::Display) -> OpenError {
    OpenError::Unreachable(error.to_string())
}

/// The schema the database has; 0 for an empty one.
///
/// # Errors
/// [`OpenError`] if it cannot be reached, or was migrated by another program.
pub async fn current(address: &Address) -> Result<u32, OpenError> {
    let done = match address {
        Address::Sqlite(path) if !path.exists() => Vec::new(),
        Address::Sqlite(path) => {
            let connection = sqlite::connect(path).map_err(|error| unreachable(&error))?;
            connection.execute_batch(TABLE).map_err(|error| unreachable(&error))?;
            done_in_sqlite(&connection)?
        }
        Address::Postgres(url) => {
            let client = reach(url).await?;
            client.batch_execute(TABLE).await.map_err(|error| unreachable(&error))?;
            done_in_postgres(&client).await?
        }
    };
    check(&done, address)?;
    Ok(done.last().map_or(0, |(number, _)| *number))
}

/// Runs what is missing, and makes the figures of guilds that have none yet. Two programs that start together wait for each other.
///
/// # Errors
/// [`OpenError`]; a step that fails leaves the schema as it was before that step.
pub async fn run(address: &Address) -> Result<Vec<&'static str>, OpenError> {
    let ran = match address {
        Address::Sqlite(path) => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(|error| unreachable(&error))?;
            }
            in_sqlite(&sqlite::connect(path).map_err(|error| unreachable(&error))?, address)?
        }
        Address::Postgres(url) => in_postgres(&reach(url).await?, address).await?,
    };
    if !ran.is_empty() {
        let store = crate::open(address).await?;
        while let Some(guild) =
            store.build_missing_figures().await.map_err(|failure| OpenError::Refused(failure.to_string()))?
        {
            tracing::info!(%guild, "made the figures of its reports");
        }
    }
    Ok(ran)
}

fn check(done: &[(u32, String)], address: &Address) -> Result<(), OpenError> {
    for (number, found) in done {
        let Some(migration) = ALL.iter().find(|migration| migration.number == *number) else { continue };
        let text = match address {
            Address::Sqlite(_) => migration.sqlite,
            Address::Postgres(_) => migration.postgres,
        };
        if checksum(text) != *found {
            return Err(OpenError::Changed(migration.name.to_owned()));
        }
    }
    let (found, known) = (done.last().map_or(0, |(number, _)| *number), newest());
    if found > known { Err(OpenError::Newer { found, known }) } else { Ok(()) }
}

fn done_in_sqlite(connection: &rusqlite::Connection) -> Result<Vec<(u32, String)>, OpenError> {
    let read = || {
        let mut statement = connection.prepare(DONE)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    read().map_err(|error| unreachable(&error))
}

pub(crate) fn in_sqlite(
    connection: &rusqlite::Connection,
    address: &Address,
) -> Result<Vec<&'static str>, OpenError> {
    let refused = |error: rusqlite::Error| OpenError::Refused(error.to_string());
    let mut ran = Vec::new();
    for migration in ALL {
        connection.execute_batch("BEGIN IMMEDIATE").map_err(refused)?;
        let step = || {
            connection.execute_batch(TABLE).map_err(refused)?;
            let done = done_in_sqlite(connection)?;
            check(&done, address)?;
            if done.iter().any(|(number, _)| *number == migration.number) {
                return Ok(false);
            }
            connection.execute_batch(migration.sqlite).map_err(refused)?;
            let values = (migration.number, migration.name, checksum(migration.sqlite));
            connection.execute(RECORD, values).map_err(refused)?;
            Ok(true)
        };
        let result = step();
        connection.execute_batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" }).map_err(refused)?;
        if result? {
            ran.push(migration.name);
        }
    }
    Ok(ran)
}

async fn reach(url: &str) -> Result<Client, OpenError> {
    let (config, tls) = crate::tls::read(url).map_err(|error| unreachable(&error))?;
    let (client, connection) = config.connect(tls).await.map_err(|error| unreachable(&causes(&error)))?;
    // It ends with the client, and the client tells of its errors.
    tokio::spawn(connection);
    Ok(client)
}

async fn done_in_postgres(client: &Client) -> Result<Vec<(u32, String)>, OpenError> {
    let rows = client.query(DONE, &[]).await.map_err(|error| unreachable(&error))?;
    let read = rows.iter().map(|row| (u32::try_from(row.get::<_, i64>(0)).unwrap_or(u32::MAX), row.get(1)));
    Ok(read.collect())
}

async fn in_postgres(client: &Client, address: &Address) -> Result<Vec<&'static str>, OpenError> {
    let mut ran = Vec::new();
    for migration in ALL {
        let begin = format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK}); {TABLE}");
        client.batch_execute(&begin).await.map_err(|error| OpenError::Refused(error.to_string()))?;
        let step = postgres_step(client, migration, address).await;
        let end = if step.is_ok() { "COMMIT" } else { "ROLLBACK" };
        client.batch_execute(end).await.map_err(|error| OpenError::Refused(error.to_string()))?;
        if step? {
            ran.push(migration.name);
        }
    }
    Ok(ran)
}

async fn postgres_step(client: &Client, migration: &Migration, address: &Address) -> Result<bool, OpenError> {
    let refused =
        |error: tokio_postgres::Error| OpenError::Refused(crate::postgres::failed(error).to_string());
    let done = done_in_postgres(client).await?;
    check(&done, address)?;
    if done.iter().any(|(number, _)| *number == migration.number) {
        return Ok(false);
    }
    client.batch_execute(migration.postgres).await.map_err(refused)?;
    let values = (i64::from(migration.number), migration.name, checksum(migration.postgres));
    client.execute(RECORD, &[&values.0, &values.1, &values.2]).await.map_err(refused)?;
    Ok(true)
}
