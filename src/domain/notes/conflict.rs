//! Two write at once: whoever saves second sees both texts and chooses, and nothing is overwritten.

use super::{MOST_IN_INPUT, Section};
use crate::domain::seat::worded;
use crate::domain::wording::{BadWording, Prose};

/// What somebody wants a section to be, and what it has become meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub mine: Section,
    pub theirs: Section,
    /// One part of a long text was in the form: it is no text that could stand alone.
    pub is_part: bool,
}

worded! {
    /// What becomes of a section that two have written.
    Meant {
        Mine = "mine",
        /// One text after the other.
        Both = "both",
    }
}

impl Clash {
    /// The section as it was chosen.
    ///
    /// # Errors
    /// `TooLong` where both texts are too long for one section, or for the form in which it is written.
    pub fn settled(self, meant: Meant) -> Result<Section, BadWording> {
        let Self { mine, theirs, is_part } = self;
        let version = theirs.version;
        Ok(match meant {
            Meant::Mine if !is_part => Section { version, ..mine },
            Meant::Mine | Meant::Both => Section {
                heading: theirs.heading,
                said: both(theirs.said, mine.said, Prose::MAX)?,
                agreed: both(theirs.agreed, mine.agreed, MOST_IN_INPUT)?,
                version,
                ..mine
            },
        })
    }
}

/// Both texts, the first one first; once, where they are the same.
fn both(
    theirs: Option<Prose>,
    mine: Option<Prose>,
    most: usize,
) -> Result<Option<Prose>, BadWording> {
    match (theirs, mine) {
        (Some(theirs), Some(mine)) if theirs != mine => {
            let both = format!("{theirs}\n\n{mine}");
            if both.chars().count() > most {
                return Err(BadWording::TooLong(most));
            }
            Prose::parse(&both).map(Some)
        }
        (theirs, mine) => Ok(theirs.or(mine)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ItemId, PersonId};
    use crate::domain::notes::SectionOf;
    use crate::domain::wording::Title;

    fn section(said: &str, version: i64) -> Section {
        Section {
            of: SectionOf::Item(ItemId(1)),
            heading: Title::parse("Bredband").expect("a title"),
            said: Prose::parse(said).ok(),
            agreed: None,
            version,
            by: Some(PersonId(version)),
            changed: None,
        }
    }

    fn clash_of(mine: &str, theirs: &str) -> Clash {
        Clash { mine: section(mine, 1), theirs: section(theirs, 2), is_part: false }
    }

    #[test]
    fn whoever_chooses_both_loses_nothing() {
        let clash = || clash_of("Mitt.", "Hennes.");
        let settled = |clash: Clash, meant| clash.settled(meant).expect("room for both");
        let said = |meant| settled(clash(), meant).said.map(|text| text.to_string());
        assert_eq!(said(Meant::Both).as_deref(), Some("Hennes.\n\nMitt."));
        assert_eq!(said(Meant::Mine).as_deref(), Some("Mitt."));
        assert_eq!(settled(clash(), Meant::Mine).version, 2);
        let same = clash_of("Lika.", "Lika.");
        let same = settled(same, Meant::Both).said.map(|text| text.to_string());
        assert_eq!(same.as_deref(), Some("Lika."));
        let long = |version| section(&format!("{version}{}", "a".repeat(30_000)), version);
        let clash = Clash { mine: long(1), theirs: long(2), is_part: false };
        assert_eq!(clash.settled(Meant::Both), Err(BadWording::TooLong(Prose::MAX)));
        // A part of a long text is never all of it.
        let part = settled(Clash { is_part: true, ..clash_of("Del.", "Allt.") }, Meant::Mine);
        assert_eq!(part.said.map(|text| text.to_string()).as_deref(), Some("Allt.\n\nDel."));
        // What was agreed stands in one form.
        let mut agreed = clash_of("Mitt.", "Hennes.");
        for section in [&mut agreed.mine, &mut agreed.theirs] {
            section.agreed = Prose::parse(&format!("{}{}", section.version, "a".repeat(2500))).ok();
        }
        assert_eq!(agreed.settled(Meant::Both), Err(BadWording::TooLong(MOST_IN_INPUT)));
    }
}
