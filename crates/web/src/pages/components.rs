//! Every component with sample data: what a change of the stylesheet is looked at on.

use crate::frame::{Frame, page};
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "components.html")]
struct Components {
    frame: Frame,
}

/// Shows them. Sample text is the page's own matter and in no language file.
pub(crate) async fn show(frame: Frame) -> Response {
    page(&Components { frame })
}
