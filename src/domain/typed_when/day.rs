//! Which days are meant.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::lexicon::{Token, Unit};
use super::{Asked, Unread};
use crate::domain::language::Language;

/// How much may be said of a day beside it: its weekday, its week, what it is called, and that it is tomorrow.
const MOST_BESIDE: usize = 4;

/// How long ago a day has just been, in days.
const JUST_BEEN: i64 = 45;

/// The years that are believed: any other is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2100;

/// The days that may be meant; none where this is no day at all.
pub(super) fn days(tokens: &[Token], asked: Asked) -> Result<Vec<NaiveDate>, Unread> {
    let mut found = meant(&articles_left_out(tokens), asked, MOST_BESIDE)?;
    let is_day = !found.is_empty();
    found.retain(|day| YEARS.contains(&day.year()));
    if is_day && found.is_empty() {
        return Err(Unread::NoSuchDay);
    }
    // A week is meant, and no day of it said: meetings are on working days.
    if matches!(found.len(), 7 | 14) {
        found.retain(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    }
    Ok(found)
}

/// Without the words that change nothing, but for the article that makes a number a day: "den 11".
fn articles_left_out(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).map(|at| tokens[at]), tokens.get(at + 1));
        let is_left_out = match token {
            Token::The | Token::Of | Token::From => true,
            Token::In => matches!(after, Some(Token::Month(_) | Token::Week)),
            _ => false,
        };
        let by_itself = before == Some(Token::The)
            && !matches!(after, Some(Token::Month(_) | Token::Mark(_) | Token::Weekday(_)));
        match *token {
            _ if is_left_out => {}
            Token::Number(day, 1..=2) | Token::Ordinal(day) if by_itself => {
                kept.push(Token::Nth(day));
            }
            other => kept.push(other),
        }
    }
    kept
}

fn meant(tokens: &[Token], asked: Asked, most_beside: usize) -> Result<Vec<NaiveDate>, Unread> {
    let found = by_itself(tokens, asked)?;
    if !found.is_empty() || most_beside == 0 {
        return Ok(found);
    }
    // A weekday, a week or a holiday stands before or behind a day that is one without it: they have to agree.
    for (beside, rest) in with_beside(tokens) {
        let base = meant(rest, asked, most_beside - 1)?;
        if base.is_empty() {
            continue;
        }
        let agreeing: Vec<NaiveDate> =
            base.iter().copied().filter(|day| beside.agrees(*day, asked.today)).collect();
        if !agreeing.is_empty() {
            return Ok(agreeing);
        }
        // One of the two is a slip: both are offered. What cannot be so is no day.
        let others = base.iter().filter_map(|day| beside.nearest(*day));
        let all = each_once(base.iter().copied().chain(others));
        return Ok(if all.len() > base.len() { all } else { Vec::new() });
    }
    // "fredag 12": only where that is one.
    if let [Token::Weekday(weekday), Token::Number(day, 1..=2)] = *tokens {
        let mut found = days_of_month(day, asked.today);
        return Ok(found.find(|day| day.weekday() == weekday).into_iter().collect());
    }
    Ok(Vec::new())
}

/// The next days of that number, in this month and the two after it.
fn days_of_month(day: u32, today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let firsts =
        (0..3).filter_map(move |ahead| today.with_day(1)?.checked_add_months(Months::new(ahead)));
    firsts.filter_map(move |first| first.with_day(day)).filter(move |day| *day >= today)
}

/// What is said of a day beside the day itself.
#[derive(Clone, Copy)]
enum Beside {
    Weekday(Weekday),
    Week(u32),
    Holiday(crate::domain::holiday::Holiday),
    DaysAhead(i64),
}

impl Beside {
    fn agrees(self, day: NaiveDate, today: NaiveDate) -> bool {
        match self {
            Self::Weekday(weekday) => day.weekday() == weekday,
            Self::Week(week) => day.iso_week().week() == week,
            Self::Holiday(holiday) => holiday.in_year(day.year()) == Some(day),
            Self::DaysAhead(ahead) => ahead_of(today, ahead) == Some(day),
        }
    }

