//! The tickets behind a figure of a report: which rows are asked for, so that there are as many of them as the figure says.

use crate::ports::{Behind, Ends, Span};
use ticket::{
    Timestamp,
    calendar::Zone,
    report::{Days, Listed, Measure, Stay, period, settled_before},
};

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// One kind of rows.
    Of(Listed),
    /// Every close, also of what was reopened.
    Closes,
    /// What was open when the days ended.
    Backlog,
    /// What Auto-Assist had answered, was closed, and cannot come back any more, or needed staff.
    Settled,
}

impl From<Listed> for Figure {
    fn from(listed: Listed) -> Self {
        Self::Of(listed)
    }
}

impl Figure {
    /// What has this name in an address.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "closes" => Some(Self::Closes),
            "backlog" => Some(Self::Backlog),
            "settled" => Some(Self::Settled),
            number => number.parse().ok().and_then(Listed::numbered).map(Self::Of),
        }
    }

    /// Its name in an address.
    pub fn name(self) -> String {
        match self {
            Self::Closes => "closes".to_owned(),
            Self::Backlog => "backlog".to_owned(),
            Self::Settled => "settled".to_owned(),
            Self::Of(listed) => listed.number().to_string(),
        }
    }

    /// Whether it tells how things stand now, whatever the days.
    pub fn is_now(self) -> bool {
        matches!(self, Self::Of(Listed::Open | Listed::Unanswered))
    }
}

/// What is asked for besides the figure.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    /// Of which days.
    pub days: Days,
    /// In which time zone.
    pub zone: &'a Zone,
    /// As of when.
    pub now: Timestamp,
    /// The value is above this one; of what is open now, its age in milliseconds.
    pub over: Option<i64>,
    /// The value is at most this one; of what is open now, its age.
    pub under: Option<i64>,
    /// Only in this hour of the week; 0 is Monday from midnight.
    pub hour: Option<i64>,
    /// Only what can come back no more, or only what still can: the last 72 hours.
    pub settled: Option<bool>,
}

/// The rows behind a figure; the caller adds types and priority.
pub fn behind(figure: Figure, within: &Within<'_>) -> Behind {
    let (from, to) = within.days.instants(within.zone);
    let span = |listed| Span { listed, from, to, ends: Ends::Anytime };
    let (over, under) = (within.over, within.under);
    let spans = match figure {
        Figure::Closes => vec![span(Listed::ClosedBefore), span(Listed::Measured(Measure::TotalResolution))],
        Figure::Backlog => backlog(to),
        Figure::Settled => {
            let surely = Within { settled: Some(true), ..*within };
            vec![span(Listed::NeededStaff), settled(span(Listed::Deflected), &surely)]
        }
        Figure::Of(listed) if figure.is_now() => {
            // Older than: opened before.
            let from = under.map_or(Timestamp(0), |under| Timestamp(within.now.0 - under));
            let to = over.map_or(Timestamp(i64::MAX), |over| Timestamp(within.now.0 - over));
            return Behind::of(vec![Span { listed, from, to, ends: Ends::Anytime }]);
        }
        Figure::Of(listed) => vec![span(listed)],
    };
    let spans = match within.hour {
        Some(hour) => spans.iter().flat_map(|span| hours(*span, hour, within)).collect(),
        None => spans,
    };
    let spans = spans.into_iter().map(|span| settled(span, within)).collect();
    Behind { over, under, ..Behind::of(spans) }
}

/// What was open just before an instant: it is open still and was reopened before, or a stay of it lasted until then.
fn backlog(at: Timestamp) -> Vec<Span> {
    let open = Span { listed: Listed::Open, from: Timestamp(0), to: at, ends: Ends::Before(at) };
    let stayed = |stay: Stay| Span {
        listed: Listed::Stayed(stay),
        from: stay.earliest(at),
        to: at,
        ends: Ends::NotBefore(at),
    };
    std::iter::once(open).chain(Stay::all().map(stayed)).collect()
}

/// The parts of a span that lie in an hour of the week: one for each week.
fn hours(span: Span, hour: i64, within: &Within<'_>) -> Vec<Span> {
    let (weekday, hour) = (hour.div_euclid(24), hour.rem_euclid(24));
    let mut found = Vec::new();
    let mut date = within.days.first;
    while date <= within.days.last {
        let Ok(tomorrow) = date.tomorrow() else { break };
        if i64::from(date.weekday().to_monday_zero_offset()) == weekday {
            let from = period::begins_at(within.zone, date, hour);
            let to = match hour {
                23 => period::begins(within.zone, tomorrow),
                hour => period::begins_at(within.zone, date, hour + 1),
            };
            found.push(Span { from, to, ..span });
        }
        date = tomorrow;
    }
    found
}

fn settled(span: Span, within: &Within<'_>) -> Span {
    // What was closed exactly 72 hours ago is settled.
    let edge = Timestamp(settled_before(within.now).0 + 1);
    match within.settled {
        Some(true) => Span { to: span.to.min(edge), ..span },
        Some(false) => Span { from: span.from.max(edge), ..span },
        None => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ticket::calendar;

    /// An hour of the week is in each week once, also where clocks change.
    #[test]
    fn hours_of_the_week() {
        let zone = calendar::zone("Europe/Berlin").expect("it exists");
        // Sunday from two: on 29 March there is none, on 25 October two.
        let at = |date: &str, hour: i64| {
            let days = Days::new(date.parse().expect("a date"), date.parse().expect("a date"));
            let within = Within {
                days,
                zone: &zone,
                now: Timestamp(0),
                over: None,
                under: None,
                hour: Some(hour),
                settled: None,
            };
            let found = behind(Figure::Of(Listed::Opened), &within);
            found.spans.iter().map(|span| (span.to.0 - span.from.0) / 60_000).sum::<i64>()
        };
        let two_on_sunday = 6 * 24 + 2;
        assert_eq!(at("2026-03-29", two_on_sunday), 0);
        assert_eq!(at("2026-10-25", two_on_sunday), 120);
        assert_eq!(at("2026-06-07", two_on_sunday), 60);
        assert_eq!(at("2026-06-07", 6 * 24 + 23), 60);
        assert_eq!(at("2026-06-08", two_on_sunday), 0, "that is a Monday");
    }

    /// Names come back.
    #[test]
    fn names_come_back() {
        for figure in [
            Figure::Closes,
            Figure::Backlog,
            Figure::Settled,
            Figure::Of(Listed::Opened),
            Figure::Of(Listed::Tagged(3)),
        ] {
            assert_eq!(Figure::named(&figure.name()), Some(figure));
        }
        assert_eq!(Figure::named("9999"), None);
        assert_eq!(Figure::named("-1"), None);
    }
}
