//! Uploaded files, as the CDN gives them.

use crate::State;
use axum::{
    extract::{Path, Query, State as Shared},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use std::{collections::HashMap, sync::Arc};

pub(super) async fn attachment(
    Shared(state): Shared<Arc<State>>,
    Path((_, id, _)): Path<(u64, u64, String)>,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let world = state.lock();
    let get = |key: &str| query.get(key).map(String::as_str).unwrap_or_default();
    match world.uploads.get(&id) {
        Some(upload) if world.is_good(uri.path(), get("ex"), get("is"), get("hm")) => {
            ([(header::CONTENT_TYPE, upload.content_type.clone())], upload.bytes.clone()).into_response()
        }
        _ => (StatusCode::NOT_FOUND, "This content is no longer available.").into_response(),
    }
}
