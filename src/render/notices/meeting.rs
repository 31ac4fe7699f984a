//! The texts of notices about a meeting as a whole.

use chrono::{DateTime, Utc};

use super::addressees::addressed;
use super::{
    Concern, ahead, changed, show_only, to_the_official, to_the_official_while_it_is_on,
    two_at_once,
};
use crate::actions::agenda::Where;
use crate::actions::agenda::show::ListOf;
use crate::actions::calendar::events::Event;
use crate::actions::notices::Address;
use crate::actions::notices::meeting::{AgendaChanged, Continuation, MeetingFacts, Reposted};
use crate::actions::presence::{Count, Register};
use crate::actions::reply::Spoken;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::agenda::{ItemChange, Seen};
use crate::domain::cover::Cover;
use crate::domain::engagement::Engagement;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::MeetingNotice;
use crate::domain::person::Person;
use crate::domain::reach::Unreached;
use crate::render::agenda;
use crate::render::button::{ButtonId, Page, RegisterStep};
use crate::render::card::{
    MOST_LISTED, cancelled, covers, field, not_reached, shortened, tally, titled, when_and_where,
};
use crate::render::reader::Reader;
use crate::render::{Button, Card, File, Message, Tone, Weight, ics, presence};

/// What such a message was about, in a word or two.
pub const fn word(kind: MeetingNotice) -> &'static str {
    match kind {
        MeetingNotice::Announcement => "own-message-announcement",
        MeetingNotice::Invitation => "own-message-invitation",
        MeetingNotice::Cancellation => "own-message-cancellation",
        MeetingNotice::Continuation => "own-message-invitation",
        MeetingNotice::ZoneCorrected => "own-message-zone-corrected",
        MeetingNotice::Changed => "own-message-changed",
        MeetingNotice::Missed => "own-message-missed",
        MeetingNotice::Reposted => "own-message-reposted",
        MeetingNotice::Unreached => "own-message-unreached",
        MeetingNotice::AgendaChanged => "own-message-agenda-changed",
        MeetingNotice::NotClosed => "own-message-not-closed",
        MeetingNotice::Reminder => "own-message-reminder",
        MeetingNotice::Summary => "own-message-summary",
        MeetingNotice::TwoAtOnce => "own-message-two-at-once",
        MeetingNotice::TooLate => "own-message-too-late",
    }
}

pub(super) fn message(reader: Reader, to: &Address, facts: &MeetingFacts) -> Message {
    match facts {
        MeetingFacts::Announcement(view) => announcement(reader, view),
        MeetingFacts::Invitation(view) => invitation(reader, view),
        MeetingFacts::Cancellation(view) => cancellation(reader, to, view),
        MeetingFacts::ZoneCorrected(facts) => zone_corrected(reader, facts),
        MeetingFacts::Changed(facts) => changed::message(reader, to, facts),
        MeetingFacts::Continuation(facts) => continuation(reader, facts),
        MeetingFacts::Missed(view) => missed(reader, view),
        MeetingFacts::Reposted(facts) => reposted(reader, facts),
        MeetingFacts::Unreached(view) => unreached(reader, view),
        MeetingFacts::AgendaChanged(facts) => agenda_changed(reader, facts),
        MeetingFacts::NotClosed(register) => not_closed(reader, register),
        MeetingFacts::Reminder(facts) => ahead::reminder(reader, to, facts),
        MeetingFacts::Summary(facts) => ahead::summary(reader, &facts.view),
        MeetingFacts::TwoAtOnce(facts) => two_at_once::message(reader, to, facts),
        MeetingFacts::TooLate(facts) => ahead::too_late(reader, facts),
    }
}

