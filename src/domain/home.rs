//! Whose is a person: which group looks after their name and account.

use chrono::NaiveDate;

use super::id::{GroupId, PersonId};
use super::period::{Period, day_before};

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
    /// A seat, with the appointment's id: ids rise with time, so that the smallest was entered first.
    Seated(i64),
    /// A post, with its id.
    Posted(i64),
    /// Chair, vice chair, official or deputy: who has the account may do what they may.
    Rules,
    /// Why they were away, told to the officials of that group alone.
    Confided,
}

impl Tie {
    /// When it was entered, of a seat or a post.
    const fn entered(&self) -> Option<i64> {
        match self.kind {
            TieKind::Seated(id) | TieKind::Posted(id) => Some(id),
            TieKind::Rules | TieKind::Confided => None,
        }
    }

    /// Whether it is not over on a day: what begins later counts as what lasts.
    pub fn lasts(&self, on: NaiveDate) -> bool {
        !self.period.is_over(on)
    }
}

/// A person's home: the group of the oldest of their appointments and posts, by when it was entered. The ties are
/// those of one person that are not over.
pub fn home(ties: &[Tie]) -> Option<GroupId> {
    let held = ties.iter().filter_map(|tie| Some((tie.entered()?, tie.group)));
    held.min().map(|(_, group)| group)
}

/// Of one person's ties those that are not over, by each group's day and whether the group itself is over. Whoever
/// goes from one seat of a group to another the day after has stayed there: that counts from when the first was
/// entered. What is confided to a group outlasts it.
pub fn lasting(ties: &[Tie], group_on: impl Fn(GroupId) -> Option<(NaiveDate, bool)>) -> Vec<Tie> {
    let lasts = |tie: &&Tie| match (tie.kind, group_on(tie.group)) {
        (TieKind::Confided, _) => true,
        (_, Some((on, is_over))) => !is_over && tie.lasts(on),
        (_, None) => false,
    };
    let since = |tie: &Tie| match tie.kind {
        TieKind::Seated(id) => TieKind::Seated(first_of_stay(ties, tie, id)),
        kind => kind,
    };
    ties.iter().filter(lasts).map(|tie| Tie { kind: since(tie), ..*tie }).collect()
}

/// The first appointment of an unbroken stay in a group that leads to this one.
fn first_of_stay(ties: &[Tie], tie: &Tie, id: i64) -> i64 {
    let (mut first, mut from) = (id, tie.period.from);
    loop {
        let before = ties.iter().find_map(|one| match one.kind {
            TieKind::Seated(earlier) if one.group == tie.group && earlier < first => {
                let reaches = one.period.to.is_none_or(|to| to >= day_before(from));
                (reaches && one.period.from <= from).then_some((earlier, one.period.from))
            }
            _ => None,
        });
        match before {
            Some(before) => (first, from) = before,
            None => return first,
        }
    }
}

/// The groups besides the home that have a say in who gets the account: those in which it would give rights, and
/// those that the person has left and that keep a reason of theirs.
pub fn with_a_say(ties: &[Tie]) -> impl Iterator<Item = GroupId> {
    let belongs =
        |group: GroupId| ties.iter().any(|tie| tie.entered().is_some() && tie.group == group);
    let has_a_say = move |tie: &&Tie| match tie.kind {
        TieKind::Seated(_) | TieKind::Posted(_) => false,
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
        let ties = [tie(NEWER, TieKind::Seated(20), 1), tie(OLDER, TieKind::Seated(10), 30)];
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
    fn who_moves_within_a_group_has_stayed_and_what_was_confided_outlasts_it() {
        let until =
            |tie: Tie, to| Tie { period: Period { to: Some(day(to)), ..tie.period }, ..tie };
        let substitute = until(tie(OLDER, TieKind::Seated(10), 1), 9);
        let elsewhere = tie(NEWER, TieKind::Seated(20), 5);
        let promoted = tie(OLDER, TieKind::Seated(30), 10);
        let on = |ties: &[Tie]| lasting(ties, |_| Some((day(15), false)));
        assert_eq!(home(&on(&[substitute, elsewhere, promoted])), Some(OLDER));
        // Whoever left and came back has come anew.
        let back = tie(OLDER, TieKind::Seated(30), 12);
        assert_eq!(home(&on(&[substitute, elsewhere, back])), Some(NEWER));
        let confided = tie(OLDER, TieKind::Confided, 1);
        let ended =
            lasting(&[promoted, confided, elsewhere], |group| Some((day(15), group == OLDER)));
        assert_eq!(ended, [confided, elsewhere]);
    }

    #[test]
    fn where_the_account_gives_rights_there_is_a_say_and_where_secrets_were_left_behind() {
        let say = |ties: &[Tie]| with_a_say(ties).collect::<Vec<_>>();
        let home = tie(OLDER, TieKind::Seated(1), 1);
        assert_eq!(say(&[home, tie(NEWER, TieKind::Seated(2), 1)]), []);
        assert_eq!(say(&[home, tie(NEWER, TieKind::Rules, 9)]), [NEWER]);
        assert_eq!(say(&[home, tie(NEWER, TieKind::Confided, 1)]), [NEWER]);
        assert_eq!(say(&[home, tie(OLDER, TieKind::Confided, 1)]), []);
    }
}
