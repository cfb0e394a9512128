//! Who goes on next: tasks that are polled as the dice will, and that all end at once with their process.

use crate::dice::Dice;
use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

type Task = (String, Pin<Box<dyn Future<Output = ()>>>);

/// Tasks of a process.
#[derive(Clone, Default)]
pub struct Crew {
    tasks: Rc<RefCell<Vec<Task>>>,
    fresh: Rc<RefCell<Vec<Task>>>,
}

impl Crew {
    /// One more.
    pub fn spawn(&self, name: impl Into<String>, task: impl Future<Output = ()> + 'static) {
        self.fresh.borrow_mut().push((name.into(), Box::pin(task)));
    }

    /// Lets one of them go on to where it gives way; false if there are none.
    pub fn turn(&self, dice: &mut Dice) -> bool {
        let mut tasks = self.tasks.borrow_mut();
        tasks.append(&mut self.fresh.borrow_mut());
        if tasks.is_empty() {
            return false;
        }
        let index = dice.below(tasks.len());
        let done = tasks[index].1.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
        if done {
            drop(tasks.swap_remove(index));
        }
        true
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tasks.borrow().len() + self.fresh.borrow().len()
    }

    /// What they are, for the report of a failure.
    pub fn names(&self) -> Vec<String> {
        self.tasks.borrow().iter().chain(&*self.fresh.borrow()).map(|(name, _)| name.clone()).collect()
    }

    /// Ends all, wherever they are.
    pub fn end(&self) {
        self.tasks.borrow_mut().clear();
        self.fresh.borrow_mut().clear();
    }
}

/// Lets others go first.
pub async fn give_way() {
    let mut given = false;
    poll_fn(|_| if std::mem::replace(&mut given, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}
