//! Samples: the set is whole in every language, and of nothing that happens to one anything follows outside.

mod common;
mod lives;

use common::{BILLING, GUILD, NOW, OTHER, config, judge_in, people, person, ticket};
use lives::{COMMANDS, Cast, Chance, command};
use std::collections::BTreeSet;
use ticket::{
    settings::Locale,
    surface::{Desired, desired},
    *,
};

fn story(config: &GuildConfig, place: u16) -> sample::Story {
    let key = TicketKey { guild: GUILD, number: u32::from(place) + 1 };
    sample::story(config, place, key, NOW).expect("the set has it")
}

#[test]
fn every_word_of_the_set_is_there_and_is_used() {
    for locale in [Locale::English, Locale::German] {
        let mut config = config();
        config.settings.locale = locale;
        let told = (0..sample::COUNT).map(|place| serde_json::to_string(&story(&config, place).events));
        let said = (0..sample::COUNT).flat_map(|place| story(&config, place).said);
        let said = said.flat_map(|one| [one.text, one.reworded.map(|(_, text)| text).unwrap_or_default()]);
        let all = told.map(|text| text.expect("it is written")).chain(said).collect::<Vec<_>>().join("\n");
        assert!(!all.contains("sample-"), "a word is missing: {all}");
        let text = std::fs::read_to_string(format!(
            "{}/locales/{}/samples.ftl",
            env!("CARGO_MANIFEST_DIR"),
            if locale == Locale::English { "en-US" } else { "de" }
        ));
        for line in text.expect("the file is there").lines().filter(|line| line.starts_with("sample-")) {
            let (key, words) = line.split_once(" = ").expect("a key and words");
            // Details are in a form's second answer only; the types here have no form, so they are the first words.
            let words = serde_json::to_string(words).expect("it is written");
            let words = words.trim_matches('"');
            assert!(all.contains(words) || all.contains(&words.replace("\\\"", "\"")), "nobody says {key}");
        }
    }
}

#[test]
fn the_set_is_of_the_past_and_the_same_again() {
    let config = config();
    let mut types = BTreeSet::new();
    for place in 0..sample::COUNT {
        let one = story(&config, place);
        assert_eq!(one, story(&config, place), "a crash makes another set");
        types.insert(one.ticket.ticket_type);
        let whens = one.events.iter().map(|event| event.at);
        let said =
            one.said.iter().flat_map(|said| [said.at, said.reworded.as_ref().map_or(said.at, |(at, _)| *at)]);
        let whens: Vec<_> = whens.chain(said).collect();
        assert!(whens.iter().all(|at| *at <= NOW), "sample {place} knows the future");
        assert!(one.events.is_sorted_by_key(|event| event.at), "sample {place} is told in another order");
        assert!(one.said.is_sorted_by_key(|said| said.at), "sample {place} is said in another order");
        assert!(whens.iter().all(|at| at.0 >= NOW.0 - 30 * 86_400_000), "sample {place} is too old");
        let anew = one.events.iter().fold(ticket(), |ticket, event| apply(ticket, &event.event));
        assert_eq!(anew, one.ticket, "its events tell another story");
        assert_eq!(one.ticket.sample, Some(place));
        assert!(sample::is_invented(one.ticket.opener.user));
        assert_eq!(sample::name(one.ticket.opener.user), Some(one.ticket.opener.name.as_str()));
    }
    assert_eq!(types.len(), config.types.len(), "types are left out");
    let open = (0..sample::COUNT).filter(|place| story(&config, *place).ticket.is_open()).count();
    assert!((8..=16).contains(&open), "{open} are open");
}

