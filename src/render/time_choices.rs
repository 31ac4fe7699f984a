//! Days and times to pick from while somebody types: what is meant so far, and what begins so.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::choices::Choice;
use super::reader::Reader;
use crate::actions::choices::MOST;
use crate::domain::holiday::Holiday;
use crate::domain::language::Language;
use crate::domain::typed_when::{
    Asked, Bare, Hours, When, folded, parse_minutes, parse_times, parse_when,
};

/// How far ahead days are offered that begin as what is typed, in days.
const AHEAD: u64 = 400;
/// How far back, where what has been is asked for too.
const BACK: u64 = 400;

/// The day that is typed, spelt out, and days to come that begin so; while nothing is typed, the coming working days.
/// In the reader's zone.
pub fn dates(reader: Reader, typed: &str, today: NaiveDate) -> Vec<Choice> {
    if typed.trim().is_empty() {
        let days = today.checked_add_days(Days::new(7)).into_iter().flat_map(|day| day.iter_days());
        let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        return working.take(15).map(|day| choice(reader, on(day))).collect();
    }
    offered(reader, typed, today, today)
}

/// The day that is typed, spelt out, and days that begin so; while nothing is typed, the days on which appointments and
/// terms begin and end: today, tomorrow, the firsts of the coming months, the ends of the years.
pub fn days(reader: Reader, typed: &str, today: NaiveDate) -> Vec<Choice> {
    if !typed.trim().is_empty() {
        let first = today.checked_sub_days(Days::new(BACK)).unwrap_or(today);
        return offered(reader, typed, today, first);
    }
    let firsts =
        (1..=6).filter_map(|ahead| today.with_day(1)?.checked_add_months(Months::new(ahead)));
    let last_days =
        (0..=1).filter_map(|ahead| NaiveDate::from_ymd_opt(today.year() + ahead, 12, 31));
    let named = [(Some(today), "day-today"), (today.succ_opt(), "day-tomorrow")];
    let named = named.into_iter().filter_map(|(day, key)| {
        let name = reader.text(key, &[("day", reader.date(day?).into())]);
        Some(Choice { name, value: day?.to_string() })
    });
    let rest = firsts.chain(last_days).map(|day| choice(reader, on(day)));
    each_once(named.chain(rest))
}

/// A day and nothing else.
const fn on(day: NaiveDate) -> When {
    When { day: Some(day), time: None }
}

/// What is meant, as it is understood, and as we read it again.
fn choice(reader: Reader, when: When) -> Choice {
    Choice { name: reader.understood(when), value: when.to_string() }
}

fn each_once(choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let mut offered: Vec<Choice> = Vec::new();
    for one in choices {
        if offered.len() < MOST && !offered.iter().any(|other| other.value == one.value) {
            offered.push(one);
        }
    }
    offered
}

/// What is meant by what is typed, by what it may become, and the days from `first` on that begin so.
fn offered(reader: Reader, typed: &str, today: NaiveDate, first: NaiveDate) -> Vec<Choice> {
    let asked = Asked { today, language: reader.language };
    let meant = |typed: &str| parse_when(typed, asked).ok();
    let begins = folded(typed);
    let becomes = phrases(reader).into_iter().filter(|phrase| folded(phrase).starts_with(&begins));
    let becomes = becomes.filter_map(|phrase| meant(&phrase)).flatten().collect::<Vec<_>>();
    let ahead = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let all = || first.iter_days().take_while(|day| *day <= ahead);
    // Those to come before those that have been.
    let alike = all().filter(|day| *day >= today).chain(all().filter(|day| *day < today));
    let alike = alike
        .filter(|day| forms(reader, *day).iter().any(|form| folded(form).starts_with(&begins)));
    let exact = meant(typed).unwrap_or_default();
    let whens = exact.into_iter().chain(becomes).chain(alike.take(MOST).map(on));
    let found = each_once(whens.map(|when| choice(reader, when)));
    if !found.is_empty() {
        return found;
    }
    // Somebody goes on typing: "torsdag 11 mars kl".
    let so_far = as_far_as_it_goes(typed, meant).unwrap_or_default();
    each_once(so_far.into_iter().map(|when| choice(reader, when)))
}

