//! Looking for words.

use super::{
    Shelf,
    back::{Asked, Back},
    begun, filter,
    filter::Where,
    hits::{self, Place as Found, SAID},
    said, wanted,
};
use crate::{
    args,
    sql::{self, Engine, Sql},
};
use desk::{
    Failure,
    ports::{Hits, Reached, Reader},
};
use std::collections::BTreeSet;
use ticket::{
    GuildId,
    query::{Check, Condition, Place, Sought},
};

/// Entries looked at for one page, whatever is thrown away of them by filters; then the page ends and the next one goes on.
const MOST_LOOKED_AT: usize = 6_000;
/// The same on PostgreSQL, which takes longer for each.
const MOST_ON_POSTGRES: usize = 3_000;
/// The same where filters throw away most of them: each is fetched from its own place in the table to learn whose it is.
const MOST_FILTERED_ON_POSTGRES: usize = 1_500;
/// Entries asked for at once: few at first, for most searches need no more.
const AT_ONCE: [u32; 3] = [100, 500, 2_000];
/// The same where most may be thrown away at once, for a word that is only begun.
const BESIDE_AT_ONCE: [u32; 2] = [200, 400];
/// Entries that are asked whose they are.
const SAMPLES: i64 = 16;

/// PostgreSQL keeps one plan for each statement until the transaction ends: to find out how common a word is takes it longer than to look for it, and
/// there is one good way to do so.
const ONE_PLAN: &str =
    "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)";

/// An entry that has the words.
struct Candidate {
    id: i64,
    number: u32,
    part: i64,
    fits: Fits,
}

/// Whether an entry has the words that are only begun as well.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fits {
    Yes,
    Perhaps,
    No,
}

/// The shelves to look on, in the order of what is found; the place in it is [`Reached::stage`].
const SHELVES: [Shelf; 3] = [Shelf::Head, Shelf::Note, Shelf::Talk];

fn looks_on(shelf: Shelf, reader: &Reader, sought: &Sought) -> bool {
    let only_subjects = sought.words.iter().flatten().any(|phrase| phrase.subject);
    match shelf {
        Shelf::Head => !matches!(sought.place, Place::Messages | Place::Notes),
        Shelf::Note => {
            matches!(reader, Reader::Staff(_))
                && matches!(sought.place, Place::Anywhere | Place::Notes)
                && !only_subjects
        }
        Shelf::Talk => matches!(sought.place, Place::Anywhere | Place::Messages) && !only_subjects,
    }
}

/// A page of places where the words are.
pub fn search(
    sql: &mut dyn Sql,
    guild: GuildId,
    reader: &Reader,
    sought: &Sought,
    after: Option<Reached>,
    limit: u32,
) -> Result<Hits, Failure> {
    if !sought.has_words() {
        return Ok(Hits::default());
    }
    if sql.engine() == Engine::Postgres {
        sql.rows(ONE_PLAN, args![])?;
    }
    let mut page = Page { found: Vec::new(), limit: limit as usize, looked_at: 0, next: None };
    let reached = after.map_or((0, i64::MAX), |after| (usize::from(after.stage), after.below));
    for (stage, shelf) in SHELVES.into_iter().enumerate().skip(reached.0) {
        if looks_on(shelf, reader, sought) {
            let below = if stage == reached.0 { reached.1 } else { i64::MAX };
            let walk = Walk { guild, reader, sought, shelf, stage: stage as u8 };
            walk.go(sql, below, &mut page)?;
        }
        if page.next.is_some() {
            break;
        }
    }
    let found = page.found.into_iter();
    let found = found.map(|(shelf, one)| Found { shelf, number: one.number, part: one.part }).collect();
    let hits = hits::of(sql, guild, found)?;
    Ok(Hits { hits, next: page.next })
}

/// A page as far as it has come.
struct Page {
    found: Vec<(Shelf, Candidate)>,
    limit: usize,
    looked_at: usize,
    /// Where the next one goes on; this one is done.
    next: Option<Reached>,
}

