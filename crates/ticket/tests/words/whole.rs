//! A configuration in which nothing is absent. Every structure is written out, so that a new field has to be given a value here.

use ticket::{
    ChannelId, GuildConfig, MessageId, Panel, PanelId, Priority, RoleId, Settings, TagId, TicketType,
    Timestamp, TypeId, UserId,
    assign::{Availability, Lapse, Strategy},
    assist::{Behaviour, CallHours, Switch},
    calendar::{Calendar, Exception, Hours, Week},
    canned::{Canned, Embed, Tag},
    command_rules::CommandRules,
    custom::CustomCommand,
    follow,
    form::{Choice, Field, FieldStyle},
    keys::{Key, Keys},
    macros::{self, Macro},
    panel::{ButtonStyle, Layout, PanelButton, Posted},
    settings::{Locale, LogKind, LogRoute, PauseRight, TeamMember, TeamRole},
    sla::{Act, ByPriority, Moment, OnBroken, Policy, Rule, Step, Targets, When},
    snooze::Preset,
    ticket_type::{AfterClose, AutoClose, OpenRule, Place, TranscriptSettings, Welcome, WelcomePing, Who},
};

const CHANNEL: ChannelId = ChannelId(1);
const ROLE: RoleId = RoleId(2);
const USER: UserId = UserId(3);
const TYPE: TypeId = TypeId(4);

/// Everything that a configuration can hold, with each form of what has several.
pub fn whole() -> GuildConfig {
    let priorities = Priority::ALL.to_vec();
    let rule = Rule {
        id: 1,
        name: "Patrons".to_owned(),
        when: When {
            types: vec![TYPE],
            priorities,
            tags: vec![TagId(1)],
            roles: vec![ROLE],
            panels: vec![PanelId(1)],
        },
        policy: policy(),
    };
    GuildConfig {
        settings: settings(),
        types: vec![
            of_type(Place::Channel { category: Some(CHANNEL) }),
            of_type(Place::Thread { parent: CHANNEL }),
        ],
        panels: vec![panel()],
        tags: vec![Tag { id: TagId(1), name: "bug".to_owned(), color: Some(1) }],
        canned: vec![canned()],
        custom_commands: vec![custom()],
        macros: vec![a_macro()],
        policies: vec![rule],
    }
}

fn settings() -> Settings {
    let kinds = LogKind::ALL.to_vec();
    Settings {
        enabled: true,
        locale: Locale::German,
        mod_log: Some(CHANNEL),
        open_category: Some(CHANNEL),
        closed_category: Some(CHANNEL),
        overflow_categories: vec![CHANNEL],
        staff_role: Some(ROLE),
        close_delay_seconds: 1,
        open_limit: Some(1),
        team: vec![TeamRole { role: ROLE, keys: Key::ALL.into_iter().collect() }],
        members: vec![TeamMember { user: USER, keys: Keys::all() }],
        admin_roles: vec![ROLE],
        mod_roles: vec![ROLE],
        pause_by: PauseRight::Staff,
        answering_claims: true,
        logs: vec![LogRoute { channel: CHANNEL, kinds }],
        blocked: vec![USER],
        retention_days: 1,
        zone: Some("Europe/Berlin".to_owned()),
        accent: Some(1),
        pages_locale: Some(Locale::English),
        hours: Some(calendar()),
        sla_channel: Some(CHANNEL),
        sla_ping: Some(ROLE),
        availability: vec![Availability {
            user: USER,
            cap: Some(1),
            away_until: Some(Timestamp(1)),
            hours: Some(calendar()),
        }],
        assist: Switch { enabled: true, per_day: 1, minutes_saved: 1 },
        commands: CommandRules {
            ignored_channels: vec![CHANNEL],
            ignored_users: vec![USER],
            ignored_roles: vec![ROLE],
            channel: Some(CHANNEL),
            cooldown_seconds: 1,
            private: true,
        },
    }
}

fn calendar() -> Calendar {
    let closed = Exception {
        on: "12-25".parse().expect("a date"),
        hours: vec![Hours::ALL_DAY],
        name: Some("Christmas".to_owned()),
    };
    Calendar { zone: "UTC".to_owned(), week: Week::daily(&[Hours::ALL_DAY]), exceptions: vec![closed] }
}

fn policy() -> Policy {
    let targets = Targets {
        first_response: Some(1),
        next_response: Some(1),
        first_resolution: Some(1),
        total_resolution: Some(1),
        first_answer: Some(1),
        update: Some(1),
    };
    let acts = [
        Act::Ping { role: ROLE, channel: Some(CHANNEL) },
        Act::TellHandler,
        Act::RaisePriority,
        Act::BackToQueue,
        Act::MoveTo { to: TYPE },
        Act::AssignOnCall,
        Act::CallWebhook,
    ];
    let moments = [Moment::Percent(1), Moment::Before(1), Moment::After(1)];
    let steps = acts.into_iter().zip(moments.into_iter().cycle());
    Policy {
        enabled: true,
        targets: ByPriority { urgent: targets, high: targets, normal: targets, low: targets },
        calendar: Some(calendar()),
        warn_percent: 1,
        waiting_pauses: true,
        on_broken: OnBroken { raise_priority: true, back_to_queue: true },
        steps: steps.map(|(act, at)| Step { at, act, urgent: true }).collect(),
    }
}

