//! `/g/{guild}/reports/spent`: the tickets behind what Auto-Assist spent, by when it was spent.

use super::{
    Asked, days,
    numbers::{money, whole},
};
use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, page, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::Spent;
use serde::Deserialize;
use ticket::{TicketKey, report::period, say, settings::Locale};

/// Rows of a page.
const SHOWN: u32 = 100;
/// The last page.
const LAST: u32 = 1_000;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Which {
    from: Option<String>,
    to: Option<String>,
    /// Counts from 1.
    page: Option<u32>,
}

/// Messages, calls, tokens, cost, in words.
struct Numbers {
    spoken: String,
    escalated: String,
    tokens: String,
    cost: String,
}

impl Numbers {
    fn of(l: Locale, spent: Spent, currency: Option<&str>) -> Self {
        let count = |number: u64| whole(l, i64::try_from(number).unwrap_or(i64::MAX));
        Self {
            spoken: count(spent.spoken.into()),
            escalated: count(spent.escalated.into()),
            tokens: count(spent.tokens),
            cost: currency.map_or_else(super::numbers::none, |currency| money(l, spent.cost, currency)),
        }
    }
}

/// A ticket; one that the reader may not see has neither number nor subject.
struct RowView {
    seen: Option<Seen>,
    numbers: Numbers,
}

struct Seen {
    number: u32,
    href: String,
    subject: String,
    status: (&'static str, String),
}

#[derive(Template)]
#[template(path = "reports/spent.html")]
struct Page<'a> {
    shell: Shell<'a>,
    span: String,
    count: String,
    back: String,
    rows: Vec<RowView>,
    /// What was spent for no ticket, and all together.
    others: Option<Numbers>,
    sum: Numbers,
    first: Option<String>,
    more: Option<String>,
}

/// `GET /g/{guild}/reports/spent`: for those who see the figure, which is of all types.
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    if !here.may_enter() || !here.may_report() || here.types_reported().is_some() {
        return Err(Problem::Forbidden);
    }
    let (guild, store, l) = (here.guild.id, app.desk.store(), here.signed.prefs.locale);
    let zone = super::zone(&app, &here).await?.1;
    let asked = Asked { from: which.from.clone(), to: which.to.clone(), ..Asked::default() };
    let days = days(&asked, period::local(&zone, app.now()).0);
    let range = days.numbers();
    let at = which.page.unwrap_or(1).clamp(1, LAST);
    let (found, count) = store.spent_on(guild, range, (at - 1) * SHOWN, SHOWN).await?;
    let on_tickets = store.spent_on_tickets(guild, range).await?;
    let all = store.spent_days(guild, range.0, range.1).await?;
    let all = all.into_iter().fold(Spent::default(), |sum, (_, one)| sum.with(one));
    let client = app.assistant.client().await?;
    let currency =
        client.and_then(|client| client.endpoint().price.as_ref().map(|price| price.currency.clone()));
    let currency = currency.as_deref();
    let mut rows = Vec::with_capacity(found.len());
    for (number, spent) in found {
        let loaded = store.ticket(TicketKey { guild, number }).await?;
        let loaded = loaded.filter(|loaded| here.audience(loaded).is_some());
        let seen = loaded.map(|loaded| Seen {
            number,
            href: format!("/g/{guild}/tickets/{number}"),
            status: status(l, &loaded.ticket),
            subject: loaded.ticket.subject,
        });
        rows.push(RowView { seen, numbers: Numbers::of(l, spent, currency) });
    }
    let others = Spent {
        spoken: all.spoken.saturating_sub(on_tickets.spoken),
        escalated: all.escalated.saturating_sub(on_tickets.escalated),
        tokens: all.tokens.saturating_sub(on_tickets.tokens),
        cost: all.cost.saturating_sub(on_tickets.cost),
    };
    let address = |at: u32| format!("/g/{guild}/reports/spent?{}&page={at}", super::query(days, None));
    let clock = here.signed.prefs.clock();
    let view = Page {
        shell: Shell::guild(
            &here,
            Tab::Reports,
            format!("{} · {}", say!(l, "report-assist-cost"), here.guild.name),
        ),
        span: say!(
            l,
            "report-behind-span",
            from = clock.date(days.first),
            to = clock.date(days.last),
            zone = "UTC"
        ),
        count: say!(l, "report-behind-count", count = count),
        back: format!("/g/{guild}/reports?{}", super::query(days, None)),
        rows,
        others: (others != Spent::default()).then(|| Numbers::of(l, others, currency)),
        sum: Numbers::of(l, all, currency),
        first: (at > 1).then(|| address(1)),
        more: (u64::from(at) * u64::from(SHOWN) < count && at < LAST).then(|| address(at + 1)),
    };
    Ok(page(StatusCode::OK, &view))
}
