//! Copies pictures out of Discord: faces change, emoji are deleted, links expire.

use crate::{
    Discord,
    discord::store_failed,
    shown::{self, Cdn},
};
use desk::{
    Failure, Outcome, crash,
    ports::{Change, FileState, Picture, Waiting},
};
use object_store::{ObjectStoreExt, path::Path};
use reqwest::StatusCode;
use serde_json::Value;
use sha2::{Digest, Sha256};
use ticket::{GuildId, Job, MessageId, Ticket, TicketKey, UserId};
use url::Url;

/// Bytes of one picture at most; a larger one is shown as a link, or as a name.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// What browsers draw and never run.
const DRAWN: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/// Why a picture was not copied.
enum Lost {
    /// It cannot be had.
    Gone(&'static str),
    /// It may work later.
    Later(String),
}

/// Whose face stands above a ticket's conversation: who opened it, claimed it, works on it, closed it.
pub(crate) fn acting(ticket: &Ticket) -> impl Iterator<Item = UserId> {
    let closer = ticket.closure().and_then(|closure| closure.by.user());
    let others = [ticket.claim.as_ref().map(|claim| claim.by), ticket.assignee, closer];
    [ticket.opener.user].into_iter().chain(others.into_iter().flatten())
}

impl Discord {
    pub(crate) fn cdn(&self) -> Cdn<'_> {
        Cdn { base: self.config.api_base.as_ref() }
    }

    /// Records the pictures of what was said on the web: it does not come to us from Discord.
    pub(crate) async fn portray(&self, ticket: &Ticket, said: &[Waiting]) -> Result<(), Failure> {
        let (key, config) = (ticket.key, self.guild_config(ticket.key.guild).await?);
        if !config.type_or_removed(ticket.ticket_type).transcript.copy_files {
            return Ok(());
        }
        let read = |one: &Waiting| serde_json::from_str(&one.body).ok().map(|body| (one.message, body));
        let pictures = |(message, body): (MessageId, Value)| shown::of(self.cdn(), key.guild, message, &body);
        let all: Vec<_> = said.iter().filter_map(read).flat_map(pictures).collect();
        if all.is_empty() {
            return Ok(());
        }
        self.desk.append(vec![(key, Change::Shows(all))], vec![Job::CopyPictures { ticket: key }]).await
    }

    /// Copies the pictures that a ticket's conversation shows and that are not copied yet.
    pub async fn copy_pictures(&self, key: TicketKey) -> Outcome {
        let pictures = match self.pictures(key).await {
            Ok(pictures) => pictures,
            Err(failure) => return store_failed(failure),
        };
        let (mut later, mut settled) = (None, false);
        for mut picture in pictures.into_iter().filter(|one| one.state == FileState::Waiting) {
            match self.copy_picture(key.guild, &mut picture).await {
                Ok(()) => picture.state = FileState::Kept,
                Err(Lost::Later(why)) => {
                    later = Some(why);
                    continue;
                }
                Err(Lost::Gone(why)) => {
                    tracing::info!(%key, why, "a picture could not be copied");
                    picture.state = FileState::Lost;
                }
            }
            crash::point("picture-before-record");
            if let Err(failure) = self.desk.store().picture_settled(key.guild, &picture).await {
                return store_failed(failure);
            }
            settled = true;
        }
        if settled {
            self.desk.hints().send(desk::Hint::Ticket(key));
        }
        match later {
            Some(why) => Outcome::Later { at: None, why },
            None => Outcome::Done,
        }
    }

    /// Copies a guild's icon, if it is not copied yet, and has pages show it.
    pub async fn copy_icon(&self, guild: GuildId) -> Outcome {
        match self.icon(guild).await {
            Ok(outcome) => outcome,
            Err(failure) => store_failed(failure),
        }
    }

