//! From text to a query.

use super::{
    Clause, Compare, FILTERS, Filter, Is, MAX_PARTS, MAX_QUERY, Misread, Place, Query, Sla, Test, When, Who,
    words::phrase,
};
use crate::{Priority, UserId};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// No duration is longer: a hundred years.
const LONGEST: i64 = 36_500 * DAY;

/// A part as it stands in the text.
#[derive(Debug, Default)]
struct Raw {
    minus: bool,
    /// What stands before a colon, if that is letters only.
    name: Option<String>,
    value: String,
    /// Whether any of the value is in quotation marks.
    quoted: bool,
}

enum Part {
    Clause(Clause),
    Place(Place),
    Or,
}

/// Reads a query. Any text gives a query or says what is wrong with it.
///
/// # Errors
/// [`Misread`], for [`super::explain`].
pub fn parse(text: &str) -> Result<Query, Misread> {
    if text.chars().count() > MAX_QUERY {
        return Err(Misread::TooLong);
    }
    let raws = split(text)?;
    if raws.len() > MAX_PARTS {
        return Err(Misread::TooMany);
    }
    let mut query = Query::default();
    let mut or = false;
    let mut may_or = false;
    for raw in raws {
        match part(raw)? {
            None => {}
            Some(Part::Or) if or || !may_or => return Err(Misread::LoneOr),
            Some(Part::Or) => or = true,
            Some(Part::Place(place)) => {
                if or {
                    return Err(Misread::MixedOr);
                }
                query.place = place;
                may_or = false;
            }
            Some(Part::Clause(clause)) => {
                if or {
                    join(query.clauses.last_mut(), clause)?;
                } else {
                    query.clauses.push(clause);
                }
                (or, may_or) = (false, true);
            }
        }
    }
    if or {
        return Err(Misread::LoneOr);
    }
    let says = |clause: &Clause| matches!(clause, Clause::Words(_));
    if query.clauses.iter().any(|one| matches!(one, Clause::Without(_))) && !query.clauses.iter().any(says) {
        return Err(Misread::OnlyWithout);
    }
    Ok(query)
}

fn join(before: Option<&mut Clause>, clause: Clause) -> Result<(), Misread> {
    match (before, clause) {
        (Some(Clause::Words(all)), Clause::Words(more)) => all.extend(more),
        (Some(Clause::Tests(all)), Clause::Tests(more)) => all.extend(more),
        _ => return Err(Misread::MixedOr),
    }
    Ok(())
}

/// Parts are between spaces; inside quotation marks a space is a letter.
fn split(text: &str) -> Result<Vec<Raw>, Misread> {
    let mut raws = Vec::new();
    let mut letters = text.chars().peekable();
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        if letters.peek().is_none() {
            return Ok(raws);
        }
        let mut raw = Raw { minus: letters.next_if_eq(&'-').is_some(), ..Raw::default() };
        let mut quoting = false;
        while let Some(letter) = letters.next_if(|letter| quoting || !letter.is_whitespace()) {
            match letter {
                '"' | '“' | '”' | '„' => {
                    quoting = !quoting;
                    raw.quoted = true;
                }
                ':' if !quoting && !raw.quoted && raw.name.is_none() && is_name(&raw.value) => {
                    raw.name = Some(std::mem::take(&mut raw.value).to_lowercase());
                }
                letter => raw.value.push(letter),
            }
        }
        if quoting {
            return Err(Misread::OpenQuote);
        }
        raws.push(raw);
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphabetic())
}

fn part(raw: Raw) -> Result<Option<Part>, Misread> {
    let Some(name) = &raw.name else { return Ok(plain(raw)) };
    // An address is no filter.
    if raw.value.starts_with("//") {
        let value = format!("{name}:{}", raw.value);
        return Ok(plain(Raw { name: None, value, ..raw }));
    }
    let known = match name.as_str() {
        "status" => "is",
        "by" | "member" => "from",
        other => FILTERS.iter().map(|(name, _)| *name).find(|name| *name == other).unwrap_or_default(),
    };
    if known.is_empty() {
        return Err(Misread::NoFilter { name: name.clone(), near: near(name) });
    }
    if raw.value.trim().is_empty() {
        return Err(Misread::NoValue { filter: known });
    }
    let bad = || Misread::BadValue { filter: known, value: raw.value.clone() };
    match known {
        "in" => place(&raw).map(|place| Some(Part::Place(place))).ok_or_else(bad),
        "subject" => {
            let mut phrase = phrase(&raw.value).ok_or_else(bad)?;
            (phrase.subject, phrase.begins) = (true, !raw.quoted && raw.value.ends_with('*'));
            let clause = if raw.minus { Clause::Without(phrase) } else { Clause::Words(vec![phrase]) };
            Ok(Some(Part::Clause(clause)))
        }
        known => {
            let filter = filter(known, raw.value.trim()).ok_or_else(bad)?;
            Ok(Some(Part::Clause(Clause::Tests(vec![Test { not: raw.minus, filter }]))))
        }
    }
}

