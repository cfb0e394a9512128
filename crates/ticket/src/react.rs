//! The only place where consequences live.

use crate::{
    Alarm, Due, Event, GuildConfig, Job, Scheduled, Ticket, Timestamp,
    event::{ANSWERABLE_SECONDS, Origin},
};

/// What follows from an event: jobs that bring Discord in line, alarms that have the ticket judged again.
///
/// `ticket` is the ticket after the event, `seq` the event's place in its log.
pub fn react(ticket: &Ticket, config: &GuildConfig, seq: u32, event: &Event, now: Timestamp) -> Due {
    let key = ticket.key;
    let log = config.settings.mod_log.is_some();
    let mut jobs = Vec::new();
    // The private reply follows the surface as long as it can be changed.
    let answerable = now <= ticket.opened_at.plus_seconds(ANSWERABLE_SECONDS);
    let answer = answerable.then_some(Job::AnswerOpener { ticket: key });
    match event {
        Event::Opened { origin, .. } => {
            jobs.push(Job::SyncSurface { ticket: key });
            if matches!(origin, Origin::Discord { reply: Some(_) }) {
                jobs.push(Job::AnswerOpener { ticket: key });
            }
            if log {
                jobs.push(Job::ModLog { ticket: key, seq });
            }
        }
        Event::SurfaceReady { .. } => {
            jobs.push(Job::Welcome { ticket: key });
            jobs.extend(answer);
        }
        Event::SurfaceFailed { .. } => jobs.extend(answer),
        Event::Claimed { .. } | Event::Unclaimed { .. } => jobs.push(Job::Announce { ticket: key, seq }),
        Event::Assigned { .. } | Event::Unassigned { .. } => {
            jobs.push(Job::SyncSurface { ticket: key });
            jobs.push(Job::Announce { ticket: key, seq });
        }
        Event::Closed { .. } => {
            jobs.push(Job::Announce { ticket: key, seq });
            jobs.push(Job::DmClosed { ticket: key, seq });
            if log {
                jobs.push(Job::ModLog { ticket: key, seq });
            }
        }
        Event::Reopened => {
            jobs.push(Job::SyncSurface { ticket: key });
            jobs.push(Job::Announce { ticket: key, seq });
            if log {
                jobs.push(Job::ModLog { ticket: key, seq });
            }
        }
        Event::Archived => jobs.push(Job::SyncSurface { ticket: key }),
        Event::SurfaceDeleted | Event::WelcomePosted { .. } => {}
    }
    let mut due: Due = jobs.into_iter().map(|job| Scheduled { job, due: now }).collect();
    if let Event::Closed { closure } = event {
        let ring = closure.at.plus_seconds(i64::from(config.settings.close_delay_seconds));
        due.push(Scheduled { job: Job::Wake { ticket: key, alarm: Alarm::Archive }, due: ring });
    }
    due
}
