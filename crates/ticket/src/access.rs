//! Who may what: decided from the actor's own facts at this moment.

use crate::{
    GuildConfig, Permissions, Person, Refusal, RoleId, Settings, Ticket, TicketType, Timestamp, UserId,
    assist::Switch,
    keys::{Key, Keys},
    settings::Capability,
};
use std::collections::BTreeMap;

/// The keys that a person has.
///
/// Owner and Administrator always have every one, and nobody can take them away (P187, P191); else the keys of all team roles, and a
/// member's own, add up (P186, M90); nobody else has any (P188). As long as no team role is set up, the old admin and mod roles count (P200).
pub fn keys(config: &GuildConfig, person: &Person) -> Keys {
    if person.owner || person.permissions.contains(Permissions::ADMINISTRATOR) {
        return Keys::all();
    }
    let (settings, mut keys) = (&config.settings, Keys::default());
    let holds = |role: &RoleId| person.roles.contains(role);
    settings.team.iter().filter(|team| holds(&team.role)).for_each(|team| keys.extend(&team.keys));
    settings.members.iter().filter(|one| one.user == person.user).for_each(|one| keys.extend(&one.keys));
    if settings.team.is_empty() {
        if settings.mod_roles.iter().any(holds) {
            keys.extend(&Capability::Handle.into());
        }
        if settings.admin_roles.iter().any(holds) {
            keys.extend(&Keys::all());
        }
    }
    keys
}

/// Whether the person has a key.
pub fn has(config: &GuildConfig, person: &Person, key: Key) -> bool {
    keys(config, person).has(key)
}

/// How much the person may do with every ticket.
pub fn capability(config: &GuildConfig, person: &Person) -> Option<Capability> {
    let keys = keys(config, person);
    [
        (Key::TicketsEdit, Capability::Edit),
        (Key::TicketsHandle, Capability::Handle),
        (Key::TicketsView, Capability::View),
    ]
    .into_iter()
    .find_map(|(key, may)| keys.has(key).then_some(may))
}

/// Whether the person may configure tickets: panels, types, Auto-Assist (P145, P192).
pub fn may_configure(config: &GuildConfig, person: &Person) -> bool {
    has(config, person, Key::TicketsEdit)
}

/// Whether the person may make a configuration of another one: each part is for those who may edit it, and keys are given and taken by
/// those who have them.
///
/// # Errors
/// [`Refusal::ConfigureOnly`], [`Refusal::KeysNotYours`].
pub fn may_change(before: &GuildConfig, after: &GuildConfig, person: &Person) -> Result<(), Refusal> {
    let own = keys(before, person);
    if ![Key::TicketsEdit, Key::ResourcesEdit, Key::SettingsEdit, Key::TeamEdit]
        .iter()
        .any(|key| own.has(*key))
    {
        return Err(Refusal::ConfigureOnly);
    }
    let rest = |config: &GuildConfig| Settings {
        team: Vec::new(),
        members: Vec::new(),
        admin_roles: Vec::new(),
        mod_roles: Vec::new(),
        blocked: Vec::new(),
        assist: Switch::default(),
        ..config.settings.clone()
    };
    let tickets = |config: &GuildConfig| {
        let GuildConfig { types, panels, policies, .. } = config.clone();
        (types, panels, policies, config.settings.assist)
    };
    let resources = |config: &GuildConfig| {
        let GuildConfig { tags, canned, custom_commands, macros, .. } = config.clone();
        (tags, canned, custom_commands, macros)
    };
    let team = |config: &GuildConfig| {
        let Settings { team, members, admin_roles, mod_roles, blocked, .. } = config.settings.clone();
        (team, members, admin_roles, mod_roles, blocked)
    };
    for (changed, key) in [
        (tickets(before) != tickets(after), Key::TicketsEdit),
        (resources(before) != resources(after), Key::ResourcesEdit),
        (rest(before) != rest(after), Key::SettingsEdit),
        (team(before) != team(after), Key::TeamEdit),
    ] {
        if changed && !own.has(key) {
            return Err(Refusal::ConfigureOnly);
        }
    }
    if own == Keys::all() || keys_moved(before, after).iter().all(|key| own.has(key)) {
        Ok(())
    } else {
        Err(Refusal::KeysNotYours)
    }
}

