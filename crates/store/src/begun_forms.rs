//! Forms whose follow-up questions wait for their answers, for both databases.

use crate::{
    Kept, args,
    sql::{Sql, json},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{BegunForm, BegunForms, BegunKey},
};
use ticket::{GuildId, MessageId, Timestamp, UserId};

const BEGIN: &str = "INSERT INTO begun_form (guild, member, type, act, at, body) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (guild, member, type) DO UPDATE SET act = excluded.act, at = excluded.at, body = excluded.body";
const ONE: &str =
    "SELECT body FROM begun_form WHERE guild = $1 AND member = $2 AND type = $3 AND act = $4 AND at > $5";
const TAKE: &str = "DELETE FROM begun_form WHERE guild = $1 AND member = $2 AND type = $3 AND act = $4";
const SWEEP: &str = "DELETE FROM begun_form WHERE at <= $1";
const OF_MEMBER: &str = "DELETE FROM begun_form WHERE guild = $1 AND member = $2";
const OF_GUILD: &str = "DELETE FROM begun_form WHERE guild = $1";

/// Its ticket is opened by this commit.
pub fn take(sql: &mut dyn Sql, key: &BegunKey) -> Result<(), Failure> {
    let values = args![key.guild, key.member, key.ticket_type, MessageId(key.act)];
    if sql.run(TAKE, values)? == 1 { Ok(()) } else { Err(Failure::Conflict) }
}

/// A member left, or is erased.
pub fn member_gone(sql: &mut dyn Sql, guild: GuildId, member: UserId) -> Result<(), Failure> {
    sql.run(OF_MEMBER, args![guild, member]).map(|_| ())
}

/// Guildhall was removed from a guild.
pub fn guild_gone(sql: &mut dyn Sql, guild: GuildId) -> Result<(), Failure> {
    sql.run(OF_GUILD, args![guild]).map(|_| ())
}

fn begin(sql: &mut dyn Sql, key: BegunKey, form: &BegunForm, at: Timestamp) -> Result<(), Failure> {
    let values = args![key.guild, key.member, key.ticket_type, MessageId(key.act), at, json(form)?];
    sql.run(BEGIN, values).map(|_| ())
}

fn one(sql: &mut dyn Sql, key: BegunKey, since: Timestamp) -> Result<Option<BegunForm>, Failure> {
    let values = args![key.guild, key.member, key.ticket_type, MessageId(key.act), since];
    sql.row(ONE, values)?.map(|mut row| row.json()).transpose()
}

#[async_trait]
impl BegunForms for Kept {
    async fn form_begun(&self, key: BegunKey, form: &BegunForm, at: Timestamp) -> Result<(), Failure> {
        let form = form.clone();
        on!(self.write(|sql| begin(sql, key, &form, at)))
    }
    async fn begun_form(&self, key: BegunKey, since: Timestamp) -> Result<Option<BegunForm>, Failure> {
        on!(self.read(|sql| one(sql, key, since)))
    }
    async fn begun_forms_swept(&self, before: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| sql.run(SWEEP, args![before]).map(|_| ())))
    }
}
