//! Small pictures drawn by rule: faces, emoji and stickers of the sample people, so that nothing is copied from anywhere.
//!
//! A motif says which colour a point has; PNG and GIF are what comes of asking for every point.

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// A sailing boat.
    Boat,
    /// A lighthouse.
    Lighthouse,
    /// The sun over water.
    Sun,
    /// A fish.
    Fish,
    /// An anchor.
    Anchor,
    /// A star.
    Star,
    /// A crescent moon.
    Moon,
    /// A compass.
    Compass,
    /// A whale.
    Whale,
    /// A crab.
    Crab,
    /// A lantern.
    Lantern,
    /// A hall with columns.
    Hall,
    /// A tick.
    Aye,
}

/// A picture that can be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Sketch {
    /// What it shows.
    pub motif: Motif,
    /// The colour behind it, 0xRRGGBB; transparent if absent.
    pub ground: Option<u32>,
    /// Pixels of a side.
    pub side: u16,
    /// Pictures of a moving one; 1 for a still.
    pub frames: u16,
}

type Rgb = [f32; 3];

const WHITE: Rgb = [0.97, 0.98, 1.0];
const RED: Rgb = [0.86, 0.28, 0.28];
const GOLD: Rgb = [0.98, 0.76, 0.25];
const DEEP: Rgb = [0.10, 0.22, 0.38];
const SEA: Rgb = [0.22, 0.52, 0.72];
const GREEN: Rgb = [0.20, 0.62, 0.42];

/// Points asked for in each pixel, along each side.
const FINE: u16 = 3;

fn disc(x: f32, y: f32, (cx, cy): (f32, f32), r: f32) -> bool {
    (x - cx).hypot(y - cy) < r
}

fn oval(x: f32, y: f32, (cx, cy): (f32, f32), (rx, ry): (f32, f32)) -> bool {
    ((x - cx) / rx).hypot((y - cy) / ry) < 1.0
}

fn bar(x: f32, y: f32, (left, top): (f32, f32), (right, bottom): (f32, f32)) -> bool {
    (left..right).contains(&x) && (top..bottom).contains(&y)
}

