//! SQLite: one writer thread that commits in groups, and a few readers.
//!
//! Write-ahead log with full synchronisation: what was acknowledged survives power loss. Many requests share one commit, each
//! all but the first under its own savepoint, so that a conflict undoes only itself.

use crate::sql::{Arg, Engine, Looking, Row, Sql, broken};
use desk::Failure;
use rusqlite::{
    CachedStatement, Connection,
    config::DbConfig,
    types::{ToSqlOutput, Value, ValueRef},
};
use std::{
    path::Path,
    sync::{Arc, Mutex, mpsc},
};
use tokio::sync::{Semaphore, oneshot};

/// Requests that share one commit at most.
const MOST_IN_GROUP: usize = 512;
/// Requests that wait for the writer at most; more are told to come later by waiting in the sender.
const BACKLOG: usize = 4096;
/// Pages that the log grows to before they are brought home (16 MiB): each time waits for the disk twice.
const LOG_PAGES: u32 = 4096;
/// What the writer keeps of the database, in KiB as SQLite has it: all that a full batch of messages changes, or it is written to the log page by page
/// and again at the end.
const WRITER_CACHE: i64 = -24_576;
/// Connections for reading.
const READERS: usize = 4;
/// Prepared statements kept by a connection.
const STATEMENTS: usize = 128;

type Answer = Box<dyn FnOnce(Result<(), Failure>) + Send>;
type Work = Box<dyn FnOnce(&Connection, Place) -> Answer + Send>;

/// Where a request comes in a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    First,
    AfterOthers,
    /// There is none: it is not to be run, for what it wrote would stand although it failed.
    Nowhere,
}

/// A SQLite database in use.
pub struct Sqlite {
    writer: mpsc::SyncSender<Work>,
    readers: Arc<Mutex<Vec<Connection>>>,
    free: Arc<Semaphore>,
}

/// Opens a connection with the settings that everything relies on.
pub fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -4096)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    set_up(&connection)?;
    Ok(connection)
}

/// What holds wherever the database is.
pub(crate) fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // Else a statement is planned anew for each time it is asked about: that was half of all that the queue cost.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

impl Sqlite {
    /// Opens the file.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = connect(path)?;
        connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
        // What may have to be undone is kept aside in memory, not in a file.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        let readers = (0..READERS)
            .map(|_| {
                let reader = connect(path)?;
                reader.pragma_update(None, "query_only", "ON")?;
                Ok(reader)
            })
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let (writer, requests) = mpsc::sync_channel(BACKLOG);
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || write_in_groups(&connection, &requests))
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let (readers, free) = (Arc::new(Mutex::new(readers)), Arc::new(Semaphore::new(READERS)));
        Ok(Self { writer, readers, free })
    }

    /// Runs `work` in a transaction; returns when it is durable.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
    {
        let (request, answered) = request(work);
        let writer = self.writer.clone();
        match writer.try_send(request) {
            Ok(()) => {}
            Err(mpsc::TrySendError::Full(request)) => {
                tokio::task::spawn_blocking(move || writer.send(request))
                    .await
                    .map_err(|error| Failure::Unavailable(error.to_string()))?
                    .map_err(|_| Failure::Unavailable("the writer has stopped".to_owned()))?;
            }
            Err(mpsc::TrySendError::Disconnected(_)) => {
                return Err(Failure::Unavailable("the writer has stopped".to_owned()));
            }
        }
        answered.await.map_err(|_| Failure::Unavailable("the writer has stopped".to_owned()))?
    }
    /// Runs `work`, which asks one statement at most.
    pub async fn look<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
    {
        self.read(work).await
    }

    /// Runs `work` on one consistent state.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
    {
        let permit = Arc::clone(&self.free)
            .acquire_owned()
            .await
            .map_err(|error| Failure::Unavailable(error.to_string()))?;
        let readers = Arc::clone(&self.readers);
        let looked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let reader = readers.lock().expect("no panic holds it").pop();
            let lent =
                Lent { reader: Some(reader.ok_or_else(|| broken("a reader is missing"))?), to: readers };
            let reader = lent.reader.as_ref().expect("it is given back when dropped");
            let result = at_once(reader, "BEGIN").map_err(failed).and_then(|()| work(&mut Connected(reader)));
            let ended = at_once(reader, "COMMIT").map_err(failed);
            ended.and(result)
        });
        looked.await.map_err(|error| broken(&error.to_string()))?
    }
}

/// A reader that is given back however the work with it ends.
struct Lent {
    reader: Option<Connection>,
    to: Arc<Mutex<Vec<Connection>>>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(reader) = self.reader.take() else { return };
        if !reader.is_autocommit() {
            // Where it panicked; a reader has nothing to undo, but would go on seeing the state of then.
            let _ = at_once(&reader, "ROLLBACK");
        }
        self.to.lock().expect("no panic holds it").push(reader);
    }
}

