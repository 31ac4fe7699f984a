//! Reading a row's columns as the domain's types.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;
use sqlx::{Error, Row};

/// Columns of a row by name, as what they mean.
pub trait Columns {
    fn int(&self, name: &str) -> Result<i64, Error>;
    fn maybe_int(&self, name: &str) -> Result<Option<i64>, Error>;
    fn text(&self, name: &str) -> Result<String, Error>;
    fn maybe_text(&self, name: &str) -> Result<Option<String>, Error>;

    /// A number that is within what `T` holds.
    fn number<T: TryFrom<i64>>(&self, name: &str) -> Result<T, Error> {
        let stored = self.int(name)?;
        stored.try_into().map_err(|_| not_understood(name, stored))
    }

    /// An instant from Unix seconds.
    fn instant(&self, name: &str) -> Result<DateTime<Utc>, Error> {
        moment(name, self.int(name)?)
    }

    fn maybe_instant(&self, name: &str) -> Result<Option<DateTime<Utc>>, Error> {
        self.maybe_int(name)?.map(|second| moment(name, second)).transpose()
    }

    /// A day from `YYYY-MM-DD`.
    fn day(&self, name: &str) -> Result<NaiveDate, Error> {
        self.parsed_text(name, |text| text.parse().ok())
    }

    fn maybe_day(&self, name: &str) -> Result<Option<NaiveDate>, Error> {
        let Some(text) = self.maybe_text(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| not_understood(name, &text))
    }

    /// A text that `parse` understands: a word of an enum, a time zone, a place.
    fn parsed_text<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Error> {
        let text = self.text(name)?;
        parse(&text).ok_or_else(|| not_understood(name, &text))
    }

    /// The values of a column that holds several of another row, where there is one.
    fn several<T>(
        &self,
        name: &str,
        read: impl FnOnce(&mut Several<'_>) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.maybe_text(name)? else { return Ok(None) };
        read(&mut Several(&text)).map(Some).ok_or_else(|| not_understood(name, SEVERAL))
    }

    /// The lines of a column that holds several rows, [`LINE_END`] between them.
    fn lines<T>(
        &self,
        name: &str,
        read: impl Fn(&mut Several<'_>) -> Option<T>,
    ) -> Result<Vec<T>, Error> {
        let Some(text) = self.maybe_text(name)? else { return Ok(Vec::new()) };
        let lines = text.split(LINE_END).map(|line| read(&mut Several(line)));
        lines.collect::<Option<_>>().ok_or_else(|| not_understood(name, SEVERAL))
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

/// What is said instead of several values that are not understood: an error goes to the log, and there are names among them.
const SEVERAL: &str = "several values";

fn moment(name: &str, second: i64) -> Result<DateTime<Utc>, Error> {
    DateTime::from_timestamp(second, 0).ok_or_else(|| not_understood(name, second))
}

fn not_understood(name: &str, stored: impl std::fmt::Debug) -> Error {
    let source = format!("{stored:?} is not understood").into();
    Error::ColumnDecode { index: name.to_owned(), source }
}

/// What stands between lines in one column, and what after each text in a line but the last: Unicode's separators of records
/// and of units, which nobody types (`domain/wording.rs`).
pub const LINE_END: char = '\u{1e}';
pub const TEXT_END: char = '\u{1f}';

/// What is left to be read of several values in one column: words and numbers with a space after each, and texts.
///
/// What a row costs to read is mostly how many columns it has, empty ones too: SQLite, its driver and what hides
/// which engine it is each make a value of every one.
pub struct Several<'a>(&'a str);

impl<'a> Several<'a> {
    /// The next word; empty, where there is none.
    pub fn word(&mut self) -> Option<&'a str> {
        let (word, rest) = self.0.split_once(' ')?;
        self.0 = rest;
        Some(word)
    }

    /// The next word as what it means.
    pub fn next<T: FromStr>(&mut self) -> Option<T> {
        self.word()?.parse().ok()
    }

    /// The next word as what it means, where it is not empty.
    pub fn maybe<T: FromStr>(&mut self) -> Option<Option<T>> {
        match self.word()? {
            "" => Some(None),
            word => word.parse().ok().map(Some),
        }
    }

    /// The next text; empty, where there is none.
    pub fn text(&mut self) -> &'a str {
        let (text, rest) = self.0.split_once(TEXT_END).unwrap_or((self.0, ""));
        self.0 = rest;
        text
    }

    /// Several values of its own that stand in the next text, where they do.
    pub fn maybe_several<T>(
        &mut self,
        read: impl FnOnce(&mut Several<'a>) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.text() {
            "" => Some(None),
            text => read(&mut Several(text)).map(Some),
        }
    }

    /// All that is left.
    pub fn rest(&self) -> &'a str {
        self.0
    }
}

/// A day as it is stored: text that sorts as time does.
pub fn day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_are_read_one_after_the_other_and_the_text_is_what_is_left() {
        let mut several = Several("17  member Anna  Ek");
        assert_eq!(several.next::<i64>(), Some(17));
        assert_eq!(several.maybe::<i64>(), Some(None), "none");
        assert_eq!(several.word(), Some("member"));
        assert_eq!(several.rest(), "Anna  Ek");
        assert_eq!(Several("seventeen x").next::<i64>(), None);
        assert_eq!(Several("seventeen x").maybe::<i64>(), None);
    }

    #[test]
    fn several_values_may_stand_within_several() {
        let mut several = Several("1 Anna Ek\u{1f}\u{1f}2 Bo");
        let mut named = || several.maybe_several(|one| Some((one.next::<i64>()?, one.rest())));
        assert_eq!(named(), Some(Some((1, "Anna Ek"))));
        assert_eq!(named(), Some(None), "nobody");
        assert_eq!(named(), Some(Some((2, "Bo"))));
        assert_eq!(named(), Some(None), "and nobody after that");
    }
}
