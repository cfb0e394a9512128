//! A program works on tickets through the API.

use crate::hall::on_both;
use serde_json::{Value, json};

/// The owner makes a token in the browser, sees it once, and a program answers, claims and closes with it; members see it in Discord under
/// the owner's name and the token's, history and audit too. Revoked, it opens nothing.
// Proves: P215, P217, P218
#[tokio::test(flavor = "multi_thread")]
async fn a_program_works_on_a_ticket() {
    on_both("api", |hall| async move {
        let owner = hall.signed_in(&hall.ingrid()).await;
        let (page, form) = (
            "/settings/api",
            [("name", "Robot"), ("scope", "tickets:read"), ("scope", "tickets:write"), ("days", "30")],
        );
        let (status, made) = owner.send(page, page, &form).await;
        assert_eq!(status, 200);
        let token = made.split("value=\"guildhall_").nth(1).and_then(|rest| rest.split('"').next());
        let token = format!("guildhall_{}", token.expect("it is shown"));
        assert_eq!(token.len(), "guildhall_".len() + 43);
        let (_, later) = owner.page(page).await;
        assert!(!later.contains(&token) && later.contains(&token[token.len() - 4..]), "once");
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.page(page).await.0, 403, "staff make none");
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let client = reqwest::Client::new();
        let ask = async |method: &str, path: &str, body: Value| {
            let url = format!("{}/api/v1/guilds/{}{path}", hall.web, hall.sample.guild);
            let method: reqwest::Method = method.parse().expect("a method");
            let mut asked =
                client.request(method, url).bearer_auth(&token).header("idempotency-key", format!("k{path}"));
            if !body.is_null() {
                asked = asked.json(&body);
            }
            let answer = asked.send().await.expect("answers");
            (answer.status().as_u16(), answer.json::<Value>().await.expect("JSON"))
        };
        let (status, list) = ask("GET", "/tickets", Value::Null).await;
        assert_eq!((status, &list["data"][0]["subject"]), (200, &"Compass".into()));
        assert_eq!(list["data"][0]["channel_id"], channel.to_string());
        for _ in 0..2 {
            let (status, said) =
                ask("POST", "/tickets/1/messages", json!({ "content": "A robot looks." })).await;
            assert_eq!(status, 201, "{said}");
        }
        assert_eq!(ask("POST", "/tickets/1/claim", Value::Null).await.0, 200);
        let carla = json!({ "assignee": hall.beth().id.to_string() });
        assert_eq!(ask("POST", "/tickets/1/assign", carla).await.0, 200);
        hall.eventually("it is said in Discord", async || {
            hall.fake.look(|world| {
                let all = world.channels.get(&channel)?.messages.values();
                let said: Vec<_> = all.filter(|one| one["content"] == "A robot looks.").collect();
                let first = said.first()?;
                assert_eq!(said.len(), 1, "once");
                assert!(
                    first["author"]["username"].as_str().is_some_and(|name| name.contains("(Robot)")),
                    "{first}"
                );
                Some(())
            })
        })
        .await;
        let (status, messages) = ask("GET", "/tickets/1/messages", Value::Null).await;
        let contents: Vec<_> =
            messages["data"].as_array().expect("a list").iter().map(|one| &one["content"]).collect();
        assert!(status == 200 && contents.contains(&&"A robot looks.".into()), "{messages}");
        let (status, closed) = ask("POST", "/tickets/1/close", json!({ "reason": "mended" })).await;
        assert_eq!((status, &closed["data"]["closed"]["reason"]), (200, &"mended".into()));
        let (status, again) = ask("POST", "/tickets/1/reopen", Value::Null).await;
        assert_eq!((status, &again["data"]["closed"]), (200, &Value::Null));
        let events = hall.store().events(hall.ticket(1)).await.expect("reads");
        let acts = events.iter().filter(|one| one.by.name().is_some_and(|name| name.ends_with("(Robot)")));
        assert_eq!(acts.count(), 4, "claimed, assigned, closed, opened again");
        let (_, page_of_it) = beth.page("/tickets/1").await;
        assert!(page_of_it.contains("(Robot)"), "the history says who");
        let (_, audit) = owner.page("/settings/audit").await;
        assert!(audit.contains("Robot") && audit.contains("tickets:write"));
        assert_eq!(owner.send(page, page, &[("revoke", "1")]).await.0, 303);
        assert_eq!(ask("GET", "/tickets", Value::Null).await.0, 401);
        hall.pass_seconds(30);
        hall.end().await;
    })
    .await;
}
