//! `/g/{guild}/knowledge/evaluation`: questions with the action and section that are expected, and how many come out right. They are run
//! in the background; the page follows.

use crate::{
    actor::InGuild,
    error::Problem,
    pages::{
        reports::numbers::{money, percent, whole},
        settings::{Frame, Owner},
    },
    state::App,
    view::{Notice, Shell, Tone, When, page},
};
use askama::Template;
use assist::evaluate::{Action, Report};
use assistant::{Ended, MOST_BYTES, MOST_QUESTIONS, NotBegun, Run, Wanted};
use axum::{
    Form,
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::ports::{Evaluation, RunState};
use serde::Deserialize;
use ticket::{say, settings::Locale};

/// Questions that came out wrong and are shown.
const SHOWN: usize = 200;

/// A figure, by retrieval alone and with the model.
struct Figure {
    name: String,
    about: String,
    alone: Told,
    asked: Option<Told>,
}

/// A value, and of how many it is or what it cost.
struct Told {
    value: String,
    of: String,
}

struct WrongView {
    question: String,
    expected: String,
    alone: String,
    asked: Option<String>,
    found: String,
    note: String,
}

/// A run as the page shows it.
struct RunView {
    what: String,
    by: String,
    when: When,
    running: bool,
    /// Why it is over before its end, or what failed.
    notes: Vec<String>,
    done: usize,
    total: usize,
    model: Option<String>,
    figures: Vec<Figure>,
    wrong: Vec<WrongView>,
    cut: bool,
}

/// One of the earlier runs.
struct Past {
    href: String,
    what: String,
    when: When,
    result: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "knowledge/evaluation.html")]
struct Page<'a> {
    shell: Shell<'a>,
    frame: Frame,
    guild: String,
    run: Option<RunView>,
    past: Vec<Past>,
    runs: bool,
    model: Option<String>,
    limits: String,
    text: String,
}

#[derive(Deserialize)]
pub(crate) struct Which {
    run: Option<u32>,
}

/// `GET /g/{guild}/knowledge/evaluation`
pub(crate) async fn show(
    Owner { app, here }: Owner,
    Query(Which { run }): Query<Which>,
) -> Result<Response, Problem> {
    render(&app, &here, StatusCode::OK, None, run, String::new()).await
}

#[derive(Deserialize)]
pub(crate) struct Start {
    #[serde(default)]
    text: String,
    /// The sample's own questions over the sample's own knowledge bases.
    sample: Option<String>,
    /// The model is asked as well.
    model: Option<String>,
}

/// `POST /g/{guild}/knowledge/evaluation`
pub(crate) async fn run(
    Owner { app, here }: Owner,
    Form(Start { text, sample, model }): Form<Start>,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let wanted = Wanted {
        file: sample.is_none().then(|| text.clone()),
        with_model: model.is_some(),
        by: (here.person.user, here.person.name.clone()),
    };
    let why = match app.assistant.begin_evaluation(here.guild.id, wanted).await {
        Ok(_) => return Ok(back(&here)),
        Err(NotBegun::Failed(failure)) => return Err(failure.into()),
        Err(NotBegun::Empty) => say!(l, "web-know-eval-none"),
        Err(NotBegun::TooMany) => {
            say!(l, "web-know-eval-many", most = MOST_QUESTIONS, size = MOST_BYTES / 1024)
        }
        Err(NotBegun::Running) => say!(l, "web-know-eval-busy"),
        Err(NotBegun::Unreadable(why)) => say!(l, "web-know-eval-unreadable", problem = why.to_string()),
    };
    let notice = Notice { tone: Tone::Refused, text: why };
    render(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), None, text).await
}

/// `POST /g/{guild}/knowledge/evaluation/stop`
pub(crate) async fn stop(Owner { app, here }: Owner) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    app.desk.store().evaluation_stop(here.guild.id).await?;
    Ok(back(&here))
}

fn back(here: &InGuild) -> Response {
    Redirect::to(&format!("/g/{}/knowledge/evaluation", here.guild.id)).into_response()
}

async fn render(
    app: &App,
    here: &InGuild,
    code: StatusCode,
    notice: Option<Notice>,
    which: Option<u32>,
    text: String,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let kept = app.desk.store().evaluations(here.guild.id).await?;
    let runs: Vec<(&Evaluation, Run)> =
        kept.iter().filter_map(|one| Some((one, serde_json::from_str(&one.body).ok()?))).collect();
    let chosen = runs.iter().find(|(one, _)| which.is_none_or(|which| which == one.number));
    let client = app.assistant.client().await?;
    let endpoint = client.as_ref().map(|client| client.endpoint());
    let currency = endpoint.and_then(|endpoint| endpoint.price.as_ref()).map(|price| price.currency.clone());
    let shown = chosen.map(|(one, _)| one.number);
    let past = |(one, run): &(&Evaluation, Run)| Past {
        href: format!("/g/{}/knowledge/evaluation?run={}", here.guild.id, one.number),
        what: what(l, run),
        when: When::new(&here.signed.prefs, one.at, app.now()),
        result: result(l, run),
        current: shown == Some(one.number),
    };
    let owner = Owner { app: app.clone(), here: here.clone() };
    let (mut shell, frame) = super::framed(&owner, Some(say!(l, "web-know-eval")), notice).await?;
    let runs_now = kept.iter().any(|one| one.state == RunState::Running);
    if runs_now {
        shell = shell.live(format!("/g/{}/live?mine=true", here.guild.id));
    }
    let view = Page {
        shell,
        frame,
        guild: here.guild.id.to_string(),
        run: chosen.map(|(one, run)| run_view(app, here, one, run, currency.as_deref())),
        past: if runs.len() > 1 { runs.iter().map(past).collect() } else { Vec::new() },
        runs: runs_now,
        model: endpoint
            .map(|one| say!(l, "web-know-eval-model", model = one.model.clone(), host = one.host())),
        limits: say!(l, "web-know-eval-limits", most = MOST_QUESTIONS, size = MOST_BYTES / 1024),
        text,
    };
    Ok(page(code, &view))
}

