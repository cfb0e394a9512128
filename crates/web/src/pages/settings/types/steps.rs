//! What is done on the way to a promise and after it is broken, as a list of steps (definitions A.2).

use crate::{
    actor::InGuild,
    pages::settings::{
        channels,
        fields::{Fields, Opt},
        roles,
    },
};
use ticket::{
    ChannelId, RoleId, TypeId, say,
    settings::Locale,
    sla::{
        Act, Moment, Policy, Step,
        steps::{MAX_STEP_MINUTES, MAX_STEP_PERCENT, MAX_STEPS},
    },
};

/// A step as the form shows it.
pub(crate) struct Row {
    pub(crate) slot: String,
    pub(crate) amount: String,
    pub(crate) whens: Vec<Opt>,
    pub(crate) acts: Vec<Opt>,
    pub(crate) roles: Vec<Opt>,
    pub(crate) places: Vec<Opt>,
    pub(crate) kinds: Vec<Opt>,
    pub(crate) urgent: bool,
    /// What is wrong with it.
    pub(crate) fault: String,
}

/// What is chosen in one.
struct Chosen {
    slot: String,
    amount: String,
    when: String,
    act: String,
    role: Option<RoleId>,
    channel: Option<ChannelId>,
    kind: Option<TypeId>,
    urgent: bool,
}

impl Chosen {
    fn of(slot: String, step: &Step) -> Self {
        let (when, amount) = match step.at {
            Moment::Percent(percent) => ("percent", percent),
            Moment::Before(minutes) => ("before", minutes),
            Moment::After(minutes) => ("after", minutes),
        };
        let (mut role, mut channel, mut kind) = (None, None, None);
        let act = match step.act {
            Act::Ping { role: whom, channel: place } => {
                (role, channel) = (Some(whom), place);
                "ping"
            }
            Act::TellHandler => "tell",
            Act::RaisePriority => "raise",
            Act::BackToQueue => "queue",
            Act::MoveTo { to } => {
                kind = Some(to);
                "move"
            }
            Act::AssignOnCall => "on-call",
            Act::CallWebhook => "hook",
        };
        let (amount, when, act) = (amount.to_string(), when.to_owned(), act.to_owned());
        Self { slot, amount, when, act, role, channel, kind, urgent: step.urgent }
    }

    fn typed(slot: &str, fields: &Fields) -> Self {
        let at = |name: &str| format!("{slot}-{name}");
        Self {
            slot: slot.to_owned(),
            amount: fields.text(&at("amount")).trim().to_owned(),
            when: fields.text(&at("when")),
            act: fields.text(&at("act")),
            role: fields.id(&at("role")),
            channel: fields.id(&at("place")),
            kind: fields.id(&at("type")),
            urgent: fields.flag(&at("urgent")),
        }
    }

    /// The step it stands for.
    ///
    /// # Errors
    /// The sentence that says what is missing.
    fn step(&self, l: Locale) -> Result<Step, String> {
        let percent = self.when == "percent";
        let most = if percent { MAX_STEP_PERCENT } else { MAX_STEP_MINUTES };
        let amount = self.amount.parse().ok().filter(|amount| (1..=most).contains(amount));
        let amount: u32 = amount.ok_or_else(|| match percent {
            true => say!(l, "web-step-no-percent", most = most),
            false => say!(l, "web-step-no-minutes", most = most),
        })?;
        let at = match self.when.as_str() {
            "percent" => Moment::Percent(amount),
            "before" => Moment::Before(amount),
            _ => Moment::After(amount),
        };
        let act = match self.act.as_str() {
            "tell" => Act::TellHandler,
            "raise" => Act::RaisePriority,
            "queue" => Act::BackToQueue,
            "move" => Act::MoveTo { to: self.kind.ok_or_else(|| say!(l, "web-step-no-type"))? },
            "on-call" => Act::AssignOnCall,
            "hook" => Act::CallWebhook,
            _ => {
                let role = self.role.ok_or_else(|| say!(l, "web-step-no-role"))?;
                Act::Ping { role, channel: self.channel }
            }
        };
        Ok(Step { urgent: self.urgent, ..Step::new(at, act) })
    }

