//! Buttons' ids: typed, versioned, at most 100 characters, and never trusted.
//!
//! `v1:reply:MEETING:SEAT:WORD:DATING`, SEAT being `-` where it is the presser's own, `v1:heard:MEETING:SEAT:WORD:DATING`, and
//! `v1:meeting:MEETING:show`, `ics` or `carry-all`, `v1:group:GROUP:check` or `meetings`, `v1:group:GROUP:end:DAY`,
//! `v1:group:GROUP:log:LINE`, `v1:import:IMPORT:carry-out` or `discard`, `v1:me:erase`, `v1:leave`; of agendas and the
//! calendar `v1:calendar:GROUP:FILTER:open` or from which line on, `v1:agenda:LIST:open` or from which line on,
//! `v1:item:GROUP:ITEM:STEP`, `v1:item:GROUP:ITEM:to:MEETING`, `v1:item:GROUP:ITEM:offer:SEAT`, `v1:plan:GROUP:PLAN:WORD`,
//! `v1:guest:GROUP:GUEST:end`, `v1:propose:PLACE`, `v1:form:FORM`, `v1:command:FORM:meant:WHICH` or `agreed`, `v1:meeting:MEETING:why-late`, and `v1:presence:MEETING:STEP`, `v1:notes:MEETING:STEP`, `v1:notes-search:FORM:FIRST`, `v1:address:GROUP:PERSON:new:CALENDAR`, `…:page:CALENDAR` or
//! `end:ADDRESS`, PERSON being `-` where it is the presser. A message that a notice became carries the notice's key
//! behind a dot, so that it is recognised as sent; the key means nothing to whoever handles the press.

use chrono::NaiveDate;

use crate::actions::agenda::Where;
use crate::actions::agenda::show::ListOf;
use crate::actions::calendar::show::Filter;
use crate::actions::reply::Spoken;
use crate::domain::access::{AccessPurpose, AccessTo};
use crate::domain::id::{
    AccessId, AuditId, FormId, GroupId, GuestId, ImportId, ItemId, MeetingId, NotesFileId,
    PersonId, PlanId, SeatId,
};
use crate::domain::notes::{Meant, SectionOf};
use crate::domain::presence::RegisterPlace;
use crate::domain::seat::worded;

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonId {
    /// "I'll come", on an invitation: for the presser's own seat.
    Come(Spoken),
    /// "Can't attend", on an invitation: for the presser's own seat.
    Absent(Spoken),
    /// Takes an absence back.
    Withdraw(Spoken, SeatId),
    /// A substitute's "I'll come".
    Accept(Spoken, SeatId),
    /// A substitute's "can't come".
    Decline(Spoken, SeatId),
    /// Writes down what somebody of a seat said who was asked by telephone.
    Record(Spoken, SeatId, Heard),
    /// Shows the meeting as it stands.
    Show(MeetingId),
    /// Looks a group through, for who administers it.
    Check(GroupId),
    /// Shows the presser's own coming meetings, in the organisation of the group.
    Meetings(GroupId),
    /// Opens a group's page to everybody.
    OpenPage(GroupId),
    /// Ends a group with that last day.
    EndGroup(GroupId, NaiveDate),
    /// Shows the lines of a group's log before that one.
    Log(GroupId, AuditId),
    /// Shows a list of agenda items.
    Agenda(ListOf, Page),
    /// Shows the calendar, in the organisation of the group.
    Calendar(GroupId, Filter, Page),
    /// Does something with an agenda item.
    Item(GroupId, ItemId, ItemStep),
    /// One of a pair asks the other that the substitute take an item.
    OfferPlan(GroupId, ItemId, SeatId),
    /// Answers that, or gives it up.
    Plan(GroupId, PlanId, PlanWord),
    /// Somebody is co-opted no longer.
    EndGuest(GroupId, GuestId),
    /// The meeting as a file for the presser's own calendar.
    ToCalendar(MeetingId),
    /// Makes a link to the page that shows who comes.
    Attendance(MeetingId),
    /// Does something with a meeting's register of attendance.
    Register(MeetingId, RegisterStep),
    /// Does something with a meeting's notes.
    Notes(MeetingId, NotesStep),
    /// Leafs on in what was found, from that one on.
    NotesSearch(FormId, usize),
    /// Makes an address of a calendar, for programs or as a page: the presser's own, or for somebody without an account.
    NewAddress(GroupId, Option<PersonId>, (AccessPurpose, AccessTo)),
    /// Revokes one.
    RevokeAddress(GroupId, Option<PersonId>, AccessId),
    /// Brings an agenda item to another meeting.
    MoveItem(GroupId, ItemId, MeetingId),
    /// Puts off everything on a meeting's agenda.
    CarryAll(MeetingId),
    /// Opens the form in which something is proposed.
    Propose(Where),
    /// Opens a form again that was refused, as it was filled in.
    Reopen(FormId),
    /// Asks why a meeting is called late, in a form.
    WhyLate(MeetingId),
    /// Takes up a command again that was asked about.
    Resume(FormId, Resume),
    /// Carries out a file that was read.
    CarryOut(ImportId),
    /// Throws it away.
    Discard(ImportId),
    /// Removes the presser's name and account.
    Erase,
    /// Leaves everything as it is.
    Leave,
}

