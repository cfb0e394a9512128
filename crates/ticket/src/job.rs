//! What is to be done in the outside world: a closed list. A job carries ids, never a copy of state.

mod queue;

pub use queue::{LAST_OF_PEOPLE, WhenTwice};

use crate::{ChannelId, GuildId, MessageId, PanelId, TicketKey, Timestamp, UserId, push::Cause};
use serde::{Deserialize, Serialize};

/// A wake-up call: when it rings the ticket is judged again, and something happens only if it is true then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// The short delay after closing is over (A9).
    Archive,
    /// The time to keep the channel or thread is over (M84).
    Expire,
    /// Nobody wrote for a while (P108, P109).
    Idle,
    /// A promised time is nearly used up, or is (P92).
    Sla,
    /// Somebody claimed and may not have answered (definitions A.3).
    Claim,
    /// A ticket is to wake.
    Snooze,
}

impl Alarm {
    /// Its name in keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Expire => "expire",
            Self::Idle => "idle",
            Self::Sla => "sla",
            Self::Claim => "claim",
            Self::Snooze => "snooze",
        }
    }
}

/// Who of the staff is told of response times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Who has the ticket, by direct message.
    Handler,
    /// Everyone in the channel for it.
    Channel,
    /// The role that a step pings, where the step says.
    Role,
    /// Who snoozed the ticket, by direct message.
    Snoozer,
    /// Those who look after the setup, on the health page: a step cannot do what it is for.
    Health,
}

impl Whom {
    /// Its name in keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::Channel => "channel",
            Self::Role => "role",
            Self::Snoozer => "snoozer",
            Self::Health => "health",
        }
    }
}

