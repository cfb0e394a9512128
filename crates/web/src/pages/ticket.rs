//! A ticket's page: the conversation, its properties, and what can be done.

use super::{Access, tickets::class};
use crate::{
    Site,
    conversation::{self, instant, status},
    frame::{Frame, Problem, page},
    session::Viewer,
};
use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use desk::{Loaded, Rejected};
use serde::Deserialize;
use std::sync::Arc;
use ticket::{Command, GuildId, Surface, TicketKey, access::Audience, settings::Locale, text};

struct Act {
    path: &'static str,
    label: String,
    class: &'static str,
    key: &'static str,
    asks: bool,
}

#[derive(Template)]
#[template(path = "ticket.html")]
struct Shown {
    frame: Frame,
    guild: GuildId,
    number: u32,
    subject: String,
    status: String,
    status_class: &'static str,
    notice: Option<String>,
    thread: String,
    acts: Vec<Act>,
    facts: Vec<(String, String)>,
    times: Vec<(String, String)>,
    discord: Option<String>,
}

/// Shows a ticket.
pub(crate) async fn show(
    State(site): State<Arc<Site>>,
    Path((guild, number)): Path<(GuildId, u32)>,
    viewer: Viewer,
    frame: Frame,
) -> Response {
    match shown(&site, guild, number, &viewer, frame.clone(), None).await {
        Ok(response) => response,
        Err(problem) => problem.page(frame),
    }
}

async fn shown(
    site: &Site,
    guild: GuildId,
    number: u32,
    viewer: &Viewer,
    frame: Frame,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let entered = Access::of(site, viewer, guild).await?;
    let (loaded, audience) = entered.ticket(site, number).await?;
    let conversation =
        conversation::read(site, &entered.guild, &entered.config, &loaded, audience, &frame).await?;
    let mut thread = Vec::new();
    let files = conversation::on_site(loaded.ticket.key, &conversation.files);
    let options = transcript::Options { files: &files, nonce: None };
    // Writing to memory does not fail.
    let _ = transcript::render_thread(&conversation.conversation, &conversation.lines, &mut thread, options);
    let ticket = &loaded.ticket;
    let (facts, times) = properties(site, &entered, &loaded, audience, frame.locale).await?;
    let channel = ticket.surface.channel();
    let page_of = Shown {
        guild,
        number,
        subject: ticket.subject.clone(),
        status: status(frame.locale, ticket.status()),
        status_class: class(ticket.status()),
        notice,
        thread: String::from_utf8(thread).unwrap_or_default(),
        acts: acts(&entered, &loaded, frame.locale),
        facts,
        times,
        discord: channel.map(|channel| format!("https://discord.com/channels/{guild}/{channel}")),
        frame: entered.frame(frame, viewer),
    };
    Ok(page(&page_of))
}

type Facts = Vec<(String, String)>;

async fn properties(
    site: &Site,
    entered: &Access,
    loaded: &Loaded,
    audience: Audience,
    locale: Locale,
) -> Result<(Facts, Facts), Problem> {
    let ticket = &loaded.ticket;
    let kind = entered.config.type_or_removed(ticket.ticket_type);
    let mut facts = vec![
        (locale.say("web-type"), kind.name.clone()),
        (locale.say("web-member"), ticket.opener.name.clone()),
        (locale.say("web-messages"), loaded.activity.messages.to_string()),
    ];
    facts.extend(ticket.claim.as_ref().map(|claim| (locale.say("web-claimed-by"), claim.name.clone())));
    if let Some(id) = ticket.assignee {
        let member = site.desk.store().member(entered.guild.id, id).await?;
        let name = member.map_or_else(|| id.to_string(), |member| member.name);
        facts.push((locale.say("web-assignee"), name));
    }
    if audience == Audience::Staff {
        let place = match &ticket.surface {
            Surface::Pending => Some(locale.say("web-channel-pending")),
            Surface::Unavailable { problem } => Some(text::problem(locale, problem)),
            Surface::Gone => Some(locale.say("web-channel-gone")),
            Surface::Channel { .. } | Surface::Thread { .. } => None,
        };
        facts.extend(place.map(|place| (locale.say("web-channel"), place)));
    }
    let mut times = vec![(locale.say("web-opened"), instant(ticket.opened_at).to_string())];
    times.extend(
        loaded.activity.first_reply.map(|(at, _)| (locale.say("web-first-reply"), instant(at).to_string())),
    );
    if let Some(closure) = ticket.closure() {
        facts.push((locale.say("web-closed-by"), text::by(locale, &closure.by)));
        facts.extend(closure.reason.clone().map(|reason| (locale.say("web-reason"), reason)));
        times.push((locale.say("web-closed"), instant(closure.at).to_string()));
    }
    Ok((facts, times))
}

