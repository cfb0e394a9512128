//! A form in two parts: what was said first is kept until the questions that follow from it are answered.

use crate::{
    Desk, Handled, Rejected,
    brought::{Brought, Source},
    ports::{BegunFile, BegunForm, BegunKey},
};
use ticket::{
    GuildConfig, Person, Refusal, Timestamp, event::Origin, follow, form::Field, form::FieldStyle, open,
    open::Request,
};

/// Milliseconds for which the first part of a form is kept: less than Discord keeps its files.
pub const BEGUN_MILLISECONDS: i64 = 3_600_000;

impl Desk {
    /// Takes the first part of a form, judged as an opening is. Gives the questions that follow from its answers; if there are any, what was said
    /// is kept for them.
    ///
    /// # Errors
    /// A [`Refusal`] of [`open::begin`], or a [`Failure`](crate::Failure).
    pub async fn begin(
        &self,
        key: BegunKey,
        opener: &Person,
        mut request: Request,
        brought: &[Brought],
    ) -> Result<Vec<Field>, Rejected> {
        request.files = brought.iter().map(Brought::sent).collect();
        let config = self.config(key.guild).await?.config;
        let facts = self.store().opening_facts(key.guild, key.ticket_type, opener.user, &[]).await?;
        let asked = open::begin(&request, opener, &config, &facts)?;
        if asked.is_empty() {
            return Ok(asked);
        }
        let form = config.ticket_type(key.ticket_type).map(|found| found.form.clone()).unwrap_or_default();
        let address = |file: &Brought| match &file.from {
            Source::Address(address) => address.clone(),
            Source::Here(_) => String::new(),
        };
        let file = |file: &Brought| BegunFile {
            id: file.id,
            name: file.name.clone(),
            content_type: file.content_type.clone(),
            size: file.size,
            address: address(file),
        };
        let begun = BegunForm {
            form,
            answers: request.answers,
            files: brought.iter().map(file).collect(),
            panel: request.origin.panel(),
        };
        self.store().begun_forms_swept(self.begun_since()).await?;
        self.store().form_begun(key, &begun, self.clock().now()).await?;
        Ok(asked)
    }

    /// The questions that follow, for as long as the first part is kept and the form is as it was.
    ///
    /// # Errors
    /// [`Refusal::FormGone`], [`Refusal::FormChanged`], or what stands in the way of opening at all; a [`Failure`](crate::Failure).
    pub async fn follow_ups(&self, key: BegunKey) -> Result<(String, Vec<Field>), Rejected> {
        let begun = self.store().begun_form(key, self.begun_since()).await?.ok_or(Refusal::FormGone)?;
        let config = self.config(key.guild).await?.config;
        let name = unchanged(&config, key, &begun)?;
        Ok((name, follow::asked(&begun.form, &begun.answers)))
    }

    /// Opens a ticket with both parts of its form, and forgets the first in the same commit: it opens one ticket, however often it is sent.
    ///
    /// # Errors
    /// As [`Desk::open`], and as [`Desk::follow_ups`].
    pub async fn open_begun(
        &self,
        key: BegunKey,
        opener: &Person,
        mut request: Request,
        mut brought: Vec<Brought>,
    ) -> Result<Handled, Rejected> {
        let begun = self.store().begun_form(key, self.begun_since()).await?.ok_or(Refusal::FormGone)?;
        // What was said first stands first, so it stands.
        let mut answers = begun.answers;
        answers.append(&mut request.answers);
        request.answers = answers;
        if let Origin::Discord { panel, .. } = &mut request.origin {
            *panel = begun.panel;
        }
        brought.extend(begun.files.into_iter().map(|file| Brought {
            id: file.id,
            name: file.name,
            content_type: file.content_type,
            size: file.size,
            from: Source::Address(file.address),
        }));
        self.open_from(key.guild, opener, request, brought, Some(key)).await
    }

    /// Judges anew whether a form can be gone on with: each time an opening is.
    pub(crate) async fn still_begun(&self, key: BegunKey, config: &GuildConfig) -> Result<(), Rejected> {
        let begun = self.store().begun_form(key, self.begun_since()).await?.ok_or(Refusal::FormGone)?;
        unchanged(config, key, &begun)?;
        Ok(())
    }

    /// Forgets what nobody went on with.
    ///
    /// # Errors
    /// A [`Failure`](crate::Failure) of the store.
    pub async fn forget_begun(&self) -> Result<(), crate::Failure> {
        self.store().begun_forms_swept(self.begun_since()).await
    }

    fn begun_since(&self) -> Timestamp {
        Timestamp(self.clock().now().0 - BEGUN_MILLISECONDS)
    }
}

/// How many of these are questions, and not only words to read.
pub fn count(asked: &[Field]) -> usize {
    asked.iter().filter(|field| field.style != FieldStyle::Text).count().max(1)
}

/// The name of the type, if its form is as it was.
fn unchanged(config: &GuildConfig, key: BegunKey, begun: &BegunForm) -> Result<String, Refusal> {
    if !config.settings.enabled {
        return Err(Refusal::ModuleOff);
    }
    let found = config.ticket_type(key.ticket_type).ok_or(Refusal::UnknownType)?;
    if !found.active {
        return Err(Refusal::TypeInactive { name: found.name.clone() });
    }
    if found.form == begun.form { Ok(found.name.clone()) } else { Err(Refusal::FormChanged) }
}
