//! Acts in bulk that are under way: a card for each on every page of their author, and a page of its own that says what failed and why.

use super::{NAMED, Outlook, Wish, rehearse, why_not};
use crate::{
    actor::InGuild,
    done::What,
    error::Problem,
    pages::undo::before,
    state::App,
    view::{Shell, Tab, page},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use desk::ports::{Batch, BatchState, ItemState};
use ticket::{batch::MOST_TICKETS, say, settings::Locale, undo::UNDO_SECONDS};

/// A batch as it is shown.
pub(crate) struct Card {
    pub(crate) number: u32,
    /// What is done, while it goes on; afterwards what came of it.
    pub(crate) text: String,
    /// So many of so many had their turn.
    pub(crate) progress: String,
    pub(crate) turned: u32,
    pub(crate) total: u32,
    /// What could not be done, if anything.
    pub(crate) failed: Option<String>,
    pub(crate) runs: bool,
    pub(crate) goes_on: bool,
    pub(crate) undoable: bool,
    /// Whether it is still to be told of.
    news: bool,
    /// Milliseconds that the card of a batch that went well is shown; 0: until it is put away.
    pub(crate) stays: i64,
}

impl Card {
    /// Nothing if it is of an act that there is no more.
    async fn of(app: &App, here: &InGuild, batch: &Batch) -> Result<Option<Self>, Problem> {
        let (l, now) = (here.signed.prefs.locale, app.now());
        let Some(wish) = Wish::of(app, here, &batch.act).await? else { return Ok(None) };
        let count = |state| batch.count(state);
        let (waiting, done, refused, undone, kept) = (
            count(ItemState::Waiting),
            count(ItemState::Done),
            count(ItemState::Refused),
            count(ItemState::Undone),
            count(ItemState::Kept),
        );
        let back = matches!(batch.state, BatchState::Undoing | BatchState::Undone);
        let total = if back { done + undone + kept } else { batch.total() };
        let turned = if back { undone + kept } else { total - waiting };
        let failed = if back { kept } else { refused };
        let text = match batch.state {
            BatchState::Running => wish.title(l, here, total as usize),
            BatchState::Undoing => say!(l, "batch-undoing", count = total),
            BatchState::Undone => What::Undone.say(l, undone as usize),
            BatchState::Done if done == 0 => say!(l, "batch-nothing"),
            BatchState::Done => wish.what().say(l, done as usize),
            BatchState::Stopped => say!(l, "batch-stopped", done = done, left = waiting),
        };
        let well = failed == 0 && batch.state != BatchState::Stopped;
        let shown = batch.ended_at.map(|ended| ended.plus_seconds(i64::from(UNDO_SECONDS)).0 - now.0);
        Ok(Some(Self {
            number: batch.number,
            text,
            progress: say!(l, "batch-progress", turned = turned, total = total),
            turned,
            total,
            failed: (failed > 0).then(|| match back {
                true => say!(l, "batch-kept", count = failed),
                false => say!(l, "batch-failed", count = failed),
            }),
            runs: batch.state == BatchState::Running,
            goes_on: batch.state.goes_on(),
            undoable: batch.is_undoable(now),
            news: !well || shown.is_none_or(|left| left > 0),
            stays: if well { shown.unwrap_or_default() } else { 0 },
        }))
    }
}

/// The cards of somebody's batches, and in one sentence what is to be heard of them.
#[derive(Template)]
#[template(path = "bulk/cards.html")]
pub(crate) struct Cards {
    l: Locale,
    guild: String,
    csrf: String,
    cards: Vec<Card>,
}

impl Cards {
    /// Those of the reader.
    pub(crate) async fn of(app: &App, here: &InGuild) -> Result<Self, Problem> {
        let mut cards = Vec::new();
        for batch in app.desk.store().batches_of(here.guild.id, here.person.user).await? {
            cards.extend(Card::of(app, here, &batch).await?.filter(|card| card.news));
        }
        let csrf = here.signed.session.csrf.clone();
        Ok(Self { l: here.signed.prefs.locale, guild: here.guild.id.to_string(), csrf, cards })
    }

    pub(crate) fn html(&self) -> String {
        self.render().unwrap_or_default()
    }

    /// For those who hear the page: what began, and what is over. Not each step.
    pub(crate) fn said(&self) -> String {
        let said = self.cards.iter().flat_map(|card| [Some(&card.text), card.failed.as_ref()]).flatten();
        let said = said.map(String::as_str).collect::<Vec<_>>().join(" ");
        said.replace('&', "&amp;").replace('<', "&lt;")
    }
}

/// A ticket of it that is not done.
struct Not {
    number: u32,
    subject: String,
    why: String,
}

#[derive(Template)]
#[template(path = "bulk/batch.html")]
struct BatchPage<'a> {
    shell: Shell<'a>,
    guild: String,
    title: String,
    act: String,
    back: String,
    card: Option<Card>,
    not: Vec<Not>,
    not_head: String,
    not_more: Option<String>,
    /// Those to be tried again.
    again: Vec<u32>,
}

