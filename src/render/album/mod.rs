//! Every message in every language, as people read it. A text that changes shows here first.

mod agenda;
mod attending;
mod calendar;
mod feeds;
mod meetings;
mod notes;
mod pages;
mod presence;
mod register;
mod troubles;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Stockholm;

use super::{Message, SelectOption};
use crate::domain::account::{ChannelId, UserId};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, OrganisationId, PersonId};
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::schedule::{InvitationRule, PostingSchedule};
use crate::render::reader::Reader;

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(2027, 3, day).expect("a date");
    date.and_hms_opt(hour, 0, 0).expect("a time").and_utc()
}

fn person(id: i64, name: &str) -> Person {
    Person { id: PersonId(id), name: name.into(), account: Some(UserId(id)) }
}

fn group(reader: Reader) -> Group {
    Group {
        id: GroupId(1),
        organisation: OrganisationId(1),
        name: "Äldre".into(),
        channel: ChannelId(100),
        officials_channel: ChannelId(101),
        language: reader.language,
        rule: InvitationRule {
            lead_days: 7,
            posting: PostingSchedule::parse("0 9 * * MON-FRI").expect("a schedule"),
            zone: Stockholm,
        },
        term: Period::since(at(1, 8).date_naive()),
        mandate: None,
    }
}

/// A message as text: what is read, what can be pressed, who is pinged.
fn shown(message: &Message) -> String {
    let mut lines = vec![message.text.clone()];
    if let Some(card) = &message.card {
        lines.push(format!("┌ {} ({:?})", card.title, card.tone));
        lines.extend(card.body.lines().map(|line| format!("│ {line}")));
        for field in &card.fields {
            lines.push(format!("│ {}:", field.title));
            lines.extend(field.text.lines().map(|line| format!("│   {line}")));
        }
        lines.push(format!("└ {}", card.footer));
    }
    if let Some(select) = &message.select {
        lines.push(format!("▾ {}", select.placeholder));
        let option = |one: &SelectOption| format!("  {} – {} {}", one.label, one.note, one.id);
        lines.extend(select.options.iter().map(option));
    }
    lines.extend(message.buttons.iter().map(|button| format!("[{}] {}", button.label, button.id)));
    lines.extend(message.files.iter().map(|file| format!("📎 {}", file.name)));
    if !message.pings.is_empty() {
        let pings: Vec<String> = message.pings.iter().map(ToString::to_string).collect();
        lines.push(format!("pings {}", pings.join(" ")));
    }
    lines.join("\n")
}

fn album(pages: Vec<(&str, Message)>) -> String {
    let pages =
        pages.into_iter().map(|(title, message)| format!("## {title}\n\n{}\n", shown(&message)));
    pages.collect::<Vec<_>>().join("\n")
}
