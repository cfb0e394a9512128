//! Sample tickets: put into a server that runs, worked on, and taken out again, after which nothing is left of them.

use crate::{
    browser::Browser,
    bulk::act,
    hall::{Hall, on_both},
    push::{ALL, Device},
    receiver::Receiver,
};
use std::collections::BTreeMap;
use ticket::{
    GuildId, Job, MessageId, TicketKey, UserId, sample,
    settings::Locale,
    sla::{Act, ByPriority, Moment, Step, Targets},
};

const PAGE: &str = "/settings/samples";
const COUNT: usize = sample::COUNT as usize;

impl Hall {
    fn own(&self) -> GuildId {
        GuildId(self.sample.guild)
    }

    /// Numbers of the samples, in the order of the set.
    async fn samples(&self) -> Vec<u32> {
        let set = self.store().samples(self.own()).await.expect("reads");
        set.map(|set| set.here.into_iter().map(|(_, number)| number).collect()).unwrap_or_default()
    }

    async fn all_loaded(&self) -> Vec<u32> {
        self.eventually("all samples are here", async || {
            let here = self.samples().await;
            (here.len() == COUNT).then_some(here)
        })
        .await
    }

    async fn none_left(&self) {
        self.eventually("no sample is left", async || {
            self.store().samples(self.own()).await.expect("reads").is_none().then_some(())
        })
        .await;
    }

    /// Nothing is due now. Clocks of samples may ring in a few minutes.
    async fn quiet(&self) {
        self.heard_out().await;
        self.eventually("nothing is due", async || {
            let now = self.clock.now();
            let next = self.store().next_due().await.expect("reads");
            let idle = self.store().in_hand(now).await.expect("reads") == 0;
            (idle && next.is_none_or(|due| due > now)).then_some(())
        })
        .await;
        let given_up = self.store().given_up(self.own()).await.expect("reads");
        assert!(given_up.is_empty(), "given up: {given_up:?}");
    }

    async fn differences(&self) -> u64 {
        self.store().verify_figures(self.own()).await.expect("reads")
    }

    async fn wants_samples(&self, owner: &Browser, what: &str) {
        assert_eq!(owner.send(PAGE, PAGE, &[("act", what)]).await.0, 303, "{what}");
    }

    /// What is to be the same before and after: everything but what goes on by itself, and what says that there were samples.
    async fn whole(&self) -> BTreeMap<String, Vec<String>> {
        let mut rows = self.rows().await;
        for table in ["counter", "audit", "session", "migration", "figure_check"] {
            rows.remove(table).expect("is a table");
        }
        // Of a job what it is, not how often it was asked for.
        let jobs = rows.remove("job").expect("is a table");
        assert!(!jobs.iter().any(|job| job.contains("samples:")), "it goes on: {jobs:?}");
        rows.insert("job".to_owned(), vec![format!("{} jobs", jobs.len())]);
        rows
    }
}

