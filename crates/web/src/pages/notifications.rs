//! `/notifications`: of what a person is told on their devices, and which these are.

use crate::{
    actor::{InGuild, Signed},
    error::Problem,
    headers::fresh,
    pages::settings::fields::Fields,
    session::{cookie, cookie_name, hash, set_cookie},
    state::App,
    view::{Notice, Shell, Tone, When, page},
};
use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use desk::ports::{Device, Moved, NewDevice, TokenHash};
use serde_json::{Value, json};
use ticket::{UserId, push::Occasion, say, settings::Locale};
use webhooks::NotSet;

/// The cookie by which a browser that is told is known, also when nobody is signed in on it any more.
const NAME: &str = "guildhall_device";
/// As long as browsers keep a cookie at most: 400 days.
const KEPT_SECONDS: i64 = 400 * 86_400;
/// Servers looked through for one person.
const MAX_GUILDS: usize = 200;
/// Letters of what a browser gives.
const MOST_CHARS: usize = 2_000;

struct Choice {
    word: &'static str,
    label: String,
    chosen: bool,
}

struct Line {
    id: i64,
    name: String,
    here: bool,
    since: When,
    reached: Option<When>,
}

#[derive(Template)]
#[template(path = "notifications.html")]
struct Page<'a> {
    shell: Shell<'a>,
    notice: Option<Notice>,
    /// What the browser is to ask its push service for; none if there is none to be had.
    key: Option<String>,
    /// Whether this browser is told.
    here: bool,
    staff: Vec<Choice>,
    own: Vec<Choice>,
    lines: Vec<Line>,
}

/// The hash of this browser's token, if it has one.
fn token(app: &App, headers: &HeaderMap) -> Option<TokenHash> {
    cookie(headers, &cookie_name(&app.config, NAME)).map(|token| hash(&token))
}

/// This browser is nobody's any more, or this person's only: whoever was told on it before is not.
pub(crate) async fn left(app: &App, headers: &HeaderMap, now_of: Option<UserId>) -> Result<(), Problem> {
    if let Some(token) = token(app, headers) {
        app.desk.store().device_left(&token, now_of).await?;
    }
    Ok(())
}

/// A person's devices in a copy of what is kept of them: without addresses and keys, with which anybody could send there.
pub(crate) async fn copy(app: &App, user: UserId) -> Result<Vec<Value>, Problem> {
    let iso = |at: ticket::Timestamp| at.iso();
    let of = |one: Device| {
        json!({ "name": one.told.name, "language": one.told.locale.tag(), "since": iso(one.told.at),
            "reached": one.reached.map(iso), "occasions": one.told.occasions })
    };
    Ok(app.desk.store().devices(user).await?.into_iter().map(of).collect())
}

/// `GET /notifications`
pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    render(&app, &signed, &headers, StatusCode::OK, None).await
}

async fn render(
    app: &App,
    signed: &Signed,
    headers: &HeaderMap,
    status: StatusCode,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let (l, token) = (signed.prefs.locale, token(app, headers));
    let devices = app.desk.store().devices(signed.session.user).await?;
    let this = devices.iter().find(|one| Some(one.told.token) == token);
    let wanted = this.map_or(Occasion::ALL.to_vec(), |one| one.told.occasions.clone());
    let choice =
        |one: Occasion| Choice { word: one.word(), label: one.label(l), chosen: wanted.contains(&one) };
    let works = works_somewhere(app, signed).await?;
    let (staff, own): (Vec<_>, Vec<_>) = Occasion::ALL.into_iter().partition(|one| one.is_for_staff());
    let here = this.is_some();
    let line = |one: &Device| Line {
        id: one.id,
        name: name(l, &one.told.name),
        here: Some(one.told.token) == token,
        since: When::new(&signed.prefs, one.told.at, app.now()),
        reached: one.reached.map(|at| When::new(&signed.prefs, at, app.now())),
    };
    let view = Page {
        notice,
        key: app.webhooks.push_key().await?,
        here,
        staff: staff.into_iter().filter(|_| works).map(choice).collect(),
        own: own.into_iter().map(choice).collect(),
        lines: devices.iter().map(line).collect(),
        shell: Shell::signed(signed, say!(l, "push-title")),
    };
    Ok(page(status, &view))
}

