use super::*;
use proptest::prelude::*;

fn hosts() -> BTreeSet<String> {
    BTreeSet::from(["harborlights.example".to_owned()])
}

#[test]
fn what_is_hidden_goes() {
    assert_eq!(visible("a\u{200b}b\u{e0041}\u{202e}c\nd\u{7}"), "abc\nd");
}

#[test]
fn cutting_keeps_words_whole() {
    assert_eq!(cut("one two three", 9), "one two…");
    assert_eq!(cut("one", 3), "one");
    assert_eq!(split("äöü", 2), ("äö", "ü"));
    assert_eq!(line(" a\n b\t c ", 10), "a b c");
}

#[test]
fn links_to_unknown_hosts_are_text() {
    let shown = |text: &str| answer(text, &hosts());
    assert_eq!(shown("see https://harborlights.example/rules."), "see https://harborlights.example/rules.");
    assert_eq!(shown("see https://evil.example/x, now"), "see `evil.example/x`, now");
    assert_eq!(shown("HTTPS://Evil.Example"), "`Evil.Example`");
    assert_eq!(shown("https://harborlights.example@evil.example/"), "`harborlights.example@evil.example/`");
    assert_eq!(shown("[harborlights.example](https://evil.example)"), "harborlights.example `evil.example`");
    assert_eq!(shown("![x](https://evil.example/?q=secret)"), "x `evil.example/?q=secret`");
    assert_eq!(shown("join discord.gg/abc"), "join `discord.gg/abc`");
    assert_eq!(shown("javascript://alert"), "`alert`");
    assert_eq!(shown("a < b and 3 > 2"), "a < b and 3 > 2");
}

#[test]
fn nobody_is_mentioned_and_nothing_shouts() {
    let shown = |text: &str| answer(text, &hosts());
    assert_eq!(shown("hi <@123> and <@&456> @everyone"), "hi  and  everyone");
    assert_eq!(shown("@ev<id:x>eryone @@everyoneeveryone"), "everyone everyoneeveryone");
    assert_eq!(shown("@every![one](x)"), "everyone x");
    assert_eq!(shown("# Big\n-# small\n- item"), "Big\nsmall\n- item");
}

proptest! {
    /// Whatever a model writes: no mention, no unknown address, not too long.
    #[test]
    fn any_answer_is_harmless(text in "[a-z<>@&!#/\\[\\]()`: \\n-]{0,80}(@everyone|<@1>|https://evil.example|\\[a\\]\\(https://evil.example\\)|<|\\[){0,4}[a-z<>@ ]{0,10}") {
        let shown = answer(&text, &hosts());
        prop_assert!(!shown.contains("<@") && !shown.contains("@everyone") && !shown.contains("@here"), "{shown}");
        prop_assert!(!shown.contains("https://evil"), "{shown}");
        prop_assert!(shown.chars().count() <= ANSWER_CHARS);
    }
}
