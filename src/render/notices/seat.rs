//! The texts of notices about a seat at a meeting.

use chrono::{DateTime, Utc};

use super::meeting::{as_file, invitation, with_package};
use super::{Concern, at_a_glance, show_only, to_one, to_the_official_while_it_is_on};
use crate::actions::notices::Address;
use crate::actions::notices::seat::{
    Absence, Asked, AskedAnew, Empty, Reasons, Reported, SeatAt, SeatFacts, Silence, Succession,
};
use crate::actions::reply::Spoken;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::{Answer, Cover};
use crate::domain::engagement::Engagement;
use crate::domain::id::made_at;
use crate::domain::ladder::told_at;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Obstacle, SeatNotice};
use crate::domain::person::Person;
use crate::render::agenda;
use crate::render::button::{ButtonId, Heard};
use crate::render::card::{
    cancelled, field, is_asked_by_others, seat_and_member, titled, when_and_where,
};
use crate::render::reader::Reader;
use crate::render::texts::Arg;
use crate::render::{Button, Card, Field, Message, Tone, Weight};

/// What such a message was about, in a word or two.
pub const fn word(kind: SeatNotice) -> &'static str {
    match kind {
        SeatNotice::Summons => "own-message-summons",
        SeatNotice::SummonsReminder => "own-message-summons-reminder",
        SeatNotice::Silence => "own-message-silence",
        SeatNotice::Noted => "own-message-noted",
        SeatNotice::AskedAnew => "own-message-asked-anew",
        SeatNotice::Release => "own-message-release",
        SeatNotice::Receipt => "own-message-receipt",
        SeatNotice::Vacancy => "own-message-vacancy",
        SeatNotice::Succession => "own-message-invitation",
    }
}

pub(super) fn message(reader: Reader, to: &Address, facts: &SeatFacts) -> Message {
    match facts {
        SeatFacts::Summons(asked) => summons(reader, to, (asked, "summons-ask")),
        SeatFacts::SummonsReminder(asked) => summons(reader, to, (asked, "summons-ask-again")),
        SeatFacts::Noted(asked) => noted(reader, to, asked),
        SeatFacts::Silence(asked) => silence(reader, asked),
        SeatFacts::AskedAnew(asked) => asked_anew(reader, to, asked),
        SeatFacts::Release(asked) => release(reader, to, asked),
        SeatFacts::Receipt(reported) => receipt(reader, reported),
        SeatFacts::Vacancy(empty) => vacancy(reader, to, empty),
        SeatFacts::Succession(facts) => succession(reader, to, facts),
    }
}

/// The invitation, to somebody who has come into a seat since it went out.
fn succession(reader: Reader, to: &Address, facts: &Succession) -> Message {
    let Succession { at: SeatAt { view, seat, .. }, successor } = facts;
    if view.meeting.state == MeetingState::Cancelled {
        return cancelled_for(reader, to, view, successor);
    }
    let mut args = at_a_glance(reader, view);
    args.push(("person", reader.name(successor).into()));
    args.push(("seat", reader.seat(&seat.occupied.seat).into()));
    if to.is_officials() {
        let (key, title, tone) = if facts.sits_there() {
            ("succession-unreachable-text", "succession-unreachable-title", Tone::Alarming)
        } else {
            ("succession-over-unreachable", "invitation-title", Tone::Past)
        };
        let card =
            Card { fields: when_and_where(reader, view), ..titled(reader, title, view, tone) };
        let at = &facts.at;
        return match facts.sits_there() {
            true => to_whoever_phones(reader, (key, Concern::Alarm), at, &args, card),
            false => {
                to_the_official_while_it_is_on(reader, (key, Concern::Alarm), view, &args, card)
            }
        };
    }
    if !facts.sits_there() {
        let card = Card {
            fields: when_and_where(reader, view),
            ..titled(reader, "invitation-title", view, Tone::Past)
        };
        let said = to_one(reader, to, successor, reader.text("succession-over", &args));
        return Message { card: Some(card), buttons: show_only(reader, view).buttons, ..said };
    }
    let Message { text, pings, .. } =
        to_one(reader, to, successor, reader.text("succession-text", &args));
    Message { text, pings, ..invitation(reader, view) }
}

