//! Copies files out of Discord before its links expire.

use crate::{Discord, discord::store_failed, rest::Fault, wire};
use bytes::Bytes;
use desk::{
    Outcome, crash,
    ports::{FileState, StoredFile},
};
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart, path::Path};
use reqwest::StatusCode;
use ticket::{MessageId, TicketKey};
use twilight_http::routing::Route;
use url::Url;

/// Bytes of one file at most; larger ones stay with Discord.
const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// Bytes that tell what a file is.
const MAGIC: usize = 8192;
/// Where the real Discord keeps files: nothing else is fetched, whatever a message says.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// Why a file was not copied.
enum Lost {
    /// It cannot be had.
    Gone(&'static str),
    /// Its link has expired.
    Expired,
    /// It may work later.
    Later(String),
}

impl Discord {
    /// Copies the files of a message that are not copied yet.
    pub async fn copy_files(&self, key: TicketKey, message: MessageId) -> Outcome {
        let files = match self.desk.store().files(key).await {
            Ok(files) => files,
            Err(failure) => return store_failed(failure),
        };
        let waiting = |file: &StoredFile| file.message == message && file.state == FileState::Waiting;
        let mut later = None;
        for mut file in files.into_iter().filter(waiting) {
            match self.copy(key, &mut file).await {
                Ok(()) => file.state = FileState::Kept,
                Err(Lost::Later(why)) => {
                    later = Some(why);
                    continue;
                }
                Err(Lost::Gone(why)) => {
                    tracing::info!(%key, file = file.id, why, "a file could not be copied");
                    file.state = FileState::Lost;
                }
                Err(Lost::Expired) => file.state = FileState::Lost,
            }
            if let Err(failure) = self.desk.store().file_settled(key, &file).await {
                return store_failed(failure);
            }
            self.desk.hints().send(desk::Hint::Ticket(key));
        }
        match later {
            Some(why) => Outcome::Later { at: None, why },
            None => Outcome::Done,
        }
    }

    async fn copy(&self, key: TicketKey, file: &mut StoredFile) -> Result<(), Lost> {
        if file.size > MOST_BYTES {
            return Err(Lost::Gone("too large"));
        }
        match self.fetch(file).await {
            Err(Lost::Expired) => {
                file.source = self.fresh_address(key, file).await?;
                self.fetch(file).await
            }
            other => other,
        }
    }

    /// The address as the message has it now: Discord signs it anew whenever the message is read.
    async fn fresh_address(&self, key: TicketKey, file: &StoredFile) -> Result<String, Lost> {
        if file.message == MessageId::FORM {
            // It came with a form, not with a message that could be read again.
            return Err(Lost::Expired);
        }
        let ticket =
            self.desk.store().ticket(key).await.map_err(|failure| Lost::Later(failure.to_string()))?;
        let channel = ticket.and_then(|found| found.ticket.surface.channel()).ok_or(Lost::Expired)?;
        let route = Route::GetMessage { channel_id: channel.0, message_id: file.message.0 };
        let message: wire::Message = match self.rest.get(&route).await {
            Ok(message) => message,
            Err(Fault::Later { why, .. }) => return Err(Lost::Later(why)),
            Err(_) => return Err(Lost::Expired),
        };
        let found = message.files().find(|attachment| attachment.id.0 == file.id);
        found.map(|attachment| attachment.url.clone()).ok_or(Lost::Expired)
    }

    async fn fetch(&self, file: &mut StoredFile) -> Result<(), Lost> {
        let url = Url::parse(&file.source).map_err(|_| Lost::Gone("no address"))?;
        if !self.may_fetch(&url) {
            return Err(Lost::Gone("not an address of Discord's"));
        }
        let broken = |error: reqwest::Error| Lost::Later(error.without_url().to_string());
        let mut response = self.rest.http().get(url).send().await.map_err(broken)?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => return Err(Lost::Expired),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                return Err(Lost::Later(format!("the file's server answered {status}")));
            }
            _ => return Err(Lost::Gone("the file's server does not give it")),
        }
        if response.content_length().is_some_and(|length| length > MOST_BYTES) {
            return Err(Lost::Gone("too large"));
        }
        let mut copy = Copy::to(self.desk.files(), &file.place).await?;
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    if let Err(lost) = copy.write(chunk).await {
                        copy.abort().await;
                        return Err(lost);
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    copy.abort().await;
                    return Err(broken(error));
                }
            }
        }
        crash::point("file-before-finish");
        let (size, kind) = copy.finish().await?;
        crash::point("file-after-finish");
        file.size = size;
        if let Some(kind) = kind {
            kind.clone_into(&mut file.content_type);
        }
        Ok(())
    }

    fn may_fetch(&self, url: &Url) -> bool {
        match &self.config.api_base {
            Some(base) => url.host() == base.host() && matches!(url.scheme(), "http" | "https"),
            None => url.scheme() == "https" && url.host_str().is_some_and(|host| HOSTS.contains(&host)),
        }
    }
}

/// A file on its way into our storage.
struct Copy {
    upload: WriteMultipart,
    head: Vec<u8>,
    size: u64,
}

fn storage(error: object_store::Error) -> Lost {
    Lost::Later(format!("the file storage failed: {error}"))
}

impl Copy {
    async fn to(files: &dyn ObjectStore, place: &str) -> Result<Self, Lost> {
        let upload = files.put_multipart(&Path::from(place)).await.map_err(storage)?;
        Ok(Self { upload: WriteMultipart::new(upload), head: Vec::new(), size: 0 })
    }

    async fn write(&mut self, chunk: Bytes) -> Result<(), Lost> {
        self.size += chunk.len() as u64;
        if self.size > MOST_BYTES {
            return Err(Lost::Gone("too large"));
        }
        let missing = MAGIC.saturating_sub(self.head.len()).min(chunk.len());
        self.head.extend_from_slice(&chunk[..missing]);
        // Two parts in flight at most: a file is never whole in memory.
        self.upload.wait_for_capacity(2).await.map_err(storage)?;
        self.upload.put(chunk);
        Ok(())
    }

    async fn abort(self) {
        if let Err(error) = self.upload.abort().await {
            tracing::debug!(%error, "half a file stays in the storage");
        }
    }

    /// Its size, and what its first bytes say that it is.
    async fn finish(self) -> Result<(u64, Option<&'static str>), Lost> {
        self.upload.finish().await.map_err(storage)?;
        Ok((self.size, infer::get(&self.head).map(|kind| kind.mime_type())))
    }
}
