//! What is listed beside the figures, one by one: to be counted, and to be clicked through to.

use super::{
    cell::Measure,
    fact::{Closing, index},
};
use crate::{Timestamp, sla::Metric};

/// What a row beside the cells is for. A row is of one ticket; where a figure counts something that may happen to a ticket more than once, the
/// ticket has a row for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listed {
    /// A duration.
    Measured(Measure),
    /// The ticket is open; when it was opened. The value is how many milliseconds later it was reopened last, 0 if it never was.
    Open,
    /// The ticket is open and has had no answer.
    Unanswered,
    /// The ticket was opened.
    Opened,
    /// It was closed, and reopened later; the value is how long after its opening. The last close is
    /// [`Measure::TotalResolution`].
    ClosedBefore,
    /// It is closed after exactly one public message by staff, when it was last closed.
    OneTouch,
    /// It was closed, and reopened within [`super::fact::REOPENED_SOON`].
    ReopenedSoon,
    /// It was rated; the value is the stars.
    Rated,
    /// Any of its promises was broken, when the first of all its promises was due.
    Breached,
    /// A promise was kept, when it was due.
    Kept(Metric),
    /// A promise was broken, when it was due; the value is 1 if it was done late, 0 if it is still to be done.
    Broken(Metric),
    /// Auto-Assist took a turn, when the ticket was opened; the value is 1 if it answered.
    Assisted,
    /// It called staff, when the ticket was opened; the value is the number of the reason, -1 if it was not kept.
    AssistCalled,
    /// The ticket is closed and Auto-Assist had answered, when it was last closed; the value is 1 if staff were needed.
    AnsweredClosed,
    /// The same, and nobody was needed.
    Deflected,
    /// It was open for a while, from then on; the value is how long. The class is that of [`Stay::of`].
    Stayed(Stay),
    /// Auto-Assist had answered, the ticket is closed, and staff were needed; when it was last closed.
    NeededStaff,
    /// The opener was asked what they think of a close, and answered; when it was closed. The value is the stars.
    AskedRated,
    /// Nobody waited for a promise any more.
    Cancelled(Metric),
    /// A person wrote in it for the first time. Here and in the next six the value is the person.
    Handled,
    /// A person gave the first answer; when the ticket was opened.
    AnsweredBy,
    /// A person answered who waited; since when the wait was.
    RepliedBy,
    /// A person claimed it for the first time.
    ClaimedBy,
    /// A person closed it.
    ClosedBy,
    /// A person got the credit of a close (A14).
    Credited,
    /// A close that a person got the credit of was rated; when it was.
    RatedFor,
    /// The ticket was opened, and carries this tag.
    Tagged(i64),
}

/// Where the numbers of metrics and classes of stays begin.
const KEPT: u32 = 34;
const BROKEN: u32 = 30;
const STAYED: u32 = 60;
const CANCELLED: u32 = 52;
/// Where those of the metrics begin that came later: three of each.
const LATER: u32 = 90;
/// The metrics that the others have room for.
const FIRST: u32 = 4;
/// Where the numbers of tags begin.
const TAGGED: u32 = 1_000_000;

/// The number of what became of a promise.
fn of(metric: Metric, begin: u32, which: u32) -> u32 {
    let metric = u32::from(index(metric));
    metric.checked_sub(FIRST).map_or(begin + metric, |later| LATER + 3 * later + which)
}

impl Listed {
    /// What has this number.
    pub fn numbered(number: u32) -> Option<Self> {
        if let Some(tag) = number.checked_sub(TAGGED) {
            return Some(Self::Tagged(i64::from(tag)));
        }
        let measured = Measure::ALL.into_iter().map(Self::Measured);
        let promises = Metric::ALL.into_iter().flat_map(|metric| [Self::Kept(metric), Self::Broken(metric)]);
        let assist = [Self::Assisted, Self::AssistCalled, Self::AnsweredClosed, Self::Deflected];
        let cancelled = Metric::ALL.into_iter().map(Self::Cancelled);
        let others = [
            Self::NeededStaff,
            Self::AskedRated,
            Self::Handled,
            Self::AnsweredBy,
            Self::RepliedBy,
            Self::ClaimedBy,
            Self::ClosedBy,
            Self::Credited,
            Self::RatedFor,
            Self::Open,
            Self::Unanswered,
            Self::Opened,
            Self::ClosedBefore,
            Self::OneTouch,
            Self::ReopenedSoon,
            Self::Rated,
            Self::Breached,
        ];
        let all = measured.chain(promises).chain(cancelled).chain(assist).chain(others);
        all.chain(Stay::all().map(Self::Stayed)).find(|listed| listed.number() == number)
    }

