//! What surrounds every page, and pages that say why there is no other.

use crate::{Site, headers::Nonce, session};
use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use std::{convert::Infallible, sync::Arc};
use ticket::{GuildId, settings::Locale};

/// What a page needs to know about its reader.
#[derive(Clone, Default)]
pub(crate) struct Frame {
    pub locale: Locale,
    pub theme: Option<&'static str>,
    pub zone: Option<String>,
    pub nonce: String,
    pub csrf: String,
    pub person: Option<String>,
    pub guild: Option<(GuildId, String)>,
    pub in_list: bool,
    pub live: Option<String>,
}

impl FromRequestParts<Arc<Site>> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Site>) -> Result<Self, Infallible> {
        let language = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let theme = match session::cookie(&parts.headers, "theme") {
            Some("dark") => Some("dark"),
            Some("light") => Some("light"),
            _ => None,
        };
        let zone = session::cookie(&parts.headers, "zone").map(str::to_owned);
        let nonce = parts.extensions.get::<Nonce>().map(|nonce| nonce.0.clone()).unwrap_or_default();
        Ok(Self { locale: Locale::fitting(language.unwrap_or("en")), theme, zone, nonce, ..Self::default() })
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message {
    frame: Frame,
    title: String,
    text: String,
    link: Option<(String, String)>,
}

/// A page, or the server's own failure if it cannot be written.
pub(crate) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Nobody is signed in.
    SignIn { next: String },
    /// Nothing is there, or nothing that this reader may know of.
    Missing,
    /// The reader may not see it.
    Forbidden,
    /// A form that is not ours.
    Forged,
    /// Discord did not confirm who it is.
    NotConfirmed,
    /// Signing in is not set up.
    NoSignIn,
    /// The store failed.
    Failed(desk::Failure),
}

impl From<desk::Failure> for Problem {
    fn from(failure: desk::Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Problem {
    /// The page for it.
    pub(crate) fn page(self, frame: Frame) -> Response {
        let locale = frame.locale;
        let home = Some((locale.say("web-to-servers"), "/".to_owned()));
        let (status, title, text, link) = match self {
            Self::SignIn { next } => {
                return Redirect::to(&format!("/auth/discord?next={}", encoded(&next))).into_response();
            }
            Self::Missing => (404, locale.say("web-missing"), locale.say("web-missing-help"), home),
            Self::Forbidden => (403, locale.say("web-forbidden"), locale.say("web-forbidden-help"), home),
            Self::Forged => (403, locale.say("web-forged"), locale.say("web-forged-help"), home),
            Self::NotConfirmed => {
                let again = Some((locale.say("web-sign-in"), "/auth/discord".to_owned()));
                (400, locale.say("web-not-confirmed"), locale.say("web-not-confirmed-help"), again)
            }
            Self::NoSignIn => (503, locale.say("web-no-sign-in"), locale.say("web-no-sign-in-help"), None),
            Self::Failed(failure) => {
                tracing::error!(%failure, "a page could not be given");
                (503, locale.say("web-failed"), locale.say("web-failed-help"), home)
            }
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, page(&Message { frame, title, text, link })).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.page(Frame::default())
    }
}

/// Text as part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(byte);
    text.bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
