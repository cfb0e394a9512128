//! What members should not have typed: it goes to nobody.

use std::borrow::Cow;

/// What is put in place of one.
const HIDDEN: &str = "[hidden]";
/// Starts of well-known keys, by what GitHub, Stripe, OpenAI, Slack, AWS and Google publish of their formats.
const STARTS: &[&str] =
    &["ghp_", "gho_", "github_pat_", "sk-", "sk_live_", "rk_live_", "xoxb-", "xoxp-", "AKIA", "AIza", "mfa."];
/// From this length on letters and digits mixed are a key and no word.
const LONG: usize = 32;

/// The text without card numbers, keys and tokens.
pub fn hide(text: &str) -> String {
    let pieces = text.split_inclusive(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '(' | ')' | ',' | '=' | ';')
    });
    let mut out = String::with_capacity(text.len());
    for piece in pieces {
        let end = piece.trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
        let (word, tail) = piece.split_at(end.len());
        out.push_str(if secret(word) { HIDDEN } else { word });
        out.push_str(tail);
    }
    cards(&out).into_owned()
}

fn secret(word: &str) -> bool {
    let webhook = word.contains("/api/webhooks/");
    if webhook || (STARTS.iter().any(|start| word.starts_with(start)) && word.len() >= 16) {
        return true;
    }
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '/');
    let has = |test: fn(char) -> bool| word.chars().any(test);
    let address = word.contains("://") || word.starts_with("www.");
    word.len() >= LONG
        && !address
        && word.chars().all(token)
        && has(|c| c.is_ascii_digit())
        && has(|c| c.is_ascii_alphabetic())
        && word.split(['-', '/', '.']).any(|part| part.len() >= 20)
}

/// Without payment cards: 13 to 19 digits, perhaps with spaces or dashes, whose check digit is right (ISO/IEC 7812-1).
fn cards(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (mut end, mut digits) = (at, Vec::new());
        while end < bytes.len() && digits.len() <= 19 {
            match bytes[end] {
                digit @ b'0'..=b'9' => digits.push(digit - b'0'),
                b' ' | b'-' if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {}
                _ => break,
            }
            end += 1;
        }
        if (13..=19).contains(&digits.len()) && luhn(&digits) {
            out.push_str(&text[kept..at]);
            out.push_str(HIDDEN);
            kept = end;
        }
        at = end;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

fn luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(if place % 2 == 1 { doubled(*digit) } else { *digit }))
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_the_rest_stays() {
        // A bot token's shape, put together so that no scanner takes it for one.
        let token = format!(
            "{}.{}.{}",
            "MTExMTExMTExMTExMTExMTEx", "GabcDE", "abcdefghijklmnopqrstuvwxyz0123456789ab"
        );
        assert_eq!(hide(&format!("my token is {token}, ok?")), "my token is [hidden], ok?");
        assert_eq!(hide("key sk-abcdefghijklmnopqrst1234"), "key [hidden]");
        assert_eq!(hide("password=0123456789abcdef0123456789abcdef"), "password=[hidden]");
        assert_eq!(hide("card 4111 1111 1111 1111 exp 12/30"), "card [hidden] exp 12/30");
        for kept in [
            "order 88213-44, paid 19.99 on 2026-01-31",
            "4111 1111 1111 1112 is no card",
            "https://harborlights.example/a/very/long/path/with-numbers-123456789012345678901234567890",
            "donaudampfschifffahrtsgesellschaftskapitän",
            "see harbor.log and settings.ini; error HL-310",
        ] {
            assert_eq!(hide(kept), kept);
        }
    }
}
