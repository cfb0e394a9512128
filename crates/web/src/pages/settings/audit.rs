//! `/g/{guild}/settings/audit`: who changed what in the configuration, when, before and after.

use super::{
    Frame, Owner, Said, Section,
    diff::{Change, changes},
    document, frame,
};
use crate::{
    error::Problem,
    view::{Shell, When, page},
};
use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;
use ticket::text;

/// Savings of one page.
const PAGE: usize = 25;

#[derive(Deserialize)]
pub(crate) struct Asked {
    before: Option<u32>,
    acts: Option<i64>,
}

/// One act that is not part of the configuration.
struct Done {
    who: String,
    at: When,
    what: String,
}

/// One saving.
struct Entry {
    version: u32,
    who: String,
    at: Option<When>,
    changes: Vec<Change>,
}

#[derive(Template)]
#[template(path = "settings/audit.html")]
struct Audit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    entries: Vec<Entry>,
    older: Option<String>,
    acts: Vec<Done>,
    older_acts: Option<String>,
}

/// `GET /g/{guild}/settings/audit`
pub(crate) async fn show(owner: Owner, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let saved = owner.app.desk.store().saved(here.guild.id, asked.before, PAGE as u32 + 1).await?;
    let more = saved.len() > PAGE;
    let mut entries = Vec::with_capacity(PAGE);
    for (index, one) in saved.iter().take(PAGE).enumerate() {
        // The first saving is compared with what there is without any.
        let before = saved
            .get(index + 1)
            .map_or_else(|| document(&ticket::GuildConfig::default()), |before| document(&before.config));
        entries.push(Entry {
            version: one.version,
            who: one.by.as_ref().map_or_else(|| "—".to_owned(), |by| text::by(l, by)),
            at: one.at.map(|at| When::new(&here.signed.prefs, at, owner.app.now())),
            changes: changes(&before, &document(&one.config)),
        });
    }
    let last = entries.last().map(|entry| entry.version);
    let older =
        last.filter(|_| more).map(|version| format!("/g/{}/settings/audit?before={version}", here.guild.id));
    let acted = owner.app.desk.store().acts(here.guild.id, asked.acts, PAGE as u32 + 1).await?;
    let more = acted.len() > PAGE;
    let acts = acted.iter().take(PAGE).map(|one| Done {
        who: text::by(l, &one.by),
        at: When::new(&here.signed.prefs, one.at, owner.app.now()),
        what: one.act.words(l),
    });
    let acts: Vec<Done> = acts.collect();
    let last = acted.get(PAGE - 1).filter(|_| more).map(|one| one.id);
    let older_acts = last.map(|id| format!("/g/{}/settings/audit?acts={id}#acts", here.guild.id));
    let (shell, frame) = frame(&owner, Section::Audit, None, Said::default()).await?;
    Ok(page(StatusCode::OK, &Audit { shell, frame, entries, older, acts, older_acts }))
}
