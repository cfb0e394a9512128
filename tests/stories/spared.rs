//! What Auto-Assist spares staff, in the reports.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use ticket::MessageId;

impl Hall {
    /// Mia opens a ticket, asks, and is answered by Auto-Assist or handed to staff.
    async fn assisted_in(&self, number: u32, subject: &str, question: &str) -> u64 {
        let channel = self.opened(subject, "question").await;
        let said = MessageId(self.mia().say(channel, question));
        self.eventually("it is heard", async || {
            self.store().newest(self.ticket(number)).await.expect("reads").filter(|newest| *newest >= said)
        })
        .await;
        self.pass_seconds(4);
        self.answer(channel, 0).await;
        self.ticket_is(number, "a turn", |ticket| ticket.assist.as_ref()?.last).await;
        channel
    }

    async fn closes(&self, number: u32, channel: u64) {
        let mia = self.mia();
        mia.told(mia.slash(channel, "ptickets close", &[])).await;
        self.ticket_is(number, "closed", |ticket| ticket.closure().map(|_| ())).await;
    }
}

/// A row of a table, as a spreadsheet gets it, without its name.
async fn row(browser: &Browser, of: &str, name: &str) -> String {
    let (status, file) = browser.page(&format!("/reports/file?days=7&of={of}")).await;
    assert_eq!(status, 200);
    let found = file.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    found.unwrap_or_else(|| panic!("{name} is not in {file}"))
}

/// One ticket needs nobody, one a person, one is handed over at once: deflection counts after 72 hours, and the first response is a person's.
// Proves: P116, P138
#[tokio::test(flavor = "multi_thread")]
async fn the_reports_tell_what_was_spared() {
    on_both("spared", |hall| async move {
        hall.assisted(|_| {}).await;
        hall.panel().await;
        let quiet = hall.assisted_in(1, "Shop", "how do I get a refund?").await;
        hall.closes(1, quiet).await;
        let human = hall.assisted_in(2, "Pass", "how do I get a refund?").await;
        hall.pass_seconds(600);
        hall.beth().say(human, "I look after it myself.");
        let key = hall.ticket(2);
        hall.eventually("Beth is heard", async || {
            hall.store().ticket(key).await.expect("reads")?.activity.first_reply.map(|_| ())
        })
        .await;
        hall.closes(2, human).await;
        hall.assisted_in(3, "Moon", "why are there no seagulls on the moon").await;
        hall.settled().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        // Took a turn, answered, called, its share; closed, deflected, its share, may come back, seconds saved.
        assert_eq!(row(&ingrid, "assist", "Help").await, ",3,2,1,0.3333,1,0,0.0000,1,0");
        hall.pass_seconds(72 * 3600);
        hall.settled().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        assert_eq!(row(&ingrid, "assist", "Help").await, ",3,2,1,0.3333,2,1,0.5000,0,360");
        assert_eq!(
            row(&ingrid, "assist-why", "Nothing in the knowledge bases").await,
            " answers this for sure.,1,1.0000"
        );
        let (_, spent) = ingrid.page("/reports/file?days=7&of=assist-cost").await;
        assert!(spent.lines().any(|line| line.ends_with(",2,1,0,0.000000")), "{spent}");
        let (_, page) = ingrid.page("/reports?days=7").await;
        for words in ["Deflection", "50.0\u{a0}%", "1 of 2", "6 min", "Answered, closed"] {
            assert!(page.contains(words), "{words} is missing: {page}");
        }
        // Only Beth's message is a first response; Auto-Assist was faster, and does not count.
        let first = row(&ingrid, "first-response", "Normal").await;
        assert!(first.starts_with(",1,"), "{first}");
        let (_, answered) = ingrid.page("/reports/tickets?days=7&of=1").await;
        assert!(answered.contains("Pass") && !answered.contains("Shop"), "{answered}");
        assert!(answered.contains("10 min"), "{answered}");
        let (_, deflected) = ingrid.page("/reports/tickets?days=7&of=43").await;
        assert!(deflected.contains("Shop") && !deflected.contains("Pass") && !deflected.contains("Moon"));
        let (_, unsure) = ingrid.page("/reports/tickets?days=7&of=41&over=1&under=2").await;
        assert!(unsure.contains("Moon") && !unsure.contains("Shop"));
        let (_, asked) = ingrid.page("/reports/tickets?days=7&of=41&over=-1&under=0").await;
        assert!(!asked.contains("Moon"), "nobody asked for a person");
        let guild = key.guild;
        assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0);
        hall.store().rebuild_figures(guild, "Asia/Tokyo").await.expect("rebuilds");
        assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0);
        hall.end().await;
    })
    .await;
}
