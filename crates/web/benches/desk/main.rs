//! How fast the desk is for staff, with a million tickets and ten million messages, over HTTP.
//!
//! `cargo bench -p web --bench desk`, and with `TEST_POSTGRES` naming a server also on PostgreSQL. The desk runs in a process of its own on two
//! cores; requests come at a fixed rate and are counted from the moment they were to be sent, until the last byte is read.
//! `DESK_TICKETS`, `DESK_MESSAGES`, `DESK_OPEN`, `DESK_SMALL`, `DESK_RATE`, `DESK_SECONDS`, `DESK_STREAMS` choose other numbers, `DESK_FOLDER`
//! where the file is made (some 5 GB), `DESK_KEEP=1` keeps and uses again what was made. `DESK_ONLY` names `sqlite` or `postgres`, `DESK_PARTS` what
//! to measure of `inbox,table,ticket,search,live`.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]
#![allow(clippy::disallowed_methods, missing_docs, reason = "it measures time")]

mod drive;
mod load;
#[path = "../../tests/world/mod.rs"]
mod world;

use drive::{Asker, Times};
use load::{IntoSqlite, Size, word};
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use store::{Address, migrations};
use ticket::{Actor, GuildId};
use tokio_util::sync::CancellationToken;
use world::{BETH, CARO, GUILD, OTHER, SUPPORT, World};

/// Threads and cores of the desk.
const CORES: usize = 2;

