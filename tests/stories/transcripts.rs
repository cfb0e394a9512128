//! Transcripts: the record of a conversation, for who may read it.

use crate::hall::on_both;

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
