//! What a provider counts, and what it costs.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Millionths of a currency's unit in one unit.
const MICRO: u64 = 1_000_000;
/// The highest price of a million tokens, in whole units: far above any there is.
const MOST: u64 = 100_000;

/// What a million tokens cost, in millionths of the currency's unit. Set by the self-hoster, from the provider's list of prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Tokens of questions.
    pub asked: u64,
    /// Tokens of answers.
    pub answered: u64,
    /// The currency, as three letters (ISO 4217).
    pub currency: String,
}

/// A price that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a price looks like \"0.15/0.60 USD\": a million tokens of questions, of answers, and the currency")]
pub struct NoPrice;

impl FromStr for Price {
    type Err = NoPrice;

    fn from_str(text: &str) -> Result<Self, NoPrice> {
        let (numbers, currency) = text.trim().split_once(' ').ok_or(NoPrice)?;
        let (asked, answered) = numbers.split_once('/').unwrap_or((numbers, numbers));
        let currency = currency.trim().to_ascii_uppercase();
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(NoPrice);
        }
        Ok(Self { asked: micro(asked)?, answered: micro(answered)?, currency })
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [asked, answered] = [self.asked, self.answered].map(|price| price as f64 / MICRO as f64);
        write!(f, "{asked}/{answered} {}", self.currency)
    }
}

/// A decimal with at most six places as millionths.
fn micro(text: &str) -> Result<u64, NoPrice> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 6 {
        return Err(NoPrice);
    }
    let whole: u64 = whole.parse().ok().filter(|whole| *whole <= MOST).ok_or(NoPrice)?;
    let part: u64 = format!("{part:0<6}").parse().map_err(|_| NoPrice)?;
    Ok(whole * MICRO + part)
}

/// What an answer took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    /// Tokens that the endpoint counted; 0 if it does not say.
    pub tokens: u64,
    /// What they cost, in millionths; 0 without a price.
    pub cost: u64,
}

impl Paid {
    /// For so many tokens of a question and its answer, of `tokens` in all; some endpoints tell only the sum.
    pub(crate) fn new(price: Option<&Price>, asked: u64, answered: u64, tokens: u64) -> Self {
        // What is in the sum and in neither part was asked, like the context of a conversation.
        let (tokens, answered) = (tokens.max(asked.saturating_add(answered)), answered);
        let asked = tokens - answered;
        let cost = price.map_or(0, |price| {
            let micro = u128::from(asked) * u128::from(price.asked)
                + u128::from(answered) * u128::from(price.answered);
            u64::try_from(micro.div_ceil(u128::from(MICRO))).unwrap_or(u64::MAX)
        });
        Self { tokens, cost }
    }
}

impl From<Paid> for desk::ports::Spent {
    fn from(paid: Paid) -> Self {
        Self { tokens: paid.tokens, cost: paid.cost, ..Self::default() }
    }
}

impl std::ops::AddAssign for Paid {
    fn add_assign(&mut self, more: Self) {
        self.tokens = self.tokens.saturating_add(more.tokens);
        self.cost = self.cost.saturating_add(more.cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_and_reckoned() {
        let price: Price = "0.15/0.60 usd".parse().expect("a price");
        assert_eq!(price, Price { asked: 150_000, answered: 600_000, currency: "USD".to_owned() });
        assert_eq!(price.to_string(), "0.15/0.6 USD");
        assert_eq!(
            "3 EUR".parse::<Price>().map(|price| (price.asked, price.answered)),
            Ok((3_000_000, 3_000_000))
        );
        for odd in [
            "",
            "0.15",
            "0.15/0.60",
            "-1 USD",
            "1e3 USD",
            "0.1234567 USD",
            "1/2/3 USD",
            "1 dollars",
            "1000001 USD",
        ] {
            assert_eq!(odd.parse::<Price>(), Err(NoPrice), "{odd}");
        }
        // 700 asked and 77 answered: 105 and 46.2 millionths.
        assert_eq!(Paid::new(Some(&price), 700, 77, 777), Paid { tokens: 777, cost: 152 });
        assert_eq!(Paid::new(Some(&price), 0, 0, 1_000_000), Paid { tokens: 1_000_000, cost: 150_000 });
        assert_eq!(Paid::new(None, 700, 77, 777), Paid { tokens: 777, cost: 0 });
        let most = Paid::new(Some(&price), u64::MAX, u64::MAX, u64::MAX);
        assert_eq!(most.tokens, u64::MAX, "whatever an endpoint says");
    }
}
