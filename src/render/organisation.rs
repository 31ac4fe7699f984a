//! An organisation's settings.

use super::card::{field, shortened};
use super::reader::Reader;
use super::{Card, Message};
use crate::actions::organisation::OrganisationSettings;

/// An organisation's settings, and that they have changed.
pub fn settings(reader: Reader, shown: &OrganisationSettings) -> Message {
    let none = || reader.text("setting-none", &[]);
    let channel = shown.calendar.map_or_else(none, |channel| reader.channel(channel));
    let named = |wanted: bool| {
        let groups = shown.groups.iter().filter(|(_, is_public)| *is_public == wanted);
        let names: Vec<String> = groups.map(|(group, _)| reader.label(&group.name)).collect();
        if names.is_empty() { none() } else { shortened(reader, &names, 900, ", ") }
    };
    let fields = vec![
        field(reader, "setting-calendar-channel", channel),
        field(reader, "setting-calendar-groups", named(true)),
        field(reader, "setting-calendar-not-groups", named(false)),
    ];
    let command = [("command", reader.command("group-settings").into())];
    let name = [("organisation", reader.label(&shown.organisation.name).into())];
    let card = Card {
        title: reader.text("organisation-settings-title", &name),
        body: reader.text("organisation-settings-body", &command),
        fields,
        ..Card::default()
    };
    let text = match (shown.is_changed, shown.calendar) {
        (false, _) => String::new(),
        (true, Some(channel)) => {
            let channel = [("channel", reader.channel(channel).into())];
            reader.text("organisation-calendar-stands", &channel)
        }
        (true, None) => reader.text("organisation-calendar-gone", &[]),
    };
    Message { card: Some(card), ..Message::text(text) }
}
