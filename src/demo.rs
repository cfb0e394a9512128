//! The product against a built-in stand-in for Discord, with sample people, on this machine only.

use crate::{
    config::Demo,
    serve::{self, Plan},
};
use anyhow::{Context, Result};
use desk::Clock;
use fake_discord::{Fake, sample::Sample, tap::Tap};
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};
use store::Address;
use ticket::{
    Actor, CannedId, ChannelId, GuildConfig, GuildId, Job, Panel, PanelId, RoleId, Settings, TagId,
    TicketType, TypeId, UserId,
    canned::{Canned, Tag},
    custom::CustomCommand,
    form::{Field, FieldStyle},
    panel::{ButtonStyle, PanelButton},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The panel is posted in less, or something is wrong.
const PANEL_PATIENCE: Duration = Duration::from_secs(20);

/// A running demo.
pub struct Started {
    /// The stand-in.
    pub fake: Fake,
    /// Who and what is in it.
    pub sample: Sample,
    /// The product.
    pub running: serve::Running,
    /// Where the web is.
    pub web: String,
}

/// `guildhall demo`.
///
/// # Errors
/// If a port is taken, or the data folder cannot be used.
#[expect(clippy::print_stdout, reason = "the words of a command line tool")]
pub async fn run(options: Demo) -> Result<()> {
    let folder = match &options.data {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("guildhall-demo-{}", std::process::id())),
    };
    let stop = CancellationToken::new();
    let next = if options.port == 0 { 0 } else { options.port + 1 };
    let tap = options.record.as_deref().map(Tap::recording).transpose();
    let tap = tap.context("the record cannot be written: name a file that does not exist yet")?;
    let started = start_watched(&folder, options.port, next, tap, stop.clone()).await?;
    if options.year || options.data.is_none() {
        lively(&started).await?;
    }
    println!("\nGuildhall is ready to try. Nothing leaves this machine.\n");
    println!("  Discord, as any of the sample people:  {}", started.fake.base_url());
    println!("  The Guildhall dashboard:               {}\n", started.web);
    println!("Press Ctrl-C to end; the demo's data is in {}.", folder.display());
    serve::asked_to_stop().await;
    stop.cancel();
    started.running.stop().await;
    started.fake.stop();
    if options.data.is_none() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    Ok(())
}

/// Starts the stand-in and the product.
///
/// # Errors
/// If a port is taken, or the data folder cannot be used.
pub async fn start(
    folder: &std::path::Path,
    web_port: u16,
    fake_port: u16,
    stop: CancellationToken,
) -> Result<Started> {
    start_watched(folder, web_port, fake_port, None, stop).await
}

async fn start_watched(
    folder: &std::path::Path,
    web_port: u16,
    fake_port: u16,
    tap: Option<Tap>,
    stop: CancellationToken,
) -> Result<Started> {
    let listen = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(listen(web_port))
        .await
        .with_context(|| format!("port {web_port} is taken: choose another with --port"))?;
    let web = format!("http://{}", listener.local_addr()?);
    let (world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::System);
    let config = fake_discord::Config {
        listen: listen(fake_port),
        redirects: vec![format!("{web}/auth/callback")],
        dashboard: Some(web.clone()),
        tap,
        ..fake_discord::Config::default()
    };
    let secret = config.secret.clone();
    let fake = Fake::start(config, world)
        .await
        .with_context(|| format!("port {fake_port} is taken: choose another with --port"))?;
    let plan = Plan {
        database: Address::Sqlite(folder.join("guildhall.db")),
        files: folder.join("files"),
        token: fake.token().to_owned().into(),
        client_secret: Some(secret.into()),
        listener,
        command: serve::ROOT_COMMAND.to_owned(),
        public_url: web.clone(),
        discord_base: Some(fake.base_url()),
        // Everything is on this machine.
        webhooks: webhooks::Private::Allowed,
        clock: Clock::System,
    };
    let running = serve::start(plan, stop).await?;
    let guild = GuildId(sample.guild);
    if running.desk.store().config(guild).await?.version == 0 {
        let config = assisted(sample_config(&sample), &sample);
        running.desk.configure(guild, &Actor::System, 0, config, Vec::new()).await?;
        knowledge(&running, guild).await?;
    }
    Ok(Started { fake, sample, running, web })
}

/// Response times are promised, and a year of tickets lies behind the guild.
async fn lively(started: &Started) -> Result<()> {
    let (desk, guild) = (&started.running.desk, GuildId(started.sample.guild));
    let found = desk.store().config(guild).await?;
    let mut config = (*found.config).clone();
    for ticket_type in &mut config.types {
        ticket_type.sla.enabled = true;
        for targets in [&mut ticket_type.sla.targets.normal, &mut ticket_type.sla.targets.high] {
            targets.next_response = Some(180);
            targets.total_resolution = Some(24 * 60);
        }
    }
    config.settings.zone = Some("Europe/Berlin".to_owned());
    config.settings.sla_channel = Some(ChannelId(started.sample.staff_room));
    desk.configure(guild, &Actor::System, found.version, config.clone(), Vec::new()).await?;
    let now = desk.clock().now();
    crate::year::seed(desk.store_shared(), config.clone().into(), started.sample, now).await?;
    crate::today::seed(started, &config).await?;
    panel_stands(started).await
}

