//! Tables as files for spreadsheets.

use super::cards::Value;

/// What makes a spreadsheet take a cell for a formula when it stands first (OWASP ASVS 1.2.10).
const DANGEROUS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// A table with its heads, as RFC 4180 has it, with the mark by which spreadsheets know UTF-8.
pub(super) fn table(heads: &[String], rows: &[Vec<Value>]) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, heads.iter().map(String::as_str));
    for row in rows {
        line(&mut text, row.iter().map(|value| value.raw.as_str()));
    }
    text
}

/// Lines of plain text with their heads, in the same form.
pub(in crate::pages) fn lines(heads: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, heads.iter().map(String::as_str));
    for row in rows {
        line(&mut text, row.iter().map(String::as_str));
    }
    text
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&safe(cell));
    }
    text.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula. A plain number stays one.
fn safe(cell: &str) -> String {
    let risky = cell.trim_start().starts_with(DANGEROUS) || cell.starts_with(DANGEROUS);
    let guarded = if risky && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() };
    if guarded.contains([',', '"', '\n', '\r', '\'']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No cell starts as a formula does; numbers stay numbers.
    #[test]
    fn no_cell_is_a_formula() {
        for name in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{0}=1"] {
            assert!(safe(name).starts_with("\"'"), "{name:?} became {}", safe(name));
        }
        assert_eq!(safe("-5"), "-5");
        assert_eq!(safe("Mia, \"M\""), "\"Mia, \"\"M\"\"\"");
        assert_eq!(safe("plain"), "plain");
        let value = |raw: &str| Value {
            shown: String::new(),
            raw: raw.to_owned(),
            href: None,
            hint: None,
            few: false,
        };
        let text = table(&["a".to_owned(), "b".to_owned()], &[vec![value("1"), value("=2")]]);
        assert_eq!(text, "\u{feff}a,b\r\n1,\"'=2\"\r\n");
    }
}
