//! `/g/{guild}/settings/resources`: canned responses, custom commands and tags (P132, P64, P76).

pub(crate) mod commands;

use super::{
    Frame, Owner, Said, Section,
    entry::{Editing, Entry},
    fields::{Fields, Opt},
    frame, placed, save,
};
use crate::{
    error::Problem,
    flash::Flash,
    pages::{
        settings::macros::{self, MacroCard},
        ticket::props::hex,
    },
    view::{Shell, page},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use commands::CommandRow;
use ticket::{
    CannedId, GuildConfig, TagId, TypeId,
    canned::{Canned, Embed, MAX_CANNED, MAX_TAGS, Tag, VARIABLES},
    custom::{MAX_CUSTOM, PLACEHOLDERS},
    macros::MAX_MACROS,
    say,
};

/// A canned response in the list.
struct Card {
    href: String,
    name: String,
    category: String,
    text: String,
}

/// A tag as the builder shows it.
pub(crate) struct TagRow {
    pub(crate) slot: String,
    pub(crate) name: String,
    pub(crate) color: String,
}

#[derive(Template)]
#[template(path = "settings/resources/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    cards: Vec<Card>,
    room: bool,
    tags: Vec<TagRow>,
    blank: TagRow,
    most_tags: usize,
    commands: Vec<CommandRow>,
    blank_command: CommandRow,
    most_commands: usize,
    placeholders: String,
    macros: Vec<MacroCard>,
    macro_room: bool,
}

#[derive(Template)]
#[template(path = "settings/resources/edit.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    canned: &'a Canned,
    is_new: bool,
    act: String,
    kinds: Vec<Opt>,
    categories: Vec<String>,
    embed_title: String,
    embed_text: String,
    embed_color: (String, bool),
    embed_footer: String,
    variables: String,
}

/// `GET /g/{guild}/settings/resources`
pub(crate) async fn list(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render_list(&owner, &owner.here.config.config, said).await
}

async fn render_list(owner: &Owner, config: &GuildConfig, said: Said) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let card = |canned: &Canned| Card {
        href: format!("/g/{}/settings/resources/{}", here.guild.id, canned.id),
        name: canned.name.clone(),
        category: canned.category.clone(),
        text: canned.text.lines().next().unwrap_or_default().to_owned(),
    };
    let mut cards: Vec<Card> = config.canned.iter().map(card).collect();
    cards.sort_by(|a, b| (&a.category, &a.name).cmp(&(&b.category, &b.name)));
    let row = |tag: &Tag| TagRow { slot: tag.id.to_string(), name: tag.name.clone(), color: hex(tag.color) };
    let (shell, frame) = frame(owner, Section::Resources, None, said).await?;
    let view = List {
        shell,
        frame,
        room: cards.len() < MAX_CANNED,
        cards,
        tags: config.tags.iter().map(row).collect(),
        blank: TagRow { slot: "new".to_owned(), name: String::new(), color: hex(None) },
        most_tags: MAX_TAGS,
        commands: commands::shown(config),
        blank_command: CommandRow::blank(),
        most_commands: MAX_CUSTOM,
        placeholders: placeholders(),
        macros: macros::cards(here.signed.prefs.locale, &here.guild.id.to_string(), config),
        macro_room: config.macros.len() < MAX_MACROS,
    };
    Ok(page(code, &view))
}

/// What can stand in a custom command, as it is typed.
fn placeholders() -> String {
    let names = PLACEHOLDERS.iter().map(|name| format!("{{{{{name}}}}}"));
    names.chain(["{{if args}} … {{else}} … {{endif}}".to_owned()]).collect::<Vec<_>>().join(" ")
}

