//! A group as a file: in, out, and refused.

use std::time::Duration;

use kallelse::actions::registry::seat::SeatChange;
use serde_json::json;

use super::group;
use crate::harness::{TestApp, at, words};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_leaves_as_a_file_and_comes_back_without_a_difference() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    t.change_seat(
        "Arboga",
        SeatChange::Ordinary,
        json!({ "person": "=Ny @everyone", "from": "2027-05-01" }),
    )
    .await
    .expect("Sparat.");
    for (kind, ending) in [(0, "xlsx"), (1, "csv")] {
        for history in [false, true] {
            let options = json!({ "group": "Äldre", "kind": kind, "history": history });
            let reply = official.command("group export", options).await;
            reply.expect("Här är **Äldre** som fil.");
            let files = t.files(&reply).await;
            assert!(files[0].0.ends_with(ending), "{}", files[0].0);
            let back = t.import(&official, &files[0].0, files[0].1.clone()).await;
            back.expect("15 rader lästa. Allt stämmer redan med filen. Inget har ändrats.");
        }
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_shows_the_difference_and_is_carried_out_whole_by_a_button() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let exported = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let (_, csv) = t.files(&exported).await.remove(0);
    let csv = String::from_utf8(csv).expect("UTF-8").replace("\u{feff}", "");
    assert!(csv.starts_with("plats;uppdragsgivare;typ;funktion;ordinarie;"), "{csv}");
    // Excel saves it as Latin-1; Arboga has a new member, Sala is gone, Norberg is twice.
    let lines = csv.lines().filter(|line| !line.contains("Sala")).map(|line| {
        if line.contains("Arboga") {
            "4;Arboga;kommun;ledamot;Åsa Öberg;;;;\"Arboga, ersättare, Äldre\";2017-01-01;;"
                .to_owned()
        } else {
            line.to_owned()
        }
    });
    let text: Vec<String> = lines
        .chain(["99;Länsstyrelsen;annan;ledamot;Örjan Ek;2027-06-01;2027-12-31;;;;".into()])
        .collect();
    let latin1: Vec<u8> =
        text.join("\r\n").chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let shown = t.import(&official, "aldre.csv", latin1.clone()).await;
    shown.expect("14 rader lästa. Inget har ändrats än.");
    shown.expect("➕ Åsa Öberg blir ordinarie för Arboga (plats 4), från 1 februari 2027");
    shown.expect("➖ Arboga, ledamot, Äldre slutar som ordinarie för Arboga (plats 4), sista dag 31 januari 2027");
    shown.expect("➕ Ny plats: Länsstyrelsen (plats 99)");
    shown.expect("➕ Örjan Ek blir ordinarie för Länsstyrelsen (plats 99), från 1 juni 2027 till och med 31 december 2027");
    shown.expect("➖ Platsen tas bort: Sala (plats 10), sista dag 31 januari 2027");
    // Nothing has changed yet.
    let roster = official.command("group roster", group()).await;
    roster.expect("Sala (plats 10)");

    // Somebody changes something meanwhile: what was shown is not true any more.
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, json!({ "from": "2027-01-15" }))
        .await
        .expect("Sparat.");
    let stale = official.press_on(&shown.0["message"], "Genomför").await;
    stale.expect("Något har ändrats sedan du läste in filen.");
    official
        .press_on(&t.import(&official, "aldre.csv", latin1.clone()).await.0["message"], "Avbryt")
        .await
        .expect("Inget har ändrats.");
    let shown = t.import(&official, "aldre.csv", latin1).await;
    let done = official.press_on(&shown.0["message"], "Genomför").await;
    done.expect("Klart. 14 rader är inlästa i **Äldre**.");
    let roster = official.command("group roster", group()).await;
    roster.expect("**Arboga (plats 4)**: Åsa Öberg · ersättare Arboga, ersättare, Äldre");
    roster.expect("**Länsstyrelsen (plats 99)**: ordinarie saknas · ersättare saknas");
    assert!(!roster.words().contains("Sala"), "{}", roster.words());
    let log = official.command("group log", group()).await;
    log.expect("Ansvarig tjänsteman, Äldre: en fil lästes in, 14 rader");
    log.expect("Åsa Öberg blev ordinarie för Arboga (plats 4)");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_a_spreadsheet_may_have_rounded_is_asked_about_and_text_is_not() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let exported = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let (_, csv) = t.files(&exported).await.remove(0);
    let csv = String::from_utf8(csv).expect("UTF-8").replace('\u{feff}', "");
    let mut rows: Vec<Vec<String>> = csv
        .lines()
        .map(|line| line.split(';').map(|cell| cell.replace('"', "")).collect())
        .collect();
    let new = |number: &str, name: &str, account: &str| -> Vec<String> {
        let start = [number, "Länsstyrelsen", "annan", "ledamot", name, "", "", account];
        start.map(str::to_owned).to_vec()
    };
    rows.push(new("98", "Åsa Ny", "123456789012345000"));
    rows.push(new("99", "Bo Ny", "123456789012346000"));
    // As text, whatever its end: taken as it stands.
    let text = rows.iter().map(|row| row.join(";")).collect::<Vec<_>>().join("\r\n");
    let shown = t.import(&official, "aldre.csv", text.into_bytes()).await;
    shown.expect("🔗 Åsa Ny kopplas till ett konto").expect("🔗 Bo Ny kopplas till ett konto");
    assert!(!shown.words().contains('❓'), "{}", shown.words());
    // As a number in a workbook: asked about before all else, and taken by whoever says yes.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(row) {
            if cell == "123456789012345000" {
                sheet.write_number(at, column, 123_456_789_012_345_000.0).expect("written");
            } else {
                sheet.write_string(at, column, cell).expect("written");
            }
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let shown = t.import(&official, "aldre.xlsx", bytes).await;
    shown
        .expect("❓ Åsa Ny kopplas till kontot 123456789012345000. Stämmer numret?")
        .expect("🔗 Bo Ny kopplas till ett konto");
    let (asked, comes) = (shown.words().find('❓'), shown.words().find('➕'));
    assert!(asked < comes, "{}", shown.words());
    let done = official.press_on(&shown.0["message"], "Genomför").await;
    done.expect("Klart. 16 rader är inlästa i **Äldre**.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_with_faults_is_refused_with_all_of_them_and_nothing_is_read_in() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let text = "plats;uppdragsgivare;slag;funktion;ordinarie;ordinarie_från;ordinarie_till;ersättare\n\
                4;Arboga;kommun;ledamot;Anna;2027-03-01;2027-02-01;\n\
                4;Arboga;kommun;ordförande;Bo;2027-03-01;;\n\
                4;Arboga;kommun;ledamot;Cecilia;2027-04-01;;\n\
                5;Mars;;ledamot;David;i våras;;\n\
                6;Mars;;ledamot;;;;Eva\n\
                7;Arboga;region;kassör;Fredrik;;;\n\
                8;Arboga;region;ledamot;Gun;;;";
    let refused = t.import(&official, "x.csv", text.into()).await;
    // What cannot be read, and what contradicts itself or what is kept: in one answer.
    refused.expect("Rätta de här 7 felen och läs in filen igen. Inget har ändrats.");
    for told in [
        "• rad 2, ordinarie\\_till: slutar innan det börjar",
        "• rad 3, funktion: samma plats står med något annat på en tidigare rad",
        "• rad 4, ordinarie\\_från: Bo har platsen från 1 mars 2027",
        "• rad 5, ordinarie\\_från: ”i våras” är inget datum; skriv som 2027-03-11",
        "• rad 5, typ: Mars är ny; skriv typ",
        "• rad 7, funktion: ”kassör” är ingen funktion",
        "• rad 8, typ: uppdragsgivaren finns redan som kommun",
    ] {
        refused.expect(told);
    }
    for (name, bytes) in
        [("x.pdf", b"%PDF-1.4\0\0\0".to_vec()), ("x.xlsx", b"PK\x03\x04 rubbish".to_vec())]
    {
        t.import(&official, name, bytes)
            .await
            .expect("Filen kunde inte läsas. Spara den som CSV eller Excel");
    }
    // What a spreadsheet has spoilt is told of as that.
    let text = "uppdragsgivare;funktion;ordinarie;ersättare;ersättare_konto\n\
                Arboga;ledamot;#SAKNAS!;Bo Ny;1,23457E+17\n\
                Arboga;ledamot;Cia Ny;Dan Ny;\n";
    t.import(&official, "x.csv", text.as_bytes().to_vec())
        .await
        .expect("rad 2, ordinarie: ”\\#SAKNAS!” är ett fel i kalkylprogrammet")
        .expect(
            "rad 2, ersättare\\_konto: kalkylprogrammet har avrundat numret till ”1,23457E+17”",
        );
    // Everything that is wrong is told, however much it is.
    let rows: String = (0..90).map(|row| format!("Arboga;ledamot;Ny {row};i våras;\n")).collect();
    let text = format!("uppdragsgivare;funktion;ordinarie;ordinarie_från;ersättare\n{rows}");
    let refused = t.import(&official, "x.csv", text.into_bytes()).await;
    refused.expect("Rätta de här 90 felen").expect("Hela listan finns i filen alla-fel.txt.");
    let whole = String::from_utf8(t.files(&refused).await.swap_remove(0).1).expect("UTF-8");
    assert_eq!(whole.lines().count(), 90);
    assert!(whole.contains("rad 91, ordinarie_från: ”i våras” är inget datum"), "{whole}");
    let empty = "plats;uppdragsgivare;funktion;ordinarie;ersättare\n";
    t.import(&official, "x.csv", empty.into())
        .await
        .expect("Filen har inga rader under rubrikerna.");
    let large = t.import(&official, "x.csv", vec![b'x'; 9 * 1024 * 1024]).await;
    assert!(
        large.words().contains("Filen är för stor. Den får vara högst 8 MB."),
        "{}",
        large.words()
    );
    official.command("group check", group()).await.expect("Allt stämmer: 14 platser");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_from_a_day_that_has_passed_strikes_nobody_out() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    // A list of those who sit now, without those who sat before.
    let leaves = json!({ "until": "2027-01-31" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, leaves).await.expect("Sparat.");
    let exported = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let file = t.files(&exported).await.swap_remove(0).1;
    let import = async |from: &str| {
        let file = t.upload("x.csv", file.clone()).await;
        let options = json!({ "group": "Äldre", "file": file, "from": from });
        official.command("group import", options).await
    };
    // What was over stays as it was, from whatever day the file holds.
    for from in ["2016-12-31", "2018-01-01", "2027-02-01"] {
        import(from).await.expect("Allt stämmer redan med filen.");
    }
    // Nor does a seat come back, or end sooner, that was gone by then.
    let gone = json!({ "until": "2027-01-31" });
    t.change_seat("Köping", SeatChange::Abolish, gone).await.expect("Sparat.");
    let exported = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let file = t.files(&exported).await.swap_remove(0).1;
    let upload = t.upload("x.csv", file.clone()).await;
    let options = json!({ "group": "Äldre", "file": upload, "from": "2026-12-31" });
    official.command("group import", options).await.expect("Allt stämmer redan med filen.");
    // Nor is anybody struck out who sits there still.
    let text = String::from_utf8(file.clone()).expect("UTF-8");
    let without: Vec<&str> = text.lines().filter(|line| !line.contains("Sala")).collect();
    let upload = t.upload("x.csv", without.join("\n").into_bytes()).await;
    let options = json!({ "group": "Äldre", "file": upload, "from": "2016-12-31" });
    official.command("group import", options).await.expect(
        "Från den dagen skulle Sala, ledamot, Äldre, som hade platsen från 1 januari 2017, strykas \
         ur historiken.",
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_rows_are_read_in_with_word_of_how_far_it_is() {
    let t = TestApp::spawn().await;
    let mut text = "appointer;kind;office;ordinary;substitute\n".to_owned();
    for number in 0..10_000 {
        text += &format!("Arboga;kommun;ledamot;Ledamot {number};Ersättare {number}\n");
    }
    let official = t.official("Äldre");
    t.import(&official, "stor.csv", text.into()).await;
    // What takes long is answered later, in the same message.
    let answered = async |sign: &str| {
        let mut changes = t.changes().await;
        loop {
            let seen = official.sees("äldre").await;
            if let Some(newest) = seen.last().filter(|newest| words(newest).contains(sign)) {
                break newest.clone();
            }
            changes.chunk().await.expect("the page's own stream").expect("and no end of it");
        }
    };
    let answered = async |sign: &str| {
        let answered = tokio::time::timeout(Duration::from_secs(240), answered(sign)).await;
        answered.unwrap_or_else(|_| panic!("no answer says {sign:?}"))
    };
    let planned = answered("rader lästa").await;
    let told = words(&planned);
    assert!(told.contains("10\u{a0}000 rader lästa"), "{told}");
    assert!(told.contains("Nya platser: 9999 · Tillträder: 20\u{a0}000"), "{told}");
    // Who goes stands first, and all of it beside.
    assert!(told.contains("➖") && !told.contains("➕"), "{told}");
    assert_eq!(planned["attachments"][0]["filename"], "alla-ändringar.txt", "{planned}");
    official.press_on(&planned, "Genomför").await;
    let answer = answered("Klart.").await;
    assert_eq!(answer["attachments"], json!([]), "what would change is not what was");
    let answer = words(&answer);
    assert!(answer.contains("Klart. 10\u{a0}000 rader är inlästa"), "{answer}");
    // The same message said meanwhile how far it was, each time further.
    let traffic = t.traffic().await;
    let edits = traffic.iter().filter(|one| one["method"] == "PATCH");
    let percent = edits.filter_map(|edit| {
        let words = edit["body"]["content"].as_str()?.strip_prefix("Läser in … ")?;
        words.strip_suffix(" %")?.parse::<u8>().ok()
    });
    let percent: Vec<u8> = percent.collect();
    assert!(!percent.is_empty() && percent.is_sorted(), "{percent:?}");
    let mut db = t.demo.bot.store.read().await.expect("a connection");
    let count = "SELECT COUNT(*) FROM appointment WHERE to_day IS NULL";
    let sitting: i64 = sqlx::query_scalar(count).fetch_one(&mut *db).await.expect("counted");
    assert!(sitting >= 20_000, "{sitting}");
    drop(db);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_for_a_later_day_changes_people_and_what_seats_are_for() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let exported = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let file = t.files(&exported).await.swap_remove(0).1;
    let text = String::from_utf8(file).expect("UTF-8");
    let succeeded = |line: &str| {
        let mut cells: Vec<&str> = line.split(';').collect();
        if line.contains("Sala, ledamot") {
            cells.splice(4..8, ["Bo Ny", "", "", ""]);
        }
        cells.join(";") + "\r\n"
    };
    let text: String = text.lines().map(succeeded).collect();
    let import = async |text: String| {
        let file = t.upload("x.csv", text.into_bytes()).await;
        let options = json!({ "group": "Äldre", "file": file, "from": "2028-01-01" });
        official.command("group import", options).await
    };
    import(text.clone())
        .await
        .expect("➕ Bo Ny blir ordinarie för Sala (plats 10), från 1 januari 2028");
    // Whoever is to lead from January leads from then on; a seat that is new would be there at once.
    let leads = text.replace("4;Arboga;kommun;ledamot;", "4;Arboga;kommun;vice ordförande;");
    let added = format!("{leads}15;Mars;annan;ledamot;;;;;;;;\r\n");
    let refused = import(added).await;
    refused.expect("rad 16, plats: platsen är ny, och det kan bara gälla från i dag");
    assert!(!refused.words().contains("rad 5"), "{}", refused.words());
    let planned = import(leads.clone()).await;
    planned
        .expect("✏️ Arboga (plats 4) blir Arboga, vice ordförande (plats 4) från 1 januari 2028");
    official.press_on(&planned.0["message"], "Genomför").await.expect("Klart.");
    let roster = async |date: &str| {
        let asked = json!({ "group": "Äldre", "date": date });
        official.command("group roster", asked).await.words()
    };
    let december = roster("2027-12-31").await;
    assert!(!december.contains("Arboga, vice ordförande"), "{december}");
    assert!(
        roster("2028-01-01").await.contains("Arboga, vice ordförande"),
        "{}",
        roster("2028-01-01").await
    );
    // The same file again changes nothing more, and one of today leaves what is planned.
    import(leads).await.expect("Allt stämmer redan med filen");
    let log = official.command("group log", json!({ "group": "Äldre" })).await;
    log.expect("från 1 januari 2028");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_a_file_gives_stands_in_the_messages_of_other_groups_too() {
    let t = TestApp::spawn().await;
    let name = "Sala, ledamot, Barn/unga och Kultur/idrott";
    let account = t.person(name).id;
    t.without_account(name).await;
    let culture =
        json!({ "group": "Kultur/idrott", "date": "11 mars", "time": "09:00", "place": "Sal 3" });
    t.chair("Kultur/idrott").agreed("meeting schedule", culture).await.expect("är bokat");
    t.until(at("2027-03-04T10:00:00+01:00")).await;
    let mentions = async || {
        let seen = t.official("Kultur/idrott").sees("kultur-idrott").await;
        let told: Vec<String> = seen.iter().map(words).collect();
        told.iter().any(|one| one.contains(&format!("<@{account}>")))
    };
    assert!(!mentions().await, "nobody knows the account");
    // It is in the other group's file that it is filled in.
    let official = t.official("Barn/unga");
    let young = json!({ "group": "Barn/unga", "kind": 1 });
    let exported = official.command("group export", young).await;
    let (file, csv) = t.files(&exported).await.remove(0);
    let csv = String::from_utf8(csv).expect("UTF-8");
    // After the name follow from, until, and the account.
    let filled = csv.lines().map(|line| {
        let mut cells: Vec<&str> = line.split(';').collect();
        if let Some(at) = cells.iter().position(|cell| cell.trim_matches('"') == name) {
            cells[at + 3] = &account;
        }
        cells.join(";")
    });
    let filled = filled.collect::<Vec<_>>().join("\r\n");
    let file = t.upload(&file, filled.into_bytes()).await;
    let shown =
        official.command("group import", json!({ "group": "Barn/unga", "file": file })).await;
    shown.expect(&format!("🔗 {name} kopplas till ett konto"));
    official.press_on(&shown.0["message"], "Genomför").await.expect("Klart.");
    t.pass(chrono::TimeDelta::seconds(10)).await;
    assert!(mentions().await, "the invitation names the account now");
    t.finish().await;
}
