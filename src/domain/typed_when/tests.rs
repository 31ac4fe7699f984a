use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// A Monday, of week 5.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 2, 1).expect("a date");

fn swedish(typed: &str) -> Result<Vec<NaiveDate>, Unread> {
    parse_days(typed, Asked { today: TODAY, language: Language::Swedish })
}

fn english(typed: &str) -> Result<Vec<NaiveDate>, Unread> {
    parse_days(typed, Asked { today: TODAY, language: Language::English })
}

fn times(typed: &str) -> Result<Vec<String>, Unread> {
    let shown = |hours: &Hours| {
        let from = hours.from.format("%H:%M");
        match hours.lasts {
            Some(lasts) => format!("{from}+{}", lasts.num_minutes()),
            None => from.to_string(),
        }
    };
    parse_times(typed).map(|found| found.iter().map(shown).collect())
}

#[test]
fn a_day_is_read_in_the_ways_people_write_it() {
    let wanted = Ok(vec![day(2027, 3, 11)]);
    for typed in [
        "torsdag 11 mars 2027",
        "2027-03-11",
        "2027-3-11",
        "2027/03/11",
        "2027.03.11",
        "20270311",
        "270311",
        "11/3",
        "11/3 2027",
        "11/3-2027",
        "11/3-27",
        "11/3 27",
        "11.3",
        "11.3.2027",
        "11.3.27",
        "11.03.2027",
        "11-3-2027",
        "11 mars",
        " 11 MARS ",
        "11\u{a0}mars\u{202f}2027",
        "11 mar",
        "11 mar.",
        "11 mars 27",
        "den 11 mars",
        "den 11:e mars",
        "11:e mars",
        "11e mars",
        "elfte mars",
        "den elfte mars 2027",
        "tors 11/3",
        "tors. 11/3",
        "to\u{72}sdagen den 11 mars",
        "Tor 11 mars",
        "11 mars, torsdag",
        "11/3 (tors)",
        "v. 10 torsdag",
        "v 10 torsdag",
        "v10 tors",
        "V.10, torsdag",
        "vecka 10 torsdag",
        "torsdag v. 10",
        "torsdag i vecka 10",
        "torsdagen vecka 10 2027",
        "v. 10 2027 torsdag",
        "torsdag 11 mars 2027, v. 10",
        "andra torsdagen i mars",
        "2:a torsdagen i mars 2027",
    ] {
        assert_eq!(swedish(typed), wanted, "{typed}");
    }
    for typed in [
        "March 11, 2027",
        "11 March 2027",
        "Thursday 11 March 2027",
        "Thursday, March 11",
        "11th March",
        "March 11th, 2027",
        "the 11th of March",
        "Thu 11 Mar",
        "week 10 Thursday",
        "Thursday week 10",
        "Thursday of week 10",
        "w10 thu",
        "second Thursday of March",
        "2nd Thursday in March 2027",
        "2027-03-11",
        "11.3",
    ] {
        assert_eq!(english(typed), wanted, "{typed}");
    }
}

