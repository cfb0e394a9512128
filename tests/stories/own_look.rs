//! A server's own colour, language and time zone.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};

/// The same browser with choices of its person's own.
pub fn with(browser: &Browser, cookies: &str) -> Browser {
    Browser {
        client: browser.client.clone(),
        cookie: format!("{}; {cookies}", browser.cookie),
        base: browser.base.clone(),
        guild: browser.guild,
    }
}

/// Saves the general settings with these in addition.
async fn saved(browser: &Browser, more: &[(&str, &str)]) -> (u16, String) {
    let over = browser.version("/settings").await;
    let mut fields =
        vec![("over", over.as_str()), ("enabled", "on"), ("locale", "en-US"), ("close_delay", "10")];
    fields.extend([("retention", "90"), ("pause", "nobody")]);
    fields.extend(more);
    browser.send("/settings", "/settings", &fields).await
}

/// When the ticket was opened, as people in this zone write it in English.
async fn opened(hall: &Hall, zone: &str) -> String {
    let at = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there").ticket.opened_at;
    let zone = ticket::calendar::zone(zone).expect("it exists");
    let local = jiff::Timestamp::from_millisecond(at.0).expect("a moment").to_zoned(zone);
    local.strftime("%-d %b %Y, %H:%M").to_string()
}

/// An owner chooses colour, language and time zone of the server's pages: members and staff see them there and nowhere else, whoever chose a
/// language or their own times keeps those. The audit log says what changed, the exported file takes it along, and what cannot be is refused.
// Proves: P207
#[tokio::test(flavor = "multi_thread")]
async fn a_server_has_its_own_look() {
    on_both("own_look", |hall| async move {
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let (ingrid, mia) = (hall.signed_in(&hall.ingrid()).await, hall.signed_in(&hall.mia()).await);
        let browsers = with(&mia, "guildhall_zone=America%2FNew_York");
        let (_, plain) = browsers.page("/tickets/1").await;
        assert!(plain.contains("lang=\"en\"") && !plain.contains("/accent/"));
        assert!(plain.contains(&opened(&hall, "America/New_York").await), "{plain}");

        assert_eq!(saved(&ingrid, &[("zone", "Mars/Olympus")]).await.0, 422, "there is no such zone");
        let look =
            [("accent-on", "on"), ("accent", "#c8ff00"), ("pages_locale", "de"), ("zone", "Asia/Tokyo")];
        let (status, page) = saved(&ingrid, &look).await;
        assert_eq!(status, 303, "{page}");

        for (who, path) in
            [(&mia, "/mine"), (&mia, "/tickets/1"), (&ingrid, "/reports"), (&ingrid, "/settings")]
        {
            let (_, page) = who.page(path).await;
            assert!(page.contains("<html lang=\"de\""), "{path} is in German");
            assert!(page.contains("href=\"/accent/c8ff00.css\""), "{path} has the colour");
        }
        let (status, style) = mia.get("/accent/c8ff00.css").await;
        assert_eq!(status, 200);
        assert!(style.contains("--brand:light-dark(#") && style.contains("--on-brand:"), "{style}");
        for none in ["/accent/c8ff0.css", "/accent/zzzzzz.css", "/accent/C8FF00.css", "/accent/c8ff00"] {
            assert_eq!(mia.get(none).await.0, 404, "{none}");
        }
        let (_, home) = mia.get("/").await;
        assert!(home.contains("lang=\"en\"") && !home.contains("/accent/"), "only on its own pages");

        let english = with(&mia, "guildhall_language=en; guildhall_zone=America%2FNew_York");
        let (_, page) = english.page("/tickets/1").await;
        assert!(page.contains("lang=\"en\""), "she chose it");
        let tokyo = opened(&hall, "Asia/Tokyo").await;
        assert!(page.contains(&format!("{tokyo} JST")), "the server's time, and which: {page}");
        let own = with(&english, "guildhall_times=own");
        let (_, page) = own.page("/tickets/1").await;
        assert!(page.contains(&opened(&hall, "America/New_York").await) && !page.contains(" JST"));

        let english = with(&ingrid, "guildhall_language=en");
        let (_, audit) = english.page("/settings/audit").await;
        assert!(
            audit.contains("Settings › A colour of your own")
                && audit.contains("Settings › Language of these pages")
                && audit.contains("Asia/Tokyo"),
            "{audit}"
        );
        let (_, file) = english.page("/setup/export").await;
        assert!(file.contains("pages_locale") && file.contains(&0x00C8_FF00.to_string()), "{file}");
        assert_eq!(saved(&english, &[]).await.0, 303);
        let (_, page) = mia.page("/mine").await;
        assert!(page.contains("lang=\"en\"") && !page.contains("/accent/"), "taken back");
        let over = english.version("/setup").await;
        let (status, page) =
            english.send("/setup", "/setup/import", &[("over", &over), ("text", &file)]).await;
        assert_eq!(status, 303, "{page}");
        let (_, page) = mia.page("/mine").await;
        assert!(
            page.contains("lang=\"de\"") && page.contains("/accent/c8ff00.css"),
            "the file brought it back"
        );
        hall.end().await;
    })
    .await;
}

