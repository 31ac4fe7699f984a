//! What people type, read: or told which words could not be, all at once.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use super::ActionError;
use super::registry::Field;
use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::link::Link;
use crate::domain::typed_when::{
    Asked, Bare, Hours, Unread, When, parse_days, parse_minutes, parse_times, parse_when,
};
use crate::domain::wording::{self, BadWording};

/// What was typed and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Date(String, Unread),
    Time(String, Unread),
    /// It may mean several days or times, the likelier first.
    Ambiguous(String, Vec<When>),
    /// It has been.
    Past(When),
    /// It lies further ahead than meetings are scheduled.
    TooFarAhead(When),
    /// A day is typed without a time, and no time beside it.
    LacksTime,
    /// A time is typed where a day was asked for, and no day beside it.
    LacksDay,
    /// Two things that were typed do not agree: the one and the other.
    Disagree(String, String),
    Minutes(String),
    Zone(String),
    Place(BadWording),
    Link(String),
    Remark(BadWording),
    Reason(BadWording),
    /// What somebody says of a thing in their own words.
    Words(BadWording),
    Name(BadWording),
    Title(BadWording),
    Background(BadWording),
    /// A section of notes.
    Prose(BadWording),
    Topic(BadWording),
    /// Why somebody's proposal is declined is said to them.
    LacksReason,
    Mandate(BadWording),
    /// A change of a seat needs this to be filled in.
    Lacks(Field),
    /// The change does not heed this field, which is filled in.
    Unused(Field),
    /// Who leaves has one day, and two are filled in.
    TwoDays,
}

impl From<Typed> for ActionError {
    fn from(typed: Typed) -> Self {
        Self::Typed(vec![typed])
    }
}

/// Everything that cannot be read of what was typed at once.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Typed>);

impl Faults {
    /// What was read; or nothing, and the fault is kept.
    pub fn take<T>(&mut self, read: Result<T, Typed>) -> Option<T> {
        read.map_err(|fault| self.0.push(fault)).ok()
    }

    pub fn add(&mut self, fault: Typed) {
        self.0.push(fault);
    }

    /// Nothing where all could be read.
    ///
    /// # Errors
    /// `Typed` with all that could not.
    pub fn told(self) -> Result<(), ActionError> {
        if self.0.is_empty() { Ok(()) } else { Err(ActionError::Typed(self.0)) }
    }
}

/// A day, a time or both, whichever was typed, of what is to come after `now` on the wall.
pub(super) fn when(typed: &str, asked: Asked, now: NaiveDateTime) -> Result<When, Typed> {
    let found = parse_when(typed, asked).map_err(|why| Typed::Date(typed.to_owned(), why))?;
    // What has just been a while ago is asked about all the same.
    let is_today = |when: &When| {
        let begins = |hours: Hours| now.date().and_time(hours.from);
        when.day == Some(now.date()) && when.time.is_some_and(|hours| begins(hours) <= now)
    };
    only(typed, those_not(found, is_today), |when| when)
}

/// A time, with its end where one was typed; of a day that is known, what is to come after `now` on the wall.
pub(super) fn hours(
    typed: &str,
    day: Option<NaiveDate>,
    now: NaiveDateTime,
) -> Result<Hours, Typed> {
    let found = parse_times(typed).map_err(|why| Typed::Time(typed.to_owned(), why))?;
    let has_been = |hours: &Hours| day.is_some_and(|day| day.and_time(hours.from) <= now);
    only(typed, those_not(found, has_been), |hours| When { day: None, time: Some(hours) })
}

/// Those of which something is not so; all, where it is so of all.
fn those_not<T: Copy>(found: Vec<T>, is_so: impl Fn(&T) -> bool) -> Vec<T> {
    let others: Vec<T> = found.iter().copied().filter(|one| !is_so(one)).collect();
    if others.is_empty() { found } else { others }
}

/// How long a meeting is, in minutes, at most `most`.
pub(super) fn minutes(typed: &str, most: i64) -> Result<i64, Typed> {
    parse_minutes(typed, (Bare::HoursOrMinutes, most))
        .ok_or_else(|| Typed::Minutes(typed.to_owned()))
}

