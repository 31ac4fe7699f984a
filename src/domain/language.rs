//! The languages that people are spoken to in.

use serde::{Deserialize, Serialize};

/// A language with texts of its own under `locales/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "sv-SE")]
    Swedish,
    #[serde(rename = "en-US")]
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Swedish, Self::English];

    /// The tag by BCP 47, which is also Discord's locale and the folder's name under `locales/`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv-SE",
            Self::English => "en-US",
        }
    }

    /// The language for a reader whose client is set to `locale`. Whoever reads neither of ours
    /// is given English.
    pub fn of_reader(locale: &str) -> Self {
        if locale.starts_with("sv") { Self::Swedish } else { Self::English }
    }

    /// The language with exactly this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}
