//! What is promised.

use super::{
    Metric,
    steps::{self, Act, Step},
};
use crate::{
    ChannelId, Priority, RoleId, Timestamp,
    calendar::{self, Calendar, OpenTime, Unusable},
};
use serde::{Deserialize, Serialize};

/// The longest target: a year of open time.
pub const MAX_TARGET_MINUTES: u32 = 366 * 24 * 60;

/// Days of open time that are made ready at once: most tickets are done by then.
const READY_DAYS: i64 = 62;

/// Targets of one priority in minutes of open time; nothing is promised where one is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// To the first public message by staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_response: Option<u32>,
    /// To each later answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_response: Option<u32>,
    /// To the first close.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_resolution: Option<u32>,
    /// To the last close.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_resolution: Option<u32>,
    /// To the first answer, Auto-Assist's included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_answer: Option<u32>,
    /// From each public message by staff to the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update: Option<u32>,
}

impl Targets {
    /// The target for a metric, in minutes.
    pub fn of(&self, metric: Metric) -> Option<u32> {
        match metric {
            Metric::FirstResponse => self.first_response,
            Metric::NextResponse => self.next_response,
            Metric::FirstResolution => self.first_resolution,
            Metric::TotalResolution => self.total_resolution,
            Metric::FirstAnswer => self.first_answer,
            Metric::Update => self.update,
        }
    }

    fn respond_within(minutes: u32) -> Self {
        Self { first_response: Some(minutes), ..Self::default() }
    }
}

/// Targets for each priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ByPriority {
    /// For urgent tickets.
    pub urgent: Targets,
    /// For high ones.
    pub high: Targets,
    /// For normal ones.
    pub normal: Targets,
    /// For low ones.
    pub low: Targets,
}

impl Default for ByPriority {
    /// The suggestions: a first response within 15 minutes, 1 hour, 4 hours, 24 hours (P112-P115).
    fn default() -> Self {
        Self {
            urgent: Targets::respond_within(15),
            high: Targets::respond_within(60),
            normal: Targets::respond_within(4 * 60),
            low: Targets::respond_within(24 * 60),
        }
    }
}

impl ByPriority {
    /// The targets of a priority.
    pub fn of(&self, priority: Priority) -> &Targets {
        match priority {
            Priority::Urgent => &self.urgent,
            Priority::High => &self.high,
            Priority::Normal => &self.normal,
            Priority::Low => &self.low,
        }
    }
}

/// What is done about a broken promise, beside telling staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OnBroken {
    /// The ticket gets the next higher priority.
    pub raise_priority: bool,
    /// Claim and assignment are released, so that anyone takes it.
    pub back_to_queue: bool,
}

/// What is promised for a ticket type (P119). The targets are filled in with suggestions; nothing counts until it is enabled (A10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Whether it counts for tickets that open from now on (P117, P118).
    pub enabled: bool,
    /// The targets.
    pub targets: ByPriority,
    /// When time counts; day and night if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
    /// A warning is due when so much of a target is used up, in percent: 1 to 99; 0 for none.
    pub warn_percent: u8,
    /// Whether the clocks of resolution stand still while staff had the last word.
    pub waiting_pauses: bool,
    /// What is done about a broken promise, beside telling staff.
    pub on_broken: OnBroken,
    /// What else is done, before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            enabled: false,
            targets: ByPriority::default(),
            calendar: None,
            warn_percent: 75,
            waiting_pauses: true,
            on_broken: OnBroken::default(),
            steps: Vec::new(),
        }
    }
}

/// Why a policy cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unkeepable {
    /// A target is zero or longer than a year.
    #[error("{metric} of {priority} tickets: 1 to {MAX_TARGET_MINUTES} minutes, not {minutes}", metric = metric.word(), priority = priority.word())]
    Target {
        /// Which promise.
        metric: Metric,
        /// For which tickets.
        priority: Priority,
        /// What was given.
        minutes: u32,
    },
    /// The share to warn at is no share.
    #[error("a warning comes at 1 to 99 percent of the target, or at 0 for none, not at {0}")]
    Warning(u8),
    /// The steps.
    #[error("{0}")]
    Steps(#[from] steps::Unusable),
    /// The calendar.
    #[error("calendar: {0}")]
    Calendar(#[from] Unusable),
}

impl Policy {
    /// The target of a metric in milliseconds of open time.
    pub fn target(&self, metric: Metric, priority: Priority) -> Option<i64> {
        self.targets.of(priority).of(metric).map(|minutes| i64::from(minutes) * 60_000)
    }

    /// Whom its steps ping, and where; in the ticket if that is absent.
    pub fn pings(&self) -> impl Iterator<Item = (RoleId, Option<ChannelId>)> + '_ {
        self.steps.iter().filter_map(|step| match step.act {
            Act::Ping { role, channel } => Some((role, channel)),
            _ => None,
        })
    }

    /// Checks everything but the calendar, which takes a moment.
    ///
    /// # Errors
    /// The first thing that cannot be.
    pub fn check(&self) -> Result<(), Unkeepable> {
        if self.warn_percent > 99 {
            return Err(Unkeepable::Warning(self.warn_percent));
        }
        steps::check(&self.steps)?;
        for priority in Priority::ALL.into_iter().rev() {
            for metric in Metric::ALL {
                match self.targets.of(priority).of(metric) {
                    Some(minutes) if !(1..=MAX_TARGET_MINUTES).contains(&minutes) => {
                        return Err(Unkeepable::Target { metric, priority, minutes });
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Checks everything, for use from `now` on.
    ///
    /// # Errors
    /// The first thing that cannot be.
    pub fn check_at(&self, now: Timestamp) -> Result<(), Unkeepable> {
        self.check()?;
        self.calendar.as_ref().map_or(Ok(()), |calendar| calendar.check(now)).map_err(Unkeepable::from)
    }

    /// When time counts, ready to be asked quickly from then on for [`READY_DAYS`] days, and later too. A zone that does not exist,
    /// which saving refuses, counts day and night.
    pub fn open_time(&self, from: Timestamp) -> OpenTime {
        let until = Timestamp(from.0.saturating_add(READY_DAYS * 24 * 60 * 60_000));
        let calendar = self.calendar.as_ref();
        calendar
            .and_then(|calendar| Some((calendar, calendar::zone(&calendar.zone)?)))
            .map_or_else(OpenTime::always, |(calendar, zone)| {
                OpenTime::between(calendar.clone(), zone, from, until)
            })
    }
}
