//! What people do, what goes wrong, and how time passes.

mod deeds;

use crate::{
    bot::{Bot, Ram, guild},
    crew::Crew,
    dice::Dice,
    model::Truth,
    world::{GENERAL, LOG, MEMBERS, STAFF, Told, World},
};
use desk::{Clock, Desk, Hint, Hints, ManualClock, Store};
use object_store::memory::InMemory;
use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};
use store::memory::{Fate, Fates, Memory};
use ticket::{
    Actor, ChannelId, GuildConfig, Permissions, Person, Priority, RoleId, Settings, TagId, TicketType,
    Timestamp, TypeId, UserId,
    assign::Availability,
    canned::Tag,
    form::{Field, FieldStyle},
    settings::{Capability, PauseRight, TeamRole},
    sla::{Rule, When},
    ticket_type::{AfterClose, Place},
};
use tokio::sync::broadcast::Receiver;

/// Seconds that pass at a time, once all is settled.
const PAUSES: [i64; 6] = [30, 600, 7_200, 86_400, 3 * 86_400, 31 * 86_400];
/// The role of staff.
const TEAM: u64 = 41;
/// In a thousand, how often a use of the store fails: on good days, and in a storm.
const STORE_FAULTS: [usize; 2] = [3, 40];
/// Turns until work that comes back without end is found stuck.
const MOST_TURNS: usize = 200_000;
/// Rounds of settling until jobs that come back without end are found stuck.
const MOST_ROUNDS: usize = 400;
/// Looks for work that find nothing until it is waited for, and seconds until the next.
const MOST_LOOKS: u32 = 3;
const LOOK_AGAIN: i64 = 1;
/// Jobs due within so many seconds are waited for when all is to be settled: retries are.
const SOON: i64 = 900;

/// Kinds of acts.
#[derive(Clone, Copy, Debug)]
enum Act {
    Open,
    Say,
    Edit,
    Delete,
    WebSay,
    WebChange,
    Order,
    Leave,
    DeleteChannel,
    Archive,
    Rename,
    Full,
    RefuseDms,
    Storm,
    Cut,
    Crash,
    Wait,
}

const ACTS: [(usize, Act); 17] = [
    (16, Act::Open),
    (26, Act::Say),
    (5, Act::Edit),
    (4, Act::Delete),
    (8, Act::WebSay),
    (4, Act::WebChange),
    (26, Act::Order),
    (1, Act::Leave),
    (1, Act::DeleteChannel),
    (1, Act::Archive),
    (1, Act::Rename),
    (1, Act::Full),
    (1, Act::RefuseDms),
    (3, Act::Storm),
    (3, Act::Cut),
    (4, Act::Crash),
    (9, Act::Wait),
];

/// Chance and mood of the store.
struct Mood {
    dice: Dice,
    stormy: bool,
    calm: bool,
    faults: u64,
}

/// One guild for a while.
pub struct Life {
    pub world: Rc<RefCell<World>>,
    /// The store as it is, for looking.
    pub store: Arc<dyn Store>,
    pub truth: Rc<RefCell<Truth>>,
    pub diary: Vec<String>,
    pub days: i64,
    /// How often somebody was given more than they are given at most.
    pub over_caps: u64,
    hints: Hints,
    pub told: Receiver<Hint>,
    shaky: Arc<dyn Store>,
    mood: Arc<Mutex<Mood>>,
    clock: ManualClock,
    bot: Bot,
    crew: Crew,
    order: Dice,
    dice: Dice,
    seed: u64,
}

/// Runs something to its end that waits for nothing but its turn.
pub fn now<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

pub fn person(user: u64) -> Person {
    let roles = if STAFF.contains(&user) { vec![RoleId(TEAM)] } else { Vec::new() };
    let name = format!("user {user}");
    Person { user: UserId(user), name, roles, permissions: Permissions::NONE, owner: false, bot: false }
}

/// Whether a guild has policies beside the promises of its types.
fn has_policies(seed: u64) -> bool {
    seed % 4 == 1
}

