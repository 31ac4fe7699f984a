//! What sorts of notices there are, and what is so of each: which changes it is edited for, whether it waits for the morning,
//! whether it is missed. A new one is asked about all of it by the compiler.

use crate::domain::id::MeetingId;
use crate::domain::seat::worded;

worded! {
    /// A message about a meeting as a whole.
    MeetingNotice {
        /// A meeting has been scheduled. Kept up to date until the invitation goes out.
        Announcement = "announcement",
        /// The formal summons to a meeting. Kept up to date.
        Invitation = "invitation",
        /// A meeting has been cancelled.
        Cancellation = "cancellation",
        /// Goes on with the names of those whom an invitation or a cancellation is for.
        Continuation = "continuation",
        /// A called meeting begins at another instant than was told, since its group's zone was wrong.
        ZoneCorrected = "zone-corrected",
        /// Those whom an invitation does not reach. Kept up to date.
        Unreached = "unreached",
        /// A meeting began without having been called.
        Missed = "missed",
        /// A post was taken away from the group's channel, and has been put up again.
        Reposted = "reposted",
        /// A meeting is held at another time or place, or something else that was told of it is another.
        Changed = "meeting-changed",
        /// The agenda of a called meeting has changed.
        AgendaChanged = "agenda-changed",
        /// A meeting is over, and nobody has closed it. Kept up to date.
        NotClosed = "not-closed",
        /// A meeting is held tomorrow, to those expected. Kept up to date.
        Reminder = "reminder",
        /// How a meeting stands, to the officials. Kept up to date.
        Summary = "summary",
        /// To somebody who is called to two meetings at one hour: which. Kept up to date.
        TwoAtOnce = "two-at-once",
        /// What was not told before it was of no use any more. Kept up to date.
        TooLate = "told-too-late",
    }

    /// A message about an agenda item.
    ItemNotice {
        /// Somebody proposes an item, to those who may accept it. Kept up to date.
        Proposal = "proposal",
        /// To who proposed it.
        Accepted = "proposal-accepted",
        /// To who proposed it.
        Declined = "proposal-declined",
        /// To who proposed it: it was accepted, and has been taken off the agenda since.
        Struck = "proposal-struck",
    }

    /// A message to somebody who is co-opted.
    GuestNotice {
        /// For an agenda item: when it is up, that it is up at another time, or that they need not come. Kept up to date.
        CoOpted = "co-opted",
        /// For a whole meeting. Kept up to date.
        CoOptedToMeeting = "co-opted-to-meeting",
    }

    /// A message about an agenda item that the substitute is to take.
    PlanNotice {
        /// One of the pair asks the other. Kept up to date.
        Offered = "plan-offered",
        /// To who asked.
        Declined = "plan-declined",
        /// To both: it is planned, is up at another time, or is planned no longer. Kept up to date.
        Planned = "planned",
    }

    /// A message about a seat at a meeting.
    SeatNotice {
        /// A substitute is asked to come. Kept up to date.
        Summons = "summons",
        /// A substitute who was asked and is silent is reminded. Kept up to date.
        SummonsReminder = "summons-reminder",
        /// A substitute is silent, to the officials. Kept up to date.
        Silence = "silence",
        /// To a substitute for whom somebody else has written down another answer than they gave. Kept up to date.
        Noted = "answer-noted",
        /// A member who was away is asked whether they are at another time, too. Kept up to date.
        AskedAnew = "asked-anew",
        /// A substitute who was asked is not needed after all.
        Release = "release",
        /// An absence, told to the officials. Kept up to date.
        Receipt = "receipt",
        /// Nobody comes for a seat. Kept up to date.
        Vacancy = "vacancy",
        /// The invitation, to somebody who has come into a seat since it went out. Kept up to date.
        Succession = "succession",
    }

    /// A message about a group, and no meeting of it.
    GroupNotice {
        /// To somebody who was called and has a seat no longer.
        Departure = "departure",
        /// A seat is empty because its holder left of their own accord.
        Vacated = "vacated",
        /// The official's or deputy's post is empty because its holder left of their own accord.
        PostVacated = "post-vacated",
        /// Somebody else is the group's official or deputy.
        Handover = "handover",
        /// Another group has given seats to people whom this one looks after.
        SeatedElsewhere = "seated-elsewhere",
        /// A message waits because its channel does not take it. Kept up to date.
        Undelivered = "undelivered",
        /// What is new of the topics and groups that somebody follows.
        Digest = "digest",
        /// A part of the calendar of what comes. Pinned, and kept up to date.
        Calendar = "calendar",
    }

    /// A message about the notes of a meeting.
    NotesNotice {
        /// One of the posts in which a group reads them. Kept up to date.
        Post = "notes",
        /// That they are published, or a revision of them: a line in the meeting's thread.
        Line = "notes-line",
        /// A word that somebody leaves to the other of their pair.
        Word = "hand-over",
        /// Whoever attended is asked for one.
        Ask = "hand-over-asked",
    }

    /// Which changes a message that was sent is edited for.
    Follows {
        /// It says what was, and stays as it is.
        Nothing = "nothing",
        /// Changes of its seat, and of the meeting as a whole.
        Seat = "seat",
        /// Any change of its meeting.
        Meeting = "meeting",
        /// Changes of its agenda item.
        Item = "item",
        /// Changes of what is to come in its group.
        Group = "group",
    }
}

