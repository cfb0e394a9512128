//! How Auto-Assist is set: the switch of the guild, and each type.

use super::hours::{self, HoursView};
use crate::{
    actor::InGuild, error::Problem, flash::Flash, pages::settings::Owner, state::App, view::Notice,
    view::Tone,
};
use axum::{Form, extract::Path, http::StatusCode, response::Response};
use desk::{Rejected, ports::KnowledgeHead};
use ticket::{
    GuildConfig, RoleId, TicketType, Timestamp, TypeId,
    assist::{Behaviour, CallHours},
    calendar::Zone,
    report::period,
    text::refusal,
};

/// A type's settings as a form shows them.
pub(super) struct TypeView {
    pub(super) id: u32,
    pub(super) name: String,
    pub(super) behaviour: Behaviour,
    pub(super) hours: HoursView,
    /// Number, title, whether it is read.
    pub(super) documents: Vec<(u32, String, bool)>,
    /// Id, name, whether it is the one.
    pub(super) roles: Vec<(String, String, bool)>,
}

pub(super) fn types(here: &InGuild, heads: &[KnowledgeHead], now: Timestamp) -> Vec<TypeView> {
    let year = period::local(&Zone::UTC, now).0.year();
    here.config.config.types.iter().map(|kind| type_view(here, kind, heads, year)).collect()
}

fn type_view(here: &InGuild, kind: &TicketType, heads: &[KnowledgeHead], year: i16) -> TypeView {
    let behaviour = kind.assist.clone();
    let everyone = here.guild.id.0;
    let mut roles: Vec<(String, String, bool)> = here
        .guild
        .roles
        .iter()
        .filter(|role| role.id.0 != everyone)
        .map(|role| (role.id.to_string(), role.name.clone(), behaviour.role == Some(role.id)))
        .collect();
    roles.sort_by(|a, b| a.1.cmp(&b.1));
    TypeView {
        id: kind.id.0,
        name: kind.name.clone(),
        hours: hours::view(here.signed.prefs.locale, &here.config.config, kind, year),
        documents: heads
            .iter()
            .map(|head| (head.number, head.title.clone(), behaviour.documents.contains(&head.number)))
            .collect(),
        roles,
        behaviour,
    }
}

/// A form with boxes that may be ticked several times.
pub(super) type Fields = Vec<(String, String)>;

pub(super) fn value<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

fn number<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<T, Problem> {
    value(fields, name).and_then(|text| text.parse().ok()).ok_or(Problem::Unclear)
}

/// `POST /g/{guild}/knowledge/switch`
pub(crate) async fn switch(
    Owner { app, here }: Owner,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let mut config = (*here.config.config).clone();
    config.settings.assist.enabled = value(&fields, "enabled").is_some();
    config.settings.assist.per_day = number(&fields, "per_day")?;
    if value(&fields, "minutes_saved").is_some() {
        config.settings.assist.minutes_saved = number(&fields, "minutes_saved")?;
    }
    configured(&app, &here, number(&fields, "over")?, config).await
}

/// `POST /g/{guild}/knowledge/types/{type}`
pub(crate) async fn kind(
    Owner { app, here }: Owner,
    Path((_, kind)): Path<(String, u32)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let mut config = (*here.config.config).clone();
    let kind = config.types.iter_mut().find(|one| one.id == TypeId(kind)).ok_or(Problem::NotFound)?;
    let hours = match hours::read(here.signed.prefs.locale, &fields, &kind.assist.hours) {
        Ok(hours) => hours,
        Err(said) => return refused(&app, &here, said).await,
    };
    kind.assist = behaviour(&here, &fields, hours)?;
    configured(&app, &here, number(&fields, "over")?, config).await
}

fn behaviour(here: &InGuild, fields: &Fields, hours: CallHours) -> Result<Behaviour, Problem> {
    let documents = fields.iter().filter(|(name, _)| name == "document");
    let documents = documents.map(|(_, number)| number.parse().map_err(|_| Problem::Unclear));
    let role = value(fields, "role").map(|role| role.parse().map(RoleId)).transpose();
    let role = role.map_err(|_| Problem::Unclear)?;
    // A role of this guild, whatever the form says; never everyone.
    let known =
        |role: &RoleId| role.0 != here.guild.id.0 && here.guild.roles.iter().any(|one| one.id == *role);
    Ok(Behaviour {
        enabled: value(fields, "enabled").is_some(),
        documents: documents.collect::<Result<_, _>>()?,
        tone: value(fields, "tone").unwrap_or_default().to_owned(),
        sure_percent: number(fields, "sure_percent")?,
        role: role.filter(known),
        hours,
        pause_minutes: number(fields, "pause_minutes")?,
        answers: number(fields, "answers")?,
    })
}

async fn configured(app: &App, here: &InGuild, over: u32, config: GuildConfig) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    match app.desk.configure(here.guild.id, &here.actor(), over, config, Vec::new()).await {
        Ok(_) => Ok(Flash::Saved.then(&format!("/g/{}/knowledge", here.guild.id))),
        Err(Rejected::Refused(why)) => refused(app, here, refusal(here.signed.prefs.locale, &why)).await,
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

async fn refused(app: &App, here: &InGuild, said: String) -> Result<Response, Problem> {
    let fresh = InGuild::find(app, here.signed.clone(), here.guild.id).await?;
    let notice = Notice { tone: Tone::Refused, text: said };
    super::render(app, &fresh, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), "", Default::default()).await
}
