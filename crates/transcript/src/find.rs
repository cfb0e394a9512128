//! Looks for words in messages.

use crate::model::{Component, Embed, Line, Message};

/// Words to look for.
#[derive(Debug, Clone)]
pub struct Query(Vec<String>);

impl Query {
    /// Words looked for at once.
    const MOST: usize = 16;

    /// The words of a text, if there is one. A message has them when it has each of them, in any order and in any case.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = text.split_whitespace().take(Self::MOST).map(str::to_lowercase).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Whether the line has every word. A message may have it in its text, in embeds, blocks and polls, in names of files, and in
    /// what it forwards.
    #[must_use]
    pub fn finds(&self, line: &Line) -> bool {
        let mut missing: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let mut look = |text: &str| {
            let text = text.to_lowercase();
            missing.retain(|word| !text.contains(word));
        };
        match line {
            Line::Message(line) => visit(&line.message, 3, &mut look),
            Line::Note(note) => look(&note.content),
            Line::Event(event) => look(&event.text),
        }
        missing.is_empty()
    }
}

/// Every text of a message that a person reads.
fn visit(message: &Message, depth: u8, look: &mut impl FnMut(&str)) {
    look(&message.content);
    message.attachments.iter().for_each(|file| look(&file.filename));
    message.embeds.iter().for_each(|embed| embedded(embed, look));
    components(&message.components, 8, look);
    message.stickers.iter().for_each(|sticker| look(&sticker.name));
    if let Some(poll) = &message.poll {
        look(&poll.question);
        poll.answers.iter().for_each(|answer| look(&answer.text));
    }
    if depth > 0 {
        message.forwarded.iter().for_each(|inner| visit(inner, depth - 1, look));
    }
}

fn embedded(embed: &Embed, look: &mut impl FnMut(&str)) {
    let author = embed.author.as_ref().map(|author| &author.name);
    let footer = embed.footer.as_ref().map(|footer| &footer.text);
    let parts = [author, embed.title.as_ref(), embed.description.as_ref(), footer];
    parts.into_iter().flatten().for_each(|part| look(part));
    for field in &embed.fields {
        look(&field.name);
        look(&field.value);
    }
}

fn components(list: &[Component], depth: u8, look: &mut impl FnMut(&str)) {
    for component in list.iter().filter(|_| depth > 0) {
        match component {
            Component::TextDisplay { content } => look(content),
            Component::Button { label: Some(label), .. } => look(label),
            Component::File { name, .. } => look(name),
            Component::ActionRow { components: inner }
            | Component::Section { components: inner, .. }
            | Component::Container { components: inner, .. } => components(inner, depth - 1, look),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Attachment;

    #[test]
    fn every_word_is_needed_in_any_order_and_case() {
        let file = Attachment { filename: "Übersicht.pdf".into(), ..Attachment::default() };
        let embed = Embed { title: Some("Rudder is loose".into()), ..Embed::default() };
        let message = Message {
            content: "Look at the BOLTS".into(),
            attachments: vec![file],
            embeds: vec![embed],
            ..Message::default()
        };
        let line = Line::message(message);
        let finds = |text| Query::new(text).is_some_and(|query| query.finds(&line));
        assert!(finds("bolts look") && finds("übersicht loose") && finds("RUDDER"));
        assert!(!finds("bolts nuts") && !finds("") && !finds("  "));
    }
}