    /// The day near another of which it is so.
    fn nearest(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Weekday(weekday) => day_of_week(day, weekday),
            Self::Week(week) => {
                NaiveDate::from_isoywd_opt(day.iso_week().year(), week, day.weekday())
            }
            Self::Holiday(holiday) => holiday.in_year(day.year()),
            Self::DaysAhead(_) => None,
        }
    }
}

/// The ways to take something from the beginning or the end, with what is left.
fn with_beside(tokens: &[Token]) -> impl Iterator<Item = (Beside, &[Token])> {
    let one = |token: &Token| match token {
        Token::Weekday(weekday) => Some(Beside::Weekday(*weekday)),
        Token::Holiday(holiday) => Some(Beside::Holiday(*holiday)),
        Token::DaysAhead(ahead) => Some(Beside::DaysAhead(*ahead)),
        _ => None,
    };
    let week = |tokens: &[Token]| match tokens {
        [Token::Week, Token::Number(week, 1..=2)] => Some(Beside::Week(*week)),
        _ => None,
    };
    let ways = [
        tokens.split_first().and_then(|(first, rest)| Some((one(first)?, rest))),
        tokens.split_last().and_then(|(last, rest)| Some((one(last)?, rest))),
        tokens.split_at_checked(2).and_then(|(first, rest)| Some((week(first)?, rest))),
        tokens
            .len()
            .checked_sub(2)
            .and_then(|at| tokens.split_at_checked(at))
            .and_then(|(rest, last)| Some((week(last)?, rest))),
    ];
    ways.into_iter().flatten().filter(|(_, rest)| !rest.is_empty())
}

/// A day that is said at one go.
fn by_itself(tokens: &[Token], asked: Asked) -> Result<Vec<NaiveDate>, Unread> {
    let today = asked.today;
    let one = |day: Option<NaiveDate>| Ok(day.into_iter().collect());
    match *tokens {
        [Token::DaysAhead(ahead)] => one(ahead_of(today, ahead)),
        [Token::Weekday(weekday)] | [Token::This, Token::Weekday(weekday)] => {
            Ok(next_weekday(today, weekday))
        }
        [Token::Next, Token::Weekday(weekday)] => {
            let coming = next_weekday(tomorrow(today), weekday);
            let of_next_week = ahead_of(today, 7).and_then(|later| day_of_week(later, weekday));
            Ok(each_once(coming.into_iter().take(1).chain(of_next_week)))
        }
        [Token::Next, Token::Week] => Ok(week_of(ahead_of(today, 7))),
        [Token::This, Token::Week] => {
            Ok(week_of(Some(today)).into_iter().filter(|day| *day >= today).collect())
        }
        [Token::Nth(day)] => existing(
            (0..12)
                .filter_map(|ahead| today.with_day(1)?.checked_add_months(Months::new(ahead)))
                .filter_map(|first| first.with_day(day))
                .find(|day| *day >= today),
        ),
        _ => {
            if let Some(written) = in_digits(tokens, asked) {
                return written;
            }
            let found = after_a_while(tokens, today)?;
            if found.is_empty() { with_or_without_year(tokens, asked) } else { Ok(found) }
        }
    }
}

