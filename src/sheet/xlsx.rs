//! XLSX, by crates that read and write it. A file is a packed one: what it would unpack to is
//! counted first, so that a small one cannot fill the memory.

use std::io::{self, Cursor, Read as _};

use calamine::{
    Data, DataRef, DataType as _, Reader as _, SheetVisible, Xlsx, open_workbook_from_rs,
};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{Cell, MOST_COLUMNS, MOST_ROWS, TOO_LARGE, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Table};
use crate::domain::roster::Unread;

/// The most bytes that a file may unpack to.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
/// Whole numbers from here on are no account and no seat: they are left as they look (2⁶³).
const GREATEST: f64 = 9_223_372_036_854_775_808.0;
/// How wide a column is drawn, in characters.
const WIDEST: usize = 40;

/// Reads the first sheet that a workbook shows: cell by cell, since one in a far corner would make a
/// table of billions. Cells without text are none.
pub fn read(bytes: &[u8]) -> Result<Table, Unread> {
    unpacked_size(bytes)?;
    let unread = |_| Unread::Kind;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(unread)?;
    let sheets = book.sheets_metadata().iter();
    let name = sheets.clone().find(|sheet| sheet.visible == SheetVisible::Visible);
    let name = name.or(sheets.clone().next()).ok_or(Unread::Kind)?.name.clone();
    let mut cells = book.worksheet_cells_reader(&name).map_err(unread)?;
    let mut table = Table::new();
    // A long text that many cells share stands in the file once, and here as often.
    let mut left = MOST_UNPACKED;
    while let Some(cell) = cells.next_cell().map_err(unread)? {
        let (row, column) = cell.get_position();
        let (row, column) = (to_usize(row), to_usize(column));
        let value = read_cell(cell.get_value());
        if value.text.is_empty() {
            continue;
        }
        if row > MOST_ROWS {
            return Err(TOO_MANY_ROWS);
        }
        if column >= MOST_COLUMNS {
            return Err(TOO_MANY_COLUMNS);
        }
        left = left.checked_sub(value.text.len()).ok_or(TOO_LARGE)?;
        if table.len() <= row {
            table.resize(row + 1, Vec::new());
        }
        if table[row].len() <= column {
            table[row].resize(column + 1, Cell::default());
        }
        table[row][column] = value;
    }
    Ok(table)
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Refuses what would unpack to more than [`MOST_UNPACKED`]: counted, since what a file says of
/// its own size need not be true.
fn unpacked_size(bytes: &[u8]) -> Result<(), Unread> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Kind)?;
    let mut left = u64::try_from(MOST_UNPACKED).unwrap_or(u64::MAX);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| Unread::Kind)?;
        let size =
            io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|_| Unread::Kind)?;
        left = left.checked_sub(size).ok_or(TOO_LARGE)?;
    }
    Ok(())
}

/// A cell as text: dates as `YYYY-MM-DD`, whole numbers without a decimal point.
fn read_cell(cell: &DataRef<'_>) -> Cell {
    match cell {
        DataRef::Int(number) => Cell::number(number.to_string()),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < GREATEST => {
            // As few digits as tell it from its neighbours: as it was typed, as far as it was kept.
            Cell::number(number.to_string())
        }
        DataRef::Float(number) => Cell::number(format!("{number:E}")),
        other => Cell::text(text(other)),
    }
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) => cell
            .as_datetime()
            .map(|at| at.date())
            .map_or_else(|| Data::from(cell.clone()).to_string(), |date| date.to_string()),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::String(text) => text.trim().to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// Writes tables as sheets. Every cell is text: nothing is taken for a formula, and no number is
/// rounded.
pub fn write(tables: &[(&str, &[Vec<String>])]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (name, table) in tables {
        let sheet = book.add_worksheet();
        if !name.is_empty() {
            sheet.set_name(*name)?;
        }
        write_sheet(sheet, table)?;
    }
    book.save_to_buffer()
}

