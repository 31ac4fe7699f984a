//! Whose is a person: which group looks after their name and account.

use chrono::NaiveDate;

use super::id::{GroupId, PersonId};
use super::period::Period;

/// What ties a person to a group: an appointment, a post, or what is kept there of them in confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    pub person: PersonId,
    pub group: GroupId,
    pub kind: TieKind,
    pub period: Period,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieKind {
    /// A seat or a post, with its id: ids rise with time, so that the smallest was entered first.
    Held(i64),
    /// Chair, vice chair, official or deputy: who has the account may do what they may.
    Rules,
    /// Why they were away, told to the officials of that group alone.
    Confided,
}

impl Tie {
    /// Whether it is not over on a day: what begins later counts as what lasts.
    pub fn lasts(&self, on: NaiveDate) -> bool {
        !self.period.is_over(on)
    }
}

/// A person's home: the group of the oldest of their appointments and posts, by when it was entered. The ties are
/// those of one person that are not over.
pub fn home(ties: &[Tie]) -> Option<GroupId> {
    let held = ties.iter().filter_map(|tie| match tie.kind {
        TieKind::Held(entered) => Some((entered, tie.group)),
        TieKind::Rules | TieKind::Confided => None,
    });
    held.min().map(|(_, group)| group)
}

/// The groups besides the home that have a say in who gets the account: those in which it would give rights, and
/// those that the person has left and that keep a reason of theirs.
pub fn with_a_say(ties: &[Tie]) -> impl Iterator<Item = GroupId> {
    let belongs = |group: GroupId| {
        ties.iter().any(|tie| matches!(tie.kind, TieKind::Held(_)) && tie.group == group)
    };
    let has_a_say = move |tie: &&Tie| match tie.kind {
        TieKind::Held(_) => false,
        TieKind::Rules => true,
        TieKind::Confided => !belongs(tie.group),
    };
    ties.iter().filter(has_a_say).map(|tie| tie.group)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLDER: GroupId = GroupId(1);
    const NEWER: GroupId = GroupId(2);

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).expect("a date")
    }

    fn tie(group: GroupId, kind: TieKind, from: u32) -> Tie {
        Tie { person: PersonId(7), group, kind, period: Period::since(day(from)) }
    }

    #[test]
    fn home_is_what_was_entered_first_whenever_it_begins() {
        let ties = [tie(NEWER, TieKind::Held(20), 1), tie(OLDER, TieKind::Held(10), 30)];
        assert_eq!(home(&ties), Some(OLDER));
        assert_eq!(home(&[]), None);
        assert_eq!(home(&[tie(NEWER, TieKind::Confided, 1)]), None, "what is over is no home");
    }

    #[test]
    fn what_begins_later_lasts_and_what_is_over_does_not() {
        let later = tie(OLDER, TieKind::Rules, 20);
        assert!(later.lasts(day(1)));
        let over = Tie { period: Period { from: day(1), to: Some(day(9)) }, ..later };
        assert!(over.lasts(day(9)) && !over.lasts(day(10)));
    }

    #[test]
    fn where_the_account_gives_rights_there_is_a_say_and_where_secrets_were_left_behind() {
        let say = |ties: &[Tie]| with_a_say(ties).collect::<Vec<_>>();
        let home = tie(OLDER, TieKind::Held(1), 1);
        assert_eq!(say(&[home, tie(NEWER, TieKind::Held(2), 1)]), []);
        assert_eq!(say(&[home, tie(NEWER, TieKind::Rules, 9)]), [NEWER]);
        assert_eq!(say(&[home, tie(NEWER, TieKind::Confided, 1)]), [NEWER]);
        assert_eq!(say(&[home, tie(OLDER, TieKind::Confided, 1)]), []);
    }
}