/// A meeting has been scheduled.
pub fn announcement(reader: Reader, view: &MeetingView) -> Message {
    if view.meeting.state == MeetingState::Cancelled {
        return in_a_line(reader, view, "cancellation-text");
    }
    // The invitation says it all, and is kept up to date.
    if view.is_out && view.meeting.state != MeetingState::Scheduled {
        return in_a_line(reader, view, "announcement-called");
    }
    let mut fields = when_and_where(reader, view);
    let goes_out = match view.meeting.state {
        _ if view.now >= view.meeting.starts => Some(reader.text("invitation-never", &[])),
        MeetingState::Scheduled => view.group.rule.call_at(view.meeting.starts).map(|at| {
            let (date, time) = reader.by_clock_of(&view.group).date_and_time(at);
            reader.text("invitation-goes-out", &[("date", date.into()), ("time", time.into())])
        }),
        _ => Some(reader.text("invitation-on-its-way", &[])),
    };
    fields.extend(goes_out.map(|words| field(reader, "field-invitation", words)));
    fields.extend(agenda::fields_of(reader, view));
    fields.extend(covers(reader, view));
    if view.has_begun() {
        let is_over = view.now >= view.meeting.ends;
        let tone = if is_over { Tone::Past } else { Tone::Calm };
        let card = Card { fields, ..titled(reader, "announcement-title", view, tone) };
        return Message { card: Some(card), ..with_package(reader, view, show_only(reader, view)) };
    }
    // Who is called needs no reminder to keep the time free.
    let footer = reader.text("announcement-footer", &[]);
    let card = Card { fields, footer, ..titled(reader, "announcement-title", view, Tone::Calm) };
    Message { card: Some(card), ..with_package(reader, view, show_only(reader, view)) }
}

/// What stands elsewhere with all that there is to say of it, with a button that shows it.
fn in_a_line(reader: Reader, view: &MeetingView, key: &str) -> Message {
    let group = reader.label(&view.group.name);
    let when = reader.shortly(&view.group, &view.meeting);
    let text = reader.text(key, &[("group", group.into()), ("when", when.into())]);
    Message { text, ..show_only(reader, view) }
}

/// A message with what belongs to the meeting behind buttons: the whole agenda, where there is one, and the entry for
/// the reader's own calendar.
pub(super) fn with_package(reader: Reader, view: &MeetingView, message: Message) -> Message {
    let mut buttons = message.buttons;
    if !view.agenda.items.is_empty() {
        let list = ListOf::Agenda(Where::Meeting(view.meeting.id));
        let agenda = ButtonId::Agenda(list, Page::Open);
        buttons.push(Button::new(reader, agenda, "button-agenda", Weight::Plain));
    }
    if view.now < view.meeting.ends {
        let id = ButtonId::ToCalendar(view.meeting.id);
        buttons.push(Button::new(reader, id, "button-to-calendar", Weight::Plain));
    }
    Message { buttons, ..message }
}

/// The formal summons to a meeting: one post that pings those expected.
pub fn invitation(reader: Reader, view: &MeetingView) -> Message {
    // The cancellation has the names of all whom it concerns.
    if view.meeting.state == MeetingState::Cancelled {
        return in_a_line(reader, view, "cancellation-text");
    }
    if view.has_begun() {
        let message = addressed(reader, ("invitation-text", 0), view, SeatView::expected);
        let card = Some(begun_card(reader, view));
        return with_package(reader, view, Message { card, ..message });
    }
    let spoken = Spoken::of(&view.meeting);
    let message = Message {
        card: Some(invitation_card(reader, view)),
        buttons: vec![
            Button::new(reader, ButtonId::Come(spoken), "button-come", Weight::Main),
            Button::new(reader, ButtonId::Absent(spoken), "button-absent", Weight::Grave),
        ],
        files: as_file(reader, view, (Engagement::Firm, None)),
        ..addressed(reader, ("invitation-text", 0), view, SeatView::expected)
    };
    with_package(reader, view, message)
}

/// The meeting for the reader's own calendar, while it is to come.
pub(super) fn as_file(
    reader: Reader,
    view: &MeetingView,
    (engagement, since): (Engagement, Option<DateTime<Utc>>),
) -> Vec<File> {
    let is_to_come = view.now < view.meeting.starts;
    let file = || ics::file(reader.language, &[Event::told(view, engagement, since)]);
    is_to_come.then(file).into_iter().collect()
}

