//! Which of the four things is done with a message, or that nothing is done.

use crate::{
    clean,
    intent::{self, Intent},
    output,
    prompt::Prompt,
    retrieve::Hit,
    talk::{Speaker, Talk},
};
use ticket::{
    Timestamp,
    assist::{Action, Assist, Turn, Why},
};

/// Seconds that a turn may take, whatever the provider does. With the seconds before it in which more messages are gathered, and one for posting,
/// something is done with a message within twenty.
pub const SECONDS: u64 = 19 - ticket::assist::GATHER_SECONDS.unsigned_abs();

/// What is older than this when it is looked at was said while Guildhall was not there: it is late in any case, and gets the whole time.
const LATE_SECONDS: i64 = 60;

/// Milliseconds that are left for a message of this age, so that something is done with it within twenty seconds also where many ask at once.
pub fn time_left(age: i64) -> u64 {
    let most = SECONDS * 1000;
    if age > LATE_SECONDS * 1000 {
        return most;
    }
    let gathered = ticket::assist::GATHER_SECONDS * 1000;
    most.saturating_sub((age - gathered).max(0).unsigned_abs())
}

/// What is known when a message is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The ticket's Auto-Assist.
    pub assist: &'a Assist,
    /// What was said.
    pub talk: &'a Talk,
    /// How often it may still speak in this guild today.
    pub left_today: u32,
    /// Now.
    pub now: Timestamp,
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    /// Staff were called, or the member wants a person.
    Stopped,
    /// Staff said something not long ago.
    StaffIsThere,
    /// The last word is not the member's.
    NotAsked,
}

/// What comes next.
#[derive(Debug)]
pub enum Step {
    /// Nothing.
    Quiet(Quiet),
    /// This.
    Do(Turn),
    /// A model has to be asked; its answer goes to [`answered`], its failure to [`failed`].
    Ask(Box<Prompt>),
}

/// Looks at the member's message. `hits` are what [`crate::index::Library::search`] gives for [`question`].
pub fn start(situation: Situation<'_>, hits: &[Hit<'_>], provider: bool) -> Step {
    if let Some(quiet) = quiet(&situation) {
        return Step::Quiet(quiet);
    }
    let (assist, talk) = (situation.assist, situation.talk);
    let open = talk.open_question();
    let intent = intent::intent(&open);
    let over = if assist.spoken >= assist.behaviour.answers {
        Some(Why::TicketBudget)
    } else if situation.left_today == 0 {
        Some(Why::DayBudget)
    } else {
        None
    };
    // A member who wants a person is told so before anything else; one who says thanks costs nothing.
    match (intent, over) {
        (Intent::Human, _) => Step::Do(escalate(talk, Why::Asked)),
        (_, Some(why)) => Step::Do(escalate(talk, why)),
        (Intent::Resolved, _) => Step::Do(Turn::OfferClose),
        (Intent::Vague, _) if assist.last == Some(Action::AskForInfo) => {
            Step::Do(escalate(talk, Why::Unclear))
        }
        (Intent::Vague, _) if talk.form().is_empty() => Step::Do(Turn::AskForInfo { text: None }),
        _ if provider => Step::Ask(Box::new(Prompt::new(talk, &assist.behaviour, hits))),
        _ => Step::Do(alone(assist, talk, hits)),
    }
}

/// Why nothing is to be said, if so: then nothing is looked up or sent either.
pub fn quiet(situation: &Situation<'_>) -> Option<Quiet> {
    let (assist, talk) = (situation.assist, situation.talk);
    let pause = i64::from(assist.behaviour.pause_minutes) * 60;
    if assist.stopped {
        Some(Quiet::Stopped)
    } else if talk.last_staff().is_some_and(|at| at.plus_seconds(pause) > situation.now) {
        Some(Quiet::StaffIsThere)
    } else if talk.said().last().is_none_or(|said| said.speaker != Speaker::Member) {
        Some(Quiet::NotAsked)
    } else {
        None
    }
}

/// What is looked up: what the member said last, with what was said before if that is only the missing piece, or says too little.
pub fn question(assist: &Assist, talk: &Talk) -> String {
    let open = talk.open_question();
    if assist.last == Some(Action::AskForInfo) || intent::intent(&open) == Intent::Vague {
        return format!("{}\n{}", talk.all_of_member(), talk.form());
    }
    open
}

/// Retrieval alone: the best section that was not offered before, if it is sure enough.
fn alone(assist: &Assist, talk: &Talk, hits: &[Hit<'_>]) -> Turn {
    let own = |hit: &&Hit<'_>| hit.document.id.guild == talk.ticket().guild;
    let Some(best) = hits.iter().find(own) else {
        return escalate(talk, Why::Unsure);
    };
    let cited = best.cite();
    if best.confidence * 100.0 < f32::from(assist.behaviour.sure_percent) {
        return escalate(talk, Why::Unsure);
    }
    if assist
        .offered
        .iter()
        .any(|before| (before.document, &before.anchor) == (cited.document, &cited.anchor))
    {
        return escalate(talk, Why::NotHelped);
    }
    let text = clean::answer(&best.section.text, &best.document.hosts);
    Turn::Reply { text, cited: vec![cited], worded: false }
}

/// What follows from a model's answer: a turn, or one more attempt.
pub fn answered(assist: &Assist, talk: &Talk, prompt: Prompt, raw: &str) -> Step {
    match output::read(&prompt, assist.behaviour.sure_percent, raw) {
        // It asked already. To be asked on and on is what people hate.
        Ok(Turn::AskForInfo { .. }) if assist.last == Some(Action::AskForInfo) => {
            Step::Do(escalate(talk, Why::Unclear))
        }
        Ok(turn) => Step::Do(turn),
        Err(_) if prompt.repaired => Step::Do(escalate(talk, Why::Nonsense)),
        Err(wrong) => Step::Ask(Box::new(prompt.repair(raw, &wrong))),
    }
}

/// What follows when a model cannot be asked: staff are called, for this reason.
pub fn failed(talk: &Talk, why: Why) -> Turn {
    escalate(talk, why)
}

fn escalate(talk: &Talk, why: Why) -> Turn {
    let open = talk.open_question();
    let asked = if open.trim().is_empty() { talk.all_of_member() } else { open };
    Turn::Escalate {
        why,
        summary: None,
        question: clean::line(&clean::answer(&asked, &Default::default()), 160),
    }
}
