//! Notes: what chair and officials write, and what everybody reads.

use super::meetings::{told, view};
use super::{album, at, person};
use crate::actions::notes::Draft;
use crate::actions::notes::approve::Approved;
use crate::actions::notes::attach::Understood;
use crate::actions::notes::publish::Published;
use crate::actions::notes::search::{Found, Hit, Hits};
use crate::actions::notes::show::{Compared, NotesShown};
use crate::actions::notes::write::Saved;
use crate::actions::notices::Facts;
use crate::actions::notices::notes::{NotesFacts, NotesPost, Word};
use crate::actions::presence::Register;
use crate::actions::view::MeetingView;
use crate::domain::account::UserId;
use crate::domain::agenda::Purpose;
use crate::domain::cover::Cover;
use crate::domain::id::{FormId, ItemId, MeetingId, NotesFileId, PersonId, SectionId};
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::domain::notes::{
    Approval, Attached, Attendee, Chapter, Clash, Content, NotesHead, NotesNumber, PriorApproval,
    Revision, Section, SectionOf,
};
use crate::domain::notice::Destination;
use crate::domain::presence::Mode;
use crate::domain::seat::Office;
use crate::domain::wording::{BadWording, Prose, Reason, Title};
use crate::render::Message;
use crate::render::notes::{draft, reading};
use crate::render::reader::Reader;

const NUMBER: NotesNumber = NotesNumber { year: 2027, number: 3 };

fn content() -> Content {
    let chapter = |number, heading: &str, said: Option<&str>, agreed: Option<&str>| Chapter {
        number,
        heading: heading.into(),
        purpose: number.map(|_| Purpose::Decision),
        said: said.map(str::to_owned),
        agreed: agreed.map(str::to_owned),
    };
    let attendee = |name: &str, appointer: Option<&str>| Attendee {
        name: name.into(),
        appointer: appointer.map(str::to_owned),
        office: None,
        instead_of: None,
        is_absent: false,
        mode: None,
        from: None,
        to: None,
    };
    Content {
        attendees: vec![
            Attendee {
                office: Some(Office::Chair),
                ..attendee("Regionen, ledamot", Some("Regionen"))
            },
            Attendee { is_absent: true, ..attendee("Arboga, ledamot", Some("Arboga")) },
            Attendee {
                instead_of: Some("Arboga, ledamot".into()),
                mode: Some(Mode::Distance),
                from: Some("10:15".into()),
                ..attendee("Arboga, ersättare", Some("Arboga"))
            },
            attendee("Gun *Gäst*", None),
        ],
        chapters: vec![
            chapter(
                Some(1),
                "Bred*band*",
                Some("Vi talade om:\n- **fiber**\n- @everyone"),
                Some("Regionen följer upp."),
            ),
            chapter(Some(2), "Trygg hemgång", None, None),
            chapter(None, "Parkering", Some("[Här](https://a.example/p)"), None),
        ],
        approved: vec![PriorApproval {
            number: NotesNumber { number: 2, ..NUMBER },
            by: "Köping, ledamot".into(),
        }],
    }
}

fn section(of: SectionOf, heading: &str, said: Option<&str>) -> Section {
    Section {
        of,
        heading: Title::parse(heading).expect("a title"),
        said: said.and_then(|text| Prose::parse(text).ok()),
        agreed: None,
        version: i64::from(said.is_some()),
        by: Some(PersonId(70)),
        changed: said.map(|_| at(11, 12)),
    }
}

fn held(reader: Reader) -> MeetingView {
    let mut view = MeetingView { now: at(12, 12), ..view(reader, Cover::Substituted) };
    view.meeting.state = MeetingState::Held;
    view
}

fn register(reader: Reader) -> Register {
    let mut open = held(reader);
    open.meeting.state = MeetingState::Called;
    Register::made_of(open, Vec::new())
}

fn revision(number: i64, content: Content) -> Revision {
    Revision {
        meeting: MeetingId(1),
        number,
        content,
        published: at(12, 12),
        by: Some(PersonId(70)),
        writers: Vec::new(),
    }
}

