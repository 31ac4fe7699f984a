//! Many rows in one statement. Only the places for values are assembled, never what stands in them.

use std::fmt::Write as _;

/// How many values a statement takes. SQLite takes up to 32,766 (sqlite.org/limits.html), but looks
/// each place for a value up by its name among all of them: with 6,000, ten thousand rows take five
/// times as long.
pub const MOST_VALUES: usize = 500;

/// How many rows of so many columns go into one statement.
pub const fn rows_of(columns: usize) -> usize {
    MOST_VALUES / columns
}

/// `statement` with the places for so many rows behind it: `($1, $2), ($3, $4)`.
pub fn with_rows(statement: &str, columns: usize, rows: usize) -> String {
    let mut sql = format!("{statement} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let comma = if column == 1 { "" } else { ", " };
            let _ = write!(sql, "{comma}${}", row * columns + column);
        }
        sql.push(')');
    }
    sql
}

/// `statement`, which ends with `IN`, with so many places from `first` on: `($2, $3)`.
pub fn with_list(statement: &str, first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|place| format!("${place}")).collect();
    format!("{statement} ({})", places.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        assert_eq!(
            with_rows("INSERT INTO t (a, b)", 2, 2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)"
        );
        assert_eq!(
            with_list("DELETE FROM t WHERE a IN", 2, 2),
            "DELETE FROM t WHERE a IN ($2, $3)"
        );
    }
}
