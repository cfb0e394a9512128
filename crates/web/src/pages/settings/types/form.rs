//! The form of one type: drawn, and read.

use super::{
    Edit, openers, promises,
    questions::{self, Question},
    steps,
};
use crate::{
    actor::InGuild,
    pages::settings::{
        Frame,
        calendar::{self as times, Sheet},
        channels,
        fields::{Fields, Opt},
        roles,
    },
    pages::ticket::props::hex,
    view::Shell,
};
use desk::ports::MemberInfo;
use ticket::{
    ChannelId, TicketType, Timestamp, say,
    settings::Locale,
    sla::{Policy, steps::MAX_STEPS},
    ticket_type::{AfterClose, Place},
};

/// What the fields of the type's own hours are called by.
const OWN: &str = "own";

pub(crate) fn shown(number: Option<u32>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// When a warning comes, as the form shows it.
pub(crate) fn warn_percent(policy: &Policy, typed: Option<&Fields>) -> String {
    match typed.filter(|fields| fields.flag("steps")) {
        Some(fields) => fields.text("warn-percent"),
        None => shown(Some(u32::from(policy.warn_percent)).filter(|percent| *percent > 0)),
    }
}

/// The page of a type as it is, or would be.
pub(super) fn view<'a>(
    here: &'a InGuild,
    (shell, frame): (Shell<'a>, Frame),
    kind: &'a TicketType,
    is_new: bool,
    handlers: &[MemberInfo],
    (typed, now): (Option<&Fields>, Timestamp),
) -> Edit<'a> {
    let l = here.signed.prefs.locale;
    let named = |user: &ticket::UserId| {
        let known = handlers.iter().find(|member| member.user == *user);
        known.map_or_else(|| user.to_string(), |member| member.username.clone())
    };
    let (category, parent) = match &kind.place {
        Place::Channel { category } => (*category, None),
        Place::Thread { parent } => (None, Some(*parent)),
    };
    let settings = &here.config.config.settings;
    let zone = settings.zone.as_deref().unwrap_or(desk::ports::USUAL_ZONE);
    let one = |id: Option<ChannelId>| id.into_iter().collect::<Vec<_>>();
    let only = kind.welcome_ping.only.clone();
    let mut ping_only = roles(here, only.as_deref().unwrap_or_default());
    let access = kind.roles_with_access();
    ping_only.retain(|option| access.iter().any(|role| role.to_string() == option.value) || option.chosen);
    Edit {
        act: format!(
            "/g/{}/settings/types/{}",
            here.guild.id,
            if is_new { "new".to_owned() } else { kind.id.to_string() }
        ),
        emoji: kind.emoji.clone().unwrap_or_default(),
        hint: kind.hint.clone().unwrap_or_default(),
        staff_roles: roles(here, &kind.staff_roles),
        handlers: kind.handlers.iter().map(named).collect::<Vec<_>>().join(", "),
        ping_roles: roles(here, &kind.ping_roles),
        ping_only,
        place: vec![
            Opt::new("channel", say!(l, "web-type-channel"), parent.is_none()),
            Opt::new("thread", say!(l, "web-type-thread"), parent.is_some()),
        ],
        categories: channels(here, true, &one(category)),
        parents: channels(here, false, &one(parent)),
        title: kind.welcome.title.clone().unwrap_or_default(),
        color: (hex(kind.welcome.color.or(Some(0x58_65f2))), kind.welcome.color.is_some()),
        open_limit: shown(kind.open_limit),
        cooldown: shown(kind.cooldown_minutes),
        naming: kind.naming.clone().unwrap_or_default(),
        after_close: vec![
            Opt::new("archive", say!(l, "web-type-archive"), kind.after_close == AfterClose::Archive),
            Opt::new("delete", say!(l, "web-type-delete"), kind.after_close == AfterClose::Delete),
        ],
        delete_after: shown(kind.delete_after_days),
        strategies: promises::strategies(l, kind.assignment),
        promises: promises::rows(l, &kind.sla.targets),
        questions: questions::shown(l, &kind.form),
        blank: Question::blank(l),
        words_after: say!(l, "web-ask-after", name = "{}"),
        words_alone: say!(l, "web-ask-alone", name = "{}"),
        words_if: say!(l, "modal-if", name = "{}"),
        own_hours: typed.map_or(kind.sla.calendar.is_some(), |fields| fields.flag("own-on")),
        sheet: match typed.filter(|fields| fields.flag("own-zone")) {
            Some(fields) => Sheet::typed(l, OWN, fields),
            None => Sheet::of(l, OWN, kind.sla.calendar.as_ref().or(settings.hours.as_ref()), (zone, now)),
        },
        zones: ticket::calendar::zone_names(),
        rules: openers::shown(here, &kind.who_may_open),
        blank_rule: openers::blank(here),
        warn_percent: warn_percent(&kind.sla, typed),
        weight: match typed.filter(|fields| fields.flag("weight")) {
            Some(fields) => fields.text("weight"),
            None => kind.weight.to_string(),
        },
        lapse: match typed.filter(|fields| fields.flag("steps")) {
            Some(fields) => (fields.text("lapse-warn"), fields.text("lapse-return")),
            None => (
                shown(kind.claim_lapse.map(|lapse| lapse.warn_minutes)),
                shown(kind.claim_lapse.map(|lapse| lapse.return_minutes)),
            ),
        },
        steps: steps::shown(here, &kind.sla, typed),
        blank_step: steps::blank(here),
        most_steps: MAX_STEPS,
        shell,
        frame,
        kind,
        is_new,
    }
}

