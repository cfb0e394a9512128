//! Everything an owner configures for a guild, as one document with one version.

mod follow_ups;
mod invalid;
pub mod names;
mod resources;
pub(crate) mod why;

use crate::{
    CannedId, Panel, PanelId, Settings, TagId, TicketType, Timestamp, TypeId, UserId,
    assist::{Behaviour, CallHours},
    calendar::{self, Calendar},
    canned::{Canned, Tag},
    custom::CustomCommand,
    form::{self, FieldStyle},
    macros::Macro,
    panel, say,
    settings::Locale,
    sla::{self, Rule, Unkeepable},
};
pub use invalid::{InEach, Invalid};
pub(crate) use invalid::{ensure, length};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Ticket types in a guild (P155).
pub const MAX_TYPES: usize = 50;
/// Panels in a guild (P154).
pub const MAX_PANELS: usize = 50;
/// People in the availability of a guild.
pub const MAX_AVAILABILITY: usize = 500;
/// Characters of a type's name.
pub const MAX_TYPE_NAME: usize = 60;

/// The configuration of a guild. The whole of it can be exported and imported as one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GuildConfig {
    /// What holds for the whole guild.
    pub settings: Settings,
    /// The ticket types, in the order people see.
    pub types: Vec<TicketType>,
    /// The panels.
    pub panels: Vec<Panel>,
    /// The tags (P76).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// The canned responses (P76).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub canned: Vec<Canned>,
    /// Custom commands, which win over canned responses (P64).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_commands: Vec<CustomCommand>,
    /// The macros.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub macros: Vec<Macro>,
    /// Whose response times hold for which tickets: the first that fits, else those of the type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<Rule>,
}

impl GuildConfig {
    /// The type with this id.
    pub fn ticket_type(&self, id: TypeId) -> Option<&TicketType> {
        self.types.iter().find(|ticket_type| ticket_type.id == id)
    }

