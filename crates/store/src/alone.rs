//! One process works a database: two would say everything twice.
//!
//! For SQLite the system's lock on a file beside the database says so, for PostgreSQL a lock of a connection's session. Both end with the
//! process, however it ends.

use crate::{Address, OpenError, postgres};
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::sync::watch;

/// How long a process that is ending may still hold its lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(100);
/// Between two tries to reach a server that went away.
const AGAIN: Duration = Duration::from_secs(2);
/// Names our lock among the server's advisory locks of this database.
const LOCK: i64 = 0x6775_696c_645f_6f6e;

/// Held as long as this process may work the database.
pub struct Alone(Hold);

enum Hold {
    /// Dropped, the file is unlocked.
    File {
        _locked: File,
    },
    Session {
        url: String,
        client: tokio_postgres::Client,
        ended: watch::Receiver<bool>,
    },
}

/// Claims a database for this process.
///
/// # Errors
/// [`OpenError::InUse`] if another process works it and goes on doing so, [`OpenError::Unreachable`] if it cannot be reached.
pub async fn claim(address: &Address) -> Result<Alone, OpenError> {
    let begun = tokio::time::Instant::now();
    loop {
        let held = match address {
            Address::Sqlite(path) => lock_file(path)?,
            Address::Postgres(url) => lock_session(url).await?,
        };
        match held {
            Some(hold) => return Ok(Alone(hold)),
            None if begun.elapsed() >= PATIENCE => return Err(OpenError::InUse),
            None => tokio::time::sleep(PAUSE).await,
        }
    }
}

impl Alone {
    /// Returns when the lock was lost and another process has it: this one must end. Never for SQLite.
    pub async fn lost(&mut self) -> OpenError {
        let Hold::Session { url, client, ended } = &mut self.0 else { return std::future::pending().await };
        loop {
            // The connection's task ends with the connection.
            let _ = ended.wait_for(|ended| *ended).await;
            tracing::warn!(
                "the connection that holds the database for this process ended; taking hold of it again"
            );
            loop {
                match lock_session(url).await {
                    Ok(Some(Hold::Session { client: new, ended: end, .. })) => {
                        (*client, *ended) = (new, end);
                        break;
                    }
                    Ok(_) => return OpenError::InUse,
                    Err(_) => tokio::time::sleep(AGAIN).await,
                }
            }
        }
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn lock_file(path: &Path) -> Result<Option<Hold>, OpenError> {
    let unreachable = |error: std::io::Error| OpenError::Unreachable(format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(unreachable)?;
    }
    let file = File::options().create(true).truncate(false).write(true).open(beside(path));
    let file = file.map_err(unreachable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Hold::File { _locked: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(unreachable(error)),
    }
}

async fn lock_session(url: &str) -> Result<Option<Hold>, OpenError> {
    let unreachable = |error: &dyn std::error::Error| OpenError::Unreachable(postgres::causes(error));
    let (config, tls) =
        crate::tls::read(url).map_err(|failure| OpenError::Unreachable(failure.to_string()))?;
    let (client, connection) = config.connect(tls).await.map_err(|error| unreachable(&error))?;
    let (end, ended) = watch::channel(false);
    tokio::spawn(async move {
        let _ = connection.await;
        end.send_replace(true);
    });
    let row = client.query_one("SELECT pg_try_advisory_lock($1)", &[&LOCK]).await;
    let locked: bool = row.map_err(|error| unreachable(&error))?.get(0);
    Ok(locked.then(|| Hold::Session { url: url.to_owned(), client, ended }))
}