/// The panel is posted where people look for help.
async fn panel_stands(started: &Started) -> Result<()> {
    let (desk, guild) = (&started.running.desk, GuildId(started.sample.guild));
    let mut hints = desk.hints().listen();
    let channel = ChannelId(started.sample.get_help);
    desk.enqueue(vec![Job::PostPanel { guild, panel: PanelId(1), channel }]).await?;
    let stands = async {
        while desk.config(guild).await?.config.panel(PanelId(1)).is_none_or(|panel| panel.posted.is_none()) {
            let _ = hints.recv().await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(PANEL_PATIENCE, stands).await.context("the panel was not posted")??;
    // Before it stood there was something to mend.
    desk.enqueue(vec![Job::Examine { guild }]).await?;
    Ok(())
}

/// Two ticket types and a panel for the sample guild, as its owner might have set them up.
pub fn sample_config(sample: &Sample) -> GuildConfig {
    let [support, moderation, billing] = sample.staff_roles.map(RoleId);
    let question = |key: &str, label: &str, style: FieldStyle, required: bool| Field {
        required,
        ..Field::new(key, label, style)
    };
    let mut help = TicketType::new(TypeId(1), "Help");
    help.emoji = Some("🧭".to_owned());
    help.hint = Some("Questions about the game".to_owned());
    help.staff_roles = vec![support];
    help.ping_roles = vec![moderation];
    help.form = vec![
        question("subject", "What is it about?", FieldStyle::Short, true),
        question("details", "What happened, and what did you expect?", FieldStyle::Paragraph, true),
    ];
    let mut orders = TicketType::new(TypeId(2), "Billing");
    orders.emoji = Some("🪙".to_owned());
    orders.hint = Some("Purchases and refunds".to_owned());
    orders.staff_roles = vec![billing];
    orders.handlers = vec![UserId(sample.staff[2])];
    orders.form = vec![
        question("order", "Order number", FieldStyle::Short, true),
        question("problem", "What went wrong?", FieldStyle::Paragraph, true),
        question("wish", "What would help you most?", FieldStyle::Paragraph, false),
        Field { most: Some(3), ..question("receipt", "Receipt or screenshots", FieldStyle::Files, false) },
    ];
    let button = |id, style| PanelButton { ticket_type: TypeId(id), label: None, style };
    let buttons = vec![button(1, ButtonStyle::Primary), button(2, ButtonStyle::Secondary)];
    let mut panel = Panel::new(PanelId(1), "Need a hand?", buttons);
    panel.text =
        "Press a button and tell us what is going on. A private channel opens, just for you and the crew."
            .to_owned();
    panel.color = Some(0x2e_9e_6b);
    GuildConfig {
        settings: Settings {
            enabled: true,
            mod_log: Some(ChannelId(sample.mod_log)),
            open_category: Some(ChannelId(sample.tickets)),
            closed_category: Some(ChannelId(sample.closed)),
            ..Settings::default()
        },
        types: vec![help, orders],
        panels: vec![panel],
        tags: tags(),
        canned: canned(),
        custom_commands: vec![CustomCommand {
            name: "status".to_owned(),
            hint: "Whether the ferries run".to_owned(),
            text: "All ferries run today. Delays are announced on the notice board.".to_owned(),
            embed: None,
        }],
        macros: Vec::new(),
        policies: Vec::new(),
    }
}

/// The same with Auto-Assist in help tickets, which calls the crew when it does not know.
pub fn assisted(mut config: GuildConfig, sample: &Sample) -> GuildConfig {
    config.settings.assist.enabled = true;
    if let Some(help) = config.types.first_mut() {
        help.assist.enabled = true;
        help.assist.role = Some(RoleId(sample.staff_roles[0]));
    }
    config
}

/// Puts the sample's knowledge bases on the shelf.
///
/// # Errors
/// If they cannot be saved.
pub async fn knowledge(running: &serve::Running, guild: GuildId) -> Result<()> {
    let (store, now) = (running.desk.store(), running.desk.clock().now());
    for (_, title, markdown) in assist::sample::DOCUMENTS {
        let by = (&ticket::By::System, now);
        running.assistant.shelf().save(store, guild, None, (title, markdown), by).await?;
    }
    Ok(())
}

fn tags() -> Vec<Tag> {
    let tag = |id, name: &str, color| Tag { id: TagId(id), name: name.to_owned(), color: Some(color) };
    vec![tag(1, "bug", 0xd6_45_45), tag(2, "refund", 0xc9_8a_1b), tag(3, "waiting for parts", 0x3b_7d_d8)]
}

fn canned() -> Vec<Canned> {
    let canned = |id, name: &str, category: &str, text: &str| Canned {
        id: CannedId(id),
        name: name.to_owned(),
        category: category.to_owned(),
        text: text.to_owned(),
        embed: None,
        as_staff: false,
        types: Vec::new(),
    };
    vec![
        canned(
            1,
            "hello",
            "Greetings",
            "Hello {{member.mention}}, thanks for writing in. {{staff.name}} here.",
        ),
        canned(
            2,
            "refund",
            "Billing",
            "We have started the refund for order {{ticket.form.order|you named}}. It takes three to five days.",
        ),
        canned(3, "logs", "Help", "Could you attach the log file? It is in the folder named “logs”."),
    ]
}
