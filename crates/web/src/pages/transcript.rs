//! `/g/{guild}/tickets/{number}/transcript`: the conversation as a page, and as one file. Of a long one the page shows the newest part, with
//! ways to the rest and a search.
//!
//! The renderer writes as it goes and the store is read as it goes, so memory does not grow with the conversation.

use crate::{
    actor::InGuild,
    clock::Clock,
    copies::Copies,
    error::Problem,
    pages::ticket::timeline::Only,
    read::{Lines, about, speakers},
    state::App,
};
use axum::{
    body::{Body, Bytes},
    extract::{Path, Query as Part, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use object_store::{ObjectStore, ObjectStoreExt, path::Path as Place};
use serde::Deserialize;
use std::{
    io::{self, BufWriter, Write},
    sync::Arc,
    time::Duration,
};
use ticket::{
    MessageId, UserId,
    access::{self, Audience},
};
use tokio::{runtime::Handle, sync::mpsc, time::timeout};
use transcript::{Conversation, FileRef, FileSource, Found, Line, Nav, Options, Query};

/// Messages of a long conversation on one page.
const PAGE: u32 = 1_000;
/// Messages that a search shows, and characters that it looks for.
const MOST_FOUND: usize = 200;
const LONGEST_QUERY: usize = 200;
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

/// What is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// A page of messages before this one, and what comes after.
    above: Option<u64>,
    /// Everything, however long it is.
    whole: Option<String>,
    /// Words to look for.
    q: Option<String>,
}

/// Which lines a page shows.
enum Shows {
    All,
    Part(Option<MessageId>),
    Found(String, Query),
}

impl From<Asked> for Shows {
    fn from(asked: Asked) -> Self {
        let text: String = asked.q.unwrap_or_default().trim().chars().take(LONGEST_QUERY).collect();
        match (Query::new(&text), asked.whole) {
            (Some(query), _) => Self::Found(text, query),
            (None, Some(_)) => Self::All,
            (None, None) => Self::Part(asked.above.map(MessageId)),
        }
    }
}

/// What a file to keep is.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// One page with its pictures inside.
    #[default]
    Html,
    /// Plain text.
    Text,
    /// For programs.
    Json,
}

impl Format {
    fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }
    fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }
}

/// How a file is asked for.
#[derive(Deserialize)]
pub(crate) struct As {
    #[serde(default, rename = "as")]
    format: Format,
}

/// `GET /g/{guild}/tickets/{number}/transcript`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    Part(asked): Part<Asked>,
) -> Result<Response, Problem> {
    stream(app, here, number, asked.into(), None).await
}

/// `GET /g/{guild}/tickets/{number}/transcript/download`
pub(crate) async fn download(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    Part(asked): Part<As>,
) -> Result<Response, Problem> {
    stream(app, here, number, Shows::All, Some(asked.format)).await
}

async fn stream(
    app: App,
    here: InGuild,
    number: u32,
    shows: Shows,
    file: Option<Format>,
) -> Result<Response, Problem> {
    if !app.limits.may_export(here.person.user) {
        return Err(Problem::TooMany);
    }
    let (loaded, audience) = here.ticket(&app, number).await?;
    if !access::may_read_transcript(&here.config.config, &loaded.ticket, &here.person) {
        return Err(Problem::Forbidden);
    }
    if access::transcript_is_over(&here.config.config, &loaded.ticket, app.now()) {
        return Err(Problem::TranscriptOver);
    }
    let key = loaded.ticket.key;
    // A record of the guild's, in its language, whoever reads it.
    let l = here.config.config.settings.locale;
    // A page is written with the reader's hours; a file is the same for all.
    let clock = if file.is_some() { Clock::fixed(l) } else { here.signed.prefs.clock_in(l) };
    let mut conversation = about(&app, &here, &loaded, clock).await?;
    speakers(&app, &here, key, &mut conversation).await?;
    let copies = Copies::of(&app, key).await?;
    let lines = Lines::of(&app, &here, key, audience, l).await?.with_answers(&loaded.ticket).await?;
    let base = format!("/g/{}/tickets/{number}/transcript", key.guild);
    let lines = match shows {
        Shows::Part(above) if loaded.activity.messages > PAGE => {
            Reading::Some(part(lines, above, &base, &mut conversation).await?)
        }
        Shows::All | Shows::Part(_) => Reading::All(Box::new(lines)),
        Shows::Found(text, query) => {
            Reading::Some(found(lines, text, &query, &base, &mut conversation).await?)
        }
    };
    if audience == Audience::Staff {
        tracing::info!(user = %here.person.user, ticket = %key, ?file, "a transcript was read");
    } else if matches!(file, Some(Format::Json)) {
        // A page looks names up; this form would write the whole list, with channels that members do not see.
        conversation.channels.clear();
        conversation.roles.clear();
    }
    let seat = Arc::clone(&app.renders).try_acquire_owned().map_err(|_| Problem::TooMany)?;
    let (to_render, from_store) = mpsc::channel(AHEAD);
    let (to_reader, from_render) = mpsc::channel(CHUNKS);
    tokio::spawn(feed(lines, to_render));
    let (nonce, handle) = (here.signed.prefs.nonce.clone(), Handle::current());
    tokio::task::spawn_blocking(move || {
        let _seat = seat;
        let kept = file.map(|_| Kept { app: &app, copies: &copies, left: MAX_FILES.into() });
        let source = |file: FileRef<'_>| match &kept {
            Some(kept) => handle.block_on(kept.read(file)),
            None => copies.source(file),
        };
        let options = Options { files: &source, nonce: file.is_none().then_some(&*nonce) };
        if let Err(failure) =
            render(&conversation, from_store, to_reader, file.unwrap_or_default(), options, &handle)
        {
            // Most often the reader went away.
            tracing::debug!(%failure, "a transcript ended early");
        }
    });
    let chunks = stream::unfold(from_render, |mut chunks| async move {
        chunks.recv().await.map(|chunk: io::Result<Bytes>| (chunk, chunks))
    });
    // The compressor asks once more after the end.
    let body = Body::from_stream(chunks.fuse());
    let kind = file.unwrap_or_default().content_type();
    let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
    if let Some(file) = file {
        let name = format!("attachment; filename=\"ticket-{number}.{}\"", file.ending());
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Problem::Unclear)?);
    }
    Ok(response)
}

