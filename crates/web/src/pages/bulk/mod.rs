//! `/g/{guild}/bulk`: one act for many tickets. First what it would do to each, and why not; then it goes on in the background, where each
//! is an ordinary command.

mod bar;
pub(crate) mod under_way;
mod wish;

pub(crate) use super::undo::within;
pub(crate) use bar::{Bar, workers};
pub(crate) use wish::{Wish, level};

use crate::{
    actor::InGuild,
    error::Problem,
    pages::{inbox, search::Held, settings::fields::Fields, table},
    state::App,
    view::{Shell, Tab, page},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{
    Loaded, Rehearsed, Rejected,
    ports::{MemberInfo, NewBatch},
};
use std::collections::{BTreeSet, HashMap};
use ticket::{
    Refusal, TicketKey, Timestamp, UserId,
    access::Audience,
    batch::MOST_TICKETS,
    say,
    settings::Locale,
    sla::{self, AtOnce},
    text::{self, refusal},
};

/// Tickets of one act at most.
pub(crate) const MOST: usize = MOST_TICKETS;
/// Tickets named in a list; of more their number.
const NAMED: usize = 200;

/// A ticket that would change.
struct Will {
    number: u32,
    subject: String,
    member: String,
    change: (String, String),
    /// What it would make overdue at once; empty if nothing.
    overdue: String,
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
    /// Those of them that are not named.
    numbers: Vec<u32>,
    wont: Vec<Wont>,
    will_more: Option<String>,
    wont_more: Option<String>,
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

/// `POST /g/{guild}/bulk/rehearsal`: what would happen. It changes nothing; thousands of numbers are too long for an address.
pub(crate) async fn rehearsal(
    State(app): State<App>,
    here: InGuild,
    fields: Fields,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let asked = Asked::read(&app, &here, &fields).await?;
    let wish = asked.wish(&app, &here).await?;
    let l = here.signed.prefs.locale;
    let (mut would, mut wont, mut in_discord) = (Vec::new(), Vec::new(), 0);
    for (number, outlook) in rehearse(&app, &here, &asked.numbers, &wish).await? {
        match outlook {
            Ok(rehearsed) => {
                in_discord += rehearsed.in_discord;
                would.push(rehearsed);
            }
            Err((why, subject)) => wont.push(Wont { number, subject, why: why_not(l, &why) }),
        }
    }
    let counts = (would.len(), wont.len());
    let now = app.now();
    let overdue = would.iter().filter(|one| at_once(one, now).is_some()).count();
    let more = |count: usize| count.checked_sub(NAMED).filter(|more| *more > 0);
    let more = |count: usize| more(count).map(|more| say!(l, "bulk-more-of-them", count = more));
    wont.truncate(NAMED);
    let numbers = would.iter().skip(NAMED).map(|one| one.before.ticket.key.number).collect();
    would.truncate(NAMED);
    let names = names(&app, &here, &would).await?;
    let name = |user: UserId| names.get(&user).map_or_else(|| user.to_string(), |found| found.name.clone());
    let will: Vec<Will> = would
        .into_iter()
        .map(|one| Will {
            number: one.before.ticket.key.number,
            change: wish.change(l, &here, &one.before.ticket, &one.after, &name),
            overdue: at_once(&one, now).map(|found| text::at_once(l, found)).unwrap_or_default(),
            subject: one.before.ticket.subject,
            member: one.before.ticket.opener.name,
        })
        .collect();
    let title = wish.title(l, &here, counts.0);
    let mut summary = summary(l, counts, in_discord, asked.more);
    if overdue > 0 {
        summary = format!("{summary} {}", say!(l, "bulk-at-once", count = overdue));
    }
    let will_head = say!(l, "bulk-will", count = counts.0);
    let wont_head = say!(l, "bulk-wont", count = counts.1);
    let view = Bulk {
        shell: Shell::guild(&here, Tab::Tickets, title.clone()),
        guild: here.guild.id.to_string(),
        title,
        closes: wish.closes(),
        reason: asked.reason.unwrap_or_default(),
        act: asked.act,
        back: asked.back,
        will,
        numbers,
        wont,
        will_more: more(counts.0),
        wont_more: more(counts.1),
        summary,
        will_head,
        wont_head,
    };
    Ok(page(StatusCode::OK, &view))
}

/// What it makes overdue at once, if anything.
fn at_once(one: &Rehearsed, now: Timestamp) -> Option<AtOnce> {
    let (before, after) = (&one.before.ticket, &one.after);
    sla::made_overdue(before, after, &one.before.activity.talk, now)
}

/// How many, and what it means in Discord.
fn summary(l: Locale, (will, wont): (usize, usize), in_discord: usize, more: bool) -> String {
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

/// Why not, in a sentence.
fn why_not(l: Locale, why: &Refusal) -> String {
    match why {
        Refusal::NotATicket => say!(l, "bulk-no-ticket"),
        why => refusal(l, why),
    }
}

/// What would come of it for a ticket, or why not, with its subject.
type Outlook = Result<Rehearsed, (Refusal, String)>;

/// What would come of it for each, in the same order. A ticket that the reader may not see looks like none.
async fn rehearse(
    app: &App,
    here: &InGuild,
    numbers: &[u32],
    wish: &Wish,
) -> Result<Vec<(u32, Outlook)>, Problem> {
    let keys: Vec<TicketKey> =
        numbers.iter().map(|number| TicketKey { guild: here.guild.id, number: *number }).collect();
    let found = app.desk.store().tickets(&keys).await?.into_iter();
    let mut found: HashMap<u32, Loaded> = found.map(|one| (one.ticket.key.number, one)).collect();
    let (actor, command) = (here.actor(), wish.command());
    let mut outlooks = Vec::with_capacity(numbers.len());
    for number in numbers {
        let seen = found.remove(number).filter(|one| here.audience(one) == Some(Audience::Staff));
        let Some(before) = seen else {
            outlooks.push((*number, Err((Refusal::NotATicket, String::new()))));
            continue;
        };
        let subject = before.ticket.subject.clone();
        let outlook = match app.desk.rehearse_with(before, &actor, &command).await {
            Ok(rehearsed) => Ok(rehearsed),
            Err(Rejected::Refused(why)) => Err((why, subject)),
            Err(Rejected::Failed(failure)) => return Err(failure.into()),
        };
        outlooks.push((*number, outlook));
    }
    Ok(outlooks)
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

/// `POST /g/{guild}/bulk`: begins it. Who came from a list goes back there, where its progress is shown; else to its own page.
pub(crate) async fn act(State(app): State<App>, here: InGuild, fields: Fields) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let asked = Asked::read(&app, &here, &fields).await?;
    let wish = asked.wish(&app, &here).await?;
    if asked.numbers.is_empty() {
        return Ok(Redirect::to(&asked.back).into_response());
    }
    let new = NewBatch {
        at: app.now(),
        author: here.person.user,
        act: wish.act.to_string(),
        reason: asked.reason.filter(|_| wish.closes()),
        tickets: asked.numbers,
    };
    let guild = here.guild.id;
    let number = app.desk.begin_batch(guild, new).await?.ok_or(Problem::TooMany)?;
    let to = if fields.flag("stay") { asked.back } else { format!("/g/{guild}/bulk/{number}") };
    Ok(Redirect::to(&to).into_response())
}