/// Staff work on samples as on any ticket: everything happens on the web, and nothing of it reaches Discord, another program or a device. Taken
/// out again, nothing is left of them in any table.
// Proves: P194
#[tokio::test(flavor = "multi_thread")]
async fn samples_are_tried_out_and_leave_nothing() {
    on_both("samples", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (outside, service) = (Receiver::new().await, Receiver::new().await);
        let (owner, mut beth) = (hall.signed_in(&hall.ingrid()).await, hall.signed_in(&hall.beth()).await);
        let mia = hall.signed_in(&hall.mia()).await;
        let topics =
            ["ticket.opened", "ticket.message", "ticket.claimed", "ticket.closed", "ticket.sla_broken"];
        let mut form = vec![("url", outside.url.as_str())];
        form.extend(topics.iter().map(|topic| ("topic", *topic)));
        assert_eq!(owner.send("/settings/webhooks", "/settings/webhooks", &form).await.0, 200);
        beth.is_told(&Device::at(&service), &ALL).await;
        hall.change(|config| {
            config.settings.sla_channel = Some(ticket::ChannelId(hall.sample.mod_log));
            config.settings.answering_claims = true;
            // Those that wait for an answer for an hour are late, and Beth is called.
            let kind = &mut config.types[0];
            kind.handlers = vec![UserId(hall.sample.staff[0])];
            kind.sla.enabled = true;
            let hour = Targets { first_response: Some(60), next_response: Some(60), ..Targets::default() };
            kind.sla.targets = ByPriority { low: hour, normal: hour, high: hour, urgent: hour };
            kind.sla.steps = vec![Step::new(Moment::After(1), Act::AssignOnCall)];
        })
        .await;
        hall.settled().await;
        let (before, asked) = (hall.whole().await, hall.fake.requests().len());

        // Only who may configure is offered them, and may load them.
        for (who, page) in [(&beth, "/tickets"), (&mia, "/mine")] {
            assert_eq!(who.page(PAGE).await.0, 403);
            assert_eq!(who.send(page, PAGE, &[("act", "load")]).await.0, 403);
        }
        assert!(hall.samples().await.is_empty());
        let (_, setup) = owner.page("/setup").await;
        assert!(setup.contains("Load sample tickets") && setup.contains(PAGE), "{setup}");
        let (_, page) = owner.page(PAGE).await;
        assert!(page.contains("the next 24 ticket numbers"), "{page}");
        hall.wants_samples(&owner, "load").await;
        hall.wants_samples(&owner, "load").await;
        let numbers = hall.all_loaded().await;
        hall.quiet().await;
        assert_eq!(numbers, (2..2 + u32::from(sample::COUNT)).collect::<Vec<_>>());
        assert_eq!(hall.differences().await, 0);

        let late =
            hall.store().ticket(hall.ticket(numbers[2])).await.expect("reads").expect("is there").ticket;
        assert!(!late.past.breaches.is_empty() && late.past.steps.is_empty(), "{:?}", late.past);
        assert_eq!(late.assignee, None, "somebody is called to a sample");
        everywhere(&hall, &owner, &beth, &mia, &numbers).await;
        worked_on(&hall, &owner, &beth, &numbers).await;
        every_job(&hall, numbers[0]).await;
        hall.quiet().await;
        assert_eq!(hall.differences().await, 0);
        let requests: Vec<_> = hall.fake.requests().split_off(asked);
        assert!(requests.is_empty(), "Discord was asked: {requests:?}");
        assert_eq!((outside.got().len(), service.got().len()), (0, 0), "somebody was told");

        hall.wants_samples(&owner, "remove").await;
        hall.none_left().await;
        hall.quiet().await;
        assert_eq!(hall.differences().await, 0);
        let after = hall.whole().await;
        for (table, rows) in &after {
            assert_eq!(before.get(table), Some(rows), "{table} is not what it was");
        }
        assert_eq!(files(&hall), Vec::<String>::new(), "a file is left");
        assert_eq!(beth.page(&format!("/tickets/{}", numbers[0])).await.0, 404);
        assert_eq!(hall.fake.requests().len(), asked);
        let (_, audit) = owner.page("/settings/audit").await;
        assert_eq!(audit.matches("Loaded sample tickets").count(), 1, "{audit}");
        assert!(audit.contains("Removed the sample tickets"), "{audit}");
        hall.end().await;
    })
    .await;
}

fn files(hall: &Hall) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![hall.files().join("files")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path().display().to_string());
            }
        }
    }
    found
}

/// Staff find them wherever tickets are, marked; members find none.
async fn everywhere(hall: &Hall, owner: &Browser, beth: &Browser, mia: &Browser, numbers: &[u32]) {
    let (_, inbox) = owner.page("/tickets").await;
    assert!(inbox.contains("These include 24 sample tickets") && inbox.contains("sample-chip"), "{inbox}");
    let (_, theirs) = beth.page("/tickets").await;
    assert!(theirs.contains("sample-chip") && !theirs.contains("These include"), "{theirs}");
    for page in ["/all?status=all", "/search?q=microphone"] {
        let (_, html) = beth.page(page).await;
        assert!(html.contains("sample-chip"), "{page}: {html}");
    }
    let (_, reports) = owner.page("/reports").await;
    assert!(reports.contains("These figures include 24 sample tickets."), "{reports}");
    let (_, health) = owner.page("/settings/health").await;
    assert!(health.contains("24 sample tickets are here"), "{health}");
    // Beth is for the first of two types.
    let second = &format!("/tickets/{}", numbers[4]);
    let (_, page) = beth.page(second).await;
    assert!(page.contains("nothing that is done here reaches Discord") && page.contains("Yuki"), "{page}");
    let invented =
        hall.store().ticket(hall.ticket(numbers[4])).await.expect("reads").expect("there").ticket.opener;
    let (status, member) = beth.page(&format!("/members/{}", invented.user)).await;
    assert!(status == 200 && member.contains("Yuki"), "{member}");
    assert_eq!(mia.page(second).await.0, 403);
    let (_, search) = mia.page("/search?q=microphone").await;
    assert!(!search.contains("sample-chip"), "{search}");
}

