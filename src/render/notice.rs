//! A notice's message, from the facts as they are when it is sent or edited.

use crate::actions::notices::{Facts, MeetingFacts};
use crate::domain::notice::NoticeKind;

use super::{Card, Message, group_notices, notices};

/// The message of a notice, in the group's language. `None` where the facts lack whom or what the
/// notice is about, which what is owed rules out.
pub fn message(facts: &Facts) -> Option<Message> {
    let (message, organisation) = match facts {
        Facts::Meeting(facts) => (about_meeting(facts)?, &facts.organisation),
        Facts::Group(facts) => (group_notices::message(facts)?, &facts.organisation),
    };
    Some(match organisation {
        Some(organisation) => signed(message, organisation),
        None => message,
    })
}

/// With the organisation's name at its foot, where the message has a card.
fn signed(message: Message, organisation: &str) -> Message {
    let card = message.card.map(|card| {
        let parts = [card.footer.as_str(), organisation];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Card { footer: parts.join(" · "), ..card }
    });
    Message { card, ..message }
}

fn about_meeting(facts: &MeetingFacts) -> Option<Message> {
    let language = facts.view.group.language;
    let view = &facts.view;
    let seat = facts.seat.as_ref();
    let person = facts.person.as_ref();
    match facts.kind {
        NoticeKind::Announcement => Some(notices::announcement(language, view)),
        NoticeKind::Invitation => Some(notices::invitation(language, view)),
        NoticeKind::Cancellation => Some(notices::cancellation(language, facts)),
        NoticeKind::Summons => Some(notices::summons(language, facts, seat?, person?)),
        NoticeKind::Release => Some(notices::release(language, facts, seat?, person?)),
        NoticeKind::Receipt => Some(notices::receipt(language, facts, seat?)),
        NoticeKind::Vacancy => Some(notices::vacancy(language, facts, seat?)),
        NoticeKind::Succession => Some(notices::succession(language, facts, seat?, person?)),
        NoticeKind::Departure
        | NoticeKind::Vacated
        | NoticeKind::PostVacated
        | NoticeKind::Handover => None,
    }
}

/// The name of the thread under a meeting's message, for what is about one.
pub fn thread_name(facts: &Facts) -> Option<String> {
    match facts {
        Facts::Meeting(facts) => Some(notices::thread_name(facts.view.group.language, &facts.view)),
        Facts::Group(_) => None,
    }
}