/// What is read of the longest beginning of a text that can be read.
fn as_far_as_it_goes<T>(typed: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let ends = typed.char_indices().map(|(at, _)| at).chain([typed.len()]).rev().take(30);
    ends.filter(|end| *end > 0).find_map(|end| read(&typed[..end]))
}

/// What people say of days that are near.
fn phrases(reader: Reader) -> Vec<String> {
    let monday = NaiveDate::from_isoywd_opt(2027, 1, Weekday::Mon).unwrap_or_default();
    let weekdays: Vec<String> = monday.iter_days().take(7).map(|day| reader.weekday(day)).collect();
    let fixed: &[&str] = match reader.language {
        Language::Swedish => &[
            "i dag",
            "i morgon",
            "i övermorgon",
            "om en vecka",
            "om två veckor",
            "om tre veckor",
            "om en månad",
        ],
        Language::English => {
            &["today", "tomorrow", "in a week", "in two weeks", "in three weeks", "in a month"]
        }
    };
    let (on, next, next_week) = match reader.language {
        Language::Swedish => ("på", "nästa", "nästa vecka"),
        Language::English => ("on", "next", "next week"),
    };
    let of_weekdays = weekdays.iter().flat_map(|day| {
        [
            day.clone(),
            format!("{on} {day}"),
            format!("{next} {day}"),
            format!("{next_week} {day}"),
            format!("{day} {next_week}"),
        ]
    });
    let (nths, of) = match reader.language {
        Language::Swedish => (["första", "andra", "tredje", "fjärde", "sista"], "i"),
        Language::English => (["first", "second", "third", "fourth", "last"], "of"),
    };
    let months: Vec<String> = (1..=12)
        .filter_map(|month| NaiveDate::from_ymd_opt(2027, month, 1))
        .map(|first| reader.month(first))
        .collect();
    let of_months = nths.iter().flat_map(|nth| {
        let (weekdays, months) = (&weekdays, &months);
        weekdays.iter().flat_map(move |day| {
            // "måndagen"
            let day = if of == "i" { format!("{day}en") } else { day.clone() };
            months.iter().map(move |month| format!("{nth} {day} {of} {month}"))
        })
    });
    let in_days = (2..=30).map(|count| match reader.language {
        Language::Swedish => format!("om {count} dagar"),
        Language::English => format!("in {count} days"),
    });
    let holidays = Holiday::ALL.into_iter().map(|holiday| reader.text(holiday.word(), &[]));
    let fixed = fixed.iter().map(|&phrase| phrase.to_owned());
    fixed.chain(of_weekdays).chain(holidays).chain(in_days).chain(of_months).collect()
}

/// A day as people begin to write it.
fn forms(reader: Reader, day: NaiveDate) -> [String; 9] {
    let (number, month, year, week) = (day.day(), day.month(), day.year(), day.iso_week().week());
    let (written, weekday) = (reader.day(day), reader.weekday(day));
    let (of_week, weekday_first) = match reader.language {
        Language::Swedish => {
            (format!("v {week} {weekday}"), format!("{weekday} {number}/{month} {year}"))
        }
        Language::English => {
            (format!("week {week} {weekday}"), format!("{weekday} {number}/{month} {year}"))
        }
    };
    [
        format!("{weekday} {written}"),
        weekday_first,
        written.clone(),
        match reader.language {
            Language::Swedish => format!("den {written}"),
            Language::English => format!("{} {number} {year}", reader.month(day)),
        },
        day.to_string(),
        format!("{number}/{month} {year}"),
        of_week,
        format!("vecka {week} {weekday}"),
        format!("{} {number}", reader.month(day)),
    ]
}