/// A meeting that is under way, or has been: nothing on it waits for an answer.
fn begun_card(reader: Reader, view: &MeetingView) -> Card {
    let is_over = view.now >= view.meeting.ends;
    let mut fields = when_and_where(reader, view);
    fields.extend(agenda::fields_of(reader, view));
    fields.push(field(reader, "field-tally", tally(reader, view)));
    let (title, tone) = match view.meeting.state {
        MeetingState::Held => ("held-title", Tone::Past),
        _ if is_over => ("over-title", Tone::Past),
        _ => ("begun-title", Tone::Calm),
    };
    Card { fields, ..titled(reader, title, view, tone) }
}

fn invitation_card(reader: Reader, view: &MeetingView) -> Card {
    let mut fields = when_and_where(reader, view);
    fields.extend(agenda::fields_of(reader, view));
    fields.push(field(reader, "field-tally", tally(reader, view)));
    fields.extend(covers(reader, view));
    // Before it is out it reaches nobody, and afterwards nobody has to be called any more.
    fields.extend(
        not_reached(reader, view).filter(|_| view.is_out && view.now < view.meeting.starts),
    );
    if view.meeting.is_short_notice(&view.group.rule, view.now) {
        let days = i64::from(view.group.rule.lead_days);
        let words = match &view.meeting.late_because {
            Some(because) => reader.words(because.as_str()),
            None => reader.text("invitation-short-notice", &[("days", days.into())]),
        };
        fields.push(field(reader, "field-short-notice", words));
    }
    let is_late = view.meeting.is_short_notice(&view.group.rule, view.now);
    let because = view.meeting.late_because.as_ref().filter(|_| !is_late);
    fields
        .extend(because.map(|why| field(reader, "field-call-reason", reader.words(why.as_str()))));
    let footer = reader.text("invitation-presumed", &[]);
    Card { fields, footer, ..titled(reader, "invitation-title", view, Tone::Calm) }
}

/// A meeting as it stands, for whoever asks to see it: to be answered as long as that helps.
pub fn shown(reader: Reader, view: &MeetingView) -> Message {
    let answers = view.meeting.takes_replies(view.now).is_ok();
    let called = view.meeting.state == MeetingState::Called;
    let message = match view.meeting.state {
        MeetingState::Cancelled => {
            Message { card: Some(cancelled(reader, view)), ..Message::default() }
        }
        MeetingState::Called => invitation(reader, view),
        MeetingState::Draft | MeetingState::Scheduled | MeetingState::Held => {
            announcement(reader, view)
        }
    };
    let buttons = if called && answers {
        message.buttons
    } else {
        with_package(reader, view, Message::default()).buttons
    };
    let mut card = message.card;
    if let Some(card) = card.as_mut().filter(|_| called && !view.is_out) {
        let late = reader.text("field-short-notice", &[]);
        card.fields.retain(|field| field.title != late);
        let words = reader.text("invitation-on-its-way", &[]);
        card.fields.push(field(reader, "field-invitation", words));
    }
    Message { card, buttons, ..Message::default() }
}

/// A meeting that is closed, for whoever asks to see it.
pub fn held(reader: Reader, view: &MeetingView, attended: Count) -> Message {
    let mut fields = when_and_where(reader, view);
    fields.extend(agenda::fields_of(reader, view));
    fields.push(field(reader, "field-tally", presence::counted(reader, attended)));
    let card = Card { fields, ..titled(reader, "held-title", view, Tone::Past) };
    Message { card: Some(card), ..with_package(reader, view, Message::default()) }
}

/// A meeting began without having been called: the officials are told.
fn missed(reader: Reader, view: &MeetingView) -> Message {
    let body =
        reader.text("missed-body", &[("command", reader.command("meeting-schedule").into())]);
    let card = Card { body, ..titled(reader, "missed-title", view, Tone::Alarming) };
    to_the_official(reader, ("missed-text", Concern::Alarm), view, &[], card)
}

