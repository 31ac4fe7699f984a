//! An account or a name that cannot be given.

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::accounts::AccountRefusal;
use crate::domain::language::Language;
use crate::render::names::plain;
use crate::render::texts::text;

pub(super) fn refused(language: Language, refusal: &AccountRefusal) -> String {
    let about = |key: &str, name: &str| text(language, key, &[("person", plain(name).into())]);
    match refusal {
        AccountRefusal::NameTaken(name) => about("conflict-name-taken", name),
        AccountRefusal::AccountTaken(name) => about("conflict-account-taken", name),
        AccountRefusal::AlreadyLinked(name) => about("conflict-already-linked", name),
        AccountRefusal::BelongsElsewhere(name, group) => {
            let args = [("person", plain(name).into()), ("group", plain(group).into())];
            text(language, "conflict-belongs-elsewhere", &args)
        }
        AccountRefusal::TooManyGuesses => text(language, "conflict-too-many-guesses", &[]),
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let (name, group) = ("Anna *Ek*".to_owned(), "*Kultur*".to_owned());
    [
        AccountRefusal::NameTaken(name.clone()),
        AccountRefusal::AccountTaken(name.clone()),
        AccountRefusal::AlreadyLinked(name.clone()),
        AccountRefusal::BelongsElsewhere(name, group),
        AccountRefusal::TooManyGuesses,
    ]
    .map(ActionError::from)
    .into()
}
