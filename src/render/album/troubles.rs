//! What is refused, and why.

use crate::domain::language::Language;
use crate::render::reader::Reader;
use crate::render::trouble;

fn troubles(reader: Reader) -> String {
    let every = trouble::every();
    let told = every.iter().map(|error| trouble::message(reader, error, "1234").text);
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn troubles_in_swedish() {
    insta::assert_snapshot!(troubles(Reader::on_discord(Language::Swedish)));
}

#[test]
fn troubles_in_english() {
    insta::assert_snapshot!(troubles(Reader::on_discord(Language::English)));
}

/// What a person reads of an internal error never tells its cause.
#[test]
fn an_internal_error_shows_a_reference_and_no_cause() {
    for reader in Language::ALL.map(Reader::on_discord) {
        let told = troubles(reader);
        assert!(told.contains("1234") && !told.contains("secret"), "{told}");
    }
}
