//! What is measured: a process of its own on cores of its own.

use desk::{Clock, Desk, Hints};
use fake_discord::Fake;
use std::{path::Path, process::Stdio, sync::Arc, time::Duration};
use store::{Address, migrations};
use tokio_util::sync::CancellationToken;

use crate::PATIENCE;

/// What the measured process is told.
const PLAYED_BY: &str = "GUILDHALL_CAPTURE_BASE";
const GATEWAY: &str = "GUILDHALL_CAPTURE_GATEWAY";
pub const FOLDER: &str = "GUILDHALL_CAPTURE_FOLDER";

/// Leaves these cores to what is measured, if there are others.
pub fn stay_off(theirs: &str) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let theirs: Vec<&str> = theirs.split(',').collect();
    let ours: Vec<String> =
        (0..cores).map(|core| core.to_string()).filter(|core| !theirs.contains(&core.as_str())).collect();
    if ours.is_empty() {
        println!("no cores are left for whoever plays Discord: it shares those of what is measured");
        return;
    }
    let id = std::process::id().to_string();
    let pinned = std::process::Command::new("taskset").args(["-acp", &ours.join(","), &id]).output();
    assert!(pinned.is_ok_and(|done| done.status.success()), "taskset (util-linux) is needed");
}

/// The desk over a database.
pub async fn desk(folder: &Path) -> Arc<Desk> {
    let address = Address::Sqlite(folder.join("guildhall.db"));
    migrations::run(&address).await.expect("migrates");
    let store = store::open(&address).await.expect("opens");
    let files = store::files(&folder.join("files")).expect("a folder");
    Arc::new(Desk::new(store, files, Clock::System, Hints::default()))
}

/// The measured process: listens and keeps, until its standard input ends.
pub async fn be_measured(folder: &Path) {
    let told = |name: &str| std::env::var(name).expect("is told");
    let config = discord::Config {
        token: discord::Secret::new(fake_discord::Config::default().token.as_str()),
        api_base: Some(told(PLAYED_BY).parse().expect("an address")),
        gateway_url: Some(told(GATEWAY)),
        public_url: "http://127.0.0.1".to_owned(),
        root_command: "ptickets".to_owned(),
    };
    let bot = discord::Discord::connect(config, desk(folder).await).await.expect("connects");
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let listening = tokio::spawn(async move { bot.run(stopped).await });
    let nothing = || std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    let _ = tokio::task::spawn_blocking(nothing).await;
    stop.cancel();
    let _ = tokio::time::timeout(PATIENCE, listening).await;
}

/// What is measured, as the system sees it.
pub struct Measured {
    process: tokio::process::Child,
}

impl Measured {
    pub fn begin(cores: &str, folder: &Path, fake: &Fake, gateway: &str) -> Self {
        let process = tokio::process::Command::new("taskset")
            .args(["-c", cores])
            .arg(std::env::current_exe().expect("a program"))
            .env(FOLDER, folder)
            .env(PLAYED_BY, fake.base_url())
            .env(GATEWAY, gateway)
            .stdin(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("taskset (util-linux) is there");
        Self { process }
    }

    fn about(&self, what: &str) -> String {
        let id = self.process.id().expect("it runs");
        std::fs::read_to_string(format!("/proc/{id}/{what}")).unwrap_or_default()
    }

    /// What it worked so far.
    pub fn worked(&self) -> Duration {
        let stat = self.about("stat");
        // The name in brackets may hold blanks; user and system time are the 14th and 15th field (proc_pid_stat), in hundredths.
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
        let ticks: u64 =
            fields.split_whitespace().skip(11).take(2).filter_map(|one| one.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Kibibytes that the system counts for it.
    pub fn resident(&self) -> u64 {
        let status = self.about("status");
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        resident.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }

    pub async fn end(mut self) {
        drop(self.process.stdin.take());
        let _ = tokio::time::timeout(PATIENCE, self.process.wait()).await;
    }
}
