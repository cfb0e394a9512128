//! Modals (Discord: receiving-and-responding, modal; components/reference; components/using-modal-components).

use serde_json::Value;

use super::component::{Walk, kind, type_of};
use super::{at, field, list, number, optional, required};
use crate::error::{Answered, FormErrors};

/// Checks the data of a modal: title 45, custom id 100, one to five components.
///
/// # Errors
/// 50035 by field, under `data`.
pub fn modal(data: &Value) -> Answered<()> {
    let mut form = FormErrors::default();
    required(&mut form, "data", data, "title", 1, 45);
    required(&mut form, "data", data, "custom_id", 1, 100);
    if field(data, "components").is_none() {
        form.required("data.components");
    }
    let top = list(&mut form, "data", data, "components", 1, 5);
    let mut walk = Walk::new(&mut form);
    for (i, component) in top.iter().enumerate() {
        let here = format!("data.components.{i}");
        match type_of(component) {
            kind::ROW => {
                let children = list(walk.form, &here, component, "components", 1, 1);
                for (i, child) in children.iter().enumerate() {
                    let here = at(&at(&here, "components"), i);
                    // In a row a text input carries its own label; inside a Label the label does.
                    required(walk.form, &here, child, "label", 1, 45);
                    input(&mut walk, &here, child, &[kind::TEXT_INPUT]);
                }
            }
            kind::LABEL => label(&mut walk, &here, component),
            kind::TEXT => required(walk.form, &here, component, "content", 1, 4_000),
            _ => walk.form.choices(&at(&here, "type"), "Value of field \"type\" must be one of (1, 10, 18)."),
        }
    }
    form.done()
}

fn label(walk: &mut Walk<'_>, here: &str, label: &Value) {
    required(walk.form, here, label, "label", 1, 45);
    optional(walk.form, here, label, "description", 0, 100);
    let here = at(here, "component");
    match field(label, "component") {
        None => walk.form.required(&here),
        Some(child) => input(walk, &here, child, &[3, 4, 5, 6, 7, 8, 19, 21, 22, 23]),
    }
}

fn input(walk: &mut Walk<'_>, here: &str, child: &Value, allowed: &[u64]) {
    let child_kind = type_of(child);
    if !allowed.contains(&child_kind) {
        return walk
            .form
            .choices(&at(here, "type"), &format!("Value of field \"type\" must be one of {allowed:?}."));
    }
    match child_kind {
        kind::TEXT_INPUT => text_input(walk, here, child),
        kind::RADIO_GROUP => {
            walk.custom_id(here, child);
            walk.options(here, child, 2, 10);
        }
        kind::CHECKBOX_GROUP => {
            walk.custom_id(here, child);
            walk.options(here, child, 1, 10);
        }
        kind::CHECKBOX => walk.custom_id(here, child),
        kind::FILE_UPLOAD => {
            walk.custom_id(here, child);
            let least = number(walk.form, here, child, "min_values", 0, 10).unwrap_or(1);
            let most = number(walk.form, here, child, "max_values", 1, 10).unwrap_or(1);
            if least > most {
                let message = "Minimum values cannot exceed maximum values";
                walk.form.add(&at(here, "min_values"), "FILE_UPLOAD_COMPONENT_MIN_MAX", message);
            }
        }
        _ => walk.select(here, child),
    }
}

fn text_input(walk: &mut Walk<'_>, here: &str, child: &Value) {
    walk.custom_id(here, child);
    optional(walk.form, here, child, "placeholder", 0, 100);
    optional(walk.form, here, child, "value", 0, 4_000);
    if field(child, "style").is_none() {
        walk.form.required(&at(here, "style"));
    }
    number(walk.form, here, child, "style", 1, 2);
    let min = number(walk.form, here, child, "min_length", 0, 4_000).unwrap_or(0);
    let max = number(walk.form, here, child, "max_length", 1, 4_000).unwrap_or(4_000);
    if min > max {
        let message = "Minimum length cannot exceed maximum length";
        walk.form.add(&at(here, "min_length"), "TEXT_INPUT_MIN_MAX", message);
    }
}
