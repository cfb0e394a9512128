//! Charts as SVG, drawn on the server. Colours come from classes, so that they follow the theme; every chart has a table beside it that
//! says the same in words, and a shape or a number besides every colour.

use crate::clock::Clock;
use std::fmt::Write;

/// Words for markup: nothing in them is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

/// A value with its words, and where a press on it leads.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    /// How large.
    pub(super) value: f64,
    /// What is read out and shown on hover.
    pub(super) title: String,
    /// The tickets behind it.
    pub(super) href: Option<String>,
}

/// The median of some durations, and their 95th percentile.
pub(super) type Span = (Mark, Mark);

/// How wide the picture of a card is, in its own units: as wide as the card mostly is in pixels, so that words keep their size.
pub(super) const WIDE: f64 = 1160.0;
/// The same of a card that takes half of the page.
pub(super) const HALF: f64 = 560.0;

/// A step of an axis.
const STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

/// A round number not below this one, and how many steps lead to it.
fn top(largest: f64) -> (f64, u32) {
    let largest = largest.max(1.0);
    let mut scale = 10_f64.powf(largest.log10().floor() - 1.0).max(1.0);
    loop {
        for step in STEPS {
            let step = (step * scale).max(1.0).round();
            let count = (largest / step).ceil();
            if count <= 4.0 {
                return (step * count.max(1.0), count.max(1.0) as u32);
            }
        }
        scale *= 10.0;
    }
}

fn open(svg: &mut String, width: f64, height: f64, label: &str) {
    let label = escaped(label);
    let _ = write!(
        svg,
        r#"<svg class="chart" viewBox="0 0 {width} {height}" role="group" aria-label="{label}">"#
    );
}

fn linked(svg: &mut String, mark: &Mark, shape: &str) {
    let title = escaped(&mark.title);
    let shape = format!("{shape}<title>{title}</title>");
    match &mark.href {
        Some(href) => {
            let _ = write!(svg, r#"<a href="{}" aria-label="{title}"><g>{shape}</g></a>"#, escaped(href));
        }
        None => {
            let _ = write!(svg, "<g>{shape}</g>");
        }
    }
}

/// Columns side by side, one series after the other for each label.
pub(super) fn columns(label: &str, width: f64, labels: &[String], series: &[Vec<Mark>]) -> String {
    let (height, left, bottom, head) = (220.0, 36.0, 24.0, 10.0);
    let largest = series.iter().flatten().map(|mark| mark.value).fold(0.0, f64::max);
    let (most, steps) = top(largest);
    let plot = height - bottom - head;
    let mut svg = String::new();
    open(&mut svg, width, height, label);
    grid(&mut svg, (left, width), (head, plot), most, steps);
    let slot = (width - left) / labels.len().max(1) as f64;
    let gap = if slot > 8.0 { slot * 0.22 } else { slot * 0.1 };
    let bar = (slot - gap) / series.len().max(1) as f64;
    for (which, marks) in series.iter().enumerate() {
        for (index, mark) in marks.iter().enumerate() {
            let tall = (mark.value / most * plot).max(if mark.value > 0.0 { 1.5 } else { 0.0 });
            let x = left + slot * index as f64 + gap / 2.0 + bar * which as f64;
            let y = head + plot - tall;
            let wide = (bar - if bar > 4.0 { 1.0 } else { 0.0 }).max(0.5);
            let rounded = if wide > 5.0 { 2 } else { 0 };
            linked(
                &mut svg,
                mark,
                &format!(
                    r#"<rect class="hit" x="{x:.2}" y="{head}" width="{wide:.2}" height="{plot:.2}"/><rect class="s{which}" x="{x:.2}" y="{y:.2}" width="{wide:.2}" height="{tall:.2}" rx="{rounded}"/>"#
                ),
            );
        }
    }
    under(&mut svg, labels, left, slot, height);
    svg.push_str("</svg>");
    svg
}

fn grid(svg: &mut String, (left, right): (f64, f64), (head, plot): (f64, f64), most: f64, steps: u32) {
    for step in 0..=steps {
        let value = most / f64::from(steps) * f64::from(step);
        let y = head + plot - value / most * plot;
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{left}" x2="{right}" y1="{y:.2}" y2="{y:.2}"/><text class="tick end" x="{:.2}" y="{:.2}">{}</text>"#,
            left - 6.0,
            y + 4.0,
            short(value)
        );
    }
}

