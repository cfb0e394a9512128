//! What is said on the web: judged, kept, and on its way to Discord.

use crate::{
    Desk, Failure, Rejected,
    ports::{Change, FileState, Line, MemberInfo, Posted, StoredFile},
};
use bytes::Bytes;
use object_store::{ObjectStoreExt, path::Path};
use serde_json::{Value, json};
use ticket::{
    Actor, Command, GuildConfig, Job, MessageId, Permissions, Person, Refusal, Ticket, TicketKey, Timestamp,
    UserId,
    speak::{self, Attached, Voice},
};

/// How often a fresh id is tried when it is taken: by another process, within the same millisecond.
const MOST_TRIES: u32 = 8;
/// Marks a message as said on the web.
const MARK: &str = "said_on_the_web";
/// Marks one that appears under the bot's own name.
const BY_BOT: &str = "said_by_bot";

/// A file that comes with a message.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its name, as given: untrusted.
    pub name: String,
    /// What it holds.
    pub bytes: Bytes,
}

/// A message that somebody wants to send.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// Its words, in Discord's markdown.
    pub text: String,
    /// An embed under them, as Discord has it.
    pub embed: Option<Value>,
    /// Under whose name and picture it appears.
    pub face: Face,
    /// Its files.
    pub files: Vec<NewFile>,
    /// Names the act of sending, so that a form that is sent twice says it once.
    pub once: String,
    /// Whether its writer claims the ticket with it, if nobody else has it; where the guild has it so, every answer by staff does.
    pub claims: bool,
}

/// Under whose name and picture a message appears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Its writer's.
    #[default]
    Writer,
    /// The bot's, with this account; it counts as the writer's all the same (A13, P69).
    Bot(UserId),
}

/// Whether a message, as it is kept, appears under the bot's own name.
pub fn said_by_bot(body: &Value) -> bool {
    body[BY_BOT] == true
}

/// Whether a message, as it is kept, was said on the web.
pub fn said_on_the_web(body: &str) -> bool {
    serde_json::from_str::<Value>(body).is_ok_and(|body| body[MARK] == true)
}

impl Desk {
    /// Says something in a ticket: kept at once, shown in Discord by a job.
    ///
    /// # Errors
    /// A [`Refusal`] of [`speak::say`], or a [`Failure`].
    pub async fn say(&self, key: TicketKey, person: &Person, saying: Saying) -> Result<MessageId, Rejected> {
        let (ticket, config) = self.conversation(key).await?;
        let text = tidy(&saying.text);
        let attached: Vec<_> = saying
            .files
            .iter()
            .map(|file| Attached { name: &file.name, size: file.bytes.len() as u64 })
            .collect();
        let voice = speak::say(&ticket, person, &config, &text, &attached, saying.embed.is_some())?;
        let staff_reply = voice == Voice::Staff;
        let wanted = saying.claims || config.settings.answering_claims;
        let claims = staff_reply && wanted && speak::is_claimable(&ticket, person.user);
        let spoken =
            Spoken { author: person.user, human: true, staff_reply, claims: claims && !ticket.is_sample() };
        let assisted = ticket.assist.as_ref().is_some_and(|assist| !assist.stopped);
        let mut jobs = vec![Job::Relay { ticket: key }];
        jobs.extend((assisted && voice == Voice::Opener).then_some(Job::Assist { ticket: key }));
        let message = self.put(key, person, spoken, &saying, &text, kept_in(&ticket, jobs)).await?;
        if claims && ticket.is_sample() {
            // Elsewhere a job sees to it, which asks Discord for their roles.
            match self.handle(key, &Actor::Person(person.clone()), &Command::Claim).await {
                Ok(_) | Err(Rejected::Refused(_)) => {}
                Err(failed) => return Err(failed),
            }
        }
        Ok(message)
    }