fn what(l: Locale, run: &Run) -> String {
    if run.sample {
        say!(l, "web-know-eval-of-sample", count = run.total)
    } else {
        say!(l, "web-know-eval-of-own", count = run.total)
    }
}

/// The best of what came out, in a few words.
fn result(l: Locale, run: &Run) -> String {
    let report = run.asked.as_ref().map_or(&run.alone, |asked| &asked.report);
    let accuracy = percent(l, Some(report.action_accuracy()));
    say!(l, "web-know-eval-result", accuracy = accuracy, recall = percent(l, Some(report.recall_3())))
}

fn run_view(app: &App, here: &InGuild, one: &Evaluation, run: &Run, currency: Option<&str>) -> RunView {
    let l = here.signed.prefs.locale;
    let mut notes = Vec::new();
    match (one.state, run.ended) {
        (RunState::Stopped, Some(Ended::Changed)) => notes.push(say!(l, "web-know-eval-changed")),
        (RunState::Stopped, Some(Ended::Provider)) => notes.push(say!(l, "web-know-eval-provider-changed")),
        (RunState::Stopped, None) => notes.push(say!(l, "web-know-eval-stopped")),
        _ => {}
    }
    if let Some(failed) = run.asked.as_ref().map(|asked| asked.failed).filter(|failed| *failed > 0) {
        notes.push(say!(l, "web-know-eval-failed", count = failed));
    }
    let wrong = |one: &assistant::Mistake| WrongView {
        question: one.question.clone(),
        expected: action(l, one.expected),
        alone: action(l, one.alone),
        asked: one.asked.map(|asked| action(l, asked)),
        found: one.found.clone(),
        note: if one.missed { say!(l, "web-know-eval-missed") } else { String::new() },
    };
    RunView {
        what: what(l, run),
        by: one.author_name.clone(),
        when: When::new(&here.signed.prefs, one.at, app.now()),
        running: one.state == RunState::Running,
        notes,
        done: run.done(),
        total: run.total,
        model: run.asked.as_ref().map(|asked| asked.model.clone()),
        figures: figures(l, run, currency),
        wrong: run.wrong.iter().take(SHOWN).map(wrong).collect(),
        cut: run.wrong.len() > SHOWN,
    }
}

fn figures(l: Locale, run: &Run, currency: Option<&str>) -> Vec<Figure> {
    let asked = run.asked.as_ref().map(|asked| &asked.report);
    let of = |name: String, about: String, told: &dyn Fn(&Report) -> Told| Figure {
        name,
        about,
        alone: told(&run.alone),
        asked: asked.map(told),
    };
    let share = |part: usize, count: usize| Told {
        value: percent(l, (count > 0).then(|| part as f64 / count as f64)),
        of: say!(l, "web-know-eval-of", part = part, count = count),
    };
    let cost = |report: &Report| Told {
        value: whole(l, i64::try_from(report.tokens).unwrap_or(i64::MAX)),
        of: currency.filter(|_| report.cost > 0).map_or_else(String::new, |one| money(l, report.cost, one)),
    };
    vec![
        of(say!(l, "web-know-eval-actions"), say!(l, "web-know-eval-actions-about"), &|report| {
            share(report.right_action, report.questions)
        }),
        of(say!(l, "web-know-eval-recall-3"), say!(l, "web-know-eval-recall-about"), &|report| {
            share(report.within_3, report.answerable)
        }),
        of(say!(l, "web-know-eval-recall-5"), say!(l, "web-know-eval-recall-about"), &|report| {
            share(report.within_5, report.answerable)
        }),
        of(say!(l, "web-know-eval-false"), say!(l, "web-know-eval-false-about"), &|report| {
            share(report.answered_falsely, report.unanswerable)
        }),
        of(say!(l, "web-know-eval-cost"), say!(l, "web-know-eval-cost-about"), &cost),
    ]
}

/// An action in words, with the one that files use.
fn action(l: Locale, action: Action) -> String {
    match action {
        Action::Reply => say!(l, "web-know-action-reply"),
        Action::AskForInfo => say!(l, "web-know-action-ask"),
        Action::OfferClose => say!(l, "web-know-action-close"),
        Action::Escalate => say!(l, "web-know-action-escalate"),
    }
}
