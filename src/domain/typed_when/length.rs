//! How long something takes, as people type it: "30", "30 min", "1,5 tim", "1:30", "två timmar", "en och en halv timme".

use super::lexicon::{Token, Unit, tokens};

/// What a number without a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    Minutes,
    /// Hours up to twelve: nobody means a meeting of two minutes.
    HoursOrMinutes,
}

/// What has a length by a name of its own, in minutes; the longer before what they end with.
const NAMED: [(&str, &str); 14] = [
    ("en och en halv timme", "90 min"),
    ("en och en halv timma", "90 min"),
    ("halvannan timme", "90 min"),
    ("an hour and a half", "90 min"),
    ("one and a half hours", "90 min"),
    ("half an hour", "30 min"),
    ("half hour", "30 min"),
    ("halv timme", "30 min"),
    ("halv timma", "30 min"),
    ("halvtimme", "30 min"),
    ("halvtimma", "30 min"),
    ("tre kvart", "45 min"),
    ("three quarters of an hour", "45 min"),
    ("kvart", "15 min"),
];

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 100;

/// Minutes, 1 to `most`; `None` for whatever is none.
pub fn parse_minutes(typed: &str, (bare, most): (Bare, i64)) -> Option<i64> {
    if typed.len() > LONGEST {
        return None;
    }
    let typed = typed.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let minutes = clock(&typed).or_else(|| counted(&spelt_out(&typed), bare))?;
    (1..=most).contains(&minutes).then_some(minutes)
}

/// "1:30": an hour of the day has more than one digit, and is none.
fn clock(typed: &str) -> Option<i64> {
    let (hours, minutes) = typed.trim_end_matches('.').split_once(':')?;
    let digits = |text: &str, most: usize| {
        let is_number =
            (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| is_number)
    };
    let (hours, minutes) = (digits(hours, 1)?, digits(minutes, 2)?);
    (minutes < 60 && typed.len() >= 4).then_some(hours * 60 + minutes)
}

/// A text with numbers where there were names.
fn spelt_out(typed: &str) -> String {
    let mut text = typed.replace("½", ",5");
    if text.starts_with(",5") {
        text.insert(0, '0');
    }
    for (name, minutes) in NAMED {
        if let Some(before) = text.strip_suffix(name) {
            let before = before.trim_end();
            let is_article = matches!(before, "" | "en" | "ett" | "a" | "an");
            return if is_article { minutes.to_owned() } else { format!("{before} {minutes}") };
        }
    }
    text
}

/// Hours and minutes, each counted, one behind the other.
fn counted(typed: &str, bare: Bare) -> Option<i64> {
    let all = tokens(typed);
    if all.first() == Some(&Token::Until) {
        return None;
    }
    let mut rest: Vec<Token> = all.into_iter().filter(|token| *token != Token::Until).collect();
    // "1h30", "1 tim 30"
    if let [.., Token::Unit(Unit::Hour), Token::Number(..)] = rest[..] {
        rest.push(Token::Unit(Unit::Minute));
    }
    let mut minutes: i64 = 0;
    let mut rest = &rest[..];
    while !rest.is_empty() {
        let (tenths, behind) = match *rest {
            [
                Token::Number(whole, _),
                Token::Mark('.'),
                Token::Number(tenth, 1),
                ref behind @ ..,
            ] => (i64::from(whole) * 10 + i64::from(tenth), behind),
            [Token::Number(count, 1..=4) | Token::Count(count), ref behind @ ..] => {
                (i64::from(count) * 10, behind)
            }
            _ => return None,
        };
        let (unit, behind) = match *behind {
            [Token::Unit(unit @ (Unit::Hour | Unit::Minute)), ref behind @ ..] => (unit, behind),
            [] if minutes == 0 => (unit_of(tenths, bare), behind),
            _ => return None,
        };
        minutes += match unit {
            Unit::Hour => tenths.checked_mul(6)?,
            _ if tenths % 10 == 0 => tenths / 10,
            _ => return None,
        };
        rest = behind;
    }
    Some(minutes)
}

/// What a number without a word counts. Halves are of hours.
const fn unit_of(tenths: i64, bare: Bare) -> Unit {
    match bare {
        Bare::HoursOrMinutes if tenths <= 120 => Unit::Hour,
        Bare::Minutes if tenths % 10 != 0 => Unit::Hour,
        _ => Unit::Minute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn minutes_are_read_as_people_write_them() {
        let read = [
            ("30", 30),
            (" 30 min", 30),
            ("30min.", 30),
            ("45 minuter", 45),
            ("1 h", 60),
            ("1,5 tim", 90),
            ("1,5", 90),
            ("1½ tim", 90),
            ("½ tim", 30),
            ("2 timmar", 120),
            ("två timmar", 120),
            ("two hours", 120),
            ("an hour", 60),
            ("en timme", 60),
            ("1.5 hours", 90),
            ("1:30", 90),
            ("1 timme 30 minuter", 90),
            ("1 tim 30 min", 90),
            ("1 timme och 30 minuter", 90),
            ("1h30", 90),
            ("1h 30m", 90),
            ("en och en halv timme", 90),
            ("halvannan timme", 90),
            ("an hour and a half", 90),
            ("en halvtimme", 30),
            ("halvtimme", 30),
            ("half an hour", 30),
            ("en kvart", 15),
            ("tre kvart", 45),
            ("ca 2 tim", 120),
            ("600", 600),
        ];
        for (typed, minutes) in read {
            assert_eq!(parse_minutes(typed, (Bare::Minutes, 600)), Some(minutes), "{typed}");
        }
        for typed in [
            "0",
            "-5",
            "601",
            "2000",
            "11 h",
            "en stund",
            "30 dagar",
            "1:5",
            "12:00",
            "1,55 h",
            "",
            ".",
            "99999999999999999999",
            "5,5 min",
            "2 3",
            "tim",
            "till 12",
        ] {
            assert_eq!(parse_minutes(typed, (Bare::Minutes, 600)), None, "{typed}");
        }
    }

    #[test]
    fn a_small_number_is_hours_where_nobody_means_minutes() {
        let of_meeting = |typed| parse_minutes(typed, (Bare::HoursOrMinutes, 1440));
        assert_eq!(
            (of_meeting("2"), of_meeting("1,5"), of_meeting("90")),
            (Some(120), Some(90), Some(90))
        );
        assert_eq!((of_meeting("2 min"), of_meeting("en dag")), (Some(2), None));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_minutes_or_none(typed in ".{0,12}") {
            for bare in [Bare::Minutes, Bare::HoursOrMinutes] {
                let read = parse_minutes(&typed, (bare, 600));
                prop_assert!(read.is_none_or(|minutes| (1..=600).contains(&minutes)));
            }
        }
    }
}
