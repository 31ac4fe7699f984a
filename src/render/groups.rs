//! Answers about groups: created, ended, set, handed over.

use crate::actions::registry::groups::{Created, Ending};
use crate::actions::registry::officials::HandedOver;
use crate::actions::registry::settings::GroupSettings;
use crate::domain::calendar::PageVisibility;
use crate::domain::composition::{Rule, Who};
use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::seat::{AppointerKind, Office};
use crate::domain::typed_word::office;

use super::button::ButtonId;
use super::card::{field, shortened};
use super::changes::{capacity_word, period};
use super::posting;
use super::reader::Reader;
use super::{Button, Card, Message, Weight};
use crate::domain::account::ChannelId;

/// Discord takes at most 1,024 characters in a field; the rest is for saying how many more.
const MOST_IN_FIELD: usize = 950;
/// How many characters a message's list may have, of Discord's 2,000.
const MOST_LISTED: usize = 1400;

/// A group was created: what to do next.
pub fn created(reader: Reader, created: &Created, official: &str) -> Message {
    let group = &created.group;
    let args = [
        ("group", reader.label(&group.name).into()),
        ("channel", reader.channel(group.channel).into()),
        ("person", reader.label(official).into()),
    ];
    let mut lines = vec![reader.text("group-created", &args)];
    if created.is_first {
        let args = [
            ("language", reader.text(language_key(group.language), &[]).into()),
            ("zone", group.rule.zone.name().into()),
            ("command", reader.command("group-settings").into()),
        ];
        lines.push(reader.text("group-created-first", &args));
    }
    let args = [
        ("command", reader.command("group-import").into()),
        ("other", reader.command("group-seat").into()),
    ];
    lines.push(reader.text("group-created-next", &args));
    lines.push(where_shown(reader, reader.label(official)));
    lines.extend(created.known.iter().map(|person| known(reader, person)));
    Message::text(lines.join("\n"))
}

/// Discord shows the command only to whom it is set to.
fn where_shown(reader: Reader, official: String) -> String {
    let args = [("person", official.into()), ("command", reader.command("group").into())];
    reader.text("group-created-shown", &args)
}

/// Somebody was known by what Discord calls them.
fn known(reader: Reader, person: &Person) -> String {
    let args = [
        ("account", reader.mention(person).into()),
        ("person", reader.name(person).into()),
        ("command", reader.command("me-link").into()),
    ];
    reader.text("person-known", &args)
}

/// What ending a group means, with a button that does it.
pub fn ending(reader: Reader, ending: &Ending) -> Message {
    let mut lines = vec![reader.text("group-ending", &last_day(reader, ending))];
    if !ending.meetings.is_empty() {
        lines.push(reader.text("group-ending-meetings", &[]));
        let times = ending
            .meetings
            .iter()
            .map(|meeting| format!("• {}", reader.when(&ending.group, meeting)));
        lines.push(shortened(reader, &times.collect::<Vec<_>>(), MOST_LISTED, "\n"));
    }
    let end = ButtonId::EndGroup(ending.group.id, ending.last);
    let buttons = vec![
        Button::new(reader, end, "button-end-group", Weight::Grave),
        Button::new(reader, ButtonId::Leave, "button-cancel", Weight::Plain),
    ];
    Message { buttons, ..Message::text(lines.join("\n")) }
}

/// A group has ended.
pub fn ended(reader: Reader, ending: &Ending) -> Message {
    let mut lines = vec![reader.text("group-ended", &last_day(reader, ending))];
    let count = ending.meetings.len();
    if count > 0 {
        lines.push(reader.text("group-ended-meetings", &[("count", count.into())]));
    }
    Message::text(lines.join("\n"))
}

fn last_day(reader: Reader, ending: &Ending) -> [super::texts::Arg<'static>; 2] {
    [("group", reader.label(&ending.group.name).into()), ("day", reader.day(ending.last).into())]
}

/// Somebody decided to leave everything as it was.
pub fn nothing_done(reader: Reader) -> Message {
    Message::text(reader.text("nothing-done", &[]))
}

