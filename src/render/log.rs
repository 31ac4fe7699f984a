//! The log of changes in words.

use crate::actions::registry::log::{Line, LogPage, Named};
use crate::domain::audit::{By, Deed};
use crate::domain::cover::Answer;
use crate::domain::local_time::wall;
use crate::domain::period::Period;

use super::button::ButtonId;
use super::card::{MOST_LISTED, fitting};
use super::changes::{capacity_word, period, place};
use super::groups::{setting, setting_value, titled};
use super::reader::Reader;
use super::{Button, Card, Message, Weight};

/// The newest changes of a group, with a button to those before them where there are more.
pub fn newest(reader: Reader, shown: &LogPage) -> Message {
    let group = &shown.group;
    let words = Words(reader.by_clock_of(group));
    let of = |one: &Line| {
        let args = [
            ("when", words.0.stamp(one.entry.at).into()),
            ("by", words.by(one).into()),
            ("what", words.what(one).into()),
        ];
        reader.text("log-line", &args)
    };
    let lines: Vec<String> = shown.lines.iter().map(of).collect();
    // What does not fit stands on the next page.
    let fitting = fitting(&lines, MOST_LISTED, "\n").max(1).min(lines.len());
    let body = match lines[..fitting].join("\n") {
        none if none.is_empty() => reader.text("log-empty", &[]),
        some => some,
    };
    let cut = shown.lines[..fitting].last().filter(|_| fitting < lines.len());
    let earlier = cut.map(|line| line.entry.id).or(shown.earlier).map(|before| {
        let id = ButtonId::Log(group.id, before);
        Button::new(reader, id, "button-log-earlier", Weight::Plain)
    });
    let card = Card { body, ..titled(reader, "log-title", group) };
    let buttons = earlier.into_iter().collect();
    Message { card: Some(card), buttons, ..Message::default() }
}

/// A line of the log as cells of a file: when, by whom, what, about whom.
pub fn cells(reader: Reader, line: &Line) -> Vec<String> {
    let words = Words(reader);
    vec![
        reader.stamp(line.entry.at),
        words.by(line),
        words.what(line),
        line.about.as_ref().map(|one| words.named(one)).unwrap_or_default(),
    ]
}

/// How the log is told to somebody.
struct Words(Reader);

impl Words {
    fn say(&self, key: &str) -> String {
        self.0.text(key, &[])
    }

    fn by(&self, line: &Line) -> String {
        match (&line.by, line.entry.by) {
            (Some(one), _) => self.named(one),
            (None, By::Account(account)) => {
                format!("{} ({})", self.say("log-by-administrator"), self.0.account(account))
            }
            (None, By::Former) => self.say("log-by-former"),
            (None, _) => self.say("log-by-operator"),
        }
    }

    fn named(&self, one: &Named) -> String {
        match one {
            Named::Known(person) => self.0.name(person),
            Named::Former => self.say("former"),
        }
    }

    fn what(&self, line: &Line) -> String {
        let reader = self.0;
        let detail = &line.entry.detail;
        let mut args = Vec::new();
        let mut add = |name, value: Option<String>| {
            args.extend(value.map(|value| (name, value.into())));
        };
        let seat = line.seat.as_ref();
        let capacity = detail.capacity.as_ref();
        let from = detail.from.map(|from| Period { from, to: detail.to });
        let setting_ = detail.setting.as_ref();
        add("person", line.about.as_ref().map(|one| self.named(one)));
        add("group", line.elsewhere.as_ref().map(|name| reader.label(name)));
        add("place", seat.map(|one| place(reader, one)));
        add("capacity", capacity.map(|word| capacity_word(reader, word)));
        add("day", detail.to.map(|to| reader.day(to)));
        add("period", from.map(|of| period(reader, of)));
        add("setting", setting_.map(|word| setting(reader, word)));
        let shown = |value: &String| {
            let setting = detail.setting.as_deref().unwrap_or_default();
            setting_value(reader, setting, value)
        };
        add("before", detail.before.as_ref().map(shown));
        add("after", detail.after.as_ref().map(shown));
        add("meeting", detail.meeting.map(|starts| reader.short(wall(reader.zone, starts))));
        add("moved", detail.moved_to.map(|starts| reader.short(wall(reader.zone, starts))));
        add("because", detail.because.as_ref().map(|why| reader.words(why)));
        add("answer", detail.answer.map(|answer| self.say(answer_key(answer))));
        let rows = detail.rows.and_then(|rows| i64::try_from(rows).ok());
        args.extend(rows.map(|rows| ("rows", rows.into())));
        let key = match line.entry.deed {
            Deed::Set if detail.after.is_none() => "log-set-only",
            Deed::SeatChanged if detail.setting.is_some() && detail.from.is_some() => {
                "log-seat-becomes-later"
            }
            Deed::SeatChanged if detail.setting.is_some() && detail.to.is_some() => {
                "log-seat-became-until"
            }
            Deed::SeatChanged if detail.setting.is_some() => "log-seat-became",
            other => key(other),
        };
        reader.text(key, &args)
    }
}

/// What was answered, in a word or two.
pub const fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Absent => "answer-absent",
        Answer::Withdrawn => "answer-withdrawn",
        Answer::Confirmed => "answer-confirmed",
        Answer::Accepted => "answer-accepted",
        Answer::Declined => "answer-declined",
    }
}

/// What was done, by the word that stands in the log.
const fn key(deed: Deed) -> &'static str {
    match deed {
        Deed::GroupCreated => "log-group-created",
        Deed::GroupEnded => "log-group-ended",
        Deed::Set => "log-set",
        Deed::SeatAdded => "log-seat-added",
        Deed::SeatChanged => "log-seat-changed",
        Deed::SeatAbolished => "log-seat-abolished",
        Deed::Appointed => "log-appointed",
        Deed::Redated => "log-redated",
        Deed::Withdrawn => "log-withdrawn",
        Deed::SeatedElsewhere => "log-seated-elsewhere",
        Deed::Renamed => "log-renamed",
        Deed::OfficialAppointed => "log-official-appointed",
        Deed::OfficialEnded => "log-official-ended",
        Deed::CodeMade => "log-code-made",
        Deed::Linked => "log-linked",
        Deed::Unlinked => "log-unlinked",
        Deed::Imported => "log-imported",
        Deed::Exported => "log-exported",
        Deed::AddressMade => "log-address-made",
        Deed::AddressRevoked => "log-address-revoked",
        Deed::Erased => "log-erased",
        Deed::MeetingScheduled => "log-meeting-scheduled",
        Deed::MeetingCancelled => "log-meeting-cancelled",
        Deed::MeetingMoved => "log-meeting-moved",
        Deed::MeetingEdited => "log-meeting-edited",
        Deed::MeetingCalled => "log-meeting-called",
        Deed::MeetingClosed => "log-meeting-closed",
        Deed::MeetingReopened => "log-meeting-reopened",
        Deed::AttendanceCorrected => "log-attendance-corrected",
        Deed::NotesPublished => "log-notes-published",
        Deed::NotesApproved => "log-notes-approved",
        Deed::AdjusterNamed => "log-adjuster-named",
        Deed::AdjusterEnded => "log-adjuster-ended",
        Deed::CoOpted => "log-co-opted",
        Deed::CoOptionEnded => "log-co-option-ended",
        Deed::Answered => "log-answered",
    }
}
