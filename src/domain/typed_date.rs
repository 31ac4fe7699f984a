//! Dates and times as people type them on a phone.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

/// Months by their first three letters, in Swedish and English.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mar"],
    &["apr"],
    &["maj", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

/// Reads `2027-03-11`, `20270311`, `11/3`, `11/3 2027`, `11.3.2027`, `11 mars`, `11 mars 2027`,
/// `idag`, `imorgon` and their English. Without a year, the next such day from `today` is meant. A
/// year lies between 1970 and 2100: any other is a slip of the finger.
pub fn parse_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    read(text, today).filter(|date| (1970..=2100).contains(&date.year()))
}

fn read(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "idag" | "i dag" | "today" => return Some(today),
        "imorgon" | "i morgon" | "tomorrow" => return today.checked_add_days(Days::new(1)),
        _ => {}
    }
    if let Ok(date) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        return Some(date).filter(|_| text.len() == 10);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(&text, "%Y%m%d").ok();
    }
    let parts: Vec<&str> =
        text.split([' ', '/', '.', ',']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [day, month] => next_such_day(day.parse().ok()?, month_number(month)?, today),
        [day, month, year] => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month_number(month)?, day.parse().ok()?)
        }
        _ => None,
    }
}

fn month_number(word: &str) -> Option<u32> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let named = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(named + 1).ok()
}

fn next_such_day(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    (today.year()..today.year() + 9)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= today)
}

/// Reads `9`, `09`, `9:30`, `09.30`, `0930` and `kl. 9`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    let text = text.trim_start_matches("kl").trim_start_matches('.').trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => (text, "00"),
    };
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
}

fn number(digits: &str) -> Option<u32> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        let today = day(2027, 2, 1);
        for text in [
            "2027-03-11",
            "20270311",
            "11/3",
            "11/3 2027",
            "11.3.2027",
            "11 mars",
            "11 March 2027",
            " 11 MARS ",
        ] {
            assert_eq!(parse_date(text, today), Some(day(2027, 3, 11)), "{text}");
        }
        assert_eq!(parse_date("imorgon", today), Some(day(2027, 2, 2)));
        assert_eq!(parse_date("today", today), Some(today));
        for text in ["+12027-1-1", "+207-01-01", "0207-05-01", "02070501", "1/5 207", "1/5 20270"] {
            assert_eq!(parse_date(text, today), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_next_one() {
        assert_eq!(parse_date("1 feb", day(2027, 2, 1)), Some(day(2027, 2, 1)));
        assert_eq!(parse_date("31/1", day(2027, 2, 1)), Some(day(2028, 1, 31)));
        assert_eq!(parse_date("29/2", day(2027, 3, 1)), Some(day(2028, 2, 29)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "nästa vecka",
            "2027-02-30",
            "31/4",
            "0/1",
            "11/13",
            "1 2 3 4",
            "11/3 27",
            "99999999",
        ] {
            assert_eq!(parse_date(text, day(2027, 2, 1)), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_in_the_ways_people_write_them() {
        let half_past_nine = NaiveTime::from_hms_opt(9, 30, 0);
        for text in ["9:30", "09:30", "9.30", "0930", "kl 9.30", "kl. 09:30"] {
            assert_eq!(parse_time(text), half_past_nine, "{text}");
        }
        assert_eq!(parse_time("9"), NaiveTime::from_hms_opt(9, 0, 0));
        for text in ["", "25", "9:60", "9:3", "nio", "+9", "123", "9:30:00"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_nothing_breaks(text in ".{0,40}") {
            parse_date(&text, day(2027, 2, 1));
            parse_time(&text);
        }
    }
}