    /// The type with this id, or a bare stand-in for one that was removed: its tickets go on, for those who act on all types.
    pub fn type_or_removed(&self, id: TypeId) -> Cow<'_, TicketType> {
        match self.ticket_type(id) {
            Some(ticket_type) => Cow::Borrowed(ticket_type),
            None => Cow::Owned(TicketType { active: false, ..TicketType::new(id, "—") }),
        }
    }

    /// The tag with this id.
    pub fn tag(&self, id: TagId) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }

    /// The tag with this name, ignoring case.
    pub fn tag_named(&self, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.name.to_lowercase() == name.trim().to_lowercase())
    }

    /// The canned response with this id.
    pub fn canned(&self, id: CannedId) -> Option<&Canned> {
        self.canned.iter().find(|canned| canned.id == id)
    }

    /// The canned response with this name, ignoring case, if it fits the type.
    pub fn canned_named(&self, name: &str, ticket_type: TypeId) -> Option<&Canned> {
        let name = name.to_lowercase();
        self.canned.iter().find(|canned| canned.name.to_lowercase() == name && canned.fits(ticket_type))
    }

    /// The custom command with this name, ignoring case.
    pub fn custom_command(&self, name: &str) -> Option<&CustomCommand> {
        let name = name.to_lowercase();
        self.custom_commands.iter().find(|custom| custom.name.to_lowercase() == name)
    }

    /// The panel with this id.
    pub fn panel(&self, id: PanelId) -> Option<&Panel> {
        self.panels.iter().find(|panel| panel.id == id)
    }

    /// Checks every rule that Discord or the product sets.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self) -> Result<(), Invalid> {
        let whole = |l: Locale| say!(l, "config-whole");
        ensure(self.types.len() <= MAX_TYPES, whole, |l| say!(l, "config-most-types", most = MAX_TYPES))?;
        ensure(self.panels.len() <= MAX_PANELS, whole, |l| say!(l, "config-most-panels", most = MAX_PANELS))?;
        for (index, ticket_type) in self.types.iter().enumerate() {
            let twice = self.types[..index].iter().any(|other| other.id == ticket_type.id);
            ensure(
                !twice,
                |l| place(l, ticket_type),
                |l| say!(l, "config-id-twice", id = ticket_type.id.to_string()),
            )?;
            check_type(ticket_type)?;
        }
        for (index, panel) in self.panels.iter().enumerate() {
            let twice = self.panels[..index].iter().any(|other| other.id == panel.id);
            ensure(
                !twice,
                |l| panel_place(l, panel),
                |l| say!(l, "config-id-twice", id = panel.id.to_string()),
            )?;
            self.check_panel(panel)?;
        }
        let most = crate::settings::MAX_TEAM;
        let teams = [self.settings.team.len(), self.settings.members.len()];
        ensure(teams.iter().all(|many| *many <= most), whole, |l| say!(l, "config-most-team", most = most))?;
        resources::check_commands(&self.settings.commands)?;
        self.check_resources()
    }

    /// Checks what depends on the time: calendars must open some day, and zones must exist.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check_at(&self, now: Timestamp) -> Result<(), Invalid> {
        let settings = |l: Locale| say!(l, "config-settings");
        let accent = self.settings.accent.unwrap_or_default();
        ensure(accent <= 0x00FF_FFFF, settings, |l| say!(l, "config-no-colour", given = accent))?;
        let zone = self.settings.zone.as_deref();
        ensure(zone.is_none_or(|name| calendar::zone(name).is_some()), settings, |l| {
            say!(l, "config-no-zone", zone = zone.unwrap_or_default())
        })?;
        usable(self.settings.hours.as_ref(), now, settings, "config-what-hours")?;
        let saved = 1..=crate::assist::MINUTES_SAVED;
        ensure(saved.contains(&self.settings.assist.minutes_saved), settings, |l| {
            say!(l, "config-minutes-saved", most = crate::assist::MINUTES_SAVED)
        })?;
        let people = &self.settings.availability;
        ensure(people.len() <= MAX_AVAILABILITY, settings, |l| {
            say!(l, "config-most-availability", most = MAX_AVAILABILITY)
        })?;
        for (index, person) in people.iter().enumerate() {
            let twice = people[..index].iter().any(|other| other.user == person.user);
            ensure(!twice, settings, |l| {
                say!(l, "config-availability-twice", user = person.user.to_string())
            })?;
            usable(person.hours.as_ref(), now, settings, "config-what-availability")?;
        }
        for ticket_type in self.types.iter().filter(|one| one.weight > 1 && !one.handlers.is_empty()) {
            let cap = |user: &UserId| people.iter().find(|person| person.user == *user)?.cap;
            let caps: Option<Vec<u32>> = ticket_type.handlers.iter().map(cap).collect();
            let most = caps.and_then(|caps| caps.into_iter().max());
            ensure(
                most.is_none_or(|most| most >= ticket_type.weight),
                |l| place(l, ticket_type),
                |l| {
                    say!(l, "config-weight-cap", weight = ticket_type.weight, most = most.unwrap_or_default())
                },
            )?;
        }
        for ticket_type in &self.types {
            if let CallHours::Own(calendar) = &ticket_type.assist.hours {
                let here = |l: Locale| place(l, ticket_type);
                usable(Some(&**calendar), now, here, "config-what-call-hours")?;
            }
            let checked = ticket_type.sla.check_at(now);
            checked.map_err(|why| unkeepable(ticket_type, &why))?;
        }
        sla::check_all_at(self, now)
    }

    fn check_panel(&self, panel: &Panel) -> Result<(), Invalid> {
        let here = |l: Locale| panel_place(l, panel);
        length(&panel.title, 1, 256, here, "config-what-title")?;
        length(&panel.text, 0, 4096, here, "config-what-text")?;
        let count = panel.buttons.len();
        let least = usize::from(!panel.every_type);
        ensure((least..=panel::MAX_BUTTONS).contains(&count), here, |l| {
            say!(l, "config-buttons", least = least, most = panel::MAX_BUTTONS, given = count)
        })?;
        if let Some(words) = &panel.placeholder {
            length(words, 1, 150, here, "config-what-placeholder")?;
        }
        for (index, button) in panel.buttons.iter().enumerate() {
            ensure(self.ticket_type(button.ticket_type).is_some(), here, |l| {
                say!(l, "config-button-type", number = index + 1, kind = button.ticket_type.to_string())
            })?;
            let twice = panel.buttons[..index].iter().any(|other| other.ticket_type == button.ticket_type);
            ensure(!twice, here, |l| say!(l, "config-button-twice", kind = button.ticket_type.to_string()))?;
            if let Some(label) = &button.label {
                length(label, 1, 80, here, "config-what-button")?;
            }
        }
        Ok(())
    }
}

