//! The names of the columns, in Swedish and English. English is what the code calls them.

use super::Column;
use crate::domain::language::Language;

/// A column's Swedish name, and what else it may be called.
const fn swedish(column: Column) -> (&'static str, &'static [&'static str]) {
    match column {
        Column::Seat => ("plats", &["platsnummer", "nr"]),
        Column::SeatTo => ("plats_till", &[]),
        Column::Appointer => ("uppdragsgivare", &["utses_av"]),
        Column::Kind => ("typ", &["slag"]),
        Column::Office => ("funktion", &["roll"]),
        Column::Ordinary => ("ordinarie", &["ledamot"]),
        Column::OrdinaryFrom => ("ordinarie_från", &["ledamot_från"]),
        Column::OrdinaryTo => ("ordinarie_till", &["ledamot_till"]),
        Column::OrdinaryAccount => ("ordinarie_konto", &["ledamot_konto"]),
        Column::Substitute => ("ersättare", &["personlig_ersättare"]),
        Column::SubstituteFrom => ("ersättare_från", &[]),
        Column::SubstituteTo => ("ersättare_till", &[]),
        Column::SubstituteAccount => ("ersättare_konto", &[]),
    }
}

/// What a column is called in a language.
pub fn column_name(language: Language, column: Column) -> &'static str {
    match language {
        Language::English => column.word(),
        Language::Swedish => swedish(column).0,
    }
}

/// The language in which a cell of the header names a column.
pub fn column_language(cell: &str) -> Option<Language> {
    let column = column_meant(cell)?;
    let is_english = named(cell) == column.word();
    Some(if is_english { Language::English } else { Language::Swedish })
}

/// A name as it is compared.
fn named(cell: &str) -> String {
    cell.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The column that a cell of the header names, in whatever language, with spaces or underscores.
pub fn column_meant(cell: &str) -> Option<Column> {
    let name = named(cell);
    Column::ALL.into_iter().find(|column| {
        let (swedish, also) = swedish(*column);
        column.word() == name || swedish == name || also.contains(&name.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_known_by_its_names() {
        for column in Column::ALL {
            for language in Language::ALL {
                assert_eq!(column_meant(column_name(language, column)), Some(column));
            }
        }
        assert_eq!(column_meant(" Ordinarie från "), Some(Column::OrdinaryFrom));
        assert_eq!(column_meant("e-post"), None);
    }
}
