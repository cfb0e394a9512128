//! `/g/{guild}/bulk`: one act for many tickets. First what it would do to each, and why not; then each is an ordinary command.

mod bar;
mod wish;

pub(crate) use super::undo::within;
pub(crate) use bar::{Bar, workers};
pub(crate) use wish::{Wish, level};

use crate::{
    actor::InGuild,
    done::Done,
    error::Problem,
    pages::{inbox, search::Held, settings::fields::Fields, table},
    state::App,
    view::{Shell, Tab, page},
};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Rehearsed, Rejected, ports::MemberInfo};
use std::collections::{BTreeSet, HashMap};
use ticket::{Refusal, TicketKey, UserId, access::Audience, say, settings::Locale, text::refusal};

/// Tickets of one act at most.
pub(crate) const MOST: usize = 200;

/// A ticket that would change.
struct Will {
    number: u32,
    subject: String,
    member: String,
    change: (String, String),
}

/// A ticket that would not.
struct Wont {
    number: u32,
    /// Nothing where the reader may not see it.
    subject: String,
    why: String,
}

#[derive(Template)]
#[template(path = "bulk/bulk.html")]
struct Bulk<'a> {
    shell: Shell<'a>,
    guild: String,
    title: String,
    act: String,
    closes: bool,
    reason: String,
    back: String,
    will: Vec<Will>,
    wont: Vec<Wont>,
    summary: String,
    will_head: String,
    wont_head: String,
}

/// What the bar of a list, or the dialog after it, asks for.
struct Asked {
    act: String,
    numbers: Vec<u32>,
    reason: Option<String>,
    back: String,
    more: bool,
}

impl Asked {
    async fn read(app: &App, here: &InGuild, fields: &Fields) -> Result<Self, Problem> {
        let mut numbers: Vec<u32> =
            if fields.flag("all") { whole(app, here, fields).await? } else { fields.ids("n") };
        let mut seen = BTreeSet::new();
        numbers.retain(|number| seen.insert(*number));
        let more = numbers.len() > MOST;
        numbers.truncate(MOST);
        let back =
            within(&fields.text("back"), here).unwrap_or_else(|| format!("/g/{}/tickets", here.guild.id));
        Ok(Self { act: fields.text("act"), numbers, reason: fields.words("reason"), back, more })
    }

    async fn wish(&self, app: &App, here: &InGuild) -> Result<Wish, Problem> {
        Wish::read(app, here, &self.act, self.reason.clone()).await?.ok_or(Problem::Unclear)
    }
}

/// The tickets of a whole view, one more than can be done.
async fn whole(app: &App, here: &InGuild, fields: &Fields) -> Result<Vec<u32>, Problem> {
    let view = fields.text("view");
    let held = match fields.text("list").as_str() {
        "table" => Held::of::<table::Asked>(app, here, &view).await?,
        _ => Held::of::<inbox::Asked>(app, here, &view).await?,
    };
    held.ok_or(Problem::Unclear)?.numbers(app, here, MOST as u32 + 1).await
}

/// `GET /g/{guild}/bulk`: what would happen.
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let asked = Asked::read(&app, &here, &Fields::read(query.unwrap_or_default().as_bytes())).await?;
    let wish = asked.wish(&app, &here).await?;
    let l = here.signed.prefs.locale;
    let (mut would, mut wont, mut in_discord) = (Vec::new(), Vec::new(), 0);
    for number in &asked.numbers {
        match rehearse(&app, &here, *number, &wish).await? {
            Ok(rehearsed) => {
                in_discord += rehearsed.in_discord;
                would.push(rehearsed);
            }
            Err((why, subject)) => {
                let why = match why {
                    Refusal::NotATicket => say!(l, "bulk-no-ticket"),
                    why => refusal(l, &why),
                };
                wont.push(Wont { number: *number, subject, why });
            }
        }
    }
    let names = names(&app, &here, &would).await?;
    let name = |user: UserId| names.get(&user).map_or_else(|| user.to_string(), |found| found.name.clone());
    let will: Vec<Will> = would
        .into_iter()
        .map(|Rehearsed { before, after, .. }| Will {
            number: before.ticket.key.number,
            change: wish.change(l, &here, &before.ticket, &after, &name),
            subject: before.ticket.subject,
            member: before.ticket.opener.name,
        })
        .collect();
    let title = wish.title(l, &here, will.len());
    let summary = summary(l, will.len(), wont.len(), in_discord, asked.more);
    let will_head = say!(l, "bulk-will", count = will.len());
    let wont_head = say!(l, "bulk-wont", count = wont.len());
    let view = Bulk {
        shell: Shell::guild(&here, Tab::Tickets, title.clone()),
        guild: here.guild.id.to_string(),
        title,
        closes: wish.closes(),
        reason: asked.reason.unwrap_or_default(),
        act: asked.act,
        back: asked.back,
        will,
        wont,
        summary,
        will_head,
        wont_head,
    };
    Ok(page(StatusCode::OK, &view))
}

