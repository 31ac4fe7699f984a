//! An account or a name that cannot be given.

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::accounts::AccountRefusal;
use crate::render::reader::Reader;

pub(super) fn refused(reader: Reader, refusal: &AccountRefusal) -> String {
    let about = |key: &str, name: &str| reader.text(key, &[("person", reader.label(name).into())]);
    let both = |name: &str, group: &str| {
        [("person", reader.label(name).into()), ("group", reader.label(group).into())]
    };
    match refusal {
        AccountRefusal::NameTaken(name) => about("conflict-name-taken", name),
        AccountRefusal::PassesFor(typed, name) => {
            let args =
                [("typed", reader.label(typed).into()), ("person", reader.label(name).into())];
            reader.text("conflict-passes-for", &args)
        }
        AccountRefusal::Reserved(typed) => {
            reader.text("conflict-reserved", &[("typed", reader.label(typed).into())])
        }
        AccountRefusal::AccountTaken(Some(name)) => about("conflict-account-taken", name),
        AccountRefusal::AccountTaken(None) => reader.text("conflict-account-taken-unnamed", &[]),
        AccountRefusal::AlreadyLinked(name) => about("conflict-already-linked", name),
        AccountRefusal::AtHomeElsewhere(name, group) => {
            reader.text("conflict-at-home-elsewhere", &both(name, group))
        }
        AccountRefusal::RulesElsewhere(name, group) => {
            reader.text("conflict-rules-elsewhere", &both(name, group))
        }
        AccountRefusal::TooManyGuesses => reader.text("conflict-too-many-guesses", &[]),
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let (name, group) = ("Anna *Ek*".to_owned(), "*Kultur*".to_owned());
    [
        AccountRefusal::NameTaken(name.clone()),
        AccountRefusal::PassesFor("Аnna *Ek*".to_owned(), name.clone()),
        AccountRefusal::Reserved("Kallelse".to_owned()),
        AccountRefusal::AccountTaken(Some(name.clone())),
        AccountRefusal::AccountTaken(None),
        AccountRefusal::AlreadyLinked(name.clone()),
        AccountRefusal::AtHomeElsewhere(name.clone(), group.clone()),
        AccountRefusal::RulesElsewhere(name, group),
        AccountRefusal::TooManyGuesses,
    ]
    .map(ActionError::from)
    .into()
}
