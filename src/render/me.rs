//! A person's own data: linked, shown, taken along, removed.

use chrono::{DateTime, Utc};

use crate::actions::me::export::Export;
use crate::actions::me::link::Linked;
use crate::actions::me::own::{Held, Own};
use crate::domain::audit::Deed;
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::period::Period;

use super::button::ButtonId;
use super::card::shortened;
use super::changes::{capacity, capacity_word, period};
use super::commands::typed;
use super::groups::listed;
use super::log::answer_key;
use super::names::{name, plain, seat_name};
use super::texts::text;
use super::when::day;
use super::{Button, Card, File, Message, Weight, notices};

/// How many characters one list of a message may have, of Discord's 2,000.
const MOST_LISTED: usize = 700;

/// What came of linking.
pub fn linked(language: Language, linked: &Linked) -> Message {
    Message::text(match linked {
        Linked::Done { person, own: true } => {
            let args = [
                ("person", name(language, person).into()),
                ("command", typed(language, "help").into()),
            ];
            text(language, "me-linked", &args)
        }
        Linked::Done { person, own: false } => {
            let account = person.account.map(|account| format!("<@{account}>")).unwrap_or_default();
            let args = [("person", name(language, person).into()), ("account", account.into())];
            text(language, "me-linked-other", &args)
        }
        Linked::Code { person, code, until } => {
            let args = [
                ("person", name(language, person).into()),
                ("code", code.to_string().into()),
                ("command", typed(language, "me-link").into()),
                ("day", day(language, *until).into()),
            ];
            text(language, "me-code", &args)
        }
        Linked::Removed(person) => {
            let args = [
                ("person", name(language, person).into()),
                ("command", typed(language, "me-link").into()),
            ];
            text(language, "me-unlinked", &args)
        }
        Linked::Renamed { person, before } => {
            let args = [("before", plain(before).into()), ("after", plain(&person.name).into())];
            text(language, "seat-renamed", &args)
        }
    })
}

/// Nothing was filled in that could be linked.
pub fn what_to_link(language: Language) -> Message {
    Message::text(text(language, "me-what-to-link", &[]))
}

/// What is kept of the reader.
pub fn shown(language: Language, own: &Own) -> Message {
    let args = [
        ("person", name(language, &own.person).into()),
        ("organisation", plain(&own.organisation.name).into()),
    ];
    let mut fields = Vec::new();
    let (held, posts) = (held(language, own), posts(language, own));
    let mut body = vec![text(language, "me-name", &args)];
    if held.is_empty() && posts.is_empty() {
        body.push(text(language, "me-no-seats", &[]));
    }
    if !held.is_empty() {
        fields.push(listed(language, "me-holds", &held));
    }
    if !posts.is_empty() {
        fields.push(listed(language, "me-posts", &posts));
    }
    body.push(text(language, "me-kept", &[]));
    let args = [
        ("export", typed(language, "me-export").into()),
        ("erase", typed(language, "me-erase").into()),
    ];
    body.push(text(language, "me-more", &args));
    let title = text(language, "me-title", &[]);
    let card = Card { title, body: body.join("\n"), fields, ..Card::default() };
    Message { card: Some(card), ..Message::default() }
}

fn held(language: Language, own: &Own) -> Vec<String> {
    let line = |one: &Held| {
        let args = [
            ("group", plain(&one.group.name).into()),
            ("place", seat_name(language, &one.seat).into()),
            ("capacity", capacity(language, one.appointment.capacity).into()),
            ("period", period(language, one.appointment.period).into()),
        ];
        text(language, "me-held", &args)
    };
    own.held.iter().map(line).collect()
}

fn posts(language: Language, own: &Own) -> Vec<String> {
    let line = |(group, post): &(crate::domain::group::Group, crate::domain::official::Post)| {
        let word = if post.deputy { "deputy" } else { "official" };
        let args = [
            ("group", plain(&group.name).into()),
            ("capacity", capacity_word(language, word).into()),
            ("period", period(language, post.period).into()),
        ];
        text(language, "me-post", &args)
    };
    own.posts.iter().map(line).collect()
}

/// Everything that is kept of the reader, as two files.
pub fn exported(language: Language, own: &Own, export: &Export) -> Message {
    let stem = text(language, "own-data-file", &[]);
    let json = serde_json::to_vec_pretty(export).unwrap_or_default();
    let readable = readable(language, own, export);
    let files = vec![
        File { name: format!("{stem}.txt"), bytes: readable.into_bytes() },
        File { name: format!("{stem}.json"), bytes: json },
    ];
    Message { files, ..Message::text(text(language, "me-exported", &[])) }
}

