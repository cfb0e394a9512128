//! Who may open tickets of a type, as an ordered list: the first rule that fits decides.

use crate::{
    actor::InGuild,
    pages::settings::{
        fields::{Fields, Opt},
        roles,
    },
};
use ticket::{
    RoleId, say,
    settings::Locale,
    ticket_type::{OpenRule, Who},
};

/// Rules of a type at most.
pub(super) const MOST: usize = 20;

/// A rule as the form shows it.
pub(crate) struct Rule {
    pub(crate) slot: String,
    pub(crate) says: Vec<Opt>,
    pub(crate) who: Vec<Opt>,
    pub(crate) days: String,
}

fn rule(here: &InGuild, slot: String, rule: &OpenRule) -> Rule {
    let l = here.signed.prefs.locale;
    let (role, days) = match rule.who {
        Who::Role { role } => (vec![role], None),
        Who::AccountYoungerThan { days } => (Vec::new(), Some(days)),
        Who::Everyone => (Vec::new(), None),
    };
    let mut who = vec![
        Opt::new("everyone", say!(l, "web-open-everyone"), rule.who == Who::Everyone),
        Opt::new("young", say!(l, "web-open-young"), days.is_some()),
    ];
    who.extend(roles(here, &role).into_iter().map(|one| Opt {
        value: format!("role-{}", one.value),
        label: format!("@{}", one.label),
        ..one
    }));
    Rule {
        slot,
        says: vec![
            Opt::new("deny", say!(l, "web-open-deny"), !rule.allow),
            Opt::new("allow", say!(l, "web-open-allow"), rule.allow),
        ],
        who,
        days: super::form::shown(days),
    }
}

/// The rules of a type.
pub(super) fn shown(here: &InGuild, rules: &[OpenRule]) -> Vec<Rule> {
    rules.iter().enumerate().map(|(index, one)| rule(here, index.to_string(), one)).collect()
}

/// One to fill in.
pub(super) fn blank(here: &InGuild) -> Rule {
    rule(here, "new".to_owned(), &OpenRule { allow: false, who: Who::AccountYoungerThan { days: 7 } })
}

/// Reads the rules in the order of the page. Where none were sent with the form, those that stand are kept.
///
/// # Errors
/// The sentence that says what is missing.
pub(super) fn read(l: Locale, fields: &Fields, kept: &mut Vec<OpenRule>) -> Result<(), String> {
    if !fields.flag("rules") {
        return Ok(());
    }
    let mut rules = Vec::new();
    for slot in fields.all("rule").take(MOST) {
        let at = |name: &str| format!("{slot}-{name}");
        let who = fields.text(&at("who"));
        let who = match who.strip_prefix("role-").and_then(|role| role.parse::<RoleId>().ok()) {
            Some(role) => Who::Role { role },
            None if who == "young" => {
                let days = fields.number(l, &at("days"), &say!(l, "web-open-days"))?;
                let days = days.filter(|days| *days > 0).ok_or_else(|| say!(l, "web-open-no-days"))?;
                Who::AccountYoungerThan { days }
            }
            None => Who::Everyone,
        };
        rules.push(OpenRule { allow: fields.text(&at("says")) == "allow", who });
    }
    *kept = rules;
    Ok(())
}
