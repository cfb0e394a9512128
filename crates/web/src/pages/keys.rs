//! `/keys`: single keys can be other ones, or off (WCAG 2.1.4).

use crate::{
    actor::Signed,
    error::Problem,
    keys::{KEPT, KEYS, Keys, NAME, Unfit},
    state::App,
    view::{Notice, Shell, Tone, page},
};
use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ticket::say;

struct Line {
    /// What names its field.
    at: usize,
    does: String,
    usual: char,
    own: String,
}

#[derive(Template)]
#[template(path = "keys.html")]
struct Page<'a> {
    shell: Shell<'a>,
    notice: Option<Notice>,
    off: bool,
    lines: Vec<Line>,
}

/// `GET /keys`
pub(crate) async fn show(signed: Signed, headers: HeaderMap) -> Response {
    let keys = Keys::read(&headers);
    let own: Vec<String> = keys.all().map(|(own, ..)| own.to_string()).collect();
    render(&signed, StatusCode::OK, None, keys.off, &own)
}

fn render(
    signed: &Signed,
    status: StatusCode,
    notice: Option<Notice>,
    off: bool,
    own: &[String],
) -> Response {
    let l = signed.prefs.locale;
    let lines = KEYS.into_iter().enumerate().map(|(at, (usual, does))| Line {
        at,
        does: l.say(does),
        usual,
        own: own.get(at).cloned().unwrap_or_default(),
    });
    let shell = Shell::signed(signed, say!(l, "keys-title"));
    page(status, &Page { shell, notice, off, lines: lines.collect() })
}

/// `POST /keys`: keeps them, or has them as usual again.
pub(crate) async fn act(
    State(app): State<App>,
    signed: Signed,
    Form(wanted): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let l = signed.prefs.locale;
    let field = |name: &str| wanted.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let off = field("off").is_some();
    let own: Vec<String> =
        (0..KEYS.len()).map(|at| field(&format!("key-{at}")).unwrap_or_default().to_owned()).collect();
    let keys = if field("reset").is_some() { Ok(Keys::default()) } else { Keys::asked(off, &own) };
    let keys = match keys {
        Ok(keys) => keys,
        Err(unfit) => {
            let text = match unfit {
                Unfit::NoKey(does) => say!(l, "keys-unfit", does = l.say(does)),
                Unfit::Twice(key, one, other) => {
                    say!(l, "keys-twice", key = key.to_string(), one = l.say(one), other = l.say(other))
                }
            };
            let notice = Notice { tone: Tone::Refused, text };
            return Ok(render(&signed, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), off, &own));
        }
    };
    let secure = if app.config.secure() { "; Secure" } else { "" };
    let cookie = format!("{NAME}={}; Path=/; Max-Age={KEPT}; SameSite=Lax{secure}", keys.kept());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/keys")).into_response())
}
