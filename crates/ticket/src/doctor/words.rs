//! What the doctor says, in Discord and on the web.

use super::{Finding, Spot};
use crate::{Trouble, say, settings::Locale};

/// One place, with everything that is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Where.
    pub place: String,
    /// The stable codes.
    pub codes: Vec<&'static str>,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub fix: String,
}

/// Findings by place: permissions that are lacking in one place are one advice, everything else is one each. `names` names a channel,
/// type or role.
pub fn advice(l: Locale, findings: &[Finding], names: &dyn Fn(Spot) -> String) -> Vec<Advice> {
    let mut all: Vec<Advice> = Vec::new();
    let mut spots: Vec<Spot> = Vec::new();
    findings.iter().for_each(|one| {
        if !spots.contains(&one.spot) {
            spots.push(one.spot);
        }
    });
    for spot in spots {
        let here = || findings.iter().filter(|one| one.spot == spot).map(|one| one.trouble);
        let lacking: Vec<Trouble> = here().filter(|one| one.permission(l).is_some()).collect();
        if !lacking.is_empty() {
            let missing: Vec<String> = lacking.iter().filter_map(|one| one.permission(l)).collect();
            all.push(Advice {
                place: place(l, spot, names),
                codes: lacking.iter().map(|one| one.code()).collect(),
                cause: say!(l, "doctor-missing", permissions = missing.join(", ")),
                fix: grant(l, spot, &lacking),
            });
        }
        let others = here().filter(|one| one.permission(l).is_none());
        all.extend(others.map(|one| Advice {
            place: place(l, spot, names),
            codes: vec![one.code()],
            cause: one.cause(l),
            fix: one.fix(l),
        }));
    }
    all
}

/// How to grant what is lacking. Who may call all roles is decided by role by role as well.
fn grant(l: Locale, spot: Spot, lacking: &[Trouble]) -> String {
    match spot {
        Spot::Everywhere if lacking == [Trouble::MentionRoles] => Trouble::MentionRoles.fix(l),
        Spot::Everywhere => say!(l, "doctor-grant-everywhere"),
        spot if spot.is_category() => say!(l, "doctor-grant-category"),
        _ => say!(l, "doctor-grant-channel"),
    }
}

fn place(l: Locale, spot: Spot, names: &dyn Fn(Spot) -> String) -> String {
    let name = names(spot);
    match spot {
        Spot::Everywhere => say!(l, "doctor-everywhere"),
        Spot::Open(_) => say!(l, "doctor-open", name = name),
        Spot::Overflow(_) => say!(l, "doctor-overflow", name = name),
        Spot::Closed(_) => say!(l, "doctor-closed", name = name),
        Spot::Threads(_) => say!(l, "doctor-threads", name = name),
        Spot::Panel(_) => say!(l, "doctor-panel", name = name),
        Spot::Log(_) => say!(l, "doctor-log", name = name),
        Spot::Times(_) => say!(l, "doctor-times", name = name),
        Spot::Ticket(_) => say!(l, "doctor-ticket", name = name),
        Spot::Member(_) => say!(l, "doctor-member", name = name),
        Spot::Type(_) => say!(l, "doctor-type", name = name),
        Spot::Role(_) => say!(l, "doctor-role", name = name),
        Spot::Policy(_) => say!(l, "doctor-policy", name = name),
    }
}