fn of_type(place: Place) -> TicketType {
    let who = [Who::Everyone, Who::Role { role: ROLE }, Who::AccountYoungerThan { days: 1 }];
    TicketType {
        id: TYPE,
        name: "Billing".to_owned(),
        emoji: Some("🧭".to_owned()),
        hint: Some("Money".to_owned()),
        active: true,
        form: fields(),
        staff_roles: vec![ROLE],
        handlers: vec![USER],
        ping_roles: vec![ROLE],
        welcome_ping: WelcomePing { staff: true, only: Some(vec![ROLE]) },
        place,
        welcome: Welcome { title: Some("Hello".to_owned()), text: "Hello".to_owned(), color: Some(1) },
        opener_can_close: true,
        open_limit: Some(1),
        cooldown_minutes: Some(1),
        who_may_open: who.map(|who| OpenRule { allow: true, who }).to_vec(),
        naming: Some("{number}".to_owned()),
        auto_close: AutoClose { enabled: true, after_hours: 2, warn_hours: 1, only_waiting_for_opener: true },
        after_close: AfterClose::Delete,
        delete_after_days: Some(1),
        feedback: true,
        transcript: TranscriptSettings { for_opener: true, copy_files: true },
        sla: policy(),
        assignment: Strategy::Sticky,
        weight: 2,
        count_waiting: true,
        claim_lapse: Some(Lapse { warn_minutes: 1, return_minutes: 2 }),
        keep_on_reopen: true,
        assist: Behaviour {
            enabled: true,
            documents: vec![1],
            tone: "Kind".to_owned(),
            sure_percent: 1,
            role: Some(ROLE),
            hours: CallHours::Own(Box::new(calendar())),
            pause_minutes: 1,
            answers: 1,
        },
    }
}

/// A question of each style.
fn fields() -> Vec<Field> {
    let field = |style: FieldStyle| Field {
        key: format!("{style:?}"),
        label: "Which?".to_owned(),
        description: Some("One".to_owned()),
        placeholder: Some("…".to_owned()),
        style,
        choices: vec![Choice { label: "This".to_owned(), description: Some("One".to_owned()) }],
        least: Some(1),
        most: Some(1),
        required: true,
        when: Some(follow::When { key: "other".to_owned(), any: vec!["This".to_owned()] }),
        min_length: Some(1),
        max_length: Some(1),
        filled: None,
    };
    STYLES.map(field).to_vec()
}

const STYLES: [FieldStyle; 12] = [
    FieldStyle::Short,
    FieldStyle::Paragraph,
    FieldStyle::Select,
    FieldStyle::Radio,
    FieldStyle::Checkboxes,
    FieldStyle::Checkbox,
    FieldStyle::Users,
    FieldStyle::Roles,
    FieldStyle::Channels,
    FieldStyle::Mentionables,
    FieldStyle::Files,
    FieldStyle::Text,
];

fn panel() -> Panel {
    let styles = [ButtonStyle::Primary, ButtonStyle::Secondary, ButtonStyle::Success, ButtonStyle::Danger];
    let button = |style| PanelButton { ticket_type: TYPE, label: Some("Ask".to_owned()), style };
    Panel {
        id: PanelId(1),
        title: "Help".to_owned(),
        text: "Press".to_owned(),
        color: Some(1),
        layout: Layout::Menu,
        placeholder: Some("Choose".to_owned()),
        every_type: true,
        buttons: styles.map(button).to_vec(),
        posted: Some(Posted { channel: CHANNEL, message: MessageId(1), lost: true }),
    }
}

fn embed() -> Embed {
    Embed {
        title: Some("Title".to_owned()),
        text: "Text".to_owned(),
        color: Some(1),
        footer: Some("Foot".to_owned()),
    }
}

fn canned() -> Canned {
    Canned {
        id: ticket::CannedId(1),
        name: "hello".to_owned(),
        category: "Words".to_owned(),
        text: "Hello".to_owned(),
        embed: Some(embed()),
        as_staff: true,
        types: vec![TYPE],
    }
}

fn custom() -> CustomCommand {
    CustomCommand {
        name: "rules".to_owned(),
        hint: "The rules".to_owned(),
        text: "Be kind".to_owned(),
        embed: Some(embed()),
    }
}

fn a_macro() -> Macro {
    use macros::{Act, Whom};
    let acts = vec![
        Act::Reply("Hello".to_owned()),
        Act::Note("Note".to_owned()),
        Act::Claim,
        Act::Assign(Whom::Me),
        Act::Assign(Whom::Nobody),
        Act::Assign(Whom::User(USER)),
        Act::Tag(TagId(1)),
        Act::Untag(TagId(1)),
        Act::Priority(Priority::High),
        Act::Move(TYPE),
        Act::Snooze(None),
        Act::Snooze(Some(Preset::LaterToday)),
        Act::Snooze(Some(Preset::Tomorrow)),
        Act::Snooze(Some(Preset::NextWeek)),
        Act::Snooze(Some(Preset::Days(3))),
        Act::Close("Done".to_owned()),
    ];
    Macro { id: 1, name: "Bye".to_owned(), acts, types: vec![TYPE] }
}