    fn row(&self, here: &InGuild, fault: String) -> Row {
        let l = here.signed.prefs.locale;
        let when = |word: &str, label: String| Opt::new(word, label, self.when == word);
        let act = |word: &str, label: String| Opt::new(word, label, self.act == word);
        let role: Vec<RoleId> = self.role.into_iter().collect();
        let channel: Vec<ChannelId> = self.channel.into_iter().collect();
        let mut places = vec![Opt::new("", say!(l, "web-step-in-ticket"), channel.is_empty())];
        places.extend(channels(here, false, &channel));
        Row {
            slot: self.slot.clone(),
            amount: self.amount.clone(),
            whens: vec![
                when("percent", say!(l, "web-step-percent")),
                when("before", say!(l, "web-step-before")),
                when("after", say!(l, "web-step-after")),
            ],
            acts: vec![
                act("ping", say!(l, "web-step-ping")),
                act("tell", say!(l, "web-step-tell")),
                act("raise", say!(l, "web-step-raise")),
                act("queue", say!(l, "web-step-queue")),
                act("move", say!(l, "web-step-move")),
                act("on-call", say!(l, "web-step-on-call")),
                act("hook", say!(l, "web-step-hook")),
            ],
            roles: roles(here, &role),
            places,
            kinds: kinds(here, self.kind),
            urgent: self.urgent,
            fault,
        }
    }
}

/// The types that a step can move to, with the one it names even if that is not there any more.
fn kinds(here: &InGuild, chosen: Option<TypeId>) -> Vec<Opt> {
    let all = &here.config.config.types;
    let known = all.iter().filter(|kind| kind.active || Some(kind.id) == chosen);
    let known = known.map(|kind| Opt::new(kind.id.to_string(), kind.name.clone(), Some(kind.id) == chosen));
    let gone = chosen.filter(|id| !all.iter().any(|kind| kind.id == *id));
    known.chain(gone.map(|id| Opt::new(id.to_string(), format!("? {id}"), true))).collect()
}

/// The steps of a type; what was typed and refused stays as it is, with what is wrong beside it.
pub(crate) fn shown(here: &InGuild, policy: &Policy, typed: Option<&Fields>) -> Vec<Row> {
    let l = here.signed.prefs.locale;
    match typed.filter(|fields| fields.flag("steps")) {
        Some(fields) => {
            let mut known = Vec::new();
            let row = |slot| {
                let chosen = Chosen::typed(slot, fields);
                let fault = one(l, &chosen, &mut known).err().unwrap_or_default();
                chosen.row(here, fault)
            };
            fields.all("step").map(row).collect()
        }
        None => {
            let steps = policy.steps.iter().enumerate();
            let row = |(index, step): (usize, &Step)| {
                Chosen::of(format!("step{index}"), step).row(here, String::new())
            };
            steps.map(row).collect()
        }
    }
}

/// One to fill in.
pub(crate) fn blank(here: &InGuild) -> Row {
    let step = Step::new(Moment::Percent(90), Act::TellHandler);
    Chosen::of("new".to_owned(), &step).row(here, String::new())
}

fn one(l: Locale, chosen: &Chosen, known: &mut Vec<Step>) -> Result<(), String> {
    let step = chosen.step(l)?;
    if known.iter().any(|other| other.is(&step)) {
        return Err(say!(l, "web-step-twice"));
    }
    known.push(step);
    Ok(())
}

/// Reads the steps and the warning in the order of the page. Where none were sent with the form, those that stand are kept.
///
/// # Errors
/// The sentence that says which step cannot be.
pub(crate) fn read(l: Locale, fields: &Fields, policy: &mut Policy) -> Result<(), String> {
    if !fields.flag("steps") {
        return Ok(());
    }
    policy.on_broken.raise_priority = fields.flag("broken-raise");
    policy.on_broken.back_to_queue = fields.flag("broken-queue");
    policy.warn_percent =
        fields.number::<u8>(l, "warn-percent", &say!(l, "web-step-warn"))?.unwrap_or_default();
    if policy.warn_percent > 99 {
        return Err(say!(l, "web-step-warn-most"));
    }
    let mut steps = Vec::new();
    for (index, slot) in fields.all("step").enumerate() {
        if index == MAX_STEPS {
            return Err(say!(l, "web-step-too-many", most = MAX_STEPS));
        }
        one(l, &Chosen::typed(slot, fields), &mut steps)
            .map_err(|why| say!(l, "web-step-fault", number = index + 1, why = why))?;
    }
    policy.steps = steps;
    Ok(())
}