/// The way along one shelf, from the latest entry back.
struct Walk<'a> {
    guild: GuildId,
    reader: &'a Reader,
    sought: &'a Sought,
    shelf: Shelf,
    stage: u8,
}

impl Walk<'_> {
    /// Entries from below this one, until the page is full or the shelf ends.
    fn go(&self, sql: &mut dyn Sql, mut below: i64, page: &mut Page) -> Result<(), Failure> {
        let mut beside = self.looks_beside().then(|| begun::beside(self.sought)).flatten();
        let extent = extent(sql, self.guild, self.shelf)?;
        let all = self.wanted(sql.engine(), self.sought, extent.mostly);
        let mut known = Vec::new();
        if sql.engine() == Engine::Postgres
            && let Some(sought) = &beside
        {
            known = begun::known(self.sought);
            if known.is_empty() && sought.words.is_empty() {
                // Nothing but whose it is would be left to ask its index for.
                beside = None;
            }
        }
        let mut wanted = match &beside {
            Some(beside) => self.wanted(sql.engine(), beside, extent.mostly),
            None => all.clone(),
        };
        let (mut turn, mut beside_at, mut read) = (0, 0, 0);
        let mut back = Back::over(extent.ends);
        let (most_looked_at, most_beside, beside_at_once) = match sql.engine() {
            Engine::Sqlite => (MOST_LOOKED_AT, begun::MOST_BESIDE, &BESIDE_AT_ONCE[..]),
            Engine::Postgres => {
                let filtered = !self.sought.checks.is_empty();
                let most = if filtered { MOST_FILTERED_ON_POSTGRES } else { MOST_ON_POSTGRES };
                // Where the index knows how they begin, what it gives mostly has all that is asked for.
                let beside = if known.is_empty() {
                    (MOST_ON_POSTGRES / 2, &AT_ONCE[1..])
                } else {
                    (usize::MAX, &AT_ONCE[..])
                };
                (most, beside.0, beside.1)
            }
        };
        loop {
            if page.looked_at >= most_looked_at {
                page.next = Some(Reached { stage: self.stage, below });
                return Ok(());
            }
            if beside.is_some() && (beside_at >= most_beside || read >= begun::MOST_READ) {
                beside = None;
                wanted.clone_from(&all);
                back.is_far();
                turn = AT_ONCE.len();
            }
            let at_once = if beside.is_some() { beside_at_once } else { &AT_ONCE[..] };
            let mut most = at_once[turn.min(at_once.len() - 1)];
            if sql.engine() == Engine::Postgres && turn + 1 >= at_once.len() {
                // Where the words are rare the index gives all that is left as quickly as a part of it.
                most = (most_looked_at - page.looked_at) as u32;
            }
            turn += 1;
            let (mut candidates, next) = match sql.engine() {
                Engine::Sqlite => self.candidates(sql, &wanted, beside.is_some(), below, most)?,
                Engine::Postgres => {
                    let (shelf, guild) = (self.shelf, self.guild);
                    let begins = beside.is_none() && self.sought.begins();
                    let begun = known.as_slice();
                    let asked = Asked { shelf, guild, words: &wanted, begun, begins, all: &all };
                    let (rows, next) = back.step(sql, &asked, below, most)?;
                    let fits = |row: &mut sql::Row| Ok(if row.number()? == 1 { Fits::Yes } else { Fits::No });
                    (candidates(rows, fits)?, next)
                }
            };
            page.looked_at += candidates.len();
            if beside.is_some() {
                beside_at += candidates.len();
                candidates.retain(|one| one.fits != Fits::No);
            }
            let allowed = self.allowed(sql, &candidates)?;
            for candidate in candidates {
                let id = candidate.id;
                if allowed.contains(&candidate.number) && self.holds(sql, &candidate, &mut read)? {
                    if page.found.len() == page.limit {
                        page.next = Some(Reached { stage: self.stage, below });
                        return Ok(());
                    }
                    page.found.push((self.shelf, candidate));
                }
                below = id;
                if beside.is_some() && read >= begun::MOST_READ {
                    break;
                }
            }
            if beside.is_some() && read >= begun::MOST_READ {
                continue;
            }
            match next {
                Some(next) => below = next,
                None => return Ok(()),
            }
        }
    }

    /// Both databases read all that begins so in one go.
    fn looks_beside(&self) -> bool {
        self.shelf == Shelf::Talk
    }

    fn wanted(&self, engine: Engine, sought: &Sought, mostly: bool) -> String {
        let Self { guild, reader, shelf, .. } = *self;
        match engine {
            Engine::Sqlite => wanted::for_sqlite(guild, reader, sought, shelf, mostly),
            Engine::Postgres => wanted::for_postgres(guild, reader, sought, shelf, mostly),
        }
    }

    /// Entries that have the words, the latest first, and below which the next are; `beside` them are others that are only begun, and entries tell
    /// what they know of these.
    fn candidates(
        &self,
        sql: &mut dyn Sql,
        wanted: &str,
        beside: bool,
        below: i64,
        most: u32,
    ) -> Result<(Vec<Candidate>, Option<i64>), Failure> {
        let table = self.shelf.table();
        let tells = if beside { ", d.begins" } else { "" };
        // The words are walked backwards; CROSS JOIN keeps it so.
        let statement = format!(
            "SELECT d.id, d.number, d.part{tells} FROM {table}_words w CROSS JOIN {table} d ON d.id = w.rowid
            WHERE {table}_words MATCH $1 AND w.rowid < $2 AND d.guild = $3 ORDER BY w.rowid DESC LIMIT $4"
        );
        let fits = |row: &mut sql::Row| {
            Ok(match beside {
                false => Fits::Yes,
                true if begun::may_hold(&row.bytes()?, self.sought) => Fits::Perhaps,
                true => Fits::No,
            })
        };
        let found = candidates(sql.rows(&statement, args![wanted, below, self.guild, most])?, fits)?;
        let last = found.last().filter(|_| found.len() >= most as usize).map(|one| one.id);
        Ok((found, last))
    }

    /// Whether it has all the words; where it does not tell by itself, the message is read.
    fn holds(&self, sql: &mut dyn Sql, candidate: &Candidate, read: &mut usize) -> Result<bool, Failure> {
        if candidate.fits != Fits::Perhaps {
            return Ok(candidate.fits == Fits::Yes);
        }
        *read += 1;
        let row = sql.row(SAID, args![self.guild, candidate.number, candidate.part])?;
        let text = row.map(|mut row| row.text()).transpose()?;
        Ok(text.is_some_and(|body| begun::holds(&said(&body), self.sought)))
    }

    /// Those of them that have the tags that are asked for: few have them more often than not, and this is told without reading the tickets.
    fn tagged(&self, sql: &mut dyn Sql, numbers: BTreeSet<u32>) -> Result<BTreeSet<u32>, Failure> {
        let tags = self.sought.checks.iter().find_map(|any| match any.as_slice() {
            [Check { not: false, of: Condition::Tags(tags) }] if !tags.is_empty() => Some(tags),
            _ => None,
        });
        let Some(tags) = tags.filter(|_| !numbers.is_empty()) else { return Ok(numbers) };
        let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
        let (among, list) = among(sql.engine(), "number", &numbers);
        let statement = format!(
            "SELECT DISTINCT number FROM ticket_tag WHERE guild = $1 AND {among} AND tag IN ({})",
            tags.join(", ")
        );
        let rows = sql.rows(&statement, args![self.guild, list])?.into_iter();
        rows.map(|mut row| row.small()).collect()
    }

    /// The tickets among them that the reader may see and that the filters let through.
    fn allowed(&self, sql: &mut dyn Sql, candidates: &[Candidate]) -> Result<BTreeSet<u32>, Failure> {
        let numbers: BTreeSet<u32> = candidates.iter().map(|one| one.number).collect();
        let numbers = self.tagged(sql, numbers)?;
        if numbers.is_empty() {
            return Ok(numbers);
        }
        let (among, list) = among(sql.engine(), "t.number", &numbers);
        let among = format!("t.guild = $1 AND {among}");
        let mut wanted = Where::new(&among, vec![self.guild.into(), list.into()]);
        match self.reader {
            Reader::Staff(None) => {}
            Reader::Staff(Some(types)) => wanted.and(&filter::among(types)),
            Reader::Member(user) => {
                let user = wanted.value(*user);
                wanted.and(&format!("t.opener = {user}"));
            }
        }
        wanted.checks(&self.sought.checks);
        let (wanted, values) = wanted.parts();
        let rows = sql.rows(&format!("SELECT t.number FROM ticket t WHERE {wanted}"), &values)?.into_iter();
        rows.map(|mut row| row.small()).collect()
    }
}

