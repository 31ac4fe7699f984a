//! A notice's message, from the facts as they are when it is sent or edited.

use crate::actions::notices::Facts;
use crate::domain::notice::NoticeKind;

use super::{Message, notices};

/// The message of a notice, in the group's language. `None` where the facts lack whom or what the
/// notice is about, which the schema rules out.
pub fn message(facts: &Facts) -> Option<Message> {
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
    }
}

/// The name of the thread under a meeting's message.
pub fn thread_name(facts: &Facts) -> String {
    notices::thread_name(facts.view.group.language, &facts.view)
}
