//! `/g/{guild}/tickets/{number}/files/{attachment}/{name}`: our own copy of a file that somebody sent; `…/pictures/{digest}`: of a face,
//! an emoji or another picture; `/g/{guild}/icon/{digest}`: of the server's icon.
//!
//! What is inside is not ours and not trusted: pictures are shown, sounds and films are played, everything else is a download, nothing runs
//! (ASVS 5.0, V5.4).

use crate::{actor::InGuild, error::Problem, state::App};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::ports::FileState;
use object_store::{GetOptions, GetRange, ObjectStoreExt, path::Path as Place};
use std::fmt::Write;
use ticket::{MessageId, access::Audience};

/// Types, found in the bytes when the copy was made, that browsers draw and never run.
const DRAWN: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/// Types, found in the bytes, that browsers play.
const PLAYED: [&str; 6] = ["audio/ogg", "audio/mpeg", "audio/wav", "audio/x-wav", "video/mp4", "video/webm"];

/// Whether browsers draw it.
pub(crate) fn is_drawn(content_type: &str) -> bool {
    DRAWN.contains(&content_type)
}

/// The name in the address is for people; the ids decide.
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number, attachment, _)): Path<(String, u32, u64, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let (loaded, audience) = here.ticket(&app, number).await?;
    let key = loaded.ticket.key;
    let store = app.desk.store();
    let file = store.file(key, attachment).await?.filter(|file| file.state == FileState::Kept);
    let file = file.ok_or(Problem::NoFile)?;
    if audience == Audience::Member && file.message != MessageId::FORM {
        // A deleted message is hidden from members, and so are its files.
        let before = MessageId(file.message.0.saturating_sub(1));
        let line = store.lines(key, Some(before), 1).await?.pop();
        line.filter(|line| line.message == file.message && line.deleted.is_none()).ok_or(Problem::NoFile)?;
    }
    let kind = file.content_type.as_str();
    let shown = is_drawn(kind) || PLAYED.contains(&kind);
    let kind = if shown { kind } else { "application/octet-stream" };
    bytes(&app, &file.place, kind, &disposition(shown, &file.name), &asked).await
}

/// A picture that the conversation shows, by the digest of its bytes.
pub(crate) async fn picture(
    State(app): State<App>,
    here: InGuild,
    Path((_, number, digest)): Path<(String, u32, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let (loaded, audience) = here.ticket(&app, number).await?;
    let key = loaded.ticket.key;
    // A deleted message is hidden from members, and so is what only it shows.
    let found = app.desk.store().picture(key, &digest, audience == Audience::Staff).await?;
    let found = found.filter(|one| DRAWN.contains(&one.content_type.as_str())).ok_or(Problem::NoFile)?;
    bytes(&app, &found.place(key.guild), &found.content_type, "inline", &asked).await
}

/// The guild's icon by the digest of its bytes, for whoever is or was in it.
pub(crate) async fn icon(
    State(app): State<App>,
    here: InGuild,
    Path((_, digest)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let guild = here.guild.id;
    let found = app.desk.store().icon(guild, &digest).await?;
    let found = found.filter(|one| DRAWN.contains(&one.content_type.as_str())).ok_or(Problem::NoFile)?;
    bytes(&app, &found.place(guild), &found.content_type, "inline", &asked).await
}

/// A file of our storage, or the part of it that is asked for.
pub(crate) async fn bytes(
    app: &App,
    place: &str,
    kind: &str,
    disposition: &str,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let range = asked.get(header::RANGE).and_then(|range| part(range.to_str().ok()?));
    let options = GetOptions { range: range.clone(), ..GetOptions::default() };
    let files = app.desk.files();
    let found = match files.get_opts(&Place::from(place), options).await {
        // A part that is not there: the whole is given, as RFC 9110, 14.2 allows.
        Err(_) if range.is_some() => files.get(&Place::from(place)).await,
        other => other,
    };
    let found = found.map_err(|failure| {
        tracing::warn!(%failure, place, "a kept file could not be read");
        Problem::NoFile
    })?;
    let (size, given) = (found.meta.size, found.range.clone());
    let mut response = Body::from_stream(found.into_stream()).into_response();
    if given != (0..size) {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    if given != (0..size) {
        set(header::CONTENT_RANGE, &format!("bytes {}-{}/{size}", given.start, given.end.saturating_sub(1)));
    }
    set(header::ACCEPT_RANGES, "bytes");
    set(header::CONTENT_TYPE, kind);
    set(header::CONTENT_LENGTH, &(given.end - given.start).to_string());
    set(header::CONTENT_DISPOSITION, disposition);
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    set(header::CACHE_CONTROL, "private, max-age=3600");
    Ok(response)
}

/// One part, as players ask for when somebody moves within a film (RFC 9110, 14.1.2). Several parts are answered with the whole.
fn part(range: &str) -> Option<GetRange> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => Some(GetRange::Bounded(first..last.saturating_add(1))),
        (Ok(first), Err(_)) if last.trim().is_empty() => Some(GetRange::Offset(first)),
        (Err(_), Ok(last)) if first.trim().is_empty() && last > 0 => Some(GetRange::Suffix(last)),
        _ => None,
    }
}

/// RFC 6266 with RFC 8187: a plain name for old readers, the real one encoded.
fn disposition(drawn: bool, name: &str) -> String {
    let how = if drawn { "inline" } else { "attachment" };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' => encoded.push(byte.into()),
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_leave_its_place() {
        let text = disposition(false, "a\"; filename=evil.html\r\nX: ü.png");
        assert!(text.starts_with("attachment; filename=\""));
        assert_eq!(text.matches('"').count(), 2);
        assert!(!text.contains(['\r', '\n']) && text.is_ascii());
        assert!(text.ends_with("%20%C3%BC.png"));
    }
}
