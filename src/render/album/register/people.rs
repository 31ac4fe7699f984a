//! A person’s own data, and what links them to their account.

use super::files::lines;
use super::*;
use crate::actions::me::export::{
    ExportedCoOption, ExportedFollowing, ExportedItem, ExportedItemChange, ExportedNotes,
    ExportedPlan, ExportedPresence, ExportedWord,
};
use crate::domain::agenda::{ItemDeed, ItemState, PlanState};
use crate::domain::notice::{GuestNotice, PlanNotice};
use crate::domain::presence::Absence;
use crate::render::reader::Reader;

fn own_data(reader: Reader) -> Own {
    let held = |capacity, period| Held {
        group: group(reader),
        seat: seat_of(&arboga()),
        appointment: Appointment {
            id: AppointmentId(1),
            seat: SeatId(4),
            person: PersonId(10),
            capacity,
            period,
        },
    };
    let post = Post {
        id: OfficialId(1),
        group: GroupId(1),
        person: PersonId(10),
        deputy: true,
        period: since(1),
    };
    Own {
        organisation: Organisation {
            id: OrganisationId(1),
            guild: GuildId(1),
            name: "Samverkan *X*".into(),
            language: reader.language,
            zone: chrono_tz::Europe::Stockholm,
        },
        person: person(10, "Anna *Ek*"),
        now: at(5, 12),
        held: vec![held(Capacity::Substitute, until(1, 2)), held(Capacity::Ordinary, since(3))],
        posts: vec![(group(reader), post)],
    }
}

fn export() -> Export {
    let reply = |answer, reason: Option<&str>| ExportedReply {
        group: "Äldre".into(),
        meeting: at(11, 8),
        capacity: Capacity::Ordinary,
        answer,
        reason: reason.map(str::to_owned),
        reported_by_oneself: true,
        at: at(5, 8),
    };
    let change = |what, by_oneself| ExportedChange {
        what,
        by_oneself,
        at: at(5, 8),
        detail: Detail::default(),
    };
    let message = |kind| ExportedMessage { kind, sent: at(5, 8) };
    Export {
        language: None,
        out_of_reach: Vec::new(),
        items: vec![ExportedItem {
            title: "Bredband".into(),
            background: None,
            state: ItemState::Placed,
            proposed: true,
            presents: false,
        }],
        item_changes: [
            ItemDeed::Proposed,
            ItemDeed::Added,
            ItemDeed::Accepted,
            ItemDeed::Declined,
            ItemDeed::Withdrawn,
            ItemDeed::Edited,
            ItemDeed::Moved,
            ItemDeed::Carried,
            ItemDeed::Decided,
            ItemDeed::Struck,
            ItemDeed::CoOpted,
            ItemDeed::CoOptionEnded,
            ItemDeed::Planned,
            ItemDeed::PlanEnded,
        ]
        .map(|what| ExportedItemChange {
            title: "Bredband".into(),
            what,
            at: at(5, 8),
            reason: None,
        })
        .into(),
        co_options: vec![
            ExportedCoOption { title: Some("Bredband".into()), meeting: None, ended: None },
            ExportedCoOption { title: None, meeting: Some(at(11, 9)), ended: None },
        ],
        plans: vec![ExportedPlan { title: "Bredband".into(), state: PlanState::Agreed }],
        attendance: [None, Some(Absence::Excused), Some(Absence::WithoutNotice)]
            .map(|absence| ExportedPresence {
                group: "Äldre".into(),
                meeting: at(11, 8),
                absence,
                mode: None,
                part: None,
                from: None,
                to: None,
            })
            .into(),
        notes: vec![ExportedNotes { group: "Äldre".into(), meeting: at(11, 8) }],
        words: [true, false]
            .map(|by_oneself| ExportedWord {
                group: "Äldre".into(),
                meeting: at(11, 8),
                by_oneself,
                words: "Ring Bo.".into(),
            })
            .into(),
        follows: ExportedFollowing {
            topics: vec!["kultur".into()],
            groups: vec!["Äldre".into()],
            hour: Some(8),
        },
        calendar_addresses: Vec::new(),
        organisation: "Samverkan *X*".into(),
        name: "Anna *Ek*".into(),
        account: Some("10".into()),
        exported: at(5, 8),
        appointments: vec![ExportedAppointment {
            group: "Äldre".into(),
            appointer: "Arboga".into(),
            office: Office::Member,
            capacity: Capacity::Ordinary,
            from: day(3),
            to: None,
        }],
        posts: vec![ExportedPost { group: "Äldre".into(), deputy: true, from: day(1), to: None }],
        replies: [Answer::Withdrawn, Answer::Confirmed, Answer::Accepted, Answer::Declined]
            .map(|answer| reply(answer, None))
            .into_iter()
            .chain([reply(Answer::Absent, Some("Sjuk"))])
            .collect(),
        messages: [
            NoticeKind::Meeting(MeetingNotice::Announcement),
            NoticeKind::Meeting(MeetingNotice::Invitation),
            NoticeKind::Meeting(MeetingNotice::Cancellation),
            NoticeKind::Meeting(MeetingNotice::Continuation),
            NoticeKind::Meeting(MeetingNotice::Missed),
            NoticeKind::Meeting(MeetingNotice::Reposted),
            NoticeKind::Meeting(MeetingNotice::Unreached),
            NoticeKind::Seat(SeatNotice::Summons),
            NoticeKind::Seat(SeatNotice::Release),
            NoticeKind::Seat(SeatNotice::Receipt),
            NoticeKind::Seat(SeatNotice::Vacancy),
            NoticeKind::Group(GroupNotice::Departure),
            NoticeKind::Group(GroupNotice::Handover),
            NoticeKind::Group(GroupNotice::SeatedElsewhere),
            NoticeKind::Group(GroupNotice::Undelivered),
            NoticeKind::Guest(GuestNotice::CoOpted),
            NoticeKind::Plan(PlanNotice::Planned),
        ]
        .map(message)
        .to_vec(),
        log: lines(Reader::on_discord(Language::English))
            .into_iter()
            .map(|line| change(line.entry.deed, line.entry.deed == Deed::Linked))
            .collect(),
    }
}

