//! Notes as one text in Markdown, for a file; and the words that stand in each of its places.

use crate::actions::view::MeetingView;
use crate::domain::notes::{Attendee, Chapter, Content, NotesNumber, PriorApproval};
use crate::domain::presence::Mode;
use crate::domain::seat::Office;
use crate::render::reader::{Reader, Surface};

/// The whole, as a file has it.
pub fn document(
    reader: Reader,
    (number, view): (Option<NotesNumber>, &MeetingView),
    content: &Content,
    footer: &str,
) -> String {
    let reader = reader.on(Surface::File);
    let mut parts = vec![
        format!("# {}", super::title(reader, number, view)),
        format!("{}, {}", reader.when(&view.group, &view.meeting), view.meeting.place),
    ];
    let listed = |key: &str, names: Vec<String>| {
        let names: Vec<String> = names.iter().map(|name| format!("- {name}")).collect();
        (!names.is_empty()).then(|| format!("## {}\n\n{}", reader.text(key, &[]), names.join("\n")))
    };
    parts.extend(listed("notes-present", present(reader, content)));
    parts.extend(listed("notes-absent", absent(reader, content)));
    parts.extend(listed("notes-approved-here", approved_here(reader, &content.approved)));
    for chapter in &content.chapters {
        parts.push(format!("## {}", heading(reader, chapter)));
        parts.extend(chapter.said.clone());
        parts.extend(
            chapter
                .agreed
                .as_ref()
                .map(|text| format!("**{}**{}{text}", reader.text("notes-agreed", &[]), gap(text))),
        );
    }
    parts.push(format!("---\n\n{footer}"));
    parts.join("\n\n") + "\n"
}

/// What stands between a word and a text behind it: a list, a heading or a quotation begins a line.
pub fn gap(text: &str) -> &'static str {
    let begins_line = text.starts_with(['-', '*', '+', '#', '>', '`', '|', '\t'])
        || text.split_once(['.', ')']).is_some_and(|(number, _)| number.parse::<u32>().is_ok());
    if begins_line { "\n\n" } else { " " }
}

/// "1. Bredband (beslut)".
pub fn heading(reader: Reader, chapter: &Chapter) -> String {
    let title = reader.label(&chapter.heading);
    let numbered = match chapter.number {
        Some(number) => format!("{number}. {title}"),
        None => title,
    };
    match chapter.purpose {
        Some(purpose) => {
            let purpose = reader.text(&format!("purpose-{}", purpose.word()), &[]);
            format!("{numbered} ({purpose})")
        }
        None => numbered,
    }
}

/// Those who were there.
pub fn present(reader: Reader, content: &Content) -> Vec<String> {
    let there = content.attendees.iter().filter(|one| !one.is_absent);
    there.map(|one| attendee(reader, one)).collect()
}

/// Those who were not.
pub fn absent(reader: Reader, content: &Content) -> Vec<String> {
    let away = content.attendees.iter().filter(|one| one.is_absent);
    away.map(|one| attendee(reader, one)).collect()
}

/// Notes of earlier meetings that were approved at this one.
pub fn approved_here(reader: Reader, approved: &[PriorApproval]) -> Vec<String> {
    let line = |one: &PriorApproval| {
        let args = [
            ("number", one.number.to_string().into()),
            ("person", reader.name_or_former(&one.by).into()),
        ];
        reader.text("notes-prior", &args)
    };
    approved.iter().map(line).collect()
}

/// "Bo Berg (Arboga, i stället för Anna Alm, från 10:15)".
fn attendee(reader: Reader, one: &Attendee) -> String {
    let place = one.appointer.as_ref().map(|appointer| reader.label(appointer));
    let office = match one.office {
        Some(Office::Chair) => Some("office-chair"),
        Some(Office::ViceChair) => Some("office-vice-chair"),
        Some(Office::Member) | None => None,
    };
    let guest = || reader.text("notes-guest", &[]);
    let instead = one.instead_of.as_ref().map(|member| {
        reader.text("notes-instead", &[("person", reader.name_or_former(member).into())])
    });
    let at = |key: &str, time: &Option<String>| {
        time.as_ref().map(|time| reader.text(key, &[("time", time.clone().into())]))
    };
    let details = [
        Some(place.unwrap_or_else(guest)),
        office.map(|key| reader.text(key, &[])),
        instead,
        at("register-from", &one.from),
        at("register-to", &one.to),
        (one.mode == Some(Mode::Distance)).then(|| reader.text("register-mode-distance", &[])),
    ];
    let details: Vec<String> = details.into_iter().flatten().collect();
    format!("{} ({})", reader.name_or_former(&one.name), details.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn a_heading_says_its_number_and_its_purpose() {
        let chapter = Chapter {
            number: Some(2),
            heading: "Bred*band*".into(),
            purpose: Some(crate::domain::agenda::Purpose::Decision),
            said: None,
            agreed: None,
        };
        let reader = Reader::on_discord(Language::Swedish);
        assert_eq!(heading(reader, &chapter), "2. Bred\\*band\\* (beslut)");
        let own = Chapter { number: None, purpose: None, ..chapter };
        assert_eq!(heading(reader.on(Surface::File), &own), "Bred*band*");
    }
}
