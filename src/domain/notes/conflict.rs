//! Two write at once: whoever saves second sees both texts and chooses, and nothing is overwritten.

use super::Section;
use crate::domain::seat::worded;
use crate::domain::wording::{BadWording, Prose};

/// What somebody wants a section to be, and what it has become meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub mine: Section,
    pub theirs: Section,
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
    /// `TooLong` where both texts are too long for one section.
    pub fn settled(self, meant: Meant) -> Result<Section, BadWording> {
        let Self { mine, theirs } = self;
        let version = theirs.version;
        Ok(match meant {
            Meant::Mine => Section { version, ..mine },
            Meant::Both => Section {
                heading: theirs.heading,
                said: both(theirs.said, mine.said)?,
                agreed: both(theirs.agreed, mine.agreed)?,
                version,
                ..mine
            },
        })
    }
}

/// Both texts, the first one first; once, where they are the same.
fn both(theirs: Option<Prose>, mine: Option<Prose>) -> Result<Option<Prose>, BadWording> {
    match (theirs, mine) {
        (Some(theirs), Some(mine)) if theirs != mine => {
            Prose::parse(&format!("{theirs}\n\n{mine}")).map(Some)
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

    #[test]
    fn whoever_chooses_both_loses_nothing() {
        let clash = || Clash { mine: section("Mitt.", 1), theirs: section("Hennes.", 2) };
        let settled = |clash: Clash, meant| clash.settled(meant).expect("room for both");
        let said = |meant| settled(clash(), meant).said.map(|text| text.to_string());
        assert_eq!(said(Meant::Both).as_deref(), Some("Hennes.\n\nMitt."));
        assert_eq!(said(Meant::Mine).as_deref(), Some("Mitt."));
        assert_eq!(settled(clash(), Meant::Mine).version, 2);
        let same = Clash { mine: section("Lika.", 1), theirs: section("Lika.", 2) };
        let same = settled(same, Meant::Both).said.map(|text| text.to_string());
        assert_eq!(same.as_deref(), Some("Lika."));
        let long = |version| section(&format!("{version}{}", "a".repeat(30_000)), version);
        let clash = Clash { mine: long(1), theirs: long(2) };
        assert_eq!(clash.settled(Meant::Both), Err(BadWording::TooLong(Prose::MAX)));
    }
}
