//! Which promises hold for a ticket: the first policy of a list that fits, else those of its type.

mod common;

use common::*;
use ticket::{
    canned::Tag,
    event::Origin,
    keys::Key,
    report::{Promise, Talk},
    settings::TeamRole,
    sla::{self, ByPriority, Policy, Rule, Targets, When},
    *,
};

const VIP: RoleId = RoleId(77);
const MINUTE: i64 = 60_000;

/// A first response within so many minutes.
fn within(minutes: u32) -> Policy {
    let one = Targets { first_response: Some(minutes), ..Targets::default() };
    let targets = ByPriority { urgent: one, high: one, normal: one, low: one };
    Policy { enabled: true, targets, warn_percent: 0, ..Policy::default() }
}

fn rule(id: u32, name: &str, minutes: u32, when: When) -> Rule {
    Rule { id, name: name.to_owned(), when, policy: within(minutes) }
}

/// The type promises an hour; before it: what is tagged, urgent tickets of VIPs, tickets from panel 4.
fn with_policies() -> GuildConfig {
    let mut config = config();
    config.tags = vec![Tag { id: TagId(5), name: "outage".to_owned(), color: None }];
    config.types[0].sla = within(60);
    config.policies = vec![
        rule(1, "Outage", 5, When { tags: vec![TagId(5)], ..When::default() }),
        rule(
            2,
            "VIP",
            10,
            When {
                roles: vec![VIP],
                priorities: vec![Priority::High, Priority::Urgent],
                types: vec![BILLING],
                ..When::default()
            },
        ),
        rule(3, "Shop", 20, When { panels: vec![PanelId(4)], ..When::default() }),
    ];
    config
}

fn opened(config: &GuildConfig, roles: &[RoleId], panel: Option<PanelId>) -> Ticket {
    let mia = Person { roles: roles.to_vec(), ..person(2, "Mia") };
    opened_by(config, &mia, Origin::Discord { reply: None, panel })
}

/// The name of what was chosen, and minutes until a first response is due.
fn holds(ticket: &Ticket) -> (String, i64) {
    let promise: &Promise = ticket.past.promise.as_deref().expect("something is promised");
    let name = promise.by.as_ref().map_or("the type", |by| by.name.as_str()).to_owned();
    let clock = &sla::of(ticket, &Talk::default(), NOW)[0];
    assert_eq!(clock.started, NOW, "counted from the opening");
    (name, (clock.due.expect("it runs").0 - NOW.0) / MINUTE)
}

fn after(ticket: &Ticket, command: &Command, config: &GuildConfig) -> Ticket {
    let admin = Actor::Person(Person { permissions: Permissions::ADMINISTRATOR, ..person(9, "Ada") });
    let (activity, loads) = (Activity::default(), assign::Records::default());
    let now = NOW.plus_seconds(120);
    let given = Given { config, activity: &activity, loads: &loads, now };
    let events = decide(ticket, command, &admin, &given).expect("is allowed");
    events.iter().fold(ticket.clone(), apply)
}

/// Type, priority, tag, role and panel are asked, all that are named must fit, and of several policies the first holds; a policy that is
/// not enabled is passed over, and so is one that names what is not there any more.
#[test]
fn the_first_that_fits_holds() {
    let mut config = with_policies();
    assert_eq!(holds(&opened(&config, &[], None)), ("the type".to_owned(), 60));
    assert_eq!(holds(&opened(&config, &[], Some(PanelId(4)))), ("Shop".to_owned(), 20));
    assert_eq!(holds(&opened(&config, &[], Some(PanelId(5)))), ("the type".to_owned(), 60));
    let vip = opened(&config, &[VIP, RoleId(8)], Some(PanelId(4)));
    assert_eq!(vip.past.came.roles, [VIP], "of other roles nothing is kept");
    assert_eq!(holds(&vip), ("Shop".to_owned(), 20), "a normal one is not the VIPs'");
    let urgent = after(&vip, &Command::SetPriority(Priority::Urgent), &config);
    assert_eq!(holds(&urgent), ("VIP".to_owned(), 10), "it comes before the shop's");
    let tagged = after(&urgent, &Command::Tag(TagId(5)), &config);
    assert_eq!(holds(&tagged), ("Outage".to_owned(), 5));
    assert_eq!(holds(&after(&tagged, &Command::Untag(TagId(5)), &config)), ("VIP".to_owned(), 10));
    config.policies[2].policy.enabled = false;
    assert_eq!(holds(&opened(&config, &[], Some(PanelId(4)))), ("the type".to_owned(), 60));
}

