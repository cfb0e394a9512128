//! Hints for browsers: "look again". The page fetches itself and morphs; no fact travels here.

mod rows;

use crate::{
    actor::InGuild,
    error::Problem,
    pages::{
        bulk::under_way::Cards,
        ticket::presence::{Others, who},
    },
    session,
    state::App,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response, Sse, sse::Event},
};
use desk::{Hint, Moment, presence::Stay};
use futures_util::{StreamExt, stream};
use rows::Rows;
use serde::Deserialize;
use std::{
    collections::HashSet,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use ticket::{TicketKey, access::Audience};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

/// Open streams in this process; beyond it pages stay as they are until they are loaded again.
const MAX_STREAMS: usize = 4_000;
/// What comes within this time of a hint is the same refresh.
const GATHER: Duration = Duration::from_millis(25);
/// After a refresh the next one comes so much later at the earliest: a busy desk is not fetched anew with each message.
const REST: Duration = Duration::from_millis(500);
/// Sent when nothing happens, so that proxies keep the connection and the browser notices a dead one.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How often it is looked whether somebody still writes, while somebody is there.
const TICK: Duration = Duration::from_secs(3);
/// Hinted tickets looked at for one refresh; with more there is surely one that is seen.
const MAX_LOOKED_AT: usize = 50;

#[derive(Deserialize)]
pub(crate) struct Scope {
    /// Only hints about this ticket; else about any that the reader may see.
    ticket: Option<u32>,
    /// Only hints about the reader's own.
    #[serde(default)]
    mine: bool,
    /// An act in bulk that the page shows.
    batch: Option<u32>,
    /// The ticket that the page shows to staff: they are there, and hear who else is.
    at: Option<u32>,
    /// When the page was read: what happened before this stream was opened is looked for.
    since: Option<u64>,
}

/// A place among the open streams, given back when the stream ends.
struct Seat(Arc<AtomicUsize>);

impl Seat {
    fn take(app: &App) -> Option<Self> {
        let seats = Arc::clone(&app.streams);
        let taken = seats.fetch_add(1, Ordering::Relaxed);
        let seat = Self(seats);
        (taken < MAX_STREAMS).then_some(seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Listener {
    app: App,
    here: InGuild,
    scope: Scope,
    hints: Receiver<Hint>,
    stop: CancellationToken,
    greeted: bool,
    /// Who else was there when it was last told.
    told: Option<String>,
    /// How long nothing was sent.
    quiet: Duration,
    stay: Option<Stay>,
    /// Whether somebody came or went while something else was gathered.
    came: bool,
    /// The reader's acts in bulk, as they were last told.
    batches: Option<String>,
    /// Who is at the tickets of a list, as it was last told.
    rows: Rows,
    /// Whether it is to be looked how those are.
    look: bool,
    /// When the last refresh was sent.
    refreshed: Option<Instant>,
    _seat: Seat,
}

/// `GET /g/{guild}/live`
pub(crate) async fn stream(
    State(app): State<App>,
    here: InGuild,
    Query(scope): Query<Scope>,
    headers: HeaderMap,
    stop: Option<Extension<CancellationToken>>,
) -> Result<Response, Problem> {
    let again = headers.contains_key("last-event-id");
    let seat = Seat::take(&app).ok_or(Problem::TooMany)?;
    match scope.ticket {
        Some(number) => drop(here.ticket(&app, number).await?),
        None if !scope.mine && !here.may_enter() => return Err(Problem::Forbidden),
        None => {}
    }
    // Whoever comes again looks by itself.
    let scope = Scope { since: scope.since.filter(|_| !again), ..scope };
    let hints = app.desk.hints().listen();
    let stop = stop.map(|Extension(stop)| stop).unwrap_or_default();
    let stay = match scope.at {
        Some(number) => match here.ticket(&app, number).await? {
            (loaded, audience @ Audience::Staff) => {
                let presence = app.desk.presence();
                Some(presence.enter(loaded.ticket.key, who(&here, audience), app.now()))
            }
            _ => None,
        },
        None => None,
    };
    let listener = Listener {
        app,
        here,
        scope,
        hints,
        stop,
        greeted: false,
        told: None,
        quiet: Duration::ZERO,
        stay,
        came: false,
        batches: None,
        look: true,
        rows: Rows::default(),
        refreshed: None,
        _seat: seat,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    // Some proxies hold an answer back until it is large.
    Ok(([(header::HeaderName::from_static("x-accel-buffering"), "no")], Sse::new(events.fuse()))
        .into_response())
}

/// Has the page fetch itself anew.
fn refresh() -> Event {
    Event::default().data("<turbo-stream action=\"refresh\"></turbo-stream>")
}

impl Listener {
    /// The next thing to send; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        if !self.greeted {
            self.greeted = true;
            return Some(Event::default().retry(Duration::from_secs(3)).id("here").comment("listening"));
        }
        if let Some(since) = self.scope.since.take()
            && let Some(missed) = self.missed(Moment(since))
            && self.worth_a_look(missed).await
        {
            self.refreshed = Some(Instant::now());
            return Some(refresh());
        }
        let stop = self.stop.clone();
        loop {
            if std::mem::take(&mut self.came)
                && let Some(event) = self.others()
            {
                return Some(event);
            }
            if std::mem::take(&mut self.look)
                && let Some(event) = self.batches().await
            {
                return Some(event);
            }
            if let Some(streams) = self.rows.changed(&self.app, &self.here).await {
                self.quiet = Duration::ZERO;
                return Some(Event::default().data(streams));
            }
            let patience = self.patience();
            let first = tokio::select! {
                () = stop.cancelled() => return None,
                heard = tokio::time::timeout(patience, self.hints.recv()) => heard,
            };
            let hint = match first {
                Err(_) => {
                    self.quiet += patience;
                    self.rows.again();
                    if let Some(event) = self.others() {
                        return Some(event);
                    }
                    if self.quiet < HEARTBEAT {
                        continue;
                    }
                    self.quiet = Duration::ZERO;
                    return self.still_allowed().await.then(|| Event::default().comment("here"));
                }
                Ok(Ok(Hint::Presence(key))) => {
                    self.hint_row(key);
                    if Some(key) == self.at()
                        && let Some(event) = self.others()
                    {
                        return Some(event);
                    }
                    continue;
                }
                Ok(Ok(Hint::Batch(guild))) if guild == self.here.guild.id => {
                    self.look = true;
                    if self.scope.batch.is_none() {
                        continue;
                    }
                    None
                }
                Ok(Err(RecvError::Closed)) => return None,
                Ok(Err(RecvError::Lagged(_))) => {
                    (self.came, self.look) = (true, true);
                    None
                }
                Ok(Ok(hint)) if self.concerns(hint) => Some(hint),
                Ok(Ok(_)) => continue,
            };
            let gathered = self.gather(hint).await;
            if !self.still_allowed().await {
                return None;
            }
            self.rows.forget();
            if self.worth_a_look(gathered).await {
                self.refreshed = Some(Instant::now());
                return Some(refresh());
            }
        }
    }

    /// What concerns the page and was told since it was read, as [`Self::gather`] gives it; nothing where there is nothing.
    fn missed(&self, since: Moment) -> Option<Option<HashSet<TicketKey>>> {
        let Some(hints) = self.app.desk.hints().since(since) else { return Some(None) };
        let mut keys = HashSet::new();
        for hint in hints {
            match hint {
                Hint::Ticket(key) if self.concerns(hint) => drop(keys.insert(key)),
                Hint::Batch(guild) if guild == self.here.guild.id && self.scope.batch.is_some() => {
                    return Some(None);
                }
                _ if self.concerns(hint) => return Some(None),
                _ => {}
            }
        }
        (!keys.is_empty()).then(|| (keys.len() <= MAX_LOOKED_AT).then_some(keys))
    }

    /// How long to wait: while somebody else is there, who stops writing is noticed soon.
    fn patience(&self) -> Duration {
        let nobody = self.told.as_deref().unwrap_or_default().is_empty() && !self.rows.any();
        if nobody { HEARTBEAT } else { TICK }
    }

    /// The ticket on the page, for staff who are there.
    fn at(&self) -> Option<TicketKey> {
        let number = self.scope.at.filter(|_| self.stay.is_some())?;
        Some(TicketKey { guild: self.here.guild.id, number })
    }

    /// Who else is there, if that has changed.
    fn others(&mut self) -> Option<Event> {
        let html = Others::of(&self.app, &self.here, self.at()?).html();
        if self.told.as_ref() == Some(&html) {
            return None;
        }
        let event = Event::default().data(format!(
            "<turbo-stream action=\"update\" target=\"presence\"><template>{}</template></turbo-stream>",
            html.trim().replace('\r', "")
        ));
        (self.told, self.quiet) = (Some(html), Duration::ZERO);
        Some(event)
    }

    /// The reader's acts in bulk, if they are not as they were told.
    async fn batches(&mut self) -> Option<Event> {
        if !self.here.may_enter() {
            return None;
        }
        let cards = Cards::of(&self.app, &self.here).await.ok()?;
        let html = cards.html();
        if self.batches.as_ref() == Some(&html) {
            return None;
        }
        let stream = |target: &str, html: &str| {
            let html = html.trim().replace('\r', "");
            format!(
                "<turbo-stream action=\"update\" method=\"morph\" target=\"{target}\"><template>{html}</template></turbo-stream>"
            )
        };
        let said = cards.said();
        let event = Event::default().data(stream("batches", &html) + &stream("batches-said", &said));
        (self.batches, self.quiet) = (Some(html), Duration::ZERO);
        Some(event)
    }

    /// Whether the page has a list of tickets that somebody may be at.
    fn shows_rows(&self) -> bool {
        !self.scope.mine && self.scope.batch.is_none() && self.here.may_enter()
    }

    fn hint_row(&mut self, key: TicketKey) {
        if key.guild == self.here.guild.id && self.shows_rows() {
            self.rows.hint(key);
        }
    }

    /// Whether the hint is about this guild, and this page.
    fn concerns(&self, hint: Hint) -> bool {
        let guild = self.here.guild.id;
        match hint {
            Hint::Ticket(key) => {
                key.guild == guild && self.scope.ticket.is_none_or(|number| number == key.number)
            }
            Hint::Guild(changed) => changed == guild,
            Hint::Jobs | Hint::Presence(_) | Hint::Batch(_) => false,
        }
    }

    /// What else comes within a moment. `None`: too much to tell apart, or the guild itself.
    async fn gather(&mut self, first: Option<Hint>) -> Option<HashSet<TicketKey>> {
        let shows_rows = self.shows_rows();
        let mut keys = HashSet::new();
        let mut everything = false;
        let mut note = |hint: Option<Hint>| match hint {
            Some(Hint::Ticket(key)) => drop(keys.insert(key)),
            _ => everything = true,
        };
        note(first);
        let now = Instant::now();
        let until = self.refreshed.map_or(now, |last| last + REST).max(now + GATHER);
        while let Ok(heard) = tokio::time::timeout_at(until, self.hints.recv()).await {
            match heard {
                Ok(hint) if self.concerns(hint) => note(Some(hint)),
                Ok(Hint::Presence(key)) => {
                    self.came |= Some(key) == self.at();
                    if key.guild == self.here.guild.id && shows_rows {
                        self.rows.hint(key);
                    }
                }
                Ok(Hint::Batch(guild)) => self.look |= guild == self.here.guild.id,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    (self.came, self.look) = (true, true);
                    note(None);
                }
                Err(RecvError::Closed) => break,
            }
        }
        (!everything && keys.len() <= MAX_LOOKED_AT).then_some(keys)
    }

    /// Reads the person anew: who lost their roles hears nothing more.
    async fn still_allowed(&mut self) -> bool {
        if !session::still_good(&self.app, &self.here.signed.session).await {
            return false;
        }
        match InGuild::find(&self.app, self.here.signed.clone(), self.here.guild.id).await {
            Ok(here) => {
                self.here = here;
                self.scope.ticket.is_some() || self.scope.mine || self.here.may_enter()
            }
            Err(_) => false,
        }
    }

    /// Whether the reader may see one of these tickets: that something happens elsewhere is not theirs to know.
    async fn worth_a_look(&self, keys: Option<HashSet<TicketKey>>) -> bool {
        let Some(keys) = keys else { return true };
        for key in keys {
            if let Ok(Some(loaded)) = self.app.desk.store().ticket(key).await
                && self.here.audience(&loaded).is_some()
                && (!self.scope.mine || loaded.ticket.opener.user == self.here.person.user)
            {
                return true;
            }
        }
        false
    }
}
