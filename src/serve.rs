//! Runs the support desk: database, Discord, web, and the runner between them.

use crate::{
    assist,
    config::{Secret, Serve},
    jobs,
};
use anyhow::{Context, Result, anyhow};
use assistant::Assistant;
use desk::{Clock, Desk, Hints, Runner};
use discord::Discord;
use std::{path::Path, sync::Arc, time::Duration};
use store::{Address, migrations};
use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};
use tokio_util::sync::CancellationToken;
use webhooks::{Private, Webhooks};

/// Discord's own address.
const DISCORD: &str = "https://discord.com";
/// The usual name of the slash command.
pub const ROOT_COMMAND: &str = "ptickets";

/// Everything that has to be known before anything starts.
pub struct Plan {
    /// Where the database is.
    pub database: Address,
    /// Where copies of files are kept.
    pub files: std::path::PathBuf,
    /// The bot's token.
    pub token: Secret,
    /// For signing in on the web.
    pub client_secret: Option<Secret>,
    /// The web's listener.
    pub listener: TcpListener,
    /// Where people reach the web.
    pub public_url: String,
    /// The name of the slash command.
    pub command: String,
    /// A stand-in for Discord, if not Discord itself.
    pub discord_base: Option<String>,
    /// Whether webhooks may lead into private networks.
    pub webhooks: Private,
    /// What time it is.
    pub clock: Clock,
}

/// The running parts.
pub struct Running {
    /// The desk.
    pub desk: Arc<Desk>,
    /// The connection to Discord.
    pub discord: Arc<Discord>,
    /// Auto-Assist.
    pub assistant: Arc<Assistant>,
    stop: CancellationToken,
    parts: JoinSet<Result<()>>,
    /// Holds the database until everything has ended.
    alone: JoinHandle<()>,
}

impl Running {
    /// Tells everything to stop and waits until it has.
    pub async fn stop(mut self) {
        self.stop.cancel();
        while self.parts.join_next().await.is_some() {}
        self.alone.abort();
        let _ = self.alone.await;
    }

    /// Waits until some part ends, by itself or because it was told to; then stops the others.
    ///
    /// # Errors
    /// What made the part end.
    pub async fn ended(mut self) -> Result<()> {
        let first = self.parts.join_next().await;
        self.stop().await;
        first.map_or(Ok(()), |ended| ended.context("a part of the program failed")?)
    }
}

/// Starts everything. Returns once Discord has accepted the token and the web listens.
///
/// # Errors
/// One sentence that says what is missing and the way out.
pub async fn start(plan: Plan, stop: CancellationToken) -> Result<Running> {
    let mut alone = store::claim(&plan.database).await?;
    migrations::run(&plan.database).await?;
    let store = store::open(&plan.database).await?;
    // No other process works this database: what one left half done when it ended is taken up at once.
    store.release_leases().await?;
    let files = store::files(&plan.files)
        .with_context(|| format!("the folder for files, {}, cannot be used", plan.files.display()))?;
    let desk = Arc::new(Desk::new(store, files, plan.clock.clone(), Hints::default()));
    let assistant = Arc::new(assist::at(Arc::clone(&desk), &plan.files));
    let base = plan.discord_base.as_deref();
    let config = discord::Config {
        root_command: plan.command.clone(),
        ..discord_config(&plan.token, base, &plan.public_url)?
    };
    let discord = Discord::connect(config, Arc::clone(&desk)).await?;
    let discord = Arc::new(discord);
    desk.read_by(&discord);
    let vault = assist::vault(&plan.files);
    let webhooks = Arc::new(Webhooks::new(Arc::clone(&desk), vault, plan.webhooks, &plan.public_url));
    let web = web_config(&plan, discord.application().to_string())?;
    let routes = web::router_with(Arc::clone(&desk), Arc::clone(&assistant), Arc::clone(&webhooks), web);
    let (listener, stopped) = (plan.listener, stop.clone());
    let mut parts = JoinSet::new();
    parts.spawn(async move { Ok(web::serve(listener, routes, stopped).await?) });
    let (gateway, stopped) = (Arc::clone(&discord), stop.clone());
    parts.spawn(async move {
        // What Discord has against it is said where people look; the web goes on.
        gateway.stay(stopped).await;
        Ok(())
    });
    let (to_desk, to_discord, to_assistant) =
        (Arc::clone(&desk), Arc::clone(&discord), Arc::clone(&assistant));
    let work = move |attempt| {
        let to_webhooks = Arc::clone(&webhooks);
        jobs::work(
            Arc::clone(&to_desk),
            Arc::clone(&to_discord),
            Arc::clone(&to_assistant),
            to_webhooks,
            attempt,
        )
    };
    let (runner, stopped) = (Runner::new(Arc::clone(&desk), work), stop.clone());
    parts.spawn(async move {
        runner.run(stopped).await;
        Ok(())
    });
    let (to_check, stopped) = (Arc::clone(&desk), stop.clone());
    parts.spawn(async move {
        desk::checks::run(to_check, stopped).await;
        Ok(())
    });
    let (tell, lost) = tokio::sync::oneshot::channel();
    let alone = tokio::spawn(async move {
        // Nobody listening means that the program ends anyway.
        let _ = tell.send(alone.lost().await);
    });
    let (store, stopped) = (Arc::clone(&desk), stop.clone());
    parts.spawn(async move {
        index_earlier(&store, &stopped).await;
        Ok(())
    });
    let stopped = stop.clone();
    parts.spawn(async move {
        tokio::select! {
            () = stopped.cancelled() => Ok(()),
            // Two would say everything twice.
            Ok(error) = lost => Err(error.into()),
        }
    });
    Ok(Running { desk, discord, assistant, stop, parts, alone })
}

