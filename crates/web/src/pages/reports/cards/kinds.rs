//! What it is about: types, tags, ratings.

use super::{Card, Value, behind, change};
use crate::pages::reports::{
    Found,
    charts::{self, Mark},
    numbers::{decimal, percent, whole},
    tag_name,
};
use ticket::{
    TypeId,
    report::{Count, Listed, Ratings, interval, share},
    say,
};

/// Rows of a list of what was opened most.
const TOP: usize = 10;

pub(super) fn types(found: &Found) -> Card {
    let l = found.l;
    let name = |id: i64| found.config.type_or_removed(TypeId(u32::try_from(id).unwrap_or(0))).name.clone();
    let link = |id: i64| behind(found, Listed::Opened, &format!("&only={id}"));
    let counts = |report: &desk::reports::Report| {
        report.by_type.iter().map(|(id, cell)| (*id, cell.get(Count::Opened))).collect()
    };
    let (now, before): (Vec<_>, Vec<_>) = (counts(&found.report), counts(&found.before));
    most("types", say!(l, "report-types"), say!(l, "report-types-about"), found, now, &before, &name, &link)
}

pub(super) fn tags(found: &Found) -> Card {
    let l = found.l;
    let name = |id: i64| tag_name(&found.config, id);
    let link = |id: i64| behind(found, Listed::Tagged(id), "");
    let counts = |report: &desk::reports::Report| {
        report.by_tag.iter().map(|(id, cell)| (*id, cell.get(Count::Opened))).collect()
    };
    let (now, before): (Vec<_>, Vec<_>) = (counts(&found.report), counts(&found.before));
    most("tags", say!(l, "report-tags"), say!(l, "report-tags-about"), found, now, &before, &name, &link)
}

#[expect(clippy::too_many_arguments, reason = "two lists of one kind share their drawing")]
fn most(
    id: &'static str,
    title: String,
    about: String,
    found: &Found,
    mut now: Vec<(i64, i64)>,
    before: &[(i64, i64)],
    name: &dyn Fn(i64) -> String,
    link: &dyn Fn(i64) -> String,
) -> Card {
    let l = found.l;
    let all = found.report.total.get(Count::Opened);
    now.retain(|(_, count)| *count > 0);
    now.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let earlier = |id: i64| before.iter().find(|(other, _)| *other == id).map_or(0, |(_, count)| *count);
    let bar = |(id, count): &(i64, i64)| {
        let title = format!("{}: {}", name(*id), whole(l, *count));
        let mark = Mark { value: *count as f64, title, href: Some(link(*id)) };
        (name(*id), vec![mark], format!("{} · {}", whole(l, *count), percent(l, share(*count, all))))
    };
    let rows: Vec<_> = now.iter().take(TOP).map(bar).collect();
    let line = |(id, count): &(i64, i64)| {
        vec![
            Value::text(name(*id)),
            Value::counted(l, *count, || link(*id)),
            Value::share(l, share(*count, all)),
            Value::text(change(l, *count as f64, earlier(*id) as f64)),
        ]
    };
    Card {
        id,
        svg: (!rows.is_empty()).then(|| charts::bars(&title, &rows)),
        about,
        note: if rows.is_empty() { say!(l, "report-nothing") } else { String::new() },
        legend: Vec::new(),
        heads: vec![
            title.clone(),
            say!(l, "report-opened"),
            say!(l, "report-share"),
            say!(l, "report-change"),
        ],
        rows: now.iter().map(line).collect(),
        title,
        wide: false,
    }
}

pub(super) fn ratings(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-ratings");
    let ratings = Ratings::of(&found.report.total);
    let stars = |stars: usize| ticket::history::stars(u8::try_from(stars).unwrap_or(0));
    let order = [5_usize, 4, 3, 2, 1];
    let link = |stars: usize| behind(found, Listed::Rated, &format!("&over={}&under={stars}", stars - 1));
    let bar = |count: usize| {
        let number = ratings.0[count - 1];
        let title = format!("{}: {}", stars(count), whole(l, number));
        (stars(count), vec![Mark { value: number as f64, title, href: Some(link(count)) }], whole(l, number))
    };
    let rows: Vec<_> = order.into_iter().map(bar).collect();
    let line = |count: usize| {
        let number = ratings.0[count - 1];
        vec![
            Value::text(stars(count)),
            Value::counted(l, number, || link(count)),
            Value::share(l, share(number, ratings.count())),
            Value::interval(l, None),
        ]
    };
    let good = vec![
        Value::text(say!(l, "report-satisfied-stars")),
        Value::counted(l, ratings.good(), || behind(found, Listed::Rated, "&over=3")),
        Value::share(l, ratings.satisfied()),
        Value::interval(l, interval(ratings.good(), ratings.count())),
    ];
    Card {
        id: "ratings",
        svg: Some(charts::bars(&title, &rows)),
        about: say!(l, "report-ratings-about"),
        note: match ratings.mean() {
            Some(mean) => say!(l, "report-mean-of", mean = decimal(l, mean, 2), count = ratings.count()),
            None => say!(l, "report-no-ratings"),
        },
        legend: Vec::new(),
        heads: vec![
            say!(l, "report-stars"),
            say!(l, "report-count"),
            say!(l, "report-share"),
            say!(l, "report-interval"),
        ],
        rows: order.into_iter().map(line).chain([good]).collect(),
        title,
        wide: false,
    }
}
