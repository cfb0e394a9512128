//! `/g/{guild}/reports/tickets`: the tickets behind a number, as many as the number says.

use super::{Asked, days, numbers::duration};
use crate::{
    actor::InGuild,
    clock::Clock,
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
use desk::{
    behind::{Figure, Within, behind},
    ports::Listing,
};
use serde::Deserialize;
use ticket::{
    GuildConfig, Priority, TicketKey, Timestamp, TypeId, UserId,
    calendar::Zone,
    report::{Days, Listed, Measure, period, priority_number},
    say,
    settings::Locale,
    text,
};

/// Rows of a page.
const SHOWN: u32 = 100;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Which {
    of: Option<String>,
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
    /// Of figures of people: whose.
    person: Option<u64>,
    /// 1: only what is settled; 0: only what can still come back.
    settled: Option<u8>,
    /// After the row of this instant and number: `1767225600000.12`.
    after: Option<String>,
}

struct RowView {
    number: u32,
    href: String,
    subject: String,
    member: String,
    status: (&'static str, String),
    priority: (&'static str, String),
    at: When,
    value: Option<String>,
}

#[derive(Template)]
#[template(path = "reports/behind.html")]
struct Page<'a> {
    shell: Shell<'a>,
    title: String,
    span: String,
    count: String,
    /// How many are of types that the reader may not see.
    hidden: Option<String>,
    back: String,
    /// The heading of the last column, where there is one.
    measured: Option<String>,
    rows: Vec<RowView>,
    first: Option<String>,
    more: Option<String>,
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
    let figure = which.of.as_deref().and_then(Figure::named).ok_or(Problem::Unclear)?;
    let person = which.person.map(UserId);
    let own = person == Some(here.person.user);
    if is_of_person(figure) && !own && (person.is_none() || here.types_reported().is_some()) {
        return Err(Problem::Forbidden);
    }
    let (guild, store, now) = (here.guild.id, app.desk.store(), app.now());
    let (zone_name, zone) = super::zone(&app, &here).await?;
    let asked = Asked { from: which.from.clone(), to: which.to.clone(), ..Asked::default() };
    let days = days(&asked, period::local(&zone, now).0);
    let mut wanted = behind(figure, &which.within(days, &zone, now));
    if let Some(person) = person.filter(|_| is_of_person(figure)) {
        (wanted.over, wanted.under) = (Some(person.as_i64().saturating_sub(1)), Some(person.as_i64()));
    }
    wanted.types = which.types(here.types_reported());
    let mut hidden = 0;
    if let (None, Some(seen)) = (here.types_reported(), here.types_seen()) {
        // Figures of all types are theirs to know, tickets of some are not.
        let all = store.behind(guild, &wanted, None, 0).await?.count;
        wanted.types = which.types(Some(seen));
        hidden = all - store.behind(guild, &wanted, None, 0).await?.count.min(all);
    }
    wanted.priority = which.priority.as_deref().and_then(Priority::named).map(priority_number);
    let found = store.behind(guild, &wanted, which.after(), SHOWN).await?;
    let mut rows = Vec::new();
    for listing in &found.rows {
        let key = TicketKey { guild, number: listing.number };
        if let Some(loaded) = store.ticket(key).await?
            && here.audience(&loaded).is_some()
        {
            rows.push(row(&app, &here, listing, figure, loaded.ticket));
        }
    }
    let l = here.signed.prefs.locale;
    let known = store.members(guild, person.as_slice()).await?;
    let name = known.first().map_or_else(String::new, |member| member.name.clone());
    let title = heading(l, figure, &here.config.config, &name);
    let shell = Shell::guild(&here, Tab::Reports, format!("{title} · {}", here.guild.name));
    let address = format!("/g/{guild}/reports/tickets?{}", which.address(&figure.name()));
    let last = found.rows.last().filter(|_| found.rows.len() == SHOWN as usize);
    let view = Page {
        shell,
        title,
        span: span(here.signed.prefs.clock(), figure, days, &zone_name),
        count: say!(l, "report-behind-count", count = found.count),
        hidden: (hidden > 0).then(|| say!(l, "report-behind-hidden", count = hidden)),
        back: format!("/g/{guild}/reports?{}", super::query(days, which.kind())),
        measured: measured(l, figure),
        rows,
        first: which.after.is_some().then(|| address.clone()),
        more: last.map(|last| format!("{address}&after={}.{}", last.at.0, last.number)),
    };
    Ok(page(StatusCode::OK, &view))
}

impl Which {
    fn kind(&self) -> Option<TypeId> {
        self.kind.as_deref().and_then(|kind| kind.parse().ok()).map(TypeId)
    }

    /// The types that the reader may see and asked for; all if absent.
    fn types(&self, seen: Option<Vec<TypeId>>) -> Option<Vec<TypeId>> {
        let asked: Vec<TypeId> = self.kind().into_iter().chain(self.only.map(TypeId)).collect();
        let wanted = |one: &TypeId| asked.iter().all(|asked| asked == one);
        match (seen, asked.first()) {
            (Some(seen), _) => Some(seen.into_iter().filter(wanted).collect()),
            (None, Some(first)) => Some([*first].into_iter().filter(wanted).collect()),
            (None, None) => None,
        }
    }

    fn within<'a>(&self, days: Days, zone: &'a Zone, now: Timestamp) -> Within<'a> {
        let bound = |value: Option<i64>| value.map(|value| value.clamp(-LONGEST, LONGEST));
        Within {
            days,
            zone,
            now,
            over: bound(self.over),
            under: bound(self.under),
            hour: self.hour,
            settled: self.settled.map(|settled| settled == 1),
        }
    }

    fn after(&self) -> Option<(Timestamp, u32)> {
        let (at, number) = self.after.as_deref()?.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), number.parse().ok()?))
    }

    /// The same rows in an address, from the first.
    fn address(&self, of: &str) -> String {
        let mut address = format!("of={of}");
        let days = |text: &Option<String>| text.as_deref()?.parse::<jiff::civil::Date>().ok();
        let parts = [
            ("from", days(&self.from).map(|date| date.to_string())),
            ("to", days(&self.to).map(|date| date.to_string())),
            ("type", self.kind().map(|kind| kind.to_string())),
            ("only", self.only.map(|only| only.to_string())),
            ("priority", self.priority.as_deref().and_then(Priority::named).map(|one| one.word().to_owned())),
            ("over", self.over.map(|over| over.to_string())),
            ("under", self.under.map(|under| under.to_string())),
            ("hour", self.hour.map(|hour| hour.to_string())),
            ("person", self.person.map(|person| person.to_string())),
            ("settled", self.settled.map(|settled| settled.to_string())),
        ];
        for (name, value) in parts {
            if let Some(value) = value {
                address.push_str(&format!("&{name}={value}"));
            }
        }
        address
    }
}