/// A group's settings, and whether they were changed just now.
pub fn settings(reader: Reader, shown: &GroupSettings) -> Message {
    let group = &shown.group;
    let none = || reader.text("setting-none", &[]);
    let holder = |person: &Option<Person>| {
        person.as_ref().map_or_else(none, |person| reader.mention(person))
    };
    let days = i64::from(group.rule.lead_days);
    let composition: Vec<String> = shown.composition.iter().map(|one| rule(reader, one)).collect();
    let composition = if composition.is_empty() {
        none()
    } else {
        shortened(reader, &composition, MOST_IN_FIELD, "\n")
    };
    let public = match shown.public_calendar {
        true => "setting-public-calendar-yes",
        false => "setting-public-calendar-no",
    };
    let mandate = group.mandate.as_ref().map_or_else(none, |text| reader.words(text.as_str()));
    let fields = vec![
        field(reader, "setting-channel", reader.channel(group.channel)),
        field(reader, "setting-officials-channel", reader.channel(group.officials_channel)),
        field(reader, "setting-official", holder(&shown.official)),
        field(reader, "setting-deputy", holder(&shown.deputy)),
        field(
            reader,
            "setting-lead-days",
            reader.text("setting-lead-days-value", &[("days", days.into())]),
        ),
        field(
            reader,
            "setting-posting-schedule",
            setting_value(reader, "posting-schedule", group.rule.posting.as_str()),
        ),
        field(reader, "setting-language", reader.text(language_key(group.language), &[])),
        field(reader, "setting-zone", group.rule.zone.name().to_owned()),
        field(reader, "setting-term", period(reader, group.term)),
        field(reader, "setting-mandate", mandate),
        field(reader, "setting-composition", composition),
        field(reader, "setting-public-calendar", reader.text(public, &[])),
        field(reader, "setting-page", page_visibility(reader, shown.page)),
        field(reader, "setting-notes", notes_places(reader, shown)),
    ];
    Message {
        card: Some(Card { fields, ..titled(reader, "settings-title", group) }),
        ..Message::text(changed(reader, shown).join("\n"))
    }
}

/// The settings, and whether the page is really to be everybody's.
pub fn really_public(reader: Reader, shown: &GroupSettings) -> Message {
    let message = settings(reader, shown);
    let asked =
        reader.text("page-really-public", &[("group", reader.label(&shown.group.name).into())]);
    let parts = [message.text, asked].into_iter().filter(|part| !part.is_empty());
    let id = ButtonId::OpenPage(shown.group.id);
    Message {
        text: parts.collect::<Vec<_>>().join("\n"),
        buttons: vec![Button::new(reader, id, "button-open-page", Weight::Grave)],
        ..message
    }
}

/// That settings were changed, and what to know of it.
fn changed(reader: Reader, shown: &GroupSettings) -> Vec<String> {
    // Whom an account was given to is told, even where they were chosen already.
    let known = shown.known.iter().map(|person| known(reader, person));
    if shown.changed.is_empty() {
        return known.collect();
    }
    let mut lines = vec![reader.text("settings-changed", &[])];
    if shown.goes_on {
        let command = reader.command("group-check");
        lines.push(reader.text("settings-changed-to", &[("command", command.into())]));
    }
    if shown.moved > 0 {
        lines.push(reader.text("settings-zone-corrected", &[]));
    }
    let new = [("official", &shown.official), ("deputy", &shown.deputy)];
    let new = new.into_iter().filter(|(key, _)| shown.changed.contains(key));
    let new = new.filter_map(|(_, person)| person.as_ref());
    lines.extend(new.map(|person| where_shown(reader, reader.mention(person))));
    lines.extend(known);
    lines
}

/// A title by key that names the group.
pub fn titled(reader: Reader, key: &str, group: &Group) -> Card {
    let title = reader.text(key, &[("group", reader.label(&group.name).into())]);
    Card { title, ..Card::default() }
}

pub(super) const fn language_key(spoken: Language) -> &'static str {
    match spoken {
        Language::Swedish => "setting-language-sv",
        Language::English => "setting-language-en",
    }
}

/// The name of a setting by the word that stands in the log.
pub fn setting(reader: Reader, word: &str) -> String {
    let key = match word {
        "name" => "setting-name",
        "channel" => "setting-channel",
        "officials-channel" => "setting-officials-channel",
        "language" => "setting-language",
        "zone" => "setting-zone",
        "lead-days" => "setting-lead-days",
        "posting-schedule" => "setting-posting-schedule",
        "to" => "setting-to",
        "mandate" => "setting-mandate",
        "appointer" => "setting-appointer",
        "office" => "setting-office",
        "seat-to" => "setting-seat-to",
        "public-calendar" => "setting-public-calendar",
        "page" => "setting-page",
        "notes-channel" => "setting-notes-channel",
        "notes-on-page" => "setting-notes-on-page",
        _ => "setting-composition",
    };
    reader.text(key, &[])
}

/// Where a group's notes go.
fn notes_places(reader: Reader, shown: &GroupSettings) -> String {
    let channel = shown.notes.channel.unwrap_or(shown.group.channel);
    let key = if shown.notes.on_page { "setting-notes-on-page-too" } else { "setting-notes-there" };
    reader.text(key, &[("channel", reader.channel(channel).into())])
}

