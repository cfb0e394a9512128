//! The style sheet.

use crate::color::{CHROMAS, HUES, LIGHTS};
use std::fmt::Write;
use std::sync::LazyLock;

static SHEET: LazyLock<String> = LazyLock::new(|| {
    let mut css = include_str!("style.css").to_owned();
    for hue in 0..HUES {
        let _ = write!(css, ".t-h{hue}{{--t-h:{}}}", u16::from(hue) * 5);
    }
    for chroma in 0..=CHROMAS {
        let _ = write!(css, ".t-c{chroma}{{--t-c:{:.2}}}", f64::from(chroma) * 0.03);
    }
    for light in 0..=LIGHTS {
        let _ = write!(css, ".t-l{light}{{--t-l:{:.1}}}", f64::from(light) * 0.1);
    }
    css
});

/// The style sheet for everything this crate writes, for pages that embed a thread. All classes begin with `t-`. It names
/// no other file and no other host; colours follow `prefers-color-scheme`, or `data-theme="light"` / `"dark"` on `html`.
#[must_use]
pub fn stylesheet() -> &'static str {
    &SHEET
}
