//! The way back along PostgreSQL's index of words, the latest entry first.
//!
//! That index (GIN) knows no order: what has a word is put together before the latest of it are known, and walking back from the latest entry
//! instead meets most that do not have it. Both took seconds for words that are neither rare nor in every message. So the index knows beside the
//! words in which block of ids an entry is: the latest entries are looked at one by one, and from there on the index is asked for the words within
//! some blocks, more of them the fewer were found in those before.

use super::Shelf;
use crate::{
    args,
    sql::{Row, Sql},
};
use desk::Failure;
use ticket::GuildId;

/// Entries that are looked at one by one to begin with.
const LATEST: i64 = 1_000;
/// Entries that are looked at one by one at most.
const MOST_LATEST: i64 = 20_000;
/// Of so many entries one has the words, where looking at each is quicker than asking the index.
const COMMON: i64 = 20;
/// Ids of one block, as a power of two. The migration `0031_blocks` says the same.
const BLOCK: u32 = 14;
/// Blocks that are asked for by name; words that are in few of so many are rare enough to be asked for without.
const MOST_BLOCKS: i64 = 128;
/// How many times as many blocks are asked for where nothing was found.
const FURTHER: i64 = 8;

// What is asked for stands in a SELECT of its own throughout: with one plan for all values it would be read anew for each entry.

/// Whether an entry holds all that it must. Each entry's words would be read for it, so it is not asked where the index has told.
fn fits(asked: &Asked<'_>) -> &'static str {
    if asked.all == asked.words {
        return "CAST(CASE WHEN $1 = $1 THEN 1 ELSE 0 END AS BIGINT)";
    }
    "CAST(CASE WHEN words @@ (SELECT CAST(CAST($1 AS TEXT) AS TSQUERY)) THEN 1 ELSE 0 END AS BIGINT)"
}

/// A walk on its way.
pub struct Back {
    /// The first and the last id there is.
    ends: Option<(i64, i64)>,
    /// How many ids were looked at last, and how many of them had the words.
    last: Option<(i64, i64)>,
}

/// What is asked for.
pub struct Asked<'a> {
    /// Where.
    pub shelf: Shelf,
    /// Of whom.
    pub guild: GuildId,
    /// The words that the index is asked for, as a `tsquery`.
    pub words: &'a str,
    /// The first letters of words that the index is asked for as well.
    pub begun: &'a [String],
    /// Whether the beginning of a word is among them.
    pub begins: bool,
    /// All that an entry must hold: the fourth column tells whether it does.
    pub all: &'a str,
}

/// What one step found, the latest first, and below which id the next one goes on; none where the shelf ends.
pub type Step = (Vec<Row>, Option<i64>);

impl Back {
    /// At its beginning, along a shelf with this first and last id.
    pub fn over(ends: Option<(i64, i64)>) -> Self {
        Self { ends, last: None }
    }

    /// What is asked for from now on costs the same in a few blocks as in all of them.
    pub fn is_far(&mut self) {
        self.last = Some((MOST_BLOCKS << BLOCK, 0));
    }

    /// The next entries below this one that have the words: few or none where few have them, and about so many at most.
    pub fn step(
        &mut self,
        sql: &mut dyn Sql,
        asked: &Asked<'_>,
        below: i64,
        most: u32,
    ) -> Result<Step, Failure> {
        let Some((first, last)) = self.ends else { return Ok((Vec::new(), None)) };
        let top = below.min(last + 1);
        if top <= first {
            return Ok((Vec::new(), None));
        }
        let most = i64::from(most);
        let (rows, low) = match self.last {
            None => one_by_one(sql, asked, top, LATEST)?,
            Some((ids, found)) if found * COMMON >= ids => {
                let ids = (most * ids / found.max(1)).clamp(LATEST, MOST_LATEST);
                one_by_one(sql, asked, top, ids)?
            }
            Some((ids, found)) => {
                let each = 1 << BLOCK;
                let before = (ids / each).max(1);
                let fits = if found == 0 { i64::MAX } else { most.saturating_mul(ids) / found / each };
                // Whatever blocks are asked for, the index puts together all words that begin so.
                let most_blocks = if asked.begins { i64::MAX } else { before.saturating_mul(FURTHER) };
                let blocks = fits.clamp(1, most_blocks);
                by_blocks(sql, asked, top, blocks, most)?
            }
        };
        self.last = Some((top.saturating_sub(low), rows.len() as i64));
        Ok((rows, (low > first).then_some(low)))
    }
}

/// Looks at each of so many entries.
fn one_by_one(sql: &mut dyn Sql, asked: &Asked<'_>, top: i64, ids: i64) -> Result<(Vec<Row>, i64), Failure> {
    // Each is read: it tells of all its words.
    let all = Asked { words: asked.all, ..*asked };
    let asked = if asked.begun.is_empty() { asked } else { &all };
    let (low, table, fits) = (top - ids, asked.shelf.table(), fits(asked));
    // OFFSET 0: the entries are read, whatever the index of words could tell.
    let statement = format!(
        "SELECT id, number, part, {fits} FROM
        (SELECT id, number, part, words FROM {table} WHERE id >= $2 AND id < $3 AND 0 + guild = $4 OFFSET 0) AS latest
        WHERE words @@ (SELECT CAST(CAST($5 AS TEXT) AS TSQUERY)) ORDER BY id DESC"
    );
    Ok((sql.rows(&statement, args![asked.all, low, top, asked.guild, asked.words])?, low))
}

/// Asks the index for what is in so many blocks, and gives so many of it. How common the words are decides how that is done best.
fn by_blocks(
    sql: &mut dyn Sql,
    asked: &Asked<'_>,
    top: i64,
    blocks: i64,
    most: i64,
) -> Result<(Vec<Row>, i64), Failure> {
    let (table, latest, fits) = (asked.shelf.table(), (top - 1) >> BLOCK, fits(asked));
    let mut words = "words @@ (SELECT CAST(CAST($2 AS TEXT) AS TSQUERY))".to_owned();
    let all = blocks > MOST_BLOCKS;
    let mut values = args![asked.all, asked.words, top, asked.guild, most].to_vec();
    if !asked.begun.is_empty() {
        values.push(asked.begun.join(" ").into());
        words.push_str(&format!(
            " AND search_beginnings(words) @> (SELECT string_to_array(CAST(${} AS TEXT), ' '))",
            values.len()
        ));
    }
    if !all {
        let named: Vec<String> = (latest - blocks + 1..=latest).map(|block| block.to_string()).collect();
        values.push(named.join(",").into());
        words.push_str(&format!(
            " AND ARRAY[id >> {BLOCK}] && (SELECT CAST(string_to_array(CAST(${} AS TEXT), ',') AS BIGINT[]))",
            values.len()
        ));
    }
    // OFFSET 0 and 0 +: the index of words is what tells, neither the order nor whose they are.
    let statement = format!(
        "SELECT id, number, part, fits FROM (SELECT id, number, part, {fits} AS fits FROM {table}
        WHERE {words} AND 0 + guild = $4 OFFSET 0) AS named WHERE id < $3 ORDER BY id DESC LIMIT $5"
    );
    let rows = sql.rows(&statement, &values)?;
    let low = if all { i64::MIN } else { (latest - blocks + 1) << BLOCK };
    // What was left out is below the last of those that were given.
    let low = if rows.len() as i64 == most { last_of(&rows)? } else { low };
    Ok((rows, low))
}

fn last_of(rows: &[Row]) -> Result<i64, Failure> {
    rows.last().map_or(Ok(i64::MIN), |row| Row(row.0.clone()).number())
}
