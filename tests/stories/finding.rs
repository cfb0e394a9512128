//! Finding what was said, by words and filters, as far as one may read.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use serde_json::json;

/// Searches on a page until it holds the words. What was found is marked, so the marks are taken out before.
async fn finds(hall: &Hall, browser: &Browser, page: &str, words: &str) -> String {
    hall.eventually(words, async || {
        let html = plain(&browser.page(page).await.1);
        html.contains(words).then_some(html)
    })
    .await
}

fn plain(html: &str) -> String {
    html.replace("<mark>", "").replace("</mark>", "")
}

/// What is not found on a page.
async fn misses(browser: &Browser, page: &str, words: &str) {
    let (status, html) = browser.page(page).await;
    assert_eq!(status, 200, "{page}");
    assert!(!plain(&html).contains(words), "{page} gives away {words}");
}

/// Staff find subjects, answers, messages and notes, follow what they found to its place in the conversation, and lose what was edited or deleted.
// Proves: P88, M53, M55
#[tokio::test(flavor = "multi_thread")]
async fn staff_find_what_was_said() {
    on_both("finding_staff", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Loose rudder", "wobbles since tuesday").await;
        let (mia, beth) = (hall.mia(), hall.beth());
        let said = mia.say(channel, "the zinnober bolts are gone");
        let gone = mia.say(channel, "my password is hunter2");
        beth.told(beth.slash(channel, "ptickets note", &[("text", json!("knows quicksilver"))])).await;
        hall.settled().await;
        let staff = hall.signed_in(&hall.beth()).await;

        let html = finds(&hall, &staff, "/search?q=zinnober", "the zinnober bolts are gone").await;
        let way = format!("/tickets/1?above={said}#m-{said}");
        assert!(html.contains(&way), "the way leads to the message");
        assert!(staff.page("/search?q=zinnober").await.1.contains("<mark>zinnober</mark>"));
        let (_, ticket) = staff.page(&format!("/tickets/1?above={said}")).await;
        assert!(ticket.contains(&format!("id=\"m-{said}\"")));
        finds(&hall, &staff, "/search?q=quicksilver", "knows quicksilver").await;
        finds(&hall, &staff, "/search?q=in:notes+quicksilver", "#n-").await;
        finds(&hall, &staff, "/search?q=wobbles", "Loose rudder").await;
        finds(&hall, &staff, "/tickets?q=zinnober", "the zinnober bolts are gone").await;
        finds(&hall, &staff, "/all?q=zinnober+is:open", "the zinnober bolts are gone").await;
        misses(&staff, "/all?q=zinnober+is:closed", "bolts are gone").await;
        finds(&hall, &staff, "/palette?q=rud", "Loose rudder").await;
        finds(&hall, &staff, "/palette?q=1", "Loose rudder").await;

        mia.edit(channel, said, "the cobalt bolts are gone");
        mia.delete(channel, gone);
        finds(&hall, &staff, "/search?q=cobalt", "the cobalt bolts are gone").await;
        misses(&staff, "/search?q=zinnober", "bolts are gone").await;
        hall.eventually("the deletion is followed", async || {
            let (_, html) = staff.page("/search?q=hunter2").await;
            html.contains("Nothing found").then_some(())
        })
        .await;
        staff.write(1, "a-reply-1", "we send new ones by zeppelin", &[]).await;
        finds(&hall, &staff, "/search?q=zeppelin", "we send new ones by zeppelin").await;
        hall.settled().await;

        let (status, html) = staff.page("/search?q=stauts:open").await;
        assert_eq!(status, 200);
        assert!(html.contains("Did you mean") || html.contains("no filter"), "what is wrong is said");
        assert!(staff.page("/all?q=tag:nowhere").await.1.contains("No tag is called"));
        assert!(staff.page("/tickets?q=%22open").await.1.contains("not closed"));
        assert_eq!(staff.page("/search?q=zeppelin&after=s9.1").await.0, 400);
        let (_, offered) = staff.page("/search/suggest?q=ass").await;
        assert!(offered.contains("assignee:") && offered.contains("Who is to handle it"));
        assert!(staff.page("/search/suggest?q=is:un").await.1.contains("is:unassigned"));
        hall.end().await;
    })
    .await;
}

/// A member finds the public part of their own tickets; not a word of a note, of another member, of another guild.
// Proves: P123, M28
#[tokio::test(flavor = "multi_thread")]
async fn members_find_their_own() {
    on_both("finding_members", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Loose rudder", "wobbles").await;
        let beth = hall.beth();
        hall.mia().say(channel, "the zinnober bolts");
        beth.told(beth.slash(channel, "ptickets note", &[("text", json!("quicksilver temper"))])).await;
        hall.settled().await;
        let (mia, noa) = (hall.signed_in(&hall.mia()).await, hall.signed_in(&hall.noa()).await);
        let html = finds(&hall, &mia, "/search?q=zinnober", "the zinnober bolts").await;
        assert!(!html.contains("quicksilver"));
        for page in [
            "/search?q=quicksilver",
            "/search?q=temper",
            "/search?q=zinnober+OR+quicksilver",
            "/palette?q=quicksilver",
        ] {
            misses(&mia, page, "quicksilver temper").await;
        }
        assert!(mia.page("/search?q=in:notes+temper").await.1.contains("Notes are for staff"));
        assert!(mia.page("/search?q=has:note").await.1.contains("Notes are for staff"));
        for words in ["zinnober", "rudder", "wobbles", "quicksilver", "%231", "is:open", "from:me"] {
            misses(&noa, &format!("/search?q={words}"), "zinnober bolts").await;
            misses(&noa, &format!("/search?q={words}"), "Loose rudder").await;
            misses(&noa, &format!("/palette?q={words}"), "Loose rudder").await;
        }
        assert_eq!(noa.page("/all?q=zinnober").await.0, 403);
        assert_eq!(noa.get("/g/999/search?q=zinnober").await.0, 404);
        let (_, offered) = noa.page("/search/suggest?q=").await;
        assert!(!offered.contains("assignee:") && offered.contains("opened:"));
        hall.end().await;
    })
    .await;
}
