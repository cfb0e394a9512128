//! `guildhall assist`: the provider of Auto-Assist, and how good its answers are.

use crate::{
    config::{AssistCommand, Evaluate, Provider},
    serve,
};
use anyhow::{Context, Result, bail};
use assist::evaluate;
use assistant::{Assistant, Endpoint, Key, Run, Vault};
use desk::{Clock, Desk, Hints};
use ring::rand::SystemRandom;
use std::{path::Path, sync::Arc};
use store::Address;
use ticket::GuildId;

/// The name of the key file, beside the folder of files.
const KEY_FILE: &str = "secret.key";

/// Auto-Assist at a desk. Where no key can be kept it works without a provider.
pub fn at(desk: Arc<Desk>, files: &Path) -> Assistant {
    Assistant::new(desk, vault(files))
}

/// What secrets are sealed with; none where no key can be kept.
pub fn vault(files: &Path) -> Option<Vault> {
    let path = files.with_file_name(KEY_FILE);
    match Vault::at(&path, &SystemRandom::new()) {
        Ok(vault) => Some(vault),
        Err(error) => {
            tracing::warn!(%error, "the key file {} cannot be used: no provider for Auto-Assist, no webhooks", path.display());
            None
        }
    }
}

/// `guildhall assist …`.
///
/// # Errors
/// A sentence with the way out.
pub async fn run(command: AssistCommand) -> Result<()> {
    match command {
        AssistCommand::Provider(options) => provider(options).await,
        AssistCommand::Evaluate(options) => evaluate(options).await,
    }
}

async fn open(database: &crate::config::Database) -> Result<Assistant> {
    let store = store::open(&Address::read(&database.address())).await?;
    let files = store::files(&database.files())?;
    let desk = Arc::new(Desk::new(store, files, Clock::System, Hints::default()));
    Ok(at(desk, &database.files()))
}

#[expect(clippy::print_stdout, reason = "the words of a command line tool")]
async fn provider(options: Provider) -> Result<()> {
    let assistant = open(&options.database).await?;
    if options.remove {
        assistant.set_provider(None).await?;
        println!("no provider is set: Auto-Assist answers from the knowledge bases alone");
        return Ok(());
    }
    let (Some(url), Some(model)) = (&options.endpoint, &options.model) else {
        match assistant.client().await? {
            Some(client) => {
                let endpoint = client.endpoint();
                let price =
                    endpoint.price.as_ref().map_or_else(String::new, |price| format!(", {price} a million"));
                println!("{} at {}{price}", endpoint.model, endpoint.base);
            }
            None => println!("no provider is set: Auto-Assist answers from the knowledge bases alone"),
        }
        return Ok(());
    };
    let key = serve::secret(options.key.as_ref(), options.key_file.as_deref())?;
    let endpoint = Endpoint {
        base: url.parse().with_context(|| format!("the address {url} cannot be read"))?,
        model: model.clone(),
        embeddings: options.embeddings.clone(),
        key: key.map(|key| Key::new(key.reveal())),
        stream: options.stream,
        price: options.price.clone(),
    };
    assistant.set_provider(Some(&endpoint)).await?;
    let mut learned = 0;
    if let Some(client) = assistant.client().await? {
        let store = assistant.desk().store();
        for guild in store.guilds().await? {
            learned +=
                assistant.shelf().learn(store, guild.id, &client, assistant.desk().clock().now()).await?;
        }
    }
    println!(
        "Auto-Assist asks {model} at {url}; the key is kept encrypted. {learned} knowledge bases were compared."
    );
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the words of a command line tool")]
async fn evaluate(options: Evaluate) -> Result<()> {
    let questions = match &options.questions {
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            evaluate::questions(&text).with_context(|| file.display().to_string())?
        }
        None => assist::sample::questions(),
    };
    let (library, client) = match (options.guild, options.questions.is_some()) {
        (Some(guild), true) => {
            let assistant = open(&options.database).await?;
            (assistant.library(GuildId(guild)).await?, assistant.client().await?)
        }
        (None, false) => (Arc::new(assist::sample::library(GuildId(1))), None),
        _ => bail!("give both --guild and --questions, or neither for the sample"),
    };
    let client = client.filter(|_| !options.alone);
    let model = client.as_ref().map(|client| client.endpoint().model.as_str());
    let mut run = Run::new(questions.len(), model);
    while run.step(client.as_ref(), &library, &questions).await {}
    if options.verbose {
        for one in &run.wrong {
            let chosen = one.asked.unwrap_or(one.alone).word();
            let (wanted, first) = (one.expected.word(), &one.found);
            println!("{chosen}, expected {wanted}: {} ({first}, {} %)", one.question, one.percent);
        }
    }
    let Some(asked) = &run.asked else {
        println!("{}\ncost                0, no model was asked", run.alone);
        return Ok(());
    };
    println!("retrieval alone\n{}\n\nwith {}\n{}", run.alone, asked.model, asked.report);
    let price = client.as_ref().and_then(|client| client.endpoint().price.as_ref());
    let cost = price.map_or_else(
        || "not known: the provider was set without --price".to_owned(),
        |price| format!("{:.4} {}", asked.report.cost as f64 / 1e6, price.currency),
    );
    println!("cost                {cost}");
    println!("provider failed     {}", asked.failed);
    Ok(())
}
