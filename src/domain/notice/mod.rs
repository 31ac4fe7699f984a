//! A notice: one message owed to one place, and what becomes of it.

mod kind;

pub use self::kind::{
    Follows, GroupNotice, GuestNotice, ItemNotice, MeetingNotice, NotesNotice, NoticeKind,
    PlanNotice, SeatNotice,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::account::{ChannelId, MessageId};
use super::id::{GroupId, ItemId, MeetingId, NoticeId, OrganisationId, PersonId, SeatId, made_at};
use super::seat::worded;

worded! {
    /// What sort of place a notice is owed to.
    Destination {
        /// The group's channel.
        Channel = "channel",
        /// The thread under the meeting's message.
        Thread = "thread",
        /// A direct message.
        Direct = "direct",
        /// The officials' channel.
        Officials = "officials",
        /// The channel of the whole organisation's calendar.
        Calendar = "calendar",
        /// The channel of a group's notes: their own, or the group's.
        Notes = "notes",
    }

    /// How far a notice has come.
    NoticeState {
        /// Nothing has been tried, or the last try surely failed.
        Owed = "owed",
        /// A try has begun, and its outcome is not known yet.
        Sending = "sending",
        Sent = "sent",
        /// No longer true or no longer useful when its turn came; nobody was told.
        Moot = "moot",
        /// Could not be delivered here; the next destination was told instead, if there is one.
        Undeliverable = "undeliverable",
    }

    /// Why a notice could not be delivered where it was owed.
    Obstacle {
        /// The person has no linked account.
        NoAccount = "no-account",
        /// The person takes no direct messages from the bot.
        ClosedDirect = "closed-direct",
        /// The person is not on the server.
        NotMember = "not-member",
        /// The bot may not post there, or not open a thread.
        Forbidden = "forbidden",
        /// The bot does not see the channel.
        Hidden = "hidden",
        /// The channel or the thread is no more.
        Gone = "gone",
        /// The thread is locked or archived.
        Locked = "locked",
        /// It was so still, and of no use any more: the bot, or Discord, had been away.
        TooLate = "too-late",
        Other = "other",
    }
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Group(GroupId),
    /// A seat of a group, whatever the meeting.
    SeatOfGroup(GroupId, SeatId),
    Meeting(GroupId, MeetingId),
    /// A seat at a meeting.
    Seat(GroupId, MeetingId, SeatId),
    /// An agenda item of a group, at whatever meeting.
    Item(GroupId, ItemId),
}

impl Subject {
    /// The subject that stands in a table as these.
    pub fn of(
        group: GroupId,
        (meeting, seat): (Option<MeetingId>, Option<SeatId>),
        item: Option<ItemId>,
    ) -> Self {
        match (meeting, seat, item) {
            (_, _, Some(item)) => Self::Item(group, item),
            (None, None, None) => Self::Group(group),
            (None, Some(seat), None) => Self::SeatOfGroup(group, seat),
            (Some(meeting), None, None) => Self::Meeting(group, meeting),
            (Some(meeting), Some(seat), None) => Self::Seat(group, meeting, seat),
        }
    }

    pub const fn group(self) -> GroupId {
        match self {
            Self::Group(group)
            | Self::SeatOfGroup(group, _)
            | Self::Meeting(group, _)
            | Self::Seat(group, ..)
            | Self::Item(group, _) => group,
        }
    }

    pub const fn meeting(self) -> Option<MeetingId> {
        match self {
            Self::Group(_) | Self::SeatOfGroup(..) | Self::Item(..) => None,
            Self::Meeting(_, meeting) | Self::Seat(_, meeting, _) => Some(meeting),
        }
    }

    pub const fn seat(self) -> Option<SeatId> {
        match self {
            Self::Group(_) | Self::Meeting(..) | Self::Item(..) => None,
            Self::SeatOfGroup(_, seat) | Self::Seat(.., seat) => Some(seat),
        }
    }

    pub const fn item(self) -> Option<ItemId> {
        match self {
            Self::Group(_) | Self::SeatOfGroup(..) | Self::Meeting(..) | Self::Seat(..) => None,
            Self::Item(_, item) => Some(item),
        }
    }
}

impl Obstacle {
    /// Whether it is about the place, and not about the person who was to be reached there.
    pub const fn is_of_the_place(self) -> bool {
        match self {
            Self::NoAccount | Self::ClosedDirect | Self::NotMember | Self::TooLate => false,
            Self::Forbidden | Self::Hidden | Self::Gone | Self::Locked | Self::Other => true,
        }
    }
}

impl Destination {
    /// Where to turn when nobody can be reached here. A channel is waited for: what is a group's own is put
    /// nowhere else.
    pub const fn fallback(self, kind: NoticeKind) -> Option<Self> {
        match (self, kind) {
            // Whoever wrote it down has spoken with them.
            (Self::Direct, NoticeKind::Seat(SeatNotice::Noted)) => None,
            // Where else somebody is called is no business of the group's.
            (Self::Direct, NoticeKind::Meeting(MeetingNotice::TwoAtOnce)) => Some(Self::Officials),
            (Self::Direct, NoticeKind::Meeting(_) | NoticeKind::Seat(_)) => Some(Self::Thread),
            // The officials hear that somebody is silent.
            (Self::Thread, NoticeKind::Seat(SeatNotice::SummonsReminder)) => None,
            // The officials have it already; what somebody follows is their own business.
            (
                Self::Direct,
                NoticeKind::Item(ItemNotice::Proposal) | NoticeKind::Group(GroupNotice::Digest),
            ) => None,
            // It is for whoever looks there: the invitation shows what is so.
            (Self::Thread, NoticeKind::Meeting(MeetingNotice::AgendaChanged)) => None,
            // For whoever looks there; and a word is for one person alone, who finds it beside the notes.
            (Self::Direct | Self::Thread, NoticeKind::Notes(_)) => None,
            // Guests see no thread of the group's.
            (
                Self::Direct,
                NoticeKind::Group(_)
                | NoticeKind::Item(_)
                | NoticeKind::Guest(_)
                | NoticeKind::Plan(_),
            )
            | (Self::Thread, _) => Some(Self::Officials),
            (Self::Channel | Self::Officials | Self::Calendar | Self::Notes, _) => None,
        }
    }
}

/// A notice that an action has decided to owe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub organisation: OrganisationId,
    pub kind: NoticeKind,
    pub subject: Subject,
    /// What caused it: a meeting's revision, the id of a reply, of an appointment, of a post. Makes the
    /// notice unique together with kind, subject, destination and person.
    pub occasion: i64,
    /// The reply or change of people because of which the same is owed once more.
    pub again: Option<i64>,
    pub destination: Destination,
    /// Who is to be told, where it is one person.
    pub person: Option<PersonId>,
    /// Who brought it about: nobody is pinged for what they did themselves.
    pub caused_by: Option<PersonId>,
    pub due: DateTime<Utc>,
}

