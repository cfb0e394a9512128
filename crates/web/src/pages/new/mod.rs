//! `/g/{guild}/new`: open a ticket from the web (M11, M17-M20, M23). The channel in Discord is prepared afterwards, by a job.

mod asked;

use crate::{
    actor::InGuild,
    error::Problem,
    headers::fresh,
    state::App,
    upload::Upload,
    view::{Notice, Shell, Tab, Tone, page},
};
use askama::Template;
use asked::{Question, answers, asks_more, questions};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{
    Rejected,
    ports::{Filter, Show},
    speak::Saying,
};
use serde::Deserialize;
use ticket::{
    Refusal, TicketKey, TicketType, Timestamp, TypeId,
    event::Origin,
    open::{MAX_SUBJECT, Request},
    say,
    speak::{self, Attached},
    text::refusal,
};

/// A form that is sent again within so many seconds is the same one.
const TWICE_SECONDS: i64 = 60;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(rename = "type")]
    kind: Option<u32>,
}

/// A type that can be chosen.
struct Choice {
    href: String,
    emoji: String,
    name: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "new/choose.html")]
struct Choose<'a> {
    shell: Shell<'a>,
    guild: String,
    kinds: Vec<Choice>,
    off: bool,
}

#[derive(Template)]
#[template(path = "new/new.html")]
struct New<'a> {
    shell: Shell<'a>,
    guild: String,
    kind: u32,
    emoji: String,
    name: String,
    hint: String,
    several: bool,
    once: String,
    subject: String,
    text: String,
    text_required: bool,
    most: usize,
    questions: Vec<Question>,
    notice: Option<Notice>,
}

/// The types that this person may open now.
pub(crate) fn kinds(here: &InGuild, now: Timestamp) -> Vec<&TicketType> {
    let config = &here.config.config;
    if !config.settings.enabled || config.settings.blocked.contains(&here.person.user) {
        return Vec::new();
    }
    config.types.iter().filter(|kind| kind.active && kind.may_be_opened_by(&here.person, now)).collect()
}

/// `GET /g/{guild}/new`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let kinds = kinds(&here, app.now());
    let chosen = match (asked.kind, &kinds[..]) {
        (None, [only]) => Some(*only),
        (kind, all) => all.iter().find(|one| Some(one.id.0) == kind).copied(),
    };
    if let Some(kind) = chosen {
        return form(&app, &here, kind, StatusCode::OK, None, &Upload::empty());
    }
    let l = here.signed.prefs.locale;
    let choice = |kind: &&TicketType| Choice {
        href: format!("/g/{}/new?type={}", here.guild.id, kind.id),
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        name: kind.name.clone(),
        hint: kind.hint.clone().unwrap_or_default(),
    };
    let view = Choose {
        shell: Shell::guild(&here, Tab::Mine, say!(l, "web-new-ticket")),
        guild: here.guild.id.to_string(),
        kinds: kinds.iter().map(choice).collect(),
        off: !here.config.config.settings.enabled,
    };
    Ok(page(StatusCode::OK, &view))
}

/// The form of a type, with what was filled in before.
fn form(
    app: &App,
    here: &InGuild,
    kind: &TicketType,
    code: StatusCode,
    notice: Option<Notice>,
    given: &Upload,
) -> Result<Response, Problem> {
    let l = here.signed.prefs.locale;
    let view = New {
        shell: Shell::guild(here, Tab::Mine, format!("{} · {}", say!(l, "web-new-ticket"), kind.name)),
        guild: here.guild.id.to_string(),
        kind: kind.id.0,
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        name: kind.name.clone(),
        hint: kind.hint.clone().unwrap_or_default(),
        several: kinds(here, app.now()).len() > 1,
        once: fresh(),
        subject: given.text("subject").to_owned(),
        text: given.text("text").to_owned(),
        text_required: kind.form.is_empty(),
        most: MAX_SUBJECT,
        questions: questions(l, &here.guild, &kind.form, given),
        notice,
    };
    Ok(page(code, &view))
}