fn write_sheet(sheet: &mut Worksheet, table: &[Vec<String>]) -> Result<(), XlsxError> {
    let (bold, plain) =
        (Format::new().set_bold().set_num_format("@"), Format::new().set_num_format("@"));
    for (row, cells) in (0..).zip(table) {
        for (column, cell) in (0..).zip(cells) {
            let format = if row == 0 { &bold } else { &plain };
            sheet.write_string_with_format(row, column, cell, format)?;
        }
    }
    for (column, _) in (0..).zip(table.first().into_iter().flatten()) {
        let widest = table.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = widest.map(|cell| cell.chars().count()).max().unwrap_or(0).min(WIDEST);
        let width = u32::try_from(widest + 2).map_or(10.0, f64::from);
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(table: &[Vec<String>]) -> Table {
        table.iter().map(|row| row.iter().map(Cell::text).collect()).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let table = vec![
            vec!["seat".into(), "ordinary".into(), "ordinary_account".into()],
            vec!["1".into(), "=HYPERLINK(\"x\")".into(), "1234567890123456789".into()],
            vec!["2".into(), "Åsa 👩\u{200d}🦰 فاطمة".into(), "2".into()],
        ];
        let written = write(&[("Group", &table), ("Log", &[])]).expect("written");
        assert_eq!(read(&written), Ok(texts(&table)));
    }

    #[test]
    fn dates_and_numbers_are_read_as_a_spreadsheet_shows_them() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number(0, 0, 7.0).expect("written");
        sheet.write_number_with_format(0, 1, 46_457.0, &day).expect("written");
        sheet.write_number(0, 2, 1.234_567_890_123_456_8e17).expect("written");
        let bytes = book.save_to_buffer().expect("a file");
        let read = read(&bytes).expect("read");
        // What was a number is known as one: of the last, digits are gone.
        let number = |text: &str| Cell::number(text.to_owned());
        let wanted = [number("7"), Cell::text("2027-03-11"), number("123456789012345680")];
        assert_eq!(read[0], wanted);
    }

    #[test]
    fn a_cell_in_a_far_corner_fills_no_memory() {
        let corner = |row, column, text: &str| {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            sheet.write_string(0, 0, "plats").expect("written");
            sheet.write_string(row, column, text).expect("written");
            read(&book.save_to_buffer().expect("a file"))
        };
        // A stray space is nothing; what says something is told of.
        assert_eq!(corner(1_048_575, 16_383, " "), Ok(vec![vec![Cell::text("plats")]]));
        assert_eq!(corner(1_048_575, 0, "x"), Err(TOO_MANY_ROWS));
        assert_eq!(corner(19_999, 16_383, "x"), Err(TOO_MANY_COLUMNS));
        assert_eq!(corner(20_000, 99, "x").map(|table| table.len()), Ok(20_001));
    }

    #[test]
    fn a_text_that_many_cells_share_fills_no_memory() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..3000 {
            sheet.write_string(row, 0, "å".repeat(16_000)).expect("written");
        }
        let bytes = book.save_to_buffer().expect("a file");
        assert!(bytes.len() < 1024 * 1024, "{} bytes", bytes.len());
        assert_eq!(read(&bytes), Err(TOO_LARGE));
    }

    #[test]
    fn the_sheet_that_is_shown_is_read() {
        let mut book = Workbook::new();
        book.add_worksheet().set_hidden(true).write_string(0, 0, "dold").expect("written");
        book.add_worksheet().set_active(true).write_string(0, 0, "synlig").expect("written");
        let bytes = book.save_to_buffer().expect("a file");
        assert_eq!(read(&bytes), Ok(vec![vec![Cell::text("synlig")]]));
    }

    #[test]
    fn what_is_no_workbook_or_unpacks_to_too_much_is_refused() {
        use std::io::Write as _;
        assert_eq!(read(b"PK\x03\x04rubbish"), Err(Unread::Kind));
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        bomb.start_file("xl/worksheets/sheet1.xml", options).expect("begun");
        let zeros = vec![0; 1024 * 1024];
        for _ in 0..70 {
            bomb.write_all(&zeros).expect("written");
        }
        let bytes = bomb.finish().expect("finished").into_inner();
        assert!(bytes.len() < 1024 * 1024, "{} bytes", bytes.len());
        assert_eq!(read(&bytes), Err(TOO_LARGE));
    }
}
