//! An account or a name that cannot be given.

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::accounts::AccountRefusal;
use crate::render::reader::Reader;

pub(super) fn refused(reader: Reader, refusal: &AccountRefusal) -> String {
    let about = |key: &str, name: &str| reader.text(key, &[("person", reader.label(name).into())]);
    match refusal {
        AccountRefusal::NameTaken(name) => about("conflict-name-taken", name),
        AccountRefusal::AccountTaken(name) => about("conflict-account-taken", name),
        AccountRefusal::AlreadyLinked(name) => about("conflict-already-linked", name),
        AccountRefusal::BelongsElsewhere(name, group) => {
            let args =
                [("person", reader.label(name).into()), ("group", reader.label(group).into())];
            reader.text("conflict-belongs-elsewhere", &args)
        }
        AccountRefusal::TooManyGuesses => reader.text("conflict-too-many-guesses", &[]),
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