/// Labels below, as many as there is room for.
fn under(svg: &mut String, labels: &[String], left: f64, slot: f64, height: f64) {
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(1) as f64 * 7.0 + 10.0;
    let every = (widest / slot).ceil().max(1.0) as usize;
    for (index, label) in labels.iter().enumerate().step_by(every) {
        let x = left + slot * (index as f64 + 0.5);
        let _ = write!(
            svg,
            r#"<text class="tick middle" x="{x:.2}" y="{:.2}">{}</text>"#,
            height - 6.0,
            escaped(label)
        );
    }
}

/// A line with the ground below it filled.
pub(super) fn area(label: &str, labels: &[String], marks: &[Mark]) -> String {
    let (width, height, left, bottom, head) = (WIDE, 220.0, 36.0, 24.0, 10.0);
    let (most, steps) = top(marks.iter().map(|mark| mark.value).fold(0.0, f64::max));
    let plot = height - bottom - head;
    let mut svg = String::new();
    open(&mut svg, width, height, label);
    grid(&mut svg, (left, width), (head, plot), most, steps);
    let slot = (width - left) / labels.len().max(1) as f64;
    let at =
        |index: usize, value: f64| (left + slot * (index as f64 + 0.5), head + plot - value / most * plot);
    let line: Vec<String> = marks
        .iter()
        .enumerate()
        .map(|(index, mark)| at(index, mark.value))
        .map(|(x, y)| format!("{x:.2},{y:.2}"))
        .collect();
    if !line.is_empty() {
        let (first, last) = (at(0, 0.0), at(marks.len() - 1, 0.0));
        let ground = format!("{:.2},{:.2} {} {:.2},{:.2}", first.0, first.1, line.join(" "), last.0, last.1);
        let _ = write!(
            svg,
            r#"<polygon class="ground" points="{ground}"/><polyline class="line" points="{}"/>"#,
            line.join(" ")
        );
    }
    for (index, mark) in marks.iter().enumerate() {
        let (x, y) = at(index, mark.value);
        let radius = if slot > 14.0 { 3.0 } else { 0.0 };
        linked(
            &mut svg,
            mark,
            &format!(
                r#"<rect class="hit" x="{:.2}" y="{head}" width="{slot:.2}" height="{plot:.2}"/><circle class="dot" cx="{x:.2}" cy="{y:.2}" r="{radius}"/>"#,
                x - slot / 2.0
            ),
        );
    }
    under(&mut svg, labels, left, slot, height);
    svg.push_str("</svg>");
    svg
}

