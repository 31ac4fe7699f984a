//! An organisation as files: `organisation.toml`, and a CSV file for each group with one row a seat.
//!
//! Everything that is wrong is told at once, with its file and row. Channels are named as people
//! see them and looked up in the guild.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

use crate::actions::agenda::ItemRequest;
use crate::actions::founding::{Charter, GroupCharter};
use crate::domain::account::{ChannelId, GuildId, UserId};
use crate::domain::agenda::{MOST_MINUTES, MOST_TOPICS, Purpose, USUAL_MINUTES};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, OrganisationId};
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::roster::{AsOf, Roster, Row, Sitting, Unread};
use crate::domain::schedule::{InvitationRule, PostingSchedule};
use crate::domain::wording::{Background, Mandate, Title, TopicName};
use crate::render::faults as told_faults;
use crate::render::reader::{Reader, Surface};
use crate::sheet;

const ORGANISATION_FILE: &str = "organisation.toml";
/// The example organisation, as it stands in `config/vastmanland/`.
const EXAMPLE: [(&str, &str); 4] = [
    (ORGANISATION_FILE, include_str!("../config/vastmanland/organisation.toml")),
    ("aldre.csv", include_str!("../config/vastmanland/aldre.csv")),
    ("barn-unga.csv", include_str!("../config/vastmanland/barn-unga.csv")),
    ("kultur-idrott.csv", include_str!("../config/vastmanland/kultur-idrott.csv")),
];

/// All that is wrong with an organisation's files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Faults(pub Vec<String>);