worded! {
    /// What somebody said who was asked by telephone.
    Heard {
        SubstituteComes = "comes",
        SubstituteCannot = "cannot",
        MemberComes = "member-comes",
        MemberCannot = "member-cannot",
    }
}

/// How a command is taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// That of the things was meant that may be.
    Meant(usize),
    /// What follows was said, and is meant.
    Agreed,
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first, as it is opened: what has changed since the last time is marked.
    Open,
    /// Another, while one leafs through: from that line on.
    At(usize),
}

impl Page {
    /// The first line of the page.
    pub const fn first(self) -> usize {
        match self {
            Self::Open => 0,
            Self::At(first) => first,
        }
    }
}

impl std::fmt::Display for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open => f.write_str("open"),
            Self::At(first) => write!(f, "{first}"),
        }
    }
}

/// What is done with a register of attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterStep {
    List(Page),
    /// Says something of a place in it.
    Place(RegisterPlace, PlaceStep),
    Files,
    /// Adds somebody, in a form.
    Add,
    /// Closes the meeting.
    Close,
    /// Asks why it is to be opened again, in a form.
    Reopen,
}

/// What is done with the notes of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesStep {
    /// Shows the draft.
    Draft(Page),
    /// Opens a section, or a part of one, in a form.
    Section(SectionOf, usize),
    /// Opens a form for what stands on no agenda.
    Add,
    /// Shows one of the posts as it will be.
    Preview(usize),
    /// Publishes what was seen: by its mark.
    Publish(u32),
    /// Takes a file in, if the draft is what was seen: by its mark.
    Take(NotesFileId, Meant, u32),
    Drop(NotesFileId),
    /// Settles what two have written; at what the other's text was when it was shown.
    Clash(FormId, Meant, i64),
    /// Shows a revision; 0 is the newest.
    Show(i64, Page),
    /// Shows what is another in a revision than in the one before.
    Compare(i64),
    File(i64),
    /// Approves the revision that was seen.
    Approve(i64),
    /// Leaves a word to the other of the pair, in a form.
    Word,
}

worded! {
    /// What is said of a place in a register of attendance.
    PlaceStep {
        Show = "show",
        Came = "came",
        Excused = "excused",
        WithoutNotice = "without-notice",
        Substitute = "substitute",
        NoSubstitute = "no-substitute",
        /// Asks when, in a form.
        Late = "late",
        /// Asks when, in a form.
        Left = "left",
        Distance = "distance",
        Room = "room",
    }

    /// What is done with an agenda item.
    ItemStep {
        Show = "show",
        Files = "files",
        Accept = "accept",
        /// Asks why, in a form.
        Decline = "decline",
        Withdraw = "withdraw",
        Earlier = "earlier",
        Later = "later",
        Decide = "decide",
        /// To the group's next meeting.
        Carry = "carry",
        /// Asks whether it is really to go.
        Strike = "strike",
        ReallyStrike = "really-strike",
    }

    /// What is said of an item that the substitute is to take.
    PlanWord {
        Yes = "yes",
        No = "no",
        End = "end",
    }
}