/// What the writer is asked for, and where its answer comes.
fn request<T, F>(work: F) -> (Work, oneshot::Receiver<Result<T, Failure>>)
where
    T: Send + 'static,
    F: FnOnce(&mut dyn Sql) -> Result<T, Failure> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    let request: Work = Box::new(move |connection, place| {
        let result = match place {
            Place::First => from_the_start(connection, work),
            Place::AfterOthers => within_savepoint(connection, work),
            Place::Nowhere => Err(Failure::Unavailable("the database did not begin".to_owned())),
        };
        Box::new(move |committed| {
            // Nobody waiting any more is fine: the work is done or undone all the same.
            let _ = answer.send(match committed {
                Ok(()) => result,
                Err(failure) => Err(failure),
            });
        })
    });
    (request, answered)
}

fn write_in_groups(connection: &Connection, requests: &mpsc::Receiver<Work>) {
    while let Ok(first) = requests.recv() {
        if let Err(error) = at_once(connection, "BEGIN IMMEDIATE") {
            first(connection, Place::Nowhere)(Err(failed(error)));
            continue;
        }
        let mut answers = vec![first(connection, Place::First)];
        // Some failures undo everything: then nothing more is written beside a transaction that there is no more.
        while answers.len() < MOST_IN_GROUP
            && !connection.is_autocommit()
            && let Ok(next) = requests.try_recv()
        {
            answers.push(next(connection, Place::AfterOthers));
        }
        let committed = at_once(connection, "COMMIT").map_err(|error| {
            let _ = connection.execute_batch("ROLLBACK");
            failed(error)
        });
        for answer in answers {
            answer(match &committed {
                Ok(()) => Ok(()),
                Err(failure) => Err(Failure::Unavailable(failure.to_string())),
            });
        }
    }
}

/// Runs a statement that is used again and again, parsed once.
fn at_once(connection: &Connection, statement: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(statement)?.execute([]).map(|_| ())
}

/// Runs `work` so that it leaves nothing behind where it fails.
pub(crate) fn within_savepoint<T>(
    connection: &Connection,
    work: impl FnOnce(&mut dyn Sql) -> Result<T, Failure>,
) -> Result<T, Failure> {
    at_once(connection, "SAVEPOINT one").map_err(failed)?;
    let result = work(&mut Connected(connection));
    if result.is_err() {
        at_once(connection, "ROLLBACK TO one").map_err(failed)?;
    }
    at_once(connection, "RELEASE one").map_err(failed)?;
    result
}

/// Runs `work`, with which a transaction begins, so that it leaves nothing behind where it fails. With a savepoint every page that a large request
/// changes would be copied first.
fn from_the_start<T>(
    connection: &Connection,
    work: impl FnOnce(&mut dyn Sql) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let result = work(&mut Connected(connection));
    if result.is_err() {
        // Some failures have undone it all already.
        if !connection.is_autocommit() {
            at_once(connection, "ROLLBACK").map_err(failed)?;
        }
        at_once(connection, "BEGIN IMMEDIATE").map_err(failed)?;
    }
    result
}

/// A connection within a transaction.
pub(crate) struct Connected<'a>(pub(crate) &'a Connection);

/// Binds `$1` to the first argument and so on. SQLite numbers parameters in the order in which a statement first names them, PostgreSQL by their
/// names: the names count.
fn bind(prepared: &mut CachedStatement<'_>, args: &[Arg]) -> Result<(), Failure> {
    let count = prepared.parameter_count();
    if count != args.len() {
        return Err(broken("a statement has another number of parameters than it is given"));
    }
    for index in 1..=count {
        let named =
            prepared.parameter_name(index).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let arg = args.get(named.unwrap_or(index).wrapping_sub(1));
        let value = match arg.ok_or_else(|| broken("a statement names a parameter that it is not given"))? {
            Arg::Number(Some(number)) => ValueRef::Integer(*number),
            Arg::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Arg::Bytes(bytes) => ValueRef::Blob(bytes),
            Arg::Number(None) | Arg::Text(None) => ValueRef::Null,
        };
        prepared.raw_bind_parameter(index, ToSqlOutput::Borrowed(value)).map_err(failed)?;
    }
    Ok(())
}

