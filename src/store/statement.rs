//! Statements that are at hand with their values, so that several can be sent together: what a statement costs is mostly the
//! way to the database and back.

use std::fmt::Write as _;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Executor as _};

use super::{Connection, StoreError};

/// What stands in one of a statement's places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

/// A statement with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    /// A statement whose places are numbered from `$1` on.
    pub fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), values: Vec::new() }
    }

    /// With the value for its next place.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// How many values it has.
    pub const fn count(&self) -> usize {
        self.values.len()
    }

    fn query(self) -> Query<'static, Any, AnyArguments> {
        let query = sqlx::query(AssertSqlSafe(self.sql));
        self.values.into_iter().fold(query, |query, value| match value {
            Value::Int(int) => query.bind(int),
            Value::Text(text) => query.bind(text),
        })
    }

    /// Carries it out by itself. Returns how many rows it changed.
    pub async fn execute(self, db: &mut Connection) -> Result<u64, StoreError> {
        Ok(self.send(db).await?)
    }

    pub(super) async fn send(self, db: &mut Connection) -> Result<u64, sqlx::Error> {
        let done = match self.values.is_empty() {
            // As text alone: only so PostgreSQL takes several.
            true => db.execute(AssertSqlSafe(self.sql)).await?,
            false => self.query().execute(db).await?,
        };
        Ok(done.rows_affected())
    }

    /// Carries it out. Returns the rows that it found.
    pub(super) async fn fetch_all(self, db: &mut Connection) -> Result<Vec<AnyRow>, sqlx::Error> {
        self.query().fetch_all(db).await
    }

    /// As text alone, where all its values are numbers.
    pub(super) fn as_text(&self) -> Option<Self> {
        let number = |value: &Value| match value {
            Value::Int(int) => Some(int.map_or_else(|| "NULL".to_owned(), |int| int.to_string())),
            Value::Text(_) => None,
        };
        let numbers: Vec<String> = self.values.iter().map(number).collect::<Option<_>>()?;
        let mut sql = String::new();
        rewrite(&mut sql, &self.sql, |sql, place| {
            sql.push_str(numbers.get(place - 1).map_or("NULL", String::as_str));
        });
        Some(Self::new(sql))
    }

    /// Several as one, each with its places behind those before it.
    pub(super) fn together(statements: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::new("");
        for one in statements {
            if !all.sql.is_empty() {
                all.sql.push_str("; ");
            }
            let before = all.values.len();
            rewrite(&mut all.sql, &one.sql, |sql, place| {
                let _ = write!(sql, "${}", place + before);
            });
            all.values.extend(one.values);
        }
        all
    }
}

/// Adds a statement with something else in each of its places, which are numbered from 1 on.
fn rewrite(sql: &mut String, statement: &str, instead: impl Fn(&mut String, usize)) {
    let mut parts = statement.split('$');
    sql.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (digits, rest) = part.split_at(part.bytes().take_while(u8::is_ascii_digit).count());
        match digits.parse::<usize>() {
            Ok(place @ 1..) => instead(sql, place),
            _ => sql.extend(["$", digits]),
        }
        sql.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_are_one_with_each_value_in_its_place() {
        let one = Statement::new("UPDATE a SET b = $2 WHERE c = $1").bind(1).bind("two");
        let other = Statement::new("INSERT INTO d VALUES ($1, $10)").bind(None::<i64>);
        let all = Statement::together([one, Statement::new("COMMIT"), other]);
        assert_eq!(
            all.sql,
            "UPDATE a SET b = $2 WHERE c = $1; COMMIT; INSERT INTO d VALUES ($3, $12)"
        );
        assert_eq!(all.values, [1.into(), "two".into(), Value::Int(None)]);
    }

    #[test]
    fn numbers_can_stand_in_the_text_and_words_never() {
        let numbers = Statement::new("UPDATE a SET b = $2 WHERE c = $1 OR d = $2").bind(7);
        let text = numbers.clone().bind(None::<i64>).as_text().expect("a text");
        assert_eq!(text, Statement::new("UPDATE a SET b = NULL WHERE c = 7 OR d = NULL"));
        assert_eq!(numbers.bind("'; DROP").as_text(), None);
    }
}
