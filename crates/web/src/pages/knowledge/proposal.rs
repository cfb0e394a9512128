//! From tickets to knowledge and back: a draft for the composer, and sections that staff propose from what they wrote.

use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    pages::settings::Owner,
    state::App,
    view::{Notice, Shell, Tab, Tone, page},
};
use askama::Template;
use assist::talk::Speaker;
use assistant::{Draft, reading};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use desk::{Failure, Loaded, ports::Proposal};
use serde::Deserialize;
use ticket::say;

/// Characters of a heading, and of a section's text.
const TITLE: usize = 120;
const TEXT: usize = 8_000;

/// A ticket for those who are staff on it.
async fn ticket(app: &App, here: &InGuild, number: u32) -> Result<Loaded, Problem> {
    let (loaded, _) = here.ticket(app, number).await?;
    if here.is_staff(&loaded) { Ok(loaded) } else { Err(Problem::Forbidden) }
}

#[derive(Template)]
#[template(path = "knowledge/draft.html")]
struct DraftPage<'a> {
    shell: Shell<'a>,
    guild: String,
    number: u32,
    draft: Draft,
    configures: bool,
}

/// `GET /g/{guild}/tickets/{number}/draft`: what could be answered. It is shown, never sent.
pub(crate) async fn draft(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let loaded = ticket(&app, &here, number).await?;
    // It may cost money.
    if !app.limits.may_act(here.person.user) {
        return Err(Problem::TooMany);
    }
    let l = here.signed.prefs.locale;
    let view = DraftPage {
        shell: Shell::guild(&here, Tab::Tickets, format!("{} · #{number}", say!(l, "web-know-draft"))),
        guild: here.guild.id.to_string(),
        number,
        draft: app.assistant.draft(&loaded.ticket).await?,
        configures: here.may_configure(),
    };
    Ok(page(StatusCode::OK, &view))
}

#[derive(Template)]
#[template(path = "knowledge/proposal.html")]
struct ProposalPage<'a> {
    shell: Shell<'a>,
    guild: String,
    number: u32,
    notice: Option<Notice>,
    question: String,
    title: String,
    text: String,
}

/// `GET /g/{guild}/tickets/{number}/proposal`: a section made of what staff answered, to be put right by whoever proposes it.
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let loaded = ticket(&app, &here, number).await?;
    let talk = reading::read(app.desk.store(), &here.config.config, &loaded.ticket).await?.talk;
    let answers = talk.said().iter().filter(|said| said.speaker == Speaker::Staff);
    let text = answers.map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n\n");
    render(&app, &here, &loaded, StatusCode::OK, None, (loaded.ticket.subject.clone(), text)).await
}

/// `POST /g/{guild}/tickets/{number}/proposal`
pub(crate) async fn propose(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let loaded = ticket(&app, &here, number).await?;
    let field = |name: &str| {
        fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (title, text) = (field("title"), field("text"));
    let l = here.signed.prefs.locale;
    let (title, text) = (title.trim().to_owned(), text.replace("\r\n", "\n").trim().to_owned());
    let fits = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    let said = if !fits(&title, TITLE) || title.contains('\n') || !fits(&text, TEXT) {
        say!(l, "web-know-proposal-unfit", title = TITLE, text = TEXT)
    } else {
        let proposal = Proposal {
            number: 0,
            ticket: number,
            at: app.now(),
            author: here.person.user,
            author_name: here.person.name.clone(),
            title: title.clone(),
            markdown: text.clone(),
        };
        match app.desk.store().propose(here.guild.id, proposal).await {
            Ok(()) => return Ok(Flash::Saved.then(&format!("/g/{}/tickets/{number}", here.guild.id))),
            Err(Failure::Conflict) => say!(l, "web-know-proposals-full"),
            Err(failure) => return Err(failure.into()),
        }
    };
    let notice = Some(Notice { tone: Tone::Refused, text: said });
    render(&app, &here, &loaded, StatusCode::UNPROCESSABLE_ENTITY, notice, (title, text)).await
}

async fn render(
    app: &App,
    here: &InGuild,
    loaded: &Loaded,
    code: StatusCode,
    notice: Option<Notice>,
    (title, text): (String, String),
) -> Result<Response, Problem> {
    let l = here.signed.prefs.locale;
    let number = loaded.ticket.key.number;
    let talk = reading::read(app.desk.store(), &here.config.config, &loaded.ticket).await?.talk;
    let view = ProposalPage {
        shell: Shell::guild(here, Tab::Tickets, format!("{} · #{number}", say!(l, "web-know-propose"))),
        guild: here.guild.id.to_string(),
        number,
        notice,
        question: assist::clean::cut(&talk.all_of_member(), 600),
        title,
        text,
    };
    Ok(page(code, &view))
}

#[derive(Deserialize)]
pub(crate) struct Into {
    /// The number of the knowledge base that takes it up.
    base: u32,
}

/// `POST /g/{guild}/knowledge/proposals/{number}/take`: adds the section at the end of a knowledge base.
pub(crate) async fn take(
    Owner { app, here }: Owner,
    Path((_, number)): Path<(String, u32)>,
    Form(Into { base }): Form<Into>,
) -> Result<Response, Problem> {
    let (guild, store) = (here.guild.id, app.desk.store());
    let proposals = store.proposals(guild).await?;
    let proposal = proposals.into_iter().find(|one| one.number == number).ok_or(Problem::NotFound)?;
    let standing = store.knowledge_text(guild, base, None).await?.ok_or(Problem::NotFound)?;
    let text =
        format!("{}\n\n## {}\n\n{}\n", standing.markdown.trim_end(), proposal.title, proposal.markdown);
    let over = Some((base, standing.head.version));
    match super::save(&app, &here, over, &standing.head.title, &text).await? {
        Ok(_) => {
            store.proposal_done(guild, number).await?;
            Ok(Flash::Saved.then(&format!("/g/{guild}/knowledge/{base}")))
        }
        Err(said) => {
            let notice = Some(Notice { tone: Tone::Refused, text: said });
            super::render(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, notice, "", Default::default()).await
        }
    }
}

/// `POST /g/{guild}/knowledge/proposals/{number}/dismiss`
pub(crate) async fn dismiss(
    Owner { app, here }: Owner,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    app.desk.store().proposal_done(here.guild.id, number).await?;
    Ok(Flash::Saved.then(&format!("/g/{}/knowledge", here.guild.id)))
}
