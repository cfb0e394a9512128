//! A member who never opens Discord.

use crate::hall::on_both;
use fake_discord::Fault;
use ticket::Surface;

const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31,
    21, 196, 137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 156, 99, 248, 239, 176, 246, 63, 0, 6, 39, 2, 232, 80,
    180, 62, 121, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A ticket is opened on the web while Discord does not answer: it is there at once, its state is shown, the channel follows with what
/// was written and the picture. It is rated and opened again.
// Proves: M10, M11, M12, M17, M18, M20, M23, M24, M25, M86
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_from_the_web() {
    on_both("portal", |hall| async move {
        hall.fake.fail("POST", "/channels", Fault::Status(503, "busy".to_owned()), 1);
        let mia = hall.signed_in(&hall.mia()).await;
        let (status, page) = mia.page("/mine").await;
        assert_eq!(status, 200);
        assert!(page.contains("No open tickets"));
        let (_, choose) = mia.page("/new").await;
        let kind = choose.split("/new?type=").nth(1).and_then(|rest| rest.split('"').next()).expect("a type");
        let form = format!("/new?type={kind}");
        let (_, html) = mia.page(&form).await;
        let answers: Vec<String> = html
            .split("name=\"answer-")
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(|key| format!("answer-{key}")))
            .collect();
        let mut fields = vec![
            ("type", kind),
            ("once", "opening-act"),
            ("subject", "The compass <b>spins</b>"),
            ("text", "It turns **left** all day."),
        ];
        fields.extend(answers.iter().map(|key| (key.as_str(), "as asked")));
        let (status, to) = mia.upload(&form, "/new", &fields, &[("compass.png", PNG)]).await;
        assert_eq!(status, 303, "{to}");
        assert!(to.ends_with("/tickets/1"), "{to}");
        let (_, again) = mia.upload(&form, "/new", &fields, &[("compass.png", PNG)]).await;
        assert!(again.ends_with("/tickets/1"), "a second press opens no second ticket: {again}");
        let (_, page) = mia.page("/tickets/1").await;
        assert!(page.contains("It turns <strong>left</strong>") && page.contains("compass.png"));
        assert!(page.contains("&#60;b&#62;spins") || page.contains("&lt;b&gt;spins"), "inert");
        let pending = page.contains("being prepared");
        let channel = hall
            .eventually("a channel", async || {
                hall.pass_seconds(2);
                let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
                if found.ticket.surface == Surface::Pending {
                    assert!(pending, "its state is shown");
                }
                found.ticket.surface.channel()
            })
            .await;
        hall.eventually("the words in Discord", async || {
            hall.fake.look(|world| {
                let all = world.channels.get(&channel.0)?.messages.values();
                let mut said = all.filter(|one| one["content"] == "It turns **left** all day.");
                said.next().map(|one| assert_eq!(one["attachments"][0]["filename"], "compass.png"))
            })
        })
        .await;
        for at in ["/mine", "/tickets/1", "/search?q=is:open"] {
            let (_, html) = mia.page(at).await;
            assert!(html.contains("spins") && html.contains("In progress"), "it is said alike on {at}");
        }
        let noa = hall.signed_in(&hall.noa()).await;
        assert!(!noa.page("/mine").await.1.contains("spins"), "others do not see it");
        assert_eq!(noa.page("/tickets/1").await.0, 403);
        assert_eq!(mia.send("/tickets/1", "/tickets/1/close", &[]).await.0, 303);
        let (_, closed) = mia.page("/tickets/1").await;
        assert!(closed.contains("How was it?"));
        assert_eq!(mia.send("/tickets/1", "/tickets/1/rate", &[("stars", "4")]).await.0, 303);
        let (_, mine) = mia.page("/mine").await;
        assert!(mine.contains("aria-label=\"4/5\"") && mine.contains("Closed by"), "{mine}");
        assert_eq!(mia.page("/tickets/1/transcript/download").await.0, 200);
        assert_eq!(mia.send("/tickets/1", "/tickets/1/reopen", &[]).await.0, 303);
        assert!(mia.page("/mine").await.1.contains("In progress"));
        hall.pass_seconds(30);
        hall.end().await;
    })
    .await;
}

/// Closed tickets stay, folded away; one that closed by itself says so. A form that is refused keeps what was written.
// Proves: M14, M15, M16
#[tokio::test(flavor = "multi_thread")]
async fn closed_by_hand_and_by_itself() {
    on_both("portal_closed", |hall| async move {
        hall.panel().await;
        let first = hall.opened("Compass", "spins").await;
        hall.settled().await;
        hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        hall.fake.change(|world| world.delete_channel(first).map(|_| ()).expect("deletes"));
        hall.eventually("it closes by itself", async || {
            let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
            found.ticket.closure().map(|_| ())
        })
        .await;
        let mia = hall.signed_in(&hall.mia()).await;
        let (_, mine) = mia.page("/mine").await;
        let (open, closed) = mine.split_once("<details class=\"folded\"").expect("closed ones are folded");
        assert!(open.contains("Rudder") && !open.contains("Compass"));
        assert!(closed.contains("Compass") && closed.contains("Closed automatically"), "{closed}");
        let (_, choose) = mia.page("/new").await;
        let kind = choose.split("/new?type=").nth(1).and_then(|rest| rest.split('"').next()).expect("a type");
        let fields = [("type", kind), ("once", "refused-act"), ("subject", ""), ("text", "kept words")];
        let (status, page) = mia.upload(&format!("/new?type={kind}"), "/new", &fields, &[]).await;
        assert_eq!(status, 422);
        assert!(page.contains("kept words"));
        hall.pass_seconds(30);
        hall.end().await;
    })
    .await;
}
