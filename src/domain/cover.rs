//! Who stands for a seat at a meeting, derived from the replies and never stored.

use super::id::{PersonId, ReplyId};
use super::seat::{Capacity, worded};

worded! {
    /// What a person said about a seat at a meeting.
    Answer {
        /// Cannot come.
        Absent = "absent",
        /// Takes the absence back: as if nothing had been said.
        Withdrawn = "withdrawn",
        /// Says that they come although it is presumed.
        Confirmed = "confirmed",
        /// A substitute or stand-in who was asked, and comes.
        Accepted = "accepted",
        /// A substitute or stand-in who was asked, and cannot.
        Declined = "declined",
    }

    /// Who stands for a seat, and how sure that is.
    Cover {
        /// The ordinary member has said nothing; a summons presumes attendance.
        Presumed = "presumed",
        /// The ordinary member has said that they come.
        Confirmed = "confirmed",
        /// The ordinary member is away and the substitute has not answered.
        Awaiting = "awaiting",
        /// The substitute comes.
        Substituted = "substituted",
        /// A stand-in comes.
        StandIn = "stand-in",
        /// Nobody comes for this seat.
        Vacant = "vacant",
    }
}

impl Cover {
    /// Whether somebody is counted on to come. Looking for somebody is not presence.
    pub const fn is_covered(self) -> bool {
        !matches!(self, Self::Awaiting | Self::Vacant)
    }
}

/// A reply as the rules see it. Ids are ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub id: ReplyId,
    /// Whose word it is.
    pub person: PersonId,
    pub capacity: Capacity,
    pub answer: Answer,
}

/// What has been said about one seat at one meeting, reduced to what counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The absence in force, if the ordinary member is away.
    pub absence: Option<ReplyId>,
    pub confirmed: bool,
    /// The substitute's word: their own absence, or their answer to the absence in force.
    pub substitute: Option<Answer>,
    /// The substitute's acceptance, while it is their word.
    pub accepted: Option<ReplyId>,
    /// The substitute's last word.
    pub substitute_said: Option<ReplyId>,
    /// The last absence that was taken back, and the one that had stood for longest: who had been called because of
    /// either is released.
    pub relieved: Option<Relieved>,
    pub longest_relieved: Option<Relieved>,
    /// Who was asked to stand in for this absence, and what they said last.
    pub stand_in: Option<StandIn>,
    /// The absence was said of another time, and the member has not answered for this one.
    pub is_asked_anew: bool,
}

/// An absence that was taken back: whoever had been called because of it is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relieved {
    pub absence: ReplyId,
    /// The member's word that they come after all.
    pub by: ReplyId,
}

impl Relieved {
    /// For how long it stood. Ids are ordered by time.
    const fn stood(self) -> i64 {
        self.by.0 - self.absence.0
    }
}

/// Somebody who was named for one meeting, and their word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn {
    pub person: PersonId,
    pub answer: Answer,
    /// Since when it is their word.
    pub said: ReplyId,
}

impl Standing {
    /// Whether whoever has the seat in a capacity has said that they are away.
    pub fn is_away(&self, capacity: Capacity) -> bool {
        match capacity {
            Capacity::Ordinary => self.absence.is_some(),
            Capacity::Substitute => self.substitute == Some(Answer::Absent),
            Capacity::StandIn => false,
        }
    }

    /// The stand-in, if they have accepted.
    pub fn accepted_stand_in(&self) -> Option<StandIn> {
        self.stand_in.filter(|one| one.answer == Answer::Accepted)
    }
}

impl Standing {
    /// Reduces replies, in any order. An answer to a summons counts for the absence that caused
    /// it alone: if the member withdraws and reports absence anew, the substitute is asked anew.
    /// A substitute who has said that they are away themselves stays away until they say else.
    pub fn of(replies: &[Said]) -> Self {
        let mut ordered = replies.to_vec();
        ordered.sort_by_key(|said| said.id);
        let mut standing = Self::default();
        for said in ordered {
            standing.hear(said);
        }
        standing
    }

