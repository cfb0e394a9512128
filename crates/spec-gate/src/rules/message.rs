//! Messages (Discord: resources/message).

use super::{components, count, list};
use crate::violation::Report;
use fake_discord::tap::Exchange;
use serde_json::Value;

/// Where a message goes and whether it is new.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A new message.
    New,
    /// A change of one: a field that is left out stays as it is.
    Change,
}

const PAGE: &str = "Discord: resources/message, \"Create Message\"";
/// Components are of the second kind, and there is no content (Discord: components/reference, "Component Reference").
const V2: u64 = 1 << 15;

/// A message's body; `at` is where it stands in the request's.
pub(super) fn judge(exchange: &Exchange, body: &Value, at: &str, kind: Kind, report: &mut Report<'_>) {
    let place = |field: &str| format!("{at}/{field}");
    if count(&body["content"]) > 2000 {
        report.broken(place("content"), format!("more than 2,000 characters ({PAGE})"));
    }
    let parts = list(&body["components"]);
    let (embeds, files) = (list(&body["embeds"]), list(&body["attachments"]));
    let v2 = body["flags"].as_u64().unwrap_or(0) & V2 != 0;
    let nothing = count(&body["content"]) == 0
        && embeds.is_empty()
        && parts.is_empty()
        && exchange.files.is_empty()
        && ["poll", "sticker_ids", "message_reference", "shared_client_theme"]
            .iter()
            .all(|key| body[*key].is_null());
    if kind == Kind::New && nothing {
        report.broken(at, format!("an empty message ({PAGE})"));
    }
    if exchange.files.len() > 10 || files.len() > 10 {
        report.broken(
            place("attachments"),
            "more than 10 files (Discord: topics/opcodes-and-status-codes, 30015)",
        );
    }
    for (index, file) in files.iter().enumerate().filter(|_| kind == Kind::New) {
        let id = file["id"].as_str().map(str::to_owned).unwrap_or_else(|| file["id"].to_string());
        if !exchange.files.contains(&format!("files[{id}]")) {
            report.broken(
                place(&format!("attachments/{index}/id")),
                "names no file of the form (Discord: reference, \"Uploading Files\")",
            );
        }
    }
    embeds_in_all(embeds, &place("embeds"), report);
    mentions(&body["allowed_mentions"], &place("allowed_mentions"), report);
    if v2 && (count(&body["content"]) > 0 || !embeds.is_empty()) {
        let words = "content or embeds beside components of the second kind (Discord: components/reference)";
        report.broken(at, words);
    }
    if body["enforce_nonce"] == true && body["nonce"].is_null() {
        report.broken(place("nonce"), format!("is enforced but missing ({PAGE})"));
    }
    components::judge(parts, &place("components"), components::Place::Message { v2 }, report);
}

fn embeds_in_all(embeds: &[Value], at: &str, report: &mut Report<'_>) {
    let page = "Discord: resources/message, \"Embed Limits\"";
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        let texts =
            [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
        total += texts.into_iter().map(count).sum::<usize>();
        for (field, one) in list(&embed["fields"]).iter().enumerate() {
            total += count(&one["name"]) + count(&one["value"]);
            for key in ["name", "value"].into_iter().filter(|key| count(&one[*key]) == 0) {
                report.broken(format!("{at}/{index}/fields/{field}/{key}"), format!("is empty ({page})"));
            }
        }
    }
    if total > 6000 {
        report.broken(at, format!("{total} characters in all embeds, of 6,000 ({page})"));
    }
}

fn mentions(allowed: &Value, at: &str, report: &mut Report<'_>) {
    for key in ["users", "roles"] {
        if list(&allowed["parse"]).iter().any(|one| one == key) && !list(&allowed[key]).is_empty() {
            report.broken(
                format!("{at}/{key}"),
                "named one by one and all at once (Discord: resources/message, \"Allowed Mentions Object\")",
            );
        }
    }
}