/// `POST /g/{guild}/new`
pub(crate) async fn act(State(app): State<App>, here: InGuild, upload: Upload) -> Result<Response, Problem> {
    let kind = upload.text("type").parse().map(TypeId).map_err(|_| Problem::Unclear)?;
    let l = here.signed.prefs.locale;
    if let Some(found) = here.config.config.ticket_type(kind)
        && asks_more(&found.form, &upload)
    {
        let files = !upload.files.is_empty() || !upload.answers.is_empty();
        let text = if files { say!(l, "web-new-more-files") } else { say!(l, "web-new-more") };
        let notice = Notice { tone: Tone::Refused, text };
        return form(&app, &here, found, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), &upload);
    }
    match open(&app, &here, kind, &upload).await {
        Ok(key) => Ok(Redirect::to(&format!("/g/{}/tickets/{}", key.guild, key.number)).into_response()),
        Err(Rejected::Refused(why)) => {
            let Some(kind) = here.config.config.ticket_type(kind) else { return Err(Problem::NotFound) };
            let notice = Notice { tone: Tone::Refused, text: refusal(l, &why) };
            form(&app, &here, kind, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), &upload)
        }
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

/// Everything that can be refused is judged before anything is written.
async fn open(app: &App, here: &InGuild, kind: TypeId, upload: &Upload) -> Result<TicketKey, Rejected> {
    let now = app.now();
    let subject = upload.text("subject").trim().to_owned();
    if subject.is_empty() {
        return Err(Refusal::TextMissing.into());
    }
    if subject.chars().count() > MAX_SUBJECT {
        return Err(Refusal::TextTooLong { most: MAX_SUBJECT, given: subject.chars().count() }.into());
    }
    let form = here.config.config.ticket_type(kind).map_or(&[][..], |kind| &kind.form);
    let (answers, brought) = answers(&app.desk, here, form, upload).await?;
    let text = upload.text("text");
    let attached = |file: &desk::speak::NewFile| (file.name.clone(), file.bytes.len() as u64);
    let files: Vec<(String, u64)> = upload.files.iter().map(attached).collect();
    let files: Vec<Attached<'_>> = files.iter().map(|(name, size)| Attached { name, size: *size }).collect();
    let nothing = text.trim().is_empty() && files.is_empty();
    if !nothing || form.is_empty() {
        speak::fits(text, &files, false)?;
    }
    if let Some(key) = sent_before(app, here, kind, &subject, now).await? {
        return Ok(key);
    }
    let request = Request {
        files: Vec::new(),
        ticket_type: kind,
        answers,
        subject: Some(subject),
        on_behalf: None,
        origin: Origin::Web,
        at: now,
    };
    let key = app.desk.open_with(here.guild.id, &here.person, request, brought).await?.ticket.ticket.key;
    if !nothing {
        let once = upload.once().unwrap_or_else(|_| fresh());
        let saying = Saying { text: text.to_owned(), files: upload.files.clone(), once, ..Saying::default() };
        app.desk.say(key, &here.person, saying).await?;
    }
    Ok(key)
}

/// The same form, sent a moment ago: a second press opens no second ticket.
async fn sent_before(
    app: &App,
    here: &InGuild,
    kind: TypeId,
    subject: &str,
    now: Timestamp,
) -> Result<Option<TicketKey>, Rejected> {
    let own = Filter { opener: Some(here.person.user), show: Show::Open, ..Filter::default() };
    let latest = app.desk.store().list(here.guild.id, &own, None, 5).await?;
    let same = latest.into_iter().map(|row| row.ticket).find(|ticket| {
        ticket.ticket_type == kind
            && ticket.subject == subject
            && ticket.opened_at.plus_seconds(TWICE_SECONDS) > now
    });
    Ok(same.map(|ticket| ticket.key))
}
