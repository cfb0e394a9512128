//! The list of tickets, live.

use super::Access;
use crate::{
    Site,
    conversation::{instant, status},
    frame::{Frame, Problem, page},
    session::Viewer,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use desk::ports::{Counts, Cursor, Filter, Row, Show};
use serde::Deserialize;
use std::sync::Arc;
use ticket::{GuildId, Timestamp, TypeId, access, say};

/// Tickets on a page.
const PAGE: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    show: Option<String>,
    /// Where the page before ended: `milliseconds-number`.
    after: Option<String>,
}

struct Entry {
    number: u32,
    emoji: String,
    subject: String,
    member: String,
    kind: String,
    who: String,
    status: String,
    status_class: &'static str,
    last_at: String,
}

struct Choice {
    key: &'static str,
    label: String,
    count: u64,
    current: bool,
}

#[derive(Template)]
#[template(path = "tickets.html")]
struct Tickets {
    frame: Frame,
    guild: GuildId,
    filters: Vec<Choice>,
    rows: Vec<Entry>,
    next: Option<String>,
    empty: String,
}

/// The types whose tickets the person may see; none for all of them, removed types included.
pub(crate) fn visible_types(entered: &Access) -> Option<Vec<TypeId>> {
    if access::capability(&entered.config, &entered.person).is_some() {
        return None;
    }
    let types = entered.config.types.iter();
    Some(
        types
            .filter(|one| access::may_view(&entered.config, one, &entered.person))
            .map(|one| one.id)
            .collect(),
    )
}

fn filter_of(show: &str, entered: &Access, viewer: &Viewer) -> Filter {
    let types = visible_types(entered);
    let base = Filter { types, ..Filter::default() };
    match show {
        "mine" => Filter { claimer: Some(viewer.0.user), ..base },
        "unassigned" => Filter { unassigned: true, ..base },
        "closed" => Filter { show: Show::Closed, ..base },
        "all" => Filter { show: Show::All, ..base },
        _ => base,
    }
}

fn choices(frame: &Frame, counts: Counts, show: &str) -> Vec<Choice> {
    let locale = frame.locale;
    let all = [
        ("open", locale.say("web-show-open"), counts.open),
        ("mine", locale.say("web-show-mine"), counts.mine),
        ("unassigned", locale.say("web-show-unassigned"), counts.unassigned),
        ("closed", locale.say("web-show-closed"), counts.closed),
        ("all", locale.say("web-show-all"), counts.open + counts.closed),
    ];
    let known = all.iter().any(|(key, ..)| *key == show);
    let current = if known { show } else { "open" };
    all.into_iter().map(|(key, label, count)| Choice { key, label, count, current: key == current }).collect()
}

fn cursor(text: &str) -> Option<Cursor> {
    let (at, number) = text.split_once('-')?;
    Some(Cursor { last_at: Timestamp(at.parse().ok()?), number: number.parse().ok()? })
}

/// The list (P24, P130), open tickets first asked for (M52).
pub(crate) async fn list(
    State(site): State<Arc<Site>>,
    Path(guild): Path<GuildId>,
    Query(asked): Query<Asked>,
    viewer: Viewer,
    frame: Frame,
) -> Response {
    match listed(&site, guild, &asked, &viewer, frame.clone()).await {
        Ok(response) => response,
        Err(problem) => problem.page(frame),
    }
}

async fn listed(
    site: &Site,
    guild: GuildId,
    asked: &Asked,
    viewer: &Viewer,
    frame: Frame,
) -> Result<Response, Problem> {
    let entered = Access::of(site, viewer, guild).await?;
    if !access::may_enter(&entered.config, &entered.person) {
        return Err(Problem::Forbidden);
    }
    let show = asked.show.as_deref().unwrap_or("open");
    let filter = filter_of(show, &entered, viewer);
    let after = asked.after.as_deref().and_then(cursor);
    let mut rows = site.desk.store().list(guild, &filter, after, PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let last = rows.last().filter(|_| more);
    let next =
        last.map(|row| format!("?show={show}&after={}-{}", row.activity.last_at.0, row.ticket.key.number));
    let counts = site.desk.store().counts(guild, filter.types.as_deref(), viewer.0.user).await?;
    let filters = choices(&frame, counts, show);
    let empty = if counts.open + counts.closed == 0 {
        frame.locale.say("web-no-tickets-yet")
    } else {
        frame.locale.say("web-no-tickets-here")
    };
    let names = names(site, guild, &rows).await?;
    let rows = rows.iter().map(|row| entry(&entered, &frame, row, &names)).collect();
    let frame = Frame { in_list: true, ..entered.frame(frame, viewer) };
    Ok(page(&Tickets { frame, guild, filters, rows, next, empty }))
}

type Names = std::collections::HashMap<ticket::UserId, String>;

async fn names(site: &Site, guild: GuildId, rows: &[Row]) -> Result<Names, Problem> {
    let ids: Vec<_> = rows.iter().filter_map(|row| row.ticket.assignee).collect();
    let members = site.desk.store().members(guild, &ids).await?;
    Ok(members.into_iter().map(|member| (member.user, member.name)).collect())
}

fn entry(entered: &Access, frame: &Frame, row: &Row, names: &Names) -> Entry {
    let (ticket, locale) = (&row.ticket, frame.locale);
    let kind = entered.config.type_or_removed(ticket.ticket_type);
    let who = match (&ticket.claim, ticket.assignee) {
        (Some(claim), _) => say!(locale, "web-row-claimed", name = &claim.name),
        (None, Some(id)) => {
            say!(locale, "web-row-assigned", name = names.get(&id).map_or("?", String::as_str))
        }
        (None, None) => String::new(),
    };
    Entry {
        number: ticket.key.number,
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        subject: ticket.subject.clone(),
        member: ticket.opener.name.clone(),
        kind: kind.name.clone(),
        who,
        status: status(locale, ticket.status()),
        status_class: class(ticket.status()),
        last_at: instant(row.activity.last_at).to_string(),
    }
}

/// The class that colours a status.
pub(crate) fn class(status: ticket::Status) -> &'static str {
    match status {
        ticket::Status::Open => "open",
        ticket::Status::Claimed => "claimed",
        ticket::Status::Assigned => "assigned",
        ticket::Status::Closed | ticket::Status::Archived => "closed",
    }
}
