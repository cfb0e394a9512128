//! A member is taken out of what is kept: their words go, their account becomes a pseudonym, what others wrote stays without their name.
//! Counts and times stay, for they hold nobody (definitions A.9).

use crate::{Event, Recorded, Ticket, UserId};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// What stands where words were.
pub const BLANK: &str = "—";
/// Days in which a request is to be decided and done (GDPR, article 12: one month).
pub const DAYS: u32 = 30;
/// Letters that a name must have to be looked for in what others wrote.
const SHORTEST_NAME: usize = 3;
/// Where people write; elsewhere a name may be a word of ours.
const WORDS: [&str; 13] = [
    "content",
    "text",
    "name",
    "nick",
    "username",
    "global_name",
    "display_name",
    "description",
    "title",
    "value",
    "subject",
    "reason",
    "comment",
];
/// The bits of a snowflake that no account of Discord's has set: worker and process (Discord: reference, "Snowflakes").
const OWN: u64 = 0x3f_f000;

/// An account that nobody has, out of chance: one for each erasure.
pub fn pseudonym(chance: u64) -> UserId {
    UserId(chance >> 3 | OWN | 1 << 61)
}

/// Whether an account is one of [`pseudonym`]: what is heard of its messages afterwards is not kept.
pub fn is_pseudonym(user: UserId) -> bool {
    user.0 & OWN == OWN && user.0 >> 61 == 1
}

/// Who is taken out.
#[derive(Clone, Debug)]
pub struct Erasing {
    /// The account.
    pub user: UserId,
    /// What stands in its place.
    pub pseudonym: UserId,
    /// The names it was known by.
    pub names: Vec<String>,
    /// Words of theirs that others may have repeated: see [`Erasing::within`].
    pub own: Vec<String>,
}

impl Erasing {
    /// For what was said in a ticket of theirs: its subject and answers are taken out of what others wrote as well.
    pub fn within(&self, ticket: &Ticket) -> Self {
        let answers = ticket.answers.iter().map(|answer| answer.value.as_str());
        let closure = ticket.closure();
        let rated = closure.and_then(|closure| closure.rating.as_ref()?.comment.as_deref());
        let why = closure.filter(|closure| closure.by.user() == Some(self.user));
        let why = why.and_then(|closure| closure.reason.as_deref());
        let more = [Some(ticket.subject.as_str()), ticket.first_subject.as_deref(), rated, why];
        let long = |word: &&str| word.chars().count() >= SHORTEST_NAME;
        let mut own: Vec<String> =
            answers.chain(more.into_iter().flatten()).filter(long).map(str::to_owned).collect();
        // What holds another is taken out first.
        own.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self { own, ..self.clone() }
    }

    /// The name that stands in place of theirs.
    pub fn alias(&self) -> String {
        format!("erased-{:04x}", self.pseudonym.0 >> 24 & 0xffff)
    }

    /// A ticket without them. Subject and answers go if it was theirs.
    pub fn ticket(&self, mut ticket: Ticket) -> Ticket {
        if ticket.opener.user == self.user {
            blank(&mut ticket);
        }
        if let crate::State::Closed(closure) = &mut ticket.state
            && closure.by.user() == Some(self.user)
        {
            closure.reason = None;
        }
        self.typed(ticket)
    }

    /// An event without them; `theirs` says whether it was their ticket.
    pub fn event(&self, mut recorded: Recorded, theirs: bool) -> Recorded {
        let by_them = recorded.by.user() == Some(self.user);
        match &mut recorded.event {
            Event::Opened { ticket, .. } if theirs => blank(ticket),
            Event::Renamed { from, to } if theirs || by_them => {
                *from = BLANK.to_owned();
                *to = to.as_ref().map(|_| BLANK.to_owned());
            }
            Event::Rated { rating } if theirs => rating.comment = None,
            Event::Closed { closure } if by_them => closure.reason = None,
            Event::CloseRequested { request } if by_them => request.reason = None,
            Event::Noted { text } if by_them => *text = BLANK.to_owned(),
            _ => {}
        }
        self.typed(recorded)
    }

