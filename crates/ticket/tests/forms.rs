//! What the rules make of answers: every kind of question.

#![allow(missing_docs, reason = "tests")]

use ticket::{
    GuildConfig, Refusal, TicketType, TypeId,
    follow::{self, When},
    form::{Choice, Field, FieldStyle, Sent, check},
    settings::Locale,
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

fn choices(labels: &[&str]) -> Vec<Choice> {
    labels.iter().map(|label| Choice { label: (*label).to_owned(), description: None }).collect()
}

fn after(field: Field, key: &str, any: &[&str]) -> Field {
    let any = any.iter().map(|one| (*one).to_owned()).collect();
    Field { when: Some(When { key: key.to_owned(), any }), ..field }
}

/// Billing or a bug; of a bill its number, of a bug what was seen and, where it was seen before, when.
fn shop() -> Vec<Field> {
    let about =
        Field { choices: choices(&["Billing", "A bug"]), ..Field::new("about", "About?", FieldStyle::Radio) };
    let again = Field { required: false, ..Field::new("again", "Seen before?", FieldStyle::Checkbox) };
    vec![
        about,
        after(Field::new("bill", "Which bill?", FieldStyle::Short), "about", &["Billing"]),
        again,
        after(Field::new("seen", "What was seen?", FieldStyle::Short), "about", &["A bug"]),
        after(Field::new("when", "When?", FieldStyle::Short), "again", &["yes"]),
        after(Field::new("first", "Since when?", FieldStyle::Short), "again", &["no"]),
    ]
}

fn said(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// What follows from an answer is asked, and only that; what was answered to a question that is not asked any more is not kept.
// Proves: P5
#[test]
fn questions_follow_from_answers() {
    let form = shop();
    let keys = |given: &[(&str, &str)]| {
        follow::asked(&form, &said(given)).into_iter().map(|field| field.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(&[("about", "0"), ("again", "yes")]), ["bill", "when"]);
    assert_eq!(keys(&[("about", "1"), ("again", "")]), ["seen", "first"]);
    assert_eq!(keys(&[]), ["first"], "nothing chosen, and a box that is not ticked says no");
    assert_eq!(keys(&[("about", "7")]), ["first"], "no such choice");
    assert_eq!(
        follow::first(&form).iter().map(|field| field.key.as_str()).collect::<Vec<_>>(),
        ["about", "again"]
    );

    let kept = |given: &[(&str, &str)]| {
        let made = check(&form, &said(given), &[])?;
        Ok::<_, Refusal>(made.into_iter().map(|one| (one.key, one.value)).collect::<Vec<_>>())
    };
    let all = [
        ("about", "0"),
        ("again", "yes"),
        ("bill", "17"),
        ("when", "Monday"),
        ("seen", "old words"),
        ("first", "x"),
    ];
    assert_eq!(
        kept(&all),
        Ok(said(&[("about", "Billing"), ("bill", "17"), ("again", "✓"), ("when", "Monday")])),
        "in the order of the form"
    );
    let missing = |label: &str| Err(Refusal::AnswerMissing { label: label.to_owned() });
    assert_eq!(kept(&[("about", "0"), ("again", "yes"), ("when", "Monday")]), missing("Which bill?"));
    assert_eq!(kept(&[("about", "1"), ("first", "x"), ("bill", "17")]), missing("What was seen?"));
    assert_eq!(kept(&[("about", "0"), ("forged", "x")]), Err(Refusal::FormChanged));
}

/// A condition that cannot be true is refused with what to do, in both languages; an old configuration has none and is read.
// Proves: P156
#[test]
fn conditions_are_checked() {
    let with = |form: Vec<Field>| {
        let mut kind = TicketType::new(TypeId(1), "Help");
        kind.form = form;
        GuildConfig { types: vec![kind], ..GuildConfig::default() }
    };
    assert_eq!(with(shop()).check(), Ok(()));
    let file = serde_json::to_string(&with(shop())).expect("is written");
    assert_eq!(serde_json::from_str::<GuildConfig>(&file).expect("is read"), with(shop()));
    assert!(
        !serde_json::to_string(&with(vec![Field::new("a", "A", FieldStyle::Short)]))
            .expect("is written")
            .contains("when")
    );

    type Change = fn(&mut Vec<Field>);
    let cases: [(&str, Change); 8] = [
        ("ask it always, or choose another question", |form| drop(form.remove(2))),
        ("move it below", |form| form.swap(0, 1)),
        ("choose at least one answer to “About?”", |form| {
            form[1].when.as_mut().expect("has one").any.clear()
        }),
        ("“Billing” is no answer to “About?” any more", |form| {
            form[0].choices[0].label = "Money".to_owned()
        }),
        ("choose a menu, radio buttons or checkboxes", |form| {
            form[0] = Field::new("about", "About?", FieldStyle::Short);
        }),
        ("choose a question that is always asked", |form| {
            form[2] = after(form[2].clone(), "about", &["A bug"]);
        }),
        ("can lead to 6 further questions, at most 5", |form| {
            let more = |n: usize| {
                after(Field::new(format!("m{n}"), "More?", FieldStyle::Short), "about", &["A bug"])
            };
            form.extend((0..4).map(more));
        }),
        ("at most 5 form fields that are always asked, not 6", |form| {
            form.extend((0..4).map(|n| Field::new(format!("m{n}"), "More?", FieldStyle::Short)));
        }),
    ];
    for (rule, change) in cases {
        let mut form = shop();
        change(&mut form);
        let invalid = with(form).check().expect_err(rule);
        assert!(invalid.rule.to_string().contains(rule), "{rule}: {}", invalid.rule);
        assert_ne!(invalid.rule.words(Locale::German), invalid.rule.words(Locale::English));
    }
    let each = |choice: usize, n: usize| {
        let label = format!("{choice}");
        after(Field::new(format!("f{choice}-{n}"), "More?", FieldStyle::Short), "about", &[label.as_str()])
    };
    let labels: Vec<String> = (0..7).map(|n| n.to_string()).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let about = Field { choices: choices(&labels), ..Field::new("about", "About?", FieldStyle::Select) };
    let many = |last: usize| {
        let follow = (0..7)
            .flat_map(move |choice| (0..if choice < 4 { 5 } else { last }).map(move |n| each(choice, n)));
        std::iter::once(about.clone()).chain(follow).collect::<Vec<_>>()
    };
    assert_eq!(with(many(1)).check(), Ok(()), "24 questions, five for each of some answers");
    let invalid = with(many(2)).check().expect_err("27 questions");
    assert!(invalid.rule.to_string().contains("at most 25 questions"), "{}", invalid.rule);
}

/// Never more follow-ups than the limit counts, whatever is answered.
// Proves: P156
#[test]
fn the_most_that_follow_together() {
    let several = Field {
        choices: choices(&["a", "b", "c"]),
        ..Field::new("several", "Which?", FieldStyle::Checkboxes)
    };
    let mut form = shop();
    form.push(several);
    form.push(after(Field::new("x", "X?", FieldStyle::Short), "several", &["a", "b"]));
    form.push(after(Field::new("y", "Y?", FieldStyle::Short), "several", &["c"]));
    assert_eq!(follow::most_together(&form), 4, "one of two, one of two, and both of the last");
    let mut most = 0;
    for about in ["", "0", "1"] {
        for again in ["", "yes"] {
            for several in ["", "0", "1", "2", "0\n1", "0\n2", "1\n2", "0\n1\n2"] {
                let given = said(&[("about", about), ("again", again), ("several", several)]);
                most = most.max(follow::asked(&form, &given).len());
            }
        }
    }
    assert_eq!(most, 4);
}

/// Conditions go with the choices they name: moved, renamed in place, or gone.
#[test]
fn conditions_follow_their_choices() {
    let any = ["b", "c"].map(str::to_owned);
    let now = |after: &[&str]| follow::renamed(&any, &["a", "b", "c"], after);
    assert_eq!(now(&["c", "b", "a"]), ["b", "c"]);
    assert_eq!(now(&["a", "B!", "c"]), ["B!", "c"]);
    assert_eq!(now(&["a", "c"]), ["c"]);
    assert_eq!(now(&["b", "a", "d"]), ["b", "d"]);
    assert!(now(&["x"]).is_empty());
}