    /// Has the bot say something in a ticket, in nobody's name: nobody is judged by it.
    ///
    /// # Errors
    /// [`Refusal::Closed`], or a [`Failure`].
    pub async fn say_as_bot(
        &self,
        key: TicketKey,
        bot: UserId,
        text: &str,
        embed: Option<Value>,
        once: String,
    ) -> Result<MessageId, Rejected> {
        let (ticket, _) = self.conversation(key).await?;
        if !ticket.is_open() {
            return Err(Refusal::Closed.into());
        }
        let text = tidy(text);
        let saying = Saying { once, embed, face: Face::Bot(bot), ..Saying::default() };
        let spoken = Spoken { author: bot, human: false, staff_reply: false, claims: false };
        let nobody = Person {
            user: bot,
            name: String::new(),
            roles: Vec::new(),
            permissions: Permissions::NONE,
            owner: false,
            bot: true,
        };
        let jobs = kept_in(&ticket, vec![Job::Relay { ticket: key }]);
        self.put(key, &nobody, spoken, &saying, &text, jobs).await
    }

    async fn put(
        &self,
        key: TicketKey,
        person: &Person,
        spoken: Spoken,
        saying: &Saying,
        text: &str,
        jobs: Vec<Job>,
    ) -> Result<MessageId, Rejected> {
        let mut files = self.keep(key, saying).await?;
        let shown = match saying.face {
            Face::Writer => person.user,
            Face::Bot(bot) => bot,
        };
        let member = self.store().member(key.guild, shown).await?;
        for _ in 0..MOST_TRIES {
            let now = self.clock().now();
            let message = self.own_id(now);
            files.iter_mut().for_each(|file| {
                (file.id, file.message) = (self.own_id(now).0, message);
            });
            let body = body(message, now, person, member.as_ref(), text, &files, saying);
            let posted = Posted {
                message,
                author: spoken.author,
                human: spoken.human,
                staff_reply: spoken.staff_reply,
                body,
                edited: None,
                files: files.clone(),
            };
            let change = Change::Said { posted, once: saying.once.clone() };
            let claim = spoken.claims.then_some(Job::ClaimByAnswer { ticket: key, message });
            match self.append(vec![(key, change)], jobs.iter().cloned().chain(claim).collect()).await {
                Err(Failure::Conflict) => {}
                other => return Ok(other.map(|()| message)?),
            }
        }
        Err(Failure::Unavailable("too many messages at once".to_owned()).into())
    }

    /// Changes the words of a message that was said on the web.
    ///
    /// # Errors
    /// A [`Refusal`] of [`speak::reword`], or a [`Failure`].
    pub async fn reword(
        &self,
        key: TicketKey,
        person: &Person,
        message: MessageId,
        text: &str,
    ) -> Result<(), Rejected> {
        let (ticket, config) = self.conversation(key).await?;
        let (line, mut body) = self.own_line(key, message).await?;
        let files = body["attachments"].as_array().is_some_and(|files| !files.is_empty());
        let text = tidy(text);
        speak::reword(&ticket, person, &config, line.author, &text, files)?;
        if body["content"] == text {
            return Ok(());
        }
        let at =
            line.edited.map_or(self.clock().now(), |edited| self.clock().now().max(Timestamp(edited.0 + 1)));
        body["content"] = text.into();
        body["edited_timestamp"] = iso(at).into();
        let change = Change::Edited { message, at, body: body.to_string() };
        let jobs = kept_in(&ticket, vec![Job::Relay { ticket: key }]);
        Ok(self.append(vec![(key, change)], jobs).await?)
    }

    /// Deletes a message that was said on the web; staff still see that it was there.
    ///
    /// # Errors
    /// A [`Refusal`] of [`speak::take_back`], or a [`Failure`].
    pub async fn take_back(
        &self,
        key: TicketKey,
        person: &Person,
        message: MessageId,
    ) -> Result<(), Rejected> {
        let (ticket, config) = self.conversation(key).await?;
        let (line, _) = self.own_line(key, message).await?;
        speak::take_back(&ticket, person, &config, line.author)?;
        let change = Change::Deleted { message, at: self.clock().now() };
        let jobs = kept_in(&ticket, vec![Job::Relay { ticket: key }]);
        Ok(self.append(vec![(key, change)], jobs).await?)
    }

