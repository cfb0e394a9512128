//! What staff change about a ticket, in the pane beside the conversation.

use super::rest::{Offered, offered, until};
use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Mark, priority, status},
};
use desk::{
    Loaded,
    ports::{Filter, Order, Show},
};
use ticket::{Event, Priority, RoleId, TypeId, UserId, access, settings::PauseRight, sla::Foresight, text};

/// Earlier tickets of the member that are shown.
const EARLIER: usize = 5;

/// One of several values.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) class: &'static str,
    pub(crate) current: bool,
    /// What choosing it would make overdue at once; empty if nothing.
    pub(crate) overdue: String,
}

/// A tag with its colour, `#rrggbb`.
pub(crate) struct TagView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) color: String,
    /// What putting it on, or taking it off, would make overdue at once; empty if nothing.
    pub(crate) overdue: String,
}

/// Another ticket of the same member.
pub(crate) struct Earlier {
    pub(crate) href: String,
    pub(crate) number: u32,
    pub(crate) subject: String,
    pub(crate) status: (&'static str, String),
}

/// What can be changed, as it is now.
pub(crate) struct Props {
    /// Whether this person may change it now.
    pub(crate) may: bool,
    pub(crate) assignee: Option<(String, Mark)>,
    /// The reader, where they may have it assigned to themselves by a key.
    pub(crate) to_me: Option<String>,
    pub(crate) priority: (&'static str, String),
    pub(crate) priorities: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) tags: Vec<TagView>,
    pub(crate) more_tags: Vec<TagView>,
    pub(crate) people: Vec<(String, String)>,
    /// Who opened it, and where to look who that is.
    pub(crate) member: (String, String),
    pub(crate) pinned: bool,
    pub(crate) paused: Option<String>,
    pub(crate) may_pause: bool,
    /// Who snoozed it, and until when.
    pub(crate) snoozed: Option<(String, String)>,
    /// Times until which it could be.
    pub(crate) times: Vec<Offered>,
    pub(crate) earlier: Vec<Earlier>,
}

/// `#rrggbb`; quiet where no colour was chosen.
pub(crate) fn hex(color: Option<u32>) -> String {
    format!("#{:06x}", color.unwrap_or(0x8a_8580) & 0xff_ffff)
}

pub(crate) async fn props(app: &App, here: &InGuild, loaded: &Loaded) -> Result<Props, Problem> {
    let (l, ticket, config) = (here.signed.prefs.locale, &loaded.ticket, &here.config.config);
    let staff = here.is_staff(loaded);
    let users: Vec<UserId> = ticket.assignee.into_iter().chain(ticket.added.iter().copied()).collect();
    let known = app.desk.store().members(here.guild.id, &users).await?;
    let name = |user: UserId| {
        let found = known.iter().find(|member| member.user == user);
        found.map_or_else(|| user.to_string(), |member| member.name.clone())
    };
    let may = staff && ticket.is_open();
    let foresight = may.then(|| Foresight::of(ticket, &loaded.activity.talk, config, app.now()));
    let at_once = |event: Event| {
        let found = foresight.as_ref().and_then(|ahead| ahead.at_once(event));
        found.map(|one| text::at_once(l, one)).unwrap_or_default()
    };
    let tag = |tag: &ticket::canned::Tag| {
        let (id, name) = (tag.id, tag.name.clone());
        let has = ticket.tags.contains(&id);
        let overdue =
            at_once(if has { Event::Untagged { tag: id, name } } else { Event::Tagged { tag: id, name } });
        TagView { id: id.to_string(), name: tag.name.clone(), color: hex(tag.color), overdue }
    };
    let choice = |to: Priority| {
        let (class, label) = priority(l, to);
        let (from, current) = (ticket.priority, to == ticket.priority);
        let overdue = at_once(Event::PriorityChanged { from, to });
        Choice { value: class.to_owned(), label, class, current, overdue }
    };
    let moved = |to: TypeId| {
        at_once(Event::Moved { from: ticket.ticket_type, to, assignee: ticket.assignee, released: false })
    };
    let kinds = config.types.iter().filter(|kind| kind.active || kind.id == ticket.ticket_type);
    let may_pause = match config.settings.pause_by {
        PauseRight::Nobody => false,
        PauseRight::Editors => here.may_configure(),
        PauseRight::Staff => true,
    };
    Ok(Props {
        may,
        to_me: (staff && ticket.is_open() && ticket.assignee != Some(here.person.user))
            .then(|| here.person.user.to_string()),
        assignee: ticket.assignee.map(|user| {
            let name = name(user);
            let mark = Mark::of(&name, user.0);
            (name, mark)
        }),
        priority: priority(l, ticket.priority),
        priorities: [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low].map(choice).into(),
        kinds: kinds
            .map(|kind| Choice {
                value: kind.id.to_string(),
                label: format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name),
                class: "",
                current: kind.id == ticket.ticket_type,
                overdue: moved(kind.id),
            })
            .collect(),
        tags: ticket.tags.iter().filter_map(|id| config.tag(*id)).map(&tag).collect(),
        more_tags: config.tags.iter().filter(|one| !ticket.tags.contains(&one.id)).map(&tag).collect(),
        people: ticket.added.iter().map(|user| (user.to_string(), name(*user))).collect(),
        member: (
            ticket.opener.name.clone(),
            format!("/g/{}/members/{}", ticket.key.guild, ticket.opener.user),
        ),
        pinned: ticket.pinned,
        paused: ticket.paused.as_ref().map(|pause| format!("{}: {}", pause.name, pause.reason)),
        may_pause,
        snoozed: ticket.snoozed.as_ref().map(|snooze| snooze.name.clone()).zip(until(
            here,
            ticket,
            app.now(),
        )),
        times: offered(here, app.now()),
        earlier: earlier(app, here, loaded).await?,
    })
}

