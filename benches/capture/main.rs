//! How many messages of tickets are kept a second, what it costs to drop the others, and how much memory a guild takes.
//!
//! `cargo bench --bench capture`. What is measured is a process of its own on two cores (`GUILDHALL_CORES`, `0,1` unless it says otherwise): what
//! stands between Discord and the database, as the program has it. Whoever plays Discord is this process, on the other cores, so that it
//! takes nothing away. Frames are made and compressed before the measurement and come through a real connection to a gateway that says nothing else; a message counts when it can be read from a SQLite database that is written as in
//! production. So few are under way at any time that none has to be fetched again.
//!
//! Where others use the cores as well, the time that passes says little: the time on the processor is printed beside it, of the measured
//! process only, and how many messages two cores would keep that did nothing else.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

mod gateway;
mod guilds;
mod process;

use desk::Desk;
use fake_discord::Fake;
use futures_util::SinkExt;
use gateway::Gateway;
use guildhall::demo;
use guilds::{memory, seen};
use process::{FOLDER, Measured, be_measured, desk, stay_off};
use serde_json::{Value, json};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use ticket::{
    Actor, ChannelId, Command, GuildId, MessageId, Permissions, Person, Surface, TicketKey, TypeId, UserId,
    event::Origin, ids::DISCORD_EPOCH, open::Request,
};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;

/// Tickets that people write in at the same time.
const TICKETS: u64 = 200;
/// Messages of each measurement.
const MESSAGES: u64 = 120_000;
/// Frames that follow one another without a look at the store; two such runs are under way.
const RUN: usize = 1_500;
/// Where most messages are of no ticket: one in so many is.
const ONE_IN: u64 = 20;
/// Guilds before the measurement of memory, and in it.
const GUILDS: [u64; 2] = [500, 2_500];
/// What a synthetic guild has.
const CHANNELS: u64 = 60;
const ROLES: u64 = 30;
const MEMBERS: u64 = 100;
/// Within this time everything has to be there.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let measured = std::env::var(FOLDER).ok();
    let mine = std::env::var("GUILDHALL_CORES").unwrap_or_else(|_| "0,1".to_owned());
    if measured.is_none() {
        stay_off(&mine);
    }
    // Made after that: every thread stays where this one is.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match measured {
        Some(folder) => runtime.block_on(be_measured(Path::new(&folder))),
        None => runtime.block_on(play(&mine)),
    }
}

/// Plays Discord, and prints what it sees.
async fn play(cores: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let (world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::System);
    let me = UserId(world.bot);
    let fake = Fake::start(fake_discord::Config::default(), world).await.expect("starts");
    let desk = desk(folder.path()).await;
    let guild = GuildId(sample.guild);
    let config = demo::sample_config(&sample);
    desk.configure(guild, &Actor::System, 0, config, Vec::new()).await.expect("is valid");
    open(&desk, guild).await;

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let gateway = format!("ws://{}", listener.local_addr().expect("a port"));
    let measured = Measured::begin(cores, folder.path(), &fake, &gateway);
    let mut gateway = Gateway::take(listener).await;

    memory(&desk, &mut gateway, &measured, me).await;
    seen(&desk, &mut gateway, guild, me, TICKETS).await;
    println!("on the cores {cores}");
    let mut before = 0;
    for (name, one_in) in [("all of tickets", 1), ("few of tickets", ONE_IN)] {
        let begin = MessageId((desk.clock().now().0 - DISCORD_EPOCH) as u64 + before);
        let (took, worked) = measure(&desk, &mut gateway, &measured, guild, (begin.0, one_in)).await;
        let kept = kept(&desk, guild).await - before;
        before += kept;
        let rate = |count: u64| count as f64 / took.as_secs_f64();
        println!(
            "{name}: {:.0} messages/s heard, {:.0}/s kept; {:.1} % dropped by their channel, before they are parsed",
            rate(MESSAGES),
            rate(kept),
            (MESSAGES - kept) as f64 / MESSAGES as f64 * 100.0
        );
        let each = worked.as_secs_f64() / MESSAGES as f64;
        println!(
            "{name}: {:.1} µs of the processor for each message heard: {:.0}/s on two cores; they were used to {:.0} %",
            each * 1e6,
            2.0 / each,
            worked.as_secs_f64() / took.as_secs_f64() / 2.0 * 100.0
        );
        assert_eq!(kept, MESSAGES / one_in, "every message of a ticket is kept, no other");
    }
    drop(gateway);
    measured.end().await;
    fake.stop();
}

fn channel_of(number: u64) -> u64 {
    7_000_000 + number
}

