use super::*;
use desk::{
    Handled, Rejected,
    ports::{Change, Posted},
    reports::{self, Ask, First},
};
use std::sync::atomic::{AtomicU64, Ordering};
use ticket::{
    Command, MessageId, Priority, TagId,
    calendar::{Calendar, Hours, Week, zone},
    canned::Tag,
    report::{Count, Days, Listed, Measure},
    settings::PauseRight,
    sla::{ByPriority, Policy, Targets},
};

const HOUR: i64 = 3_600_000;

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

pub(super) fn message(at: Timestamp, author: u64, staff_reply: bool) -> Change {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    // Discord's ids hold the milliseconds since 2015 above 22 bits.
    let id = ((at.0 - 1_420_070_400_000) as u64) << 22 | NEXT.fetch_add(1, Ordering::Relaxed) & 0x3f_ffff;
    let body = "{}".to_owned();
    Change::Posted(Posted {
        message: MessageId(id),
        author: UserId(author),
        human: true,
        staff_reply,
        body,
        edited: None,
        files: Vec::new(),
    })
}

fn busy_config() -> GuildConfig {
    let mut config = config();
    let targets = Targets {
        first_response: Some(60),
        next_response: Some(90),
        first_resolution: Some(600),
        total_resolution: Some(900),
        first_answer: Some(30),
        update: Some(45),
    };
    let hours = Calendar {
        zone: "Europe/Berlin".to_owned(),
        week: Week::daily(&["06:00-20:00".parse::<Hours>().expect("hours")]),
        exceptions: Vec::new(),
    };
    let targets = ByPriority { urgent: targets, high: targets, normal: targets, low: targets };
    config.types[0].sla = Policy { enabled: true, targets, calendar: Some(hours), ..Policy::default() };
    config.types.push(TicketType { staff_roles: vec![STAFF], ..TicketType::new(TypeId(2), "Other") });
    config.settings.pause_by = PauseRight::Staff;
    config.settings.zone = Some("Europe/Berlin".to_owned());
    config.tags = (1..4).map(|id| Tag { id: TagId(id), name: format!("tag {id}"), color: None }).collect();
    config
}

fn any_command(chance: &mut Chance) -> Command {
    match chance.below(18) {
        0 => Command::Claim,
        1 => Command::Unclaim,
        2 | 3 => Command::Close { reason: None },
        4 => Command::Reopen,
        5 => Command::SetPriority(Priority::ALL[chance.below(4) as usize]),
        6 => Command::Pause { reason: "waiting for the supplier".to_owned() },
        7 => Command::Resume,
        8 => Command::Tag(TagId(1 + chance.below(3) as u32)),
        9 => Command::Untag(TagId(1 + chance.below(3) as u32)),
        11 => Command::NoReplyNeeded,
        12 => Command::ReplyNeeded,
        13 => Command::Snooze { until: None },
        14 => Command::Snooze { until: Some(NOW.plus_days(30)) },
        15 => Command::Unsnooze,
        16 => Command::Wake(ticket::Alarm::Snooze),
        10 => Command::Move { to: TypeId(1 + chance.below(2) as u32) },
        _ => Command::Wake(ticket::Alarm::Sla),
    }
}

/// Whatever happens to tickets and in whatever order messages arrive: the figures are what the tickets say, to the last one, also after
/// they were made anew for another time zone.
pub async fn figures_follow_every_change(store: Arc<dyn Store>) {
    let desk = desk(&store, busy_config()).await;
    let mut chance = Chance(7);
    let mut tickets = Vec::new();
    for by in 0..8 {
        let at = NOW.plus_seconds(by as i64 * 5_000);
        let request = Request { ticket_type: TypeId(1 + chance.below(2) as u32), at, ..request() };
        tickets.push(desk.open(GUILD, &person(by + 1), request).await.expect("opens").ticket.ticket.key);
    }
    for step in 0..400_i64 {
        let key = tickets[chance.below(8) as usize];
        let at = NOW.plus_seconds(50_000 + step * 997);
        if chance.below(2) == 0 {
            // Up to three hours late.
            let said = at.plus_seconds(-(chance.below(11_000) as i64));
            let staff_reply = chance.below(2) == 0;
            let author = if staff_reply { 50 + chance.below(3) } else { 1 };
            desk.append(vec![(key, message(said, author, staff_reply))], Vec::new()).await.expect("appends");
        } else {
            let command = any_command(&mut chance);
            let actor =
                if matches!(command, Command::Wake(_)) { Actor::System } else { staff(50 + chance.below(3)) };
            match desk.handle_at(key, &actor, &command, at).await {
                Ok(Handled { .. }) | Err(Rejected::Refused(_)) => {}
                Err(Rejected::Failed(failure)) => panic!("{command:?}: {failure}"),
            }
        }
        if step % 100 == 99 {
            assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0, "after {step} steps");
        }
    }
    assert_eq!(store.figures_zone(GUILD).await.expect("reads").as_deref(), Some("Europe/Berlin"));
    store.rebuild_figures(GUILD, "Pacific/Auckland").await.expect("rebuilds");
    assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0);
    desk.append(vec![(tickets[0], message(NOW.plus_seconds(600_000), 50, true))], Vec::new())
        .await
        .expect("appends");
    assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0, "and goes on in the other zone");
}

