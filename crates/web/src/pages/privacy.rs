//! `/g/{guild}/privacy`: what is kept about the person who looks, until when, and a copy of it.

use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    pages::settings::fields::Fields,
    state::App,
    view::{Notice, Shell, Tab, Tone, When, page},
};
use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::ports::{Cursor, ErasureState, Filter, Line, Order, Show};
use serde_json::{Value, json};
use ticket::{MessageId, Ticket, TicketKey, Timestamp, UserId, say};

/// Tickets in one copy; whoever has more asks the team.
const TICKETS: usize = 1_000;
/// Tickets and messages read at once.
const PAGE: u32 = 200;

#[derive(Template)]
#[template(path = "privacy.html")]
struct Privacy<'a> {
    shell: Shell<'a>,
    guild: String,
    days: String,
    /// What Auto-Assist reads, and where it goes.
    assist: String,
    notice: Option<Notice>,
    /// How a request to be erased stands.
    asked: Vec<String>,
    may_ask: bool,
}

/// `GET /g/{guild}/privacy`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let l = here.signed.prefs.locale;
    render(&app, &here, flash.map(|flash| flash.notice(l))).await
}

/// `POST /g/{guild}/privacy/erase`: the person asks to be erased.
pub(crate) async fn erase(
    State(app): State<App>,
    here: InGuild,
    fields: Fields,
) -> Result<Response, Problem> {
    if !fields.flag("sure") {
        let text = say!(here.signed.prefs.locale, "erase-member-box");
        return render(&app, &here, Some(Notice { tone: Tone::Refused, text })).await;
    }
    let (now, person) = (app.now(), &here.person);
    let due = now.plus_days(ticket::erase::DAYS);
    app.desk.store().erasure_ask(here.guild.id, person.user, &person.name, now, due).await?;
    app.desk.hints().send(desk::Hint::Guild(here.guild.id));
    Ok(Flash::Wished.then(&format!("/g/{}/privacy", here.guild.id)))
}

/// How a request of theirs stands, in words, and whether they may ask.
async fn asked(app: &App, here: &InGuild) -> Result<(Vec<String>, bool), Problem> {
    let l = here.signed.prefs.locale;
    let when = |at| When::new(&here.signed.prefs, at, app.now()).full;
    let found = app.desk.store().erasure_of(here.guild.id, here.person.user).await?;
    Ok(match found.map(|one| (one.asked_at, one.due_at, one.state)) {
        None | Some((_, _, ErasureState::Done { .. })) => (Vec::new(), true),
        Some((at, due, ErasureState::Asked)) => {
            (vec![say!(l, "erase-member-asked", at = when(at), due = when(due))], false)
        }
        Some((_, _, ErasureState::Approved { .. })) => (vec![say!(l, "erase-member-running")], false),
        Some((_, _, ErasureState::Declined { at, reason, .. })) => {
            let declined = say!(l, "erase-member-declined", at = when(at));
            (vec![declined, reason, say!(l, "erase-member-again")], true)
        }
    })
}

async fn render(app: &App, here: &InGuild, notice: Option<Notice>) -> Result<Response, Problem> {
    let l = here.signed.prefs.locale;
    let (asked, may_ask) = asked(app, here).await?;
    let refused = notice.as_ref().is_some_and(Notice::refused);
    let view = Privacy {
        shell: Shell::guild(here, Tab::Mine, say!(l, "web-privacy")),
        guild: here.guild.id.to_string(),
        days: say!(l, "web-privacy-days", days = here.config.config.settings.retention_days),
        assist: crate::pages::knowledge::privacy::text(app, here).await?,
        notice,
        asked,
        may_ask,
    };
    let code = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(code, &view))
}

/// `GET /g/{guild}/privacy/export`: the person's tickets, with their own words and those addressed to them. No notes, no deleted lines.
pub(crate) async fn export(State(app): State<App>, here: InGuild) -> Result<Response, Problem> {
    if !app.limits.may_export(here.person.user) {
        return Err(Problem::TooMany);
    }
    let mut all = Vec::new();
    let own =
        Filter { opener: Some(here.person.user), show: Show::All, order: Order::Newest, ..Filter::default() };
    let mut after = None;
    loop {
        let rows = app.desk.store().list(here.guild.id, &own, after, PAGE).await?;
        let more = rows.len() == PAGE as usize && all.len() < TICKETS;
        after = rows.last().map(Cursor::after);
        for row in rows {
            all.push(one(&app, &here, &row.ticket).await?);
        }
        if !more {
            break;
        }
    }
    let member = app.desk.store().member(here.guild.id, here.person.user).await?;
    let about = member.map(|member| {
        json!({ "user": member.user, "username": member.username, "name": member.name, "roles": member.roles, "present": member.present })
    });
    let devices = crate::pages::notifications::copy(&app, here.person.user).await?;
    let body = json!({ "server": here.guild.name, "member": about, "tickets": all, "devices": devices });
    let name = "attachment; filename=\"my-data.json\"";
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(body)).into_response())
}

async fn one(app: &App, here: &InGuild, ticket: &Ticket) -> Result<Value, Problem> {
    let kind = here.config.config.type_or_removed(ticket.ticket_type).name.clone();
    let rating = ticket.closure().and_then(|closure| closure.rating.clone());
    Ok(json!({
        "number": ticket.key.number, "type": kind, "subject": ticket.subject, "answers": ticket.answers,
        "opened": iso(ticket.opened_at), "closed": ticket.closure().map(|closure| iso(closure.at)), "rating": rating,
        "messages": messages(app, ticket.key, here.person.user).await?,
    }))
}

async fn messages(app: &App, key: TicketKey, me: UserId) -> Result<Vec<Value>, Problem> {
    let (mut all, mut after) = (Vec::new(), None::<MessageId>);
    loop {
        let page = app.desk.store().lines(key, after, PAGE).await?;
        after = page.last().map(|line| line.message).or(after);
        let more = page.len() == PAGE as usize;
        all.extend(page.into_iter().filter(|line| line.deleted.is_none()).map(|line| said(&line, me)));
        if !more {
            return Ok(all);
        }
    }
}

fn said(line: &Line, me: UserId) -> Value {
    let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
    let names: Vec<&Value> =
        body["attachments"].as_array().into_iter().flatten().map(|file| &file["filename"]).collect();
    json!({ "at": iso(line.message.at()), "mine": line.author == me, "text": body["content"], "files": names })
}

fn iso(at: Timestamp) -> String {
    crate::read::moment(at).to_string()
}