/// Opens the tickets, each by a member of its own, in a channel of its own.
async fn open(desk: &Desk, guild: GuildId) {
    for number in 1..=TICKETS {
        let opener = Person {
            user: UserId(8_000_000 + number),
            name: format!("member {number}"),
            roles: Vec::new(),
            permissions: Permissions::NONE,
            owner: false,
            bot: false,
        };
        let answers = [("subject", "measured"), ("details", "measured")];
        let request = Request {
            ticket_type: TypeId(1),
            answers: answers.map(|(key, answer)| (key.to_owned(), answer.to_owned())).to_vec(),
            files: Vec::new(),
            subject: None,
            on_behalf: None,
            origin: Origin::Web,
            at: desk.clock().now(),
        };
        let opened = desk.open(guild, &opener, request).await.expect("opens");
        let surface = Surface::Channel { channel: ChannelId(channel_of(number)), welcome: None };
        let ready = Command::SurfaceReady { surface };
        desk.handle(opened.ticket.ticket.key, &Actor::System, &ready).await.expect("is ready");
    }
}

/// One message of the mix: its ticket, if it is of one, and what Discord sends.
fn message(guild: GuildId, id: u64, turn: u64, one_in: u64) -> (Option<u32>, Value) {
    let number = turn / one_in % TICKETS + 1;
    let of_ticket = turn.is_multiple_of(one_in);
    let channel = if of_ticket { channel_of(number) } else { 9_000_000 + turn % 500 };
    let author = 8_000_000 + number;
    let said =
        "I have tried what the page says, and the rudder is still loose. ".repeat((turn % 4 + 1) as usize);
    let data = json!({
        "id": id.to_string(), "type": 0, "channel_id": channel.to_string(), "guild_id": guild.0.to_string(),
        "content": format!("{said} ({turn})"), "timestamp": "2026-05-01T12:00:00.000000+00:00", "edited_timestamp": null,
        "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        "pinned": false, "flags": 0, "components": [], "nonce": format!("{id}"), "channel_type": 0,
        "author": {"id": author.to_string(), "username": format!("member{author}"), "global_name": "Member", "avatar": format!("{author:032x}"),
            "discriminator": "0", "public_flags": 0, "clan": null, "primary_guild": null, "avatar_decoration_data": null},
        "member": {"roles": [], "nick": null, "avatar": null, "mute": false, "deaf": false, "flags": 0, "pending": false,
            "joined_at": "2024-05-01T12:00:00.000000+00:00", "premium_since": null, "banner": null,
            "communication_disabled_until": null},
    });
    (of_ticket.then_some(number as u32), data)
}

/// Frames that follow one another, and the last message of a ticket among them.
type Frames = (Vec<Message>, Option<(TicketKey, MessageId)>);

/// Sends all frames and waits until the last message is kept: how long that took, and what Guildhall worked.
async fn measure(
    desk: &Desk,
    gateway: &mut Gateway,
    measured: &Measured,
    guild: GuildId,
    (begin, one_in): (u64, u64),
) -> (Duration, Duration) {
    let mut runs: Vec<Frames> = Vec::new();
    let mut run: Frames = (Vec::with_capacity(RUN), None);
    for turn in 0..MESSAGES {
        let id = (begin << 22) + (turn << 12);
        let (number, data) = message(guild, id, turn, one_in);
        run.0.push(gateway.event("MESSAGE_CREATE", &data));
        if let Some(number) = number {
            run.1 = Some((TicketKey { guild, number }, MessageId(id)));
        }
        if run.0.len() == RUN || turn + 1 == MESSAGES {
            runs.push(std::mem::replace(&mut run, (Vec::with_capacity(RUN), None)));
        }
    }
    let lasts: Vec<_> = runs.iter().map(|(_, last)| *last).collect();
    let (started, before) = (Instant::now(), measured.worked());
    for (index, (frames, _)) in runs.into_iter().enumerate() {
        if let Some(last) = index.checked_sub(2).and_then(|index| lasts[index]) {
            stands(desk, last).await;
        }
        for frame in frames {
            gateway.socket.feed(frame).await.expect("is heard");
        }
        gateway.socket.flush().await.expect("is heard");
    }
    for last in lasts.into_iter().rev().take(2).flatten() {
        stands(desk, last).await;
    }
    (started.elapsed(), measured.worked().saturating_sub(before))
}

/// Waits until a message can be read.
async fn stands(desk: &Desk, (key, message): (TicketKey, MessageId)) {
    let waiting = async {
        while desk.store().lines(key, Some(MessageId(message.0 - 1)), 1).await.expect("reads").is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("the message is kept in time");
}

async fn kept(desk: &Desk, guild: GuildId) -> u64 {
    let mut all = 0;
    for number in 1..=TICKETS as u32 {
        let found = desk.store().ticket(TicketKey { guild, number }).await.expect("reads");
        all += u64::from(found.expect("is there").activity.messages);
    }
    all
}
