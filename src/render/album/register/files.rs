//! Files in and out, what is wrong with them, and the log.

use super::*;
use crate::render::reader::Reader;
use crate::render::site::Site;

fn public() -> Site {
    Site::at(Some("https://kallelse.example".into()))
}

fn all_wrong() -> Vec<Wrong> {
    let typed = || "*fel*".to_owned();
    vec![
        Wrong::NoColumn,
        Wrong::UnknownColumn(typed()),
        Wrong::ColumnTwice,
        Wrong::Wording(BadWording::Empty),
        Wrong::Wording(BadWording::TooLong(200)),
        Wrong::Number(typed()),
        Wrong::Date(typed()),
        Wrong::AmbiguousDate("3/11/2027".into(), vec![day(3), day(11)]),
        Wrong::Office(typed()),
        Wrong::Kind(typed()),
        Wrong::Account(typed()),
        Wrong::RoundedAccount("1.23E+17".into()),
        Wrong::NoName,
        Wrong::EndsBeforeItBegins,
        Wrong::KindNeeded("Mars".into()),
        Wrong::KindDiffers(AppointerKind::Municipality),
        Wrong::SeatDiffers,
        Wrong::SeatAbolished(day(4)),
        Wrong::SeatTooEarly,
        Wrong::SatLater { name: "Anna *Ek*".into(), period: since(1) },
        Wrong::SatUntil { name: "Anna *Ek*".into(), period: since(1) },
        Wrong::Overlap { name: "Anna *Ek*".into(), period: since(1) },
        Wrong::OwnSubstitute,
        Wrong::AccountTaken(Some("Anna *Ek*".into())),
        Wrong::AccountTaken(None),
        Wrong::PassesFor("Anna *Ek*".into()),
        Wrong::Reserved("Kallelse".into()),
        Wrong::AccountGuarded,
        Wrong::Formula("#N/A".into()),
        Wrong::AccountDiffers,
    ]
}

pub fn of_files(reader: Reader) -> Vec<(&'static str, Message)> {
    let checked = |findings| Checked { group: group(reader), seats: 14, findings };
    let planned = |changes, import| Planned {
        group: group(reader),
        rows: 14,
        difference: Difference { changes, ..Difference::default() },
        newcomers: vec![newcomer(reader)],
        import,
    };
    let column = |wrong: &Wrong| match wrong {
        Wrong::UnknownColumn(_) => None,
        _ => Some(Column::OrdinaryFrom),
    };
    let told = all_wrong().into_iter().map(|wrong| Fault { row: 4, column: column(&wrong), wrong });
    let exported =
        Exported { group: group(reader), on: day(5), rows: Vec::new(), log: lines(reader) };
    let log = import::log_table(reader, &exported);
    let log = log.iter().map(|cells| cells.join(" | ")).collect::<Vec<_>>().join("\n");
    vec![
        ("check", check::checked(reader, &checked(findings(reader)), &public())),
        ("check, fine", check::checked(reader, &checked(Vec::new()), &Site::default())),
        ("import", import::planned(reader, &planned(changes(), Some(ImportId(7))))),
        ("import, nothing to do", import::planned(reader, &planned(Vec::new(), None))),
        ("import, reading", import::reading(reader)),
        ("import, under way", import::carrying_out(reader, 40)),
        ("import, done", import::done(reader, &planned(changes(), None))),
        ("faults", faults::message(reader, &Unread::Faults(told.collect()))),
        ("unread", faults::message(reader, &Unread::Kind)),
        ("too large", faults::message(reader, &Unread::Size(8))),
        ("no rows", faults::message(reader, &Unread::NoRows)),
        ("too many rows", faults::message(reader, &Unread::Rows(20_000))),
        ("too many columns", faults::message(reader, &Unread::Columns(100))),
        ("export", import::exported(reader, &exported, Vec::new())),
        ("the log in a file", Message::text(log)),
        ("log", log::newest(reader, &log_shown(reader, lines(reader)))),
        ("log, empty", log::newest(reader, &log_shown(reader, Vec::new()))),
    ]
}

fn log_shown(reader: Reader, lines: Vec<Line>) -> LogPage {
    let earlier = lines.last().map(|line| line.entry.id);
    LogPage { group: group(reader), lines, earlier }
}