impl Sql for Connected<'_> {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn rows(&mut self, statement: &str, args: &[Arg]) -> Result<Vec<Row>, Failure> {
        let mut prepared = self.0.prepare_cached(statement).map_err(failed)?;
        let columns = prepared.column_count();
        bind(&mut prepared, args)?;
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let cells = (0..columns).map(|column| match row.get::<_, Value>(column).map_err(failed)? {
                Value::Null => Ok(Arg::Number(None)),
                Value::Integer(number) => Ok(Arg::Number(Some(number))),
                Value::Text(text) => Ok(Arg::Text(Some(text))),
                Value::Blob(bytes) => Ok(Arg::Bytes(bytes)),
                Value::Real(_) => Err(broken("a column has a kind that is not used")),
            });
            found.push(Row(cells.collect::<Result<Vec<_>, _>>()?.into_iter()));
        }
        Ok(found)
    }

    fn each(&mut self, statement: &str, args: &[Arg], what: &mut Looking<'_>) -> Result<(), Failure> {
        let mut prepared = self.0.prepare_cached(statement).map_err(failed)?;
        let columns = prepared.column_count();
        bind(&mut prepared, args)?;
        let mut rows = prepared.raw_query();
        let mut numbers = Vec::with_capacity(columns);
        while let Some(row) = rows.next().map_err(failed)? {
            numbers.clear();
            let mut bytes: &[u8] = &[];
            for column in 0..columns {
                match row.get_ref(column).map_err(failed)? {
                    ValueRef::Integer(number) => numbers.push(number),
                    ValueRef::Blob(found) => bytes = found,
                    _ => return Err(broken("a column is neither a number nor bytes")),
                }
            }
            what(&numbers, bytes)?;
        }
        Ok(())
    }

    fn run(&mut self, statement: &str, args: &[Arg]) -> Result<u64, Failure> {
        let mut prepared = self.0.prepare_cached(statement).map_err(failed)?;
        bind(&mut prepared, args)?;
        let changed = prepared.raw_execute().map_err(failed)?;
        Ok(changed as u64)
    }

    fn lock(&mut self, _name: &str) -> Result<(), Failure> {
        Ok(())
    }
}

/// Sorts SQLite's errors: a key that is there already is a conflict, a busy or full disk may pass, the rest is a defect.
pub fn failed(error: rusqlite::Error) -> Failure {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => Failure::Conflict,
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly,
        ) => Failure::Unavailable(error.to_string()),
        _ => Failure::Broken(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Connected, request, write_in_groups};
    use crate::{args, sql::Sql};
    use rusqlite::Connection;
    use std::{sync::mpsc, time::Duration};

    /// Writes a number.
    fn one(number: i64) -> impl FnOnce(&mut dyn Sql) -> Result<u64, desk::Failure> + Send + 'static {
        move |sql| sql.run("INSERT INTO t (id) VALUES ($1)", args![number])
    }

    // Proves: reads go on after as many of them panicked as there are readers.
    #[tokio::test]
    async fn a_panic_loses_no_reader() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = super::Sqlite::open(&folder.path().join("t.db")).expect("opens");
        for _ in 0..super::READERS {
            let read = database.read(|_| -> Result<(), desk::Failure> { panic!("as a defect would") });
            assert!(matches!(read.await, Err(desk::Failure::Broken(_))), "it is told");
            // The reader that is free again is the next one's, and nothing is left open in it.
            let next =
                database.read(|sql| sql.row("SELECT 1", args![])?.map_or(Ok(-1), |mut row| row.number()));
            assert_eq!(next.await.expect("reads"), 1);
        }
    }

    #[test]
    fn what_is_said_to_have_failed_was_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("one.db");
        let (ours, theirs) =
            (Connection::open(&path).expect("opens"), Connection::open(&path).expect("opens"));
        ours.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY)")
            .expect("runs");
        ours.busy_timeout(Duration::ZERO).expect("is set");
        let written = |requests: Vec<super::Work>| {
            let (writer, asked) = mpsc::sync_channel(8);
            requests.into_iter().for_each(|request| writer.send(request).expect("room"));
            drop(writer);
            write_in_groups(&ours, &asked);
            ours.query_row("SELECT COUNT(*) FROM t", [], |row| row.get::<_, i64>(0)).expect("reads")
        };
        // Somebody else writes as it is to begin, and has ended by the time it would write.
        theirs.execute_batch("BEGIN IMMEDIATE").expect("runs");
        let (busy, answer) = request(move |sql: &mut dyn Sql| {
            theirs.execute_batch("ROLLBACK").expect("runs");
            one(1)(sql)
        });
        assert_eq!(written(vec![busy]), 0);
        assert!(answer.blocking_recv().expect("is answered").is_err());
        // One of a group undoes all, as a full disk does.
        let (before, first) = request(one(2));
        let (undoes, second) = request(|sql: &mut dyn Sql| sql.run("ROLLBACK", args![]));
        let (after, third) = request(one(3));
        assert_eq!(written(vec![before, undoes, after]), 1, "the last one, in a transaction of its own");
        assert!(first.blocking_recv().expect("is answered").is_err());
        assert!(second.blocking_recv().expect("is answered").is_err());
        assert!(third.blocking_recv().expect("is answered").is_ok());
    }

    #[test]
    fn parameters_are_bound_by_their_names() {
        let connection = Connection::open_in_memory().expect("opens");
        let mut sql = Connected(&connection);
        let row = sql.row("SELECT $2, $1, $3, $2", args![1_i64, "two", 3_i64]).expect("runs");
        let mut row = row.expect("a row");
        assert_eq!(row.text().expect("a text"), "two");
        assert_eq!((row.number().expect("one"), row.number().expect("three")), (1, 3));
        assert_eq!(row.text().expect("a text"), "two");
        for given in [args![1_i64, 2_i64].as_slice(), args![1_i64, 2_i64, 3_i64, 4_i64].as_slice()] {
            assert!(sql.row("SELECT $2, $1, $3", given).is_err(), "{} for three", given.len());
        }
    }
}
