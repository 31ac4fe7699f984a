//! Where pages are: addresses as they stand in links, and as they are read again when somebody follows one.

use chrono::NaiveDate;
use url::form_urlencoded;

use crate::actions::calendar::pages::{Layout, PagePlace, Query};
use crate::domain::access::AccessToken;
use crate::domain::agenda::Purpose;
use crate::domain::id::{DocumentId, GroupId, MeetingId, OrganisationId, TopicId};
use crate::domain::language::Language;

/// What is looked at somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Calendar(Query),
    Meeting(MeetingId),
    /// A meeting as a file for a calendar program.
    File(MeetingId),
    /// A file of an item of a meeting.
    Document(MeetingId, DocumentId),
    /// Who comes to the meeting that a secret is of.
    Attendance,
}

/// The address of a page, beginning with a stroke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub place: PagePlace,
    pub what: What,
    /// In which language the reader wants it; `None` for the one that their browser asks for.
    pub language: Option<Language>,
}

impl Address {
    /// The calendar at a place, with nothing asked for.
    pub fn calendar(place: PagePlace) -> Self {
        Self { place, what: What::Calendar(Query::default()), language: None }
    }

    /// Something else at the same place.
    #[must_use]
    pub fn with(&self, what: What) -> Self {
        Self { what, ..self.clone() }
    }

    /// As it stands in a link.
    pub fn written(&self) -> String {
        let mut path = match &self.place {
            PagePlace::Public(organisation, None) => format!("/o/{organisation}"),
            PagePlace::Public(organisation, Some(group)) => format!("/o/{organisation}/g/{group}"),
            PagePlace::Secret(token) => format!("/s/{}", token.reveal()),
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        match &self.what {
            What::Calendar(asked) => write_query(&mut query, *asked),
            What::Attendance => path.push_str("/attendance"),
            What::Meeting(meeting) => path.push_str(&format!("/m/{meeting}")),
            What::File(meeting) => path.push_str(&format!("/m/{meeting}.ics")),
            What::Document(meeting, document) => {
                path.push_str(&format!("/m/{meeting}/d/{document}"));
            }
        }
        if let Some(language) = self.language {
            query.append_pair("lang", short(language));
        }
        match query.finish() {
            query if query.is_empty() => path,
            query => format!("{path}?{query}"),
        }
    }

    /// Reads the address that somebody asks for. `None` for a path that is no page's. What cannot be read behind the
    /// path asks for nothing.
    pub fn read(path: &str, query: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        // A last stroke is what people add.
        let parts: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
        let (place, rest) = match parts[..] {
            ["o", organisation, "g", group, ref rest @ ..] => {
                let group = Some(GroupId(number(group)?));
                (PagePlace::Public(OrganisationId(number(organisation)?), group), rest)
            }
            ["o", organisation, ref rest @ ..] => {
                (PagePlace::Public(OrganisationId(number(organisation)?), None), rest)
            }
            ["s", token, ref rest @ ..] if !token.is_empty() => {
                (PagePlace::Secret(AccessToken::given(token)), rest)
            }
            _ => return None,
        };
        let asked: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let last = |key: &str| {
            let of_key = asked.iter().rfind(|(name, _)| name == key);
            of_key.map(|(_, value)| value.as_ref())
        };
        let what = match *rest {
            [] => What::Calendar(read_query(last)),
            ["attendance"] => What::Attendance,
            ["m", file] if file.ends_with(".ics") => {
                What::File(MeetingId(number(file.strip_suffix(".ics")?)?))
            }
            ["m", meeting] => What::Meeting(MeetingId(number(meeting)?)),
            ["m", meeting, "d", document] => {
                What::Document(MeetingId(number(meeting)?), DocumentId(number(document)?))
            }
            _ => return None,
        };
        Some(Self { place, what, language: Self::language_in(query) })
    }

    /// The language that is asked for behind a path.
    pub fn language_in(query: &str) -> Option<Language> {
        let asked = form_urlencoded::parse(query.as_bytes());
        asked.filter(|(name, _)| name == "lang").last().and_then(|(_, value)| language(&value))
    }
}

fn write_query(to: &mut form_urlencoded::Serializer<'_, String>, asked: Query) {
    if asked.layout == Layout::Month {
        to.append_pair("view", "month");
    }
    if let Some(from) = asked.from {
        to.append_pair("from", &from.format("%Y-%m").to_string());
    }
    let numbers =
        [("group", asked.group.map(|group| group.0)), ("topic", asked.topic.map(|topic| topic.0))];
    for (key, value) in numbers {
        if let Some(value) = value {
            to.append_pair(key, &value.to_string());
        }
    }
    if let Some(purpose) = asked.purpose {
        to.append_pair("purpose", purpose.word());
    }
}

fn read_query<'a>(last: impl Fn(&str) -> Option<&'a str>) -> Query {
    Query {
        layout: if last("view") == Some("month") { Layout::Month } else { Layout::List },
        from: last("from").and_then(month),
        group: last("group").and_then(number).map(GroupId),
        topic: last("topic").and_then(number).map(TopicId),
        purpose: last("purpose").and_then(Purpose::from_word),
    }
}

