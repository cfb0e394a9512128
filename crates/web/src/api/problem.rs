//! Errors of the API: one shape, with a code that stays the same (P222).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{Failure, Rejected};
use serde_json::{Value, json};
use ticket::{Refusal, settings::Locale, text::refusal};

/// Why a request came to nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Oops {
    /// No token that opens anything here and now: unknown, revoked, expired, used from elsewhere, or of somebody who left. Which of
    /// them is for nobody to know (P222).
    Token,
    /// The token may not do that.
    Scope(&'static str),
    /// The token's owner may not do that, or not any more.
    Forbidden,
    /// There is no such thing for this token.
    NotFound,
    /// There is no such method here.
    Method,
    /// It cannot be understood.
    Invalid(String),
    /// Not JSON.
    Media,
    /// Too much at once.
    TooLarge,
    /// Too often: the bucket, and seconds until it may be tried again.
    TooMany(&'static str, u64),
    /// The key belongs to another request.
    KeyTaken,
    /// A request with this key is being worked on.
    KeyBusy,
    /// The rules say no.
    Refused(Box<Refusal>, Locale),
    /// Over http, though the address is https.
    NotSecure,
    /// The store does not answer.
    Unavailable,
    /// A defect of ours.
    Broken,
}

impl Oops {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::Scope(_) | Self::Forbidden | Self::NotSecure => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Media => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(..) => StatusCode::TOO_MANY_REQUESTS,
            Self::KeyTaken | Self::KeyBusy | Self::Refused(..) => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code, which stays the same whatever the words become.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Token => "invalid_token",
            Self::Scope(_) => "insufficient_scope",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Method => "method_not_allowed",
            Self::Invalid(_) => "invalid_request",
            Self::Media => "unsupported_media_type",
            Self::TooLarge => "too_large",
            Self::TooMany(..) => "rate_limited",
            Self::KeyTaken => "idempotency_key_reused",
            Self::KeyBusy => "idempotency_key_in_use",
            Self::Refused(..) => "refused",
            Self::NotSecure => "https_required",
            Self::Unavailable => "unavailable",
            Self::Broken => "internal_error",
        }
    }

    /// What it means, for developers; a refusal in the words that people read.
    fn message(&self) -> String {
        match self {
            Self::Token => "The token is not valid.".to_owned(),
            Self::Scope(scope) => format!("The token needs the scope {scope}."),
            Self::Forbidden => "The owner of the token may not do this.".to_owned(),
            Self::NotFound => "There is nothing here for this token.".to_owned(),
            Self::Method => "There is no such method here.".to_owned(),
            Self::Invalid(why) => why.clone(),
            Self::Media => "Send JSON, with the content type application/json.".to_owned(),
            Self::TooLarge => "The body is too large.".to_owned(),
            Self::TooMany(bucket, seconds) => {
                format!("Too many requests in the bucket {bucket}; try again in {seconds} s.")
            }
            Self::KeyTaken => "This idempotency key was used for another request.".to_owned(),
            Self::KeyBusy => "A request with this idempotency key is being worked on.".to_owned(),
            Self::Refused(why, l) => refusal(*l, why),
            Self::NotSecure => "Use https.".to_owned(),
            Self::Unavailable => "The store does not answer; try again.".to_owned(),
            Self::Broken => "Something is wrong here; the log has more.".to_owned(),
        }
    }

    /// The answer's text.
    pub(crate) fn text(&self) -> String {
        self.body().to_string()
    }

    fn body(&self) -> Value {
        let mut error = json!({ "code": self.code(), "message": self.message() });
        match self {
            Self::Scope(scope) => error["required_scope"] = (*scope).into(),
            Self::TooMany(bucket, seconds) => {
                (error["bucket"], error["retry_after"]) = ((*bucket).into(), (*seconds).into());
            }
            Self::Refused(why, _) => error["reason"] = reason(why).into(),
            _ => {}
        }
        json!({ "error": error })
    }
}

/// The refusal's own name: `AlreadyClosed` is `already_closed`.
fn reason(why: &Refusal) -> String {
    let text = format!("{why:?}");
    let name = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut reason = String::with_capacity(name.len() + 4);
    for (at, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            reason.push('_');
        }
        reason.extend(letter.to_lowercase());
    }
    reason
}

impl From<Failure> for Oops {
    fn from(failure: Failure) -> Self {
        tracing::error!(%failure, "a request of the API could not be answered");
        Self::Unavailable
    }
}

impl Oops {
    /// What the desk said to a command.
    pub(crate) fn of(rejected: Rejected, l: Locale) -> Self {
        match rejected {
            Rejected::Refused(Refusal::NotATicket) => Self::NotFound,
            Rejected::Refused(why) => Self::Refused(Box::new(why), l),
            Rejected::Failed(failure) => failure.into(),
        }
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let mut response = (self.status(), axum::Json(self.body())).into_response();
        let headers = response.headers_mut();
        match &self {
            Self::Token => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::TooMany(bucket, seconds) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
                headers.insert("x-ratelimit-bucket", HeaderValue::from_static(bucket));
            }
            _ => {}
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_have_names() {
        assert_eq!(reason(&Refusal::ModuleOff), "module_off");
        assert_eq!(reason(&Refusal::TypeInactive { name: "x".to_owned() }), "type_inactive");
    }
}
