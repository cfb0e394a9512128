//! Checks of what stands besides types and panels: tags, canned responses, custom commands, rules for commands.

use super::{GuildConfig, Invalid, ensure, length};
use crate::{
    canned::{self, Canned},
    command_rules,
    custom::{self, CustomCommand},
    say,
    settings::Locale,
};

impl GuildConfig {
    pub(super) fn check_resources(&self) -> Result<(), Invalid> {
        let whole = |l: Locale| say!(l, "config-whole");
        let (tags, replies, custom) = (canned::MAX_TAGS, canned::MAX_CANNED, custom::MAX_CUSTOM);
        ensure(self.tags.len() <= tags, whole, |l| say!(l, "config-most-tags", most = tags))?;
        ensure(self.canned.len() <= replies, whole, |l| say!(l, "config-most-canned", most = replies))?;
        ensure(self.custom_commands.len() <= custom, whole, |l| {
            say!(l, "config-most-custom", most = custom)
        })?;
        for (index, tag) in self.tags.iter().enumerate() {
            let here = |l: Locale| say!(l, "config-tag", name = &tag.name);
            length(tag.name.trim(), 1, 40, here, "config-what-name")?;
            let twice = self.tags[..index]
                .iter()
                .any(|other| other.id == tag.id || other.name.to_lowercase() == tag.name.to_lowercase());
            ensure(!twice, here, |l| say!(l, "config-tag-twice"))?;
        }
        for (index, canned) in self.canned.iter().enumerate() {
            let here = |l: Locale| say!(l, "config-canned", name = &canned.name);
            let same = |other: &Canned| {
                other.id == canned.id || other.name.to_lowercase() == canned.name.to_lowercase()
            };
            let twice = self.canned[..index].iter().any(same);
            ensure(!twice, here, |l| say!(l, "config-canned-twice"))?;
            check_canned(canned, here)?;
        }
        for (index, custom) in self.custom_commands.iter().enumerate() {
            let here = |l: Locale| say!(l, "config-custom", name = &custom.name);
            check_custom(custom, here)?;
            let twice = self.custom_commands[..index]
                .iter()
                .any(|other| other.name.to_lowercase() == custom.name.to_lowercase());
            ensure(!twice, here, |l| say!(l, "config-custom-twice"))?;
        }
        crate::macros::check_all(self)?;
        crate::sla::check_all(self)
    }
}

fn typable(name: &str, here: impl Fn(Locale) -> String) -> Result<(), Invalid> {
    ensure(canned::is_name(name), here, |l| say!(l, "config-typable", most = canned::MAX_NAME))
}

/// A text, an embed, or both, as one message holds them (P214; Discord: resources/message, "Embed Limits").
fn check_reply(
    text: &str,
    embed: Option<&canned::Embed>,
    here: impl Fn(Locale) -> String + Copy,
) -> Result<(), Invalid> {
    length(text, 0, canned::MAX_TEXT, here, "config-what-text")?;
    ensure(!text.trim().is_empty() || embed.is_some(), here, |l| say!(l, "config-no-text"))?;
    let Some(embed) = embed else { return Ok(()) };
    let title = embed.title.as_deref().unwrap_or_default();
    let footer = embed.footer.as_deref().unwrap_or_default();
    length(title, 0, 256, here, "config-what-embed-title")?;
    length(&embed.text, 0, 4096, here, "config-what-embed-text")?;
    length(footer, 0, 2048, here, "config-what-embed-footer")?;
    ensure(!(title.trim().is_empty() && embed.text.trim().is_empty()), here, |l| {
        say!(l, "config-embed-empty")
    })?;
    let all = [title, &embed.text, footer].iter().map(|part| part.chars().count()).sum::<usize>();
    ensure(all <= canned::MAX_EMBED, here, |l| {
        say!(l, "config-embed-all", given = all, most = canned::MAX_EMBED)
    })
}

fn check_custom(custom: &CustomCommand, here: impl Fn(Locale) -> String + Copy) -> Result<(), Invalid> {
    ensure(custom::is_name(&custom.name), here, |l| {
        say!(l, "config-custom-name", least = *custom::NAME.start(), most = *custom::NAME.end())
    })?;
    length(&custom.hint, 0, custom::MAX_HINT, here, "config-what-hint")?;
    check_reply(&custom.text, custom.embed.as_ref(), here)?;
    for words in custom.texts() {
        custom::check(words).map_err(|wrong| Invalid::new(here, |l| super::why::mistake(l, &wrong)))?;
    }
    Ok(())
}

pub(super) fn check_commands(rules: &command_rules::CommandRules) -> Result<(), Invalid> {
    let here = |l: Locale| say!(l, "config-commands");
    let lists = [rules.ignored_channels.len(), rules.ignored_users.len(), rules.ignored_roles.len()];
    let most = command_rules::MAX_IGNORED;
    ensure(lists.iter().all(|many| *many <= most), here, |l| say!(l, "config-most-ignored", most = most))?;
    let longest = command_rules::MAX_COOLDOWN;
    ensure(rules.cooldown_seconds <= longest, here, |l| say!(l, "config-cooldown", most = longest))
}

fn check_canned(canned: &Canned, here: impl Fn(Locale) -> String + Copy) -> Result<(), Invalid> {
    typable(&canned.name, here)?;
    length(&canned.category, 0, 40, here, "config-what-category")?;
    check_reply(&canned.text, canned.embed.as_ref(), here)?;
    let embed = canned.embed.as_ref();
    let parts = embed.map(|embed| [embed.title.as_deref(), Some(&*embed.text), embed.footer.as_deref()]);
    let texts = std::iter::once(canned.text.as_str()).chain(parts.into_iter().flatten().flatten());
    match { texts }.find_map(canned::unknown_variable) {
        None => Ok(()),
        Some(name) => Err(Invalid::new(here, |l| {
            let (name, known) = (format!("{{{{{name}}}}}"), canned::VARIABLES.join(", "));
            say!(l, "config-no-variable-of", name = name, known = known)
        })),
    }
}
