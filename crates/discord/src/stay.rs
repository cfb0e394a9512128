//! Staying when Discord will not have us: it is said in the log and on the health page, the rest of the program goes on, and what was switched
//! on in the developer portal is noticed (P203, P204).

use crate::{
    Discord,
    discord::{Application, ConnectError},
    wire,
};
use desk::listening::Deaf;
use ticket::{Job, Trouble, doctor::Report};
use tokio_util::sync::CancellationToken;
use twilight_http::routing::Route;

/// Seconds between two looks whether an intent was switched on.
const LOOK: i64 = 60;
/// Seconds after which what will hardly mend itself is tried again: a token that Discord does not know, a refusal without advice. A refused
/// beginning counts against the thousand of a day (topics/gateway, "Session Start Limit"), a request with a wrong token against the ten thousand
/// of ten minutes (topics/rate-limits).
const SELDOM: i64 = 600;

impl ConnectError {
    /// What people are told, with a stable code; none where it may pass by itself.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Token => Trouble::Token,
            Self::Intents(_) => Trouble::Intents,
            Self::Unreachable(_) | Self::Other(_) => Trouble::Gateway,
        }
    }
}

impl Discord {
    /// Listens until told to stop, whatever Discord says: as [`Discord::run`], again and again, each time when there is a reason to hope.
    pub async fn stay(&self, stop: CancellationToken) {
        while let Err(error) = self.run(stop.clone()).await {
            let again = self.desk.listening().deaf().is_some();
            let trouble = error.trouble();
            tracing::error!(code = trouble.code(), "{error}");
            let off = if let ConnectError::Intents(off) = &error { off.clone() } else { Vec::new() };
            let since = self.desk.clock().now();
            self.desk.listening().refused(Deaf { trouble, off, since });
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.mended(&error, again) => {}
            }
            tracing::info!("the gateway is tried again");
        }
    }

    /// What the health pages of guilds say of missing intents is not so any more: another look finds that out.
    pub(crate) async fn heard_again(&self) {
        let store = self.desk.store();
        let mut looks = Vec::new();
        for guild in store.guilds().await.unwrap_or_default().into_iter().filter(|guild| guild.present) {
            let report = store.report(guild.id).await.ok().flatten();
            let says = |report: &Report| report.findings.iter().any(|one| one.trouble == Trouble::Intents);
            if report.is_some_and(|(_, report)| says(&report)) {
                looks.push(Job::Examine { guild: guild.id });
            }
        }
        if let Err(failure) = self.desk.enqueue(looks).await {
            tracing::warn!(%failure, "health pages may still speak of intents; a look there helps");
        }
    }

    /// Returns when it may go better. `again`: it was tried since, and did not.
    async fn mended(&self, error: &ConnectError, again: bool) {
        loop {
            let pause = if matches!(error, ConnectError::Intents(_)) && !again { LOOK } else { SELDOM };
            let clock = self.desk.clock();
            clock.until(clock.now().plus_seconds(pause)).await;
            match error {
                ConnectError::Intents(_) => {
                    let application =
                        self.rest.get::<Application>(&Route::GetCurrentUserApplicationInfo).await;
                    if application.is_ok_and(|application| application.missing_intents().is_empty()) {
                        return;
                    }
                }
                ConnectError::Token => {
                    if self.rest.get::<wire::User>(&Route::GetCurrentUser).await.is_ok() {
                        return;
                    }
                }
                ConnectError::Unreachable(_) | ConnectError::Other(_) => return,
            }
        }
    }
}
