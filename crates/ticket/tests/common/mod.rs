//! A small guild with one of each kind of person.
#![allow(dead_code, missing_docs, reason = "each test file uses its part")]

use ticket::{
    canned::Tag,
    settings::{Capability, TeamRole},
    sla::Side,
    state::Opener,
    *,
};

pub const GUILD: GuildId = GuildId(1);
pub const KEY: TicketKey = TicketKey { guild: GUILD, number: 7 };
pub const BILLING: TypeId = TypeId(1);
pub const OTHER: TypeId = TypeId(2);
pub const BILLING_ROLE: RoleId = RoleId(11);
pub const OTHER_ROLE: RoleId = RoleId(12);
pub const VIEW_ROLE: RoleId = RoleId(13);
pub const HANDLE_ROLE: RoleId = RoleId(14);
pub const EDIT_ROLE: RoleId = RoleId(15);
pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

pub fn config() -> GuildConfig {
    let mut billing = TicketType::new(BILLING, "Billing");
    billing.staff_roles = vec![BILLING_ROLE];
    billing.handlers = vec![UserId(50)];
    let mut other = TicketType::new(OTHER, "Other");
    other.staff_roles = vec![OTHER_ROLE];
    let team =
        [(VIEW_ROLE, Capability::View), (HANDLE_ROLE, Capability::Handle), (EDIT_ROLE, Capability::Edit)];
    let team = team.map(|(role, may)| TeamRole::of(role, may)).to_vec();
    GuildConfig {
        settings: Settings { enabled: true, team, ..Settings::default() },
        types: vec![billing, other],
        tags: vec![Tag { id: TagId(1), name: "refund".to_owned(), color: None }],
        ..GuildConfig::default()
    }
}

pub fn person(id: u64, name: &str) -> Person {
    let (user, name) = (UserId(id), name.to_owned());
    Person { user, name, roles: Vec::new(), permissions: Permissions::NONE, owner: false, bot: false }
}

pub fn with_role(id: u64, name: &str, role: RoleId) -> Person {
    Person { roles: vec![role], ..person(id, name) }
}

/// Everyone who could act, by what makes them who they are.
pub fn people() -> Vec<(&'static str, Actor)> {
    let allowed = |id, name, permissions| Person { permissions, ..person(id, name) };
    vec![
        ("opener", Actor::Person(person(2, "Mia"))),
        ("stranger", Actor::Person(person(3, "Noa"))),
        ("type role", Actor::Person(with_role(20, "Beth", BILLING_ROLE))),
        ("other type's role", Actor::Person(with_role(21, "Omar", OTHER_ROLE))),
        ("handler", Actor::Person(person(50, "Hana"))),
        ("team: view", Actor::Person(with_role(22, "Vera", VIEW_ROLE))),
        ("team: handle", Actor::Person(with_role(23, "Hugo", HANDLE_ROLE))),
        ("team: edit", Actor::Person(with_role(24, "Edda", EDIT_ROLE))),
        ("Manage Channels", Actor::Person(allowed(25, "Chan", Permissions::MANAGE_CHANNELS))),
        ("Administrator", Actor::Person(allowed(26, "Ada", Permissions::ADMINISTRATOR))),
        ("owner", Actor::Person(Person { owner: true, ..person(27, "Olga") })),
        ("bot with role", Actor::Person(Person { bot: true, ..with_role(28, "Robo", BILLING_ROLE) })),
        ("Guildhall", Actor::System),
    ]
}

pub fn ticket() -> Ticket {
    let opener = Opener { user: UserId(2), name: "Mia".to_owned() };
    let ticket = Ticket::new(KEY, BILLING, opener, NOW, "Refund");
    Ticket { surface: Surface::Channel { channel: ChannelId(70), welcome: None }, ..ticket }
}

/// Judges a command at [`NOW`], in a ticket in which nothing was said.
pub fn judge_in(
    ticket: &Ticket,
    command: &Command,
    actor: &Actor,
    config: &GuildConfig,
) -> Result<Vec<Event>, Refusal> {
    judge_after(ticket, &nothing_said(), command, actor, config)
}

/// The same after what was said.
pub fn judge_after(
    ticket: &Ticket,
    activity: &Activity,
    command: &Command,
    actor: &Actor,
    config: &GuildConfig,
) -> Result<Vec<Event>, Refusal> {
    let given = Given { config, activity, loads: &std::collections::BTreeMap::new(), now: NOW };
    decide(ticket, command, actor, &given)
}

/// Nothing was said.
pub fn nothing_said() -> Activity {
    Activity { last_at: NOW, ..Activity::default() }
}

/// The member asked, Beth answered, the member wrote again.
pub fn asked_again() -> Activity {
    let mut activity = nothing_said();
    let at = |before: i64| Timestamp(NOW.0 - before);
    activity.talk.hear(at(30), Side::Member, UserId(2), None);
    activity.talk.hear(at(20), Side::Staff, UserId(20), None);
    activity.talk.hear(at(10), Side::Member, UserId(2), None);
    activity.last_at = at(10);
    activity.last_by = Some(UserId(2));
    activity.first_reply = Some((at(20), UserId(20)));
    activity
}

pub fn claimed_by(id: u64, name: &str) -> Ticket {
    Ticket { claim: Some(Claim { by: UserId(id), name: name.to_owned(), at: NOW }), ..ticket() }
}

pub fn closed(archived: bool) -> Ticket {
    let by = By::Person { user: UserId(20), name: "Beth".to_owned() };
    let closure = Closure {
        by,
        at: NOW,
        kind: CloseKind::Manual,
        reason: None,
        archived,
        expired: false,
        unasked: false,
        rating: None,
    };
    Ticket { state: State::Closed(closure), ..ticket() }
}

/// A ticket of the type for billing that somebody opens there, with nothing filled in.
pub fn opened_by(config: &GuildConfig, person: &Person, origin: event::Origin) -> Ticket {
    let request = open::Request {
        files: Vec::new(),
        ticket_type: BILLING,
        answers: Vec::new(),
        subject: None,
        on_behalf: None,
        origin,
        at: NOW,
    };
    match open::open(&request, KEY, person, config, &open::Facts::default()).expect("nothing forbids it") {
        Event::Opened { ticket, .. } => *ticket,
        other => panic!("an opening gave {other:?}"),
    }
}
