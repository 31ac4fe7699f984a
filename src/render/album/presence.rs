//! The register of attendance: what official and chair read of who was there.

use super::meetings::{told, view};
use super::{album, at};
use crate::actions::notices::Facts;
use crate::actions::notices::meeting::MeetingFacts;
use crate::actions::presence::Register;
use crate::actions::view::MeetingView;
use crate::domain::agenda::Participant;
use crate::domain::cover::Cover;
use crate::domain::id::{PersonId, PresenceId, SeatId};
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::Destination;
use crate::domain::presence::{Absence, Bound, Mode, Part, Presence, RegisterPlace, Spell, Was};
use crate::domain::wording::Name;
use crate::render::reader::Reader;
use crate::render::{Message, notices, presence};

const ARBOGA: RegisterPlace = RegisterPlace::Seat(SeatId(3));

fn register(reader: Reader, cover: Cover, kept: Vec<(RegisterPlace, Presence)>) -> Register {
    let view = view(reader, cover);
    Register::made_of(MeetingView { now: at(11, 12), ..view }, kept)
}

fn line(person: i64, was: Was) -> Presence {
    Presence { who: Participant::Person(PersonId(person)), was }
}

/// Arboga's member left when the chair of Regionen came, and the substitute took over from afar; Köping's stayed away; and
/// somebody was there whom nobody had expected.
fn corrected(reader: Reader) -> Register {
    let half_past = Bound::At(at(11, 9));
    let whole = Spell::whole(Part::Serving);
    let until = Was::There(Spell { to: Some(half_past), ..whole });
    let from = Was::There(Spell { from: Some(half_past), mode: Mode::Distance, ..whole });
    let guest = Participant::Named(Name::parse("Gun *Gäst*").expect("a name"));
    let there = Was::There(Spell::whole(Part::Present));
    let kept = vec![
        (RegisterPlace::Seat(SeatId(1)), line(10, from)),
        (RegisterPlace::Seat(SeatId(2)), line(20, Was::Away(Absence::WithoutNotice))),
        (ARBOGA, line(30, until)),
        (ARBOGA, line(31, from)),
        (RegisterPlace::Added(PresenceId(9)), Presence { who: guest, was: there }),
    ];
    register(reader, Cover::Presumed, kept)
}

fn closed(register: Register) -> Register {
    let mut register = register;
    register.view.meeting.state = MeetingState::Held;
    register
}

fn of_registers(reader: Reader) -> Vec<(&'static str, Message)> {
    let proposed = |cover| register(reader, cover, Vec::new());
    let place = |register: &Register, place| {
        let shown = register.place(place).expect("the place");
        presence::place(reader, register, shown)
    };
    let asked = |register| {
        let facts = Facts::Meeting(MeetingFacts::NotClosed(Box::new(register)));
        told(Destination::Officials, None, facts)
    };
    let mut table = Vec::new();
    for row in presence::table(reader, &corrected(reader)) {
        table.push(row.join(" | "));
    }
    let held = closed(corrected(reader));
    vec![
        ("proposed", presence::register(reader, &proposed(Cover::Presumed), 0)),
        (
            "proposed, a substitute came",
            presence::register(reader, &proposed(Cover::Substituted), 0),
        ),
        ("proposed, nobody came", presence::register(reader, &proposed(Cover::Awaiting), 0)),
        ("corrected", presence::corrected(reader, &corrected(reader), ARBOGA)),
        ("somebody more", presence::added(reader, &corrected(reader))),
        (
            "taken out",
            presence::corrected(reader, &corrected(reader), RegisterPlace::Added(PresenceId(8))),
        ),
        ("a seat", place(&proposed(Cover::Presumed), ARBOGA)),
        ("a seat, both came", place(&corrected(reader), ARBOGA)),
        ("a guest", place(&corrected(reader), RegisterPlace::Added(PresenceId(9)))),
        ("closed", presence::closed(reader, &held)),
        ("opened again", presence::reopened(reader, &corrected(reader))),
        ("nobody has closed it", asked(proposed(Cover::Substituted))),
        ("nobody has closed it, closed", asked(closed(corrected(reader)))),
        ("shown when it is closed", notices::meeting::held(reader, &held.view, held.count())),
        ("as a file", presence::files(reader, &held, Vec::new())),
        ("its table", Message::text(table.join("\n"))),
    ]
}

#[test]
fn registers_in_swedish() {
    insta::assert_snapshot!(album(of_registers(Reader::on_discord(Language::Swedish))));
}

#[test]
fn registers_in_english() {
    insta::assert_snapshot!(album(of_registers(Reader::on_discord(Language::English))));
}
