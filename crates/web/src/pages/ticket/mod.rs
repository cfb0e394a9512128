//! `/g/{guild}/tickets/{number}`: the conversation, what is known about the ticket, and the acts.

pub(crate) mod act;
mod answers;
pub(crate) mod changing;
pub(crate) mod claim;
pub(crate) mod closure;
pub(crate) mod facts;
pub(crate) mod glance;
pub(crate) mod handling;
pub(crate) mod macros;
pub(crate) mod message;
pub(crate) mod pickers;
pub(crate) mod presence;
pub(crate) mod props;
pub(crate) mod rating;
pub(crate) mod release;
pub(crate) mod reopening;
pub(crate) mod rest;
pub(crate) mod timeline;

use crate::{
    actor::InGuild,
    copies::Copies,
    error::Problem,
    flash::Flash,
    headers::fresh,
    pages::inbox::{self, Asked, Queue},
    read::{Lines, Window, about, moment},
    state::App,
    view::{Notice, Shell, Tab, page},
};
pub(crate) use answers::mentioned;
use answers::{Answered, answers};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use desk::Loaded;
use facts::{Fact, SurfaceView, Value, facts, surface};
use presence::Others;
use props::{Props, props};
use serde::Deserialize;
use ticket::{
    MessageId, Ticket, Timestamp,
    access::{self, Audience},
    command::{RATING_DAYS, RATING_EDIT_HOURS},
    say, speak, waiting,
};
use timeline::{Only, Timeline};
use transcript::Options;

/// Messages shown at first, and shown more whenever earlier ones are asked for.
const PAGE: u32 = 100;
/// Messages on one page at most; beyond it there is a next page. The transcript has all.
const MOST: u32 = 1_000;

/// Which part of the conversation is asked for.
#[derive(Deserialize)]
pub(crate) struct Part {
    /// A page of messages before this one, and everything after.
    above: Option<u64>,
    /// Which lines; for staff.
    #[serde(default)]
    only: Only,
}

/// Which acts are offered. The desk judges them again.
pub(crate) struct Acts {
    pub(crate) claim: bool,
    pub(crate) release: bool,
    pub(crate) close: bool,
    pub(crate) reopen: bool,
    /// Make a section of the knowledge base from it.
    pub(crate) propose: bool,
    pub(crate) transcript: bool,
    /// Whether the opener can be asked whether it may be closed.
    pub(crate) ask: bool,
    /// Say that what the member wrote last needs no answer; or that it does after all.
    pub(crate) no_reply: bool,
    pub(crate) reply: bool,
}

