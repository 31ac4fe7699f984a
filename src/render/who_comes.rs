//! Who comes to a meeting, seat by seat, for whoever may see it: who sits there, and who comes in their place.

use super::Message;
use super::card::{field, listed_with_file};
use super::reader::Reader;
use crate::actions::meeting::Shown;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::id::PersonId;
use crate::domain::meeting::MeetingState;
use crate::domain::person::Person;

/// A meeting with its list by seat in place of what is said of single seats; whoever asks sees their own substitute, and
/// whom to turn to.
pub fn with_seats(reader: Reader, shown: &Shown, mut message: Message) -> Message {
    let view = &shown.view;
    let is_on = matches!(view.meeting.state, MeetingState::Scheduled | MeetingState::Called);
    let Some(card) = message.card.as_mut().filter(|_| is_on && !view.seats.is_empty()) else {
        return message;
    };
    let (list, files) = listed_with_file(reader, &view.seats, "seats-file", line);
    let of_single_seats = reader.text("field-covers", &[]);
    card.fields.retain(|field| field.title != of_single_seats);
    card.fields.extend(shown.asker.and_then(|asker| own_substitute(view, asker)).map(
        |substitute| field(reader, "field-own-substitute", reader.name_or_nobody(substitute)),
    ));
    let official = view.officials.first().map(|official| reader.name(official));
    card.fields.extend(official.map(|official| field(reader, "field-official", official)));
    let title = reader.text("seats-of-meeting", &[]);
    let above = if card.body.is_empty() { String::new() } else { format!("{}\n\n", card.body) };
    card.body = format!("{above}{title}\n{list}");
    message.files.extend(files);
    message
}

/// The substitute of a member; `Some(None)` for a member who has none.
fn own_substitute(view: &MeetingView, asker: PersonId) -> Option<Option<&Person>> {
    view.seat_of(asker).map(|seat| seat.occupied.substitute.as_ref())
}

/// A seat, and who comes for it.
fn line(reader: Reader, seat: &SeatView) -> String {
    let key = match seat.cover {
        Cover::Presumed => "comes-line",
        Cover::Confirmed => "comes-line-confirmed",
        Cover::Substituted | Cover::StandIn => "comes-line-substituted",
        Cover::Awaiting => "comes-line-asked",
        Cover::Vacant if seat.occupied.ordinary.is_none() => "comes-line-empty",
        Cover::Vacant => "comes-line-vacant",
    };
    let comes = seat.expected().or(seat.occupied.substitute.as_ref());
    let args = [
        ("seat", reader.seat(&seat.occupied.seat).into()),
        ("person", reader.name_or_nobody(comes).into()),
        ("ordinary", reader.name_or_nobody(seat.occupied.ordinary.as_ref()).into()),
    ];
    reader.text(key, &args)
}
