//! `/g/{guild}/settings/hours`: when the team works, and who of it can be given how much when (P115, M42-M44).

use super::{
    Frame, Owner, Said, Section,
    calendar::{self as form, Sheet},
    fields::Fields,
    frame, placed, save,
};
use crate::{
    clock::Clock,
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use desk::ports::USUAL_ZONE;
use std::collections::BTreeSet;
use ticket::{
    GuildConfig, UserId,
    assign::Availability,
    calendar::{self, Zone},
    report::period,
    say,
};

/// What the fields of the server's hours, and of a person's, are called by.
const SERVER: &str = "server";
const OWN: &str = "own";

/// A person who can be given cases.
struct Card {
    href: String,
    name: String,
    note: String,
    away: bool,
}

#[derive(Template)]
#[template(path = "settings/hours/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    on: bool,
    sheet: Sheet,
    zones: Vec<String>,
    people: Vec<Card>,
}

#[derive(Template)]
#[template(path = "settings/hours/person.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    act: String,
    cap: String,
    away: String,
    zone: String,
    own: bool,
    sheet: Sheet,
    zones: Vec<String>,
}

/// `GET /g/{guild}/settings/hours`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, &owner.here.config.config, None, said).await
}

async fn render(
    owner: &Owner,
    config: &GuildConfig,
    typed: Option<&Fields>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let (l, settings) = (here.signed.prefs.locale, &config.settings);
    let users: BTreeSet<UserId> = config.types.iter().flat_map(|kind| kind.handlers.clone()).collect();
    let mut users: Vec<UserId> = users.into_iter().collect();
    users.extend(
        settings
            .availability
            .iter()
            .map(|one| one.user)
            .filter(|one| !users.contains(one))
            .collect::<Vec<_>>(),
    );
    let known = owner.app.desk.store().members(here.guild.id, &users).await?;
    let (zone, now) = (zone_of(config).1, owner.app.now());
    let card = |user: &UserId| {
        let found = settings.availability.iter().find(|one| one.user == *user);
        let member = known.iter().find(|member| member.user == *user);
        Card {
            href: format!("/g/{}/settings/hours/{user}", here.guild.id),
            name: member.map_or_else(|| user.to_string(), |member| member.name.clone()),
            note: note(here.signed.prefs.clock(), found, &zone, now),
            away: found.is_some_and(|one| one.away_until.is_some_and(|until| until > now)),
        }
    };
    let mut people: Vec<Card> = users.iter().map(card).collect();
    people.sort_by_key(|card| card.name.to_lowercase());
    let on = typed.map_or(settings.hours.is_some(), |fields| fields.flag("on"));
    let (shell, frame) = frame(owner, Section::Hours, None, said).await?;
    let sheet = match typed {
        Some(fields) => Sheet::typed(l, SERVER, fields),
        None => Sheet::of(l, SERVER, settings.hours.as_ref(), (&zone_of(config).0, now)),
    };
    Ok(page(code, &List { shell, frame, on, sheet, zones: calendar::zone_names(), people }))
}

/// What holds for a person, in one line.
fn note(clock: Clock, found: Option<&Availability>, zone: &Zone, now: ticket::Timestamp) -> String {
    let l = clock.locale();
    let Some(one) = found else { return say!(l, "web-hours-person-any") };
    let cap = one.cap.map(|cap| say!(l, "web-hours-person-cap", cap = cap));
    let away = one.away_until.filter(|until| *until > now);
    let away =
        away.map(|until| say!(l, "web-hours-person-away", date = clock.date(period::local(zone, until).0)));
    let own = one.hours.as_ref().map(|_| say!(l, "web-hours-person-own"));
    let parts: Vec<String> = [away, cap, own].into_iter().flatten().collect();
    if parts.is_empty() { say!(l, "web-hours-person-any") } else { parts.join(" · ") }
}

/// The time zone of the server: that of its hours, else of its reports.
fn zone_of(config: &GuildConfig) -> (String, Zone) {
    let settings = &config.settings;
    let name = settings.hours.as_ref().map(|hours| hours.zone.clone()).or_else(|| settings.zone.clone());
    let name = name.unwrap_or_else(|| USUAL_ZONE.to_owned());
    let zone = calendar::zone(&name).unwrap_or(Zone::UTC);
    (name, zone)
}

