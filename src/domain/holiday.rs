//! Swedish public holidays, and the days that are treated as such or that people should be told of.
//!
//! Public holidays: SFS 1989:253, §§ 1–2. Treated as such, beside Saturdays: the eves of Midsummer, Christmas and New
//! Year (SFS 1930:173, § 2). The others are no holidays by any statute, and days on which few come to a meeting.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::{Europe::Stockholm, Tz};

use super::seat::worded;

worded! {
    /// A day with a name of its own. The words are the texts' keys.
    Holiday {
        NewYear = "holiday-new-year",
        EpiphanyEve = "holiday-epiphany-eve",
        Epiphany = "holiday-epiphany",
        MaundyThursday = "holiday-maundy-thursday",
        GoodFriday = "holiday-good-friday",
        EasterEve = "holiday-easter-eve",
        EasterSunday = "holiday-easter-sunday",
        EasterMonday = "holiday-easter-monday",
        WalpurgisNight = "holiday-walpurgis-night",
        MayDay = "holiday-may-day",
        Ascension = "holiday-ascension",
        AfterAscension = "holiday-after-ascension",
        WhitEve = "holiday-whit-eve",
        WhitSunday = "holiday-whit-sunday",
        /// Until 2004.
        WhitMonday = "holiday-whit-monday",
        /// From 2005 on.
        NationalDay = "holiday-national-day",
        MidsummerEve = "holiday-midsummer-eve",
        Midsummer = "holiday-midsummer",
        AllSaints = "holiday-all-saints",
        DayBeforeChristmasEve = "holiday-day-before-christmas-eve",
        ChristmasEve = "holiday-christmas-eve",
        Christmas = "holiday-christmas",
        BoxingDay = "holiday-boxing-day",
        NewYearsEve = "holiday-new-years-eve",
    }
}

impl Holiday {
    pub const ALL: [Self; 24] = [
        Self::NewYear,
        Self::EpiphanyEve,
        Self::Epiphany,
        Self::MaundyThursday,
        Self::GoodFriday,
        Self::EasterEve,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::MayDay,
        Self::Ascension,
        Self::AfterAscension,
        Self::WhitEve,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::NationalDay,
        Self::WalpurgisNight,
        Self::MidsummerEve,
        Self::Midsummer,
        Self::AllSaints,
        Self::DayBeforeChristmasEve,
        Self::ChristmasEve,
        Self::Christmas,
        Self::BoxingDay,
        Self::NewYearsEve,
    ];

    /// What a day is called where a group meets; only Sweden's are known.
    pub fn of(day: NaiveDate, zone: Tz) -> Option<Self> {
        let known = Self::ALL.into_iter().filter(|_| zone == Stockholm);
        known.into_iter().find(|holiday| holiday.in_year(day.year()) == Some(day))
    }

    /// The day in a year; `None` in years that lack it.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        let on = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let from_easter =
            |days: i64| easter(year)?.checked_add_signed(chrono::TimeDelta::days(days));
        let saturday_from = |month, day| {
            let first = on(month, day)?;
            let ahead = Weekday::Sat.days_since(first.weekday());
            first.checked_add_days(Days::new(ahead.into()))
        };
        match self {
            Self::NewYear => on(1, 1),
            Self::EpiphanyEve => on(1, 5),
            Self::Epiphany => on(1, 6),
            Self::MaundyThursday => from_easter(-3),
            Self::GoodFriday => from_easter(-2),
            Self::EasterEve => from_easter(-1),
            Self::EasterSunday => from_easter(0),
            Self::EasterMonday => from_easter(1),
            Self::WalpurgisNight => on(4, 30),
            Self::MayDay => on(5, 1),
            Self::Ascension => from_easter(39),
            Self::AfterAscension => from_easter(40),
            Self::WhitEve => from_easter(48),
            Self::WhitSunday => from_easter(49),
            Self::WhitMonday => from_easter(50).filter(|_| year < 2005),
            Self::NationalDay => on(6, 6).filter(|_| year >= 2005),
            Self::MidsummerEve => saturday_from(6, 20)?.pred_opt(),
            Self::Midsummer => saturday_from(6, 20),
            Self::AllSaints => saturday_from(10, 31),
            Self::DayBeforeChristmasEve => on(12, 23),
            Self::ChristmasEve => on(12, 24),
            Self::Christmas => on(12, 25),
            Self::BoxingDay => on(12, 26),
            Self::NewYearsEve => on(12, 31),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let day = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * day) / 451;
    let (month, before) = ((moon + day - 7 * late + 114) / 31, (moon + day - 7 * late + 114) % 31);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(before + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn the_days_of_some_years_are_those_of_the_almanac() {
        let easter = |year| Holiday::EasterSunday.in_year(year).expect("every year");
        let almanac = [
            day(1999, 4, 4),
            day(2000, 4, 23),
            day(2008, 3, 23),
            day(2011, 4, 24),
            day(2026, 4, 5),
            day(2027, 3, 28),
            day(2028, 4, 16),
            day(2038, 4, 25),
        ];
        for one in almanac {
            assert_eq!(easter(one.year()), one);
        }
        let of = |on| Holiday::of(on, Stockholm);
        assert_eq!(of(day(2027, 5, 6)), Some(Holiday::Ascension));
        assert_eq!(of(day(2027, 6, 25)), Some(Holiday::MidsummerEve));
        assert_eq!(of(day(2027, 11, 6)), Some(Holiday::AllSaints));
        assert_eq!(of(day(2026, 10, 31)), Some(Holiday::AllSaints));
        assert_eq!(of(day(2027, 3, 11)), None);
        assert_eq!(of(day(2004, 5, 31)), Some(Holiday::WhitMonday));
        assert_eq!((of(day(2004, 6, 6)), of(day(2005, 5, 16))), (None, None));
    }

    #[test]
    fn another_country_has_other_days() {
        assert_eq!(Holiday::of(day(2027, 6, 25), chrono_tz::Asia::Tokyo), None);
    }

    #[test]
    fn every_day_is_once_a_year_at_most_and_all_are_in_the_list() {
        for year in 1970..=2100 {
            for one in Holiday::ALL {
                assert!(one.in_year(year).is_none_or(|day| day.year() == year), "{one:?} {year}");
                assert_eq!(Holiday::from_word(one.word()), Some(one));
            }
        }
        assert_eq!(Holiday::ALL.len(), Holiday::NewYearsEve as usize + 1);
    }
}
