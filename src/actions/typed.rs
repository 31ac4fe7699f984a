//! What people type, read: or told which words could not be.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::ActionError;
use super::registry::Field;
use crate::domain::group::Group;
use crate::domain::typed_date::{parse_date, parse_time};
use crate::domain::wording::{self, BadWording};

/// What was typed and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Date(String),
    Time(String),
    Zone(String),
    Place(BadWording),
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
        Self::Typed(typed)
    }
}

pub(super) fn date(typed: &str, today: NaiveDate) -> Result<NaiveDate, ActionError> {
    parse_date(typed, today).ok_or_else(|| Typed::Date(typed.to_owned()).into())
}

pub(super) fn time(typed: &str) -> Result<NaiveTime, ActionError> {
    parse_time(typed).ok_or_else(|| Typed::Time(typed.to_owned()).into())
}

/// A day; today, where none was typed.
pub(super) fn day(
    group: &Group,
    typed: Option<&str>,
    now: DateTime<Utc>,
) -> Result<NaiveDate, ActionError> {
    let today = group.day_of(now);
    typed.map_or(Ok(today), |typed| date(typed, today))
}

/// A time zone; the usual one, where none was typed.
pub(super) fn zone(typed: Option<&str>, usual: Tz) -> Result<Tz, ActionError> {
    let parse =
        |typed: &str| typed.trim().parse().map_err(|_| Typed::Zone(typed.to_owned()).into());
    typed.map_or(Ok(usual), parse)
}

pub(super) fn place(typed: &str) -> Result<wording::Place, ActionError> {
    wording::Place::parse(typed).map_err(|why| Typed::Place(why).into())
}

pub(super) fn reason(typed: Option<&str>) -> Result<Option<wording::Reason>, ActionError> {
    let reason = typed.map(wording::Reason::parse).transpose();
    reason.map_err(|why| Typed::Reason(why).into())
}

/// Words that must be there.
pub(super) fn words(typed: &str) -> Result<wording::Reason, ActionError> {
    wording::Reason::parse(typed).map_err(|why| Typed::Words(why).into())
}

pub(super) fn title(typed: &str) -> Result<wording::Title, ActionError> {
    wording::Title::parse(typed).map_err(|why| Typed::Title(why).into())
}

/// Paragraphs; none, where nothing is written.
pub(super) fn background(typed: &str) -> Result<Option<wording::Background>, ActionError> {
    match wording::Background::parse(typed) {
        Ok(text) => Ok(Some(text)),
        Err(BadWording::Empty) => Ok(None),
        Err(why) => Err(Typed::Background(why).into()),
    }
}

/// A text in Markdown; none, where nothing is written.
pub(super) fn prose(typed: &str) -> Result<Option<wording::Prose>, ActionError> {
    match wording::Prose::parse(typed) {
        Ok(text) => Ok(Some(text)),
        Err(BadWording::Empty) => Ok(None),
        Err(why) => Err(Typed::Prose(why).into()),
    }
}

pub(super) fn topic(typed: &str) -> Result<wording::TopicName, ActionError> {
    wording::TopicName::parse(typed).map_err(|why| Typed::Topic(why).into())
}

pub(super) fn name(typed: &str) -> Result<wording::Name, ActionError> {
    wording::Name::parse(typed).map_err(|why| Typed::Name(why).into())
}

pub(super) fn mandate(typed: Option<&str>) -> Result<Option<wording::Mandate>, ActionError> {
    let mandate = typed.map(wording::Mandate::parse).transpose();
    mandate.map_err(|why| Typed::Mandate(why).into())
}
