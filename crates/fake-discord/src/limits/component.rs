//! Components of messages (Discord: components/reference).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{at, field, list, number, optional, required};
use crate::error::FormErrors;

/// Component types by Discord's numbers.
pub(super) mod kind {
    pub const ROW: u64 = 1;
    pub const BUTTON: u64 = 2;
    pub const STRING_SELECT: u64 = 3;
    pub const TEXT_INPUT: u64 = 4;
    pub const USER_SELECT: u64 = 5;
    pub const CHANNEL_SELECT: u64 = 8;
    pub const SECTION: u64 = 9;
    pub const TEXT: u64 = 10;
    pub const THUMBNAIL: u64 = 11;
    pub const GALLERY: u64 = 12;
    pub const FILE: u64 = 13;
    pub const SEPARATOR: u64 = 14;
    pub const CONTAINER: u64 = 17;
    pub const LABEL: u64 = 18;
    pub const FILE_UPLOAD: u64 = 19;
    pub const RADIO_GROUP: u64 = 21;
    pub const CHECKBOX_GROUP: u64 = 22;
    pub const CHECKBOX: u64 = 23;
}

/// Rows of a message without the V2 flag.
const ROWS: usize = 5;
/// Components of a V2 message, nested ones included.
const V2_TOTAL: usize = 40;
/// Characters of all text displays of a V2 message.
const V2_TEXT: usize = 4_000;

pub(super) fn type_of(component: &Value) -> u64 {
    component.get("type").and_then(Value::as_u64).unwrap_or(0)
}

/// Goes over the components of one message or modal.
pub(super) struct Walk<'f> {
    pub form: &'f mut FormErrors,
    custom_ids: BTreeSet<String>,
    total: usize,
    characters: usize,
}

impl<'f> Walk<'f> {
    pub fn new(form: &'f mut FormErrors) -> Self {
        Self { form, custom_ids: BTreeSet::new(), total: 0, characters: 0 }
    }

    fn wrong_type(&mut self, path: &str, allowed: &str) {
        self.form.choices(&at(path, "type"), &format!("Value of field \"type\" must be one of ({allowed})."));
    }