/// Tickets that are put into the index of words at once.
const INDEXED_AT_ONCE: u32 = 20;
/// Messages of which the index learns at once how their words begin: a few milliseconds of the database's writer.
const BEGUN_AT_ONCE: u32 = 50;
/// Between that, and after a failure: others use the database as well.
const INDEX_PAUSE: Duration = Duration::from_millis(20);
const INDEX_PATIENCE: Duration = Duration::from_secs(10);

/// Has everything be found, and found soon, that was said before there was a search as it is now; then there is nothing more to do.
async fn index_earlier(desk: &Desk, stop: &CancellationToken) {
    loop {
        let step = async {
            let store = desk.store();
            Ok::<_, desk::Failure>(
                store.index_earlier(INDEXED_AT_ONCE).await? > 0 || store.begin_earlier(BEGUN_AT_ONCE).await?,
            )
        };
        let pause = match step.await {
            // A part of the program that ends is taken for trouble, so this one waits for the others.
            Ok(false) => return stop.cancelled().await,
            Ok(true) => INDEX_PAUSE,
            Err(failure) => {
                tracing::warn!(%failure, "what was said before could not be indexed yet");
                INDEX_PATIENCE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// The configuration of the web part.
///
/// # Errors
/// If an address cannot be read, or people could not be signed in safely there.
fn web_config(plan: &Plan, client_id: String) -> Result<web::Config> {
    let base = plan.discord_base.as_deref().unwrap_or(DISCORD).trim_end_matches('/');
    let secret = plan.client_secret.as_ref().map(|secret| web::Secret::new(secret.reveal()));
    let public_url = plan
        .public_url
        .parse()
        .with_context(|| format!("the public address {} cannot be read", plan.public_url))?;
    let discord = base.parse().context("the address of the stand-in cannot be read")?;
    let config = web::Config {
        public_url,
        oauth: web::OAuth::at(&discord, client_id, secret),
        channel_links: format!("{base}/channels"),
    };
    config.check().context("the web cannot be served: set GUILDHALL_PUBLIC_URL")?;
    Ok(config)
}

/// The configuration of the Discord part.
///
/// # Errors
/// If the stand-in's address cannot be read.
pub fn discord_config(token: &Secret, base: Option<&str>, public_url: &str) -> Result<discord::Config> {
    let api_base = base.map(str::parse).transpose().context("the address of the stand-in cannot be read")?;
    Ok(discord::Config {
        token: discord::Secret::new(token.reveal()),
        api_base,
        gateway_url: None,
        public_url: public_url.to_owned(),
        root_command: ROOT_COMMAND.to_owned(),
    })
}

/// A secret given directly or in a file.
///
/// # Errors
/// If the file cannot be read.
pub fn secret(given: Option<&Secret>, file: Option<&Path>) -> Result<Option<Secret>> {
    match (given, file) {
        (Some(secret), _) => Ok(Some(secret.clone())),
        (None, Some(file)) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            Ok(Some(text.into()))
        }
        (None, None) => Ok(None),
    }
}

/// The bot's token.
///
/// # Errors
/// If there is none.
pub fn token(options: &Serve) -> Result<Secret> {
    secret(options.token.as_ref(), options.token_file.as_deref())?.ok_or_else(|| {
        anyhow!("there is no bot token: set GUILDHALL_TOKEN, or GUILDHALL_TOKEN_FILE to a file that holds it (Discord developer portal, your application, Bot, Reset Token)")
    })
}

/// `guildhall serve`.
///
/// # Errors
/// One sentence that says what is missing and the way out.
pub async fn run(options: Serve) -> Result<()> {
    let token = token(&options)?;
    let client_secret = secret(options.client_secret.as_ref(), options.client_secret_file.as_deref())?;
    if client_secret.is_none() {
        tracing::warn!(
            "nobody can sign in on the web: set GUILDHALL_CLIENT_SECRET (Discord developer portal, OAuth2, Client Secret)"
        );
    }
    let listener = TcpListener::bind(options.listen).await.with_context(|| {
        format!("{} cannot be listened on: choose another address with --listen", options.listen)
    })?;
    let address = listener.local_addr()?;
    let public_url = options.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let public_url = public_url.trim_end_matches('/').to_owned();
    let plan = Plan {
        database: Address::read(&options.database.address()),
        files: options.database.files(),
        token,
        client_secret,
        listener,
        command: options.command.clone(),
        public_url: public_url.clone(),
        discord_base: options.discord_base.clone(),
        webhooks: if options.webhooks_private { Private::Allowed } else { Private::Refused },
        clock: Clock::System,
    };
    let stop = CancellationToken::new();
    let running = start(plan, stop.clone()).await?;
    tracing::info!("ready: {public_url}");
    tracing::info!("the address for OAuth2 redirects is {public_url}/auth/callback");
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("stopping");
        stop.cancel();
    });
    running.ended().await
}

/// Returns when the system or a person asks the program to end.
pub async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
