//! Who asks although they were told that nothing is left: requests on a bucket of which an answer that had arrived said so, before its
//! window ended.
//!
//! An answer has arrived when another request comes over the same connection, for one connection carries one exchange at a time; or a
//! second after it left. What was under way when the answer left is no fault of whoever sent it.

use super::Route;
use std::{collections::BTreeMap, net::SocketAddr, time::Duration};
use tokio::time::Instant;

/// By when an answer has arrived, whatever line it took.
const ARRIVED: Duration = Duration::from_secs(1);
/// Buckets that are kept; over it those whose window ended are forgotten.
const KEPT: usize = 10_000;

/// A request: over which connection, and when by the machine's time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub from: SocketAddr,
    pub at: Instant,
}

/// A window whose requests are used up, and the answers that said so.
#[derive(Debug)]
struct Spent {
    ends: i64,
    answers: Vec<Line>,
}

/// What was told of buckets that ran out.
#[derive(Debug, Default)]
pub(super) struct Warned(BTreeMap<(String, Route), Spent>);

impl Warned {
    /// An answer leaves that says that nothing is left until the window ends.
    pub(super) fn told(&mut self, who: &str, route: &Route, line: Line, ends: i64) {
        let spent = self.0.entry((who.to_owned(), route.clone()));
        let spent = spent.or_insert_with(|| Spent { ends, answers: Vec::new() });
        if spent.ends != ends {
            *spent = Spent { ends, answers: Vec::new() };
        }
        // The first over each connection says the most.
        if spent.answers.iter().all(|one| one.from != line.from) {
            spent.answers.push(line);
        }
    }

    /// Whether who asks was told that nothing is left. Where the bucket became `smaller` in this window, a request that had its turn before
    /// may come over the connection of an answer that says so: then only time tells.
    pub(super) fn knows(
        &mut self,
        who: &str,
        route: &Route,
        line: Line,
        (now, smaller): (i64, bool),
    ) -> bool {
        if self.0.len() > KEPT {
            self.0.retain(|_, spent| spent.ends > now);
        }
        let Some(spent) = self.0.get(&(who.to_owned(), route.clone())).filter(|spent| spent.ends > now)
        else {
            return false;
        };
        let arrived =
            |one: &Line| one.from == line.from && !smaller || line.at.duration_since(one.at) >= ARRIVED;
        spent.answers.iter().any(arrived)
    }

    /// Whoever asks from now on was told nothing: the program was started anew.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
