//! PostgreSQL 15 or newer.

use crate::sql::{Arg, Engine, Looking, Row, Sql, broken};
use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use desk::Failure;
use tokio::runtime::Handle;
use tokio_postgres::{
    error::SqlState,
    types::{IsNull, ToSql, Type, to_sql_checked},
};

/// Connections at most.
const CONNECTIONS: usize = 16;
/// How often a transaction that PostgreSQL gave up (deadlock, serialization) is tried again.
const MOST_TRIES: u32 = 5;

/// A PostgreSQL database in use.
#[derive(Clone)]
pub struct Postgres(Pool);

impl Postgres {
    /// Makes a pool of connections; none is opened yet.
    pub fn new(url: &str) -> Result<Self, Failure> {
        let (config, tls) = crate::tls::read(url)?;
        let manager =
            Manager::from_config(config, tls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .build()
            .map_err(|error| broken(&error.to_string()))?;
        Ok(Self(pool))
    }

    /// A connection.
    pub async fn client(&self) -> Result<deadpool_postgres::Client, Failure> {
        self.0.get().await.map_err(|error| Failure::Unavailable(causes(&error)))
    }

    /// Runs `work` in a transaction; returns when it is durable.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        self.transaction("BEGIN", work).await
    }

    /// Runs `work` on one consistent state.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        self.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work).await
    }

    async fn transaction<T, F>(&self, begin: &'static str, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut dyn Sql) -> Result<T, Failure> + Send + Sync + 'static,
    {
        let client = self.client().await?;
        let handle = Handle::current();
        // The decisions about rows are written once, for both databases, as plain functions: here each of their statements is waited
        // for on a thread of its own.
        let work = move || {
            let mut tries = 0;
            loop {
                tries += 1;
                handle.block_on(client.batch_execute(begin)).map_err(failed)?;
                let mut connected = Connected { client: &client, handle: &handle, again: false };
                let result = work(&mut connected);
                let again = connected.again;
                let ended = match &result {
                    Ok(_) => handle.block_on(client.batch_execute("COMMIT")).map_err(failed),
                    Err(_) => handle.block_on(client.batch_execute("ROLLBACK")).map_err(failed),
                };
                if again && tries < MOST_TRIES {
                    continue;
                }
                return match (result, ended) {
                    (Ok(value), Ok(())) => Ok(value),
                    (Err(failure), _) | (Ok(_), Err(failure)) => Err(failure),
                };
            }
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| broken(&error.to_string()))?
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

struct Connected<'a> {
    client: &'a deadpool_postgres::Client,
    handle: &'a Handle,
    again: bool,
}

impl Connected<'_> {
    fn sort(&mut self, error: tokio_postgres::Error) -> Failure {
        let state = error.code();
        self.again |= state == Some(&SqlState::T_R_DEADLOCK_DETECTED)
            || state == Some(&SqlState::T_R_SERIALIZATION_FAILURE);
        failed(error)
    }
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
        let (client, handle) = (self.client, self.handle);
        let answered =
            handle.block_on(async { client.query(&client.prepare_cached(statement).await?, &args).await });
        let rows = answered.map_err(|error| self.sort(error))?;
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

    fn each(&mut self, statement: &str, args: &[Arg], what: &mut Looking<'_>) -> Result<(), Failure> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
        let (client, handle) = (self.client, self.handle);
        let answered =
            handle.block_on(async { client.query(&client.prepare_cached(statement).await?, &args).await });
        let mut numbers = Vec::new();
        for row in answered.map_err(|error| self.sort(error))? {
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

    fn run(&mut self, statement: &str, args: &[Arg]) -> Result<u64, Failure> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
        let (client, handle) = (self.client, self.handle);
        let answered =
            handle.block_on(async { client.execute(&client.prepare_cached(statement).await?, &args).await });
        answered.map_err(|error| self.sort(error))
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
