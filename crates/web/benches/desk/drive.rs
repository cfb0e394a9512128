//! Asks a running desk: at a fixed rate, whatever the answers take, and counted from the moment a request was to be sent.

use crate::load::chance;
use reqwest::Client;
use std::time::{Duration, Instant};

/// Times that answers took.
pub struct Times(Vec<Duration>, f64);

impl Times {
    pub fn of(mut times: Vec<Duration>, cpu: f64) -> Self {
        times.sort();
        let each = cpu / times.len().max(1) as f64;
        Self(times, each)
    }

    /// Milliseconds that the desk's processors worked for one answer.
    pub fn cpu(&self) -> f64 {
        self.1
    }

    /// Milliseconds within which so many of a hundred came.
    pub fn at(&self, share: f64) -> f64 {
        let at = ((self.0.len().saturating_sub(1)) as f64 * share / 100.0).round() as usize;
        self.0.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
    }

    pub fn line(&self, name: &str) -> String {
        let [p50, p95, p99, most] = [50.0, 95.0, 99.0, 100.0].map(|share| self.at(share));
        format!("{name:<44} {:>7} {p50:>9.1} {p95:>9.1} {p99:>9.1} {most:>9.1} {:>9.2}", self.0.len(), self.1)
    }
}

/// Whoever asks.
#[derive(Clone)]
pub struct Asker {
    pub client: Client,
    pub base: String,
    pub cookie: String,
    /// The process of the desk.
    pub pid: u32,
}

/// Milliseconds that a process has worked so far; the kernel counts in hundredths of a second.
pub fn worked(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let of = |at: usize| after.split_whitespace().nth(at).and_then(|text| text.parse::<f64>().ok());
    (of(11).unwrap_or(0.0) + of(12).unwrap_or(0.0)) * 10.0
}

impl Asker {
    /// Asks for a page and reads it.
    pub async fn page(&self, path: &str) -> String {
        let asked = self.client.get(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        let answer = asked.send().await.expect("answers");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.text().await.expect("is text")
    }

    /// Asks so often a second, for so many seconds.
    pub async fn often(&self, rate: u32, seconds: u32, path: impl Fn(u64) -> String) -> Times {
        let (begin, before) = (Instant::now(), worked(self.pid));
        let mut asked = Vec::new();
        for turn in 0..rate * seconds {
            let due = begin + Duration::from_secs(1) * turn / rate;
            tokio::time::sleep_until(due.into()).await;
            let (asker, path) = (self.clone(), path(chance(u64::from(turn) + 7)));
            asked.push(tokio::spawn(async move {
                asker.page(&path).await;
                due.elapsed()
            }));
        }
        let mut times = Vec::with_capacity(asked.len());
        for one in asked {
            times.push(one.await.expect("is asked"));
        }
        Times::of(times, worked(self.pid) - before)
    }

    /// Posts a form that is taken.
    pub async fn act(&self, path: &str, fields: &[(&str, &str)]) {
        let status = self.tell(path, fields).await;
        assert!(status.is_redirection(), "{path}: {status}");
    }

    /// Posts a form.
    pub async fn tell(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::StatusCode {
        let asked = self.client.post(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        asked.header("origin", &self.base).form(fields).send().await.expect("answers").status()
    }

    /// Opens a stream of hints; gives the moments at which it says "look".
    pub async fn listen(&self, path: &str) -> tokio::sync::mpsc::UnboundedReceiver<Instant> {
        let asked = self.client.get(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        let mut answer = asked.send().await.expect("answers");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        let (tell, told) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok(Some(chunk)) = answer.chunk().await {
                let refresh = chunk.windows(7).any(|window| window == b"refresh");
                if refresh && tell.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
        told
    }
}
