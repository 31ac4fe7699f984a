//! Names and descriptions for commands and options, from the texts of every language. The default
//! is the English one: it is what other servers and tools see.

use std::borrow::Cow;

use super::Command;
use crate::domain::language::Language;
use crate::render::commands as texts;

/// Names all commands, their subcommands and options.
pub fn name_all(commands: &mut [Command]) {
    for command in commands {
        name(command, None);
    }
}

fn name(command: &mut Command, above: Option<&str>) {
    let path =
        above.map_or_else(|| command.name.to_string(), |above| format!("{above}-{}", command.name));
    command.name_localizations = each(|language| texts::name(language, &path));
    command.description = texts::description(Language::English, &path).map(Cow::Owned);
    command.description_localizations = each(|language| texts::description(language, &path));
    for parameter in &mut command.parameters {
        let option = parameter.name.to_string();
        parameter.name_localizations =
            each(|language| texts::option_name(language, &path, &option));
        parameter.description =
            texts::option_description(Language::English, &path, &option).map(Cow::Owned);
        parameter.description_localizations =
            each(|language| texts::option_description(language, &path, &option));
        for choice in parameter.choices.to_mut() {
            let key = format!("{option}-{}", choice.name);
            choice.localizations = each(|language| texts::option_name(language, &path, &key));
            let english = texts::option_name(Language::English, &path, &key);
            choice.name = english.map_or_else(|| choice.name.clone(), Cow::Owned);
        }
    }
    for below in &mut command.subcommands {
        name(below, Some(&path));
    }
}

/// A text in every language but the default.
fn each(
    text: impl Fn(Language) -> Option<String>,
) -> Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]> {
    Language::ALL
        .into_iter()
        .filter(|language| *language != Language::English)
        .filter_map(|language| Some((Cow::Borrowed(language.tag()), Cow::Owned(text(language)?))))
        .collect()
}
