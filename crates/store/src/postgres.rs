//! PostgreSQL 15 or newer.

use crate::{
    line::{Line, Lines},
    looks::Looks,
    sql::{Arg, Engine, Looking, Row, Sql, broken},
};
use bytes::BytesMut;
use desk::Failure;
use futures_util::FutureExt;
use std::sync::Arc;
use tokio_postgres::{
    Client, Statement,
    error::SqlState,
    types::{IsNull, ToSql, Type, to_sql_checked},
};

/// How often a transaction that PostgreSQL gave up (deadlock, serialization) is tried again.
const MOST_TRIES: u32 = 5;

/// A PostgreSQL database in use.
#[derive(Clone)]
pub struct Postgres {
    lines: Arc<Lines>,
    looks: Arc<Looks>,
}

impl Postgres {
    /// Knows where it is; nothing is opened yet.
    pub fn new(url: &str) -> Result<Self, Failure> {
        let (config, tls) = crate::tls::read(url)?;
        let looks = Looks::new(config.clone(), tls.clone());
        Ok(Self { lines: Arc::new(Lines::new(config, tls)), looks: Arc::new(looks) })
    }

    /// Runs `work` in a transaction; returns when it is durable.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        self.transaction(&Kind::Write, work).await
    }

    /// Runs `work` on one consistent state.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        self.transaction(&Kind::Read, work).await
    }

    /// Runs `work`, which asks one statement at most.
    pub async fn look<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        self.looks.look(work).await
    }

    async fn transaction<T, F>(&self, kind: &'static Kind, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        let turn = self.lines.turn().await?;
        let lines = Arc::clone(&self.lines);
        // The decisions about rows are written once, for both databases, as plain functions: here each of their statements is waited for on a thread
        // of its own.
        let worked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            lines.with(|line| within(line, kind, &work))
        });
        worked.await.map_err(|error| broken(&error.to_string()))?
    }
}

/// Runs `work` in a transaction, again where PostgreSQL asks for that.
fn within<T>(
    line: &mut Line,
    kind: &Kind,
    work: &dyn Fn(&mut dyn Sql) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        let mut connected = Connected { line, begin: None, again: false };
        match kind {
            Kind::Write => {
                let client = connected.line.client();
                connected.line.wait(client.batch_execute("BEGIN")).map_err(failed)?;
            }
            Kind::Read => connected.begin = Some(READ),
        }
        let result = work(&mut connected);
        let Connected { begin, again, .. } = connected;
        let end = line.client().batch_execute(if result.is_ok() { "COMMIT" } else { "ROLLBACK" });
        let ended = match (kind, begin) {
            (Kind::Write, _) => line.wait(end).map_err(failed),
            // Nothing was asked, so nothing has begun.
            (_, Some(_)) => Ok(()),
            // Nothing hangs on it: it is on its way, before whatever the connection is asked next.
            (_, None) => {
                end.now_or_never();
                line.attend();
                Ok(())
            }
        };
        if again && tries < MOST_TRIES {
            continue;
        }
        return match (result, ended) {
            (Ok(value), Ok(())) => Ok(value),
            (Err(failure), _) | (Ok(_), Err(failure)) => Err(failure),
        };
    }
}

/// An error with what caused it: the last cause is what helps.
pub fn causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    words
}

/// What a transaction is for.
enum Kind {
    /// Its beginning is waited for: no statement of it may ever run outside.
    Write,
    /// Its beginning goes out together with its first statement, and its end is not waited for. A page makes many short reads, and waiting for both
    /// was two thirds of what they took.
    Read,
}

/// Begins a read.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

struct Connected<'a> {
    line: &'a mut Line,
    /// What is still to be sent, before the first statement.
    begin: Option<&'static str>,
    again: bool,
}

impl Connected<'_> {
    /// Waits for the answer to a statement, and for that of the transaction's beginning where it is the first. Requests are answered in the order in
    /// which they are first polled (<https://docs.rs/tokio-postgres>, "Pipelining").
    fn ask<T>(
        &mut self,
        statement: &str,
        ask: impl AsyncFnOnce(&Client, Statement) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, Failure> {
        let prepared = self.line.prepare(statement).map_err(|error| self.sort(error))?;
        let begin = self.begin.take();
        let client = self.line.client();
        let answered = self.line.wait(async {
            let asked = ask(client, prepared);
            let Some(begin) = begin else { return asked.await };
            let (begun, answered) = tokio::join!(biased; client.batch_execute(begin), asked);
            begun.and(answered)
        });
        answered.map_err(|error| self.sort(error))
    }

    fn sort(&mut self, error: tokio_postgres::Error) -> Failure {
        let state = error.code();
        self.again |= state == Some(&SqlState::T_R_DEADLOCK_DETECTED)
            || state == Some(&SqlState::T_R_SERIALIZATION_FAILURE);
        failed(error)
    }
}

/// An answer as the rules about rows read it.
pub fn taken(rows: &[tokio_postgres::Row]) -> Result<Vec<Row>, Failure> {
    rows.iter()
        .map(|row| {
            let cells = row.columns().iter().enumerate().map(|(index, column)| match *column.type_() {
                Type::INT8 => row.try_get(index).map(Arg::Number),
                Type::BYTEA => row.try_get(index).map(Arg::Bytes),
                _ => row.try_get(index).map(Arg::Text),
            });
            cells.collect::<Result<Vec<_>, _>>().map(|cells| Row(cells.into_iter())).map_err(failed)
        })
        .collect()
}

