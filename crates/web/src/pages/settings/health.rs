//! `/g/{guild}/settings/health`: what Guildhall could not do here, why, and a button to try again (P203, P205).

use super::{Frame, Owner, Said, Section, fields::Fields, frame};
use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    pages::samples,
    state::App,
    view::{Shell, When, page},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{
    Hint,
    ports::{Check, MemberInfo},
};
use std::time::Duration;
use ticket::{
    GuildId, Job, UserId,
    doctor::{Advice, Spot},
    say,
    settings::Locale,
};
use tokio::sync::broadcast::error::RecvError;

/// How long a page waits for the doctor.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// What the permission doctor found, and when it looked.
    doctor: Option<(Vec<Advice>, When)>,
    wrong: Option<Wrong>,
    checked: Option<String>,
    /// What keeps Discord from telling us anything, which is every guild's trouble.
    deaf: Option<Deafness>,
    /// What there is to say of samples.
    samples: Option<samples::Note>,
}

/// Discord tells nothing.
struct Deafness {
    code: &'static str,
    why: String,
    off: Option<String>,
    fix: String,
    since: String,
}

fn deafness(owner: &Owner) -> Option<Deafness> {
    let (prefs, now) = (&owner.here.signed.prefs, owner.app.now());
    let l = prefs.locale;
    let deaf = owner.app.desk.listening().deaf()?;
    let names = (!deaf.off.is_empty()).then(|| deaf.off.join(", "));
    Some(Deafness {
        code: deaf.trouble.code(),
        why: deaf.trouble.cause(l),
        off: names.map(|names| say!(l, "web-health-deaf-off", names = names)),
        fix: deaf.trouble.fix(l),
        since: say!(l, "web-health-deaf-since", at = When::new(prefs, deaf.since, now).full),
    })
}

/// How many things there are to mend in a guild (P205).
pub(super) async fn count(app: &App, guild: GuildId) -> Result<usize, Problem> {
    let store = app.desk.store();
    let given_up = store.given_up(guild).await?.len();
    let report = store.report(guild).await?.map(|(_, report)| report).unwrap_or_default();
    let deaf = usize::from(app.desk.listening().deaf().is_some());
    Ok(given_up + report.to_mend() + deaf)
}

/// What a place is called on the web.
fn name(here: &InGuild, members: &[MemberInfo], spot: Spot) -> String {
    let member = |id| members.iter().find(|member| member.user == id).map(|member| member.name.clone());
    let role = |id| here.guild.roles.iter().find(|role| role.id == id).map(|role| format!("@{}", role.name));
    match (spot, spot.channel()) {
        (_, Some(channel)) => {
            let known = here.guild.channels.iter().find(|(id, _)| *id == channel);
            let sign = if here.guild.categories.contains(&channel) { "" } else { "#" };
            known.map_or_else(|| channel.to_string(), |(_, name)| format!("{sign}{name}"))
        }
        (Spot::Member(id), _) => member(id).unwrap_or_else(|| id.to_string()),
        (Spot::Role(id), _) => role(id).unwrap_or_else(|| id.to_string()),
        (Spot::Policy(id), _) => {
            let known = here.config.config.policies.iter().find(|rule| rule.id == id);
            known.map_or_else(|| id.to_string(), |rule| rule.name.clone())
        }
        (Spot::Type(kind), _) => here.config.config.type_or_removed(kind).name.clone(),
        _ => String::new(),
    }
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
                what: work(l, &one.job),
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
    let report = owner.app.desk.store().report(here.guild.id).await?;
    let users: Vec<UserId> = report.iter().flat_map(|(_, report)| report.members()).collect();
    let members = owner.app.desk.store().members(here.guild.id, &users).await?;
    let doctor = report.map(|(at, report)| {
        let at = When::new(&here.signed.prefs, at, owner.app.now());
        (report.advice(l, &|spot| name(here, &members, spot)), at)
    });
    let deaf = deafness(&owner);
    let samples = samples::note(&owner.app, here, false).await?;
    Ok(page(StatusCode::OK, &Health { shell, frame, troubles, doctor, wrong, checked, deaf, samples }))
}

/// What a job is for, in words.
fn work(l: Locale, job: &Job) -> String {
    match job {
        Job::SyncSurface { .. } => say!(l, "web-job-surface"),
        Job::Relay { .. } => say!(l, "web-job-relay"),
        Job::CopyFiles { .. } | Job::ShowFiles { .. } | Job::CopyPictures { .. } | Job::CopyIcon { .. } => {
            say!(l, "web-job-files")
        }
        Job::PostPanel { .. } => say!(l, "web-job-panel"),
        Job::DmClosed { .. } | Job::WarnIdle { .. } | Job::TellLoss { .. } => say!(l, "web-job-dm"),
        Job::ModLog { .. } => say!(l, "web-job-log"),
        Job::Welcome { .. } => say!(l, "web-job-welcome"),
        Job::Announce { .. } => say!(l, "web-job-announce"),
        Job::SlaNotice { .. } => say!(l, "web-job-times"),
        Job::Shortcode { .. } => say!(l, "web-job-canned"),
        Job::Backfill { .. } | Job::Compare { .. } => say!(l, "web-job-missed"),
        Job::Wake { .. } => say!(l, "web-job-due"),
        Job::AnswerOpener { .. } => say!(l, "web-job-opened"),
        Job::Assist { .. } => say!(l, "web-job-assist"),
        Job::ClaimByAnswer { .. } => say!(l, "web-job-claim"),
        Job::RebuildFigures { .. } => say!(l, "web-job-figures"),
        Job::Recompute { .. } => say!(l, "web-job-again"),
        Job::Pull { .. } | Job::PullLater { .. } => say!(l, "web-job-pull"),
        Job::SyncCommands { .. } => say!(l, "web-job-commands"),
        Job::Deliver { .. } => say!(l, "web-job-webhook"),
        Job::Push { .. } => say!(l, "web-job-push"),
        Job::Evaluate { .. } => say!(l, "web-job-evaluate"),
        Job::Batch { .. } => say!(l, "web-job-batch"),
        Job::Examine { .. } => say!(l, "web-job-examine"),
        Job::Erase { .. } => say!(l, "web-job-erase"),
        Job::Samples { .. } => say!(l, "web-job-samples"),
    }
}

/// `POST /g/{guild}/settings/health`: tries one thing again.
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let guild = owner.here.guild.id;
    if fields.flag("look") {
        let mut hints = owner.app.desk.hints().listen();
        owner.app.desk.enqueue(vec![Job::Examine { guild }]).await?;
        let looked = async {
            loop {
                match hints.recv().await {
                    Ok(Hint::Guild(changed)) if changed != guild => {}
                    Ok(Hint::Guild(_)) | Err(RecvError::Closed) => return,
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                }
            }
        };
        // Where it takes longer, the page shows what was found before.
        let _ = tokio::time::timeout(PATIENCE, looked).await;
        return Ok(Redirect::to(&format!("/g/{guild}/settings/health")).into_response());
    }
    let id: i64 = fields.id("again").ok_or(Problem::Unclear)?;
    owner.app.desk.store().revive(guild, id, owner.app.now()).await?;
    owner.app.desk.hints().send(desk::Hint::Jobs);
    Ok(Flash::Again.then(&format!("/g/{guild}/settings/health")))
}