/// A substitute is asked to come, in these words, with all that they need to decide; and later, what came of it.
fn summons(reader: Reader, to: &Address, (facts, ask): (&Asked, &'static str)) -> Message {
    if to.is_officials() {
        return unreachable_substitute(reader, to, facts);
    }
    if to.is_told {
        return line_about_summons(reader, facts);
    }
    let Asked { at: SeatAt { view, seat, .. }, substitute, .. } = facts;
    if view.meeting.state == MeetingState::Cancelled {
        return cancelled_for(reader, to, view, substitute);
    }
    let (key, tone) = match (facts.absence, seat.standing.substitute) {
        (Absence::Withdrawn, _) => ("summons-released", Tone::Past),
        (Absence::Superseded | Absence::SubstituteComes, _) => ("summons-superseded", Tone::Past),
        (Absence::AnothersNow, _) => ("summons-anothers", Tone::Past),
        (Absence::SeatGone, _) => ("summons-seat-gone", Tone::Past),
        (Absence::Left, _) => match (&seat.occupied.ordinary, seat.cover) {
            (None, _) => ("summons-left", Tone::Past),
            (Some(_), Cover::Presumed | Cover::Confirmed) => ("summons-successor", Tone::Past),
            // Whoever came after is away too, and the substitute has been asked about that.
            (Some(_), _) => ("summons-superseded", Tone::Past),
        },
        (Absence::InForce, _) if seat.substitute_is_elsewhere => ("summons-elsewhere", Tone::Past),
        (Absence::InForce, None) if view.has_begun() => ("summons-unanswered", Tone::Past),
        (Absence::InForce, None) if seat.standing.is_asked_anew && ask == "summons-ask" => {
            ("summons-ask-moved", Tone::Waiting)
        }
        (Absence::InForce, None) => (ask, Tone::Waiting),
        (Absence::InForce, Some(Answer::Accepted)) => ("summons-accepted", Tone::Good),
        (Absence::InForce, Some(_)) => ("summons-declined", Tone::Past),
    };
    let ordinary = reader.name_or_nobody(seat.occupied.ordinary.as_ref());
    let mut args = at_a_glance(reader, view);
    args.push(("ordinary", ordinary.into()));
    let mut fields = when_and_where(reader, view);
    fields.extend(seat_and_member(reader, seat));
    let body =
        if tone == Tone::Waiting { reader.text("summons-answer", &[]) } else { String::new() };
    let (spoken, id) = (Spoken::of(&view.meeting), seat.occupied.seat.id);
    let buttons = vec![
        Button::new(reader, ButtonId::Accept(spoken, id), "button-come", Weight::Main),
        Button::new(reader, ButtonId::Decline(spoken, id), "button-cannot", Weight::Plain),
    ];
    let has_begun = view.has_begun();
    let open = facts.absence == Absence::InForce && !seat.substitute_is_elsewhere && !has_begun;
    if open {
        fields.extend(agenda::fields_of(reader, view));
    }
    let message = Message {
        card: Some(Card { body, fields, ..titled(reader, "summons-title", view, tone) }),
        buttons: if open { buttons } else { show_only(reader, view).buttons },
        files: if open { as_file(reader, view, asked(view, seat)) } else { Vec::new() },
        ..to_one(reader, to, substitute, reader.text(key, &args))
    };
    if open { with_package(reader, view, message) } else { message }
}

/// Somebody else has written down what a substitute says: they hear of it, and can say that it is otherwise.
fn noted(reader: Reader, to: &Address, facts: &Asked) -> Message {
    let Asked { at: SeatAt { view, seat, .. }, substitute, .. } = facts;
    let message = summons(reader, to, (facts, "summons-ask"));
    let is_on = view.meeting.takes_replies(view.now).is_ok();
    let key = match (facts.absence, seat.standing.substitute) {
        (Absence::InForce, Some(Answer::Accepted)) if is_on => "noted-comes",
        (Absence::InForce, Some(_)) if is_on => "noted-cannot",
        _ => return message,
    };
    let said = to_one(reader, to, substitute, reader.text(key, &at_a_glance(reader, view)));
    Message { text: said.text, ..message }
}

/// A member who was away is asked whether they are at another time, too; and later, what they have said.
fn asked_anew(reader: Reader, to: &Address, facts: &AskedAnew) -> Message {
    let AskedAnew { at: SeatAt { view, seat, .. }, member, sits_there, is_superseded } = facts;
    if view.meeting.state == MeetingState::Cancelled {
        return cancelled_for(reader, to, view, member);
    }
    let stands = *sits_there && !is_superseded;
    let is_open = stands && seat.standing.is_asked_anew && !view.has_begun();
    let (key, tone) = match seat.standing.absence {
        _ if !sits_there || (view.has_begun() && seat.standing.is_asked_anew) => {
            ("asked-anew-over", Tone::Past)
        }
        _ if *is_superseded => ("summons-superseded", Tone::Past),
        _ if is_open => ("asked-anew-text", Tone::Waiting),
        Some(_) => ("asked-anew-absent", Tone::Past),
        None => ("asked-anew-comes", Tone::Good),
    };
    let mut args = at_a_glance(reader, view);
    args.push(("person", reader.name(member).into()));
    let card = Card {
        fields: when_and_where(reader, view),
        ..titled(reader, "changed-title", view, tone)
    };
    if to.is_officials() {
        let key = ("asked-anew-unreachable-text", Concern::Alarm);
        return to_whoever_phones(reader, key, &facts.at, &args, card);
    }
    let spoken = Spoken::of(&view.meeting);
    let buttons = vec![
        Button::new(reader, ButtonId::Come(spoken), "button-come", Weight::Main),
        Button::new(reader, ButtonId::Absent(spoken), "button-absent", Weight::Grave),
    ];
    let buttons = if is_open { buttons } else { show_only(reader, view).buttons };
    let said = to_one(reader, to, member, reader.text(key, &args));
    Message { card: Some(card), buttons, ..said }
}

/// What the meeting is to whoever is asked, since they have been.
fn asked(view: &MeetingView, seat: &SeatView) -> (Engagement, Option<DateTime<Utc>>) {
    let said = seat.standing.absence.and_then(|absence| made_at(absence.0));
    (Engagement::Awaited, said.map(|said| told_at(view.meeting.starts, said)))
}

/// To one person who was to come: the meeting is cancelled.
fn cancelled_for(reader: Reader, to: &Address, view: &MeetingView, person: &Person) -> Message {
    let said = reader.text("cancellation-text", &at_a_glance(reader, view));
    Message {
        card: Some(cancelled(reader, view)),
        buttons: show_only(reader, view).buttons,
        ..to_one(reader, to, person, said)
    }
}

/// A line in the meeting's thread, for all to follow: the substitute has been asked directly.
fn line_about_summons(reader: Reader, facts: &Asked) -> Message {
    let Asked { at: SeatAt { view, seat, .. }, substitute, .. } = facts;
    let is_on = view.meeting.state != MeetingState::Cancelled && !seat.substitute_is_elsewhere;
    let key = match (facts.absence, seat.standing.substitute) {
        (Absence::InForce, None) if is_on => "summons-line-asked",
        (Absence::InForce, Some(Answer::Accepted)) if is_on => "summons-line-comes",
        (Absence::InForce, Some(_)) if is_on => "summons-line-cannot",
        (Absence::Superseded, None) if is_on && seat.cover == Cover::Awaiting => {
            "summons-line-again"
        }
        (Absence::Superseded, Some(Answer::Accepted)) if is_on => "summons-line-comes",
        (Absence::Superseded, Some(_)) if is_on => "summons-line-cannot",
        _ => "summons-line-over",
    };
    let ordinary = reader.name_or_nobody(seat.occupied.ordinary.as_ref());
    let args = [("person", reader.name(substitute).into()), ("ordinary", ordinary.into())];
    Message { text: reader.text(key, &args), ..show_only(reader, view) }
}

/// A summons that could not reach the substitute, turned to the officials.
fn unreachable_substitute(reader: Reader, to: &Address, facts: &Asked) -> Message {
    let substitute = &facts.substitute;
    let why = match (substitute.account, to.obstacle) {
        (None, _) | (_, Some(Obstacle::NoAccount)) => "summons-unreachable-unlinked",
        (Some(_), Some(Obstacle::ClosedDirect)) => "summons-unreachable-closed",
        (Some(_), Some(Obstacle::NotMember)) => "summons-unreachable-gone",
        (Some(_), _) => "summons-unreachable-failed",
    };
    let why = reader.text(why, &[("person", reader.name(substitute).into())]);
    let asks = ("summons-unreachable-text", "summons-unreachable-title", why);
    to_be_called(reader, facts, asks)
}

/// A substitute was asked and has not answered, also not when they were reminded.
fn silence(reader: Reader, facts: &Silence) -> Message {
    let Asked { at: SeatAt { view, .. }, substitute, .. } = &facts.asked;
    let since = facts.since.map(|at| reader.by_clock_of(&view.group).date_and_time(at));
    let key = if since.is_some() { "silence-body" } else { "silence-unreached-body" };
    let (date, time) = since.unwrap_or_default();
    let person = reader.name(substitute);
    let args = [("person", person.into()), ("date", date.into()), ("time", time.into())];
    let why = reader.text(key, &args);
    to_be_called(reader, &facts.asked, ("silence-text", "silence-title", why))
}

/// The officials are asked to call a substitute; and later, what has become of it.
fn to_be_called(
    reader: Reader,
    facts: &Asked,
    (text, title, why): (&'static str, &'static str, String),
) -> Message {
    let Asked { at: SeatAt { view, seat, .. }, substitute, .. } = facts;
    let args = [("person", reader.name(substitute).into())];
    let mut fields = when_and_where(reader, view);
    fields.extend(seat_and_member(reader, seat));
    // Whether to call them still, or what has become of it: the alarm must not outlive its cause.
    let (key, title, body, tone) = match (facts.absence, seat.standing.substitute) {
        (Absence::InForce, None) if view.has_begun() => {
            ("summons-unreachable-unanswered", "summons-title", String::new(), Tone::Past)
        }
        (Absence::InForce, None) => (text, title, why, Tone::Alarming),
        (Absence::Superseded, _) => {
            ("summons-unreachable-superseded", "summons-title", String::new(), Tone::Past)
        }
        _ if seat.substitute_is_elsewhere => {
            ("summons-unreachable-over", "summons-title", String::new(), Tone::Past)
        }
        (Absence::InForce, Some(Answer::Accepted)) => {
            ("summons-unreachable-comes", "summons-title", String::new(), Tone::Good)
        }
        (Absence::InForce, Some(_)) => {
            ("summons-unreachable-cannot", "summons-title", String::new(), Tone::Past)
        }
        _ => ("summons-unreachable-over", "summons-title", String::new(), Tone::Past),
    };
    let card = Card { body, fields, ..titled(reader, title, view, tone) };
    let key = (key, Concern::Alarm);
    match facts.absence {
        Absence::InForce => to_whoever_phones(reader, key, &facts.at, &args, card),
        _ => to_the_official_while_it_is_on(reader, key, view, &args, card),
    }
}

/// A substitute who was asked is not needed after all.
fn release(reader: Reader, to: &Address, facts: &Asked) -> Message {
    let Asked { at: SeatAt { view, seat, .. }, substitute, .. } = facts;
    let comes = match facts.absence {
        Absence::SubstituteComes => &seat.occupied.substitute,
        _ => &seat.occupied.ordinary,
    };
    let ordinary = reader.name_or_nobody(comes.as_ref());
    let mut fields = when_and_where(reader, view);
    fields.extend(seat_and_member(reader, seat));
    let unreached = to.is_officials();
    let title = if unreached { "release-unreachable-title" } else { "release-title" };
    let card = Card { fields, ..titled(reader, title, view, Tone::Past) };
    let (key, unreachable) = match (facts.absence, &seat.occupied.ordinary) {
        (Absence::AnothersNow, _) => ("release-anothers-text", "release-anothers-unreachable-text"),
        (Absence::SeatGone, _) => ("release-seat-gone-text", "release-seat-gone-unreachable-text"),
        (Absence::Withdrawn, _) if seat.ordinary_is_elsewhere => {
            ("release-withdrawn-text", "release-withdrawn-unreachable-text")
        }
        (Absence::SubstituteComes, _) => ("release-text", "release-unreachable-text"),
        (Absence::Left, Some(_)) => {
            ("release-successor-text", "release-successor-unreachable-text")
        }
        (_, Some(_)) => ("release-text", "release-unreachable-text"),
        (_, None) => ("release-left-text", "release-left-unreachable-text"),
    };
    if unreached {
        let args = [("person", reader.name(substitute).into()), ("ordinary", ordinary.into())];
        return to_the_official_while_it_is_on(
            reader,
            (unreachable, Concern::Alarm),
            view,
            &args,
            card,
        );
    }
    let mut args = at_a_glance(reader, view);
    args.push(("ordinary", ordinary.into()));
    let said = to_one(reader, to, substitute, reader.text(key, &args));
    Message { card: Some(card), buttons: show_only(reader, view).buttons, ..said }
}

/// An absence, told to the official, and what has come of it.
fn receipt(reader: Reader, facts: &Reported) -> Message {
    let Reported { at: SeatAt { view, seat, .. }, .. } = facts;
    let ordinary = reader.name_or_nobody(seat.occupied.ordinary.as_ref());
    let substitute = seat.expected().filter(|_| seat.cover == Cover::StandIn);
    let substitute = substitute.or(seat.occupied.substitute.as_ref());
    let substitute = reader.name_or_nobody(substitute);
    let (key, tone) = match (facts.absence, seat.cover) {
        (Absence::Superseded, _) => ("receipt-superseded", Tone::Past),
        (Absence::SeatGone, _) => ("receipt-seat-gone", Tone::Past),
        (Absence::Left, _) if seat.occupied.ordinary.is_none() => {
            ("receipt-left-vacant", Tone::Past)
        }
        (Absence::Left, _) => ("receipt-left", Tone::Past),
        (Absence::Withdrawn | Absence::AnothersNow | Absence::SubstituteComes, _)
        | (_, Cover::Presumed | Cover::Confirmed) => ("receipt-withdrawn", Tone::Past),
        (Absence::InForce, Cover::Substituted | Cover::StandIn) => {
            ("receipt-substituted", Tone::Good)
        }
        (Absence::InForce, Cover::Awaiting) if view.now >= view.meeting.starts => {
            ("receipt-unanswered", Tone::Alarming)
        }
        (Absence::InForce, Cover::Awaiting) if is_asked_by_others(view, seat) => {
            ("receipt-unreached", Tone::Alarming)
        }
        (Absence::InForce, Cover::Awaiting) => ("receipt-awaiting", Tone::Waiting),
        (Absence::InForce, Cover::Vacant) => ("receipt-vacant", Tone::Alarming),
    };
    let absent = facts.absent.as_ref().map(|person| reader.name(person));
    let absent = absent.unwrap_or_else(|| ordinary.clone());
    let args = [
        ("ordinary", ordinary.into()),
        ("substitute", substitute.into()),
        ("person", absent.clone().into()),
    ];
    let mut fields = when_and_where(reader, view);
    fields.extend(seat_and_member(reader, seat));
    fields.extend(reasons(reader, &facts.reasons));
    let card = Card {
        body: reader.text(key, &args),
        fields,
        ..titled(reader, "receipt-title", view, tone)
    };
    let (key, person) = (("receipt-text", Concern::Word), [("person", absent.into())]);
    match facts.absence {
        // What was taken back by mistake is said again.
        Absence::InForce | Absence::Withdrawn => {
            to_whoever_phones(reader, key, &facts.at, &person, card)
        }
        _ => to_the_official_while_it_is_on(reader, key, view, &person, card),
    }
}

/// Nobody comes for a seat: who is missing, for which appointer, and what to do.
fn vacancy(reader: Reader, to: &Address, facts: &Empty) -> Message {
    let Empty { at: SeatAt { view, seat, .. }, .. } = facts;
    let (solved, asked) = (facts.is_solved(), seat.cover == Cover::Awaiting);
    let why = why_vacant(reader, facts);
    let appointer = reader.label(&seat.occupied.seat.appointer_name);
    let is_represented = view.is_represented(seat.occupied.seat.appointer);
    let what_to_do = if is_represented { "vacancy-what-to-do" } else { "vacancy-unrepresented" };
    let what_to_do = reader.text(what_to_do, &[("appointer", appointer.into())]);
    let body = if solved || asked { why } else { format!("{why}\n{what_to_do}") };
    let mut fields = when_and_where(reader, view);
    fields.extend(seat_and_member(reader, seat));
    fields.extend(reasons(reader, &facts.reasons));
    let (title, tone) = if solved {
        ("vacancy-solved-title", Tone::Past)
    } else if asked {
        ("vacancy-title", Tone::Waiting)
    } else {
        ("vacancy-title", Tone::Alarming)
    };
    let card = Card { body, fields, ..titled(reader, title, view, tone) };
    let name = reader.seat(&seat.occupied.seat);
    match &to.person {
        Some(leader) if !to.is_officials() => {
            let mut args = at_a_glance(reader, view);
            args.push(("seat", name.into()));
            let said = to_one(reader, to, leader, reader.text("vacancy-text", &args));
            Message { card: Some(card), buttons: show_only(reader, view).buttons, ..said }
        }
        _ => {
            let seat = [("seat", name.into())];
            let key = ("vacancy-text", Concern::Alarm);
            to_whoever_phones(reader, key, &facts.at, &seat, card)
        }
    }
}

/// Why nobody comes for a seat, or that somebody does after all.
fn why_vacant(reader: Reader, facts: &Empty) -> String {
    let SeatAt { seat, is_gone, .. } = &facts.at;
    let ordinary = reader.name_or_nobody(seat.occupied.ordinary.as_ref());
    match &seat.occupied.substitute {
        _ if *is_gone => reader.text("receipt-seat-gone", &[]),
        _ if facts.is_solved() => reader.text("vacancy-solved", &[]),
        Some(substitute) if seat.cover == Cover::Awaiting => {
            let args = [("substitute", reader.name(substitute).into())];
            reader.text("vacancy-asked", &args)
        }
        _ if seat.occupied.ordinary.is_none() => reader.text("vacancy-unoccupied", &[]),
        _ if seat.ordinary_is_elsewhere => {
            reader.text("vacancy-ordinary-elsewhere", &[("ordinary", ordinary.into())])
        }
        Some(substitute) => {
            let args =
                [("ordinary", ordinary.into()), ("substitute", reader.name(substitute).into())];
            let elsewhere = seat.lacks_substitute_elsewhere();
            let key = if elsewhere { "vacancy-elsewhere" } else { "vacancy-declined" };
            reader.text(key, &args)
        }
        None => reader.text("vacancy-no-substitute", &[("ordinary", ordinary.into())]),
    }
}

fn reasons(reader: Reader, given: &Reasons) -> impl Iterator<Item = Field> {
    let of = |key: &'static str, why: &Option<String>| {
        why.as_deref().map(|why| field(reader, key, reader.words(why)))
    };
    let member = of("field-reason", &given.member);
    member.into_iter().chain(of("field-reason-of-substitute", &given.substitute))
}