/// A day that is written with its year in digits alone, if it is.
fn in_digits(tokens: &[Token], asked: Asked) -> Option<Result<Vec<NaiveDate>, Unread>> {
    Some(match *tokens {
        // "20270311", "270311"
        [Token::Number(digits, 8)] => written((digits / 10000, digits / 100 % 100, digits % 100)),
        [Token::Number(digits, 6)] => {
            written((2000 + digits / 10000, digits / 100 % 100, digits % 100))
        }
        // "2027-03-11"
        [
            Token::Number(year, 4),
            Token::Mark('-' | '/' | '.'),
            Token::Number(month, _),
            Token::Mark('-' | '/' | '.'),
            Token::Number(day, _),
        ] => written((year, month, day)),
        // "27-03-11"
        [
            Token::Number(year @ 0..=69, 2),
            Token::Mark('-'),
            Token::Number(month, 2),
            Token::Mark('-'),
            Token::Number(day, 2),
        ] if written((2000 + year, month, day)).is_ok() => written((2000 + year, month, day)),
        // "27/3/12": the year may stand first.
        [
            Token::Number(first @ 25..=69, 2),
            Token::Mark(mark @ ('/' | '.')),
            Token::Number(second, 1..=2),
            Token::Mark('/' | '.'),
            Token::Number(last @ 0..=69, 2),
        ] => {
            let year = i32::try_from(2000 + last).ok();
            let day_first = in_numbers((first, second), mark, year, asked).unwrap_or_default();
            let year_first = written((2000 + first, second, last)).unwrap_or_default();
            let found = each_once(day_first.into_iter().chain(year_first));
            if found.is_empty() { Err(Unread::NoSuchDay) } else { Ok(found) }
        }
        // "2027-W12-4"
        [
            Token::Number(year, 4),
            Token::Mark('-'),
            Token::Week,
            Token::Number(week, 1..=2),
            Token::Mark('-'),
            Token::Number(day @ 1..=7, 1),
        ] => {
            let first = i32::try_from(year)
                .ok()
                .and_then(|year| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon));
            let found = first.and_then(|first| ahead_of(first, i64::from(day) - 1));
            found.map_or(Err(Unread::NoSuchWeek(week)), |day| Ok(vec![day]))
        }
        _ => return None,
    })
}

/// "om två veckor", "in two weeks", "two weeks from now", "torsdag om två veckor".
fn after_a_while(tokens: &[Token], today: NaiveDate) -> Result<Vec<NaiveDate>, Unread> {
    // "imorgon om en vecka"
    if let [Token::DaysAhead(ahead), ref rest @ ..] | [ref rest @ .., Token::DaysAhead(ahead)] =
        *tokens
        && !rest.is_empty()
    {
        let found = after_a_while(rest, today)?;
        return Ok(found.into_iter().filter_map(|day| ahead_of(day, ahead)).collect());
    }
    let (weekday, rest) = match *tokens {
        [Token::Weekday(weekday), ref rest @ ..] | [ref rest @ .., Token::Weekday(weekday)] => {
            (Some(weekday), rest)
        }
        _ => (None, tokens),
    };
    let (count, unit) = match *rest {
        [Token::In, ref while_ @ ..] | [ref while_ @ .., Token::FromNow] => match *while_ {
            [Token::Number(count, 1..=3) | Token::Count(count), unit] => (count, unit),
            _ => return Ok(Vec::new()),
        },
        _ => return Ok(Vec::new()),
    };
    let then = match unit {
        Token::Unit(Unit::Day) => today.checked_add_days(Days::new(count.into())),
        Token::Week => today.checked_add_days(Days::new(7 * u64::from(count))),
        Token::Unit(Unit::Month) => today.checked_add_months(Months::new(count)),
        Token::Unit(Unit::Year) => today.checked_add_months(Months::new(12 * count)),
        _ => None,
    };
    let Some(weekday) = weekday else { return Ok(then.into_iter().collect()) };
    // The weekday of that week, or so long after the coming one.
    let of_that_week = then.and_then(|then| day_of_week(then, weekday));
    let after_coming = next_weekday(tomorrow(today), weekday).into_iter().take(1);
    let weeks = matches!(unit, Token::Week).then(|| Days::new(7 * u64::from(count)));
    let after_coming = after_coming.filter_map(|day| day.checked_add_days(weeks?));
    Ok(each_once(of_that_week.into_iter().chain(after_coming)))
}

