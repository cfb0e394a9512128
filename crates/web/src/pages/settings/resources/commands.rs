//! Custom commands: texts that everyone gets by `/name`, and in a ticket by `?name` (P64, P212-P214).

use super::render_list;
use crate::{
    error::Problem,
    flash::Flash,
    pages::{
        settings::{Owner, fields::Fields, placed, save},
        ticket::props::hex,
    },
};
use axum::response::Response;
use ticket::{
    GuildConfig,
    canned::Embed,
    custom::{CustomCommand, MAX_CUSTOM},
};

/// A custom command as the builder shows it.
#[derive(Default)]
pub(crate) struct CommandRow {
    pub(crate) slot: String,
    pub(crate) name: String,
    pub(crate) hint: String,
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) footer: String,
    pub(crate) color: String,
    pub(crate) colored: bool,
}

impl CommandRow {
    /// A row to fill in.
    pub(super) fn blank() -> Self {
        Self { slot: "new".to_owned(), color: hex(Some(USUAL_COLOR)), ..Self::default() }
    }

    /// Whether it has an embed.
    pub(crate) fn has_embed(&self) -> bool {
        !(self.title.is_empty() && self.body.is_empty() && self.footer.is_empty())
    }
}

/// The colour that is offered.
const USUAL_COLOR: u32 = 0x58_65f2;

/// The commands, in their order.
pub(super) fn shown(config: &GuildConfig) -> Vec<CommandRow> {
    let row = |(index, custom): (usize, &CustomCommand)| {
        let embed = custom.embed.clone().unwrap_or_default();
        CommandRow {
            slot: index.to_string(),
            name: custom.name.clone(),
            hint: custom.hint.clone(),
            text: custom.text.clone(),
            title: embed.title.unwrap_or_default(),
            body: embed.text,
            footer: embed.footer.unwrap_or_default(),
            color: hex(embed.color.or(Some(USUAL_COLOR))),
            colored: embed.color.is_some(),
        }
    };
    config.custom_commands.iter().enumerate().map(row).collect()
}

/// `POST /g/{guild}/settings/resources/commands`: all of them.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let part = |config: &GuildConfig| placed(&["custom_commands"], &config.custom_commands);
    let apply = |config: &mut GuildConfig| {
        config.custom_commands = read(&fields);
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/resources", owner.here.guild.id))),
        Err((said, config)) => render_list(&owner, &config, said).await,
    }
}

/// The rows in their order; an empty one is none. One more than may be, so that too many are refused and not cut.
fn read(fields: &Fields) -> Vec<CustomCommand> {
    let row = |slot: &str| {
        let of = |part: &str| format!("{slot}-{part}");
        let name = fields.words(&of("name")).unwrap_or_default();
        let name = name.trim_start_matches(['?', '/']).to_owned();
        let (hint, text) = (fields.words(&of("hint")).unwrap_or_default(), fields.text(&of("text")));
        let embed = Embed {
            title: fields.words(&of("title")),
            text: fields.text(&of("body")),
            color: fields.color(&of("color")),
            footer: fields.words(&of("footer")),
        };
        let shown = embed.title.is_some() || embed.footer.is_some() || !embed.text.trim().is_empty();
        let any = !name.is_empty() || !text.trim().is_empty() || shown;
        any.then(|| CustomCommand { name, hint, text, embed: shown.then_some(embed) })
    };
    fields.all("command").take(MAX_CUSTOM + 1).filter_map(row).collect()
}
