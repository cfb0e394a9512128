//! `/g/{guild}/knowledge`: what Auto-Assist knows, what it would use for a question and why, and how it is set.

mod dates;
pub(crate) mod document;
pub(crate) mod evaluation;
mod hours;
pub(crate) mod privacy;
pub(crate) mod proposal;
pub(crate) mod settings;

use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    pages::reports::numbers::{money, whole},
    pages::settings::{Frame, Owner, Said, Section, frame},
    state::App,
    view::{Notice, Shell, Tone, When, page},
};
use askama::Template;
use assist::{
    decide::{self, Situation, Step},
    evaluate::staged,
    retrieve::{Hit, Kind, Match, Question},
};
use assistant::{Client, NotSaved};
use axum::{Form, extract::Query, http::StatusCode, response::Response};
use desk::{
    Failure,
    ports::{KnowledgeHead, Spent},
};
use serde::Deserialize;
use settings::TypeView;
use ticket::{Timestamp, assist::Turn, say, settings::Locale};

/// Days that spending is summed up over.
const MONTH: i64 = 30;
/// Sections shown for a question.
const SHOWN: usize = 5;
/// Reasons shown for each.
const REASONS: usize = 6;
/// Characters of a section that are shown.
const EXCERPT: usize = 400;

struct BaseView {
    number: u32,
    title: String,
    note: String,
    when: When,
}

/// A section that would be used.
struct HitView {
    number: u32,
    anchor: String,
    name: String,
    percent: u32,
    why: String,
    text: String,
}

/// What would be done with a question.
struct Tried {
    question: String,
    action: String,
    hits: Vec<HitView>,
}

struct ProposalView {
    number: u32,
    ticket: u32,
    title: String,
    text: String,
    by: String,
}

#[derive(Template)]
#[template(path = "knowledge/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    guild: String,
    tried: Option<Tried>,
    bases: Vec<BaseView>,
    proposals: Vec<ProposalView>,
    draft: (String, String),
    /// The version of the configuration, and what is set.
    over: u32,
    enabled: bool,
    per_day: u32,
    spent: Vec<String>,
    minutes: u32,
    provider: String,
    types: Vec<TypeView>,
}

#[derive(Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

/// `GET /g/{guild}/knowledge`
pub(crate) async fn show(
    Owner { app, here }: Owner,
    Query(Ask { q }): Query<Ask>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let notice = flash.map(|flash| flash.notice(here.signed.prefs.locale));
    render(&app, &here, StatusCode::OK, notice, &q, Default::default()).await
}

#[derive(Deserialize)]
pub(crate) struct New {
    title: String,
    text: String,
}

/// `POST /g/{guild}/knowledge`: a new knowledge base.
pub(crate) async fn add(
    Owner { app, here }: Owner,
    Form(New { title, text }): Form<New>,
) -> Result<Response, Problem> {
    match save(&app, &here, None, &title, &text).await? {
        Ok(head) => Ok(Flash::Saved.then(&format!("/g/{}/knowledge/{}", here.guild.id, head.number))),
        Err(said) => {
            let notice = Notice { tone: Tone::Refused, text: said };
            render(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), "", (title, text)).await
        }
    }
}

/// Saves a text as it is asked for by a person; what is wrong with it comes back as a sentence.
async fn save(
    app: &App,
    here: &InGuild,
    over: Option<(u32, u32)>,
    title: &str,
    text: &str,
) -> Result<Result<KnowledgeHead, String>, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let (store, guild) = (app.desk.store(), here.guild.id);
    if title.trim().is_empty() {
        return Ok(Err(say!(l, "web-know-no-title")));
    }
    // Browsers send line ends as two characters; the text is kept as it is written on any machine.
    let text = text.replace("\r\n", "\n");
    let by = (&here.actor().by(), app.now());
    let saved = app.assistant.shelf().save(store, guild, over, (title, &text), by).await;
    match saved {
        Ok(head) => {
            compare(app, here);
            Ok(Ok(head))
        }
        Err(NotSaved::Failed(Failure::Conflict)) => Ok(Err(say!(l, "web-know-conflict"))),
        Err(NotSaved::Failed(failure)) => Err(failure.into()),
        Err(NotSaved::Unfit(unfit)) => Ok(Err(say!(l, "web-know-unfit", problem = unfit.to_string()))),
        Err(NotSaved::TooMuch(refused)) => Ok(Err(say!(l, "web-know-unfit", problem = refused.to_string()))),
    }
}

