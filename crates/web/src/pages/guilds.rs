//! The servers a person can go to.

use super::Access;
use crate::{
    Site,
    frame::{Frame, Problem, page},
    session::Viewer,
};
use askama::Template;
use axum::{extract::State, response::Response};
use std::sync::Arc;
use ticket::{access, say};

struct Entry {
    id: ticket::GuildId,
    name: String,
    initials: String,
    role: String,
    open: String,
}

#[derive(Template)]
#[template(path = "guilds.html")]
struct Guilds {
    frame: Frame,
    guilds: Vec<Entry>,
}

/// Lists the servers where the person may enter the dashboard (P198).
pub(crate) async fn list(
    State(site): State<Arc<Site>>,
    viewer: Viewer,
    frame: Frame,
) -> Result<Response, Problem> {
    let locale = frame.locale;
    let mut guilds = Vec::new();
    for guild in site.desk.store().guilds().await? {
        let Ok(entered) = Access::of(&site, &viewer, guild.id).await else { continue };
        let capability = access::capability(&entered.config, &entered.person);
        let role = match capability {
            Some(ticket::settings::Capability::Edit) => locale.say("web-role-admin"),
            _ if access::may_enter(&entered.config, &entered.person) => locale.say("web-role-staff"),
            _ => continue,
        };
        let types = super::tickets::visible_types(&entered);
        let counts = site.desk.store().counts(guild.id, types.as_deref(), viewer.0.user).await?;
        let initials = guild.name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
        let open = say!(locale, "web-open-count", count = counts.open);
        guilds.push(Entry { id: guild.id, name: guild.name, initials, role, open });
    }
    let frame = Frame { csrf: viewer.0.csrf.clone(), person: Some(viewer.0.username.clone()), ..frame };
    Ok(page(&Guilds { frame, guilds }))
}
