//! Private answers to commands and buttons, in the language of whoever reads them.

use crate::actions::attendance::AttendanceLink;
use crate::actions::calendar::pages::PagePlace;
use crate::actions::meeting::{Changed, Scheduled, Shown};
use crate::actions::reply::{Replied, Spoken};
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::account::UserId;
use crate::domain::cover::Cover;
use crate::domain::id::made_at;
use crate::domain::ladder::told_at;
use crate::domain::local_time::ClockChange;
use crate::domain::meeting::MeetingState;
use crate::domain::meeting_change::MeetingChange;
use crate::domain::seat::Capacity;
use crate::domain::typed_when::When;

use super::addresses::none_here;
use super::button::{ButtonId, NotesStep, Page, RegisterStep};
use super::card::{field, shortened_to};
use super::notes::document;
use super::page::address::{Address, What};
use super::reader::Reader;
use super::site::Site;
use super::texts::Arg;
use super::{Button, Message, Weight, agenda, notices, own, who_comes};

/// What was done, told directly to whoever pressed, since Discord could not show them the answer. Its buttons
/// stay where they would have been. What was only for a moment or a place, a file, a code, a question, is not put
/// where it would stay: it is to be asked for again.
pub fn late(reader: Reader, answer: &Message) -> Message {
    let asks = answer
        .buttons
        .iter()
        .any(|button| matches!(button.id, ButtonId::CarryOut(_) | ButtonId::Resume(..)));
    if answer.is_passing || asks || !answer.files.is_empty() {
        return Message::text(reader.text("late-answer-again", &[]));
    }
    let why = reader.text("late-answer", &[]);
    let said = Some(answer.text.clone()).filter(|text| !text.is_empty());
    let text = lines(said.into_iter().chain([why]));
    Message { text, card: answer.card.clone(), ..Message::default() }
}

/// That what somebody did is kept, where they did it, since they take no direct messages: all can read it, so
/// it does not say what.
pub fn late_for_all(reader: Reader, account: UserId) -> Message {
    let text = reader.text("late-answer-for-all", &[("person", format!("<@{account}>").into())]);
    Message { pings: vec![account], ..Message::text(text) }
}

/// A meeting was scheduled.
pub fn scheduled(reader: Reader, scheduled: &Scheduled) -> Message {
    let view = &scheduled.view;
    let mut args = understood_about(reader, view);
    args.push(("channel", reader.channel(view.group.channel).into()));
    let follows = match scheduled.call_at {
        Some(at) => {
            let (date, time) = reader.by_clock_of(&view.group).date_and_time(at);
            reader.text("scheduled-call-at", &[("date", date.into()), ("time", time.into())])
        }
        None if !view.meeting.is_short_notice(&view.group.rule, view.now) => {
            reader.text("scheduled-called-now", &[])
        }
        None => {
            let days = i64::from(view.group.rule.lead_days);
            reader.text("scheduled-short-notice", &[("days", days.into())])
        }
    };
    let clock = scheduled.clock_change.map(|change| clock_change(reader, change, view));
    let text = lines([reader.text("scheduled", &args)].into_iter().chain(clock).chain([follows]));
    with_why_late(reader, view, Message::text(text))
}

/// A meeting was changed: what it is now, and who is asked anew.
pub fn changed(reader: Reader, changed: &Changed) -> Message {
    let view = &changed.view;
    let what = changed.changes.iter().map(|change| {
        let key = match change {
            MeetingChange::Moved => "change-of-time",
            MeetingChange::Length => "change-of-length",
            MeetingChange::Place => "change-of-place",
            MeetingChange::Link => "change-of-link",
            MeetingChange::Remark => "change-of-remark",
        };
        reader.text(key, &[])
    });
    let what: Vec<String> = what.collect();
    let mut args = understood_about(reader, view);
    args.push(("what", what.join(", ").into()));
    let is_moved = changed.changes.contains(&MeetingChange::Moved);
    let said = reader.text(if is_moved { "moved" } else { "edited" }, &args);
    let clock = changed.clock_change.map(|change| clock_change(reader, change, view));
    let follows = if changed.is_called_now {
        let days = i64::from(view.group.rule.lead_days);
        reader.text("scheduled-short-notice", &[("days", days.into())])
    } else if changed.is_as_told {
        reader.text("moved-back", &[])
    } else if changed.asks_anew {
        reader.text("moved-asks-anew", &[])
    } else {
        reader.text("moved-words-hold", &[])
    };
    let shortened = is_shorter(changed).then_some(view);
    let overrun = shortened.and_then(|view| agenda::overrun(reader, &view.agenda, &view.meeting));
    let said = [said].into_iter().chain(clock).chain([follows]).chain(overrun);
    let message = Message::text(lines(said));
    if changed.is_called_now { with_why_late(reader, view, message) } else { message }
}

