//! `/g/{guild}/settings/macros/{macro}`: a macro, as a list of acts in order.

use crate::{
    error::Problem,
    flash::Flash,
    pages::{
        bulk::level,
        settings::{
            Owner, Said, Section,
            entry::{Editing, Entry},
            fields::{Fields, Opt},
            frame,
        },
    },
    view::{Shell, page, priority},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use ticket::{
    GuildConfig, Priority, TagId, TypeId, UserId,
    macros::{Act, MAX_ACTS, Macro, Whom},
    say,
    settings::Locale,
    snooze::{self, Preset},
};

/// A macro in the list of the Resources.
pub(crate) struct MacroCard {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) acts: String,
}

/// The macros of a guild, for the list.
pub(crate) fn cards(l: Locale, guild: &str, config: &GuildConfig) -> Vec<MacroCard> {
    let card = |one: &Macro| MacroCard {
        href: format!("/g/{guild}/settings/macros/{}", one.id),
        name: one.name.clone(),
        acts: say!(l, "macro-count", count = one.acts.len()),
    };
    config.macros.iter().map(card).collect()
}

/// An act as the builder shows it.
struct Row {
    slot: String,
    kinds: Vec<Opt>,
    text: String,
    tags: Vec<Opt>,
    levels: Vec<Opt>,
    types: Vec<Opt>,
    people: Vec<Opt>,
    times: Vec<Opt>,
}

#[derive(Template)]
#[template(path = "settings/macros/edit.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: super::Frame,
    called: String,
    is_new: bool,
    act: String,
    rows: Vec<Row>,
    blank: Row,
    most: usize,
    kinds: Vec<Opt>,
    variables: String,
}

const WORDS: [&str; 10] =
    ["reply", "note", "claim", "assign", "tag", "untag", "priority", "move", "snooze", "close"];
/// Until the member writes.
const REPLY: &str = "reply";

fn word(act: &Act) -> &'static str {
    match act {
        Act::Reply(_) => "reply",
        Act::Note(_) => "note",
        Act::Claim => "claim",
        Act::Assign(_) => "assign",
        Act::Tag(_) => "tag",
        Act::Untag(_) => "untag",
        Act::Priority(_) => "priority",
        Act::Move(_) => "move",
        Act::Snooze(_) => "snooze",
        Act::Close(_) => "close",
    }
}

fn label(l: Locale, word: &str) -> String {
    match word {
        "reply" => say!(l, "macro-reply"),
        "note" => say!(l, "macro-note"),
        "claim" => say!(l, "macro-claim"),
        "assign" => say!(l, "macro-kind-assign"),
        "tag" => say!(l, "macro-kind-tag"),
        "untag" => say!(l, "macro-kind-untag"),
        "priority" => say!(l, "macro-kind-priority"),
        "move" => say!(l, "macro-kind-move"),
        "snooze" => say!(l, "web-snooze"),
        _ => say!(l, "macro-close"),
    }
}

/// A time by its word in the form.
fn preset_word(preset: Preset) -> String {
    match preset {
        Preset::LaterToday => "later".to_owned(),
        Preset::Tomorrow => "tomorrow".to_owned(),
        Preset::NextWeek => "next-week".to_owned(),
        Preset::Days(days) => format!("{days}d"),
    }
}

fn preset(word: &str) -> Option<Preset> {
    Some(match word {
        "later" => Preset::LaterToday,
        "tomorrow" => Preset::Tomorrow,
        "next-week" => Preset::NextWeek,
        other => Preset::Days(other.strip_suffix('d')?.parse().ok()?),
    })
}

/// The times that are offered, and the one that was chosen if it is another.
fn times(l: Locale, act: &Act) -> Vec<Opt> {
    let chosen = if let Act::Snooze(chosen) = act { Some(*chosen) } else { None };
    let known = [Preset::LaterToday, Preset::Tomorrow, Preset::NextWeek];
    let days = [1, 2, 3, 7, 14, 30].map(Preset::Days);
    let mut all: Vec<Preset> = known.into_iter().chain(days).collect();
    all.extend(chosen.flatten().filter(|one| !all.contains(one)));
    let one = |preset: Preset| {
        Opt::new(preset_word(preset), snooze::label(l, preset), chosen == Some(Some(preset)))
    };
    let reply = Opt::new(REPLY, say!(l, "web-snooze-reply"), chosen == Some(None));
    all.into_iter().map(one).chain([reply]).collect()
}

/// What the choices of a row are made from.
struct Choices<'a> {
    l: Locale,
    config: &'a GuildConfig,
    people: Vec<(UserId, String)>,
}

impl Choices<'_> {
    fn row(&self, slot: String, act: &Act) -> Row {
        let l = self.l;
        let text = match act {
            Act::Reply(text) | Act::Note(text) | Act::Close(text) => text.clone(),
            _ => String::new(),
        };
        let tag = |id: TagId| matches!(act, Act::Tag(of) | Act::Untag(of) if *of == id);
        let level = |of: Priority| {
            let (word, label) = priority(l, of);
            Opt::new(word, label, matches!(act, Act::Priority(now) if *now == of))
        };
        let kind = |one: &ticket::TicketType| {
            let label = format!("{} {}", one.emoji.as_deref().unwrap_or("🎫"), one.name);
            Opt::new(one.id, label, matches!(act, Act::Move(to) if *to == one.id))
        };
        let whom = |of: Whom| matches!(act, Act::Assign(now) if *now == of);
        let mut people = vec![
            Opt::new("me", say!(l, "macro-me"), whom(Whom::Me)),
            Opt::new("nobody", say!(l, "web-nobody"), whom(Whom::Nobody)),
        ];
        let named = self.people.iter().map(|(id, name)| Opt::new(id, name.clone(), whom(Whom::User(*id))));
        people.extend(named);
        Row {
            slot,
            kinds: WORDS.map(|one| Opt::new(one, label(l, one), one == word(act))).into(),
            text,
            tags: self
                .config
                .tags
                .iter()
                .map(|one| Opt::new(one.id, one.name.clone(), tag(one.id)))
                .collect(),
            levels: [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low].map(level).into(),
            types: self.config.types.iter().map(kind).collect(),
            people,
            times: times(l, act),
        }
    }
}