/// Those whom the invitation does not reach: who they are, and what to do.
fn unreached(reader: Reader, view: &MeetingView) -> Message {
    let all = view.unreached().count();
    let count = ("count", all.into());
    let (key, title) = if all == 0 {
        ("unreached-none", "unreached-none-title")
    } else {
        ("unreached-text", "unreached-title")
    };
    let body = if all == 0 {
        reader.text("unreached-none-body", &[])
    } else {
        let report = ("report", reader.command("absence-report").into());
        let parts = WHY.iter().filter_map(|(why, key)| unreached_because(reader, view, *why, key));
        let parts: Vec<String> =
            parts.chain([reader.text("unreached-body", &[count.clone(), report])]).collect();
        parts.join("\n\n")
    };
    let card = Card { body, ..titled(reader, title, view, Tone::Waiting) };
    to_the_official_while_it_is_on(reader, (key, Concern::Word), view, &[count], card)
}

/// What stands in the way, and what helps against it.
const WHY: [(Unreached, &str); 3] = [
    (Unreached::NoAccount, "unreached-no-account"),
    (Unreached::NotMember, "unreached-not-member"),
    (Unreached::CannotSee, "unreached-cannot-see"),
];

/// Those whom one thing stands in the way of, and what helps; nothing where there is nobody.
fn unreached_because(
    reader: Reader,
    view: &MeetingView,
    why: Unreached,
    key: &str,
) -> Option<String> {
    let people = view.unreached().filter(|(_, found)| *found == why);
    let names: Vec<String> = people.map(|(person, _)| reader.name(person)).collect();
    let args = [
        ("count", names.len().into()),
        ("link", reader.command("me-link").into()),
        ("channel", reader.channel(view.group.channel).into()),
    ];
    let reasons = WHY.iter().filter(|(why, _)| view.unreached().any(|(_, found)| found == *why));
    let listed = shortened(reader, &names, MOST_LISTED / reasons.count().max(1), "\n");
    (!names.is_empty()).then(|| format!("{listed}\n{}", reader.text(key, &args)))
}

/// A meeting is over and nobody has closed it: what its register says, and what to do. Closed, it is a line.
fn not_closed(reader: Reader, register: &Register) -> Message {
    let view = &register.view;
    let counted = presence::counted(reader, register.count());
    if view.meeting.state == MeetingState::Held {
        let card = Card { body: counted, ..titled(reader, "closed-title", view, Tone::Past) };
        return to_the_official(reader, ("closed-text", Concern::Word), view, &[], card);
    }
    let body = reader.text("not-closed-body", &[("what", counted.into())]);
    let card = Card { body, ..titled(reader, "not-closed-title", view, Tone::Waiting) };
    let message = to_the_official(reader, ("not-closed-text", Concern::Word), view, &[], card);
    let step = |step, label, weight| {
        Button::new(reader, ButtonId::Register(view.meeting.id, step), label, weight)
    };
    let buttons = vec![
        step(RegisterStep::Close, "button-close", Weight::Main),
        step(RegisterStep::List(Page::Open), "button-register", Weight::Plain),
    ];
    Message { buttons, ..message }
}

/// A post was taken away from the group's channel: the officials are told that it stands there again.
fn reposted(reader: Reader, facts: &Reposted) -> Message {
    let view = &facts.view;
    let is_invitation = facts.post == MeetingNotice::Invitation.into();
    let key = if is_invitation { "reposted-invitation" } else { "reposted-announcement" };
    let args = [("channel", reader.channel(view.group.channel).into())];
    let card = Card {
        body: reader.text("reposted-body", &args),
        ..titled(reader, "reposted-title", view, Tone::Waiting)
    };
    to_the_official(reader, (key, Concern::Word), view, &[], card)
}

