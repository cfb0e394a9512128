//! What channel or thread a ticket should have: a pure reading of the ticket. The `discord` crate compares it with what is there.

use crate::{
    ChannelId, Event, GuildConfig, Permissions, Recorded, RoleId, Ticket, TicketType, UserId, access, naming,
    permissions::PARTICIPANT, ticket_type::Place,
};
use serde::{Deserialize, Serialize};

/// Why a surface cannot be created, so far as Discord says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Guildhall lacks permissions in the guild or the category (50013, 50001).
    Forbidden,
    /// The guild has 500 channels (30013).
    GuildFull,
    /// The guild has as many active threads as Discord allows (160006).
    ThreadsFull,
    /// The parent channel of the type's threads is gone.
    ParentGone,
    /// Discord refuses for another reason.
    Refused {
        /// Discord's own words.
        message: String,
    },
}

/// Whom an overwrite is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A role; the guild's own id is `@everyone`.
    Role(RoleId),
    /// A person, or Guildhall's own account.
    Member(UserId),
}

/// A permission overwrite of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// For whom.
    pub target: Target,
    /// Given.
    pub allow: Permissions,
    /// Taken.
    pub deny: Permissions,
}

/// What should exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Desired {
    /// A private text channel.
    Channel {
        /// Its name.
        name: String,
        /// Its topic.
        topic: String,
        /// Its category.
        parent: Option<ChannelId>,
        /// Categories to use when that one is full, in order.
        overflow: Vec<ChannelId>,
        /// Who sees it, and who may write; sorted by target.
        overwrites: Vec<Overwrite>,
    },
    /// A private thread.
    Thread {
        /// Its name.
        name: String,
        /// The channel it is in.
        parent: ChannelId,
        /// Who is added by name; staff come through the welcome's mention.
        members: Vec<UserId>,
        /// Whether it is locked and archived.
        locked: bool,
    },
    /// Nothing: the time to keep it is over (M84), or it is a sample. The conversation stays on the web.
    Nothing,
}

/// The surface that should exist for this ticket. `me` is Guildhall's own account.
///
/// A ticket keeps the kind of surface it was created with, whatever its type says later.
pub fn desired(ticket: &Ticket, config: &GuildConfig, me: UserId) -> Desired {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let archived = ticket.closure().is_some_and(|closure| closure.archived);
    if ticket.is_sample() || ticket.closure().is_some_and(|closure| closure.expired) {
        return Desired::Nothing;
    }
    let thread = match (&ticket.surface, &ticket_type.place) {
        (crate::Surface::Thread { parent, .. }, _) => Some(*parent),
        (crate::Surface::Channel { .. }, _) => None,
        (_, Place::Thread { parent }) => Some(*parent),
        (_, Place::Channel { .. }) => None,
    };
    if let Some(parent) = thread {
        let name = naming::thread_name(ticket, &ticket_type);
        return Desired::Thread { name, parent, members: members(ticket), locked: archived };
    }
    let own = match &ticket_type.place {
        Place::Channel { category } => *category,
        Place::Thread { .. } => None,
    };
    let open_parent = own.or(config.settings.open_category);
    let parent = if archived { config.settings.closed_category.or(open_parent) } else { open_parent };
    Desired::Channel {
        name: naming::channel_name(ticket, &ticket_type),
        topic: naming::topic(ticket, &ticket_type),
        parent,
        overflow: if archived { Vec::new() } else { config.settings.overflow_categories.clone() },
        overwrites: overwrites(ticket, &ticket_type, config, me, archived),
    }
}

/// What should have existed at some time since the ticket was opened, the latest last: one that was created then, and whose creation
/// nobody recorded, carries the name or topic of its time.
pub fn ever_desired(events: &[Recorded], config: &GuildConfig, me: UserId) -> Vec<Desired> {
    let mut ever = Vec::new();
    let mut ticket: Option<Ticket> = None;
    for recorded in events {
        let before = match (ticket.take(), &recorded.event) {
            (Some(before), _) => before,
            (None, Event::Opened { ticket: opened, .. }) => (**opened).clone(),
            (None, _) => continue,
        };
        let after = crate::apply(before, &recorded.event);
        let names =
            matches!(recorded.event, Event::Opened { .. } | Event::Renamed { .. } | Event::Moved { .. });
        if names {
            // Whatever became of it since.
            let fresh =
                Ticket { surface: crate::Surface::Pending, state: crate::State::Open, ..after.clone() };
            ever.push(desired(&fresh, config, me));
        }
        ticket = Some(after);
    }
    ever
}

/// The people a ticket belongs to by name: opener, case worker, claimer, added members (P91).
fn members(ticket: &Ticket) -> Vec<UserId> {
    let mut users = vec![ticket.opener.user];
    users.extend(ticket.assignee);
    users.extend(&ticket.added);
    users.extend(ticket.claim.as_ref().map(|claim| claim.by));
    users.sort();
    users.dedup();
    users
}

/// Everyone else sees nothing (P12); roles of the type, the guild's staff role, opener and case worker see it. Archived, it can be
/// read but not written to (A8).
fn overwrites(
    ticket: &Ticket,
    ticket_type: &TicketType,
    config: &GuildConfig,
    me: UserId,
    archived: bool,
) -> Vec<Overwrite> {
    let write = Permissions::SEND_MESSAGES | Permissions::ADD_REACTIONS;
    let (allow, deny) =
        if archived { (PARTICIPANT.without(write), write) } else { (PARTICIPANT, Permissions::NONE) };
    let everyone = Target::Role(RoleId(ticket.key.guild.0));
    let own = PARTICIPANT
        | Permissions::MANAGE_CHANNELS
        | Permissions::MANAGE_MESSAGES
        | Permissions::MANAGE_WEBHOOKS;
    let mut all = vec![
        Overwrite { target: everyone, allow: Permissions::NONE, deny: Permissions::VIEW_CHANNEL },
        Overwrite { target: Target::Member(me), allow: own, deny: Permissions::NONE },
    ];
    let roles = ticket_type.roles_with_access();
    let handling = access::handling_roles(config);
    let roles = roles.into_iter().chain(config.settings.staff_role).chain(handling);
    let people = std::iter::once(ticket.opener.user)
        .chain(ticket.assignee)
        .chain(ticket.added.iter().copied())
        .chain(ticket_type.handlers.iter().copied())
        .chain(access::handling_members(config));
    for target in roles.map(Target::Role).chain(people.map(Target::Member)) {
        if !all.iter().any(|overwrite| overwrite.target == target) {
            all.push(Overwrite { target, allow, deny });
        }
    }
    all.sort_by_key(|overwrite| overwrite.target);
    all
}
