use super::*;
use desk::ports::{Filter, Kept, Show};
use ticket::view::{List, SavedView};

/// Views are kept for one or for all, in order, up to a number; open tickets are counted up to a number.
pub async fn views_are_kept(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    for by in 1..=5 {
        opened(&desk, by).await;
    }
    assert_eq!(store.count_open(GUILD, &Filter::default(), 100).await.expect("counts"), 5);
    assert_eq!(store.count_open(GUILD, &Filter::default(), 3).await.expect("counts"), 3);
    let of_three = Filter { opener: Some(UserId(3)), show: Show::All, ..Filter::default() };
    assert_eq!(store.count_open(GUILD, &of_three, 100).await.expect("counts"), 1);

    let view = |owner: Option<u64>, name: &str| SavedView {
        id: 0,
        owner: owner.map(UserId),
        maker: UserId(7),
        list: List::Table,
        name: name.to_owned(),
        icon: "🔖".to_owned(),
        query: "q=a%26b".to_owned(),
    };
    for (id, owner, name) in [(1, Some(7), "a"), (2, None, "b"), (3, Some(7), "c"), (4, Some(8), "d")] {
        let kept = store.view_added(GUILD, &view(owner, name), 2).await.expect("keeps");
        assert_eq!(kept, Kept::As(id));
    }
    assert_eq!(store.view_added(GUILD, &view(Some(7), "e"), 2).await.expect("looks"), Kept::Full);
    let names = async |of| {
        let views = store.saved_views(GUILD, UserId(of)).await.expect("reads");
        views.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(names(7).await, ["b", "a", "c"]);
    assert_eq!(names(9).await, ["b"]);
    assert!(store.saved_views(GuildId(3), UserId(7)).await.expect("reads").is_empty());
    let a = store.saved_view(GUILD, 1).await.expect("reads").expect("is there");
    assert_eq!(a, SavedView { id: 1, ..view(Some(7), "a") });
    let renamed = SavedView { name: "A".to_owned(), ..a };
    store.views_changed(GUILD, &[(9, renamed)]).await.expect("changes");
    assert_eq!(names(7).await, ["b", "c", "A"]);
    store.view_removed(GUILD, 2).await.expect("removes");
    assert_eq!(names(8).await, ["d"]);
}
