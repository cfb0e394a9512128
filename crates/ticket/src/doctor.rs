//! The permission doctor: whether Discord lets Guildhall do what is configured, and what is missing where (P204, M1-M4).

use crate::{
    ChannelId, GuildConfig, Permissions, RoleId, TicketType, Trouble, TypeId, UserId,
    config::Invalid,
    say,
    settings::Locale,
    sla::{Act, Policy},
    ticket_type::Place,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

mod words;
pub use words::{Advice, advice};

/// Channels of a guild, categories and all (Discord: opcodes, 30013).
pub const MOST_CHANNELS: usize = 500;
/// Channels of a category (resources/channel).
pub const MOST_IN_CATEGORY: usize = 50;

/// What is true at Discord.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What Guildhall may do in the whole guild.
    pub everywhere: Permissions,
    /// The channels and categories, without threads.
    pub channels: HashMap<ChannelId, Seen>,
    /// The roles, each with whether anybody may mention it.
    pub roles: HashMap<RoleId, bool>,
    /// Whether Discord tells who is there and what is said.
    pub intents: bool,
    /// Whether no webhook that is switched on listens to steps of response times.
    pub no_step_webhook: bool,
}

/// A channel or category.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// What Guildhall may do there.
    pub may: Permissions,
    /// The category it is in.
    pub parent: Option<ChannelId>,
}

/// A place that the configuration names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// The whole guild.
    Everywhere,
    /// The category for tickets of some type.
    Open(ChannelId),
    /// One for those that do not fit.
    Overflow(ChannelId),
    /// The category for closed tickets.
    Closed(ChannelId),
    /// The channel that holds the threads of some type.
    Threads(ChannelId),
    /// The channel of a panel.
    Panel(ChannelId),
    /// The channel of a log.
    Log(ChannelId),
    /// The channel for response times.
    Times(ChannelId),
    /// A ticket's own channel, or the one that its thread is in.
    Ticket(ChannelId),
    /// Somebody.
    Member(UserId),
    /// A type of ticket.
    Type(TypeId),
    /// A role.
    Role(RoleId),
    /// A policy of response times, by its number.
    Policy(u32),
}

impl Spot {
    /// The channel or category it is.
    pub fn channel(self) -> Option<ChannelId> {
        match self {
            Self::Open(id)
            | Self::Overflow(id)
            | Self::Closed(id)
            | Self::Threads(id)
            | Self::Panel(id)
            | Self::Log(id)
            | Self::Times(id)
            | Self::Ticket(id) => Some(id),
            Self::Everywhere | Self::Member(_) | Self::Type(_) | Self::Role(_) | Self::Policy(_) => None,
        }
    }

    fn is_category(self) -> bool {
        matches!(self, Self::Open(_) | Self::Overflow(_) | Self::Closed(_))
    }

    /// What it is if the channel does not exist any more.
    fn gone(self) -> Trouble {
        match self {
            Self::Log(_) => Trouble::LogChannelGone,
            Self::Times(_) => Trouble::TimesChannelGone,
            spot if spot.is_category() => Trouble::CategoryGone,
            _ => Trouble::ChannelGone,
        }
    }

    /// What Guildhall must be allowed to do there.
    fn needs(self) -> &'static [Permissions] {
        match self {
            Self::Open(_) | Self::Overflow(_) | Self::Closed(_) => TICKETS,
            Self::Threads(_) => THREADS,
            Self::Panel(_) | Self::Log(_) | Self::Times(_) => POSTS,
            Self::Everywhere
            | Self::Ticket(_)
            | Self::Member(_)
            | Self::Type(_)
            | Self::Role(_)
            | Self::Policy(_) => &[],
        }
    }
}

/// In a channel that Guildhall posts in.
const POSTS: &[Permissions] = &[
    Permissions::VIEW_CHANNEL,
    Permissions::SEND_MESSAGES,
    Permissions::EMBED_LINKS,
    Permissions::READ_MESSAGE_HISTORY,
];

/// In a category of ticket channels.
const TICKETS: &[Permissions] = &[
    Permissions::VIEW_CHANNEL,
    Permissions::SEND_MESSAGES,
    Permissions::EMBED_LINKS,
    Permissions::ATTACH_FILES,
    Permissions::READ_MESSAGE_HISTORY,
    Permissions::ADD_REACTIONS,
    Permissions::MANAGE_CHANNELS,
    Permissions::MANAGE_ROLES,
    Permissions::MANAGE_MESSAGES,
    Permissions::MANAGE_WEBHOOKS,
];

/// In a channel that holds tickets as threads.
const THREADS: &[Permissions] = &[
    Permissions::VIEW_CHANNEL,
    Permissions::EMBED_LINKS,
    Permissions::ATTACH_FILES,
    Permissions::READ_MESSAGE_HISTORY,
    Permissions::ADD_REACTIONS,
    Permissions::CREATE_PRIVATE_THREADS,
    Permissions::SEND_MESSAGES_IN_THREADS,
    Permissions::MANAGE_THREADS,
    Permissions::MANAGE_MESSAGES,
    Permissions::MANAGE_WEBHOOKS,
];

