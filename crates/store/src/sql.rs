//! One way to speak SQL to both databases, so that every statement and every decision about rows is written once.

use desk::Failure;

/// Which database answers. Only locks, dialect of migrations, and row locks differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite: one writer at a time.
    Sqlite,
    /// PostgreSQL: many.
    Postgres,
}

/// A value given to a statement. Ids and times are BIGINT, what is packed is bytes, everything else TEXT.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A number or nothing.
    Number(Option<i64>),
    /// Text or nothing.
    Text(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! arg_from {
    ($($kind:ty => $variant:ident, $value:ident => $convert:expr;)+) => {$(
        impl From<$kind> for Arg {
            fn from($value: $kind) -> Self {
                Self::$variant($convert)
            }
        }
    )+};
}
arg_from! {
    i64 => Number, value => Some(value);
    Option<i64> => Number, value => value;
    u32 => Number, value => Some(i64::from(value));
    bool => Number, value => Some(i64::from(value));
    ticket::GuildId => Number, value => Some(value.as_i64());
    ticket::UserId => Number, value => Some(value.as_i64());
    Option<ticket::UserId> => Number, value => value.map(ticket::UserId::as_i64);
    ticket::ChannelId => Number, value => Some(value.as_i64());
    Option<ticket::ChannelId> => Number, value => value.map(ticket::ChannelId::as_i64);
    ticket::MessageId => Number, value => Some(value.as_i64());
    ticket::TypeId => Number, value => Some(i64::from(value.0));
    ticket::Timestamp => Number, value => Some(value.0);
    Option<ticket::Timestamp> => Number, value => value.map(|at| at.0);
    &str => Text, value => Some(value.to_owned());
    String => Text, value => Some(value);
    &String => Text, value => Some(value.clone());
    Vec<u8> => Bytes, value => value;
}

/// Arguments: `args![guild, number, "text"]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::sql::Arg::from($value)),*] };
}

/// A row of an answer, read from left to right.
pub struct Row(pub std::vec::IntoIter<Arg>);

impl Row {
    /// The next column: a number.
    pub fn number(&mut self) -> Result<i64, Failure> {
        self.maybe_number()?.ok_or_else(|| broken("a number is missing"))
    }
    /// The next column: a number or nothing.
    pub fn maybe_number(&mut self) -> Result<Option<i64>, Failure> {
        match self.0.next() {
            Some(Arg::Number(number)) => Ok(number),
            Some(Arg::Text(None)) => Ok(None),
            _ => Err(broken("a column is no number")),
        }
    }
    /// The next column: a small number.
    pub fn small(&mut self) -> Result<u32, Failure> {
        u32::try_from(self.number()?).map_err(|_| broken("a number is out of range"))
    }
    /// The next column: text.
    pub fn text(&mut self) -> Result<String, Failure> {
        self.maybe_text()?.ok_or_else(|| broken("a text is missing"))
    }
    /// The next column: text or nothing.
    pub fn maybe_text(&mut self) -> Result<Option<String>, Failure> {
        match self.0.next() {
            Some(Arg::Text(text)) => Ok(text),
            Some(Arg::Number(None)) => Ok(None),
            _ => Err(broken("a column is no text")),
        }
    }
    /// The next column: bytes.
    pub fn bytes(&mut self) -> Result<Vec<u8>, Failure> {
        match self.0.next() {
            Some(Arg::Bytes(bytes)) => Ok(bytes),
            _ => Err(broken("a column is no bytes")),
        }
    }
    /// The next column: a JSON document.
    pub fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Failure> {
        serde_json::from_str(&self.text()?)
            .map_err(|error| broken(&format!("a stored document cannot be read: {error}")))
    }
}

/// A document for a TEXT column.
pub fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| broken(&error.to_string()))
}

/// The store answered with something that should not be.
pub fn broken(why: &str) -> Failure {
    Failure::Broken(why.to_owned())
}

/// What is shown each row: its numbers, and its bytes.
pub type Looking<'a> = dyn FnMut(&[i64], &[u8]) -> Result<(), Failure> + 'a;

/// A transaction, or a look at one consistent state.
pub trait Sql {
    /// Which database answers.
    fn engine(&self) -> Engine;
    /// Rows of a statement. Parameters are `$1, $2, …` in ascending first use.
    fn rows(&mut self, statement: &str, args: &[Arg]) -> Result<Vec<Row>, Failure>;
    /// Shows each row as it comes, without keeping it: its numbers from left to right, and its bytes if it has a column of them.
    fn each(&mut self, statement: &str, args: &[Arg], what: &mut Looking<'_>) -> Result<(), Failure>;
    /// Changes rows; says how many.
    fn run(&mut self, statement: &str, args: &[Arg]) -> Result<u64, Failure>;
    /// Until the transaction ends nobody else passes here with the same name. SQLite has one writer anyway.
    fn lock(&mut self, name: &str) -> Result<(), Failure>;

    /// The first row.
    fn row(&mut self, statement: &str, args: &[Arg]) -> Result<Option<Row>, Failure> {
        Ok(self.rows(statement, args)?.into_iter().next())
    }
}