/// An organisation's files, read and checked, before its channels are known.
#[derive(Debug)]
pub struct Files {
    paper: OrganisationPaper,
    zone: Tz,
    seats: HashMap<String, Vec<Row>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationPaper {
    name: String,
    language: Language,
    zone: String,
    #[serde(default)]
    accounts: HashMap<String, String>,
    groups: Vec<GroupPaper>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupPaper {
    name: String,
    channel: String,
    officials_channel: String,
    seats: String,
    official: Option<String>,
    deputy: Option<String>,
    term_from: NaiveDate,
    term_to: Option<NaiveDate>,
    lead_days: u16,
    posting_schedule: String,
    mandate: Option<String>,
    composition: Option<String>,
    #[serde(default)]
    items: Vec<ItemPaper>,
}

/// Something to be dealt with, that waits for a meeting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemPaper {
    title: String,
    purpose: Purpose,
    minutes: Option<i64>,
    #[serde(default)]
    topics: Vec<String>,
    background: Option<String>,
}

impl ItemPaper {
    /// What it is asked for as; or why it cannot be.
    fn request(&self) -> Result<ItemRequest, String> {
        Title::parse(&self.title).map_err(|why| format!("title: {why:?}"))?;
        let minutes = self.minutes.unwrap_or(USUAL_MINUTES);
        if !(1..=MOST_MINUTES).contains(&minutes) {
            return Err(format!("minutes = {minutes}: 1 to {MOST_MINUTES}"));
        }
        if self.topics.len() > MOST_TOPICS {
            return Err(format!("topics: at most {MOST_TOPICS}"));
        }
        let unread =
            |topic: &&String| TopicName::parse(topic).is_err() || topic.contains([',', ';']);
        if let Some(topic) = self.topics.iter().find(unread) {
            return Err(format!("topics: {topic:?} is none"));
        }
        if let Some(Err(why)) = self.background.as_deref().map(Background::parse) {
            return Err(format!("background: {why:?}"));
        }
        Ok(ItemRequest {
            title: Some(self.title.clone()),
            purpose: Some(self.purpose),
            minutes: Some(minutes.to_string()),
            topics: Some(self.topics.join(", ")).filter(|topics| !topics.is_empty()),
            background: self.background.clone(),
            ..ItemRequest::default()
        })
    }
}

/// Reads the example organisation.
///
/// # Errors
/// None, unless the program was built with a broken example.
pub fn example() -> Result<Files, Faults> {
    read(|name| {
        let found = EXAMPLE.iter().find(|(file, _)| *file == name);
        found
            .map(|(_, text)| text.as_bytes().to_vec())
            .ok_or_else(|| "there is no such file".to_owned())
    })
}

/// Reads an organisation from a folder.
///
/// # Errors
/// Every fault in every file.
pub fn from_folder(folder: &Path) -> Result<Files, Faults> {
    read(|name| {
        let path = folder.join(name);
        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    })
}

fn read(file: impl Fn(&str) -> Result<Vec<u8>, String>) -> Result<Files, Faults> {
    let one = |why: String| Faults(vec![format!("{ORGANISATION_FILE}: {why}")]);
    let bytes = file(ORGANISATION_FILE).map_err(one)?;
    let text = String::from_utf8(bytes).map_err(|error| one(error.to_string()))?;
    let paper: OrganisationPaper = toml::from_str(&text).map_err(|error| one(error.to_string()))?;
    let mut faults = faults_of(&paper);
    let zone = paper.zone.parse().unwrap_or_else(|_| {
        faults.push(format!("{ORGANISATION_FILE}: zone = {:?}: no such time zone, write for example Europe/Stockholm", paper.zone));
        Tz::UTC
    });
    let mut seats = HashMap::new();
    let mut known = Roster::default();
    let mut ids = 0..;
    let next = &mut || ids.next().unwrap_or_default();
    for group in &paper.groups {
        let bytes = file(&group.seats).map_err(|why| vec![format!("{}: {why}", group.seats)]);
        match bytes.and_then(|bytes| read_seats(group, &bytes, &mut known, next)) {
            Ok(rows) => drop(seats.insert(group.name.clone(), rows)),
            Err(told) => faults.extend(told),
        }
    }
    let files = Files { paper, zone, seats };
    let people = files.people();
    let unknown = files.paper.accounts.keys().filter(|name| !people.contains(*name));
    faults.extend(
        unknown.map(|name| format!("{ORGANISATION_FILE}: accounts: nobody is named {name:?}")),
    );
    if faults.is_empty() { Ok(files) } else { Err(Faults(faults)) }
}

fn faults_of(paper: &OrganisationPaper) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |why: String| faults.push(format!("{ORGANISATION_FILE}: {why}"));
    let mut names = HashSet::new();
    for group in &paper.groups {
        if !names.insert(&group.name) {
            fault(format!("two groups are named {:?}", group.name));
        }
        if let Err(why) = PostingSchedule::parse(&group.posting_schedule) {
            fault(format!(
                "{}: posting_schedule = {:?}: {why}",
                group.name, group.posting_schedule
            ));
        }
        if group.lead_days > 365 {
            fault(format!("{}: lead_days = {}: at most 365", group.name, group.lead_days));
        }
        if let Some(Err(why)) = group.mandate.as_deref().map(Mandate::parse) {
            fault(format!("{}: mandate: {why:?}", group.name));
        }
        for item in &group.items {
            if let Err(why) = item.request() {
                fault(format!("{}: item {:?}: {why}", group.name, item.title));
            }
        }
        if group.channel == group.officials_channel {
            fault(format!("{}: channel and officials_channel are one", group.name));
        }
        if group.official.is_some() && group.official == group.deputy {
            fault(format!("{}: official and deputy are one person", group.name));
        }
        if group.term_to.is_some_and(|end| end < group.term_from) {
            fault(format!("{}: the term ends before it begins", group.name));
        }
    }
    let mut accounts = HashSet::new();
    for (name, account) in &paper.accounts {
        if !accounts.insert(account) {
            fault(format!("accounts: {account:?} is named twice: an account is one person's"));
        }
        if account.parse::<UserId>().is_err() {
            fault(format!("accounts: {name:?} = {account:?}: a number in quotes is needed"));
        }
    }
    faults
}

