//! What a delivery says (P224, P228). Ids are strings, times are UTC in ISO 8601. No note is ever in it.

use desk::ports::{Delivery, Line, Loaded};
use serde_json::{Value, json};
use ticket::{
    By, Event, GuildConfig, GuildId, Recorded, Ticket, Timestamp, TypeId, UserId, sla::Moment, webhook::Topic,
};

/// The envelope around the data.
pub fn envelope(guild: GuildId, delivery: &Delivery, data: &Value) -> Value {
    json!({
        "id": delivery.event,
        "type": delivery.topic.word(),
        "created_at": delivery.at.iso(),
        "guild_id": guild.to_string(),
        // Tests are told apart from what really happened.
        "livemode": delivery.topic != Topic::Test,
        "data": data,
    })
}

/// Names for accounts, as far as they are known.
pub type Names<'a> = &'a dyn Fn(UserId) -> Option<String>;

fn person(user: UserId, name: Option<&str>) -> Value {
    json!({ "id": user.to_string(), "name": name })
}

fn by(by: &By) -> Value {
    match by {
        By::Person { user, name } => person(*user, Some(name)),
        By::System => Value::Null,
    }
}

fn kind(config: &GuildConfig, id: TypeId) -> Value {
    json!({ "id": id, "name": config.type_or_removed(id).name })
}

/// When a step is due, as the configuration file says it.
fn moment(at: Moment) -> Value {
    match at {
        Moment::Percent(percent) => json!({ "percent": percent }),
        Moment::Before(minutes) => json!({ "minutes_before": minutes }),
        Moment::After(minutes) => json!({ "minutes_after": minutes }),
    }
}

/// What every event says of its ticket.
fn about(ticket: &Ticket, public_url: &str) -> Value {
    let key = ticket.key;
    json!({
        "ticket_id": format!("{}-{}", key.guild, key.number),
        "number": key.number,
        "url": format!("{public_url}/g/{}/tickets/{}", key.guild, key.number),
    })
}

fn with(mut data: Value, more: Value) -> Value {
    if let (Value::Object(data), Value::Object(more)) = (&mut data, more) {
        data.extend(more);
    }
    data
}

/// What an event says.
pub fn of_event(
    loaded: &Loaded,
    config: &GuildConfig,
    one: &Recorded,
    names: Names<'_>,
    public_url: &str,
) -> Value {
    let ticket = &loaded.ticket;
    let by = by(&one.by);
    let named = |user: UserId| person(user, names(user).as_deref());
    let more = match &one.event {
        Event::Opened { ticket: opened, .. } => json!({
            "opener": person(opened.opener.user, Some(&opened.opener.name)),
            "opened_by": by,
            "ticket_type": kind(config, opened.ticket_type),
            "subject": opened.subject,
            "priority": opened.priority,
            "channel_id": ticket.surface.channel().map(|channel| channel.to_string()),
            "opened_at": opened.opened_at.iso(),
        }),
        Event::Claimed { claim } => json!({ "claimed_by": person(claim.by, Some(&claim.name)) }),
        Event::Unclaimed { was } => json!({ "was": person(was.by, Some(&was.name)), "released_by": by }),
        Event::Assigned { to, name } => json!({ "assignee": person(*to, Some(name)), "assigned_by": by }),
        Event::Unassigned { was } => json!({ "assignee": null, "was": named(*was), "assigned_by": by }),
        Event::Closed { closure } => json!({
            "closer": by,
            "reason": closure.reason,
            "kind": closure.kind,
            "closed_at": closure.at.iso(),
        }),
        Event::Reopened { .. } => json!({ "reopened_by": by }),
        Event::PriorityChanged { from, to } => json!({ "from": from, "to": to, "changed_by": by }),
        Event::Moved { from, to, assignee, .. } => json!({
            "from": kind(config, *from), "to": kind(config, *to), "assignee": assignee.map(named), "moved_by": by,
        }),
        Event::Renamed { from, to } => json!({ "from": from, "to": to, "renamed_by": by }),
        Event::Tagged { tag, name } => {
            json!({ "tag": { "id": tag, "name": name }, "added": true, "changed_by": by })
        }
        Event::Untagged { tag, name } => {
            json!({ "tag": { "id": tag, "name": name }, "added": false, "changed_by": by })
        }
        Event::Rated { rating } => json!({ "stars": rating.stars, "comment": rating.comment }),
        Event::Snoozed { snooze } => {
            json!({ "until": snooze.until.map(|until| until.iso()), "snoozed_by": by })
        }
        Event::Woke { was, why, .. } => {
            json!({ "why": why, "woken_by": by, "snoozed_by": person(was.by, Some(&was.name)) })
        }
        Event::NoReplyNeeded { .. } => json!({ "needed": false, "changed_by": by }),
        Event::ReplyNeeded { .. } => json!({ "needed": true, "changed_by": by }),
        Event::SlaBroken { breach } => {
            json!({ "metric": breach.metric.word(), "due_at": breach.due.iso() })
        }
        Event::SlaStep { metric, step, due, broken_at, .. } => json!({
            "metric": metric.word(),
            "step": moment(step.at),
            "due_at": due.iso(),
            "promise_due_at": broken_at.map(|at| at.iso()),
            "late_by_seconds": (one.at.0 - due.0).max(0) / 1_000,
        }),
        _ => json!({}),
    };
    with(about(ticket, public_url), more)
}

/// What a message says. One that was deleted meanwhile says so, and nothing else.
pub fn of_message(loaded: &Loaded, line: &Line, staff: bool, public_url: &str) -> Value {
    let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
    let name = [&body["member"]["nick"], &body["author"]["global_name"], &body["author"]["username"]];
    let name = name.into_iter().find_map(Value::as_str);
    let author = person(line.author, name);
    let from = if line.author == loaded.ticket.opener.user {
        "opener"
    } else if staff {
        "staff"
    } else {
        "member"
    };
    let file = |one: &Value| json!({ "name": one["filename"], "content_type": one["content_type"], "size": one["size"] });
    let gone = line.deleted.is_some();
    let files = body["attachments"].as_array().map_or(&[][..], Vec::as_slice);
    let more = json!({
        "message_id": line.message.to_string(),
        "author": author,
        "from": from,
        "content": if gone { Value::Null } else { body["content"].clone() },
        "attachments": if gone { Vec::new() } else { files.iter().map(file).collect() },
        "sent_at": line.message.at().iso(),
        "deleted": gone,
    });
    with(about(&loaded.ticket, public_url), more)
}

/// What a test says.
pub fn of_test(at: Timestamp) -> Value {
    json!({ "message": "This is a test. Everything you need to check it is in the headers.", "sent_at": at.iso() })
}

/// What is said of something that is not kept any more.
pub fn of_nothing(number: u32) -> Value {
    json!({ "number": number, "gone": true })
}
