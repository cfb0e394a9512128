//! `/g/{guild}/settings/commands`: where, by whom and how often commands are used (P208-P211).

use super::{
    Frame, Owner, Said, Section, channels,
    fields::{Fields, Opt},
    frame, placed, roles, save,
};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::response::Response;
use ticket::{
    ChannelId, GuildConfig, UserId,
    command_rules::{CommandRules, MAX_COOLDOWN},
    say,
};

#[derive(Template)]
#[template(path = "settings/commands.html")]
struct Commands<'a> {
    shell: Shell<'a>,
    frame: Frame,
    rules: &'a CommandRules,
    channel: Vec<Opt>,
    ignored_channels: Vec<Opt>,
    ignored_roles: Vec<Opt>,
    ignored_users: String,
    longest: u32,
}

/// `GET /g/{guild}/settings/commands`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, &owner.here.config.config, said).await
}

async fn render(owner: &Owner, config: &GuildConfig, said: Said) -> Result<Response, Problem> {
    let (here, code, rules) = (&owner.here, said.code(), &config.settings.commands);
    let (categories, others): (Vec<ChannelId>, Vec<ChannelId>) =
        rules.ignored_channels.iter().partition(|id| here.guild.categories.contains(id));
    let mut ignored = channels(here, true, &categories);
    ignored.extend(channels(here, false, &others));
    let ignored_users = super::team::names(owner, &rules.ignored_users).await?;
    let (shell, frame) = frame(owner, Section::Commands, None, said).await?;
    let view = Commands {
        shell,
        frame,
        rules,
        channel: channels(here, false, &rules.channel.into_iter().collect::<Vec<_>>()),
        ignored_channels: ignored,
        ignored_roles: roles(here, &rules.ignored_roles),
        ignored_users,
        longest: MAX_COOLDOWN,
    };
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/commands`
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    let ignored_users: Vec<UserId> = match super::types::people(&owner, &fields.text("ignored_users")).await?
    {
        Ok(people) => people,
        Err(name) => {
            let said = Said::refused(say!(l, "refusal-nobody-named", name = name));
            return render(&owner, &owner.here.config.config, said).await;
        }
    };
    let part = |config: &GuildConfig| placed(&["settings", "commands"], &config.settings.commands);
    let apply = |config: &mut GuildConfig| {
        let cooldown = fields.number(l, "cooldown", &say!(l, "web-set-commands-cooldown"))?;
        config.settings.commands = CommandRules {
            ignored_channels: fields.ids("ignored_channels"),
            ignored_users,
            ignored_roles: fields.ids("ignored_roles"),
            channel: fields.id("channel"),
            cooldown_seconds: cooldown.unwrap_or(0),
            private: fields.flag("private"),
        };
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/commands", owner.here.guild.id))),
        Err((said, config)) => render(&owner, &config, said).await,
    }
}