/// A day of the year, in the year that stands behind it, or the next such.
fn with_or_without_year(tokens: &[Token], asked: Asked) -> Result<Vec<NaiveDate>, Unread> {
    let (tokens, year) = match *tokens {
        [ref rest @ .., Token::Mark('-' | '/' | '.'), Token::Number(year, 4)]
        | [ref rest @ .., Token::Number(year, 4)]
        | [Token::Number(year, 4), ref rest @ ..] => (rest, Some(year)),
        // "17 mars -27"
        [ref rest @ .., Token::Mark('-'), Token::Number(year @ 25..=69, 2)]
            if matches!(rest, [Token::Number(..) | Token::Nth(_), Token::Month(_)]) =>
        {
            (rest, Some(2000 + year))
        }
        // "11.3.27"
        [ref rest @ .., Token::Mark('-' | '/' | '.'), Token::Number(year @ 0..=69, 2)]
            if matches!(rest, [Token::Number(..), Token::Mark(_), Token::Number(..)]) =>
        {
            (rest, Some(2000 + year))
        }
        // "11 mars 27", "11/3 27": two digits that are no hour.
        [ref rest @ .., Token::Number(year @ 25..=69, 2)]
            if matches!(rest, [_, .., Token::Month(_) | Token::Number(..)]) =>
        {
            (rest, Some(2000 + year))
        }
        _ => (tokens, None),
    };
    let year = year.and_then(|year| i32::try_from(year).ok());
    match *tokens {
        [Token::Number(first, 1..=2), Token::Mark(mark), Token::Number(second, 1..=2)] => {
            in_numbers((first, second), mark, year, asked)
        }
        [
            Token::Number(day, 1..=2) | Token::Nth(day) | Token::Ordinal(day),
            Token::Month(month),
        ]
        | [Token::Month(month), Token::Number(day, 1..=2) | Token::Nth(day)] => {
            let found = day_and_month((day, month), year, asked.today);
            if found.is_empty() { Err(Unread::NoSuchDay) } else { Ok(found) }
        }
        [Token::Week, Token::Number(week, 1..=2) | Token::Count(week)] => {
            let years =
                year.map_or(asked.today.year() - 1..=asked.today.year() + 2, |year| year..=year);
            let firsts =
                years.filter_map(|year| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon));
            let since = |first: NaiveDate| (asked.today - first).num_days() - 6;
            let is_wanted = |first: &NaiveDate| year.is_some() || since(*first) <= 0;
            let just_been =
                |first: &NaiveDate| year.is_none() && (1..=JUST_BEEN).contains(&since(*first));
            let all: Vec<NaiveDate> = firsts.collect();
            let next = all.iter().copied().find(is_wanted);
            let Some(next) = next else { return Err(Unread::NoSuchWeek(week)) };
            let just_been = all.iter().copied().find(just_been);
            Ok(just_been.into_iter().chain([next]).flat_map(|first| week_of(Some(first))).collect())
        }
        [Token::Holiday(holiday)] => {
            let mut years =
                year.map_or(asked.today.year()..=asked.today.year() + 1, |year| year..=year);
            let found = years.find_map(|one| {
                holiday.in_year(one).filter(|day| year.is_some() || *day >= asked.today)
            });
            Ok(found.into_iter().collect())
        }
        [
            nth @ (Token::Nth(_) | Token::Ordinal(_) | Token::Last),
            Token::Weekday(weekday),
            ref month @ ..,
        ] => nth_weekday((nth, weekday), month, year, asked.today),
        _ => Ok(Vec::new()),
    }
}

/// "sista måndagen i mars", "third Thursday of next month".
fn nth_weekday(
    (nth, weekday): (Token, Weekday),
    month: &[Token],
    year: Option<i32>,
    today: NaiveDate,
) -> Result<Vec<NaiveDate>, Unread> {
    let firsts: Vec<NaiveDate> = match (month, year) {
        ([Token::Month(month)], Some(year)) => {
            NaiveDate::from_ymd_opt(year, *month, 1).into_iter().collect()
        }
        ([Token::Month(month)], None) => (0..=1)
            .filter_map(|ahead| NaiveDate::from_ymd_opt(today.year() + ahead, *month, 1))
            .collect(),
        ([Token::This, Token::Unit(Unit::Month)] | [Token::Unit(Unit::Month)], None) => {
            let first = today.with_day(1);
            return Ok(first.and_then(|first| nth_in((nth, weekday), first)).into_iter().collect());
        }
        ([], None) if nth != Token::Last => {
            let firsts = (0..2)
                .filter_map(|ahead| today.with_day(1)?.checked_add_months(Months::new(ahead)));
            firsts.collect()
        }
        ([Token::Next, Token::Unit(Unit::Month)], None) => today
            .with_day(1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .into_iter()
            .collect(),
        _ => return Ok(Vec::new()),
    };
    let in_month = |first| nth_in((nth, weekday), first);
    let found = firsts.into_iter().filter_map(in_month);
    let found = found.into_iter().find(|day| year.is_some() || *day >= today);
    found.map_or(Err(Unread::NoSuchDay), |day| Ok(vec![day]))
}

/// The first, second or last such weekday of a month.
fn nth_in((nth, weekday): (Token, Weekday), first: NaiveDate) -> Option<NaiveDate> {
    let nth_one =
        |nth: u8| NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, nth);
    match nth {
        Token::Nth(nth) | Token::Ordinal(nth) => nth_one(u8::try_from(nth).ok()?),
        _ => (1..=5).rev().find_map(nth_one),
    }
}

