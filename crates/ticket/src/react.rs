//! The only place where consequences live.

use crate::{
    Alarm, Due, Event, GuildConfig, Job, MessageId, Scheduled, Surface, Ticket, Timestamp, Whom, assign,
    event::{ANSWERABLE_SECONDS, Origin},
    idle, sample,
    sla::{Act, Void},
};

/// What follows from an event: jobs that bring Discord in line, alarms that have the ticket judged again.
///
/// `ticket` is the ticket after the event, `seq` the event's place in its log. Of a sample nothing follows outside.
pub fn react(ticket: &Ticket, config: &GuildConfig, seq: u32, event: &Event, now: Timestamp) -> Due {
    sample::kept_in(ticket, all(ticket, config, seq, event, now))
}

fn all(ticket: &Ticket, config: &GuildConfig, seq: u32, event: &Event, now: Timestamp) -> Due {
    let key = ticket.key;
    let at = |job, due| Scheduled { job, due };
    let wake = |alarm| Job::Wake { ticket: key, alarm };
    let announce = Job::Announce { ticket: key, seq };
    let sync = Job::SyncSurface { ticket: key };
    let mut jobs = Vec::new();
    let mut due: Due = Vec::new();
    // The private reply follows the surface as long as it can be changed.
    let answerable = now <= ticket.opened_at.plus_seconds(ANSWERABLE_SECONDS);
    let answer = answerable.then_some(Job::AnswerOpener { ticket: key });
    match event {
        Event::Opened { origin, .. } => {
            jobs.push(sync);
            jobs.extend(
                ticket.has_files().then_some(Job::CopyFiles { ticket: key, message: MessageId::FORM }),
            );
            if matches!(origin, Origin::Discord { reply: Some(_), .. }) {
                jobs.push(Job::AnswerOpener { ticket: key });
            }
            due.push(at(wake(Alarm::Idle), first_look(ticket, config)));
        }
        Event::SurfaceReady { .. } => {
            jobs.push(Job::Welcome { ticket: key });
            jobs.extend(answer);
        }
        Event::SurfaceFailed { .. } => jobs.extend(answer),
        // Who claims on the web is not in the thread yet, or not in the one that is being made; of a channel it changes nothing.
        Event::Claimed { .. } if !matches!(ticket.surface, Surface::Channel { .. }) => {
            jobs.extend([sync, announce]);
        }
        Event::Claimed { .. } | Event::CloseRequested { .. } | Event::CloseDeclined => jobs.push(announce),
        Event::Assigned { .. } | Event::UserAdded { .. } => jobs.extend([sync, announce]),
        // Nobody has to come for these, and members do not read of them in the ticket's channel (P125).
        Event::Unassigned { .. } | Event::UserRemoved { .. } => jobs.push(sync),
        Event::Moved { .. } => jobs.extend([sync, announce, wake(Alarm::Idle)]),
        Event::Snoozed { snooze } => {
            due.extend(snooze.until.map(|until| at(wake(Alarm::Snooze), until)));
        }
        // Who wakes it themselves need not be told; who that is the job finds in the log.
        Event::Woke { .. } => {
            jobs.extend([wake(Alarm::Idle), Job::SlaNotice { ticket: key, seq, whom: Whom::Snoozer }]);
        }
        Event::Renamed { .. } => jobs.push(sync),
        Event::SlaWarned { .. } | Event::SlaBroken { .. } => {
            let handled = ticket.claim.is_some() || ticket.assignee.is_some();
            let handler = handled.then_some(Whom::Handler);
            let channel = config.settings.sla_channel.map(|_| Whom::Channel);
            let told = handler.into_iter().chain(channel);
            jobs.extend(told.map(|whom| Job::SlaNotice { ticket: key, seq, whom }));
        }
        Event::SlaStep { step, .. } => {
            let handled = ticket.claim.is_some() || ticket.assignee.is_some();
            let whom = match step.act {
                Act::Ping { .. } => Some(Whom::Role),
                Act::TellHandler => handled.then_some(Whom::Handler),
                Act::RaisePriority
                | Act::BackToQueue
                | Act::MoveTo { .. }
                | Act::AssignOnCall
                | Act::CallWebhook => None,
            };
            jobs.extend(whom.map(|whom| Job::SlaNotice { ticket: key, seq, whom }));
        }
        Event::SlaStepVoid { why: Void::TypeGone, .. } => {
            jobs.push(Job::SlaNotice { ticket: key, seq, whom: Whom::Health });
        }
        Event::ClaimWarned { .. } => {
            jobs.push(Job::SlaNotice { ticket: key, seq, whom: Whom::Handler });
        }
        Event::PriorityChanged { .. } if in_name(ticket, config) => jobs.push(sync),
        Event::Closed { closure } => {
            jobs.extend([announce, Job::DmClosed { ticket: key, seq }]);
            let delay = i64::from(config.settings.close_delay_seconds);
            due.push(at(wake(Alarm::Archive), closure.at.plus_seconds(delay)));
            let ticket_type = config.type_or_removed(ticket.ticket_type);
            let removal = ticket_type.removal_at(closure, &config.settings);
            due.extend(removal.map(|removal| at(wake(Alarm::Expire), removal)));
        }
        Event::Reopened { .. } => {
            jobs.extend([sync, announce]);
            due.push(at(wake(Alarm::Idle), first_look(ticket, config)));
        }
        Event::IdleWarned { .. } => jobs.push(Job::WarnIdle { ticket: key, seq }),
        Event::IdleTold { .. } | Event::Unpinned => jobs.push(wake(Alarm::Idle)),
        Event::Assisted { .. } => jobs.push(announce),
        // From here on nobody writes there: the last look for what was not heard, so that the transcript is whole.
        Event::Archived => {
            let there = ticket.surface.channel().is_some();
            jobs.extend(
                [sync].into_iter().chain(there.then_some(Job::Backfill { ticket: key, after: None })),
            );
        }
        Event::Expired => jobs.push(sync),
        Event::Unclaimed { .. }
        | Event::PriorityChanged { .. }
        | Event::Pinned
        | Event::ClaimLapsed { .. }
        | Event::SlaChanged { .. }
        | Event::SlaStepVoid { why: Void::NobodyOnCall, .. }
        | Event::SlaRecomputed { .. }
        | Event::Paused { .. }
        | Event::Resumed { .. }
        | Event::NoReplyNeeded { .. }
        | Event::ReplyNeeded { .. }
        | Event::Noted { .. }
        | Event::AssistHelped
        | Event::Tagged { .. }
        | Event::Untagged { .. }
        | Event::Rated { .. }
        | Event::SurfaceDeleted => {}
        Event::SurfaceRemoved => jobs.extend(ticket.is_open().then_some(sync)),
        // What was said on the web while there was no channel comes under the welcome.
        Event::WelcomePosted { .. } => {
            jobs.extend(ticket.has_files().then_some(Job::ShowFiles { ticket: key }));
            jobs.push(Job::Relay { ticket: key });
        }
    }
    if frees_or_waits(ticket, config, event) {
        jobs.push(Job::Pull { guild: key.guild });
    }
    if ticket.past.promise.is_some() && moves_clocks(event) {
        jobs.push(wake(Alarm::Sla));
    }
    if claim_counts(ticket, config, event) {
        jobs.push(wake(Alarm::Claim));
    }
    if !config.settings.log_channels(event).is_empty() {
        jobs.push(Job::ModLog { ticket: key, seq });
    }
    due.extend(jobs.into_iter().map(|job| at(job, now)));
    due
}

