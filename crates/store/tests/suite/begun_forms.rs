use super::*;
use desk::{
    Rejected,
    ports::{BegunFile, BegunForm, BegunKey, MemberInfo},
};
use ticket::{
    Refusal,
    follow::{NO, When},
    form::{Field, FieldStyle},
};

/// One form is begun for each member and type; whoever began it finds it, for a while; it goes with its member or guild.
pub async fn begun_forms_are_kept(store: Arc<dyn Store>) {
    let form = |words: &str| BegunForm {
        form: vec![Field::new("q", "What?", FieldStyle::Short)],
        answers: vec![("q".to_owned(), words.to_owned())],
        files: vec![BegunFile {
            id: u64::MAX,
            name: "a.png".to_owned(),
            content_type: "image/png".to_owned(),
            size: 7,
            address: "https://files.example/a.png".to_owned(),
        }],
        panel: None,
    };
    let key =
        |member: u64, act: u64| BegunKey { guild: GUILD, member: UserId(member), ticket_type: KIND, act };
    let found = async |key: BegunKey, since: Timestamp| store.begun_form(key, since).await.expect("reads");
    let long_ago = NOW.plus_seconds(-100);
    store.form_begun(key(1, u64::MAX), &form("first"), NOW).await.expect("writes");
    store.form_begun(key(2, 5), &form("of another"), NOW).await.expect("writes");
    assert_eq!(found(key(1, u64::MAX), long_ago).await, Some(form("first")));
    assert_eq!(found(key(1, u64::MAX), NOW).await, None, "too old");
    assert_eq!(found(key(2, u64::MAX), long_ago).await, None, "another's");
    let elsewhere = BegunKey { guild: GuildId(3), ..key(1, u64::MAX) };
    assert_eq!(found(elsewhere, long_ago).await, None);
    store.form_begun(key(1, 9), &form("second"), NOW).await.expect("writes");
    assert_eq!(found(key(1, u64::MAX), long_ago).await, None, "begun anew");
    assert_eq!(found(key(1, 9), long_ago).await, Some(form("second")));

    store.begun_forms_swept(NOW.plus_seconds(-1)).await.expect("sweeps");
    assert!(found(key(2, 5), long_ago).await.is_some());
    let gone = MemberInfo {
        user: UserId(2),
        username: "noa".to_owned(),
        name: "Noa".to_owned(),
        avatar: None,
        bot: false,
        roles: Vec::new(),
        joined: None,
        present: false,
    };
    store.members_seen(GUILD, &[gone]).await.expect("remembers");
    assert_eq!(found(key(2, 5), long_ago).await, None, "she left");
    store.begun_forms_swept(NOW).await.expect("sweeps");
    assert_eq!(found(key(1, 9), long_ago).await, None, "its time is over");
    store.form_begun(key(1, 9), &form("third"), NOW).await.expect("writes");
    let mut guild = harbor();
    store.guild_seen(&guild).await.expect("remembers");
    assert!(found(key(1, 9), long_ago).await.is_some());
    guild.present = false;
    store.guild_seen(&guild).await.expect("remembers");
    assert_eq!(found(key(1, 9), long_ago).await, None, "removed from the guild");
}

/// The second part of a form is sent many times at once: one ticket is opened, and the others hear that it was.
// Proves: P5
pub async fn a_begun_form_opens_one_ticket(store: Arc<dyn Store>) {
    let mut config = config();
    let sure = Field { required: false, ..Field::new("sure", "Sure?", FieldStyle::Checkbox) };
    let when = Some(When { key: "sure".to_owned(), any: vec![NO.to_owned()] });
    config.types[0].form = vec![sure, Field { when, ..Field::new("why", "Why not?", FieldStyle::Short) }];
    let desk = desk(&store, config).await;
    let key = BegunKey { guild: GUILD, member: UserId(1), ticket_type: KIND, act: 7 };
    let with = |field: &str, value: &str| {
        let answers = vec![(field.to_owned(), value.to_owned())];
        ticket::open::Request { answers, ..request() }
    };
    let asked = desk.begin(key, &person(1), with("sure", ""), &[]).await.expect("is kept");
    assert_eq!(asked.len(), 1);
    assert!(
        desk.begin(BegunKey { act: 8, ..key }, &person(1), with("sure", "yes"), &[])
            .await
            .expect("fits")
            .is_empty()
    );
    let tries = (0..16).map(|_| {
        let (desk, request) = (Arc::clone(&desk), with("why", "I wonder"));
        tokio::spawn(async move { desk.open_begun(key, &person(1), request, Vec::new()).await })
    });
    let mut opened = 0;
    for one in tries.collect::<Vec<_>>() {
        match one.await.expect("ends") {
            Ok(handled) => {
                opened += 1;
                assert_eq!(handled.ticket.ticket.answers[0].value, "I wonder");
            }
            Err(Rejected::Refused(refusal)) => assert_eq!(refusal, Refusal::FormGone),
            Err(failed) => panic!("{failed:?}"),
        }
    }
    assert_eq!(opened, 1);
    assert_eq!(store.open_of(GUILD, UserId(1)).await.expect("reads").len(), 1);
}