/// Shows each row of an answer.
pub fn each_of(rows: Vec<tokio_postgres::Row>, what: &mut Looking<'_>) -> Result<(), Failure> {
    let mut numbers = Vec::new();
    for row in rows {
        numbers.clear();
        let mut bytes: &[u8] = &[];
        for (index, column) in row.columns().iter().enumerate() {
            match *column.type_() {
                Type::INT8 => numbers.push(row.try_get(index).map_err(failed)?),
                _ => bytes = row.try_get(index).map_err(failed)?,
            }
        }
        what(&numbers, bytes)?;
    }
    Ok(())
}

impl ToSql for Arg {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Number(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }
    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(kind)
    }
    to_sql_checked!();
}

impl Sql for Connected<'_> {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn rows(&mut self, statement: &str, args: &[Arg]) -> Result<Vec<Row>, Failure> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
        let rows = self.ask(statement, async |client, prepared| client.query(&prepared, &args).await)?;
        taken(&rows)
    }

    fn each(&mut self, statement: &str, args: &[Arg], what: &mut Looking<'_>) -> Result<(), Failure> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
        let rows = self.ask(statement, async |client, prepared| client.query(&prepared, &args).await)?;
        each_of(rows, what)
    }

    fn run(&mut self, statement: &str, args: &[Arg]) -> Result<u64, Failure> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
        self.ask(statement, async |client, prepared| client.execute(&prepared, &args).await)
    }

    fn lock(&mut self, name: &str) -> Result<(), Failure> {
        self.rows(
            "SELECT CAST(1 AS BIGINT) FROM pg_advisory_xact_lock(hashtextextended($1, 0))",
            &[name.into()],
        )?;
        Ok(())
    }
}

/// Sorts PostgreSQL's errors: a key that is there already is a conflict, a lost connection may come back, the rest is a defect.
pub fn failed(error: tokio_postgres::Error) -> Failure {
    let words = error.as_db_error().map_or_else(|| error.to_string(), |told| told.message().to_owned());
    match error.code() {
        Some(state) if *state == SqlState::UNIQUE_VIOLATION => Failure::Conflict,
        None => Failure::Unavailable(words),
        Some(state)
            if ["08", "40", "53", "57", "28", "3D"].contains(&state.code().get(..2).unwrap_or_default()) =>
        {
            Failure::Unavailable(words)
        }
        Some(_) => Failure::Broken(words),
    }
}

/// The server that tests are given, and its address.
#[cfg(test)]
pub fn at_hand() -> Option<(Postgres, String)> {
    let url = std::env::var("TEST_POSTGRES").ok();
    assert!(
        url.is_some() || std::env::var("GUILDHALL_STRICT_TESTS").is_err(),
        "scripts/test starts a server"
    );
    url.map(|url| (Postgres::new(&url).expect("an address"), url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    // Proves: what a panic left undone is never done by whoever works next.
    #[tokio::test]
    async fn nobody_works_within_what_a_panic_left_open() {
        let Some((database, _)) = at_hand() else { return };
        let left = database.write(|sql| {
            sql.run("CREATE TABLE left_open (id BIGINT)", args![])?;
            panic!("as a defect would");
            #[expect(unreachable_code, reason = "it says what the work would give")]
            Ok(())
        });
        assert!(matches!(left.await, Err(Failure::Broken(_))), "it is told");
        database.write(|sql| sql.run("SELECT 1", args![])).await.expect("the next one works");
        let there = database.read(|sql| {
            let row = sql.row("SELECT COUNT(*) FROM pg_class WHERE relname = 'left_open'", args![])?;
            row.map_or(Ok(-1), |mut row| row.number())
        });
        assert_eq!(there.await.expect("reads"), 0, "nothing of it was done");
    }

    // Proves: a read is one state, though its beginning is sent with its first statement, and it ends without being asked again.
    #[tokio::test]
    async fn a_read_sees_one_state_and_ends() {
        let Some((database, url)) = at_hand() else { return };
        let refused = database.read(|sql| sql.run("CREATE TABLE never (id BIGINT)", args![]));
        assert!(refused.await.is_err(), "a read changes nothing");
        let table = format!("read_{}", std::process::id());
        let make = format!("CREATE TABLE {table} (id BIGINT)");
        database.write(move |sql| sql.run(&make, args![])).await.expect("is made");
        let (add, count) =
            (format!("INSERT INTO {table} VALUES (1)"), format!("SELECT COUNT(*) FROM {table}"));
        let other = database.clone();
        let handle = tokio::runtime::Handle::current();
        let counted = database.read(move |sql| {
            let mut count = || sql.row(&count, args![])?.map_or(Ok(-1), |mut row| row.number());
            let before = count()?;
            let add = add.clone();
            handle.block_on(other.write(move |sql| sql.run(&add, args![])))?;
            Ok((before, count()?))
        });
        assert_eq!(counted.await.expect("reads"), (0, 0));
        // Somebody else would wait for whoever still reads it.
        let (client, connection) =
            tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("answers");
        tokio::spawn(connection);
        let drop = format!("SET lock_timeout = '5s'; DROP TABLE {table}");
        client.batch_execute(&drop).await.expect("nobody reads it");
    }
}