/// What staff do with tickets they do with samples.
async fn worked_on(hall: &Hall, owner: &Browser, beth: &Browser, numbers: &[u32]) {
    let at = |place: usize, act: &str| format!("/tickets/{}{act}", numbers[place]);
    let does = async |place: usize, act: &str, fields: &[(&str, &str)]| {
        let (status, text) = beth.send(&at(place, ""), &at(place, act), fields).await;
        assert_eq!(status, 303, "{act}: {text}");
    };
    // An answer claims it, and waits for nobody to show it.
    assert_eq!(beth.write(numbers[0], "an-answer-1", "On my way.", &[("map.txt", b"here")]).await.0, 303);
    let note = [("mode", "note"), ("text", "ask the host"), ("once", "a-note-1")];
    let (page, messages) = (at(0, ""), at(0, "/messages"));
    assert_eq!(beth.upload(&page, &messages, &note, &[]).await.0, 303);
    let key = hall.ticket(numbers[0]);
    assert!(hall.store().unshown(key).await.expect("reads").is_empty(), "it waits to be shown");
    hall.ticket_is(numbers[0], "claimed by the answer", |one| one.claim.clone()).await;
    let line = hall
        .store()
        .lines(key, None, 10)
        .await
        .expect("reads")
        .into_iter()
        .rfind(|line| line.body.contains("On my way"));
    let said = line.expect("is kept").message;
    let said = said.to_string();
    let other = [("edit", said.as_str()), ("text", "On my way, really."), ("once", "an-edit-1")];
    assert_eq!(beth.upload(&page, &messages, &other, &[]).await.0, 303);
    assert!(hall.store().unshown(key).await.expect("reads").is_empty(), "it waits to be shown again");
    let ingrid = hall.sample.owner.to_string();
    does(0, "/release", &[]).await;
    does(0, "/claim", &[]).await;
    does(0, "/assign", &[("to", &ingrid)]).await;
    does(0, "/priority", &[("priority", "urgent")]).await;
    does(0, "/tags", &[("add", "2")]).await;
    does(0, "/rename", &[("subject", "Where is the channel?")]).await;
    does(0, "/people", &[("name", "Mia")]).await;
    does(0, "/close", &[("reason", "tried")]).await;
    does(0, "/reopen", &[]).await;
    does(0, "/move", &[("to", "2")]).await;
    does(2, "/snooze", &[("until", "2d")]).await;
    let ours: Vec<String> = numbers[3..8].iter().map(ToString::to_string).collect();
    for what in ["tag:1", "close"] {
        let mut fields = vec![("act", what)];
        fields.extend(ours.iter().map(|number| ("n", number.as_str())));
        assert_eq!(act(owner, "/tickets", "/bulk", &fields).await.0, 303);
    }
    for number in &numbers[3..8] {
        hall.ticket_is(*number, "closed in bulk", |one| (!one.is_open()).then_some(())).await;
    }
    // The short delay after closing passes.
    hall.quiet().await;
}

/// Whoever asks for a job about a sample, nothing of it is done outside.
async fn every_job(hall: &Hall, number: u32) {
    let (ticket, message) = (hall.ticket(number), MessageId::own(hall.clock.now(), 9));
    let (seq, user) = (1, UserId(hall.sample.staff[0]));
    let jobs = vec![
        Job::SyncSurface { ticket },
        Job::Welcome { ticket },
        Job::Announce { ticket, seq },
        Job::ModLog { ticket, seq },
        Job::DmClosed { ticket, seq },
        Job::WarnIdle { ticket, seq },
        Job::SlaNotice { ticket, seq, whom: ticket::Whom::Handler },
        Job::TellLoss { ticket, seq, user },
        Job::AnswerOpener { ticket },
        Job::Assist { ticket },
        Job::CopyFiles { ticket, message },
        Job::ClaimByAnswer { ticket, message },
        Job::ShowFiles { ticket },
        Job::CopyPictures { ticket },
        Job::Backfill { ticket, after: None },
        Job::Relay { ticket },
        Job::Shortcode { ticket, message },
        Job::Wake { ticket, alarm: ticket::Alarm::Idle },
    ];
    hall.running.desk.enqueue(jobs).await.expect("is kept");
}

