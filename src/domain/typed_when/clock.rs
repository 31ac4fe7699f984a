//! Which times of the day are meant.

use super::lexicon::{Token, Unit};
use super::{Span, Unread};

const HOUR: i64 = 60;
const HALF_DAY: i64 = 12 * HOUR;
const DAY: i64 = 24 * HOUR;

/// The times, each with its end where one is said, that may be meant; none where this is no time at all. In minutes
/// from midnight.
pub(super) fn spans(tokens: &[Token]) -> Result<Vec<Span>, Unread> {
    if let [Token::From, between @ ..] = tokens {
        return ends(between);
    }
    let alone = times(tokens);
    if let Ok(found) = &alone
        && !found.is_empty()
    {
        if found.contains(&DAY) {
            return Err(Unread::EndOfDay);
        }
        return Ok(found.iter().map(|from| Span { from: *from, to: None }).collect());
    }
    if let Some(found) = lasting(tokens)? {
        return Ok(found);
    }
    let found = ends(tokens)?;
    if found.is_empty() { alone.map(|_| found) } else { Ok(found) }
}

/// What has both a beginning and an end.
fn ends(tokens: &[Token]) -> Result<Vec<Span>, Unread> {
    for (at, token) in tokens.iter().enumerate() {
        if !is_until(*token) {
            continue;
        }
        let (before, after) = (&tokens[..at], &tokens[at + 1..]);
        // What ends at 00:00 ends with the day.
        let ends = times(after)?.into_iter().map(|end| if end == 0 { DAY } else { end });
        let ends: Vec<i64> = ends.collect();
        let starts = times(&of_same_half(before, after))?;
        if !starts.is_empty() && !ends.is_empty() {
            return between(&starts, &ends);
        }
    }
    Ok(Vec::new())
}

/// Whether it stands between the ends of a span.
pub(super) const fn is_until(token: Token) -> bool {
    matches!(token, Token::Mark('-') | Token::Until | Token::To)
}

/// "9 i två timmar", "kl. 9 (3 h)"
fn lasting(tokens: &[Token]) -> Result<Option<Vec<Span>>, Unread> {
    let [rest @ .., Token::Number(count, _) | Token::Count(count), Token::Unit(unit)] = tokens
    else {
        return Ok(None);
    };
    let length = match unit {
        Unit::Hour => i64::from(*count) * HOUR,
        Unit::Minute => i64::from(*count),
        Unit::Day | Unit::Month | Unit::Year => return Ok(None),
    };
    let rest = rest.strip_suffix(&[Token::Of]).unwrap_or(rest);
    let starts = times(rest)?;
    let spans = starts.iter().map(|from| Span { from: *from, to: Some(from + length) });
    Ok((!starts.is_empty()).then(|| spans.collect()))
}

/// "1–3 pm": what stands behind the end is said of the beginning too.
fn of_same_half(before: &[Token], after: &[Token]) -> Vec<Token> {
    let is_half = |token: Option<&Token>| matches!(token, Some(Token::Am | Token::Pm));
    let half = after.last().filter(|half| is_half(Some(half)) && !is_half(before.last()));
    // "11–1 pm" begins before noon.
    let said = half.filter(|_| may_be_in_half(before, after));
    before.iter().chain(said).copied().collect()
}

/// Whether the beginning, in the half of the day in which the end is, lies before the end.
fn may_be_in_half(before: &[Token], after: &[Token]) -> bool {
    let half: Vec<Token> = before.iter().chain(after.last()).copied().collect();
    match (times(&half).as_deref(), times(after).as_deref()) {
        (Ok([from, ..]), Ok([to, ..])) => from < to,
        _ => false,
    }
}

/// The spans between any of the beginnings and any of the ends; the long ones only where there are no others.
fn between(starts: &[i64], ends: &[i64]) -> Result<Vec<Span>, Unread> {
    let pairs = starts.iter().flat_map(|from| ends.iter().map(move |to| (*from, *to)));
    let rising: Vec<(i64, i64)> = pairs.filter(|(from, to)| from < to).collect();
    if rising.is_empty() {
        return Err(Unread::EndsFirst);
    }
    let is_short = |(from, to): &&(i64, i64)| to - from <= HALF_DAY;
    let any_short = rising.iter().any(|pair| is_short(&pair));
    let wanted = rising.iter().filter(|pair| !any_short || is_short(pair));
    Ok(wanted.map(|(from, to)| Span { from: *from, to: Some(*to) }).collect())
}

