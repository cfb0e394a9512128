//! Every sentence a person reads, in every language, in one place.
//!
//! The words are in `locales/<language>/*.ftl`. A test checks that every key used in the code exists in every language.

use crate::{
    By, CloseKind, Priority, Refusal,
    settings::Locale,
    sla::{AtOnce, Metric},
};
use fluent_templates::{
    LanguageIdentifier,
    fluent_bundle::{FluentValue, types::FluentNumber},
    langid,
};
use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en-US",
        // Discord and HTML isolate text directions themselves; the marks would show up in names and tests.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ENGLISH: LanguageIdentifier = langid!("en-US");
const GERMAN: LanguageIdentifier = langid!("de");

/// Sentences without values that were said before, by language: a page has a hundred of them, and putting each together anew was a tenth of its making.
/// Only what exists is kept, so there is an end of them.
static SAID: LazyLock<[RwLock<HashMap<String, String>>; 2]> = LazyLock::new(Default::default);

/// A value to be put into a sentence.
pub enum Value<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A number; plurals follow it.
    Number(f64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
macro_rules! numbers {
    ($($kind:ty),+) => {$(
        impl From<$kind> for Value<'_> {
            fn from(number: $kind) -> Self {
                Self::Number(number as f64)
            }
        }
    )+};
}
numbers!(u32, u64, i64, usize);

impl Locale {
    /// The language that fits a tag such as Discord's `en-GB` or a browser's `de-AT`; English if none does.
    pub fn fitting(tag: &str) -> Self {
        if tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("de")) {
            Self::German
        } else {
            Self::English
        }
    }

    /// The tag for `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The sentence with this key.
    pub fn say(self, key: &str) -> String {
        self.known(key).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence with this key; `None` if there is none.
    pub fn known(self, key: &str) -> Option<String> {
        let said = &SAID[usize::from(self == Self::German)];
        if let Some(said) = said.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Some(said.clone());
        }
        let sentence = self.sentence(key, &HashMap::new())?;
        said.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), sentence.clone());
        Some(sentence)
    }

    /// The sentence with this key and these values. Each value is used once.
    pub fn say_with(self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        if values.is_empty() {
            return self.say(key);
        }
        let mut args: HashMap<Cow<'static, str>, FluentValue<'_>> = HashMap::with_capacity(values.len());
        for (name, value) in values.iter() {
            let value = match value {
                Value::Text(text) => FluentValue::from(text.as_ref()),
                Value::Number(number) => FluentValue::Number(FluentNumber::new(*number, Default::default())),
            };
            args.insert(Cow::Borrowed(*name), value);
        }
        self.sentence(key, &args).unwrap_or_else(|| key.to_owned())
    }

    fn sentence(self, key: &str, args: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> Option<String> {
        let language = match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
        };
        [language, &ENGLISH]
            .into_iter()
            .find_map(|language| LOCALES.lookup_single_language(language, key, Some(args)).ok())
    }
}

/// A sentence: `say!(locale, "key")` or `say!(locale, "key", name = value, …)`.
#[macro_export]
macro_rules! say {
    ($locale:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $locale.say_with($key, &[$((stringify!($name), $crate::text::Value::from($value))),*])
    };
}

/// Who did something, for people.
pub fn by(locale: Locale, by: &By) -> String {
    by.name().map_or_else(|| say!(locale, "by-system"), str::to_owned)
}

/// How a ticket was closed, in a word or two.
pub fn close_kind(locale: Locale, kind: CloseKind) -> String {
    match kind {
        CloseKind::Manual => say!(locale, "close-kind-manual"),
        CloseKind::OpenerLeft => say!(locale, "close-kind-opener-left"),
        CloseKind::Idle => say!(locale, "close-kind-idle"),
        CloseKind::ChannelDeleted => say!(locale, "close-kind-channel-deleted"),
    }
}

/// A duration in milliseconds, in two units at most.
pub fn duration(l: Locale, milliseconds: f64) -> String {
    const SECOND: f64 = 1000.0;
    const MINUTE: f64 = 60.0 * SECOND;
    const HOUR: f64 = 60.0 * MINUTE;
    const DAY: f64 = 24.0 * HOUR;
    let value = milliseconds.max(0.0);
    if value < MINUTE {
        return say!(l, "report-seconds", seconds = (value / SECOND).round() as i64);
    }
    if value < HOUR {
        return say!(l, "report-minutes", minutes = (value / MINUTE).round() as i64);
    }
    if value < 2.0 * DAY {
        let minutes = (value / MINUTE).round() as i64;
        return match minutes % 60 {
            0 => say!(l, "report-hours", hours = minutes / 60),
            rest => say!(l, "report-hours-minutes", hours = minutes / 60, minutes = rest),
        };
    }
    let hours = (value / HOUR).round() as i64;
    match hours % 24 {
        0 => say!(l, "report-days", days = hours / 24),
        rest => say!(l, "report-days-hours", days = hours / 24, hours = rest),
    }
}

