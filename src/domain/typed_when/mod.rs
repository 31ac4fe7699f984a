//! Dates and times as people type them on a phone, in Swedish and English, and everything that we write ourselves.
//!
//! Pure. What may be meant in more than one way is read in all of them, the likelier first: whoever asks decides, and
//! never in silence.

mod clock;
mod day;
mod length;
mod lexicon;

pub use self::length::{Bare, parse_minutes};

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use unicode_normalization::UnicodeNormalization as _;

use self::lexicon::{Token, tokens};
use super::language::Language;

/// What there is to know about whoever types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The day that it is where it counts.
    pub today: NaiveDate,
    /// The reader's: `3/11` is two days to whoever reads English.
    pub language: Language,
}

/// A day, a time or both, as they were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub day: Option<NaiveDate>,
    pub time: Option<Hours>,
}

impl fmt::Display for When {
    /// "2027-03-11 13:00–15:00"; what ends on a later day says which.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            write!(f, "{day}")?;
        }
        let Some(Hours { from, lasts }) = self.time else { return Ok(()) };
        let parted = if self.day.is_some() { " " } else { "" };
        write!(f, "{parted}{}", from.format("%H:%M"))?;
        let Some(lasts) = lasts else { return Ok(()) };
        match self.day.map(|day| day.and_time(from) + lasts) {
            Some(ends) if Some(ends.date()) != self.day => {
                write!(f, " till {}", ends.format("%F %H:%M"))
            }
            Some(ends) => write!(f, "–{}", ends.format("%H:%M")),
            None => write!(f, "–{}", (from + lasts).format("%H:%M")),
        }
    }
}

/// A time of the day, and how long it lasts by the clock on the wall, where an end was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    pub from: NaiveTime,
    pub lasts: Option<TimeDelta>,
}

/// Why something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no date and no time.
    Words,
    /// "31 februari".
    NoSuchDay,
    /// No year near has that week.
    NoSuchWeek(u32),
    /// "25:00".
    NoSuchTime,
    /// 24:00 is where a day ends: what begins then begins on the next day at 00:00.
    EndOfDay,
    /// It ends before it begins.
    EndsFirst,
}

/// A time, in minutes from midnight, and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: i64,
    to: Option<i64>,
}

impl Span {
    fn hours(self) -> Option<Hours> {
        let minutes = u32::try_from(self.from).ok()?;
        let from = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)?;
        Some(Hours { from, lasts: self.to.map(|to| TimeDelta::minutes(to - self.from)) })
    }
}

/// The days that may be meant, at least one. A time beside the day is none of it.
///
/// # Errors
/// [`Unread`] for whatever is no day, and for one that does not exist.
pub fn parse_days(typed: &str, asked: Asked) -> Result<Vec<NaiveDate>, Unread> {
    let found = day::days(&read(typed)?, asked)?;
    if found.is_empty() { Err(Unread::Words) } else { Ok(found) }
}

/// The times that may be meant, at least one.
///
/// # Errors
/// [`Unread`] for whatever is no time, and for one that does not exist.
pub fn parse_times(typed: &str) -> Result<Vec<Hours>, Unread> {
    let found: Vec<Hours> =
        clock::spans(&read(typed)?)?.into_iter().filter_map(Span::hours).collect();
    if found.is_empty() { Err(Unread::Words) } else { Ok(found) }
}