/// No duration is longer: a hundred years in milliseconds.
const LONGEST: i64 = 3_153_600_000_000;

fn span(clock: Clock, figure: Figure, days: Days, zone: &str) -> String {
    let l = clock.locale();
    match figure {
        figure if figure.is_now() => say!(l, "report-right-now"),
        Figure::Backlog => say!(l, "report-behind-at-end", date = clock.date(days.last), zone = zone),
        _ => say!(
            l,
            "report-behind-span",
            from = clock.date(days.first),
            to = clock.date(days.last),
            zone = zone
        ),
    }
}

fn is_of_person(figure: Figure) -> bool {
    matches!(figure, Figure::Of(listed) if listed.is_of_person())
}

fn heading(l: Locale, figure: Figure, config: &GuildConfig, person: &str) -> String {
    let listed = match figure {
        Figure::Closes => return say!(l, "report-behind-closes"),
        Figure::Backlog => return say!(l, "report-behind-backlog"),
        Figure::Settled => return say!(l, "report-behind-answered-closed"),
        Figure::Of(listed) => listed,
    };
    match listed {
        Listed::Measured(
            Measure::FirstResponse | Measure::FirstResponseOpen | Measure::FirstResponseGiven,
        ) => {
            say!(l, "report-behind-answered")
        }
        Listed::Measured(Measure::NextResponse) => say!(l, "report-behind-waits"),
        Listed::Measured(Measure::Claim) => say!(l, "report-behind-claimed"),
        Listed::Measured(Measure::FirstResolution | Measure::TotalResolution) => {
            say!(l, "report-behind-closed")
        }
        Listed::Open | Listed::Stayed(_) => say!(l, "report-behind-open"),
        Listed::Unanswered => say!(l, "report-behind-unanswered"),
        Listed::Opened => say!(l, "report-behind-opened"),
        Listed::ClosedBefore | Listed::ReopenedSoon => say!(l, "report-behind-reopened"),
        Listed::OneTouch => say!(l, "report-behind-one-touch"),
        Listed::Rated | Listed::AskedRated => say!(l, "report-behind-rated"),
        Listed::Handled => say!(l, "report-behind-person-handled", name = person),
        Listed::AnsweredBy => say!(l, "report-behind-person-answered", name = person),
        Listed::RepliedBy => say!(l, "report-behind-person-replied", name = person),
        Listed::ClaimedBy => say!(l, "report-behind-person-claimed", name = person),
        Listed::ClosedBy => say!(l, "report-behind-person-closed", name = person),
        Listed::Credited => say!(l, "report-behind-person-credited", name = person),
        Listed::RatedFor => say!(l, "report-behind-person-rated", name = person),
        Listed::NeededStaff => say!(l, "report-behind-answered-closed"),
        Listed::Cancelled(metric) => say!(l, "report-behind-cancelled", metric = text::metric(l, metric)),
        Listed::Breached => say!(l, "report-behind-breached"),
        Listed::Tagged(tag) => say!(l, "report-behind-tagged", tag = super::tag_name(config, tag)),
        Listed::Assisted => say!(l, "report-behind-assisted"),
        Listed::AssistCalled => say!(l, "report-behind-called"),
        Listed::AnsweredClosed => say!(l, "report-behind-answered-closed"),
        Listed::Deflected => say!(l, "report-behind-deflected"),
        Listed::Kept(metric) => say!(l, "report-behind-kept", metric = text::metric(l, metric)),
        Listed::Broken(metric) => say!(l, "report-behind-broken", metric = text::metric(l, metric)),
    }
}