/// Whether somebody may have room again, or a ticket has to wait for somebody; only where there are limits to wait for.
fn frees_or_waits(ticket: &Ticket, config: &GuildConfig, event: &Event) -> bool {
    let free = ticket.assignee.is_none() && ticket.claim.is_none();
    let waits = ticket.is_open() && ticket.snoozed.is_none() && free;
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    match event {
        Event::Closed { .. }
        | Event::Unassigned { .. }
        | Event::Assigned { .. }
        | Event::Moved { .. }
        | Event::NoReplyNeeded { .. }
        | Event::Snoozed { .. } => !config.settings.availability.is_empty(),
        Event::Opened { .. } | Event::Reopened { .. } | Event::Unclaimed { .. } | Event::Woke { .. } => {
            waits && assign::may_wait(&ticket_type, &config.settings)
        }
        _ => false,
    }
}

/// Whether it is to be looked when who claimed must have answered.
fn claim_counts(ticket: &Ticket, config: &GuildConfig, event: &Event) -> bool {
    let moves = matches!(
        event,
        Event::Claimed { .. }
            | Event::ClaimWarned { .. }
            | Event::Resumed { .. }
            | Event::ReplyNeeded { .. }
            | Event::Woke { .. }
            | Event::Reopened { .. }
            | Event::Moved { .. }
    );
    moves && ticket.claim.is_some() && config.type_or_removed(ticket.ticket_type).claim_lapse.is_some()
}

/// Whether response clocks are due at other times after the event.
fn moves_clocks(event: &Event) -> bool {
    matches!(
        event,
        Event::Opened { .. }
            | Event::Paused { .. }
            | Event::Resumed { .. }
            | Event::ReplyNeeded { .. }
            | Event::Snoozed { .. }
            | Event::Woke { .. }
            | Event::Reopened { .. }
            | Event::PriorityChanged { .. }
            | Event::SlaChanged { .. }
            | Event::SlaWarned { .. }
            | Event::SlaBroken { .. }
            | Event::SlaStep { .. }
            | Event::Assisted { .. }
    )
}

/// When a ticket that was just opened may first be idle for too long.
fn first_look(ticket: &Ticket, config: &GuildConfig) -> Timestamp {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    idle::warn_at(&ticket_type.auto_close, ticket.open_since())
}

/// Whether the name of the channel or thread shows the priority.
fn in_name(ticket: &Ticket, config: &GuildConfig) -> bool {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    !ticket.is_renamed() && ticket_type.naming.as_ref().is_some_and(|naming| naming.contains("{priority}"))
}
