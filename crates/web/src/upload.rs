//! Forms that come with files.

use crate::{error::Problem, state::App};
use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use desk::speak::NewFile;

/// Fields of such a form at most, files included.
const MOST_FIELDS: usize = 200;
/// Letters of the name of an act of sending.
const ONCE: std::ops::RangeInclusive<usize> = 8..=64;

/// A form with files, read whole: its size was limited before.
pub(crate) struct Upload {
    fields: Vec<(String, String)>,
    /// Those of the field `files`.
    pub(crate) files: Vec<NewFile>,
    /// Those of other fields, by their names.
    pub(crate) answers: Vec<(String, NewFile)>,
}

impl Upload {
    /// A form that was not sent yet.
    pub(crate) fn empty() -> Self {
        Self { fields: Vec::new(), files: Vec::new(), answers: Vec::new() }
    }

    /// A field; empty if it is not there.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of a field.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What names this act of sending, so that a form that is sent twice counts once.
    pub(crate) fn once(&self) -> Result<String, Problem> {
        let once = self.text("once");
        let plain = once.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if plain && ONCE.contains(&once.len()) { Ok(once.to_owned()) } else { Err(Problem::Unclear) }
    }
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Problem::Unclear)?;
        let mut upload = Self { fields: Vec::new(), files: Vec::new(), answers: Vec::new() };
        for _ in 0..MOST_FIELDS {
            let Some(field) = form.next_field().await.map_err(|_| Problem::Unclear)? else {
                return Ok(upload);
            };
            let (name, file) =
                (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
            let bytes: Bytes = field.bytes().await.map_err(|_| Problem::TooLarge)?;
            match file {
                // An empty choice of files is sent as a file without a name.
                Some(file) if file.is_empty() && bytes.is_empty() => {}
                Some(file) if name == "files" => upload.files.push(NewFile { name: file, bytes }),
                Some(file) => upload.answers.push((name, NewFile { name: file, bytes })),
                None => {
                    let text = String::from_utf8(bytes.into()).map_err(|_| Problem::Unclear)?;
                    upload.fields.push((name, text));
                }
            }
        }
        Err(Problem::Unclear)
    }
}
