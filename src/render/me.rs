//! A person's own data: linked, shown, taken along, removed.

use chrono::{DateTime, Utc};

use crate::actions::me::export::{
    Export, ExportedAddress, ExportedAppointment, ExportedPost, ExportedPresence, ExportedReply,
};
use crate::actions::me::link::Linked;
use crate::actions::me::own::{Held, Own};
use crate::domain::access::AccessPurpose;
use crate::domain::agenda::ItemDeed;
use crate::domain::audit::Deed;
use crate::domain::local_time::wall;
use crate::domain::period::Period;
use crate::domain::presence::Absence;

use super::button::ButtonId;
use super::card::{listed, shortened};
use super::changes::{capacity, capacity_word, period};
use super::groups::language_key;
use super::log::answer_key;
use super::reader::{Reader, Surface};
use super::{Button, Card, File, Message, Weight, notices};

/// How many characters one list of a message may have, of Discord's 2,000.
const MOST_LISTED: usize = 700;

/// What came of linking.
pub fn linked(reader: Reader, linked: &Linked) -> Message {
    let is_passing = matches!(linked, Linked::Code { .. });
    let text = match linked {
        Linked::Done { person, own: true } => {
            let args = [
                ("person", reader.name(person).into()),
                ("command", reader.command("help").into()),
            ];
            reader.text("me-linked", &args)
        }
        Linked::Done { person, own: false } => {
            let account = person.account.map(|account| reader.account(account)).unwrap_or_default();
            let args = [("person", reader.name(person).into()), ("account", account.into())];
            reader.text("me-linked-other", &args)
        }
        Linked::Code { person, code, until } => {
            let args = [
                ("person", reader.name(person).into()),
                ("code", code.to_string().into()),
                ("command", reader.command("me-link").into()),
                ("day", reader.day(*until).into()),
            ];
            reader.text("me-code", &args)
        }
        Linked::Removed(person) => {
            let args = [
                ("person", reader.name(person).into()),
                ("command", reader.command("me-link").into()),
            ];
            reader.text("me-unlinked", &args)
        }
        Linked::Renamed { person, before } => {
            let args = [
                ("before", reader.label(before).into()),
                ("after", reader.label(&person.name).into()),
            ];
            reader.text("seat-renamed", &args)
        }
    };
    Message { is_passing, ..Message::text(text) }
}

/// Nothing was filled in that could be linked.
pub fn what_to_link(reader: Reader) -> Message {
    Message::text(reader.text("me-what-to-link", &[]))
}

/// What is kept of the reader.
pub fn shown(reader: Reader, own: &Own) -> Message {
    let args = [
        ("person", reader.name(&own.person).into()),
        ("organisation", reader.label(&own.organisation.name).into()),
    ];
    let mut fields = Vec::new();
    let (held, posts) = (held(reader, own), posts(reader, own));
    let mut body = vec![reader.text("me-name", &args)];
    if held.is_empty() && posts.is_empty() {
        body.push(reader.text("me-no-seats", &[]));
    }
    if !held.is_empty() {
        fields.push(listed(reader, "me-holds", &held));
    }
    if !posts.is_empty() {
        fields.push(listed(reader, "me-posts", &posts));
    }
    body.push(reader.text("me-kept", &[]));
    let args = [
        ("export", reader.command("me-export").into()),
        ("erase", reader.command("me-erase").into()),
    ];
    body.push(reader.text("me-more", &args));
    let title = reader.text("me-title", &[]);
    let card = Card { title, body: body.join("\n"), fields, ..Card::default() };
    Message { card: Some(card), ..Message::default() }
}

fn held(reader: Reader, own: &Own) -> Vec<String> {
    let line = |one: &Held| {
        let args = [
            ("group", reader.label(&one.group.name).into()),
            ("place", reader.seat(&one.seat).into()),
            ("capacity", capacity(reader, one.appointment.capacity).into()),
            ("period", period(reader, one.appointment.period).into()),
        ];
        reader.text("me-held", &args)
    };
    own.held.iter().map(line).collect()
}

