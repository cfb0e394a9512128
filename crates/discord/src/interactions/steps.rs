//! The short commands: one step of a ticket, one sentence in answer.

use super::{
    context::{Act, No, Said},
    data::Data,
};
use crate::reply;
use ticket::{
    Command, Priority, Refusal, Ticket, say, sla,
    snooze::{self, MAX_SNOOZE_DAYS},
    text,
};

impl Act<'_> {
    /// Has this channel's ticket judge a command; gives the ticket as it was before.
    pub(crate) async fn does(&self, command: Command) -> Result<Ticket, No> {
        let ticket = self.ticket_here().await?.ticket;
        self.bot.desk.handle_at(ticket.key, &self.actor(), &command, self.at).await?;
        Ok(ticket)
    }

    /// As [`Act::does`], for what may change what is promised: with the line that says what is overdue at once by it.
    pub(crate) async fn does_and_warns(&self, command: Command) -> Result<String, No> {
        let before = self.ticket_here().await?.ticket;
        let after = self.bot.desk.handle_at(before.key, &self.actor(), &command, self.at).await?.ticket;
        let found = sla::made_overdue(&before, &after.ticket, &after.activity.talk, self.at);
        Ok(found.map(|found| format!("\n{}", text::at_once(self.locale, found))).unwrap_or_default())
    }

    pub(crate) async fn claim(&self) -> Said {
        self.does(Command::Claim).await?;
        Ok(reply::words(&say!(self.locale, "reply-claimed")))
    }

    pub(crate) async fn unclaim(&self) -> Said {
        self.does(Command::Unclaim).await?;
        Ok(reply::words(&say!(self.locale, "reply-unclaimed")))
    }

    /// Opens this ticket again, or the one with this number: its channel may be gone (P33).
    pub(crate) async fn reopen(&self, number: Option<u32>) -> Said {
        let key = self.ticket_numbered(number).await?.ticket.key;
        self.bot.desk.handle_at(key, &self.actor(), &Command::Reopen, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-reopened")))
    }

    pub(crate) async fn request_close(&self, reason: Option<&str>) -> Said {
        self.does(Command::RequestClose { reason: reason.map(str::to_owned) }).await?;
        Ok(reply::words(&say!(self.locale, "reply-close-requested")))
    }

    pub(crate) async fn priority(&self, data: &Data) -> Said {
        let level = data.text("level").and_then(Priority::named).unwrap_or_default();
        let warned = self.does_and_warns(Command::SetPriority(level)).await?;
        let said = say!(self.locale, "reply-priority", priority = text::priority(self.locale, level));
        Ok(reply::words(&format!("{said}{warned}")))
    }

    /// Pins, or lets go what is pinned (A2).
    pub(crate) async fn pin(&self) -> Said {
        if self.ticket_here().await?.ticket.pinned { self.unpin().await } else { self.pin_it().await }
    }

    async fn pin_it(&self) -> Said {
        self.does(Command::Pin).await?;
        Ok(reply::words(&say!(self.locale, "reply-pinned")))
    }

    pub(crate) async fn unpin(&self) -> Said {
        self.does(Command::Unpin).await?;
        Ok(reply::words(&say!(self.locale, "reply-unpinned")))
    }

    /// Stops the clocks, or lets them go on where they stand still (A2).
    pub(crate) async fn pause(&self, reason: &str) -> Said {
        if self.ticket_here().await?.ticket.paused.is_some() {
            return self.resume().await;
        }
        self.does(Command::Pause { reason: reason.to_owned() }).await?;
        Ok(reply::words(&say!(self.locale, "reply-paused")))
    }

    pub(crate) async fn resume(&self) -> Said {
        self.does(Command::Resume).await?;
        Ok(reply::words(&say!(self.locale, "reply-resumed")))
    }

    pub(crate) async fn no_reply_needed(&self) -> Said {
        self.does(Command::NoReplyNeeded).await?;
        Ok(reply::words(&say!(self.locale, "reply-no-reply-needed")))
    }

    pub(crate) async fn reply_needed(&self) -> Said {
        self.does(Command::ReplyNeeded).await?;
        Ok(reply::words(&say!(self.locale, "reply-reply-needed")))
    }

    /// Until a time, or until the member writes if there is none.
    pub(crate) async fn snooze(&self, until: Option<&str>) -> Said {
        let until = match until.map(str::trim).filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => {
                let config = self.bot.guild_config(self.guild).await?;
                let until = snooze::read(text, &config, self.at);
                Some(until.ok_or(Refusal::SnoozeTime { days: MAX_SNOOZE_DAYS })?)
            }
        };
        self.does(Command::Snooze { until }).await?;
        Ok(reply::words(&match until {
            Some(until) => {
                let until = format!("<t:{}:f>", until.seconds());
                say!(self.locale, "reply-snoozed-until", until = until)
            }
            None => say!(self.locale, "reply-snoozed"),
        }))
    }

    pub(crate) async fn unsnooze(&self) -> Said {
        self.does(Command::Unsnooze).await?;
        Ok(reply::words(&say!(self.locale, "reply-unsnoozed")))
    }

    pub(crate) async fn note(&self, text: &str) -> Said {
        self.does(Command::Note { text: text.to_owned() }).await?;
        Ok(reply::words(&say!(self.locale, "reply-noted")))
    }
}