impl ButtonId {
    /// Reads an id as it came from outside. `None` for what we never made, or no longer make.
    pub fn parse(text: &str) -> Option<Self> {
        let id = text.split_once('.').map_or(text, |(id, _key)| id);
        let (meeting, seat, word, dating) = match id.split(':').collect::<Vec<_>>()[..] {
            // As it was before a meeting's datings were in it.
            ["v1", "reply", meeting, seat, word] => (meeting, seat, word, None),
            ["v1", "reply", meeting, seat, word, dating] => (meeting, seat, word, Some(dating)),
            ["v1", "heard", meeting, seat, word, dating] => {
                let spoken = read_spoken(meeting, Some(dating))?;
                let heard = Heard::from_word(word)?;
                return Some(Self::Record(spoken, seat.parse().ok()?, heard));
            }
            ["v1", "meeting", meeting, "show"] => return Some(Self::Show(meeting.parse().ok()?)),
            ["v1", "group", group, "check"] => return Some(Self::Check(group.parse().ok()?)),
            ["v1", "group", group, "meetings"] => return Some(Self::Meetings(group.parse().ok()?)),
            ["v1", "group", group, "open-page"] => {
                return Some(Self::OpenPage(group.parse().ok()?));
            }
            ["v1", "group", group, "end", last] => {
                return Some(Self::EndGroup(group.parse().ok()?, day(last)?));
            }
            ["v1", "group", group, "log", before] => {
                return Some(Self::Log(group.parse().ok()?, before.parse().ok()?));
            }
            ["v1", "agenda", list, page] => {
                return Some(Self::Agenda(read_list(list)?, read_page(page)?));
            }
            ["v1", "calendar", group, filter, page] => {
                let filter = filter.parse().ok()?;
                return Some(Self::Calendar(group.parse().ok()?, filter, read_page(page)?));
            }
            ["v1", "item", group, item, step] => {
                let step = ItemStep::from_word(step)?;
                return Some(Self::Item(group.parse().ok()?, item.parse().ok()?, step));
            }
            ["v1", "item", group, item, "to", meeting] => {
                let (group, item) = (group.parse().ok()?, item.parse().ok()?);
                return Some(Self::MoveItem(group, item, meeting.parse().ok()?));
            }
            ["v1", "item", group, item, "offer", seat] => {
                let (group, item) = (group.parse().ok()?, item.parse().ok()?);
                return Some(Self::OfferPlan(group, item, seat.parse().ok()?));
            }
            ["v1", "plan", group, plan, word] => {
                let word = PlanWord::from_word(word)?;
                return Some(Self::Plan(group.parse().ok()?, plan.parse().ok()?, word));
            }
            ["v1", "guest", group, guest, "end"] => {
                return Some(Self::EndGuest(group.parse().ok()?, guest.parse().ok()?));
            }
            ["v1", "meeting", meeting, "attendance"] => {
                return Some(Self::Attendance(meeting.parse().ok()?));
            }
            ["v1", "presence", meeting, ref step @ ..] => {
                return Some(Self::Register(meeting.parse().ok()?, read_register_step(step)?));
            }
            ["v1", "notes", meeting, ref step @ ..] => {
                return Some(Self::Notes(meeting.parse().ok()?, read_notes_step(step)?));
            }
            ["v1", "notes-search", form, first] => {
                return Some(Self::NotesSearch(form.parse().ok()?, first.parse().ok()?));
            }
            ["v1", "meeting", meeting, "ics"] => {
                return Some(Self::ToCalendar(meeting.parse().ok()?));
            }
            ["v1", "address", group, person, kind @ ("new" | "page"), object] => {
                let (group, person) = (group.parse().ok()?, read_person(person)?);
                let purpose = match kind {
                    "page" => AccessPurpose::Page,
                    _ => AccessPurpose::Feed,
                };
                return Some(Self::NewAddress(group, person, (purpose, object.parse().ok()?)));
            }
            ["v1", "address", group, person, "end", access] => {
                let (group, person) = (group.parse().ok()?, read_person(person)?);
                return Some(Self::RevokeAddress(group, person, access.parse().ok()?));
            }
            ["v1", "meeting", meeting, "carry-all"] => {
                return Some(Self::CarryAll(meeting.parse().ok()?));
            }
            ["v1", "propose", place] => return Some(Self::Propose(place.parse().ok()?)),
            ["v1", "command", form, "agreed"] => {
                return Some(Self::Resume(form.parse().ok()?, Resume::Agreed));
            }
            ["v1", "meeting", meeting, "why-late"] => {
                return Some(Self::WhyLate(meeting.parse().ok()?));
            }
            ["v1", "command", form, "meant", which] => {
                let how = Resume::Meant(which.parse().ok()?);
                return Some(Self::Resume(form.parse().ok()?, how));
            }
            ["v1", "form", form] => return Some(Self::Reopen(form.parse().ok()?)),
            ["v1", "import", import, "carry-out"] => {
                return Some(Self::CarryOut(import.parse().ok()?));
            }
            ["v1", "import", import, "discard"] => {
                return Some(Self::Discard(import.parse().ok()?));
            }
            ["v1", "me", "erase"] => return Some(Self::Erase),
            ["v1", "leave"] => return Some(Self::Leave),
            _ => return None,
        };
        let spoken = read_spoken(meeting, dating)?;
        let seat: Option<SeatId> = if seat == "-" { None } else { Some(seat.parse().ok()?) };
        match (word, seat) {
            ("come", None) => Some(Self::Come(spoken)),
            ("absent", None) => Some(Self::Absent(spoken)),
            ("withdraw", Some(seat)) => Some(Self::Withdraw(spoken, seat)),
            ("accept", Some(seat)) => Some(Self::Accept(spoken, seat)),
            ("decline", Some(seat)) => Some(Self::Decline(spoken, seat)),
            _ => None,
        }
    }

