//! How it went (P97, definitions A.8): stars and a few words, given in the direct message at the end.

use super::context::{Act, Said};
use crate::{custom_id::CustomId, modal, reply};
use serde_json::{Value, json};
use ticket::{
    Command, TicketKey,
    command::MAX_REASON,
    form::{Field, FieldStyle},
    history, say,
    settings::Locale,
};

/// The custom id of the comment's input.
pub(super) const COMMENT: &str = "comment";

/// A row of five: one press is a rating.
pub(crate) fn buttons(locale: Locale, key: TicketKey) -> Value {
    let star = |stars: u8| reply::button(&CustomId::Rate(key, stars), &rated(locale, stars), 2);
    reply::row((1..=5).map(star).collect())
}

/// `4 ★`.
fn rated(locale: Locale, stars: u8) -> String {
    say!(locale, "rating-stars", stars = u32::from(stars))
}

impl Act<'_> {
    /// A rating counts at once; a comment can follow.
    pub(crate) async fn rate(&self, key: TicketKey, stars: u8, comment: Option<&str>) -> Said {
        let comment = comment.map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned);
        let thanks = if comment.is_some() { "rating-thanks-comment" } else { "rating-thanks" };
        let command = Command::Rate { stars, comment };
        self.bot.desk.handle_at(key, &self.actor(), &command, self.at).await?;
        let words = self.locale.say_with(thanks, &[("stars", history::stars(stars).into())]);
        let mut body = reply::words(&words);
        if thanks == "rating-thanks" {
            let comment =
                reply::button(&CustomId::Comment(key, stars), &say!(self.locale, "rating-comment"), 1);
            body["components"] = json!([reply::row(vec![comment])]);
        }
        Ok(body)
    }

    pub(crate) async fn ask_comment(&self, key: TicketKey, stars: u8) {
        let mut field = Field::new(COMMENT, say!(self.locale, "rating-form-comment"), FieldStyle::Paragraph);
        field.max_length = Some(MAX_REASON as u16);
        let title = say!(self.locale, "rating-form-title");
        self.show(modal::of(CustomId::CommentForm(key, stars).to_string(), &title, &[field])).await;
    }
}
