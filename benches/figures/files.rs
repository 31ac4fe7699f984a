//! Files that are small and become much, or that are full of mistakes: how much memory one takes, and how long.

use std::io::{Cursor, Write as _};
use std::time::Instant;

use kallelse::actions::registry::import;
use kallelse::actions::registry::refusal::ImportRefusal;
use kallelse::actions::{ActionError, Caller};
use kallelse::domain::account::{GuildId, UserId};
use kallelse::domain::language::Language;
use kallelse::render::faults;
use kallelse::render::reader::Reader;
use kallelse::sheet;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::import::first_group;
use crate::planning::stored;

const MIB: usize = 1 << 20;

/// A workbook with these parts beside what every one has.
fn workbook(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let usual: [(&str, &[u8]); 4] = [
        ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/worksheets/sheet1.xml", br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#),
    ];
    let named = |name: &str| parts.iter().any(|(own, _)| *own == name);
    for (name, bytes) in usual.iter().filter(|(name, _)| !named(name)).chain(parts) {
        written.start_file(*name, SimpleFileOptions::default()).expect("begun");
        written.write_all(bytes).expect("written");
    }
    written.finish().expect("a file").into_inner()
}

fn many(before: &str, one: &str, length: usize, after: &str) -> Vec<u8> {
    [before, &one.repeat(length / one.len()), after].concat().into_bytes()
}

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let sheet = |cells: Vec<u8>| workbook(&[("xl/worksheets/sheet1.xml", &cells)]);
    let head = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">"#;
    let parts: Vec<(String, Vec<u8>)> =
        (0..90_000).map(|at| (format!("{at}"), Vec::new())).collect();
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    vec![
        (
            "styles",
            workbook(&[(
                "xl/styles.xml",
                &many("<styleSheet><cellXfs>", "<xf/>", 60 * MIB, "</cellXfs></styleSheet>"),
            )]),
        ),
        (
            "styles that just fit",
            workbook(&[(
                "xl/styles.xml",
                &many("<styleSheet><cellXfs>", "<xf/>", 490_000, "</cellXfs></styleSheet>"),
            )]),
        ),
        (
            "shared texts",
            workbook(&[("xl/sharedStrings.xml", &many("<sst>", "<si/>", 31 * MIB, "</sst>"))]),
        ),
        (
            "shared texts that just fit",
            workbook(&[(
                "xl/sharedStrings.xml",
                &many("<sst>", "<si><t>abcdefghijkl</t></si>", 10 * MIB, "</sst>"),
            )]),
        ),
        (
            "names of ranges",
            workbook(&[(
                "xl/workbook.xml",
                &many(
                    "<workbook><definedNames>",
                    r#"<definedName name="a">A</definedName>"#,
                    31 * MIB,
                    "</definedNames></workbook>",
                ),
            )]),
        ),
        ("parts", workbook(&parts)),
        (
            "one long text",
            sheet(many(
                &format!(r#"{head}<c r="A1" t="inlineStr"><is><t>"#),
                "a",
                31 * MIB,
                "</t></is></c></row></sheetData></worksheet>",
            )),
        ),
        (
            "cells",
            sheet(many(head, r#"<c><v>1</v></c>"#, 31 * MIB, "</row></sheetData></worksheet>")),
        ),
        (
            "attributes",
            sheet(many(
                &format!("{head}<c "),
                r#"a="" "#,
                31 * MIB,
                "/></row></sheetData></worksheet>",
            )),
        ),
        ("CSV of short cells", many("", &format!("{}\n", "a;".repeat(40)), 20_000 * 81, "")),
        ("CSV of one line", many("", "a;", 8 * MIB, "")),
        ("CSV of lines", many("", "a\n", 8 * MIB, "")),
        ("CSV of long cells", many("", &format!("{}\n", "\u{e5}".repeat(200)), 8 * MIB - 500, "")),
    ]
}

/// Resident memory now and at its peak since it was asked last, in MiB.
fn memory() -> (f64, f64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        let kib = line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok());
        kib.unwrap_or_default() / 1024.0
    };
    (of("VmRSS:"), of("VmHWM:"))
}

/// Each in a process of its own, since memory that was taken once is seldom given back.
pub async fn measure() {
    println!("files that become much, of at most 8 MiB (aim: at most 200 MiB more)");
    let this = std::env::current_exe().expect("this program");
    let folder = TempDir::new().expect("a folder");
    for (name, bytes) in hostile() {
        let file = folder.path().join(format!("file {name}"));
        std::fs::write(&file, bytes).expect("written");
        let status = std::process::Command::new(&this).arg(&file).status();
        assert!(status.is_ok_and(|status| status.success()), "{name}");
    }
    mistakes().await;
}

/// One of them, if that is what is asked for.
pub fn measure_one(wanted: &str) {
    let path = std::path::Path::new(wanted);
    let name = path.file_name().and_then(|name| name.to_str()?.strip_prefix("file "));
    let (Some(name), Ok(bytes)) = (name, std::fs::read(path)) else { return };
    let (before, _) = memory();
    let started = Instant::now();
    let read = sheet::read(&bytes).map(|read| read.rows.len() + read.faults.len());
    let (seconds, (_, peak)) = (started.elapsed().as_secs_f64(), memory());
    let kib = bytes.len() / 1024;
    println!("  {name}: {kib} KiB, {:.0} MiB more, {seconds:.2} s, {read:?}", peak - before);
}

/// A long file in which nothing is right.
async fn mistakes() {
    let folder = TempDir::new().expect("a folder");
    let now = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = stored(&folder, now).await;
    let group = first_group(&store).await;
    let caller = Caller { administrator: true, ..Caller::in_guild(GuildId(1), UserId(1)) };
    println!("20,000 rows with 160,000 mistakes, from the bytes to the answer (aim: at most 3 s)");
    for (name, end) in
        [("lines end with LF", "\n"), ("lines end with CR", "\r"), ("with both", "\r\n")]
    {
        let header = "seat;appointer;kind;office;ordinary;ordinary_from;ordinary_to;ordinary_account;substitute;substitute_from;substitute_to";
        let line = "x;Arboga;by;kassör;Anna;i våras;i höstas;konto;Bo;ibland;sen";
        let text = format!("{header}{end}{}", format!("{line}{end}").repeat(20_000));
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let (before, _) = memory();
        let started = Instant::now();
        let file = sheet::read(text.as_bytes()).expect("a table");
        let planned = import::plan(&store, caller, group, file, None, now).await;
        let Err(ActionError::Import(ImportRefusal::Unread(why))) = planned else {
            panic!("it is refused")
        };
        let message = faults::message(Reader::on_discord(Language::Swedish), &why);
        let (seconds, (_, peak)) = (started.elapsed().as_secs_f64(), memory());
        let listed = message.files.first().map_or(0, |file| file.bytes.len()) / 1024;
        println!("  {name}: {seconds:.2} s, {:.0} MiB more, {listed} KiB listed", peak - before);
    }
}