/// Work for the runner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Have the ticket judged again.
    Wake {
        /// Which ticket.
        ticket: TicketKey,
        /// What for.
        alarm: Alarm,
    },
    /// Make the channel or thread what it should be.
    SyncSurface {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Post the welcome on top (P19).
    Welcome {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Say in the channel what happened: claim, close, reopen.
    Announce {
        /// Which ticket.
        ticket: TicketKey,
        /// Which of its events.
        seq: u32,
    },
    /// Say in the mod-log what happened (P22).
    ModLog {
        /// Which ticket.
        ticket: TicketKey,
        /// Which of its events.
        seq: u32,
    },
    /// Tell the opener by DM that it was closed (P95).
    DmClosed {
        /// Which ticket.
        ticket: TicketKey,
        /// The closing event.
        seq: u32,
    },
    /// Warn the opener that an idle ticket will be closed (P109); in the ticket, if they take no messages (A6).
    WarnIdle {
        /// Which ticket.
        ticket: TicketKey,
        /// The event that asked for it.
        seq: u32,
    },
    /// Tell staff that a promised time is nearly used up, or is.
    SlaNotice {
        /// Which ticket.
        ticket: TicketKey,
        /// The event that says so.
        seq: u32,
        /// Whom.
        whom: Whom,
    },
    /// Tell somebody by DM that a ticket is not theirs any more, by another's hand.
    TellLoss {
        /// Which ticket.
        ticket: TicketKey,
        /// The last of the events by which they lost it.
        seq: u32,
        /// Whom.
        user: UserId,
    },
    /// Say in the opener's private reply how things stand: being prepared, a link to the ticket, or why there is none.
    AnswerOpener {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Have Auto-Assist look at what a member said (P167).
    Assist {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Copy a message's files to our own storage, for Discord's links expire.
    CopyFiles {
        /// Which ticket.
        ticket: TicketKey,
        /// Which message.
        message: MessageId,
    },
    /// Claim the ticket for who answered it, where the guild has it so and nobody else has it.
    ClaimByAnswer {
        /// Which ticket.
        ticket: TicketKey,
        /// The answer.
        message: MessageId,
    },
    /// Show in the channel the files that came with the form, under the welcome.
    ShowFiles {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Copy faces, emoji and other pictures that the conversation shows, for they change and go.
    CopyPictures {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Copy the guild's icon, for pages show it and ask nobody else.
    CopyIcon {
        /// The guild.
        guild: GuildId,
    },
    /// Fetch what was said while we were not listening.
    Backfill {
        /// Which ticket.
        ticket: TicketKey,
        /// Everything up to this message was heard; what is kept after it may have gaps. Up to the newest that is kept, if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<MessageId>,
    },
    /// Compare who and what should be in a guild with what is there, after nobody listened for a while.
    Compare {
        /// The guild.
        guild: GuildId,
    },
    /// Show in Discord what was said on the web, oldest first: posted, edited, deleted (M79).
    Relay {
        /// Which ticket.
        ticket: TicketKey,
    },
    /// Answer a `?name` that was typed in a ticket (P61).
    Shortcode {
        /// Which ticket.
        ticket: TicketKey,
        /// The message.
        message: MessageId,
    },
    /// Give tickets that wait to handlers who have room, the most urgent first.
    Pull {
        /// The guild.
        guild: GuildId,
    },
    /// The same after a while: some had to wait. A job of its own, so that it is not done at once where the other is under way.
    PullLater {
        /// The guild.
        guild: GuildId,
    },
    /// Have the permission doctor look at a guild (P204).
    Examine {
        /// The guild.
        guild: GuildId,
    },
    /// Go on with computing response times of a guild again.
    Recompute {
        /// The guild.
        guild: GuildId,
    },
    /// Make the figures of a guild anew: its days begin at another time.
    RebuildFigures {
        /// The guild.
        guild: GuildId,
    },
    /// Have Discord know the guild's custom commands as they are now (P212).
    SyncCommands {
        /// The guild.
        guild: GuildId,
    },
    /// Bring an endpoint what waits for it, in order (P223-P228).
    Deliver {
        /// The guild.
        guild: GuildId,
        /// Which endpoint.
        webhook: u32,
    },
    /// Tell a device that somebody switched notifications on for.
    Push {
        /// Which ticket.
        ticket: TicketKey,
        /// Which device.
        device: i64,
        /// What of.
        cause: Cause,
    },
    /// Go on with the evaluation of Auto-Assist that runs in a guild.
    Evaluate {
        /// The guild.
        guild: GuildId,
    },
    /// Go on with an act in bulk, or with taking it back.
    Batch {
        /// The guild.
        guild: GuildId,
        /// Which of its batches.
        batch: u32,
    },
    /// Erase a member whose request was approved.
    Erase {
        /// The guild.
        guild: GuildId,
        /// Which request.
        request: u32,
    },
    /// Go on with putting sample tickets in, or with taking them out: whichever was asked for last.
    Samples {
        /// The guild.
        guild: GuildId,
    },
    /// Post a panel, or bring the posted one up to date (M66, M69).
    PostPanel {
        /// The guild.
        guild: GuildId,
        /// Which panel.
        panel: PanelId,
        /// Where to.
        channel: ChannelId,
    },
}

impl Job {
    /// The kind in one word, for logs and the jobs table.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Wake { .. } => "wake",
            Self::SyncSurface { .. } => "sync_surface",
            Self::Welcome { .. } => "welcome",
            Self::Announce { .. } => "announce",
            Self::ModLog { .. } => "mod_log",
            Self::DmClosed { .. } => "dm_closed",
            Self::WarnIdle { .. } => "warn_idle",
            Self::SlaNotice { .. } => "sla_notice",
            Self::TellLoss { .. } => "tell_loss",
            Self::AnswerOpener { .. } => "answer_opener",
            Self::Assist { .. } => "assist",
            Self::CopyFiles { .. } => "copy_files",
            Self::ShowFiles { .. } => "show_files",
            Self::CopyPictures { .. } => "copy_pictures",
            Self::CopyIcon { .. } => "copy_icon",
            Self::Backfill { .. } => "backfill",
            Self::Relay { .. } => "relay",
            Self::Shortcode { .. } => "shortcode",
            Self::ClaimByAnswer { .. } => "claim_by_answer",
            Self::Compare { .. } => "compare",
            Self::PostPanel { .. } => "post_panel",
            Self::RebuildFigures { .. } => "rebuild_figures",
            Self::Recompute { .. } => "recompute",
            Self::Pull { .. } => "pull",
            Self::PullLater { .. } => "pull_later",
            Self::SyncCommands { .. } => "sync_commands",
            Self::Deliver { .. } => "deliver",
            Self::Push { .. } => "push",
            Self::Evaluate { .. } => "evaluate",
            Self::Batch { .. } => "batch",
            Self::Examine { .. } => "examine",
            Self::Erase { .. } => "erase",
            Self::Samples { .. } => "samples",
        }
    }

    /// Whether it asks Discord or anything else outside, or tells anybody of something: not done for a sample ([`crate::sample`]).
    pub fn leaves_the_house(&self) -> bool {
        match self {
            Self::Wake { alarm, .. } => match alarm {
                // What was not heard is looked for first, and who is idle has to be warned.
                Alarm::Idle => true,
                Alarm::Archive | Alarm::Expire | Alarm::Sla | Alarm::Claim | Alarm::Snooze => false,
            },
            Self::SyncSurface { .. }
            | Self::Welcome { .. }
            | Self::Announce { .. }
            | Self::ModLog { .. }
            | Self::DmClosed { .. }
            | Self::WarnIdle { .. }
            | Self::SlaNotice { .. }
            | Self::TellLoss { .. }
            | Self::AnswerOpener { .. }
            | Self::Assist { .. }
            | Self::CopyFiles { .. }
            // It asks for the roles of who answered.
            | Self::ClaimByAnswer { .. }
            | Self::ShowFiles { .. }
            | Self::CopyPictures { .. }
            | Self::CopyIcon { .. }
            | Self::Backfill { .. }
            | Self::Compare { .. }
            | Self::Relay { .. }
            | Self::Shortcode { .. }
            | Self::Examine { .. }
            | Self::SyncCommands { .. }
            | Self::Deliver { .. }
            | Self::Push { .. }
            | Self::Evaluate { .. }
            | Self::PostPanel { .. } => true,
            Self::Pull { .. }
            | Self::PullLater { .. }
            | Self::Recompute { .. }
            | Self::RebuildFigures { .. }
            | Self::Batch { .. }
            | Self::Samples { .. }
            | Self::Erase { .. } => false,
        }
    }

    /// The ticket it is about, if one.
    pub fn ticket(&self) -> Option<TicketKey> {
        match self {
            Self::Compare { .. }
            | Self::Pull { .. }
            | Self::PullLater { .. }
            | Self::SyncCommands { .. }
            | Self::CopyIcon { .. }
            | Self::RebuildFigures { .. }
            | Self::Recompute { .. }
            | Self::Deliver { .. }
            | Self::Evaluate { .. }
            | Self::Batch { .. }
            | Self::Examine { .. }
            | Self::Erase { .. }
            | Self::Samples { .. }
            | Self::PostPanel { .. } => None,
            Self::Wake { ticket, .. }
            | Self::SyncSurface { ticket }
            | Self::Welcome { ticket }
            | Self::Announce { ticket, .. }
            | Self::ModLog { ticket, .. }
            | Self::DmClosed { ticket, .. }
            | Self::WarnIdle { ticket, .. }
            | Self::SlaNotice { ticket, .. }
            | Self::TellLoss { ticket, .. }
            | Self::Push { ticket, .. }
            | Self::AnswerOpener { ticket }
            | Self::Assist { ticket }
            | Self::CopyFiles { ticket, .. }
            | Self::CopyPictures { ticket }
            | Self::ShowFiles { ticket }
            | Self::Shortcode { ticket, .. }
            | Self::ClaimByAnswer { ticket, .. }
            | Self::Backfill { ticket, .. }
            | Self::Relay { ticket } => Some(*ticket),
        }
    }

    /// The guild it is for.
    pub fn guild(&self) -> GuildId {
        match self {
            Self::Compare { guild }
            | Self::Pull { guild }
            | Self::PullLater { guild }
            | Self::SyncCommands { guild }
            | Self::CopyIcon { guild }
            | Self::RebuildFigures { guild }
            | Self::Recompute { guild }
            | Self::Deliver { guild, .. }
            | Self::Evaluate { guild }
            | Self::Batch { guild, .. }
            | Self::Examine { guild }
            | Self::Erase { guild, .. }
            | Self::Samples { guild }
            | Self::PostPanel { guild, .. } => *guild,
            other => other.ticket().map_or(GuildId(0), |ticket| ticket.guild),
        }
    }
}

/// A job with the time from which it may run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// The work.
    pub job: Job,
    /// Not before.
    pub due: Timestamp,
}

/// What [`crate::react()`] asks for.
pub type Due = Vec<Scheduled>;