fn is_shorter(changed: &Changed) -> bool {
    let (before, after) = (&changed.before, &changed.view.meeting);
    after.ends - after.starts < before.ends - before.starts
}

/// An invitation was sent before its time.
pub fn called_now(reader: Reader, view: &MeetingView) -> Message {
    let mut args = about(reader, view);
    args.push(("channel", reader.channel(view.group.channel).into()));
    with_why_late(reader, view, Message::text(reader.text("called-now", &args)))
}

/// Why a meeting is called late was said.
pub fn why_late(reader: Reader, view: &MeetingView) -> Message {
    Message::text(reader.text("why-late-said", &about(reader, view)))
}

/// An answer; where a meeting is called late, with a button by which one says why.
fn with_why_late(reader: Reader, view: &MeetingView, message: Message) -> Message {
    if !view.asks_why_late() {
        return message;
    }
    let text = lines([message.text, reader.text("why-late-asked", &[])]);
    let id = ButtonId::WhyLate(view.meeting.id);
    let buttons = vec![Button::new(reader, id, "button-why-late", Weight::Main)];
    Message { text, buttons, ..Message::default() }
}

/// As [`about`], with all by which somebody sees that a time was misunderstood.
fn understood_about(reader: Reader, view: &MeetingView) -> Vec<Arg<'static>> {
    let mut args = about(reader, view);
    args.retain(|(name, _)| *name != "when");
    args.push(("when", reader.understood_of(&view.group, &view.meeting).into()));
    args
}

/// What was understood of days in people's own words; `None` where there are none.
pub fn understood(reader: Reader, days: &[(&str, When)]) -> Option<String> {
    let said = days.iter().map(|(typed, when)| {
        let typed = reader.label(&shortened_to(typed, 60));
        let args = [("typed", typed.into()), ("date", reader.understood(*when).into())];
        reader.text("understood", &args)
    });
    (!days.is_empty()).then(|| lines(said))
}

/// A message with a line below its text, where there is room for it.
pub fn with_line(message: Message, line: &str) -> Message {
    let text =
        lines([message.text.clone(), line.to_owned()].into_iter().filter(|part| !part.is_empty()));
    if text.chars().count() > MOST_IN_MESSAGE { message } else { Message { text, ..message } }
}

/// How many characters of text a message may hold.
const MOST_IN_MESSAGE: usize = 2000;

/// Why a meeting begins at another time than was typed, or at which of two.
fn clock_change(reader: Reader, change: ClockChange, view: &MeetingView) -> String {
    let (key, typed) = match change {
        ClockChange::Skipped(typed) => ("clock-skipped", typed),
        ClockChange::Twice(typed) => ("clock-twice", typed),
    };
    let (_, begins) = reader.by_clock_of(&view.group).date_and_time(view.meeting.starts);
    let typed = typed.format("%H:%M").to_string();
    reader.text(key, &[("time", typed.into()), ("after", begins.into())])
}

/// A meeting was cancelled.
pub fn cancelled(reader: Reader, view: &MeetingView) -> Message {
    let told = reader.text("cancelled", &about(reader, view));
    let count = view.agenda.items.len();
    if count == 0 {
        return Message::text(told);
    }
    let carry = ButtonId::CarryAll(view.meeting.id);
    let buttons = vec![Button::new(reader, carry, "button-carry-all", Weight::Main)];
    let items = reader.text("cancelled-with-items", &[("count", count.into())]);
    Message { buttons, ..Message::text(lines([told, items])) }
}