fn posts(reader: Reader, own: &Own) -> Vec<String> {
    let line = |(group, post): &(crate::domain::group::Group, crate::domain::official::Post)| {
        let word = if post.deputy { "deputy" } else { "official" };
        let args = [
            ("group", reader.label(&group.name).into()),
            ("capacity", capacity_word(reader, word).into()),
            ("period", period(reader, post.period).into()),
        ];
        reader.text("me-post", &args)
    };
    own.posts.iter().map(line).collect()
}

/// Everything that is kept of the reader, as two files.
pub fn exported(reader: Reader, own: &Own, export: &Export) -> Message {
    let stem = reader.text("own-data-file", &[]);
    let json = serde_json::to_vec_pretty(export).unwrap_or_default();
    let readable = readable(reader, own, export);
    let files = vec![
        File { name: format!("{stem}.txt"), bytes: readable.into_bytes() },
        File { name: format!("{stem}.json"), bytes: json },
    ];
    Message { files, ..Message::text(reader.text("me-exported", &[])) }
}

/// The same as text: plain, without Markdown, lines as a simple editor shows them.
fn readable(reader: Reader, own: &Own, export: &Export) -> String {
    let reader = Reader { zone: own.organisation.zone, ..reader }.on(Surface::File);
    let mut lines = vec![format!("{}, {}", export.name, export.organisation)];
    let account = export.account.iter().map(|account| ("account", account.clone().into()));
    lines.extend(account.map(|account| reader.text("own-data-account", &[account])));
    lines.push(String::new());
    let parts = [
        ("me-holds", appointments_told(reader, export)),
        ("me-posts", posts_told(reader, export)),
        ("own-data-replies", replies_told(reader, export)),
        ("own-data-items", export.items.iter().map(|one| one.title.clone()).collect()),
        ("own-data-item-changes", item_changes_told(reader, export)),
        ("own-data-co-options", co_options_told(reader, export)),
        ("own-data-attendance", attendance_told(reader, export)),
        ("own-data-notes", notes_told(reader, export)),
        ("own-data-words", words_told(reader, export)),
        ("own-data-plans", export.plans.iter().map(|one| one.title.clone()).collect()),
        ("follows-title", follows_told(export)),
        ("own-data-addresses", addresses_told(reader, export)),
        ("own-data-messages", messages_told(reader, export)),
        ("own-data-changes", changes_told(reader, export)),
    ];
    for (title, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        lines.push(reader.text(title, &[]));
        lines.extend(part.into_iter().map(|line| format!("- {line}")));
        lines.push(String::new());
    }
    lines.join("\r\n")
}

fn appointments_told(reader: Reader, export: &Export) -> Vec<String> {
    let line = |one: &ExportedAppointment| {
        let args = [
            ("group", one.group.clone().into()),
            ("place", one.appointer.clone().into()),
            ("capacity", capacity(reader, one.capacity).into()),
            ("period", period(reader, Period { from: one.from, to: one.to }).into()),
        ];
        reader.text("me-held", &args)
    };
    export.appointments.iter().map(line).collect()
}

fn addresses_told(reader: Reader, export: &Export) -> Vec<String> {
    let day = |at: DateTime<Utc>| reader.day(wall(reader.zone, at).date());
    let line = |one: &ExportedAddress| {
        let of = match (&one.group, one.all_groups) {
            (Some(group), _) => group.clone(),
            (None, true) => reader.text("feed-of-organisation", &[]),
            (None, false) => reader.text("feed-of-oneself", &[]),
        };
        let key = match one.purpose {
            AccessPurpose::Feed => "own-data-address-feed",
            AccessPurpose::Page => "own-data-address-page",
            AccessPurpose::Attendance => "own-data-address-attendance",
        };
        let used = one.last_used.map_or_else(|| "–".to_owned(), |used| reader.day(used));
        let language = reader.text(language_key(one.language), &[]);
        let when = one.meeting.map_or_else(String::new, |meeting| reader.stamp(meeting));
        let what = [("what", of.into()), ("when", when.into())];
        let args = [
            ("what", reader.text(key, &what).into()),
            ("language", language.into()),
            ("made", day(one.made).into()),
            ("used", used.into()),
        ];
        reader.text("own-data-address", &args)
    };
    export.calendar_addresses.iter().map(line).collect()
}