    /// A message, as it is kept, without them: nothing of it is left if it was theirs.
    pub fn message(&self, body: &str, theirs: bool) -> String {
        let mut value: Value = serde_json::from_str(body).unwrap_or_default();
        if theirs {
            let alias = self.alias();
            return json!({
                "id": value["id"], "type": 0, "content": "", "timestamp": value["timestamp"], "edited_timestamp": null,
                "author": {
                    "id": self.pseudonym.to_string(), "username": alias, "global_name": alias, "avatar": null,
                    "bot": false,
                },
                "attachments": [], "mentions": [], "embeds": [], "erased": true,
            })
            .to_string();
        }
        // What the bot shows in a ticket of theirs repeats their answers, in many shapes; the facts are in the events.
        if !self.own.is_empty() && value["author"]["bot"] == true && value["embeds"].is_array() {
            value["embeds"] = json!([]);
        }
        self.scrub(&mut value, "");
        value.to_string()
    }

    /// A document of ours without them: what the types need stays.
    pub fn typed<T: Serialize + DeserializeOwned + Clone>(&self, document: T) -> T {
        let Ok(mut value) = serde_json::to_value(&document) else { return document };
        self.scrub(&mut value, "");
        serde_json::from_value(value).unwrap_or(document)
    }

    /// Takes account, name, picture and mentions out of a document, wherever they stand.
    fn scrub(&self, value: &mut Value, key: &str) {
        match value {
            Value::String(text) => {
                if let Some(changed) = self.words(text, WORDS.contains(&key)) {
                    *text = changed;
                }
            }
            Value::Number(number) if number.as_u64() == Some(self.user.0) => {
                *value = self.pseudonym.0.into();
            }
            Value::Array(all) => all.iter_mut().for_each(|one| self.scrub(one, key)),
            Value::Object(all) => {
                let id = self.user.to_string();
                let is_theirs = |at: &str| all.get(at).is_some_and(|one| *one == Value::String(id.clone()));
                // An account of Discord's, or a pair of account and name of ours.
                let (account, named) = (is_theirs("id"), is_theirs("user") || is_theirs("by"));
                let quoted =
                    all.get("author").is_some_and(|author| author["id"] == Value::String(id.clone()));
                for (name, one) in all.iter_mut() {
                    let is_name = matches!(
                        name.as_str(),
                        "name" | "username" | "global_name" | "nick" | "display_name"
                    );
                    if (account || named) && is_name && one.is_string() {
                        *one = self.alias().into();
                    } else if account
                        && matches!(name.as_str(), "avatar" | "banner" | "avatar_decoration_data")
                    {
                        *one = Value::Null;
                    } else if quoted && matches!(name.as_str(), "content") {
                        *one = "".into();
                    } else if quoted && matches!(name.as_str(), "attachments" | "embeds") {
                        *one = json!([]);
                    } else {
                        self.scrub(one, name);
                    }
                }
            }
            _ => {}
        }
    }

    /// A text without them; none if they are not in it.
    fn words(&self, text: &str, written: bool) -> Option<String> {
        let (id, alias) = (self.user.to_string(), self.alias());
        let mut changed = text.to_owned();
        if changed == id {
            return Some(self.pseudonym.to_string());
        }
        for mention in [format!("<@{id}>"), format!("<@!{id}>")] {
            changed = changed.replace(&mention, &format!("@{alias}"));
        }
        changed = changed.replace(&id, &self.pseudonym.to_string());
        if written {
            for word in &self.own {
                changed = changed.replace(word.as_str(), BLANK);
            }
            for name in self.names.iter().filter(|name| name.chars().count() >= SHORTEST_NAME) {
                changed = whole(&changed, name, &alias);
            }
        }
        (changed != text).then_some(changed)
    }
}

