//! Who asks, as the directory knows them at this very moment: a role lost in Discord counts at once.

use crate::{error::Problem, prefs::Prefs, session::Current, state::App};
use axum::{
    Extension,
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use desk::{
    Loaded, Moment,
    ports::{Config, GuildInfo, Session},
};
use std::sync::Arc;
use ticket::{
    Actor, GuildId, Permissions, Person, TicketKey, TypeId,
    access::{self, Audience},
    keys::Key,
};

/// Somebody who is signed in.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) session: Arc<Session>,
    pub(crate) prefs: Prefs,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Extension(prefs) =
            Extension::<Prefs>::from_request_parts(parts, app).await.map_err(|_| Problem::Unclear)?;
        match parts.extensions.get::<Current>() {
            Some(Current(session)) => Ok(Self { session: Arc::clone(session), prefs }),
            None => {
                let next = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
                Err(Problem::SignIn { next })
            }
        }
    }
}

/// A member of the guild in the address, present or gone.
#[derive(Clone)]
pub(crate) struct InGuild {
    pub(crate) signed: Signed,
    pub(crate) guild: GuildInfo,
    pub(crate) person: Person,
    pub(crate) config: Config,
    /// Before anything of the page was read.
    pub(crate) since: Moment,
}

impl FromRequestParts<App> for InGuild {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed = Signed::from_request_parts(parts, app).await?;
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Problem::NoGuild)?;
        let id = params.iter().find(|(name, _)| *name == "guild").and_then(|(_, value)| value.parse().ok());
        Self::find(app, signed, id.ok_or(Problem::NoGuild)?).await
    }
}

impl InGuild {
    /// A guild that the person never was in looks like none.
    pub(crate) async fn find(app: &App, signed: Signed, id: GuildId) -> Result<Self, Problem> {
        let since = app.desk.hints().now();
        let store = app.desk.store();
        let (guild, member) = tokio::try_join!(store.guild(id), store.member(id, signed.session.user))?;
        let guild = guild.filter(|guild| guild.present).ok_or(Problem::NoGuild)?;
        let member = member.ok_or(Problem::NoGuild)?;
        let mut person = guild.person(&member);
        if !member.present {
            // Gone: what they opened is still theirs to read, nothing else.
            (person.roles, person.permissions, person.owner) = (Vec::new(), Permissions::NONE, false);
        }
        let config = app.desk.config(id).await?;
        let signed = Signed { prefs: signed.prefs.at(&config.config.settings), ..signed };
        Ok(Self { signed, guild, person, config, since })
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Person(self.person.clone())
    }
    /// Whether the staff dashboard is open to them.
    pub(crate) fn may_enter(&self) -> bool {
        access::may_enter(&self.config.config, &self.person)
    }
    /// Whether they have a key.
    pub(crate) fn has(&self, key: Key) -> bool {
        access::has(&self.config.config, &self.person, key)
    }
    /// Whether they see reports.
    pub(crate) fn may_report(&self) -> bool {
        access::may_report(&self.config.config, &self.person)
    }
    /// Whether they may take reports away as files.
    pub(crate) fn may_export(&self) -> bool {
        access::may_export(&self.config.config, &self.person)
    }
    /// Whether tickets are configured by them.
    pub(crate) fn may_configure(&self) -> bool {
        access::may_configure(&self.config.config, &self.person)
    }

    /// The types whose tickets they may see; `None` is all, those of removed types included.
    pub(crate) fn types_seen(&self) -> Option<Vec<TypeId>> {
        let config = &self.config.config;
        let sees_all = access::capability(config, &self.person).is_some()
            || self.person.permissions.contains(Permissions::MANAGE_CHANNELS);
        let seen =
            config.types.iter().filter(|of| access::may_view(config, of, &self.person)).map(|of| of.id);
        (!sees_all).then(|| seen.collect())
    }

    /// The types that their reports are about; `None` is all.
    pub(crate) fn types_reported(&self) -> Option<Vec<TypeId>> {
        if self.has(Key::ReportsView) { None } else { self.types_seen() }
    }

    /// A ticket of this guild, and as what they may read it.
    pub(crate) async fn ticket(&self, app: &App, number: u32) -> Result<(Loaded, Audience), Problem> {
        let key = TicketKey { guild: self.guild.id, number };
        // Whether there is such a ticket is for those to know who work here.
        let missing = if self.may_enter() { Problem::NoTicket } else { Problem::Forbidden };
        let loaded = app.desk.store().ticket(key).await?.ok_or(missing)?;
        let audience = self.audience(&loaded).ok_or(Problem::Forbidden)?;
        Ok((loaded, audience))
    }

    /// As what they may read a ticket, if at all.
    pub(crate) fn audience(&self, loaded: &Loaded) -> Option<Audience> {
        access::audience(&self.config.config, &loaded.ticket, &self.person)
    }

    /// Whether they may act as staff on it.
    pub(crate) fn is_staff(&self, loaded: &Loaded) -> bool {
        let config = &self.config.config;
        access::is_staff(config, &config.type_or_removed(loaded.ticket.ticket_type), &self.person)
    }
}
