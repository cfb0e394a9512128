//! Who waits comes first: what was missed while nobody listened is caught up in the hands, and at the pace, that people leave.

use crate::hall::{Hall, on_both};
use fake_discord::{Fault, Person, Request, World, rates::Scope};
use serde_json::json;

/// Open tickets in each of which something was missed: more than are worked at once.
const MISSED: usize = 48;
/// Seconds for which Discord takes nothing from us.
const SILENCE: f64 = 8.0;
/// Requests a second that work which nobody waits for may have of the fifty.
const PACE: usize = 38;

fn opens(who: &Person, here: u64, subject: &str) {
    who.submit(here, "gh1:form:1", &[("subject", subject), ("details", "soon, please")]);
}

fn catches_up(one: &Request) -> bool {
    one.method == "GET" && one.path.ends_with("/messages")
}

fn makes_room(one: &Request) -> bool {
    one.method == "POST" && one.path.ends_with("/channels")
}

impl Hall {
    async fn opened_in_all(&self, tickets: u32) {
        let last = self.ticket(tickets);
        self.eventually("all have their channel and their welcome", async || {
            let all = (1..=last.number).map(|number| self.ticket(number)).collect::<Vec<_>>();
            let all = self.store().tickets(&all).await.expect("reads");
            (all.len() == last.number as usize
                && all.iter().all(|one| one.ticket.surface.welcome().is_some()))
            .then_some(())
        })
        .await;
    }

    /// Many tickets are open; nobody listens while something is said in each of them.
    async fn much_is_missed(&self) -> Vec<u64> {
        self.change(|config| {
            config.settings.open_limit = None;
            config.settings.open_category = None;
            config.types[0].open_limit = None;
        })
        .await;
        let before: Vec<u64> = self.fake.look(|world| world.channels.keys().copied().collect());
        // All of them are told in one log.
        self.fake.size_bucket("POST /channels/{id}/messages", 50, 1_000);
        self.panel().await;
        for turn in 0..MISSED {
            let who = self.fake.person(self.sample.members[turn % 6]);
            opens(&who, self.sample.get_help, &format!("Rope {turn}"));
        }
        self.opened_in_all(MISSED as u32).await;
        self.settled().await;
        let fresh = |world: &World| -> Vec<u64> {
            let text = world.channels.values().filter(|one| one.kind == 0);
            text.map(|one| one.id).filter(|id| !before.contains(id)).collect()
        };
        self.fake.look(fresh)
    }

    fn missed(&self, tickets: Vec<u64>) {
        assert_eq!(tickets.len(), MISSED);
        self.unheard(|world| {
            for channel in tickets {
                let body = json!({"content": "is anybody there?"});
                world.post(channel, self.sample.owner, &body, Vec::new(), None).expect("is said");
            }
        });
    }

    async fn all_is_caught_up(&self) {
        self.eventually("what was missed is there", async || {
            for number in 1..=MISSED as u32 {
                let lines = self.store().lines(self.ticket(number), None, 50).await.expect("reads");
                lines.iter().any(|line| line.body.contains("is anybody there?")).then_some(())?;
            }
            Some(())
        })
        .await;
    }
}

/// Discord does not answer what is asked about the past; who opens a ticket meanwhile gets it all the same, for some hands are kept for people.
#[tokio::test(flavor = "multi_thread")]
async fn people_do_not_wait_for_what_was_missed() {
    on_both("people_first_held", |hall| async move {
        let tickets = hall.much_is_missed().await;
        hall.fake.hold("GET", "/messages");
        let before = hall.fake.requests().len();
        hall.missed(tickets);
        hall.heard_again().await;
        hall.eventually("many are asked for", async || (hall.fake.holding() >= 24).then_some(())).await;
        opens(&hall.noa(), hall.sample.get_help, "Anchor");
        hall.opened_in_all(MISSED as u32 + 1).await;
        let answered = hall.fake.requests();
        assert!(!answered[before..].iter().any(catches_up), "nothing is caught up yet");
        hall.fake.answer_all();
        hall.all_is_caught_up().await;
        hall.end().await;
    })
    .await;
}

/// When Discord takes nothing from us for a while, those who opened tickets meanwhile have them afterwards, everything is caught up, and in no second
/// does what nobody waits for take the share of people.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_silence_people_have_their_share() {
    on_both("people_first_silence", |hall| async move {
        let tickets = hall.much_is_missed().await;
        hall.fake.fail("GET", "/messages", Fault::TooFast(Scope::Global, SILENCE), 1);
        let before = hall.fake.requests().len();
        hall.missed(tickets);
        let silent = hall
            .eventually("we are to be silent", async || {
                hall.fake.requests()[before..].iter().find(|one| one.status == 429).map(|one| one.at)
            })
            .await;
        for member in hall.sample.members {
            opens(&hall.fake.person(member), hall.sample.get_help, "Anchor");
        }
        hall.opened_in_all(MISSED as u32 + 6).await;
        hall.all_is_caught_up().await;
        hall.settled().await;
        let requests = hall.fake.requests().split_off(before);
        let after = requests.iter().filter(|one| one.at >= silent + (SILENCE * 1_000.0) as i64);
        let (rooms, caught): (Vec<_>, Vec<_>) =
            after.filter(|one| makes_room(one) || catches_up(one)).partition(|one| makes_room(one));
        // In which order they arrive says nothing: what leaves together has connections of its own each.
        assert!(rooms.len() == 6 && caught.len() >= 12, "all of them had to wait");
        let mut looks: Vec<i64> = requests.iter().filter(|one| catches_up(one)).map(|one| one.at).collect();
        looks.sort_unstable();
        let most =
            looks.iter().map(|at| looks.iter().filter(|one| (*at..at + 1_000).contains(one)).count()).max();
        assert!(most <= Some(PACE), "{most:?} looks at the past in a second");
        let counters = hall.fake.counters();
        assert!(counters.on_exhausted.is_empty() && counters.despite.is_empty(), "{counters:?}");
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}
