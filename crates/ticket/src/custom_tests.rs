use super::*;
use crate::{Permissions, UserId};

fn mia() -> Person {
    Person {
        user: UserId(7),
        name: "Mia".to_owned(),
        roles: Vec::new(),
        permissions: Permissions::NONE,
        owner: false,
        bot: false,
    }
}

fn said(template: &str, args: &str) -> String {
    let user = mia();
    let (guild, channel) = (GuildId(1), ChannelId(2));
    render(template, &Call { user: &user, args, guild, guild_name: "Harbor", channel, ticket: None })
}

// Proves: P213
#[test]
fn placeholders_are_filled() {
    assert_eq!(
        said("{{user}} {{user.mention}} {{args}} {{guild}} {{guild.name}} {{channel}}", "a b"),
        "Mia <@7> a b 1 Harbor <#2>"
    );
    assert_eq!(said("{{args|nothing}}", ""), "nothing");
    assert_eq!(said("{{args}}", "{{user}}"), "{{user}}", "what is filled in is not read again");
    assert_eq!(said("[{{ticket.subject}}]", ""), "[]", "outside of a ticket there is none");
}

// Proves: P213
#[test]
fn conditions_choose() {
    let greeting = "{{if args}}Hello {{args}}{{else}}Hello you{{endif}}!";
    assert_eq!(
        (said(greeting, "Noa"), said(greeting, "")),
        ("Hello Noa!".to_owned(), "Hello you!".to_owned())
    );
    let size = "{{if args == Big}}big{{else}}{{if args != \"small\"}}neither{{else}}small{{endif}}{{endif}}";
    assert_eq!([said(size, "big"), said(size, "small"), said(size, "x")], ["big", "small", "neither"]);
    assert_eq!(said("{{if args}}{{if user}}in{{else}}no{{endif}}{{else}}out{{endif}}", ""), "out");
}

// Proves: P213
#[test]
fn mistakes_are_found_when_it_is_saved() {
    assert_eq!(check("{{if args}}x{{else}}y{{endif}} {{member.name}} {{ticket.form.order}}"), Ok(()));
    assert_eq!(check("{{wether}}"), Err(Mistake::Unknown { name: "wether".to_owned() }));
    assert_eq!(check("{{if wether}}{{endif}}"), Err(Mistake::Unknown { name: "wether".to_owned() }));
    assert_eq!(check("{{if args}}"), Err(Mistake::Open));
    assert_eq!(check("{{endif}}"), Err(Mistake::Stray));
    assert_eq!(check("{{if args}}{{else}}{{else}}{{endif}}"), Err(Mistake::Stray));
    assert_eq!(check(&"{{if args}}".repeat(MAX_DEPTH + 1)), Err(Mistake::Deep));
}

// Proves: P212
#[test]
fn names_are_what_discord_takes() {
    for good in ["faq", "opening_hours", "r2d2", &"a".repeat(32)] {
        assert!(is_name(good), "{good}");
    }
    for bad in ["ab", "Rules", "two words", "no-dash", "größe", "", &"a".repeat(33)] {
        assert!(!is_name(bad), "{bad}");
    }
    assert_eq!(typed(" ?FAQ  how much "), Some(("FAQ", "how much")));
    assert_eq!(typed("?faq"), Some(("faq", "")));
    assert_eq!((typed("? faq"), typed("faq"), typed("??")), (None, None, None));
}

// Any text renders, also one that would not be saved.
#[test]
fn nothing_breaks_it() {
    for text in ["{{endif}}{{else}}{{if}}{{if args}}", "{{", "}}{{if", "{{if ==}}{{endif}}"] {
        said(text, "a");
    }
    let command = |text: &str| CustomCommand { text: text.to_owned(), ..CustomCommand::default() };
    assert!(command("{{if args == a}}b{{endif}}").takes_args() && command("{{ args }}").takes_args());
    assert!(!command("args {{user}}").takes_args());
}