/// What the person may do now, so far as it would not be refused.
fn acts(entered: &Access, loaded: &Loaded, locale: Locale) -> Vec<Act> {
    let allowed = |command: &Command| {
        let now = loaded.activity.last_at;
        ticket::decide(&loaded.ticket, command, &entered.actor(), &entered.config, now).is_ok()
    };
    let mut acts = Vec::new();
    let mut offer = |command: &Command, path, label: String, class, key, asks| {
        if allowed(command) {
            acts.push(Act { path, label, class, key, asks });
        }
    };
    offer(&Command::Claim, "claim", locale.say("web-claim"), "main", "c", false);
    offer(&Command::Unclaim, "release", locale.say("web-release"), "", "u", false);
    offer(&Command::Close { reason: None }, "close", locale.say("web-close"), "", "e", true);
    offer(&Command::Reopen, "reopen", locale.say("web-reopen"), "main", "o", false);
    acts
}

#[derive(Deserialize)]
pub(crate) struct Given {
    csrf: String,
    reason: Option<String>,
}

macro_rules! acting {
    ($($(#[$doc:meta])* $name:ident => |$given:ident| $command:expr;)+) => {$(
        $(#[$doc])*
        pub(crate) async fn $name(
            State(site): State<Arc<Site>>,
            Path(place): Path<(GuildId, u32)>,
            viewer: Viewer,
            frame: Frame,
            headers: HeaderMap,
            Form($given): Form<Given>,
        ) -> Response {
            act(&site, place, &viewer, frame, &headers, &$given.csrf.clone(), $command).await
        }
    )+};
}

acting! {
    /// Takes ownership.
    claim => |given| Command::Claim;
    /// Releases ownership.
    release => |given| Command::Unclaim;
    /// Closes, with a reason if one is given.
    close => |given| Command::Close { reason: given.reason };
    /// Opens again.
    reopen => |given| Command::Reopen;
}

async fn act(
    site: &Site,
    (guild, number): (GuildId, u32),
    viewer: &Viewer,
    frame: Frame,
    headers: &HeaderMap,
    csrf: &str,
    command: Command,
) -> Response {
    let done = async {
        viewer.check_form(site, headers, csrf)?;
        let entered = Access::of(site, viewer, guild).await?;
        entered.ticket(site, number).await?;
        let key = TicketKey { guild, number };
        match site.desk.handle(key, &entered.actor(), &command).await {
            Ok(_) => Ok(None),
            Err(Rejected::Refused(refusal)) => Ok(Some(text::refusal(frame.locale, &refusal))),
            Err(Rejected::Failed(failure)) => Err(Problem::Failed(failure)),
        }
    };
    match done.await {
        Ok(None) => Redirect::to(&format!("/g/{guild}/tickets/{number}")).into_response(),
        Ok(notice) => match shown(site, guild, number, viewer, frame.clone(), notice).await {
            Ok(page) => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
            Err(problem) => problem.page(frame),
        },
        Err(problem) => problem.page(frame),
    }
}
