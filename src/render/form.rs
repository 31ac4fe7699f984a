//! Forms: what somebody fills in at once, in a window of its own (Discord's modal).
//!
//! A form's id says what it is for, is at most 100 characters, and is never trusted.

use std::fmt;

use super::reader::Reader;
use super::{Button, Card, Message, Weight};
use crate::actions::agenda::Where;
use crate::actions::agenda::forms::Fields;
use crate::domain::agenda::{Item, Purpose};
use crate::domain::id::{FormId, GroupId, ItemId, MeetingId};
use crate::domain::wording::{Background, Name, Reason, Title};
use crate::render::button::{ButtonId, PlaceStep, RegisterStep};

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// To propose an agenda item.
    Propose(Where, Purpose),
    /// To say why a proposal is declined.
    Decline(GroupId, ItemId),
    /// To say something of a register of attendance: its id is that of the button that opens it.
    Register(MeetingId, RegisterStep),
}

impl FormKind {
    /// Reads an id as it came from outside.
    pub fn parse(id: &str) -> Option<Self> {
        match id.split(':').collect::<Vec<_>>()[..] {
            ["v1", "propose", place, purpose] => {
                Some(Self::Propose(place.parse().ok()?, Purpose::from_word(purpose)?))
            }
            ["v1", "decline", group, item] => {
                Some(Self::Decline(group.parse().ok()?, item.parse().ok()?))
            }
            _ => match ButtonId::parse(id)? {
                ButtonId::Register(meeting, step) => Some(Self::Register(meeting, step)),
                _ => None,
            },
        }
    }
}

impl fmt::Display for FormKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Propose(place, purpose) => write!(f, "v1:propose:{place}:{}", purpose.word()),
            Self::Decline(group, item) => write!(f, "v1:decline:{group}:{item}"),
            Self::Register(meeting, step) => ButtonId::Register(*meeting, *step).fmt(f),
        }
    }
}

/// A form to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub kind: FormKind,
    /// At most 45 characters.
    pub title: String,
    /// One to five.
    pub inputs: Vec<Input>,
}

/// A text to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// By which what is filled in is known.
    pub name: &'static str,
    /// At most 45 characters.
    pub label: String,
    /// At most 100 characters.
    pub hint: String,
    pub value: String,
    /// At most 4,000.
    pub most: usize,
    pub is_long: bool,
    pub is_needed: bool,
}

impl Input {
    fn new(reader: Reader, name: &'static str, texts: [&str; 2], most: usize) -> Self {
        let [label, hint] = texts.map(|key| reader.text(key, &[]));
        Self { name, label, hint, value: String::new(), most, is_long: false, is_needed: false }
    }

    fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }

    fn long(self) -> Self {
        Self { is_long: true, ..self }
    }
}

impl Form {
    /// The form with what somebody has typed before.
    pub fn filled(mut self, fields: &Fields) -> Self {
        for input in &mut self.inputs {
            let typed = fields.get(input.name).cloned().unwrap_or_default();
            input.value = typed.chars().take(input.most).collect();
        }
        self
    }
}

/// To propose an agenda item.
pub fn propose(reader: Reader, (place, purpose): (Where, Purpose)) -> Form {
    let inputs = vec![
        Input::new(reader, "title", ["form-title", "form-title.hint"], Title::MAX).needed(),
        Input::new(
            reader,
            "background",
            ["form-background", "form-background.hint"],
            Background::MAX,
        )
        .long(),
        Input::new(reader, "minutes", ["form-minutes", "form-minutes.hint"], 20),
        Input::new(reader, "topics", ["form-topics", "form-topics.hint"], 200),
        Input::new(reader, "link", ["form-link", "form-link.hint"], 500),
    ];
    let title = reader.text("form-propose", &[]);
    Form { kind: FormKind::Propose(place, purpose), title, inputs }
}

/// To say why a proposal is declined.
pub fn decline(reader: Reader, item: &Item) -> Form {
    let reason = Input::new(reader, "reason", ["form-reason", "form-reason.hint"], Reason::MAX)
        .needed()
        .long();
    let title = reader.text("form-decline", &[]);
    Form { kind: FormKind::Decline(item.group, item.id), title, inputs: vec![reason] }
}

