//! Files of messages: rows of what is in our own storage and what waits to be copied there.

use crate::{
    args,
    sql::{Row, Sql},
};
use desk::{
    Failure,
    ports::{FileState, StoredFile},
};
use ticket::{MessageId, TicketKey};

const FILE_INSERT: &str =
    "INSERT INTO file (guild, number, id, message, name, content_type, size, source, place, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (guild, number, id) DO NOTHING";
const FILES: &str = "SELECT id, message, name, content_type, size, source, place, state FROM file
    WHERE guild = $1 AND number = $2 ORDER BY id";
const FILE: &str = "SELECT id, message, name, content_type, size, source, place, state FROM file
    WHERE guild = $1 AND number = $2 AND id = $3";
const FILE_SETTLED: &str = "UPDATE file SET content_type = $1, size = $2, place = $3, state = $4
    WHERE guild = $5 AND number = $6 AND id = $7";

/// Files that are not known yet.
pub fn brings(sql: &mut dyn Sql, key: TicketKey, files: &[StoredFile]) -> Result<(), Failure> {
    for file in files {
        let (id, size) = (file.id as i64, file.size as i64);
        let state = state_number(file.state);
        let values = args![
            key.guild,
            key.number,
            id,
            file.message,
            &file.name,
            &file.content_type,
            size,
            &file.source,
            &file.place,
            state
        ];
        sql.run(FILE_INSERT, values)?;
    }
    Ok(())
}

pub fn state_number(state: FileState) -> i64 {
    match state {
        FileState::Waiting => 0,
        FileState::Kept => 1,
        FileState::Lost => 2,
    }
}

pub fn state_of(number: i64) -> FileState {
    match number {
        0 => FileState::Waiting,
        1 => FileState::Kept,
        _ => FileState::Lost,
    }
}

fn file_of(mut row: Row) -> Result<StoredFile, Failure> {
    Ok(StoredFile {
        id: row.number()? as u64,
        message: MessageId::from_i64(row.number()?),
        name: row.text()?,
        content_type: row.text()?,
        size: row.number()? as u64,
        source: row.text()?,
        place: row.text()?,
        state: state_of(row.number()?),
    })
}

pub fn files(sql: &mut dyn Sql, key: TicketKey) -> Result<Vec<StoredFile>, Failure> {
    sql.rows(FILES, args![key.guild, key.number])?.into_iter().map(file_of).collect()
}

pub fn file(sql: &mut dyn Sql, key: TicketKey, id: u64) -> Result<Option<StoredFile>, Failure> {
    sql.row(FILE, args![key.guild, key.number, id as i64])?.map(file_of).transpose()
}

pub fn file_settled(sql: &mut dyn Sql, key: TicketKey, file: &StoredFile) -> Result<(), Failure> {
    let state = state_number(file.state);
    let values = args![
        &file.content_type,
        file.size as i64,
        &file.place,
        state,
        key.guild,
        key.number,
        file.id as i64
    ];
    sql.run(FILE_SETTLED, values).map(|_| ())
}