impl Entry for Macro {
    const LIST: &'static str = "macros";

    fn list(config: &GuildConfig) -> &Vec<Self> {
        &config.macros
    }

    fn list_mut(config: &mut GuildConfig) -> &mut Vec<Self> {
        &mut config.macros
    }

    fn number(&self) -> u32 {
        self.id
    }

    fn fresh(_: &GuildConfig, id: u32) -> Self {
        Self { id, name: String::new(), acts: vec![Act::Reply(String::new())], types: Vec::new() }
    }
}

/// `GET /g/{guild}/settings/macros/{macro}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let wanted = Editing::find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &wanted, said).await
}

/// Handlers of any type, and those that the macro names.
async fn people(owner: &Owner, wanted: &Macro) -> Result<Vec<(UserId, String)>, Problem> {
    let config = &owner.here.config.config;
    let mut users: Vec<UserId> = config.types.iter().flat_map(|kind| kind.handlers.iter().copied()).collect();
    let named = wanted.acts.iter().filter_map(|act| match act {
        Act::Assign(Whom::User(user)) => Some(*user),
        _ => None,
    });
    users.extend(named);
    users.push(owner.here.person.user);
    users.sort();
    users.dedup();
    let found = owner.app.desk.store().members(owner.here.guild.id, &users).await?;
    let mut people: Vec<_> = found.into_iter().map(|member| (member.user, member.name)).collect();
    people.sort_by_key(|(_, name)| name.to_lowercase());
    Ok(people)
}

async fn render(owner: &Owner, editing: &Editing<Macro>, said: Said) -> Result<Response, Problem> {
    let (here, l, code) = (&owner.here, owner.here.signed.prefs.locale, said.code());
    let config = &here.config.config;
    let Editing { entry: wanted, is_new } = editing;
    let title = if *is_new { say!(l, "macro-new") } else { wanted.name.clone() };
    let choices = Choices { l, config, people: people(owner, wanted).await? };
    let rows = wanted.acts.iter().enumerate().map(|(at, act)| choices.row(at.to_string(), act)).collect();
    let blank = choices.row("new".to_owned(), &Act::Reply(String::new()));
    let kind = |kind: &ticket::TicketType| {
        let label = format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name);
        Opt::new(kind.id, label, wanted.types.contains(&kind.id))
    };
    let kinds = config.types.iter().map(kind).collect();
    let (shell, frame) = frame(owner, Section::Resources, Some(title), said).await?;
    let view = Edit {
        shell,
        frame,
        called: wanted.name.clone(),
        is_new: *is_new,
        act: format!("/g/{}/settings/macros/{}", here.guild.id, editing.which()),
        rows,
        blank,
        most: MAX_ACTS,
        kinds,
        variables: ticket::canned::VARIABLES
            .iter()
            .map(|name| format!("{{{{{name}}}}}"))
            .collect::<Vec<_>>()
            .join(" "),
    };
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/macros/{macro}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut wanted = Editing::find(&owner.here.config.config, &which)?;
    let read = |one: &mut Macro| {
        read(&fields, one);
        Ok(())
    };
    match wanted.save(&owner, &fields, read, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/resources", owner.here.guild.id))),
        Err(said) => render(&owner, &wanted, said).await,
    }
}

/// The acts in the order of the page; one that lacks its choice is left out.
fn read(fields: &Fields, wanted: &mut Macro) {
    wanted.name = fields.words("name").unwrap_or_default();
    wanted.types = fields.ids::<u32>("types").into_iter().map(TypeId).collect();
    let act = |slot: &str| {
        let at = |name: &str| fields.text(&format!("{slot}-{name}"));
        let text = || at("text").trim().to_owned();
        Some(match at("kind").as_str() {
            "reply" => Act::Reply(text()),
            "note" => Act::Note(text()),
            "claim" => Act::Claim,
            "assign" => Act::Assign(match at("person").as_str() {
                "me" => Whom::Me,
                "nobody" => Whom::Nobody,
                other => Whom::User(other.parse().ok()?),
            }),
            "tag" => Act::Tag(TagId(at("tag").parse().ok()?)),
            "untag" => Act::Untag(TagId(at("tag").parse().ok()?)),
            "priority" => Act::Priority(level(&at("level"))?),
            "move" => Act::Move(TypeId(at("type").parse().ok()?)),
            "snooze" => Act::Snooze(match at("until").as_str() {
                REPLY => None,
                other => Some(preset(other)?),
            }),
            "close" => Act::Close(text()),
            _ => return None,
        })
    };
    wanted.acts = fields.all("act").take(MAX_ACTS + 1).filter_map(act).collect();
}
