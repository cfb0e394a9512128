//! Custom commands: texts that anyone in a ticket gets by `?name` (P64).

use super::render_list;
use crate::{
    error::Problem,
    flash::Flash,
    pages::settings::{Owner, document, fields::Fields, save},
};
use axum::response::Response;
use ticket::{
    GuildConfig,
    canned::{CustomCommand, MAX_CUSTOM},
};

/// A custom command as the builder shows it.
pub(crate) struct CommandRow {
    pub(crate) slot: String,
    pub(crate) name: String,
    pub(crate) text: String,
}

impl CommandRow {
    /// A row to fill in.
    pub(super) fn blank() -> Self {
        Self { slot: "new".to_owned(), name: String::new(), text: String::new() }
    }
}

/// The commands, in their order.
pub(super) fn shown(config: &GuildConfig) -> Vec<CommandRow> {
    let row = |(index, custom): (usize, &CustomCommand)| CommandRow {
        slot: index.to_string(),
        name: custom.name.clone(),
        text: custom.text.clone(),
    };
    config.custom_commands.iter().enumerate().map(row).collect()
}

/// `POST /g/{guild}/settings/resources/commands`: all of them.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let part = |config: &GuildConfig| document(&config.custom_commands);
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
        let name = fields.words(&format!("{slot}-name")).unwrap_or_default();
        let name = name.trim_start_matches('?').to_owned();
        let text = fields.text(&format!("{slot}-text"));
        let any = !name.is_empty() || !text.trim().is_empty();
        any.then_some(CustomCommand { name, text })
    };
    fields.all("command").take(MAX_CUSTOM + 1).filter_map(row).collect()
}