/// A meeting has been cancelled: pings those who were expected, and those who had been asked; in
/// their own channel, the officials.
fn cancellation(reader: Reader, to: &Address, view: &MeetingView) -> Message {
    let mut card = cancelled(reader, view);
    if to.is_officials() {
        card.fields.extend(not_reached(reader, view));
        return to_the_official(reader, ("cancellation-text", Concern::Word), view, &[], card);
    }
    let message = addressed(reader, ("cancellation-text", 0), view, is_told_of_cancellation);
    Message { card: Some(card), ..message }
}

/// All who are told that a meeting is cancelled.
pub fn told_of_cancellation(view: &MeetingView) -> impl Iterator<Item = &Person> {
    view.seats.iter().filter_map(is_told_of_cancellation)
}

/// Who is told that a meeting is cancelled: who was expected for a seat, or had been asked.
fn is_told_of_cancellation(seat: &SeatView) -> Option<&Person> {
    let asked = seat.occupied.substitute.as_ref().filter(|_| seat.cover == Cover::Awaiting);
    seat.expected().or(asked)
}

/// A group's zone was wrong: the meeting is held when the wall shows what it always said, and begins at another
/// instant than whoever looked at another clock was told.
fn zone_corrected(reader: Reader, Continuation { view, part, .. }: &Continuation) -> Message {
    let mut fields = when_and_where(reader, view);
    fields.push(field(reader, "setting-zone", view.group.rule.zone.name().to_owned()));
    let body = reader.text("zone-corrected-body", &[]);
    let card = Card { body, fields, ..titled(reader, "zone-corrected-title", view, Tone::Waiting) };
    let message = addressed(reader, ("zone-corrected-text", *part), view, is_told_of_cancellation);
    // The names go on below; what it is about has been said.
    Message { card: Some(card).filter(|_| *part == 0), ..message }
}

/// The agenda of a called meeting is another than it was: one line for all to follow, which pings nobody.
fn agenda_changed(reader: Reader, facts: &AgendaChanged) -> Message {
    let AgendaChanged { view, difference } = facts;
    let title = |one: &Seen| reader.label(&one.title);
    let listed = |key: &str, names: Vec<String>| {
        let names = shortened(reader, &names, MOST_OF_ONE, ", ");
        (!names.is_empty()).then(|| reader.text(key, &[("what", names.into())]))
    };
    let changed = difference.changed.iter().map(|(one, changes)| {
        let what: Vec<String> =
            changes.iter().map(|change| reader.text(change_word(change), &[])).collect();
        format!("{} ({})", title(one), what.join(", "))
    });
    let mut parts = vec![reader.text("agenda-changed-text", &[])];
    parts.extend(listed("agenda-changed-added", difference.added.iter().map(title).collect()));
    parts.extend(listed("agenda-changed-removed", difference.removed.iter().map(title).collect()));
    parts.extend(listed("agenda-changed-edited", changed.collect()));
    parts.extend(difference.reordered.then(|| reader.text("agenda-changed-order", &[])));
    let list = ListOf::Agenda(Where::Meeting(view.meeting.id));
    let agenda = ButtonId::Agenda(list, Page::Open);
    let button = Button::new(reader, agenda, "button-agenda", Weight::Plain);
    Message { buttons: vec![button], ..Message::text(parts.join(" ")) }
}

/// How many characters of such a line may be taken by what has come, by what is gone, by what is changed.
const MOST_OF_ONE: usize = 500;

/// What is new about an item, in a word.
const fn change_word(change: &ItemChange) -> &'static str {
    match change {
        ItemChange::Title => "change-title",
        ItemChange::Purpose => "change-purpose",
        ItemChange::Minutes => "change-minutes",
        ItemChange::Presenter => "change-presenter",
        ItemChange::Documents => "change-documents",
    }
}

/// The rest of the names of an invitation or a cancellation.
fn continuation(reader: Reader, facts: &Continuation) -> Message {
    let Continuation { view, part, .. } = facts;
    if view.meeting.state == MeetingState::Cancelled {
        addressed(reader, ("cancellation-rest", *part), view, is_told_of_cancellation)
    } else {
        addressed(reader, ("invitation-rest", *part), view, SeatView::expected)
    }
}
