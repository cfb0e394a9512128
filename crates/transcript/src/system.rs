//! What Discord says of itself in a conversation. Source: Discord "Message Resource", section "Message Types".

use crate::model::{Embed, Message};
use crate::words::Words;

/// The type of the line that tells what AutoMod held back.
const AUTOMOD: u8 = 24;
/// The type of the line that tells how a poll ended.
const POLL_RESULT: u8 = 46;

/// The sign before the line, and its words.
pub(crate) fn words<'w>(message: &Message, words: &'w Words) -> (&'static str, &'w str) {
    match message.kind {
        1 => ("+", &words.system_added),
        2 => ("−", &words.system_removed),
        3 => ("☎", &words.system_call),
        4 => ("✎", &words.system_renamed),
        5 => ("✎", &words.system_icon),
        6 => ("⚲", &words.system_pinned),
        7 => ("→", &words.system_joined),
        8 if message.content.is_empty() => ("◆", &words.system_boosted),
        8 => ("◆", &words.system_boosted_times),
        9..=11 => ("◆", &words.system_boosted_level),
        12 => ("→", &words.system_followed),
        14..=17 => ("i", &words.system_discovery),
        18 => ("#", &words.system_thread),
        21 => ("#", &words.system_thread_here),
        22 => ("i", &words.system_invite),
        AUTOMOD => ("!", &words.system_automod),
        25 => ("◆", &words.system_subscribed_role),
        26 => ("◆", &words.system_upsell),
        27 => ("♪", &words.system_stage_begun),
        28 => ("♪", &words.system_stage_ended),
        29 | 30 => ("♪", &words.system_stage_speaker),
        31 => ("♪", &words.system_stage_topic),
        32 => ("◆", &words.system_subscribed_app),
        36 => ("!", &words.system_alert_on),
        37 => ("!", &words.system_alert_off),
        38 => ("!", &words.system_raid),
        39 => ("!", &words.system_no_raid),
        44 => ("◆", &words.system_bought),
        POLL_RESULT => ("▤", &words.system_poll),
        _ => ("i", &words.system_unknown),
    }
}

/// What an embed that Discord wrote says under a name.
pub(crate) fn fact<'m>(message: &'m Message, kind: &str, name: &str) -> Option<&'m str> {
    let embed = message.embeds.iter().find(|embed| embed.kind.as_deref() == Some(kind))?;
    embed.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

/// What was voted for most, in a line that tells how a poll ended: the answer, its votes, all votes.
pub(crate) fn winner(message: &Message) -> Option<(&str, u64, u64)> {
    let said = |name| fact(message, "poll_result", name).filter(|_| message.kind == POLL_RESULT);
    let number = |name| said(name).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    let answer = said("victor_answer_text").or_else(|| said("victor_answer_emoji_name"))?;
    Some((answer, number("victor_answer_votes"), number("total_votes")))
}

/// The name or text that the line is about.
pub(crate) fn text(message: &Message) -> &str {
    let question = fact(message, "poll_result", "poll_question_text").filter(|_| message.kind == POLL_RESULT);
    question.unwrap_or(&message.content)
}

/// What AutoMod did not let through.
pub(crate) fn held_back(message: &Message) -> Option<&str> {
    let is =
        |embed: &&Embed| message.kind == AUTOMOD && embed.kind.as_deref() == Some("auto_moderation_message");
    let found = message.embeds.iter().find(is);
    found.and_then(|embed| embed.description.as_deref())
}
