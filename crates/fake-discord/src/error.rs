//! Discord's refusals (Discord: topics/opcodes-and-status-codes).

use crate::rates::{self, Scope};
use axum::{
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// An error as Discord answers it.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// Discord's code; 0 where it has none.
    pub code: u32,
    /// Discord's words.
    pub message: String,
    /// What is wrong with the form, by field.
    pub errors: Option<Value>,
    /// Seconds to wait and which limit, for 429.
    pub retry_after: Option<(f64, Scope)>,
}

/// What a route gives.
pub type Answered<T = Value> = Result<T, Refused>;

/// An error with status, code and words.
pub fn refuse(status: u16, code: u32, message: &str) -> Refused {
    Refused { status, code, message: message.to_owned(), errors: None, retry_after: None }
}

/// Nothing there (404) of this kind: `unknown("Channel", 10003)`.
pub fn unknown(what: &str, code: u32) -> Refused {
    refuse(404, code, &format!("Unknown {what}"))
}

/// May not even see it.
pub fn no_access() -> Refused {
    refuse(403, 50001, "Missing Access")
}

/// May see it but not do that.
pub fn no_permission() -> Refused {
    refuse(403, 50013, "Missing Permissions")
}

/// The body breaks a rule at `path`, dotted.
pub fn invalid(path: &str, code: &str, message: &str) -> Refused {
    let mut errors = json!({"_errors": [{"code": code, "message": message}]});
    for part in path.rsplit('.').filter(|part| !part.is_empty()) {
        errors = json!({ part: errors });
    }
    Refused { errors: Some(errors), ..refuse(400, 50035, "Invalid Form Body") }
}

/// What is wrong with a form, being gathered: `{"name":{"_errors":[{"code","message"}]}}`, nested by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormErrors {
    tree: Value,
}

impl FormErrors {
    /// Notes what is wrong with the field at the dotted `path`; the empty path is the whole body.
    pub fn add(&mut self, path: &str, code: &str, message: &str) {
        if !self.tree.is_object() {
            self.tree = json!({});
        }
        let mut at = &mut self.tree;
        for part in path.split('.').filter(|part| !part.is_empty()) {
            at = &mut at[part];
        }
        let one = json!({"code": code, "message": message});
        match &mut at["_errors"] {
            Value::Array(list) => list.push(one),
            empty => *empty = json!([one]),
        }
    }

    /// Length outside `min..=max`.
    pub fn length(&mut self, path: &str, min: usize, max: usize) {
        self.add(path, "BASE_TYPE_BAD_LENGTH", &format!("Must be between {min} and {max} in length."));
    }

    /// A required field is missing.
    pub fn required(&mut self, path: &str) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// A value that is not among the allowed ones.
    pub fn choices(&mut self, path: &str, message: &str) {
        self.add(path, "BASE_TYPE_CHOICES", message);
    }

    /// `Ok` when nothing is wrong, the 50035 otherwise.
    pub fn done(self) -> Answered<()> {
        if self.tree.is_null() {
            return Ok(());
        }
        Err(Refused { errors: Some(self.tree), ..refuse(400, 50035, "Invalid Form Body") })
    }
}

/// Too fast, by a limit that no header tells.
pub fn too_fast(seconds: f64, scope: Scope) -> Refused {
    Refused { retry_after: Some((seconds, scope)), ..refuse(429, 0, "You are being rate limited.") }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = self.errors {
            body["errors"] = errors;
        }
        let mut response = if let Some((seconds, scope)) = self.retry_after {
            let mut body = rates::body(scope, seconds);
            if self.code != 0 {
                (body["code"], body["message"]) = (self.code.into(), self.message.into());
            }
            let mut response = (status, axum::Json(body)).into_response();
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, (seconds.ceil() as u64).into());
            let name = HeaderName::from_static("x-ratelimit-scope");
            headers.insert(name, header::HeaderValue::from_static(scope.name()));
            response.extensions_mut().insert(scope);
            response
        } else {
            (status, axum::Json(body)).into_response()
        };
        response.extensions_mut().insert(self.code);
        response
    }
}
