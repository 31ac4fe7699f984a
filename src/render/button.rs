//! Buttons' ids: typed, versioned, at most 100 characters, and never trusted.
//!
//! `v1:reply:MEETING:SEAT:WORD`, SEAT being `-` where it is the presser's own, and
//! `v1:meeting:MEETING:show`. A message that a
//! notice became carries the notice's key behind a dot, so that it is recognised as sent; the key
//! means nothing to whoever handles the press.

use crate::domain::id::{MeetingId, SeatId};

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonId {
    /// "I'll come", on an invitation: for the presser's own seat.
    Come(MeetingId),
    /// "Can't attend", on an invitation: for the presser's own seat.
    Absent(MeetingId),
    /// Takes an absence back.
    Withdraw(MeetingId, SeatId),
    /// A substitute's "I'll come".
    Accept(MeetingId, SeatId),
    /// A substitute's "can't come".
    Decline(MeetingId, SeatId),
    /// Shows the meeting as it stands.
    Show(MeetingId),
}

impl ButtonId {
    /// Reads an id as it came from outside. `None` for what we never made, or no longer make.
    pub fn parse(text: &str) -> Option<Self> {
        let id = text.split_once('.').map_or(text, |(id, _key)| id);
        let (meeting, seat, word) = match id.split(':').collect::<Vec<_>>()[..] {
            ["v1", "reply", meeting, seat, word] => (meeting, seat, word),
            ["v1", "meeting", meeting, "show"] => return Some(Self::Show(meeting.parse().ok()?)),
            _ => return None,
        };
        let meeting = meeting.parse().ok()?;
        let seat: Option<SeatId> = if seat == "-" { None } else { Some(seat.parse().ok()?) };
        match (word, seat) {
            ("come", None) => Some(Self::Come(meeting)),
            ("absent", None) => Some(Self::Absent(meeting)),
            ("withdraw", Some(seat)) => Some(Self::Withdraw(meeting, seat)),
            ("accept", Some(seat)) => Some(Self::Accept(meeting, seat)),
            ("decline", Some(seat)) => Some(Self::Decline(meeting, seat)),
            _ => None,
        }
    }

    /// The id with the key of the notice that the message was.
    pub fn with_key(self, key: &str) -> String {
        format!("{self}.{key}")
    }
}

impl std::fmt::Display for ButtonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Come(meeting) => write!(f, "v1:reply:{meeting}:-:come"),
            Self::Absent(meeting) => write!(f, "v1:reply:{meeting}:-:absent"),
            Self::Withdraw(meeting, seat) => write!(f, "v1:reply:{meeting}:{seat}:withdraw"),
            Self::Accept(meeting, seat) => write!(f, "v1:reply:{meeting}:{seat}:accept"),
            Self::Decline(meeting, seat) => write!(f, "v1:reply:{meeting}:{seat}:decline"),
            Self::Show(meeting) => write!(f, "v1:meeting:{meeting}:show"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::NoticeId;
    use proptest::prelude::*;

    fn every(meeting: i64, seat: i64) -> [ButtonId; 6] {
        let (meeting, seat) = (MeetingId(meeting), SeatId(seat));
        [
            ButtonId::Come(meeting),
            ButtonId::Absent(meeting),
            ButtonId::Withdraw(meeting, seat),
            ButtonId::Accept(meeting, seat),
            ButtonId::Decline(meeting, seat),
            ButtonId::Show(meeting),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(meeting: i64, seat: i64, notice in 0..i64::MAX) {
            for id in every(meeting, seat) {
                let key = NoticeId(notice).key();
                prop_assert_eq!(ButtonId::parse(&id.to_string()), Some(id));
                prop_assert_eq!(ButtonId::parse(&id.with_key(&key)), Some(id));
                prop_assert!(id.with_key(&key).len() <= 100);
            }
        }

        #[test]
        fn rubbish_is_nothing(text in "(v1:reply:)?[-:.a-z0-9]{0,60}") {
            if let Some(id) = ButtonId::parse(&text) {
                let canonical = id.to_string();
                prop_assert_eq!(ButtonId::parse(&canonical), Some(id));
            }
        }
    }
}
