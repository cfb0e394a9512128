//! The rows behind a figure: each kind of them lies together in order of time, so a page of them is read from where it begins.

use crate::sql::{Arg, Sql, broken};
use desk::{
    Failure,
    ports::{Behind, Ends, Listing, Rows, Span},
};
use ticket::{GuildId, Timestamp, TypeId};

/// What holds for the rows of a span, in the order of [`values`].
fn conditions(behind: &Behind, span: &Span) -> String {
    let mut sql = String::from("guild = $1 AND listed = $2 AND at >= $3 AND at < $4");
    if let Some(types) = &behind.types {
        let types: Vec<String> = types.iter().map(ToString::to_string).collect();
        // Nothing is of no type.
        let types = if types.is_empty() { "NULL".to_owned() } else { types.join(", ") };
        sql.push_str(&format!(" AND type IN ({types})"));
    }
    let mut place = 4;
    let mut and = |condition: &str, holds: bool| {
        if holds {
            place += 1;
            sql.push_str(&format!(" AND {condition} ${place}"));
        }
    };
    and("priority =", behind.priority.is_some());
    and("value >", behind.over.is_some());
    and("value <=", behind.under.is_some());
    and("at + value >=", matches!(span.ends, Ends::NotBefore(_)));
    and("at + value <", matches!(span.ends, Ends::Before(_)));
    sql
}

fn values(guild: GuildId, behind: &Behind, span: &Span) -> Vec<Arg> {
    let mut values = vec![guild.into(), span.listed.number().into(), span.from.into(), span.to.into()];
    let ends = match span.ends {
        Ends::Anytime => None,
        Ends::NotBefore(at) | Ends::Before(at) => Some(at.0),
    };
    let more = [behind.priority, behind.over, behind.under, ends];
    values.extend(more.into_iter().flatten().map(Arg::from));
    values
}

/// A page of the rows behind a figure, the latest first, and how many there are.
pub fn behind(
    sql: &mut dyn Sql,
    guild: GuildId,
    behind: &Behind,
    after: Option<(Timestamp, u32)>,
    most: u32,
) -> Result<Rows, Failure> {
    let mut found = Rows::default();
    let mut spans = behind.spans.clone();
    spans.retain(|span| span.from < span.to);
    for span in &spans {
        let counted = format!("SELECT COUNT(*) FROM figure_line WHERE {}", conditions(behind, span));
        sql.each(&counted, &values(guild, behind, span), &mut |numbers, _| {
            found.count += numbers.first().copied().unwrap_or(0).unsigned_abs();
            Ok(())
        })?;
    }
    // The latest first: once there are enough, what lies before the last of them is not looked at.
    spans.sort_by_key(|span| std::cmp::Reverse(span.to));
    for span in &spans {
        let last = (found.rows.len() >= most as usize).then(|| found.rows.last().map(|row| row.at)).flatten();
        if last.is_some_and(|last| span.to <= last) {
            break;
        }
        read(sql, guild, behind, (span, after, most), &mut found.rows)?;
        found.rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.number)));
        found.rows.truncate(most as usize);
    }
    Ok(found)
}

fn read(
    sql: &mut dyn Sql,
    guild: GuildId,
    behind: &Behind,
    (span, after, most): (&Span, Option<(Timestamp, u32)>, u32),
    rows: &mut Vec<Listing>,
) -> Result<(), Failure> {
    let mut values = values(guild, behind, span);
    let mut statement = format!(
        "SELECT number, at, value, type, priority FROM figure_line WHERE {}",
        conditions(behind, span)
    );
    if let Some((at, number)) = after {
        let place = values.len();
        statement.push_str(&format!(" AND (at, number) < (${}, ${})", place + 1, place + 2));
        values.extend([at.into(), number.into()]);
    }
    statement.push_str(&format!(" ORDER BY at DESC, number DESC LIMIT ${}", values.len() + 1));
    values.push(most.into());
    sql.each(&statement, &values, &mut |numbers, _| {
        let [number, at, value, kind, priority] = *numbers else { return Err(broken("a row is cut")) };
        let small = |number: i64| u32::try_from(number).map_err(|_| broken("a number is out of range"));
        let (number, ticket_type) = (small(number)?, TypeId(small(kind)?));
        rows.push(Listing { number, at: Timestamp(at), value, ticket_type, priority });
        Ok(())
    })
}
