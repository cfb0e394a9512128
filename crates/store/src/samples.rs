//! Sample tickets: what happens to rows, for both databases.

use crate::{
    Kept, args, audit, conversation,
    figures::{self, Watch},
    queue, records,
    sql::{Sql, broken},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Commit, Ready, SampleSet, Samples},
};
use std::sync::Arc;
use ticket::{By, GuildId, Job, Scheduled, TicketKey, Timestamp, audit::Act};

const SET: &str = "SELECT wanted, at FROM sample_set WHERE guild = $1";
const HERE: &str = "SELECT place, number FROM sample WHERE guild = $1 ORDER BY place";
const ASK: &str = "INSERT INTO sample_set (guild, wanted, at) VALUES ($1, 1, $2)
    ON CONFLICT (guild) DO UPDATE SET wanted = 1";
const UNASK: &str = "UPDATE sample_set SET wanted = 0 WHERE guild = $1 AND wanted = 1";
const IN: &str = "INSERT INTO sample (guild, place, number) VALUES ($1, $2, $3)
    ON CONFLICT (guild, place) DO NOTHING";
const OUT: &str = "DELETE FROM sample WHERE guild = $1 AND number = $2";
/// Everything that is kept of a ticket; triggers see to its words, tags and counts. The ticket goes last.
const ALL_OF_IT: [&str; 12] = [
    "DELETE FROM batch_item WHERE guild = $1 AND ticket = $2",
    "DELETE FROM knowledge_proposal WHERE guild = $1 AND ticket = $2",
    "DELETE FROM assist_spent_on WHERE guild = $1 AND number = $2",
    "DELETE FROM webhook_delivery WHERE guild = $1 AND number = $2",
    "DELETE FROM picture_shown WHERE guild = $1 AND number = $2",
    "DELETE FROM relayed WHERE guild = $1 AND number = $2",
    "DELETE FROM outgoing WHERE guild = $1 AND number = $2",
    "DELETE FROM file WHERE guild = $1 AND number = $2",
    "DELETE FROM message_version WHERE guild = $1 AND number = $2",
    "DELETE FROM message WHERE guild = $1 AND number = $2",
    "DELETE FROM ticket_event WHERE guild = $1 AND number = $2",
    "DELETE FROM ticket WHERE guild = $1 AND number = $2",
];
const FORGET: &str = "DELETE FROM sample_set WHERE guild = $1";
const EMPTY_BATCHES: &str = "DELETE FROM batch WHERE guild = $1 AND NOT EXISTS
    (SELECT 1 FROM batch_item i WHERE i.guild = batch.guild AND i.batch = batch.number)";
const NO_COUNTS: &str = "DELETE FROM ticket_count WHERE guild = $1 AND tickets = 0";
const JOBS: &str = "SELECT id, body FROM job WHERE guild = $1";
const TICKET: &str = "SELECT number FROM ticket WHERE guild = $1 AND number = $2";
const DROP_JOB: &str = "DELETE FROM job WHERE id = $1";

/// Nobody else changes the samples of this guild until the transaction ends.
fn held(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<(bool, Timestamp)>, Failure> {
    sql.lock(&format!("samples:{guild}"))?;
    wanted(sql, guild)
}

fn wanted(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<(bool, Timestamp)>, Failure> {
    let row = sql.row(SET, args![guild])?;
    row.map(|mut row| Ok((row.number()? == 1, Timestamp(row.number()?)))).transpose()
}

fn here(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<(u16, u32)>, Failure> {
    let place = |number| u16::try_from(number).map_err(|_| broken("a place is out of range"));
    sql.rows(HERE, args![guild])?
        .into_iter()
        .map(|mut row| Ok((place(row.number()?)?, row.small()?)))
        .collect()
}

fn asked(sql: &mut dyn Sql, guild: GuildId, want: bool, at: Timestamp, by: &By) -> Result<bool, Failure> {
    let before = held(sql, guild)?;
    let news = if want {
        before.is_none_or(|(wanted, _)| !wanted) && sql.run(ASK, args![guild, at])? == 1
    } else {
        sql.run(UNASK, args![guild])? == 1
    };
    if news {
        let act = if want { Act::SamplesLoaded } else { Act::SamplesRemoved };
        audit::acted(sql, guild, at, by, &act)?;
        queue::enqueue(sql, &[Scheduled { job: Job::Samples { guild }, due: at }])?;
    }
    Ok(news)
}

fn put(sql: &mut dyn Sql, place: u16, at: Timestamp, commit: &Commit, said: &Ready) -> Result<(), Failure> {
    let key = commit.ticket.key;
    if held(sql, key.guild)? != Some((true, at))
        || sql.run(IN, args![key.guild, i64::from(place), key.number])? == 0
    {
        return Err(Failure::Conflict);
    }
    records::commit(sql, commit)?;
    conversation::append(sql, said, &[])
}

fn out(sql: &mut dyn Sql, key: TicketKey) -> Result<(), Failure> {
    if held(sql, key.guild)?.is_some_and(|(wanted, _)| wanted) {
        return Err(Failure::Conflict);
    }
    if sql.run(OUT, args![key.guild, key.number])? == 0 {
        return Ok(());
    }
    let mut watch = Watch::over(sql, key.guild)?;
    if let Some((ticket, talk)) = figures::known(sql, key)? {
        watch.gone(&ticket, &talk);
    }
    for statement in ALL_OF_IT {
        sql.run(statement, args![key.guild, key.number])?;
    }
    watch.write(sql)
}

fn gone(sql: &mut dyn Sql, guild: GuildId) -> Result<bool, Failure> {
    if held(sql, guild)?.is_none_or(|(wanted, _)| wanted) || !here(sql, guild)?.is_empty() {
        return Ok(false);
    }
    for statement in [EMPTY_BATCHES, NO_COUNTS, FORGET] {
        sql.run(statement, args![guild])?;
    }
    for mut row in sql.rows(JOBS, args![guild])? {
        let (id, job): (i64, Job) = (row.number()?, row.json()?);
        let Some(key) = job.ticket() else { continue };
        if sql.row(TICKET, args![key.guild, key.number])?.is_none() {
            sql.run(DROP_JOB, args![id])?;
        }
    }
    Ok(true)
}

#[async_trait]
impl Samples for Kept {
    async fn samples(&self, guild: GuildId) -> Result<Option<SampleSet>, Failure> {
        on!(self.read(|sql| {
            let Some((wanted, at)) = wanted(sql, guild)? else { return Ok(None) };
            Ok(Some(SampleSet { wanted, at, here: here(sql, guild)? }))
        }))
    }
    async fn samples_asked(
        &self,
        guild: GuildId,
        wanted: bool,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure> {
        let by = by.clone();
        on!(self.write(|sql| asked(sql, guild, wanted, at, &by)))
    }
    async fn sample_in(
        &self,
        place: u16,
        at: Timestamp,
        commit: Commit,
        said: Arc<Ready>,
    ) -> Result<(), Failure> {
        on!(self.write(|sql| put(sql, place, at, &commit, &said)))
    }
    async fn sample_out(&self, key: TicketKey) -> Result<(), Failure> {
        on!(self.write(|sql| out(sql, key)))
    }
    async fn samples_gone(&self, guild: GuildId) -> Result<bool, Failure> {
        on!(self.write(|sql| gone(sql, guild)))
    }
}