#[test]
fn days_near_today_are_read_as_they_are_said() {
    let cases = [
        ("idag", day(2027, 2, 1)),
        ("i dag", day(2027, 2, 1)),
        ("today", day(2027, 2, 1)),
        ("imorgon", day(2027, 2, 2)),
        ("i\u{a0}morgon", day(2027, 2, 2)),
        ("i morgon, tisdag 2 februari 2027", day(2027, 2, 2)),
        ("tomorrow", day(2027, 2, 2)),
        ("i övermorgon", day(2027, 2, 3)),
        ("i o\u{308}vermorgon", day(2027, 2, 3)),
        ("the day after tomorrow", day(2027, 2, 3)),
        ("igår", day(2027, 1, 31)),
        ("på tisdag", day(2027, 2, 2)),
        ("nu på torsdag", day(2027, 2, 4)),
        ("on Thursday", day(2027, 2, 4)),
        ("söndag", day(2027, 2, 7)),
        ("sondag", day(2027, 2, 7)),
        ("torsdag nästa vecka", day(2027, 2, 11)),
        ("nästa vecka torsdag", day(2027, 2, 11)),
        ("Thursday next week", day(2027, 2, 11)),
        ("torsdag denna vecka", day(2027, 2, 4)),
        ("om två veckor", day(2027, 2, 15)),
        ("om 14 dagar", day(2027, 2, 15)),
        ("om en månad", day(2027, 3, 1)),
        ("in two weeks", day(2027, 2, 15)),
        ("two weeks from now", day(2027, 2, 15)),
        ("in a week", day(2027, 2, 8)),
        ("torsdag om två veckor", day(2027, 2, 18)),
        ("om en vecka på torsdag", day(2027, 2, 11)),
        ("sista måndagen i mars", day(2027, 3, 29)),
        ("sista måndagen i mars 2028", day(2028, 3, 27)),
        ("last Monday of March", day(2027, 3, 29)),
        ("första tisdagen i nästa månad", day(2027, 3, 2)),
        ("sista fredagen i månaden", day(2027, 2, 26)),
        ("den 11:e", day(2027, 2, 11)),
        ("den 11", day(2027, 2, 11)),
        ("the 31st", day(2027, 3, 31)),
        ("1 feb", day(2027, 2, 1)),
        ("29/2", day(2028, 2, 29)),
        ("midsommarafton", day(2027, 6, 25)),
        ("kristi himmelsfärdsdag", day(2027, 5, 6)),
        ("nyårsafton 2028", day(2028, 12, 31)),
        ("fredag den 12", day(2027, 2, 12)),
        ("fredagen den 12:e", day(2027, 2, 12)),
        ("fredag 12", day(2027, 2, 12)),
        ("Friday the 12th", day(2027, 2, 12)),
        ("27-03-11", day(2027, 3, 11)),
        ("17 mars -27", day(2027, 3, 17)),
        ("17 March '27", day(2027, 3, 17)),
        ("2027 12 mars", day(2027, 3, 12)),
        ("2027-W12-4", day(2027, 3, 25)),
        ("2027 v. 12 torsdag", day(2027, 3, 25)),
        ("vecka tolv torsdag", day(2027, 3, 25)),
        ("Thursday in week 12", day(2027, 3, 25)),
        ("imorgon om en vecka", day(2027, 2, 9)),
        ("i övermorgon om två veckor", day(2027, 2, 17)),
        ("tomorrow in a week", day(2027, 2, 9)),
        ("första fredagen", day(2027, 2, 5)),
        ("första måndagen i månaden", day(2027, 2, 1)),
        ("3/17/2027", day(2027, 3, 17)),
        ("fredag 12 mars!", day(2027, 3, 12)),
        ("pa torsdag", day(2027, 2, 4)),
        ("１１ mars", day(2027, 3, 11)),
    ];
    for (typed, wanted) in cases {
        let read = if typed.is_ascii() { english(typed) } else { swedish(typed) };
        assert_eq!(read, Ok(vec![wanted]), "{typed}");
    }
}

