//! The rules, one by one.

mod common;

use common::*;
use std::collections::BTreeMap;
use ticket::{
    access::Audience,
    event::Origin,
    form::{Field, FieldStyle},
    open::{Facts, Request},
    settings::Locale,
    surface::{Desired, Target},
    ticket_type::{Place, WelcomePing},
    *,
};

fn field(key: &str, required: bool) -> Field {
    let field = Field::new(key, format!("{key}?"), FieldStyle::Short);
    Field { required, min_length: Some(3), max_length: Some(10), ..field }
}

fn try_open(config: &GuildConfig, facts: &Facts, answers: &[(&str, &str)]) -> Result<Ticket, Refusal> {
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let request = Request {
        files: Vec::new(),
        ticket_type: BILLING,
        answers,
        subject: None,
        on_behalf: None,
        origin: Origin::Web,
        at: NOW,
    };
    match open::open(&request, KEY, &person(2, "Mia"), config, facts)? {
        Event::Opened { ticket, .. } => Ok(*ticket),
        other => panic!("an opening gave {other:?}"),
    }
}

fn with_form() -> GuildConfig {
    let mut config = config();
    config.types[0].form = vec![field("order", true), field("more", false)];
    config
}

/// A fresh ticket is open, of normal priority, and belongs to who opened it.
// Proves: P21, M42
#[test]
fn a_fresh_ticket() {
    let mut config = config();
    config.types[0].handlers.clear();
    let opened = try_open(&config, &Facts::default(), &[]).expect("nothing forbids it");
    assert_eq!(opened.priority, Priority::Normal);
    assert_eq!(opened.status(), Status::Open);
    assert_eq!(opened.opener.user, UserId(2));
    assert_eq!(opened.assignee, None);
}

/// Missing, short, long, and unasked answers are refused with the field's own label.
#[test]
fn answers_fit_the_form() {
    let config = with_form();
    let attempt = |answers: &[(&str, &str)]| try_open(&config, &Facts::default(), answers);
    let label = || "order?".to_owned();
    assert_eq!(attempt(&[]), Err(Refusal::AnswerMissing { label: label() }));
    assert_eq!(attempt(&[("order", "  ")]), Err(Refusal::AnswerMissing { label: label() }));
    assert_eq!(
        attempt(&[("order", "ab")]),
        Err(Refusal::AnswerTooShort { label: label(), least: 3, given: 2 })
    );
    assert_eq!(
        attempt(&[("order", "abcdefghijk")]),
        Err(Refusal::AnswerTooLong { label: label(), most: 10, given: 11 })
    );
    assert_eq!(attempt(&[("order", "abc"), ("forged", "x")]), Err(Refusal::FormChanged));
    let opened = attempt(&[("order", "A-1234")]).expect("the answer fits");
    assert_eq!(opened.subject, "A-1234");
    assert_eq!(opened.answers.len(), 1, "an optional answer that was not given is not kept");
}

/// Off by default; inactive types and limits refuse.
#[test]
fn opening_is_refused() {
    let mut off = config();
    off.settings.enabled = false;
    assert_eq!(try_open(&off, &Facts::default(), &[]), Err(Refusal::ModuleOff));
    assert!(!Settings::default().enabled);
    let mut inactive = config();
    inactive.types[0].active = false;
    assert!(matches!(try_open(&inactive, &Facts::default(), &[]), Err(Refusal::TypeInactive { .. })));
    let mut limited = config();
    limited.types[0].open_limit = Some(1);
    let facts = Facts { open_of_type: 1, open_in_guild: 1, ..Facts::default() };
    assert!(matches!(
        try_open(&limited, &facts, &[]),
        Err(Refusal::OpenLimit { limit: 1, of_type: Some(_) })
    ));
    limited.types[0].open_limit = None;
    limited.settings.open_limit = Some(1);
    assert!(matches!(try_open(&limited, &facts, &[]), Err(Refusal::OpenLimit { limit: 1, of_type: None })));
    let gone = GuildConfig { types: Vec::new(), ..config() };
    assert_eq!(try_open(&gone, &Facts::default(), &[]), Err(Refusal::UnknownType));
}

/// One handler gets it; of several the least loaded; on a tie the lowest id; who left is skipped.
// Proves: M38-M41, M43
#[test]
fn the_case_worker_is_the_least_loaded_handler() {
    let mut kind = TicketType::new(BILLING, "Billing");
    kind.handlers = vec![UserId(52), UserId(50), UserId(51)];
    let pick = |load: &[(u64, u32)]| {
        let open: BTreeMap<_, _> =
            load.iter().map(|(user, count)| (UserId(*user), assign::Record::of(BILLING, *count))).collect();
        assign::case_worker(&kind, &GuildConfig::default(), &open, (UserId(2), &[]), Timestamp(0))
            .map(|user| user.0)
    };
    assert_eq!(pick(&[(50, 2), (51, 1), (52, 3)]), Some(51));
    assert_eq!(pick(&[(52, 1), (51, 1), (50, 1)]), Some(50));
    assert_eq!(pick(&[(52, 9)]), Some(52), "only who is in the guild counts");
    assert_eq!(pick(&[]), None);
}

