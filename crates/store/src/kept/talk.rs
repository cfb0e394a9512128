//! What is said in tickets, its files and pictures, and its copies in Discord.

use crate::{Engine, Kept, conversation, files, pictures, relay};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{
        Body, Change, Conversation, Copy, Line, Picture, Pictures, Ready, Relays, Shown, StoredFile, Unshown,
        Waiting,
    },
};
use std::sync::Arc;
use ticket::{GuildId, MessageId, Scheduled, TicketKey, Timestamp, UserId};

/// More changes than these have their words made on a thread of their own.
const FEW: usize = 64;

fn with_words(changes: Vec<(TicketKey, Change)>) -> Ready {
    Ready { words: conversation::words(&changes), changes }
}

#[async_trait]
impl Conversation for Kept {
    async fn ready(&self, changes: Vec<(TicketKey, Change)>) -> Arc<Ready> {
        let ready = match &self.0 {
            Engine::Sqlite(_) if changes.len() > FEW => {
                match tokio::task::spawn_blocking(move || with_words(changes)).await {
                    Ok(ready) => ready,
                    Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                    // The program ends.
                    Err(_) => std::future::pending().await,
                }
            }
            Engine::Sqlite(_) | Engine::Memory(_) => with_words(changes),
            Engine::Postgres(_) => Ready { words: vec![None; changes.len()], changes },
        };
        Arc::new(ready)
    }
    async fn append_ready(&self, ready: Arc<Ready>, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        on!(self.write(|sql| conversation::append(sql, &ready, &jobs)))
    }
    async fn lines(
        &self,
        key: TicketKey,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Line>, Failure> {
        on!(self.look(|sql| conversation::lines(sql, key, after, limit)))
    }
    async fn lines_before(
        &self,
        key: TicketKey,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Line>, Failure> {
        on!(self.look(|sql| conversation::lines_before(sql, key, before, limit)))
    }
    async fn lines_of(&self, key: TicketKey, messages: &[MessageId]) -> Result<Vec<Line>, Failure> {
        let messages = messages.to_vec();
        on!(self.read(|sql| conversation::lines_of(sql, key, &messages)))
    }
    async fn speakers(&self, key: TicketKey, limit: u32) -> Result<Vec<UserId>, Failure> {
        on!(self.look(|sql| conversation::speakers(sql, key, limit)))
    }
    async fn versions(&self, key: TicketKey, message: MessageId) -> Result<Vec<(Timestamp, Body)>, Failure> {
        on!(self.read(|sql| conversation::versions(sql, key, message)))
    }
    async fn newest(&self, key: TicketKey) -> Result<Option<MessageId>, Failure> {
        on!(self.read(|sql| conversation::newest(sql, key)))
    }
    async fn files(&self, key: TicketKey) -> Result<Vec<StoredFile>, Failure> {
        on!(self.look(|sql| files::files(sql, key)))
    }
    async fn file(&self, key: TicketKey, id: u64) -> Result<Option<StoredFile>, Failure> {
        on!(self.read(|sql| files::file(sql, key, id)))
    }
    async fn file_settled(&self, key: TicketKey, file: &StoredFile) -> Result<(), Failure> {
        let file = file.clone();
        on!(self.write(|sql| files::file_settled(sql, key, &file)))
    }
}

#[async_trait]
impl Pictures for Kept {
    async fn pictures(&self, key: TicketKey) -> Result<Vec<Picture>, Failure> {
        on!(self.look(|sql| pictures::pictures(sql, key)))
    }
    async fn picture(&self, key: TicketKey, digest: &str, hidden: bool) -> Result<Option<Picture>, Failure> {
        let digest = digest.to_owned();
        on!(self.read(|sql| pictures::picture(sql, key, &digest, hidden)))
    }
    async fn picture_settled(&self, guild: GuildId, picture: &Picture) -> Result<(), Failure> {
        let picture = picture.clone();
        on!(self.write(|sql| pictures::picture_settled(sql, guild, &picture)))
    }
    async fn icon_wanted(&self, guild: GuildId, icon: &Shown) -> Result<Picture, Failure> {
        let icon = icon.clone();
        on!(self.write(|sql| pictures::icon_wanted(sql, guild, &icon)))
    }
    async fn icon_is(&self, guild: GuildId, digest: Option<&str>) -> Result<(), Failure> {
        let digest = digest.map(str::to_owned);
        on!(self.write(|sql| pictures::icon_is(sql, guild, digest.as_deref())))
    }
    async fn icon(&self, guild: GuildId, digest: &str) -> Result<Option<Picture>, Failure> {
        let digest = digest.to_owned();
        on!(self.read(|sql| pictures::icon(sql, guild, &digest)))
    }
}

#[async_trait]
impl Relays for Kept {
    async fn waiting(&self, key: TicketKey, limit: u32) -> Result<Vec<Waiting>, Failure> {
        on!(self.read(|sql| relay::waiting(sql, key, limit)))
    }
    async fn shown(
        &self,
        key: TicketKey,
        message: MessageId,
        changes: u32,
        trouble: Option<&str>,
    ) -> Result<(), Failure> {
        let trouble = trouble.map(str::to_owned);
        on!(self.write(|sql| relay::shown(sql, key, message, changes, trouble.as_deref())))
    }
    async fn original(&self, key: TicketKey, copy: MessageId) -> Result<Option<MessageId>, Failure> {
        on!(self.read(|sql| relay::original(sql, key, copy)))
    }
    async fn copies(&self, key: TicketKey, from: MessageId) -> Result<Vec<Copy>, Failure> {
        on!(self.read(|sql| relay::copies(sql, key, from)))
    }
    async fn unshown(&self, key: TicketKey) -> Result<Vec<Unshown>, Failure> {
        on!(self.read(|sql| relay::unshown(sql, key)))
    }
}