/// What the last column says.
fn measured(l: Locale, figure: Figure) -> Option<String> {
    match figure {
        Figure::Of(Listed::Rated | Listed::AskedRated) => Some(say!(l, "report-stars")),
        Figure::Of(Listed::ReopenedSoon) => Some(say!(l, "report-reopened-after")),
        Figure::Closes | Figure::Of(Listed::Measured(_) | Listed::OneTouch) => Some(say!(l, "report-took")),
        Figure::Backlog | Figure::Settled | Figure::Of(_) => None,
    }
}

fn row(app: &App, here: &InGuild, listing: &Listing, figure: Figure, ticket: ticket::Ticket) -> RowView {
    let prefs = &here.signed.prefs;
    let value = measured(prefs.locale, figure).map(|_| match figure {
        Figure::Of(Listed::Rated | Listed::AskedRated) => {
            ticket::history::stars(u8::try_from(listing.value).unwrap_or(0))
        }
        _ => duration(prefs.locale, listing.value as f64),
    });
    RowView {
        number: listing.number,
        href: format!("/g/{}/tickets/{}", ticket.key.guild, listing.number),
        status: status(prefs.locale, &ticket),
        priority: priority(prefs.locale, ticket.priority),
        at: When::new(prefs, listing.at, app.now()),
        value,
        subject: ticket.subject,
        member: ticket.opener.name,
    }
}
