//! `/g/{guild}/reports`: figures of some days, as charts, as tables, and as files.

mod behind;
mod cards;
mod charts;
pub(in crate::pages) mod csv;
pub(in crate::pages) mod numbers;
mod overview;
mod people;
mod spent;

pub(crate) use behind::show as behind;
pub(crate) use overview::show as overview;
pub(crate) use spent::show as spent;

use crate::{
    actor::InGuild,
    clock::Clock,
    error::Problem,
    state::App,
    view::{Shell, Tab, page},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use cards::{Card, Tile};
use desk::{
    ports::{MemberInfo, Spent, USUAL_ZONE},
    reports::{self, Ask, First, Now, Report},
    spared::{self, Deflection},
};
use serde::Deserialize;
use std::collections::HashMap;
use ticket::{
    TypeId, UserId,
    calendar::{self, Zone},
    report::{Days, Period, period},
    say,
    settings::Locale,
};

/// The periods to choose from, in days.
const PERIODS: [i64; 4] = [7, 30, 90, 365];
/// The one that is shown first.
const USUAL: i64 = 30;

/// What is asked for: the words of the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    days: Option<i64>,
    from: Option<String>,
    to: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Which first answers: `waiting`, or `given`.
    first: Option<String>,
    /// For a file: which table.
    of: Option<String>,
}

impl Asked {
    fn first(&self) -> First {
        match self.first.as_deref() {
            Some("waiting") => First::Waiting,
            Some("given") => First::Given,
            Some("hours") => First::OpenHours,
            _ => First::Opened,
        }
    }
}

/// The first answers that are asked for in an address; nothing for the usual ones.
fn first_word(first: First) -> Option<&'static str> {
    match first {
        First::Opened => None,
        First::Waiting => Some("waiting"),
        First::Given => Some("given"),
        First::OpenHours => Some("hours"),
    }
}

/// The same in a whole address.
fn with_first(query: &str, first: First) -> String {
    first_word(first).map_or_else(|| query.to_owned(), |word| format!("{query}&first={word}"))
}

/// A report with all that its words need.
pub(super) struct Found {
    pub(super) l: Locale,
    /// How its days and hours are written.
    pub(super) clock: Clock,
    pub(super) guild: String,
    pub(super) zone_name: String,
    pub(super) zone: Zone,
    pub(super) kind: Option<TypeId>,
    pub(super) first: First,
    pub(super) now: Now,
    pub(super) as_of: ticket::Timestamp,
    pub(super) report: Report,
    /// What Auto-Assist spared staff.
    pub(super) deflection: Deflection,
    /// What it spent; for those who see all tickets, of all types together.
    pub(super) spent: Option<Vec<(Period, Spent)>>,
    /// The currency of costs, where the provider has a price.
    pub(super) currency: Option<String>,
    pub(super) before: Report,
    pub(super) names: HashMap<UserId, MemberInfo>,
    /// Whose figures are shown: everyone's, or the reader's own.
    pub(super) only: Option<UserId>,
    pub(super) config: std::sync::Arc<ticket::GuildConfig>,
}

struct Choice {
    label: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "reports/reports.html")]
struct Page<'a> {
    shell: Shell<'a>,
    guild: String,
    periods: Vec<Choice>,
    from: String,
    to: String,
    kinds: Vec<(String, String, bool)>,
    /// Which first answers: the word, what it is called, whether it is the one.
    firsts: Vec<(&'static str, String, bool)>,
    span: String,
    tiles: Vec<Tile>,
    cards: Vec<Card>,
    query: String,
    empty: bool,
    may_export: bool,
    /// How many samples are counted in.
    samples: Option<String>,
}

/// `GET /g/{guild}/reports`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let found = find(&app, &here, &asked).await?;
    let l = found.l;
    let samples = app.desk.store().samples(here.guild.id).await?.filter(|set| !set.here.is_empty());
    let title = format!("{} · {}", say!(l, "report-title"), here.guild.name);
    let days = found.report.days;
    let query = with_first(&query(days, found.kind), found.first);
    let view = Page {
        shell: Shell::guild(&here, Tab::Reports, title),
        guild: found.guild.clone(),
        periods: periods(&found),
        from: days.first.to_string(),
        to: days.last.to_string(),
        kinds: kinds(&here, found.kind),
        firsts: [First::Opened, First::Waiting, First::Given, First::OpenHours]
            .map(|one| (first_word(one).unwrap_or_default(), first_name(l, one), one == found.first))
            .into(),
        span: say!(
            l,
            "report-span",
            from = found.clock.date(days.first),
            to = found.clock.date(days.last),
            zone = &found.zone_name,
            before = found.clock.date(found.before.days.first)
        ),
        tiles: cards::tiles(&found),
        cards: cards::cards(&found),
        query,
        empty: found.report.total.is_empty() && found.now.open == 0,
        may_export: here.may_export(),
        samples: samples.map(|set| say!(l, "sample-in-reports", count = set.here.len())),
    };
    Ok(page(StatusCode::OK, &view))
}

