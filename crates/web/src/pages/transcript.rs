//! `/g/{guild}/tickets/{number}/transcript`: the whole conversation as a page, and as one file.
//!
//! The renderer writes as it goes and the store is read as it goes, so memory does not grow with the conversation.

use crate::{
    actor::InGuild,
    error::Problem,
    read::{Files, Lines, about},
    state::App,
};
use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use object_store::{ObjectStore, ObjectStoreExt, path::Path as Place};
use std::{
    io::{self, BufWriter, Write},
    sync::Arc,
    time::Duration,
};
use ticket::access::{self, Audience};
use tokio::{runtime::Handle, sync::mpsc, time::timeout};
use transcript::{Conversation, FileRef, FileSource, Line, Options};

/// Lines read ahead of the renderer.
const AHEAD: usize = 256;
/// Bytes handed to the connection at a time, and how many of these wait for it.
const CHUNK: usize = 32 * 1024;
const CHUNKS: usize = 8;
/// A file larger than this stays out of a download, and so do files after this much of them: they become names.
const MAX_FILE: u64 = 25 * 1024 * 1024;
const MAX_FILES: u64 = 200 * 1024 * 1024;
/// A reader who takes nothing for so long is gone.
const STALLED: Duration = Duration::from_secs(60);

/// `GET /g/{guild}/tickets/{number}/transcript`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    stream(app, here, number, false).await
}

/// `GET /g/{guild}/tickets/{number}/transcript/download`
pub(crate) async fn download(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    stream(app, here, number, true).await
}

async fn stream(app: App, here: InGuild, number: u32, whole: bool) -> Result<Response, Problem> {
    if !app.limits.may_export(here.person.user) {
        return Err(Problem::TooMany);
    }
    let (loaded, audience) = here.ticket(&app, number).await?;
    if !access::may_read_transcript(&here.config.config, &loaded.ticket, &here.person) {
        return Err(Problem::Forbidden);
    }
    let key = loaded.ticket.key;
    let conversation = about(&app, &here, &loaded).await?;
    let files = Files::of(&app, key).await?;
    let lines = Lines::of(&app, &here, key, audience).await?;
    if audience == Audience::Staff {
        tracing::info!(user = %here.person.user, ticket = %key, whole, "a transcript was read");
    }
    let seat = Arc::clone(&app.renders).try_acquire_owned().map_err(|_| Problem::TooMany)?;
    let (to_render, from_store) = mpsc::channel(AHEAD);
    let (to_reader, from_render) = mpsc::channel(CHUNKS);
    tokio::spawn(feed(lines, to_render));
    let (nonce, handle) = (here.signed.prefs.nonce.clone(), Handle::current());
    tokio::task::spawn_blocking(move || {
        let _seat = seat;
        let kept = whole.then(|| Kept { app: &app, files: &files, left: MAX_FILES.into() });
        let source = |file: FileRef<'_>| match &kept {
            Some(kept) => handle.block_on(kept.read(file)),
            None => files.source(file),
        };
        let options = Options { files: &source, nonce: (!whole).then_some(&*nonce) };
        if let Err(failure) = render(&conversation, from_store, to_reader, options, &handle) {
            // Most often the reader went away.
            tracing::debug!(%failure, "a transcript ended early");
        }
    });
    let chunks = stream::unfold(from_render, |mut chunks| async move {
        chunks.recv().await.map(|chunk: io::Result<Bytes>| (chunk, chunks))
    });
    // The compressor asks once more after the end.
    let body = Body::from_stream(chunks.fuse());
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response();
    if whole {
        let name = format!("attachment; filename=\"ticket-{number}.html\"");
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Problem::Unclear)?);
    }
    Ok(response)
}

/// Reads lines until there are none, or nobody takes them.
async fn feed(mut lines: Lines, to: mpsc::Sender<Result<Line, ()>>) {
    loop {
        match lines.next().await {
            Ok(Some(line)) => {
                if to.send(Ok(line)).await.is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(problem) => {
                tracing::error!(?problem, "a transcript could not be read to its end");
                let _ = to.send(Err(())).await;
                return;
            }
        }
    }
}

fn render(
    conversation: &Conversation,
    mut lines: mpsc::Receiver<Result<Line, ()>>,
    to: mpsc::Sender<io::Result<Bytes>>,
    options: Options<'_>,
    handle: &Handle,
) -> io::Result<()> {
    let mut broken = false;
    let all = std::iter::from_fn(|| match lines.blocking_recv()? {
        Ok(line) => Some(line),
        Err(()) => {
            broken = true;
            None
        }
    });
    let writer = BufWriter::with_capacity(CHUNK, Chunks { to: to.clone(), handle });
    transcript::render_page(conversation, all, writer, options)?;
    if broken {
        // The connection is cut rather than closed, so that half a transcript does not look like a whole one.
        let _ = to.blocking_send(Err(io::Error::other("the conversation could not be read to its end")));
    }
    Ok(())
}

/// Hands bytes to the connection, and waits while it is behind.
struct Chunks<'a> {
    to: mpsc::Sender<io::Result<Bytes>>,
    handle: &'a Handle,
}

impl Write for Chunks<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.to.send(Ok(Bytes::copy_from_slice(bytes)));
        match self.handle.block_on(timeout(STALLED, sent)) {
            Ok(Ok(())) => Ok(bytes.len()),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts files into the page, while they fit.
struct Kept<'a> {
    app: &'a App,
    files: &'a Files,
    left: std::sync::atomic::AtomicU64,
}

impl Kept<'_> {
    async fn read(&self, file: FileRef<'_>) -> FileSource {
        use std::sync::atomic::Ordering::Relaxed;
        let FileRef::Attachment { attachment, .. } = file else { return FileSource::Missing };
        let Some(kept) = self.files.get(attachment.id.0) else { return FileSource::Missing };
        if kept.size > MAX_FILE || self.left.load(Relaxed) < kept.size {
            return FileSource::Missing;
        }
        match read(self.app.desk.files(), &kept.place).await {
            Ok(bytes) => {
                self.left.fetch_sub(kept.size.min(self.left.load(Relaxed)), Relaxed);
                FileSource::DataUri { mime: kept.content_type.clone(), bytes: bytes.into() }
            }
            Err(failure) => {
                tracing::warn!(%failure, "a kept file could not be read");
                FileSource::Missing
            }
        }
    }
}

async fn read(files: &dyn ObjectStore, place: &str) -> object_store::Result<Bytes> {
    files.get(&Place::from(place)).await?.bytes().await
}
