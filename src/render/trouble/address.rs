//! An address of a calendar that is not made.

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::calendar::addresses::AddressRefusal;
use crate::render::reader::Reader;

pub(super) fn refused(reader: Reader, refusal: &AddressRefusal) -> String {
    match refusal {
        AddressRefusal::TooMany(most) => {
            reader.text("conflict-too-many-addresses", &[super::limit(*most)])
        }
        AddressRefusal::OpensNothing => {
            let command = ("command", reader.command("calendar-show").into());
            reader.text("conflict-address-opens-nothing", &[command])
        }
        AddressRefusal::PageOff => {
            let command = ("command", reader.command("group-settings").into());
            reader.text("conflict-page-off", &[command])
        }
        AddressRefusal::TheirOwn(name) => {
            let args = [
                ("person", reader.label(name).into()),
                ("command", reader.command("calendar-feed").into()),
            ];
            reader.text("conflict-address-their-own", &args)
        }
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let own = AddressRefusal::TheirOwn("Anna *Ek*".to_owned());
    let all =
        [AddressRefusal::TooMany(5), AddressRefusal::OpensNothing, AddressRefusal::PageOff, own];
    all.map(ActionError::from).into()
}
