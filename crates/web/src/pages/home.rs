//! `/`: the servers of the person, or the way in.

use crate::{
    actor::{InGuild, Signed},
    error::Problem,
    pages::{settings::team::place, sign_in},
    prefs::Prefs,
    session::cookie,
    state::App,
    view::{Mark, Shell, page},
};
use askama::Template;
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Redirect, Response},
};
use desk::ports::Addable;
use ticket::{GuildId, Permissions, permissions, say};

/// Servers looked through for one person.
const MAX_GUILDS: usize = 200;
/// Servers from which on there is a field to look for one.
const SOUGHT: usize = 5;
/// The cookie that says where somebody was last, and how many it names.
const LATELY: &str = "guildhall_lately";
const MAX_LATELY: usize = 20;

struct Card {
    id: String,
    name: String,
    mark: Mark,
    enter: bool,
    note: String,
    /// How many tickets are open that they work on, where there are some.
    open: Option<u64>,
    /// What they are there.
    role: String,
}

/// A server that Guildhall could be added to.
struct Elsewhere {
    name: String,
    mark: Mark,
    href: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    shell: Shell<'a>,
    guilds: Vec<Card>,
    invite: String,
    /// Where they could add it.
    elsewhere: Vec<Elsewhere>,
    /// Whether there are so many that one looks for one by name.
    sought: bool,
    /// What keeps Discord from telling us anything: its code, the cause and the fix; for those who can do something about it.
    deaf: Option<(&'static str, String, String)>,
}

/// `GET /`
pub(crate) async fn show(
    State(app): State<App>,
    Extension(prefs): Extension<Prefs>,
    headers: HeaderMap,
    signed: Result<Signed, Problem>,
) -> Result<Response, Problem> {
    let Ok(signed) = signed else { return Ok(sign_in::render(&prefs, "/".to_owned())) };
    let l = prefs.locale;
    let mut guilds = Vec::new();
    let known = app.desk.store().guilds().await?;
    let nowhere = known.is_empty();
    let present: Vec<GuildId> = known.iter().filter(|guild| guild.present).map(|guild| guild.id).collect();
    for guild in known.into_iter().filter(|guild| guild.present).take(MAX_GUILDS) {
        match InGuild::find(&app, signed.clone(), guild.id).await {
            Ok(here) => guilds.push(card(&app, &here).await?),
            Err(Problem::NoGuild) => {}
            Err(other) => return Err(other),
        }
    }
    // Those that they were in last, the latest first; then those that they work for, by name.
    let lately = lately(&headers);
    let place = |card: &Card| lately.iter().position(|id| *id == card.id).unwrap_or(usize::MAX);
    guilds.sort_by(|a, b| {
        let names = || a.name.cmp(&b.name);
        place(a).cmp(&place(b)).then_with(|| b.enter.cmp(&a.enter)).then_with(names)
    });
    let elsewhere = elsewhere(&app, &signed, &present).await;
    let sought = guilds.len() + elsewhere.len() >= SOUGHT;
    let shell = Shell::signed(&signed, say!(l, "web-servers"));
    // Who begins has no server yet; else it is told to staff.
    let concerned = nowhere || guilds.iter().any(|card| card.enter);
    let deaf = app.desk.listening().deaf().filter(|_| concerned).map(|deaf| deaf.trouble);
    let deaf = deaf.map(|trouble| (trouble.code(), trouble.cause(l), trouble.fix(l)));
    Ok(page(StatusCode::OK, &Home { shell, guilds, invite: invite(&app, None), elsewhere, sought, deaf }))
}

async fn card(app: &App, here: &InGuild) -> Result<Card, Problem> {
    let (l, enter) = (here.signed.prefs.locale, here.may_enter());
    let (note, open) = if enter {
        let counts = app
            .desk
            .store()
            .counts(here.guild.id, here.types_seen().as_deref(), here.person.user, app.now())
            .await?;
        (say!(l, "web-open-count", count = counts.open), counts.open)
    } else {
        (say!(l, "web-member-note"), 0)
    };
    Ok(Card {
        id: here.guild.id.to_string(),
        name: here.guild.name.clone(),
        mark: Mark::server(&here.guild),
        enter,
        note,
        open: (open > 0).then_some(open),
        role: role(here),
    })
}

/// What somebody is in a server, in a word.
fn role(here: &InGuild) -> String {
    let (l, person) = (here.signed.prefs.locale, &here.person);
    let works = here.may_enter() && !person.owner && !person.permissions.contains(Permissions::ADMINISTRATOR);
    if works { say!(l, "home-team") } else { place(l, person) }
}

/// The servers that were gone to last in this browser (`lately.ts`), the latest first.
fn lately(headers: &HeaderMap) -> Vec<String> {
    let text = cookie(headers, LATELY).unwrap_or_default();
    text.split('.').take(MAX_LATELY).map(str::to_owned).collect()
}

/// Servers that this person looks after and Guildhall is not in, as of sign-in.
async fn elsewhere(app: &App, signed: &Signed, present: &[GuildId]) -> Vec<Elsewhere> {
    let addable = signed.session.addable.iter();
    let absent: Vec<&Addable> = addable.filter(|guild| !present.contains(&guild.id)).collect();
    let kept = crate::elsewhere::kept(app, &absent).await;
    let card = |(guild, kept): (&&Addable, bool)| Elsewhere {
        name: guild.name.clone(),
        mark: Mark {
            picture: kept.then(|| format!("/elsewhere/{}/icon", guild.id)),
            ..Mark::of(&guild.name, guild.id.0)
        },
        href: invite(app, Some(guild.id)),
    };
    absent.iter().zip(kept).map(card).collect()
}

/// Adds Guildhall to a server, with what it needs there; to this one, if one is named.
fn invite(app: &App, to: Option<GuildId>) -> String {
    let mut url = app.config.oauth.authorize_url.clone();
    url.query_pairs_mut()
        .append_pair("client_id", &app.config.oauth.client_id)
        .append_pair("scope", "bot applications.commands")
        .append_pair("permissions", &permissions::needed().0.to_string());
    if let Some(guild) = to {
        // Discord shows this one, and no other can be chosen (topics/oauth2, "Bot Authorization Flow").
        let guild = guild.to_string();
        url.query_pairs_mut().append_pair("guild_id", &guild).append_pair("disable_guild_select", "true");
    }
    url.into()
}

/// `GET /g/{guild}`: the first page of a guild that the person may see.
pub(crate) async fn guild(here: InGuild) -> Redirect {
    let section = if here.may_enter() { "tickets" } else { "mine" };
    Redirect::to(&format!("/g/{}/{section}", here.guild.id))
}