/// "11/3", "11.3.2027": the day first, as Sweden writes it. Who reads English may have written the month first.
fn in_numbers(
    (first, second): (u32, u32),
    mark: char,
    year: Option<i32>,
    asked: Asked,
) -> Result<Vec<NaiveDate>, Unread> {
    // "9-11" is a span of hours.
    if !matches!(mark, '/' | '.') && (mark != '-' || year.is_none()) {
        return Ok(Vec::new());
    }
    let day_first = day_and_month((first, second), year, asked.today);
    // With a year there is no doubt where only one of them is a day.
    let may_be_month_first = mark != '.'
        && (asked.language == Language::English || (day_first.is_empty() && year.is_some()));
    let month_first = match may_be_month_first {
        true => day_and_month((second, first), year, asked.today),
        false => Vec::new(),
    };
    let found = each_once(day_first.into_iter().chain(month_first));
    if found.is_empty() { Err(Unread::NoSuchDay) } else { Ok(found) }
}

/// A day of a year, or the next such day from today on. Where it has just been, that may be meant: it comes first.
fn day_and_month((day, month): (u32, u32), year: Option<i32>, today: NaiveDate) -> Vec<NaiveDate> {
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    if let Some(year) = year {
        return in_year(year).into_iter().collect();
    }
    let years = today.year()..=today.year().saturating_add(8);
    let next = years.filter_map(in_year).find(|day| *day >= today);
    let last = [today.year().saturating_sub(1), today.year()].into_iter().filter_map(in_year);
    let just_been = last.filter(|day| *day < today && (today - *day).num_days() <= JUST_BEEN);
    just_been.chain(next).collect()
}

/// A day with its year, as numbers.
fn written((year, month, day): (u32, u32, u32)) -> Result<Vec<NaiveDate>, Unread> {
    let year = i32::try_from(year).unwrap_or_default();
    existing(NaiveDate::from_ymd_opt(year, month, day))
}

/// A day that was named, or that it does not exist.
fn existing(found: Option<NaiveDate>) -> Result<Vec<NaiveDate>, Unread> {
    found.map_or(Err(Unread::NoSuchDay), |day| Ok(vec![day]))
}

/// The next such weekday; on that weekday, today and the one in a week.
fn next_weekday(today: NaiveDate, weekday: Weekday) -> Vec<NaiveDate> {
    let ahead = u64::from(weekday.days_since(today.weekday()));
    let first = today.checked_add_days(Days::new(ahead));
    let second = today.checked_add_days(Days::new(7)).filter(|_| ahead == 0);
    first.into_iter().chain(second).collect()
}

/// The weekday in the week of a day.
fn day_of_week(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(day.iso_week().year(), day.iso_week().week(), weekday)
}

/// The seven days of a day's week.
fn week_of(day: Option<NaiveDate>) -> Vec<NaiveDate> {
    let first = day.and_then(|day| day_of_week(day, Weekday::Mon));
    first.map_or_else(Vec::new, |first| first.iter_days().take(7).collect())
}

fn ahead_of(day: NaiveDate, ahead: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::days(ahead))
}

fn tomorrow(today: NaiveDate) -> NaiveDate {
    today.succ_opt().unwrap_or(today)
}

fn each_once(days: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
    let mut found: Vec<NaiveDate> = Vec::new();
    for day in days {
        if !found.contains(&day) {
            found.push(day);
        }
    }
    found
}