/// The first day of a month, of the years that a calendar may have something in.
fn month(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-')?;
    let year = number(year).filter(|year| (2000..=2100).contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.parse().ok()?, 1)
}

/// A number as it is written in an address, and in no other way.
fn number(text: &str) -> Option<i64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    if is_plain { text.parse().ok() } else { None }
}

/// A language as a page's is written (BCP 47), as short as can be.
pub const fn short(language: Language) -> &'static str {
    match language {
        Language::Swedish => "sv",
        Language::English => "en",
    }
}

fn language(text: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|one| short(*one) == text)
}

/// The language that a browser asks for first of those that there are (`Accept-Language`, RFC 9110, 12.5.4).
pub fn language_of_browser(asked: &str) -> Option<Language> {
    let weighed = asked.split(',').filter_map(|one| {
        let (tag, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        let weight = weight.trim().to_ascii_lowercase();
        let weight: f32 = weight.strip_prefix("q=")?.trim().parse().ok()?;
        let own = tag.trim().split('-').next()?.to_ascii_lowercase();
        Some((language(&own)?, weight)).filter(|(_, weight)| *weight > 0.0)
    });
    // Of those that are wanted alike, the first.
    let best = weighed.fold(None, |best: Option<(Language, f32)>, one| match best {
        Some(best) if best.1 >= one.1 => Some(best),
        _ => Some(one),
    });
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::RANDOM_BYTES;
    use proptest::prelude::*;

    fn places() -> impl Strategy<Value = PagePlace> {
        prop_oneof![
            (1..i64::MAX, prop::option::of(1..i64::MAX)).prop_map(|(organisation, group)| {
                PagePlace::Public(OrganisationId(organisation), group.map(GroupId))
            }),
            any::<[u8; RANDOM_BYTES]>()
                .prop_map(|bytes| PagePlace::Secret(AccessToken::from_random(bytes))),
        ]
    }

    prop_compose! {
        fn queries()(
            is_month: bool,
            from in prop::option::of((2000..=2100, 1..=12u32)),
            group in prop::option::of(1..i64::MAX),
            topic in prop::option::of(1..i64::MAX),
            purpose in prop::option::of(prop::sample::select(vec![Purpose::Decision, Purpose::Home])),
        ) -> Query {
            Query {
                layout: if is_month { Layout::Month } else { Layout::List },
                from: from.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)),
                group: group.map(GroupId),
                topic: topic.map(TopicId),
                purpose,
            }
        }
    }

    proptest! {
        #[test]
        fn an_address_is_read_again_as_it_was_written(
            place in places(),
            what in prop_oneof![
                queries().prop_map(What::Calendar),
                Just(What::Attendance),
                (1..i64::MAX).prop_map(|id| What::Meeting(MeetingId(id))),
                (1..i64::MAX).prop_map(|id| What::File(MeetingId(id))),
                (1..i64::MAX, 1..i64::MAX)
                    .prop_map(|(id, own)| What::Document(MeetingId(id), DocumentId(own))),
            ],
            language in prop::option::of(prop::sample::select(Language::ALL.to_vec())),
        ) {
            let address = Address { place, what, language };
            let written = address.written();
            let (path, query) = written.split_once('?').unwrap_or((&written, ""));
            prop_assert_eq!(Address::read(path, query), Some(address));
        }

        #[test]
        fn whatever_is_asked_for_nothing_breaks(path in "/?[osgmd0-9/.]{0,40}", query in ".{0,60}") {
            if let Some(read) = Address::read(&path, &query) {
                let written = read.written();
                let (path, query) = written.split_once('?').unwrap_or((&written, ""));
                prop_assert_eq!(Address::read(path, query), Some(read));
            }
        }
    }

    #[test]
    fn what_is_no_address_is_none() {
        for other in ["", "/", "/o", "/o/", "/o/01", "/o/-1", "/s/", "/o/1/m", "/o/1/m/2/d"] {
            assert_eq!(Address::read(other, ""), None, "{other}");
        }
        let asks_nonsense =
            Address::read("/o/1", "view=war&from=2027-13&group=x&lang=fi&purpose=1");
        let plain = Address::calendar(PagePlace::Public(OrganisationId(1), None));
        assert_eq!(asks_nonsense, Some(plain));
    }

    #[test]
    fn a_browser_is_answered_in_the_language_that_it_likes_best() {
        use Language::{English, Swedish};
        for (asked, told) in [
            ("sv-SE,sv;q=0.9,en;q=0.8", Some(Swedish)),
            ("en-GB,en;q=0.9,sv;q=0.8", Some(English)),
            ("fi, en;q=0.5, sv;Q=0.7", Some(Swedish)),
            ("SV", Some(Swedish)),
            ("de, fr;q=0.2", None),
            ("sv;q=0, en;q=0.1", Some(English)),
            ("", None),
            ("sv;q=x,*;q", None),
        ] {
            assert_eq!(language_of_browser(asked), told, "{asked}");
        }
    }
}