fn usable(
    calendar: Option<&Calendar>,
    now: Timestamp,
    here: impl Fn(Locale) -> String,
    what: &'static str,
) -> Result<(), Invalid> {
    let checked = calendar.map_or(Ok(()), |calendar| calendar.check(now));
    checked.map_err(|why| {
        Invalid::new(here, |l| say!(l, "config-of", what = l.say(what), why = why::unusable(l, &why)))
    })
}

fn unkeepable(ticket_type: &TicketType, why: &Unkeepable) -> Invalid {
    Invalid::new(
        |l| place(l, ticket_type),
        |l| say!(l, "config-of", what = say!(l, "config-what-times"), why = why::unkeepable(l, why)),
    )
}

fn place(l: Locale, ticket_type: &TicketType) -> String {
    say!(l, "config-type", name = &ticket_type.name)
}

fn panel_place(l: Locale, panel: &Panel) -> String {
    say!(l, "config-panel", name = &panel.title)
}

fn check_assist(assist: &Behaviour, here: impl Fn(Locale) -> String + Copy) -> Result<(), Invalid> {
    use crate::assist::{ANSWERS, DOCUMENTS, PAUSE_MINUTES, TONE_CHARS};
    length(&assist.tone, 0, TONE_CHARS, here, "config-what-tone")?;
    ensure(assist.documents.len() <= DOCUMENTS, here, |l| {
        say!(l, "config-most-documents", most = DOCUMENTS)
    })?;
    ensure(assist.sure_percent <= 100, here, |l| say!(l, "config-sure"))?;
    let answers = 1..=ANSWERS;
    ensure(answers.contains(&assist.answers), here, |l| say!(l, "config-answers", most = ANSWERS))?;
    let pause = assist.pause_minutes;
    ensure(pause <= PAUSE_MINUTES, here, |l| say!(l, "config-pause", most = PAUSE_MINUTES))
}

fn check_type(ticket_type: &TicketType) -> Result<(), Invalid> {
    let here = |l: Locale| place(l, ticket_type);
    ticket_type.sla.check().map_err(|why| unkeepable(ticket_type, &why))?;
    ensure(ticket_type.claim_lapse.is_none_or(|lapse| lapse.is_usable()), here, |l| {
        say!(l, "config-claim-lapse", most = crate::assign::lapse::MAX_LAPSE_MINUTES)
    })?;
    ensure(ticket_type.weight <= crate::assign::MAX_WEIGHT, here, |l| {
        say!(l, "config-weight", most = crate::assign::MAX_WEIGHT)
    })?;
    length(&ticket_type.name, 1, MAX_TYPE_NAME, here, "config-what-name")?;
    length(&ticket_type.welcome.text, 0, 2000, here, "config-what-welcome-text")?;
    if let Some(title) = &ticket_type.welcome.title {
        length(title, 1, 256, here, "config-what-welcome-title")?;
    }
    if let Some(hint) = &ticket_type.hint {
        length(hint, 1, 100, here, "config-what-hint")?;
    }
    if let Some(emoji) = &ticket_type.emoji {
        ensure(crate::naming::is_emoji(emoji), here, |l| say!(l, "config-no-emoji", given = emoji))?;
    }
    check_assist(&ticket_type.assist, here)?;
    ensure(ticket_type.open_limit != Some(0), here, |l| say!(l, "config-open-limit"))?;
    let idle = &ticket_type.auto_close;
    ensure(
        idle.warn_hours >= 1 && idle.warn_hours < idle.after_hours && idle.after_hours <= 24 * 365,
        here,
        |l| say!(l, "config-auto-close"),
    )?;
    if let Some(template) = &ticket_type.naming {
        length(template.trim(), 1, 100, here, "config-what-naming")?;
        if let Some(name) = crate::naming::unknown_part(template) {
            let parts = crate::naming::PARTS.join(", ");
            return Err(Invalid::new(here, |l| {
                say!(l, "config-naming-part", name = format!("{{{name}}}"), parts = &parts)
            }));
        }
    }
    let always = ticket_type.form.iter().filter(|field| field.when.is_none()).count();
    ensure(always <= form::MAX_FIELDS, here, |l| {
        say!(l, "config-most-fields", most = form::MAX_FIELDS, given = always)
    })?;
    if let Some(only) = &ticket_type.welcome_ping.only {
        let access = ticket_type.roles_with_access();
        if let Some(role) = only.iter().find(|role| !access.contains(role)) {
            return Err(Invalid::new(here, |l| say!(l, "config-welcome-ping", role = role.to_string())));
        }
    }
    for (index, field) in ticket_type.form.iter().enumerate() {
        let there = |l: Locale| say!(l, "config-field", place = here(l), name = &field.label);
        length(&field.key, 1, 40, there, "config-what-key")?;
        let twice = ticket_type.form[..index].iter().any(|other| other.key == field.key);
        ensure(!twice, there, |l| say!(l, "config-key-twice", key = &field.key))?;
        check_field(field, there)?;
        follow_ups::check(&ticket_type.form, index, there)?;
    }
    follow_ups::check_all(&ticket_type.form, here)
}