#[test]
fn what_may_be_meant_in_two_ways_is_read_in_both() {
    // Whoever reads English may write the month first, or the day.
    assert_eq!(english("3/11"), Ok(vec![day(2027, 11, 3), day(2027, 3, 11)]));
    assert_eq!(english("3/11/2027"), Ok(vec![day(2027, 11, 3), day(2027, 3, 11)]));
    assert_eq!(english("3-11-2027"), Ok(vec![day(2027, 11, 3), day(2027, 3, 11)]));
    assert_eq!(english("3/3"), Ok(vec![day(2027, 3, 3)]));
    assert_eq!(english("3/25"), Ok(vec![day(2027, 3, 25)]));
    assert_eq!(english("25/3"), Ok(vec![day(2027, 3, 25)]));
    assert_eq!(swedish("3/11"), Ok(vec![day(2027, 11, 3)]));
    assert_eq!(english("Thu 3/11"), Ok(vec![day(2027, 3, 11)]), "the weekday tells which");

    // "Nästa onsdag" on a Tuesday.
    let on = |typed, today, language| parse_days(typed, Asked { today, language });
    let tuesday = day(2027, 2, 2);
    let both = Ok(vec![day(2027, 2, 3), day(2027, 2, 10)]);
    assert_eq!(on("nästa onsdag", tuesday, Language::Swedish), both);
    assert_eq!(on("next Wednesday", tuesday, Language::English), both);
    let friday = day(2027, 2, 5);
    let next_week = Ok(vec![day(2027, 2, 9)]);
    assert_eq!(on("nästa tisdag", friday, Language::Swedish), next_week);
    // A weekday on that weekday.
    assert_eq!(swedish("måndag"), Ok(vec![day(2027, 2, 1), day(2027, 2, 8)]));
    assert_eq!(swedish("nästa måndag"), Ok(vec![day(2027, 2, 8)]));
    let then = Ok(vec![day(2027, 2, 11), day(2027, 2, 18)]);
    assert_eq!(on("torsdag om en vecka", friday, Language::Swedish), then);

    // What has just been may be meant.
    assert_eq!(swedish("31/1"), Ok(vec![day(2027, 1, 31), day(2028, 1, 31)]));
    assert_eq!(swedish("1 januari"), Ok(vec![day(2027, 1, 1), day(2028, 1, 1)]));
    assert_eq!(swedish("v. 3 torsdag"), Ok(vec![day(2027, 1, 21), day(2028, 1, 20)]));
    // The year, or the day, may stand first.
    assert_eq!(swedish("27/3/28"), Ok(vec![day(2028, 3, 27), day(2027, 3, 28)]));

    // A week without a day is its working days.
    let week: Vec<NaiveDate> = (8..=12).map(|one| day(2027, 3, one)).collect();
    assert_eq!(swedish("v. 10"), Ok(week));
    assert_eq!(swedish("nästa vecka").map(|days| days.len()), Ok(5));

    // One of two things that do not agree is a slip.
    assert_eq!(swedish("torsdag 12 mars"), Ok(vec![day(2027, 3, 12), day(2027, 3, 11)]));
    assert_eq!(swedish("11 mars v. 11"), Ok(vec![day(2027, 3, 11), day(2027, 3, 18)]));
    assert_eq!(swedish("påskdagen 29 mars 2027").map(|days| days.len()), Ok(2));
}

#[test]
fn what_is_no_day_is_told_from_one_that_does_not_exist() {
    for typed in [
        "",
        "   ",
        "snart",
        "11",
        "11 mars eller 12 mars",
        "1 2 3 4",
        "11/3/",
        "/",
        "mars",
        "v.",
        "nio",
        "99999999999",
        "1/5 207",
        "1/5 20270",
        "+12027-1-1",
        "i",
        "den",
        "sista mars",
        "11 mars kl 9",
        "första",
        "idag nästa vecka",
        "12 mars 1927 kl",
    ] {
        assert_eq!(swedish(typed), Err(Unread::Words), "{typed}");
    }
    for typed in [
        "31 februari",
        "31/2",
        "30/2 2028",
        "2027-02-30",
        "29 februari 2027",
        "31/4",
        "0/1",
        "32 mars",
        "femte måndagen i februari 2027",
        "99999999",
        "11/13",
        "0 mars",
    ] {
        assert_eq!(swedish(typed), Err(Unread::NoSuchDay), "{typed}");
    }
    assert_eq!(swedish("v. 53 2027 torsdag"), Err(Unread::NoSuchWeek(53)));
    assert_eq!(swedish("v. 53 torsdag"), Err(Unread::NoSuchWeek(53)), "none is near");
    assert_eq!(swedish("v. 54 torsdag"), Err(Unread::NoSuchWeek(54)));
    // A year that nobody means.
    for typed in ["1069-05-01", "2101-01-01", "02070501"] {
        assert!(swedish(typed).is_err(), "{typed}");
    }
}

