//! Devices on which people want to be told, and what they are told of: asked for in the commit of what it tells of.

use crate::{
    Kept, args, queue,
    sql::{Row, Sql, broken, json},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Device, Moved, NewDevice, Posted, Pushes, TokenHash},
};
use ticket::{
    Job, Recorded, Scheduled, Ticket, TicketKey, Timestamp, UserId,
    push::{self, Cause, MOST_DEVICES, Occasion},
    settings::Locale,
};

const KEY: &str = "SELECT sealed FROM push_key WHERE id = 1";
const KEY_MAKE: &str =
    "INSERT INTO push_key (id, sealed, made_at) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING";
const COLUMNS: &str = "id, member, token, endpoint, key, auth, locale, occasions, name, made_at, reached_at";
const FORGET: &str = "DELETE FROM device WHERE token = $1 OR endpoint = $2";
const INSERT: &str =
    "INSERT INTO device (member, token, endpoint, key, auth, locale, occasions, name, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
const TOO_MANY: &str = "DELETE FROM device WHERE member = $1 AND id NOT IN
    (SELECT id FROM device WHERE member = $1 ORDER BY id DESC LIMIT $2)";
const CHANGE: &str = "UPDATE device SET occasions = $1, locale = $2 WHERE member = $3 AND token = $4";
const REACHED: &str = "UPDATE device SET reached_at = $1 WHERE id = $2";
const MOVED: &str =
    "UPDATE device SET endpoint = $1, key = $2, auth = $3 WHERE id = $4 AND member = $5 AND token = $6";
const KNOWN: &str = "SELECT id FROM device WHERE member = $1 AND token = $2";
const FORGET_OTHERS: &str = "DELETE FROM device WHERE endpoint = $1 AND id <> $2";
const GONE: &str = "DELETE FROM device WHERE id = $1 AND endpoint = $2";
const REMOVE_OWN: &str = "DELETE FROM device WHERE id = $1 AND member = $2";
const LEFT: &str = "DELETE FROM device WHERE token = $1 AND member <> $2";
const ERASED: &str = "DELETE FROM device WHERE member = $1";
const ANYBODY: &str = "SELECT id FROM device LIMIT 1";
const OF_MEMBER: &str = "SELECT id, occasions FROM device WHERE member = $1 ORDER BY id";
const HOLDERS: &str = "SELECT claimer, assignee FROM ticket WHERE guild = $1 AND number = $2";

fn device_of(mut row: Row) -> Result<Device, Failure> {
    let (id, user) = (row.number()?, UserId::from_i64(row.number()?));
    let mut token = TokenHash::default();
    hex::decode_to_slice(row.text()?, &mut token).map_err(|_| broken("a device has no token"))?;
    let told = NewDevice {
        user,
        token,
        endpoint: row.text()?,
        key: row.text()?,
        auth: row.text()?,
        locale: row.json()?,
        occasions: row.json()?,
        name: row.json()?,
        at: Timestamp(row.number()?),
    };
    Ok(Device { id, told, reached: row.maybe_number()?.map(Timestamp) })
}

fn key(sql: &mut dyn Sql) -> Result<Option<String>, Failure> {
    sql.row(KEY, args![])?.map(|mut row| row.text()).transpose()
}

fn add(sql: &mut dyn Sql, new: &NewDevice) -> Result<i64, Failure> {
    sql.lock(&format!("devices:{}", new.user))?;
    let token = hex::encode(new.token);
    sql.run(FORGET, args![&token, &new.endpoint])?;
    let values = args![
        new.user,
        token,
        &new.endpoint,
        &new.key,
        &new.auth,
        json(&new.locale)?,
        json(&new.occasions)?,
        json(&new.name)?,
        new.at
    ];
    let id = sql.row(INSERT, values)?.ok_or_else(|| broken("no device came back"))?.number()?;
    sql.run(TOO_MANY, args![new.user, MOST_DEVICES])?;
    Ok(id)
}

fn change(
    sql: &mut dyn Sql,
    user: UserId,
    token: &TokenHash,
    occasions: &[Occasion],
    locale: Locale,
) -> Result<bool, Failure> {
    let values = args![json(&occasions)?, json(&locale)?, user, hex::encode(token)];
    Ok(sql.run(CHANGE, values)? > 0)
}

fn moved(sql: &mut dyn Sql, to: &Moved) -> Result<bool, Failure> {
    sql.lock(&format!("devices:{}", to.user))?;
    let token = hex::encode(to.token);
    let Some(mut row) = sql.row(KNOWN, args![to.user, &token])? else { return Ok(false) };
    let id: i64 = row.number()?;
    sql.run(FORGET_OTHERS, args![&to.endpoint, id])?;
    let values = args![&to.endpoint, &to.key, &to.auth, id, to.user, token];
    Ok(sql.run(MOVED, values)? > 0)
}

