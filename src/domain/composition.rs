//! What a group says of its own composition: how many seats are whose, and by whom its chair and
//! vice chair are appointed (the mandate, "Antal ledamöter i samverkansgrupperna").

use super::id::AppointerId;
use super::seat::{Appointer, AppointerKind, Office, Seat};
use super::typed_word::{parse_kind, parse_office};

/// By whom: one appointer, or any of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Appointer(Appointer),
    Kind(AppointerKind),
}

/// One sentence of a group's composition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// So many seats are theirs, whatever the office.
    Seats(Who, u32),
    /// This office is theirs to appoint.
    Office(Office, Who),
}

/// How the seats differ from a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// There are so many seats, and the rule says otherwise.
    Count { rule: Rule, seats: usize },
    /// The office is held by another appointer's seat, named here, or by none.
    Office { rule: Rule, held_by: Option<String> },
}

/// What stands in the composition and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

/// The most seats that a rule may name.
const MOST_SEATS: u32 = 10_000;

/// Reads `Arboga 1, Region Västmanland 3, chair region, vice chair municipality`, in any language:
/// parts between commas, semicolons or line breaks, each an appointer or a kind with a number, or
/// an office with an appointer or a kind.
///
/// # Errors
/// The first part that is neither.
pub fn parse(text: &str, appointers: &[Appointer]) -> Result<Vec<Rule>, Unreadable> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| rule(part, appointers).ok_or_else(|| Unreadable(part.to_owned()))).collect()
}

fn rule(part: &str, appointers: &[Appointer]) -> Option<Rule> {
    let (words, last) = part.rsplit_once(char::is_whitespace)?;
    let counted = last.parse::<u32>().ok().zip(who(words, appointers));
    if let Some((count, who)) = counted {
        return (count <= MOST_SEATS).then_some(Rule::Seats(who, count));
    }
    // The office comes first, in one word or two; the rest is whose it is.
    let spaces = part.match_indices(char::is_whitespace).map(|(at, _)| at);
    spaces
        .filter_map(|at| {
            let words = part[..at].trim_end_matches(':');
            let office = parse_office(words).filter(|office| office.leads())?;
            Some(Rule::Office(office, who(&part[at..], appointers)?))
        })
        .next()
}

/// An appointer by name, or else a kind.
fn who(words: &str, appointers: &[Appointer]) -> Option<Who> {
    let words = words.trim().trim_end_matches(':').to_lowercase();
    let named = appointers.iter().find(|one| one.name.to_lowercase() == words);
    named.cloned().map(Who::Appointer).or_else(|| parse_kind(&words).map(Who::Kind))
}

/// The composition that the seats have now: so many by each appointer, chair and vice chair by
/// whatever kind appoints them.
pub fn as_now(seats: &[Seat], appointers: &[Appointer]) -> Vec<Rule> {
    let of = |seat: &Seat| appointers.iter().find(|one| one.id == seat.appointer);
    let counts = appointers.iter().filter_map(|one| {
        let count = seats.iter().filter(|seat| seat.appointer == one.id).count();
        let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
        Some(Rule::Seats(Who::Appointer(one.clone()), count))
    });
    let offices = seats.iter().filter(|seat| seat.office.leads());
    let offices =
        offices.filter_map(|seat| Some(Rule::Office(seat.office, Who::Kind(of(seat)?.kind))));
    counts.chain(offices).collect()
}

