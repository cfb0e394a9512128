//! `/g/{guild}/settings/policies/again`: what the policies in force now would come to for tickets that keep an earlier promise, and computing
//! them again. Nothing is computed again that was not shown before.

use super::super::{Frame, Owner, Said, Section, fields::Fields, frame};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use desk::{
    Ahead,
    ports::{MOST_RECOMPUTED, Recompute, RunState, USUAL_ZONE, Which},
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde::Deserialize;
use ticket::{
    Actor, Timestamp, calendar,
    report::period,
    say,
    settings::Locale,
    sla::{Change, Metric, Outlook},
    text,
};

/// Days of a period at most.
const MOST_DAYS: i64 = 366;
/// Days that are offered first.
const USUAL_DAYS: i64 = 30;

/// One kind of promise: before, after, and what changes.
struct Row {
    name: String,
    before: Share,
    after: Share,
    worse: u32,
    better: u32,
}

/// How many of how many were kept, as a share and in numbers.
struct Share {
    percent: String,
    of: String,
}

/// A ticket that would be overdue at once.
struct Late {
    href: String,
    number: u32,
    subject: String,
    by: String,
}

/// The run that goes on, or the latest one.
struct Run {
    text: String,
    total: u32,
    turned: u32,
}

#[derive(Template)]
#[template(path = "settings/policies/again.html")]
struct Again<'a> {
    shell: Shell<'a>,
    frame: Frame,
    run: Option<Run>,
    runs: bool,
    open: String,
    may_open: bool,
    named: Vec<Late>,
    more: String,
    from: String,
    to: String,
    closed: String,
    rows: Vec<Row>,
    may_closed: bool,
}

/// The period that is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// `GET /g/{guild}/settings/policies/again`
pub(crate) async fn show(
    owner: Owner,
    Query(asked): Query<Asked>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, &asked, said).await
}

/// The days that are asked for, in the zone of the server; the last thirty where nothing was. Nothing for more than a year, or none.
fn days(owner: &Owner, asked: &Asked) -> (TimeZone, Date, Date, bool) {
    let name = owner.here.config.config.settings.zone.as_deref().unwrap_or(USUAL_ZONE);
    let zone = calendar::zone(name).unwrap_or(TimeZone::UTC);
    let today = period::local(&zone, owner.app.now()).0;
    let usual = today.saturating_sub((USUAL_DAYS - 1).days());
    let from = asked.from.parse().unwrap_or(usual);
    let to = asked.to.parse().unwrap_or(today);
    let fits = from <= to && (to - from).get_days() < MOST_DAYS as i32;
    (zone, from, to, fits)
}

fn which(zone: &TimeZone, from: Date, to: Date) -> (Timestamp, Timestamp) {
    (period::begins(zone, from), period::begins(zone, to.saturating_add(1.day())))
}

