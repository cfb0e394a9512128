//! Claims that nobody answers after, and who has a ticket that is reopened.

use crate::hall::{Hall, on_both, read};
use ticket::{
    Event, GuildId, Ticket, Timestamp, UserId,
    assign::{Availability, Lapse},
    calendar::{Calendar, Hours, Week},
};

const MINUTE: i64 = 60;

/// Beth and Carla handle everything, up to five tickets each; claims are warned of after half an hour and lapse after one.
async fn set_up(hall: &Hall) {
    let people = [hall.sample.staff[0], hall.sample.staff[1]].map(UserId);
    hall.change(|config| {
        for one in &mut config.types {
            one.handlers = people.to_vec();
            one.claim_lapse = Some(Lapse { warn_minutes: 30, return_minutes: 60 });
        }
        let person = |user| Availability { user, cap: Some(5), away_until: None, hours: None };
        config.settings.availability = people.map(person).to_vec();
    })
    .await;
    hall.panel().await;
}

async fn now(hall: &Hall) -> Ticket {
    hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket
}

fn claimer(ticket: &Ticket) -> Option<UserId> {
    ticket.claim.as_ref().map(|claim| claim.by)
}

async fn count(hall: &Hall, what: impl Fn(&Event) -> bool) -> usize {
    let events = hall.store().events(hall.ticket(1)).await.expect("reads");
    events.iter().filter(|one| what(&one.event)).count()
}

async fn lapsed(hall: &Hall) -> usize {
    count(hall, |event| matches!(event, Event::ClaimLapsed { .. })).await
}

fn warnings(hall: &Hall, user: UserId) -> usize {
    let dms = hall.fake.person(user.0).dms();
    dms.iter().filter(|dm| read(dm).contains("goes back to the queue")).count()
}

async fn no_difference(hall: &Hall) {
    let differences = hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads");
    assert_eq!(differences, 0, "the figures are what the tickets say");
}