/// A line for everything that may be done, by everybody who may do something.
pub fn lines(reader: Reader) -> Vec<Line> {
    let set = |setting: &str, values: Option<(&str, &str)>| Detail {
        setting: Some(setting.into()),
        before: values.map(|(before, _)| before.into()),
        after: values.map(|(_, after)| after.into()),
        ..Detail::default()
    };
    let office = || set("office", Some(("member", "chair")));
    let in_seat = Detail {
        capacity: Some("ordinary".into()),
        from: Some(day(5)),
        to: Some(day(20)),
        ..Detail::default()
    };
    let post = Detail { capacity: Some("deputy".into()), ..in_seat.clone() };
    let gone = Detail { to: Some(day(31)), ..Detail::default() };
    let meeting = Detail { meeting: Some(at(11, 8)), ..Detail::default() };
    let answered = Detail { answer: Some(Answer::Absent), ..meeting.clone() };
    let done = [
        (Deed::GroupCreated, Detail::default()),
        (Deed::GroupEnded, gone.clone()),
        (Deed::Set, set("lead-days", Some(("7", "10")))),
        (Deed::Set, set("name", Some(("Äldre", "*Äldre*")))),
        (Deed::Set, set("mandate", None)),
        (Deed::SeatAdded, Detail::default()),
        (Deed::SeatChanged, Detail::default()),
        (Deed::SeatChanged, Detail { from: Some(day(20)), ..office() }),
        (Deed::SeatChanged, Detail { to: Some(day(31)), ..office() }),
        (Deed::SeatAbolished, gone),
        (Deed::Appointed, in_seat.clone()),
        (Deed::Redated, in_seat.clone()),
        (Deed::Withdrawn, in_seat.clone()),
        (Deed::SeatedElsewhere, in_seat),
        (Deed::Renamed, Detail::default()),
        (Deed::OfficialAppointed, post.clone()),
        (Deed::OfficialEnded, post),
        (Deed::CodeMade, Detail::default()),
        (Deed::Linked, Detail::default()),
        (Deed::Unlinked, Detail::default()),
        (Deed::Imported, Detail { rows: Some(14), ..Detail::default() }),
        (Deed::Exported, Detail::default()),
        (Deed::Erased, Detail::default()),
        (Deed::MeetingScheduled, meeting.clone()),
        (Deed::MeetingCancelled, meeting.clone()),
        (Deed::MeetingMoved, Detail { moved_to: Some(at(18, 8)), ..meeting.clone() }),
        (Deed::MeetingEdited, meeting.clone()),
        (Deed::MeetingCalled, meeting.clone()),
        (Deed::MeetingClosed, meeting.clone()),
        (
            Deed::MeetingReopened,
            Detail { because: Some("Sala *var* med".into()), ..meeting.clone() },
        ),
        (Deed::AttendanceCorrected, meeting.clone()),
        (Deed::NotesPublished, Detail { after: Some("3/2027".into()), ..meeting.clone() }),
        (Deed::NotesApproved, Detail { after: Some("3/2027".into()), ..meeting.clone() }),
        (Deed::AdjusterNamed, meeting.clone()),
        (Deed::AdjusterEnded, meeting.clone()),
        (Deed::CoOpted, meeting.clone()),
        (Deed::CoOptionEnded, meeting),
        (Deed::Answered, answered),
    ];
    let of = group(reader).organisation;
    let lines = done.into_iter().zip(1..).map(|((deed, detail), id)| {
        let by = match id % 4 {
            0 => By::Operator,
            1 => By::Account(UserId(5)),
            _ => By::Person(PersonId(70)),
        };
        let named = match id % 4 {
            2 => Some(Named::Known(person(70, "Tjänste_man"))),
            3 => Some(Named::Former),
            _ => None,
        };
        let about = if deed == Deed::Erased {
            Named::Former
        } else {
            Named::Known(person(10, "Anna *Ek*"))
        };
        let entry = Entry::new(AuditId(id), of, (by, at(5, 8)), deed).with(detail);
        let elsewhere = (deed == Deed::SeatedElsewhere).then(|| "Barn *och* unga".to_owned());
        Line { entry, by: named, about: Some(about), seat: Some(arboga()), elsewhere }
    });
    lines.collect()
}

#[test]
fn a_check_that_is_long_stands_whole_in_a_file_beside_it() {
    for reader in Language::ALL.map(Reader::on_discord) {
        let findings: Vec<_> = (0..10).flat_map(|_| findings(reader)).collect();
        let count = findings.len();
        let checked = Checked { group: group(reader), seats: 14, findings };
        let message = check::checked(reader, &checked, &public());
        let body = message.card.expect("a card").body;
        assert!(body.chars().count() <= 4096, "{body}");
        let file = message.files.first().expect("a file");
        assert!(body.ends_with(&format!("{}.", file.name)), "{body}");
        let whole = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        assert_eq!(whole.lines().count(), count);
    }
}