/// Two hundred openings, answers and closes at once leave figures that are right, also where all of them are made anew.
pub async fn figures_hold_under_a_storm(store: Arc<dyn Store>) {
    let desk = desk(&store, busy_config()).await;
    let mut running = tokio::task::JoinSet::new();
    for by in 1..=60 {
        let desk = Arc::clone(&desk);
        running.spawn(async move {
            let key = opened(&desk, by).await;
            let at = NOW.plus_seconds(by as i64);
            desk.append(vec![(key, message(at, 50, true))], Vec::new()).await.expect("appends");
            desk.handle(key, &staff(50 + by % 3), &Command::Claim).await.expect("claims");
            desk.handle(key, &staff(50), &Command::Close { reason: None }).await.expect("closes");
        });
    }
    while let Some(done) = running.join_next().await {
        done.expect("no panic");
    }
    assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0);
    // Made anew they are more lines than one statement writes.
    store.rebuild_figures(GUILD, "Europe/Berlin").await.expect("rebuilds");
    assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0, "made anew");
    let berlin = zone("Europe/Berlin").expect("it exists");
    let today = ticket::report::period::local(&berlin, NOW).0;
    let ask =
        Ask { guild: GUILD, days: Days::until(today, 30), types: None, now: NOW, first: First::default() };
    let report = reports::report(&*store, &ask).await.expect("reads");
    assert_eq!((report.total.get(Count::Opened), report.total.get(Count::Closed)), (60, 60));
    assert_eq!(report.by_staff[&UserId(50)].get(Count::Handled), 60);
}

/// A report says what happened: percentiles exactly, what is open, what waits, what came before.
// Proves: P133, P134, P136, P137, P138, P139, P140, P141, M47, M48
pub async fn reports_say_what_happened(store: Arc<dyn Store>) {
    let desk = desk(&store, busy_config()).await;
    let (a, b) = (opened(&desk, 1).await, opened(&desk, 2).await);
    let other = Request { ticket_type: TypeId(2), ..request() };
    let c = desk.open(GUILD, &person(3), other).await.expect("opens").ticket.ticket.key;
    let later = |hours: i64| Timestamp(NOW.0 + hours * HOUR);
    let answer = |key, hours| (key, message(later(hours), 50, true));
    desk.append(vec![answer(a, 1), answer(b, 3)], Vec::new()).await.expect("appends");
    desk.handle_at(a, &staff(50), &Command::Close { reason: None }, later(5)).await.expect("closes");
    let berlin = zone("Europe/Berlin").expect("it exists");
    let today = ticket::report::period::local(&berlin, NOW).0;
    let ask = |types| Ask {
        guild: GUILD,
        days: Days::until(today, 7),
        types,
        now: later(30),
        first: First::default(),
    };
    let report = reports::report(&*store, &ask(None)).await.expect("reads");
    assert_eq!((report.total.get(Count::Opened), report.total.get(Count::Closed)), (3, 1));
    let first = report.first_response.all.expect("two were answered");
    assert_eq!((first.count, first.median, first.exact), (2, 2.0 * HOUR as f64, true));
    assert!((first.p95 - 2.9 * HOUR as f64).abs() < 2.0, "between the two, as SQL's percentile_cont says");
    assert_eq!(report.first_response.by_priority.keys().copied().collect::<Vec<_>>(), [1]);
    assert_eq!(report.resolution.all.map(|all| all.median), Some(5.0 * HOUR as f64));
    assert_eq!(report.by_type[&2].get(Count::Opened), 1);
    assert_eq!(
        report.points.last().map(|point| (point.opened, point.closed, point.backlog)),
        Some((3, 1, 2))
    );
    let now = reports::now(&*store, &ask(None)).await.expect("reads");
    assert_eq!((now.open, now.unanswered, now.oldest_unanswered), (2, 1, Some(NOW)));
    assert_eq!(now.ages, [0, 2, 0, 0, 0], "they are thirty hours old");
    let only = reports::report(&*store, &ask(Some(vec![TypeId(2)]))).await.expect("reads");
    assert_eq!((only.total.get(Count::Opened), only.first_response.all), (1, None));
    let listed = Listed::Measured(Measure::FirstResponse);
    let behind = store.listed(GUILD, listed, NOW, later(1), 10).await.expect("reads");
    assert_eq!(
        behind.iter().map(|one| (one.number, one.value)).collect::<Vec<_>>(),
        [(2, 3 * HOUR), (1, HOUR)]
    );
    let _ = c;
}
