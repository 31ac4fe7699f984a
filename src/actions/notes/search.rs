//! Words are looked for in all notes that somebody may see.

use chrono::{DateTime, Utc};

use crate::actions::choices::groups_where;
use crate::actions::identity::recognise;
use crate::actions::{ActionError, Caller};
use crate::domain::group::Group;
use crate::domain::id::GroupId;
use crate::domain::notes::{Chapter, folded, passage};
use crate::domain::permission::{Action, Actor, can};
use crate::store::revisions::MOST_WORDS;
use crate::store::{Store, revisions};

pub use crate::store::revisions::Found;

/// How many are shown at a time.
pub const A_PAGE: usize = 5;
/// Notes in which something was found.
#[derive(Clone, Debug)]
pub struct Hit {
    pub group: Group,
    pub found: Found,
    /// The heading under which it stands, and the words around it.
    pub heading: String,
    pub passage: String,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Hits {
    /// What was looked for.
    pub query: String,
    pub hits: Vec<Hit>,
    /// The first of them, from 0 on, and how many there are in all.
    pub first: usize,
    pub all: usize,
}

/// Looks for notes in which all of some words stand, in whatever order; those of the last meeting first.
///
/// # Errors
/// `NotFound` where there is no organisation.
pub async fn search(
    store: &Store,
    caller: Caller,
    (query, first): (&str, usize),
    now: DateTime<Utc>,
) -> Result<Hits, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let sees = |actor: &Actor| can(actor, Action::SeeGroup);
    let groups = groups_where(&mut db, &visitor, sees, now).await?;
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let wanted = folded(query);
    let words: Vec<String> = wanted
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect();
    let place = (first, A_PAGE);
    let organisation = visitor.organisation.id;
    let (found, all) = revisions::search(&mut db, organisation, (&ids, &words), place).await?;
    let hit = |found: Found| {
        let group = groups.iter().find(|group| group.id == found.meeting.group)?.clone();
        let (heading, passage) = around(&found.content.chapters, &wanted, &words)?;
        Some(Hit { group, found, heading, passage })
    };
    let hits = found.into_iter().filter_map(hit).collect();
    Ok(Hits { query: query.to_owned(), hits, first, all })
}

/// Where the words stand: together if they do, or else in the chapter that has most of them.
fn around(chapters: &[Chapter], wanted: &str, words: &[String]) -> Option<(String, String)> {
    let has = |one: &Chapter| {
        let all = folded(&format!("{} {}", one.heading, one.text()));
        let together = usize::from(all.contains(wanted)) * words.len();
        together + words.iter().filter(|word| all.contains(word.as_str())).count()
    };
    // Of several that have as many, the first.
    let best = chapters.iter().rev().max_by_key(|one| has(one))?;
    let text = best.text();
    let told = folded(&text);
    let first = words.iter().find(|word| told.contains(word.as_str()));
    let looked_for = if told.contains(wanted) { wanted } else { first.map_or("", String::as_str) };
    Some((best.heading.clone(), passage(&text, looked_for)))
}