/// Whether somebody is staff anywhere.
async fn works_somewhere(app: &App, signed: &Signed) -> Result<bool, Problem> {
    let known = app.desk.store().guilds().await?;
    for guild in known.into_iter().filter(|guild| guild.present).take(MAX_GUILDS) {
        match InGuild::find(app, signed.clone(), guild.id).await {
            Ok(here) if here.may_enter() => return Ok(true),
            Ok(_) | Err(Problem::NoGuild) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(false)
}

/// What a browser is called.
fn name(l: Locale, [browser, system]: &[String; 2]) -> String {
    match (browser.is_empty(), system.is_empty()) {
        (false, false) => say!(l, "push-device", browser = browser, system = system),
        (false, true) => browser.clone(),
        (true, false) => system.clone(),
        (true, true) => say!(l, "push-device-other"),
    }
}

/// The browser and the system, as a user agent names them: the first that fits, for each also names what it is like.
fn agent(headers: &HeaderMap) -> [String; 2] {
    const BROWSERS: [(&str, &str); 8] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let text = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let of = |all: &[(&str, &str)]| {
        all.iter()
            .find(|(sign, _)| text.contains(sign))
            .map(|(_, name)| (*name).to_owned())
            .unwrap_or_default()
    };
    [of(&BROWSERS), of(&SYSTEMS)]
}

/// `POST /notifications`: switches this browser on or off, says of what it is told, or forgets another one.
pub(crate) async fn act(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let (user, l, store) = (signed.session.user, signed.prefs.locale, app.desk.store());
    let done = || Redirect::to("/notifications").into_response();
    match fields.text("act").as_str() {
        "on" => {
            let fresh = fresh();
            let given = |name: &str| given(&fields, name);
            let device = NewDevice {
                user,
                token: hash(&fresh),
                endpoint: given("endpoint"),
                key: given("key"),
                auth: given("auth"),
                locale: l,
                occasions: wanted(&app, &signed, &fields).await?,
                name: agent(&headers),
                at: app.now(),
            };
            match app.webhooks.device_add(device).await {
                Ok(_) => {}
                Err(NotSet::Failed(failure)) => return Err(failure.into()),
                Err(_) => {
                    let notice = Notice { tone: Tone::Refused, text: say!(l, "push-refused") };
                    let code = StatusCode::UNPROCESSABLE_ENTITY;
                    return render(&app, &signed, &headers, code, Some(notice)).await;
                }
            }
            // Under the token before nobody is told any more.
            left(&app, &headers, None).await?;
            let kept = set_cookie(&app.config, NAME, &fresh, KEPT_SECONDS);
            return Ok((AppendHeaders([(header::SET_COOKIE, kept)]), done()).into_response());
        }
        "save" => {
            if let Some(token) = token(&app, &headers) {
                let occasions = wanted(&app, &signed, &fields).await?;
                store.device_change(user, &token, &occasions, l).await?;
            }
        }
        "off" => {
            let token = token(&app, &headers);
            for one in store.devices(user).await? {
                if Some(one.told.token) == token {
                    store.device_remove(one.id, user).await?;
                }
            }
        }
        "forget" => {
            if let Some(id) = fields.id::<i64>("device") {
                store.device_remove(id, user).await?;
            }
        }
        _ => return Err(Problem::Unclear),
    }
    Ok(done())
}

/// What a browser gives.
fn given(fields: &Fields, name: &str) -> String {
    fields.text(name).trim().chars().take(MOST_CHARS).collect()
}

/// `GET /notifications/address`: what the worker of a browser needs to say where it is told from now on. Pages of others cannot read it.
pub(crate) async fn ask(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    let key = app.webhooks.push_key().await?;
    Ok(Json(json!({ "csrf": signed.session.csrf, "key": key })).into_response())
}

/// `POST /notifications/address`: the push service of this browser gave it another address. It stays the device that it is.
pub(crate) async fn moved(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    fields: Fields,
) -> Result<StatusCode, Problem> {
    let token = token(&app, &headers).ok_or(Problem::NotFound)?;
    let [endpoint, key, auth] = ["endpoint", "key", "auth"].map(|name| given(&fields, name));
    let to = Moved { user: signed.session.user, token, endpoint, key, auth };
    match app.webhooks.device_moved(to).await {
        Ok(true) => Ok(StatusCode::NO_CONTENT),
        Ok(false) => Err(Problem::NotFound),
        Err(NotSet::Failed(failure)) => Err(failure.into()),
        Err(_) => Err(Problem::Unclear),
    }
}

/// The occasions that were chosen. What is for staff stays chosen for whoever is none: it does not come up, until they are.
async fn wanted(app: &App, signed: &Signed, fields: &Fields) -> Result<Vec<Occasion>, Problem> {
    let works = works_somewhere(app, signed).await?;
    let chosen: Vec<_> = fields.all("on").filter_map(Occasion::named).collect();
    let stays = |one: &Occasion| chosen.contains(one) || !works && one.is_for_staff();
    Ok(Occasion::ALL.into_iter().filter(stays).collect())
}

#[cfg(test)]
mod tests {
    use super::agent;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn browsers_are_called_by_their_names() {
        let called = |text: &'static str| {
            agent(&HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(text))])).join("/")
        };
        let chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36";
        assert_eq!(called(chrome), "Chrome/Android");
        assert_eq!(called("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0"), "Firefox/Linux");
        assert_eq!(called("curl/8"), "/");
    }
}
