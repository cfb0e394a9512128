//! Hints for open pages.

use crate::{Site, frame::Problem, pages::Access, session::Viewer};
use axum::{
    extract::{Path, State},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use desk::Hint;
use futures_util::stream;
use std::{convert::Infallible, sync::Arc, time::Duration};
use ticket::GuildId;
use tokio::sync::broadcast::error::RecvError;

/// A line now and then, so that dead connections are noticed.
const BEAT: Duration = Duration::from_secs(20);

/// A stream of hints: "look again", nothing else. What there is to see is decided when the page is fetched.
pub(crate) async fn stream(
    State(site): State<Arc<Site>>,
    Path(guild): Path<GuildId>,
    viewer: Viewer,
) -> Result<Response, Problem> {
    Access::of(&site, &viewer, guild).await?;
    let hints = site.desk.hints().listen();
    let looks = stream::unfold(hints, move |mut hints| async move {
        loop {
            let look = match hints.recv().await {
                Ok(Hint::Ticket(key)) => key.guild == guild,
                Ok(Hint::Guild(changed)) => changed == guild,
                Ok(Hint::Jobs) => false,
                Err(RecvError::Lagged(_)) => true,
                Err(RecvError::Closed) => return None,
            };
            if look {
                return Some((Ok::<_, Infallible>(Event::default().event("look").data("again")), hints));
            }
        }
    });
    Ok(Sse::new(looks).keep_alive(KeepAlive::new().interval(BEAT)).into_response())
}