/// Something to mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Where.
    pub spot: Spot,
    /// What.
    pub trouble: Trouble,
}

/// The places that a configuration names, each once, in the order in which they are looked at.
pub fn spots(config: &GuildConfig) -> BTreeSet<Spot> {
    let settings = &config.settings;
    let mut spots = BTreeSet::new();
    for kind in config.types.iter().filter(|kind| kind.active) {
        spots.extend(match kind.place {
            Place::Channel { category } => category.or(settings.open_category).map(Spot::Open),
            Place::Thread { parent } => Some(Spot::Threads(parent)),
        });
    }
    spots.extend(settings.overflow_categories.iter().copied().map(Spot::Overflow));
    spots.extend(settings.closed_category.map(Spot::Closed));
    let posted = config.panels.iter().filter_map(|panel| panel.posted.filter(|posted| !posted.lost));
    spots.extend(posted.map(|posted| Spot::Panel(posted.channel)));
    spots.extend(settings.mod_log.map(Spot::Log));
    spots.extend(settings.logs.iter().map(|route| Spot::Log(route.channel)));
    spots.extend(settings.sla_channel.map(Spot::Times));
    for (role, channel) in crate::sla::at_work(config).flat_map(Policy::pings) {
        spots.insert(Spot::Role(role));
        spots.extend(channel.map(Spot::Times));
    }
    spots.extend(config.types.iter().filter(|kind| kind.active).map(|kind| Spot::Type(kind.id)));
    let named = config.types.iter().flat_map(crate::TicketType::roles_with_access);
    spots.extend(named.chain(settings.staff_role).chain(settings.sla_ping).map(Spot::Role));
    spots.extend(settings.team.iter().map(|team| Spot::Role(team.role)));
    spots
}

