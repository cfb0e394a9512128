//! Working hours, availability, and who may open, set by clicking.

use crate::hall::on_both;
use ticket::{
    UserId,
    calendar::{Day, Hours},
    ticket_type::{OpenRule, Who},
};

fn hours(text: &str) -> Hours {
    text.parse().expect("hours")
}

/// An owner sets the team's hours with several intervals a day, over midnight, and holidays; what cannot be read stays as it was typed, with
/// the reason beside it.
// Proves: P115, P143
#[tokio::test(flavor = "multi_thread")]
async fn hours_of_the_team_are_set_in_a_form() {
    on_both("hours_team", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let over = ingrid.version("/settings/hours").await;
        let mut form = vec![
            ("over", over.as_str()),
            ("on", "on"),
            ("server-zone", "Europe/Berlin"),
            ("server-d0-from", "09:00"),
            ("server-d0-to", "12:00"),
            ("server-d0-from", "13:30"),
            ("server-d0-to", "17:00"),
            ("server-d5-from", "22:00"),
            ("server-d5-to", "06:00"),
            ("server-d6-from", "00:00"),
            ("server-d6-to", "00:00"),
            ("server-date", "0"),
            ("server-0-on", "2027-05-01"),
            ("server-0-yearly", "on"),
            ("server-0-title", "Labour Day"),
        ];
        let wrong: Vec<_> =
            form.iter().copied().chain([("server-d1-from", "10:00"), ("server-d1-to", "")]).collect();
        let (status, page) = ingrid.send("/settings/hours", "/settings/hours", &wrong).await;
        assert_eq!(status, 422);
        assert!(page.contains("id=\"server-d1-error\"") && page.contains("value=\"13:30\""), "{page}");
        assert_eq!(hall.config().await.settings.hours, None, "nothing was saved");
        assert_eq!(ingrid.send("/settings/hours", "/settings/hours", &form).await.0, 303);
        let saved = hall.config().await.settings.hours.expect("hours");
        assert_eq!(saved.zone, "Europe/Berlin");
        assert_eq!(saved.week.monday, [hours("09:00-12:00"), hours("13:30-17:00")]);
        assert_eq!(
            (saved.week.saturday, saved.week.sunday),
            (vec![hours("22:00-06:00")], vec![Hours::ALL_DAY])
        );
        assert!(saved.week.tuesday.is_empty());
        let holiday = &saved.exceptions[0];
        assert_eq!(
            (holiday.on, holiday.name.as_deref()),
            (Day::Yearly { month: 5, day: 1 }, Some("Labour Day"))
        );
        let over = ingrid.version("/settings/hours").await;
        form.retain(|(name, _)| *name != "on");
        form[0].1 = &over;
        assert_eq!(ingrid.send("/settings/hours", "/settings/hours", &form).await.0, 303);
        assert_eq!(hall.config().await.settings.hours, None, "off again");
        hall.end().await;
    })
    .await;
}

/// Who handles cases is given at most so many, nothing until they are back, and only in their own hours; the rules about opening are kept in
/// their order.
// Proves: P143, M42, M43
#[tokio::test(flavor = "multi_thread")]
async fn people_and_openers_are_set_in_forms() {
    on_both("hours_people", |hall| async move {
        let beth = UserId(hall.sample.staff[0]);
        hall.change(|config| config.types[0].handlers = vec![beth]).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let page = format!("/settings/hours/{beth}");
        let (_, list) = ingrid.page("/settings/hours").await;
        assert!(list.contains(&page) && list.contains("any number, at any time"), "{list}");
        assert_eq!(ingrid.page("/settings/hours/123456789012345678").await.0, 404);
        let over = ingrid.version(&page).await;
        let form = [
            ("over", over.as_str()),
            ("cap", "3"),
            ("away", "2099-01-02"),
            ("own-on", "on"),
            ("own-zone", "Europe/Berlin"),
            ("own-d2-from", "08:00"),
            ("own-d2-to", "10:00"),
        ];
        assert_eq!(ingrid.send(&page, &page, &form).await.0, 303);
        let settings = hall.config().await.settings;
        let one = settings.availability.first().expect("Beth");
        assert_eq!((one.user, one.cap), (beth, Some(3)));
        assert!(
            one.away_until.is_some() && one.hours.as_ref().is_some_and(|own| own.week.wednesday.len() == 1)
        );
        let (_, list) = ingrid.page("/settings/hours").await;
        assert!(list.contains("away until 2 Jan 2099 · at most 3 open · own hours"), "{list}");
        let over = ingrid.version(&page).await;
        assert_eq!(ingrid.send(&page, &page, &[("over", over.as_str()), ("cap", "")]).await.0, 303);
        assert!(hall.config().await.settings.availability.is_empty(), "nothing is said of her any more");

        let kind = hall.config().await.types[0].clone();
        let page = format!("/settings/types/{}", kind.id);
        let over = ingrid.version(&page).await;
        let role = format!("role-{}", hall.sample.staff_roles[0]);
        let mut form = vec![
            ("over", over.as_str()),
            ("name", kind.name.as_str()),
            ("active", "on"),
            ("place", "channel"),
            ("after_hours", "72"),
            ("warn_hours", "24"),
            ("own-zone", "Europe/Berlin"),
            ("rules", "on"),
            ("rule", "new1"),
            ("new1-says", "allow"),
            ("new1-who", &role),
            ("rule", "0"),
            ("0-says", "deny"),
            ("0-who", "young"),
        ];
        let (status, refused) = ingrid.send(&page, &page, &form).await;
        assert!(status == 422 && refused.contains("Say how many days old"), "{refused}");
        form.push(("0-days", "36500"));
        assert_eq!(ingrid.send(&page, &page, &form).await.0, 303);
        let saved = hall.config().await.types[0].clone();
        let staff = Who::Role { role: ticket::RoleId(hall.sample.staff_roles[0]) };
        let young = Who::AccountYoungerThan { days: 36_500 };
        assert_eq!(
            saved.who_may_open,
            [OpenRule { allow: true, who: staff }, OpenRule { allow: false, who: young }]
        );
        let (_, shown) = ingrid.page(&page).await;
        assert!(shown.contains("value=\"36500\""), "{shown}");
        hall.end().await;
    })
    .await;
}
