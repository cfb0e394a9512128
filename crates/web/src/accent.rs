//! A server's own colour (P207): its shades for both themes, dark or light enough to be read (WCAG 2.2 AA), whatever was chosen.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// What words and edges in a shade must keep to everything they stand on: 4.5:1 is asked for (WCAG 1.4.3).
const LEAST: f64 = 4.6;
/// The grounds that are hardest to read on, as lightness in OKLCH: the darkest by day and the lightest by night (`tokens.css`), with a
/// shade of the colour itself laid over them where something is selected.
const DAY: f64 = 0.905;
const NIGHT: f64 = 0.345;
/// No shade is lighter by day or darker by night than these: a chart's second series keeps its distance.
const LIGHTEST_BY_DAY: f64 = 0.56;
const DARKEST_BY_NIGHT: f64 = 0.7;

/// A colour as the eye sees it: lightness from 0 to 1, how colourful, and which hue in radians.
#[derive(Clone, Copy, Debug)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

/// Red, green and blue in light, from 0 to 1; outside of it where a screen cannot show it.
type Light = [f64; 3];

fn light_of(byte: u32) -> f64 {
    let part = f64::from(byte & 0xFF) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn byte_of(light: f64) -> u32 {
    let light = light.clamp(0.0, 1.0);
    let part = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (part * 255.0).round() as u32
}

fn lights(colour: u32) -> Light {
    [light_of(colour >> 16), light_of(colour >> 8), light_of(colour)]
}

/// Relative luminance (WCAG 2.2).
fn luminance([red, green, blue]: Light) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Contrast of two colours (WCAG 2.2), from 1 to 21.
fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(lights(one)), luminance(lights(other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

impl Oklch {
    /// Björn Ottosson's Oklab (<https://bottosson.github.io/posts/oklab/>), as CSS Color 4 has it.
    fn of(colour: u32) -> Self {
        let [red, green, blue] = lights(colour);
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let middle = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    fn lights(self) -> Light {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let middle = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short,
        ]
    }

    /// The same lightness and hue, no more colourful than a screen can show.
    fn shown(self) -> u32 {
        let fits = |chroma: f64| {
            let lights = Self { chroma, ..self }.lights();
            lights.iter().all(|part| (-0.000_5..=1.000_5).contains(part))
        };
        let (mut low, mut high) = (0.0, self.chroma);
        if !fits(high) {
            for _ in 0..24 {
                let middle = f64::midpoint(low, high);
                if fits(middle) { low = middle } else { high = middle }
            }
            high = low;
        }
        let [red, green, blue] = Self { chroma: high, ..self }.lights().map(byte_of);
        red << 16 | green << 8 | blue
    }

    fn at(self, lightness: f64) -> u32 {
        Self { lightness, ..self }.shown()
    }
}

fn grey(lightness: f64) -> u32 {
    Oklch { lightness, chroma: 0.0, hue: 0.0 }.shown()
}

/// A shade by day and by night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair(u32, u32);

impl std::fmt::Display for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "light-dark(#{:06x}, #{:06x})", self.0, self.1)
    }
}

/// The shades of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shades {
    brand: Pair,
    hover: Pair,
    on: Pair,
}

impl Shades {
    fn of(colour: u32) -> Self {
        let colour = Oklch::of(colour & 0x00FF_FFFF);
        let (by_day, by_night) = (grey(DAY), grey(NIGHT));
        // As near to the colour as can be read; a hundred steps of lightness are finer than an eye.
        let mut day = colour.lightness.min(LIGHTEST_BY_DAY);
        while contrast(colour.at(day), by_day) < LEAST && day > 0.0 {
            day -= 0.01;
        }
        let mut night = colour.lightness.max(DARKEST_BY_NIGHT);
        while contrast(colour.at(night), by_night) < LEAST && night < 1.0 {
            night += 0.01;
        }
        let (day, night) = (day.max(0.0), night.min(1.0));
        let soft = Oklch { chroma: colour.chroma.min(0.02), ..colour };
        Self {
            brand: Pair(colour.at(day), colour.at(night)),
            hover: Pair(colour.at((day - 0.05).max(0.0)), colour.at((night + 0.045).min(1.0))),
            on: Pair(soft.at(0.99), soft.at(0.2)),
        }
    }

    /// What takes the place of the brass in `tokens.css`.
    fn style(self, colour: u32) -> String {
        let Self { brand, hover, on } = self;
        let hue = Oklch::of(colour);
        let soft = |lightness: f64| Oklch { chroma: hue.chroma.min(0.11), ..hue }.at(lightness);
        let (day, night) = (soft(0.62), soft(0.78));
        format!(
            ":root{{--brand:{brand};--brand-hover:{hover};--on-brand:{on};--link:{brand};--focus:{brand};\
             --selected:light-dark(#{day:06x}21,#{night:06x}24)}}\n"
        )
    }
}

/// Where the style of a colour is.
pub(crate) fn address(colour: u32) -> String {
    format!("/accent/{:06x}.css", colour & 0x00FF_FFFF)
}

/// `GET /accent/{file}`: the style of a colour, the same for ever.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    let name = file.strip_suffix(".css").filter(|name| name.len() == 6);
    let digits = name.filter(|name| name.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')));
    let Some(colour) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, Shades::of(colour).style(colour)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The way to OKLCH and back loses nothing that a screen shows.
    #[test]
    fn colours_come_back() {
        for colour in [0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0x58_65F2, 0x80_8080, 0x12_3456]
        {
            assert_eq!(Oklch::of(colour).shown(), colour, "{colour:06x}");
        }
        assert!((contrast(0, 0xFF_FFFF) - 21.0).abs() < 0.01);
    }

    /// Whatever colour is chosen: words in its shades, and words upon them, keep 4.5:1 to every ground of both themes, edges and the second
    /// series of charts stay apart.
    // Proves: P207
    #[test]
    fn every_colour_can_be_read() {
        let steps = (0..=15).map(|step| step * 17);
        let all = steps.clone().flat_map(|red| {
            let steps = steps.clone();
            steps.clone().flat_map(move |green| steps.clone().map(move |blue| red << 16 | green << 8 | blue))
        });
        // Floor, surface, raised, sunken, neutral-soft, and the same with what is selected or pointed at laid over it.
        let by_day = [0.965, 0.99, 1.0, 0.945, 0.935, DAY].map(grey);
        let by_night = [0.185, 0.222, 0.262, 0.165, 0.315, NIGHT].map(grey);
        for colour in all {
            let Shades { brand, hover, on } = Shades::of(colour);
            for ground in by_day {
                assert!(
                    contrast(brand.0, ground) >= 4.5 && contrast(hover.0, ground) >= 4.5,
                    "{colour:06x} by day"
                );
            }
            for ground in by_night {
                assert!(
                    contrast(brand.1, ground) >= 4.5 && contrast(hover.1, ground) >= 4.5,
                    "{colour:06x} by night"
                );
            }
            for (ground, words) in [(brand, on), (hover, on)] {
                assert!(contrast(ground.0, words.0) >= 4.5, "{colour:06x}: words upon it by day");
                assert!(contrast(ground.1, words.1) >= 4.5, "{colour:06x}: words upon it by night");
            }
            let (day, night) = (Oklch::of(brand.0).lightness, Oklch::of(brand.1).lightness);
            assert!(
                day < 0.8 - 0.2 && night > 0.5 + 0.15,
                "{colour:06x}: {day} and {night} beside the second series"
            );
        }
    }
}
