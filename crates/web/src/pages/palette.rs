//! `/g/{guild}/palette`: tickets for the command palette. The commands themselves are on the page.

use crate::{
    actor::InGuild,
    error::Problem,
    pages::{
        search::{self, reader, results::own},
        settings::Section,
        views,
    },
    state::App,
    view::status,
};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use desk::ports::{Filter, MemberInfo, Row, Show};
use serde::{Deserialize, Serialize};
use ticket::{
    keys::Key,
    query::{Check, Condition, Place, Sought, phrase},
    say,
};

/// Tickets offered.
const MOST: u32 = 8;
/// Members offered.
const MOST_MEMBERS: u32 = 3;
/// Characters from which what is said is looked through as well.
const SHORTEST: usize = 3;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct Found {
    label: String,
    hint: String,
    href: String,
}

/// `GET /g/{guild}/palette`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    let words = asked.q.to_lowercase();
    let fits = |name: &str| words.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let views = if here.may_enter() { views::kept(&app, &here).await? } else { Vec::new() };
    let views = views.into_iter().filter(|(name, _)| fits(name));
    let views = views.map(|(label, href)| Found { label, hint: say!(l, "views-hint"), href });
    let rows = rows(&app, &here, &asked.q).await?;
    let tickets = rows.iter().map(|row| Found {
        label: format!("#{} {}", row.ticket.key.number, row.ticket.subject),
        hint: format!("{} · {}", row.ticket.opener.name, status(l, &row.ticket).1),
        href: format!("/g/{guild}/tickets/{}", row.ticket.key.number),
    });
    let mut found: Vec<Found> = views.chain(tickets).collect();
    found.extend(sections(&here, &words));
    found.extend(members(&app, &here, &words).await?);
    let words = asked.q.trim();
    if !words.is_empty() {
        found.extend(said(&app, &here, words, &rows).await?);
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
        found.push(Found {
            label: say!(l, "search-all-for", words = words),
            hint: String::new(),
            href: format!("/g/{guild}/search?{query}"),
        });
    }
    Ok(Json(found).into_response())
}

/// Sections of the settings with these words in their name; nothing before something is typed.
fn sections(here: &InGuild, words: &str) -> Vec<Found> {
    let l = here.signed.prefs.locale;
    let fits = |name: &str| words.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let known = Section::seen(here).into_iter().filter(|(name, _)| !words.trim().is_empty() && fits(name));
    known.map(|(label, href)| Found { label, hint: say!(l, "web-settings"), href }).collect()
}

/// Members whose name begins so, for those who see their pages.
async fn members(app: &App, here: &InGuild, words: &str) -> Result<Vec<Found>, Problem> {
    let words = words.trim().trim_start_matches('@');
    if words.chars().count() < SHORTEST - 1 || !(here.may_enter() || here.has(Key::TeamView)) {
        return Ok(Vec::new());
    }
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    let found = app.desk.store().members_named(guild, words, MOST_MEMBERS).await?;
    let line = |member: MemberInfo| Found {
        hint: format!("{} · @{}", say!(l, "palette-member"), member.username),
        href: format!("/g/{guild}/members/{}", member.user),
        label: member.name,
    };
    Ok(found.into_iter().map(line).collect())
}

/// Places where all these words are said, in tickets that were not found by their heads.
async fn said(app: &App, here: &InGuild, typed: &str, rows: &[Row]) -> Result<Vec<Found>, Problem> {
    let room = (MOST as usize).saturating_sub(rows.len());
    let words: Vec<_> = typed.split_whitespace().filter_map(phrase).map(|phrase| vec![phrase]).collect();
    if room == 0 || words.is_empty() || typed.chars().count() < SHORTEST {
        return Ok(Vec::new());
    }
    let sought = Sought { words: words.into_iter().take(MOST as usize).collect(), ..Sought::default() };
    let (found, _) = search::found(app, here, &sought, None, MOST).await?;
    let fresh = |one: &search::Found| rows.iter().all(|row| row.ticket.key != one.row.ticket.key);
    let place = |one: search::Found| {
        let Row { ticket, .. } = &one.row;
        let (guild, number) = (here.guild.id, ticket.key.number);
        let place = one.places.first()?;
        let words: String = place.pieces.iter().map(|piece| piece.text.as_str()).collect();
        Some(Found {
            label: words,
            hint: format!("{} · #{number} {}", place.label, ticket.subject),
            href: place.href(&format!("/g/{guild}/tickets/{number}"), ""),
        })
    };
    Ok(found.into_iter().filter(fresh).filter_map(place).take(room).collect())
}

/// The ticket with this number; then those whose subject, member or answers have words that begin so.
async fn rows(app: &App, here: &InGuild, typed: &str) -> Result<Vec<Row>, Problem> {
    let store = app.desk.store();
    let guild = here.guild.id;
    let all = Filter { show: Show::All, ..own(here) };
    let mut rows = Vec::new();
    if let Ok(number) = typed.trim().trim_start_matches('#').parse() {
        let one = vec![vec![Check { not: false, of: Condition::Number(number) }]];
        rows = store.list(guild, &Filter { checks: one, ..all.clone() }, None, 1).await?;
    }
    let begun = typed.split_whitespace().filter_map(phrase).map(|mut phrase| {
        phrase.begins = true;
        phrase.subject = false;
        vec![phrase]
    });
    let sought = Sought { words: begun.take(8).collect(), place: Place::Heads, ..Sought::default() };
    if !sought.has_words() {
        return Ok(store.list(guild, &all, None, MOST).await?);
    }
    let hits = store.search(guild, &reader(here), &sought, None, MOST).await?;
    for hit in hits.hits {
        if rows.iter().all(|row| row.ticket.key != hit.row.ticket.key) {
            rows.push(hit.row);
        }
    }
    rows.truncate(MOST as usize);
    Ok(rows)
}
