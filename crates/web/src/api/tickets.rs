//! Tickets: seen, answered, claimed, assigned, closed, opened again.

use super::{Call, Oops, Reply};
use crate::pages::search::{self, Typed, Typist};
use axum::http::StatusCode;
use desk::{
    Loaded, Rejected,
    ports::{Filter, Line, Order, Reader, Show},
    speak::Saying,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use ticket::{
    Activity, By, Command, Permissions, Status, Ticket, Timestamp, TypeId, UserId, access,
    query::{Check, Condition, Is, Sought},
    waiting,
};

/// What can be said of until when a ticket is snoozed.
const UNTIL: &str =
    "until is a time such as 2026-12-24T14:30:00Z, 3h, 2d, a date in the time zone of the server, or null.";
/// What a list can be asked for.
pub(super) const LIST_QUERY: &[&str] =
    &["page", "per_page", "status", "type", "assignee", "claimer", "opener", "unassigned", "q", "sort"];

/// `GET /tickets`
pub(super) async fn list(call: Call) -> Result<Reply, Oops> {
    let page = call.page()?;
    let seen = seen(&call);
    let asked: Option<TypeId> = call.parsed("type")?;
    let mut filter = Filter {
        show: match call.asked("status").unwrap_or("open") {
            "open" => Show::Open,
            "closed" => Show::Closed,
            "all" => Show::All,
            _ => return Err(Oops::Invalid("status is open, closed or all.".to_owned())),
        },
        types: match (seen, asked) {
            (seen, None) => seen,
            (None, Some(kind)) => Some(vec![kind]),
            (Some(seen), Some(kind)) => Some(seen.into_iter().filter(|one| *one == kind).collect()),
        },
        assignee: call.parsed("assignee")?,
        claimer: call.parsed("claimer")?,
        opener: call.parsed("opener")?,
        unassigned: call.parsed("unassigned")?.unwrap_or(false),
        order: match call.asked("sort").unwrap_or("newest") {
            "newest" => Order::Newest,
            "oldest" => Order::Oldest,
            "latest" => Order::Latest,
            "urgent" => Order::Urgent,
            _ => return Err(Oops::Invalid("sort is newest, oldest, latest or urgent.".to_owned())),
        },
        ..Filter::default()
    };
    let typist = Typist {
        guild: call.guild.id,
        config: &call.config.config,
        user: call.person.user,
        staff: true,
        locale: call.locale(),
    };
    let store = call.app.desk.store();
    let rows = match search::read_as(&call.app, &typist, call.asked("q").unwrap_or_default()).await? {
        Typed::Unclear(why) => return Err(Oops::Invalid(why)),
        Typed::Nothing => store.list(call.guild.id, &filter, None, page.rows()).await?,
        Typed::Sought(sought) if sought.has_words() => {
            let reader = Reader::Staff(filter.types.take());
            let hits =
                store.search(call.guild.id, &reader, &narrowed(&filter, sought), None, page.rows()).await?;
            let mut told = BTreeSet::new();
            let rows = hits.hits.into_iter().map(|hit| hit.row);
            rows.filter(|row| told.insert(row.ticket.key.number)).collect()
        }
        Typed::Sought(sought) => {
            filter.checks.extend(sought.checks);
            store.list(call.guild.id, &filter, None, page.rows()).await?
        }
    };
    let (rows, more) = page.cut(rows);
    let names = names(&call, rows.iter().map(|row| &row.ticket)).await?;
    let data = rows.iter().map(|row| ticket(&call, &row.ticket, &row.activity, &names)).collect();
    Ok(page.reply(data, more))
}

/// What is looked for, among what a list is asked to hold.
fn narrowed(filter: &Filter, mut sought: Sought) -> Sought {
    let mut also = |of: Condition| sought.checks.push(vec![Check { not: false, of }]);
    match filter.show {
        Show::Open => also(Condition::Is(Is::Open)),
        Show::Closed => also(Condition::Is(Is::Closed)),
        Show::All => {}
    }
    if filter.unassigned {
        also(Condition::Is(Is::Unassigned));
    }
    filter.assignee.into_iter().for_each(|user| also(Condition::Assignee(vec![user])));
    filter.claimer.into_iter().for_each(|user| also(Condition::Claimer(vec![user])));
    filter.opener.into_iter().for_each(|user| also(Condition::From(vec![user])));
    sought
}

/// The types whose tickets the owner of the token may see; all if absent.
fn seen(call: &Call) -> Option<Vec<TypeId>> {
    let (config, person) = (&call.config.config, &call.person);
    let all = access::capability(config, person).is_some()
        || person.permissions.contains(Permissions::MANAGE_CHANNELS);
    let seen = config.types.iter().filter(|of| access::may_view(config, of, person)).map(|of| of.id);
    (!all).then(|| seen.collect())
}

/// `GET /tickets/{number}`
pub(super) async fn get(call: Call) -> Result<Reply, Oops> {
    let loaded = call.ticket().await?;
    one(&call, &loaded).await
}

async fn one(call: &Call, loaded: &Loaded) -> Result<Reply, Oops> {
    let names = names(call, [&loaded.ticket]).await?;
    Ok(Reply::ok(json!({ "data": ticket(call, &loaded.ticket, &loaded.activity, &names) })))
}

/// `GET /tickets/{number}/messages`
pub(super) async fn messages(call: Call) -> Result<Reply, Oops> {
    let (page, loaded) = (call.page()?, call.ticket().await?);
    let lines = call.app.desk.store().lines(loaded.ticket.key, None, page.rows()).await?;
    let (lines, more) = page.cut(lines);
    Ok(page.reply(lines.iter().map(message).collect(), more))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewMessage {
    content: String,
}

/// `POST /tickets/{number}/messages`
pub(super) async fn reply(call: Call) -> Result<Reply, Oops> {
    let loaded = call.ticket().await?;
    let NewMessage { content } = call.read()?;
    let once = call.once.clone().unwrap_or_else(|| crate::headers::fresh()[..32].to_owned());
    let saying = Saying { text: content, once: format!("api-{}-{once}", call.token.id), ..Saying::default() };
    let key = loaded.ticket.key;
    let said = call.app.desk.say(key, &call.person, saying).await;
    let message = said.map_err(|why| Oops::of(why, call.locale()))?;
    Ok(Reply::with(
        StatusCode::CREATED,
        json!({ "data": { "message_id": message.to_string(), "number": key.number, "sent_at": message.at().iso() } }),
    ))
}

/// `POST /tickets/{number}/claim`
pub(super) async fn claim(call: Call) -> Result<Reply, Oops> {
    act(call, Command::Claim).await
}

/// `POST /tickets/{number}/reopen`
pub(super) async fn reopen(call: Call) -> Result<Reply, Oops> {
    act(call, Command::Reopen).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Close {
    #[serde(default)]
    reason: Option<String>,
}

/// `POST /tickets/{number}/close`
pub(super) async fn close(call: Call) -> Result<Reply, Oops> {
    let Close { reason } = call.read()?;
    let reason = reason.filter(|text| !text.trim().is_empty());
    act(call, Command::Close { reason }).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Snooze {
    /// A time, a date, or how long; until the member writes if absent.
    #[serde(default)]
    until: Option<String>,
}

/// `POST /tickets/{number}/snooze`
pub(super) async fn snooze(call: Call) -> Result<Reply, Oops> {
    let Snooze { until } = call.read()?;
    let (config, now) = (&call.config.config, call.app.now());
    let at = |text: &str| {
        let instant = text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond()));
        instant.or_else(|| ticket::snooze::read(text, config, now))
    };
    let until =
        until.as_deref().map(|text| at(text).ok_or_else(|| Oops::Invalid(UNTIL.to_owned()))).transpose()?;
    act(call, Command::Snooze { until }).await
}

/// `POST /tickets/{number}/wake`
pub(super) async fn wake(call: Call) -> Result<Reply, Oops> {
    act(call, Command::Unsnooze).await
}

/// `POST /tickets/{number}/no-reply-needed`
pub(super) async fn no_reply_needed(call: Call) -> Result<Reply, Oops> {
    act(call, Command::NoReplyNeeded).await
}

/// `POST /tickets/{number}/reply-needed`
pub(super) async fn reply_needed(call: Call) -> Result<Reply, Oops> {
    act(call, Command::ReplyNeeded).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assign {
    /// An account's id, or nobody.
    assignee: Option<String>,
}

/// `POST /tickets/{number}/assign`
pub(super) async fn assign(call: Call) -> Result<Reply, Oops> {
    let unknown = || Oops::Invalid("assignee is the id of a member, or null.".to_owned());
    if call.body.get("assignee").is_none() {
        return Err(unknown());
    }
    let Assign { assignee } = call.read()?;
    let Some(id) = assignee else { return act(call, Command::Unassign).await };
    let user: UserId = id.parse().map_err(|_| unknown())?;
    let member = call.app.desk.store().member(call.guild.id, user).await?.ok_or_else(unknown)?;
    let to = Box::new(call.guild.person(&member));
    act(call, Command::Assign { to }).await
}

/// Hands a command to the desk, as everybody else does.
async fn act(call: Call, command: Command) -> Result<Reply, Oops> {
    let loaded = call.ticket().await?;
    match call.app.desk.handle(loaded.ticket.key, &call.actor(), &command).await {
        Ok(handled) => one(&call, &handled.ticket).await,
        Err(Rejected::Failed(failure)) => Err(failure.into()),
        Err(refused) => Err(Oops::of(refused, call.locale())),
    }
}

type Names = BTreeMap<UserId, String>;

/// The names of those who handle the tickets.
async fn names<'a>(call: &Call, tickets: impl IntoIterator<Item = &'a Ticket>) -> Result<Names, Oops> {
    let mut users: Vec<UserId> = tickets.into_iter().filter_map(|ticket| ticket.assignee).collect();
    users.sort_unstable();
    users.dedup();
    let members = call.app.desk.store().members(call.guild.id, &users).await?;
    Ok(members.into_iter().map(|member| (member.user, member.name)).collect())
}

fn person(user: UserId, name: Option<&str>) -> Value {
    json!({ "id": user.to_string(), "name": name })
}

fn status(ticket: &Ticket) -> &'static str {
    match ticket.status() {
        Status::Open => "open",
        Status::Claimed => "claimed",
        Status::Assigned => "assigned",
        Status::Closed => "closed",
        Status::Archived => "archived",
    }
}

fn ticket(call: &Call, of: &Ticket, activity: &Activity, names: &Names) -> Value {
    let config = &call.config.config;
    let closed = of.closure().map(|closure| {
        let by = match &closure.by {
            By::Person { user, name } => person(*user, Some(name)),
            By::System => Value::Null,
        };
        json!({ "at": closure.at.iso(), "by": by, "reason": closure.reason, "kind": closure.kind })
    });
    let snoozed = of.snoozed.as_ref().map(|snooze| {
        let until = snooze.until.map(ticket::Timestamp::iso);
        json!({ "at": snooze.at.iso(), "by": person(snooze.by, Some(&snooze.name)), "until": until })
    });
    let tags = of.tags.iter().map(|id| {
        let known = config.tags.iter().find(|tag| tag.id == *id);
        json!({ "id": id, "name": known.map(|tag| tag.name.as_str()) })
    });
    json!({
        "id": format!("{}-{}", of.key.guild, of.key.number),
        "number": of.key.number,
        "status": status(of),
        "subject": of.subject,
        "type": { "id": of.ticket_type, "name": config.type_or_removed(of.ticket_type).name },
        "priority": of.priority,
        "opener": person(of.opener.user, Some(&of.opener.name)),
        "claimer": of.claim.as_ref().map(|claim| person(claim.by, Some(&claim.name))),
        "assignee": of.assignee.map(|user| person(user, names.get(&user).map(String::as_str))),
        "tags": tags.collect::<Vec<_>>(),
        "channel_id": of.surface.channel().map(|channel| channel.to_string()),
        "opened_at": of.opened_at.iso(),
        "closed": closed,
        "snoozed": snoozed,
        "reply_needed": of.is_open() && waiting::is_for_us(of, activity),
        "last_activity_at": activity.last_at.iso(),
        "messages": activity.messages,
        "sample": of.is_sample(),
        "url": format!("{}/g/{}/tickets/{}", call.app.config.origin(), of.key.guild, of.key.number),
    })
}

fn message(line: &Line) -> Value {
    let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
    let author = &body["author"];
    let name = [&body["member"]["nick"], &author["global_name"], &author["username"]];
    let name = name.into_iter().find_map(Value::as_str);
    let gone = line.deleted.is_some();
    let file = |one: &Value| json!({ "id": one["id"], "name": one["filename"], "content_type": one["content_type"], "size": one["size"] });
    let files = body["attachments"].as_array().map_or(&[][..], Vec::as_slice);
    json!({
        "id": line.message.to_string(),
        "author": {
            "id": line.author.to_string(), "name": name, "bot": author["bot"].as_bool().unwrap_or(false),
        },
        "content": if gone { Value::Null } else { body["content"].clone() },
        "attachments": if gone { Vec::new() } else { files.iter().map(file).collect() },
        "sent_at": line.message.at().iso(),
        "edited_at": line.edited.map(ticket::Timestamp::iso),
        "deleted_at": line.deleted.map(ticket::Timestamp::iso),
    })
}
