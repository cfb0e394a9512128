//! The widths that somebody gave to the panes beside a conversation. They are kept in a cookie, so that a page has them from the start and nothing
//! moves; an inline style is not allowed, so there is a sheet for each.

use crate::session::cookie;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

const NAME: &str = "guildhall_panes";
/// Pixels; the browser keeps to narrower bounds for each.
const LEAST: u16 = 200;
const MOST: u16 = 640;
/// CSS pixels of a rem as long as nobody changes the size of the letters; then panes grow with them.
const REM: f32 = 16.0;

/// Widths of the list and of what is known of a ticket, in CSS pixels; as usual where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panes {
    queue: Option<u16>,
    props: Option<u16>,
}

impl Panes {
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        Self::of(&cookie(headers, NAME)?)
    }

    fn of(text: &str) -> Option<Self> {
        let (queue, props) = text.split_once('-')?;
        let width = |text: &str| text.parse().ok().filter(|width| (LEAST..=MOST).contains(width));
        let panes = Self { queue: width(queue), props: width(props) };
        (panes.queue.is_some() || panes.props.is_some()).then_some(panes)
    }

    /// Where their sheet is.
    pub(crate) fn address(self) -> String {
        format!("/panes/{}-{}.css", self.queue.unwrap_or(0), self.props.unwrap_or(0))
    }

    fn style(self) -> String {
        let one = |name: &str, width: Option<u16>| {
            width.map_or_else(String::new, |width| format!("--pane-{name}:{}rem;", f32::from(width) / REM))
        };
        format!(":root{{{}{}}}\n", one("queue", self.queue), one("props", self.props))
    }
}

/// `GET /panes/{file}`: the style of these widths, the same for ever.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    let Some(panes) = file.strip_suffix(".css").and_then(Panes::of) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, panes.style()).into_response()
}

#[cfg(test)]
mod tests {
    use super::Panes;

    #[test]
    fn only_widths_are_widths() {
        let both = Panes::of("320-296").expect("two widths");
        assert_eq!(both.address(), "/panes/320-296.css");
        assert_eq!(both.style(), ":root{--pane-queue:20rem;--pane-props:18.5rem;}\n");
        assert_eq!(Panes::of("0-296").map(Panes::style).as_deref(), Some(":root{--pane-props:18.5rem;}\n"));
        for foreign in ["", "-", "0-0", "320", "9999-1", "320}body{-296", "-5--5"] {
            assert!(
                Panes::of(foreign).is_none_or(|panes| panes.queue.is_none() && panes.props.is_some()),
                "{foreign}"
            );
        }
    }
}