/// A meeting, shown to somebody of its group.
pub fn meeting(reader: Reader, shown: &Shown, site: &Site) -> Message {
    let view = &shown.view;
    let mut message = match shown.attended {
        Some(count) => notices::meeting::held(reader, view, count),
        None => notices::meeting::shown(reader, view),
    };
    message = who_comes::with_seats(reader, shown, message);
    let approved = document::approved_here(reader, &shown.approved_here).join("\n");
    if let Some(card) = message.card.as_mut().filter(|_| !approved.is_empty()) {
        card.fields.push(field(reader, "notes-approved-here", approved));
    }
    if shown.has_notes {
        let id = ButtonId::Notes(view.meeting.id, NotesStep::Show(0, Page::Open));
        message.buttons.push(Button::new(reader, id, "button-notes", Weight::Main));
    }
    if shown.may_correct {
        let id = ButtonId::Register(view.meeting.id, RegisterStep::List(Page::Open));
        message.buttons.push(Button::new(reader, id, "button-register", Weight::Plain));
    }
    if shown.is_theirs && site.is_public() && view.meeting.state != MeetingState::Cancelled {
        let id = ButtonId::Attendance(view.meeting.id);
        message.buttons.push(Button::new(reader, id, "button-attendance", Weight::Plain));
    }
    message
}

/// The link to who comes to a meeting, for whoever asked: it is shown this once.
pub fn attendance_link(reader: Reader, link: &AttendanceLink, site: &Site) -> Message {
    let address = Address {
        place: PagePlace::Secret(link.token.clone()),
        what: What::Attendance,
        language: None,
    };
    let Some(address) = site.page(&address) else { return none_here(reader) };
    let mut args = about(reader, &link.view);
    let until = reader.shortly_at(&link.view.group, link.expires);
    args.extend([("address", address.into()), ("until-date", until.into())]);
    let text = reader.text("attendance-link", &args);
    Message { is_passing: true, ..Message::text(text) }
}

/// An absence was reported: who will be called, and how to undo it.
pub fn absence_reported(reader: Reader, replied: &Replied) -> Message {
    let view = &replied.view;
    let key = match (replied.capacity, replied.for_another, replied.already) {
        (Capacity::Ordinary, false, false) => "absence-reported",
        (Capacity::Ordinary, true, false) => "absence-reported-for",
        (Capacity::Ordinary, false, true) => "absence-already",
        (Capacity::Ordinary, true, true) => "absence-already-for",
        (_, _, false) => "absence-as-substitute",
        (_, _, true) => "absence-as-substitute-already",
    };
    let mut args = about(reader, view);
    args.push(("person", reader.name(&replied.person).into()));
    let mut said = vec![reader.text(key, &args)];
    if replied.capacity == Capacity::Ordinary {
        said.extend(seats(replied).map(|seat| what_follows(reader, seat, replied)));
        let vacant = seats(replied).any(|seat| seat.cover == Cover::Vacant);
        said.extend((vacant && !replied.already).then(|| reader.text("absence-leaders-told", &[])));
    }
    let undo = ButtonId::Withdraw(Spoken::of(&view.meeting), replied.seat);
    let undo = Button::new(reader, undo, "button-undo", Weight::Plain);
    let buttons = if replied.capacity == Capacity::Ordinary { vec![undo] } else { Vec::new() };
    Message { buttons, ..Message::text(lines(said)) }
}