/// However often the program restarts while they are put in or taken out, in the end there is each once, or none; taken out before all were in,
/// none.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_makes_no_difference() {
    on_both("samples_restart", |hall| async move {
        let owner = hall.signed_in(&hall.ingrid()).await;
        hall.wants_samples(&owner, "load").await;
        hall.eventually("some are here", async || (!hall.samples().await.is_empty()).then_some(())).await;
        let hall = hall.restarted().await;
        hall.all_loaded().await;
        hall.quiet().await;
        assert_eq!(hall.differences().await, 0);
        let owner = hall.signed_in(&hall.ingrid()).await;
        hall.wants_samples(&owner, "remove").await;
        let hall = hall.restarted().await;
        hall.none_left().await;
        assert_eq!(hall.differences().await, 0);
        let owner = hall.signed_in(&hall.ingrid()).await;
        hall.wants_samples(&owner, "load").await;
        hall.wants_samples(&owner, "remove").await;
        hall.none_left().await;
        assert!(hall.rows().await["ticket"].is_empty(), "a ticket is left");
        hall.wants_samples(&owner, "load").await;
        hall.wants_samples(&owner, "remove").await;
        hall.wants_samples(&owner, "load").await;
        hall.all_loaded().await;
        assert_eq!(hall.rows().await["ticket"].len(), COUNT);
        assert_eq!(hall.differences().await, 0);
        hall.wants_samples(&owner, "remove").await;
        hall.none_left().await;
        hall.end().await;
    })
    .await;
}

/// Samples disturb no real work: whoever takes the next ticket gets a real one or none, and what somebody has of samples is no load.
#[tokio::test(flavor = "multi_thread")]
async fn samples_are_given_to_nobody() {
    on_both("samples_work", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (owner, beth) = (hall.signed_in(&hall.ingrid()).await, hall.signed_in(&hall.beth()).await);
        hall.wants_samples(&owner, "load").await;
        let numbers = hall.all_loaded().await;
        let list = hall.says(&hall.beth(), hall.sample.get_help, "ptickets list", &[]).await;
        assert!(list.contains("Compass") && !list.contains("workshop"), "{list}");
        let user = UserId(hall.sample.staff[0]);
        let facts = async || {
            let own = TicketKey { guild: hall.own(), number: 1 };
            let kind = hall.store().ticket(own).await.expect("reads").expect("is there").ticket.ticket_type;
            hall.store().opening_facts(hall.own(), kind, UserId(1), &[user]).await.expect("reads").handlers
        };
        let before = facts().await;
        let page = format!("/tickets/{}", numbers[0]);
        let assigned = beth.send(&page, &format!("{page}/assign"), &[("to", &user.to_string())]).await;
        assert_eq!(assigned.0, 303, "{}", assigned.1);
        assert_eq!(facts().await, before, "a sample is a load");
        let taken = act(&beth, "/tickets", "/take", &[]).await;
        assert!(taken.1.contains("/tickets/1"), "{taken:?}");
        hall.ticket_is(1, "claimed", |one| one.claim.clone()).await;
        let nobody = act(&beth, "/tickets", "/take", &[]).await;
        assert!(!nobody.1.contains("/tickets/"), "{nobody:?}");
        hall.wants_samples(&owner, "remove").await;
        hall.none_left().await;
        hall.end().await;
    })
    .await;
}

/// They speak the server's language, and need its tickets: a server without any type is told so.
#[tokio::test(flavor = "multi_thread")]
async fn samples_are_the_servers_own() {
    on_both("samples_german", |hall| async move {
        let owner = hall.signed_in(&hall.ingrid()).await;
        let whole = hall.config().await;
        hall.change(|config| {
            config.types.clear();
            config.panels.clear();
            config.policies.clear();
            config.macros.clear();
        })
        .await;
        let (status, page) = owner.send(PAGE, PAGE, &[("act", "load")]).await;
        assert!(status == 422 && page.contains("There is no active ticket type yet"), "{status} {page}");
        let (_, inbox) = owner.page("/tickets").await;
        assert!(!inbox.contains(PAGE), "offered in vain: {inbox}");
        hall.configure(whole).await;
        hall.change(|config| config.settings.locale = Locale::German).await;
        let (_, inbox) = owner.page("/tickets").await;
        assert!(inbox.contains("Load sample tickets"), "{inbox}");
        hall.wants_samples(&owner, "load").await;
        let numbers = hall.all_loaded().await;
        let (_, page) = owner.page(&format!("/tickets/{}", numbers[1])).await;
        assert!(page.contains("Der Bot spielt jedes Lied doppelt"), "{page}");
        let types: Vec<_> =
            hall.config().await.types.iter().filter(|one| one.active).map(|one| one.id).collect();
        for (place, number) in numbers.iter().enumerate() {
            let one =
                hall.store().ticket(hall.ticket(*number)).await.expect("reads").expect("is there").ticket;
            assert_eq!(one.ticket_type, types[place % types.len()]);
        }
        hall.wants_samples(&owner, "remove").await;
        hall.none_left().await;
        hall.end().await;
    })
    .await;
}
