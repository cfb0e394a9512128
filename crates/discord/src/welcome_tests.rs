use super::*;
use ticket::{GuildId, Timestamp, TypeId, state::Opener, ticket_type::WelcomePing};

fn ticket(answers: &[String]) -> Ticket {
    let answer = |(index, value): (usize, &String)| Answer {
        key: index.to_string(),
        label: format!("Question {index}"),
        value: value.clone(),
        mentions: false,
        files: Vec::new(),
    };
    let key = TicketKey { guild: GuildId(1), number: 7 };
    let opener = Opener { user: UserId(42), name: "Ana".to_owned() };
    Ticket {
        answers: answers.iter().enumerate().map(answer).collect(),
        ..Ticket::new(key, TypeId(1), opener, Timestamp(0), "Help")
    }
}

fn config() -> GuildConfig {
    let mut ticket_type = ticket::TicketType::new(TypeId(1), "Support");
    ticket_type.staff_roles = vec![RoleId(5)];
    ticket_type.ping_roles = vec![RoleId(6)];
    ticket_type.welcome.text = "{member} opened {type} {number}".to_owned();
    GuildConfig { types: vec![ticket_type], ..GuildConfig::default() }
}

fn size(message: &Value) -> usize {
    let embed = &message["embeds"][0];
    let text = |value: &Value| length(value.as_str().unwrap_or_default());
    let fields = embed["fields"].as_array().cloned().unwrap_or_default();
    assert!(fields.len() <= FIELDS);
    assert!(fields.iter().all(|field| (1..=VALUE).contains(&text(&field["value"]))));
    let fields: usize = fields.iter().map(|field| text(&field["name"]) + text(&field["value"])).sum();
    text(&embed["title"]) + text(&embed["description"]) + fields
}

// Proves: P20: every character of every answer is shown, within Discord's limits for embeds, in as many messages as it takes.
#[test]
fn long_answers_are_shown_whole() {
    let long: Vec<String> = ["word ", "*", "x", "🎫", "ab\n"]
        .iter()
        .map(|part| part.repeat(4000 / part.chars().count()))
        .collect();
    let messages = messages(&ticket(&long), &config());
    assert!(messages.iter().all(|message| size(message) <= WHOLE));
    let fields = messages.iter().flat_map(|message| message["embeds"][0]["fields"].as_array().unwrap());
    let shown: String = fields.map(|field| field["value"].as_str().unwrap()).collect();
    let asked: String = long.iter().map(|value| inert(value)).collect();
    assert_eq!(shown, asked);
    assert!(messages.iter().skip(1).all(|message| message["allowed_mentions"] == reply::nobody()));
}

// Proves: P19, P20: one short ticket is one message with its answers and both buttons.
#[test]
fn a_short_ticket_has_one_message() {
    let messages = messages(&ticket(&["It is broken".to_owned()]), &config());
    let [message] = messages.as_slice() else { panic!("one message") };
    assert_eq!(message["embeds"][0]["description"], "<@42> opened Support 7");
    assert_eq!(message["embeds"][0]["fields"][0]["value"], "It is broken");
    assert_eq!(message["components"][0]["components"].as_array().map(Vec::len), Some(2));
}

// Proves: P25, P26: exactly the configured roles and the people of the ticket can be pinged, whatever an answer says.
#[test]
fn exactly_these_are_pinged() {
    let mut config = config();
    let first = |config: &GuildConfig| messages(&ticket(&["@everyone <@&99>".to_owned()]), config).remove(0);
    let message = first(&config);
    assert_eq!(message["content"], "<@&5> <@&6> <@42>");
    assert_eq!(message["allowed_mentions"], json!({ "parse": [], "roles": ["5", "6"], "users": ["42"] }));
    config.types[0].welcome_ping = WelcomePing { staff: false, only: None };
    let message = first(&config);
    assert_eq!(message["allowed_mentions"], json!({ "parse": [], "roles": [], "users": ["42"] }));
}