/// What sort of message a notice is, by what it is about. Its text is made when it is sent, from the
/// facts as they then are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(untagged)]
pub enum NoticeKind {
    Meeting(MeetingNotice),
    Seat(SeatNotice),
    Group(GroupNotice),
    Item(ItemNotice),
    Guest(GuestNotice),
    Plan(PlanNotice),
    Notes(NotesNotice),
}

impl NoticeKind {
    /// The word that stands in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Meeting(kind) => kind.word(),
            Self::Seat(kind) => kind.word(),
            Self::Group(kind) => kind.word(),
            Self::Item(kind) => kind.word(),
            Self::Guest(kind) => kind.word(),
            Self::Plan(kind) => kind.word(),
            Self::Notes(kind) => kind.word(),
        }
    }

    /// The kind for a word of a table.
    pub fn from_word(word: &str) -> Option<Self> {
        MeetingNotice::from_word(word)
            .map(Self::Meeting)
            .or_else(|| SeatNotice::from_word(word).map(Self::Seat))
            .or_else(|| GroupNotice::from_word(word).map(Self::Group))
            .or_else(|| ItemNotice::from_word(word).map(Self::Item))
            .or_else(|| GuestNotice::from_word(word).map(Self::Guest))
            .or_else(|| PlanNotice::from_word(word).map(Self::Plan))
            .or_else(|| NotesNotice::from_word(word).map(Self::Notes))
    }

    /// Which changes it is edited for, once it has been sent.
    pub const fn follows(self) -> Follows {
        match self {
            Self::Meeting(
                MeetingNotice::Announcement
                | MeetingNotice::Invitation
                | MeetingNotice::Unreached
                | MeetingNotice::NotClosed
                | MeetingNotice::Reminder
                | MeetingNotice::Summary
                | MeetingNotice::TwoAtOnce
                | MeetingNotice::TooLate,
            ) => Follows::Meeting,
            Self::Meeting(
                MeetingNotice::Cancellation
                | MeetingNotice::Continuation
                | MeetingNotice::ZoneCorrected
                | MeetingNotice::Changed
                | MeetingNotice::Missed
                | MeetingNotice::Reposted
                | MeetingNotice::AgendaChanged,
            ) => Follows::Nothing,
            Self::Seat(
                SeatNotice::Summons
                | SeatNotice::SummonsReminder
                | SeatNotice::Silence
                | SeatNotice::Noted
                | SeatNotice::AskedAnew
                | SeatNotice::Receipt
                | SeatNotice::Vacancy,
            ) => Follows::Seat,
            // It is the invitation, and says who comes for every seat.
            Self::Seat(SeatNotice::Succession) => Follows::Meeting,
            Self::Seat(SeatNotice::Release) => Follows::Nothing,
            Self::Group(
                GroupNotice::Departure
                | GroupNotice::Vacated
                | GroupNotice::PostVacated
                | GroupNotice::Handover
                | GroupNotice::SeatedElsewhere
                | GroupNotice::Digest,
            ) => Follows::Nothing,
            Self::Group(GroupNotice::Undelivered) => Follows::Meeting,
            Self::Group(GroupNotice::Calendar) => Follows::Group,
            Self::Item(ItemNotice::Proposal) => Follows::Item,
            Self::Item(ItemNotice::Accepted | ItemNotice::Declined | ItemNotice::Struck) => {
                Follows::Nothing
            }
            Self::Guest(GuestNotice::CoOpted) => Follows::Item,
            Self::Guest(GuestNotice::CoOptedToMeeting) => Follows::Meeting,
            Self::Plan(PlanNotice::Offered | PlanNotice::Planned) => Follows::Item,
            Self::Plan(PlanNotice::Declined) => Follows::Nothing,
            Self::Notes(NotesNotice::Post) => Follows::Meeting,
            Self::Notes(NotesNotice::Line | NotesNotice::Word | NotesNotice::Ask) => {
                Follows::Nothing
            }
        }
    }

    /// Whether it says what whoever brought it about does not know.
    pub const fn is_news_to_all(self) -> bool {
        match self {
            Self::Meeting(MeetingNotice::Unreached) => true,
            Self::Meeting(
                MeetingNotice::Announcement
                | MeetingNotice::Invitation
                | MeetingNotice::Cancellation
                | MeetingNotice::Continuation
                | MeetingNotice::ZoneCorrected
                | MeetingNotice::Missed
                | MeetingNotice::Reposted
                | MeetingNotice::Changed
                | MeetingNotice::AgendaChanged
                | MeetingNotice::NotClosed
                | MeetingNotice::Reminder
                | MeetingNotice::Summary
                | MeetingNotice::TwoAtOnce
                | MeetingNotice::TooLate,
            )
            | Self::Seat(_)
            | Self::Group(_)
            | Self::Item(_)
            | Self::Guest(_)
            | Self::Plan(_)
            | Self::Notes(_) => false,
        }
    }

    /// Whether it waits for the morning: reminders and digests alone.
    pub const fn keeps_quiet_hours(self) -> bool {
        match self {
            Self::Meeting(MeetingNotice::Reminder | MeetingNotice::Summary)
            | Self::Seat(SeatNotice::SummonsReminder)
            | Self::Group(GroupNotice::Digest) => true,
            Self::Meeting(
                MeetingNotice::Announcement
                | MeetingNotice::Invitation
                | MeetingNotice::Cancellation
                | MeetingNotice::Continuation
                | MeetingNotice::ZoneCorrected
                | MeetingNotice::Unreached
                | MeetingNotice::Missed
                | MeetingNotice::Reposted
                | MeetingNotice::Changed
                | MeetingNotice::AgendaChanged
                | MeetingNotice::NotClosed
                | MeetingNotice::TwoAtOnce
                | MeetingNotice::TooLate,
            )
            | Self::Seat(
                SeatNotice::Summons
                | SeatNotice::Silence
                | SeatNotice::Noted
                | SeatNotice::AskedAnew
                | SeatNotice::Release
                | SeatNotice::Receipt
                | SeatNotice::Vacancy
                | SeatNotice::Succession,
            )
            | Self::Group(
                GroupNotice::Departure
                | GroupNotice::Vacated
                | GroupNotice::PostVacated
                | GroupNotice::Handover
                | GroupNotice::SeatedElsewhere
                | GroupNotice::Undelivered
                | GroupNotice::Calendar,
            )
            | Self::Item(_)
            | Self::Guest(_)
            | Self::Plan(_)
            | Self::Notes(_) => false,
        }
    }

    /// Whether the officials hear of it where it could not be told before it was of no use any more. Of a call they hear by
    /// [`MeetingNotice::Missed`].
    pub const fn is_missed(self) -> bool {
        match self {
            Self::Meeting(
                MeetingNotice::Reminder
                | MeetingNotice::Summary
                | MeetingNotice::Changed
                | MeetingNotice::Cancellation
                | MeetingNotice::ZoneCorrected
                | MeetingNotice::TwoAtOnce,
            )
            | Self::Seat(
                SeatNotice::Summons
                | SeatNotice::SummonsReminder
                | SeatNotice::Silence
                | SeatNotice::AskedAnew
                | SeatNotice::Release
                | SeatNotice::Vacancy
                | SeatNotice::Succession,
            ) => true,
            Self::Meeting(
                MeetingNotice::Announcement
                | MeetingNotice::Invitation
                | MeetingNotice::Continuation
                | MeetingNotice::Unreached
                | MeetingNotice::Missed
                | MeetingNotice::Reposted
                | MeetingNotice::AgendaChanged
                | MeetingNotice::NotClosed
                | MeetingNotice::TooLate,
            )
            | Self::Seat(SeatNotice::Noted | SeatNotice::Receipt)
            | Self::Group(_)
            | Self::Item(_)
            | Self::Guest(_)
            | Self::Plan(_)
            | Self::Notes(_) => false,
        }
    }

    /// The other meeting, of a notice about two: that of its occasion.
    pub const fn other_meeting(self, occasion: i64) -> Option<MeetingId> {
        match self {
            Self::Meeting(MeetingNotice::TwoAtOnce) => Some(MeetingId(occasion)),
            Self::Meeting(
                MeetingNotice::Announcement
                | MeetingNotice::Invitation
                | MeetingNotice::Cancellation
                | MeetingNotice::Continuation
                | MeetingNotice::ZoneCorrected
                | MeetingNotice::Unreached
                | MeetingNotice::Missed
                | MeetingNotice::Reposted
                | MeetingNotice::Changed
                | MeetingNotice::AgendaChanged
                | MeetingNotice::NotClosed
                | MeetingNotice::Reminder
                | MeetingNotice::Summary
                | MeetingNotice::TooLate,
            )
            | Self::Seat(_)
            | Self::Group(_)
            | Self::Item(_)
            | Self::Guest(_)
            | Self::Plan(_)
            | Self::Notes(_) => None,
        }
    }

    /// Whether it is pinned where it stands, and put up again when somebody takes it away.
    pub const fn is_pinned(self) -> bool {
        match self {
            Self::Group(GroupNotice::Calendar) => true,
            Self::Group(
                GroupNotice::Departure
                | GroupNotice::Vacated
                | GroupNotice::PostVacated
                | GroupNotice::Handover
                | GroupNotice::SeatedElsewhere
                | GroupNotice::Undelivered
                | GroupNotice::Digest,
            )
            | Self::Meeting(_)
            | Self::Seat(_)
            | Self::Item(_)
            | Self::Guest(_)
            | Self::Plan(_)
            | Self::Notes(_) => false,
        }
    }

    /// Whether the meeting's thread hangs under it, where it stands in the group's channel.
    pub const fn is_post(self) -> bool {
        match self {
            Self::Meeting(MeetingNotice::Announcement | MeetingNotice::Invitation) => true,
            Self::Meeting(
                MeetingNotice::Cancellation
                | MeetingNotice::Continuation
                | MeetingNotice::ZoneCorrected
                | MeetingNotice::Changed
                | MeetingNotice::Missed
                | MeetingNotice::Reposted
                | MeetingNotice::Unreached
                | MeetingNotice::AgendaChanged
                | MeetingNotice::NotClosed
                | MeetingNotice::Reminder
                | MeetingNotice::Summary
                | MeetingNotice::TwoAtOnce
                | MeetingNotice::TooLate,
            )
            | Self::Seat(_)
            | Self::Group(_)
            | Self::Item(_)
            | Self::Guest(_)
            | Self::Plan(_)
            | Self::Notes(_) => false,
        }
    }
}