/// A bar across for each row, cut into parts; the number stands beside it.
pub(super) fn bars(label: &str, rows: &[(String, Vec<Mark>, String)]) -> String {
    let (width, row, names, figures) = (HALF, 30.0, 138.0, 104.0);
    let height = (row * rows.len() as f64).max(row);
    let largest = rows
        .iter()
        .map(|(_, marks, _)| marks.iter().map(|mark| mark.value).sum::<f64>())
        .fold(0.0, f64::max)
        .max(1.0);
    let plot = width - names - figures;
    let mut svg = String::new();
    open(&mut svg, width, height, label);
    for (index, (name, marks, figure)) in rows.iter().enumerate() {
        let y = row * index as f64;
        let _ =
            write!(svg, r#"<text class="name" x="0" y="{:.2}">{}</text>"#, y + 19.5, escaped(&cut(name, 19)));
        // Before the bar, where it is in sight on a phone, too.
        let _ = write!(
            svg,
            r#"<text class="figure end" x="{:.2}" y="{:.2}">{}</text>"#,
            names + figures - 12.0,
            y + 19.5,
            escaped(figure)
        );
        let mut x = names + figures;
        for (which, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.value > 0.0) {
            let wide = (mark.value / largest * plot).max(2.0);
            let shape = format!(
                r#"<rect class="s{which}" x="{x:.2}" y="{:.2}" width="{:.2}" height="18" rx="2"/>"#,
                y + 6.0,
                (wide - 1.0).max(1.0)
            );
            linked(&mut svg, mark, &shape);
            x += wide;
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Where durations lie, from the median to the 95th percentile, paler where they are few, on a scale in which each step is a few times the one before.
pub(super) fn spans(label: &str, rows: &[(String, Option<Span>, bool)], ticks: &[(f64, String)]) -> String {
    let (width, row, names, foot) = (HALF, 34.0, 96.0, 22.0);
    let plot_height = row * rows.len() as f64;
    let (low, high) = match (ticks.first(), ticks.last()) {
        (Some(first), Some(last)) => (first.0.max(1.0).ln(), last.0.max(2.0).ln()),
        _ => (0.0, 1.0),
    };
    let plot = width - names - 24.0;
    let at = |value: f64| names + ((value.max(1.0).ln() - low) / (high - low)).clamp(0.0, 1.0) * plot;
    let mut svg = String::new();
    open(&mut svg, width, plot_height + foot, label);
    for (value, tick) in ticks {
        let x = at(*value);
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{x:.2}" x2="{x:.2}" y1="4" y2="{plot_height}"/><text class="tick middle" x="{x:.2}" y="{:.2}">{}</text>"#,
            plot_height + 16.0,
            escaped(tick)
        );
    }
    for (index, (name, span, few)) in rows.iter().enumerate() {
        let y = row * (index as f64 + 0.5);
        let _ = write!(svg, r#"<text class="name" x="0" y="{:.2}">{}</text>"#, y + 4.5, escaped(name));
        if let Some((median, p95)) = span {
            let (one, other) = (at(median.value), at(p95.value));
            svg.push_str(if *few { r#"<g class="few">"# } else { "<g>" });
            let _ =
                write!(svg, r#"<line class="span" x1="{one:.2}" x2="{other:.2}" y1="{y:.2}" y2="{y:.2}"/>"#);
            linked(&mut svg, median, &format!(r#"<circle class="s0" cx="{one:.2}" cy="{y:.2}" r="6.5"/>"#));
            let (left, high) = (other - 6.0, y - 6.0);
            linked(
                &mut svg,
                p95,
                &format!(
                    r#"<rect class="hollow" x="{left:.2}" y="{high:.2}" width="12" height="12" rx="2"/>"#
                ),
            );
            svg.push_str("</g>");
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Hours of the week: darker is more, and the number stands in the cell as `words` has it. What is `stepped` grows by factors.
pub(super) fn heat(
    label: &str,
    (days, clock): (&[String; 7], Clock),
    cells: &[Mark],
    (words, stepped): (&dyn Fn(f64) -> String, bool),
) -> String {
    let (left, head, wide, tall) = (44.0, 18.0, 46.0, 28.0);
    let size = |value: f64| if stepped { value.max(1.0).ln() } else { value };
    let there = || cells.iter().map(|mark| mark.value).filter(|value| *value > 0.0).map(size);
    let largest = there().fold(0.0, f64::max);
    let least = if stepped { there().fold(f64::MAX, f64::min) } else { 0.0 };
    let share = |value: f64| if largest > least { (size(value) - least) / (largest - least) } else { 1.0 };
    let mut svg = String::new();
    open(&mut svg, left + wide * 24.0, head + tall * 7.0, label);
    for hour in (0..24).step_by(3) {
        let _ = write!(
            svg,
            r#"<text class="tick" x="{:.2}" y="12">{}</text>"#,
            left + wide * f64::from(hour) + 2.0,
            clock.tick(hour.into())
        );
    }
    for (index, day) in days.iter().enumerate() {
        let y = head + tall * (index as f64 + 0.5) + 4.0;
        let _ =
            write!(svg, r#"<text class="tick end" x="{:.2}" y="{y:.2}">{}</text>"#, left - 6.0, escaped(day));
    }
    for (index, mark) in cells.iter().enumerate() {
        let (x, y) = (left + wide * (index % 24) as f64, head + tall * (index / 24) as f64);
        let level = if mark.value <= 0.0 { 0 } else { 1 + (share(mark.value) * 4.999) as usize };
        let shape = format!(
            r#"<rect class="heat h{level}" x="{:.2}" y="{:.2}" width="{:.2}" height="{:.2}" rx="3"/>"#,
            x + 1.0,
            y + 1.0,
            wide - 2.0,
            tall - 2.0
        );
        linked(&mut svg, mark, &shape);
        // The link's own name says the number; what is pressed is the square below it.
        if mark.value > 0.0 {
            let _ = write!(
                svg,
                r#"<text class="in h{level}" aria-hidden="true" pointer-events="none" x="{:.2}" y="{:.2}">{}</text>"#,
                x + wide / 2.0,
                y + tall / 2.0 + 3.5,
                escaped(&words(mark.value))
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// A number in few letters: 950, 1.2k, 34k.
pub(super) fn short(value: f64) -> String {
    match value {
        _ if value >= 9_950.0 => format!("{:.0}k", value / 1000.0),
        _ if value >= 1_000.0 => format!("{:.1}k", value / 1000.0),
        _ => format!("{value:.0}"),
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(value: f64) -> Mark {
        Mark { value, title: "<b>\"5\" & more</b>".to_owned(), href: Some("/g/1?a=1&b=2".to_owned()) }
    }

    /// No name or link becomes markup, and no number is missing from the picture.
    #[test]
    fn words_stay_words() {
        let names = [String::from("<script>"), String::new()];
        let all = [
            columns(
                "<x>",
                WIDE,
                &names,
                &[vec![mark(5.0), mark(0.0)], vec![mark(1.0), mark(f64::from(u32::MAX))]],
            ),
            area("<x>", &names, &[mark(0.0), mark(3.0)]),
            bars("<x>", &[("<script>".to_owned(), vec![mark(5.0)], "<5>".to_owned())]),
            spans(
                "<x>",
                &[("<script>".to_owned(), Some((mark(5.0), mark(9e9))), true)],
                &[(1.0, "<".to_owned()), (9.0, ">".to_owned())],
            ),
            heat(
                "<x>",
                (
                    &std::array::from_fn(|_| "<script>".to_owned()),
                    Clock::fixed(ticket::settings::Locale::English),
                ),
                &vec![mark(3.0); 168],
                (&short, false),
            ),
        ];
        for svg in all {
            assert!(!svg.contains("<script>") && !svg.contains("<b>") && !svg.contains("NaN"), "{svg}");
            assert!(svg.contains("&lt;") && svg.contains("a=1&amp;b=2"));
        }
        assert!(columns("", HALF, &[], &[]).ends_with("</svg>") && area("", &[], &[]).ends_with("</svg>"));
    }

    /// An axis ends at a round number not below the largest, in at most four steps.
    #[test]
    fn axes_are_round() {
        for largest in [0.0, 1.0, 3.0, 7.0, 10.0, 11.0, 99.0, 100.0, 101.0, 12_345.0, 9e8] {
            let (most, steps) = top(largest);
            assert!(most >= largest && (1..=4).contains(&steps), "{largest}: {most} in {steps}");
            assert!(most <= largest.max(1.0) * 2.5, "{largest}: {most}");
        }
    }
}
