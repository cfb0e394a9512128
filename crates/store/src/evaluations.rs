//! Runs of a file of questions: what happens to rows, for both databases.

use crate::{
    Kept, args,
    sql::{Row, Sql, broken},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Evaluation, Evaluations, KEPT_EVALUATIONS, NewEvaluation, RunState},
};
use ticket::{GuildId, Timestamp, UserId};

const ALL: &str = "SELECT number, at, author, author_name, state, body FROM evaluation
    WHERE guild = $1 ORDER BY number DESC";
const RUNNING: &str = "SELECT number, at, author, author_name, state, body, questions FROM evaluation
    WHERE guild = $1 AND state = 0";
const LAST: &str = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM evaluation WHERE guild = $1";
const BEGIN: &str = "INSERT INTO evaluation (guild, number, at, author, author_name, state, questions, body)
    VALUES ($1, $2, $3, $4, $5, 0, $6, $7)";
const FORGET: &str = "DELETE FROM evaluation WHERE guild = $1 AND number <= $2";
const SAVE: &str =
    "UPDATE evaluation SET state = $1, body = $2 WHERE guild = $3 AND number = $4 AND state = 0";
const STOP: &str = "UPDATE evaluation SET state = 2 WHERE guild = $1 AND state = 0";

fn number(state: RunState) -> i64 {
    match state {
        RunState::Running => 0,
        RunState::Done => 1,
        RunState::Stopped => 2,
    }
}

fn read(row: &mut Row) -> Result<Evaluation, Failure> {
    Ok(Evaluation {
        number: row.small()?,
        at: Timestamp(row.number()?),
        author: UserId::from_i64(row.number()?),
        author_name: row.text()?,
        state: match row.number()? {
            0 => RunState::Running,
            1 => RunState::Done,
            2 => RunState::Stopped,
            _ => return Err(broken("an evaluation is in no known state")),
        },
        body: row.text()?,
    })
}

fn begin(sql: &mut dyn Sql, guild: GuildId, new: &NewEvaluation) -> Result<u32, Failure> {
    sql.lock(&format!("evaluation:{guild}"))?;
    if sql.row(RUNNING, args![guild])?.is_some() {
        return Err(Failure::Conflict);
    }
    let last = sql.row(LAST, args![guild])?.map_or(Ok(0), |mut row| row.small())?;
    let number = last + 1;
    let (name, questions, body) = (&new.author_name, &new.questions, &new.body);
    sql.run(BEGIN, args![guild, number, new.at, new.author, name, questions, body])?;
    sql.run(FORGET, args![guild, number.saturating_sub(KEPT_EVALUATIONS)])?;
    Ok(number)
}

fn running(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<(Evaluation, String)>, Failure> {
    let row = sql.row(RUNNING, args![guild])?;
    row.map(|mut row| Ok((read(&mut row)?, row.text()?))).transpose()
}

#[async_trait]
impl Evaluations for Kept {
    async fn evaluation_begin(&self, guild: GuildId, new: NewEvaluation) -> Result<u32, Failure> {
        on!(self.write(|sql| begin(sql, guild, &new)))
    }
    async fn evaluations(&self, guild: GuildId) -> Result<Vec<Evaluation>, Failure> {
        on!(self.read(|sql| sql.rows(ALL, args![guild])?.iter_mut().map(read).collect()))
    }
    async fn evaluation_running(&self, guild: GuildId) -> Result<Option<(Evaluation, String)>, Failure> {
        on!(self.read(|sql| running(sql, guild)))
    }
    async fn evaluation_save(
        &self,
        guild: GuildId,
        which: u32,
        state: RunState,
        body: String,
    ) -> Result<bool, Failure> {
        on!(self.write(|sql| Ok(sql.run(SAVE, args![number(state), &body, guild, which])? == 1)))
    }
    async fn evaluation_stop(&self, guild: GuildId) -> Result<bool, Failure> {
        on!(self.write(|sql| Ok(sql.run(STOP, args![guild])? == 1)))
    }
}