fn number(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let Ok(address) = std::env::var("DESK_SERVE") {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(CORES).enable_all().build();
        return runtime.expect("a runtime").block_on(serve(&Address::read(&address)));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(CORES).enable_all().build();
    runtime.expect("a runtime").block_on(run());
}

/// The desk: says its port and serves until it is stopped.
async fn serve(address: &Address) {
    let world = World::over(address).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    println!("{base}");
    let router = web::router(std::sync::Arc::clone(&world.desk), world::config(&base));
    web::serve(listener, router, CancellationToken::new()).await.expect("serves");
}

struct Desk {
    child: Child,
    base: String,
}

impl Desk {
    fn start(address: &str) -> Self {
        let this = std::env::current_exe().expect("a program");
        let mut command = Command::new("taskset");
        command.args(["-c", "0,1"]).arg(this).env("DESK_SERVE", address).stdout(Stdio::piped());
        let mut child = command.spawn().expect("taskset starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its words");
        BufReader::new(out).read_line(&mut line).expect("says where it is");
        Self { child, base: line.trim().to_owned() }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn run() {
    let size = Size {
        tickets: number("DESK_TICKETS", 1_000_000),
        messages: u64::from(number("DESK_MESSAGES", 10_000_000)),
        open: number("DESK_OPEN", 2_000),
        small: number("DESK_SMALL", 10_000),
    };
    let keep = std::env::var("DESK_KEEP").is_ok();
    let only = std::env::var("DESK_ONLY").unwrap_or_default();
    println!("{size:?}");
    if only != "postgres" {
        let folder = std::env::var("DESK_FOLDER").map_or_else(|_| std::env::temp_dir(), PathBuf::from);
        let file = folder.join("guildhall-desk.db");
        let begin = Instant::now();
        if !keep || !file.exists() {
            sqlite(&file, size).await;
        }
        let bytes = std::fs::metadata(&file).map_or(0, |file| file.len());
        println!("SQLite: {:.2} GB, made in {:.0} s", bytes as f64 / 1e9, begin.elapsed().as_secs_f64());
        measure("SQLite", &file.display().to_string(), size).await;
        if !keep {
            ["", "-wal", "-shm"]
                .iter()
                .for_each(|end| drop(std::fs::remove_file(format!("{}{end}", file.display()))));
        }
    }
    if let Ok(server) = std::env::var("TEST_POSTGRES")
        .map_err(drop)
        .and_then(|server| if only == "sqlite" { Err(()) } else { Ok(server) })
    {
        let (client, connection) =
            tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("answers");
        tokio::spawn(connection);
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        let url = format!("{base}/guildhall_desk");
        let known = client
            .query("SELECT 1 FROM pg_database WHERE datname = 'guildhall_desk'", &[])
            .await
            .expect("answers");
        let begin = Instant::now();
        if !keep || known.is_empty() {
            client.batch_execute("DROP DATABASE IF EXISTS guildhall_desk WITH (FORCE)").await.expect("drops");
            client.batch_execute("CREATE DATABASE guildhall_desk").await.expect("creates");
            prepare(&Address::Postgres(url.clone())).await;
            load::into_postgres(&url, size).await;
        }
        let bytes =
            client.query_one("SELECT pg_database_size('guildhall_desk')", &[]).await.expect("answers");
        let bytes: i64 = bytes.get(0);
        println!("PostgreSQL: {:.2} GB, made in {:.0} s", bytes as f64 / 1e9, begin.elapsed().as_secs_f64());
        measure("PostgreSQL", &url, size).await;
        if !keep {
            client.batch_execute("DROP DATABASE guildhall_desk WITH (FORCE)").await.expect("drops");
        }
    }
}

async fn sqlite(file: &Path, size: Size) {
    ["", "-wal", "-shm"]
        .iter()
        .for_each(|end| drop(std::fs::remove_file(format!("{}{end}", file.display()))));
    prepare(&Address::Sqlite(file.to_owned())).await;
    let file = file.to_owned();
    let made = tokio::task::spawn_blocking(move || {
        let mut into = IntoSqlite::open(&file);
        load::make(size, &mut into);
        into.end();
    });
    made.await.expect("is made");
}

/// The schema, two guilds, their staff, and somebody signed in.
async fn prepare(address: &Address) {
    migrations::run(address).await.expect("migrates");
    let world = World::over(address).await;
    world.people().await;
    for guild in [GUILD, OTHER] {
        world.desk.configure(guild, &Actor::System, 0, world::setup(), Vec::new()).await.expect("is saved");
        world.member(guild, BETH, "Beth", vec![SUPPORT]).await;
    }
    world.sign_in(BETH, "Beth").await;
    world.sign_in(CARO, "Caro").await;
}

async fn measure(name: &str, address: &str, size: Size) {
    // What was kept may be of an older schema.
    migrations::run(&Address::read(address)).await.expect("migrates");
    if let Address::Sqlite(file) = Address::read(address) {
        tokio::task::spawn_blocking(move || load::fill(&file)).await.expect("is filled");
    }
    counted(&Address::read(address)).await;
    let desk = Desk::start(address);
    let pid = std::process::id().to_string();
    // Whoever asks stays off the cores of the desk.
    let _ = Command::new("taskset").args(["-acp", "2-63", &pid]).stdout(Stdio::null()).status();
    let asker = Asker {
        client: reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client"),
        base: desk.base.clone(),
        cookie: "guildhall=token-of-Beth".to_owned(),
        // taskset becomes the desk itself.
        pid: desk.child.id(),
    };
    let (rate, seconds) = (number("DESK_RATE", 300), number("DESK_SECONDS", 15));
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("\n{name}, {rate} requests/s on {CORES} cores, load {}", load.trim());
    println!(
        "{:<44} {:>7} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "milliseconds", "asked", "p50", "p95", "p99", "max", "cpu"
    );
    let parts = std::env::var("DESK_PARTS").unwrap_or_default();
    let wanted = |part: &str| parts.is_empty() || parts.split(',').any(|one| one == part);
    let pick = |list: &[String], chance: u64| list[(chance >> 7) as usize % list.len()].clone();
    let (large, small) = (inbox(GUILD), inbox(OTHER));
    asker.often(50, 3, |chance| pick(&large, chance)).await;
    asker.often(50, 2, |chance| pick(&small, chance)).await;
    let inbox_of = async |list: &[String]| asker.often(rate, seconds, |chance| pick(list, chance)).await;
    if wanted("inbox") {
        let first = inbox_of(&small).await;
        let second = inbox_of(&large).await;
        println!("{}", first.line(&format!("inbox, {} closed tickets", size.small)));
        println!("{}", second.line(&format!("inbox, {} closed tickets", size.tickets)));
        let ratio =
            [second.at(50.0) / first.at(50.0), second.at(95.0) / first.at(95.0), second.cpu() / first.cpu()];
        println!("{:<44} {:>7} {:>9.2} {:>9.2} {:>29.2}", "  ratio", "", ratio[0], ratio[1], ratio[2]);
    }
    let tables = if wanted("table") { table(&asker).await } else { Vec::new() };
    for path in &tables {
        let times = asker.often(20, 1, |_| path.clone()).await;
        // PostgreSQL works elsewhere.
        if times.cpu() > 12.0 || times.at(50.0) > 25.0 {
            println!("{}", times.line(&format!("  {}", path.split_once("/all").map_or("", |parts| parts.1))));
        }
    }
    if wanted("table") {
        let times = asker.often(rate, seconds, |chance| pick(&tables, chance)).await;
        println!("{}", times.line("all tickets, filtered and sorted"));
    }
    if wanted("ticket") {
        let ticket = |chance: u64| format!("/g/{GUILD}/tickets/{}", 1 + chance % u64::from(size.tickets));
        println!("{}", asker.often(rate, seconds, ticket).await.line("ticket page"));
    }
    for (name, list) in searches().into_iter().filter(|_| wanted("search")) {
        println!("{}", asker.often(40, seconds, |chance| pick(&list(chance), chance)).await.line(name));
    }
    if wanted("live") {
        let name = format!("live update, {} streams", number("DESK_STREAMS", 500));
        println!("{}", live(&asker, size).await.line(&name));
    }
}

/// What is loaded has no figures of reports: else the first act would make those of a million tickets.
async fn counted(address: &Address) {
    let store = store::open(address).await.expect("opens");
    for guild in [GUILD, OTHER] {
        if store.figures_zone(guild).await.expect("reads").is_none() {
            let begin = Instant::now();
            store.rebuild_figures(guild, desk::ports::USUAL_ZONE).await.expect("are made");
            println!("figures of {guild} made in {:.0} s", begin.elapsed().as_secs_f64());
        }
    }
}

fn inbox(guild: GuildId) -> Vec<String> {
    let views = ["open", "mine", "unassigned", "us", "member", "closed", "open&sort=urgent", "open&type=1"];
    views.iter().map(|view| format!("/g/{guild}/tickets?show={view}")).collect()
}

/// Tables by every filter and order, and a later page of each.
async fn table(asker: &Asker) -> Vec<String> {
    let filters = [
        "",
        "status=closed",
        "status=all",
        "status=closed&type=2",
        "status=all&type=1",
        &format!("status=closed&worker={CARO}"),
        &format!("status=all&worker={BETH}"),
        "status=closed&worker=none",
        "status=closed&priority=urgent",
        "status=all&priority=low",
        "status=closed&tag=2",
        "status=all&tag=1&type=2",
        "status=closed&q=rating:5",
        "status=closed&q=rating:1",
        "status=closed&q=opened:7d",
        "status=closed&q=opened:1d",
        "status=closed&q=closed:1d",
    ];
    let mut paths = Vec::new();
    for filter in filters {
        for sort in ["latest", "quiet", "urgent", "newest", "oldest"] {
            let path = format!("/g/{GUILD}/all?{filter}&sort={sort}");
            let html = asker.page(&path).await;
            let next = html.split("rel=\"next\"").next().and_then(|part| part.rsplit("href=\"").next());
            let next = next.and_then(|part| part.split('"').next()).filter(|href| href.contains("after="));
            paths.extend(next.map(|href| href.replace("&amp;", "&").replace("&#38;", "&")));
            paths.push(path);
        }
    }
    paths
}

type Words = fn(u64) -> Vec<String>;

fn searches() -> [(&'static str, Words); 5] {
    fn at(query: String) -> Vec<String> {
        vec![format!("/g/{GUILD}/search?q={}", query.replace(' ', "+"))]
    }
    [
        ("search, one common word", |chance| at(word(chance % 20))),
        ("search, one word", |chance| at(word(chance % 20_000))),
        ("search, two words", |chance| {
            at(format!("{} {}", word(chance % 200), word((chance >> 20) % 2_000)))
        }),
        ("search, a word and filters", |chance| at(format!("{} type:billing tag:vip", word(chance % 2_000)))),
        ("search, three words, one begun", |chance| {
            at(format!(
                "{} {} {}*",
                word(chance % 300),
                word((chance >> 20) % 300),
                &word((chance >> 40) % 9_000)[..4]
            ))
        }),
    ]
}

/// From the moment somebody acts until each other screen is told to look.
async fn live(asker: &Asker, size: Size) -> Times {
    let streams = number("DESK_STREAMS", 500);
    let other = Asker { cookie: "guildhall=token-of-Caro".to_owned(), ..asker.clone() };
    let mut told = Vec::new();
    for turn in 0..streams {
        let whose = if turn % 2 == 0 { asker } else { &other };
        told.push(whose.listen(&format!("/g/{GUILD}/live")).await);
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut times = Vec::new();
    for turn in 0..20 {
        let place = format!("/g/{GUILD}/tickets/{}", size.tickets - turn);
        // Whatever an earlier run left it as, it changes.
        asker.tell(&format!("{place}/priority"), &[("csrf", "csrf-of-Beth"), ("priority", "normal")]).await;
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        told.iter_mut().for_each(|stream| while stream.try_recv().is_ok() {});
        let begin = Instant::now();
        let priority = if turn % 2 == 0 { "urgent" } else { "low" };
        asker.act(&format!("{place}/priority"), &[("csrf", "csrf-of-Beth"), ("priority", priority)]).await;
        for stream in &mut told {
            let heard = tokio::time::timeout(Duration::from_secs(5), stream.recv()).await;
            times.push(heard.ok().flatten().map_or(Duration::from_secs(5), |at| at - begin));
        }
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        told.iter_mut().for_each(|stream| while stream.try_recv().is_ok() {});
    }
    Times::of(times, 0.0)
}