#[test]
fn a_time_is_read_in_the_ways_people_write_and_say_it() {
    let cases = [
        ("9", "09:00"),
        ("09", "09:00"),
        ("9:30", "09:30"),
        ("09.30", "09:30"),
        ("9.00", "09:00"),
        ("0930", "09:30"),
        ("kl 9", "09:00"),
        ("kl. 9.30", "09:30"),
        ("kl.09:30", "09:30"),
        ("klockan nio", "09:00"),
        ("nio", "09:00"),
        ("halv nio", "08:30"),
        ("halv 9", "08:30"),
        ("kl halv tio", "09:30"),
        ("kvart över nio", "09:15"),
        ("kvart i nio", "08:45"),
        ("tjugo över nio", "09:20"),
        ("fem i halv nio", "08:25"),
        ("fem över halv nio", "08:35"),
        ("10 i 11", "10:50"),
        ("tolv", "12:00"),
        ("13", "13:00"),
        ("03:00", "03:00"),
        ("00:00", "00:00"),
        ("kl 3 på eftermiddagen", "15:00"),
        ("3 em", "15:00"),
        ("3 e.m.", "15:00"),
        ("halv två e.m.", "13:30"),
        ("nio på kvällen", "21:00"),
        ("nio på morgonen", "09:00"),
        ("1pm", "13:00"),
        ("1 p.m.", "13:00"),
        ("1:30 PM", "13:30"),
        ("12pm", "12:00"),
        ("12am", "00:00"),
        ("9 a.m.", "09:00"),
        ("noon", "12:00"),
        ("half past nine", "09:30"),
        ("half nine", "09:30"),
        ("quarter past nine", "09:15"),
        ("quarter to ten", "09:45"),
        ("ten past nine", "09:10"),
        ("nine o'clock", "09:00"),
        ("at 9", "09:00"),
        ("nine thirty", "09:30"),
        ("9:00:00", "09:00"),
        ("midnatt", "00:00"),
        ("klockan fjorton", "14:00"),
        ("13,30", "13:30"),
        ("930", "09:30"),
        ("nine-thirty", "09:30"),
        ("twenty-five past nine", "09:25"),
        ("a quarter past 9", "09:15"),
        ("ca 9", "09:00"),
        ("9!", "09:00"),
        ("22:00–00:00", "22:00+120"),
        ("10pm-midnight", "22:00+120"),
        ("9–11", "09:00+120"),
        ("9-11", "09:00+120"),
        ("9 — 11.30", "09:00+150"),
        ("10:00–13:00", "10:00+180"),
        ("kl. 10:00–13:00", "10:00+180"),
        ("9 till 11", "09:00+120"),
        ("mellan nio och elva", "09:00+120"),
        ("from 9 to 11", "09:00+120"),
        ("9 to 11", "09:00+120"),
        ("ten to eleven", "10:50"),
        ("from ten to eleven", "10:00+60"),
        ("1–3pm", "13:00+120"),
        ("11am-1pm", "11:00+120"),
        ("11–1 pm", "11:00+120"),
        ("9–3", "09:00+360"),
        ("10-2", "10:00+240"),
        ("22–24", "22:00+120"),
        ("18-24:00", "18:00+360"),
        ("09:00–20:00", "09:00+660"),
        ("00:00–23:59", "00:00+1439"),
        ("9, 2 timmar", "09:00+120"),
        ("kl 9 i två timmar", "09:00+120"),
        ("9 (90 min)", "09:00+90"),
        ("halv nio till kvart i tio", "08:30+75"),
    ];
    for (typed, wanted) in cases {
        assert_eq!(times(typed), Ok(vec![wanted.to_owned()]), "{typed}");
    }
}