/// What steps of response times could not do when they come due. What is found with a webhook and without one is all that changes of it
/// with the configuration.
pub fn steps(config: &GuildConfig, no_webhook: bool) -> Vec<Finding> {
    let handled = |kind: &TicketType| kind.active && !kind.handlers.is_empty();
    let own = config.types.iter().filter(|kind| kind.active).map(|kind| {
        let staffed = handled(kind);
        (Spot::Type(kind.id), &kind.sla, staffed)
    });
    let rules = config.policies.iter().map(|rule| {
        let of = |kind: &&TicketType| rule.when.types.is_empty() || rule.when.types.contains(&kind.id);
        (Spot::Policy(rule.id), &rule.policy, config.types.iter().filter(of).any(handled))
    });
    let mut found = Vec::new();
    for (spot, policy, staffed) in rules.chain(own).filter(|(_, policy, _)| policy.enabled) {
        let gone = |to: TypeId| !config.ticket_type(to).is_some_and(|kind| kind.active);
        let moved = policy.steps.iter().any(|step| matches!(step.act, Act::MoveTo { .. }));
        for step in &policy.steps {
            let trouble = match step.act {
                Act::MoveTo { to } if gone(to) => Trouble::StepTypeGone,
                Act::CallWebhook if no_webhook => Trouble::StepNoWebhook,
                // Where another step moves it, others are on call by then.
                Act::AssignOnCall if !staffed && !moved => Trouble::StepNobodyOnCall,
                _ => continue,
            };
            let finding = Finding { spot, trouble };
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    found
}

/// The first step that would move tickets to a type that is not there any more, where it was before: the place of the step from 1, what it is
/// a step of, and the type.
pub fn severed<'a>(before: &'a GuildConfig, after: &'a GuildConfig) -> Option<(usize, &'a str, &'a str)> {
    let rules = after.policies.iter().map(|rule| (rule.name.as_str(), &rule.policy));
    let own = after.types.iter().map(|kind| (kind.name.as_str(), &kind.sla));
    rules.chain(own).find_map(|(name, policy)| {
        policy.steps.iter().enumerate().find_map(|(index, step)| match step.act {
            Act::MoveTo { to } if after.ticket_type(to).is_none() => {
                before.ticket_type(to).map(|lost| (index + 1, name, lost.name.as_str()))
            }
            _ => None,
        })
    })
}

/// That a step would lead nowhere, in words.
pub fn step_severed(number: usize, of: &str, to: &str) -> Invalid {
    Invalid::new(
        |l| say!(l, "config-type", name = to),
        |l| say!(l, "config-step-severed", number = number, of = of),
    )
}

/// What there is to mend: first in the whole guild, then place by place. What the guild denies is not said again of each place.
pub fn examine(config: &GuildConfig, facts: &Facts) -> Vec<Finding> {
    let spots = spots(config);
    let mut found = everywhere(config, facts, &spots);
    let denied: Vec<Trouble> = found.iter().map(|one| one.trouble).collect();
    for spot in spots.iter().copied() {
        let mut add = |trouble| found.push(Finding { spot, trouble });
        match (spot, spot.channel()) {
            (_, Some(channel)) => match facts.channels.get(&channel) {
                None => add(spot.gone()),
                Some(seen) => {
                    lacking(spot.needs(), seen.may).filter(|one| !denied.contains(one)).for_each(add)
                }
            },
            (Spot::Role(role), _) if !facts.roles.contains_key(&role) => add(Trouble::RoleGone),
            (Spot::Type(id), _) => {
                let kind = config.ticket_type(id);
                let staffed = kind.is_some_and(|kind| !kind.staff_roles.is_empty());
                let others = config.settings.staff_role.is_some() || !config.settings.team.is_empty();
                if !staffed && !others {
                    add(Trouble::NoStaff);
                }
            }
            _ => {}
        }
    }
    full(config, facts, &spots, &mut found);
    found.extend(steps(config, facts.no_step_webhook));
    found
}

/// What is lacking of what is needed; of a channel that cannot be seen only that.
fn lacking(needed: &'static [Permissions], may: Permissions) -> impl Iterator<Item = Trouble> {
    let blind = !may.contains(Permissions::VIEW_CHANNEL) && needed.contains(&Permissions::VIEW_CHANNEL);
    let lacks = move |one: &&Permissions| !may.contains(**one) && !may.contains(Permissions::ADMINISTRATOR);
    let needed = if blind { &needed[..1] } else { needed };
    needed.iter().filter(lacks).map(|one| Trouble::lacking(*one))
}

fn everywhere(config: &GuildConfig, facts: &Facts, spots: &BTreeSet<Spot>) -> Vec<Finding> {
    let threads = spots.iter().any(|spot| matches!(spot, Spot::Threads(_)));
    let active: Vec<_> = config.types.iter().filter(|kind| kind.active).collect();
    let channels = active.is_empty() || active.iter().any(|kind| matches!(kind.place, Place::Channel { .. }));
    let mut troubles: Vec<Trouble> = Vec::new();
    let mut add = |needed| {
        for trouble in lacking(needed, facts.everywhere) {
            if !troubles.contains(&trouble) {
                troubles.push(trouble);
            }
        }
    };
    add(POSTS);
    if channels {
        add(TICKETS);
    }
    if threads {
        add(THREADS);
    }
    let steps = crate::sla::at_work(config).flat_map(Policy::pings);
    let called = active.iter().flat_map(|kind| kind.roles_to_ping()).chain(config.settings.sla_ping);
    let called = called.chain(steps.map(|(role, _)| role));
    let deaf = |role: RoleId| facts.roles.get(&role) == Some(&false);
    let may_call = facts.everywhere.contains(Permissions::ADMINISTRATOR)
        || facts.everywhere.contains(Permissions::MENTION_EVERYONE);
    if !may_call && called.into_iter().any(deaf) {
        troubles.push(Trouble::MentionRoles);
    }
    if !facts.intents {
        troubles.push(Trouble::Intents);
    }
    let stands = config.panels.iter().any(|panel| panel.posted.is_some_and(|posted| !posted.lost));
    if config.settings.enabled && !stands {
        troubles.push(Trouble::NoChannel);
    }
    troubles.into_iter().map(|trouble| Finding { spot: Spot::Everywhere, trouble }).collect()
}

fn full(config: &GuildConfig, facts: &Facts, spots: &BTreeSet<Spot>, found: &mut Vec<Finding>) {
    if facts.channels.len() >= MOST_CHANNELS {
        found.push(Finding { spot: Spot::Everywhere, trouble: Trouble::GuildFull });
    }
    let is_full = |category: ChannelId| {
        facts.channels.values().filter(|seen| seen.parent == Some(category)).count() >= MOST_IN_CATEGORY
    };
    let room = config.settings.overflow_categories.iter().any(|category| !is_full(*category));
    let open = spots.iter().filter(|spot| matches!(spot, Spot::Open(_)));
    let crowded = open.filter(|spot| !room && spot.channel().is_some_and(is_full));
    found.extend(crowded.map(|spot| Finding { spot: *spot, trouble: Trouble::CategoryFull }));
}

/// What was found, as it is kept for the web.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What there is to mend.
    pub findings: Vec<Finding>,
}

/// Findings kept of one guild; what comes up beyond them is found again.
const MOST_FINDINGS: usize = 200;

impl Report {
    /// Adds something that came up between two looks; false if it is known, or there is no room for it.
    pub fn add(&mut self, finding: Finding) -> bool {
        let fresh = !self.findings.contains(&finding) && self.findings.len() < MOST_FINDINGS;
        if fresh {
            self.findings.push(finding);
        }
        fresh
    }

    /// The members it names.
    pub fn members(&self) -> Vec<UserId> {
        let of = |one: &Finding| match one.spot {
            Spot::Member(user) => Some(user),
            _ => None,
        };
        self.findings.iter().filter_map(of).collect()
    }

    /// How many things there are to mend for those who configure: what a member decides for themselves is none of them (P205).
    pub fn to_mend(&self) -> usize {
        let ours: Vec<Finding> =
            self.findings.iter().filter(|one| one.trouble != Trouble::DmClosed).copied().collect();
        advice(Locale::English, &ours, &|_| String::new()).len()
    }

    /// What is to be done about it, place by place.
    pub fn advice(&self, l: Locale, names: &dyn Fn(Spot) -> String) -> Vec<Advice> {
        advice(l, &self.findings, names)
    }
}
