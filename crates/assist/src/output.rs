//! What a model answered, checked: its form, and that it may be posted.

use crate::{clean, prompt::Prompt};
use serde::Deserialize;
use ticket::assist::{Action, Cited, Turn, Why};

/// Bytes of an answer that are looked at.
const BYTES: usize = 64 * 1024;
/// Characters of a question back to the member.
const ASK_CHARS: usize = 400;
/// Characters of a line of the summary.
const SUMMARY_CHARS: usize = 180;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    action: Action,
    text: String,
    citations: Vec<String>,
    confidence: f64,
    summary: Vec<String>,
}

/// Reads an answer into a turn.
///
/// # Errors
///
/// What is wrong with it, in words of ours that can be told the model.
pub fn read(prompt: &Prompt, sure_percent: u8, raw: &str) -> Result<Turn, String> {
    if raw.len() > BYTES {
        return Err("it is too long".to_owned());
    }
    let answer: Answer = serde_json::from_str(object(raw))
        .map_err(|why| format!("{:?} at column {}", why.classify(), why.column()))?;
    if !(0.0..=1.0).contains(&answer.confidence) {
        return Err("`confidence` is not from 0 to 1".to_owned());
    }
    let escalate = |why: Why| Turn::Escalate {
        why,
        summary: summary(&answer.summary),
        question: prompt.question.clone(),
    };
    match answer.action {
        Action::Escalate => Ok(escalate(Why::Model)),
        Action::OfferClose => Ok(Turn::OfferClose),
        Action::AskForInfo => {
            let text = clean::cut(&clean::answer(&answer.text, &prompt.hosts), ASK_CHARS);
            if text.is_empty() {
                return Err("`text` is empty".to_owned());
            }
            Ok(if wants_secret(&text) {
                escalate(Why::Nonsense)
            } else {
                Turn::AskForInfo { text: Some(text) }
            })
        }
        Action::Reply => {
            let cited = cited(prompt, &answer.citations)?;
            let text = clean::answer(&answer.text, &prompt.hosts);
            if text.is_empty() {
                return Err("`text` is empty".to_owned());
            }
            if answer.confidence * 100.0 < f64::from(sure_percent) {
                return Ok(escalate(Why::Unsure));
            }
            Ok(if wants_secret(&text) {
                escalate(Why::Nonsense)
            } else {
                Turn::Reply { text, cited, worded: true }
            })
        }
    }
}

/// The object in an answer: models like to put it between fences or sentences.
fn object(raw: &str) -> &str {
    let inside = raw.find('{').and_then(|from| Some(&raw[from..=raw.rfind('}').filter(|to| *to > from)?]));
    inside.unwrap_or(raw.trim())
}

fn cited(prompt: &Prompt, marks: &[String]) -> Result<Vec<Cited>, String> {
    let mut cited: Vec<Cited> = Vec::new();
    for mark in marks {
        let excerpt =
            prompt.excerpts.iter().find(|excerpt| excerpt.mark == mark.trim_matches(['[', ']', ' ']));
        let excerpt = excerpt.ok_or("`citations` names an excerpt that does not exist")?;
        if !cited.contains(&excerpt.cited) {
            cited.push(excerpt.cited.clone());
        }
    }
    if cited.is_empty() { Err("a reply without `citations`".to_owned()) } else { Ok(cited) }
}

fn summary(lines: &[String]) -> Option<[String; 2]> {
    let [first, second] = lines else { return None };
    let plain = |line: &str| clean::line(&clean::answer(line, &Default::default()), SUMMARY_CHARS);
    let both = [plain(first), plain(second)];
    both.iter().all(|line| !line.is_empty()).then_some(both)
}

/// Whether a text asks for what no one should be asked for. It may tell a member to change a password, but not to send it.
fn wants_secret(text: &str) -> bool {
    const ASKING: &[&str] = &[
        "send", "tell", "give", "post", "share", "dm", "provide", "enter", "schick", "sende", "nenn", "gib",
        "teile",
    ];
    const SECRET: &[&str] = &[
        "password",
        "passwort",
        "token",
        "cvv",
        "cvc",
        "pin",
        "2fa",
        "tan",
        "kennwort",
        "seed",
        "passphrase",
    ];
    text.split(['.', '!', '?', '\n', ';']).any(|sentence| {
        let words = crate::words::words(sentence);
        let at = |list: &[&str]| words.iter().position(|word| list.contains(&word.0.as_str()));
        let never = words.iter().any(|word| {
            matches!(word.0.as_str(), "never" | "not" | "dont" | "nie" | "niemals" | "nicht" | "nobody")
        });
        matches!((at(ASKING), at(SECRET)), (Some(ask), Some(secret)) if ask < secret && secret - ask <= 5)
            && !never
    })
}
