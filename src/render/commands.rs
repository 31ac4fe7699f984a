//! Names and descriptions of commands and their options.

use crate::domain::language::Language;

use super::texts::maybe_text;

/// The name of a command by its path, such as `meeting-schedule`.
pub fn name(language: Language, path: &str) -> Option<String> {
    maybe_text(language, &format!("command-{path}"), &[])
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
