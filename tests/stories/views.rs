//! Views that staff keep.

use crate::hall::on_both;

/// A filter is kept under a name, for oneself or for everyone, with its count; it is renamed, put in order and removed by who may.
#[tokio::test(flavor = "multi_thread")]
async fn views_are_kept() {
    on_both("saved_views", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let keep = |name: &'static str, query: &'static str| {
            [("name", name), ("icon", "🧭"), ("list", "inbox"), ("query", query)]
        };
        let (status, _) =
            beth.send("/tickets", "/views/new", &keep("Found compasses", "show=open&q=Compass")).await;
        assert_eq!(status, 303);
        let mut shared = keep("Nobody's", "show=unassigned&sort=oldest").to_vec();
        shared.push(("shared", "1"));
        assert_eq!(beth.send("/tickets", "/views/new", &shared).await.0, 303);
        let table = [
            ("name", "Closed ones"),
            ("icon", "📮"),
            ("list", "table"),
            ("query", "status=closed&sort=latest"),
        ];
        assert_eq!(beth.send("/all", "/views/new", &table).await.0, 303);
        let (_, page) = beth.page("/tickets").await;
        let row = page.split("Found compasses").nth(1).expect("is in the list");
        // What words find is looked for when it is asked for, not counted beside every list.
        assert!(row.starts_with("</bdi></a>"), "{}", &row[..80]);
        assert!(page.contains("/all?status=closed"), "a view of the table leads there");
        assert!(beth.page("/palette?q=compasses").await.1.contains("Found compasses"));

        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (_, page) = ingrid.page("/tickets").await;
        assert!(
            page.contains("Nobody&#39;s") && !page.contains("Found compasses"),
            "each sees their own and the shared"
        );
        let carla = hall.signed_in(&hall.carla()).await;
        assert_eq!(carla.send("/tickets", "/views/2/remove", &[]).await.0, 422, "another's shared view");
        assert_eq!(carla.send("/tickets", "/views/1/remove", &[]).await.0, 422, "another's own view");
        let rename = [
            ("id", "1"),
            ("name-1", "Hers?"),
            ("icon-1", "🔥"),
            ("id", "2"),
            ("name-2", "Mine!"),
            ("icon-2", "🔥"),
        ];
        assert_eq!(carla.send("/tickets", "/views", &rename).await.0, 303);
        let arranged = [
            ("id", "3"),
            ("name-3", "Put away"),
            ("icon-3", "📮"),
            ("id", "1"),
            ("name-1", "Found compasses"),
            ("icon-1", "🌱"),
        ];
        assert_eq!(beth.send("/tickets", "/views", &arranged).await.0, 303);
        let views = hall
            .store()
            .saved_views(ticket::GuildId(hall.sample.guild), ticket::UserId(hall.beth().id))
            .await;
        let names: Vec<_> =
            views.expect("reads").into_iter().map(|one| format!("{} {}", one.icon, one.name)).collect();
        assert_eq!(names, ["🧭 Nobody's", "📮 Put away", "🌱 Found compasses"]);
        assert_eq!(ingrid.send("/tickets", "/views/2/remove", &[]).await.0, 303, "who may configure, may");
        assert!(!beth.page("/tickets").await.1.contains("Nobody&#39;s"));

        for name in ["x"; 18] {
            assert_eq!(beth.send("/tickets", "/views/new", &keep(name, "show=open")).await.0, 303);
        }
        let (status, page) = beth.send("/tickets", "/views/new", &keep("one more", "show=open")).await;
        assert!(status == 422 && page.contains("20"), "there is an end");
        assert_eq!(beth.send("/tickets", "/views/new", &keep(" ", "show=open")).await.0, 422);
        assert_eq!(beth.send("/tickets", "/views/new", &keep("odd", "show=nonsense")).await.0, 400);
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.page("/views").await.0, 403);
        assert_eq!(mia.send("/tickets/1", "/views/new", &keep("hers", "show=open")).await.0, 403);
        hall.end().await;
    })
    .await;
}