/// The same as text: plain, without Markdown, lines as a simple editor shows them.
fn readable(language: Language, own: &Own, export: &Export) -> String {
    let zone = own.organisation.zone;
    let at = |at: DateTime<Utc>| wall(zone, at).format("%Y-%m-%d %H:%M").to_string();
    let until = |from, to| period(language, Period { from, to });
    let mut lines = vec![format!("{}, {}", export.name, export.organisation)];
    let account = export.account.iter();
    lines.extend(
        account.map(|account| {
            text(language, "own-data-account", &[("account", account.clone().into())])
        }),
    );
    lines.push(String::new());
    let mut part = |title: &str, of: Vec<String>| {
        if !of.is_empty() {
            lines.push(text(language, title, &[]));
            lines.extend(of.into_iter().map(|line| format!("- {line}")));
            lines.push(String::new());
        }
    };
    let held = export.appointments.iter().map(|one| {
        let args = [
            ("group", one.group.clone().into()),
            ("place", one.appointer.clone().into()),
            ("capacity", capacity(language, one.capacity).into()),
            ("period", until(one.from, one.to).into()),
        ];
        text(language, "me-held", &args)
    });
    part("me-holds", held.collect());
    let posts = export.posts.iter().map(|one| {
        let word = if one.deputy { "deputy" } else { "official" };
        let args = [
            ("group", one.group.clone().into()),
            ("capacity", capacity_word(language, word).into()),
            ("period", until(one.from, one.to).into()),
        ];
        text(language, "me-post", &args)
    });
    part("me-posts", posts.collect());
    let replies = export.replies.iter().map(|one| {
        let args = [
            ("when", at(one.meeting).into()),
            ("group", one.group.clone().into()),
            ("answer", text(language, answer_key(one.answer), &[]).into()),
        ];
        let mut reply = text(language, "own-data-reply", &args);
        if let Some(reason) = &one.reason {
            let reason = [("reason", reason.clone().into())];
            reply = format!("{reply}, {}", text(language, "own-data-reason", &reason));
        }
        match one.reported_by_oneself {
            true => reply,
            false => text(language, "own-data-by-another", &[("what", reply.into())]),
        }
    });
    part("own-data-replies", replies.collect());
    let line = |when: DateTime<Utc>, what: String| {
        text(language, "own-data-line", &[("when", at(when).into()), ("what", what.into())])
    };
    let messages = export.messages.iter();
    let messages = messages.map(|one| line(one.sent, text(language, notices::word(one.kind), &[])));
    part("own-data-messages", messages.collect());
    let changes = export.log.iter().map(|one| {
        let by = if one.by_oneself { "own-data-by-you" } else { "own-data-by-another" };
        let what = text(language, change_key(one.what), &[]);
        line(one.at, text(language, by, &[("what", what.into())]))
    });
    part("own-data-changes", changes.collect());
    lines.join("\r\n")
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
        Deed::Renamed => "own-change-renamed",
        Deed::OfficialAppointed => "own-change-official-appointed",
        Deed::OfficialEnded => "own-change-official-ended",
        Deed::CodeMade => "own-change-code-made",
        Deed::Linked => "own-change-linked",
        Deed::Unlinked => "own-change-unlinked",
        Deed::Imported => "own-change-imported",
        Deed::Exported => "own-change-exported",
        Deed::Erased => "own-change-erased",
        Deed::MeetingScheduled => "own-change-meeting-scheduled",
        Deed::MeetingCancelled => "own-change-meeting-cancelled",
        Deed::Answered => "own-change-answered",
    }
}

/// Whether the reader wants their name and account removed, and what follows.
pub fn erase_asked(language: Language, own: &Own) -> Message {
    let mut lines = vec![text(language, "me-erase-ask", &[])];
    let current = own.current();
    let mut follows = |key: &str, of: Vec<String>| {
        if !of.is_empty() {
            let of: Vec<String> = of.into_iter().map(|line| format!("• {line}")).collect();
            lines.push(text(language, key, &[]));
            lines.push(shortened(language, &of, MOST_LISTED, "\n"));
        }
    };
    follows("me-erase-seats", held(language, &current));
    follows("me-erase-posts", posts(language, &current));
    lines.push(text(language, "me-erase-stays", &[]));
    let buttons = vec![
        Button::new(language, ButtonId::Erase, "button-erase", Weight::Grave),
        Button::new(language, ButtonId::Leave, "button-keep", Weight::Plain),
    ];
    Message { buttons, ..Message::text(lines.join("\n")) }
}

/// The reader's name and account are removed.
pub fn erased(language: Language) -> Message {
    Message::text(text(language, "me-erased", &[]))
}
