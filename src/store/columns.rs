//! Reading a row's columns as the domain's types.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;
use sqlx::{Error, Row};

/// Columns of a row by name, as what they mean.
pub trait Columns {
    fn int(&self, name: &str) -> Result<i64, Error>;
    fn maybe_int(&self, name: &str) -> Result<Option<i64>, Error>;
    fn text(&self, name: &str) -> Result<String, Error>;
    fn maybe_text(&self, name: &str) -> Result<Option<String>, Error>;

    /// An instant from Unix seconds.
    fn instant(&self, name: &str) -> Result<DateTime<Utc>, Error> {
        self.parsed(name, |row| row.int(name), |second| DateTime::from_timestamp(second, 0))
    }

    fn maybe_instant(&self, name: &str) -> Result<Option<DateTime<Utc>>, Error> {
        self.maybe_int(name)?.map(|_| self.instant(name)).transpose()
    }

    /// A day from `YYYY-MM-DD`.
    fn day(&self, name: &str) -> Result<NaiveDate, Error> {
        self.parsed_text(name, |text| text.parse().ok())
    }

    fn maybe_day(&self, name: &str) -> Result<Option<NaiveDate>, Error> {
        self.maybe_text(name)?.map(|_| self.day(name)).transpose()
    }

    /// A text that `parse` understands: a word of an enum, a time zone, a place.
    fn parsed_text<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Error> {
        self.parsed(name, |row| row.text(name), |text| parse(&text))
    }

    fn parsed<C: std::fmt::Debug + Clone, T>(
        &self,
        name: &str,
        read: impl FnOnce(&Self) -> Result<C, Error>,
        parse: impl FnOnce(C) -> Option<T>,
    ) -> Result<T, Error> {
        let stored = read(self)?;
        parse(stored.clone()).ok_or_else(|| Error::ColumnDecode {
            index: name.to_owned(),
            source: format!("{stored:?} is not understood").into(),
        })
    }
}

impl Columns for AnyRow {
    fn int(&self, name: &str) -> Result<i64, Error> {
        self.try_get(name)
    }
    fn maybe_int(&self, name: &str) -> Result<Option<i64>, Error> {
        self.try_get(name)
    }
    fn text(&self, name: &str) -> Result<String, Error> {
        self.try_get(name)
    }
    fn maybe_text(&self, name: &str) -> Result<Option<String>, Error> {
        self.try_get(name)
    }
}

/// A day as it is stored: text that sorts as time does.
pub fn day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}