/// Staff ping off: nobody; a subset: only that; else everyone with access.
// Proves: P25, P26
#[test]
fn a_fresh_ticket_pings_exactly_what_is_configured() {
    let mut kind = TicketType::new(BILLING, "Billing");
    kind.staff_roles = vec![RoleId(1), RoleId(2)];
    kind.ping_roles = vec![RoleId(2), RoleId(3)];
    assert_eq!(kind.roles_to_ping(), [RoleId(1), RoleId(2), RoleId(3)]);
    kind.welcome_ping = WelcomePing { staff: true, only: Some(vec![RoleId(2), RoleId(9)]) };
    assert_eq!(kind.roles_to_ping(), [RoleId(2)], "a role without access is never pinged");
    kind.welcome_ping.staff = false;
    assert!(kind.roles_to_ping().is_empty());
}

/// The name and topic follow the format, and the name obeys Discord's rules.
// Proves: M71-M73
#[test]
fn names_and_topics() {
    let mut kind = TicketType::new(BILLING, "Billing & Refunds");
    kind.emoji = Some("💳".to_owned());
    let mut one = ticket();
    one.opener.name = "Mia  van Dünen!".to_owned();
    assert_eq!(naming::channel_name(&one, &kind), "💳7-mia-van-dünen-billing-refunds");
    assert_eq!(naming::topic(&one, &kind), "💳 | #7 | Mia  van Dünen! | Billing & Refunds");
    one.opener.name = "🦀".repeat(200);
    assert!(naming::thread_name(&one, &kind).encode_utf16().count() <= naming::MAX_NAME);
    assert!(naming::channel_name(&one, &kind).starts_with("💳7"));
}

/// Everyone else is kept out; the opener and the type's roles come in; archived, nobody writes.
// Proves: P12, M33, M64, M76
#[test]
fn who_sees_the_channel() {
    let mut config = config();
    config.types[0].ping_roles = vec![RoleId(31)];
    config.settings.staff_role = Some(RoleId(32));
    let mut one = ticket();
    one.assignee = Some(UserId(90));
    let view = |ticket: &Ticket, target| match surface::desired(ticket, &config, UserId(99)) {
        Desired::Channel { overwrites, .. } => overwrites.into_iter().find(|found| found.target == target),
        Desired::Thread { .. } | Desired::Nothing => None,
    };
    let everyone = view(&one, Target::Role(RoleId(GUILD.0))).expect("@everyone is named");
    assert!(everyone.deny.contains(Permissions::VIEW_CHANNEL));
    for target in [
        Target::Member(UserId(2)),
        Target::Member(UserId(90)),
        Target::Role(BILLING_ROLE),
        Target::Role(RoleId(31)),
        Target::Role(RoleId(32)),
    ] {
        let overwrite = view(&one, target).expect("has access");
        assert!(overwrite.allow.contains(Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES));
    }
    assert_eq!(view(&one, Target::Role(OTHER_ROLE)), None);
    let archived = Ticket { assignee: Some(UserId(90)), ..closed(true) };
    let opener = view(&archived, Target::Member(UserId(2))).expect("may still read");
    assert!(
        opener.allow.contains(Permissions::VIEW_CHANNEL) && opener.deny.contains(Permissions::SEND_MESSAGES)
    );
}

/// Types choose channel or thread each for itself, and a ticket keeps what it has.
// Proves: P7, P15, P16
#[test]
fn channel_or_thread_per_type() {
    let mut config = config();
    assert!(matches!(surface::desired(&ticket(), &config, UserId(99)), Desired::Channel { .. }));
    config.types[1].place = Place::Thread { parent: ChannelId(5) };
    let other = Ticket { ticket_type: OTHER, surface: Surface::Pending, ..ticket() };
    assert!(matches!(
        surface::desired(&other, &config, UserId(99)),
        Desired::Thread { parent: ChannelId(5), .. }
    ));
    assert!(matches!(surface::desired(&ticket(), &config, UserId(99)), Desired::Channel { .. }));
}

/// With the toggle off the opener may not close; staff still may.
// Proves: P103, P104, P105, P107
#[test]
fn closing_can_be_for_staff_only() {
    let mut config = config();
    assert!(config.types[0].opener_can_close, "the default lets them");
    config.types[0].opener_can_close = false;
    let close = Command::Close { reason: None };
    let judge = |actor: &Actor| judge_in(&ticket(), &close, actor, &config).err();
    for (role, actor) in people() {
        let expected = match role {
            "opener" => Some(Refusal::CloseStaffOnly),
            "type role" | "handler" | "team: handle" | "team: edit" | "Manage Channels" | "Administrator"
            | "owner" => None,
            _ => Some(Refusal::NotYours),
        };
        assert_eq!(judge(&actor), expected, "{role}");
    }
}