/// Replaces a name where it stands as a word of its own.
fn whole(text: &str, name: &str, alias: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(name) {
        let (before, after) = (rest[..at].chars().next_back(), rest[at + name.len()..].chars().next());
        let alone =
            !before.or(out.chars().next_back().filter(|_| at == 0)).is_some_and(char::is_alphanumeric)
                && !after.is_some_and(char::is_alphanumeric);
        out.push_str(&rest[..at]);
        out.push_str(if alone { alias } else { name });
        rest = &rest[at + name.len()..];
    }
    out.push_str(rest);
    out
}

fn blank(ticket: &mut Ticket) {
    ticket.subject = BLANK.to_owned();
    ticket.first_subject = ticket.first_subject.as_ref().map(|_| BLANK.to_owned());
    ticket.answers.iter_mut().for_each(|answer| {
        answer.value = BLANK.to_owned();
        answer.mentions = false;
    });
    if let crate::State::Closed(closure) = &mut ticket.state
        && let Some(rating) = &mut closure.rating
    {
        rating.comment = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{By, GuildId, TicketKey, Timestamp, TypeId, form::Answer, state::Opener};

    fn erasing() -> Erasing {
        let names = vec!["Mia".to_owned(), "mia.m".to_owned()];
        Erasing {
            user: UserId(1_234_567_890_123),
            pseudonym: pseudonym(0xdead_beef_dead_beef),
            names,
            own: Vec::new(),
        }
    }

    #[test]
    fn nothing_of_them_is_left() {
        let them = erasing();
        let opener = Opener { user: them.user, name: "Mia".to_owned() };
        let key = TicketKey { guild: GuildId(1), number: 7 };
        let mut ticket = Ticket::new(key, TypeId(1), opener, Timestamp(5), "My passport");
        let answer = |value: &str| Answer {
            key: "a".to_owned(),
            label: "What?".to_owned(),
            value: value.to_owned(),
            mentions: false,
            files: Vec::new(),
        };
        ticket.answers = vec![answer("P1234567")];
        ticket.added = vec![them.user, UserId(5)];
        let by = By::Person { user: them.user, name: "Mia".to_owned() };
        let origin = crate::event::Origin::Web;
        let opened = Event::Opened { ticket: Box::new(ticket.clone()), origin };
        let recorded = Recorded { seq: 1, at: Timestamp(5), by, event: opened };
        let texts = [
            serde_json::to_string(&them.ticket(ticket)).expect("JSON"),
            serde_json::to_string(&them.event(recorded, true)).expect("JSON"),
            them.message(
                r#"{"id":"9","content":"Hi Mia, <@1234567890123> and <@!1234567890123>; Miami is not Mia.","author":{"id":"5","username":"beth"},
                "mentions":[{"id":"1234567890123","username":"mia.m","global_name":"Mia","avatar":"abc"}],
                "referenced_message":{"author":{"id":"1234567890123","username":"mia.m"},"content":"my passport","attachments":[{"filename":"p.png"}]}}"#,
                false,
            ),
            them.message(r#"{"id":"9","content":"my passport","author":{"id":"1234567890123","username":"mia.m","avatar":"abc"}}"#, true),
        ];
        for text in &texts {
            for gone in
                ["passport", "P1234567", "1234567890123", "\"Mia\"", "mia.m", "abc", "p.png", "Hi Mia"]
            {
                assert!(!text.contains(gone), "{gone} in {text}");
            }
        }
        assert!(texts[2].contains("Miami is not erased-"), "{}", texts[2]);
        assert!(is_pseudonym(them.pseudonym) && !is_pseudonym(UserId(1_234_567_890_123_456_789)));
    }

    #[test]
    fn pseudonyms_fit_where_accounts_are() {
        for chance in [0, 1, u64::MAX, 0x1234_5678_9abc_def0] {
            let one = pseudonym(chance);
            assert!(is_pseudonym(one) && one.as_i64() > 0, "{one}");
        }
    }
}
