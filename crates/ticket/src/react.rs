//! The only place where consequences live.

use crate::{Alarm, Due, Event, GuildConfig, Job, Scheduled, Ticket, Timestamp, event::Origin};

/// What follows from an event: jobs that bring Discord in line, alarms that have the ticket judged again.
///
/// `ticket` is the ticket after the event, `seq` the event's place in its log.
pub fn react(ticket: &Ticket, config: &GuildConfig, seq: u32, event: &Event, now: Timestamp) -> Due {
    let key = ticket.key;
    let log = config.settings.mod_log.is_some();
    let mut jobs = Vec::new();
    match event {
        Event::Opened { origin, .. } => {
            jobs.push(Job::SyncSurface { ticket: key });
            if let Origin::Discord { reply: Some(reply) } = origin {
                jobs.push(Job::AnswerOpener { ticket: key, reply: reply.clone() });
            }
            if log {
                jobs.push(Job::ModLog { ticket: key, seq });
            }
        }
        Event::SurfaceReady { .. } => jobs.push(Job::Welcome { ticket: key }),
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
        Event::SurfaceFailed { .. } | Event::SurfaceDeleted | Event::WelcomePosted { .. } => {}
    }
    let mut due: Due = jobs.into_iter().map(|job| Scheduled { job, due: now }).collect();
    if let Event::Closed { closure } = event {
        let ring = closure.at.plus_seconds(i64::from(config.settings.close_delay_seconds));
        due.push(Scheduled { job: Job::Wake { ticket: key, alarm: Alarm::Archive }, due: ring });
    }
    due
}
