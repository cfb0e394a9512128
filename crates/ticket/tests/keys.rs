//! Each part of a configuration has one key, and no other opens it.

mod common;

use common::*;
use ticket::{
    access,
    keys::{Key, Keys},
    macros::Macro,
    settings::TeamRole,
    *,
};

const ROLE: RoleId = RoleId(90);

/// Every part that somebody may change, with the key it takes.
#[allow(clippy::type_complexity, reason = "a table")]
const PARTS: [(&str, Key, fn(&mut GuildConfig)); 8] = [
    ("types", Key::TicketsEdit, |config| config.types[0].name = "Bills".to_owned()),
    ("Auto-Assist", Key::TicketsEdit, |config| config.settings.assist.enabled ^= true),
    ("tags", Key::ResourcesEdit, |config| config.tags.clear()),
    ("macros", Key::ResourcesEdit, |config| {
        config.macros.push(Macro { id: 1, name: "thanks".to_owned(), acts: Vec::new(), types: Vec::new() });
    }),
    ("settings", Key::SettingsEdit, |config| config.settings.zone = Some("Europe/Berlin".to_owned())),
    ("blocked members", Key::TeamEdit, |config| config.settings.blocked = vec![UserId(66)]),
    ("team", Key::TeamEdit, |config| drop(config.settings.team.remove(0))),
    ("old roles", Key::TeamEdit, |config| config.settings.mod_roles = vec![RoleId(67)]),
];

// Proves: P192, M90
#[test]
fn a_part_is_for_those_who_have_its_key() {
    let person = with_role(90, "Kay", ROLE);
    for key in Key::ALL {
        let mut before = config();
        // The first has nothing that one would have to have oneself to take it away.
        before.settings.team = vec![TeamRole::of(RoleId(91), Keys::default()), TeamRole::of(ROLE, vec![key])];
        for (part, needs, change) in PARTS {
            let mut after = before.clone();
            change(&mut after);
            let may = access::may_change(&before, &after, &person).is_ok();
            assert_eq!(may, key == needs, "{part} with {}", key.word());
        }
        let edits = matches!(key, Key::TicketsEdit | Key::ResourcesEdit | Key::SettingsEdit | Key::TeamEdit);
        assert_eq!(
            access::may_change(&before, &before, &person).is_ok(),
            edits,
            "nothing with {}",
            key.word()
        );
    }
}

// Proves: P186, M90
#[test]
fn keys_of_several_roles_and_ones_own_add_up() {
    let mut before = config();
    before.settings.team.push(TeamRole::of(ROLE, vec![Key::ResourcesEdit]));
    before.settings.team.push(TeamRole::of(RoleId(91), vec![Key::SettingsEdit]));
    before
        .settings
        .members
        .push(ticket::settings::TeamMember { user: UserId(90), keys: vec![Key::TicketsEdit].into() });
    let mut after = before.clone();
    for (_, needs, change) in PARTS {
        if needs != Key::TeamEdit {
            change(&mut after);
        }
    }
    let both = Person { roles: vec![ROLE, RoleId(91)], ..person(90, "Kay") };
    assert_eq!(access::may_change(&before, &after, &both), Ok(()));
    for less in [vec![ROLE], vec![RoleId(91)], Vec::new()] {
        let one = Person { roles: less, ..person(90, "Kay") };
        assert_eq!(access::may_change(&before, &after, &one), Err(Refusal::ConfigureOnly));
    }
}
