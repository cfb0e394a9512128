//! What a conversation shows is in our own hands: faces, emoji, stickers, the guild's icon, what links show.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use fake_discord::{
    sketch::{Motif, Sketch},
    world::{Guild, Member, Role},
};

/// The addresses of pictures in a page, each once, as they are written.
fn drawn(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split(" src=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|address| address.contains("/pictures/"))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

async fn bytes_of(browser: &Browser, address: &str) -> (u16, String, Vec<u8>) {
    let asked = browser.client.get(format!("{}{address}", browser.base)).header("cookie", &browser.cookie);
    let answer = asked.send().await.expect("answers");
    let kind = answer.headers()["content-type"].to_str().expect("text").to_owned();
    (answer.status().as_u16(), kind, answer.bytes().await.expect("reads").to_vec())
}

/// A conversation with a bit of everything that is a picture.
async fn a_colourful_ticket(hall: &Hall) -> u64 {
    hall.panel().await;
    // The server's icon is copied once for its pages and for all conversations.
    hall.settled().await;
    let channel = hall.opened("Rudder", "is loose").await;
    let [aye, lantern, ahoy] = hall.sample.emojis;
    let (mia, beth) = (hall.mia(), hall.beth());
    let first = mia.say(channel, &format!("look <:lantern:{lantern}> <a:ahoy:{ahoy}>"));
    beth.reply(channel, first, "on my way");
    beth.react(channel, first, &format!("aye:{aye}"));
    mia.send_sticker(channel, hall.sample.sticker);
    let linked = mia.say(channel, "https://knots.example/bowline");
    hall.fake
        .change(|world| {
            let shows = Sketch::face(Motif::Anchor, 0x12_34_56);
            world.unfurl(channel, linked, "https://knots.example/bowline", "Bowline", shows)
        })
        .expect("it is there");
    hall.settled().await;
    channel
}

/// Faces, custom emoji, stickers, the icon and what a link shows are copied once, shown from our own site, and travel in the
/// downloaded file; nothing names another host.
// Proves: P160, P161
#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_shows_its_pictures_and_asks_nobody() {
    on_both("pictures", |hall| async move {
        let channel = a_colourful_ticket(&hall).await;
        let mia = hall.signed_in(&hall.mia()).await;
        let page = hall
            .eventually("every picture is copied", async || {
                let (status, page) = mia.page("/tickets/1/transcript").await;
                assert_eq!(status, 200);
                // Icon; Mia, Beth, the application; three emoji; sticker; link.
                (drawn(&page).len() == 9).then_some(page)
            })
            .await;
        assert!(!page.contains("t-av t-init") && !page.contains("=\"t-emn\""), "nobody is shown by initials");
        for address in drawn(&page) {
            let (status, kind, bytes) = bytes_of(&mia, &address).await;
            assert_eq!(status, 200, "{address}");
            assert!(matches!(kind.as_str(), "image/png" | "image/gif"), "{kind}");
            assert!(bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"GIF8"), "{address}");
            let noa = hall.signed_in(&hall.noa()).await;
            assert_eq!(bytes_of(&noa, &address).await.0, 403, "who may not read the ticket sees no picture");
        }
        let (_, thread) = mia.page("/tickets/1").await;
        assert!(drawn(&thread).len() >= 7, "the ticket's page shows them too, but for the welcome");
        let (_, file) = mia.page("/tickets/1/transcript/download").await;
        assert!(file.matches("data:image/").count() >= 9);
        assert!(!file.contains("t-av t-init") && !file.contains("=\"t-emn\""), "nobody is shown by initials");
        for asking in ["src=\"http", "src=\"/", "url(http", "url(/", "<link", "<script"] {
            assert!(!file.contains(asking), "{asking} is in the file");
        }
        let asked = hall.fake.pictures_asked();
        assert_eq!(asked.len(), 9, "each is fetched once: {asked:?}");

        // Another face: the old message keeps the old one, the new message shows the new one.
        hall.fake.change(|world| world.set_face(hall.mia().id, Some(Sketch::face(Motif::Crab, 0xff_ee_dd))));
        hall.mia().say(channel, "new here");
        hall.eventually("both faces are there", async || {
            (drawn(&mia.page("/tickets/1/transcript").await.1).len() == 10).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// A picture that cannot be had at the moment is tried again; one that is gone leaves initials; the conversation waits for neither.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_fails_is_tried_again_and_blocks_nothing() {
    on_both("broken_pictures", |hall| async move {
        let face = format!("/avatars/{}/", hall.mia().id);
        let icon = format!("/icons/{}/", hall.sample.guild);
        hall.fake.fail("GET", &face, fake_discord::Fault::Status(503, "not now".to_owned()), 2);
        hall.panel().await;
        hall.settled().await;
        hall.fake.fail("GET", &icon, fake_discord::Fault::Status(404, "gone".to_owned()), 1);
        let other = Some(Sketch::face(Motif::Crab, 0x11_22_33));
        hall.fake.change(|world| world.set_icon(hall.sample.guild, other));
        hall.heard_out().await;
        hall.settled().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.mia().say(channel, "hello");
        let mia = hall.signed_in(&hall.mia()).await;
        let page = hall
            .eventually("the words are there", async || {
                let page = mia.page("/tickets/1/transcript").await.1;
                page.contains("hello").then_some(page)
            })
            .await;
        assert!(page.contains("t-av t-init"), "until the face is there, initials stand for it");
        // Waiting grows from a second; the tries are the runner's, and so is their limit.
        hall.eventually("the face is there", async || {
            hall.pass_seconds(5);
            let page = mia.page("/tickets/1/transcript").await.1;
            (!page.contains("t-av t-init") && drawn(&page).len() == 2).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// Two days later Discord's links have expired, its channel and its pictures are gone: the transcript is whole, for staff and member, on the
/// web and as a file.
// Proves: P161, M85
#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_outlives_what_discord_keeps() {
    on_both("outlives", |hall| async move {
        let channel = a_colourful_ticket(&hall).await;
        let png = Sketch::face(Motif::Whale, 0x00_33_66).bytes();
        hall.mia().send_file(channel, "the rudder", "rudder.png", "image/png", &png);
        let mia = hall.signed_in(&hall.mia()).await;
        let shown = |page: &str| drawn(page).len() == 9 && page.contains("/files/");
        // Who asks for transcripts again and again is asked to wait, so it is read once all is copied.
        hall.eventually("the file is heard of", async || {
            let files = hall.store().files(hall.ticket(1)).await.expect("reads");
            (!files.is_empty()).then_some(())
        })
        .await;
        hall.settled().await;
        let before = mia.page("/tickets/1/transcript").await.1;
        assert!(shown(&before), "everything is copied: {before}");
        hall.fake.change(|world| {
            world.pictures.clear();
            world.uploads.clear();
            world.delete_channel(channel).expect("it was there");
        });
        hall.settled().await;
        hall.pass_seconds(48 * 3600);
        for person in [hall.mia(), hall.beth()] {
            let browser = hall.signed_in(&person).await;
            let (status, page) = browser.page("/tickets/1/transcript").await;
            assert_eq!(status, 200);
            assert!(shown(&page), "everything is still there");
            assert!(page.contains("the rudder") && page.contains("on my way"));
            let mut sources = page.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let file = sources.find(|address| address.contains("/files/"));
            let (status, kind, bytes) = bytes_of(&browser, file.expect("an address")).await;
            assert_eq!((status, kind.as_str(), bytes == png), (200, "image/png", true));
            for address in drawn(&page) {
                assert_eq!(bytes_of(&browser, &address).await.0, 200, "{address}");
            }
            let (_, whole) = browser.page("/tickets/1/transcript/download").await;
            assert!(!whole.contains("t-av t-init") && whole.matches("data:image/").count() >= 10);
        }
        assert_eq!(drawn(&before).len(), 9);
        hall.end().await;
    })
    .await;
}

/// Who speaks on the web only has a face as well, on the web and in the file.
#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_on_the_web_has_a_face() {
    on_both("web_faces", |hall| async move {
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.write(1, "first-act", "I will have a look", &[]).await.0, 303);
        // Mia opened it, the application welcomed her, Beth spoke; and the guild has an icon.
        hall.eventually("every face is there", async || {
            let page = beth.page("/tickets/1/transcript").await.1;
            let faces = page.contains("I will have a look") && !page.contains("t-av t-init");
            (faces && drawn(&page).len() == 4).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// Whom the directory does not know yet when a ticket's messages are recorded, as right after a crash, has a face there all the same, without
/// another word of theirs.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_not_known_yet_has_a_face() {
    on_both("late_faces", |hall| async move {
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let (key, mia) = (hall.ticket(1), hall.mia().id);
        let face = hall.fake.look(|world| world.users[&mia].avatar.clone()).expect("Mia has a face");
        let named = format!("avatar/{mia}/{face}");
        let shown =
            async || hall.store().pictures(key).await.expect("reads").iter().any(|one| one.name == named);
        assert!(shown().await, "recorded with what was said at first");
        hall.tamper(&format!(
            "DELETE FROM member WHERE id = {mia}; DELETE FROM picture_shown; DELETE FROM picture"
        ))
        .await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.write(1, "first-act", "I will have a look", &[]).await.0, 303);
        hall.eventually("Mia has a face again", async || shown().await.then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// A type says whether files and pictures are copied, and whether the member may read the transcript; another type says otherwise.
// Proves: P9, P163
#[tokio::test(flavor = "multi_thread")]
async fn a_type_has_its_own_transcript_settings() {
    on_both("settings", |hall| async move {
        let mut config = guildhall::demo::sample_config(&hall.sample);
        let help = &mut config.types[0].transcript;
        (help.copy_files, help.for_opener) = (false, false);
        hall.configure(config).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.mia().send_file(
            channel,
            "look",
            "rudder.png",
            "image/png",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        );
        let beth = hall.signed_in(&hall.beth()).await;
        let page = hall
            .eventually("the message is there", async || {
                let page = beth.page("/tickets/1/transcript").await.1;
                page.contains("rudder.png").then_some(page)
            })
            .await;
        hall.settled().await;
        assert!(page.contains("not kept") && page.contains("t-av t-init") && drawn(&page).is_empty());
        let icon = format!("/icons/{}/", hall.sample.guild);
        let asked = hall.fake.pictures_asked();
        assert!(
            asked.iter().all(|one| one.starts_with(&icon)),
            "nothing of the ticket was fetched: {asked:?}"
        );
        let told = hall.mia().told(hall.mia().slash(channel, "ptickets transcript", &[])).await.to_string();
        assert!(told.contains("Only staff") && !told.contains("/transcript"), "{told}");
        let mia = hall.signed_in(&hall.mia()).await;
        for path in ["/tickets/1/transcript", "/tickets/1/transcript/download?as=text"] {
            assert_eq!(mia.page(path).await.0, 403, "this type keeps it among staff");
        }
        let (status, ticket) = mia.page("/tickets/1").await;
        assert!(status == 200 && !ticket.contains("/transcript"), "the ticket itself is still hers to read");
        beth.send("/tickets/1", "/tickets/1/close", &[]).await;
        let dm = hall.eventually("a DM arrives", async || hall.mia().dms().into_iter().next()).await;
        assert!(!dm.to_string().contains("/transcript"), "{dm}");

        let pressed = hall.noa().press(hall.sample.get_help, "Billing");
        hall.noa().fill(pressed, &["A-1", "late", ""]).await;
        let noa = hall.signed_in(&hall.noa()).await;
        hall.eventually("the other type copies", async || {
            let (status, page) = noa.page("/tickets/2/transcript").await;
            (status == 200 && !drawn(&page).is_empty()).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// The address of the server's icon on a page, if it shows one.
fn icon_on(page: &str) -> Option<String> {
    let after =
        page.split(" src=\"").skip(1).find(|rest| rest.starts_with("/g/") && rest.contains("/icon/"))?;
    after.split('"').next().map(str::to_owned)
}

/// A server is shown by its icon, in the list and above every page, from our own site: copied once when Discord tells of it, anew when it is
/// another one, a moving one as a still picture; by its initials while it has none.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_shown_by_its_icon() {
    on_both("icons", |hall| async move {
        let beth = hall.signed_in(&hall.beth()).await;
        let icon = async || {
            let list = icon_on(&beth.get("/").await.1);
            let above = icon_on(&beth.page("/tickets").await.1);
            (list == above).then_some(list)
        };
        let first = hall.eventually("the icon is copied", async || icon().await.flatten()).await;
        let lighthouse = Sketch::face(Motif::Lighthouse, 0x1f_4e_79).bytes();
        assert_eq!(bytes_of(&beth, &first).await, (200, "image/png".to_owned(), lighthouse));
        assert_eq!(hall.fake.pictures_asked().len(), 1, "fetched once, whoever looks at it");
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(
            icon_on(&mia.page("/mine").await.1).as_ref(),
            Some(&first),
            "members see it on their pages"
        );
        let stranger = beth.client.get(format!("{}{first}", beth.base)).send().await.expect("answers");
        assert_ne!(stranger.status(), 200, "nobody else is given it");

        let moving = Sketch { frames: 4, ..Sketch::face(Motif::Whale, 0x22_88_66) };
        let give = |icon| hall.fake.change(|world| world.set_icon(hall.sample.guild, icon));
        give(Some(moving));
        let second = hall
            .eventually("the other icon is shown", async || {
                icon().await.flatten().filter(|one| *one != first)
            })
            .await;
        let (status, kind, bytes) = bytes_of(&beth, &second).await;
        assert_eq!((status, kind.as_str()), (200, "image/png"), "a still picture");
        assert!(bytes == Sketch { frames: 1, ..moving }.bytes());
        assert_eq!(bytes_of(&beth, &first).await.0, 404, "the icon of before is no icon any more");

        give(None);
        let bare = hall.eventually("there is none", async || icon().await.filter(Option::is_none)).await;
        assert!(bare.is_none() && beth.get("/").await.1.contains(">HL</span>"), "initials stand for it");
        hall.end().await;
    })
    .await;
}

/// An icon that cannot be had at the moment is tried again, and until then the old one, or initials, stand for the server.
#[tokio::test(flavor = "multi_thread")]
async fn an_icon_that_fails_is_tried_again() {
    on_both("late_icons", |hall| async move {
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let before = icon_on(&beth.get("/").await.1).expect("it has an icon");
        let place = format!("/icons/{}/", hall.sample.guild);
        hall.fake.fail("GET", &place, fake_discord::Fault::Status(503, "not now".to_owned()), 2);
        let other = Some(Sketch::face(Motif::Anchor, 0x44_55_66));
        hall.fake.change(|world| world.set_icon(hall.sample.guild, other));
        hall.eventually("the other icon is there", async || {
            hall.pass_seconds(5);
            icon_on(&beth.get("/").await.1).filter(|now| *now != before)
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// A server that Guildhall is not in has its icon as well in the list of those it could be added to, from our own site, for those who could.
#[tokio::test(flavor = "multi_thread")]
async fn servers_elsewhere_have_their_icons() {
    on_both("icons_elsewhere", |hall| async move {
        let (ingrid, beth) = (hall.ingrid(), hall.beth());
        let look = Sketch::face(Motif::Anchor, 0x77_44_22);
        let far = hall.fake.change(|world| {
            let id = world.id();
            let icon = Some(world.hang(&format!("icons/{id}"), look));
            let everyone = Role { id, name: "@everyone".to_owned(), permissions: 0, color: 0, position: 0 };
            let members = [ingrid.id, beth.id].map(|user| (user, Member::default())).into();
            let name = "Far Shore".to_owned();
            let (emojis, stickers, roles) = (Vec::new(), Vec::new(), vec![everyone]);
            let guild = Guild { id, name, owner: ingrid.id, icon, emojis, stickers, roles, members };
            world.guilds.insert(id, guild);
            id
        });
        let owner = hall.signed_in(&ingrid).await;
        let address = format!("/elsewhere/{far}/icon");
        hall.eventually("the icon is copied", async || {
            owner.get("/").await.1.contains(&format!("src=\"{address}\"")).then_some(())
        })
        .await;
        assert_eq!(bytes_of(&owner, &address).await, (200, "image/png".to_owned(), look.bytes()));
        let again = hall.signed_in(&ingrid).await;
        assert_eq!(bytes_of(&again, &address).await.0, 200);
        let asked = hall.fake.pictures_asked();
        assert_eq!(
            asked.iter().filter(|one| one.contains(&far.to_string())).count(),
            1,
            "fetched once: {asked:?}"
        );
        let member = hall.signed_in(&beth).await;
        assert!(!member.get("/").await.1.contains("Far Shore"), "she cannot add anything there");
        assert_eq!(bytes_of(&member, &address).await.0, 404);
        hall.end().await;
    })
    .await;
}