/// Other tickets of the member, as far as the reader may see them.
async fn earlier(app: &App, here: &InGuild, loaded: &Loaded) -> Result<Vec<Earlier>, Problem> {
    let l = here.signed.prefs.locale;
    let filter = Filter {
        opener: Some(loaded.ticket.opener.user),
        types: here.types_seen(),
        show: Show::All,
        order: Order::Newest,
        ..Filter::default()
    };
    let rows = app.desk.store().list(here.guild.id, &filter, None, EARLIER as u32 + 1).await?;
    let others = rows.into_iter().map(|row| row.ticket).filter(|one| one.key != loaded.ticket.key);
    let view = |one: ticket::Ticket| Earlier {
        href: format!("/g/{}/tickets/{}", one.key.guild, one.key.number),
        number: one.key.number,
        status: status(l, &one),
        subject: one.subject,
    };
    Ok(others.take(EARLIER).map(view).collect())
}

/// The roles that make somebody staff for a ticket's type.
pub(crate) fn staff_roles(here: &InGuild, loaded: &Loaded) -> Vec<RoleId> {
    let config = &here.config.config;
    let kind = config.type_or_removed(loaded.ticket.ticket_type);
    let mut roles = kind.staff_roles.clone();
    roles.extend(access::handling_roles(config));
    let strong = ticket::Permissions::ADMINISTRATOR | ticket::Permissions::MANAGE_CHANNELS;
    let by_permission = here.guild.roles.iter().filter(|role| role.permissions.0 & strong.0 != 0);
    roles.extend(by_permission.map(|role| role.id).filter(|role| role.0 != here.guild.id.0));
    roles.sort();
    roles.dedup();
    roles
}

/// Whether somebody could be the case worker.
pub(crate) fn could_handle(here: &InGuild, loaded: &Loaded, person: &ticket::Person) -> bool {
    let config = &here.config.config;
    access::is_staff(config, &config.type_or_removed(loaded.ticket.ticket_type), person)
}
