//! What Auto-Assist posts: always marked as automatic, with the sections it rests on, and the way to a person.

use crate::{
    custom_id::CustomId,
    reply::{self, color},
};
use serde_json::{Value, json};
use ticket::{
    RoleId, Ticket, Timestamp,
    assist::{Cited, Turn, Why},
    say,
    settings::Locale,
};

/// Sections that are named under an answer.
const NAMED: usize = 3;

/// The message for a turn. It pings the role of an escalation within its hours, and nobody else (P173).
pub(crate) fn body(locale: Locale, ticket: &Ticket, turn: &Turn, at: Timestamp) -> Value {
    let human = || reply::button(&CustomId::AssistHuman, &say!(locale, "assist-human"), 2);
    let (text, small, buttons, pinged) = match turn {
        Turn::Reply { text, cited, .. } => {
            let text = format!("{text}\n\n**{}**", say!(locale, "assist-did-it-help"));
            let yes = reply::button(&CustomId::AssistYes, &say!(locale, "assist-yes"), 3);
            let no = reply::button(&CustomId::AssistNo, &say!(locale, "assist-no"), 2);
            (text, Some(sources(locale, cited)), vec![yes, no, human()], None)
        }
        Turn::AskForInfo { text } => {
            let text = text.clone().unwrap_or_else(|| say!(locale, "assist-ask"));
            (text, None, vec![human()], None)
        }
        Turn::OfferClose => {
            let close = reply::button(&CustomId::Close, &say!(locale, "assist-close"), 2);
            (say!(locale, "assist-offer-close"), None, vec![close, human()], None)
        }
        Turn::Escalate { why, .. } => {
            let words = match why {
                Why::Asked | Why::NotHelped => say!(locale, "assist-called-asked"),
                _ => say!(locale, "assist-called"),
            };
            (words, None, Vec::new(), role(ticket, at))
        }
    };
    let marks: Vec<String> = [Some(say!(locale, "assist-automatic")), small].into_iter().flatten().collect();
    let footer = reply::cut(&marks.join(" · "), 1024);
    let mut body = reply::embed(json!({
        "description": reply::cut(&text, 4096), "color": color::PLAIN, "footer": { "text": footer },
    }));
    if let Some(role) = pinged {
        body["content"] = json!(format!("<@&{role}>"));
        body["allowed_mentions"] = reply::only(&[role], &[]);
    }
    if !buttons.is_empty() {
        body["components"] = json!([reply::row(buttons)]);
    }
    body
}

fn role(ticket: &Ticket, at: Timestamp) -> Option<RoleId> {
    let behaviour = &ticket.assist.as_ref()?.behaviour;
    behaviour.role.filter(|_| behaviour.hours.contain(at))
}

/// "From: Shop › Refunds, …" (P181). In the footer of an embed nothing is formatted, linked or pinged.
fn sources(locale: Locale, cited: &[Cited]) -> String {
    let name = |cited: &Cited| {
        let (title, heading) = (line(&cited.title), line(&cited.heading));
        if title == heading { title } else { format!("{title} › {heading}") }
    };
    let names: Vec<String> = cited.iter().take(NAMED).map(name).collect();
    say!(locale, "assist-sources", sections = names.join(", "))
}

fn line(text: &str) -> String {
    reply::cut(&text.replace(['\n', '\r'], " "), 80)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ticket::{
        GuildId, TicketKey, TypeId, UserId,
        assist::{Assist, Behaviour, CallHours},
        calendar::{Calendar, Week},
        state::Opener,
    };

    fn ticket(behaviour: Behaviour) -> Ticket {
        let key = TicketKey { guild: GuildId(1), number: 1 };
        let opener = Opener { user: UserId(2), name: "Mia".to_owned() };
        let ticket = Ticket::new(key, TypeId(1), opener, Timestamp(0), "x");
        Ticket { assist: Some(Assist::new(behaviour)), ..ticket }
    }

    fn escalate() -> Turn {
        Turn::Escalate { why: Why::Unsure, summary: None, question: "secret summary".to_owned() }
    }

    // Proves: P173, P182
    #[test]
    fn an_escalation_pings_its_role_within_its_hours_and_nobody_else() {
        let week = Week::daily(&["08:00-18:00".parse().expect("hours")]);
        let calendar = Calendar { zone: "UTC".to_owned(), week, exceptions: Vec::new() };
        let hours = CallHours::Own(Box::new(calendar));
        let at = |hour: i64| Timestamp(hour * 3_600_000);
        let with_role = ticket(Behaviour { role: Some(RoleId(9)), hours, ..Behaviour::default() });
        let day = body(Locale::English, &with_role, &escalate(), at(12));
        assert_eq!(day["allowed_mentions"], reply::only(&[RoleId(9)], &[]));
        assert_eq!(day["content"], "<@&9>");
        for (ticket, at) in [(with_role, at(20)), (ticket(Behaviour::default()), at(12))] {
            let quiet = body(Locale::English, &ticket, &escalate(), at);
            assert_eq!(quiet["allowed_mentions"], reply::nobody());
            assert!(!quiet.to_string().contains("<@"));
        }
        assert!(!day.to_string().contains("secret summary"), "the summary is for staff");
    }

    // Proves: P181
    #[test]
    fn an_answer_names_its_sections_and_pings_nobody() {
        let cited = Cited {
            document: 1,
            title: "Shop @everyone".to_owned(),
            heading: "<@1> # [Refunds](https://x.example)\n# big".to_owned(),
            anchor: "refunds".to_owned(),
            version: String::new(),
        };
        let turn = Turn::Reply { text: "x".repeat(1_400), cited: vec![cited; 9], worded: true };
        let body = body(Locale::German, &ticket(Behaviour::default()), &turn, Timestamp(0));
        let embed = &body["embeds"][0];
        let footer = embed["footer"]["text"].as_str().expect("a footer");
        assert_eq!((body.get("content"), &body["allowed_mentions"]), (None, &reply::nobody()));
        assert!(footer.starts_with("Automatische Nachricht · Aus: Shop @everyone › <@1> # "), "{footer}");
        assert!(!footer.contains('\n') && footer.encode_utf16().count() <= 1024);
        assert!(embed["description"].as_str().expect("text").encode_utf16().count() <= 4096);
        assert_eq!(body["components"][0]["components"].as_array().expect("buttons").len(), 3);
    }
}
