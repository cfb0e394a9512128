//! What a request brings along.

use crate::{
    error::{Answered, invalid, refuse},
    messages::Incoming,
    world::Upload,
};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart},
    http::{Request as HttpRequest, header},
};
use serde_json::{Value, json};

/// Bytes of a request at most: ten files of 10 MiB and what holds them.
const MOST_BYTES: usize = 101 << 20;

pub(super) async fn read(request: HttpRequest<Body>) -> Answered<(Value, Vec<Incoming>)> {
    let bad = || refuse(400, 50109, "The request body contains invalid JSON.");
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| bad())?;
        let (mut body, mut files) = (json!({}), Vec::new());
        while let Some(field) = form.next_field().await.map_err(|_| bad())? {
            let name = field.file_name().map(str::to_owned);
            let said = field.content_type().map(str::to_owned);
            let content_type =
                said.unwrap_or_else(|| type_by_name(name.as_deref().unwrap_or_default()).to_owned());
            let bytes = field.bytes().await.map_err(|_| bad())?.to_vec();
            match name {
                Some(name) => files.push(Incoming { name, upload: Upload { content_type, bytes } }),
                None => body = serde_json::from_slice(&bytes).map_err(|_| bad())?,
            }
        }
        return Ok((body, files));
    }
    let bytes = axum::body::to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| bad())?;
    let body =
        if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).map_err(|_| bad())? };
    Ok((body, Vec::new()))
}

pub(super) fn number(text: &str) -> Answered<u64> {
    text.parse()
        .map_err(|_| invalid("id", "NUMBER_TYPE_COERCE", &format!("Value \"{text}\" is not snowflake.")))
}

/// A file's type where whoever sent it does not say: Discord goes by the ending of the name.
fn type_by_name(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("mp4") => "video/mp4",
        Some("ogg") => "audio/ogg",
        Some("pdf") => "application/pdf",
        Some("txt" | "log") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
