//! A member asks to be forgotten.

use crate::{
    hall::{Hall, on_both},
    push::Device,
    receiver::Receiver,
};
use desk::ports::{ErasureState, Proposal, Reader};
use ticket::{
    GuildId, Job, MessageId,
    audit::Act,
    query::{Sought, phrase},
};

const PAGE: &str = "/settings/erasures";

impl Hall {
    /// Everything that is kept of a ticket, and how staff see it, in one text.
    async fn all_of(&self, number: u32) -> String {
        let (store, key) = (self.store(), self.ticket(number));
        let ticket = store.ticket(key).await.expect("reads").expect("is there");
        let events = store.events(key).await.expect("reads");
        let lines = store.lines(key, None, 500).await.expect("reads");
        let files = store.files(key).await.expect("reads");
        let pictures = store.pictures(key).await.expect("reads");
        let told = store.deliveries(key.guild, 1, 100).await.expect("reads");
        let proposals = store.proposals(key.guild).await.expect("reads");
        let mut all = format!("{ticket:?}{events:?}{lines:?}{files:?}{pictures:?}{told:?}{proposals:?}");
        for line in &lines {
            all += &format!("{:?}", store.versions(key, line.message).await.expect("reads"));
        }
        let beth = self.signed_in(&self.beth()).await;
        for path in ["", "/transcript", "/transcript/download"] {
            all += &beth.page(&format!("/tickets/{number}{path}")).await.1;
        }
        all
    }
}