/// Words, a number, or `OR`. Signs alone mean nothing.
fn plain(raw: Raw) -> Option<Part> {
    if raw.value == "OR" && !raw.quoted && !raw.minus {
        return Some(Part::Or);
    }
    if let Some(number) = raw.value.strip_prefix('#').and_then(|digits| digits.parse().ok()) {
        let test = Test { not: raw.minus, filter: Filter::Number(number) };
        return Some(Part::Clause(Clause::Tests(vec![test])));
    }
    let mut phrase = phrase(&raw.value)?;
    phrase.begins = !raw.quoted && raw.value.ends_with('*');
    Some(Part::Clause(if raw.minus { Clause::Without(phrase) } else { Clause::Words(vec![phrase]) }))
}

fn place(raw: &Raw) -> Option<Place> {
    if raw.minus {
        return None;
    }
    match raw.value.to_lowercase().as_str() {
        "subject" | "subjects" => Some(Place::Subject),
        "answers" | "answer" | "form" => Some(Place::Answers),
        "messages" | "message" => Some(Place::Messages),
        "notes" | "note" => Some(Place::Notes),
        _ => None,
    }
}

fn filter(name: &str, value: &str) -> Option<Filter> {
    let small = value.to_lowercase();
    let (compare, rest) = compare(&small);
    Some(match name {
        "is" => Filter::Is(state(&small)?),
        "type" => Filter::Type(value.to_owned()),
        "tag" => Filter::Tag(value.to_owned()),
        "priority" => Filter::Priority(compare, Priority::named(rest)?),
        "assignee" => Filter::Assignee(who(value)),
        "claimer" => Filter::Claimer(who(value)),
        "from" => match who(value) {
            Who::Nobody => return None,
            who => Filter::From(who),
        },
        "opened" => Filter::Opened(compare, when(rest)?),
        "closed" => Filter::Closed(compare, when(rest)?),
        "waiting" => Filter::Waiting(compare, duration(rest)?),
        "sla" => Filter::Sla(match rest {
            "overdue" | "late" => Sla::Overdue,
            "soon" => Sla::Soon,
            "met" => Sla::Met,
            _ => return None,
        }),
        "rating" => Filter::Rating(compare, rest.parse().ok().filter(|stars: &u8| (1..=5).contains(stars))?),
        "has" => match small.as_str() {
            "attachment" | "attachments" | "file" => Filter::Attachment,
            "note" | "notes" => Filter::Note,
            _ => return None,
        },
        _ => return None,
    })
}

fn state(word: &str) -> Option<Is> {
    Some(match word {
        "open" => Is::Open,
        "closed" => Is::Closed,
        "unassigned" => Is::Unassigned,
        "waiting" => Is::Waiting,
        "needs-reply" | "unanswered" => Is::NeedsReply,
        "pinned" => Is::Pinned,
        "paused" => Is::Paused,
        "snoozed" => Is::Snoozed,
        _ => return None,
    })
}

fn compare(text: &str) -> (Compare, &str) {
    let signs = [
        (">=", Compare::AtLeast),
        ("<=", Compare::AtMost),
        (">", Compare::Above),
        ("<", Compare::Below),
        ("=", Compare::Equal),
    ];
    let found =
        signs.iter().find_map(|(sign, compare)| Some((*compare, text.strip_prefix(sign)?.trim_start())));
    found.unwrap_or((Compare::Equal, text))
}

fn who(value: &str) -> Who {
    let plain = value.trim_start_matches("<@").trim_start_matches('!').trim_end_matches('>');
    let plain = plain.trim_start_matches('@');
    match plain.to_lowercase().as_str() {
        "me" => Who::Me,
        "none" | "nobody" => Who::Nobody,
        // Discord's ids have at least 15 digits.
        digits if digits.len() >= 15 && digits.parse::<u64>().is_ok() => {
            Who::Account(UserId(digits.parse().unwrap_or_default()))
        }
        _ => Who::Named(plain.to_owned()),
    }
}

fn when(text: &str) -> Option<When> {
    duration(text).map(When::Ago).or_else(|| text.parse().ok().map(When::Day))
}

/// `30m`, `2h`, `7d`, `3w`.
pub(crate) fn duration(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        'm' => MINUTE,
        'h' => HOUR,
        'd' => DAY,
        'w' => 7 * DAY,
        _ => return None,
    };
    let count: i64 = text[..text.len() - 1].parse().ok().filter(|count| *count >= 0)?;
    count.checked_mul(unit).filter(|length| *length <= LONGEST)
}

/// The filter whose name is one or two letters away, or begins alike.
fn near(name: &str) -> Option<&'static str> {
    let mut best: Option<(usize, &'static str)> = None;
    for (known, _) in FILTERS {
        let far = distance(name, known);
        let alike = far <= 1 + usize::from(known.len() > 4) || (name.len() > 2 && known.starts_with(name));
        if alike && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, known));
        }
    }
    best.map(|(_, known)| known)
}

/// Letters to put in, take out or replace.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.bytes().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (place, wanted) in other.bytes().enumerate() {
            let next = (corner + usize::from(letter != wanted)).min(row[place] + 1).min(row[place + 1] + 1);
            corner = std::mem::replace(&mut row[place + 1], next);
        }
    }
    row[other.len()]
}
