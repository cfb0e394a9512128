//! Transcripts: the record of a conversation, for who may read it.

use crate::hall::on_both;
use serde_json::{Value, json};

/// A transcript is in the language of the guild, whatever the reader's browser asks for; the dashboard around tickets is in the reader's.
// Proves: P160
#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_speaks_the_language_of_the_guild() {
    on_both("languages", |hall| async move {
        let mut config = guildhall::demo::sample_config(&hall.sample);
        config.settings.locale = ticket::settings::Locale::German;
        hall.configure(config).await;
        hall.panel().await;
        let channel = hall.opened("Ruder", "ist lose").await;
        let said = hall.mia().say(channel, "Ahoi");
        hall.mia().edit(channel, said, "Ahoi!");
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let page = hall
            .eventually("the edit is there", async || {
                let (_, page) = beth.page("/tickets/1/transcript").await;
                page.contains("Ahoi!").then_some(page)
            })
            .await;
        for words in [
            "lang=\"de\"",
            "(bearbeitet)",
            "Frühere Fassungen (1)",
            "Transkript von Guildhall",
            "2 Nachrichten",
        ] {
            assert!(page.contains(words), "{words} is missing");
        }
        assert!(!page.contains("opened this ticket") && !page.contains("(edited)"));
        let (_, file) = beth.page("/tickets/1/transcript/download").await;
        assert!(file.contains("(bearbeitet)"));
        let (_, ticket) = beth.page("/tickets/1").await;
        assert!(
            ticket.contains("(edited)") && ticket.contains("opened this ticket"),
            "the reader's language"
        );
        hall.end().await;
    })
    .await;
}

/// The record can be kept as a page, as text and as JSON; each shows its reader what they may read, and no more.
// Proves: P47, P73-P75, P124, P160
#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_can_be_kept_in_three_forms() {
    on_both("forms_transcripts", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (mia, beth) = (hall.mia(), hall.beth());
        let first = mia.say(channel, "the **bolts** are gone");
        beth.reply(channel, first, "on my way");
        let gone = mia.say(channel, "my password is hunter2");
        mia.delete(channel, gone);
        beth.told(beth.slash(channel, "ptickets note", &[("text", json!("knows the boat"))])).await;
        hall.settled().await;
        let told = beth.told(beth.slash(channel, "ptickets transcript", &[])).await.to_string();
        assert!(
            told.contains(&format!("{}/g/{}/tickets/1/transcript", hall.web, hall.sample.guild)),
            "{told}"
        );
        let (beth, mia) = (hall.signed_in(&beth).await, hall.signed_in(&mia).await);
        let file = |form: &'static str| format!("/tickets/1/transcript/download{form}");
        let staff = hall
            .eventually("the deletion is there", async || {
                let (status, text) = beth.page(&file("?as=text")).await;
                assert_eq!(status, 200);
                text.contains("(Deleted)").then_some(text)
            })
            .await;
        for part in [
            "the **bolts** are gone",
            "[Reply to Mia] the bolts are gone",
            "hunter2",
            "knows the boat",
            "Type: Help",
        ] {
            assert!(staff.contains(part), "{part} is missing: {staff}");
        }
        for form in ["", "?as=text", "?as=json"] {
            let (status, theirs) = mia.page(&file(form)).await;
            assert_eq!(status, 200);
            assert!(theirs.contains("bolts") && theirs.contains("on my way"), "{form}");
            assert!(
                !theirs.contains("hunter2") && !theirs.contains("knows the boat"),
                "{form} shows too much"
            );
            assert!(!theirs.contains("staff-room"), "{form} names a channel that members do not see");
        }
        let (_, text) = beth.page(&file("?as=json")).await;
        let read: Value = serde_json::from_str(&text).expect("is JSON");
        let lines = read["lines"].as_array().expect("has lines");
        assert_eq!(lines.iter().filter(|line| line["kind"] == "message").count(), 4, "{text}");
        assert_eq!(lines.iter().filter(|line| line["kind"] == "note").count(), 1);
        let (_, page) = beth.page("/tickets/1/transcript").await;
        let chips = page.split("class=\"t-chip\"").skip(1).filter_map(|rest| rest.split("</li>").next());
        let named = chips.filter(|chip| chip.contains(">Mia<") || chip.contains(">Beth<"));
        assert_eq!(named.count(), 2, "who spoke is named on top");
        assert_eq!(mia.page(&file("?as=exe")).await.0, 400);
        hall.end().await;
    })
    .await;
}

/// An answer shows what it answers as it is now: edited words as they were edited, and for members nothing of what was deleted.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_does_not_repeat_what_was_deleted() {
    on_both("answers", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (mia, beth) = (hall.mia(), hall.beth());
        let secret = mia.say(channel, "my password is hunter2");
        beth.reply(channel, secret, "please do not post that");
        let typo = mia.say(channel, "the tiler wobbles");
        beth.reply(channel, typo, "since when?");
        mia.edit(channel, typo, "the tiller wobbles");
        mia.delete(channel, secret);
        let (beth, mia) = (hall.signed_in(&beth).await, hall.signed_in(&mia).await);
        let staff = hall
            .eventually("the deletion is there", async || {
                let page = beth.page("/tickets/1/transcript").await.1;
                page.contains("Deleted on").then_some(page)
            })
            .await;
        assert_eq!(staff.matches("hunter2").count(), 2, "staff see it, and what was answered");
        assert_eq!(staff.matches("tiller").count(), 2, "the answer shows what stands there now");
        for path in [
            "/tickets/1",
            "/tickets/1/transcript",
            "/tickets/1/transcript/download?as=text",
            "/tickets/1/transcript/download?as=json",
        ] {
            let (status, theirs) = mia.page(path).await;
            assert_eq!(status, 200);
            assert!(theirs.contains("please do not post that") && !theirs.contains("hunter2"), "{path}");
            assert!(theirs.contains("tiller") && !theirs.contains("tiler"), "{path}");
        }
        let (_, page) = mia.page("/tickets/1").await;
        assert!(page.contains("The original message was deleted"));
        hall.end().await;
    })
    .await;
}
