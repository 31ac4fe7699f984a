//! Forms: what somebody fills in at once, in a window of its own (Discord's modal).
//!
//! A form's id says what it is for, is at most 100 characters, and is never trusted.

use std::fmt;

use super::card::shortened_to;
use super::reader::Reader;
use super::{Button, Card, Message, Weight};
use crate::actions::agenda::Where;
use crate::actions::forms::Fields;
use crate::actions::notes::Draft;
use crate::domain::agenda::{Item, Purpose};
use crate::domain::id::{FormId, GroupId, ItemId, MeetingId};
use crate::domain::notes::{MOST_IN_INPUT, Section, SectionOf, in_parts};
use crate::domain::typed_when::When;
use crate::domain::wording::{Background, Name, Prose, Reason, Title};
use crate::render::button::{ButtonId, PlaceStep, RegisterStep, Resume};

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// To propose an agenda item.
    Propose(Where, Purpose),
    /// To say why a proposal is declined.
    Decline(GroupId, ItemId),
    /// To say something of a register of attendance: its id is that of the button that opens it.
    Register(MeetingId, RegisterStep),
    /// To write a section of notes, or a part of one: which, and at which version it was opened. `None` is something new.
    Section(MeetingId, Option<SectionOf>, Option<usize>, i64),
    /// To leave a word to the other of one's pair.
    Word(MeetingId),
    /// To say why a meeting is called late.
    WhyLate(MeetingId),
    /// To put a command right: which was kept. `None` as it is kept.
    Command(Option<FormId>),
    /// Words that were looked for: no form, but kept as one, so that one can leaf on.
    Search,
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
            ["v1", "section", meeting, of, part, version] => {
                let of = if of == "-" { None } else { Some(of.parse().ok()?) };
                let part = if part == "-" { None } else { Some(part.parse().ok()?) };
                let version = version.parse().ok()?;
                Some(Self::Section(meeting.parse().ok()?, of, part, version))
            }
            ["v1", "word", meeting] => Some(Self::Word(meeting.parse().ok()?)),
            ["v1", "why-late", meeting] => Some(Self::WhyLate(meeting.parse().ok()?)),
            ["v1", "command", "-"] => Some(Self::Command(None)),
            ["v1", "command", form] => Some(Self::Command(Some(form.parse().ok()?))),
            ["v1", "notes-search"] => Some(Self::Search),
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
            Self::Section(meeting, of, part, version) => {
                let of = of.map_or_else(|| "-".to_owned(), |of| of.to_string());
                let part = part.map_or_else(|| "-".to_owned(), |part| part.to_string());
                write!(f, "v1:section:{meeting}:{of}:{part}:{version}")
            }
            Self::Word(meeting) => write!(f, "v1:word:{meeting}"),
            Self::WhyLate(meeting) => write!(f, "v1:why-late:{meeting}"),
            Self::Command(None) => f.write_str("v1:command:-"),
            Self::Command(Some(form)) => write!(f, "v1:command:{form}"),
            Self::Search => f.write_str("v1:notes-search"),
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
    pub name: String,
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
    fn new(reader: Reader, name: &str, texts: [&str; 2], most: usize) -> Self {
        let [label, hint] = texts.map(|key| reader.text(key, &[]));
        let (name, value) = (name.to_owned(), String::new());
        Self { name, label, hint, value, most, is_long: false, is_needed: false }
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
            let typed = fields.get(&input.name).cloned().unwrap_or_default();
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

/// To write a section of notes: what was said, and what was agreed. Of a text that is too long for a form a part.
pub fn section(reader: Reader, draft: &Draft, section: Option<&Section>, part: usize) -> Form {
    let of = section.map(|section| section.of);
    let is_own = !matches!(of, Some(SectionOf::Item(_)));
    let text = |text: Option<&Prose>| text.map(Prose::as_str).unwrap_or_default().to_owned();
    let said = text(section.and_then(|section| section.said.as_ref()));
    let parts = in_parts(&said, MOST_IN_INPUT);
    let is_in_parts = parts.len() > 1;
    let said = parts.into_iter().nth(part).unwrap_or_default();
    let mut inputs = Vec::new();
    if is_own && part == 0 {
        let heading = section.map(|section| section.heading.to_string()).unwrap_or_default();
        let input =
            Input::new(reader, "heading", ["form-heading", "form-heading.hint"], Title::MAX);
        // Emptied, a section that there is goes.
        let is_needed = section.is_none();
        inputs.push(Input { value: heading, is_needed, ..input });
    }
    let input = Input::new(reader, "said", ["form-said", "form-said.hint"], MOST_IN_INPUT);
    inputs.push(Input { value: said, ..input.long() });
    let agreed = text(section.and_then(|section| section.agreed.as_ref()));
    let input = Input::new(reader, "agreed", ["form-agreed", "form-agreed.hint"], MOST_IN_INPUT);
    inputs.push(Input { value: agreed, ..input.long() });
    let version = section.map_or(0, |section| section.version);
    let title = match section {
        Some(section) if is_in_parts => {
            let args =
                [("title", section.heading.to_string().into()), ("number", (part + 1).into())];
            reader.text("notes-part", &args)
        }
        Some(section) => section.heading.to_string(),
        None => reader.text("form-notes-add", &[]),
    };
    let part = is_in_parts.then_some(part);
    let kind = FormKind::Section(draft.view().meeting.id, of, part, version);
    Form { kind, title: shortened_to(&title, 45), inputs }
}

/// To leave a word to the other of one's pair.
pub fn word(reader: Reader, meeting: MeetingId, other: &str) -> Form {
    let input = Input::new(reader, TYPED, ["form-word", "form-word.hint"], Reason::MAX);
    let title = reader.text("form-word-to", &[("person", other.to_owned().into())]);
    let inputs = vec![input.needed().long()];
    Form { kind: FormKind::Word(meeting), title: shortened_to(&title, 45), inputs }
}

/// An option of a command that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub name: String,
    pub value: String,
    pub most: Option<usize>,
    pub is_needed: bool,
}