/// Inside a convex shape whose corners go round in either direction.
fn shape<const N: usize>(x: f32, y: f32, corners: [(f32, f32); N]) -> bool {
    let side = |index: usize| {
        let ((ax, ay), (bx, by)) = (corners[index], corners[(index + 1) % N]);
        (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0.0
    };
    let first = side(0);
    (1..N).all(|index| side(index) == first)
}

/// The colour of a point, none where the ground is seen. `x` and `y` run from -1 to 1, `t` from 0 to 1 through a moving picture.
fn color(motif: Motif, x: f32, y: f32, t: f32) -> Option<Rgb> {
    let wave = |level: f32| y > level + 0.05 * ((x * 2.0 + t) * std::f32::consts::TAU).sin();
    let pick = |choices: &[(bool, Rgb)]| choices.iter().find(|(inside, _)| *inside).map(|(_, color)| *color);
    match motif {
        Motif::Boat => {
            // It bobs.
            let (up, lean) =
                (0.06 * (t * std::f32::consts::TAU).cos(), 0.12 * (t * std::f32::consts::TAU).sin());
            let (bx, by) = (x - y * lean, y + up + x * lean);
            pick(&[
                (wave(0.55), SEA),
                (shape(bx, by, [(-0.06, -0.75), (-0.06, 0.22), (-0.62, 0.22)]), WHITE),
                (shape(bx, by, [(0.06, -0.55), (0.06, 0.22), (0.5, 0.22)]), GOLD),
                (bar(bx, by, (-0.06, -0.8), (0.06, 0.3)), DEEP),
                (shape(bx, by, [(-0.75, 0.3), (0.75, 0.3), (0.5, 0.66), (-0.5, 0.66)]), RED),
            ])
        }
        Motif::Lighthouse => pick(&[
            (wave(0.72), SEA),
            (shape(x, y, [(-0.22, -0.5), (0.0, -0.82), (0.22, -0.5)]), RED),
            (bar(x, y, (-0.15, -0.5), (0.15, -0.28)), GOLD),
            (bar(x, y, (-0.28, -0.28), (0.28, -0.2)), DEEP),
            (
                shape(x, y, [(-0.2, -0.2), (0.2, -0.2), (0.36, 0.8), (-0.36, 0.8)]),
                if (y * 5.0 + 1.0).rem_euclid(2.0) < 1.0 { WHITE } else { RED },
            ),
            (shape(x, y, [(0.15, -0.42), (0.95, -0.7), (0.95, -0.2), (0.15, -0.34)]), [0.99, 0.9, 0.6]),
            (shape(x, y, [(-0.15, -0.42), (-0.95, -0.7), (-0.95, -0.2), (-0.15, -0.34)]), [0.99, 0.9, 0.6]),
        ]),
        Motif::Sun => {
            let (angle, far) = (y.atan2(x), x.hypot(y));
            let ray = (angle * 12.0 / std::f32::consts::TAU).rem_euclid(1.0) < 0.45;
            pick(&[(wave(0.35), SEA), (far < 0.42, GOLD), (ray && (0.52..0.78).contains(&far), GOLD)])
        }
        Motif::Fish => pick(&[
            (disc(x, y, (-0.4, -0.1), 0.07), DEEP),
            (disc(x, y, (-0.4, -0.1), 0.13), WHITE),
            (
                oval(x, y, (-0.12, 0.0), (0.58, 0.36)),
                if (x * 6.0).rem_euclid(2.0) < 1.0 { GOLD } else { [0.95, 0.55, 0.22] },
            ),
            (shape(x, y, [(0.3, 0.0), (0.82, -0.4), (0.66, 0.0)]), GOLD),
            (shape(x, y, [(0.3, 0.0), (0.82, 0.4), (0.66, 0.0)]), GOLD),
        ]),
        Motif::Anchor => {
            let ring = |cx: f32, cy: f32, out: f32, inner: f32| {
                disc(x, y, (cx, cy), out) && !disc(x, y, (cx, cy), inner)
            };
            pick(&[
                (ring(0.0, -0.6, 0.2, 0.1), WHITE),
                (bar(x, y, (-0.09, -0.45), (0.09, 0.75)), WHITE),
                (bar(x, y, (-0.38, -0.32), (0.38, -0.18)), WHITE),
                (ring(0.0, 0.12, 0.66, 0.48) && y > 0.28, WHITE),
                (shape(x, y, [(0.38, 0.34), (0.78, 0.34), (0.62, 0.04)]), WHITE),
                (shape(x, y, [(-0.38, 0.34), (-0.78, 0.34), (-0.62, 0.04)]), WHITE),
            ])
        }
        Motif::Star => {
            let angle = (x.atan2(-y) * 5.0 / std::f32::consts::TAU + 0.5).rem_euclid(1.0) - 0.5;
            let edge = 0.36 + 0.42 * (1.0 - angle.abs() * 2.0).powi(2);
            pick(&[(x.hypot(y) < edge, GOLD)])
        }
        Motif::Moon => pick(&[
            (disc(x, y, (0.0, 0.0), 0.68) && !disc(x, y, (0.34, -0.18), 0.58), [0.96, 0.93, 0.78]),
            (disc(x, y, (0.42, -0.3), 0.07), WHITE),
            (disc(x, y, (0.62, 0.2), 0.05), WHITE),
            (disc(x, y, (0.3, 0.12), 0.04), WHITE),
        ]),
        Motif::Compass => pick(&[
            (disc(x, y, (0.0, 0.0), 0.09), DEEP),
            (shape(x, y, [(0.0, -0.56), (0.16, 0.0), (-0.16, 0.0)]), RED),
            (shape(x, y, [(0.0, 0.56), (0.16, 0.0), (-0.16, 0.0)]), SEA),
            (disc(x, y, (0.0, 0.0), 0.62), WHITE),
            (disc(x, y, (0.0, 0.0), 0.76), GOLD),
        ]),
        Motif::Whale => pick(&[
            (disc(x, y, (-0.42, 0.02), 0.06), DEEP),
            (oval(x, y, (-0.2, 0.42), (0.4, 0.16)), WHITE),
            (oval(x, y, (-0.12, 0.15), (0.62, 0.46)), SEA),
            (shape(x, y, [(0.36, 0.2), (0.62, -0.16), (0.58, 0.36)]), SEA),
            (oval(x, y, (0.52, -0.24), (0.16, 0.12)), SEA),
            (oval(x, y, (0.78, -0.2), (0.16, 0.11)), SEA),
            (bar(x, y, (-0.23, -0.6), (-0.17, -0.34)), WHITE),
            (disc(x, y, (-0.32, -0.62), 0.1) || disc(x, y, (-0.08, -0.62), 0.1), WHITE),
        ]),
        Motif::Crab => {
            let x = x.abs();
            pick(&[
                (disc(x, y, (0.16, -0.2), 0.06), DEEP),
                (disc(x, y, (0.16, -0.2), 0.12), WHITE),
                (oval(x, y, (0.0, 0.15), (0.5, 0.36)), RED),
                (
                    disc(x, y, (0.66, -0.32), 0.22)
                        && !shape(x, y, [(0.66, -0.3), (0.55, -0.6), (0.78, -0.6)]),
                    RED,
                ),
                (shape(x, y, [(0.4, 0.05), (0.6, -0.2), (0.7, -0.14), (0.46, 0.16)]), RED),
                (shape(x, y, [(0.36, 0.3), (0.74, 0.46), (0.7, 0.56), (0.3, 0.42)]), RED),
                (shape(x, y, [(0.26, 0.4), (0.54, 0.68), (0.46, 0.74), (0.18, 0.46)]), RED),
            ])
        }
        Motif::Lantern => pick(&[
            (disc(x, y, (0.0, 0.14), 0.16), WHITE),
            (bar(x, y, (-0.28, -0.2), (0.28, 0.48)), GOLD),
            (bar(x, y, (-0.38, -0.32), (0.38, -0.2)) || bar(x, y, (-0.38, 0.48), (0.38, 0.62)), DEEP),
            (shape(x, y, [(-0.26, -0.32), (0.26, -0.32), (0.1, -0.52), (-0.1, -0.52)]), DEEP),
            (disc(x, y, (0.0, -0.6), 0.18) && !disc(x, y, (0.0, -0.6), 0.11), DEEP),
            (disc(x, y, (0.0, 0.14), 0.78), [0.99, 0.9, 0.62]),
        ]),
        Motif::Hall => pick(&[
            (shape(x, y, [(-0.72, -0.2), (0.0, -0.68), (0.72, -0.2)]), WHITE),
            (
                [-0.51_f32, -0.17, 0.17, 0.51]
                    .iter()
                    .any(|middle| bar(x, y, (middle - 0.09, -0.14), (middle + 0.09, 0.46))),
                WHITE,
            ),
            (bar(x, y, (-0.74, 0.52), (0.74, 0.68)), WHITE),
        ]),
        Motif::Aye => pick(&[
            (shape(x, y, [(-0.46, -0.02), (-0.14, 0.3), (-0.14, 0.56), (-0.6, 0.12)]), WHITE),
            (shape(x, y, [(-0.14, 0.3), (0.46, -0.36), (0.6, -0.22), (-0.14, 0.56)]), WHITE),
            (disc(x, y, (0.0, 0.0), 0.86), GREEN),
        ]),
    }
}

impl Sketch {
    /// A face: 128 pixels on a ground.
    pub fn face(motif: Motif, ground: u32) -> Self {
        Self { motif, ground: Some(ground), side: 128, frames: 1 }
    }

    /// A still emoji.
    pub fn emoji(motif: Motif) -> Self {
        Self { motif, ground: None, side: 96, frames: 1 }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        if self.frames > 1 { "image/gif" } else { "image/png" }
    }

    /// The file: a PNG, or a GIF if it moves.
    pub fn bytes(self) -> Vec<u8> {
        if self.frames > 1 { self.gif() } else { self.png() }
    }

    fn png(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.side.into(), self.side.into());
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels(0)));
        written.expect("a vector takes everything");
        bytes
    }

    fn gif(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder =
            gif::Encoder::new(&mut bytes, self.side, self.side, &[]).expect("a vector takes all");
        encoder.set_repeat(gif::Repeat::Infinite).expect("a vector takes all");
        for frame in 0..self.frames {
            let mut frame = gif::Frame::from_rgba_speed(self.side, self.side, &mut self.pixels(frame), 10);
            // Hundredths of a second.
            frame.delay = 8;
            frame.dispose = gif::DisposalMethod::Background;
            encoder.write_frame(&frame).expect("a vector takes all");
        }
        drop(encoder);
        bytes
    }

    /// Red, green, blue and opacity of every pixel.
    fn pixels(self, frame: u16) -> Vec<u8> {
        let t = f32::from(frame) / f32::from(self.frames);
        let side = f32::from(self.side * FINE);
        let mut pixels = Vec::with_capacity(usize::from(self.side) * usize::from(self.side) * 4);
        for row in 0..self.side {
            for column in 0..self.side {
                let (mut sum, mut inside) = ([0.0_f32; 3], 0.0_f32);
                for point in 0..FINE * FINE {
                    let at =
                        |pixel: u16, part: u16| (f32::from(pixel * FINE + part) + 0.5) / side * 2.0 - 1.0;
                    let (x, y) = (at(column, point % FINE), at(row, point / FINE));
                    if let Some(color) = color(self.motif, x, y, t).or_else(|| self.behind(y)) {
                        sum.iter_mut().zip(color).for_each(|(sum, part)| *sum += part);
                        inside += 1.0;
                    }
                }
                let part = |sum: f32| (sum / inside.max(1.0) * 255.0) as u8;
                let opacity = inside / f32::from(FINE * FINE);
                // A GIF knows no half opacity.
                let opacity = if self.frames > 1 { opacity.round() } else { opacity };
                pixels.extend([part(sum[0]), part(sum[1]), part(sum[2]), (opacity * 255.0) as u8]);
            }
        }
        pixels
    }

    /// The ground, a little lighter on top.
    fn behind(self, y: f32) -> Option<Rgb> {
        let [_, parts @ ..] = self.ground?.to_be_bytes();
        Some(parts.map(|part| (f32::from(part) / 255.0 * (1.0 - y * 0.16)).min(1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Motif, Sketch};

    #[test]
    fn pictures_are_what_they_say() {
        let face = Sketch::face(Motif::Boat, 0x33_66_99).bytes();
        assert!(face.starts_with(b"\x89PNG") && face.len() < 16_000, "{}", face.len());
        let moving = Sketch { frames: 8, ..Sketch::emoji(Motif::Boat) }.bytes();
        assert!(moving.starts_with(b"GIF89a") && moving.len() < 64_000, "{}", moving.len());
        assert_ne!(face, Sketch::face(Motif::Fish, 0x33_66_99).bytes());
    }
}