fn config(seed: u64) -> GuildConfig {
    let mut help = TicketType::new(TypeId(1), "Help");
    help.form = vec![Field::new("subject", "What is it about?", FieldStyle::Short)];
    help.handlers = STAFF.map(UserId).to_vec();
    help.sla.enabled = true;
    help.sla.targets.normal.update = Some(120);
    help.sla.targets.normal.first_answer = Some(200);
    help.sla.on_broken.back_to_queue = seed.is_multiple_of(5);
    let mut orders = TicketType { id: TypeId(2), name: "Orders".to_owned(), ..help.clone() };
    orders.place = Place::Thread { parent: ChannelId(GENERAL) };
    orders.handlers = Vec::new();
    orders.sla.enabled = false;
    orders.auto_close.only_waiting_for_opener = seed.is_multiple_of(2);
    orders.after_close = if seed.is_multiple_of(3) { AfterClose::Delete } else { AfterClose::Archive };
    orders.opener_can_close = seed.is_multiple_of(2);
    help.weight = 1 + u32::from(seed.is_multiple_of(2));
    help.count_waiting = seed.is_multiple_of(5);
    let capped = |(user, cap): (u64, u32)| Availability {
        user: UserId(user),
        cap: Some(cap),
        away_until: None,
        hours: None,
    };
    // Nobody, one of two, or both are given only so much.
    let capped: Vec<Availability> = match seed % 6 {
        0 => vec![capped((STAFF[0], 2))],
        3 => vec![capped((STAFF[0], 2)), capped((STAFF[1], 5))],
        _ => Vec::new(),
    };
    let mut urgent = help.sla.clone();
    urgent.targets.urgent.first_response = Some(5);
    let rule = |id, name: &str, when| Rule { id, name: name.to_owned(), when, policy: urgent.clone() };
    let later = When { tags: vec![TagId(1)], ..When::default() };
    let orders_soon = When { types: vec![TypeId(2)], priorities: vec![Priority::Urgent], ..When::default() };
    GuildConfig {
        settings: Settings {
            enabled: true,
            mod_log: Some(ChannelId(LOG)),
            sla_channel: Some(ChannelId(LOG)),
            closed_category: Some(ChannelId(33)),
            open_limit: seed.is_multiple_of(2).then_some(2),
            team: vec![TeamRole::of(RoleId(TEAM), Capability::Handle)],
            pause_by: PauseRight::Staff,
            availability: capped,
            ..Settings::default()
        },
        types: vec![help, orders],
        policies: match has_policies(seed) {
            true => vec![rule(1, "Later", later), rule(2, "Urgent orders", orders_soon)],
            false => Vec::new(),
        },
        tags: vec![Tag { id: TagId(1), name: "later".to_owned(), color: None }],
        ..GuildConfig::default()
    }
}

fn process(store: &Arc<dyn Store>, world: &Rc<RefCell<World>>, crew: &Crew, hints: &Hints) -> Bot {
    let clock = Clock::Manual(world.borrow().clock.clone());
    let desk = Desk::new(Arc::clone(store), Arc::new(InMemory::new()), clock, hints.clone());
    let (world, crew) = (Rc::clone(world), crew.clone());
    Bot { desk: Arc::new(desk), world, crew, ram: Rc::new(RefCell::new(Ram::default())) }
}

impl Life {
    pub fn begin(seed: u64, memory: &Memory) -> Self {
        memory.clear().expect("the database can be cleared");
        // A Monday noon.
        let clock = ManualClock::at(Timestamp(1_795_435_200_000));
        let mood = Mood { dice: Dice::new(seed ^ 0x55), stormy: false, calm: true, faults: 0 };
        let mood = Arc::new(Mutex::new(mood));
        let fates: Fates = {
            let mood = Arc::clone(&mood);
            Arc::new(move |changes| {
                let mood = &mut *mood.lock().expect("nobody panics with it");
                let fails = !mood.calm && mood.dice.below(1_000) < STORE_FAULTS[usize::from(mood.stormy)];
                mood.faults += u64::from(fails);
                match fails {
                    false => Fate::Happens,
                    true if changes && mood.dice.below(2) == 0 => Fate::Unheard,
                    true => Fate::Fails,
                }
            })
        };
        let (store, shaky) = (memory.store(Arc::new(|_| Fate::Happens)), memory.store(fates));
        let world = Rc::new(RefCell::new(World::new(seed ^ 0xaa, clock.clone())));
        let crew = Crew::default();
        let hints = Hints::default();
        let told = hints.listen();
        let bot = process(&shaky, &world, &crew, &hints);
        now(bot.desk.configure(guild(), &Actor::System, 0, config(seed), Vec::new())).expect("is valid");
        mood.lock().expect("nobody panics with it").calm = false;
        world.borrow_mut().listen();
        let (order, dice) = (Dice::new(seed ^ 0x33), Dice::new(seed));
        let truth = Rc::default();
        let diary = Vec::new();
        let over_caps = 0;
        Self {
            world,
            store,
            truth,
            diary,
            days: 0,
            over_caps,
            hints,
            told,
            shaky,
            mood,
            clock,
            bot,
            crew,
            order,
            dice,
            seed,
        }
    }

    /// Faults so far, of Discord and of the store.
    pub fn faults(&self) -> u64 {
        self.world.borrow().faults + self.mood.lock().expect("nobody panics with it").faults
    }

    /// So many turns of the tasks, with what arrives meanwhile.
    fn turns(&mut self, most: usize) {
        for _ in 0..most {
            let arrived = self.world.borrow_mut().arrived();
            self.bot.hear(arrived);
            if self.order.below(10) == 0 {
                self.bot.look();
            }
            self.crew.turn(&mut self.order);
            self.weigh();
        }
    }