fn posts_told(reader: Reader, export: &Export) -> Vec<String> {
    let line = |one: &ExportedPost| {
        let word = if one.deputy { "deputy" } else { "official" };
        let args = [
            ("group", one.group.clone().into()),
            ("capacity", capacity_word(reader, word).into()),
            ("period", period(reader, Period { from: one.from, to: one.to }).into()),
        ];
        reader.text("me-post", &args)
    };
    export.posts.iter().map(line).collect()
}

fn replies_told(reader: Reader, export: &Export) -> Vec<String> {
    let line = |one: &ExportedReply| {
        let args = [
            ("when", reader.stamp(one.meeting).into()),
            ("group", one.group.clone().into()),
            ("answer", reader.text(answer_key(one.answer), &[]).into()),
        ];
        let mut reply = reader.text("own-data-reply", &args);
        if let Some(reason) = &one.reason {
            let reason = [("reason", reason.clone().into())];
            reply = format!("{reply}, {}", reader.text("own-data-reason", &reason));
        }
        match one.reported_by_oneself {
            true => reply,
            false => reader.text("own-data-by-another", &[("what", reply.into())]),
        }
    };
    export.replies.iter().map(line).collect()
}

fn item_changes_told(reader: Reader, export: &Export) -> Vec<String> {
    let changes = export.item_changes.iter().map(|one| {
        let args = [("title", one.title.clone().into())];
        dated(reader, one.at, reader.text(item_change_key(one.what), &args))
    });
    changes.collect()
}

/// What was done with an item.
const fn item_change_key(deed: ItemDeed) -> &'static str {
    match deed {
        ItemDeed::Proposed => "own-item-proposed",
        ItemDeed::Added => "own-item-added",
        ItemDeed::Accepted => "own-item-accepted",
        ItemDeed::Declined => "own-item-declined",
        ItemDeed::Withdrawn => "own-item-withdrawn",
        ItemDeed::Edited => "own-item-edited",
        ItemDeed::Moved => "own-item-moved",
        ItemDeed::Carried => "own-item-carried",
        ItemDeed::Decided => "own-item-decided",
        ItemDeed::Struck => "own-item-struck",
        ItemDeed::CoOpted => "own-item-co-opted",
        ItemDeed::CoOptionEnded => "own-item-co-option-ended",
        ItemDeed::Planned => "own-item-planned",
        ItemDeed::PlanEnded => "own-item-plan-ended",
    }
}

/// What they are co-opted for, and the meetings by when they are.
fn co_options_told(reader: Reader, export: &Export) -> Vec<String> {
    let told = export.co_options.iter().map(|one| match (&one.title, one.meeting) {
        (Some(title), _) => title.clone(),
        (None, Some(meeting)) => reader.stamp(meeting),
        (None, None) => String::new(),
    });
    told.collect()
}

/// At which meetings they were, and were not.
fn attendance_told(reader: Reader, export: &Export) -> Vec<String> {
    let line = |one: &ExportedPresence| {
        let key = match one.absence {
            None => "register-was-there",
            Some(Absence::Excused) => "register-was-excused",
            Some(Absence::WithoutNotice) => "register-was-without-notice",
        };
        let args = [
            ("when", reader.stamp(one.meeting).into()),
            ("group", one.group.clone().into()),
            ("answer", reader.text(key, &[]).into()),
        ];
        reader.text("own-data-reply", &args)
    };
    export.attendance.iter().map(line).collect()
}

/// Whose notes they have written of, by when the meetings began.
fn notes_told(reader: Reader, export: &Export) -> Vec<String> {
    let told = export.notes.iter();
    told.map(|one| format!("{} {}", reader.stamp(one.meeting), one.group)).collect()
}

/// What they have left to somebody after a meeting, and what was left to them.
fn words_told(reader: Reader, export: &Export) -> Vec<String> {
    let told = export.words.iter().map(|one| {
        let words = format!("{}: {}", one.group, one.words);
        let words = match one.by_oneself {
            true => words,
            false => reader.text("own-data-by-another", &[("what", words.into())]),
        };
        dated(reader, one.meeting, words)
    });
    told.collect()
}

fn follows_told(export: &Export) -> Vec<String> {
    export.follows.topics.iter().chain(&export.follows.groups).cloned().collect()
}

