//! Names and descriptions of commands and their options.

use crate::domain::language::Language;

use super::reader::Reader;
use super::texts::maybe_text;

/// The name of a command by its path, such as `meeting-schedule`.
pub fn name(language: Language, path: &str) -> Option<String> {
    maybe_text(language, &format!("command-{path}"), &[])
}

impl Reader {
    /// A command as one types it, by the path of its names: `/möte boka`.
    pub fn command(self, path: &str) -> String {
        let (above, whole) = (path.split('-').next().unwrap_or_default(), path);
        let parts = if above == whole { vec![above] } else { vec![above, whole] };
        let names: Vec<String> =
            parts.into_iter().filter_map(|path| name(self.language, path)).collect();
        format!("/{}", names.join(" "))
    }
}

/// The description of a command.
pub fn description(language: Language, path: &str) -> Option<String> {
    maybe_text(language, &format!("command-{path}.description"), &[])
}

/// The name of an option of a command.
pub fn option_name(language: Language, path: &str, option: &str) -> Option<String> {
    maybe_text(language, &format!("command-{path}.{option}"), &[])
}

/// The description of an option of a command.
pub fn option_description(language: Language, path: &str, option: &str) -> Option<String> {
    maybe_text(language, &format!("command-{path}.{option}-description"), &[])
}
