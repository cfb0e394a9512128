//! Everything an owner configures for a guild, as one document with one version.

mod resources;

use crate::{
    CannedId, Panel, PanelId, Settings, TagId, TicketType, Timestamp, TypeId,
    assist::{Behaviour, CallHours},
    calendar::{self, Calendar},
    canned::{Canned, Tag},
    custom::CustomCommand,
    form::{self, FieldStyle},
    macros::Macro,
    panel,
};
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
}

/// Which rule a configuration breaks, where, and so what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {rule}")]
pub struct Invalid {
    /// Where: `type "Billing", field "Order number"`.
    pub place: String,
    /// What must hold there.
    pub rule: String,
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
        let whole = || "configuration".to_owned();
        ensure(self.types.len() <= MAX_TYPES, whole, || format!("at most {MAX_TYPES} ticket types"))?;
        ensure(self.panels.len() <= MAX_PANELS, whole, || format!("at most {MAX_PANELS} panels"))?;
        for (index, ticket_type) in self.types.iter().enumerate() {
            let twice = self.types[..index].iter().any(|other| other.id == ticket_type.id);
            ensure(!twice, || place(ticket_type), || format!("the id {} is used twice", ticket_type.id))?;
            check_type(ticket_type)?;
        }
        for (index, panel) in self.panels.iter().enumerate() {
            let twice = self.panels[..index].iter().any(|other| other.id == panel.id);
            ensure(!twice, || panel_place(panel), || format!("the id {} is used twice", panel.id))?;
            self.check_panel(panel)?;
        }
        let most = crate::settings::MAX_TEAM;
        let teams = [self.settings.team.len(), self.settings.members.len()];
        ensure(teams.iter().all(|many| *many <= most), whole, || {
            format!("at most {most} team roles, and members with permissions of their own")
        })?;
        resources::check_commands(&self.settings.commands)?;
        self.check_resources()
    }

    /// Checks what depends on the time: calendars must open some day, and zones must exist.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check_at(&self, now: Timestamp) -> Result<(), Invalid> {
        let settings = || "settings".to_owned();
        let accent = self.settings.accent.unwrap_or_default();
        ensure(accent <= 0x00FF_FFFF, settings, || format!("{accent} is no colour: 0 to 16777215 are"))?;
        let zone = self.settings.zone.as_deref();
        ensure(zone.is_none_or(|name| calendar::zone(name).is_some()), settings, || {
            format!("there is no time zone \"{}\"; an example is Europe/Berlin", zone.unwrap_or_default())
        })?;
        usable(self.settings.hours.as_ref(), now, settings, "hours")?;
        let saved = 1..=crate::assist::MINUTES_SAVED;
        ensure(saved.contains(&self.settings.assist.minutes_saved), settings, || {
            format!("a ticket costs 1 to {} minutes of work", crate::assist::MINUTES_SAVED)
        })?;
        let people = &self.settings.availability;
        ensure(people.len() <= MAX_AVAILABILITY, settings, || {
            format!("at most {MAX_AVAILABILITY} people in the availability")
        })?;
        for (index, person) in people.iter().enumerate() {
            let twice = people[..index].iter().any(|other| other.user == person.user);
            ensure(!twice, settings, || format!("the availability names {} twice", person.user))?;
            usable(person.hours.as_ref(), now, settings, "availability")?;
        }
        for ticket_type in &self.types {
            if let CallHours::Own(calendar) = &ticket_type.assist.hours {
                let here = || place(ticket_type);
                usable(Some(&**calendar), now, here, "hours in which Auto-Assist pings")?;
            }
            let checked = ticket_type.sla.check_at(now);
            checked.map_err(|why| Invalid {
                place: place(ticket_type),
                rule: format!("response times: {why}"),
            })?;
        }
        Ok(())
    }

    fn check_panel(&self, panel: &Panel) -> Result<(), Invalid> {
        let here = || panel_place(panel);
        length(&panel.title, 1, 256, here, "title")?;
        length(&panel.text, 0, 4096, here, "text")?;
        let count = panel.buttons.len();
        let least = usize::from(!panel.every_type);
        ensure((least..=panel::MAX_BUTTONS).contains(&count), here, || {
            format!("{least} to {} buttons, not {count}", panel::MAX_BUTTONS)
        })?;
        if let Some(words) = &panel.placeholder {
            length(words, 1, 150, here, "placeholder")?;
        }
        for (index, button) in panel.buttons.iter().enumerate() {
            ensure(self.ticket_type(button.ticket_type).is_some(), here, || {
                format!(
                    "button {} opens the ticket type {}, which does not exist",
                    index + 1,
                    button.ticket_type
                )
            })?;
            let twice = panel.buttons[..index].iter().any(|other| other.ticket_type == button.ticket_type);
            ensure(!twice, here, || format!("two buttons open the ticket type {}", button.ticket_type))?;
            if let Some(label) = &button.label {
                length(label, 1, 80, here, "button label")?;
            }
        }
        Ok(())
    }
}

