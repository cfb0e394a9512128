//! Our own copies of what a conversation shows: files that people sent, faces, emoji, and other pictures. Nothing is asked of another host.

use crate::{error::Problem, state::App};
use desk::ports::{FileState, Picture, Portrayed, StoredFile};
use std::collections::HashMap;
use ticket::{TicketKey, UserId};
use transcript::{FileRef, FileSource};

/// A copy in our storage.
pub(crate) struct Copy {
    /// Where it is in the storage.
    pub(crate) place: String,
    /// What its bytes are.
    pub(crate) content_type: String,
    /// Its size in bytes.
    pub(crate) size: u64,
}

/// The copies that belong to a ticket.
pub(crate) struct Copies {
    base: String,
    key: TicketKey,
    files: HashMap<u64, StoredFile>,
    pictures: HashMap<String, Picture>,
}

impl Copies {
    pub(crate) async fn of(app: &App, key: TicketKey) -> Result<Self, Problem> {
        let store = app.desk.store();
        let (files, pictures) = tokio::try_join!(store.files(key), store.pictures(key))?;
        let files =
            files.into_iter().filter(|file| file.state == FileState::Kept).map(|file| (file.id, file));
        let pictures = pictures
            .into_iter()
            .filter(|one| one.state == FileState::Kept)
            .map(|one| (one.name.clone(), one));
        let base = format!("/g/{}/tickets/{}", key.guild, key.number);
        Ok(Self { base, key, files: files.collect(), pictures: pictures.collect() })
    }

    fn picture(&self, file: FileRef<'_>) -> Option<&Picture> {
        let what = match file {
            FileRef::Attachment { .. } => return None,
            FileRef::Avatar { user, avatar } => {
                Portrayed::Avatar { user: UserId(user.0), hash: avatar.to_owned() }
            }
            FileRef::Emoji { id, .. } => Portrayed::Emoji { id: id.0 },
            FileRef::Sticker(sticker) => Portrayed::Sticker { id: sticker.id.0 },
            FileRef::GuildIcon(hash) => Portrayed::Icon { hash: hash.to_owned() },
            FileRef::Remote { url, .. } => Portrayed::remote(url)?,
        };
        self.pictures.get(&what.to_string())
    }

    /// The copy of what the renderer asks for, if there is one.
    pub(crate) fn get(&self, file: FileRef<'_>) -> Option<Copy> {
        if let FileRef::Attachment { attachment, .. } = file {
            let kept = self.files.get(&attachment.id.0)?;
            let (place, content_type) = (kept.place.clone(), kept.content_type.clone());
            return Some(Copy { place, content_type, size: kept.size });
        }
        let kept = self.picture(file)?;
        let (place, content_type) = (kept.place(self.key.guild), kept.content_type.clone());
        Some(Copy { place, content_type, size: kept.size })
    }

    /// Its address on our own site.
    pub(crate) fn source(&self, file: FileRef<'_>) -> FileSource {
        let base = &self.base;
        let address = match file {
            FileRef::Attachment { attachment, .. } => self.files.get(&attachment.id.0).map(|kept| {
                let name: String = url::form_urlencoded::byte_serialize(kept.name.as_bytes()).collect();
                format!("{base}/files/{}/{}", kept.id, name.replace('+', "%20"))
            }),
            other => self.picture(other).map(|kept| format!("{base}/pictures/{}", kept.digest)),
        };
        address.map_or(FileSource::Missing, FileSource::Url)
    }
}