/// A notice as it stands in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub owed: Owed,
    pub state: NoticeState,
    /// How many tries have begun.
    pub attempts: i64,
    /// How many of them, this one included, may have posted a message that we do not know of.
    pub open_tries: i64,
    /// When the first of those began.
    pub first_attempt: Option<DateTime<Utc>>,
    /// Where it went, or is being sent.
    pub channel: Option<ChannelId>,
    pub message: Option<MessageId>,
    /// What the message said last, as a digest; an edit that would change nothing is not made.
    pub digest: Option<String>,
    /// What stood in the way of the last try, where something did that does not pass by itself.
    pub obstacle: Option<Obstacle>,
    /// How often it was taken away and put up again.
    pub put_up_again: i64,
    /// Whether it has been pinned.
    pub pinned: bool,
}

impl Notice {
    /// What tells Discord that it is the same message, within a few minutes: at most 25 characters. One that
    /// was taken away and is put up again is another.
    pub fn nonce(&self) -> String {
        match self.put_up_again {
            0 => self.id.key(),
            again => format!("{}.{}", self.id.key(), again % 1_000_000),
        }
    }

    /// Whether it has waited for so long that nobody is helped by it, whatever it says.
    pub fn is_too_old(&self, now: DateTime<Utc>) -> bool {
        let about_group = matches!(
            self.owed.kind,
            NoticeKind::Group(_) | NoticeKind::Item(_) | NoticeKind::Guest(_) | NoticeKind::Plan(_)
        );
        // What stands pinned is as useful as ever.
        about_group
            && !self.owed.kind.is_pinned()
            && made_at(self.id.0).is_some_and(|made| now - made > OF_USE)
    }