fn check_field(field: &form::Field, there: impl Fn(Locale) -> String + Copy) -> Result<(), Invalid> {
    length(&field.label, 1, form::MAX_LABEL, there, "config-what-label")?;
    if let Some(text) = &field.description {
        length(text, 1, form::MAX_DESCRIPTION, there, "config-what-description")?;
    }
    if let Some(text) = &field.placeholder {
        length(text, 1, form::MAX_PLACEHOLDER, there, "config-what-placeholder")?;
    }
    let choices = field.choices.len();
    if field.style.has_choices() {
        let most = if field.style == FieldStyle::Select { form::MAX_CHOICES } else { form::MAX_GROUP };
        let least = if field.style == FieldStyle::Radio { 2 } else { 1 };
        ensure((least..=most).contains(&choices), there, |l| {
            say!(l, "config-choices", least = least, most = most, given = choices)
        })?;
    } else {
        ensure(choices == 0, there, |l| say!(l, "config-no-choices"))?;
    }
    for choice in &field.choices {
        length(&choice.label, 1, form::MAX_CHOICE, there, "config-what-choice")?;
        length(
            choice.description.as_deref().unwrap_or_default(),
            0,
            form::MAX_CHOICE,
            there,
            "config-what-choice-help",
        )?;
    }
    if field.style == FieldStyle::Text {
        ensure(field.description.is_some(), there, |l| say!(l, "config-words-to-read"))?;
    }
    let most = field.most.map_or(1, usize::from);
    let least = field.least_choices();
    ensure(least <= field.most_choices(), there, |l| {
        say!(l, "config-least-most", least = least, most = field.most_choices())
    })?;
    if field.style == FieldStyle::Files {
        ensure(most <= form::MAX_FILES, there, |l| {
            say!(l, "config-most-files", most = form::MAX_FILES, given = most)
        })?;
    }
    ensure((1..=form::MAX_CHOICES).contains(&most), there, |l| {
        say!(l, "config-most-choices", most = form::MAX_CHOICES)
    })?;
    ensure(!field.style.has_choices() || field.most.is_none() || most <= choices, there, |l| {
        say!(l, "config-choices-of", most = most, given = choices)
    })?;
    let least = field.min_length.unwrap_or(0);
    let most = field.max_length.unwrap_or(form::MAX_ANSWER);
    ensure((1..=form::MAX_ANSWER).contains(&most) && least <= most, there, |l| {
        say!(l, "config-lengths", most = u32::from(form::MAX_ANSWER))
    })
}