/// Reads a group's file of seats and holds it against what is `known` from the groups before: their
/// people and appointers. What is wrong is told a line each, beginning with the file's name.
fn read_seats(
    group: &GroupPaper,
    bytes: &[u8],
    known: &mut Roster,
    next: &mut dyn FnMut() -> i64,
) -> Result<Vec<Row>, Vec<String>> {
    let file = &group.seats;
    let told = |why: Unread| {
        let lines =
            told_faults::lines(Reader::on_discord(Language::English).on(Surface::File), &why);
        lines.into_iter().map(|words| format!("{file}, {words}")).collect::<Vec<_>>()
    };
    let reading = sheet::read(bytes).map_err(told)?;
    let difference = reading.compare(known, AsOf::day(group.term_from), next);
    let difference = difference.map_err(|faults| told(Unread::Faults(faults)))?;
    known.people.extend(difference.people);
    known.appointers.extend(difference.appointers);
    Ok(reading.rows)
}

impl Files {
    /// The names of all channels that the organisation needs, each with the names of those who may
    /// read it (all, where there is none).
    pub fn channels(&self) -> Vec<(String, Vec<String>)> {
        let mut channels: Vec<(String, Vec<String>)> = Vec::new();
        for group in &self.paper.groups {
            channels.push((group.channel.clone(), Vec::new()));
            let officials = [&group.official, &group.deputy];
            channels.push((
                group.officials_channel.clone(),
                officials.into_iter().flatten().cloned().collect(),
            ));
        }
        channels
    }

    /// The names of all officials and deputies.
    pub fn officials(&self) -> Vec<String> {
        let both = self.paper.groups.iter().flat_map(|group| [&group.official, &group.deputy]);
        both.flatten().cloned().collect()
    }

    /// The organisation's name.
    pub fn name(&self) -> &str {
        &self.paper.name
    }

    /// The organisation's time zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// Whose account stood as a number of which a spreadsheet may have lost digits, with its file,
    /// its row and what it was read as.
    pub fn doubtful_accounts(&self) -> Vec<String> {
        let papers = self.paper.groups.iter();
        let rows = papers.flat_map(|paper| {
            let rows = self.seats.get(&paper.name).into_iter().flatten();
            rows.map(move |row| (&paper.seats, row))
        });
        rows.flat_map(|(file, row)| {
            let sits = [&row.ordinary, &row.substitute].into_iter().flatten();
            sits.filter(|one| one.may_be_rounded).filter_map(move |one| {
                let (number, name) = (row.number, &one.name);
                Some(format!("{file}, row {number}: {name}: {}", one.account?))
            })
        })
        .collect()
    }

    /// The names of all people: chairs first, then by seat, then the officials.
    pub fn people(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let seats =
            || self.paper.groups.iter().filter_map(|group| self.seats.get(&group.name)).flatten();
        let name = |sitting: &Option<Sitting>| sitting.as_ref().map(|one| one.name.to_string());
        let ordinary = seats().filter_map(|seat| name(&seat.ordinary));
        let substitutes = seats().filter_map(|seat| name(&seat.substitute));
        let officials =
            self.paper.groups.iter().flat_map(|g| [g.official.clone(), g.deputy.clone()]).flatten();
        ordinary
            .chain(substitutes)
            .chain(officials)
            .filter(|name| seen.insert(name.clone()))
            .collect()
    }

    /// The organisation with its channels looked up in a guild, and accounts added to those that
    /// stand in the file.
    ///
    /// # Errors
    /// Every channel that the guild lacks.
    pub fn charter(
        &self,
        guild: GuildId,
        channels: &HashMap<String, ChannelId>,
        accounts: HashMap<String, UserId>,
    ) -> Result<Charter, Faults> {
        let missing: Vec<String> = self
            .channels()
            .into_iter()
            .filter(|(name, _)| !channels.contains_key(name))
            .map(|(name, _)| {
                format!("the server has no channel named {name:?}: create it, or name another one")
            })
            .collect();
        if !missing.is_empty() {
            return Err(Faults(missing));
        }
        let organisation = Organisation {
            id: OrganisationId(0),
            guild,
            name: self.paper.name.clone(),
            language: self.paper.language,
            zone: self.zone,
        };
        let groups = self.paper.groups.iter().filter_map(|paper| self.group(paper, channels));
        let groups = groups.collect();
        let written = self
            .paper
            .accounts
            .iter()
            .filter_map(|(name, id)| Some((name.clone(), id.parse().ok()?)));
        Ok(Charter { organisation, groups, accounts: written.chain(accounts).collect() })
    }

