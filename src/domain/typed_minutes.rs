//! How long something takes, as people type it: "30", "30 min", "1 h", "1,5 tim", "1:30".

/// Words for hours, without the full stop that some put behind them. What has no word is minutes.
const HOURS: [&str; 10] =
    ["h", "t", "tim", "timme", "timmar", "hr", "hrs", "hour", "hours", "timma"];
const MINUTES: [&str; 8] = ["", "m", "min", "mins", "minut", "minuter", "minute", "minutes"];

/// Minutes, 1 to `most`; `None` for whatever is none.
pub fn parse_minutes(typed: &str, most: i64) -> Option<i64> {
    let typed = typed.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let typed = typed.trim_end_matches('.');
    let minutes = match typed.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => {
            hours.parse::<i64>().ok()?.checked_mul(60)? + digits(minutes)?
        }
        Some(_) => return None,
        None => {
            let end = typed.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
            let (number, unit) = typed.split_at(end.unwrap_or(typed.len()));
            let (whole, tenth) = number.split_once([',', '.']).unwrap_or((number, "0"));
            let (whole, tenth) = (digits(whole)?, digits(tenth).filter(|_| tenth.len() == 1)?);
            match unit.trim() {
                unit if HOURS.contains(&unit) => whole.checked_mul(60)? + tenth * 6,
                unit if MINUTES.contains(&unit) && tenth == 0 => whole,
                _ => return None,
            }
        }
    };
    (1..=most).contains(&minutes).then_some(minutes)
}

fn digits(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
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
            ("2 timmar", 120),
            ("1.5 hours", 90),
            ("1:30", 90),
            ("600", 600),
        ];
        for (typed, minutes) in read {
            assert_eq!(parse_minutes(typed, 600), Some(minutes), "{typed}");
        }
        for typed in [
            "0",
            "-5",
            "601",
            "2000",
            "11 h",
            "en halvtimme",
            "30 dagar",
            "1:5",
            "1,55 h",
            "",
            ".",
            "99999999999999999999",
            "5,5",
        ] {
            assert_eq!(parse_minutes(typed, 600), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_minutes_or_none(typed in ".{0,12}") {
            prop_assert!(parse_minutes(&typed, 600).is_none_or(|minutes| (1..=600).contains(&minutes)));
        }
    }
}
