//! Reading values that may be absent, null, or of another type than promised.

use crate::model::Id;
use jiff::Timestamp;
use serde_json::Value;

/// A list is never read beyond this; Discord's own lists are far shorter.
const LIST_LIMIT: usize = 1_000;

/// Components inside components are read to this depth; Discord allows four.
pub(super) const DEPTH_LIMIT: u8 = 8;

pub(super) fn text(v: &Value, key: &str) -> Option<String> {
    match v.get(key)? {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

pub(super) fn filled(v: &Value, key: &str) -> Option<String> {
    text(v, key).filter(|s| !s.trim().is_empty())
}

/// A whole number, written as a number or as a string.
pub(super) fn number(v: &Value, key: &str) -> Option<u64> {
    as_number(v.get(key)?)
}

pub(super) fn as_number(v: &Value) -> Option<u64> {
    match v {
        Value::Number(n) => n.as_u64(),
        Value::String(s) => s.trim().parse().ok(),
        _ => None,
    }
}

pub(super) fn small<T: TryFrom<u64>>(v: &Value, key: &str) -> Option<T> {
    number(v, key).and_then(|n| T::try_from(n).ok())
}

pub(super) fn id(v: &Value, key: &str) -> Option<Id> {
    number(v, key).map(Id)
}

pub(super) fn flag(v: &Value, key: &str) -> bool {
    v.get(key).and_then(Value::as_bool).unwrap_or(false)
}

pub(super) fn time(v: &Value, key: &str) -> Option<Timestamp> {
    v.get(key)?.as_str()?.parse().ok()
}

/// The object under `key`, unless absent or not an object.
pub(super) fn object<'v>(v: &'v Value, key: &str) -> Option<&'v Value> {
    v.get(key).filter(|v| v.is_object())
}

pub(super) fn list<'v>(v: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    v.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default().iter().take(LIST_LIMIT)
}

pub(super) fn ids(v: &Value, key: &str) -> Vec<Id> {
    list(v, key).filter_map(as_number).map(Id).collect()
}

/// `#RRGGBB` or a number.
pub(super) fn color(v: &Value, key: &str) -> Option<u32> {
    let value = v.get(key)?;
    let n = match value.as_str().and_then(|s| s.strip_prefix('#')) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => u32::try_from(as_number(value)?).ok()?,
    };
    (n <= 0xFF_FFFF).then_some(n)
}
