//! The staff, each with what they did.

use super::{
    Found,
    cards::{Card, Value},
};
use ticket::{
    UserId,
    report::{Cell, Count, FEWEST_DURATIONS, FEWEST_RATINGS, Measure, Percentiles, Ratings},
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
        let median = |measure| {
            let told = Percentiles::told(cell, measure).filter(|one| one.count >= FEWEST_DURATIONS);
            Value::duration(l, told.map(|one| one.median))
        };
        let ratings = Ratings::of(cell);
        vec![
            Value::text(name),
            Value::number(l, cell.get(Count::Handled)),
            Value::number(l, cell.get(Count::Messages)),
            Value::number(l, cell.get(Count::Claimed)),
            Value::number(l, cell.get(Count::ClosedBy)),
            Value::number(l, cell.get(Count::Credited)),
            median(Measure::FirstResponse),
            median(Measure::NextResponse),
            Value::decimal(l, ratings.average(guild)),
            Value::number(l, ratings.count()),
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
            say!(l, "report-ratings-count"),
        ],
        rows: people.iter().map(row).collect(),
        wide: true,
    }
}
