//! What goes wrong, as tests plan it.

use crate::{
    Fake, Planned,
    faults::{EventFault, Fault, Faults, Held, Injected, Storm},
};

impl Fake {
    /// Lets faults be drawn from a seed from now on, or no more. The seed is printed.
    pub fn storm(&self, faults: Option<&Faults>) {
        if let Some(faults) = faults {
            eprintln!("fake-discord: faults of seed {}", faults.seed);
        }
        self.storm_quietly(faults);
    }

    /// As [`Fake::storm`], for those who print the seed themselves.
    pub fn storm_quietly(&self, faults: Option<&Faults>) {
        let seed = faults.map_or(0, |faults| faults.seed);
        *self.state.storm() = (faults.map(|one| one.requests).unwrap_or_default(), Storm::of(seed));
        self.change(|world| {
            world.event_faults.odds = faults.map(|one| one.events).unwrap_or_default();
            world.event_faults.storm = Storm::of(seed);
        });
    }

    /// What was drawn and went wrong since the storm began: requests, then events.
    pub fn injected(&self) -> Vec<Injected> {
        let mut all = self.state.storm().1.injected.clone();
        all.extend(self.look(|world| world.event_faults.storm.injected.clone()));
        all
    }

    /// Plans a fault for the next events of this name.
    pub fn fail_event(&self, event: &str, fault: EventFault, times: u32) {
        self.change(|world| world.event_faults.planned.push((event.to_owned(), fault, times)));
    }

    /// An outage of a guild begins (its members and channels are out of reach) or ends.
    pub fn set_available(&self, guild: u64, available: bool) {
        self.change(|world| world.set_available(guild, available));
    }

    /// Plans a fault for the next requests with this method whose path contains this.
    pub fn fail(&self, method: &str, path: &str, fault: Fault, times: u32) {
        let planned = Planned { method: method.to_owned(), path: path.to_owned(), fault, times };
        self.state.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(planned);
    }

    /// Lets requests with this method whose path contains this wait for their answer, and their effect, until [`Fake::answer_all`].
    pub fn hold(&self, method: &str, path: &str) {
        self.keep_back(Held::Request, method, path);
    }

    /// As [`Fake::hold`], once they have had their effect: everybody is told of it before whoever asked is answered.
    pub fn hold_answer(&self, method: &str, path: &str) {
        self.keep_back(Held::Answer, method, path);
    }

    fn keep_back(&self, what: Held, method: &str, path: &str) {
        self.state.held.send_modify(|held| held.push((what, method.to_owned(), path.to_owned())));
    }

    /// How many requests wait because they are held.
    pub fn holding(&self) -> usize {
        self.state.held.receiver_count()
    }

    /// Answers what was held, and holds nothing more.
    pub fn answer_all(&self) {
        self.state.held.send_modify(Vec::clear);
    }

    /// Forgets the faults that were planned for requests and did not happen yet.
    pub fn relent(&self) {
        self.state.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    }
}
