//! Knowledge bases and what belongs to them: what happens to rows, for both databases.

use crate::{
    Kept, args,
    sql::{Row, Sql, broken},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{
        Knowledge, KnowledgeHead, KnowledgeText, MOST_KNOWLEDGE, MOST_PROPOSALS, MOST_VERSIONS, NewKnowledge,
        Proposal, Spent,
    },
};
use ticket::{GuildId, TicketKey, Timestamp, UserId};

const HEADS: &str = "SELECT v.number, v.version, v.title, v.hash, v.bytes, v.at, v.author, v.author_name
    FROM knowledge k JOIN knowledge_version v
    ON v.guild = k.guild AND v.number = k.number AND v.version = k.version
    WHERE k.guild = $1 AND k.is_removed = 0 ORDER BY v.number";
const NEWEST: &str =
    "SELECT v.number, v.version, v.title, v.hash, v.bytes, v.at, v.author, v.author_name, v.body
    FROM knowledge k JOIN knowledge_version v
    ON v.guild = k.guild AND v.number = k.number AND v.version = k.version
    WHERE k.guild = $1 AND k.number = $2 AND k.is_removed = 0";
const VERSION: &str =
    "SELECT v.number, v.version, v.title, v.hash, v.bytes, v.at, v.author, v.author_name, v.body
    FROM knowledge k JOIN knowledge_version v ON v.guild = k.guild AND v.number = k.number
    WHERE k.guild = $1 AND k.number = $2 AND v.version = $3 AND k.is_removed = 0";
const HISTORY: &str = "SELECT v.number, v.version, v.title, v.hash, v.bytes, v.at, v.author, v.author_name
    FROM knowledge k JOIN knowledge_version v ON v.guild = k.guild AND v.number = k.number
    WHERE k.guild = $1 AND k.number = $2 AND k.is_removed = 0 ORDER BY v.version DESC";
const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM knowledge WHERE guild = $1 AND is_removed = 0";
const LAST_NUMBER: &str = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM knowledge WHERE guild = $1";
const NEW: &str = "INSERT INTO knowledge (guild, number, version, is_removed) VALUES ($1, $2, 1, 0)";
const RAISE: &str = "UPDATE knowledge SET version = version + 1
    WHERE guild = $1 AND number = $2 AND version = $3 AND is_removed = 0";
const REMOVE: &str = "UPDATE knowledge SET is_removed = 1
    WHERE guild = $1 AND number = $2 AND version = $3 AND is_removed = 0";
const VERSION_INSERT: &str =
    "INSERT INTO knowledge_version (guild, number, version, at, author, author_name, title, hash, bytes, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const FORGET: &str = "DELETE FROM knowledge_version WHERE guild = $1 AND number = $2 AND version <= $3";
const PROPOSALS: &str = "SELECT number, ticket, at, author, author_name, title, body FROM knowledge_proposal
    WHERE guild = $1 ORDER BY number";
const PROPOSE: &str =
    "INSERT INTO knowledge_proposal (guild, number, ticket, at, author, author_name, title, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const PROPOSAL_DONE: &str = "DELETE FROM knowledge_proposal WHERE guild = $1 AND number = $2";
const VECTORS: &str =
    "SELECT body FROM knowledge_vectors WHERE guild = $1 AND number = $2 AND hash = $3 AND model = $4";
const VECTORS_KEEP: &str = "INSERT INTO knowledge_vectors (guild, number, hash, model, body)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (guild, number)
    DO UPDATE SET hash = excluded.hash, model = excluded.model, body = excluded.body";
const VECTORS_FORGET: &str = "DELETE FROM knowledge_vectors WHERE guild = $1 AND number = $2";
const SPENT: &str = "SELECT day, spoken, escalated, tokens, cost FROM assist_day
    WHERE guild = $1 AND day >= $2 AND day <= $3 ORDER BY day";
const SPEND: &str =
    "INSERT INTO assist_day (guild, day, spoken, escalated, tokens, cost) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (guild, day) DO UPDATE SET spoken = assist_day.spoken + excluded.spoken,
    escalated = assist_day.escalated + excluded.escalated, tokens = assist_day.tokens + excluded.tokens,
    cost = assist_day.cost + excluded.cost";
