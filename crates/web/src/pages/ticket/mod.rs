//! `/g/{guild}/tickets/{number}`: the conversation, what is known about the ticket, and the acts.

pub(crate) mod act;
pub(crate) mod claim;
pub(crate) mod closure;
pub(crate) mod facts;
pub(crate) mod release;
pub(crate) mod reopening;

use crate::{
    actor::InGuild,
    copies::Copies,
    error::Problem,
    flash::Flash,
    read::{Lines, about, moment},
    state::App,
    view::{Notice, Shell, Tab, page, status},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use desk::Loaded;
use facts::{Fact, SurfaceView, Value, facts, surface};
use serde::Deserialize;
use ticket::{MessageId, access::Audience, form::Answer};
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
}

/// Which acts are offered. The desk judges them again.
pub(crate) struct Acts {
    pub(crate) claim: bool,
    pub(crate) release: bool,
    pub(crate) close: bool,
    pub(crate) reopen: bool,
}

impl Acts {
    fn of(here: &InGuild, loaded: &Loaded) -> Self {
        let ticket = &loaded.ticket;
        let staff = here.is_staff(loaded);
        let own = ticket.opener.user == here.person.user
            && here.config.config.type_or_removed(ticket.ticket_type).opener_can_close;
        let open = ticket.is_open();
        Self {
            claim: staff && open && ticket.claim.is_none(),
            release: staff && open && ticket.claim.is_some(),
            close: open && (staff || own),
            reopen: !open && (staff || own),
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
    list: bool,
    subject: &'a str,
    emoji: String,
    type_name: String,
    status: (&'static str, String),
    acts: Acts,
    notice: Option<Notice>,
    earlier: Option<MessageId>,
    later: Option<MessageId>,
    thread: String,
    facts: Vec<Fact>,
    surface: SurfaceView,
    answers: &'a [Answer],
}

/// `GET /g/{guild}/tickets/{number}`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    Query(part): Query<Part>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let notice = flash.map(|flash| flash.notice(here.signed.prefs.locale));
    render_part(&app, &here, number, StatusCode::OK, notice, part.above.map(MessageId)).await
}

/// The page as it is now, with a sentence on top.
pub(crate) async fn render(
    app: &App,
    here: &InGuild,
    number: u32,
    code: StatusCode,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    render_part(app, here, number, code, notice, None).await
}

async fn render_part(
    app: &App,
    here: &InGuild,
    number: u32,
    code: StatusCode,
    notice: Option<Notice>,
    above: Option<MessageId>,
) -> Result<Response, Problem> {
    let (loaded, audience) = here.ticket(app, number).await?;
    let ticket = &loaded.ticket;
    let l = here.signed.prefs.locale;
    let Thread { html: thread, earlier, later } = thread(app, here, &loaded, audience, above).await?;
    let kind = here.config.config.type_or_removed(ticket.ticket_type);
    let (guild, title) = (here.guild.id, format!("#{number} {}", ticket.subject));
    let shell = Shell::guild(here, Tab::Tickets, title).live(format!("/g/{guild}/live?ticket={number}"));
    let page_of = TicketPage {
        shell,
        guild: guild.to_string(),
        number,
        here: format!("/g/{guild}/tickets/{number}"),
        list: here.may_enter(),
        subject: &ticket.subject,
        emoji: kind.emoji.clone().unwrap_or_default(),
        type_name: kind.name.clone(),
        status: status(l, ticket),
        acts: Acts::of(here, &loaded),
        notice,
        earlier,
        later,
        thread,
        facts: facts(app, here, &loaded, audience).await?,
        surface: surface(app, l, &loaded, audience),
        answers: &ticket.answers,
    };
    Ok(page(code, &page_of))
}

struct Thread {
    html: String,
    earlier: Option<MessageId>,
    later: Option<MessageId>,
}

async fn thread(
    app: &App,
    here: &InGuild,
    loaded: &Loaded,
    audience: Audience,
    above: Option<MessageId>,
) -> Result<Thread, Problem> {
    let key = loaded.ticket.key;
    // The language of the page around it.
    let l = here.signed.prefs.locale;
    let mut conversation = about(app, here, loaded, l).await?;
    conversation.now = Some(moment(app.now()));
    let window = Lines::of(app, here, key, audience, l).await?.window(above, PAGE, MOST).await?;
    let copies = Copies::of(app, key).await?;
    let source = |file: transcript::FileRef<'_>| copies.source(file);
    let options = Options { files: &source, nonce: Some(&here.signed.prefs.nonce) };
    let mut html = Vec::new();
    transcript::render_thread(&conversation, &window.lines, &mut html, options)
        .map_err(|failure| desk::Failure::Broken(failure.to_string()))?;
    let html = String::from_utf8_lossy(&html).into_owned();
    Ok(Thread { html, earlier: window.earlier, later: window.later })
}
