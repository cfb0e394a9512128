//! What goes over the gateway, held against the generated schemas.

use crate::{
    spec::{File, Spec},
    violation::{Report, Violation},
};
use serde_json::Value;

/// Fields that the schemas do not know though the documentation does; `*` stands for any place of a list.
const DOCUMENTED: &[(&str, &str)] = &[
    // components/reference, examples of "Button" and the selects: the component's own number.
    ("event INTERACTION_CREATE", "/data/id"),
    // events/gateway, "Resumed": the event comes with data that says nothing.
    ("event RESUMED", "/d"),
    // events/gateway-events, "Thread Members Update": with the members that were added come their presences, or null.
    ("event THREAD_MEMBERS_UPDATE", "/d/added_members/*/presence"),
];

/// Judges a payload sent to the application.
pub(crate) fn judge(spec: &Spec, text: &str, found: &mut Vec<Violation>) {
    let Ok(payload) = serde_json::from_str::<Value>(text) else {
        let mut report = Report { place: "gateway payload".to_owned(), found };
        return report.broken("", "is no JSON (Discord: events/gateway, \"Gateway Events\")");
    };
    if payload["op"] != 0 {
        return;
    }
    let event = payload["t"].as_str().unwrap_or_default();
    let mut report = Report { place: format!("event {event}"), found };
    if event == "INTERACTION_CREATE" {
        return interaction(spec, &payload["d"], &mut report);
    }
    let Some(pointer) = spec.events.get(event) else {
        return report.broken("/t", "no such event (Discord: events/gateway-events)");
    };
    check(spec, File::Gateway, pointer, &payload, &mut report);
}

fn interaction(spec: &Spec, data: &Value, report: &mut Report<'_>) {
    let name = match (data["type"].as_u64(), data["data"]["type"].as_u64()) {
        (Some(1), _) => "APIPingInteraction",
        (Some(2), Some(1)) => "APIChatInputApplicationCommandInteraction",
        (Some(2), Some(2)) => "APIUserApplicationCommandInteraction",
        (Some(2), Some(3)) => "APIMessageApplicationCommandInteraction",
        (Some(2), Some(4)) => "APIPrimaryEntryPointCommandInteraction",
        (Some(3), _) => "APIMessageComponentInteraction",
        (Some(4), _) => "APIApplicationCommandAutocompleteInteraction",
        (Some(5), _) => "APIModalSubmitInteraction",
        _ => {
            return report
                .broken("/type", "no such interaction (Discord: interactions/receiving-and-responding)");
        }
    };
    check(spec, File::Interactions, &format!("/definitions/{name}"), data, report);
}

/// Validates a value and looks for keys that nothing names.
pub(crate) fn check(spec: &Spec, file: File, pointer: &str, value: &Value, report: &mut Report<'_>) {
    let validator = spec.validator(file, pointer);
    if !validator.is_valid(value) {
        for error in validator.iter_errors(value) {
            report.schema(&error);
        }
    }
    let Some(schema) = spec.at(file, pointer) else { return };
    let mut unknown = Vec::new();
    spec.document(file).unknown_keys(&[schema], value, "", &mut unknown);
    for key in unknown {
        if key == PLANTED || documented(&report.place, &key) {
            continue;
        }
        report.broken(key, "no such field in the description");
    }
}

/// What the stand-in's own faults plant in an event, to see that nobody minds.
const PLANTED: &str = "/d/unknown_field_of_the_future";

fn documented(place: &str, key: &str) -> bool {
    let fits = |pattern: &str| {
        let (wanted, given) = (pattern.split('/'), key.split('/'));
        wanted.clone().count() == given.clone().count()
            && wanted.zip(given).all(|(one, other)| one == "*" || one == other)
    };
    DOCUMENTED.iter().any(|(known, pattern)| *known == place && fits(pattern))
}
