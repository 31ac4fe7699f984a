//! Tables as files beside a message.

use crate::actions::ActionError;
use crate::actions::registry::refusal::ImportRefusal;
use crate::domain::language::Language;
use crate::domain::roster::Unread;
use crate::render::{File, Message};
use crate::sheet::{self, Format};

/// Tables as one file, called by `stem`: XLSX holds them all as sheets by their names, CSV the first.
pub fn file(
    (format, language): (Format, Language),
    stem: &str,
    tables: &[(&str, &[Vec<String>])],
) -> Result<File, ActionError> {
    let bytes = sheet::write_tables(format, language, tables).map_err(|error| {
        tracing::error!(error, "a file could not be written");
        ActionError::from(ImportRefusal::Unread(Unread::Kind))
    })?;
    Ok(File { name: format!("{}.{}", file_name(stem), format.ending()), bytes })
}

/// Writes a message on a thread of its own, where it may be long: the answer must be put off in time.
pub async fn written(
    write: impl FnOnce() -> Result<Message, ActionError> + Send + 'static,
) -> Result<Message, ActionError> {
    let unwritten = || Err(ImportRefusal::Unread(Unread::Kind).into());
    tokio::task::spawn_blocking(write).await.unwrap_or_else(|_| unwritten())
}

/// A name as part of a file's name, on whatever system.
fn file_name(name: &str) -> String {
    let name = name.to_lowercase();
    let plain = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    plain.take(90).collect()
}