/// She asks in the browser; the owner declines with a reason, she asks again, and it is done: her words, answers, files, face and name are
/// gone from the ticket, its history, search, drafts and what was told to others; what staff wrote stays without her name; counts stay. What
/// Discord says of her afterwards brings nothing back. The log says how much, and nothing of what.
// Proves: M28
#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_forgotten() {
    on_both("erased", |hall| async move {
        let guild = GuildId(hall.sample.guild);
        let owner = hall.signed_in(&hall.ingrid()).await;
        let receiver = Receiver::new().await;
        let form = [("url", receiver.url.as_str()), ("topic", "ticket.opened"), ("topic", "ticket.message")];
        assert_eq!(owner.send("/settings/webhooks", "/settings/webhooks", &form).await.0, 200);
        hall.panel().await;
        let channel = hall.opened("My passport", "It has number P1234567").await;
        hall.settled().await;
        let said = MessageId(hall.mia().say(channel, "passport P1234567 was stolen"));
        let mut mia = hall.signed_in(&hall.mia()).await;
        mia.is_told(&Device::at(&receiver), &["answered"]).await;
        let scan = [("passport.png", &b"a scan of P1234567"[..])];
        assert_eq!(mia.write(1, "her-words", "Here is my passport.", &scan).await.0, 303);
        let beth = hall.signed_in(&hall.beth()).await;
        let name = hall.store().member(guild, hall.mia().id.to_string().parse().expect("an id")).await;
        let name = name.expect("reads").expect("is known").name;
        let answer = format!("Dear {name}, <@{}>, we look into it.", hall.mia().id);
        assert_eq!(beth.write(1, "his-words", &answer, &[]).await.0, 303);
        let note = format!("{name} sounds upset");
        hall.says(&hall.beth(), channel, "ptickets note", &[("text", note.into())]).await;
        hall.eventually("it is heard", async || {
            let lines = hall.store().lines(hall.ticket(1), None, 50).await.expect("reads");
            lines.iter().any(|line| line.message == said).then_some(())
        })
        .await;
        let draft = Proposal {
            number: 0,
            ticket: 1,
            at: hall.clock.now(),
            author: hall.beth().id.to_string().parse().expect("an id"),
            author_name: "Beth".to_owned(),
            title: "Passports".to_owned(),
            markdown: "When P1234567 is stolen".to_owned(),
        };
        hall.store().propose(guild, draft).await.expect("writes");
        hall.settled().await;
        let file = hall.store().files(hall.ticket(1)).await.expect("reads").pop().expect("her file");
        assert!(hall.running.desk.file(&file).await.is_ok());
        let before = hall.all_of(1).await;
        for hers in ["P1234567", "passport.png", &name, &hall.mia().id.to_string()] {
            assert!(before.contains(hers), "{hers} is there at first");
        }

        let (_, privacy) = mia.page("/privacy").await;
        assert!(privacy.contains("Ask for erasure"));
        assert_eq!(mia.send("/privacy", "/privacy/erase", &[]).await.0, 422, "she has to be sure");
        assert_eq!(mia.send("/privacy", "/privacy/erase", &[("sure", "on")]).await.0, 303);
        assert!(mia.page("/privacy").await.1.contains("You asked on"));
        assert_eq!(beth.page(PAGE).await.0, 403, "staff decide nothing");
        let approve = [("request", "1"), ("act", "approve"), ("sure", "on")];
        let (status, page) = owner.send(PAGE, PAGE, &approve).await;
        assert_eq!(status, 422, "while a ticket is open");
        assert!(page.contains("Close these first") && page.contains("due by"));
        assert_eq!(
            owner.send(PAGE, PAGE, &[("request", "1"), ("act", "decline")]).await.0,
            422,
            "not without a reason"
        );
        let decline = [("request", "1"), ("act", "decline"), ("reason", "We still need it.")];
        assert_eq!(owner.send(PAGE, PAGE, &decline).await.0, 303);
        assert!(mia.page("/privacy").await.1.contains("We still need it."));
        assert_eq!(mia.send("/privacy", "/privacy/erase", &[("sure", "on")]).await.0, 303);
        assert_eq!(
            mia.send("/tickets/1", "/tickets/1/close", &[("reason", "P1234567 was found")]).await.0,
            303
        );
        let rating = [("stars", "4"), ("comment", "P1234567 is back")];
        assert_eq!(mia.send("/tickets/1", "/tickets/1/rate", &rating).await.0, 303);
        hall.pass_seconds(30);
        hall.settled().await;
        let counts =
            hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").activity.messages;
        let approve = [("request", "2"), ("act", "approve"), ("sure", "on")];
        assert_eq!(owner.send(PAGE, PAGE, &approve).await.0, 303);
        hall.eventually("it is done", async || {
            let all = hall.store().erasures(guild).await.expect("reads");
            matches!(all[0].state, ErasureState::Done { .. }).then_some(())
        })
        .await;
        hall.settled().await;

        assert_eq!(hall.devices(hall.mia().id).await, 0, "no device of hers is told any more");
        let gone = ["P1234567", "passport", &name, &hall.mia().id.to_string()];
        let after = hall.all_of(1).await;
        for hers in gone {
            assert!(!after.contains(hers), "{hers} is left: {}", around(&after, hers));
        }
        assert!(
            after.contains("we look into it.") && after.contains("sounds upset"),
            "what staff wrote stays"
        );
        assert!(hall.running.desk.file(&file).await.is_err(), "the file is gone from the storage");
        let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
        assert_eq!(found.activity.messages, counts, "counts stay");
        assert_eq!(found.ticket.closure().and_then(|one| one.rating.as_ref()).map(|one| one.stars), Some(4));
        for words in ["passport", &name] {
            let sought = Sought { words: vec![phrase(words).into_iter().collect()], ..Sought::default() };
            let hits =
                hall.store().search(guild, &Reader::Staff(None), &sought, None, 9).await.expect("reads");
            assert!(hits.hits.is_empty(), "search finds {words}");
        }
        assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0);
        assert!(!mia.page("/mine").await.1.contains("/tickets/1"), "it is hers no more");
        assert_eq!(mia.page("/tickets/1").await.0, 403);
        let acts = hall.store().acts(guild, None, 50).await.expect("reads");
        let counted = acts.iter().find_map(|one| match one.act {
            Act::Erased { tickets, messages, files, .. } => Some((tickets, messages, files)),
            _ => None,
        });
        assert_eq!(counted, Some((1, 2, 1)));
        let told = format!("{acts:?}{:?}", hall.store().erasures(guild).await.expect("reads")[0]);
        assert!(gone.iter().all(|hers| !told.contains(hers)), "{told}");
        let (_, page) = owner.page(PAGE).await;
        assert!(page.contains("1 ticket, 2 messages, 1 file."), "{page}");

        let key = hall.ticket(1);
        hall.mia().edit(channel, said.0, "P1234567 again");
        hall.running
            .desk
            .enqueue(vec![Job::Backfill { ticket: key, after: Some(MessageId(1)) }])
            .await
            .expect("asks");
        hall.settled().await;
        let later = hall.all_of(1).await;
        for hers in ["P1234567", "passport"] {
            assert!(!later.contains(hers), "{hers} came back: {}", around(&later, hers));
        }
        hall.end().await;
    })
    .await;
}

fn around<'a>(text: &'a str, what: &str) -> &'a str {
    let at = text.find(what).unwrap_or(0);
    let from = (0..=at.saturating_sub(200)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let to = (at + 200..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    &text[from..to]
}