    /// What kind of thing it does: its id's first word.
    pub fn family(self) -> String {
        self.to_string().split(':').nth(1).unwrap_or_default().to_owned()
    }

    /// The id with the key of the notice that the message was.
    pub fn with_key(self, key: &str) -> String {
        format!("{self}.{key}")
    }
}

impl std::fmt::Display for ButtonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Come(spoken) => write_reply(f, *spoken, ("-", "come")),
            Self::Absent(spoken) => write_reply(f, *spoken, ("-", "absent")),
            Self::Withdraw(spoken, seat) => write_reply(f, *spoken, (seat, "withdraw")),
            Self::Accept(spoken, seat) => write_reply(f, *spoken, (seat, "accept")),
            Self::Decline(spoken, seat) => write_reply(f, *spoken, (seat, "decline")),
            Self::Record(Spoken { meeting, dating }, seat, heard) => {
                let dating = dating.unwrap_or_default();
                write!(f, "v1:heard:{meeting}:{seat}:{}:{dating}", heard.word())
            }
            Self::Show(meeting) => write!(f, "v1:meeting:{meeting}:show"),
            Self::Check(group) => write!(f, "v1:group:{group}:check"),
            Self::Meetings(group) => write!(f, "v1:group:{group}:meetings"),
            Self::OpenPage(group) => write!(f, "v1:group:{group}:open-page"),
            Self::EndGroup(group, last) => write!(f, "v1:group:{group}:end:{last}"),
            Self::Log(group, before) => write!(f, "v1:group:{group}:log:{before}"),
            Self::Agenda(list, page) => {
                f.write_str("v1:agenda:")?;
                match list {
                    ListOf::Agenda(place) => write!(f, "{place}"),
                    ListOf::Proposals(group) => write!(f, "p{group}"),
                }?;
                write!(f, ":{page}")
            }
            Self::Calendar(group, filter, page) => {
                write!(f, "v1:calendar:{group}:{filter}:{page}")
            }
            Self::Item(group, item, step) => write!(f, "v1:item:{group}:{item}:{}", step.word()),
            Self::MoveItem(group, item, meeting) => {
                write!(f, "v1:item:{group}:{item}:to:{meeting}")
            }
            Self::OfferPlan(group, item, seat) => write!(f, "v1:item:{group}:{item}:offer:{seat}"),
            Self::Plan(group, plan, word) => write!(f, "v1:plan:{group}:{plan}:{}", word.word()),
            Self::EndGuest(group, guest) => write!(f, "v1:guest:{group}:{guest}:end"),
            Self::ToCalendar(meeting) => write!(f, "v1:meeting:{meeting}:ics"),
            Self::Attendance(meeting) => write!(f, "v1:meeting:{meeting}:attendance"),
            Self::Notes(meeting, step) => {
                write!(f, "v1:notes:{meeting}:")?;
                match step {
                    NotesStep::Draft(page) => write!(f, "draft:{page}"),
                    NotesStep::Section(of, part) => write!(f, "section:{of}:{part}"),
                    NotesStep::Add => f.write_str("add"),
                    NotesStep::Preview(part) => write!(f, "preview:{part}"),
                    NotesStep::Publish(mark) => write!(f, "publish:{mark}"),
                    NotesStep::Take(file, meant, mark) => {
                        write!(f, "take:{file}:{}:{mark}", meant.word())
                    }
                    NotesStep::Drop(file) => write!(f, "drop:{file}"),
                    NotesStep::Clash(form, meant, shown) => {
                        write!(f, "clash:{form}:{}:{shown}", meant.word())
                    }
                    NotesStep::Show(revision, page) => write!(f, "show:{revision}:{page}"),
                    NotesStep::Compare(revision) => write!(f, "compare:{revision}"),
                    NotesStep::File(revision) => write!(f, "file:{revision}"),
                    NotesStep::Approve(revision) => write!(f, "approve:{revision}"),
                    NotesStep::Word => f.write_str("word"),
                }
            }
            Self::NotesSearch(form, first) => write!(f, "v1:notes-search:{form}:{first}"),
            Self::Register(meeting, step) => {
                write!(f, "v1:presence:{meeting}:")?;
                match step {
                    RegisterStep::List(page) => write!(f, "list:{page}"),
                    RegisterStep::Place(place, step) => write!(f, "{place}:{}", step.word()),
                    RegisterStep::Files => f.write_str("files"),
                    RegisterStep::Add => f.write_str("add"),
                    RegisterStep::Close => f.write_str("close"),
                    RegisterStep::Reopen => f.write_str("reopen"),
                }
            }
            Self::NewAddress(group, person, (purpose, object)) => {
                let kind = match purpose {
                    AccessPurpose::Page => "page",
                    AccessPurpose::Feed | AccessPurpose::Attendance => "new",
                };
                write!(f, "v1:address:{group}:{}:{kind}:{object}", or_oneself(*person))
            }
            Self::RevokeAddress(group, person, access) => {
                write!(f, "v1:address:{group}:{}:end:{access}", or_oneself(*person))
            }
            Self::CarryAll(meeting) => write!(f, "v1:meeting:{meeting}:carry-all"),
            Self::Propose(place) => write!(f, "v1:propose:{place}"),
            Self::Reopen(form) => write!(f, "v1:form:{form}"),
            Self::Resume(form, Resume::Agreed) => write!(f, "v1:command:{form}:agreed"),
            Self::WhyLate(meeting) => write!(f, "v1:meeting:{meeting}:why-late"),
            Self::Resume(form, Resume::Meant(which)) => {
                write!(f, "v1:command:{form}:meant:{which}")
            }
            Self::CarryOut(import) => write!(f, "v1:import:{import}:carry-out"),
            Self::Discard(import) => write!(f, "v1:import:{import}:discard"),
            Self::Erase => f.write_str("v1:me:erase"),
            Self::Leave => f.write_str("v1:leave"),
        }
    }
}

