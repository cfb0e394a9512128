//! Consistent copies of a database in use, and what a copy is worth.

use crate::{Address, OpenError, migrations, sqlite};
use rusqlite::{Connection, backup::Backup};
use std::path::Path;
use ticket::{Recorded, Ticket};

/// Pages copied at a time; the database can be written to in between.
const PAGES: std::ffi::c_int = 512;

/// Why a backup was not made, or is not good.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Backups of PostgreSQL are made with its own tools.
    #[error(
        "a PostgreSQL database is backed up with pg_dump or its own archiving; `guildhall backup` copies SQLite files"
    )]
    NotSqlite,
    /// There is a file already.
    #[error("{0} exists already: choose another name, or move it away")]
    Exists(String),
    /// There is no file.
    #[error("{0} does not exist, or cannot be read")]
    Missing(String),
    /// Reading or writing failed.
    #[error("the copy failed: {0}")]
    Failed(String),
    /// The file is not what it should be.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// The schema does not fit.
    #[error(transparent)]
    Schema(#[from] OpenError),
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// What was found in a good backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The schema's number.
    pub schema: u32,
    /// Tickets.
    pub tickets: u64,
    /// Events.
    pub events: u64,
    /// Messages.
    pub messages: u64,
    /// Files that should be in the files folder.
    pub files: u64,
}

/// Copies the database while it is in use; the copy is of one instant.
///
/// # Errors
/// [`BackupError`]. A copy that failed half-way is removed.
pub fn backup(from: &Address, to: &Path) -> Result<(), BackupError> {
    let Address::Sqlite(path) = from else { return Err(BackupError::NotSqlite) };
    if !path.exists() {
        return Err(BackupError::Missing(path.display().to_string()));
    }
    if to.exists() {
        return Err(BackupError::Exists(to.display().to_string()));
    }
    let copy = || -> Result<(), BackupError> {
        let source = sqlite::connect(path)?;
        let mut target = Connection::open(to)?;
        Backup::new(&source, &mut target)?.run_to_completion(PAGES, std::time::Duration::ZERO, None)?;
        target.pragma_update(None, "journal_mode", "DELETE")?;
        target.close().map_err(|(_, error)| error)?;
        std::fs::File::open(to)
            .and_then(|file| file.sync_all())
            .map_err(|error| BackupError::Failed(error.to_string()))
    };
    copy().inspect_err(|_| {
        let _ = std::fs::remove_file(to);
    })
}

/// Checks that a backup is whole: the file itself, its schema, and that every ticket agrees with its own history.
///
/// # Errors
/// [`BackupError`], naming the first thing that is wrong.
pub async fn verify(file: &Path) -> Result<Report, BackupError> {
    if !file.is_file() {
        return Err(BackupError::Missing(file.display().to_string()));
    }
    let damaged = |error: rusqlite::Error| BackupError::Damaged(error.to_string());
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(damaged)?;
    let verdict: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(damaged)?;
    if verdict != "ok" {
        return Err(BackupError::Damaged(verdict));
    }
    let schema: u32 =
        connection.query_row("SELECT MAX(number) FROM migration", [], |row| row.get(0)).map_err(damaged)?;
    if schema > migrations::newest() {
        return Err(OpenError::Newer { found: schema, known: migrations::newest() }.into());
    }
    tickets_agree(&connection)?;
    let count = |what: &str| -> Result<u64, BackupError> {
        let count: i64 = connection
            .query_row(&format!("SELECT COUNT(*) FROM {what}"), [], |row| row.get(0))
            .map_err(damaged)?;
        Ok(count.unsigned_abs())
    };
    Ok(Report {
        schema,
        tickets: count("ticket")?,
        events: count("ticket_event")?,
        messages: count("message WHERE posted = 1")?,
        files: count("file WHERE state = 1")?,
    })
}

/// Replays every ticket's events: what they give must be what is stored.
fn tickets_agree(connection: &Connection) -> Result<(), BackupError> {
    let damaged = |error: rusqlite::Error| BackupError::Damaged(error.to_string());
    let mut tickets =
        connection.prepare("SELECT guild, number, version, body FROM ticket").map_err(damaged)?;
    let mut events = connection
        .prepare("SELECT body FROM ticket_event WHERE guild = ?1 AND number = ?2 ORDER BY seq")
        .map_err(damaged)?;
    let mut rows = tickets.query([]).map_err(damaged)?;
    while let Some(row) = rows.next().map_err(damaged)? {
        let (guild, number): (i64, i64) = (row.get(0).map_err(damaged)?, row.get(1).map_err(damaged)?);
        let (version, body): (u32, String) = (row.get(2).map_err(damaged)?, row.get(3).map_err(damaged)?);
        let wrong = |what: &str| BackupError::Damaged(format!("ticket {number} of guild {guild}: {what}"));
        let stored: Ticket = serde_json::from_str(&body).map_err(|error| wrong(&error.to_string()))?;
        let log = events.query_map([guild, number], |row| row.get::<_, String>(0)).map_err(damaged)?;
        let mut replayed: Option<Ticket> = None;
        let mut seq = 0;
        for event in log {
            let event: Recorded =
                serde_json::from_str(&event.map_err(damaged)?).map_err(|error| wrong(&error.to_string()))?;
            seq += 1;
            if event.seq != seq {
                return Err(wrong("an event is missing"));
            }
            let before = replayed.unwrap_or_else(|| stored.clone());
            replayed = Some(ticket::apply(before, &event.event));
        }
        if seq != version || replayed.as_ref() != Some(&stored) {
            return Err(wrong("it differs from its own history"));
        }
    }
    Ok(())
}

/// Puts a good backup in place of the database, which must not be in use. What was there is kept beside it, as `….before-restore`.
///
/// # Errors
/// [`BackupError`]; then nothing was changed.
pub async fn restore(from: &Path, to: &Address) -> Result<Report, BackupError> {
    let Address::Sqlite(path) = to else { return Err(BackupError::NotSqlite) };
    let report = verify(from).await?;
    let failed = |error: std::io::Error| BackupError::Failed(error.to_string());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = |ending: &str| std::path::PathBuf::from(format!("{}{ending}", path.display()));
    let incoming = beside(".incoming");
    std::fs::copy(from, &incoming).map_err(failed)?;
    std::fs::File::open(&incoming).and_then(|file| file.sync_all()).map_err(failed)?;
    if path.exists() {
        // Everything of the old database goes into its main file first, so that one file is the whole of it.
        let old = sqlite::connect(path)?;
        old.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        drop(old);
        std::fs::rename(path, beside(".before-restore")).map_err(failed)?;
    }
    for leftover in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(leftover));
    }
    std::fs::rename(&incoming, path).map_err(failed)?;
    Ok(report)
}