/// Who may open a group's page.
fn page_visibility(reader: Reader, visibility: PageVisibility) -> String {
    let key = match visibility {
        PageVisibility::Off => "setting-page-off",
        PageVisibility::Link => "setting-page-link",
        PageVisibility::Public => "setting-page-public",
    };
    reader.text(key, &[])
}

/// A setting's value as people read it, by the word that stands in the log.
pub fn setting_value(reader: Reader, setting: &str, value: &str) -> String {
    let as_it_is = || reader.label(value);
    match setting {
        "channel" | "officials-channel" | "notes-channel" => {
            let channel = value.parse().map(|id| reader.channel(ChannelId(id)));
            channel.unwrap_or_else(|_| as_it_is())
        }
        "lead-days" => {
            let days = |days: i64| reader.text("log-days", &[("days", days.into())]);
            value.parse().map_or_else(|_| as_it_is(), days)
        }
        "posting-schedule" => posting::words(reader, value).unwrap_or_else(|| reader.code(value)),
        "language" => Language::from_tag(value)
            .map_or_else(|| value.to_owned(), |spoken| reader.text(language_key(spoken), &[])),
        "office" => Office::from_word(value)
            .map_or_else(|| value.to_owned(), |held| office(reader.language, held).to_owned()),
        "page" => PageVisibility::from_word(value)
            .map_or_else(|| value.to_owned(), |opened| page_visibility(reader, opened)),
        "to" | "seat-to" => {
            value.parse().map_or_else(|_| reader.text("setting-none", &[]), |last| reader.day(last))
        }
        _ => as_it_is(),
    }
}

/// By whom: an appointer, or a kind.
pub fn who(reader: Reader, who: &Who) -> String {
    match who {
        Who::Appointer(appointer) => reader.label(&appointer.name),
        Who::Kind(kind) => {
            let key = match kind {
                AppointerKind::Municipality => "kind-municipality",
                AppointerKind::Region => "kind-region",
                AppointerKind::Opposition => "kind-opposition",
                AppointerKind::Other => "kind-other",
            };
            reader.text(key, &[])
        }
    }
}

/// Whose seats they are, at the beginning of a line: an appointer's, or those of all of a kind.
pub fn whose(reader: Reader, who: &Who) -> String {
    match who {
        Who::Appointer(appointer) => reader.label(&appointer.name),
        Who::Kind(kind) => {
            let key = match kind {
                AppointerKind::Municipality => "kinds-municipality",
                AppointerKind::Region => "kinds-region",
                AppointerKind::Opposition => "kinds-opposition",
                AppointerKind::Other => "kinds-other",
            };
            reader.text(key, &[])
        }
    }
}

fn rule(reader: Reader, rule: &Rule) -> String {
    match rule {
        Rule::Seats(by, count) => {
            let args = [("who", whose(reader, by).into()), ("count", i64::from(*count).into())];
            reader.text("rule-seats", &args)
        }
        Rule::Office(office, by) => {
            let key = if *office == Office::Chair { "rule-chair" } else { "rule-vice-chair" };
            reader.text(key, &[("who", who(reader, by).into())])
        }
    }
}

/// Everything that was handed over.
pub fn handed_over(reader: Reader, moved: &HandedOver) -> Message {
    let args =
        [("to", reader.mention(&moved.to).into()), ("from", reader.name(&moved.from).into())];
    let mut lines = vec![reader.text("handed-over", &args)];
    let groups = moved.groups.iter().map(|(group, deputy)| {
        let word = if *deputy { "deputy" } else { "official" };
        let args = [
            ("capacity", capacity_word(reader, word).into()),
            ("group", reader.label(&group.name).into()),
        ];
        reader.text("handed-over-group", &args)
    });
    lines.push(shortened(reader, &groups.collect::<Vec<_>>(), MOST_LISTED, "\n"));
    lines.push(reader.text("handed-over-told", &[]));
    lines.push(where_shown(reader, reader.mention(&moved.to)));
    let command = [("command", reader.command("group-settings").into())];
    lines.push(reader.text("handed-over-back", &command));
    lines.extend(moved.by_name.then(|| known(reader, &moved.to)));
    if !moved.without_deputy.is_empty() {
        let names: Vec<String> =
            moved.without_deputy.iter().map(|group| reader.label(&group.name)).collect();
        let args = [
            ("groups", shortened(reader, &names, 400, ", ").into()),
            ("command", reader.command("group-settings").into()),
        ];
        lines.push(reader.text("handed-over-without-deputy", &args));
    }
    Message::text(lines.join("\n"))
}