fn read_spoken(meeting: &str, dating: Option<&str>) -> Option<Spoken> {
    let dating = match dating {
        Some(dating) => Some(dating.parse().ok()?),
        None => None,
    };
    Some(Spoken { meeting: meeting.parse().ok()?, dating })
}

fn write_reply(
    f: &mut std::fmt::Formatter<'_>,
    Spoken { meeting, dating }: Spoken,
    (seat, word): (impl std::fmt::Display, &str),
) -> std::fmt::Result {
    write!(f, "v1:reply:{meeting}:{seat}:{word}")?;
    dating.map_or(Ok(()), |dating| write!(f, ":{dating}"))
}

/// Somebody, or the presser themselves.
fn read_person(text: &str) -> Option<Option<PersonId>> {
    if text == "-" { Some(None) } else { Some(Some(text.parse().ok()?)) }
}

fn or_oneself(person: Option<PersonId>) -> String {
    person.map_or_else(|| "-".to_owned(), |person| person.to_string())
}

fn read_register_step(parts: &[&str]) -> Option<RegisterStep> {
    Some(match *parts {
        ["list", page] => RegisterStep::List(read_page(page)?),
        ["files"] => RegisterStep::Files,
        ["add"] => RegisterStep::Add,
        ["close"] => RegisterStep::Close,
        ["reopen"] => RegisterStep::Reopen,
        [place, step] => RegisterStep::Place(place.parse().ok()?, PlaceStep::from_word(step)?),
        _ => return None,
    })
}

