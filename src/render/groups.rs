//! Answers about groups: created, ended, set, handed over.

use crate::actions::registry::groups::{Created, Ending};
use crate::actions::registry::officials::HandedOver;
use crate::actions::registry::settings::GroupSettings;
use crate::domain::composition::{Rule, Who};
use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::seat::{AppointerKind, Office};
use crate::domain::typed_word::office;

use super::button::ButtonId;
use super::card::{field, shortened};
use super::changes::{capacity_word, period};
use super::commands::typed;
use super::names::{Surface, mention, name, plain};
use super::posting;
use super::texts::text;
use super::when::{day, when};
use super::{Button, Card, Field, Message, Weight};

/// Discord takes at most 1,024 characters in a field; the rest is for saying how many more.
const MOST_IN_FIELD: usize = 950;
/// How many characters a message's list may have, of Discord's 2,000.
const MOST_LISTED: usize = 1400;

/// A group was created: what to do next.
pub fn created(language: Language, created: &Created, official: &str) -> Message {
    let group = &created.group;
    let args = [
        ("group", plain(&group.name).into()),
        ("channel", format!("<#{}>", group.channel).into()),
        ("person", plain(official).into()),
    ];
    let mut lines = vec![text(language, "group-created", &args)];
    if created.is_first {
        let args = [
            ("language", text(language, language_key(group.language), &[]).into()),
            ("zone", group.rule.zone.name().into()),
            ("command", typed(language, "group-settings").into()),
        ];
        lines.push(text(language, "group-created-first", &args));
    }
    let args = [
        ("command", typed(language, "group-import").into()),
        ("other", typed(language, "group-seat").into()),
    ];
    lines.push(text(language, "group-created-next", &args));
    lines.push(where_shown(language, plain(official)));
    lines.extend(created.known.iter().map(|person| known(language, person)));
    Message::text(lines.join("\n"))
}

/// Discord shows the command only to whom it is set to.
fn where_shown(language: Language, official: String) -> String {
    let args = [("person", official.into()), ("command", typed(language, "group").into())];
    text(language, "group-created-shown", &args)
}

/// Somebody was known by what Discord calls them.
fn known(language: Language, person: &Person) -> String {
    let args = [
        ("account", mention(language, person).into()),
        ("person", name(language, person).into()),
        ("command", typed(language, "me-link").into()),
    ];
    text(language, "person-known", &args)
}

/// What ending a group means, with a button that does it.
pub fn ending(language: Language, ending: &Ending) -> Message {
    let mut lines = vec![text(language, "group-ending", &last_day(language, ending))];
    if !ending.meetings.is_empty() {
        lines.push(text(language, "group-ending-meetings", &[]));
        let times = ending
            .meetings
            .iter()
            .map(|meeting| format!("• {}", when(language, &ending.group, meeting)));
        lines.push(shortened(language, &times.collect::<Vec<_>>(), MOST_LISTED, "\n"));
    }
    let end = ButtonId::EndGroup(ending.group.id, ending.last);
    let buttons = vec![
        Button::new(language, end, "button-end-group", Weight::Grave),
        Button::new(language, ButtonId::Leave, "button-cancel", Weight::Plain),
    ];
    Message { buttons, ..Message::text(lines.join("\n")) }
}

/// A group has ended.
pub fn ended(language: Language, ending: &Ending) -> Message {
    let mut lines = vec![text(language, "group-ended", &last_day(language, ending))];
    let count = ending.meetings.len();
    if count > 0 {
        lines.push(text(language, "group-ended-meetings", &[("count", count.into())]));
    }
    Message::text(lines.join("\n"))
}

fn last_day(language: Language, ending: &Ending) -> [super::texts::Arg<'static>; 2] {
    [("group", plain(&ending.group.name).into()), ("day", day(language, ending.last).into())]
}

/// Somebody decided to leave everything as it was.
pub fn nothing_done(language: Language) -> Message {
    Message::text(text(language, "nothing-done", &[]))
}

/// A group's settings, and whether they were changed just now.
pub fn settings(language: Language, shown: &GroupSettings) -> Message {
    let group = &shown.group;
    let none = || text(language, "setting-none", &[]);
    let holder = |person: &Option<Person>| {
        person.as_ref().map_or_else(none, |person| mention(language, person))
    };
    let days = i64::from(group.rule.lead_days);
    let composition: Vec<String> =
        shown.composition.iter().map(|one| rule(language, one)).collect();
    let composition = if composition.is_empty() {
        none()
    } else {
        shortened(language, &composition, MOST_IN_FIELD, "\n")
    };
    let mandate = group.mandate.as_ref().map_or_else(none, |text| plain(text.as_str()));
    let fields = vec![
        field(language, "setting-channel", format!("<#{}>", group.channel)),
        field(language, "setting-officials-channel", format!("<#{}>", group.officials_channel)),
        field(language, "setting-official", holder(&shown.official)),
        field(language, "setting-deputy", holder(&shown.deputy)),
        field(
            language,
            "setting-lead-days",
            text(language, "setting-lead-days-value", &[("days", days.into())]),
        ),
        field(
            language,
            "setting-posting-schedule",
            setting_value(
                language,
                Surface::Message,
                "posting-schedule",
                group.rule.posting.as_str(),
            ),
        ),
        field(language, "setting-language", text(language, language_key(group.language), &[])),
        field(language, "setting-zone", group.rule.zone.name().to_owned()),
        field(language, "setting-term", period(language, group.term)),
        field(language, "setting-mandate", mandate),
        field(language, "setting-composition", composition),
    ];
    Message {
        card: Some(Card { fields, ..titled(language, "settings-title", group) }),
        ..Message::text(changed(language, shown).join("\n"))
    }
}