/// The time that is typed; and the hours and half hours of a working day that begin like it. Behind a dash, when it may
/// end.
pub fn times(reader: Reader, typed: &str) -> Vec<Choice> {
    let choice = |hours: Hours| choice(reader, When { day: None, time: Some(hours) });
    let exact = parse_times(typed).unwrap_or_default();
    let said = folded(typed);
    let becomes =
        spoken(reader).into_iter().filter(|phrase| !said.is_empty() && phrase.starts_with(&said));
    let becomes: Vec<Hours> =
        becomes.filter_map(|phrase| parse_times(&phrase).ok()).flatten().collect();
    let begins = digits(typed);
    let alike = |time: &NaiveTime| {
        ["%H%M", "%-H%M"].iter().any(|form| time.format(form).to_string().starts_with(&begins))
    };
    let halves = || {
        let first = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
        (0..24).map(move |half| first + TimeDelta::minutes(30 * half))
    };
    let is_begun =
        typed.trim().ends_with(['-', '–']) || typed.trim().is_empty() || is_number(typed);
    let open =
        halves().filter(|time| is_begun && alike(time)).map(|from| Hours { from, lasts: None });
    let start = typed.split_once(['-', '–']).map(|(start, end)| (parse_times(start), digits(end)));
    let ends = start.into_iter().flat_map(|(start, end)| {
        let start = start.unwrap_or_default().into_iter().next();
        (2..=16)
            .filter_map(move |half| {
                let lasts = TimeDelta::minutes(30 * half);
                let from = start?.from;
                let (to, over) = from.overflowing_add_signed(lasts);
                let begins_so = ["%H%M", "%-H%M"]
                    .iter()
                    .any(|form| to.format(form).to_string().starts_with(&end));
                (over == 0 && begins_so).then_some(Hours { from, lasts: Some(lasts) })
            })
            .collect::<Vec<_>>()
    });
    let found = each_once(exact.into_iter().chain(becomes).chain(ends).chain(open).map(choice));
    if !found.is_empty() {
        return found;
    }
    let so_far = as_far_as_it_goes(typed, |typed| parse_times(typed).ok()).unwrap_or_default();
    each_once(so_far.into_iter().map(choice))
}

/// Times as people say them.
fn spoken(reader: Reader) -> Vec<String> {
    let (hours, before): (&[&str], &[&str]) = match reader.language {
        Language::Swedish => (
            &[
                "åtta", "nio", "tio", "elva", "tolv", "ett", "två", "tre", "fyra", "fem", "sex",
                "sju",
            ],
            &["", "halv ", "kvart över ", "kvart i ", "klockan ", "kl "],
        ),
        Language::English => (
            &[
                "eight", "nine", "ten", "eleven", "twelve", "one", "two", "three", "four", "five",
                "six", "seven",
            ],
            &["", "half past ", "quarter past ", "quarter to ", "at "],
        ),
    };
    let noon = (reader.language == Language::English).then(|| "noon".to_owned());
    let all =
        before.iter().flat_map(|before| hours.iter().map(move |hour| format!("{before}{hour}")));
    all.chain(noon).collect()
}