/// A message about a seat to the officials: they can write down what they hear when they phone.
fn to_whoever_phones(
    reader: Reader,
    key: (&str, Concern),
    at: &SeatAt,
    more: &[Arg<'_>],
    card: Card,
) -> Message {
    let message = to_the_official_while_it_is_on(reader, key, &at.view, more, card);
    let heard = heard(at).into_iter().map(|(heard, label, weight)| {
        let spoken = Spoken::of(&at.view.meeting);
        let id = ButtonId::Record(spoken, at.seat.occupied.seat.id, heard);
        Button::new(reader, id, label, weight)
    });
    Message { buttons: heard.chain(message.buttons).collect(), ..message }
}

/// What may be heard of a seat, as it stands: nothing of one that is not asked about any more.
fn heard(at: &SeatAt) -> Vec<(Heard, &'static str, Weight)> {
    let SeatAt { view, seat, is_gone } = at;
    if *is_gone || view.meeting.takes_replies(view.now).is_err() {
        return Vec::new();
    }
    let standing = &seat.standing;
    let is_away = standing.absence.is_some();
    let of_substitute = seat.occupied.substitute.as_ref().filter(|_| is_away);
    let of_member = seat.occupied.ordinary.as_ref();
    let answered = standing.substitute;
    let comes = of_substitute
        .filter(|_| answered != Some(Answer::Accepted) && !seat.substitute_is_elsewhere)
        .map(|_| (Heard::SubstituteComes, "button-substitute-comes", Weight::Main));
    let cannot = of_substitute
        .filter(|_| !matches!(answered, Some(Answer::Declined | Answer::Absent)))
        .map(|_| (Heard::SubstituteCannot, "button-substitute-cannot", Weight::Plain));
    let member_comes = of_member
        .filter(|_| is_away || !standing.confirmed)
        .map(|_| (Heard::MemberComes, "button-member-comes", Weight::Plain));
    let member_cannot = of_member
        .filter(|_| !is_away || standing.is_asked_anew)
        .map(|_| (Heard::MemberCannot, "button-member-cannot", Weight::Grave));
    [comes, cannot, member_comes, member_cannot].into_iter().flatten().collect()
}