/// `POST /g/{guild}/settings/resources`: the tags.
pub(crate) async fn tags(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let part = |config: &GuildConfig| placed(&["tags"], &config.tags);
    let apply = |config: &mut GuildConfig| {
        let mut next = config.tags.iter().map(|tag| tag.id.0).max().unwrap_or(0);
        let mut tags: Vec<Tag> = Vec::new();
        for slot in fields.all("tag").take(MAX_TAGS + 1) {
            let Some(name) = fields.words(&format!("{slot}-name")) else { continue };
            let digits = fields.text(&format!("{slot}-color"));
            let color = u32::from_str_radix(digits.trim_start_matches('#'), 16).ok();
            let known = slot.parse().ok().map(TagId).filter(|id| config.tags.iter().any(|tag| tag.id == *id));
            let id = known.unwrap_or_else(|| {
                next += 1;
                TagId(next)
            });
            tags.push(Tag { id, name, color });
        }
        config.tags = tags;
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/resources", owner.here.guild.id))),
        Err((said, config)) => render_list(&owner, &config, said).await,
    }
}

/// `GET /g/{guild}/settings/resources/{canned}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let canned = Editing::find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &canned, said).await
}

impl Entry for Canned {
    const LIST: &'static str = "canned";

    fn list(config: &GuildConfig) -> &Vec<Self> {
        &config.canned
    }

    fn list_mut(config: &mut GuildConfig) -> &mut Vec<Self> {
        &mut config.canned
    }

    fn number(&self) -> u32 {
        self.id.0
    }

    fn fresh(_: &GuildConfig, number: u32) -> Self {
        Self {
            id: CannedId(number),
            name: String::new(),
            category: String::new(),
            text: String::new(),
            embed: None,
            as_staff: true,
            types: Vec::new(),
        }
    }
}

async fn render(owner: &Owner, editing: &Editing<Canned>, said: Said) -> Result<Response, Problem> {
    let (here, l, code) = (&owner.here, owner.here.signed.prefs.locale, said.code());
    let config = &here.config.config;
    let Editing { entry: canned, is_new } = editing;
    let title = if *is_new { say!(l, "web-canned-new") } else { canned.name.clone() };
    let (shell, frame) = frame(owner, Section::Resources, Some(title), said).await?;
    let mut categories: Vec<String> = config
        .canned
        .iter()
        .map(|one| one.category.clone())
        .filter(|category| !category.is_empty())
        .collect();
    categories.sort();
    categories.dedup();
    let embed = canned.embed.clone().unwrap_or_default();
    let kind = |kind: &ticket::TicketType| {
        let label = format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name);
        Opt::new(kind.id, label, canned.types.contains(&kind.id))
    };
    let view = Edit {
        shell,
        frame,
        canned,
        is_new: *is_new,
        act: format!("/g/{}/settings/resources/{}", here.guild.id, editing.which()),
        kinds: config.types.iter().map(kind).collect(),
        categories,
        embed_title: embed.title.unwrap_or_default(),
        embed_text: embed.text,
        embed_footer: embed.footer.unwrap_or_default(),
        embed_color: (hex(embed.color.or(Some(0x58_65f2))), embed.color.is_some()),
        variables: VARIABLES.iter().map(|name| format!("{{{{{name}}}}}")).collect::<Vec<_>>().join(" "),
    };
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/resources/{canned}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut canned = Editing::find(&owner.here.config.config, &which)?;
    let read = |one: &mut Canned| {
        read(&fields, one);
        Ok(())
    };
    match canned.save(&owner, &fields, read, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/resources", owner.here.guild.id))),
        Err(said) => render(&owner, &canned, said).await,
    }
}

fn read(fields: &Fields, canned: &mut Canned) {
    canned.name = fields.words("name").unwrap_or_default();
    canned.category = fields.words("category").unwrap_or_default();
    canned.text = fields.text("text");
    canned.as_staff = fields.flag("as_staff");
    canned.types = fields.ids::<u32>("types").into_iter().map(TypeId).collect();
    let (title, text) = (fields.words("embed_title"), fields.text("embed_text"));
    let footer = fields.words("embed_footer");
    let any = title.is_some() || footer.is_some() || !text.trim().is_empty();
    canned.embed = any.then(|| Embed { title, text, color: fields.color("embed_color"), footer });
}
