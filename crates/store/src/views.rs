//! Lists of tickets, for both databases.
//!
//! A list is read in its order from an index, and what it costs does not grow with the tickets that are not shown. Where a filter allows several
//! values (open or closed, claimed by or assigned to, one of some types), each is walked by itself, as an arm, and the first of all arms are the page.

mod arms;
mod few;
#[cfg(test)]
mod few_tests;

use crate::{
    args,
    records::{LOADED, loaded},
    search::filter::{Where, among},
    sql::{Arg, Engine, Sql},
};
use arms::{Arm, Worker};
use desk::{
    Failure,
    ports::{Counts, Cursor, Filter, NextWord, Order, Row, Show},
};
use few::Few;
use ticket::{GuildId, Timestamp, TypeId, UserId, query::Check};

/// The member wrote last, or nobody yet, and it needs an answer.
const FOR_US: &str = "((t.last_by IS NULL OR t.last_by = t.opener) AND t.settled = 0)";

/// It is not out of sight for a while.
const AWAKE: &str = "t.snoozed_until IS NULL";

/// Whether a page of these is one statement.
pub fn is_one_statement(filter: &Filter) -> bool {
    !few::are_counted(filter)
}

/// A page of tickets. Built from fixed parts; every value is a parameter or a number of ours.
pub fn list(
    sql: &mut dyn Sql,
    guild: GuildId,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Row>, Failure> {
    let few = few::of(sql, guild, filter)?;
    list_from(sql, guild, filter, few, after, limit)
}

/// The same, read from few, where they are.
fn list_from(
    sql: &mut dyn Sql,
    guild: GuildId,
    filter: &Filter,
    few: Option<Few>,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Row>, Failure> {
    let mut wanted = Where::new("", vec![guild.into()]);
    let mut walks = Vec::new();
    for arm in arms::of(filter, few) {
        let (from, on) = (arm.from(sql.engine(), filter.order), arm.ordered());
        conditions(&mut wanted, arm, filter, after);
        let mut order = order(filter.order, on);
        if arm.few.is_some() && sql.engine() == Engine::Postgres {
            // They are sorted: PostgreSQL would rather walk all there is in this order, as if they were spread evenly over it.
            order = order.replacen(&format!("{on}."), &format!("0 + {on}."), 1);
        }
        let conditions = wanted.anew("");
        walks.push(format!(
            "SELECT * FROM (SELECT t.number, {on}.last_at, t.urgency FROM {from} WHERE {conditions} ORDER BY {order} LIMIT {limit}) AS walk"
        ));
    }
    let (_, values) = wanted.parts();
    let columns: Vec<String> = LOADED.split(", ").map(|column| format!("t.{column}")).collect();
    let statement = format!(
        "SELECT {} FROM (SELECT * FROM ({}) AS walks ORDER BY {} LIMIT {limit}) AS page
        JOIN ticket t ON t.guild = $1 AND t.number = page.number ORDER BY {}",
        columns.join(", "),
        walks.join(" UNION ALL "),
        order(filter.order, "walks"),
        order(filter.order, "page"),
    );
    let rows = sql.rows(&statement, &values)?.into_iter();
    rows.map(|mut row| loaded(&mut row).map(|found| Row { ticket: found.ticket, activity: found.activity }))
        .collect()
}

/// How many open tickets a filter holds, as far as it is counted.
pub fn count_open(sql: &mut dyn Sql, guild: GuildId, filter: &Filter, most: u32) -> Result<u64, Failure> {
    let filter = Filter { show: Show::Open, ..filter.clone() };
    let mut wanted = Where::new("", vec![guild.into()]);
    let mut walks = Vec::new();
    for arm in arms::of(&filter, None) {
        let from = arm.from(sql.engine(), filter.order);
        conditions(&mut wanted, arm, &filter, None);
        let conditions = wanted.anew("");
        walks.push(format!(
            "SELECT * FROM (SELECT t.number FROM {from} WHERE {conditions} LIMIT {most}) AS walk"
        ));
    }
    let (_, values) = wanted.parts();
    let statement = format!(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT DISTINCT number FROM ({}) AS walks LIMIT {most}) AS found",
        walks.join(" UNION ALL ")
    );
    let row = sql.row(&statement, &values)?;
    Ok(row.map(|mut row| row.number()).transpose()?.unwrap_or(0).unsigned_abs())
}

fn order(order: Order, on: &str) -> String {
    match order {
        Order::Latest => format!("{on}.last_at DESC, {on}.number DESC"),
        Order::Urgent => format!("{on}.urgency DESC, {on}.last_at DESC, {on}.number DESC"),
        Order::Newest => format!("{on}.number DESC"),
        Order::Oldest => format!("{on}.number"),
        Order::Quiet => format!("{on}.last_at, {on}.number"),
        Order::Calm => format!("{on}.urgency, {on}.last_at, {on}.number"),
    }
}

/// What holds for the tickets of an arm.
fn conditions(wanted: &mut Where, arm: Arm, filter: &Filter, after: Option<Cursor>) {
    let (on, open) = (arm.ordered(), u8::from(arm.open));
    wanted.anew(&format!("{on}.guild = $1 AND {on}.is_open = {open}"));
    if let Some(tag) = arm.tag {
        wanted.and(&format!("g.tag = {tag}"));
    }
    match (arm.kind, &filter.types) {
        (Some(kind), _) => wanted.and(&format!("t.type = {kind}")),
        (None, Some(types)) => wanted.and(&among(types)),
        (None, None) => {}
    }
    if let Some(urgency) = arm.urgency {
        wanted.and(&format!("t.urgency = {urgency}"));
    }
    for (column, user) in
        [("opener", filter.opener), ("assignee", filter.assignee), ("claimer", filter.claimer)]
    {
        if let Some(user) = user {
            let user = wanted.value(user);
            wanted.and(&format!("t.{column} = {user}"));
        }
    }
    if let Some(user) = arm.opener {
        let user = wanted.value(user);
        wanted.and(&format!("t.opener = {user}"));
    }
    match arm.worker {
        Worker::Any => {}
        Worker::Claimed(user) => {
            let user = wanted.value(user);
            wanted.and(&format!("t.claimer = {user}"));
        }
        Worker::Assigned(user) => {
            let user = wanted.value(user);
            wanted.and(&format!("t.assignee = {user}"));
        }
        Worker::AssignedOnly(user) => {
            let user = wanted.value(user);
            wanted.and(&format!("t.assignee = {user} AND (t.claimer IS NULL OR t.claimer <> t.assignee)"));
        }
    }
    if filter.unassigned {
        wanted.and("t.claimer IS NULL AND t.assignee IS NULL");
    }
    match filter.waiting {
        Some(NextWord::ForUs) => wanted.and(FOR_US),
        Some(NextWord::ForMember) => wanted.and("(t.last_by <> t.opener OR t.settled = 1)"),
        None => {}
    }
    match filter.snoozed {
        Some(true) => wanted.and("t.snoozed_until IS NOT NULL"),
        Some(false) => wanted.and(AWAKE),
        None => {}
    }
    if let Some(stars) = arm.stars {
        wanted.and(&format!("t.stars = {stars}"));
    }
    if let Some(condition) = arm.few.and_then(|few| few.condition(arm.open)) {
        wanted.and(&condition);
    }
    if arm.few.is_none() && !arm.open {
        few::begin(wanted, filter, on);
    }
    // Along a tag there are only those that have it.
    let along = |any: &&Vec<Check>| arm.tagged().is_none_or(|tag| arms::only_tag(any) != Some(tag));
    let checks: Vec<_> = filter.checks.iter().filter(along).cloned().collect();
    wanted.checks(&checks);
    if let Some(cursor) = after {
        let sign = match filter.order {
            Order::Latest | Order::Urgent | Order::Newest => "<",
            Order::Oldest | Order::Quiet | Order::Calm => ">",
        };
        let (columns, place): (&[&str], Vec<Arg>) = match filter.order {
            Order::Latest | Order::Quiet => {
                (&["last_at", "number"], vec![cursor.last_at.into(), cursor.number.into()])
            }
            Order::Urgent | Order::Calm => (
                &["urgency", "last_at", "number"],
                vec![i64::from(cursor.urgency).into(), cursor.last_at.into(), cursor.number.into()],
            ),
            Order::Newest | Order::Oldest => (&["number"], vec![cursor.number.into()]),
        };
        let columns: Vec<String> = columns.iter().map(|column| format!("{on}.{column}")).collect();
        let places: Vec<String> = place.into_iter().map(|place| wanted.value(place)).collect();
        wanted.and(&format!("({}) {sign} ({})", columns.join(", "), places.join(", ")));
    }
}

/// Counts of open tickets of these types. Those that are open are read from an index that has nothing else; closed ones are never met.
pub fn counts(
    sql: &mut dyn Sql,
    guild: GuildId,
    types: Option<&[TypeId]>,
    reader: UserId,
    now: Timestamp,
) -> Result<Counts, Failure> {
    let types = types.map_or_else(|| "1 = 1".to_owned(), among);
    // SQLite keeps no statistics here, so it is told the index that has all that is asked for.
    let from = if sql.engine() == Engine::Sqlite { "ticket t INDEXED BY ticket_open" } else { "ticket t" };
    let sum = |condition: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
    let statement = format!(
        "SELECT CAST(COUNT(*) AS BIGINT), {}, {}, {}, {}, {} FROM {from} WHERE t.guild = $3 AND t.is_open = 1 AND {types}",
        sum(&format!("t.claimer IS NULL AND t.assignee IS NULL AND {AWAKE}")),
        sum(&format!("(t.claimer = $1 OR t.assignee = $1) AND {AWAKE}")),
        sum(&format!("{FOR_US} AND {AWAKE}")),
        sum("t.snoozed_until IS NOT NULL"),
        sum("t.due_at < $2"),
    );
    let Some(mut row) = sql.row(&statement, args![reader, now, guild])? else { return Ok(Counts::default()) };
    let mut next = || row.number().map(i64::unsigned_abs);
    let (open, unassigned, mine) = (next()?, next()?, next()?);
    let (for_us, snoozed, overdue) = (next()?, next()?, next()?);
    let for_member = open.saturating_sub(for_us + snoozed);
    Ok(Counts { open, unassigned, mine, for_us, for_member, snoozed, overdue })
}

const COUNTED: &str =
    "SELECT type, tickets FROM ticket_count WHERE guild = $1 AND is_open = $2 AND tickets <> 0 ORDER BY type";

/// Open tickets by type.
pub fn open_by_type(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<(TypeId, u64)>, Failure> {
    let rows = sql.rows(COUNTED, args![guild, true])?.into_iter();
    rows.map(|mut row| Ok((TypeId(row.small()?), row.number()?.unsigned_abs()))).collect()
}
