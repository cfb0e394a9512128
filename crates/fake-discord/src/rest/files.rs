//! Uploaded files, as the CDN gives them.

use crate::State;
use axum::{
    extract::{Path, Query, State as Shared},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{collections::HashMap, sync::Arc};

pub(super) async fn attachment(
    Shared(state): Shared<Arc<State>>,
    Path((_, id, _)): Path<(u64, u64, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let world = state.lock();
    let expires = query.get("ex").and_then(|ex| i64::from_str_radix(ex, 16).ok()).unwrap_or(0);
    match world.uploads.get(&id) {
        Some(upload) if expires * 1000 > world.clock.now() => {
            ([(header::CONTENT_TYPE, upload.content_type.clone())], upload.bytes.clone()).into_response()
        }
        _ => (StatusCode::NOT_FOUND, "This content is no longer available.").into_response(),
    }
}
