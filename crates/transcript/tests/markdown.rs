//! Markdown as Discord's client shows it: one table, text on the left, HTML on the right.

use transcript::model::Message;
use transcript::{Channel, Conversation, Id, Options, Person, Role, render_message};

fn conversation() -> Conversation {
    let mut c =
        Conversation { zone: jiff::tz::TimeZone::get("Europe/Berlin").ok(), ..Conversation::default() };
    c.people.insert(Id(100_000_000_000_000_001), Person { name: "Beth <b>".into(), ..Person::default() });
    c.roles.insert(Id(100_000_000_000_000_002), Role { name: "Billing".into(), ..Role::default() });
    c.channels.insert(Id(100_000_000_000_000_003), Channel { name: "help".into() });
    c.now = "2026-01-01T12:00:00Z".parse().ok();
    c
}

/// The inside of the message's text.
fn html(text: &str) -> String {
    let message = Message { id: Id(1), content: text.into(), ..Message::default() };
    let mut out = Vec::new();
    render_message(&conversation(), &message, &mut out, Options::default())
        .expect("a vector takes everything");
    let page = String::from_utf8(out).expect("HTML is UTF-8");
    let from = page.find("t-text").expect("there is text");
    let from = from + page[from..].find('>').expect("the tag ends") + 1;
    let to = page.rfind("</div></li>").expect("the message ends");
    page[from..to].replace(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"", "")
}

