//! `/g/{guild}/knowledge/evaluation`: questions with the action and section that are expected, and how many come out right.

use crate::{
    actor::InGuild,
    error::Problem,
    pages::settings::{Frame, Owner},
    state::App,
    view::{Notice, Shell, Tone, page},
};
use askama::Template;
use assist::{
    evaluate::{self, Expected, Report},
    index::Library,
    sample,
};
use axum::{Form, http::StatusCode, response::Response};
use serde::Deserialize;
use std::sync::Arc;
use ticket::say;

/// Questions in one run of the page; the command line takes more.
const QUESTIONS: usize = 500;
/// Wrong ones that are shown.
const SHOWN: usize = 100;

struct Figure {
    name: String,
    value: String,
}

struct Wrong {
    question: String,
    expected: &'static str,
    given: &'static str,
    found: String,
}

#[derive(Template)]
#[template(path = "knowledge/evaluation.html")]
struct Page<'a> {
    shell: Shell<'a>,
    frame: Frame,
    guild: String,
    figures: Vec<Figure>,
    wrong: Vec<Wrong>,
    text: String,
}

/// `GET /g/{guild}/knowledge/evaluation`
pub(crate) async fn show(Owner { app, here }: Owner) -> Result<Response, Problem> {
    render(&app, &here, StatusCode::OK, None, None, String::new()).await
}

#[derive(Deserialize)]
pub(crate) struct Run {
    #[serde(default)]
    text: String,
    /// The sample's own questions over the sample's own knowledge bases.
    sample: Option<String>,
}

/// `POST /g/{guild}/knowledge/evaluation`
pub(crate) async fn run(
    Owner { app, here }: Owner,
    Form(Run { text, sample }): Form<Run>,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let refused = async |said: String, text: String| {
        let notice = Notice { tone: Tone::Refused, text: said };
        render(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), None, text).await
    };
    let (library, questions) = if sample.is_some() {
        (Arc::new(sample::library(here.guild.id)), sample::questions())
    } else {
        match evaluate::questions(&text) {
            Ok(questions) if questions.is_empty() => {
                return refused(say!(l, "web-know-eval-none"), text).await;
            }
            Ok(questions) if questions.len() > QUESTIONS => {
                return refused(say!(l, "web-know-eval-many", most = QUESTIONS), text).await;
            }
            Ok(questions) => (app.assistant.library(here.guild.id).await?, questions),
            Err(why) => {
                return refused(say!(l, "web-know-eval-unreadable", problem = why.to_string()), text).await;
            }
        }
    };
    let measured = tokio::task::spawn_blocking(move || measure(&library, &questions)).await;
    let measured = measured.map_err(|_| Problem::Broken)?;
    render(&app, &here, StatusCode::OK, None, Some(measured), text).await
}

/// By retrieval alone: a page does not wait for hundreds of answers of a model. The command line asks it.
fn measure(library: &Library, questions: &[Expected]) -> (Report, Vec<Wrong>) {
    let (mut report, mut wrong) = (Report::default(), Vec::new());
    for expected in questions {
        let given = evaluate::alone(library, &expected.question);
        let missed = !expected.sections.is_empty()
            && !given.found.iter().take(3).any(|found| expected.sections.contains(found));
        if (given.action != expected.action || missed) && wrong.len() < SHOWN {
            wrong.push(Wrong {
                question: expected.question.clone(),
                expected: expected.action.word(),
                given: given.action.word(),
                found: given.found.first().cloned().unwrap_or_default(),
            });
        }
        report.add(expected, &given);
    }
    (report, wrong)
}

async fn render(
    app: &App,
    here: &InGuild,
    code: StatusCode,
    notice: Option<Notice>,
    measured: Option<(Report, Vec<Wrong>)>,
    text: String,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let figure = |name: String, value: String| Figure { name, value };
    let (figures, wrong) = measured.map_or_else(Default::default, |(report, wrong)| {
        let figures = vec![
            figure(say!(l, "web-know-eval-questions"), report.questions.to_string()),
            figure(say!(l, "web-know-eval-actions"), percent(report.action_accuracy())),
            figure(say!(l, "web-know-eval-recall-3"), percent(report.recall_3())),
            figure(say!(l, "web-know-eval-recall-5"), percent(report.recall_5())),
            figure(say!(l, "web-know-eval-false"), percent(report.false_answers())),
            figure(say!(l, "web-know-eval-cost"), report.tokens.to_string()),
        ];
        (figures, wrong)
    });
    let owner = Owner { app: app.clone(), here: here.clone() };
    let (shell, frame) = super::framed(&owner, Some(say!(l, "web-know-eval")), notice).await?;
    let view = Page { shell, frame, guild: here.guild.id.to_string(), figures, wrong, text };
    Ok(page(code, &view))
}