    /// Its number in the store.
    pub fn number(self) -> u32 {
        match self {
            Self::Measured(measure) => measure.number(),
            Self::Open => 20,
            Self::Unanswered => 21,
            Self::Opened => 22,
            Self::ClosedBefore => 23,
            Self::OneTouch => 24,
            Self::ReopenedSoon => 25,
            Self::Rated => 26,
            Self::Breached => 27,
            Self::Broken(metric) => of(metric, BROKEN, 0),
            Self::Kept(metric) => of(metric, KEPT, 1),
            Self::Assisted => 40,
            Self::AssistCalled => 41,
            Self::AnsweredClosed => 42,
            Self::Deflected => 43,
            Self::NeededStaff => 44,
            Self::AskedRated => 45,
            Self::Handled => 46,
            Self::ClaimedBy => 47,
            Self::ClosedBy => 48,
            Self::Credited => 49,
            Self::RatedFor => 50,
            Self::AnsweredBy => 51,
            Self::RepliedBy => 56,
            Self::Cancelled(metric) => of(metric, CANCELLED, 2),
            Self::Stayed(stay) => STAYED + u32::from(stay.0),
            Self::Tagged(tag) => TAGGED.saturating_add(u32::try_from(tag).unwrap_or(u32::MAX)),
        }
    }
}

impl Listed {
    /// Whether its value is a person.
    pub fn is_of_person(self) -> bool {
        matches!(
            self,
            Self::Handled
                | Self::AnsweredBy
                | Self::RepliedBy
                | Self::ClaimedBy
                | Self::ClosedBy
                | Self::Credited
                | Self::RatedFor
        )
    }
}

/// Of one ticket there is one row of a kind at an instant: where two are of the same, as when two people did the same at once or a ticket was closed
/// and reopened within a millisecond, the second is a millisecond later.
pub(super) fn apart(lines: &mut [Line]) {
    for index in 1..lines.len() {
        let before = lines[index - 1];
        let line = &mut lines[index];
        if line.listed == before.listed && line.at <= before.at {
            line.at = Timestamp(before.at.0 + 1);
        }
    }
}

/// A row beside the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// What for.
    pub listed: Listed,
    /// Where in time it counts.
    pub at: Timestamp,
    /// The duration in milliseconds, where it is one.
    pub value: i64,
}

/// The class of a time for which a ticket was open: up to a minute, two, four, eight minutes and so on. Who was open at an instant is found by
/// looking, for each class, only as far back as its longest: at least about half of what is looked at was open then, however old it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stay(u8);

/// Longer than any of it is looked for from the beginning: 2²³ minutes are 16 years.
const LONGEST: u8 = 24;
const MINUTE: i64 = 60_000;

impl Stay {
    /// The class of so many milliseconds.
    pub fn of(length: i64) -> Self {
        let minutes = (length.max(0) / MINUTE).unsigned_abs();
        let bits = u64::BITS - minutes.leading_zeros();
        Self(u8::try_from(bits).map_or(LONGEST, |bits| bits.min(LONGEST)))
    }

    /// Every class.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=LONGEST).map(Self)
    }

    /// No stay of this class that still lasted at an instant began before this one.
    pub fn earliest(self, at: Timestamp) -> Timestamp {
        if self.0 == LONGEST { Timestamp(i64::MIN) } else { Timestamp(at.0.saturating_sub(MINUTE << self.0)) }
    }
}

/// For which times a ticket was open until each of its closes: from when, and how long.
pub(super) fn stays(opened_at: Timestamp, closings: &[Closing]) -> impl Iterator<Item = (Timestamp, i64)> {
    let starts = std::iter::once(opened_at).chain(closings.iter().filter_map(|closing| closing.reopened));
    starts.zip(closings).map(|(from, closing)| (from, (closing.at.0 - from.0).max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stay that lasted until an instant, or past it, began within the reach of its class.
    #[test]
    fn stays_are_within_reach() {
        for length in [0, 1, 59_999, 60_000, 119_999, 120_000, 3_600_000, 86_400_000 * 400, i64::MAX / 2] {
            let (stay, at) = (Stay::of(length), Timestamp(1_800_000_000_000));
            assert!(stay.earliest(at).0 < at.0 - length.min(at.0) || stay.0 == LONGEST, "{length}");
            assert!(
                stay.0 == LONGEST || stay.earliest(at).0 >= at.0 - 2 * length.max(MINUTE / 2),
                "{length}"
            );
        }
    }

    /// Numbers name one thing each.
    #[test]
    fn numbers_come_back() {
        let known: Vec<Listed> = (0..200).filter_map(Listed::numbered).collect();
        assert_eq!(known.len(), Measure::ALL.len() + 17 + 3 * Metric::ALL.len() + 4 + 25);
        for listed in known.into_iter().chain([Listed::Tagged(0), Listed::Tagged(77)]) {
            assert_eq!(Listed::numbered(listed.number()), Some(listed));
        }
    }
}