const DAY: &str = "INSERT INTO assist_day (guild, day, spoken, escalated, tokens) VALUES ($1, $2, 0, 0, 0)
    ON CONFLICT (guild, day) DO NOTHING";
const SPEAK: &str = "UPDATE assist_day SET spoken = spoken + 1 WHERE guild = $1 AND day = $2 AND spoken < $3";
const SPEND_ON: &str =
    "INSERT INTO assist_spent_on (guild, day, number, spoken, escalated, tokens, cost) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (guild, day, number) DO UPDATE SET spoken = assist_spent_on.spoken + excluded.spoken,
    escalated = assist_spent_on.escalated + excluded.escalated, tokens = assist_spent_on.tokens + excluded.tokens,
    cost = assist_spent_on.cost + excluded.cost";
const SPENT_ON: &str =
    "SELECT number, CAST(SUM(spoken) AS BIGINT), CAST(SUM(escalated) AS BIGINT), CAST(SUM(tokens) AS BIGINT),
    CAST(SUM(cost) AS BIGINT) FROM assist_spent_on WHERE guild = $1 AND day >= $2 AND day <= $3
    GROUP BY number ORDER BY 5 DESC, 4 DESC, 2 DESC, 1 DESC LIMIT $4 OFFSET $5";
const SPENT_ON_ALL: &str = "SELECT COUNT(DISTINCT number), CAST(COALESCE(SUM(spoken), 0) AS BIGINT),
    CAST(COALESCE(SUM(escalated), 0) AS BIGINT), CAST(COALESCE(SUM(tokens), 0) AS BIGINT), CAST(COALESCE(SUM(cost), 0) AS BIGINT)
    FROM assist_spent_on WHERE guild = $1 AND day >= $2 AND day <= $3";
const SEALED: &str = "SELECT body FROM sealed WHERE name = $1";
const SEAL: &str = "INSERT INTO sealed (name, body) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET body = excluded.body";
const UNSEAL: &str = "DELETE FROM sealed WHERE name = $1";

fn head(row: &mut Row) -> Result<KnowledgeHead, Failure> {
    Ok(KnowledgeHead {
        number: row.small()?,
        version: row.small()?,
        title: row.text()?,
        hash: row.text()?,
        bytes: row.small()?,
        at: Timestamp(row.number()?),
        author: Some(row.number()?).filter(|author| *author != 0).map(UserId::from_i64),
        author_name: row.text()?,
    })
}