/// Has the embeddings model look at what is new, beside the answer; without one nothing happens.
fn compare(app: &App, here: &InGuild) {
    let (app, guild) = (app.clone(), here.guild.id);
    tokio::spawn(async move {
        if let Ok(Some(client)) = app.assistant.client().await
            && let Err(failure) =
                app.assistant.shelf().learn(app.desk.store(), guild, &client, app.now()).await
        {
            tracing::warn!(%guild, %failure, "knowledge bases could not be compared");
        }
    });
}

async fn render(
    app: &App,
    here: &InGuild,
    code: StatusCode,
    notice: Option<Notice>,
    question: &str,
    draft: (String, String),
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let (l, guild, now) = (here.signed.prefs.locale, here.guild.id, app.now());
    let store = app.desk.store();
    let heads = store.knowledge(guild).await?;
    let switch = here.config.config.settings.assist;
    let client = app.assistant.client().await?;
    let provider = match &client {
        Some(client) => {
            let (model, host) = (&client.endpoint().model, client.endpoint().host());
            let asked = say!(l, "web-know-provider", model = model, host = host);
            match &client.endpoint().embeddings {
                Some(model) => format!("{asked} {}", say!(l, "web-know-provider-compared", model = model)),
                None => asked,
            }
        }
        None => say!(l, "web-know-provider-none"),
    };
    let proposals = store.proposals(guild).await?;
    let owner = Owner { app: app.clone(), here: here.clone() };
    let (shell, frame) = framed(&owner, None, notice).await?;
    let view = List {
        shell,
        frame,
        guild: guild.to_string(),
        tried: if question.trim().is_empty() { None } else { Some(tried(app, here, question).await?) },
        types: settings::types(here, &heads, app.now()),
        bases: heads.iter().map(|head| base(here, head, now)).collect(),
        proposals: proposals
            .into_iter()
            .map(|one| ProposalView {
                number: one.number,
                ticket: one.ticket,
                title: one.title,
                text: one.markdown,
                by: one.author_name,
            })
            .collect(),
        draft,
        over: here.config.version,
        enabled: switch.enabled,
        per_day: switch.per_day,
        minutes: switch.minutes_saved,
        spent: spent(app, here, client.as_deref()).await?,
        provider,
    };
    Ok(page(code, &view))
}

/// What was spent today and in the last thirty days, in a few sentences.
async fn spent(app: &App, here: &InGuild, client: Option<&Client>) -> Result<Vec<String>, Problem> {
    let l = here.signed.prefs.locale;
    let today = assistant::day(app.now());
    let days = app.desk.store().spent_days(here.guild.id, today - MONTH + 1, today).await?;
    let month = days.iter().fold(Spent::default(), |sum, (_, one)| sum.with(*one));
    let spent = days.last().filter(|(day, _)| *day == today).map_or_else(Spent::default, |(_, spent)| *spent);
    let most = here.config.config.settings.assist.per_day;
    let (spoken, escalated) = (spent.spoken, spent.escalated);
    let mut lines =
        vec![say!(l, "web-know-spent-today", spoken = spoken, most = most, escalated = escalated)];
    if client.is_some() || month.tokens > 0 {
        let count = |tokens: u64| whole(l, i64::try_from(tokens).unwrap_or(i64::MAX));
        lines.push(say!(
            l,
            "web-know-spent-tokens",
            tokens = count(spent.tokens),
            month = count(month.tokens)
        ));
    }
    if let Some(price) = client.and_then(|client| client.endpoint().price.as_ref()) {
        let paid = |cost| money(l, cost, &price.currency);
        lines.push(say!(l, "web-know-spent-cost", cost = paid(spent.cost), month = paid(month.cost)));
    }
    Ok(lines)
}

