//! The query language of definitions A.6.

use proptest::prelude::*;
use std::collections::BTreeMap;
use ticket::{
    GuildConfig, Priority, TagId, TicketType, Timestamp, TypeId, UserId,
    calendar::zone,
    canned::Tag,
    query::{
        Around, Check, Compare, Condition, Is, MAX_PARTS, Misread, Piece, Place, Sought, explain, parse,
        phrase, resolve, snippet, tokens,
    },
    settings::Locale,
};

/// 2026-03-01T12:00:00Z.
const NOW: Timestamp = Timestamp(1_772_366_400_000);
const DAY: i64 = 86_400_000;

fn config() -> GuildConfig {
    let types = vec![TicketType::new(TypeId(1), "Billing"), TicketType::new(TypeId(2), "Bug report")];
    let tags = serde_json::from_value::<Vec<Tag>>(serde_json::json!([{ "id": 7, "name": "late delivery" }]));
    GuildConfig { types, tags: tags.expect("a tag"), ..GuildConfig::default() }
}

fn read_as(text: &str, staff: bool) -> Result<Sought, Misread> {
    let (config, zone) = (config(), zone("Europe/Berlin").expect("a zone"));
    let people = BTreeMap::from([("beth".to_owned(), vec![UserId(50), UserId(51)])]);
    let around = Around { config: &config, me: UserId(9), staff, now: NOW, zone: &zone, people: &people };
    resolve(&parse(text)?, &around)
}

fn read(text: &str) -> Result<Sought, Misread> {
    read_as(text, true)
}

/// The only check of a query with one filter.
fn check(text: &str) -> Check {
    let mut sought = read(text).unwrap_or_else(|misread| panic!("{text}: {misread:?}"));
    assert!(sought.words.is_empty() && sought.checks.len() == 1, "{text}");
    sought.checks.remove(0).remove(0)
}

fn of(text: &str) -> Condition {
    check(text).of
}

/// Every filter of the definitions means what it says; a minus asks for the opposite.
#[test]
fn filters() {
    assert_eq!(of("is:open"), Condition::Is(Is::Open));
    assert_eq!(of("status:closed"), Condition::Is(Is::Closed));
    assert_eq!(of("is:unassigned"), Condition::Is(Is::Unassigned));
    assert_eq!(of("IS:waiting"), Condition::Is(Is::Waiting));
    assert_eq!(of("type:billing"), Condition::Types(vec![TypeId(1)]));
    assert_eq!(of("type:\"bug report\""), Condition::Types(vec![TypeId(2)]));
    assert_eq!(of("type:bug-report"), Condition::Types(vec![TypeId(2)]));
    assert_eq!(of("type:b"), Condition::Types(vec![TypeId(1), TypeId(2)]));
    assert_eq!(of("tag:late-delivery"), Condition::Tags(vec![TagId(7)]));
    assert_eq!(check("-tag:late"), Check { not: true, of: Condition::Tags(vec![TagId(7)]) });
    assert_eq!(of("priority:>=high"), Condition::Priority(Compare::AtLeast, Priority::High));
    assert_eq!(of("assignee:@me"), Condition::Assignee(vec![UserId(9)]));
    assert_eq!(of("assignee:me"), Condition::Assignee(vec![UserId(9)]));
    assert_eq!(of("assignee:none"), Condition::Assignee(vec![]));
    assert_eq!(of("claimer:beth"), Condition::Claimer(vec![UserId(50), UserId(51)]));
    assert_eq!(of("from:<@123456789012345678>"), Condition::From(vec![UserId(123_456_789_012_345_678)]));
    assert_eq!(of("closed:7d"), Condition::Closed(Some(Timestamp(NOW.0 - 7 * DAY)), None));
    assert_eq!(of("waiting:>2h"), Condition::Quiet(None, Some(Timestamp(NOW.0 - 7_200_000))));
    assert_eq!(of("sla:overdue"), Condition::Due(None, Some(NOW)));
    assert_eq!(of("sla:met"), Condition::Kept);
    assert_eq!(of("rating:<=2"), Condition::Rating(Compare::AtMost, 2));
    assert_eq!(of("has:attachment"), Condition::Attachment);
    assert_eq!(of("has:note"), Condition::Note);
    assert_eq!(of("#12"), Condition::Number(12));
    // A day is one of the guild's own: midnight in Berlin is 23:00 UTC.
    let midnight = Timestamp(1_767_222_000_000);
    assert_eq!(of("opened:>=2026-01-01"), Condition::Opened(Some(midnight), None));
    assert_eq!(of("opened:>2026-01-01"), Condition::Opened(Some(Timestamp(midnight.0 + DAY)), None));
    assert_eq!(of("opened:2026-01-01"), Condition::Opened(Some(midnight), Some(Timestamp(midnight.0 + DAY))));
}

