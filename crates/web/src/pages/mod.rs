//! Pages: what is shown, and what forms do.

pub(crate) mod components;
pub(crate) mod files;
pub(crate) mod guilds;
pub(crate) mod ticket;
pub(crate) mod tickets;
pub(crate) mod transcript;

use crate::{
    Site,
    frame::{Frame, Problem},
    session::Viewer,
};
use ::ticket::{Actor, GuildConfig, GuildId, Person, TicketKey, access, access::Audience};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use desk::{Loaded, ports::GuildInfo};
use std::sync::Arc;

/// A member of a guild, as the directory knows them now: a lost role counts at once.
pub(crate) struct Access {
    pub guild: GuildInfo,
    pub config: Arc<GuildConfig>,
    pub person: Person,
}

impl Access {
    /// Who does not belong to the guild is told that nothing is there.
    pub(crate) async fn of(site: &Site, viewer: &Viewer, guild: GuildId) -> Result<Self, Problem> {
        let store = site.desk.store();
        let guild = store.guild(guild).await?.filter(|guild| guild.present).ok_or(Problem::Missing)?;
        let member = store.member(guild.id, viewer.0.user).await?;
        let member = member.filter(|member| member.present).ok_or(Problem::Missing)?;
        let person = guild.person(&member);
        let config = site.desk.config(guild.id).await?.config;
        Ok(Self { guild, config, person })
    }

    /// A ticket, and as whom the person may read it.
    pub(crate) async fn ticket(&self, site: &Site, number: u32) -> Result<(Loaded, Audience), Problem> {
        let key = TicketKey { guild: self.guild.id, number };
        let loaded = site.desk.store().ticket(key).await?;
        match loaded {
            Some(loaded) => match access::audience(&self.config, &loaded.ticket, &self.person) {
                Some(audience) => Ok((loaded, audience)),
                None => Err(Problem::Forbidden),
            },
            // Whether a number exists is nobody's business who may not enter.
            None if access::may_enter(&self.config, &self.person) => Err(Problem::Missing),
            None => Err(Problem::Forbidden),
        }
    }

    /// The person as the one who gives a command.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Person(self.person.clone())
    }

    /// The frame of a page in this guild.
    pub(crate) fn frame(&self, frame: Frame, viewer: &Viewer) -> Frame {
        Frame {
            csrf: viewer.0.csrf.clone(),
            person: Some(self.person.name.clone()),
            guild: Some((self.guild.id, self.guild.name.clone())),
            live: Some(format!("/g/{}/live", self.guild.id)),
            ..frame
        }
    }
}

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// The database answers too.
pub(crate) async fn ready(State(site): State<Arc<Site>>) -> Response {
    match site.desk.store().ping().await {
        Ok(()) => "ok".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

/// No such page.
pub(crate) async fn nothing(frame: Frame) -> Response {
    Problem::Missing.page(frame)
}

#[derive(askama::Template)]
#[template(path = "message.html")]
struct Message {
    frame: Frame,
    title: String,
    text: String,
    link: Option<(String, String)>,
}

/// After signing out.
pub(crate) async fn signed_out(frame: Frame) -> Response {
    let locale = frame.locale;
    let link = Some((locale.say("web-sign-in"), "/auth/discord".to_owned()));
    let (title, text) = (locale.say("web-signed-out"), locale.say("web-signed-out-help"));
    crate::frame::page(&Message { frame, title, text, link })
}