impl Acts {
    fn of(here: &InGuild, loaded: &Loaded, now: Timestamp) -> Self {
        let ticket = &loaded.ticket;
        let config = &here.config.config;
        let staff = here.is_staff(loaded);
        let own = ticket.opener.user == here.person.user
            && here.config.config.type_or_removed(ticket.ticket_type).opener_can_close;
        let open = ticket.is_open();
        Self {
            claim: staff && open && ticket.claim.is_none(),
            release: staff && open && ticket.claim.is_some(),
            close: open && (staff || own),
            reopen: !open && (staff || own),
            propose: staff && !open,
            transcript: access::may_read_transcript(config, ticket, &here.person)
                && !access::transcript_is_over(config, ticket, now),
            ask: staff && open && ticket.close_request.is_none(),
            no_reply: staff
                && open
                && loaded.activity.first_reply.is_some()
                && waiting::is_for_us(ticket, &loaded.activity),
            reply: staff && open && waiting::settled_at(ticket, &loaded.activity.talk).is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "ticket/ticket.html")]
struct TicketPage<'a> {
    shell: Shell<'a>,
    guild: String,
    number: u32,
    here: String,
    queue: Option<Queue>,
    /// Where it came from: address and name.
    back: (String, String),
    subject: &'a str,
    emoji: String,
    type_name: String,
    status: (&'static str, String),
    acts: Acts,
    /// Whether an answer may claim the ticket.
    offers_claim: bool,
    /// Whether it does without being asked, by the guild's settings.
    claims: bool,
    notice: Option<Notice>,
    /// To earlier and to later messages.
    earlier: Option<String>,
    later: Option<String>,
    thread: String,
    /// What of it is shown, and where to go in it; for staff.
    timeline: Option<Timeline>,
    /// The reader's last message from the web, which they can change: its id and words.
    own: Option<(String, String)>,
    facts: Vec<Fact>,
    surface: SurfaceView,
    answers: Vec<Answered>,
    /// Who else is here; for staff.
    presence: String,
    /// What the reader has seen now: message and version.
    seen: String,
    /// What is new since they began to write.
    guard: Vec<(String, String)>,
    /// Whether the reply that waits closes the ticket as well.
    closes: bool,
    /// The macros that fit: where each is shown, and its name.
    macros: Vec<(String, String)>,
    composer: Option<Composer>,
    props: Option<Props>,
    /// Whose opener is asked for a rating: the stars given so far, and the words.
    rate: Option<Rate>,
    /// Who asks whether it can be closed, and why.
    ask: Option<(String, String)>,
    sample: bool,
}

/// What the opener thought of it so far.
struct Rate {
    stars: u8,
    comment: String,
    thanks: String,
    labels: [String; 5],
}

/// Where something can be written.
struct Composer {
    /// What was written and refused.
    draft: String,
    /// What the reader has seen.
    seen: String,
    /// Names the next act of sending.
    once: String,
    /// To whom the words go.
    hint: String,
    /// Whether notes can be kept, and canned responses used.
    staff: bool,
}

/// What a page shows again after an act was refused.
#[derive(Default)]
pub(crate) struct Again {
    pub(crate) notice: Option<Notice>,
    pub(crate) draft: String,
    /// What is new since they began to write.
    pub(crate) guard: Vec<(String, String)>,
    /// Whether the reply that waits closes the ticket as well.
    pub(crate) closes: bool,
    /// The list beside it.
    pub(crate) asked: Asked,
    /// Which part of the conversation.
    above: Option<MessageId>,
    /// Which lines of it.
    only: Only,
}

impl From<Notice> for Again {
    fn from(notice: Notice) -> Self {
        Self { notice: Some(notice), ..Self::default() }
    }
}

/// `GET /g/{guild}/tickets/{number}`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
    Query(part): Query<Part>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let notice = flash.map(|flash| flash.notice(here.signed.prefs.locale));
    let again =
        Again { notice, asked, above: part.above.map(MessageId), only: part.only, ..Again::default() };
    render(&app, &here, number, StatusCode::OK, again).await
}

/// The page as it is now, with a sentence on top.
pub(crate) async fn render(
    app: &App,
    here: &InGuild,
    number: u32,
    code: StatusCode,
    again: impl Into<Again>,
) -> Result<Response, Problem> {
    let Again { notice, draft, guard, closes, asked, above, only } = again.into();
    let (loaded, audience) = here.ticket(app, number).await?;
    let ticket = &loaded.ticket;
    let l = here.signed.prefs.locale;
    let staff = audience == Audience::Staff;
    let only = if staff { only } else { Only::All };
    // None needs what another gives.
    let ((thread, window), queue, answers, props, first_reply) = tokio::try_join!(
        thread(app, here, &loaded, audience, above, only),
        async { Ok(if staff { Some(inbox::queue(app, here, &asked, Some(number)).await?) } else { None }) },
        answers(app, here, ticket),
        async { Ok(if staff { Some(props(app, here, &loaded).await?) } else { None }) },
        async { if staff { timeline::first_reply(app, &loaded).await } else { Ok(None) } },
    )?;
    let kind = here.config.config.type_or_removed(ticket.ticket_type);
    let (guild, title) = (here.guild.id, format!("#{number} {}", ticket.subject));
    // Staff see the queue beside it: that lives as well.
    let live = if staff {
        format!("/g/{guild}/live?at={number}")
    } else {
        format!("/g/{guild}/live?ticket={number}")
    };
    let tab = if staff { Tab::Tickets } else { Tab::Mine };
    let shell = Shell::guild(here, tab, title).live(live);
    let back = match &queue {
        Some(queue) => (format!("/g/{guild}/tickets{}", asked.query()), queue.title.clone()),
        None => (format!("/g/{guild}/mine"), say!(l, "web-my-tickets")),
    };
    let place = format!("/g/{guild}/tickets/{number}");
    let way = |to: MessageId| format!("{place}{}&above={to}#m-{to}", asked.query());
    let timeline = if staff {
        let mut bar = Timeline::new(l, &place, &asked.query(), only, window.lines.len());
        bar.first_reply = first_reply.map(way);
        Some(bar)
    } else {
        None
    };
    let seen = format!("{}.{}", window.newest.map_or(0, |newest| newest.0), loaded.version);
    let page_of = TicketPage {
        shell,
        guild: guild.to_string(),
        number,
        here: place.clone(),
        queue,
        back,
        subject: &ticket.subject,
        emoji: kind.emoji.clone().unwrap_or_default(),
        type_name: kind.name.clone(),
        status: facts::standing(here, &loaded, audience),
        acts: Acts::of(here, &loaded, app.now()),
        offers_claim: speak::is_claimable(ticket, here.person.user),
        claims: here.config.config.settings.answering_claims,
        notice,
        earlier: window.earlier.map(way),
        later: window.later.map(way),
        own: window.own.map(|(id, text)| (id.to_string(), text)).filter(|_| ticket.is_open()),
        thread,
        timeline,
        facts: facts(app, here, &loaded, audience),
        surface: surface(app, l, &loaded, audience),
        answers,
        presence: if staff { Others::of(app, here, ticket.key).html() } else { String::new() },
        seen: seen.clone(),
        guard,
        closes,
        macros: if staff && here.is_staff(&loaded) { macros::fitting(here, ticket) } else { Vec::new() },
        composer: composer(here, &loaded, draft, seen),
        props,
        rate: rate(here, ticket, app.now()),
        ask: ask(here, ticket),
        sample: ticket.is_sample(),
    };
    Ok(page(code, &page_of))
}

