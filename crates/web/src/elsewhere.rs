//! Icons of servers that Guildhall is not in, for whoever could add it there: copied at sign-in, each once, and shown from our own site.

use crate::{actor::Signed, error::Problem, pages::files, state::App};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use desk::ports::Addable;
use futures_util::{StreamExt, future, stream};
use object_store::{ObjectStoreExt, path::Path as Place};
use std::time::Duration;
use ticket::GuildId;

/// Bytes of an icon at most; at this size Discord's have some 30 KiB.
const MOST_BYTES: usize = 512 * 1024;
/// Pixels asked for: drawn at 32, on screens with two or three pixels per point.
const SIDE: u16 = 128;
/// Icons fetched at the same time.
const AT_ONCE: usize = 8;
/// How long a sign-in waits for icons; what comes later is shown on the next page.
const PATIENCE: Duration = Duration::from_secs(1);
/// What a PNG begins with (PNG specification, 5.2).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Where the copy of an icon is in our storage; none for what is no hash.
fn place(guild: &Addable) -> Option<Place> {
    let hash = guild.icon.as_deref().filter(|hash| (1..=64).contains(&hash.len()))?;
    let plain = hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain.then(|| Place::from(format!("icons/{}/{hash}", guild.id)))
}

async fn is_kept(app: &App, place: &Place) -> bool {
    app.desk.files().head(place).await.is_ok()
}

/// Copies the icons that are not there yet. Whoever signs in waits for them a moment, and not for one that fails.
pub(crate) async fn copy(app: &App, servers: &[Addable]) {
    let (app, servers) = (app.clone(), servers.to_vec());
    let all = tokio::spawn(async move {
        let each = |guild: Addable| {
            let app = app.clone();
            async move {
                if let Err(why) = copy_one(&app, &guild).await {
                    tracing::info!(guild = %guild.id, why, "a server's icon could not be copied");
                }
            }
        };
        stream::iter(servers).for_each_concurrent(AT_ONCE, each).await;
    });
    let _ = tokio::time::timeout(PATIENCE, all).await;
}

async fn copy_one(app: &App, guild: &Addable) -> Result<(), &'static str> {
    let (Some(place), Some(hash)) = (place(guild), guild.icon.as_deref()) else { return Ok(()) };
    if is_kept(app, &place).await {
        return Ok(());
    }
    let mut url = app.config.oauth.cdn.clone();
    url.set_path(&format!("/icons/{}/{hash}.png", guild.id));
    url.set_query(Some(&format!("size={SIDE}")));
    let response = app.http.get(url).send().await.map_err(|_| "its server was not reached")?;
    if !response.status().is_success() {
        return Err("its server does not give it");
    }
    let (mut bytes, mut parts) = (Vec::new(), response.bytes_stream());
    while let Some(part) = parts.next().await {
        bytes.extend_from_slice(&part.map_err(|_| "the connection broke")?);
        if bytes.len() > MOST_BYTES {
            return Err("too large");
        }
    }
    if !bytes.starts_with(PNG) {
        return Err("no picture");
    }
    app.desk.files().put(&place, bytes.into()).await.map(|_| ()).map_err(|_| "the file storage failed")
}

/// Which of these servers have a copy of their icon, in their order.
pub(crate) async fn kept(app: &App, servers: &[&Addable]) -> Vec<bool> {
    let look = |guild: &&Addable| {
        let place = place(guild);
        async move {
            match place {
                Some(place) => is_kept(app, &place).await,
                None => false,
            }
        }
    };
    future::join_all(servers.iter().map(look)).await
}

/// `GET /elsewhere/{server}/icon`: for those who could add Guildhall there.
pub(crate) async fn icon(
    State(app): State<App>,
    signed: Signed,
    Path(server): Path<u64>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let known = signed.session.addable.iter().find(|guild| guild.id == GuildId(server));
    let place = known.and_then(place).ok_or(Problem::NoFile)?;
    files::bytes(&app, place.as_ref(), "image/png", "inline", &asked).await
}