fn usable(
    calendar: Option<&Calendar>,
    now: Timestamp,
    here: impl Fn() -> String,
    what: &str,
) -> Result<(), Invalid> {
    let checked = calendar.map_or(Ok(()), |calendar| calendar.check(now));
    checked.map_err(|why| Invalid { place: here(), rule: format!("{what}: {why}") })
}

fn place(ticket_type: &TicketType) -> String {
    format!("type \"{}\"", ticket_type.name)
}

fn panel_place(panel: &Panel) -> String {
    format!("panel \"{}\"", panel.title)
}

fn check_assist(assist: &Behaviour, here: impl Fn() -> String + Copy) -> Result<(), Invalid> {
    use crate::assist::{ANSWERS, DOCUMENTS, PAUSE_MINUTES, TONE_CHARS};
    length(&assist.tone, 0, TONE_CHARS, here, "tone of Auto-Assist")?;
    ensure(assist.documents.len() <= DOCUMENTS, here, || format!("at most {DOCUMENTS} knowledge bases"))?;
    ensure(assist.sure_percent <= 100, here, || "Auto-Assist is sure by 0 to 100 percent".to_owned())?;
    let answers = 1..=ANSWERS;
    ensure(answers.contains(&assist.answers), here, || format!("Auto-Assist answers 1 to {ANSWERS} times"))?;
    let pause = assist.pause_minutes;
    ensure(pause <= PAUSE_MINUTES, here, || format!("Auto-Assist pauses at most {PAUSE_MINUTES} minutes"))
}

fn check_type(ticket_type: &TicketType) -> Result<(), Invalid> {
    let here = || place(ticket_type);
    let promised = ticket_type.sla.check();
    promised.map_err(|why| Invalid { place: here(), rule: format!("response times: {why}") })?;
    length(&ticket_type.name, 1, MAX_TYPE_NAME, here, "name")?;
    length(&ticket_type.welcome.text, 0, 2000, here, "welcome text")?;
    if let Some(title) = &ticket_type.welcome.title {
        length(title, 1, 256, here, "welcome title")?;
    }
    if let Some(hint) = &ticket_type.hint {
        length(hint, 1, 100, here, "hint")?;
    }
    if let Some(emoji) = &ticket_type.emoji {
        ensure(crate::naming::is_emoji(emoji), here, || format!("\"{emoji}\" is not one emoji"))?;
    }
    check_assist(&ticket_type.assist, here)?;
    ensure(ticket_type.open_limit != Some(0), here, || {
        "open limit is at least 1; leave it out for none".to_owned()
    })?;
    let idle = &ticket_type.auto_close;
    ensure(
        idle.warn_hours >= 1 && idle.warn_hours < idle.after_hours && idle.after_hours <= 24 * 365,
        here,
        || "auto-close warns at least an hour before it closes, and closes within a year".to_owned(),
    )?;
    if let Some(template) = &ticket_type.naming {
        length(template.trim(), 1, 100, here, "naming")?;
        if let Some(name) = crate::naming::unknown_part(template) {
            return fail(
                here(),
                format!("naming knows no {{{name}}}; use {}", crate::naming::PARTS.join(", ")),
            );
        }
    }
    ensure(ticket_type.form.len() <= form::MAX_FIELDS, here, || {
        format!("at most {} form fields, not {}", form::MAX_FIELDS, ticket_type.form.len())
    })?;
    if let Some(only) = &ticket_type.welcome_ping.only {
        let access = ticket_type.roles_with_access();
        if let Some(role) = only.iter().find(|role| !access.contains(role)) {
            return fail(
                here(),
                format!("welcome ping names the role {role}, which is neither a staff role nor a ping role"),
            );
        }
    }
    for (index, field) in ticket_type.form.iter().enumerate() {
        let there = || format!("{}, field \"{}\"", here(), field.label);
        length(&field.key, 1, 40, there, "key")?;
        let twice = ticket_type.form[..index].iter().any(|other| other.key == field.key);
        ensure(!twice, there, || format!("the key \"{}\" is used twice", field.key))?;
        check_field(field, there)?;
    }
    Ok(())
}