fn read_notes_step(parts: &[&str]) -> Option<NotesStep> {
    let number = |text: &str| text.parse().ok();
    Some(match *parts {
        ["draft", page] => NotesStep::Draft(read_page(page)?),
        ["section", of, part] => NotesStep::Section(of.parse().ok()?, part.parse().ok()?),
        ["add"] => NotesStep::Add,
        ["preview", part] => NotesStep::Preview(part.parse().ok()?),
        ["publish", mark] => NotesStep::Publish(mark.parse().ok()?),
        ["take", file, meant, mark] => {
            NotesStep::Take(file.parse().ok()?, Meant::from_word(meant)?, mark.parse().ok()?)
        }
        ["drop", file] => NotesStep::Drop(file.parse().ok()?),
        ["clash", form, meant, shown] => {
            NotesStep::Clash(form.parse().ok()?, Meant::from_word(meant)?, shown.parse().ok()?)
        }
        ["show", revision, page] => NotesStep::Show(number(revision)?, read_page(page)?),
        ["compare", revision] => NotesStep::Compare(number(revision)?),
        ["file", revision] => NotesStep::File(number(revision)?),
        ["approve", revision] => NotesStep::Approve(revision.parse().ok()?),
        ["word"] => NotesStep::Word,
        _ => return None,
    })
}

fn read_list(text: &str) -> Option<ListOf> {
    match text.strip_prefix('p') {
        Some(group) => Some(ListOf::Proposals(group.parse().ok()?)),
        None => Some(ListOf::Agenda(text.parse().ok()?)),
    }
}

fn read_page(text: &str) -> Option<Page> {
    match text {
        "open" => Some(Page::Open),
        first => Some(Page::At(first.parse().ok()?)),
    }
}

