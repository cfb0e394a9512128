//! The transcript: the conversation as one page, to read here or to keep as one file.

use super::Access;
use crate::{
    Site,
    conversation::{self, Shown},
    frame::{Frame, Problem},
    headers::Nonce,
    session::Viewer,
};
use axum::{
    Extension,
    extract::{Path, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use desk::ports::{FileState, StoredFile};
use object_store::{ObjectStoreExt, path::Path as Place};
use std::{collections::HashMap, sync::Arc};
use ticket::{GuildId, TicketKey};
use transcript::{FileRef, FileSource, Options, render_page};

/// Bytes of files that go into a downloaded page at most; what does not fit is named in it.
const MOST_INSIDE: u64 = 50 << 20;

async fn read(
    site: &Site,
    guild: GuildId,
    number: u32,
    viewer: &Viewer,
    frame: &Frame,
) -> Result<(TicketKey, Shown), Problem> {
    let entered = Access::of(site, viewer, guild).await?;
    let (loaded, audience) = entered.ticket(site, number).await?;
    let shown = conversation::read(site, &entered.guild, &entered.config, &loaded, audience, frame).await?;
    Ok((loaded.ticket.key, shown))
}

/// The page (P160-P163): for staff of the type, and for the opener without what is for staff.
pub(crate) async fn show(
    State(site): State<Arc<Site>>,
    Path((guild, number)): Path<(GuildId, u32)>,
    Extension(Nonce(nonce)): Extension<Nonce>,
    viewer: Viewer,
    frame: Frame,
) -> Response {
    match read(&site, guild, number, &viewer, &frame).await {
        Ok((key, shown)) => {
            let mut html = Vec::new();
            let files = conversation::on_site(key, &shown.files);
            let options = Options { files: &files, nonce: Some(&nonce) };
            // Writing to memory does not fail.
            let _ = render_page(&shown.conversation, &shown.lines, &mut html, options);
            Html(html).into_response()
        }
        Err(problem) => problem.page(frame),
    }
}

/// The same as one file that needs nothing else.
pub(crate) async fn download(
    State(site): State<Arc<Site>>,
    Path((guild, number)): Path<(GuildId, u32)>,
    viewer: Viewer,
    frame: Frame,
) -> Response {
    let (key, shown) = match read(&site, guild, number, &viewer, &frame).await {
        Ok(found) => found,
        Err(problem) => return problem.page(frame),
    };
    let inside = contents(&site, &shown.files).await;
    let files = |file: FileRef<'_>| match file {
        FileRef::Attachment { attachment, .. } => match inside.get(&attachment.id.0) {
            Some((mime, bytes)) => FileSource::DataUri { mime: mime.clone(), bytes: bytes.clone() },
            None => FileSource::Missing,
        },
        _ => FileSource::Missing,
    };
    let mut html = Vec::new();
    let _ = render_page(&shown.conversation, &shown.lines, &mut html, Options { files: &files, nonce: None });
    let name = format!("attachment; filename=\"ticket-{}.html\"", key.number);
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)],
        html,
    )
        .into_response()
}

async fn contents(site: &Site, files: &HashMap<u64, StoredFile>) -> HashMap<u64, (String, Vec<u8>)> {
    let (mut inside, mut total) = (HashMap::new(), 0);
    let mut kept: Vec<&StoredFile> = files.values().filter(|file| file.state == FileState::Kept).collect();
    kept.sort_by_key(|file| file.id);
    for file in kept {
        if total + file.size > MOST_INSIDE {
            continue;
        }
        let Ok(found) = site.desk.files().get(&Place::from(file.place.as_str())).await else { continue };
        if let Ok(bytes) = found.bytes().await {
            total += file.size;
            inside.insert(file.id, (file.content_type.clone(), bytes.to_vec()));
        }
    }
    inside
}
