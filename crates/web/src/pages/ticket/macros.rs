//! `/g/{guild}/tickets/{number}/macros`: which there are, what one would do here, and doing it (definitions A.4).

use super::{act::At, message::seen as seen_of, message::words};
use crate::{
    actor::InGuild,
    done::{Done, What},
    error::Problem,
    pages::settings::fields::Fields,
    view::{page, priority},
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
    response::Response,
};
use desk::{
    Rejected,
    macros::{Outlook, Planned, Ran},
};
use ticket::{
    macros::{Act, Macro, Whom},
    say,
    settings::Locale,
    snooze,
    text::refusal,
};

struct Entry {
    href: String,
    name: String,
    acts: String,
}

#[derive(Template)]
#[template(path = "ticket/macros.html")]
struct Choose {
    l: Locale,
    entries: Vec<Entry>,
    /// Where they are made, for who may.
    settings: Option<String>,
}

/// An act of the preview.
struct Row {
    title: String,
    text: String,
    /// Why not, or that it is so already.
    note: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "ticket/macro.html")]
struct Preview {
    l: Locale,
    csrf: String,
    act: String,
    all: String,
    name: String,
    once: String,
    seen: String,
    rows: Vec<Row>,
    news: Vec<(String, String)>,
    may: bool,
}

/// Which macro the address names, as somebody who works the ticket may run it.
pub(crate) struct Which {
    at: At,
    found: Macro,
    seen: String,
}

impl FromRequestParts<crate::state::App> for Which {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &crate::state::App) -> Result<Self, Problem> {
        let at = At::from_request_parts(parts, app).await?;
        let path = Path::<(String, u32, u32)>::from_request_parts(parts, app).await;
        let Path((_, _, id)) = path.map_err(|_| Problem::NotFound)?;
        let (loaded, _) = at.here.ticket(app, at.key.number).await?;
        if !at.here.is_staff(&loaded) {
            return Err(Problem::Forbidden);
        }
        let fits = |one: &&Macro| one.id == id && one.fits(loaded.ticket.ticket_type);
        let found = at.here.config.config.macros.iter().find(fits).cloned().ok_or(Problem::NotFound)?;
        let newest = app.desk.store().lines_before(at.key, None, 1).await?;
        let seen = format!("{}.{}", newest.last().map_or(0, |line| line.message.0), loaded.version);
        Ok(Self { at, found, seen })
    }
}

/// The macros for a ticket: where each is shown, and its name.
pub(crate) fn fitting(here: &InGuild, ticket: &ticket::Ticket) -> Vec<(String, String)> {
    let base = format!("/g/{}/tickets/{}/macros", ticket.key.guild, ticket.key.number);
    let fits = here.config.config.macros.iter().filter(|one| one.fits(ticket.ticket_type));
    fits.map(|one| (format!("{base}/{}", one.id), one.name.clone())).collect()
}

/// `GET /g/{guild}/tickets/{number}/macros`
pub(crate) async fn list(at: At) -> Result<Response, Problem> {
    let (loaded, _) = at.here.ticket(&at.app, at.key.number).await?;
    if !at.here.is_staff(&loaded) {
        return Err(Problem::Forbidden);
    }
    let l = at.here.signed.prefs.locale;
    let fitting = at.here.config.config.macros.iter().filter(|one| one.fits(loaded.ticket.ticket_type));
    let entry = |one: &Macro| Entry {
        href: format!("/g/{}/tickets/{}/macros/{}", at.key.guild, at.key.number, one.id),
        name: one.name.clone(),
        acts: one.acts.iter().map(|act| title(l, &at.here, act, None)).collect::<Vec<_>>().join(" · "),
    };
    let settings = format!("/g/{}/settings/resources", at.key.guild);
    let view = Choose {
        l,
        entries: fitting.map(entry).collect(),
        settings: at.here.may_configure().then_some(settings),
    };
    Ok(page(StatusCode::OK, &view))
}

/// `GET /g/{guild}/tickets/{number}/macros/{macro}`: what it would do.
pub(crate) async fn preview(which: Which) -> Result<Response, Problem> {
    which.render(StatusCode::OK, Vec::new()).await
}

