//! The form of one policy: drawn, and read.

use super::{
    super::{
        Frame,
        calendar::{self as times, Sheet},
        fields::{Fields, Opt},
        roles,
        types::{form::warn_percent, promises, steps},
    },
    Edit,
};
use crate::{
    actor::InGuild,
    view::{Shell, priority},
};
use ticket::{
    Priority, Timestamp, say,
    settings::Locale,
    sla::{Rule, When, steps::MAX_STEPS},
};

/// What the fields of the policy's own hours are called by.
const OWN: &str = "own";

/// What a condition can name, with what it names that is not there any more.
fn kinds(here: &InGuild, when: &When) -> Vec<Opt> {
    let config = &here.config.config;
    let known = config.types.iter().map(|kind| (kind.id, kind.name.clone())).collect();
    named(known, &when.types)
}

fn tags(here: &InGuild, when: &When) -> Vec<Opt> {
    let config = &here.config.config;
    named(config.tags.iter().map(|tag| (tag.id, tag.name.clone())).collect(), &when.tags)
}

fn panels(here: &InGuild, when: &When) -> Vec<Opt> {
    let config = &here.config.config;
    named(config.panels.iter().map(|panel| (panel.id, panel.title.clone())).collect(), &when.panels)
}

fn named<T: Copy + PartialEq + ToString>(known: Vec<(T, String)>, chosen: &[T]) -> Vec<Opt> {
    let gone = chosen.iter().filter(|id| !known.iter().any(|(known, _)| known == *id));
    // Dropped silently, an empty list would fit every ticket.
    let gone: Vec<Opt> =
        gone.map(|id| Opt::new(id.to_string(), format!("? {}", id.to_string()), true)).collect();
    known
        .into_iter()
        .map(|(id, label)| Opt::new(id.to_string(), label, chosen.contains(&id)))
        .chain(gone)
        .collect()
}

fn priorities(l: Locale, when: &When) -> Vec<Opt> {
    let option =
        |level: Priority| Opt::new(level.word(), priority(l, level).1, when.priorities.contains(&level));
    Priority::ALL.into_iter().rev().map(option).collect()
}

/// For which tickets a policy holds, in words: `Billing, Orders · Urgent`.
pub(super) fn words(here: &InGuild, when: &When) -> String {
    let l = here.signed.prefs.locale;
    let lists = [
        kinds(here, when),
        priorities(l, when),
        tags(here, when),
        roles(here, &when.roles),
        panels(here, when),
    ];
    let chosen = |all: Vec<Opt>| {
        let chosen: Vec<String> = all.into_iter().filter(|one| one.chosen).map(|one| one.label).collect();
        (!chosen.is_empty()).then(|| chosen.join(", "))
    };
    let parts: Vec<String> = lists.into_iter().filter_map(chosen).collect();
    if parts.is_empty() { say!(l, "policy-every") } else { parts.join(" · ") }
}

/// The page of a policy as it is, or would be.
pub(super) fn view<'a>(
    here: &'a InGuild,
    (shell, frame): (Shell<'a>, Frame),
    rule: &'a Rule,
    is_new: bool,
    (typed, now): (Option<&Fields>, Timestamp),
) -> Edit<'a> {
    let l = here.signed.prefs.locale;
    let settings = &here.config.config.settings;
    let zone = settings.zone.as_deref().unwrap_or(desk::ports::USUAL_ZONE);
    let which = if is_new { "new".to_owned() } else { rule.id.to_string() };
    let policy = &rule.policy;
    Edit {
        act: format!("/g/{}/settings/policies/{which}", here.guild.id),
        kinds: kinds(here, &rule.when),
        priorities: priorities(l, &rule.when),
        tags: tags(here, &rule.when),
        roles: roles(here, &rule.when.roles),
        panels: panels(here, &rule.when),
        promises: promises::rows(l, &policy.targets),
        warn_percent: warn_percent(policy, typed),
        on_broken: &policy.on_broken,
        steps: steps::shown(here, policy, typed),
        blank_step: steps::blank(here),
        most_steps: MAX_STEPS,
        own_hours: typed.map_or(policy.calendar.is_some(), |fields| fields.flag("own-on")),
        sheet: match typed.filter(|fields| fields.flag("own-zone")) {
            Some(fields) => Sheet::typed(l, OWN, fields),
            None => Sheet::of(l, OWN, policy.calendar.as_ref().or(settings.hours.as_ref()), (zone, now)),
        },
        zones: ticket::calendar::zone_names(),
        shell,
        frame,
        rule,
        is_new,
    }
}

/// Reads the form over a policy.
///
/// # Errors
/// The sentence that says which field cannot be read; everything before it is read all the same.
pub(super) fn read(l: Locale, fields: &Fields, rule: &mut Rule) -> Result<(), String> {
    rule.name = fields.words("name").unwrap_or_default();
    rule.policy.enabled = fields.flag("enabled");
    rule.when = When {
        types: fields.ids("types"),
        priorities: fields.all("priorities").filter_map(Priority::named).collect(),
        tags: fields.ids("tags"),
        roles: fields.ids("roles"),
        panels: fields.ids("panels"),
    };
    promises::read_targets(l, fields, &mut rule.policy.targets)?;
    if fields.flag("own-zone") {
        rule.policy.calendar = fields.flag("own-on").then(|| times::read(l, fields, OWN)).transpose()?;
    }
    steps::read(l, fields, &mut rule.policy)
}