/// The keys that somebody is given or loses.
fn keys_moved(before: &GuildConfig, after: &GuildConfig) -> Keys {
    fn of<Id: Ord + Copy>(list: impl Iterator<Item = (Id, Keys)>) -> BTreeMap<Id, Keys> {
        list.collect()
    }
    fn differ<Id: Ord + Copy>(moved: &mut Keys, one: &BTreeMap<Id, Keys>, other: &BTreeMap<Id, Keys>) {
        let nothing = Keys::default();
        for id in one.keys().chain(other.keys()) {
            let (one, other) = (one.get(id).unwrap_or(&nothing), other.get(id).unwrap_or(&nothing));
            moved.extend(&one.differing(other));
        }
    }
    let roles =
        |config: &GuildConfig| of(config.settings.team.iter().map(|team| (team.role, team.keys.clone())));
    let members =
        |config: &GuildConfig| of(config.settings.members.iter().map(|one| (one.user, one.keys.clone())));
    let mut moved = Keys::default();
    differ(&mut moved, &roles(before), &roles(after));
    differ(&mut moved, &members(before), &members(after));
    let old = |config: &GuildConfig| {
        let Settings { team, admin_roles, mod_roles, .. } = &config.settings;
        // The first team role takes what the old ones gave.
        if team.is_empty() { (admin_roles.clone(), mod_roles.clone()) } else { Default::default() }
    };
    let ((admins, mods), (admins_after, mods_after)) = (old(before), old(after));
    if admins != admins_after {
        moved.extend(&Keys::all());
    }
    if mods != mods_after {
        moved.extend(&Capability::Handle.into());
    }
    moved
}

/// The roles whose holders act as staff on every ticket by the team's keys.
pub fn handling_roles(config: &GuildConfig) -> Vec<RoleId> {
    let Settings { team, admin_roles, mod_roles, .. } = &config.settings;
    if team.is_empty() {
        return admin_roles.iter().chain(mod_roles).copied().collect();
    }
    team.iter().filter(|team| team.keys.has(Key::TicketsHandle)).map(|team| team.role).collect()
}

/// The members who act as staff on every ticket by keys of their own.
pub fn handling_members(config: &GuildConfig) -> impl Iterator<Item = UserId> {
    let handle = |one: &&crate::settings::TeamMember| one.keys.has(Key::TicketsHandle);
    config.settings.members.iter().filter(handle).map(|one| one.user)
}

/// Whether the person is staff for tickets of this type: any one path suffices (P147-P153).
///
/// Owner, Administrator or `tickets.edit`; the handle capability; Discord's Manage Channels; a staff role or handler of this type.
pub fn is_staff(config: &GuildConfig, ticket_type: &TicketType, person: &Person) -> bool {
    !person.bot
        && (capability(config, person) >= Some(Capability::Handle)
            || person.permissions.contains(Permissions::MANAGE_CHANNELS)
            || person.roles.iter().any(|role| ticket_type.staff_roles.contains(role))
            || ticket_type.handlers.contains(&person.user))
}

/// Whether the person may see tickets of this type on the dashboard: staff, or the view capability (P144).
pub fn may_view(config: &GuildConfig, ticket_type: &TicketType, person: &Person) -> bool {
    capability(config, person).is_some() || is_staff(config, ticket_type, person)
}

/// Whether the person sees the staff dashboard at all: a capability, or staff for at least one type (M36).
pub fn may_enter(config: &GuildConfig, person: &Person) -> bool {
    capability(config, person).is_some()
        || config.types.iter().any(|ticket_type| is_staff(config, ticket_type, person))
}

/// Whether the person is staff of this type by what they are in Discord or at the type, whatever keys they have.
fn works(ticket_type: &TicketType, person: &Person) -> bool {
    !person.bot
        && (person.permissions.contains(Permissions::MANAGE_CHANNELS)
            || person.roles.iter().any(|role| ticket_type.staff_roles.contains(role))
            || ticket_type.handlers.contains(&person.user))
}

/// Whether the person sees reports: of all tickets by the key, else of the types they work for.
pub fn may_report(config: &GuildConfig, person: &Person) -> bool {
    has(config, person, Key::ReportsView) || config.types.iter().any(|kind| works(kind, person))
}

/// Whether the person may take reports away as files (M91): by the key, or those of the types they work for.
pub fn may_export(config: &GuildConfig, person: &Person) -> bool {
    let keys = keys(config, person);
    keys.has(Key::ReportsExport)
        || !keys.has(Key::ReportsView) && config.types.iter().any(|kind| works(kind, person))
}

/// How much of a conversation a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Public lines only (P123-P126).
    Member,
    /// Everything.
    Staff,
}

/// As what the person may read this ticket; `None` means not at all (M28). A member always reads what they opened (M12).
pub fn audience(config: &GuildConfig, ticket: &Ticket, person: &Person) -> Option<Audience> {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    if may_view(config, &ticket_type, person) {
        Some(Audience::Staff)
    } else if ticket.opener.user == person.user {
        Some(Audience::Member)
    } else {
        None
    }
}

/// Whether the time is over in which the transcript of a closed ticket can be reached by its link (P158, A19). The record itself stays,
/// and opening the ticket again brings the transcript back.
pub fn transcript_is_over(config: &GuildConfig, ticket: &Ticket, now: Timestamp) -> bool {
    ticket.closure().is_some_and(|closure| closure.at.plus_days(config.settings.retention_days) <= now)
}

/// Whether the person may have the whole conversation as a transcript: staff, and the opener where the type says so (P162, P163).
pub fn may_read_transcript(config: &GuildConfig, ticket: &Ticket, person: &Person) -> bool {
    match audience(config, ticket, person) {
        Some(Audience::Staff) => true,
        Some(Audience::Member) => config.type_or_removed(ticket.ticket_type).transcript.for_opener,
        None => false,
    }
}
