//! Who may what: decided from the actor's own facts at this moment.

use crate::{GuildConfig, Permissions, Person, Ticket, TicketType, Timestamp, settings::Capability};

/// What a person may do in a guild, whatever the ticket.
///
/// Owner and Administrator always have everything (P187); team roles add up (P186); nobody else has any (P188).
pub fn capability(config: &GuildConfig, person: &Person) -> Option<Capability> {
    if person.owner || person.permissions.contains(Permissions::ADMINISTRATOR) {
        return Some(Capability::Edit);
    }
    config.settings.team.iter().filter(|team| person.roles.contains(&team.role)).map(|team| team.may).max()
}

/// Whether the person may configure the guild (P145).
pub fn may_configure(config: &GuildConfig, person: &Person) -> bool {
    capability(config, person) == Some(Capability::Edit)
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
