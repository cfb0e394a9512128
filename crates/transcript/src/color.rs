//! Colours people choose, brought onto a fixed scale.
//!
//! A strict content security policy forbids style attributes, and a free colour may be unreadable on either background. So
//! a colour becomes three classes, hue, chroma and lightness in OKLCH, and the style sheet decides per theme how light it
//! may be. The scale is fine enough (5°, 0.03, 0.1) that two neighbouring steps look alike.

/// Steps of hue, chroma and lightness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Steps {
    pub(crate) hue: u8,
    pub(crate) chroma: u8,
    pub(crate) light: u8,
}

/// Number of hue steps; each is five degrees.
pub(crate) const HUES: u8 = 72;
/// Highest chroma step; each is 0.03.
pub(crate) const CHROMAS: u8 = 11;
/// Highest lightness step; each is 0.1.
pub(crate) const LIGHTS: u8 = 10;

/// The steps for `0xRRGGBB`. Source of the matrices: the published definition of OKLab.
#[allow(clippy::many_single_char_names, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn steps(rgb: u32) -> Steps {
    let linear = |shift: u32| {
        let c = f64::from((rgb >> shift) & 0xFF) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let (r, g, b) = (linear(16), linear(8), linear(0));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    let light = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
    let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
    let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
    let hue = b.atan2(a).to_degrees().rem_euclid(360.0);
    Steps {
        hue: ((hue / 5.0).round() as u8) % HUES,
        chroma: ((a.hypot(b) / 0.03).round() as u8).min(CHROMAS),
        light: ((light * 10.0).round() as u8).min(LIGHTS),
    }
}

/// A hue for somebody without a picture; the same for the same id.
pub(crate) fn hue_of(id: u64) -> u8 {
    let mixed = (id ^ (id >> 22)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
    (mixed % u64::from(HUES)) as u8
}
