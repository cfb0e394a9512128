//! What the rules make of answers: every kind of question.

#![allow(missing_docs, reason = "tests")]

use ticket::{
    GuildConfig, Refusal, TicketType, TypeId,
    form::{Choice, Field, FieldStyle, Sent, check},
};

fn asked(style: FieldStyle, least: u8, most: u8) -> Field {
    Field { least: Some(least), most: Some(most), ..Field::new("q", "Which?", style) }
}

fn answer(field: &Field, given: &str, sent: &[Sent]) -> Result<Option<ticket::form::Answer>, Refusal> {
    let answers = check(std::slice::from_ref(field), &[("q".to_owned(), given.to_owned())], sent)?;
    Ok(answers.into_iter().next())
}

/// Files are answers: so many as the question takes, and only such as came with the form.
// Proves: P5, P156
#[test]
fn files_answer_a_question() {
    let sent: Vec<Sent> = (1..=4).map(|id| Sent { id, name: format!("{id}.png"), size: 1 }).collect();
    let mut field = asked(FieldStyle::Files, 2, 3);
    let made = answer(&field, "1\n3", &sent).expect("fits").expect("is an answer");
    assert_eq!((made.value.as_str(), &made.files[..], made.mentions), ("1.png\n3.png", &[1, 3][..], false));
    let count = |given| Err(Refusal::FileCount { label: "Which?".to_owned(), least: 2, most: 3, given });
    assert_eq!(answer(&field, "1", &sent), count(1));
    assert_eq!(answer(&field, "1\n2\n3\n4", &sent), count(4));
    assert_eq!(answer(&field, "1\n99", &sent), Err(Refusal::FormChanged), "an id that nobody sent");
    assert_eq!(answer(&field, "", &sent), Err(Refusal::AnswerMissing { label: "Which?".to_owned() }));
    field.required = false;
    assert_eq!(answer(&field, "", &sent), Ok(None), "none, or as many as are asked for");
    assert_eq!(answer(&field, "1", &sent), count(1));
}

/// Menus for members and roles together say which is which; the fewest count as the most do.
// Proves: P5, P156
#[test]
fn choices_are_counted_and_named() {
    let field = asked(FieldStyle::Mentionables, 1, 2);
    let made = answer(&field, "@5\n&6", &[]).expect("fits").expect("is an answer");
    assert_eq!((made.value.as_str(), made.mentions), ("<@5>, <@&6>", true));
    for forged in ["5", "@everyone", "#5"] {
        let no = Err(Refusal::NotAChoice { label: "Which?".to_owned() });
        assert_eq!(answer(&field, forged, &[]), no, "{forged}");
    }
    let mut menu = asked(FieldStyle::Select, 2, 3);
    menu.choices = ["a", "b", "c"].map(|label| Choice { label: label.to_owned(), description: None }).into();
    let no = Refusal::ChoiceCount { label: "Which?".to_owned(), least: 2, most: 3, given: 1 };
    assert_eq!(answer(&menu, "0", &[]), Err(no));
    assert_eq!(answer(&menu, "0\n2", &[]).expect("fits").expect("is an answer").value, "a, c");
}

/// What a form cannot ask is not saved; what it can goes through a file and back.
// Proves: P155, P156
#[test]
fn forms_are_checked_and_kept() {
    let with = |field: Field| {
        let mut config = GuildConfig::default();
        let mut kind = TicketType::new(TypeId(1), "Help");
        kind.form = vec![field];
        config.types = vec![kind];
        config
    };
    for (field, rule) in [
        (asked(FieldStyle::Files, 1, 11), "at most 10 files"),
        (asked(FieldStyle::Files, 3, 2), "at least 3 and at most 2"),
        (asked(FieldStyle::Users, 2, 1), "at least 2 and at most 1"),
    ] {
        let invalid = with(field).check().expect_err(rule);
        assert!(invalid.rule.to_string().contains(rule), "{}", invalid.rule);
    }
    let config = with(asked(FieldStyle::Files, 2, 10));
    assert_eq!(config.check(), Ok(()));
    let file = serde_json::to_string(&config).expect("is written");
    assert_eq!(serde_json::from_str::<GuildConfig>(&file).expect("is read"), config);
}
