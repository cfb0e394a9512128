//! `/g/{guild}/reports/tickets`: the tickets behind a number.

use super::{Asked, days, numbers::duration};
use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, When, page, priority, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::Listing;
use serde::Deserialize;
use ticket::{
    Priority, TicketKey, Timestamp,
    calendar::Zone,
    report::{Listed, Measure, period, priority_number},
    say,
    settings::Locale,
    text,
};

/// Rows that are looked through, and rows that are shown.
const MOST: u32 = 5_000;
const SHOWN: usize = 100;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Which {
    of: Option<u32>,
    from: Option<String>,
    to: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    only: Option<u32>,
    priority: Option<String>,
    /// Longer than, and at most: milliseconds that it took, or that an open ticket is old.
    over: Option<i64>,
    under: Option<i64>,
    /// Only in this hour of the week; 0 is Monday from midnight.
    hour: Option<i64>,
}

struct RowView {
    number: u32,
    href: String,
    subject: String,
    member: String,
    status: (&'static str, String),
    priority: (&'static str, String),
    at: When,
    took: Option<String>,
}

#[derive(Template)]
#[template(path = "reports/behind.html")]
struct Page<'a> {
    shell: Shell<'a>,
    title: String,
    span: String,
    back: String,
    rows: Vec<RowView>,
    cut: bool,
}

/// `GET /g/{guild}/reports/tickets`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    if !here.may_enter() || !here.may_report() {
        return Err(Problem::Forbidden);
    }
    let listed = which.of.and_then(Listed::numbered).ok_or(Problem::Unclear)?;
    let (guild, store) = (here.guild.id, app.desk.store());
    let (zone_name, zone) = super::zone(&app, &here).await?;
    let asked = Asked { from: which.from.clone(), to: which.to.clone(), ..Asked::default() };
    let days = days(&asked, period::local(&zone, app.now()).0);
    let is_now = matches!(listed, Listed::Open | Listed::Unanswered);
    let (from, to) = if is_now { (Timestamp(0), Timestamp(i64::MAX)) } else { days.instants(&zone) };
    let mut found = store.listed(guild, listed, from, to, MOST).await?;
    if is_now {
        let now = app.now();
        found.iter_mut().for_each(|one| one.value = now.0 - one.at.0);
    }
    let seen = here.types_seen();
    let wanted = |one: &&Listing| {
        seen.as_ref().is_none_or(|seen| seen.contains(&one.ticket_type)) && which.wants(one, &zone)
    };
    let chosen: Vec<&Listing> = found.iter().filter(wanted).collect();
    let mut rows = Vec::new();
    for listing in chosen.iter().take(SHOWN) {
        let key = TicketKey { guild, number: listing.number };
        if let Some(loaded) = store.ticket(key).await?
            && here.audience(&loaded).is_some()
        {
            rows.push(row(&app, &here, listing, listed, loaded.ticket));
        }
    }
    let l = here.signed.prefs.locale;
    let title = heading(l, listed);
    let shell = Shell::guild(&here, Tab::Reports, format!("{title} · {}", here.guild.name));
    let kind = which.kind.as_deref().filter(|kind| !kind.is_empty());
    let kind = kind.and_then(|kind| kind.parse().ok()).map(ticket::TypeId);
    let span = if is_now {
        say!(l, "report-right-now")
    } else {
        say!(
            l,
            "report-behind-span",
            from = super::date(l, days.first),
            to = super::date(l, days.last),
            zone = &zone_name
        )
    };
    let cut = chosen.len() > SHOWN || found.len() >= MOST as usize;
    let back = format!("/g/{guild}/reports?{}", super::query(days, kind));
    Ok(page(StatusCode::OK, &Page { shell, title, span, back, rows, cut }))
}

impl Which {
    fn wants(&self, one: &Listing, zone: &Zone) -> bool {
        let kind = self.kind.as_deref().and_then(|kind| kind.parse().ok()).or(self.only);
        let only = self.only.or(kind);
        let priority = self.priority.as_deref().and_then(Priority::named).map(priority_number);
        kind.is_none_or(|kind| one.ticket_type.0 == kind)
            && only.is_none_or(|only| one.ticket_type.0 == only)
            && priority.is_none_or(|priority| one.priority == priority)
            && self.over.is_none_or(|over| one.value > over)
            && self.under.is_none_or(|under| one.value <= under)
            && self.hour.is_none_or(|wanted| {
                let (_, weekday, hour) = period::local(zone, one.at);
                weekday * 24 + hour == wanted
            })
    }
}

fn heading(l: Locale, listed: Listed) -> String {
    match listed {
        Listed::Measured(Measure::FirstResponse | Measure::FirstResponseOpen) => {
            say!(l, "report-behind-answered")
        }
        Listed::Measured(Measure::NextResponse) => say!(l, "report-behind-waits"),
        Listed::Measured(Measure::Claim) => say!(l, "report-behind-claimed"),
        Listed::Measured(Measure::FirstResolution | Measure::TotalResolution) => {
            say!(l, "report-behind-closed")
        }
        Listed::Open => say!(l, "report-behind-open"),
        Listed::Unanswered => say!(l, "report-behind-unanswered"),
        Listed::Opened => say!(l, "report-behind-opened"),
        Listed::Assisted => say!(l, "report-behind-assisted"),
        Listed::AssistCalled => say!(l, "report-behind-called"),
        Listed::AnsweredClosed => say!(l, "report-behind-answered-closed"),
        Listed::Deflected => say!(l, "report-behind-deflected"),
        Listed::Broken(metric) => say!(l, "report-behind-broken", metric = text::metric(l, metric)),
    }
}

fn row(app: &App, here: &InGuild, listing: &Listing, listed: Listed, ticket: ticket::Ticket) -> RowView {
    let prefs = &here.signed.prefs;
    let took = matches!(listed, Listed::Measured(_)).then(|| duration(prefs.locale, listing.value as f64));
    RowView {
        number: listing.number,
        href: format!("/g/{}/tickets/{}", ticket.key.guild, listing.number),
        status: status(prefs.locale, &ticket),
        priority: priority(prefs.locale, ticket.priority),
        at: When::new(prefs, listing.at, app.now()),
        took,
        subject: ticket.subject,
        member: ticket.opener.name,
    }
}