    /// What a kept file holds.
    ///
    /// # Errors
    /// A [`Failure`] if the storage does not give it.
    pub async fn file(&self, file: &StoredFile) -> Result<Bytes, Failure> {
        let failed = |error| Failure::Unavailable(format!("the file storage failed: {error}"));
        let found = self.files().get(&Path::from(file.place.as_str())).await.map_err(failed)?;
        found.bytes().await.map_err(failed)
    }

    async fn conversation(&self, key: TicketKey) -> Result<(Ticket, std::sync::Arc<GuildConfig>), Rejected> {
        let ticket = self.store().ticket(key).await?.ok_or(Refusal::NotATicket)?.ticket;
        Ok((ticket, self.config(key.guild).await?.config))
    }

    /// A message that was said on the web and still stands.
    async fn own_line(&self, key: TicketKey, message: MessageId) -> Result<(Line, Value), Rejected> {
        let before = MessageId(message.0.saturating_sub(1));
        let line = self.store().lines(key, Some(before), 1).await?.pop();
        let line = line.filter(|line| line.message == message && line.deleted.is_none());
        let line = line.ok_or(Refusal::NotYourMessage)?;
        let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
        if body[MARK] != true {
            return Err(Refusal::NotYourMessage.into());
        }
        Ok((line, body))
    }

    /// Puts the files into our storage, under the name of the act: sent again they take the same places.
    async fn keep(&self, key: TicketKey, saying: &Saying) -> Result<Vec<StoredFile>, Failure> {
        let mut kept = Vec::with_capacity(saying.files.len());
        for (index, file) in saying.files.iter().enumerate() {
            let place = format!("files/{}/{}/web/{}/{index}", key.guild, key.number, saying.once);
            let failed = |error| Failure::Unavailable(format!("the file storage failed: {error}"));
            self.files().put(&Path::from(place.as_str()), file.bytes.clone().into()).await.map_err(failed)?;
            let kind = crate::brought::kind(&file.bytes);
            kept.push(StoredFile {
                id: 0,
                message: MessageId(0),
                name: file.name.clone(),
                content_type: kind.to_owned(),
                size: file.bytes.len() as u64,
                source: String::new(),
                place,
                state: FileState::Kept,
            });
        }
        Ok(kept)
    }
}

/// Of what a message leads to, what may: nothing of a sample leaves the house.
fn kept_in(ticket: &Ticket, mut jobs: Vec<Job>) -> Vec<Job> {
    jobs.retain(|job| !ticket.is_sample() || !job.leaves_the_house());
    jobs
}

/// Line ends as Discord has them, and no blanks around.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn iso(at: Timestamp) -> String {
    at.iso()
}

/// The message as Discord would have it, so that it looks like every other.
fn body(
    message: MessageId,
    at: Timestamp,
    person: &Person,
    member: Option<&MemberInfo>,
    text: &str,
    files: &[StoredFile],
    saying: &Saying,
) -> String {
    let attachment = |file: &StoredFile| {
        json!({
            "id": file.id.to_string(), "filename": file.name, "content_type": file.content_type, "size": file.size,
            "url": "", "proxy_url": "",
        })
    };
    let by_bot = saying.face != Face::Writer;
    let username = member.map_or(person.name.as_str(), |member| &member.username);
    let (id, name) = match saying.face {
        Face::Writer => (person.user, person.name.as_str()),
        Face::Bot(bot) => (bot, member.map_or(username, |member| &member.name)),
    };
    json!({
        MARK: true, BY_BOT: by_bot, "id": message.to_string(), "type": 0, "content": text, "timestamp": iso(at),
        "edited_timestamp": null,
        "author": {
            "id": id.to_string(), "username": username, "global_name": name, "bot": by_bot,
            "avatar": member.and_then(|member| member.avatar.clone()),
        },
        "member": { "nick": name, "roles": if by_bot { &[][..] } else { &person.roles[..] } },
        "attachments": files.iter().map(attachment).collect::<Vec<_>>(), "mentions": [],
        "embeds": saying.embed.iter().collect::<Vec<_>>(),
    })
    .to_string()
}

/// What a message counts as.
struct Spoken {
    author: UserId,
    human: bool,
    staff_reply: bool,
    /// Whether it claims the ticket.
    claims: bool,
}
