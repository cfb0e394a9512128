//! Forms whose first part was sent, and whose follow-ups were not yet.

use super::Failure;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use ticket::{GuildId, PanelId, Timestamp, TypeId, UserId, form::Field};

/// Which one: of one member and type there is one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BegunKey {
    /// The guild.
    pub guild: GuildId,
    /// Who began it: nobody else goes on with it.
    pub member: UserId,
    /// Of which type.
    pub ticket_type: TypeId,
    /// The act that sent the first part: what was begun anew has another one.
    pub act: u64,
}

/// A file of the first part. Its bytes stay where they are: Discord's address outlives what is kept here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BegunFile {
    /// Discord's id.
    pub id: u64,
    /// Its name, as given: untrusted.
    pub name: String,
    /// Its content type, as given: untrusted.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// Where its bytes are.
    pub address: String,
}

/// What was said in the first part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BegunForm {
    /// The form as it was asked: answers are places in it.
    pub form: Vec<Field>,
    /// The answers, as [`ticket::form::check`] takes them.
    pub answers: Vec<(String, String)>,
    /// The files.
    pub files: Vec<BegunFile>,
    /// The panel whose button was pressed.
    pub panel: Option<PanelId>,
}

/// Begun forms. They end with their ticket, with their member or guild, when one of the same type is begun anew, and with time.
#[async_trait]
pub trait BegunForms: Send + Sync {
    /// Keeps one in place of the member's last one of the type.
    async fn form_begun(&self, key: BegunKey, form: &BegunForm, at: Timestamp) -> Result<(), Failure>;

    /// One that was begun since then.
    async fn begun_form(&self, key: BegunKey, since: Timestamp) -> Result<Option<BegunForm>, Failure>;

    /// Forgets those from before then.
    async fn begun_forms_swept(&self, before: Timestamp) -> Result<(), Failure>;
}