    /// Reduces replies, in any order, each with the dating of the meeting that it was said of, to what counts at `dating`.
    /// What was said of a time that is not this one's past is left out.
    pub fn at_dating(replies: &[(i64, Said)], dating: i64, withdrawn: &[i64]) -> Self {
        let counts = |(of, _): &&(i64, Said)| *of <= dating && !withdrawn.contains(of);
        let mut ordered: Vec<(i64, Said)> = replies.iter().filter(counts).copied().collect();
        ordered.sort_by_key(|(_, said)| said.id);
        let mut standing = Self::default();
        let mut of = ordered.first().map_or(dating, |(first, _)| *first);
        for (said_of, said) in ordered {
            if said_of > of {
                standing.ask_anew();
                of = said_of;
            }
            standing.hear(said);
        }
        if dating > of {
            standing.ask_anew();
        }
        standing
    }

    /// The meeting is held at another time: words of the old one do not count, but that whoever was away may be so
    /// still. Until they answer, nobody is sent home (product rules, "Calling a meeting").
    pub fn ask_anew(&mut self) {
        let kept = Self {
            absence: self.absence,
            is_asked_anew: self.absence.is_some(),
            ..Self::default()
        };
        *self = Self { relieved: self.relieved, longest_relieved: self.longest_relieved, ..kept };
    }

    /// Counts one reply more, made after all that were counted before.
    pub fn hear(&mut self, said: Said) {
        match (said.capacity, said.answer) {
            (Capacity::Ordinary, Answer::Absent) if self.absence.is_some() => {
                self.is_asked_anew = false;
            }
            (Capacity::Ordinary, answer) => {
                if let Some(absence) = self.absence {
                    let ended = Relieved { absence, by: said.id };
                    self.relieved = Some(ended);
                    let longest = self.longest_relieved.filter(|one| one.stood() >= ended.stood());
                    self.longest_relieved = longest.or(Some(ended));
                }
                self.absence = (answer == Answer::Absent).then_some(said.id);
                self.is_asked_anew = false;
                self.confirmed = answer == Answer::Confirmed;
                self.stand_in = None;
                self.substitute = self.substitute.filter(|word| *word == Answer::Absent);
                self.accepted = None;
            }
            (Capacity::Substitute, answer) => {
                self.substitute = Some(answer).filter(|word| *word != Answer::Withdrawn);
                self.substitute_said = Some(said.id);
                // Said twice, it counts from when it was said first.
                let accepted = self.accepted.or(Some(said.id));
                self.accepted = accepted.filter(|_| answer == Answer::Accepted);
                // Whoever stood in is told that they are not needed, and is so no more whatever is said next.
                self.stand_in = self.stand_in.filter(|_| answer != Answer::Accepted);
            }
            (Capacity::StandIn, Answer::Withdrawn) => self.stand_in = None,
            (Capacity::StandIn, answer) => {
                let StandIn { person, said, .. } = self
                    .stand_in
                    .filter(|one| one.person == said.person && one.answer == answer)
                    .unwrap_or(StandIn { person: said.person, answer, said: said.id });
                self.stand_in = Some(StandIn { person, answer, said });
            }
        }
    }

