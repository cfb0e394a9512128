//! What tickets begin with: two types and a panel, in the language of whoever sets up.

use ticket::{
    GuildConfig, Panel, PanelId, RoleId, TicketType, TypeId,
    form::{Field, FieldStyle},
    panel::{ButtonStyle, PanelButton},
    say,
    settings::Locale,
};

/// Switches on; adds two starter types and a panel where there are none, and the staff role to every type.
pub(super) fn prepare(config: &mut GuildConfig, roles: &[RoleId]) {
    config.settings.enabled = true;
    let locale = config.settings.locale;
    if config.types.is_empty() {
        config.types = vec![support(locale), problem(locale)];
    }
    if config.panels.is_empty() {
        config.panels = vec![panel(config, locale)];
    }
    for ticket_type in &mut config.types {
        let fresh = roles.iter().filter(|role| !ticket_type.staff_roles.contains(role));
        let fresh: Vec<_> = fresh.copied().collect();
        ticket_type.staff_roles.extend(fresh);
    }
}

fn field(key: &str, label: String, style: FieldStyle, required: bool) -> Field {
    let most = if style == FieldStyle::Short { 200 } else { 2000 };
    Field { required, max_length: Some(most), ..Field::new(key, label, style) }
}

fn support(locale: Locale) -> TicketType {
    TicketType {
        emoji: Some("🎫".to_owned()),
        form: vec![
            field("subject", say!(locale, "starter-support-subject"), FieldStyle::Short, true),
            field("details", say!(locale, "starter-support-details"), FieldStyle::Paragraph, true),
        ],
        welcome: welcome(locale),
        ..TicketType::new(TypeId(1), say!(locale, "starter-support"))
    }
}

fn problem(locale: Locale) -> TicketType {
    TicketType {
        emoji: Some("🚩".to_owned()),
        form: vec![
            field("what", say!(locale, "starter-problem-what"), FieldStyle::Short, true),
            field("details", say!(locale, "starter-problem-details"), FieldStyle::Paragraph, true),
            field("proof", say!(locale, "starter-problem-proof"), FieldStyle::Paragraph, false),
        ],
        welcome: welcome(locale),
        ..TicketType::new(TypeId(2), say!(locale, "starter-problem"))
    }
}

fn welcome(locale: Locale) -> ticket::ticket_type::Welcome {
    let text = say!(locale, "starter-welcome", member = "{member}");
    ticket::ticket_type::Welcome { text, ..ticket::ticket_type::Welcome::default() }
}

fn panel(config: &GuildConfig, locale: Locale) -> Panel {
    let styles = [ButtonStyle::Primary, ButtonStyle::Secondary];
    let button = |(index, found): (usize, &TicketType)| PanelButton {
        ticket_type: found.id,
        label: None,
        style: styles[usize::from(index > 0)],
    };
    let buttons = config.types.iter().take(ticket::panel::MAX_BUTTONS).enumerate().map(button).collect();
    let text = say!(locale, "starter-panel-text");
    Panel { text, ..Panel::new(PanelId(1), say!(locale, "starter-panel-title"), buttons) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: what setup makes is valid in every language, and a second setup adds a role but no types.
    #[test]
    fn starters_are_valid() {
        for locale in [Locale::English, Locale::German] {
            let mut config = GuildConfig::default();
            config.settings.locale = locale;
            prepare(&mut config, &[RoleId(5)]);
            assert_eq!(config.check(), Ok(()));
            assert_eq!(config.types.iter().map(|found| found.form.len()).collect::<Vec<_>>(), [2, 3]);
            assert_eq!(config.panels[0].buttons.len(), 2);
            prepare(&mut config, &[RoleId(6)]);
            assert_eq!(config.types.len(), 2);
            assert_eq!(config.types[0].staff_roles, [RoleId(5), RoleId(6)]);
        }
    }
}