/// Open tickets can be written in, by their opener and by staff.
fn composer(here: &InGuild, loaded: &Loaded, draft: String, seen: String) -> Option<Composer> {
    let (l, ticket) = (here.signed.prefs.locale, &loaded.ticket);
    let own = ticket.opener.user == here.person.user;
    if !ticket.is_open() || !(own || here.is_staff(loaded)) {
        return None;
    }
    let hint =
        if own { say!(l, "web-write-to-staff") } else { say!(l, "web-write-to", name = &ticket.opener.name) };
    Some(Composer { draft, seen, once: fresh(), hint, staff: here.is_staff(loaded) && !own })
}

/// The opener of a closed ticket can rate it, and change the rating for a while.
fn rate(here: &InGuild, ticket: &Ticket, now: Timestamp) -> Option<Rate> {
    let closure = ticket.closure().filter(|_| ticket.opener.user == here.person.user)?;
    let l = here.signed.prefs.locale;
    let until = match &closure.rating {
        Some(rating) => rating.at.plus_hours(RATING_EDIT_HOURS),
        None => closure.at.plus_days(RATING_DAYS),
    };
    let wanted = here.config.config.type_or_removed(ticket.ticket_type).feedback && now <= until;
    let stars = closure.rating.as_ref().map_or(0, |rating| rating.stars);
    wanted.then(|| Rate {
        stars,
        comment: closure.rating.as_ref().and_then(|rating| rating.comment.clone()).unwrap_or_default(),
        thanks: if stars > 0 { say!(l, "web-rate-thanks", stars = u32::from(stars)) } else { String::new() },
        labels: [5_u32, 4, 3, 2, 1].map(|stars| say!(l, "web-rate-star", stars = stars)),
    })
}

/// The opener is asked whether it can be closed.
fn ask(here: &InGuild, ticket: &Ticket) -> Option<(String, String)> {
    let request = ticket.close_request.as_ref().filter(|_| ticket.is_open())?;
    let own = ticket.opener.user == here.person.user;
    let words = say!(here.signed.prefs.locale, "web-ask-close", name = &request.name);
    own.then(|| (words, request.reason.clone().unwrap_or_default()))
}

async fn thread(
    app: &App,
    here: &InGuild,
    loaded: &Loaded,
    audience: Audience,
    above: Option<MessageId>,
    only: Only,
) -> Result<(String, Window), Problem> {
    let key = loaded.ticket.key;
    // The language of the page around it.
    let l = here.signed.prefs.locale;
    let window = async {
        let lines = Lines::of(app, here, key, audience, l).await?;
        let lines = lines.read_by(&here.signed.prefs).without(loaded.ticket.surface.welcome());
        lines.window(above, PAGE, MOST, here.person.user, only).await
    };
    let about = about(app, here, loaded, here.signed.prefs.clock());
    let (mut conversation, window, copies) = tokio::try_join!(about, window, Copies::of(app, key))?;
    conversation.now = Some(moment(app.now()));
    let source = |file: transcript::FileRef<'_>| copies.source(file);
    let options = Options { files: &source, nonce: Some(&here.signed.prefs.nonce) };
    let mut html = Vec::new();
    transcript::render_thread(&conversation, &window.lines, &mut html, options)
        .map_err(|failure| desk::Failure::Broken(failure.to_string()))?;
    Ok((String::from_utf8_lossy(&html).into_owned(), window))
}