/// Who claims and does not answer is told once, whatever restarts; then the ticket goes back, and to somebody else who has room. Who answers
/// keeps it, and so does who waits for the member.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_without_an_answer_lapses() {
    on_both("claim_lapse", |hall| async move {
        set_up(&hall).await;
        let channel = hall.opened("Rudder", "is loose").await;
        let first = now(&hall).await.assignee.expect("somebody has it");
        let other =
            hall.sample.staff[..2].iter().copied().map(UserId).find(|one| *one != first).expect("two");
        let one = hall.fake.person(first.0);
        one.told(one.slash(channel, "ptickets claim", &[])).await;
        hall.pass_seconds(29 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(warnings(&hall, first), 0);
        hall.pass_seconds(2 * MINUTE);
        hall.eventually("the warning", async || (warnings(&hall, first) == 1).then_some(())).await;
        let hall = hall.restarted().await;
        hall.pass_seconds(28 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!((warnings(&hall, first), lapsed(&hall).await), (1, 0), "a restart repeats nothing");
        assert_eq!(claimer(&now(&hall).await), Some(first));
        hall.pass_seconds(2 * MINUTE);
        hall.ticket_is(1, "another has it", |ticket| (ticket.assignee == Some(other)).then_some(())).await;
        assert_eq!((claimer(&now(&hall).await), lapsed(&hall).await), (None, 1));

        let two = hall.fake.person(other.0);
        two.told(two.slash(channel, "ptickets claim", &[])).await;
        two.say(channel, "On my way.");
        hall.settled_but(60).await;
        hall.pass_seconds(600 * MINUTE);
        hall.settled_but(60).await;
        hall.mia().say(channel, "Thank you. One more thing.");
        hall.settled_but(60).await;
        hall.pass_seconds(600 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!((claimer(&now(&hall).await), lapsed(&hall).await), (Some(other), 1), "they answered once");
        assert_eq!(warnings(&hall, other), 0);
        let (status, page) = hall.signed_in(&two).await.page("/tickets/1").await;
        assert!(status == 200 && page.contains("did not answer in time"), "the history says why");
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// Only open hours count, and no pause; a warning that comes late leaves as much time as one in time; a member who asks only after the claim is
/// waited for.
#[tokio::test(flavor = "multi_thread")]
async fn only_open_hours_count() {
    on_both("claim_lapse_hours", |hall| async move {
        set_up(&hall).await;
        // Fifty minutes a day, which begin in ten: the claim is warned of 40 minutes from now, and lapses on the next day.
        let minute = (hall.clock.now().0 / 60_000).rem_euclid(24 * 60);
        let at = |after: i64| u16::try_from((minute + after).rem_euclid(24 * 60)).expect("a minute of a day");
        let open = Hours::new(at(10), at(60)).expect("hours");
        let calendar =
            Calendar { zone: "UTC".to_owned(), week: Week::daily(&[open]), exceptions: Vec::new() };
        hall.change(|config| config.settings.hours = Some(calendar)).await;
        let channel = hall.opened("Rudder", "is loose").await;
        let first = now(&hall).await.assignee.expect("somebody has it");
        let one = hall.fake.person(first.0);
        one.told(one.slash(channel, "ptickets claim", &[])).await;
        hall.pass_seconds(35 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(warnings(&hall, first), 0, "25 open minutes");
        hall.pass_seconds(10 * MINUTE);
        hall.eventually("the warning", async || (warnings(&hall, first) == 1).then_some(())).await;
        hall.pass_seconds(12 * 60 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(lapsed(&hall).await, 0, "closed since");
        // The open time of the next day is over.
        hall.pass_seconds(13 * 60 * MINUTE);
        hall.eventually("it lapses", async || (lapsed(&hall).await == 1).then_some(())).await;
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// A ticket that is reopened goes back to the queue if who had it is away or full, and stays where the type says so; whoever can go on, does.
#[tokio::test(flavor = "multi_thread")]
async fn reopened_for_who_can_go_on() {
    on_both("reopen_away", |hall| async move {
        set_up(&hall).await;
        let mia = hall.mia();
        hall.opened("Rudder", "is loose").await;
        let first = now(&hall).await.assignee.expect("somebody has it");
        let other =
            hall.sample.staff[..2].iter().copied().map(UserId).find(|one| *one != first).expect("two");
        let away = async |user: UserId, until: Option<Timestamp>| {
            hall.change(|config| {
                let found = config.settings.availability.iter_mut().find(|one| one.user == user);
                found.expect("known").away_until = until;
            })
            .await;
        };
        let again = async || {
            let browser = hall.signed_in(&mia).await;
            for act in ["close", "reopen"] {
                assert_eq!(
                    browser.send("/tickets/1", &format!("/tickets/1/{act}"), &[]).await.0,
                    303,
                    "{act}"
                );
                hall.pass_seconds(60);
                hall.settled_but(60).await;
            }
        };
        let long = Timestamp(hall.clock.now().0 + 30 * 86_400_000);
        again().await;
        assert_eq!(now(&hall).await.assignee, Some(first), "who can go on, does");
        away(first, Some(long)).await;
        again().await;
        assert_eq!(
            now(&hall).await.assignee,
            Some(other),
            "who is away does not keep it; who has room takes it"
        );
        away(other, Some(long)).await;
        again().await;
        assert_eq!(now(&hall).await.assignee, None, "nobody is there: it waits");
        away(other, None).await;
        hall.ticket_is(1, "who is back takes it", |ticket| (ticket.assignee == Some(other)).then_some(()))
            .await;
        hall.change(|config| config.types.iter_mut().for_each(|one| one.keep_on_reopen = true)).await;
        away(other, Some(long)).await;
        again().await;
        assert_eq!(now(&hall).await.assignee, Some(other), "the type says so");
        // The queue is looked at once more.
        hall.pass_seconds(700);
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// Both are set in the form of a type; what does not go together is refused in words.
#[tokio::test(flavor = "multi_thread")]
async fn lapses_are_set_in_the_form() {
    on_both("claim_lapse_form", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let kind = async || {
            let config = hall.config().await;
            config.types[0].clone()
        };
        for (warn, back, keeps, refused) in [
            ("30", "60", true, None),
            ("30", "", false, Some("fill in both times, or none")),
            ("60", "30", false, Some("the reminder comes first")),
            ("", "", false, None),
        ] {
            let (_, html) = ingrid.page("/settings/types/1").await;
            let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
            let mut fields = vec![
                ("over", over.expect("a form")),
                ("name", "Help"),
                ("active", "on"),
                ("place", "channel"),
                ("after_close", "archive"),
                ("steps", "on"),
                ("lapse-warn", warn),
                ("lapse-return", back),
            ];
            fields.extend(keeps.then_some(("reopen-keep", "on")));
            let before = kind().await;
            let (status, page) = ingrid.send("/settings/types/1", "/settings/types/1", &fields).await;
            let now = kind().await;
            match refused {
                Some(why) => {
                    assert!(status == 422 && page.contains(why), "{status} {page}");
                    assert_eq!(now, before);
                }
                None => {
                    assert_eq!(status, 303, "{page}");
                    let both = warn.parse().ok().zip(back.parse().ok());
                    let lapse =
                        both.map(|(warn_minutes, return_minutes)| Lapse { warn_minutes, return_minutes });
                    assert_eq!((now.claim_lapse, now.keep_on_reopen), (lapse, keeps));
                }
            }
        }
        hall.end().await;
    })
    .await;
}
