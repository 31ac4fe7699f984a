//! A calendar in one's own program: the meeting as a file, and the addresses at which programs read it.

use chrono::{DateTime, Utc};

use super::button::ButtonId;
use super::page::address::Address;
use super::reader::Reader;
use super::site::Site;
use super::{Button, Message, Weight, ics};
use crate::actions::calendar::addresses::Addresses;
use crate::actions::calendar::events::Event;
use crate::actions::calendar::pages::PagePlace;
use crate::domain::access::{
    Access, AccessPurpose, AccessTo, AccessToken, MOST_ADDRESSES, MOST_FEEDS,
};
use crate::domain::id::{AccessId, GroupId};
use crate::domain::local_time::wall;

/// A meeting as a file, and how to have all of them.
pub fn meeting(reader: Reader, (group, events): (GroupId, &[Event]), site: &Site) -> Message {
    let mut lines = vec![reader.text("to-calendar-file", &[])];
    let mut buttons = Vec::new();
    if site.is_public() {
        lines.push(reader.text("to-calendar-all", &[]));
        lines.push(how(reader));
        let id = ButtonId::NewAddress(group, None, (AccessPurpose::Feed, AccessTo::Person));
        buttons.push(Button::new(reader, id, "button-new-address", Weight::Main));
    }
    let files = vec![ics::file(reader.language, events)];
    Message { files, buttons, ..Message::text(lines.join("\n")) }
}

/// That this bot has no public address, and so no calendar can be read from outside.
pub fn none_here(reader: Reader) -> Message {
    Message::text(reader.text("addresses-no-site", &[]))
}

/// Somebody's addresses, and the one that has just been made, which is shown this once.
pub fn addresses(reader: Reader, shown: &Addresses, site: &Site) -> Message {
    let made = shown.made.as_ref();
    let mut parts: Vec<String> =
        made.map(|made| just_made(reader, shown, made, site)).unwrap_or_default();
    parts.push(list(reader, shown));
    let public = shown.public_page.clone().and_then(|place| site.page(&Address::calendar(place)));
    if let Some(address) = public.filter(|_| made.is_none()) {
        parts.push(reader.text("page-public-at", &[("address", address.into())]));
    }
    if !shown.has_room && made.is_none() {
        let of_object = shown
            .all
            .iter()
            .filter(|(one, _)| one.object == shown.object.0 && one.purpose == AccessPurpose::Feed);
        let of_object = of_object.count();
        let most = if of_object < MOST_FEEDS { MOST_ADDRESSES } else { MOST_FEEDS };
        parts.push(reader.text("conflict-too-many-addresses", &[("max", most.into())]));
    }
    let mut buttons = Vec::new();
    if let Some(home) = shown.home {
        let whose = (!shown.is_own).then_some(shown.holder.id);
        if shown.has_room && made.is_none() {
            let id = ButtonId::NewAddress(home, whose, (AccessPurpose::Feed, shown.object.0));
            buttons.push(Button::new(reader, id, "button-new-address", Weight::Main));
        }
        if shown.has_room_for_page && made.is_none() {
            let id = ButtonId::NewAddress(home, whose, (AccessPurpose::Page, shown.object.0));
            buttons.push(Button::new(reader, id, "button-new-page", Weight::Plain));
        }
        let numbered = shown.all.iter().zip(1usize..);
        buttons.extend(numbered.map(|((access, _), number)| {
            let id = ButtonId::RevokeAddress(home, whose, access.id);
            let label = reader.text("button-revoke-address", &[("number", number.into())]);
            Button { id, label, weight: Weight::Grave }
        }));
    }
    Message { buttons, is_passing: made.is_some(), ..Message::text(parts.join("\n\n")) }
}

/// The address that has just been made, and how it is used.
fn just_made(
    reader: Reader,
    shown: &Addresses,
    (id, token): &(AccessId, AccessToken),
    site: &Site,
) -> Vec<String> {
    let made = shown.all.iter().find(|(access, _)| access.id == *id);
    let is_page = made.is_some_and(|(access, _)| access.purpose == AccessPurpose::Page);
    let address = match is_page {
        true => site.page(&Address::calendar(PagePlace::Secret(token.clone()))),
        false => site.feed(token),
    };
    let object = (shown.object.0, shown.object.1.as_deref());
    let args = [
        ("what", what(reader, shown.is_own, object).into()),
        ("address", address.unwrap_or_default().into()),
        ("person", reader.name(&shown.holder).into()),
    ];
    match (is_page, shown.is_own) {
        (true, _) => vec![reader.text("page-made", &args)],
        (false, true) => vec![reader.text("address-made", &args), how(reader)],
        (false, false) => vec![reader.text("address-made-for", &args), how(reader)],
    }
}

fn list(reader: Reader, shown: &Addresses) -> String {
    if shown.all.is_empty() {
        let object = (shown.object.0, shown.object.1.as_deref());
        return reader
            .text("addresses-none", &[("what", what(reader, shown.is_own, object).into())]);
    }
    let zone = shown.organisation.zone;
    let day = |at: DateTime<Utc>| reader.day(wall(zone, at).date());
    let line = |((access, name), number): (&(Access, Option<String>), usize)| {
        let what = what(reader, shown.is_own, (access.object, name.as_deref()));
        let what = match access.purpose {
            AccessPurpose::Feed | AccessPurpose::Attendance => what,
            AccessPurpose::Page => reader.text("address-page-of", &[("what", what.into())]),
        };
        let mut args = vec![
            ("number", number.into()),
            ("what", what.into()),
            ("made", day(access.made).into()),
        ];
        args.extend(access.used.map(|used| ("used", reader.day(used).into())));
        let key = if access.used.is_some() { "address-line" } else { "address-line-unused" };
        reader.text(key, &args)
    };
    let heading = if shown.is_own {
        reader.text("addresses-own", &[])
    } else {
        reader.text("addresses-of", &[("person", reader.name(&shown.holder).into())])
    };
    let lines = shown.all.iter().zip(1usize..).map(line);
    [heading].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

/// Whose calendar it is, in a few words.
fn what(reader: Reader, is_own: bool, (object, name): (AccessTo, Option<&str>)) -> String {
    match (object, name) {
        (AccessTo::Person, _) if is_own => reader.text("feed-of-oneself", &[]),
        (AccessTo::Person, _) => reader.text("feed-of-person", &[]),
        (AccessTo::Organisation, _) => reader.text("feed-of-organisation", &[]),
        (AccessTo::Group(_) | AccessTo::Meeting(_), Some(name)) => reader.label(name),
        // One that they may not see any more.
        (AccessTo::Group(_) | AccessTo::Meeting(_), None) => reader.text("feed-of-group", &[]),
    }
}

/// How programs are told of the address, each with how often it looks.
fn how(reader: Reader) -> String {
    let lines = ["subscribe-apple", "subscribe-google", "subscribe-outlook"];
    lines.map(|key| reader.text(key, &[])).join("\n")
}
