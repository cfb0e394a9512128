//! Taking acts back.

mod common;

use common::*;
use ticket::{
    undo::{Step, UNDO_SECONDS, steps},
    *,
};

/// A log of a ticket: what Beth and others did, one a second.
struct Log {
    ticket: Ticket,
    log: Vec<Recorded>,
    config: GuildConfig,
}

impl Log {
    fn new() -> Self {
        let mut config = config();
        config.types[0].handlers.clear();
        let request = open::Request {
            ticket_type: BILLING,
            answers: Vec::new(),
            files: Vec::new(),
            subject: None,
            on_behalf: None,
            origin: event::Origin::Web,
            at: NOW,
        };
        let mia = person(2, "Mia");
        let facts = open::Facts::default();
        let event = open::open(&request, KEY, &mia, &config, &facts).expect("nothing forbids it");
        let Event::Opened { ticket, .. } = &event else { panic!("an opening") };
        let ticket = (**ticket).clone();
        let first = Recorded { seq: 1, at: NOW, by: Actor::Person(mia).by(), event };
        Self { ticket, log: vec![first], config }
    }

    fn does(&mut self, who: &Person, command: Command) -> u32 {
        let at = NOW.plus_seconds(self.log.len() as i64);
        let actor = Actor::Person(who.clone());
        let (activity, loads) = (Activity::default(), assign::Records::new());
        let given = Given { config: &self.config, activity: &activity, loads: &loads, now: at };
        for event in decide(&self.ticket, &command, &actor, &given).expect("is allowed") {
            self.ticket = apply(self.ticket.clone(), &event);
            self.log.push(Recorded { seq: self.log.len() as u32 + 1, at, by: actor.by(), event });
        }
        self.log.len() as u32
    }

    fn back(&self, seq: u32, who: &Person, seconds: i64) -> Result<Vec<Step>, Refusal> {
        let at = self.log.iter().find(|one| one.seq == seq).expect("it happened").at;
        steps(&self.log, seq, who.user, at.plus_seconds(seconds))
    }
}

/// Everything that has a way back is brought to where it was; the last thing only, by who did it, while there is time.
#[test]
fn an_act_is_taken_back_to_what_it_was() {
    let beth = with_role(20, "Beth", HANDLE_ROLE);
    let hugo = with_role(23, "Hugo", HANDLE_ROLE);
    let mut log = Log::new();
    let first = log.does(&hugo, Command::Assign { to: Box::new(hugo.clone()) });
    assert_eq!(log.back(first, &hugo, 1), Ok(vec![Step::Do(Command::Unassign)]));
    let second = log.does(&beth, Command::Assign { to: Box::new(beth.clone()) });
    assert_eq!(log.back(second, &beth, 1), Ok(vec![Step::AssignTo(hugo.user)]), "to whom it was");
    assert_eq!(log.back(first, &hugo, 2), Err(Refusal::UndoOvertaken));
    assert_eq!(log.back(second, &hugo, 1), Err(Refusal::NotUndoable), "each their own");
    let late = i64::from(UNDO_SECONDS) + 6;
    assert_eq!(log.back(second, &beth, late), Err(Refusal::UndoTooLate { seconds: UNDO_SECONDS }));
    for (command, back) in [
        (Command::SetPriority(Priority::High), Command::SetPriority(Priority::Normal)),
        (Command::Tag(TagId(1)), Command::Untag(TagId(1))),
        (Command::Untag(TagId(1)), Command::Tag(TagId(1))),
        (Command::Pin, Command::Unpin),
        (Command::Claim, Command::Unclaim),
        (Command::Unclaim, Command::Claim),
        (Command::Close { reason: None }, Command::Reopen),
    ] {
        let seq = log.does(&beth, command);
        assert_eq!(log.back(seq, &beth, 3), Ok(vec![Step::Do(back)]));
    }
    let seq = log.does(&beth, Command::Reopen);
    assert_eq!(log.back(seq, &beth, 1), Err(Refusal::NotUndoable), "members were told");
}

/// A move brings back type, case worker and the own claim; somebody else's claim is theirs to make again.
#[test]
fn a_move_is_taken_back_whole() {
    let beth = with_role(20, "Beth", BILLING_ROLE);
    let hugo = with_role(23, "Hugo", HANDLE_ROLE);
    let mut log = Log::new();
    log.does(&beth, Command::Claim);
    log.does(&hugo, Command::Assign { to: Box::new(hugo.clone()) });
    let seq = log.does(&beth, Command::Move { to: OTHER });
    assert_eq!(log.ticket.claim, None, "Beth is not staff there");
    let back =
        vec![Step::Do(Command::Move { to: BILLING }), Step::AssignTo(hugo.user), Step::Do(Command::Claim)];
    assert_eq!(log.back(seq, &beth, 1), Ok(back));
}