/// A page as it is for a browser that prefers these languages.
async fn preferring(browser: &Browser, languages: &str, path: &str) -> String {
    let url = format!("{}/g/{}{path}", browser.base, browser.guild);
    let asked =
        browser.client.get(url).header("cookie", &browser.cookie).header("accept-language", languages);
    let answer = asked.send().await.expect("answers");
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.expect("is text")
}

/// Times and dates are written as the reader's browser has them, or with the hours that they chose: beside a ticket, in its conversation, in what
/// happened, and in reports. What is taken away as a file is the same for everybody.
#[tokio::test(flavor = "multi_thread")]
async fn everyone_has_their_own_clock() {
    on_both("clock", |hall| async move {
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/snooze", &[("until", "3h")]).await.0, 303);
        let ticket = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there").ticket;
        let written = |at: ticket::Timestamp, pattern: &str| {
            let at = jiff::Timestamp::from_millisecond(at.0).expect("a moment");
            at.to_zoned(jiff::tz::TimeZone::UTC).strftime(pattern).to_string()
        };
        let until = ticket.snoozed.as_ref().and_then(|snooze| snooze.until).expect("it is snoozed");
        let (american, british, german) = ("%b %-d, %Y, %-I:%M %p", "%-d %b %Y, %H:%M", "%-d.%-m.%Y, %H:%M");
        let chosen = |cookies: &str| with(&beth, cookies);
        for (browser, languages, pattern) in [
            (&beth, "en-US,en;q=0.9", american),
            (&beth, "en", american),
            (&beth, "en-GB,en;q=0.9,en-US;q=0.8", british),
            (&beth, "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", german),
            (&chosen("guildhall_clock=24"), "en-US", "%b %-d, %Y, %H:%M"),
            (&chosen("guildhall_clock=12"), "en-GB", "%-d %b %Y, %-I:%M %p"),
            (&chosen("guildhall_clock=12"), "de", "%-d.%-m.%Y, %-I:%M %p"),
        ] {
            let page = preferring(browser, languages, "/tickets/1").await;
            let opened = format!("title=\"{}\"", written(ticket.opened_at, pattern));
            assert!(page.contains(&opened), "{opened} for {languages}: {page}");
            let snoozed = written(until, pattern);
            assert!(page.matches(&snoozed).count() >= 2, "{snoozed} in words and in what happened: {page}");
            let conversation = page.split("id=\"conversation\"").nth(1).expect("a conversation");
            let at = written(ticket.opened_at, pattern.split(", ").last().expect("hours"));
            assert!(conversation.contains(&format!(">{at}<")) || conversation.contains(&at), "{at}: {page}");
        }

        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let day = |pattern| written(ticket.opened_at, pattern);
        let report = preferring(&ingrid, "en-US", "/reports?days=7").await;
        assert!(report.contains(&day("%b %-d, %Y")) && report.contains(&day("%-I %p")), "{report}");
        let report = preferring(&ingrid, "en-GB", "/reports?days=7").await;
        assert!(report.contains(&day("%-d %b %Y")) && report.contains(&day("%H:00")), "{report}");
        for path in ["/reports/file?days=7&of=hours", "/tickets/1/transcript/download?as=text"] {
            let (one, other) =
                (preferring(&ingrid, "en-US", path).await, preferring(&ingrid, "en-GB", path).await);
            assert_eq!(one, other, "{path} is the same for everybody");
        }
        let read = preferring(&ingrid, "en-US", "/tickets/1/transcript").await;
        assert!(
            read.contains(&written(ticket.opened_at, "%b %-d, %Y, %-I:%M %p")),
            "a page is read with one's own: {read}"
        );
        hall.end().await;
    })
    .await;
}