/// Where a question asks for a number there is one, and the words stand where words are asked for.
#[test]
fn numbers_are_asked_for_and_given() {
    let field = |label: &str, style| form::Field { label: label.to_owned(), ..written(label, style) };
    let answers = |fields: Vec<form::Field>, place| {
        let mut config = config();
        config.types.iter_mut().for_each(|kind| kind.form.clone_from(&fields));
        let told = story(&config, place);
        let values: Vec<String> = told.ticket.answers.iter().map(|answer| answer.value.clone()).collect();
        (told.ticket.subject, values, told.said.first().map(|said| said.text.clone()).unwrap_or_default())
    };
    let is_number = |text: &str| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (short, long) = (form::FieldStyle::Short, form::FieldStyle::Paragraph);
    for label in
        ["Order number", "Bestellnummer", "Order no.", "Invoice #", "Your ID", "Kunden-Nr.", "How many?"]
    {
        for place in 0..sample::COUNT {
            let (subject, values, _) = answers(vec![field(label, short), field("What is it?", long)], place);
            assert_eq!(values.len(), 2, "{label}");
            assert!(is_number(&values[0]), "{label}: {values:?}");
            assert!(values[1].len() > subject.len() / 2 && values[1] != subject, "{label}: {values:?}");
        }
    }
    for label in ["What is it?", "Nothing", "Idea", "Numb fingers?", "Know-how", "Yes or no?"] {
        let (subject, values, _) = answers(vec![field(label, short), field("More", long)], 0);
        assert_eq!(values[0], subject, "{label} asks for words");
    }
    // Written like the example, as long as fits, and not the same in each sample.
    let like = form::Field { placeholder: Some("e.g. GH-1042".to_owned()), ..field("Which order?", short) };
    let (_, values, _) = answers(vec![like.clone()], 3);
    assert!(values[0].starts_with("GH-") && values[0].len() == 7 && values[0] != "GH-1042", "{values:?}");
    assert_ne!(values, answers(vec![like], 4).1);
    let narrow = form::Field { min_length: Some(8), max_length: Some(8), ..field("Order number", short) };
    let (subject, values, said) = answers(vec![narrow], 0);
    assert_eq!((values.len(), values[0].len()), (1, 8), "{values:?}");
    assert!(
        !said.is_empty() && said != subject,
        "what it is about is said where the form does not ask for it"
    );
}

fn written(key: &str, style: form::FieldStyle) -> form::Field {
    form::Field::new(key, "", style)
}

#[test]
fn nobody_of_discord_is_invented() {
    // The first account of all, and those of tests.
    for user in [1, 2, 1000, 1 << 22, 21_154_535_154_122_752] {
        assert!(!sample::is_invented(UserId(user)), "{user}");
        assert_eq!(sample::name(UserId(user)), None);
    }
}

#[test]
fn samples_need_tickets_and_types() {
    let mut off = config();
    off.settings.enabled = false;
    assert_eq!(sample::types(&off).err(), Some(Refusal::ModuleOff));
    let none = GuildConfig { types: Vec::new(), ..config() };
    assert_eq!(sample::types(&none).err(), Some(Refusal::UnknownType));
    assert!(sample::story(&none, 0, ticket().key, NOW).is_none());
}

#[test]
fn of_a_sample_nothing_follows_outside() {
    let mut config = config();
    config.settings.sla_channel = Some(ChannelId(5));
    let (mut stays, mut left) = (0, 0);
    let cast = Cast {
        colleague: person(50, "Hana"),
        added: person(60, "Noor"),
        types: [BILLING, OTHER],
        channel: ChannelId(71),
    };
    let actors = people();
    for seed in 0..400 {
        let mut chance = Chance(seed);
        let mut real = ticket();
        let mut seq = 0;
        for _ in 0..COMMANDS {
            let command = command(&mut chance, &cast, "a note");
            // As whoever may do it.
            let judged = actors.iter().find_map(|(_, actor)| judge_in(&real, &command, actor, &config).ok());
            for event in judged.unwrap_or_default() {
                seq += 1;
                real = apply(real, &event);
                let made_up = Ticket { sample: Some(3), ..real.clone() };
                let outside = |due: &Scheduled| due.job.leaves_the_house();
                left += react(&real, &config, seq, &event, NOW).iter().filter(|due| outside(due)).count();
                let due = react(&made_up, &config, seq, &event, NOW);
                stays += due.len();
                assert!(!due.iter().any(outside), "{event:?}: {due:?}");
                assert_eq!(desired(&made_up, &config, UserId(9)), Desired::Nothing);
            }
        }
    }
    assert!(stays > 100 && left > 1000, "nothing was tried: {stays} and {left}");
}