    /// Whether everybody whom it was to ping has been pinged.
    pub const fn has_pinged(&self) -> bool {
        self.put_up_again > 0
    }
}

/// How long a claim on a notice holds. A delivery is several requests and may outlast it: a process
/// marks what it is delivering, so that it never overtakes itself, and what somebody else has settled
/// meanwhile is left as it is.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);
/// The least time between two edits of one live message.
pub const EDIT_PAUSE: TimeDelta = TimeDelta::seconds(3);

impl NoticeId {
    /// The notice's key in a message: base 36, at most 13 characters.
    pub fn key(self) -> String {
        const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let mut rest = self.0.unsigned_abs();
        let mut key = Vec::new();
        while rest > 0 || key.is_empty() {
            let digit = usize::try_from(rest % 36).unwrap_or(0);
            key.push(char::from(DIGITS[digit]));
            rest /= 36;
        }
        key.into_iter().rev().collect()
    }
}

/// How long to wait for a place that does not take a message: doubles from half a minute to a quarter of an
/// hour, so that it is there soon after somebody has put it right.
pub fn place_pause(attempts: i64) -> TimeDelta {
    let doubled = 2i64.saturating_pow(u32::try_from((attempts - 1).clamp(0, 20)).unwrap_or(0));
    TimeDelta::seconds((30 * doubled).min(900))
}

/// For how long what is about a group and no meeting may wait.
const OF_USE: TimeDelta = TimeDelta::days(30);

/// For how long a way to a person is tried that is refused and may open, before the next one is; and how often
/// at least.
pub const PATIENCE_WITH_A_WAY: TimeDelta = TimeDelta::minutes(10);
pub const ENOUGH_TRIES: i64 = 6;
/// How long a message waits for its place before the officials hear of it.
pub const TOLD_OF_WAITING_AFTER: TimeDelta = TimeDelta::minutes(1);

/// How long to wait before the next try: doubles from two seconds to five minutes, with up to a
/// quarter more by `jitter` (0 to 1) so that many do not come back at once.
pub fn backoff(attempts: i64, jitter: f64) -> TimeDelta {
    let doubled = 2i64.saturating_pow(u32::try_from(attempts.clamp(1, 20)).unwrap_or(1));
    let milliseconds = doubled.min(300) * 1000;
    let quarter = TimeDelta::milliseconds(milliseconds / 4);
    #[expect(clippy::cast_possible_truncation, reason = "at most 75,000")]
    #[expect(clippy::cast_precision_loss, reason = "at most 75,000")]
    let extra = (quarter.num_milliseconds() as f64 * jitter.clamp(0.0, 1.0)) as i64;
    TimeDelta::milliseconds(milliseconds + extra)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_tried_after_half_a_minute_and_then_every_quarter_of_an_hour() {
        let seconds = [1, 2, 3, 5, 6, 50].map(|tries| place_pause(tries).num_seconds());
        assert_eq!(seconds, [30, 60, 120, 480, 900, 900]);
    }

    #[test]
    fn the_pause_grows_to_five_minutes_and_no_further() {
        let seconds: Vec<i64> = [1, 2, 3, 8, 9, 50].map(|n| backoff(n, 0.0).num_seconds()).to_vec();
        assert_eq!(seconds, [2, 4, 8, 256, 300, 300]);
        assert_eq!(backoff(9, 1.0).num_seconds(), 375);
    }

    #[test]
    fn a_key_fits_into_a_nonce() {
        assert_eq!(NoticeId(0).key(), "0");
        assert_eq!(NoticeId(36).key(), "10");
        assert!(NoticeId(i64::MAX).key().len() <= 13);
    }

    #[test]
    fn whoever_is_told_directly_is_at_last_the_officials_to_reach() {
        let ways = |kind: NoticeKind| {
            std::iter::successors(Some(Destination::Direct), |way| way.fallback(kind))
                .collect::<Vec<_>>()
        };
        let [direct, thread, officials] =
            [Destination::Direct, Destination::Thread, Destination::Officials];
        assert_eq!(ways(SeatNotice::Summons.into()), [direct, thread, officials]);
        assert_eq!(ways(GroupNotice::Departure.into()), [direct, officials]);
        assert_eq!(Destination::Channel.fallback(MeetingNotice::Invitation.into()), None);
    }
}