/// A day as it stands in an id.
fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|_| text.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{NoticeId, PresenceId, SectionId};
    use proptest::prelude::*;

    fn every(meeting: i64, seat: i64) -> Vec<ButtonId> {
        let (meeting, seat) = (MeetingId(meeting), SeatId(seat));
        let (group, item) = (GroupId(meeting.0), ItemId(seat.0));
        let spoken = Spoken { meeting, dating: Some(i64::MAX) };
        vec![
            ButtonId::Agenda(ListOf::Agenda(Where::Meeting(meeting)), Page::Open),
            ButtonId::Agenda(ListOf::Agenda(Where::Waiting(group)), Page::At(10)),
            ButtonId::Agenda(ListOf::Proposals(group), Page::At(0)),
            ButtonId::Item(group, item, ItemStep::ReallyStrike),
            ButtonId::MoveItem(group, item, meeting),
            ButtonId::Calendar(group, Filter { mine: true, ..Filter::default() }, Page::At(7)),
            ButtonId::OfferPlan(group, item, seat),
            ButtonId::Plan(group, PlanId(seat.0), PlanWord::End),
            ButtonId::EndGuest(group, GuestId(seat.0)),
            ButtonId::CarryAll(meeting),
            ButtonId::ToCalendar(meeting),
            ButtonId::Attendance(meeting),
            ButtonId::Register(meeting, RegisterStep::List(Page::At(25))),
            ButtonId::Register(
                meeting,
                RegisterStep::Place(RegisterPlace::Seat(seat), PlaceStep::Show),
            ),
            ButtonId::Register(
                meeting,
                RegisterStep::Place(
                    RegisterPlace::Added(PresenceId(seat.0)),
                    PlaceStep::WithoutNotice,
                ),
            ),
            ButtonId::Notes(meeting, NotesStep::Draft(Page::Open)),
            ButtonId::Notes(meeting, NotesStep::Section(SectionOf::Item(item), 3)),
            ButtonId::Notes(meeting, NotesStep::Section(SectionOf::Own(SectionId(seat.0)), 0)),
            ButtonId::Notes(meeting, NotesStep::Add),
            ButtonId::Notes(meeting, NotesStep::Preview(2)),
            ButtonId::Notes(meeting, NotesStep::Publish(u32::MAX)),
            ButtonId::Notes(meeting, NotesStep::Take(NotesFileId(seat.0), Meant::Both, u32::MAX)),
            ButtonId::Notes(meeting, NotesStep::Drop(NotesFileId(seat.0))),
            ButtonId::Notes(meeting, NotesStep::Clash(FormId(seat.0), Meant::Mine, i64::MAX)),
            ButtonId::Notes(meeting, NotesStep::Show(seat.0, Page::At(3))),
            ButtonId::Notes(meeting, NotesStep::Compare(seat.0)),
            ButtonId::Notes(meeting, NotesStep::File(0)),
            ButtonId::Notes(meeting, NotesStep::Approve(i64::MAX)),
            ButtonId::Notes(meeting, NotesStep::Word),
            ButtonId::NotesSearch(FormId(seat.0), 5),
            ButtonId::Register(meeting, RegisterStep::Files),
            ButtonId::Register(meeting, RegisterStep::Add),
            ButtonId::Register(meeting, RegisterStep::Close),
            ButtonId::Register(meeting, RegisterStep::Reopen),
            ButtonId::NewAddress(group, None, (AccessPurpose::Feed, AccessTo::Person)),
            ButtonId::NewAddress(
                group,
                Some(PersonId(seat.0)),
                (AccessPurpose::Page, AccessTo::Group(group)),
            ),
            ButtonId::NewAddress(group, None, (AccessPurpose::Page, AccessTo::Organisation)),
            ButtonId::RevokeAddress(group, Some(PersonId(seat.0)), AccessId(seat.0)),
            ButtonId::Propose(Where::Waiting(group)),
            ButtonId::Reopen(FormId(seat.0)),
            ButtonId::Resume(FormId(seat.0), Resume::Meant(9)),
            ButtonId::Resume(FormId(seat.0), Resume::Agreed),
            ButtonId::WhyLate(meeting),
            ButtonId::Come(spoken),
            ButtonId::Come(Spoken::now(meeting)),
            ButtonId::Absent(spoken),
            ButtonId::Withdraw(spoken, seat),
            ButtonId::Withdraw(Spoken::now(meeting), seat),
            ButtonId::Accept(spoken, seat),
            ButtonId::Decline(spoken, seat),
            ButtonId::Record(spoken, seat, Heard::SubstituteCannot),
            ButtonId::Show(meeting),
            ButtonId::Check(GroupId(meeting.0)),
            ButtonId::Meetings(GroupId(meeting.0)),
            ButtonId::OpenPage(GroupId(meeting.0)),
            ButtonId::EndGroup(
                GroupId(meeting.0),
                NaiveDate::from_ymd_opt(2027, 4, 30).expect("a date"),
            ),
            ButtonId::Log(GroupId(meeting.0), AuditId(seat.0)),
            ButtonId::CarryOut(ImportId(seat.0)),
            ButtonId::Discard(ImportId(seat.0)),
            ButtonId::Erase,
            ButtonId::Leave,
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(meeting: i64, seat: i64, notice in 0..i64::MAX) {
            for id in every(meeting, seat) {
                let key = NoticeId(notice).key();
                prop_assert_eq!(ButtonId::parse(&id.to_string()), Some(id));
                prop_assert_eq!(ButtonId::parse(&id.with_key(&key)), Some(id));
                prop_assert!(id.with_key(&key).len() <= 100);
            }
        }

        #[test]
        fn rubbish_is_nothing(text in "(v1:reply:)?[-:.a-z0-9]{0,60}") {
            if let Some(id) = ButtonId::parse(&text) {
                let canonical = id.to_string();
                prop_assert_eq!(ButtonId::parse(&canonical), Some(id));
            }
        }
    }
}