/// Where the lines come from.
enum Reading {
    All(Box<Lines>),
    Some(Vec<Line>),
}

/// The lines around a place, with the ways to the rest.
async fn part(
    lines: Lines,
    above: Option<MessageId>,
    base: &str,
    conversation: &mut Conversation,
) -> Result<Vec<Line>, Problem> {
    let window = lines.window(above, PAGE, 2 * PAGE, UserId(0), Only::All).await?;
    let way = |to: MessageId| format!("{base}?above={to}#m-{to}");
    conversation.nav = Nav {
        earlier: window.earlier.map(way),
        later: window.later.map(way),
        whole: Some(format!("{base}?whole")),
        search: Some(base.to_owned()),
        found: None,
    };
    Ok(window.lines)
}

/// The lines that have the words.
async fn found(
    mut lines: Lines,
    text: String,
    query: &Query,
    base: &str,
    conversation: &mut Conversation,
) -> Result<Vec<Line>, Problem> {
    let mut all = Vec::new();
    while let Some(line) = lines.next().await? {
        if query.finds(&line) {
            all.push(line);
        }
        if all.len() > MOST_FOUND {
            break;
        }
    }
    let more = all.len() > MOST_FOUND;
    all.truncate(MOST_FOUND);
    let (count, place) = (all.len() as u64, format!("{base}?above="));
    let found = Found { text, count, more, back: base.to_owned(), place };
    conversation.nav = Nav { search: Some(base.to_owned()), found: Some(found), ..Nav::default() };
    Ok(all)
}

/// Reads lines until there are none, or nobody takes them.
async fn feed(lines: Reading, to: mpsc::Sender<Result<Line, ()>>) {
    let mut lines = match lines {
        Reading::All(lines) => lines,
        Reading::Some(lines) => {
            for line in lines {
                if to.send(Ok(line)).await.is_err() {
                    return;
                }
            }
            return;
        }
    };
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
    format: Format,
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
    match format {
        Format::Html => transcript::render_page(conversation, all, writer, options)?,
        Format::Text => transcript::to_text(conversation, all, writer)?,
        Format::Json => transcript::to_json(conversation, all, writer)?,
    }
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
    copies: &'a Copies,
    left: std::sync::atomic::AtomicU64,
}

impl Kept<'_> {
    async fn read(&self, file: FileRef<'_>) -> FileSource {
        use std::sync::atomic::Ordering::Relaxed;
        let Some(kept) = self.copies.get(file) else { return FileSource::Missing };
        if kept.size > MAX_FILE || self.left.load(Relaxed) < kept.size {
            return FileSource::Missing;
        }
        match read(self.app.desk.files(), &kept.place).await {
            Ok(bytes) => {
                self.left.fetch_sub(kept.size.min(self.left.load(Relaxed)), Relaxed);
                FileSource::DataUri { mime: kept.content_type, bytes: bytes.into() }
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
