//! `/g/{guild}/search/suggest`: what the word being typed could become. Filters come with what they mean, values with the names of this guild.

use crate::{actor::InGuild, error::Problem, state::App};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use ticket::{access, query::FILTERS, say, settings::Locale};

/// Suggestions offered.
const MOST: usize = 8;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The last part of what was typed.
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct Suggestion {
    /// What it becomes.
    text: String,
    /// What that means.
    hint: String,
}

/// `GET /g/{guild}/search/suggest`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (minus, part) = match asked.q.strip_prefix('-') {
        Some(part) => ("-", part),
        None => ("", asked.q.as_str()),
    };
    let mut all = match part.split_once(':') {
        Some((name, value)) => values(&app, &here, &name.to_lowercase(), value).await?,
        None => names(&here, part),
    };
    all.truncate(MOST);
    for one in &mut all {
        one.text.insert_str(0, minus);
    }
    Ok(Json(all).into_response())
}

/// Filters whose name begins so.
fn names(here: &InGuild, start: &str) -> Vec<Suggestion> {
    let (l, start) = (here.signed.prefs.locale, start.to_lowercase());
    let fits = FILTERS.iter().filter(|(name, _)| name.starts_with(&start) && may_ask(here, name, ""));
    fits.map(|(name, _)| Suggestion { text: format!("{name}:"), hint: meaning(l, name) }).collect()
}

/// What can stand behind a filter.
async fn values(app: &App, here: &InGuild, name: &str, start: &str) -> Result<Vec<Suggestion>, Problem> {
    let (l, config) = (here.signed.prefs.locale, &here.config.config);
    let name = if name == "status" { "is" } else { name };
    let Some((name, fixed)) = FILTERS.iter().find(|(known, _)| *known == name) else { return Ok(Vec::new()) };
    let plain = start.trim_matches('"').to_lowercase();
    let mut found: Vec<(String, String)> = fixed
        .iter()
        .filter(|value| value.starts_with(&plain) && may_ask(here, name, value))
        .map(|value| ((*value).to_owned(), value_meaning(l, name, value)))
        .collect();
    match *name {
        "type" => {
            let seen = config
                .types
                .iter()
                .filter(|kind| access::may_view(config, kind, &here.person) || !here.may_enter());
            found.extend(seen.map(|kind| (kind.name.clone(), kind.emoji.clone().unwrap_or_default())));
        }
        "tag" if here.may_enter() => {
            found.extend(config.tags.iter().map(|tag| (tag.name.clone(), String::new())))
        }
        "assignee" | "claimer" | "from" if here.may_enter() && !plain.is_empty() => {
            let people = app.desk.store().members_named(here.guild.id, &plain, MOST as u32).await?;
            found.extend(people.into_iter().map(|member| (member.name, format!("@{}", member.username))));
        }
        _ => {}
    }
    found.retain(|(value, _)| value.to_lowercase().starts_with(&plain));
    let text = |value: &str| {
        let spaced = value.contains(char::is_whitespace);
        if spaced { format!("{name}:\"{value}\"") } else { format!("{name}:{value}") }
    };
    Ok(found.into_iter().map(|(value, hint)| Suggestion { text: text(&value), hint }).collect())
}

/// Members are not offered what is for staff.
fn may_ask(here: &InGuild, name: &str, value: &str) -> bool {
    let staff = matches!(name, "claimer" | "assignee" | "from" | "tag" | "sla" | "priority")
        || matches!(value, "note" | "notes" | "unassigned" | "pinned" | "paused" | "snoozed");
    here.may_enter() || !staff
}

fn meaning(l: Locale, name: &str) -> String {
    match name {
        "is" => say!(l, "search-means-is"),
        "type" => say!(l, "search-means-type"),
        "tag" => say!(l, "search-means-tag"),
        "priority" => say!(l, "search-means-priority"),
        "assignee" => say!(l, "search-means-assignee"),
        "claimer" => say!(l, "search-means-claimer"),
        "from" => say!(l, "search-means-from"),
        "opened" => say!(l, "search-means-opened"),
        "closed" => say!(l, "search-means-closed"),
        "waiting" => say!(l, "search-means-waiting"),
        "sla" => say!(l, "search-means-sla"),
        "rating" => say!(l, "search-means-rating"),
        "has" => say!(l, "search-means-has"),
        "in" => say!(l, "search-means-in"),
        _ => say!(l, "search-means-subject"),
    }
}

fn value_meaning(l: Locale, name: &str, value: &str) -> String {
    match (name, value) {
        ("is", "open") => say!(l, "web-show-open"),
        ("is", "closed") => say!(l, "web-show-closed"),
        ("is", "unassigned") => say!(l, "web-show-unassigned"),
        ("is", "waiting") => say!(l, "web-show-member"),
        ("is", "snoozed") => say!(l, "web-show-snoozed"),
        ("is", "needs-reply") => say!(l, "web-show-us"),
        ("assignee" | "claimer" | "from", "me") => say!(l, "web-show-mine"),
        ("assignee" | "claimer", "none") => say!(l, "search-nobody"),
        ("priority", ">=high") => say!(l, "search-high-or-more"),
        ("opened" | "closed", "7d") => say!(l, "search-within-week"),
        ("opened" | "closed", "30d") => say!(l, "search-within-month"),
        _ => String::new(),
    }
}