async fn render(owner: &Owner, asked: &Asked, said: Said) -> Result<Response, Problem> {
    let (here, desk, code) = (&owner.here, &owner.app.desk, said.code());
    let (l, guild) = (here.signed.prefs.locale, here.guild.id);
    let run = desk.store().recompute(guild).await?;
    let runs = run.as_ref().is_some_and(|run| run.state == RunState::Running);
    // While one goes on its progress is shown alone: a preview would be another at every look.
    let ahead = if runs { Ahead::default() } else { desk.ahead(guild).await? };
    let open = match (ahead.different, ahead.overdue) {
        (0, _) => say!(l, "again-open-none"),
        (different, overdue) => {
            say!(l, "again-open", tickets = ahead.tickets, different = different, overdue = overdue)
        }
    };
    let more = ahead.overdue as usize - ahead.named.len();
    let late = |(row, by): &(desk::ports::Row, ticket::sla::AtOnce)| Late {
        href: format!("/g/{guild}/tickets/{}", row.ticket.key.number),
        number: row.ticket.key.number,
        subject: row.ticket.subject.clone(),
        by: text::at_once(l, *by),
    };
    let (zone, from, to, fits) = days(owner, asked);
    let (start, end) = which(&zone, from, to);
    let outlook = if fits && !runs { desk.outlook(guild, start, end).await? } else { None };
    let (closed, different) = match &outlook {
        _ if !fits => (say!(l, "again-period", most = MOST_DAYS), 0),
        None => (say!(l, "again-many", most = MOST_RECOMPUTED), 0),
        Some(one) if one.different == 0 => (say!(l, "again-closed-none", tickets = one.tickets), 0),
        Some(one) => {
            (say!(l, "again-closed", tickets = one.tickets, different = one.different), one.different)
        }
    };
    let title = say!(l, "again-title");
    let named = ahead.named.iter().map(late).collect();
    let (mut shell, frame) = frame(owner, Section::Policies, Some(title), said).await?;
    if runs {
        shell = shell.live(format!("/g/{guild}/live?mine=true"));
    }
    let view = Again {
        shell,
        frame,
        run: run.as_ref().map(|run| words(l, run)),
        runs,
        open,
        may_open: ahead.different > 0,
        named,
        more: if more > 0 { say!(l, "bulk-more-of-them", count = more) } else { String::new() },
        from: from.to_string(),
        to: to.to_string(),
        closed,
        rows: outlook.map(|one| rows(l, &one)).unwrap_or_default(),
        may_closed: different > 0,
    };
    Ok(page(code, &view))
}

fn rows(l: Locale, outlook: &Outlook) -> Vec<Row> {
    let share = |(kept, not): (u32, u32)| match kept + not {
        0 => Share { percent: "—".to_owned(), of: String::new() },
        all => {
            let percent = format!("{:.1} %", f64::from(kept) * 100.0 / f64::from(all));
            let percent = if l == Locale::German { percent.replace('.', ",") } else { percent };
            Share { percent, of: say!(l, "again-kept", kept = kept, all = all) }
        }
    };
    let row = |metric: Metric| {
        let Change { before, after, worse, better } = *outlook.changes.get(&metric)?;
        let name = text::metric(l, metric);
        Some(Row { name, before: share(before), after: share(after), worse, better })
    };
    Metric::ALL.into_iter().filter_map(row).collect()
}

fn words(l: Locale, run: &Recompute) -> Run {
    let (turned, changed) = (run.progress.turned, run.progress.changed);
    let text = match run.state {
        RunState::Running => say!(l, "again-runs", turned = turned, total = run.total),
        RunState::Done => say!(l, "again-done", turned = turned, changed = changed),
        RunState::Stopped => {
            say!(l, "again-stopped", turned = turned, total = run.total, changed = changed)
        }
    };
    Run { text, total: run.total, turned }
}

/// `POST /g/{guild}/settings/policies/again`: for open tickets, for those of a period, or no further.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let desk = &owner.app.desk;
    let asked = Asked { from: fields.text("from"), to: fields.text("to") };
    let here = format!("/g/{guild}/settings/policies/again?from={}&to={}", asked.from, asked.to);
    let (zone, from, to, fits) = days(&owner, &asked);
    let here = if fits { here } else { format!("/g/{guild}/settings/policies/again") };
    let which = match fields.text("act").as_str() {
        "stop" => {
            desk.stop_recompute(guild).await?;
            return Ok(Redirect::to(&here).into_response());
        }
        "open" => Which::Open,
        "closed" if fits => {
            let (start, end) = which(&zone, from, to);
            Which::Closed(start, end)
        }
        _ => return Err(Problem::Unclear),
    };
    let actor = Actor::Person(owner.here.person.clone());
    let over = fields.id("over").ok_or(Problem::Unclear)?;
    if desk.begin_recompute(guild, &actor, which, over).await? {
        return Ok(Redirect::to(&here).into_response());
    }
    render(&owner, &asked, Said::refused(say!(l, "again-not"))).await
}