pub fn of_people(reader: Reader) -> Vec<(&'static str, Message)> {
    let anna = person(10, "Anna *Ek*");
    let code = Linked::Code {
        person: anna.clone(),
        code: LinkCode::from_random([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        until: day(12),
    };
    let linked = |own| me::linked(reader, &Linked::Done { person: anna.clone(), own });
    let own_data = own_data(reader);
    let nothing = Own { held: Vec::new(), posts: Vec::new(), ..own_data.clone() };
    let exported = me::exported(reader, &own_data, &export());
    let text = String::from_utf8_lossy(&exported.files[0].bytes).replace('\r', "");
    let json = String::from_utf8_lossy(&exported.files[1].bytes).into_owned();
    let names: Vec<&str> = exported.files.iter().map(|file| file.name.as_str()).collect();
    let files = Message::text(names.join(" "));
    let able = |linked, all| Abilities {
        organisation: "Samverkan *X*".into(),
        linked,
        runs_meetings: all,
        administers: all,
        founds: all,
    };
    vec![
        ("linked", linked(true)),
        ("linked by the official", linked(false)),
        ("a code", me::linked(reader, &code)),
        ("what to link", me::what_to_link(reader)),
        ("own data", me::shown(reader, &own_data)),
        ("own data, no seats", me::shown(reader, &nothing)),
        ("own data, exported", exported),
        ("own data, files", files),
        ("own data, as text", Message::text(text)),
        ("own data, as JSON", Message::text(json)),
        ("erase?", me::erase_asked(reader, &own_data)),
        ("erase?, no seats", me::erase_asked(reader, &nothing)),
        ("erased", me::erased(reader)),
        ("help, a member", own::help(reader, &able(true, false))),
        ("help, everything", own::help(reader, &able(true, true))),
        ("help, not linked", own::help(reader, &able(false, false))),
    ]
}
