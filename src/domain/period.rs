//! From a day to a day, both included; without an end while it lasts.

use chrono::{Days, NaiveDate};

/// Days from–to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub from: NaiveDate,
    /// The last day; `None` while it lasts.
    pub to: Option<NaiveDate>,
}

/// The end lies before the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndsBeforeItBegins;

impl Period {
    /// The days from `from` to `to`.
    pub fn new(from: NaiveDate, to: Option<NaiveDate>) -> Result<Self, EndsBeforeItBegins> {
        if to.is_some_and(|to| to < from) {
            return Err(EndsBeforeItBegins);
        }
        Ok(Self { from, to })
    }

    /// From a day onwards.
    pub const fn since(from: NaiveDate) -> Self {
        Self { from, to: None }
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it ended before `day`.
    pub fn is_over(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }

    /// The days that lie in both; `None` where no day does.
    pub fn within(&self, other: &Self) -> Option<Self> {
        let to = [self.to, other.to].into_iter().flatten().min();
        Self::new(self.from.max(other.from), to).ok()
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// The day before: the last day of whoever is succeeded on `day`.
pub fn day_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).expect("a date")
    }

    #[test]
    fn both_ends_belong_to_it() {
        let spring = Period::new(day(1), Some(day(10))).expect("a period");
        assert!(spring.contains(day(1)) && spring.contains(day(10)) && !spring.contains(day(11)));
        assert!(spring.overlaps(&Period::since(day(10))));
        assert!(!spring.overlaps(&Period::since(day(11))));
        let both = Period { from: day(5), to: Some(day(10)) };
        assert_eq!(spring.within(&Period::since(day(5))), Some(both));
        assert_eq!(Period::since(day(5)).within(&spring), Some(both));
        assert_eq!(spring.within(&Period::since(day(11))), None);
        assert!(Period::since(day(20)).overlaps(&Period::since(day(1))));
        assert_eq!(Period::new(day(2), Some(day(1))), Err(EndsBeforeItBegins));
    }
}