/// The digits of what is typed.
fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a time is being typed in digits.
fn is_number(typed: &str) -> bool {
    let without = typed.trim().to_lowercase();
    let without = without.trim_start_matches("kl").trim_start_matches(['.', ' ']);
    !without.is_empty() && without.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

/// How long something takes, at most `most` minutes: what is typed, where it can be read, and what of the usual begins
/// so.
pub fn lengths(
    reader: Reader,
    typed: &str,
    (usual, bare, most): (&[i64], Bare, i64),
) -> Vec<Choice> {
    let choice =
        |minutes: i64| Choice { name: reader.minutes(minutes), value: minutes.to_string() };
    let begins = folded(typed);
    let alike = |minutes: &i64| {
        let written = folded(&reader.minutes(*minutes));
        written.starts_with(&begins) || minutes.to_string().starts_with(&begins)
    };
    let alike = usual.iter().copied().filter(alike);
    let meant = as_far_as_it_goes(typed, |typed| parse_minutes(typed, (bare, most)));
    each_once(meant.into_iter().chain(alike).map(choice))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SWEDISH: Reader =
        Reader::on_discord(Language::Swedish).in_zone(chrono_tz::Europe::Stockholm);
    const ENGLISH: Reader =
        Reader::on_discord(Language::English).in_zone(chrono_tz::Europe::Stockholm);

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    fn values(choices: &[Choice]) -> Vec<&str> {
        choices.iter().map(|choice| choice.value.as_str()).collect()
    }

    #[test]
    fn a_typed_day_is_spelt_out_so_that_its_weekday_week_and_holiday_are_seen() {
        let today = day(2027, 2, 1);
        let first = |reader, typed| dates(reader, typed, today)[0].name.clone();
        assert_eq!(first(SWEDISH, "11/3"), "torsdag 11 mars 2027, v. 10");
        assert_eq!(first(SWEDISH, "6 maj"), "torsdag 6 maj 2027, v. 18, Kristi himmelsfärdsdag");
        assert_eq!(first(ENGLISH, "25 June"), "Friday 25 June 2027, week 25, Midsummer Eve");
        assert_eq!(first(SWEDISH, "v. 10 torsdag kl 13"), "torsdag 11 mars 2027, v. 10, kl. 13:00");
        assert_eq!(
            values(&dates(SWEDISH, "v. 10 torsdag kl 13–15", today))[0],
            "2027-03-11 13:00–15:00"
        );
        assert_eq!(dates(ENGLISH, "", today).len(), 15);
        assert_eq!(dates(ENGLISH, "soon", today), []);
        // Both of what may be meant.
        assert_eq!(values(&dates(ENGLISH, "3/11", today))[..2], ["2027-11-03", "2027-03-11"]);
    }

    #[test]
    fn typing_on_narrows_what_is_offered_and_never_empties_it_of_what_begins_so() {
        let today = day(2027, 2, 1);
        for reader in [SWEDISH, ENGLISH] {
            for wanted in today.iter_days().take(300).step_by(43) {
                for form in forms(reader, wanted) {
                    let last = form.chars().count();
                    for length in [last - 1, last] {
                        let typed: String = form.chars().take(length).collect();
                        let offered = dates(reader, &typed, today);
                        let value = wanted.to_string();
                        let is_offered = offered.iter().any(|one| one.value == value);
                        // What is written is meant to be another day of another year, where less is typed.
                        assert!(is_offered || length < last, "{typed}: {offered:?}");
                    }
                }
            }
        }
        let mut before = MOST;
        for typed in [
            "t",
            "to",
            "tor",
            "tors",
            "torsdag",
            "torsdag 1",
            "torsdag 11",
            "torsdag 11 m",
            "torsdag 11 mars 2027",
        ] {
            let offered = dates(SWEDISH, typed, today);
            assert!(!offered.is_empty() && offered.len() <= before, "{typed}: {offered:?}");
            before = offered.len();
        }
        assert!(values(&dates(SWEDISH, "nästa o", today)).contains(&"2027-02-10"));
        for typed in [
            "sista må",
            "sista måndagen i ma",
            "om 1",
            "torsdag 11 mars kl",
            "mars",
            "midsommara",
            "kl 9 d",
            "fredag d",
        ] {
            assert!(!dates(SWEDISH, typed, today).is_empty(), "{typed}");
        }
        for typed in
            ["last M", "last Monday of Ma", "the 11", "March", "Easter Mo", "in 1", "11 March at"]
        {
            assert!(!dates(ENGLISH, typed, today).is_empty(), "{typed}");
        }
        assert!(values(&dates(SWEDISH, "v. 1", today)).contains(&"2027-03-11"));
    }

    #[test]
    fn days_on_which_something_begins_or_ends_are_offered() {
        let today = day(2027, 12, 31);
        let offered = days(SWEDISH, "", today);
        let lines: Vec<_> =
            offered.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
        assert_eq!(lines[0], ("i dag, fredag 31 december 2027", "2027-12-31"));
        assert_eq!(lines[1].1, "2028-01-01");
        assert_eq!(lines[2].1, "2028-02-01");
        assert_eq!(lines.last().expect("one").1, "2028-12-31");
        assert_eq!(values(&days(SWEDISH, "11 mars 2028", today)), ["2028-03-11"]);
        assert!(
            values(&days(SWEDISH, "2027-01-1", today)).contains(&"2027-01-15"),
            "what has been"
        );
    }

    #[test]
    fn times_are_offered_as_they_are_typed() {
        let names = |typed| {
            times(SWEDISH, typed).into_iter().map(|choice| choice.value).collect::<Vec<_>>()
        };
        assert_eq!(names("9")[..2], ["09:00", "09:30"]);
        assert_eq!(names("9:15"), ["09:15"]);
        assert_eq!(names("1")[..3], ["13:00", "01:00", "10:00"]);
        assert_eq!(names("").len(), 24);
        assert_eq!(names("halv nio"), ["08:30"]);
        assert_eq!(names("halv ni"), ["08:30"]);
        assert_eq!(names("kvart över n"), ["09:15"]);
        assert!(names("kl").contains(&"09:00".to_owned()));
        assert_eq!(names("9-")[..2], ["09:00–10:00", "09:00–10:30"]);
        assert!(names("9–1").contains(&"09:00–12:00".to_owned()));
        assert_eq!(names("9–11")[0], "09:00–11:00");
    }

    #[test]
    fn lengths_are_offered_as_they_are_typed() {
        let names = |typed| {
            let offered =
                lengths(SWEDISH, typed, (&[60, 90, 120, 180], Bare::HoursOrMinutes, 1440));
            offered.into_iter().map(|choice| choice.name).collect::<Vec<_>>()
        };
        assert_eq!(names("").len(), 4);
        assert_eq!(names("1,5 tim"), ["1 timme 30 minuter"]);
        assert_eq!(names("2")[0], "2 timmar");
        assert_eq!(names("1,5 t")[0], "1 timme 30 minuter", "as far as it goes");
    }

    /// What is written the parser reads, and reads as it was meant.
    #[test]
    fn what_is_rendered_is_read_again_for_every_day_of_thirty_years_in_both_languages() {
        let first = day(2015, 1, 1);
        for reader in [SWEDISH, ENGLISH] {
            for meant in first.iter_days().take_while(|day| day.year() < 2045) {
                let asked = Asked { today: meant, language: reader.language };
                let read = |typed: &str| {
                    parse_when(typed, asked).unwrap_or_else(|why| panic!("{typed}: {why:?}"))
                };
                let time = NaiveTime::from_num_seconds_from_midnight_opt(
                    60 * (meant.num_days_from_ce().unsigned_abs() * 37 % 1440),
                    0,
                );
                let time = time.expect("a time");
                let hours = Hours { from: time, lasts: None };
                for written in [
                    reader.date(meant),
                    reader.day(meant),
                    meant.to_string(),
                    reader.understood(on(meant)),
                ] {
                    assert_eq!(read(&written), [on(meant)], "{written}");
                }
                let both = When { day: Some(meant), time: Some(hours) };
                for written in
                    [reader.understood(both), both.to_string(), reader.short(meant.and_time(time))]
                {
                    assert_eq!(read(&written), [both], "{written}");
                }
                let lasts = Some(TimeDelta::minutes(i64::from(meant.ordinal())));
                let long = When { day: Some(meant), time: Some(Hours { from: time, lasts }) };
                for written in [reader.understood(long), long.to_string()] {
                    assert_eq!(read(&written), [long], "{written}");
                }
            }
        }
    }
}