fn device(sql: &mut dyn Sql, id: i64) -> Result<Option<Device>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM device WHERE id = $1");
    sql.row(&statement, args![id])?.map(device_of).transpose()
}

fn devices(sql: &mut dyn Sql, user: UserId) -> Result<Vec<Device>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM device WHERE member = $1 ORDER BY id DESC");
    sql.rows(&statement, args![user])?.into_iter().map(device_of).collect()
}

/// A person is erased.
pub fn erased(sql: &mut dyn Sql, user: UserId) -> Result<(), Failure> {
    sql.run(ERASED, args![user]).map(|_| ())
}

/// Whether there is any device. What many messages are told to is looked up once.
pub fn anybody(sql: &mut dyn Sql) -> Result<bool, Failure> {
    Ok(sql.row(ANYBODY, args![])?.is_some())
}

/// Tells of what happened to a ticket, which is as it is after that.
pub fn events(sql: &mut dyn Sql, ticket: &Ticket, events: &[Recorded]) -> Result<(), Failure> {
    for one in events {
        for (user, occasion) in push::of_event(ticket, one) {
            tell(sql, ticket.key, (user, occasion), Cause::Event { seq: one.seq }, one.at)?;
        }
    }
    Ok(())
}

/// Tells of a message by a person in the ticket of this opener.
pub fn message(
    sql: &mut dyn Sql,
    (key, opener): (TicketKey, UserId),
    posted: &Posted,
) -> Result<(), Failure> {
    let Some(mut row) = sql.row(HOLDERS, args![key.guild, key.number])? else { return Ok(()) };
    let mut holder = || Ok::<_, Failure>(row.maybe_number()?.map(UserId::from_i64));
    let holders = [holder()?, holder()?];
    for told in push::of_message(posted.author, opener, holders) {
        tell(sql, key, told, Cause::Message { message: posted.message }, posted.message.at())?;
    }
    Ok(())
}

fn tell(
    sql: &mut dyn Sql,
    ticket: TicketKey,
    (user, occasion): (UserId, Occasion),
    cause: Cause,
    at: Timestamp,
) -> Result<(), Failure> {
    let mut jobs = Vec::new();
    for mut row in sql.rows(OF_MEMBER, args![user])? {
        let (device, occasions): (i64, Vec<Occasion>) = (row.number()?, row.json()?);
        if occasions.contains(&occasion) {
            jobs.push(Scheduled { job: Job::Push { ticket, device, cause }, due: at });
        }
    }
    queue::enqueue(sql, &jobs)
}

#[async_trait]
impl Pushes for Kept {
    async fn push_key(&self) -> Result<Option<String>, Failure> {
        on!(self.read(|sql| key(sql)))
    }
    async fn push_key_make(&self, sealed: &str, now: Timestamp) -> Result<String, Failure> {
        let sealed = sealed.to_owned();
        on!(self.write(|sql| {
            sql.run(KEY_MAKE, args![&sealed, now])?;
            key(sql)?.ok_or_else(|| broken("a key was not kept"))
        }))
    }
    async fn device_add(&self, device: NewDevice) -> Result<i64, Failure> {
        on!(self.write(|sql| add(sql, &device)))
    }
    async fn device_change(
        &self,
        user: UserId,
        token: &TokenHash,
        occasions: &[Occasion],
        locale: Locale,
    ) -> Result<bool, Failure> {
        let (token, occasions) = (*token, occasions.to_vec());
        on!(self.write(|sql| change(sql, user, &token, &occasions, locale)))
    }
    async fn device(&self, id: i64) -> Result<Option<Device>, Failure> {
        on!(self.read(|sql| device(sql, id)))
    }
    async fn devices(&self, user: UserId) -> Result<Vec<Device>, Failure> {
        on!(self.read(|sql| devices(sql, user)))
    }
    async fn device_reached(&self, id: i64, now: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| sql.run(REACHED, args![now, id]).map(|_| ())))
    }
    async fn device_moved(&self, to: Moved) -> Result<bool, Failure> {
        on!(self.write(|sql| moved(sql, &to)))
    }
    async fn device_remove(&self, id: i64, user: UserId) -> Result<bool, Failure> {
        on!(self.write(|sql| Ok(sql.run(REMOVE_OWN, args![id, user])? > 0)))
    }
    async fn device_gone(&self, id: i64, endpoint: &str) -> Result<bool, Failure> {
        let endpoint = endpoint.to_owned();
        on!(self.write(|sql| Ok(sql.run(GONE, args![id, &endpoint])? > 0)))
    }
    async fn device_left(&self, token: &TokenHash, now_of: Option<UserId>) -> Result<(), Failure> {
        let token = *token;
        // Nobody has the id 0.
        let now_of = now_of.unwrap_or(UserId(0));
        on!(self.write(|sql| sql.run(LEFT, args![hex::encode(token), now_of]).map(|_| ())))
    }
}
