//! What the browser runs, embedded. Each file's address holds its hash, so it may be kept for ever.

use crate::prefs::Prefs;
use axum::{
    Extension,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use ticket::say;

struct Asset {
    path: String,
    mime: &'static str,
    bytes: &'static [u8],
}

impl Asset {
    fn new(name: &str, extension: &str, mime: &'static str, bytes: &'static [u8]) -> Self {
        let hash: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { path: format!("/assets/{name}-{hash}.{extension}"), mime, bytes }
    }
}

macro_rules! assets {
    ($($(#[$doc:meta])* $function:ident = $name:literal . $extension:literal, $mime:literal, $bytes:expr;)+) => {
        $(
            $(#[$doc])*
            pub(crate) fn $function() -> &'static str {
                static ASSET: LazyLock<Asset> = LazyLock::new(|| Asset::new($name, $extension, $mime, $bytes));
                &ASSET.path
            }
        )+
        static ALL: LazyLock<Vec<Asset>> =
            LazyLock::new(|| vec![$(Asset::new($name, $extension, $mime, $bytes)),+]);
    };
}

assets! {
    /// The script of every page.
    script = "app"."js", "text/javascript; charset=utf-8", include_bytes!(concat!(env!("OUT_DIR"), "/web/dist/app.js"));
    /// The style of every page.
    style = "app"."css", "text/css; charset=utf-8", include_bytes!(concat!(env!("OUT_DIR"), "/web/dist/app.css"));
    /// The style of conversations.
    thread_style = "thread"."css", "text/css; charset=utf-8", transcript::stylesheet().as_bytes();
    /// The mark in the browser's tab.
    icon = "mark"."svg", "image/svg+xml", include_bytes!("../assets/img/mark.svg");
    /// The mark on a phone's first page.
    touch_icon = "icon-192"."png", "image/png", include_bytes!("../assets/img/icon-192.png");
    /// The same for whoever wants it large. Its edges may be cut off.
    large_icon = "icon-512"."png", "image/png", include_bytes!("../assets/img/icon-512.png");
}

/// `GET /assets/{file}`
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.path["/assets/".len()..] == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers =
        [(header::CONTENT_TYPE, asset.mime), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.bytes).into_response()
}

/// `GET /manifest.webmanifest`: what makes of the page an app that can be installed (W3C, Web Application Manifest).
pub(crate) async fn manifest(Extension(prefs): Extension<Prefs>) -> Response {
    let icon =
        |src, sizes, purpose| json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": "/", "name": "Guildhall", "short_name": "Guildhall", "description": say!(prefs.locale, "web-welcome-text"),
        "lang": prefs.locale.tag(), "start_url": "/", "scope": "/", "display": "standalone",
        "background_color": "#1f1b17", "theme_color": "#1f1b17",
        "icons": [
            icon(touch_icon(), "192x192", "any"),
            icon(large_icon(), "512x512", "any"),
            icon(large_icon(), "512x512", "maskable"),
        ],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}

/// `GET /worker.js`: the page's own worker, which shows what is pushed. It is looked for anew each time, and asks nobody but us.
pub(crate) async fn worker() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'"),
    ];
    (headers, include_str!(concat!(env!("OUT_DIR"), "/web/dist/worker.js"))).into_response()
}

/// `GET /favicon.ico`: asked for by pages that name no icon, such as transcripts.
pub(crate) async fn favicon() -> Response {
    serve(Path(icon()["/assets/".len()..].to_owned())).await
}