/// The times that may be meant, in minutes from midnight; 24:00 is the end of the day.
pub(super) fn times(tokens: &[Token]) -> Result<Vec<i64>, Unread> {
    let tokens = tokens.strip_prefix(&[Token::Clock]).unwrap_or(tokens);
    let tokens = tokens.strip_suffix(&[Token::Clock]).unwrap_or(tokens);
    match *tokens {
        [Token::Noon] => Ok(vec![HALF_DAY]),
        [Token::Midnight] => Ok(vec![0]),
        [ref rest @ .., half @ (Token::Am | Token::Pm)] => {
            let mut found: Vec<i64> = by_clock(rest)?
                .into_iter()
                .filter(|time| *time <= HALF_DAY + 59 || half == Token::Pm)
                .map(|time| time % HALF_DAY + if half == Token::Pm { HALF_DAY } else { 0 })
                .collect();
            found.dedup();
            Ok(found)
        }
        _ => by_clock(tokens),
    }
}

/// A time as the clock shows it, or as it is said.
fn by_clock(tokens: &[Token]) -> Result<Vec<i64>, Unread> {
    match *tokens {
        [Token::Number(hour, digits @ 1..=2)] => Ok(half_open(at(hour, 0)?, digits == 1)),
        // "930"
        [Token::Number(digits, 3)] if digits % 100 % 15 == 0 => {
            Ok(vec![at(digits / 100, digits % 100)?])
        }
        [Token::Number(digits, 4)] => Ok(vec![at(digits / 100, digits % 100)?]),
        [Token::Number(hour, digits @ 1..=2), Token::Mark(':' | '.'), Token::Number(minute, 2)]
        | [
            Token::Number(hour, digits @ 1..=2),
            Token::Mark(':'),
            Token::Number(minute, 2),
            Token::Mark(':'),
            Token::Number(0, 2),
        ] => Ok(half_open(at(hour, minute)?, digits == 1)),
        // "nine thirty", "nine-thirty"
        [Token::Count(hour), Token::Number(minute, 2) | Token::Count(minute @ 10..=59)]
        | [Token::Count(hour), Token::Mark('-'), Token::Count(minute @ 13..=59)] => {
            Ok(half_open(at(hour, minute)?, true))
        }
        [Token::HalfTo, hour] => spoken(hour, -30),
        [Token::HalfPast, hour] => spoken(hour, 30),
        [Token::Quarter, Token::Past, hour] => spoken(hour, 15),
        [Token::Quarter, Token::Of | Token::To, hour] => spoken(hour, -15),
        [minutes, Token::Past, hour] => spoken_by(minutes, hour, 0, 1),
        [minutes, Token::Of, hour] => spoken_by(minutes, hour, 0, -1),
        // "9 to 11" has an end.
        [minutes @ Token::Count(_), Token::To, hour] => spoken_by(minutes, hour, 0, -1),
        [minutes, Token::Past, Token::HalfTo, hour] => spoken_by(minutes, hour, -30, 1),
        [minutes, Token::Of, Token::HalfTo, hour] => spoken_by(minutes, hour, -30, -1),
        [hour @ Token::Count(_)] => spoken(hour, 0),
        _ => Ok(Vec::new()),
    }
}

/// "tjugo över nio": so many minutes before or after.
fn spoken_by(minutes: Token, hour: Token, from: i64, way: i64) -> Result<Vec<i64>, Unread> {
    match minutes {
        Token::Count(minutes @ 1..=29) | Token::Number(minutes @ 1..=29, 1..=2) => {
            spoken(hour, from + way * i64::from(minutes))
        }
        _ => Ok(Vec::new()),
    }
}

/// An hour as it is said, and minutes before or after it.
fn spoken(hour: Token, minutes: i64) -> Result<Vec<i64>, Unread> {
    let (Token::Count(hour) | Token::Number(hour, 1..=2)) = hour else { return Ok(Vec::new()) };
    let time = (at(hour, 0)? + minutes).rem_euclid(DAY);
    Ok(half_open(time, true))
}

/// A time said with the hours of a clock's face may be before noon or after it: where it is the small hours or the
/// afternoon, one cannot know which. In the morning nobody means the evening.
fn half_open(time: i64, by_face: bool) -> Vec<i64> {
    let small_hours = (30..7 * HOUR).contains(&time);
    if by_face && small_hours { vec![time + HALF_DAY, time] } else { vec![time] }
}

/// A time of the clock, in minutes from midnight. 24:00 is the end of the day.
fn at(hour: u32, minute: u32) -> Result<i64, Unread> {
    let is_time = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
    let time = i64::from(hour) * HOUR + i64::from(minute);
    is_time.then_some(time).ok_or(Unread::NoSuchTime)
}
