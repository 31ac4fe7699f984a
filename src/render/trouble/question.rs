//! What is asked before it is done, and what the button says that does it.

use crate::actions::question::{Overlap, Question};
use crate::domain::local_time::wall;
use crate::render::Message;
use crate::render::card::{accounts, shortened};
use crate::render::changes::place;
use crate::render::notices::meeting::told_of_cancellation;
use crate::render::reader::Reader;

/// How many characters of a list of names a question holds.
const MOST_NAMES: usize = 600;
/// How many of a list of meetings.
const MOST_LINES: usize = 1500;

pub(super) fn asked(reader: Reader, question: &Question) -> Message {
    let text = match question {
        Question::Cancel(view) => {
            let count = accounts(told_of_cancellation(view)).len();
            let args = [
                ("group", reader.label(&view.group.name).into()),
                ("when", reader.when(&view.group, &view.meeting).into()),
                ("count", count.into()),
            ];
            reader.text("ask-cancel", &args)
        }
        Question::Call(view) => {
            let args = [
                ("group", reader.label(&view.group.name).into()),
                ("when", reader.when(&view.group, &view.meeting).into()),
                ("count", accounts(view.expected()).len().into()),
            ];
            reader.text("ask-call", &args)
        }
        Question::Overlap(_, overlaps) => {
            let lines: Vec<String> = overlaps.iter().map(|one| overlap(reader, one)).collect();
            let question = reader.text("ask-overlap", &[]);
            format!("{}\n{question}", shortened(reader, &lines, MOST_LINES, "\n"))
        }
        Question::Abolish(group, seat, people) => {
            let names: Vec<String> = people.iter().map(|name| reader.label(name)).collect();
            let args = [
                ("group", reader.label(&group.name).into()),
                ("seat", place(reader, seat).into()),
                ("count", people.len().into()),
                ("people", names.join(", ").into()),
            ];
            reader.text("ask-abolish", &args)
        }
        Question::HandOver(group, from, to) => {
            let args = [
                ("group", reader.label(&group.name).into()),
                ("one", reader.label(from).into()),
                ("other", reader.label(to).into()),
            ];
            reader.text("ask-hand-over", &args)
        }
        Question::CallsNow(group, meetings) => {
            let listed: Vec<String> = meetings
                .iter()
                .map(|meeting| format!("• {}", reader.when(group, meeting)))
                .collect();
            let args = [
                ("count", meetings.len().into()),
                ("group", reader.label(&group.name).into()),
                ("what", shortened(reader, &listed, MOST_NAMES, "\n").into()),
            ];
            reader.text("ask-calls-now", &args)
        }
    };
    Message::text(text)
}

/// A meeting at the same time, and whom both are for.
fn overlap(reader: Reader, overlap: &Overlap) -> String {
    let Overlap { group, zone, starts, ends, is_own, people } = overlap;
    let names: Vec<String> = people.iter().map(|name| reader.label(name)).collect();
    let name = match group {
        Some(group) => reader.label(&group.name),
        None => reader.text("another-group", &[]),
    };
    let [from, to] = [*starts, *ends].map(|at| wall(*zone, at));
    let when = format!("{}–{}", reader.short(from), to.format("%H:%M"));
    let key = match (is_own, group) {
        (true, _) => "overlap-own",
        (false, Some(_)) => "overlap-other",
        (false, None) => "overlap-hidden",
    };
    let args = [
        ("group", name.into()),
        ("when", when.into()),
        ("count", people.len().into()),
        ("people", shortened(reader, &names, MOST_NAMES, ", ").into()),
    ];
    reader.text(key, &args)
}

/// What the button says by which it is meant so.
pub const fn agreed(question: &Question) -> &'static str {
    match question {
        Question::Cancel(_) => "button-cancel-meeting",
        Question::Call(_) => "button-call-now",
        Question::Overlap(..) => "button-overlap",
        Question::Abolish(..) => "button-abolish",
        Question::HandOver(..) => "button-really-hand-over",
        Question::CallsNow(..) => "button-calls-now",
    }
}