/// Who is called for a seat whose member is away.
fn what_follows(reader: Reader, seat: &SeatView, replied: &Replied) -> String {
    let appointer = reader.label(&seat.occupied.seat.appointer_name);
    let Some(substitute) = &seat.occupied.substitute else {
        return reader.text("absence-no-substitute", &[("appointer", appointer.into())]);
    };
    let key = match (seat.cover, substitute.account) {
        (Cover::Substituted, _) => "absence-substitute-comes",
        (Cover::Vacant, _) if seat.lacks_substitute_elsewhere() => "absence-substitute-elsewhere",
        (Cover::Vacant, _) => "absence-substitute-cannot",
        (_, None) => "absence-substitute-unlinked",
        (_, Some(_)) if is_to_be_told(seat, replied) => "absence-substitute-called-shortly",
        (_, Some(_)) if replied.already => "absence-substitute-asked",
        (_, Some(_)) => "absence-substitute-called",
    };
    reader.text(key, &[("substitute", reader.name(substitute).into())])
}

/// Whether nobody has heard of an absence yet, since it may be taken back.
fn is_to_be_told(seat: &SeatView, replied: &Replied) -> bool {
    let now = replied.view.now;
    let before = seat.standing.absence.filter(|_| replied.already);
    let said = before.and_then(|absence| made_at(absence.0)).map_or(now, |said| said.min(now));
    told_at(replied.view.meeting.starts, said) > now
}

/// An absence was taken back.
pub fn absence_withdrawn(reader: Reader, replied: &Replied) -> Message {
    let key = match (replied.capacity, replied.for_another) {
        (Capacity::Ordinary, false) => "absence-withdrawn",
        (Capacity::Ordinary, true) => "absence-withdrawn-for",
        _ => "absence-withdrawn-as-substitute",
    };
    let mut args = about(reader, &replied.view);
    args.push(("person", reader.name(&replied.person).into()));
    let mut said = vec![reader.text(key, &args)];
    said.extend(released(reader, replied));
    Message::text(lines(said))
}

/// Who had been asked, and is told that they are not needed.
fn released(reader: Reader, replied: &Replied) -> impl Iterator<Item = String> {
    replied.released.iter().map(move |released| {
        reader.text("absence-released", &[("substitute", reader.name(released).into())])
    })
}

/// Somebody said that they come.
pub fn coming(reader: Reader, replied: &Replied) -> Message {
    let key = match (replied.capacity, replied.already) {
        (_, true) => "already-answered",
        (Capacity::Ordinary, false) => "confirmed",
        (_, false) => "accepted",
    };
    answered(reader, replied, (key, "coming-for"))
}

/// A substitute declined.
pub fn declined(reader: Reader, replied: &Replied) -> Message {
    let key = if replied.already { "already-answered" } else { "declined" };
    answered(reader, replied, (key, "declined-for"))
}

/// What somebody said for themselves, or for somebody else.
fn answered(reader: Reader, replied: &Replied, (own, for_another): (&str, &str)) -> Message {
    let mut args = about(reader, &replied.view);
    args.push(("person", reader.name(&replied.person).into()));
    let key = match (replied.for_another, replied.already) {
        (false, _) => own,
        (true, true) => "already-answered-for",
        (true, false) => for_another,
    };
    let said = [reader.text(key, &args)];
    let released = released(reader, replied).filter(|_| replied.for_another);
    Message::text(lines(said.into_iter().chain(released)))
}

/// Somebody answered a question about a time at which the meeting is not held any more: they are asked about the one at which
/// it is.
pub fn moved_since(reader: Reader, shown: &Shown) -> Message {
    let text = reader.text("conflict-at-another-time", &about(reader, &shown.view));
    let asked = shown.asker.map(|person| own::meeting(reader, person, &shown.view));
    Message { text, ..asked.unwrap_or_default() }
}

/// The seats of which something was said.
fn seats(replied: &Replied) -> impl Iterator<Item = &SeatView> {
    let all = std::iter::once(&replied.seat).chain(&replied.others);
    all.filter_map(|seat| replied.view.seat(*seat).ok())
}

fn about(reader: Reader, view: &MeetingView) -> Vec<Arg<'static>> {
    vec![
        ("group", reader.label(&view.group.name).into()),
        ("when", reader.when(&view.group, &view.meeting).into()),
        ("place", reader.words(view.meeting.place.as_str()).into()),
    ]
}

fn lines(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("\n")
}
