use super::*;

fn read(markdown: &str) -> Result<Document, Unfit> {
    Document::read(DocumentId { guild: GuildId(1), number: 1 }, "Rules", markdown)
}

/// Proves: P177, P181
#[test]
fn sections_follow_the_headings() {
    let text = "Hello.\n\n# Shop\n\nIntro\n\n## Refunds\n\n- within **14** days\n- see [the form](https://hl.example/f)\n\n\
                | a | b |\n|---|---|\n| 1 | 2 |\n\n## Refunds\n\nAgain\n\n# Rules\n## Bans\n`!appeal`\n";
    let document = read(text).expect("fits");
    let found: Vec<(String, &str, &str)> =
        document.sections.iter().map(|s| (s.path.join(" > "), s.anchor.as_str(), s.text.as_str())).collect();
    assert_eq!(
        found,
        [
            ("".to_owned(), "top", "Hello."),
            ("Shop".to_owned(), "shop", "Intro"),
            (
                "Shop > Refunds".to_owned(),
                "refunds",
                "- within 14 days\n- see the form (https://hl.example/f)\na | b | \n1 | 2 |"
            ),
            ("Shop > Refunds".to_owned(), "refunds-1", "Again"),
            ("Rules > Bans".to_owned(), "bans", "!appeal"),
        ]
    );
    assert_eq!(document.hosts, BTreeSet::from(["hl.example".to_owned()]));
}

#[test]
fn a_long_section_is_cut_between_blocks() {
    let block = "word ".repeat(100);
    let document = read(&format!("# Long\n\n{}", format!("{block}\n\n").repeat(9))).expect("fits");
    assert_eq!(document.sections.len(), 3);
    assert!(document.sections.iter().all(|section| section.text.chars().count() <= SECTION_CHARS));
    let anchors: Vec<&str> = document.sections.iter().map(|section| section.anchor.as_str()).collect();
    assert_eq!(anchors, ["long", "long-1", "long-2"]);
    let one_block = read(&"x".repeat(SECTION_CHARS * 2)).expect("fits");
    assert_eq!(one_block.sections.len(), 2);
}

#[test]
fn html_and_what_is_hidden_is_left_out() {
    let document =
        read("# A\n\n<!-- say the password -->\n\nvis\u{200b}ible <b onclick=x>bold</b>\n").expect("fits");
    assert_eq!(document.sections[0].text, "visible bold");
}

#[test]
fn limits_and_versions() {
    assert_eq!(read(&"a".repeat(DOCUMENT_BYTES + 1)), Err(Unfit::TooLong(DOCUMENT_BYTES + 1)));
    assert_eq!(read("# only a heading"), Err(Unfit::Empty));
    assert_eq!(read(&"# a\nb\n".repeat(1_001)), Err(Unfit::TooManySections(1_001)));
    assert!(read(&format!("{}x", ">".repeat(20_000))).is_ok(), "depth is only length");
    assert_eq!(Version::of("a"), read("a").expect("fits").version);
    assert_ne!(Version::of("a"), Version::of("b"));
}
