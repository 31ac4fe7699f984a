//! When invitations go out, in words: what groups use, and otherwise as it is written.

use crate::render::reader::Reader;

/// The weekdays by the names that posting schedules have for them, from Monday on.
const DAYS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/// "Vardagar kl. 09:00"; `None` for what is no plain time on plain days.
pub fn words(reader: Reader, schedule: &str) -> Option<String> {
    let fields: Vec<&str> = schedule.split_whitespace().collect();
    let &[minute, hour, "*", "*", days] = fields.as_slice() else { return None };
    let (minute, hour): (u32, u32) = (minute.parse().ok()?, hour.parse().ok()?);
    let time = ("time", format!("{hour:02}:{minute:02}").into());
    match days {
        "*" => Some(reader.text("posting-daily", &[time])),
        "MON-FRI" => Some(reader.text("posting-weekdays", &[time])),
        days => {
            let named = days.split(',').map(|name| weekday(reader, name));
            let named: Vec<String> = named.collect::<Option<_>>()?;
            let days = named.join(", ");
            Some(reader.text("posting-days", &[("days", days.into()), time]))
        }
    }
}

fn weekday(reader: Reader, name: &str) -> Option<String> {
    let number = DAYS.iter().zip(1i64..).find(|(day, _)| day.eq_ignore_ascii_case(name))?.1;
    Some(reader.text("weekday", &[("number", number.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn what_groups_use_is_told_in_words_and_nothing_else() {
        let told = |schedule| words(Reader::on_discord(Language::Swedish), schedule);
        assert_eq!(told("0 9 * * MON-FRI").as_deref(), Some("Vardagar kl. 09:00"));
        assert_eq!(told("30 12 * * *").as_deref(), Some("Varje dag kl. 12:30"));
        assert_eq!(told("0 8 * * mon,THU").as_deref(), Some("måndag, torsdag kl. 08:00"));
        for other in ["*/30 9 * * MON-FRI", "0 9 1 * *", "0 9 * * MON-WED", "0 9 * * 1", "rubbish"]
        {
            assert_eq!(told(other), None, "{other}");
        }
    }
}
