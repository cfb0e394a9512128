//! How cases of a type are handed out, and what response times are promised (M40, P112-P119).

use crate::pages::settings::fields::{Fields, Opt};
use ticket::{
    Priority, TicketType,
    assign::{Lapse, Strategy, lapse::MAX_LAPSE_MINUTES},
    say,
    settings::Locale,
    sla::{ByPriority, Metric, Targets},
    text,
};

/// The promises that the form asks for.
const ASKED: [Metric; 6] = Metric::ALL;

/// The targets of one priority as the form shows them, in minutes.
pub(crate) struct Row {
    pub(crate) priority: String,
    pub(crate) targets: Vec<Target>,
}

/// One field.
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) minutes: String,
}

/// The strategies in words.
pub(super) fn strategies(l: Locale, chosen: Strategy) -> Vec<Opt> {
    let label = |strategy: Strategy| match strategy {
        Strategy::LeastOpenOfType => say!(l, "web-hand-least-open-of-type"),
        Strategy::LeastLoad => say!(l, "web-hand-least-load"),
        Strategy::LeastShare => say!(l, "web-hand-least-share"),
        Strategy::RoundRobin => say!(l, "web-hand-round-robin"),
        Strategy::Sticky => say!(l, "web-hand-sticky"),
        Strategy::Nobody => say!(l, "web-hand-nobody"),
    };
    let option = |strategy: Strategy| Opt::new(strategy.word(), label(strategy), strategy == chosen);
    Strategy::ALL.map(option).into()
}

/// The targets, most urgent first.
pub(crate) fn rows(l: Locale, targets: &ByPriority) -> Vec<Row> {
    let row = |priority: Priority| Row {
        priority: text::priority(l, priority),
        targets: ASKED
            .map(|metric| Target {
                name: name(priority, metric),
                label: label(l, metric),
                minutes: super::form::shown(targets.of(priority).of(metric)),
            })
            .into(),
    };
    Priority::ALL.into_iter().rev().map(row).collect()
}

/// Reads both over a type. A field that was not sent keeps what is there, an empty one promises nothing.
///
/// # Errors
/// The sentence that says which field cannot be read.
pub(super) fn read(l: Locale, fields: &Fields, kind: &mut TicketType) -> Result<(), String> {
    let chosen = fields.text("assignment");
    if let Some(strategy) = Strategy::ALL.into_iter().find(|strategy| strategy.word() == chosen) {
        kind.assignment = strategy;
    }
    kind.sla.enabled = fields.flag("sla");
    read_targets(l, fields, &mut kind.sla.targets)
}

/// Reads the targets alone.
///
/// # Errors
/// The sentence that says which field cannot be read.
pub(crate) fn read_targets(l: Locale, fields: &Fields, targets: &mut ByPriority) -> Result<(), String> {
    for priority in Priority::ALL {
        for metric in ASKED {
            let name = name(priority, metric);
            if !fields.flag(&name) {
                continue;
            }
            let said = format!("{}: {}", text::priority(l, priority), label(l, metric));
            let minutes = fields.number(l, &name, &said)?;
            *place(of(targets, priority), metric) = minutes;
        }
    }
    Ok(())
}

/// Reads how long a claim holds, what a ticket weighs, and who keeps one that is reopened; all stay where the form did not ask.
///
/// # Errors
/// The sentence that says what does not go together.
pub(super) fn read_lapse(l: Locale, fields: &Fields, kind: &mut TicketType) -> Result<(), String> {
    if !fields.flag("steps") {
        return Ok(());
    }
    kind.keep_on_reopen = fields.flag("reopen-keep");
    kind.count_waiting = fields.flag("count-waiting");
    if let Some(weight) = fields.number::<u32>(l, "weight", &say!(l, "web-weight"))? {
        kind.weight = weight;
    }
    let warn = fields.number::<u32>(l, "lapse-warn", &say!(l, "web-lapse-warn"))?;
    let back = fields.number::<u32>(l, "lapse-return", &say!(l, "web-lapse-return"))?;
    kind.claim_lapse = match (warn, back) {
        (None, None) => None,
        (Some(warn_minutes), Some(return_minutes)) => {
            let lapse = Lapse { warn_minutes, return_minutes };
            if !lapse.is_usable() {
                return Err(say!(l, "web-lapse-order", most = MAX_LAPSE_MINUTES));
            }
            Some(lapse)
        }
        _ => return Err(say!(l, "web-lapse-both")),
    };
    Ok(())
}

fn name(priority: Priority, metric: Metric) -> String {
    format!("sla-{}-{}", priority.word(), metric.word())
}

fn label(l: Locale, metric: Metric) -> String {
    text::metric(l, metric)
}

fn of(targets: &mut ByPriority, priority: Priority) -> &mut Targets {
    match priority {
        Priority::Urgent => &mut targets.urgent,
        Priority::High => &mut targets.high,
        Priority::Normal => &mut targets.normal,
        Priority::Low => &mut targets.low,
    }
}

fn place(targets: &mut Targets, metric: Metric) -> &mut Option<u32> {
    match metric {
        Metric::FirstResponse => &mut targets.first_response,
        Metric::NextResponse => &mut targets.next_response,
        Metric::FirstResolution => &mut targets.first_resolution,
        Metric::TotalResolution => &mut targets.total_resolution,
        Metric::FirstAnswer => &mut targets.first_answer,
        Metric::Update => &mut targets.update,
    }
}