/// `GET /g/{guild}/bulk/{batch}`: how far it is, and what failed, with what stands against it now.
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let batch = own(&app, &here, number).await?;
    let (l, guild, store) = (here.signed.prefs.locale, here.guild.id, app.desk.store());
    let wish = Wish::of(&app, &here, &batch.act).await?.ok_or(Problem::NotFound)?;
    let mut again = Vec::new();
    let left = (!batch.state.goes_on()).then_some(ItemState::Waiting);
    for state in [ItemState::Refused].into_iter().chain(left) {
        let items = store.batch_items(guild, number, state, false, MOST_TICKETS as u32).await?;
        again.extend(items.into_iter().map(|item| item.ticket));
    }
    let mut not = Vec::new();
    let named = &again[..again.len().min(NAMED)];
    for (number, outlook) in rehearse(&app, &here, named, &wish).await? {
        not.push(self::not(l, number, outlook));
    }
    let more = again.len().saturating_sub(NAMED);
    let title = wish.title(l, &here, batch.total() as usize);
    let view = BatchPage {
        shell: Shell::guild(&here, Tab::Tickets, title.clone())
            .live(format!("/g/{guild}/live?batch={number}")),
        guild: guild.to_string(),
        title,
        act: batch.act.clone(),
        back: format!("/g/{guild}/tickets"),
        card: Card::of(&app, &here, &batch).await?,
        not_head: say!(l, "bulk-wont", count = again.len()),
        not,
        not_more: (more > 0).then(|| say!(l, "bulk-more-of-them", count = more)),
        again: if batch.state.goes_on() { Vec::new() } else { again },
    };
    Ok(page(StatusCode::OK, &view))
}

fn not(l: Locale, number: u32, outlook: Outlook) -> Not {
    match outlook {
        Ok(could) => Not { number, subject: could.before.ticket.subject, why: say!(l, "batch-could-now") },
        Err((why, subject)) => Not { number, subject, why: why_not(l, &why) },
    }
}

/// Somebody's own batch; another's looks like none.
async fn own(app: &App, here: &InGuild, number: u32) -> Result<Batch, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let found = app.desk.store().batch(here.guild.id, number).await?;
    found.filter(|one| one.author == here.person.user).ok_or(Problem::NotFound)
}

/// `POST /g/{guild}/bulk/{batch}/stop`
pub(crate) async fn stop(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    own(&app, &here, number).await?;
    app.desk.stop_batch(here.guild.id, number, here.person.user).await?;
    Ok(Redirect::to(&before(&headers, &here)).into_response())
}

/// `POST /g/{guild}/bulk/{batch}/undo`
pub(crate) async fn undo(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    own(&app, &here, number).await?;
    let to = before(&headers, &here);
    if app.desk.undo_batch(here.guild.id, number, here.person.user).await? {
        return Ok(Redirect::to(&to).into_response());
    }
    Ok(crate::done::Done::new(What::TooLate, 0).then(here.guild.id, &to))
}

/// `POST /g/{guild}/bulk/{batch}/seen`: the notice of its end is put away.
pub(crate) async fn seen(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    own(&app, &here, number).await?;
    app.desk.store().batch_seen(here.guild.id, number).await?;
    app.desk.hints().send(desk::Hint::Batch(here.guild.id));
    Ok(Redirect::to(&before(&headers, &here)).into_response())
}
