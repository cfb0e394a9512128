//! A sentence for the page after an act, such as "You have this ticket now".
//!
//! The cookie names one of these words, goes with that page's address only, and lasts for seconds: a refresh right after does not
//! wipe the sentence away.

use crate::{
    session::cookie,
    state::App,
    view::{Notice, Tone},
};
use axum::{
    extract::OptionalFromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use std::convert::Infallible;
use ticket::{say, settings::Locale};

const NAME: &str = "guildhall_flash";
const SECONDS: u32 = 6;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flash {
    Claimed,
    Released,
    Closed,
    Reopened,
    Saved,
    Posting,
    Rated,
    Declined,
    Noted,
    Asked,
    Moved,
    Again,
    Sent,
    Wished,
    Decided,
    Blocked,
    Unblocked,
}

impl Flash {
    const ALL: [Self; 17] = [
        Self::Claimed,
        Self::Released,
        Self::Closed,
        Self::Reopened,
        Self::Saved,
        Self::Posting,
        Self::Rated,
        Self::Declined,
        Self::Noted,
        Self::Asked,
        Self::Moved,
        Self::Again,
        Self::Sent,
        Self::Wished,
        Self::Decided,
        Self::Blocked,
        Self::Unblocked,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Released => "released",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Saved => "saved",
            Self::Posting => "posting",
            Self::Rated => "rated",
            Self::Declined => "declined",
            Self::Noted => "noted",
            Self::Asked => "asked",
            Self::Moved => "moved",
            Self::Again => "again",
            Self::Sent => "sent",
            Self::Wished => "wished",
            Self::Decided => "decided",
            Self::Blocked => "blocked",
            Self::Unblocked => "unblocked",
        }
    }

    pub(crate) fn notice(self, l: Locale) -> Notice {
        let text = match self {
            Self::Claimed => say!(l, "web-done-claimed"),
            Self::Released => say!(l, "web-done-released"),
            Self::Closed => say!(l, "web-done-closed"),
            Self::Reopened => say!(l, "web-done-reopened"),
            Self::Saved => say!(l, "web-done-saved"),
            Self::Posting => say!(l, "web-done-posting"),
            Self::Rated => say!(l, "web-done-rated"),
            Self::Declined => say!(l, "web-done-declined"),
            Self::Noted => say!(l, "web-done-noted"),
            Self::Asked => say!(l, "web-done-asked"),
            Self::Moved => say!(l, "web-done-moved"),
            Self::Again => say!(l, "web-done-again"),
            Self::Sent => say!(l, "web-done-sent"),
            Self::Wished => say!(l, "web-done-wished"),
            Self::Decided => say!(l, "web-done-decided"),
            Self::Blocked => say!(l, "member-done-blocked"),
            Self::Unblocked => say!(l, "member-done-unblocked"),
        };
        Notice { tone: Tone::Done, text }
    }

    /// Goes to a page of ours with this sentence.
    pub(crate) fn then(self, page: &str) -> Response {
        self.then_with(page, "")
    }

    /// As [`Flash::then`], with a query behind the page's path.
    pub(crate) fn then_with(self, page: &str, query: &str) -> Response {
        let text = format!("{NAME}={}; Path={page}; Max-Age={SECONDS}; HttpOnly; SameSite=Lax", self.word());
        let mut response = Redirect::to(&format!("{page}{query}")).into_response();
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

impl OptionalFromRequestParts<App> for Flash {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Option<Self>, Infallible> {
        let word = cookie(&parts.headers, NAME);
        Ok(word.and_then(|word| Self::ALL.into_iter().find(|flash| flash.word() == word)))
    }
}