/// `GET /g/{guild}/reports/file`: one table of the page, for spreadsheets.
pub(crate) async fn file(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !here.may_export() {
        return Err(Problem::Forbidden);
    }
    let found = find(&app, &here, &asked).await?;
    // What is taken away is the same for everybody.
    let found = Found { clock: Clock::fixed(found.l), ..found };
    let wanted = asked.of.as_deref().unwrap_or_default();
    let cards = cards::cards(&found);
    let card = cards.iter().find(|card| card.id == wanted).ok_or(Problem::NotFound)?;
    let days = found.report.days;
    let name = format!("attachment; filename=\"guildhall-{}-{}-{}.csv\"", card.id, days.first, days.last);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv::table(&card.heads, &card.rows)).into_response())
}

async fn find(app: &App, here: &InGuild, asked: &Asked) -> Result<Found, Problem> {
    if !here.may_report() {
        return Err(Problem::Forbidden);
    }
    let (guild, store) = (here.guild.id, app.desk.store());
    let config = here.config.config.clone();
    let (zone_name, zone) = zone(app, here).await?;
    let as_of = app.now();
    let days = days(asked, period::local(&zone, as_of).0);
    let seen = here.types_reported();
    let kind = asked.kind.as_deref().and_then(|text| text.parse().ok()).map(TypeId);
    let types = match (kind, seen.clone()) {
        (Some(kind), Some(seen)) => Some(seen.into_iter().filter(|one| *one == kind).collect()),
        (Some(kind), None) => Some(vec![kind]),
        (None, seen) => seen,
    };
    let first = asked.first();
    let ask = Ask { guild, days, types, now: as_of, first };
    let (report, before, now) = reports::compared(store, &ask).await?;
    let deflection = spared::deflection(store, &zone, &ask, &report).await?;
    let all = seen.is_none() && kind.is_none();
    let spent = if all { Some(spared::spent(store, &ask).await?) } else { None };
    let client = app.assistant.client().await?;
    let currency =
        client.and_then(|client| client.endpoint().price.as_ref().map(|price| price.currency.clone()));
    let users: Vec<UserId> = report.by_staff.keys().copied().collect();
    let names = store.members(guild, &users).await?.into_iter().map(|member| (member.user, member)).collect();
    Ok(Found {
        l: here.signed.prefs.locale,
        clock: here.signed.prefs.clock(),
        guild: guild.to_string(),
        zone_name,
        zone,
        kind,
        first,
        now,
        as_of,
        report,
        deflection,
        spent,
        currency,
        before,
        names,
        only: seen.is_some().then_some(here.person.user),
        config,
    })
}

/// The time zone that the guild's days are of.
pub(super) async fn zone(app: &App, here: &InGuild) -> Result<(String, Zone), Problem> {
    let kept = app.desk.store().figures_zone(here.guild.id).await?;
    let name =
        kept.or_else(|| here.config.config.settings.zone.clone()).unwrap_or_else(|| USUAL_ZONE.to_owned());
    let zone = calendar::zone(&name).unwrap_or(Zone::UTC);
    Ok((name, zone))
}

/// The days that are asked for, up to today; thirty where nothing can be made of it.
pub(super) fn days(asked: &Asked, today: jiff::civil::Date) -> Days {
    let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
    match (date(&asked.from), date(&asked.to)) {
        (Some(from), Some(to)) => Days::new(today.min(from), today.min(to)),
        _ => Days::until(today, asked.days.filter(|days| (1..=3660).contains(days)).unwrap_or(USUAL)),
    }
}

/// The same days and type in an address.
pub(super) fn query(days: Days, kind: Option<TypeId>) -> String {
    let kind = kind.map(|kind| format!("&type={kind}")).unwrap_or_default();
    format!("from={}&to={}{kind}", days.first, days.last)
}

fn periods(found: &Found) -> Vec<Choice> {
    let days = found.report.days;
    let today = period::local(&found.zone, found.as_of).0;
    let kind = found.kind.map(|kind| format!("&type={kind}")).unwrap_or_default();
    let choice = |count: i64| Choice {
        label: say!(found.l, "report-last-days", days = count),
        href: with_first(&format!("/g/{}/reports?days={count}{kind}", found.guild), found.first),
        current: days == Days::until(today, count),
    };
    PERIODS.into_iter().map(choice).collect()
}

/// Which first answers, in words.
fn first_name(l: Locale, first: First) -> String {
    match first {
        First::Opened => say!(l, "report-first-opened"),
        First::Waiting => say!(l, "report-first-waiting"),
        First::Given => say!(l, "report-first-given"),
        First::OpenHours => say!(l, "report-first-hours"),
    }
}

/// The types to choose from: id, name, whether it is the one.
fn kinds(here: &InGuild, kind: Option<TypeId>) -> Vec<(String, String, bool)> {
    let seen = here.types_seen();
    let types = here.config.config.types.iter();
    types
        .filter(|one| seen.as_ref().is_none_or(|seen| seen.contains(&one.id)))
        .map(|one| (one.id.to_string(), one.name.clone(), kind == Some(one.id)))
        .collect()
}

/// The name of a tag, by its number in the figures; tags that are gone have only that.
pub(super) fn tag_name(config: &ticket::GuildConfig, id: i64) -> String {
    let tag = config.tags.iter().find(|tag| i64::from(tag.id.0) == id);
    tag.map_or_else(|| format!("#{id}"), |tag| tag.name.clone())
}