/// A ticket keeps the version that it started with, as long as the choice is the same; another choice takes what holds then; a closed
/// ticket keeps what it has, and what nothing fits any more promises nothing.
#[test]
fn a_clock_keeps_its_version() {
    let before = with_policies();
    let vip = after(&opened(&before, &[VIP], None), &Command::SetPriority(Priority::High), &before);
    let mut config = before.clone();
    config.policies[1].policy = within(1);
    config.types[0].sla.enabled = false;
    let urgent = after(&vip, &Command::SetPriority(Priority::Urgent), &config);
    assert_eq!(holds(&urgent), ("VIP".to_owned(), 10), "the same policy, as it was");
    let tagged = after(&urgent, &Command::Tag(TagId(5)), &config);
    let untagged = after(&tagged, &Command::Untag(TagId(5)), &config);
    assert_eq!(holds(&untagged), ("VIP".to_owned(), 1), "chosen again, as it is now");
    let normal = after(&untagged, &Command::SetPriority(Priority::Normal), &config);
    assert_eq!(normal.past.promise, None, "its type promises nothing any more");
    let closed = after(&urgent, &Command::Close { reason: None }, &config);
    let tagged = after(&closed, &Command::Tag(TagId(5)), &config);
    assert_eq!(tagged.past.promise, urgent.past.promise);
}

/// Time counts in the policy's own hours, else in those of the type, else in those of the server.
#[test]
fn hours_of_a_policy() {
    let hours = |zone: &str| ticket::calendar::Calendar {
        zone: zone.to_owned(),
        ..ticket::calendar::Calendar::always()
    };
    let mut config = with_policies();
    let zone = |config: &GuildConfig| {
        let promise = opened(config, &[], Some(PanelId(4))).past.promise.expect("is promised");
        promise.policy.calendar.map(|calendar| calendar.zone)
    };
    assert_eq!(zone(&config), None);
    config.settings.hours = Some(hours("Europe/Paris"));
    assert_eq!(zone(&config).as_deref(), Some("Europe/Paris"));
    config.types[0].sla.calendar = Some(hours("Asia/Tokyo"));
    assert_eq!(zone(&config).as_deref(), Some("Asia/Tokyo"));
    config.policies[2].policy.calendar = Some(hours("America/Lima"));
    assert_eq!(zone(&config).as_deref(), Some("America/Lima"));
}

/// A list that cannot be used is refused with the policy's name; the document comes back from what it is written to, and only those who
/// may edit ticket types may change it.
#[test]
fn refused_lists() {
    let config = with_policies();
    assert_eq!(config.check().map_err(|why| why.to_string()), Ok(()));
    let written = serde_json::to_string(&config).expect("is written");
    assert_eq!(serde_json::from_str::<GuildConfig>(&written).expect("is read"), config);
    let refused = |change: &dyn Fn(&mut GuildConfig)| {
        let mut other = config.clone();
        change(&mut other);
        other.check().and_then(|()| other.check_at(NOW)).unwrap_err().to_string()
    };
    let twice = refused(&|config| config.policies[1].name = "outage".to_owned());
    assert_eq!(twice, "policy \"outage\": there is another policy with this name or id");
    let many = refused(&|config| {
        config.policies = (0..31).map(|id| rule(id, &format!("No. {id}"), 5, When::default())).collect();
    });
    assert!(many.contains("at most 30 policies"), "{many}");
    let long = refused(&|config| config.policies[0].when.roles = (0..101).map(RoleId).collect());
    assert!(long.contains("a condition names 100 at most"), "{long}");
    let target = refused(&|config| config.policies[2].policy.targets.normal.first_response = Some(0));
    assert!(target.starts_with("policy \"Shop\": "), "{target}");
    let zone = refused(&|config| {
        config.policies[0].policy.calendar = Some(ticket::calendar::Calendar {
            zone: "Mars/Olympus".to_owned(),
            ..ticket::calendar::Calendar::always()
        });
    });
    assert!(zone.contains("Mars/Olympus"), "{zone}");
    let may = |key: Key| {
        let mut before = config.clone();
        before.settings.team = vec![TeamRole { role: RoleId(90), keys: [key].into_iter().collect() }];
        let after = GuildConfig { policies: Vec::new(), ..before.clone() };
        access::may_change(&before, &after, &with_role(9, "Ada", RoleId(90)))
    };
    assert_eq!(may(Key::TicketsEdit), Ok(()));
    assert_eq!(may(Key::SettingsEdit), Err(Refusal::ConfigureOnly));
}
