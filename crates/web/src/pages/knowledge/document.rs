//! `/g/{guild}/knowledge/{number}`: one knowledge base, its sections, its versions.

use super::{framed, save};
use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    pages::settings::{Frame, Owner},
    state::App,
    view::{Notice, Shell, Tone, When, page},
};
use askama::Template;
use assist::document::{Document, DocumentId};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use desk::Failure;
use serde::Deserialize;
use ticket::say;

struct VersionView {
    version: u32,
    by: String,
    when: When,
    current: bool,
}

struct SectionView {
    anchor: String,
    name: String,
    depth: usize,
    characters: String,
}

#[derive(Template)]
#[template(path = "knowledge/document.html")]
struct Page<'a> {
    shell: Shell<'a>,
    frame: Frame,
    guild: String,
    number: u32,
    title: String,
    text: String,
    /// The version that stands, and the one that is shown if it is another.
    over: u32,
    older: Option<u32>,
    sections: Vec<SectionView>,
    versions: Vec<VersionView>,
}

#[derive(Deserialize)]
pub(crate) struct At {
    version: Option<u32>,
}

/// `GET /g/{guild}/knowledge/{number}`
pub(crate) async fn show(
    Owner { app, here }: Owner,
    Path((_, number)): Path<(String, u32)>,
    Query(At { version }): Query<At>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let notice = flash.map(|flash| flash.notice(here.signed.prefs.locale));
    render(&app, &here, StatusCode::OK, notice, (number, version), None).await
}

#[derive(Deserialize)]
pub(crate) struct Edit {
    title: String,
    text: String,
    /// The version that the text was made from.
    over: u32,
}

/// `POST /g/{guild}/knowledge/{number}/save`
pub(crate) async fn edit(
    Owner { app, here }: Owner,
    Path((_, number)): Path<(String, u32)>,
    Form(Edit { title, text, over }): Form<Edit>,
) -> Result<Response, Problem> {
    match save(&app, &here, Some((number, over)), &title, &text).await? {
        Ok(_) => Ok(Flash::Saved.then(&format!("/g/{}/knowledge/{number}", here.guild.id))),
        Err(said) => {
            let notice = Notice { tone: Tone::Refused, text: said };
            let draft = Some((title, text, over));
            render(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), (number, None), draft).await
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Over {
    over: u32,
}

/// `POST /g/{guild}/knowledge/{number}/remove`
pub(crate) async fn remove(
    Owner { app, here }: Owner,
    Path((_, number)): Path<(String, u32)>,
    Form(Over { over }): Form<Over>,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    match app.desk.store().knowledge_remove(here.guild.id, number, over).await {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/knowledge", here.guild.id))),
        Err(Failure::Conflict) => {
            let text = say!(here.signed.prefs.locale, "web-know-conflict");
            let notice = Notice { tone: Tone::Refused, text };
            render(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), (number, None), None).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn render(
    app: &App,
    here: &InGuild,
    code: StatusCode,
    notice: Option<Notice>,
    (number, version): (u32, Option<u32>),
    draft: Option<(String, String, u32)>,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let (guild, now, store) = (here.guild.id, app.now(), app.desk.store());
    let versions = store.knowledge_history(guild, number).await?;
    let newest = versions.first().ok_or(Problem::NotFound)?.version;
    let shown = store.knowledge_text(guild, number, version).await?.ok_or(Problem::NotFound)?;
    let document = Document::read(DocumentId { guild, number }, &shown.head.title, &shown.markdown).ok();
    let l = here.signed.prefs.locale;
    let sections = document.iter().flat_map(|document| &document.sections).map(|section| SectionView {
        anchor: section.anchor.clone(),
        name: if section.path.is_empty() { shown.head.title.clone() } else { section.heading().to_owned() },
        depth: section.path.len().clamp(1, 4),
        characters: say!(l, "web-know-characters", count = section.text.chars().count()),
    });
    let (title, text, over) = draft.unwrap_or((shown.head.title.clone(), shown.markdown.clone(), newest));
    let owner = Owner { app: app.clone(), here: here.clone() };
    let (shell, frame) = framed(&owner, Some(shown.head.title.clone()), notice).await?;
    let view = Page {
        shell,
        frame,
        guild: guild.to_string(),
        number,
        title,
        text,
        over,
        older: version.filter(|version| *version != newest),
        sections: sections.collect(),
        versions: versions
            .iter()
            .map(|head| VersionView {
                version: head.version,
                by: if head.author_name.is_empty() { say!(l, "by-system") } else { head.author_name.clone() },
                when: When::new(&here.signed.prefs, head.at, now),
                current: head.version == shown.head.version,
            })
            .collect(),
    };
    Ok(page(code, &view))
}