    /// A custom id of 1–100 characters that nothing else on the message or modal carries.
    pub fn custom_id(&mut self, path: &str, component: &Value) {
        required(self.form, path, component, "custom_id", 1, 100);
        if let Some(id) = component.get("custom_id").and_then(Value::as_str)
            && !self.custom_ids.insert(id.to_owned())
        {
            let message = "Component custom id cannot be duplicated";
            self.form.add(&at(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
    }

    fn row(&mut self, path: &str, row: &Value) {
        let children = list(self.form, path, row, "components", 1, 5);
        let selects = children.iter().filter(|c| type_of(c) != kind::BUTTON).count();
        if selects > 0 && children.len() > 1 {
            let message = "The specified component exceeds the maximum width";
            self.form.add(&at(path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        for (i, child) in children.iter().enumerate() {
            let here = at(&at(path, "components"), i);
            self.total += 1;
            match type_of(child) {
                kind::BUTTON => self.button(&here, child),
                kind::STRING_SELECT | kind::USER_SELECT..=kind::CHANNEL_SELECT => self.select(&here, child),
                _ => self.wrong_type(&here, "2, 3, 5, 6, 7, 8"),
            }
        }
    }

    /// Buttons: style 1–4 carry a custom id, 5 an address, 6 a SKU.
    fn button(&mut self, path: &str, button: &Value) {
        optional(self.form, path, button, "label", 0, 80);
        if field(button, "style").is_none() {
            self.form.required(&at(path, "style"));
        }
        let style = number(self.form, path, button, "style", 1, 6);
        let has = |name: &str| field(button, name).is_some();
        match style {
            Some(1..=4) => {
                self.custom_id(path, button);
                if has("url") {
                    let message = "Only link buttons can have an url";
                    self.form.add(&at(path, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", message);
                }
            }
            Some(5) => {
                required(self.form, path, button, "url", 1, 512);
                if has("custom_id") {
                    let message = "A custom id and url cannot both be specified";
                    self.form.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
                }
            }
            Some(6) => required(self.form, path, button, "sku_id", 1, 20),
            _ => {}
        }
        let label = button.get("label").and_then(Value::as_str).unwrap_or("");
        if label.is_empty() && !has("emoji") && style != Some(6) {
            let message = "A button must have a label or an emoji";
            self.form.add(path, "BUTTON_COMPONENT_NO_LABEL_OR_EMOJI", message);
        }
    }

    /// Menus of any sort.
    pub fn select(&mut self, path: &str, select: &Value) {
        self.custom_id(path, select);
        optional(self.form, path, select, "placeholder", 0, 150);
        number(self.form, path, select, "min_values", 0, 25);
        number(self.form, path, select, "max_values", 1, 25);
        if type_of(select) == kind::STRING_SELECT {
            self.options(path, select, 1, 25);
        }
    }

    /// The options of a menu, a radio group or a checkbox group.
    pub fn options(&mut self, path: &str, holder: &Value, min: usize, max: usize) {
        if field(holder, "options").is_none() {
            self.form.required(&at(path, "options"));
        }
        let mut values = BTreeSet::new();
        for (i, option) in list(self.form, path, holder, "options", min, max).iter().enumerate() {
            let here = at(&at(path, "options"), i);
            required(self.form, &here, option, "label", 1, 100);
            required(self.form, &here, option, "value", 1, 100);
            optional(self.form, &here, option, "description", 0, 100);
            if !values.insert(option.get("value").and_then(Value::as_str)) {
                let message = "The specified option value is already used";
                self.form.add(&at(&here, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
            }
        }
    }

    fn v2(&mut self, path: &str, component: &Value, nested: bool) {
        self.total += 1;
        match type_of(component) {
            kind::ROW => self.row(path, component),
            kind::TEXT => self.text(path, component),
            kind::SECTION => self.section(path, component),
            kind::GALLERY => {
                for (i, item) in list(self.form, path, component, "items", 1, 10).iter().enumerate() {
                    self.media(&at(&at(path, "items"), i), item, "media");
                }
            }
            kind::FILE => self.media(path, component, "file"),
            kind::SEPARATOR => drop(number(self.form, path, component, "spacing", 1, 2)),
            kind::CONTAINER if !nested => {
                number(self.form, path, component, "accent_color", 0, 0xFF_FFFF);
                for (i, child) in
                    list(self.form, path, component, "components", 1, V2_TOTAL).iter().enumerate()
                {
                    self.v2(&at(&at(path, "components"), i), child, true);
                }
            }
            _ => self.wrong_type(path, "1, 9, 10, 12, 13, 14, 17"),
        }
    }

    fn text(&mut self, path: &str, component: &Value) {
        required(self.form, path, component, "content", 1, V2_TEXT);
        let content = component.get("content").and_then(Value::as_str).unwrap_or("");
        self.characters += content.encode_utf16().count();
    }

    fn section(&mut self, path: &str, section: &Value) {
        for (i, child) in list(self.form, path, section, "components", 1, 3).iter().enumerate() {
            self.total += 1;
            let here = at(&at(path, "components"), i);
            if type_of(child) == kind::TEXT { self.text(&here, child) } else { self.wrong_type(&here, "10") }
        }
        let here = at(path, "accessory");
        let Some(accessory) = field(section, "accessory") else { return self.form.required(&here) };
        self.total += 1;
        match type_of(accessory) {
            kind::BUTTON => self.button(&here, accessory),
            kind::THUMBNAIL => self.media(&here, accessory, "media"),
            _ => self.wrong_type(&here, "2, 11"),
        }
    }

    fn media(&mut self, path: &str, holder: &Value, name: &str) {
        optional(self.form, path, holder, "description", 0, 1_024);
        required(self.form, &at(path, name), &holder[name], "url", 1, 2_048);
    }
}

/// Checks the components of a message; `v2` when it carries, or already carried, the V2 flag.
pub(super) fn components(form: &mut FormErrors, path: &str, body: &Value, v2: bool) {
    let most = if v2 { V2_TOTAL } else { ROWS };
    let top = list(form, path, body, "components", 0, most);
    let mut walk = Walk::new(form);
    for (i, component) in top.iter().enumerate() {
        let here = at(&at(path, "components"), i);
        if v2 {
            walk.v2(&here, component, false);
        } else if type_of(component) == kind::ROW {
            walk.row(&here, component);
        } else {
            walk.wrong_type(&here, "1");
        }
    }
    let (total, characters) = (walk.total, walk.characters);
    if v2 && total > V2_TOTAL {
        let message = format!("The total number of components cannot exceed {V2_TOTAL}");
        form.add(&at(path, "components"), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", &message);
    }
    if characters > V2_TEXT {
        let message = format!("The total text cannot exceed {V2_TEXT} characters");
        form.add(&at(path, "components"), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", &message);
    }
}