/// `POST /g/{guild}/settings/hours`
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    let part = |config: &GuildConfig| placed(&["settings", "hours"], &config.settings.hours);
    let apply = |config: &mut GuildConfig| {
        let on = fields.flag("on");
        config.settings.hours = on.then(|| form::read(l, &fields, SERVER)).transpose()?;
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/hours", owner.here.guild.id))),
        Err((said, config)) => render(&owner, &config, Some(&fields), said).await,
    }
}

/// `GET /g/{guild}/settings/hours/{user}`
pub(crate) async fn person(
    owner: Owner,
    Path((_, user)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let user = user.parse().map_err(|_| Problem::NotFound)?;
    let said = Said::flash(&owner, flash);
    render_person(&owner, &owner.here.config.config, user, None, said).await
}

async fn render_person(
    owner: &Owner,
    config: &GuildConfig,
    user: UserId,
    typed: Option<&Fields>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let l = here.signed.prefs.locale;
    let (zone_name, zone) = zone_of(config);
    let found = config.settings.availability.iter().find(|one| one.user == user);
    let handles = config.types.iter().any(|kind| kind.handlers.contains(&user));
    if found.is_none() && !handles {
        return Err(Problem::NotFound);
    }
    let away = found.and_then(|one| one.away_until).filter(|until| *until > owner.app.now());
    let text = |name: &str, stands: String| typed.map_or(stands, |fields| fields.text(name));
    let member = owner.app.desk.store().member(here.guild.id, user).await?;
    let title = member.map_or_else(|| user.to_string(), |member| member.name);
    let hours = found.and_then(|one| one.hours.as_ref());
    let (shell, frame) = frame(owner, Section::Hours, Some(title), said).await?;
    let view = Edit {
        shell,
        frame,
        act: format!("/g/{}/settings/hours/{user}", here.guild.id),
        cap: text("cap", found.and_then(|one| one.cap).map_or_else(String::new, |cap| cap.to_string())),
        away: text("away", away.map_or_else(String::new, |until| period::local(&zone, until).0.to_string())),
        own: typed.map_or(hours.is_some(), |fields| fields.flag("own-on")),
        sheet: match typed {
            Some(fields) => Sheet::typed(l, OWN, fields),
            None => {
                Sheet::of(l, OWN, hours.or(config.settings.hours.as_ref()), (&zone_name, owner.app.now()))
            }
        },
        zone: zone_name,
        zones: calendar::zone_names(),
    };
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/hours/{user}`
pub(crate) async fn act_person(
    owner: Owner,
    Path((_, user)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let user: UserId = user.parse().map_err(|_| Problem::NotFound)?;
    let l = owner.here.signed.prefs.locale;
    let of = |config: &GuildConfig| config.settings.availability.iter().find(|one| one.user == user).cloned();
    let part = |config: &GuildConfig| placed(&["settings", "availability"], &of(config));
    let apply = |config: &mut GuildConfig| {
        let handles = config.types.iter().any(|kind| kind.handlers.contains(&user));
        if of(config).is_none() && !handles {
            return Err(say!(l, "web-hours-person-gone"));
        }
        let zone = zone_of(config).1;
        let cap = fields.number(l, "cap", &say!(l, "web-hours-cap"))?;
        let away = fields.words("away").map(|text| text.parse::<jiff::civil::Date>().map_err(|_| text));
        let away = away.transpose().map_err(|text| say!(l, "web-hours-no-date", given = text))?;
        let away_until = away.map(|date| period::begins(&zone, date));
        let hours = fields.flag("own-on").then(|| form::read(l, &fields, OWN)).transpose()?;
        let all = &mut config.settings.availability;
        all.retain(|one| one.user != user);
        if cap.is_some() || away_until.is_some() || hours.is_some() {
            all.push(Availability { user, cap, away_until, hours });
            all.sort_by_key(|one| one.user);
        }
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/hours", owner.here.guild.id))),
        Err((said, config)) => render_person(&owner, &config, user, Some(&fields), said).await,
    }
}