/// A time, where it is known which of several may be meant.
pub(super) fn time_where(
    typed: &str,
    may_be: impl Fn(NaiveTime) -> bool,
) -> Result<NaiveTime, Typed> {
    let mut found = parse_times(typed).map_err(|why| Typed::Time(typed.to_owned(), why))?;
    if found.iter().any(|hours| may_be(hours.from)) {
        found.retain(|hours| may_be(hours.from));
    }
    only(typed, found, |hours| When { day: None, time: Some(hours) }).map(|hours| hours.from)
}

/// A day; today, where none was typed.
pub(super) fn day(
    group: &Group,
    typed: Option<&str>,
    (language, now): (Language, DateTime<Utc>),
) -> Result<NaiveDate, Typed> {
    let today = group.day_of(now);
    let Some(typed) = typed else { return Ok(today) };
    let found = parse_days(typed, Asked { today, language });
    let found = found.map_err(|why| Typed::Date(typed.to_owned(), why))?;
    only(typed, found, |day| When { day: Some(day), time: None })
}

/// The only meaning; where there are several, whoever typed is asked.
fn only<T: Copy>(typed: &str, found: Vec<T>, when: impl Fn(T) -> When) -> Result<T, Typed> {
    match found[..] {
        [only] => Ok(only),
        _ => Err(Typed::Ambiguous(typed.to_owned(), found.into_iter().map(when).collect())),
    }
}

/// A time zone; the usual one, where none was typed.
pub(super) fn zone(typed: Option<&str>, usual: Tz) -> Result<Tz, Typed> {
    let parse = |typed: &str| typed.trim().parse().map_err(|_| Typed::Zone(typed.to_owned()));
    typed.map_or(Ok(usual), parse)
}

pub(super) fn place(typed: &str) -> Result<wording::Place, Typed> {
    wording::Place::parse(typed).map_err(Typed::Place)
}

pub(super) fn link(typed: &str) -> Result<Link, Typed> {
    Link::parse(typed).ok_or_else(|| Typed::Link(typed.to_owned()))
}

pub(super) fn remark(typed: &str) -> Result<wording::Remark, Typed> {
    wording::Remark::parse(typed).map_err(Typed::Remark)
}

pub(super) fn reason(typed: Option<&str>) -> Result<Option<wording::Reason>, Typed> {
    let reason = typed.map(wording::Reason::parse).transpose();
    reason.map_err(Typed::Reason)
}

/// Words that must be there.
pub(super) fn words(typed: &str) -> Result<wording::Reason, Typed> {
    wording::Reason::parse(typed).map_err(Typed::Words)
}

pub(super) fn title(typed: &str) -> Result<wording::Title, Typed> {
    wording::Title::parse(typed).map_err(Typed::Title)
}

/// Paragraphs; none, where nothing is written.
pub(super) fn background(typed: &str) -> Result<Option<wording::Background>, Typed> {
    match wording::Background::parse(typed) {
        Ok(text) => Ok(Some(text)),
        Err(BadWording::Empty) => Ok(None),
        Err(why) => Err(Typed::Background(why)),
    }
}

/// A text in Markdown; none, where nothing is written.
pub(super) fn prose(typed: &str) -> Result<Option<wording::Prose>, Typed> {
    match wording::Prose::parse(typed) {
        Ok(text) => Ok(Some(text)),
        Err(BadWording::Empty) => Ok(None),
        Err(why) => Err(Typed::Prose(why)),
    }
}

pub(super) fn topic(typed: &str) -> Result<wording::TopicName, Typed> {
    wording::TopicName::parse(typed).map_err(Typed::Topic)
}

pub(super) fn name(typed: &str) -> Result<wording::Name, Typed> {
    wording::Name::parse(typed).map_err(Typed::Name)
}

pub(super) fn mandate(typed: Option<&str>) -> Result<Option<wording::Mandate>, Typed> {
    let mandate = typed.map(wording::Mandate::parse).transpose();
    mandate.map_err(Typed::Mandate)
}
