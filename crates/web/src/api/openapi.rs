//! The description of the API (OpenAPI 3.1), made from the table that the router is made from.

use super::{ROUTES, Route};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;
use ticket::webhook::Topic;

/// `GET /api/v1/openapi.json`
pub(super) async fn serve() -> Response {
    static DESCRIPTION: OnceLock<Value> = OnceLock::new();
    axum::Json(DESCRIPTION.get_or_init(describe)).into_response()
}

fn describe() -> Value {
    let mut paths = Map::new();
    for route in &ROUTES {
        let entry = paths.entry(route.whole_path()).or_insert_with(|| json!({}));
        entry[route.method.as_str().to_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Guildhall", "version": "1", "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(),
        },
    })
}

fn operation(route: &Route) -> Value {
    let parameter = |place: &str, name: &str| json!({ "name": name, "in": place, "required": place == "path", "schema": { "type": "string" } });
    let whole = route.whole_path();
    let mut parameters: Vec<Value> = whole
        .split('{')
        .skip(1)
        .filter_map(|part| part.split('}').next())
        .map(|name| parameter("path", name))
        .collect();
    parameters.extend(route.query.iter().map(|name| parameter("query", name)));
    if route.writes() {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false, "schema": { "type": "string", "maxLength": 128 },
        }));
    }
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let content = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    let mut responses = Map::new();
    let good = json!({ "description": route.summary, "content": content(route.gives) });
    responses.insert(route.status.as_str().to_owned(), good);
    let error = json!({ "description": "What went wrong", "content": content("Error") });
    responses.insert("default".to_owned(), error);
    let name =
        format!("{}{}", route.method.as_str().to_lowercase(), route.path.replace(['/', '{', '}'], "_"));
    let mut operation = json!({
        "operationId": name,
        "summary": route.summary,
        "description": format!("Needs the scope {}. Counts in the bucket {}.", route.scope.word(), route.bucket()),
        "security": [{ "token": [route.scope.word()] }],
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(takes) = route.takes {
        operation["requestBody"] =
            json!({ "required": !["Close", "Snooze"].contains(&takes), "content": content(takes) });
    }
    operation
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn schemas() -> Value {
    let text = || json!({ "type": "string" });
    let maybe = || json!({ "type": ["string", "null"] });
    let number = || json!({ "type": "integer" });
    let flag = || json!({ "type": "boolean" });
    let all = |of: Value| json!({ "type": "array", "items": of });
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let nullable = |name: &str| json!({ "anyOf": [reference(name), { "type": "null" }] });
    let one = |of: Value| object(&["data"], json!({ "data": of }));
    let page = |of: &str| {
        object(
            &["data", "page", "per_page", "has_more"],
            json!({ "data": all(reference(of)), "page": number(), "per_page": number(), "has_more": flag() }),
        )
    };
    let status = json!({ "enum": ["open", "claimed", "assigned", "closed", "archived"] });
    let events = json!({ "type": "array", "items": { "enum": Topic::CHOICES.map(Topic::word) } });
    let webhook = json!({
        "id": number(), "url": text(), "events": events, "enabled": flag(),
        "state": { "enum": ["on", "off", "failing", "full"] }, "failures": number(), "created_at": text(),
    });
    let webhook_fields = ["id", "url", "events", "enabled", "state", "failures", "created_at"];
    let mut new_webhook = webhook.clone();
    new_webhook["secret"] = text();
    json!({
        "Person": object(&["id", "name"], json!({ "id": text(), "name": maybe() })),
        "Named": object(&["id", "name"], json!({ "id": number(), "name": maybe() })),
        "Closed": object(&["at", "by", "reason", "kind"], json!({
            "at": text(), "by": nullable("Person"), "reason": maybe(), "kind": text(),
        })),
        "TicketData": object(
            &["id", "number", "status", "subject", "type", "priority", "opener", "claimer", "assignee", "tags", "channel_id", "opened_at",
              "closed", "snoozed", "reply_needed", "last_activity_at", "messages", "sample", "url"],
            json!({
                "id": text(), "number": number(), "status": status, "subject": text(), "type": reference("Named"),
                "priority": { "enum": ["low", "normal", "high", "urgent"] }, "opener": reference("Person"),
                "claimer": nullable("Person"), "assignee": nullable("Person"), "tags": all(reference("Named")),
                "channel_id": maybe(), "opened_at": text(), "closed": nullable("Closed"), "snoozed": nullable("Snoozed"), "reply_needed": flag(), "last_activity_at": text(),
                "messages": number(), "sample": flag(), "url": text(),
            }),
        ),
        "Snoozed": object(&["at", "by", "until"], json!({ "at": text(), "by": reference("Person"), "until": maybe() })),
        "Ticket": one(reference("TicketData")),
        "TicketPage": page("TicketData"),
        "MessageData": object(
            &["id", "author", "content", "attachments", "sent_at", "edited_at", "deleted_at"],
            json!({
                "id": text(),
                "author": object(&["id", "name", "bot"], json!({ "id": text(), "name": maybe(), "bot": flag() })),
                "content": maybe(), "attachments": { "type": "array", "items": { "type": "object" } },
                "sent_at": text(), "edited_at": maybe(), "deleted_at": maybe(),
            }),
        ),
        "MessagePage": page("MessageData"),
        "NewMessage": object(&["content"], json!({ "content": { "type": "string", "maxLength": ticket::speak::MAX_TEXT } })),
        "Said": one(object(&["message_id", "number", "sent_at"], json!({ "message_id": text(), "number": number(), "sent_at": text() }))),
        "Assign": object(&["assignee"], json!({ "assignee": maybe() })),
        "Close": object(&[], json!({ "reason": maybe() })),
        "Snooze": object(&[], json!({ "until": maybe() })),
        "WebhookData": object(&webhook_fields, webhook.clone()),
        "Webhook": one(reference("WebhookData")),
        "NewWebhook": one(object(&[&webhook_fields[..], &["secret"]].concat(), new_webhook)),
        "WebhookPage": page("WebhookData"),
        "WebhookInput": object(&["url", "events"], json!({ "url": text(), "events": webhook["events"] })),
        "WebhookChange": object(&[], json!({ "url": text(), "events": webhook["events"], "enabled": flag() })),
        "Removed": one(object(&["id", "removed"], json!({ "id": number(), "removed": flag() }))),
        "Accepted": one(object(&["id", "accepted"], json!({ "id": number(), "accepted": flag() }))),
        "DeliveryData": object(
            &["event_id", "type", "created_at", "state", "attempts", "status", "trouble", "tried_at"],
            json!({
                "event_id": text(), "type": text(), "created_at": text(), "state": { "enum": ["waiting", "delivered", "failed"] },
                "attempts": number(), "status": { "type": ["integer", "null"] }, "trouble": maybe(), "tried_at": maybe(),
            }),
        ),
        "DeliveryPage": page("DeliveryData"),
        "Error": object(&["error"], json!({
            "error": {
                "type": "object", "required": ["code", "message"],
                "properties": {
                    "code": text(), "message": text(), "required_scope": text(), "reason": text(), "bucket": text(), "retry_after": number(),
                },
            },
        })),
    })
}