/// `POST /g/{guild}/tickets/{number}/macros/{macro}`
pub(crate) async fn run(which: Which, fields: Fields) -> Result<Response, Problem> {
    let at = &which.at;
    let seen = seen_of(&fields.text("seen")).filter(|_| !fields.flag("anyway"));
    let once = format!("macro-{}", fields.text("once").chars().take(60).collect::<String>());
    let (desk, person) = (&at.app.desk, &at.here.person);
    match desk.run_macro(at.key, person, &which.found, once, seen).await {
        Ok(Ran::Done(events, stopped)) => {
            desk.presence().stops(at.key, person.user);
            match stopped {
                None => {
                    Ok(Done::of(What::Macro, at.key.number, &events, person.user)
                        .then(at.key.guild, &at.page()))
                }
                Some(why) => which.at.rejected(why.into(), String::new()).await,
            }
        }
        Ok(Ran::Wait(news)) => {
            let news = news.iter().map(|one| words(at, one)).collect();
            which.render(StatusCode::CONFLICT, news).await
        }
        Err(Rejected::Refused(_)) => which.render(StatusCode::UNPROCESSABLE_ENTITY, Vec::new()).await,
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

impl Which {
    async fn render(self, code: StatusCode, news: Vec<(String, String)>) -> Result<Response, Problem> {
        let Self { at, found, seen } = self;
        let l = at.here.signed.prefs.locale;
        let planned = at.app.desk.rehearse_macro(at.key, &at.here.person, &found).await;
        let planned = planned.map_err(|rejected| match rejected {
            Rejected::Refused(_) => Problem::NoTicket,
            Rejected::Failed(failure) => failure.into(),
        })?;
        let rows: Vec<Row> = planned.iter().map(|one| row(l, &at.here, one)).collect();
        let base = format!("/g/{}/tickets/{}/macros", at.key.guild, at.key.number);
        let view = Preview {
            l,
            csrf: at.here.signed.session.csrf.clone(),
            act: format!("{base}/{}", found.id),
            all: base,
            once: crate::headers::fresh(),
            seen,
            may: rows.iter().all(|row| row.class != "macro-no"),
            rows,
            news,
            name: found.name,
        };
        Ok(page(code, &view))
    }
}

fn row(l: Locale, here: &InGuild, one: &Planned) -> Row {
    let (note, class) = match &one.outlook {
        Outlook::Will => (String::new(), ""),
        Outlook::Already => (say!(l, "macro-already"), "macro-already"),
        Outlook::Refused(why) => (refusal(l, why), "macro-no"),
    };
    Row { title: title(l, here, &one.act, one.whom.as_deref()), text: one.text.clone(), note, class }
}

/// An act in a few words.
fn title(l: Locale, here: &InGuild, act: &Act, whom: Option<&str>) -> String {
    let config = &here.config.config;
    let tag = |id: &ticket::TagId| config.tag(*id).map_or_else(|| format!("#{id}"), |tag| tag.name.clone());
    match act {
        Act::Reply(_) => say!(l, "macro-reply"),
        Act::Note(_) => say!(l, "macro-note"),
        Act::Claim => say!(l, "macro-claim"),
        Act::Assign(Whom::Me) => say!(l, "macro-assign-me"),
        Act::Assign(Whom::Nobody) => say!(l, "macro-unassign"),
        Act::Assign(Whom::User(user)) => {
            let name = whom.map_or_else(|| user.to_string(), str::to_owned);
            say!(l, "macro-assign", name = name)
        }
        Act::Tag(id) => say!(l, "macro-tag", tag = tag(id)),
        Act::Untag(id) => say!(l, "macro-untag", tag = tag(id)),
        Act::Priority(level) => say!(l, "macro-priority", priority = priority(l, *level).1),
        Act::Move(to) => say!(l, "macro-move", name = config.type_or_removed(*to).name.clone()),
        Act::Snooze(Some(preset)) => say!(l, "macro-snooze", until = snooze::label(l, *preset)),
        Act::Snooze(None) => say!(l, "macro-snooze", until = say!(l, "web-snooze-reply")),
        Act::Close(_) => say!(l, "macro-close"),
    }
}