fn candidates(
    rows: Vec<sql::Row>,
    fits: impl Fn(&mut sql::Row) -> Result<Fits, Failure>,
) -> Result<Vec<Candidate>, Failure> {
    let one = |mut row: sql::Row| {
        let (id, number, part) = (row.number()?, row.small()?, row.number()?);
        Ok(Candidate { id, number, part, fits: fits(&mut row)? })
    };
    rows.into_iter().map(one).collect()
}

/// That a column is one of these numbers, which are the second value of the statement, and that value.
pub(super) fn among(engine: Engine, column: &str, numbers: &BTreeSet<u32>) -> (String, String) {
    let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let list = list.join(",");
    match engine {
        Engine::Sqlite => (format!("{column} IN (SELECT value FROM json_each($2))"), format!("[{list}]")),
        Engine::Postgres => {
            (format!("{column} = ANY (CAST(string_to_array(CAST($2 AS TEXT), ',') AS BIGINT[]))"), list)
        }
    }
}

/// How far a shelf reaches.
struct Extent {
    /// The first and the last id there is.
    ends: Option<(i64, i64)>,
    /// Whether a good part of it is this guild's, as far as some entries tell that lie evenly all over it.
    mostly: bool,
}

fn extent(sql: &mut dyn Sql, guild: GuildId, shelf: Shelf) -> Result<Extent, Failure> {
    let table = shelf.table();
    let ends =
        format!("SELECT (SELECT MIN(id) FROM {table}) AS first, (SELECT MAX(id) FROM {table}) AS last");
    if sql.engine() == Engine::Postgres {
        // All in one: asking takes longer than the answer.
        let all = format!(
            "SELECT first, last, (SELECT CAST(COUNT(*) AS BIGINT) FROM generate_series(0, {SAMPLES} - 1) AS at CROSS JOIN LATERAL
            (SELECT guild FROM {table} WHERE id >= first + (last - first) / {SAMPLES} * at ORDER BY id LIMIT 1) AS one WHERE one.guild = $1)
            FROM ({ends}) AS ends"
        );
        let Some(mut row) = sql.row(&all, args![guild])? else {
            return Ok(Extent { ends: None, mostly: false });
        };
        let ends = row.maybe_number()?.zip(row.maybe_number()?);
        return Ok(Extent { ends, mostly: row.number()? * 4 >= SAMPLES });
    }
    let Some(mut row) = sql.row(&ends, args![])? else { return Ok(Extent { ends: None, mostly: false }) };
    let Some((first, last)) = row.maybe_number()?.zip(row.maybe_number()?) else {
        return Ok(Extent { ends: None, mostly: false });
    };
    let whose = format!("SELECT guild FROM {table} WHERE id >= $1 ORDER BY id LIMIT 1");
    let mut ours = 0;
    for at in 0..SAMPLES {
        let from = first + (last - first) / SAMPLES * at;
        if let Some(mut row) = sql.row(&whose, args![from])? {
            ours += i64::from(row.number()? == guild.as_i64());
        }
    }
    Ok(Extent { ends: Some((first, last)), mostly: ours * 4 >= SAMPLES })
}