fn draft_of(reader: Reader, published: Option<Revision>) -> Draft {
    let item = |id| SectionOf::Item(ItemId(id));
    Draft {
        register: register(reader),
        head: NotesHead { number: published.as_ref().map(|_| NUMBER), adjuster: None },
        number: NUMBER,
        sections: vec![
            section(item(1), "Bred*band*", Some("Vi talade om:\n- fiber")),
            section(item(2), "Trygg hemgång", None),
            section(SectionOf::Own(SectionId(9)), "Parkering", Some("Här")),
        ],
        published,
        content: content(),
    }
}

fn changed() -> Content {
    let mut content = content();
    content.chapters[1].said = Some("Pilot i *Köping*.".into());
    content.chapters[2].said = None;
    content
}

fn shown(reader: Reader, number: i64, newest: i64) -> NotesShown {
    NotesShown {
        view: held(reader),
        head: NotesHead { number: Some(NUMBER), adjuster: None },
        revision: revision(number, content()),
        newest,
        approved: None,
        may_approve: false,
        may_write: false,
        words: Vec::new(),
    }
}

fn approval(reader: Reader) -> Approved {
    let approval = Approval {
        meeting: MeetingId(1),
        revision: 1,
        at_meeting: MeetingId(2),
        by: PersonId(20),
        at: at(25, 8),
    };
    let by = Some(person(20, "Köping, ledamot"));
    Approved { approval, by, at: Some(held(reader).meeting) }
}

fn of_drafts(reader: Reader) -> Vec<(&'static str, Message)> {
    let new = || draft_of(reader, None);
    let same = || draft_of(reader, Some(revision(1, content())));
    let news = || draft_of(reader, Some(revision(1, changed())));
    let kept = |of| Saved::Kept(Box::new(new()), of);
    let bredband = SectionOf::Item(ItemId(1));
    let clash = Clash {
        mine: section(bredband, "Bred*band*", Some("Min text.")),
        theirs: section(bredband, "Bred*band*", Some("Hennes text.")),
        is_part: false,
    };
    let part = Clash { is_part: true, ..clash.clone() };
    let prose = |text: &str| Prose::parse(text).expect("a text");
    let title = |text: &str| Title::parse(text).expect("a title");
    let file = |clashes| Understood {
        draft: new(),
        file: NotesFileId(5),
        attached: Attached {
            found: vec![(bredband, title("Bred*band*"), prose("Nytt."))],
            new: vec![(title("Övrigt"), prose("Mer."))],
            before: Some(prose("Först.")),
        },
        clashes,
    };
    let published = |number, was_open| Published {
        draft: draft_of(reader, Some(revision(number, content()))),
        revision: revision(number, content()),
        was_open,
    };
    let empty = || {
        let mut empty = new();
        for section in &mut empty.sections {
            section.said = None;
        }
        empty
    };
    vec![
        ("a draft", draft::draft(reader, &new(), 0)),
        ("as published", draft::draft(reader, &same(), 0)),
        ("changed since", draft::draft(reader, &news(), 0)),
        ("kept", draft::saved(reader, &kept(Some(bredband)), None)),
        ("taken out", draft::saved(reader, &kept(None), None)),
        (
            "two have written",
            draft::saved(
                reader,
                &Saved::Clash(Box::new(new()), Box::new(clash), None),
                Some(FormId(6)),
            ),
        ),
        (
            "two have written, with no room for both",
            draft::saved(
                reader,
                &Saved::Clash(Box::new(new()), Box::new(part), Some(BadWording::TooLong(4000))),
                Some(FormId(6)),
            ),
        ),
        ("a file", draft::understood(reader, &file(0))),
        ("a file, something is written", draft::understood(reader, &file(1))),
        ("a file, taken in", draft::taken_in(reader, &new())),
        ("preview", draft::preview(reader, &new(), (0, UserId(0)))),
        ("preview, nothing is written", draft::preview(reader, &empty(), (0, UserId(0)))),
        (
            "preview, moved on meanwhile",
            draft::moved(reader, draft::preview(reader, &new(), (0, UserId(0)))),
        ),
        ("preview of a revision", draft::preview(reader, &news(), (0, UserId(0)))),
        ("preview, nothing is new", draft::preview(reader, &same(), (0, UserId(0)))),
        ("published", draft::published(reader, &published(1, true))),
        ("published, a revision", draft::published(reader, &published(2, false))),
    ]
}

