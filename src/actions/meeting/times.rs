//! When a meeting is to be, as it was typed: a day, a time and a length, of which one field may hold several.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use crate::actions::ActionError;
use crate::actions::typed::{self, Faults, Typed};
use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::meeting::{LONGEST_MINUTES, Lasts, MeetingRefusal};
use crate::domain::typed_when::{Asked, Hours, When};

/// What was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct TypedTimes<'a> {
    /// The day; or day and time.
    pub date: Option<&'a str>,
    /// The time; or from when to when.
    pub time: Option<&'a str>,
    pub length: Option<&'a str>,
}

/// What of it could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub day: Option<NaiveDate>,
    pub time: Option<NaiveTime>,
    pub lasts: Option<Lasts>,
}

/// Reads what was typed; `None` where there is a fault, which is kept.
pub fn read(
    typed: TypedTimes<'_>,
    (asked, now): (Asked, NaiveDateTime),
    faults: &mut Faults,
) -> Option<Times> {
    let when = typed.date.map(|date| faults.take(typed::when(date, asked, now)));
    let day = when.flatten().and_then(|when| when.day);
    let hours = typed.time.map(|time| faults.take(typed::hours(time, day, now)));
    let length = typed.length.map(|length| faults.take(typed::minutes(length, LONGEST_MINUTES)));
    let (when, hours, length) = (all(when)?, all(hours)?, all(length)?);
    let beside = when.and_then(|when| when.time);
    let time = faults.take(agreed(typed, beside, hours))?;
    let length = length.map(TimeDelta::minutes);
    let lasts = time.and_then(|time| time.lasts);
    if let (Some(one), Some(other), Some(words)) = (length, lasts, typed.length)
        && one != other
    {
        let between = typed.time.or(typed.date).unwrap_or_default();
        faults.add(Typed::Disagree(between.to_owned(), words.to_owned()));
        return None;
    }
    Some(Times {
        day: when.and_then(|when| when.day),
        time: time.map(|time| time.from),
        lasts: lasts.map(Lasts::ByTheClock).or(length.map(Lasts::For)),
    })
}

/// What was typed, as a group's clock stands.
pub fn asked(group: &Group, (language, now): (Language, DateTime<Utc>)) -> (Asked, NaiveDateTime) {
    let now = wall(group.rule.zone, now);
    (Asked { today: now.date(), language }, now)
}

/// Why a meeting cannot be then, with what was understood.
pub fn refused(refusal: MeetingRefusal, starts: NaiveDateTime) -> ActionError {
    let time = Some(Hours { from: starts.time(), lasts: None });
    let when = When { day: Some(starts.date()), time };
    match refusal {
        MeetingRefusal::InThePast => Typed::Past(when).into(),
        MeetingRefusal::TooFarAhead => Typed::TooFarAhead(when).into(),
        other => other.into(),
    }
}

/// What was read of a field, where there is no fault in it.
fn all<T>(field: Option<Option<T>>) -> Option<Option<T>> {
    match field {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

/// The time, of which two fields may speak.
fn agreed(
    typed: TypedTimes<'_>,
    beside: Option<Hours>,
    own: Option<Hours>,
) -> Result<Option<Hours>, Typed> {
    let words = || {
        Typed::Disagree(
            typed.date.unwrap_or_default().to_owned(),
            typed.time.unwrap_or_default().to_owned(),
        )
    };
    match (beside, own) {
        (Some(one), Some(other)) => {
            let lasts_agree =
                one.lasts.is_none() || other.lasts.is_none() || one.lasts == other.lasts;
            if one.from != other.from || !lasts_agree {
                return Err(words());
            }
            Ok(Some(Hours { lasts: one.lasts.or(other.lasts), ..one }))
        }
        (one, other) => Ok(one.or(other)),
    }
}
