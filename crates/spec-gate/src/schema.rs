//! Walking a schema beside a value: what JSON Schema itself does not say about Discord's files.

use serde_json::{Map, Value};

/// A document with schemas that refer to each other by `#/…`.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a>(pub(crate) &'a Value);

type Branch<'a> = &'a Map<String, Value>;

impl<'a> Document<'a> {
    /// What a reference stands for.
    pub(crate) fn resolve(self, reference: &str) -> Option<&'a Value> {
        self.0.pointer(&decoded(reference.strip_prefix('#')?))
    }

    /// The object schemas that speak about this value, through references and unions. A member of a union whose `type` excludes the
    /// value is left out: Discord's unions are told apart by it.
    fn branches(self, schema: &'a Value, value: &Value, found: &mut Vec<Branch<'a>>) {
        let Some(object) = schema.as_object() else { return };
        if let Some(target) = object.get("$ref").and_then(Value::as_str).and_then(|to| self.resolve(to)) {
            self.branches(target, value, found);
        }
        if object
            .keys()
            .any(|key| !matches!(key.as_str(), "$ref" | "allOf" | "anyOf" | "oneOf" | "description"))
            || object.is_empty()
        {
            found.push(object);
        }
        for part in list(object, "allOf") {
            self.branches(part, value, found);
        }
        for part in list(object, "anyOf").iter().chain(list(object, "oneOf")) {
            if !self.excludes(part, value) {
                self.branches(part, value, found);
            }
        }
    }

    /// Whether a member of a union cannot be meant, by its `type`.
    fn excludes(self, schema: &'a Value, value: &Value) -> bool {
        let Some(kind) = value.get("type") else { return false };
        let mut parts = Vec::new();
        self.branches(schema, &Value::Null, &mut parts);
        let named = parts.iter().filter_map(|part| part.get("properties")?.get("type"));
        let mut said = named.filter_map(|part| self.constants(part)).peekable();
        said.peek().is_some() && !said.any(|list| list.contains(&kind))
    }

    /// The values a schema lists, if it lists any.
    fn constants(self, schema: &'a Value) -> Option<Vec<&'a Value>> {
        if let Some(only) = schema.get("const") {
            return Some(vec![only]);
        }
        if let Some(some) = schema.get("enum").and_then(Value::as_array) {
            return Some(some.iter().collect());
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|to| self.resolve(to)) {
            return self.constants(target);
        }
        let object = schema.as_object()?;
        let all = list(object, "oneOf").iter().chain(list(object, "anyOf")).chain(list(object, "allOf"));
        let found: Vec<&Value> = all.filter_map(|part| self.constants(part)).flatten().collect();
        (!found.is_empty()).then_some(found)
    }

    /// Reports keys that appear in no branch, as JSON pointers: what a misspelt field looks like, as nothing in the files is closed.
    pub(crate) fn unknown_keys(
        self,
        schemas: &[&'a Value],
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) {
        let mut branches = Vec::new();
        for schema in schemas {
            self.branches(schema, value, &mut branches);
        }
        match value {
            Value::Object(object) => {
                let open = branches.is_empty() || branches.iter().all(|one| one.get("properties").is_none());
                for (key, inside) in object {
                    let parts = inside_of(&branches, key);
                    let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                    if parts.is_empty() && !open {
                        found.push(at);
                    } else if !parts.is_empty() {
                        self.unknown_keys(&parts, inside, &at, found);
                    }
                }
            }
            Value::Array(array) => {
                let items: Vec<&Value> = branches.iter().filter_map(|one| one.get("items")).collect();
                for (index, inside) in array.iter().enumerate() {
                    if !items.is_empty() {
                        self.unknown_keys(&items, inside, &format!("{at}/{index}"), found);
                    }
                }
            }
            _ => {}
        }
    }

    /// Turns decimal strings into integers where only integers are meant: libraries send `"allow": "1024"`, the file types it as an
    /// integer, and Discord takes both (README of discord/discord-api-spec).
    pub(crate) fn coerce(self, schemas: &[&'a Value], value: &mut Value) {
        let mut branches = Vec::new();
        for schema in schemas {
            self.branches(schema, value, &mut branches);
        }
        match value {
            Value::String(text) => {
                let takes = |kind: &str| {
                    let named = |said: &Value| {
                        said == kind || said.as_array().is_some_and(|all| all.iter().any(|one| one == kind))
                    };
                    branches.iter().filter_map(|one| one.get("type")).any(named)
                };
                let strings = takes("string");
                if !strings
                    && takes("integer")
                    && let Ok(number) = text.parse::<u64>()
                {
                    *value = number.into();
                } else if !strings
                    && takes("boolean")
                    && let Ok(truth) = text.parse::<bool>()
                {
                    *value = truth.into();
                }
            }
            Value::Object(object) => {
                for (key, inside) in object {
                    self.coerce(&inside_of(&branches, key), inside);
                }
            }
            Value::Array(array) => {
                let items: Vec<&Value> = branches.iter().filter_map(|one| one.get("items")).collect();
                for inside in array {
                    self.coerce(&items, inside);
                }
            }
            _ => {}
        }
    }
}

fn inside_of<'a>(branches: &[Branch<'a>], key: &str) -> Vec<&'a Value> {
    let named = branches.iter().filter_map(|one| one.get("properties")?.get(key));
    let any = branches.iter().filter_map(|one| one.get("additionalProperties")).filter(|one| one.is_object());
    named.chain(any).collect()
}

fn list<'a>(object: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text behind percent-encoding.
pub(crate) fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, more @ ..] = rest {
        let hex = more.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