/// That settings were changed, and what to know of it.
fn changed(language: Language, shown: &GroupSettings) -> Vec<String> {
    // Whom an account was given to is told, even where they were chosen already.
    let known = shown.known.iter().map(|person| known(language, person));
    if shown.changed.is_empty() {
        return known.collect();
    }
    let mut lines = vec![text(language, "settings-changed", &[])];
    if shown.goes_on {
        let command = typed(language, "group-check");
        lines.push(text(language, "settings-changed-to", &[("command", command.into())]));
    }
    let new = [("official", &shown.official), ("deputy", &shown.deputy)];
    let new = new.into_iter().filter(|(key, _)| shown.changed.contains(key));
    let new = new.filter_map(|(_, person)| person.as_ref());
    lines.extend(new.map(|person| where_shown(language, mention(language, person))));
    lines.extend(known);
    lines
}

/// A title by key that names the group.
pub fn titled(language: Language, key: &str, group: &Group) -> Card {
    let title = text(language, key, &[("group", plain(&group.name).into())]);
    Card { title, ..Card::default() }
}

const fn language_key(language: Language) -> &'static str {
    match language {
        Language::Swedish => "setting-language-sv",
        Language::English => "setting-language-en",
    }
}

/// The name of a setting by the word that stands in the log.
pub fn setting(language: Language, word: &str) -> String {
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
        _ => "setting-composition",
    };
    text(language, key, &[])
}

/// A setting's value as people read it, by the word that stands in the log.
pub fn setting_value(language: Language, surface: Surface, setting: &str, value: &str) -> String {
    let in_code = || match surface {
        Surface::Message => format!("`{value}`"),
        Surface::File => value.to_owned(),
    };
    match setting {
        "channel" | "officials-channel" if surface == Surface::Message => format!("<#{value}>"),
        "lead-days" => {
            let days = |days: i64| text(language, "log-days", &[("days", days.into())]);
            value.parse().map_or_else(|_| surface.words(value), days)
        }
        "posting-schedule" => posting::words(language, value).unwrap_or_else(in_code),
        "language" => Language::from_tag(value)
            .map_or_else(|| value.to_owned(), |spoken| text(language, language_key(spoken), &[])),
        "office" => Office::from_word(value)
            .map_or_else(|| value.to_owned(), |held| office(language, held).to_owned()),
        "to" | "seat-to" => value
            .parse()
            .map_or_else(|_| text(language, "setting-none", &[]), |last| day(language, last)),
        _ => surface.words(value),
    }
}

/// By whom: an appointer, or a kind.
pub fn who(language: Language, who: &Who) -> String {
    match who {
        Who::Appointer(appointer) => plain(&appointer.name),
        Who::Kind(kind) => {
            let key = match kind {
                AppointerKind::Municipality => "kind-municipality",
                AppointerKind::Region => "kind-region",
                AppointerKind::Opposition => "kind-opposition",
                AppointerKind::Other => "kind-other",
            };
            text(language, key, &[])
        }
    }
}

/// Whose seats they are, at the beginning of a line: an appointer's, or those of all of a kind.
pub fn whose(language: Language, who: &Who) -> String {
    match who {
        Who::Appointer(appointer) => plain(&appointer.name),
        Who::Kind(kind) => {
            let key = match kind {
                AppointerKind::Municipality => "kinds-municipality",
                AppointerKind::Region => "kinds-region",
                AppointerKind::Opposition => "kinds-opposition",
                AppointerKind::Other => "kinds-other",
            };
            text(language, key, &[])
        }
    }
}

fn rule(language: Language, rule: &Rule) -> String {
    match rule {
        Rule::Seats(by, count) => {
            let args = [("who", whose(language, by).into()), ("count", i64::from(*count).into())];
            text(language, "rule-seats", &args)
        }
        Rule::Office(office, by) => {
            let key = if *office == Office::Chair { "rule-chair" } else { "rule-vice-chair" };
            text(language, key, &[("who", who(language, by).into())])
        }
    }
}

/// Everything that was handed over.
pub fn handed_over(language: Language, moved: &HandedOver) -> Message {
    let args =
        [("to", mention(language, &moved.to).into()), ("from", name(language, &moved.from).into())];
    let mut lines = vec![text(language, "handed-over", &args)];
    let groups = moved.groups.iter().map(|(group, deputy)| {
        let word = if *deputy { "deputy" } else { "official" };
        let args = [
            ("capacity", capacity_word(language, word).into()),
            ("group", plain(&group.name).into()),
        ];
        text(language, "handed-over-group", &args)
    });
    lines.push(shortened(language, &groups.collect::<Vec<_>>(), MOST_LISTED, "\n"));
    lines.push(text(language, "handed-over-told", &[]));
    lines.push(where_shown(language, mention(language, &moved.to)));
    let command = [("command", typed(language, "group-settings").into())];
    lines.push(text(language, "handed-over-back", &command));
    lines.extend(moved.by_name.then(|| known(language, &moved.to)));
    if !moved.without_deputy.is_empty() {
        let names: Vec<String> =
            moved.without_deputy.iter().map(|group| plain(&group.name)).collect();
        let args = [
            ("groups", shortened(language, &names, 400, ", ").into()),
            ("command", typed(language, "group-settings").into()),
        ];
        lines.push(text(language, "handed-over-without-deputy", &args));
    }
    Message::text(lines.join("\n"))
}

/// "Title: lines" as a field, at most what Discord takes.
pub fn listed(language: Language, title: &str, lines: &[String]) -> Field {
    field(language, title, shortened(language, lines, MOST_IN_FIELD, "\n"))
}