/// To put right what was typed in a command: which was kept, and its words, parted by dashes.
pub fn correct(reader: Reader, (form, path): (FormId, &str), options: Vec<Typed>) -> Form {
    let inputs = options.into_iter().map(|option| {
        let key = format!("command-{path}.{}", option.name);
        let hint = format!("{key}-description");
        let most = option.most.unwrap_or(MOST_TYPED);
        let input = Input::new(reader, &option.name, [&key, &hint], most);
        let is_long = option.value.chars().count() > 100;
        let value = option.value.chars().take(most).collect();
        Input { value, is_long, is_needed: option.is_needed, ..input }
    });
    let title = reader.command(path);
    let kind = FormKind::Command(Some(form));
    Form { kind, title: shortened_to(&title, 45), inputs: inputs.collect() }
}

/// How many characters are taken of an option that has no limit of its own.
const MOST_TYPED: usize = 4000;

/// A command that can be taken up again: with a button for each thing that may be meant, and one to put it right.
pub fn taken_up(reader: Reader, why: Message, form: FormId, meanings: &[When]) -> Message {
    let meant = meanings.iter().enumerate().take(MOST_MEANINGS).map(|(which, when)| {
        let id = ButtonId::Resume(form, Resume::Meant(which));
        let label = shortened_to(&reader.understood(*when), MOST_IN_LABEL);
        Button { id, label, weight: Weight::Main }
    });
    let correct = Button::new(reader, ButtonId::Reopen(form), "button-correct", Weight::Plain);
    Message { buttons: meant.chain([correct]).collect(), ..why }
}

/// How many things that may be meant have a button: two rows of them.
const MOST_MEANINGS: usize = 9;
/// How long a button's label may be, in characters.
const MOST_IN_LABEL: usize = 80;

/// To say why a meeting is called late.
pub fn why_late(reader: Reader, meeting: MeetingId) -> Form {
    let input = Input::new(reader, TYPED, ["form-why-late", "form-why-late.hint"], Reason::MAX);
    let title = reader.text("form-why-late", &[]);
    Form { kind: FormKind::WhyLate(meeting), title, inputs: vec![input.needed().long()] }
}

/// A command that asks first: with a button that says what is to be done, and one that leaves it.
pub fn asked_first(reader: Reader, question: Message, form: FormId, is_agreed: &str) -> Message {
    let agreed = ButtonId::Resume(form, Resume::Agreed);
    let buttons = vec![
        Button::new(reader, agreed, is_agreed, Weight::Grave),
        Button::new(reader, ButtonId::Leave, "button-leave", Weight::Plain),
    ];
    Message { buttons, ..question }
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
    use crate::domain::presence::RegisterPlace;

    const LATE: FormKind = FormKind::Register(
        MeetingId(i64::MAX),
        RegisterStep::Place(RegisterPlace::Seat(SeatId(i64::MAX)), PlaceStep::Late),
    );

    #[test]
    fn a_forms_id_is_read_again_and_fits() {
        let kinds = [
            FormKind::Propose(Where::Meeting(MeetingId(i64::MAX)), Purpose::Consultation),
            FormKind::Propose(Where::Waiting(GroupId(7)), Purpose::Home),
            FormKind::Decline(GroupId(i64::MAX), ItemId(i64::MAX)),
            FormKind::Register(MeetingId(i64::MAX), RegisterStep::Reopen),
            FormKind::Section(MeetingId(i64::MAX), None, None, 0),
            FormKind::Section(
                MeetingId(i64::MAX),
                Some(SectionOf::Item(ItemId(i64::MAX))),
                Some(99),
                i64::MAX,
            ),
            FormKind::Word(MeetingId(i64::MAX)),
            FormKind::Search,
            FormKind::WhyLate(MeetingId(i64::MAX)),
            FormKind::Command(None),
            FormKind::Command(Some(FormId(i64::MAX))),
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
            let place = |step| of(RegisterStep::Place(RegisterPlace::Seat(SeatId(1)), step));
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