/// The frame of the settings around a page; `title` is its own where it is below the section.
async fn framed(
    owner: &Owner,
    title: Option<String>,
    notice: Option<Notice>,
) -> Result<(Shell<'_>, Frame), Problem> {
    frame(owner, Section::Assist, title, Said { notice, ..Said::default() }).await
}

fn base(here: &InGuild, head: &KnowledgeHead, now: Timestamp) -> BaseView {
    let l = here.signed.prefs.locale;
    let by = if head.author_name.is_empty() { say!(l, "by-system") } else { head.author_name.clone() };
    BaseView {
        number: head.number,
        title: head.title.clone(),
        note: say!(
            l,
            "web-know-version",
            version = head.version,
            name = by,
            size = head.bytes.div_ceil(1024)
        ),
        when: When::new(&here.signed.prefs, head.at, now),
    }
}

/// What retrieval finds for a question, and what it alone would do with it.
async fn tried(app: &App, here: &InGuild, question: &str) -> Result<Tried, Problem> {
    let l = here.signed.prefs.locale;
    let library = app.assistant.library(here.guild.id).await?;
    let (talk, assist) = staged(here.guild.id, question);
    let vector = app.assistant.vector(&library, question, None).await?;
    let asked = Question { text: question, documents: None, vector: vector.as_deref() };
    let hits = library.search(asked, SHOWN);
    let situation = Situation { assist: &assist, talk: &talk, left_today: 1, now: Timestamp(0) };
    let action = match decide::start(situation, &hits, false) {
        Step::Do(Turn::Reply { .. }) => say!(l, "web-know-would-reply"),
        Step::Do(Turn::AskForInfo { .. }) => say!(l, "web-know-would-ask"),
        Step::Do(Turn::OfferClose) => say!(l, "web-know-would-offer"),
        Step::Do(Turn::Escalate { .. }) | Step::Ask(_) | Step::Quiet(_) => say!(l, "web-know-would-escalate"),
    };
    let hits = hits.iter().map(|hit| hit_view(l, hit)).collect();
    Ok(Tried { question: question.chars().take(500).collect(), action, hits })
}

fn hit_view(l: Locale, hit: &Hit<'_>) -> HitView {
    let cited = hit.cite();
    let mut why: Vec<String> = hit.why.iter().take(REASONS).map(|reason| because(l, reason)).collect();
    if let Some(likeness) = hit.likeness {
        why.push(say!(l, "web-know-likeness", percent = (likeness * 100.0).round() as i64));
    }
    HitView {
        number: cited.document,
        anchor: cited.anchor,
        name: format!("{} › {}", cited.title, cited.heading),
        percent: (hit.confidence * 100.0).round() as u32,
        why: why.join(" · "),
        text: assist::clean::cut(&hit.section.text, EXCERPT),
    }
}

/// "refund: the same word, in the heading".
fn because(l: Locale, reason: &Match) -> String {
    let kind = match reason.kind {
        Kind::Same => say!(l, "web-know-same"),
        Kind::Joined => say!(l, "web-know-joined", found = &reason.found),
        Kind::Synonym => say!(l, "web-know-synonym", found = &reason.found),
        Kind::Spelling => say!(l, "web-know-spelling", found = &reason.found),
        Kind::Part => say!(l, "web-know-part", found = &reason.found),
    };
    let place = if reason.heading { format!(", {}", say!(l, "web-know-in-heading")) } else { String::new() };
    format!("{}: {kind}{place}", reason.asked)
}
