//! From cells of text to rows of a group, and back.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Cell, Table};
use crate::domain::account::UserId;
use crate::domain::language::Language;
use crate::domain::roster::{
    Column, Fault, Reading, Row, Sitting, Until, Wrong, column_language, column_meant, column_name,
};
use crate::domain::seat::Capacity;
use crate::domain::typed_when::{Asked, parse_days};
use crate::domain::typed_word::{kind, office, parse_kind, parse_office};
use crate::domain::wording::Name;

/// The columns that no file may lack.
const NEEDED: [Column; 4] =
    [Column::Appointer, Column::Office, Column::Ordinary, Column::Substitute];
/// Two days at which a file may be read, far apart.
const TIMES: [NaiveDate; 2] = [
    NaiveDate::from_ymd_opt(1999, 5, 3).expect("a date"),
    NaiveDate::from_ymd_opt(2062, 9, 12).expect("a date"),
];
/// The greatest number that a seat may bear.
const MOST_NUMBER: i64 = 1_000_000;

/// Reads a table's rows, as far as they can be read.
pub fn read(table: &Table) -> Reading {
    let empty = |row: &[Cell]| row.iter().all(|cell| cell.text.trim().is_empty());
    let mut lines = table.iter().zip(1..).filter(|(row, _)| !empty(row));
    let (header, top): (&[Cell], usize) =
        lines.next().map_or((&[], 1), |(header, top)| (header, top));
    let places = match header_of(header, top) {
        Ok(places) => places,
        Err(faults) => return Reading { rows: Vec::new(), faults },
    };
    let language = language_of(header);
    let mut reader = Reader { places, language, faults: Vec::new() };
    let rows = lines.filter_map(|(cells, number)| reader.row(Line { cells, number })).collect();
    Reading { rows, faults: reader.faults }
}

/// The language of a file is that of most of its columns.
fn language_of(header: &[Cell]) -> Language {
    let columns = header.iter().filter_map(|cell| column_language(&cell.text));
    let (english, swedish): (Vec<_>, Vec<_>) =
        columns.partition(|language| *language == Language::English);
    if english.len() > swedish.len() { Language::English } else { Language::Swedish }
}

/// Where each column stands.
fn header_of(header: &[Cell], row: usize) -> Result<HashMap<Column, usize>, Vec<Fault>> {
    let mut places = HashMap::new();
    let mut faults = Vec::new();
    let header = header.iter().map(|cell| cell.text.trim()).zip(0..);
    for (cell, at) in header.filter(|(cell, _)| !cell.is_empty()) {
        match column_meant(cell) {
            None => {
                let wrong = Wrong::UnknownColumn(cell.to_owned());
                faults.push(Fault { row, column: None, wrong });
            }
            Some(column) => {
                if places.insert(column, at).is_some() {
                    faults.push(Fault { row, column: Some(column), wrong: Wrong::ColumnTwice });
                }
            }
        }
    }
    let missing = NEEDED.into_iter().filter(|column| !places.contains_key(column));
    faults.extend(missing.map(|column| Fault {
        row,
        column: Some(column),
        wrong: Wrong::NoColumn,
    }));
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

struct Line<'a> {
    cells: &'a [Cell],
    number: usize,
}

struct Reader {
    places: HashMap<Column, usize>,
    language: Language,
    faults: Vec<Fault>,
}