    async fn icon(&self, guild: GuildId) -> Result<Outcome, Failure> {
        let store = self.desk.store();
        let Some(info) = store.guild(guild).await? else { return Ok(Outcome::Done) };
        let Some(shown) = info.icon.as_ref().and_then(|hash| self.cdn().icon(guild, hash)) else {
            store.icon_is(guild, None).await?;
            return Ok(Outcome::Done);
        };
        let mut picture = store.icon_wanted(guild, &shown).await?;
        if picture.state != FileState::Kept {
            picture.state = match self.copy_picture(guild, &mut picture).await {
                Ok(()) => FileState::Kept,
                Err(Lost::Later(why)) => return Ok(Outcome::Later { at: None, why }),
                Err(Lost::Gone(why)) => {
                    tracing::info!(%guild, why, "a guild's icon could not be copied");
                    FileState::Lost
                }
            };
            store.picture_settled(guild, &picture).await?;
        }
        let kept = picture.state == FileState::Kept;
        store.icon_is(guild, kept.then_some(&*picture.digest)).await?;
        self.desk.hints().send(desk::Hint::Guild(guild));
        Ok(Outcome::Done)
    }

    /// The pictures of a ticket's conversation, with the faces of those who act on it: who they are may not have been known when its messages
    /// were recorded.
    async fn pictures(&self, key: TicketKey) -> Result<Vec<Picture>, Failure> {
        let store = self.desk.store();
        let pictures = store.pictures(key).await?;
        let Some(ticket) = store.ticket(key).await?.map(|found| found.ticket) else { return Ok(pictures) };
        if !self.guild_config(key.guild).await?.type_or_removed(ticket.ticket_type).transcript.copy_files {
            return Ok(pictures);
        }
        let users: Vec<UserId> = acting(&ticket).collect();
        let mut known = store.members(key.guild, &users).await?;
        for user in users {
            if known.iter().all(|member| member.user != user) {
                known.extend(self.member(key.guild, user).await?);
            }
        }
        let faces = known.iter().filter_map(|member| self.cdn().face_of(member));
        let missing: Vec<_> = faces.filter(|face| pictures.iter().all(|one| one.name != face.name)).collect();
        if missing.is_empty() {
            return Ok(pictures);
        }
        self.desk.append(vec![(key, Change::Shows(missing))], Vec::new()).await?;
        store.pictures(key).await
    }

    async fn copy_picture(&self, guild: GuildId, picture: &mut Picture) -> Result<(), Lost> {
        let bytes = match self.fetch_picture(&picture.source).await {
            // Some moving emoji are there in one format only (reference, "CDN Formatting").
            Err(Lost::Gone(_)) if picture.source.contains("/emojis/") && picture.source.contains(".gif?") => {
                let other = picture.source.replacen(".gif?", ".webp?animated=true&", 1);
                self.fetch_picture(&other).await?
            }
            other => other?,
        };
        let kind = infer::get(&bytes).map(|kind| kind.mime_type()).filter(|kind| DRAWN.contains(kind));
        kind.ok_or(Lost::Gone("no picture"))?.clone_into(&mut picture.content_type);
        picture.size = bytes.len() as u64;
        picture.digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let place = Path::from(picture.place(guild));
        let put = self.desk.files().put(&place, bytes.into()).await;
        put.map(|_| ()).map_err(|error| Lost::Later(format!("the file storage failed: {error}")))
    }

    async fn fetch_picture(&self, source: &str) -> Result<Vec<u8>, Lost> {
        let url = Url::parse(source).map_err(|_| Lost::Gone("no address"))?;
        if !self.cdn().may_fetch(&url) {
            return Err(Lost::Gone("not an address of Discord's"));
        }
        let broken = |error: reqwest::Error| Lost::Later(error.without_url().to_string());
        let mut response = self.rest.http().get(url).send().await.map_err(broken)?;
        match response.status() {
            status if status.is_success() => {}
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                return Err(Lost::Later(format!("the picture's server answered {status}")));
            }
            _ => return Err(Lost::Gone("its server does not give it")),
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(broken)? {
            if bytes.len() + chunk.len() > MOST_BYTES {
                return Err(Lost::Gone("too large"));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}
