//! What Auto-Assist spares staff, in the reports.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
    told_hours::daily,
};
use ticket::{
    GuildId, MessageId,
    sla::{ByPriority, Targets},
};

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

/// First answers of what was opened in the days, with those that wait still as longer than all others, of those given in the days, or in the
/// hours in which it was open; what waits stands beside them.
// Proves: P116, P138
#[tokio::test(flavor = "multi_thread")]
async fn first_answers_are_counted_as_asked() {
    on_both("first_answers", |hall| async move {
        // Every day it is open for an hour, from five minutes after the time of day at which the tickets are opened.
        let hours = daily(hall.clock.now(), 5, 65);
        hall.change(|config| {
            config.settings.open_limit = None;
            for one in &mut config.types {
                one.open_limit = None;
                one.sla.enabled = true;
                one.sla.calendar = Some(hours.clone());
                let within = Targets { first_response: Some(40_000), ..Targets::default() };
                one.sla.targets = ByPriority { normal: within, ..ByPriority::default() };
            }
        })
        .await;
        hall.panel().await;
        let old = hall.opened("Mast", "is cracked").await;
        hall.pass_seconds(10 * 86_400);
        let mut channels = Vec::new();
        for subject in ["Rope", "Sail", "Lamp", "Bell", "Oar", "Buoy"] {
            channels.push(hall.opened(subject, "question").await);
        }
        hall.settled_but(600).await;
        hall.pass_seconds(600);
        for channel in channels[..5].iter().chain([&old]) {
            hall.beth().say(*channel, "I look after it.");
        }
        hall.eventually("all are heard", async || {
            for number in 1..=6 {
                let found = hall.store().ticket(hall.ticket(number)).await.expect("reads")?;
                found.activity.first_reply?;
            }
            Some(())
        })
        .await;
        hall.pass_seconds(6_600);
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let told = async |first: &str| {
            let (_, file) =
                ingrid.page(&format!("/reports/file?days=7&of=first-response&first={first}")).await;
            let line = file.lines().find(|line| line.starts_with("Normal")).expect("a row").to_owned();
            let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            assert_eq!(cells[0], "Normal (few)", "{file}");
            let seconds = |cell: &str| cell.trim_start_matches(">=").parse::<i64>().expect("seconds");
            let least = (cells[2].starts_with(">="), cells[3].starts_with(">="));
            (cells[1].clone(), (seconds(&cells[2]), seconds(&cells[3])), least)
        };
        let near = |one: i64, other: i64| (one - other).abs() <= 60;
        let (count, (median, p95), least) = told("").await;
        assert!(near(median, 600) && near(p95, 600), "{median} {p95}");
        assert_eq!((count.as_str(), least), ("5", (false, false)));
        // Five of ten minutes, and one that waits for two hours: the 95th percentile lies among what is not over.
        let (_, (median, p95), least) = told("waiting").await;
        assert!(near(median, 600) && near(p95, 5_550), "{median} {p95}");
        assert_eq!(least, (false, true));
        let (count, (median, p95), least) = told("given").await;
        assert_eq!((count.as_str(), least), ("6", (false, false)));
        assert!(near(median, 600) && p95 > 600_000, "the old one was answered in these days: {median} {p95}");
        // Ten minutes, of which it was closed for the first four or five.
        let (count, (median, p95), least) = told("hours").await;
        assert_eq!((count.as_str(), least), ("5", (false, false)));
        assert!(near(median, 330) && near(p95, 330), "{median} {p95}");
        let (_, page) = ingrid.page("/reports?days=7&first=hours").await;
        assert!(page.contains("in open hours") && page.contains("of=2"), "{page}");
        let (_, page) = ingrid.page("/reports?days=7&first=waiting").await;
        for words in ["≥\u{a0}", "One opened in these days is unanswered, for 2 h", "with those that wait"]
        {
            assert!(page.contains(words), "{words} is missing: {page}");
        }
        let (_, page) = ingrid.page("/reports?days=7&first=given").await;
        assert!(!page.contains("≥\u{a0}") && page.contains("of=7"), "{page}");
        let (_, behind) = ingrid.page("/reports/tickets?days=7&of=7").await;
        assert!(
            behind.contains("Mast") && behind.contains("6 entries") && !behind.contains("Buoy"),
            "{behind}"
        );
        let guild = GuildId(hall.sample.guild);
        assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0);
        hall.store().rebuild_figures(guild, "Asia/Tokyo").await.expect("rebuilds");
        assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0);
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
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
        // From the figure to the tickets for which it was spent, by when it was.
        let (_, page) = ingrid.page("/reports?days=7").await;
        assert!(page.contains("/reports/spent?from="), "{page}");
        let (status, behind) = ingrid.page("/reports/spent?days=7").await;
        assert_eq!(status, 200);
        for words in ["Shop", "Pass", "Moon", "3 entries", "All together"] {
            assert!(behind.contains(words), "{words} is missing: {behind}");
        }
        assert!(!behind.contains("For no ticket"), "all of it was for tickets: {behind}");
        let (_, before) = ingrid.page("/reports/spent?from=2020-01-01&to=2020-01-07").await;
        assert!(before.contains("0 entries") && !before.contains("Shop"), "{before}");
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.page("/reports/spent?days=7").await.0, 403, "those who see all tickets' figures");
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
