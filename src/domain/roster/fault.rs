//! What is wrong with a file, by row and column.

use chrono::NaiveDate;

use crate::domain::period::Period;
use crate::domain::seat::{AppointerKind, Capacity, worded};
use crate::domain::wording::BadWording;

worded! {
    /// A column of a group's file; the words are its header.
    Column {
        Seat = "seat",
        SeatTo = "seat_to",
        Appointer = "appointer",
        Kind = "kind",
        Office = "office",
        Ordinary = "ordinary",
        OrdinaryFrom = "ordinary_from",
        OrdinaryTo = "ordinary_to",
        OrdinaryAccount = "ordinary_account",
        Substitute = "substitute",
        SubstituteFrom = "substitute_from",
        SubstituteTo = "substitute_to",
        SubstituteAccount = "substitute_account",
    }
}

impl Column {
    /// All columns, in the order in which they are written.
    pub const ALL: [Self; 13] = [
        Self::Seat,
        Self::Appointer,
        Self::Kind,
        Self::Office,
        Self::Ordinary,
        Self::OrdinaryFrom,
        Self::OrdinaryTo,
        Self::OrdinaryAccount,
        Self::Substitute,
        Self::SubstituteFrom,
        Self::SubstituteTo,
        Self::SubstituteAccount,
        Self::SeatTo,
    ];

    /// The columns of a person: name, first day, last day, account.
    pub const fn of(capacity: Capacity) -> [Self; 4] {
        match capacity {
            Capacity::Substitute => [
                Self::Substitute,
                Self::SubstituteFrom,
                Self::SubstituteTo,
                Self::SubstituteAccount,
            ],
            _ => [Self::Ordinary, Self::OrdinaryFrom, Self::OrdinaryTo, Self::OrdinaryAccount],
        }
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Neither CSV nor XLSX, or damaged.
    Kind,
    /// Larger than so many mebibytes, or unpacked to something huge.
    Size(usize),
    /// A header and no rows: nobody means to remove a whole group with that.
    NoRows,
    /// More rows than so many.
    Rows(usize),
    /// More columns than so many.
    Columns(usize),
    /// Everything that is wrong, by row and column.
    Faults(Vec<Fault>),
}

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The header is row 1.
    pub row: usize,
    /// `None` for what is wrong with the whole row.
    pub column: Option<Column>,
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The header lacks the column.
    NoColumn,
    /// The header has a column that is none of ours.
    UnknownColumn(String),
    /// The header has the column twice.
    ColumnTwice,
    Wording(BadWording),
    /// No whole number from 1 on.
    Number(String),
    Date(String),
    /// It may be any of these days.
    AmbiguousDate(String, Vec<NaiveDate>),
    Office(String),
    Kind(String),
    Account(String),
    /// A spreadsheet has rounded the number: `1.23457E+17`.
    RoundedAccount(String),
    /// What a spreadsheet shows where a formula fails: `#N/A`.
    Formula(String),
    /// Dates or an account without a name.
    NoName,
    EndsBeforeItBegins,
    /// An appointer that is not known yet needs its kind.
    KindNeeded(String),
    /// The appointer is known, as another kind.
    KindDiffers(AppointerKind),
    /// Rows of the same seat disagree on this column.
    SeatDiffers,
    /// The seat was abolished.
    SeatAbolished(NaiveDate),
    /// A seat is new or changed in a file that holds from a later day: people have days, seats do not.
    SeatTooEarly,
    /// The seat would end before somebody began to sit in it.
    SatLater {
        name: String,
        period: Period,
    },
    /// They sat there and left; to sit there again they need a first day.
    SatUntil {
        name: String,
        period: Period,
    },
    /// Somebody else sits there at that time.
    Overlap {
        name: String,
        period: Period,
    },
    /// Ordinary member and substitute are one person.
    OwnSubstitute,
    /// The name is new, and looks like that of somebody or something else.
    PassesFor(String),
    /// The name is one of the program's own words.
    Reserved(String),
    /// The account is somebody else's: whose, where whoever gives the file may know.
    AccountTaken(Option<String>),
    /// The person has another account.
    AccountDiffers,
    /// The person is others' to look after, and so has no account by this file.
    AccountGuarded,
}