fn check_field(field: &form::Field, there: impl Fn() -> String + Copy) -> Result<(), Invalid> {
    length(&field.label, 1, form::MAX_LABEL, there, "label")?;
    if let Some(text) = &field.description {
        length(text, 1, form::MAX_DESCRIPTION, there, "description")?;
    }
    if let Some(text) = &field.placeholder {
        length(text, 1, form::MAX_PLACEHOLDER, there, "placeholder")?;
    }
    let choices = field.choices.len();
    if field.style.has_choices() {
        let most = if field.style == FieldStyle::Select { form::MAX_CHOICES } else { form::MAX_GROUP };
        let least = if field.style == FieldStyle::Radio { 2 } else { 1 };
        ensure((least..=most).contains(&choices), there, || {
            format!("{least} to {most} choices, not {choices}")
        })?;
    } else {
        ensure(choices == 0, there, || "only menus, radio buttons and checkboxes have choices".to_owned())?;
    }
    for choice in &field.choices {
        length(&choice.label, 1, form::MAX_CHOICE, there, "choice")?;
        length(
            choice.description.as_deref().unwrap_or_default(),
            0,
            form::MAX_CHOICE,
            there,
            "choice's help",
        )?;
    }
    if field.style == FieldStyle::Text {
        ensure(field.description.is_some(), there, || "words to read go into the description".to_owned())?;
    }
    let most = field.most.map_or(1, usize::from);
    let least = field.least_choices();
    ensure(least <= field.most_choices(), there, || {
        format!("at least {least} and at most {} does not go together", field.most_choices())
    })?;
    if field.style == FieldStyle::Files {
        ensure(most <= form::MAX_FILES, there, || format!("at most {} files, not {most}", form::MAX_FILES))?;
    }
    ensure((1..=form::MAX_CHOICES).contains(&most), there, || {
        format!("1 to {} choices can be made", form::MAX_CHOICES)
    })?;
    ensure(!field.style.has_choices() || field.most.is_none() || most <= choices, there, || {
        format!("{most} choices cannot be made of {choices}")
    })?;
    let least = field.min_length.unwrap_or(0);
    let most = field.max_length.unwrap_or(form::MAX_ANSWER);
    ensure((1..=form::MAX_ANSWER).contains(&most) && least <= most, there, || {
        format!("lengths run from the smaller to the larger, at most {}", form::MAX_ANSWER)
    })
}

fn length(
    text: &str,
    least: usize,
    most: usize,
    here: impl Fn() -> String,
    what: &str,
) -> Result<(), Invalid> {
    let given = text.chars().count();
    ensure((least..=most).contains(&given), here, || {
        format!("{what} has {given} characters; {least} to {most} fit")
    })
}

fn ensure(holds: bool, here: impl Fn() -> String, rule: impl Fn() -> String) -> Result<(), Invalid> {
    if holds { Ok(()) } else { fail(here(), rule()) }
}

fn fail(place: String, rule: String) -> Result<(), Invalid> {
    Err(Invalid { place, rule })
}