impl SeatNotice {
    /// Whether the group can follow in the meeting's thread that somebody is told.
    pub const fn is_followed(self) -> bool {
        match self {
            Self::Summons => true,
            Self::SummonsReminder
            | Self::Silence
            | Self::Noted
            | Self::AskedAnew
            | Self::Release
            | Self::Receipt
            | Self::Vacancy
            | Self::Succession => false,
        }
    }

    /// Whether it waits for somebody's own word to be taken back.
    pub const fn waits_for_undo(self) -> bool {
        match self {
            Self::Summons | Self::Receipt | Self::Vacancy => true,
            Self::SummonsReminder
            | Self::Silence
            | Self::Noted
            | Self::AskedAnew
            | Self::Release
            | Self::Succession => false,
        }
    }
}

impl From<MeetingNotice> for NoticeKind {
    fn from(kind: MeetingNotice) -> Self {
        Self::Meeting(kind)
    }
}

impl From<SeatNotice> for NoticeKind {
    fn from(kind: SeatNotice) -> Self {
        Self::Seat(kind)
    }
}

impl From<ItemNotice> for NoticeKind {
    fn from(kind: ItemNotice) -> Self {
        Self::Item(kind)
    }
}

impl From<GuestNotice> for NoticeKind {
    fn from(kind: GuestNotice) -> Self {
        Self::Guest(kind)
    }
}

impl From<PlanNotice> for NoticeKind {
    fn from(kind: PlanNotice) -> Self {
        Self::Plan(kind)
    }
}

impl From<NotesNotice> for NoticeKind {
    fn from(kind: NotesNotice) -> Self {
        Self::Notes(kind)
    }
}

impl From<GroupNotice> for NoticeKind {
    fn from(kind: GroupNotice) -> Self {
        Self::Group(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind there is.
    fn all() -> impl Iterator<Item = NoticeKind> {
        fn of<T: Copy + Into<NoticeKind>>(family: &[T]) -> Vec<NoticeKind> {
            family.iter().map(|kind| (*kind).into()).collect()
        }
        let families = [
            of(MeetingNotice::EVERY),
            of(SeatNotice::EVERY),
            of(GroupNotice::EVERY),
            of(ItemNotice::EVERY),
            of(GuestNotice::EVERY),
            of(PlanNotice::EVERY),
            of(NotesNotice::EVERY),
        ];
        families.into_iter().flatten()
    }

    #[test]
    fn every_word_is_one_kinds() {
        for kind in all() {
            assert_eq!(NoticeKind::from_word(kind.word()), Some(kind));
        }
    }
}