fn of_readings(reader: Reader) -> Vec<(&'static str, Message)> {
    let words = Reason::parse("Ring *Bo* om fibern.").expect("words");
    let left = NotesShown {
        words: vec![(Some(person(30, "Arboga, ledamot")), words.clone())],
        ..shown(reader, 1, 1)
    };
    let approves = NotesShown { may_approve: true, ..shown(reader, 2, 2) };
    let approved = NotesShown { approved: Some(approval(reader)), ..shown(reader, 1, 1) };
    let compared = Compared {
        shown: NotesShown { revision: revision(2, changed()), ..shown(reader, 2, 2) },
        before: revision(1, content()),
    };
    let hit = Hit {
        group: held(reader).group,
        found: Found {
            meeting: held(reader).meeting,
            head: NotesHead { number: Some(NUMBER), adjuster: None },
            content: content(),
        },
        heading: "Bred*band*".into(),
        passage: "…Vi talade om fiber…".into(),
    };
    let hits = |hits: Vec<Hit>, all| Hits { query: "fi*ber".into(), hits, first: 0, all };
    let file = reading::file(reader, &approved);
    let whole = String::from_utf8(file.files[0].bytes.clone()).expect("a text");
    vec![
        ("shown", reading::shown(reader, &left, 0)),
        ("shown, to who may approve", reading::shown(reader, &approves, 0)),
        ("shown, an older one", reading::shown(reader, &shown(reader, 1, 2), 0)),
        ("approved", reading::approved_now(reader, &approved)),
        ("compared", reading::compared(reader, &compared)),
        ("as a file", file),
        ("the file", Message::text(whole)),
        ("found", reading::found(reader, &hits(vec![hit], 7), Some(FormId(6)))),
        ("found nothing", reading::found(reader, &hits(Vec::new(), 0), None)),
        ("a word, kept", reading::word_kept(reader, "Arboga, *ersättare*", false)),
        ("a word, sent", reading::word_kept(reader, "Arboga, *ersättare*", true)),
    ]
}

fn of_notices(reader: Reader) -> Vec<(&'static str, Message)> {
    let post = |number, part| {
        Box::new(NotesPost {
            register: register(reader),
            head: NotesHead { number: Some(NUMBER), adjuster: None },
            revision: revision(number, content()),
            approved: None,
            channel: None,
            part,
        })
    };
    let approved = || Box::new(NotesPost { approved: Some(approval(reader)), ..*post(1, 0) });
    let notice = |destination, facts| told(destination, None, Facts::Notes(facts));
    let word = Word {
        view: held(reader),
        from: Some(person(30, "Arboga, ledamot")),
        words: Reason::parse("Ring *Bo* om fibern.").expect("words"),
    };
    let to = Some(person(31, "Arboga, ersättare"));
    vec![
        ("a post", notice(Destination::Notes, NotesFacts::Post(post(1, 0)))),
        ("a post, approved", notice(Destination::Notes, NotesFacts::Post(approved()))),
        (
            "a post, nothing is left for it",
            notice(Destination::Notes, NotesFacts::Post(post(2, 1))),
        ),
        ("a line in the thread", notice(Destination::Thread, NotesFacts::Line(post(1, 1)))),
        (
            "a line in the thread, revised",
            notice(Destination::Thread, NotesFacts::Line(post(2, 2))),
        ),
        ("a word", told(Destination::Direct, to, Facts::Notes(NotesFacts::Word(Box::new(word))))),
        (
            "asked for a word",
            notice(Destination::Thread, NotesFacts::Ask(Box::new(register(reader)))),
        ),
    ]
}

fn all(reader: Reader) -> String {
    let pages = [of_drafts(reader), of_readings(reader), of_notices(reader)].map(album);
    pages.join("\n")
}

#[test]
fn notes_in_swedish() {
    insta::assert_snapshot!(all(Reader::on_discord(Language::Swedish)));
}

#[test]
fn notes_in_english() {
    insta::assert_snapshot!(all(Reader::on_discord(Language::English)));
}
