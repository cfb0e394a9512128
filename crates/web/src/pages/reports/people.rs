//! The staff, each with what they did.

use super::{
    Found,
    cards::{self, Card, Value},
};
use ticket::{
    UserId,
    report::{
        Cell, Count, FEWEST_DURATIONS, FEWEST_RATINGS, Listed, Measure, Percentiles, Ratings, interval,
    },
    say,
};

/// Who wrote, claimed or closed, most first. Everyone sees themselves; those who see all tickets see all.
pub(super) fn staff(found: &Found) -> Card {
    let l = found.l;
    let guild = Ratings::of(&found.report.total);
    let mut people: Vec<(&UserId, &Cell)> = found.report.by_staff.iter().collect();
    people.retain(|(user, _)| found.only.is_none_or(|only| only == **user));
    people.sort_by_key(|(user, cell)| (std::cmp::Reverse(cell.get(Count::Handled)), **user));
    let row = |(user, cell): &(&UserId, &Cell)| {
        let name = found.names.get(user).map_or_else(|| user.to_string(), |member| member.name.clone());
        let median = |measure, listed| {
            let told = Percentiles::told(cell, measure).filter(|one| one.count >= FEWEST_DURATIONS);
            let href = told.as_ref().map(|_| cards::behind_person(found, listed, **user));
            let few = told.as_ref().is_some_and(Percentiles::is_hint);
            Value { href, few, ..Value::duration(l, told.map(|one| one.median)) }
        };
        let ratings = Ratings::of(cell);
        let known = ratings.count() >= FEWEST_RATINGS;
        let range = interval(ratings.good(), ratings.count()).filter(|_| known);
        let hint = range.map(|(least, most)| {
            say!(l, "report-interval-of", range = cards::interval(l, least, most), count = ratings.count())
        });
        let counted = |count, listed| {
            Value::counted(l, cell.get(count), || cards::behind_person(found, listed, **user))
        };
        vec![
            Value::text(name),
            counted(Count::Handled, Listed::Handled),
            Value::number(l, cell.get(Count::Messages)),
            counted(Count::Claimed, Listed::ClaimedBy),
            counted(Count::ClosedBy, Listed::ClosedBy),
            counted(Count::Credited, Listed::Credited),
            median(Measure::FirstResponse, Listed::AnsweredBy),
            median(Measure::NextResponse, Listed::RepliedBy),
            Value::decimal(l, ratings.average(guild)),
            Value { hint, ..Value::share(l, ratings.satisfied().filter(|_| known)) },
            Value::interval(l, range),
            Value::counted(l, ratings.count(), || cards::behind_person(found, Listed::RatedFor, **user)),
        ]
    };
    Card {
        id: "staff",
        title: say!(l, "report-staff"),
        about: say!(l, "report-staff-about", fewest = FEWEST_RATINGS),
        note: if people.is_empty() { say!(l, "report-nothing") } else { String::new() },
        legend: Vec::new(),
        svg: None,
        heads: vec![
            say!(l, "report-person"),
            say!(l, "report-handled"),
            say!(l, "report-messages"),
            say!(l, "report-claims"),
            say!(l, "report-closes"),
            say!(l, "report-credited"),
            say!(l, "report-median-first"),
            say!(l, "report-median-next"),
            say!(l, "report-rating"),
            say!(l, "report-satisfied"),
            say!(l, "report-interval"),
            say!(l, "report-ratings-count"),
        ],
        rows: people.iter().map(row).collect(),
        wide: true,
    }
}
