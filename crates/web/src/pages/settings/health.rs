//! `/g/{guild}/settings/health`: what Guildhall could not do here, why, and a button to try again (P203, P205).

use super::{Frame, Owner, Said, Section, fields::Fields, frame};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, When, page},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use desk::ports::Check;
use ticket::say;

/// Something that was given up.
struct Trouble {
    id: i64,
    what: String,
    code: Option<&'static str>,
    why: String,
    fix: Option<String>,
    at: When,
    ticket: Option<(String, u32)>,
}

#[derive(Template)]
#[template(path = "settings/health.html")]
struct Health<'a> {
    shell: Shell<'a>,
    frame: Frame,
    troubles: Vec<Trouble>,
    wrong: Option<Wrong>,
    checked: Option<String>,
}

/// What differed between figures and tickets lately.
struct Wrong {
    code: &'static str,
    why: String,
    fix: String,
    when: String,
}

/// How long a difference is shown.
const SHOWN: i64 = 7 * 86_400_000;

/// What the last comparison of figures with tickets found; or a sentence that nothing differed.
fn figures(owner: &Owner, check: Option<Check>) -> (Option<Wrong>, Option<String>) {
    let (prefs, now) = (&owner.here.signed.prefs, owner.app.now());
    let l = prefs.locale;
    let Some(check) = check else { return (None, None) };
    match check.wrong_at.filter(|at| now.0 - at.0 <= SHOWN) {
        Some(at) => {
            let trouble = ticket::Trouble::FiguresDiffered;
            let when = When::new(prefs, at, now).full;
            let when = say!(l, "web-health-checked-wrong", count = check.wrong, at = when);
            (Some(Wrong { code: trouble.code(), why: trouble.cause(l), fix: trouble.fix(l), when }), None)
        }
        None => {
            let at = When::new(prefs, check.at, now).full;
            (None, Some(say!(l, "web-health-checked", tickets = check.tickets, at = at)))
        }
    }
}

/// `GET /g/{guild}/settings/health`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let here = &owner.here;
    let l = here.signed.prefs.locale;
    let found = owner.app.desk.store().given_up(here.guild.id).await?;
    let troubles = found
        .into_iter()
        .map(|one| {
            let trouble = ticket::Trouble::of_code(&one.why);
            Trouble {
                id: one.id,
                what: match one.job.kind() {
                    "sync_surface" => say!(l, "web-job-surface"),
                    "relay" => say!(l, "web-job-relay"),
                    "copy_files" => say!(l, "web-job-files"),
                    "post_panel" => say!(l, "web-job-panel"),
                    "dm_closed" | "warn_idle" => say!(l, "web-job-dm"),
                    "mod_log" => say!(l, "web-job-log"),
                    other => other.replace('_', " "),
                },
                // What older versions stored, and what nobody in the guild can mend, is shown in its own words.
                code: trouble.map(ticket::Trouble::code),
                why: trouble.map_or(one.why, |trouble| trouble.cause(l)),
                fix: trouble.map(|trouble| trouble.fix(l)),
                at: When::new(&here.signed.prefs, one.at, owner.app.now()),
                ticket: one
                    .job
                    .ticket()
                    .map(|key| (format!("/g/{}/tickets/{}", key.guild, key.number), key.number)),
            }
        })
        .collect();
    let (wrong, checked) = figures(&owner, owner.app.desk.store().last_check(here.guild.id).await?);
    let (shell, frame) = frame(&owner, Section::Health, None, Said::flash(&owner, flash)).await?;
    Ok(page(StatusCode::OK, &Health { shell, frame, troubles, wrong, checked }))
}

/// `POST /g/{guild}/settings/health`: tries one thing again.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let guild = owner.here.guild.id;
    let id: i64 = fields.id("again").ok_or(Problem::Unclear)?;
    owner.app.desk.store().revive(guild, id, owner.app.now()).await?;
    owner.app.desk.hints().send(desk::Hint::Jobs);
    Ok(Flash::Again.then(&format!("/g/{guild}/settings/health")))
}
