//! `/components`: every component with sample data, to look at in light, dark and narrow.

use crate::{
    chip,
    pages::inbox::RowView,
    prefs::Prefs,
    state::App,
    view::{Mark, Notice, Shell, Tone, When, page, priority},
};
use askama::Template;
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use ticket::{Priority, Timestamp, query::Piece, say, settings::Locale};

#[derive(Template)]
#[template(path = "components.html")]
struct Components<'a> {
    shell: Shell<'a>,
    notices: Vec<Notice>,
    statuses: Vec<(&'static str, String)>,
    priorities: Vec<(&'static str, String)>,
    marks: Vec<Mark>,
    rows: Vec<RowView>,
}

/// `GET /components`
pub(crate) async fn show(State(app): State<App>, Extension(prefs): Extension<Prefs>) -> Response {
    let l = prefs.locale;
    let notice = |tone, text| Notice { tone, text };
    let view = Components {
        shell: Shell::bare(&prefs, "Components".to_owned()),
        notices: vec![
            notice(Tone::Done, say!(l, "web-done-claimed")),
            notice(Tone::Refused, say!(l, "refusal-already-claimed", name = "Beth")),
        ],
        statuses: statuses(l),
        priorities: [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent]
            .map(|level| priority(l, level))
            .into(),
        marks: ["Ada Lovelace", "Beth", "Çelik Öz", "Dora Eke", "神田", "…"]
            .into_iter()
            .zip(0..)
            .map(|(name, id)| Mark::of(name, id << 22))
            .collect(),
        rows: rows(&prefs, app.now()),
    };
    page(StatusCode::OK, &view)
}

fn statuses(l: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("open", say!(l, "web-status-open")),
        ("claimed", say!(l, "web-status-claimed")),
        ("assigned", say!(l, "web-status-assigned")),
        ("closed", say!(l, "web-status-closed")),
        ("archived", say!(l, "web-status-archived")),
    ]
}

/// Emoji, type, subject, member, index of the status, worker, priority, seconds ago, messages.
type Sample =
    (&'static str, &'static str, &'static str, &'static str, usize, Option<&'static str>, Priority, i64, u32);

const LONG: &str =
    "The launcher closes itself whenever I press “Play”, since the update on Thursday, on two machines";
const SAMPLES: [Sample; 4] = [
    ("💳", "Billing", "Charged twice for the spring season", "Mira", 0, None, Priority::Urgent, 40, 3),
    ("🐛", "Bug report", LONG, "Jonas with a name that goes on", 1, Some("Beth"), Priority::Normal, 900, 12),
    ("💳", "Billing", "مرحبا، أحتاج إلى فاتورة", "سارة", 2, Some("Caro"), Priority::High, 9_000, 1),
    ("🎫", "Other", "Thanks!", "Kim", 4, Some("Beth"), Priority::Low, 900_000, 48),
];

fn rows(prefs: &Prefs, now: Timestamp) -> Vec<RowView> {
    let l = prefs.locale;
    let row = |(number, sample): (u32, Sample)| {
        let (emoji, type_name, subject, member, state, worker, level, ago, count) = sample;
        RowView {
            number,
            href: "#rows".to_owned(),
            at: String::new(),
            emoji: emoji.to_owned(),
            type_name: type_name.to_owned(),
            subject: vec![Piece { text: subject.to_owned(), found: false }],
            place: None,
            member: member.to_owned(),
            status: statuses(l).swap_remove(state),
            closed: state > 2,
            worker: worker.map(|name| (name.to_owned(), Mark::of(name, u64::from(number) << 22))),
            priority: priority(l, level),
            sla: (state < 3).then(|| chip::sample(prefs, number, now)),
            for_us: state == 0,
            settled: false,
            snoozed: None,
            woken: false,
            last: When::new(prefs, now.plus_seconds(-ago), now),
            messages: count,
            sample: number == 1_042,
            current: number == 1_040,
            mark: Mark::of(member, u64::from(number) << 22),
        }
    };
    (1_039..).zip(SAMPLES).map(row).collect()
}