/// Reads the form over a type; what the form does not ask stays.
///
/// # Errors
/// The sentence that says which field cannot be read; everything else is read all the same.
pub(super) fn read(l: Locale, fields: &Fields, kind: &mut TicketType) -> Result<(), String> {
    kind.name = fields.words("name").unwrap_or_default();
    kind.emoji = fields.words("emoji");
    kind.hint = fields.words("hint");
    kind.active = fields.flag("active");
    kind.staff_roles = fields.ids("staff_roles");
    kind.ping_roles = fields.ids("ping_roles");
    kind.welcome_ping.staff = fields.flag("ping");
    let access = kind.roles_with_access();
    let only: Vec<_> = fields.ids("ping_only").into_iter().filter(|role| access.contains(role)).collect();
    kind.welcome_ping.only = Some(only).filter(|only| !only.is_empty());
    kind.place = match (fields.text("place").as_str(), fields.id("parent")) {
        ("thread", Some(parent)) => Place::Thread { parent },
        _ => Place::Channel { category: fields.id("category") },
    };
    kind.welcome.title = fields.words("title");
    kind.welcome.text = fields.text("welcome");
    kind.welcome.color = fields.color("color");
    kind.opener_can_close = fields.flag("opener_can_close");
    kind.feedback = fields.flag("feedback");
    kind.transcript.for_opener = fields.flag("for_opener");
    kind.transcript.copy_files = fields.flag("copy_files");
    kind.naming = fields.words("naming");
    kind.after_close =
        if fields.text("after_close") == "delete" { AfterClose::Delete } else { AfterClose::Archive };
    kind.form = questions::read(fields, &kind.form);
    kind.auto_close.enabled = fields.flag("auto_close");
    kind.auto_close.only_waiting_for_opener = fields.flag("only_waiting");
    promises::read(l, fields, kind)?;
    if fields.flag("own-zone") {
        kind.sla.calendar = fields.flag("own-on").then(|| times::read(l, fields, OWN)).transpose()?;
    }
    openers::read(l, fields, &mut kind.who_may_open)?;
    let number = |name: &str, label: String| fields.number::<u32>(l, name, &label);
    kind.open_limit = number("open_limit", say!(l, "web-set-open-limit"))?.filter(|limit| *limit > 0);
    kind.cooldown_minutes = number("cooldown", say!(l, "web-type-cooldown"))?.filter(|limit| *limit > 0);
    kind.delete_after_days = number("delete_after", say!(l, "web-type-delete-after"))?;
    if let Some(hours) = number("after_hours", say!(l, "web-type-idle-after"))? {
        kind.auto_close.after_hours = hours;
    }
    if let Some(hours) = number("warn_hours", say!(l, "web-type-idle-warn"))? {
        kind.auto_close.warn_hours = hours;
    }
    if fields.text("place") == "thread" && fields.id::<ChannelId>("parent").is_none() {
        return Err(say!(l, "web-type-no-parent"));
    }
    promises::read_lapse(l, fields, kind)?;
    steps::read(l, fields, &mut kind.sla)
}
