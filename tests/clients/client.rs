//! A published client as a process of its own, and the lines it prints.

use serde_json::Value;
use std::{process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::watch,
};

/// A test that waits longer than this has failed. It takes in the start of an interpreter on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running client.
pub struct Client {
    /// Ends with the test.
    _process: Child,
    lines: watch::Receiver<Vec<Value>>,
}

impl Client {
    /// Starts it and reads along.
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("the interpreter is there");
        let mut printed = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let (sender, lines) = watch::channel(Vec::new());
        tokio::spawn(async move {
            while let Ok(Some(line)) = printed.next_line().await {
                let one = serde_json::from_str(&line).unwrap_or_else(|_| Value::from(line));
                sender.send_modify(|all| all.push(one));
            }
        });
        Self { _process: process, lines }
    }

    /// What it printed so far: an array of a name and what it is about.
    pub fn lines(&self) -> Vec<Value> {
        self.lines.borrow().clone()
    }

    /// Waits until what it printed is as looked for.
    ///
    /// # Panics
    /// If it reports an error, ends, or takes too long.
    pub async fn until(&self, what: &str, look: impl Fn(&[Value]) -> bool) {
        let mut lines = self.lines.clone();
        let fits = |all: &Vec<Value>| {
            let wrong = all.iter().find(|one| one[0] == "error" || !one.is_array());
            assert!(wrong.is_none(), "the client says {wrong:?}");
            look(all)
        };
        match tokio::time::timeout(PATIENCE, lines.wait_for(fits)).await {
            Ok(Ok(_)) => {}
            Ok(Err(_)) => panic!("the client ended before {what}: {:#?}", self.lines()),
            Err(_) => panic!("waited in vain for {what}: {:#?}", self.lines()),
        }
    }

    /// Waits for so many lines with this name.
    pub async fn until_seen(&self, name: &str, times: usize) {
        let what = format!("{times} times {name}");
        self.until(&what, |all| all.iter().filter(|one| one[0] == name).count() >= times).await;
    }
}
