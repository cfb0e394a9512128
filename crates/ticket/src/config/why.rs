//! What is wrong with a calendar, with promises, or with the text of a custom command, in words.

use crate::{
    calendar::{MUST_OPEN_WITHIN_DAYS, Of, Unusable},
    custom::{MAX_DEPTH, Mistake, PLACEHOLDERS},
    say,
    settings::Locale,
    sla::{MAX_TARGET_MINUTES, Unkeepable, steps},
    text,
};

/// Why a calendar cannot be used.
pub(super) fn unusable(l: Locale, why: &Unusable) -> String {
    match why {
        Unusable::Zone(zone) => say!(l, "config-no-zone", zone = zone),
        Unusable::TooMany { what, most, given } => {
            let what = match what {
                Of::Exceptions => say!(l, "config-of-exceptions"),
                Of::Weekday(day) => {
                    let days = say!(l, "transcript-weekdays");
                    let day = days.split(',').nth(day.to_monday_zero_offset() as usize);
                    say!(l, "config-of-hours", day = day.unwrap_or_default())
                }
                Of::Date(day) => say!(l, "config-of-hours", day = day.to_string()),
                Of::Name(day) => say!(l, "config-of-name", day = day.to_string()),
            };
            say!(l, "config-too-many", what = what, most = *most, given = *given)
        }
        Unusable::Twice(day) => say!(l, "config-exception-twice", day = day.to_string()),
        Unusable::NeverOpen => say!(l, "config-never-open", days = MUST_OPEN_WITHIN_DAYS),
    }
}

/// Why promises cannot be kept.
pub(crate) fn unkeepable(l: Locale, why: &Unkeepable) -> String {
    match why {
        Unkeepable::Target { metric, priority, minutes } => say!(
            l,
            "config-target",
            metric = text::metric(l, *metric),
            priority = text::priority(l, *priority),
            most = MAX_TARGET_MINUTES,
            given = *minutes
        ),
        Unkeepable::Warning(given) => say!(l, "config-warning", given = u32::from(*given)),
        Unkeepable::Calendar(why) => {
            say!(l, "config-of", what = say!(l, "config-what-calendar"), why = unusable(l, why))
        }
        Unkeepable::Steps(why) => steps(l, *why),
    }
}

/// Why steps cannot be used.
fn steps(l: Locale, why: steps::Unusable) -> String {
    match why {
        steps::Unusable::TooMany(given) => {
            say!(l, "config-steps-too-many", most = steps::MAX_STEPS, given = given)
        }
        steps::Unusable::Moment(place) => say!(
            l,
            "config-step-moment",
            place = place,
            percent = steps::MAX_STEP_PERCENT,
            minutes = steps::MAX_STEP_MINUTES
        ),
        steps::Unusable::Twice(place) => say!(l, "config-step-twice", place = place),
    }
}

/// What is wrong with a text.
pub(super) fn mistake(l: Locale, wrong: &Mistake) -> String {
    // Braces mean something in the files of words.
    let braced = |word: &str| format!("{{{{{word}}}}}");
    match wrong {
        Mistake::Unknown { name } => {
            say!(l, "config-no-placeholder", name = braced(name), known = PLACEHOLDERS.join(", "))
        }
        Mistake::Open => say!(l, "config-if-open", word = braced("if …"), end = braced("endif")),
        Mistake::Stray => say!(
            l,
            "config-if-stray",
            otherwise = braced("else"),
            end = braced("endif"),
            word = braced("if …")
        ),
        Mistake::Deep => say!(l, "config-if-deep", most = MAX_DEPTH),
    }
}