    /// A group as it is written. What cannot be read was told of when the papers were.
    fn group(
        &self,
        paper: &GroupPaper,
        channels: &HashMap<String, ChannelId>,
    ) -> Option<GroupCharter> {
        let channel = |name: &String| channels.get(name).copied().unwrap_or(ChannelId(0));
        let posting = PostingSchedule::parse(&paper.posting_schedule).ok()?;
        let group = Group {
            id: GroupId(0),
            organisation: OrganisationId(0),
            name: paper.name.clone(),
            channel: channel(&paper.channel),
            officials_channel: channel(&paper.officials_channel),
            language: self.paper.language,
            rule: InvitationRule { lead_days: paper.lead_days, posting, zone: self.zone },
            term: Period { from: paper.term_from, to: paper.term_to },
            mandate: paper.mandate.as_deref().and_then(|text| Mandate::parse(text).ok()),
        };
        Some(GroupCharter {
            group,
            official: paper.official.clone(),
            deputy: paper.deputy.clone(),
            rows: self.seats.get(&paper.name).cloned().unwrap_or_default(),
            composition: paper.composition.clone(),
            items: paper.items.iter().filter_map(|item| item.request().ok()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::seat::{AppointerKind, Office};

    /// The mandate, "Antal ledamöter i samverkansgrupperna".
    #[test]
    fn the_example_is_composed_as_the_mandate_says() {
        let files = example().expect("the example");
        assert_eq!(files.seats.len(), 3);
        for seats in files.seats.values() {
            let count = |kind| seats.iter().filter(|seat| seat.kind == Some(kind)).count();
            assert_eq!(seats.len(), 14);
            assert_eq!(count(AppointerKind::Municipality), 10);
            assert_eq!(count(AppointerKind::Region), 3);
            assert_eq!(count(AppointerKind::Opposition), 1);
            let holds = |office, kind| {
                seats.iter().filter(|s| s.office == office && s.kind == Some(kind)).count()
            };
            assert_eq!(holds(Office::Chair, AppointerKind::Region), 1);
            assert_eq!(holds(Office::ViceChair, AppointerKind::Municipality), 1);
            assert!(seats.iter().all(|seat| seat.ordinary.is_some() && seat.substitute.is_some()));
        }
        let places =
            files.seats.values().flatten().flat_map(|seat| [&seat.ordinary, &seat.substitute]);
        let places: Vec<_> = places.flatten().map(|one| one.name.as_str()).collect();
        assert_eq!(places.len(), 84);
        assert_eq!(places.iter().collect::<HashSet<_>>().len(), 66);
    }

    #[test]
    fn all_faults_are_told_at_once_with_file_and_row() {
        let broken = |name: &str| {
            match name {
            ORGANISATION_FILE => Ok(EXAMPLE[0].1.replace("0 9 * * MON-FRI", "0 9 * * 1-5").replace("Europe/Stockholm", "Mars").into()),
            "aldre.csv" => Ok("appointer,kind,office,ordinary,substitute\nSala,town,member,A,B\nSala,region,boss,A,B\n".into()),
            "barn-unga.csv" => Ok(EXAMPLE[2].1.into()),
            _ => Err("there is no such file".to_owned()),
        }
        };
        let faults = read(broken).expect_err("faults").0;
        assert_eq!(faults.len(), 7, "{faults:#?}");
        assert!(faults.iter().any(|fault| fault.starts_with("aldre.csv, row 2, kind: ")));
        assert!(faults.iter().any(|fault| fault.starts_with("aldre.csv, row 3, office: ")));
        assert!(
            faults
                .iter()
                .any(|fault| fault.starts_with("kultur-idrott.csv: there is no such file"))
        );
    }

    #[test]
    fn a_channel_that_the_server_lacks_is_named() {
        let files = example().expect("the example");
        let faults =
            files.charter(GuildId(1), &HashMap::new(), HashMap::new()).expect_err("no channels");
        assert_eq!(faults.0.len(), 6);
    }
}
