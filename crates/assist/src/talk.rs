//! What Auto-Assist reads of a ticket: what was said in public, by whom, and nothing else.
//!
//! Notes, other tickets and other guilds cannot reach a prompt because nothing here can hold them: a [`Talk`] is of one ticket, and is
//! built from public messages alone.

use crate::{clean, secrets};
use ticket::{TicketKey, Timestamp};

/// Characters of one message that are read (Discord: "Create Message" takes 2,000, 4,000 with Nitro).
const MESSAGE_CHARS: usize = 2_000;
/// Messages that are read, the newest.
const MESSAGES: usize = 20;
/// Characters of the form's answers that are read.
const FORM_CHARS: usize = 2_000;

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The opener, or a member who was added.
    Member,
    /// Anyone else who is a person, or who speaks for one.
    Staff,
    /// Auto-Assist.
    Assist,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// By whom.
    pub speaker: Speaker,
    /// When.
    pub at: Timestamp,
    /// What, as typed.
    pub text: String,
    /// Names of the files that came with it. The files themselves are not read.
    pub files: Vec<String>,
}

/// The public conversation of one ticket.
#[derive(Clone, Debug)]
pub struct Talk {
    ticket: TicketKey,
    form: String,
    said: Vec<Said>,
    last_staff: Option<Timestamp>,
}

impl Talk {
    /// Of a ticket: the questions and answers of its form, and its public messages, oldest first. Text is shortened, freed of what is
    /// hidden, and of what looks like a secret.
    pub fn new(ticket: TicketKey, form: &[(String, String)], said: Vec<Said>) -> Self {
        let skipped = said.len().saturating_sub(MESSAGES);
        // Also where a member has written a lot since.
        let last_staff = said.iter().filter(|said| said.speaker == Speaker::Staff).map(|said| said.at).max();
        let mend = |said: Said| Said {
            text: safe(&said.text, MESSAGE_CHARS),
            files: said.files.iter().take(10).map(|name| secrets::hide(&clean::line(name, 80))).collect(),
            ..said
        };
        let form: Vec<String> =
            form.iter().map(|(question, answer)| format!("{question}: {answer}")).collect();
        Self {
            ticket,
            form: safe(&form.join("\n"), FORM_CHARS),
            said: said.into_iter().skip(skipped).map(mend).collect(),
            last_staff,
        }
    }

    /// Whose.
    pub fn ticket(&self) -> TicketKey {
        self.ticket
    }
    /// The form, a line for each question.
    pub fn form(&self) -> &str {
        &self.form
    }
    /// The messages, oldest first.
    pub fn said(&self) -> &[Said] {
        &self.said
    }

    /// When staff last said something.
    pub fn last_staff(&self) -> Option<Timestamp> {
        self.last_staff
    }

    /// What the member has said since anyone else spoke: several short messages are one question.
    pub fn open_question(&self) -> String {
        let from = self.said.iter().rposition(|said| said.speaker != Speaker::Member).map_or(0, |at| at + 1);
        join(&self.said[from..])
    }

    /// All that the member has said.
    pub fn all_of_member(&self) -> String {
        join(&self.said)
    }
}

fn join(said: &[Said]) -> String {
    let members = said.iter().filter(|said| said.speaker == Speaker::Member);
    members.map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn safe(text: &str, chars: usize) -> String {
    secrets::hide(&clean::cut(&clean::visible(text), chars))
}
