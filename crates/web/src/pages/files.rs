//! Files of a conversation, from our own storage, for those who may read it.

use super::Access;
use crate::{
    Site,
    frame::{Frame, Problem, encoded},
    session::Viewer,
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use desk::ports::FileState;
use object_store::{ObjectStoreExt, path::Path as Place};
use std::sync::Arc;
use ticket::GuildId;

/// Types a browser may show by itself; everything else is for saving only.
const SHOWN: &[&str] = &["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/// Gives a file. The name in the address is for people; the file is found by its id within the ticket.
pub(crate) async fn get(
    State(site): State<Arc<Site>>,
    Path((guild, number, id, _)): Path<(GuildId, u32, u64, String)>,
    viewer: Viewer,
    frame: Frame,
) -> Response {
    match given(&site, guild, number, id, &viewer).await {
        Ok(response) => response,
        Err(problem) => problem.page(frame),
    }
}

async fn given(
    site: &Site,
    guild: GuildId,
    number: u32,
    id: u64,
    viewer: &Viewer,
) -> Result<Response, Problem> {
    let entered = Access::of(site, viewer, guild).await?;
    let (loaded, audience) = entered.ticket(site, number).await?;
    let key = loaded.ticket.key;
    let file = site.desk.store().file(key, id).await?.filter(|file| file.state == FileState::Kept);
    let file = file.ok_or(Problem::Missing)?;
    if audience == ticket::access::Audience::Member {
        // The file of a deleted message is for staff.
        let before = ticket::MessageId(file.message.0.saturating_sub(1));
        let line = site.desk.store().lines(key, Some(before), 1).await?.into_iter().next();
        if line.is_none_or(|line| line.message != file.message || line.deleted.is_some()) {
            return Err(Problem::Missing);
        }
    }
    let found =
        site.desk.files().get(&Place::from(file.place.as_str())).await.map_err(|_| Problem::Missing)?;
    let (kind, how) = if SHOWN.contains(&file.content_type.as_str()) {
        (file.content_type.as_str(), "inline")
    } else {
        ("application/octet-stream", "attachment")
    };
    let name = format!("{how}; filename*=UTF-8''{}", encoded(&file.name).replace('/', "%2F"));
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    Ok((headers, Body::from_stream(found.into_stream())).into_response())
}