/// Of what happens besides messages, members see opening, claim and close.
// Proves: P125
#[test]
fn members_see_claim_and_close() {
    let claim = Claim { by: UserId(20), name: "Beth".to_owned(), at: NOW };
    assert!(entry::visible(&Event::Claimed { claim: claim.clone() }, Audience::Member));
    assert!(!entry::visible(&Event::Unclaimed { was: claim.clone() }, Audience::Member));
    assert!(entry::visible(&Event::Unclaimed { was: claim }, Audience::Staff));
    assert!(!entry::visible(&Event::Assigned { to: UserId(1), name: String::new() }, Audience::Member));
}

/// The configuration's limits are checked with a pointed sentence.
// Proves: P154-P157
#[test]
fn configuration_limits() {
    let mut config = config();
    config.types = (0..51).map(|id| TicketType::new(TypeId(id), format!("Type {id}"))).collect();
    assert!(config.check().is_err_and(|invalid| invalid.rule.to_string().contains("50 ticket types")));
    config.types.truncate(50);
    assert_eq!(config.check(), Ok(()));
    config.types[0].form = (0..6).map(|n| field(&format!("f{n}"), false)).collect();
    assert!(config.check().is_err_and(|invalid| invalid.rule.to_string().contains("5 form fields")));
    config.types[0].form.truncate(5);
    let button =
        |id: u32| panel::PanelButton { ticket_type: TypeId(id), label: None, style: Default::default() };
    let one = |id, buttons: u32| Panel::new(PanelId(id), "Help", (0..buttons).map(button).collect());
    config.panels = vec![one(1, 26)];
    assert!(config.check().is_err_and(|invalid| invalid.rule.to_string().contains("1 to 25 buttons")));
    config.panels = (0..51).map(|id| one(id, 25)).collect();
    assert!(config.check().is_err_and(|invalid| invalid.rule.to_string().contains("50 panels")));
    config.panels.truncate(50);
    assert_eq!(config.check(), Ok(()));
}

/// Members with no capability and no staff role stay outside; each path lets in.
// Proves: P144, P186, P190, M28, M36, M37
#[test]
fn who_may_enter_and_read() {
    let config = config();
    for (role, actor) in people() {
        let Some(person) = actor.person() else { continue };
        let enters = !matches!(role, "opener" | "stranger" | "bot with role");
        assert_eq!(access::may_enter(&config, person), enters, "{role}");
        let reads = match role {
            "opener" => Some(Audience::Member),
            "stranger" | "other type's role" | "bot with role" => None,
            _ => Some(Audience::Staff),
        };
        assert_eq!(access::audience(&config, &ticket(), person), reads, "{role}");
    }
}

/// Why a configuration cannot be saved is said in the reader's language, with the place in it.
// Proves: P155, P156
#[test]
fn what_is_wrong_is_said_in_each_language() {
    let wrong = |change: &dyn Fn(&mut GuildConfig)| {
        let mut config = config();
        change(&mut config);
        let invalid = config.check().expect_err("is refused");
        [Locale::English, Locale::German].map(|l| ticket::text::refusal(l, &Refusal::Config(invalid.clone())))
    };
    let many = |config: &mut GuildConfig| {
        config.types = (1..=51).map(|id| TicketType::new(TypeId(id), "Kind")).collect();
    };
    let [english, german] = wrong(&many);
    assert!(english.contains("configuration: at most 50 ticket types"), "{english}");
    assert!(german.contains("Einrichtung: höchstens 50 Arten von Tickets"), "{german}");
    let [english, german] = wrong(&|config| config.types[0].name = "x".repeat(61));
    assert!(english.contains("name has 61 characters; 1 to 60 fit"), "{english}");
    assert!(german.contains("Der Name hat 61 Zeichen; es passen 1 bis 60"), "{german}");
    let [english, german] = wrong(&|config| config.types[0].naming = Some("{boat}".to_owned()));
    assert!(english.contains("naming knows no {boat}; use {emoji}, {number}"), "{english}");
    assert!(german.contains("kennt {boat} nicht; es gibt {emoji}, {number}"), "{german}");
    let [english, german] = wrong(&|config| config.types[0].emoji = Some("tools".to_owned()));
    assert!(
        english.contains("\"tools\" is not one emoji")
            && german.contains("„tools“ ist nicht genau ein Emoji")
    );
    let [english, german] = wrong(&|config| config.types[0].sla.warn_percent = 100);
    assert!(english.contains("response times: a warning comes at 1 to 99 percent"), "{english}");
    assert!(german.contains("Antwortzeiten: gewarnt wird bei 1 bis 99 Prozent"), "{german}");
}