impl Reader {
    fn cell<'a>(&self, line: &Line<'a>, column: Column) -> Option<&'a str> {
        let cell = self.whole_cell(line, column)?.text.trim();
        Some(cell).filter(|cell| !cell.is_empty())
    }

    fn whole_cell<'a>(&self, line: &Line<'a>, column: Column) -> Option<&'a Cell> {
        line.cells.get(*self.places.get(&column)?)
    }

    /// Reads a cell that is not empty; what cannot be read is a fault.
    fn parsed<T>(
        &mut self,
        line: &Line<'_>,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        match parse(self.cell(line, column)?) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.faults.push(Fault { row: line.number, column: Some(column), wrong });
                None
            }
        }
    }

    fn fault(&mut self, line: &Line<'_>, column: Column, wrong: Wrong) {
        self.faults.push(Fault { row: line.number, column: Some(column), wrong });
    }

    /// A row, unless it cannot be told which seat it means.
    fn row(&mut self, line: Line<'_>) -> Option<Row> {
        for column in [Column::Appointer, Column::Office] {
            if self.cell(&line, column).is_none() {
                let wrong = Wrong::Wording(crate::domain::wording::BadWording::Empty);
                self.fault(&line, column, wrong);
            }
        }
        let before = self.faults.len();
        let seat = self.parsed(&line, Column::Seat, number);
        let is_meant = self.faults.len() == before;
        let seat_to = self.until(&line, Column::SeatTo);
        let appointer = self.parsed(&line, Column::Appointer, name);
        let kind = self.parsed(&line, Column::Kind, |text| {
            parse_kind(text).ok_or_else(|| Wrong::Kind(text.to_owned()))
        });
        let office = self.parsed(&line, Column::Office, |text| {
            parse_office(text).ok_or_else(|| Wrong::Office(text.to_owned()))
        });
        let ordinary = self.sitting(&line, Capacity::Ordinary);
        let substitute = self.sitting(&line, Capacity::Substitute);
        let (appointer, office) = (appointer?, office?);
        let number = line.number;
        let row = Row { number, seat, seat_to, appointer, kind, office, ordinary, substitute };
        is_meant.then_some(row)
    }

    fn sitting(&mut self, line: &Line<'_>, capacity: Capacity) -> Option<Sitting> {
        let [name_column, from_column, to_column, account_column] = Column::of(capacity);
        let before = self.faults.len();
        let named = self.cell(line, name_column).is_some();
        let more = [from_column, to_column, account_column];
        if let Some(column) = more.into_iter().find(|column| self.cell(line, *column).is_some())
            && !named
        {
            self.fault(line, column, Wrong::NoName);
        }
        let name = self.parsed(line, name_column, name)?;
        let language = self.language;
        let from = self.parsed(line, from_column, |text| date(text, language));
        let to = self.until(line, to_column);
        if let (Some(from), Until::Day(to)) = (from, to)
            && to < from
        {
            self.fault(line, to_column, Wrong::EndsBeforeItBegins);
        }
        let account = self.parsed(line, account_column, account);
        let may_be_rounded = self.whole_cell(line, account_column).is_some_and(may_be_rounded);
        let sitting = Sitting { name, from, to, account, may_be_rounded };
        (self.faults.len() == before).then_some(sitting)
    }

    /// An empty cell says that there is no end; where the column is missing nothing is said.
    fn until(&mut self, line: &Line<'_>, column: Column) -> Until {
        if !self.places.contains_key(&column) {
            return Until::AsItIs;
        }
        let language = self.language;
        let day = self.parsed(line, column, |text| date(text, language));
        day.map_or(Until::Open, Until::Day)
    }
}

fn name(text: &str) -> Result<Name, Wrong> {
    if text.starts_with('#') && (text.ends_with(['!', '?']) || text == "#N/A") {
        return Err(Wrong::Formula(text.to_owned()));
    }
    Name::parse(text).map_err(Wrong::Wording)
}

fn number(text: &str) -> Result<i64, Wrong> {
    let number = text.parse().ok().filter(|number| (1..=MOST_NUMBER).contains(number));
    number.ok_or_else(|| Wrong::Number(text.to_owned()))
}

/// A day with its year: what is meant by "11 March" depends on the day on which a file is read.
fn date(text: &str, language: Language) -> Result<NaiveDate, Wrong> {
    let on = |today| parse_days(text, Asked { today, language }).unwrap_or_default();
    // What is the same whenever it is read says its year.
    let read = TIMES.map(on);
    match &read[..] {
        [once, again] if once == again => match once[..] {
            [day] => Ok(day),
            [] => Err(Wrong::Date(text.to_owned())),
            [..] => Err(Wrong::AmbiguousDate(text.to_owned(), once.clone())),
        },
        _ => Err(Wrong::Date(text.to_owned())),
    }
}

fn account(text: &str) -> Result<UserId, Wrong> {
    if text.contains(['E', 'e']) && text.replace(',', ".").parse::<f64>().is_ok() {
        return Err(Wrong::RoundedAccount(text.to_owned()));
    }
    let number = text.parse().ok().filter(|number: &UserId| number.0 > 0);
    number.ok_or_else(|| Wrong::Account(text.to_owned()))
}

/// Whether a spreadsheet may have rounded a number: it keeps 15 digits. What is text it leaves alone.
fn may_be_rounded(cell: &Cell) -> bool {
    const KEPT: usize = 15;
    cell.is_number && cell.text.len() > KEPT
}

/// Writes rows as a table, the header first.
pub fn write(language: Language, rows: &[Row]) -> Vec<Vec<String>> {
    let header = Column::ALL.map(|column| column_name(language, column).to_owned());
    let lines = rows.iter().map(|row| Column::ALL.map(|column| cell(language, row, column)).into());
    std::iter::once(header.into()).chain(lines).collect()
}

