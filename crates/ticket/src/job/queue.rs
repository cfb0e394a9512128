//! How jobs queue: which are one piece of work, what runs one after the other, and what goes first.

use super::Job;
use crate::MessageId;

/// The last rank of work that somebody waits for.
pub const LAST_OF_PEOPLE: i16 = 1;

/// When two requests for the same work meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenTwice {
    /// The earlier due time stands.
    Sooner,
    /// The newer due time stands: alarms are set anew.
    Replace,
}

impl Job {
    /// Requests with the same key are one piece of work.
    pub fn key(&self) -> String {
        match self {
            Self::Wake { ticket, alarm } => format!("wake-{}:{ticket}", alarm.word()),
            Self::Announce { ticket, seq }
            | Self::ModLog { ticket, seq }
            | Self::WarnIdle { ticket, seq }
            | Self::DmClosed { ticket, seq } => {
                format!("{}:{ticket}:{seq}", self.kind())
            }
            Self::CopyFiles { ticket, message }
            | Self::Shortcode { ticket, message }
            | Self::ClaimByAnswer { ticket, message } => {
                format!("{}:{ticket}:{message}", self.kind())
            }
            Self::SlaNotice { ticket, seq, whom } => format!("sla_notice:{ticket}:{seq}:{}", whom.word()),
            Self::TellLoss { ticket, seq, user } => format!("tell_loss:{ticket}:{seq}:{user}"),
            Self::Push { ticket, device, cause } => format!("push:{ticket}:{device}:{cause}"),
            Self::PostPanel { guild, panel, .. } => format!("post_panel:{guild}:{panel}"),
            Self::Deliver { guild, webhook } => format!("deliver:{guild}:{webhook}"),
            Self::Batch { guild, batch } => format!("batch:{guild}:{batch}"),
            Self::Erase { guild, request } => format!("erase:{guild}:{request}"),
            Self::Compare { guild }
            | Self::RebuildFigures { guild }
            | Self::Recompute { guild }
            | Self::Pull { guild }
            | Self::PullLater { guild }
            | Self::SyncCommands { guild }
            | Self::CopyIcon { guild }
            | Self::Evaluate { guild }
            | Self::Samples { guild }
            | Self::Examine { guild } => format!("{}:{guild}", self.kind()),
            Self::SyncSurface { ticket }
            | Self::Welcome { ticket }
            | Self::AnswerOpener { ticket }
            | Self::ShowFiles { ticket }
            | Self::CopyPictures { ticket }
            | Self::Assist { ticket }
            | Self::Relay { ticket } => format!("{}:{ticket}", self.kind()),
            Self::Backfill { ticket, after } => {
                format!("backfill:{ticket}:{}", after.map_or(0, |after| after.0))
            }
        }
    }

    /// Jobs of one lane run one after the other; lanes run side by side.
    pub fn lane(&self) -> String {
        match self {
            Self::CopyFiles { ticket, message } => format!("files:{ticket}:{message}"),
            // After they were copied, beside everything else.
            Self::ShowFiles { ticket } => format!("files:{ticket}:{}", MessageId::FORM),
            Self::CopyPictures { ticket } => format!("pictures:{ticket}"),
            Self::Compare { guild } => format!("compare:{guild}"),
            // A model takes its time: the ticket's other work does not wait for it.
            Self::Assist { ticket } => format!("assist:{ticket}"),
            Self::PostPanel { guild, panel, .. } => format!("panel:{guild}:{panel}"),
            Self::RebuildFigures { guild } => format!("figures:{guild}"),
            Self::Recompute { guild } => format!("recompute:{guild}"),
            Self::Pull { guild } | Self::PullLater { guild } => format!("pull:{guild}"),
            Self::CopyIcon { guild } => format!("icon:{guild}"),
            Self::SyncCommands { guild } => format!("sync_commands:{guild}"),
            Self::Deliver { guild, webhook } => format!("deliver:{guild}:{webhook}"),
            // In the order of things, and a service that answers slowly keeps nobody else waiting.
            Self::Push { device, .. } => format!("push:{device}"),
            Self::Evaluate { guild } => format!("evaluate:{guild}"),
            Self::Samples { guild } => format!("samples:{guild}"),
            // One after the other, so that two people's acts do not get in each other's way.
            Self::Batch { guild, .. } => format!("batch:{guild}"),
            Self::Examine { guild } => format!("examine:{guild}"),
            Self::Erase { guild, request } => format!("erase:{guild}:{request}"),
            Self::ModLog { ticket, .. } => format!("log:{}", ticket.guild),
            Self::DmClosed { ticket, .. } | Self::WarnIdle { ticket, .. } => format!("dm:{ticket}"),
            Self::SlaNotice { ticket, whom, .. } => format!("sla:{ticket}:{}", whom.word()),
            Self::TellLoss { ticket, .. } => format!("loss:{ticket}"),
            Self::Wake { ticket, .. }
            | Self::SyncSurface { ticket }
            | Self::Welcome { ticket }
            | Self::Shortcode { ticket, .. }
            | Self::ClaimByAnswer { ticket, .. }
            | Self::Announce { ticket, .. }
            | Self::AnswerOpener { ticket }
            | Self::Backfill { ticket, .. }
            | Self::Relay { ticket } => ticket.to_string(),
        }
    }

    /// Lower runs first: people who wait come before records (see `ARCHITECTURE.md`).
    pub fn rank(&self) -> i16 {
        match self {
            Self::AnswerOpener { .. } | Self::SyncSurface { .. } | Self::Welcome { .. } => 0,
            Self::Wake { .. }
            | Self::Announce { .. }
            | Self::DmClosed { .. }
            | Self::WarnIdle { .. }
            | Self::ShowFiles { .. }
            | Self::Assist { .. }
            | Self::Shortcode { .. }
            | Self::ClaimByAnswer { .. }
            | Self::PostPanel { .. }
            | Self::SlaNotice { .. }
            | Self::TellLoss { .. }
            | Self::Pull { .. }
            | Self::PullLater { .. }
            | Self::Relay { .. } => 1,
            Self::ModLog { .. }
            | Self::CopyFiles { .. }
            | Self::Deliver { .. }
            | Self::Push { .. }
            | Self::Samples { .. }
            | Self::Batch { .. } => 2,
            Self::CopyPictures { .. }
            | Self::Erase { .. }
            | Self::Backfill { .. }
            | Self::Compare { .. }
            | Self::SyncCommands { .. }
            | Self::CopyIcon { .. }
            | Self::Evaluate { .. }
            | Self::Examine { .. }
            | Self::RebuildFigures { .. }
            | Self::Recompute { .. } => 3,
        }
    }

    /// Whether nobody waits for it: a record, a repair, what was missed. It steps back for what somebody waits for.
    pub fn is_record(&self) -> bool {
        self.rank() > LAST_OF_PEOPLE
    }

    /// Seconds that it waits for more of the same: people say one thing in several short messages.
    pub fn patience_seconds(&self) -> i64 {
        match self {
            Self::Assist { .. } => crate::assist::GATHER_SECONDS,
            _ => 0,
        }
    }

    /// Whether it ends by a rule of its own, however often it is tried (P227; [`crate::push::LASTS_SECONDS`]).
    pub fn keeps_trying(&self) -> bool {
        matches!(self, Self::Deliver { .. } | Self::Push { .. })
    }

    /// What a second request changes.
    pub fn when_twice(&self) -> WhenTwice {
        match self {
            Self::Wake { .. } | Self::PullLater { .. } => WhenTwice::Replace,
            _ => WhenTwice::Sooner,
        }
    }
}