/// What is asked for of a register of attendance: when somebody came or left, who else was there, why it is opened again.
pub fn register(reader: Reader, meeting: MeetingId, step: RegisterStep) -> Form {
    let (title, input) = match step {
        RegisterStep::Add => (
            "form-add-guest",
            Input::new(reader, TYPED, ["form-guest-name", "form-guest-name.hint"], Name::MAX),
        ),
        RegisterStep::Reopen => (
            "form-reopen-meeting",
            Input::new(reader, TYPED, ["form-why", "form-why.hint"], Reason::MAX).long(),
        ),
        RegisterStep::Place(_, PlaceStep::Left) => {
            ("form-left", Input::new(reader, TYPED, ["form-left-at", "form-left-at.hint"], 20))
        }
        RegisterStep::Place(..)
        | RegisterStep::List(_)
        | RegisterStep::Files
        | RegisterStep::Close => {
            ("form-late", Input::new(reader, TYPED, ["form-late-at", "form-late-at.hint"], 20))
        }
    };
    let kind = FormKind::Register(meeting, step);
    Form { kind, title: reader.text(title, &[]), inputs: vec![input.needed()] }
}

/// The one field of a form that asks for one thing.
pub const TYPED: &str = "typed";

/// A form was refused: why, and a button that opens it again as it was filled in.
pub fn refused(reader: Reader, why: Message, form: FormId) -> Message {
    let again = ButtonId::Reopen(form);
    let again = Button::new(reader, again, "button-reopen", Weight::Main);
    Message { buttons: vec![again], ..why }
}

/// A form was refused and could not be kept: why, and what was typed, to be copied.
pub fn refused_as_typed(reader: Reader, why: Message, fields: &Fields) -> Message {
    let typed: Vec<String> = fields.values().map(|typed| reader.label(typed)).collect();
    let title = reader.text("form-as-typed", &[]);
    let card = Card { title, body: typed.join("\n\n"), ..Card::default() };
    Message { card: Some(card), ..why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SeatId;
    use crate::domain::language::Language;
    use crate::domain::presence::Place;

    const LATE: FormKind = FormKind::Register(
        MeetingId(i64::MAX),
        RegisterStep::Place(Place::Seat(SeatId(i64::MAX)), PlaceStep::Late),
    );

    #[test]
    fn a_forms_id_is_read_again_and_fits() {
        let kinds = [
            FormKind::Propose(Where::Meeting(MeetingId(i64::MAX)), Purpose::Consultation),
            FormKind::Propose(Where::Waiting(GroupId(7)), Purpose::Home),
            FormKind::Decline(GroupId(i64::MAX), ItemId(i64::MAX)),
            FormKind::Register(MeetingId(i64::MAX), RegisterStep::Reopen),
            LATE,
        ];
        for kind in kinds {
            assert_eq!(FormKind::parse(&kind.to_string()), Some(kind));
            assert!(kind.to_string().len() <= 100);
        }
        for rubbish in ["", "v1:propose:x:decision", "v1:propose:1:war", "v1:decline:1"] {
            assert_eq!(FormKind::parse(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn what_discord_limits_fits_in_every_language() {
        for language in Language::ALL {
            let reader = Reader::on_discord(language);
            let of = |step| register(reader, MeetingId(1), step);
            let place = |step| of(RegisterStep::Place(Place::Seat(SeatId(1)), step));
            let forms = [
                propose(reader, (Where::Waiting(GroupId(1)), Purpose::Decision)),
                of(RegisterStep::Add),
                of(RegisterStep::Reopen),
                place(PlaceStep::Late),
                place(PlaceStep::Left),
            ];
            for form in forms {
                assert!((1..=45).contains(&form.title.chars().count()), "{}", form.title);
                for input in form.inputs {
                    assert!((1..=45).contains(&input.label.chars().count()), "{}", input.label);
                    assert!(input.hint.chars().count() <= 100, "{}", input.hint);
                }
            }
        }
    }
}