/// How many, and what it means in Discord.
fn summary(l: Locale, will: usize, wont: usize, in_discord: usize, more: bool) -> String {
    let mut parts = vec![if will == 0 {
        say!(l, "bulk-none")
    } else {
        say!(l, "bulk-summary", will = will, wont = wont)
    }];
    if in_discord > 0 {
        parts.push(say!(l, "bulk-discord", count = in_discord));
    }
    if more {
        parts.push(say!(l, "bulk-bounded", most = MOST));
    }
    parts.join(" ")
}

/// What would come of it, or why not. A ticket that the reader may not see looks like none.
async fn rehearse(
    app: &App,
    here: &InGuild,
    number: u32,
    wish: &Wish,
) -> Result<Result<Rehearsed, (Refusal, String)>, Problem> {
    let Some((key, subject)) = seen(app, here, number).await? else {
        return Ok(Err((Refusal::NotATicket, String::new())));
    };
    match app.desk.rehearse(key, &here.actor(), &wish.command()).await {
        Ok(rehearsed) => Ok(Ok(rehearsed)),
        Err(Rejected::Refused(why)) => Ok(Err((why, subject))),
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

/// A ticket that this person works with, and what it is about.
async fn seen(app: &App, here: &InGuild, number: u32) -> Result<Option<(TicketKey, String)>, Problem> {
    let key = TicketKey { guild: here.guild.id, number };
    let found = app.desk.store().ticket(key).await?;
    let found = found.filter(|loaded| here.audience(loaded) == Some(Audience::Staff));
    Ok(found.map(|loaded| (key, loaded.ticket.subject)))
}

/// Who is named in what would change.
async fn names(
    app: &App,
    here: &InGuild,
    would: &[Rehearsed],
) -> Result<HashMap<UserId, MemberInfo>, Problem> {
    let both = |one: &Rehearsed| [one.before.ticket.assignee, one.after.assignee];
    let users: BTreeSet<UserId> = would.iter().flat_map(both).flatten().collect();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let users: Vec<UserId> = users.into_iter().collect();
    let found = app.desk.store().members(here.guild.id, &users).await?;
    Ok(found.into_iter().map(|member| (member.user, member)).collect())
}

/// `POST /g/{guild}/bulk`: does it. Where some are refused after all, they are shown again with the reason.
pub(crate) async fn act(State(app): State<App>, here: InGuild, fields: Fields) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let asked = Asked::read(&app, &here, &fields).await?;
    let wish = asked.wish(&app, &here).await?;
    let (guild, actor, command) = (here.guild.id, here.actor(), wish.command());
    let (mut done, mut refused) = (Done::new(wish.what(), 0), Vec::new());
    for number in asked.numbers {
        let Some((key, _)) = seen(&app, &here, number).await? else {
            refused.push(number);
            continue;
        };
        match app.desk.handle(key, &actor, &command).await {
            Ok(handled) => done.and(&handled, here.person.user),
            Err(Rejected::Refused(_)) => refused.push(number),
            Err(Rejected::Failed(failure)) => return Err(failure.into()),
        }
    }
    let to = if refused.is_empty() {
        asked.back
    } else {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("act", &asked.act).append_pair("back", &asked.back);
        if let Some(reason) = &asked.reason {
            query.append_pair("reason", reason);
        }
        for number in &refused {
            query.append_pair("n", &number.to_string());
        }
        format!("/g/{guild}/bulk?{}", query.finish())
    };
    Ok(if done.is_nothing() { Redirect::to(&to).into_response() } else { done.then(guild, &to) })
}