#[test]
fn a_small_hour_may_be_one_of_the_afternoon() {
    let both = |later: &str, earlier: &str| Ok(vec![later.to_owned(), earlier.to_owned()]);
    assert_eq!(times("3"), both("15:00", "03:00"));
    assert_eq!(times("kl 3.30"), both("15:30", "03:30"));
    assert_eq!(times("halv två"), both("13:30", "01:30"));
    assert_eq!(times("kvart över ett"), both("13:15", "01:15"));
    assert_eq!(times("1–3"), both("13:00+120", "01:00+120"));
}

#[test]
fn what_is_no_time_is_told_from_one_that_does_not_exist() {
    for typed in [
        "",
        "snart",
        "+9",
        "123",
        "9:3",
        "9.3",
        "9:30:15",
        "9 10",
        "kl",
        "halv",
        "9-",
        "–11",
        "9:30:00:00",
    ] {
        assert_eq!(times(typed), Err(Unread::Words), "{typed}");
    }
    for typed in ["25", "9:60", "25:00", "24:01", "2460", "kl 99", "9–25"] {
        assert_eq!(times(typed), Err(Unread::NoSuchTime), "{typed}");
    }
    assert_eq!(times("24:00"), Err(Unread::EndOfDay));
    assert_eq!(times("24"), Err(Unread::EndOfDay));
    for typed in ["11–9", "13:00-10:00", "22–01:00", "9–9"] {
        assert_eq!(times(typed), Err(Unread::EndsFirst), "{typed}");
    }
}

#[test]
fn a_day_and_a_time_are_read_in_either_order() {
    let read = |typed: &str, language| parse_when(typed, Asked { today: TODAY, language });
    let hours = |hour, lasts: Option<i64>| Hours {
        from: NaiveTime::from_hms_opt(hour, 0, 0).expect("a time"),
        lasts: lasts.map(TimeDelta::hours),
    };
    let on = |day, time| Ok(vec![When { day: Some(day), time }]);
    let thursday = day(2027, 3, 11);
    for typed in [
        "torsdag 11 mars 2027 kl. 13:00",
        "tors 11/3 13",
        "11 mars kl 13",
        "kl 13 den 11 mars",
        "13:00 11/3",
        "2027-03-11 13:00",
        "v. 10 torsdag 13",
        "11.3 13.00",
        "tors 11 mars 2027 kl. 13:00",
    ] {
        assert_eq!(read(typed, Language::Swedish), on(thursday, Some(hours(13, None))), "{typed}");
    }
    let typed = "Thursday 11 March 2027 from 1pm to 3pm";
    assert_eq!(read(typed, Language::English), on(thursday, Some(hours(13, Some(2)))));
    assert_eq!(read("11 mars 9–11", Language::Swedish), on(thursday, Some(hours(9, Some(2)))));
    assert_eq!(read("11/3", Language::Swedish), on(thursday, None));
    let time_alone = Ok(vec![When { day: None, time: Some(hours(9, None)) }]);
    assert_eq!(read("9.00", Language::Swedish), time_alone);
    let typed = "torsdag 11 mars 2027 kl. 22:00 till fredag 12 mars 2027 kl. 01:00";
    assert_eq!(read(typed, Language::Swedish), on(thursday, Some(hours(22, Some(3)))));
    // Each of the days with the time.
    let tuesday = Asked { today: day(2027, 2, 2), language: Language::Swedish };
    let both = parse_when("nästa onsdag kl 13", tuesday).map(|found| found.len());
    assert_eq!(both, Ok(2));
    // A number behind a weekday may be a day or an hour, and one behind a month a year or a time.
    let read_all = |typed| read(typed, Language::Swedish).unwrap_or_default();
    let friday = [
        When { day: Some(day(2027, 2, 12)), time: None },
        When { day: Some(day(2027, 2, 5)), time: Some(hours(12, None)) },
    ];
    assert_eq!(read_all("fredag 12"), friday);
    assert_eq!(read_all("fredag den 12"), friday[..1]);
    assert_eq!(read_all("fre 12 kl 9"), [When { time: Some(hours(9, None)), ..friday[0] }]);
    assert_eq!(read_all("11 mars 2000").len(), 2);
    for typed in
        ["29 februari 2027", "29/2 2027", "12 mars 1927", "12 mars 2027 2027", "v. 53 2027"]
    {
        assert!(read(typed, Language::Swedish).is_err(), "{typed}");
    }
    for typed in ["12 mars 24", "12 mars 9 28"] {
        assert!(read_all(typed).iter().all(|when| when.day == Some(day(2027, 3, 12))), "{typed}");
    }
    assert_eq!(read("11 mars kl 25", Language::Swedish), Err(Unread::NoSuchTime));
    assert_eq!(read("31 februari kl 9", Language::Swedish), Err(Unread::Words));
    assert_eq!(read("när som helst", Language::Swedish), Err(Unread::Words));
}