    /// Everything that is under way or due is done.
    fn done(&mut self) {
        self.bot.ram.borrow_mut().in_vain = 0;
        for _ in 0..MOST_TURNS {
            let idle = self.crew.len() == 0 && !self.world.borrow().in_the_air();
            if idle {
                let due = now(self.store.next_due()).expect("reads");
                let looks = self.bot.ram.borrow().in_vain;
                // What nobody may claim waits for a lease to end: its answer got lost.
                if due.is_none_or(|due| due > self.clock.now()) || looks > MOST_LOOKS {
                    return;
                }
                self.bot.look();
            }
            let arrived = self.world.borrow_mut().arrived();
            self.bot.hear(arrived);
            self.crew.turn(&mut self.order);
            self.weigh();
        }
        self.stuck("work comes back without end");
    }

    /// What is tried again soon is done too.
    pub fn settle(&mut self) {
        for _ in 0..MOST_ROUNDS {
            self.done();
            match now(self.store.next_due()).expect("reads") {
                Some(due) if due <= self.clock.now().plus_seconds(SOON) => {
                    self.pass(((due.0 - self.clock.now().0) / 1_000 + 1).max(LOOK_AGAIN));
                }
                _ => return,
            }
        }
        self.stuck("jobs come back without end");
    }

    fn stuck(&self, what: &str) -> ! {
        let ram = self.bot.ram.borrow();
        panic!("{what}: {:?}, last {:#?}", self.crew.names(), ram.worked);
    }

    /// The weather clears, and everybody hears everything.
    pub fn calm(&mut self) {
        self.mood.lock().expect("nobody panics with it").calm = true;
        {
            let mut world = self.world.borrow_mut();
            (world.calm, world.stormy, world.full) = (true, false, false);
            if !world.listened {
                world.listen();
            }
        }
        self.settle();
    }

    /// The process ends wherever it is, and starts anew.
    pub fn crash(&mut self) {
        self.crew.end();
        self.bot = process(&self.shaky, &self.world, &self.crew, &self.hints);
        now(self.store.release_leases()).expect("writes");
        let mut world = self.world.borrow_mut();
        world.cut();
        world.listen();
    }

    pub fn pass(&mut self, seconds: i64) {
        self.days += seconds;
        self.clock.advance_seconds(seconds);
    }

    pub fn step(&mut self) {
        let act = self.dice.weighed(&ACTS);
        self.diary.push(format!("{act:?}"));
        // Two acts in one instant have no order.
        let moment = 1 + self.dice.below(3) as i64;
        self.pass(moment);
        match act {
            Act::Open => self.open(),
            Act::Say => self.say(),
            Act::Edit => self.change(false),
            Act::Delete => self.change(true),
            Act::WebSay => self.web_say(),
            Act::WebChange => self.web_change(),
            Act::Order => self.order_something(),
            Act::Leave => self.leave(),
            Act::DeleteChannel => self.delete_channel(),
            Act::Archive => {
                if let Some(place) = self.a_channel().and_then(|id| self.thread(id)) {
                    self.world.borrow_mut().channels.get_mut(&place).expect("it is there").archived = true;
                }
            }
            Act::Rename => {
                let Some(channel) = self.a_channel() else { return };
                // Of one that nobody recorded yet nothing would be known any more.
                if now(self.store.ticket_in(guild(), ChannelId(channel))).expect("reads").is_none() {
                    return;
                }
                // What happens while we change it ourselves looks like our own doing, until the next comparison.
                if self.bot.ram.borrow().in_hand.contains(&channel) {
                    return;
                }
                let mut world = self.world.borrow_mut();
                // Its topic, by which we know it again, or who sees it.
                let place = world.channels.get_mut(&channel).expect("it stands");
                if !place.thread {
                    place.overwrites.clear();
                    "by hand".clone_into(&mut place.mark);
                    world.tell(Told::Changed { channel });
                }
            }
            Act::Full => {
                let mut world = self.world.borrow_mut();
                world.full = !world.full;
            }
            Act::RefuseDms => {
                let member = self.dice.one_of(&MEMBERS).expect("there are members");
                let mut world = self.world.borrow_mut();
                if !world.refuses_dms.remove(&member) {
                    world.refuses_dms.insert(member);
                }
            }
            Act::Storm => {
                let stormy = !self.world.borrow().stormy;
                self.world.borrow_mut().stormy = stormy;
                self.mood.lock().expect("nobody panics with it").stormy = stormy;
            }
            Act::Cut => {
                let mut world = self.world.borrow_mut();
                if world.listened { world.cut() } else { world.listen() }
            }
            Act::Crash => self.crash(),
            Act::Wait => {
                // Hours do not pass between a question and its answer.
                self.done();
                let pause = self.dice.one_of(&PAUSES).expect("there are pauses");
                self.note(&format!(" {pause}"));
                self.pass(pause);
            }
        }
        let turns = self.dice.below(60);
        self.turns(turns);
    }
}
