//! What was bundled at build time. Names carry a hash of the content, so browsers keep them for ever.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/app.js"));
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/app.css"));

static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| named(SCRIPT, "js"));
static STYLE_PATH: LazyLock<String> = LazyLock::new(|| named(STYLE, "css"));
static THREAD_PATH: LazyLock<String> = LazyLock::new(|| named(transcript::stylesheet(), "thread.css"));

fn named(content: &str, ending: &str) -> String {
    format!("/assets/{}.{ending}", &hex::encode(Sha256::digest(content.as_bytes()))[..16])
}

/// Where the script is.
pub fn script_path() -> &'static str {
    &SCRIPT_PATH
}

/// Where the stylesheet is.
pub fn style_path() -> &'static str {
    &STYLE_PATH
}

/// Where the stylesheet of conversations is.
pub fn thread_path() -> &'static str {
    &THREAD_PATH
}

/// Gives an asset.
pub(crate) async fn get(Path(name): Path<String>) -> Response {
    let path = format!("/assets/{name}");
    let (kind, content) = match path.as_str() {
        path if path == script_path() => ("text/javascript; charset=utf-8", SCRIPT),
        path if path == style_path() => ("text/css; charset=utf-8", STYLE),
        path if path == thread_path() => ("text/css; charset=utf-8", transcript::stylesheet()),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let lasting = "public, max-age=31536000, immutable";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, lasting)], content).into_response()
}