#[test]
fn a_week_by_its_number_is_that_of_the_calendar() {
    for today in TODAY.iter_days().take(800) {
        let asked = Asked { today, language: Language::Swedish };
        let ahead = today + TimeDelta::days(200);
        let typed = format!("v. {} {}", ahead.iso_week().week(), name(ahead.weekday()));
        assert_eq!(parse_days(&typed, asked), Ok(vec![ahead]), "{typed} on {today}");
    }
}

const fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "måndag",
        Weekday::Tue => "tisdag",
        Weekday::Wed => "onsdag",
        Weekday::Thu => "torsdag",
        Weekday::Fri => "fredag",
        Weekday::Sat => "lördag",
        Weekday::Sun => "söndag",
    }
}

/// Whatever a hostile hand types costs no more than a moment.
#[test]
fn many_words_that_mean_something_are_read_in_no_time() {
    let begun = std::time::Instant::now();
    for middle in ["xx", "9", "den", "-"] {
        let text = format!("{}{middle} {}", "ti ".repeat(30), "må ".repeat(30));
        for language in Language::ALL {
            let asked = Asked { today: TODAY, language };
            assert!(parse_when(&text, asked).is_err() && parse_days(&text, asked).is_err());
        }
        let text = format!("{}{middle} {}", "ti ".repeat(11), "v 9 ".repeat(5));
        let _ = parse_when(&text, Asked { today: TODAY, language: Language::Swedish });
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn whatever_is_typed_nothing_breaks(typed in ".{0,60}") {
        let _ = (swedish(&typed), english(&typed), parse_times(&typed));
    }

    /// Of words that mean something, in any order.
    #[test]
    fn whatever_is_meant_nothing_breaks(words in proptest::collection::vec(prop_oneof![
        Just("v."), Just("12"), Just("torsdag"), Just("nästa"), Just("om"), Just("två"), Just("veckor"), Just("sista"),
        Just("måndagen"), Just("i"), Just("mars"), Just("2027"), Just("-"), Just("/"), Just("kl"), Just("halv"),
        Just("9.30"), Just("till"), Just("den"), Just("11:e"), Just("pm"), Just("99999999"), Just("påskdagen"),
        Just("53"), Just("0"), Just("24:00"), Just("år"), Just("timmar"), Just("imorgon"), Just("denna"), Just("vecka"),
    ], 0..8), today in -200_000..200_000i64) {
        let today = TODAY + TimeDelta::days(today);
        for language in Language::ALL {
            let typed = words.join(" ");
            let asked = Asked { today, language };
            for read in [parse_when(&typed, asked), parse_days(&typed, asked).map(|_| Vec::new())].into_iter().flatten() {
                prop_assert!(read.len() <= 28);
            }
        }
    }
}
