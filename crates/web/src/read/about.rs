//! What stands around a conversation: who takes part, where, and the facts of its ticket.

use super::moment;
use crate::{actor::InGuild, clock::Clock, error::Problem, prefs::Theme, state::App, view, words::words};
use desk::{
    Loaded,
    ports::{GuildInfo, MemberInfo},
};
use std::collections::HashMap;
use ticket::{By, TicketKey, UserId, say, settings::Locale};
use transcript::{Channel, Conversation, Fact, Id, Person, Role};

/// Speakers named at most.
const MOST_SPEAKERS: u32 = 100;

/// Everything around the lines, in the language of a clock.
pub(crate) async fn about(
    app: &App,
    here: &InGuild,
    loaded: &Loaded,
    clock: Clock,
) -> Result<Conversation, Problem> {
    let l = clock.locale();
    let ticket = &loaded.ticket;
    let guild = &here.guild;
    let users = involved(loaded);
    let known = app.desk.store().members(guild.id, &users).await?;
    let mut people: HashMap<Id, Person> = known.into_iter().map(|member| person(guild, member)).collect();
    people
        .entry(Id(ticket.opener.user.0))
        .or_insert_with(|| Person { name: ticket.opener.name.clone(), ..Person::default() });
    let roles = guild.roles.iter().map(|role| {
        (Id(role.id.0), Role { name: role.name.clone(), color: role.color, position: role.position })
    });
    let channels = guild.channels.iter().map(|(id, name)| (Id(id.0), Channel { name: name.clone() }));
    let channel =
        ticket.surface.channel().and_then(|id| guild.channels.iter().find(|(known, _)| *known == id));
    let prefs = &here.signed.prefs;
    Ok(Conversation {
        title: format!("#{} {}", ticket.key.number, ticket.subject),
        guild_name: guild.name.clone(),
        guild_id: Some(Id(guild.id.0)),
        guild_icon: guild.icon.clone(),
        channel_name: channel.map(|(_, name)| name.clone()).unwrap_or_default(),
        status: Some(view::status(l, ticket).1),
        facts: facts(l, here, loaded),
        participants: users.iter().map(|user| Id(user.0)).filter(|id| people.contains_key(id)).collect(),
        message_count: Some(loaded.activity.messages.into()),
        roles: roles.collect(),
        channels: channels.collect(),
        people,
        zone: Some(prefs.zone.clone()),
        locale: l.tag().to_owned(),
        words: clock.words(words(l)),
        twelve_hour: clock.is_twelve(),
        theme: match prefs.theme {
            Theme::System => transcript::Theme::System,
            Theme::Light => transcript::Theme::Light,
            Theme::Dark => transcript::Theme::Dark,
        },
        ..Conversation::default()
    })
}

fn person(guild: &GuildInfo, member: MemberInfo) -> (Id, Person) {
    let held = guild.roles.iter().filter(|role| role.color != 0 && member.roles.contains(&role.id));
    let color = held.max_by_key(|role| role.position).map(|role| role.color);
    (Id(member.user.0), Person { name: member.name, color, avatar: member.avatar, bot: member.bot })
}

/// Adds who has spoken to those who take part.
pub(crate) async fn speakers(
    app: &App,
    here: &InGuild,
    key: TicketKey,
    conversation: &mut Conversation,
) -> Result<(), Problem> {
    let spoke = app.desk.store().speakers(key, MOST_SPEAKERS).await?;
    let known = app.desk.store().members(here.guild.id, &spoke).await?;
    conversation.people.extend(known.into_iter().map(|member| person(&here.guild, member)));
    for id in spoke.into_iter().map(|user| Id(user.0)) {
        let person = conversation.people.get(&id).filter(|person| !person.bot);
        if person.is_some() && !conversation.participants.contains(&id) {
            conversation.participants.push(id);
        }
    }
    Ok(())
}

/// Opener, claimer, case worker, who closed; each once.
fn involved(loaded: &Loaded) -> Vec<UserId> {
    let ticket = &loaded.ticket;
    let mut users = vec![ticket.opener.user];
    let closer = ticket.closure().and_then(|closure| closure.by.user());
    let more =
        [ticket.claim.as_ref().map(|claim| claim.by), ticket.assignee, closer, loaded.activity.last_by];
    for user in more.into_iter().flatten() {
        if !users.contains(&user) {
            users.push(user);
        }
    }
    users
}

fn facts(l: Locale, here: &InGuild, loaded: &Loaded) -> Vec<Fact> {
    let ticket = &loaded.ticket;
    let person = |label, user: UserId| Fact::Person { label, id: Id(user.0) };
    let mut facts = vec![
        Fact::Text {
            label: say!(l, "web-fact-type"),
            value: here.config.config.type_or_removed(ticket.ticket_type).name.clone(),
        },
        Fact::Time { label: say!(l, "web-fact-opened"), at: moment(ticket.opened_at) },
        person(say!(l, "web-fact-member"), ticket.opener.user),
    ];
    if let Some(claim) = &ticket.claim {
        facts.push(Fact::Text { label: say!(l, "web-fact-claimer"), value: claim.name.clone() });
    }
    if let Some(closure) = ticket.closure() {
        facts.push(Fact::Time { label: say!(l, "web-fact-closed"), at: moment(closure.at) });
        let by = if let By::Person { name, .. } = &closure.by { Some(name.clone()) } else { None };
        let by = by.or_else(|| view::automatic(l, closure.kind)).unwrap_or_default();
        facts.push(Fact::Text { label: say!(l, "web-fact-closed-by"), value: by });
        if let Some(reason) = &closure.reason {
            facts.push(Fact::Text { label: say!(l, "web-fact-reason"), value: reason.clone() });
        }
    }
    facts
}