fn heads(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<KnowledgeHead>, Failure> {
    sql.rows(HEADS, args![guild])?.iter_mut().map(head).collect()
}

fn text(
    sql: &mut dyn Sql,
    guild: GuildId,
    number: u32,
    version: Option<u32>,
) -> Result<Option<KnowledgeText>, Failure> {
    let row = match version {
        Some(version) => sql.row(VERSION, args![guild, number, version])?,
        None => sql.row(NEWEST, args![guild, number])?,
    };
    let read = |mut row: Row| Ok(KnowledgeText { head: head(&mut row)?, markdown: row.text()? });
    row.map(read).transpose()
}

fn history(sql: &mut dyn Sql, guild: GuildId, number: u32) -> Result<Vec<KnowledgeHead>, Failure> {
    sql.rows(HISTORY, args![guild, number])?.iter_mut().map(head).collect()
}

fn save(
    sql: &mut dyn Sql,
    guild: GuildId,
    over: Option<(u32, u32)>,
    text: &NewKnowledge,
) -> Result<KnowledgeHead, Failure> {
    // Numbers and the count are of the whole guild.
    sql.lock(&format!("knowledge:{guild}"))?;
    let (number, version) = match over {
        Some((number, version)) => {
            if sql.run(RAISE, args![guild, number, version])? != 1 {
                return Err(Failure::Conflict);
            }
            (number, version + 1)
        }
        None => {
            let count = sql.row(COUNT, args![guild])?.map_or(Ok(0), |mut row| row.small())?;
            if count >= MOST_KNOWLEDGE {
                return Err(Failure::Conflict);
            }
            let last = sql.row(LAST_NUMBER, args![guild])?.map_or(Ok(0), |mut row| row.small())?;
            sql.run(NEW, args![guild, last + 1])?;
            (last + 1, 1)
        }
    };
    let author = text.author.map_or(0, UserId::as_i64);
    let bytes = text.markdown.len() as u32;
    let (name, title, hash) = (&text.author_name, &text.title, &text.hash);
    let row = args![guild, number, version, text.at, author, name, title, hash, bytes, &text.markdown];
    sql.run(VERSION_INSERT, row)?;
    sql.run(FORGET, args![guild, number, version.saturating_sub(MOST_VERSIONS)])?;
    Ok(KnowledgeHead {
        number,
        version,
        title: title.clone(),
        hash: hash.clone(),
        bytes,
        at: text.at,
        author: text.author,
        author_name: name.clone(),
    })
}

fn remove(sql: &mut dyn Sql, guild: GuildId, number: u32, over: u32) -> Result<(), Failure> {
    if sql.run(REMOVE, args![guild, number, over])? != 1 {
        return Err(Failure::Conflict);
    }
    sql.run(FORGET, args![guild, number, over])?;
    sql.run(VECTORS_FORGET, args![guild, number]).map(|_| ())
}

fn proposals(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<Proposal>, Failure> {
    let read = |row: &mut Row| {
        Ok(Proposal {
            number: row.small()?,
            ticket: row.small()?,
            at: Timestamp(row.number()?),
            author: UserId::from_i64(row.number()?),
            author_name: row.text()?,
            title: row.text()?,
            markdown: row.text()?,
        })
    };
    sql.rows(PROPOSALS, args![guild])?.iter_mut().map(read).collect()
}

fn propose(sql: &mut dyn Sql, guild: GuildId, new: &Proposal) -> Result<(), Failure> {
    sql.lock(&format!("knowledge:{guild}"))?;
    let known = proposals(sql, guild)?;
    if known.len() >= MOST_PROPOSALS as usize {
        return Err(Failure::Conflict);
    }
    let number = known.last().map_or(1, |last| last.number + 1);
    let (name, title, body) = (&new.author_name, &new.title, &new.markdown);
    sql.run(PROPOSE, args![guild, number, new.ticket, new.at, new.author, name, title, body]).map(|_| ())
}

fn spent(sql: &mut dyn Sql, guild: GuildId, first: i64, last: i64) -> Result<Vec<(i64, Spent)>, Failure> {
    let read = |row: &mut Row| Ok((row.number()?, sums(row)?));
    sql.rows(SPENT, args![guild, first, last])?.iter_mut().map(read).collect()
}

fn sums(row: &mut Row) -> Result<Spent, Failure> {
    let (spoken, escalated) = (row.small()?, row.small()?);
    let (tokens, cost) = (row.number()?.unsigned_abs(), row.number()?.unsigned_abs());
    Ok(Spent { spoken, escalated, tokens, cost })
}

/// Of all tickets together, and how many there are.
fn spent_on_all(sql: &mut dyn Sql, guild: GuildId, days: (i64, i64)) -> Result<(u64, Spent), Failure> {
    let row = sql.row(SPENT_ON_ALL, args![guild, days.0, days.1])?;
    let mut row = row.ok_or_else(|| broken("no sum came back"))?;
    Ok((row.number()?.unsigned_abs(), sums(&mut row)?))
}

fn speak(sql: &mut dyn Sql, key: TicketKey, day: i64, most: u32) -> Result<bool, Failure> {
    sql.run(DAY, args![key.guild, day])?;
    let may = sql.run(SPEAK, args![key.guild, day, most])? == 1;
    if may {
        sql.run(SPEND_ON, args![key.guild, day, key.number, 1_u32, 0_u32, 0_u32, 0_u32])?;
    }
    Ok(may)
}

#[async_trait]
impl Knowledge for Kept {
    async fn knowledge(&self, guild: GuildId) -> Result<Vec<KnowledgeHead>, Failure> {
        on!(self.read(|sql| heads(sql, guild)))
    }
    async fn knowledge_text(
        &self,
        guild: GuildId,
        number: u32,
        version: Option<u32>,
    ) -> Result<Option<KnowledgeText>, Failure> {
        on!(self.read(|sql| text(sql, guild, number, version)))
    }
    async fn knowledge_history(&self, guild: GuildId, number: u32) -> Result<Vec<KnowledgeHead>, Failure> {
        on!(self.read(|sql| history(sql, guild, number)))
    }
    async fn knowledge_save(
        &self,
        guild: GuildId,
        over: Option<(u32, u32)>,
        text: NewKnowledge,
    ) -> Result<KnowledgeHead, Failure> {
        on!(self.write(|sql| save(sql, guild, over, &text)))
    }
    async fn knowledge_remove(&self, guild: GuildId, number: u32, over: u32) -> Result<(), Failure> {
        on!(self.write(|sql| remove(sql, guild, number, over)))
    }
    async fn propose(&self, guild: GuildId, proposal: Proposal) -> Result<(), Failure> {
        on!(self.write(|sql| propose(sql, guild, &proposal)))
    }
    async fn proposals(&self, guild: GuildId) -> Result<Vec<Proposal>, Failure> {
        on!(self.read(|sql| proposals(sql, guild)))
    }
    async fn proposal_done(&self, guild: GuildId, number: u32) -> Result<bool, Failure> {
        on!(self.write(|sql| sql.run(PROPOSAL_DONE, args![guild, number]).map(|gone| gone == 1)))
    }
    async fn vectors(
        &self,
        guild: GuildId,
        number: u32,
        hash: &str,
        model: &str,
    ) -> Result<Option<String>, Failure> {
        let (hash, model) = (hash.to_owned(), model.to_owned());
        on!(self.read(|sql| {
            sql.row(VECTORS, args![guild, number, &hash, &model])?.map(|mut row| row.text()).transpose()
        }))
    }
    async fn vectors_keep(
        &self,
        guild: GuildId,
        number: u32,
        hash: &str,
        model: &str,
        body: String,
    ) -> Result<(), Failure> {
        let (hash, model) = (hash.to_owned(), model.to_owned());
        on!(self
            .write(|sql| { sql.run(VECTORS_KEEP, args![guild, number, &hash, &model, &body]).map(|_| ()) }))
    }
    async fn spent(&self, guild: GuildId, day: i64) -> Result<Spent, Failure> {
        let days = on!(self.read(|sql| spent(sql, guild, day, day)))?;
        Ok(days.first().map_or_else(Spent::default, |(_, spent)| *spent))
    }
    async fn spent_days(&self, guild: GuildId, first: i64, last: i64) -> Result<Vec<(i64, Spent)>, Failure> {
        on!(self.read(|sql| spent(sql, guild, first, last)))
    }
    async fn spent_on(
        &self,
        guild: GuildId,
        days: (i64, i64),
        skip: u32,
        most: u32,
    ) -> Result<(Vec<(u32, Spent)>, u64), Failure> {
        on!(self.read(|sql| {
            let read = |row: &mut Row| Ok((row.small()?, sums(row)?));
            let values = args![guild, days.0, days.1, most, skip];
            let rows = sql.rows(SPENT_ON, values)?.iter_mut().map(read).collect::<Result<_, Failure>>()?;
            Ok((rows, spent_on_all(sql, guild, days)?.0))
        }))
    }
    async fn spent_on_tickets(&self, guild: GuildId, days: (i64, i64)) -> Result<Spent, Failure> {
        on!(self.read(|sql| spent_on_all(sql, guild, days).map(|(_, spent)| spent)))
    }
    async fn speak(&self, key: TicketKey, day: i64, most: u32) -> Result<bool, Failure> {
        on!(self.write(|sql| speak(sql, key, day, most)))
    }
    async fn spend(&self, guild: GuildId, day: i64, ticket: Option<u32>, more: Spent) -> Result<(), Failure> {
        let [tokens, cost] = [more.tokens, more.cost].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        on!(self.write(|sql| {
            sql.run(SPEND, args![guild, day, more.spoken, more.escalated, tokens, cost])?;
            match ticket {
                Some(number) => sql
                    .run(SPEND_ON, args![guild, day, number, more.spoken, more.escalated, tokens, cost])
                    .map(|_| ()),
                None => Ok(()),
            }
        }))
    }
    async fn sealed(&self, name: &str) -> Result<Option<String>, Failure> {
        let name = name.to_owned();
        on!(self.read(|sql| sql.row(SEALED, args![&name])?.map(|mut row| row.text()).transpose()))
    }
    async fn seal(&self, name: &str, body: Option<String>) -> Result<(), Failure> {
        let name = name.to_owned();
        on!(self.write(|sql| match &body {
            Some(body) => sql.run(SEAL, args![&name, body]).map(|_| ()),
            None => sql.run(UNSEAL, args![&name]).map(|_| ()),
        }))
    }
}
