//! Files that come with the form of a ticket.

use crate::{
    Desk, Failure, Rejected,
    ports::{FileState, StoredFile},
    speak::NewFile,
};
use bytes::Bytes;
use object_store::{ObjectStoreExt, path::Path};
use ticket::{
    MessageId, TicketKey,
    form::Sent,
    speak::{self, Attached},
};

/// A file that comes with the form of a ticket. It is kept with the ticket, whether or not the files of messages are copied: it is an answer.
#[derive(Clone, Debug)]
pub struct Brought {
    /// Its id: Discord's, or from [`Desk::brought`].
    pub id: u64,
    /// Its name, as given: untrusted.
    pub name: String,
    /// Its content type, as given: untrusted.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// Where its bytes are.
    pub from: Source,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub enum Source {
    /// At this address of Discord's, for some hours: a job copies them.
    Address(String),
    /// Here.
    Here(Bytes),
}

impl Brought {
    /// What the rules look at.
    pub(crate) fn sent(&self) -> Sent {
        Sent { id: self.id, name: self.name.clone(), size: self.size }
    }
}

impl Desk {
    /// Files that a browser sent with a form, each under an id of our own.
    ///
    /// # Errors
    /// A refusal of [`speak::fits`].
    pub fn brought(&self, files: Vec<NewFile>) -> Result<Vec<Brought>, Rejected> {
        for file in &files {
            speak::fits("", &[Attached { name: &file.name, size: file.bytes.len() as u64 }], false)?;
        }
        let now = self.clock().now();
        let one = |file: NewFile| Brought {
            id: self.own_id(now).0,
            content_type: kind(&file.bytes).to_owned(),
            size: file.bytes.len() as u64,
            name: file.name,
            from: Source::Here(file.bytes),
        };
        Ok(files.into_iter().map(one).collect())
    }

    /// The rows of the files, those whose bytes are here put into our storage.
    pub(crate) async fn take_in(
        &self,
        key: TicketKey,
        brought: &[Brought],
    ) -> Result<Vec<StoredFile>, Failure> {
        let mut files = Vec::with_capacity(brought.len());
        for file in brought {
            let place = format!("files/{}/{}/form/{}", key.guild, key.number, file.id);
            let (source, state) = match &file.from {
                Source::Address(url) => (url.clone(), FileState::Waiting),
                Source::Here(bytes) => {
                    let failed = |error| Failure::Unavailable(format!("the file storage failed: {error}"));
                    let path = Path::from(place.as_str());
                    self.files().put(&path, bytes.clone().into()).await.map_err(failed)?;
                    (String::new(), FileState::Kept)
                }
            };
            files.push(StoredFile {
                id: file.id,
                message: MessageId::FORM,
                name: file.name.clone(),
                content_type: file.content_type.clone(),
                size: file.size,
                source,
                place,
                state,
            });
        }
        Ok(files)
    }
}

/// What the first bytes say that a file is.
pub(crate) fn kind(bytes: &Bytes) -> &'static str {
    infer::get(bytes).map_or("application/octet-stream", |kind| kind.mime_type())
}