/// Words stand beside filters; OR takes either of its neighbours; quotation marks keep words together.
#[test]
fn words_and_or() {
    let sought = read("is:open refund OR chargeback \"order number\" -paypal").expect("is read");
    assert_eq!(sought.checks.len(), 1);
    let said: Vec<Vec<&str>> =
        sought.words.iter().map(|any| any.iter().map(|one| one.tokens[0].as_str()).collect()).collect();
    assert_eq!(said, [vec!["refund", "chargeback"], vec!["order"]]);
    assert_eq!(sought.words[1][0].tokens, ["order", "number"]);
    assert_eq!(sought.without, [phrase("paypal").expect("a word")]);
    let either = read("type:billing OR tag:late").expect("is read");
    assert_eq!(either.checks[0].len(), 2);
    assert!(read("refun*").expect("is read").words[0][0].begins);
    assert_eq!(read("in:notes angry").expect("is read").place, Place::Notes);
    assert!(read("subject:\"late order\"").expect("is read").words[0][0].subject);
    assert_eq!(read("see https://example.org/x").expect("is read").words.len(), 2);
    assert_eq!(read("   ").expect("is read"), Sought::default());
    assert_eq!(read("… !?").expect("is read"), Sought::default());
}

/// What cannot be understood says what to do, in both languages.
#[test]
fn errors_say_what_to_do() {
    let told = |text: &str| {
        let misread = read(text).expect_err(text);
        assert!(!explain(Locale::German, &misread).contains("search-"), "{text}");
        explain(Locale::English, &misread)
    };
    assert!(told("\"open").contains("not closed"));
    assert!(told("stats:open").contains("no filter “stats:”"));
    assert!(told("stauts:open").contains("quotation marks"));
    assert!(told("asignee:me").contains("Did you mean assignee: ?"));
    assert!(told("tag:").contains("missing after tag:"));
    assert!(told("is:sleepy").contains("Try is:open, is:closed"));
    assert!(told("is:").contains("is:open"));
    assert!(told("priority:huge").contains("priority:urgent"));
    assert!(told("opened:yesterdayish").contains("opened:7d"));
    assert!(told("rating:9").contains("rating:5"));
    assert!(told("tag:nope").contains("No tag is called “nope”"));
    assert!(told("assignee:zoe").contains("Nobody here"));
    assert!(told("OR refund").contains("OR stands between"));
    assert!(told("refund OR").contains("OR stands between"));
    assert!(told("refund OR tag:late").contains("not between a word and a filter"));
    assert!(told("-refund").contains("add a word"));
    assert!(told(&"a ".repeat(MAX_PARTS + 1)).contains("at most 16 parts"));
    assert!(told(&"a".repeat(300)).contains("at most 200 characters"));
}

/// A member cannot ask about notes.
// Proves: P123
#[test]
fn notes_are_for_staff() {
    assert_eq!(read_as("in:notes angry", false), Err(Misread::StaffOnly));
    assert_eq!(read_as("has:note", false), Err(Misread::StaffOnly));
    assert!(read_as("has:attachment", false).is_ok());
}

/// Words are found whatever their case and marks; scripts without spaces letter by letter.
#[test]
fn words_are_folded() {
    assert_eq!(
        tokens("Größe, CAFÉ-au-lait #42!").collect::<Vec<_>>(),
        ["grosse", "cafe", "au", "lait", "42"]
    );
    assert_eq!(tokens("返金して").collect::<Vec<_>>(), ["返", "金", "し", "て"]);
    assert_eq!(tokens("возврат").collect::<Vec<_>>(), ["возврат"]);
}

/// A snippet shows what was found, on one line, with what stands around it.
#[test]
fn snippets() {
    let wanted = phrase("late refund").expect("words");
    let long = format!("{} my\nLate  réfund is here {}", "before ".repeat(40), "after ".repeat(60));
    let pieces = snippet(&long, &[&wanted]).expect("is found");
    assert!(pieces.contains(&Piece { text: "Late  réfund".to_owned(), found: true }));
    assert_eq!((pieces[0].text.as_str(), pieces.last().map(|one| one.text.as_str())), ("…", Some("…")));
    assert!(pieces.iter().map(|one| one.text.chars().count()).sum::<usize>() < 200);
    assert!(snippet("nothing of it", &[&wanted]).is_none());
}

proptest! {
    /// Any text is a query or a pointed error, and any text can be cut.
    #[test]
    fn any_text(text in "\\PC{0,80}", other in "[a-z0-9\":<>=@#* ÄßOR返-]{0,120}") {
        for text in [&text, &other] {
            if let Err(misread) = read(text) {
                let told = explain(Locale::English, &misread);
                prop_assert!(told.len() > 20 && !told.starts_with("search-"), "{}", told);
            }
            if let Some(phrase) = phrase(text) {
                snippet(&format!("{other} {text}"), &[&phrase]);
            }
            for token in tokens(text) {
                prop_assert!(!token.contains(|letter: char| letter.is_whitespace() || "\"'\\&|!():*".contains(letter)));
            }
        }
    }
}