    /// The cover, given whether a substitute is appointed at all, and whether a stand-in who has accepted
    /// can come.
    pub fn cover(&self, has_substitute: bool, has_stand_in: bool) -> Cover {
        if self.absence.is_none() {
            return if self.confirmed { Cover::Confirmed } else { Cover::Presumed };
        }
        let substitute_may_come = has_substitute && self.substitute.is_none();
        match (self.substitute, self.accepted_stand_in()) {
            (Some(Answer::Accepted), _) if has_substitute => Cover::Substituted,
            (_, Some(_)) if has_stand_in => Cover::StandIn,
            _ if substitute_may_come => Cover::Awaiting,
            _ => Cover::Vacant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Answer::*;
    use super::Capacity::{Ordinary, StandIn, Substitute};
    use super::*;
    use proptest::prelude::*;

    fn cover(has_substitute: bool, said: &[(Capacity, Answer)]) -> Cover {
        let replies: Vec<Said> = said
            .iter()
            .zip(1..)
            .map(|((capacity, answer), id)| Said {
                id: ReplyId(id),
                person: PersonId(1),
                capacity: *capacity,
                answer: *answer,
            })
            .collect();
        Standing::of(&replies).cover(has_substitute, true)
    }

    #[test]
    fn the_table_of_cover_holds_row_by_row() {
        assert_eq!(cover(true, &[]), Cover::Presumed);
        assert_eq!(cover(true, &[(Ordinary, Confirmed)]), Cover::Confirmed);
        assert_eq!(cover(true, &[(Ordinary, Absent)]), Cover::Awaiting);
        assert_eq!(cover(true, &[(Ordinary, Absent), (Substitute, Accepted)]), Cover::Substituted);
        assert_eq!(cover(true, &[(Ordinary, Absent), (Substitute, Declined)]), Cover::Vacant);
        assert_eq!(cover(true, &[(Substitute, Absent), (Ordinary, Absent)]), Cover::Vacant);
        assert_eq!(cover(false, &[(Ordinary, Absent)]), Cover::Vacant);
        let declined = [(Ordinary, Absent), (Substitute, Declined), (StandIn, Accepted)];
        assert_eq!(cover(true, &declined), Cover::StandIn);
        assert_eq!(cover(false, &[(Ordinary, Absent), (StandIn, Accepted)]), Cover::StandIn);
    }

    #[test]
    fn a_withdrawn_absence_releases_the_substitute_and_a_new_one_asks_anew() {
        let mut story = vec![(Ordinary, Absent), (Substitute, Accepted), (Ordinary, Withdrawn)];
        assert_eq!(cover(true, &story), Cover::Presumed);
        story.push((Ordinary, Absent));
        assert_eq!(cover(true, &story), Cover::Awaiting);
    }

    #[test]
    fn a_mistaken_acceptance_can_be_undone() {
        let story = [(Ordinary, Absent), (Substitute, Accepted), (Substitute, Declined)];
        assert_eq!(cover(true, &story), Cover::Vacant);
    }

    #[test]
    fn pressing_absent_twice_does_not_ask_the_substitute_twice() {
        let story = [(Ordinary, Absent), (Substitute, Accepted), (Ordinary, Absent)];
        assert_eq!(cover(true, &story), Cover::Substituted);
    }

    fn stories() -> impl Strategy<Value = Vec<(Capacity, Answer)>> {
        let ordinary = proptest::sample::select(vec![Absent, Withdrawn, Confirmed])
            .prop_map(|a| (Ordinary, a));
        let other = (
            proptest::sample::select(vec![Substitute, StandIn]),
            proptest::sample::select(vec![Absent, Withdrawn, Accepted, Declined]),
        );
        proptest::collection::vec(prop_oneof![ordinary, other], 0..12)
    }

    proptest! {
        /// Whatever is said in whatever order, the seat is the ordinary member's while they have
        /// not reported absence last, and nobody else's word changes that.
        #[test]
        fn only_the_ordinary_members_absence_opens_the_seat(story in stories(), has_substitute: bool) {
            let last = story.iter().rev().find(|(capacity, _)| *capacity == Ordinary).map(|(_, answer)| *answer);
            let away = last == Some(Absent);
            let cover = cover(has_substitute, &story);
            prop_assert_eq!(away, !matches!(cover, Cover::Presumed | Cover::Confirmed));
            prop_assert!(has_substitute || !matches!(cover, Cover::Awaiting | Cover::Substituted));
        }

        /// The order in which replies are read from a table does not matter.
        #[test]
        fn the_order_of_reading_does_not_matter(story in stories()) {
            let replies: Vec<Said> = story.iter().zip(1..).map(|((capacity, answer), id)| {
                Said { id: ReplyId(id), person: PersonId(1), capacity: *capacity, answer: *answer }
            }).collect();
            let mut backwards = replies.clone();
            backwards.reverse();
            prop_assert_eq!(Standing::of(&replies), Standing::of(&backwards));
            // Of one dating they count as they were said; at the next, all that is left is that somebody was away.
            let dated: Vec<(i64, Said)> = backwards.iter().map(|said| (2, *said)).collect();
            prop_assert_eq!(Standing::at_dating(&dated, 2, &[]), Standing::of(&replies));
            let moved = Standing::at_dating(&dated, 3, &[]);
            prop_assert_eq!(moved.absence, Standing::of(&replies).absence);
            prop_assert_eq!((moved.confirmed, moved.substitute, moved.stand_in), (false, None, None));
            prop_assert_eq!(moved.is_asked_anew, moved.absence.is_some());
            let nothing = Standing::default();
            prop_assert_eq!(Standing::at_dating(&dated, 1, &[]), nothing);
            prop_assert_eq!(Standing::at_dating(&dated, 3, &[2]), nothing);
        }
    }
}