fn messages_told(reader: Reader, export: &Export) -> Vec<String> {
    let messages = export.messages.iter();
    let line = |(at, kind)| dated(reader, at, reader.text(notices::word(kind), &[]));
    messages.map(|one| (one.sent, one.kind)).map(line).collect()
}

fn changes_told(reader: Reader, export: &Export) -> Vec<String> {
    let changes = export.log.iter().map(|one| {
        let by = if one.by_oneself { "own-data-by-you" } else { "own-data-by-another" };
        let what = reader.text(change_key(one.what), &[]);
        dated(reader, one.at, reader.text(by, &[("what", what.into())]))
    });
    changes.collect()
}

fn dated(reader: Reader, at: DateTime<Utc>, what: String) -> String {
    reader.text("own-data-line", &[("when", reader.stamp(at).into()), ("what", what.into())])
}

/// What was changed, in a word or two.
const fn change_key(deed: Deed) -> &'static str {
    match deed {
        Deed::GroupCreated => "own-change-group-created",
        Deed::GroupEnded => "own-change-group-ended",
        Deed::Set => "own-change-set",
        Deed::SeatAdded | Deed::SeatChanged | Deed::SeatAbolished => "own-change-seat",
        Deed::Appointed => "own-change-appointed",
        Deed::Redated => "own-change-redated",
        Deed::Withdrawn => "own-change-withdrawn",
        Deed::SeatedElsewhere => "own-change-seated-elsewhere",
        Deed::Renamed => "own-change-renamed",
        Deed::OfficialAppointed => "own-change-official-appointed",
        Deed::OfficialEnded => "own-change-official-ended",
        Deed::CodeMade => "own-change-code-made",
        Deed::Linked => "own-change-linked",
        Deed::Unlinked => "own-change-unlinked",
        Deed::Imported => "own-change-imported",
        Deed::Exported => "own-change-exported",
        Deed::AddressMade => "own-change-address-made",
        Deed::AddressRevoked => "own-change-address-revoked",
        Deed::Erased => "own-change-erased",
        Deed::MeetingScheduled => "own-change-meeting-scheduled",
        Deed::MeetingCancelled => "own-change-meeting-cancelled",
        Deed::MeetingMoved => "own-change-meeting-moved",
        Deed::MeetingEdited => "own-change-meeting-edited",
        Deed::MeetingCalled => "own-change-meeting-called",
        Deed::MeetingClosed => "own-change-meeting-closed",
        Deed::MeetingReopened => "own-change-meeting-reopened",
        Deed::AttendanceCorrected => "own-change-attendance-corrected",
        Deed::NotesPublished => "own-change-notes-published",
        Deed::NotesApproved => "own-change-notes-approved",
        Deed::AdjusterNamed => "own-change-adjuster-named",
        Deed::AdjusterEnded => "own-change-adjuster-ended",
        Deed::CoOpted => "own-change-co-opted",
        Deed::CoOptionEnded => "own-change-co-option-ended",
        Deed::Answered => "own-change-answered",
    }
}

/// Whether the reader wants their name and account removed, and what follows.
pub fn erase_asked(reader: Reader, own: &Own) -> Message {
    let mut lines = vec![reader.text("me-erase-ask", &[])];
    let current = own.current();
    let mut follows = |key: &str, of: Vec<String>| {
        if !of.is_empty() {
            let of: Vec<String> = of.into_iter().map(|line| format!("• {line}")).collect();
            lines.push(reader.text(key, &[]));
            lines.push(shortened(reader, &of, MOST_LISTED, "\n"));
        }
    };
    follows("me-erase-seats", held(reader, &current));
    follows("me-erase-posts", posts(reader, &current));
    lines.push(reader.text("me-erase-stays", &[]));
    let buttons = vec![
        Button::new(reader, ButtonId::Erase, "button-erase", Weight::Grave),
        Button::new(reader, ButtonId::Leave, "button-keep", Weight::Plain),
    ];
    Message { buttons, ..Message::text(lines.join("\n")) }
}

/// The reader's name and account are removed.
pub fn erased(reader: Reader) -> Message {
    Message::text(reader.text("me-erased", &[]))
}