/// The days, times, or days with times that may be meant, at least one.
///
/// # Errors
/// [`Unread`] for whatever is neither.
pub fn parse_when(typed: &str, asked: Asked) -> Result<Vec<When>, Unread> {
    let tokens = read(typed)?;
    let as_day = day::days(&tokens, asked);
    if let Ok(days) = &as_day
        && !days.is_empty()
    {
        let days_alone = days.iter().map(|day| When { day: Some(*day), time: None });
        // "fredag 12", "11 mars 2000": the number may be a time.
        let may_be_time = match tokens[..] {
            [Token::Weekday(_), Token::Number(_, 1..=2)] => true,
            [.., Token::Month(_), Token::Number(_, 4)] => {
                days.iter().all(|day| day.year() < asked.today.year())
            }
            _ => false,
        };
        let both = if may_be_time { day_and_time(&tokens, asked, true) } else { Ok(Vec::new()) };
        return Ok(days_alone.chain(both.unwrap_or_default()).collect());
    }
    let as_time = clock::spans(&tokens);
    if let Ok(spans) = &as_time
        && !spans.is_empty()
    {
        let hours = spans.iter().filter_map(|span| span.hours());
        return Ok(hours.map(|hours| When { day: None, time: Some(hours) }).collect());
    }
    if let Some(found) = over_midnight(&tokens, asked) {
        return Ok(found);
    }
    let both = day_and_time(&tokens, asked, false);
    if let Ok(found) = &both
        && !found.is_empty()
    {
        return both;
    }
    let why = as_day.err().or(as_time.err()).or(both.err());
    Err(why.unwrap_or(Unread::Words))
}

/// A text without what people leave out: one space between words and numbers, and no other signs.
pub fn folded(typed: &str) -> String {
    let signs = typed.nfc().flat_map(char::to_lowercase);
    let plain: String = signs.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No date is longer; what is is not looked at.
const LONGEST: usize = 200;

/// How many words and numbers the longest has, with room to spare.
const MOST_TOKENS: usize = 24;

/// What was typed, in its parts; where any of them is no part of a date or a time, none of it is.
fn read(typed: &str) -> Result<Vec<Token>, Unread> {
    if typed.len() > LONGEST {
        return Err(Unread::Words);
    }
    let tokens = tokens(typed);
    let is_one = tokens.len() <= MOST_TOKENS && !tokens.contains(&Token::Unknown);
    is_one.then_some(tokens).ok_or(Unread::Words)
}

/// A day and a time, in either order. A number that may be a year is a time only where that is asked for.
fn day_and_time(tokens: &[Token], asked: Asked, years_too: bool) -> Result<Vec<When>, Unread> {
    let mut why = None;
    // The longest day that there is.
    for at in (1..tokens.len()).rev() {
        let (first, last) = tokens.split_at(at);
        let (other_first, other_last) = tokens.split_at(tokens.len() - at);
        for (day, time) in [(first, last), (other_last, other_first)] {
            let is_year = matches!(time, [Token::Number(1800..=2199, 4)]) && !years_too;
            // "12 mars 24" begins with its day.
            let is_days = matches!(
                (time, day),
                ([.., Token::Number(..) | Token::Nth(_)], [Token::Month(_), ..])
            );
            if is_year || is_days {
                continue;
            }
            let days = match day::days(day, asked) {
                Ok(days) if !days.is_empty() => days,
                _ => continue,
            };
            match clock::spans(time) {
                Ok(spans) if !spans.is_empty() => {
                    let pairs = days
                        .iter()
                        .flat_map(|day| spans.iter().map(move |span| (*day, span.hours())));
                    return Ok(pairs.map(|(day, time)| When { day: Some(day), time }).collect());
                }
                Ok(_) => {}
                Err(error) => why = why.or(Some(error)),
            }
        }
    }
    why.map_or(Ok(Vec::new()), Err)
}

/// "torsdag 11 mars kl. 22:00 till fredag 12 mars kl. 01:00"
fn over_midnight(tokens: &[Token], asked: Asked) -> Option<Vec<When>> {
    let ends = tokens.iter().enumerate().filter(|(_, token)| clock::is_until(**token));
    for (at, _) in ends {
        let both = [&tokens[..at], &tokens[at + 1..]].map(|part| day_and_time(part, asked, false));
        let [Ok(starts), Ok(ends)] = both else { continue };
        if let ([start], [end]) = (&starts[..], &ends[..]) {
            let (from, to) = (start.time?, end.time?);
            let lasts = end.day?.and_time(to.from) - start.day?.and_time(from.from);
            if from.lasts.is_none() && to.lasts.is_none() && lasts > TimeDelta::zero() {
                let time = Some(Hours { lasts: Some(lasts), ..from });
                return Some(vec![When { time, ..*start }]);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