fn cell(language: Language, row: &Row, column: Column) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let until = |until: Until| match until {
        Until::Day(day) => Some(day.to_string()),
        Until::Open | Until::AsItIs => None,
    };
    let ordinary = row.ordinary.as_ref();
    let substitute = row.substitute.as_ref();
    let account = |one: &Sitting| one.account.map(|account| account.to_string());
    let text = match column {
        Column::Seat => row.seat.map(|number| number.to_string()),
        Column::SeatTo => until(row.seat_to),
        Column::Appointer => Some(row.appointer.to_string()),
        Column::Kind => row.kind.map(|one| kind(language, one).to_owned()),
        Column::Office => Some(office(language, row.office).to_owned()),
        Column::Ordinary => ordinary.map(|one| one.name.to_string()),
        Column::OrdinaryFrom => ordinary.and_then(|one| day(one.from)),
        Column::OrdinaryTo => ordinary.and_then(|one| until(one.to)),
        Column::OrdinaryAccount => ordinary.and_then(account),
        Column::Substitute => substitute.map(|one| one.name.to_string()),
        Column::SubstituteFrom => substitute.and_then(|one| day(one.from)),
        Column::SubstituteTo => substitute.and_then(|one| until(one.to)),
        Column::SubstituteAccount => substitute.and_then(account),
    };
    text.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        text.lines().map(|line| line.split(';').map(Cell::text).collect()).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_by_row_and_column() {
        let long = "x".repeat(201);
        let text = format!(
            "plats;uppdragsgivare;slag;funktion;ordinarie;ordinarie_från;ordinarie_till;ordinarie_konto;ersättare\n\
             noll;Sala;by;kassör;Anna;i våras;2027-01-01;1.23E+17;Bo\n\
             2;;kommun;;{long};2027-02-01;2027-01-01;x;\n\
             3;Sala;kommun;ledamot;;2027-01-01;;;Bo"
        );
        let Reading { rows, faults } = read(&table(&text));
        let told: Vec<(usize, Option<Column>)> =
            faults.iter().map(|fault| (fault.row, fault.column)).collect();
        let at = |row, column| (row, Some(column));
        for wanted in [
            at(2, Column::Seat),
            at(2, Column::Kind),
            at(2, Column::Office),
            at(2, Column::OrdinaryFrom),
            at(2, Column::OrdinaryAccount),
            at(3, Column::Appointer),
            at(3, Column::Office),
            at(3, Column::Ordinary),
            at(4, Column::OrdinaryFrom),
        ] {
            assert!(told.contains(&wanted), "{wanted:?} is not in {faults:#?}");
        }
        assert_eq!(told.len(), 9, "{faults:#?}");
        // What can be read of the last row is held against what is kept all the same.
        let read: Vec<_> = rows.iter().map(|row| (row.number, row.ordinary.is_some())).collect();
        assert_eq!(read, [(4, false)]);
    }

    #[test]
    fn a_header_that_lacks_or_doubles_or_misspells_is_told() {
        let faults = read(&table("appointer;office;office;ordinary;epost")).faults;
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.wrong == Wrong::NoColumn));
        assert!(faults.iter().any(|fault| fault.wrong == Wrong::ColumnTwice));
        assert!(faults.iter().any(|fault| fault.wrong == Wrong::UnknownColumn("epost".into())));
        assert!(!read(&Table::new()).faults.is_empty());
    }

    #[test]
    fn an_account_is_in_doubt_where_it_was_a_number_and_never_where_it_was_text() {
        let mut table = table(
            "appointer;office;ordinary;ordinary_account;substitute;substitute_account\n\
                   Sala;member;Anna;123456789012345000;Bo;123456789012345000",
        );
        table[1][5].is_number = true;
        let Reading { rows, faults } = read(&table);
        assert_eq!(faults, []);
        let doubt = |sitting: &Option<Sitting>| sitting.as_ref().map(|one| one.may_be_rounded);
        assert_eq!(doubt(&rows[0].ordinary), Some(false));
        assert_eq!(doubt(&rows[0].substitute), Some(true));
        let account = rows[0].substitute.as_ref().and_then(|one| one.account);
        assert_eq!(account, Some(UserId(123_456_789_012_345_000)));
    }

    #[test]
    fn what_a_column_does_not_say_stays_as_it_is() {
        let short = "appointer;office;ordinary;substitute\nSala;member;Anna;";
        let Reading { rows, faults } = read(&table(short));
        assert_eq!(faults, []);
        let sitting = rows[0].ordinary.as_ref().expect("somebody");
        assert_eq!((sitting.from, sitting.to), (None, Until::AsItIs));
        assert_eq!(rows[0].substitute, None);
    }
}
