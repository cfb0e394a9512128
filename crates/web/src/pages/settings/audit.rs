//! `/g/{guild}/settings/audit`: who changed what in the configuration, when, before and after.

use super::{
    Frame, Owner, Said, Section,
    diff::{Called, Change, changes},
    document, frame,
};
use crate::{
    error::Problem,
    pages::reports::csv,
    view::{Shell, When, page},
};
use askama::Template;
use axum::{
    extract::Query,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use ticket::{say, text};

/// Savings of one page.
const PAGE: usize = 25;
/// Savings that are looked through for some, and that a file holds.
const SOUGHT: usize = 200;

#[derive(Deserialize)]
pub(crate) struct Asked {
    before: Option<u32>,
    acts: Option<i64>,
    /// Who saved, by name.
    #[serde(default)]
    who: String,
    /// What a place, or what stood or stands there, holds.
    #[serde(default)]
    what: String,
}

impl Asked {
    fn seeks(&self) -> bool {
        !self.who.is_empty() || !self.what.trim().is_empty()
    }

    /// Leaves of a saving what is asked for; nothing if it is none of those.
    fn fits(&self, mut entry: Entry) -> Option<Entry> {
        let what = self.what.trim().to_lowercase();
        let holds = |text: &String| text.to_lowercase().contains(&what);
        entry.changes.retain(|one| [&one.place, &one.before, &one.after].into_iter().any(holds));
        let by = self.who.is_empty() || entry.who == self.who;
        (by && (what.is_empty() || !entry.changes.is_empty())).then_some(entry)
    }
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
    people: Vec<String>,
    who: String,
    what: String,
    /// What is said where nothing was found.
    none: Option<String>,
    file: String,
}

/// `GET /g/{guild}/settings/audit`
pub(crate) async fn show(owner: Owner, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let (all, more) = entries(&owner, asked.before, if asked.seeks() { SOUGHT } else { PAGE }).await?;
    let mut people: Vec<String> = all.iter().map(|entry| entry.who.clone()).collect();
    people.sort();
    people.dedup();
    let last = all.last().map(|entry| entry.version);
    let entries: Vec<Entry> = all.into_iter().filter_map(|entry| asked.fits(entry)).collect();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("who", &asked.who)
        .append_pair("what", &asked.what)
        .finish();
    let older = last
        .filter(|_| more)
        .map(|version| format!("/g/{}/settings/audit?before={version}&{query}", here.guild.id));
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
    let none = asked.seeks().then(|| say!(l, "audit-none", count = SOUGHT));
    let file = format!("/g/{}/settings/audit/file?{query}", here.guild.id);
    let (who, what) = (asked.who, asked.what);
    let (shell, frame) = frame(&owner, Section::Audit, None, Said::default()).await?;
    let view = Audit { shell, frame, entries, older, acts, older_acts, people, who, what, none, file };
    Ok(page(StatusCode::OK, &view))
}

/// Savings with what each changed, latest first, and whether there are older ones.
async fn entries(owner: &Owner, before: Option<u32>, most: usize) -> Result<(Vec<Entry>, bool), Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let saved = owner.app.desk.store().saved(here.guild.id, before, most as u32 + 1).await?;
    let mut entries = Vec::with_capacity(saved.len());
    let called = Called::of(&here.guild);
    for (index, one) in saved.iter().take(most).enumerate() {
        // The first saving is compared with what there is without any.
        let before = saved
            .get(index + 1)
            .map_or_else(|| document(&ticket::GuildConfig::default()), |before| document(&before.config));
        entries.push(Entry {
            version: one.version,
            who: one.by.as_ref().map_or_else(|| "—".to_owned(), |by| text::by(l, by)),
            at: one.at.map(|at| When::new(&here.signed.prefs, at, owner.app.now())),
            changes: changes(l, &called, &before, &document(&one.config)),
        });
    }
    Ok((entries, saved.len() > most))
}

/// `GET /g/{guild}/settings/audit/file`: the same as a table, a line for each change.
pub(crate) async fn file(owner: Owner, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    let (all, _) = entries(&owner, asked.before, SOUGHT).await?;
    let heads = [
        say!(l, "web-setup-version"),
        say!(l, "audit-at"),
        say!(l, "audit-who"),
        say!(l, "web-set-where"),
        say!(l, "web-audit-before"),
        say!(l, "web-audit-after"),
    ];
    let line = |entry: &Entry, change: &Change| {
        let at = entry.at.as_ref().map(|at| at.iso.clone()).unwrap_or_default();
        let (who, version) = (entry.who.clone(), entry.version.to_string());
        vec![version, at, who, change.place.clone(), change.before.clone(), change.after.clone()]
    };
    let found = all.into_iter().filter_map(|entry| asked.fits(entry));
    let rows = found.flat_map(|entry| entry.changes.iter().map(|one| line(&entry, one)).collect::<Vec<_>>());
    let name = "attachment; filename=\"guildhall-audit.csv\"";
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv::lines(&heads, rows)).into_response())
}