// Proves: P160
#[test]
fn the_table() {
    let sp = |s: &str| {
        format!(
            "<label class=\"t-sp\"><input type=\"checkbox\" aria-label=\"Reveal spoiler\"><span>{s}</span></label>"
        )
    };
    let link = |url: &str, text: &str| format!("<a href=\"{url}\" title=\"{url}\">{text}</a>");
    let men = |s: &str| format!("<span class=\"t-men\">{s}</span>");
    let table: Vec<(&str, String)> = vec![
        ("plain & <i>", "plain &amp; &lt;i&gt;".into()),
        ("**b** *i* _i_ __u__ ~~s~~", "<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s>".into()),
        ("***both***", "<em><strong>both</strong></em>".into()),
        ("***a* b**", "<strong><em>a</em> b</strong>".into()),
        ("***a** b*", "<em><strong>a</strong> b</em>".into()),
        ("**a *b***", "<strong>a <em>b</em></strong>".into()),
        ("___x___", "<em><u>x</u></em>".into()),
        ("__**~~all~~**__", "<u><strong><s>all</s></strong></u>".into()),
        ("**a\nb**", "<strong>a\nb</strong>".into()),
        ("**open *and open", "**open *and open".into()),
        ("*a **b* c**", "<em>a **b</em> c**".into()),
        ("2 * 3 * 4", "2 * 3 * 4".into()),
        ("snake_case_name and _this_", "snake_case_name and <em>this</em>".into()),
        ("****", "****".into()),
        ("||||", "||||".into()),
        ("||secret **b**||", sp("secret <strong>b</strong>")),
        ("||https://a.example/x||", sp(&link("https://a.example/x", "https://a.example/x"))),
        (r"\*not\* \_this\_ \\ \a", r"*not* _this_ \ \a".into()),
        ("¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯".into()),
        ("`a *b* <c>`", "<code>a *b* &lt;c&gt;</code>".into()),
        ("``a ` b``", "<code>a ` b</code>".into()),
        ("`open", "`open".into()),
        ("```rust\nfn a() {}\n```", "<pre tabindex=\"0\" data-language=\"rust\"><code class=\"language-rust\">fn a() {}</code></pre>".into()),
        ("```one line```", "<pre tabindex=\"0\"><code>one line</code></pre>".into()),
        ("a\n```\n> # no\n```\nb", "a<pre tabindex=\"0\"><code>&gt; # no</code></pre>b".into()),
        ("```\nopen", "```\nopen".into()),
        ("# One\n## Two\n### Three\n#### Four", "<div class=\"t-h1\" role=\"heading\" aria-level=\"3\">One</div><div class=\"t-h2\" role=\"heading\" aria-level=\"4\">Two</div><div class=\"t-h3\" role=\"heading\" aria-level=\"5\">Three</div>#### Four".into()),
        ("#no\n# ", "#no\n# ".into()),
        ("-# small *x*\nbig", "<div class=\"t-sub\">small <em>x</em></div>big".into()),
        ("> **a\n> b**\nc", "<blockquote><strong>a\nb</strong></blockquote>c".into()),
        (">>> a\n# b\nc", "<blockquote>a<div class=\"t-h1\" role=\"heading\" aria-level=\"3\">b</div>c</blockquote>".into()),
        (">no", "&gt;no".into()),
        ("- a\n- b\n  - c\n- d", "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>".into()),
        ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>".into()),
        ("* a\n  more\nend", "<ul><li>a\nmore</li></ul>end".into()),
        ("[text](https://a.example/b)", link("https://a.example/b", "text")),
        ("[**b** x](<https://a.example> \"t\")", link("https://a.example", "<strong>b</strong> x")),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))".into()),
        ("[x](data:text/html,1)", "[x](data:text/html,1)".into()),
        ("see https://a.example/x_(y)_z, (https://b.example).", format!("see {}, ({}).", link("https://a.example/x_(y)_z", "https://a.example/x_(y)_z"), link("https://b.example", "https://b.example"))),
        ("**https://a.example**", format!("<strong>{}</strong>", link("https://a.example", "https://a.example"))),
        ("<https://a.example/?a=1&b=2>", "<a href=\"https://a.example/?a=1&amp;b=2\" title=\"https://a.example/?a=1&amp;b=2\">https://a.example/?a=1&amp;b=2</a>".into()),
        ("<@100000000000000001> <@!100000000000000001>", format!("{0} {0}", men("@<bdi>Beth &lt;b&gt;</bdi>"))),
        ("<@&100000000000000002> <#100000000000000003>", format!("{} {}", men("@<bdi>Billing</bdi>"), men("#<bdi>help</bdi>"))),
        ("<@100000000000000009> <@12>", format!("{} &lt;@12&gt;", men("@<bdi>unknown-user</bdi>"))),
        ("@everyone @here", format!("{} {}", men("@everyone"), men("@here"))),
        ("</ticket add:100000000000000004>", men("/<bdi>ticket add</bdi>")),
        ("<id:customize>", men("Channels &amp; Roles")),
        ("a <:fox:100000000000000005> <a:run:100000000000000006>", "a <span class=\"t-emn\" title=\"Custom emoji fox\">:fox:</span> <span class=\"t-emn\" title=\"Custom emoji run\">:run:</span>".into()),
        ("<t:1767268800:R>", "<span class=\"t-ts\"><time datetime=\"2026-01-01T12:00:00Z\" data-style=\"R\" title=\"Thursday, 1 January 2026 at 13:00:00 (UTC+1)\">in 0 seconds</time></span>".into()),
        ("<t:1767268800:x>", "&lt;t:1767268800:x&gt;".into()),
    ];
    let wrong: Vec<String> = table
        .into_iter()
        .filter_map(|(text, expected)| {
            let got = html(text);
            (got != expected).then(|| format!("{text:?}\n  expected {expected}\n  got      {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// Proves: P160
#[test]
fn every_timestamp_style_is_written_in_the_zone_of_the_viewer() {
    let shown = |style: &str| {
        let page = html(&format!("<t:1767268805{style}>"));
        let from = page
            .find("\">1")
            .or_else(|| page.find("\">T"))
            .or_else(|| page.find("\">0"))
            .map_or(0, |at| at + 2);
        let from = if style == ":R" { page.rfind("\">").unwrap_or(0) + 2 } else { from };
        page[from..].split("</time>").next().unwrap_or_default().to_owned()
    };
    let got: Vec<String> = ["", ":t", ":T", ":d", ":D", ":f", ":F", ":s", ":S", ":R"]
        .into_iter()
        .map(|s| format!("{s} {}", shown(s)))
        .collect();
    let expected = [
        " 1 January 2026 at 13:00",
        ":t 13:00",
        ":T 13:00:05",
        ":d 01/01/2026",
        ":D 1 January 2026",
        ":f 1 January 2026 at 13:00",
        ":F Thursday, 1 January 2026 at 13:00",
        ":s 01/01/2026, 13:00",
        ":S 01/01/2026, 13:00:05",
        ":R in 5 seconds",
    ];
    assert_eq!(got, expected);
}

// Proves: P160
#[test]
fn a_few_emoji_alone_are_large() {
    let jumbo = |text: &str| {
        let parsed = transcript::markdown::parse(text, transcript::markdown::Rules::Message);
        transcript::markdown::is_jumbo(&parsed)
    };
    assert!(jumbo("😀 👩‍👩‍👧 <:fox:100000000000000005>"));
    assert!(!jumbo("😀 yes"));
    assert!(!jumbo("12"));
    assert!(!jumbo(""));
    assert!(!jumbo(&"😀".repeat(31)));
}
