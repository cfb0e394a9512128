//! The send guard: who answers is told first what others did since they began to write, and who else is writing (definitions A.5).

use crate::{
    Desk, Failure, Rejected,
    speak::{Saying, said_by_bot},
};
use serde_json::Value;
use std::{collections::HashSet, sync::Arc};
use ticket::{Event, GuildConfig, MessageId, Person, Recorded, Ticket, TicketKey, UserId, access};

/// New messages looked at.
const MOST_LINES: u32 = 50;

/// What somebody had seen of a ticket when they began to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The newest message.
    pub message: MessageId,
    /// The ticket's version.
    pub version: u32,
}

/// Something that they have not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Other staff said something.
    Said {
        /// The message.
        message: MessageId,
        /// Who.
        name: String,
        /// Its words.
        text: String,
    },
    /// Other staff claimed, assigned, closed or reopened it.
    Happened(Recorded),
    /// Other staff are writing.
    Typing {
        /// Who.
        name: String,
        /// Whether in Discord.
        in_discord: bool,
    },
}

/// What came of wanting to say something.
#[derive(Debug)]
pub enum Said {
    /// It is said.
    Sent(MessageId),
    /// It is not: this is new.
    Wait(Vec<News>),
}

impl Desk {
    /// Says something unless there is news. Two who answer the same ticket in this process take turns, so one of them sees the other's answer.
    ///
    /// # Errors
    /// As [`Desk::say`].
    pub async fn say_guarded(
        &self,
        key: TicketKey,
        person: &Person,
        saying: Saying,
        seen: Seen,
    ) -> Result<Said, Rejected> {
        let turn = self.answering(key);
        let held = turn.lock().await;
        let news = self.news(key, person, seen).await?;
        let said = if news.is_empty() {
            self.say(key, person, saying).await.map(Said::Sent)
        } else {
            Ok(Said::Wait(news))
        };
        drop(held);
        self.answered(key, turn);
        said
    }

    /// What other staff did since, oldest first; then who is writing.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn news(&self, key: TicketKey, reader: &Person, seen: Seen) -> Result<Vec<News>, Failure> {
        let Some(loaded) = self.store().ticket(key).await? else { return Ok(Vec::new()) };
        let config = self.config(key.guild).await?.config;
        let mut news = self.said_since(&loaded.ticket, &config, reader.user, seen).await?;
        if loaded.version > seen.version {
            let events = self.store().events(key).await?.into_iter();
            news.extend(
                events.filter(|one| one.seq > seen.version && counts(one, reader.user)).map(News::Happened),
            );
        }
        let typing = self.presence().at(key, reader.user, self.clock().now()).into_iter();
        let typing = typing.filter(|one| one.typing && one.staff);
        news.extend(typing.map(|one| News::Typing { name: one.name, in_discord: one.in_discord }));
        Ok(news)
    }

    async fn said_since(
        &self,
        ticket: &Ticket,
        config: &GuildConfig,
        reader: UserId,
        seen: Seen,
    ) -> Result<Vec<News>, Failure> {
        let mut lines = self.store().lines(ticket.key, Some(seen.message), MOST_LINES).await?;
        lines.retain(|line| {
            line.deleted.is_none() && line.author != reader && line.author != ticket.opener.user
        });
        let authors: HashSet<UserId> = lines.iter().map(|line| line.author).collect();
        if authors.is_empty() {
            return Ok(Vec::new());
        }
        let Some(guild) = self.store().guild(ticket.key.guild).await? else { return Ok(Vec::new()) };
        let authors: Vec<UserId> = authors.into_iter().collect();
        let members = self.store().members(guild.id, &authors).await?;
        let kind = config.type_or_removed(ticket.ticket_type);
        let said = lines.into_iter().filter_map(|line| {
            let member = members.iter().find(|member| member.user == line.author)?;
            let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
            let by_bot = body["author"]["bot"] == true && !said_by_bot(&body);
            let staff = access::is_staff(config, &kind, &guild.person(member));
            let text = body["content"].as_str().unwrap_or_default().to_owned();
            let said = News::Said { message: line.message, name: member.name.clone(), text };
            (staff && !by_bot).then_some(said)
        });
        Ok(said.collect())
    }
}

/// What makes an answer look different: somebody else took it, or it is over.
fn counts(recorded: &Recorded, reader: UserId) -> bool {
    let kind = matches!(
        recorded.event,
        Event::Claimed { .. } | Event::Assigned { .. } | Event::Closed { .. } | Event::Reopened { .. }
    );
    kind && recorded.by.user().is_some_and(|user| user != reader)
}

/// Held while an answer to one ticket is looked at and written.
pub(crate) type Turn = Arc<tokio::sync::Mutex<()>>;
