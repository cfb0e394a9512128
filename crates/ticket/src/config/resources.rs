//! Checks of what stands besides types and panels: tags, canned responses, custom commands, rules for commands.

use super::{GuildConfig, Invalid, ensure, fail, length};
use crate::{
    canned::{self, Canned},
    command_rules,
    custom::{self, CustomCommand},
};

impl GuildConfig {
    pub(super) fn check_resources(&self) -> Result<(), Invalid> {
        let whole = || "configuration".to_owned();
        let (tags, replies, custom) = (canned::MAX_TAGS, canned::MAX_CANNED, custom::MAX_CUSTOM);
        ensure(self.tags.len() <= tags, whole, || format!("at most {tags} tags"))?;
        ensure(self.canned.len() <= replies, whole, || format!("at most {replies} canned responses"))?;
        ensure(self.custom_commands.len() <= custom, whole, || format!("at most {custom} custom commands"))?;
        for (index, tag) in self.tags.iter().enumerate() {
            let here = || format!("tag \"{}\"", tag.name);
            length(tag.name.trim(), 1, 40, here, "name")?;
            let twice = self.tags[..index]
                .iter()
                .any(|other| other.id == tag.id || other.name.to_lowercase() == tag.name.to_lowercase());
            ensure(!twice, here, || "there is another tag with this name or id".to_owned())?;
        }
        for (index, canned) in self.canned.iter().enumerate() {
            let here = || format!("canned response \"{}\"", canned.name);
            let same = |other: &Canned| {
                other.id == canned.id || other.name.to_lowercase() == canned.name.to_lowercase()
            };
            let twice = self.canned[..index].iter().any(same);
            ensure(!twice, here, || "there is another canned response with this name or id".to_owned())?;
            check_canned(canned, here)?;
        }
        for (index, custom) in self.custom_commands.iter().enumerate() {
            let here = || format!("custom command \"{}\"", custom.name);
            check_custom(custom, here)?;
            let twice = self.custom_commands[..index]
                .iter()
                .any(|other| other.name.to_lowercase() == custom.name.to_lowercase());
            ensure(!twice, here, || "there is another custom command with this name".to_owned())?;
        }
        crate::macros::check_all(self)
    }
}

fn typable(name: &str, here: impl Fn() -> String) -> Result<(), Invalid> {
    ensure(canned::is_name(name), here, || {
        format!(
            "a name has 1 to {} letters, digits, - or _: it is typed after a question mark",
            canned::MAX_NAME
        )
    })
}

/// A text, an embed, or both, as one message holds them (P214; Discord: resources/message, "Embed Limits").
fn check_reply(
    text: &str,
    embed: Option<&canned::Embed>,
    here: impl Fn() -> String + Copy,
) -> Result<(), Invalid> {
    length(text, 0, canned::MAX_TEXT, here, "text")?;
    ensure(!text.trim().is_empty() || embed.is_some(), here, || "needs a text or an embed".to_owned())?;
    let Some(embed) = embed else { return Ok(()) };
    let title = embed.title.as_deref().unwrap_or_default();
    let footer = embed.footer.as_deref().unwrap_or_default();
    length(title, 0, 256, here, "embed title")?;
    length(&embed.text, 0, 4096, here, "embed text")?;
    length(footer, 0, 2048, here, "embed footer")?;
    ensure(!(title.trim().is_empty() && embed.text.trim().is_empty()), here, || {
        "the embed is empty: fill it or leave it out".to_owned()
    })?;
    let all = [title, &embed.text, footer].iter().map(|part| part.chars().count()).sum::<usize>();
    ensure(all <= canned::MAX_EMBED, here, || {
        format!("the embed has {all} characters in all; {} fit", canned::MAX_EMBED)
    })
}

fn check_custom(custom: &CustomCommand, here: impl Fn() -> String + Copy) -> Result<(), Invalid> {
    ensure(custom::is_name(&custom.name), here, || {
        format!(
            "a name has {} to {} lower-case letters, digits or _, as Discord takes it",
            custom::NAME.start(),
            custom::NAME.end()
        )
    })?;
    length(&custom.hint, 0, custom::MAX_HINT, here, "hint")?;
    check_reply(&custom.text, custom.embed.as_ref(), here)?;
    for text in custom.texts() {
        custom::check(text).map_err(|mistake| Invalid { place: here(), rule: mistake.to_string() })?;
    }
    Ok(())
}

pub(super) fn check_commands(rules: &command_rules::CommandRules) -> Result<(), Invalid> {
    let here = || "commands".to_owned();
    let lists = [rules.ignored_channels.len(), rules.ignored_users.len(), rules.ignored_roles.len()];
    let most = command_rules::MAX_IGNORED;
    ensure(lists.iter().all(|many| *many <= most), here, || format!("at most {most} of each are ignored"))?;
    let longest = command_rules::MAX_COOLDOWN;
    ensure(rules.cooldown_seconds <= longest, here, || format!("the cooldown is 0 to {longest} seconds"))
}

fn check_canned(canned: &Canned, here: impl Fn() -> String + Copy) -> Result<(), Invalid> {
    typable(&canned.name, here)?;
    length(&canned.category, 0, 40, here, "category")?;
    check_reply(&canned.text, canned.embed.as_ref(), here)?;
    let embed = canned.embed.as_ref();
    let parts = embed.map(|embed| [embed.title.as_deref(), Some(&*embed.text), embed.footer.as_deref()]);
    let texts = std::iter::once(canned.text.as_str()).chain(parts.into_iter().flatten().flatten());
    match { texts }.find_map(canned::unknown_variable) {
        None => Ok(()),
        Some(name) => fail(
            here(),
            format!(
                "{{{{{name}}}}} is no variable; there are {}, and ticket.form.<field>",
                canned::VARIABLES.join(", ")
            ),
        ),
    }
}