/// What a change makes overdue at once, and by how much.
pub fn at_once(l: Locale, found: AtOnce) -> String {
    say!(l, "sla-at-once", metric = metric(l, found.metric), span = duration(l, found.by as f64))
}

/// What is promised, in a few words.
pub fn metric(l: Locale, metric: Metric) -> String {
    match metric {
        Metric::FirstResponse => say!(l, "sla-first-response"),
        Metric::NextResponse => say!(l, "sla-next-response"),
        Metric::FirstResolution => say!(l, "sla-first-resolution"),
        Metric::TotalResolution => say!(l, "sla-total-resolution"),
        Metric::FirstAnswer => say!(l, "sla-first-answer"),
        Metric::Update => say!(l, "sla-update"),
    }
}

/// A priority in a word.
pub fn priority(locale: Locale, priority: Priority) -> String {
    match priority {
        Priority::Low => say!(locale, "priority-low"),
        Priority::Normal => say!(locale, "priority-normal"),
        Priority::High => say!(locale, "priority-high"),
        Priority::Urgent => say!(locale, "priority-urgent"),
    }
}

/// Says why not, and what would work.
pub fn refusal(locale: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::CommandsIgnored => say!(locale, "refusal-commands-ignored"),
        Refusal::CommandsElsewhere { channel } => {
            say!(locale, "refusal-commands-elsewhere", channel = channel.to_string())
        }
        Refusal::CommandTooSoon { seconds } => {
            say!(locale, "refusal-command-too-soon", seconds = *seconds)
        }
        Refusal::NotATicket => say!(locale, "refusal-not-a-ticket"),
        Refusal::ModuleOff => say!(locale, "refusal-module-off"),
        Refusal::UnknownType => say!(locale, "refusal-unknown-type"),
        Refusal::TypeInactive { name } => say!(locale, "refusal-type-inactive", name = name),
        Refusal::OpenLimit { limit, of_type: Some(name) } => {
            say!(locale, "refusal-open-limit-type", limit = *limit, name = name)
        }
        Refusal::OpenLimit { limit, of_type: None } => {
            say!(locale, "refusal-open-limit-guild", limit = *limit)
        }
        Refusal::AnswerMissing { label } => say!(locale, "refusal-answer-missing", label = label),
        Refusal::AnswerTooShort { label, least, given } => {
            say!(locale, "refusal-answer-too-short", label = label, least = *least, given = *given)
        }
        Refusal::AnswerTooLong { label, most, given } => {
            say!(locale, "refusal-answer-too-long", label = label, most = *most, given = *given)
        }
        Refusal::FormChanged => say!(locale, "refusal-form-changed"),
        Refusal::FormGone => say!(locale, "refusal-form-gone"),
        Refusal::ReasonTooLong { most, given } => {
            say!(locale, "refusal-reason-too-long", most = *most, given = *given)
        }
        Refusal::MayNotOpen { name } => say!(locale, "refusal-may-not-open", name = name),
        Refusal::Blocked => say!(locale, "refusal-blocked"),
        Refusal::TooSoon { name, until } => {
            say!(locale, "refusal-too-soon", name = name, until = format!("<t:{}:R>", until.seconds()))
        }
        Refusal::NotAChoice { label } => say!(locale, "refusal-not-a-choice", label = label),
        Refusal::FileCount { label, least, most, given } => {
            say!(locale, "refusal-file-count", label = label, least = *least, most = *most, given = *given)
        }
        Refusal::ChoiceCount { label, least, most, given } => {
            say!(locale, "refusal-choice-count", label = label, least = *least, most = *most, given = *given)
        }
        Refusal::TextTooLong { most, given } => {
            say!(locale, "refusal-text-too-long", most = *most, given = *given)
        }
        Refusal::TextMissing => say!(locale, "refusal-text-missing"),
        Refusal::SamePriority(same) => {
            say!(locale, "refusal-same-priority", priority = priority(locale, *same))
        }
        Refusal::AlreadyPinned => say!(locale, "refusal-already-pinned"),
        Refusal::NotPinned => say!(locale, "refusal-not-pinned"),
        Refusal::PauseNotGranted => say!(locale, "refusal-pause-not-granted"),
        Refusal::AlreadyPaused { name } => say!(locale, "refusal-already-paused", name = name),
        Refusal::NotPaused => say!(locale, "refusal-not-paused"),
        Refusal::AlreadyIn { name } => say!(locale, "refusal-already-in", name = name),
        Refusal::NotIn => say!(locale, "refusal-not-in"),
        Refusal::NobodyNamed { name } => say!(locale, "refusal-nobody-named", name = name),
        Refusal::NoBots => say!(locale, "refusal-no-bots"),
        Refusal::TooMany { most } => say!(locale, "refusal-too-many", most = *most),
        Refusal::NeverAnswered => say!(locale, "refusal-never-answered"),
        Refusal::NobodyWaits => say!(locale, "refusal-nobody-waits"),
        Refusal::WrittenSince => say!(locale, "refusal-written-since"),
        Refusal::NotSettled => say!(locale, "refusal-not-settled"),
        Refusal::SnoozeTime { days } => say!(locale, "refusal-snooze-time", days = *days),
        Refusal::NotSnoozed => say!(locale, "refusal-not-snoozed"),
        Refusal::UnknownTag => say!(locale, "refusal-unknown-tag"),
        Refusal::AlreadyTagged { name } => say!(locale, "refusal-already-tagged", name = name),
        Refusal::NotTagged { name } => say!(locale, "refusal-not-tagged", name = name),
        Refusal::SameType { name } => say!(locale, "refusal-same-type", name = name),
        Refusal::SameName => say!(locale, "refusal-same-name"),
        Refusal::AlreadyRequested { name } => say!(locale, "refusal-already-requested", name = name),
        Refusal::NotRequested => say!(locale, "refusal-not-requested"),
        Refusal::OpenerOnly => say!(locale, "refusal-opener-only"),
        Refusal::FeedbackOff => say!(locale, "refusal-feedback-off"),
        Refusal::Stars => say!(locale, "refusal-stars"),
        Refusal::TooLateToRate => say!(locale, "refusal-too-late-to-rate"),
        Refusal::StillOpen => say!(locale, "refusal-still-open"),
        Refusal::UnknownCanned { name } => say!(locale, "refusal-unknown-canned", name = name),
        Refusal::MessageEmpty => say!(locale, "refusal-message-empty"),
        Refusal::MessageTooLong { most, given } => {
            say!(locale, "refusal-message-too-long", most = *most, given = *given)
        }
        Refusal::TooManyFiles { most } => say!(locale, "refusal-too-many-files", most = *most),
        Refusal::FileTooLarge { name, most } => {
            say!(locale, "refusal-file-too-large", name = name, most = *most)
        }
        Refusal::FilesTooLarge { most } => say!(locale, "refusal-files-too-large", most = *most),
        Refusal::NotYourMessage => say!(locale, "refusal-not-your-message"),
        Refusal::TranscriptOver { days } => say!(locale, "refusal-transcript-over", days = *days),
        Refusal::StaffOnly => say!(locale, "refusal-staff-only"),
        Refusal::CloseStaffOnly => say!(locale, "refusal-close-staff-only"),
        Refusal::NotYours => say!(locale, "refusal-not-yours"),
        Refusal::AlreadyClaimed { name, .. } => say!(locale, "refusal-already-claimed", name = name),
        Refusal::AlreadyYours => say!(locale, "refusal-already-yours"),
        Refusal::NotClaimed => say!(locale, "refusal-not-claimed"),
        Refusal::AlreadyAssigned { name } => say!(locale, "refusal-already-assigned", name = name),
        Refusal::NotAssigned => say!(locale, "refusal-not-assigned"),
        Refusal::AssigneeNotStaff { name } => say!(locale, "refusal-assignee-not-staff", name = name),
        Refusal::AlreadyClosed { kind: CloseKind::Manual, by: who, .. } => {
            say!(locale, "refusal-already-closed", name = by(locale, who))
        }
        Refusal::AlreadyClosed { kind, .. } => {
            say!(locale, "refusal-already-closed-automatic", kind = close_kind(locale, *kind))
        }
        Refusal::AlreadyOpen => say!(locale, "refusal-already-open"),
        Refusal::Closed => say!(locale, "refusal-closed"),
        Refusal::StaffCalled => say!(locale, "refusal-staff-called"),
        Refusal::Nothing => say!(locale, "refusal-nothing"),
        Refusal::NotUndoable => say!(locale, "refusal-not-undoable"),
        Refusal::UndoTooLate { seconds } => say!(locale, "refusal-undo-too-late", seconds = *seconds),
        Refusal::UndoOvertaken => say!(locale, "refusal-undo-overtaken"),
        Refusal::UnknownPanel => say!(locale, "refusal-unknown-panel"),
        Refusal::KeysNotYours => say!(locale, "refusal-keys-not-yours"),
        Refusal::ConfigureOnly => say!(locale, "refusal-configure-only"),
        Refusal::Config(invalid) => say!(locale, "refusal-config", problem = invalid.words(locale)),
        Refusal::ConfigChanged => say!(locale, "refusal-config-changed"),
    }
}

/// Why a ticket has no channel or thread.
pub fn problem(locale: Locale, problem: &crate::surface::Problem) -> String {
    use crate::surface::Problem;
    match problem {
        Problem::Forbidden => say!(locale, "problem-forbidden"),
        Problem::GuildFull => say!(locale, "problem-guild-full"),
        Problem::ThreadsFull => say!(locale, "problem-threads-full"),
        Problem::ParentGone => say!(locale, "problem-parent-gone"),
        Problem::Refused { message } => say!(locale, "problem-refused", message = message),
    }
}