/// Where the seats are not as the rules say.
pub fn breaches(rules: &[Rule], seats: &[Seat], appointers: &[Appointer]) -> Vec<Breach> {
    let kind = |id: AppointerId| appointers.iter().find(|one| one.id == id).map(|one| one.kind);
    let theirs = |who: &Who, seat: &Seat| match who {
        Who::Appointer(appointer) => seat.appointer == appointer.id,
        Who::Kind(wanted) => kind(seat.appointer) == Some(*wanted),
    };
    let breach = |rule: &Rule| match rule {
        Rule::Seats(who, count) => {
            let found = seats.iter().filter(|seat| theirs(who, seat)).count();
            let wanted = usize::try_from(*count).unwrap_or(usize::MAX);
            (found != wanted).then(|| Breach::Count { rule: rule.clone(), seats: found })
        }
        Rule::Office(office, who) => {
            let held = || seats.iter().filter(|seat| seat.office == *office);
            let kept = held().any(|seat| theirs(who, seat));
            let wanted = |seat: &&Seat| {
                let fits = |rule: &Rule| matches!(rule, Rule::Office(of, who) if of == office && theirs(who, seat));
                rules.iter().any(fits)
            };
            let other = held().find(|seat| !wanted(seat));
            let held_by = other.or_else(|| held().next()).map(|seat| seat.appointer_name.clone());
            (!kept || other.is_some()).then(|| Breach::Office { rule: rule.clone(), held_by })
        }
    };
    let counted = |seat: &Seat| {
        rules.iter().any(|rule| matches!(rule, Rule::Seats(who, _) if theirs(who, seat)))
    };
    // Where seats are counted at all, an appointer whom no rule names has none.
    let counts = rules.iter().any(|rule| matches!(rule, Rule::Seats(..)));
    let unnamed = appointers.iter().filter_map(|one| {
        let seats = seats.iter().filter(|seat| seat.appointer == one.id && !counted(seat)).count();
        let rule = Rule::Seats(Who::Appointer(one.clone()), 0);
        (counts && seats > 0).then_some(Breach::Count { rule, seats })
    });
    rules.iter().filter_map(breach).chain(unnamed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SeatId;

    fn appointers() -> Vec<Appointer> {
        [
            (1, "Region Västmanland", AppointerKind::Region),
            (2, "Arboga", AppointerKind::Municipality),
            (3, "Köping", AppointerKind::Municipality),
        ]
        .map(|(id, name, kind)| Appointer { id: AppointerId(id), name: name.into(), kind })
        .to_vec()
    }

    fn seat(id: i64, appointer: i64, office: Office) -> Seat {
        let known = appointers();
        let name = &known.iter().find(|one| one.id.0 == appointer).expect("an appointer").name;
        Seat {
            id: SeatId(id),
            appointer: AppointerId(appointer),
            appointer_name: name.clone(),
            office,
        }
    }

    #[test]
    fn a_composition_is_read_as_people_write_it() {
        let text = "Region Västmanland 3, arboga 1; kommuner 10\nordförande regionen, vice ordförande: kommun";
        let known = appointers();
        let rules = parse(text, &known).expect("rules");
        assert_eq!(
            rules,
            [
                Rule::Seats(Who::Appointer(known[0].clone()), 3),
                Rule::Seats(Who::Appointer(known[1].clone()), 1),
                Rule::Seats(Who::Kind(AppointerKind::Municipality), 10),
                Rule::Office(Office::Chair, Who::Kind(AppointerKind::Region)),
                Rule::Office(Office::ViceChair, Who::Kind(AppointerKind::Municipality)),
            ]
        );
        for rubbish in ["Sala 1", "Arboga", "Arboga ett", "ledamot Arboga", "Arboga 99999999"] {
            assert_eq!(parse(rubbish, &known), Err(Unreadable(rubbish.into())), "{rubbish}");
        }
    }

    #[test]
    fn as_it_is_now_it_is_kept_and_what_changes_then_is_seen() {
        let mut seats = vec![
            seat(1, 1, Office::Chair),
            seat(2, 2, Office::ViceChair),
            seat(3, 3, Office::Member),
        ];
        let rules = as_now(&seats, &appointers());
        assert_eq!(rules.len(), 5);
        assert_eq!(breaches(&rules, &seats, &appointers()), []);
        seats[0].office = Office::Member;
        seats.pop();
        let found = breaches(&rules, &seats, &appointers());
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(matches!(&found[0], Breach::Count { seats: 0, .. }));
        assert!(matches!(&found[1], Breach::Office { held_by: None, .. }));
    }

    #[test]
    fn a_second_chair_and_an_appointer_whom_no_rule_names_are_seen() {
        let known = appointers();
        let rules = parse("Region Västmanland 1, Arboga 1, chair region", &known).expect("rules");
        let mut seats = vec![seat(1, 1, Office::Chair), seat(2, 2, Office::Member)];
        assert_eq!(breaches(&rules, &seats, &known), []);
        seats[1].office = Office::Chair;
        seats.push(seat(3, 3, Office::Member));
        let found = breaches(&rules, &seats, &known);
        assert_eq!(found.len(), 2, "{found:?}");
        let Breach::Office { held_by, .. } = &found[0] else { panic!("{found:?}") };
        assert_eq!(held_by.as_deref(), Some("Arboga"));
        let Breach::Count { rule: Rule::Seats(Who::Appointer(who), 0), seats: 1 } = &found[1]
        else {
            panic!("{found:?}")
        };
        assert_eq!(who.name, "Köping");
        // Where no seats are counted, there is none too many.
        let offices = parse("chair region", &known).expect("rules");
        assert_eq!(breaches(&offices, &[seat(1, 1, Office::Chair)], &known), []);
    }

    #[test]
    fn a_name_that_ends_in_a_number_may_appoint_a_chair() {
        let name = "Distrikt 7".to_owned();
        let known = [Appointer { id: AppointerId(9), name, kind: AppointerKind::Other }];
        let rules = parse("Distrikt 7 2, ordförande Distrikt 7", &known).expect("rules");
        let who = Who::Appointer(known[0].clone());
        assert_eq!(rules, [Rule::Seats(who.clone(), 2), Rule::Office(Office::Chair, who)]);
    }
}
