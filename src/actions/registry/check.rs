//! What is not as it should be in a group: each finding says what to do about it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::actions::coming;
use crate::actions::identity::recognise;
use crate::actions::reach::{self, Seen};
use crate::actions::registry::read_roster;
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller};
use crate::domain::account::ChannelId;
use crate::domain::composition::{Breach, Rule, breaches};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::notice::{Destination, Obstacle};
use crate::domain::period::{Period, day_before};
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::roster::{Roster, SeatHistory, SeatLabel};
use crate::domain::seat::{Capacity, Seat};
use crate::store::{Connection, Store, compositions, deliveries, groups, officials};

/// How far ahead a seat's emptiness is looked for, in days.
const AHEAD: u64 = 180;

/// Something to be mended.
#[derive(Clone, Debug)]
pub enum Finding {
    /// Nobody is the group's official.
    NoOfficial,
    /// The official has no deputy.
    NoDeputy,
    /// The group has no seats.
    NoSeats,
    /// Nobody sits there; from a later day on, where there is one.
    Vacant { place: SeatLabel, capacity: Capacity, from: Option<NaiveDate> },
    /// Nobody sits there for a while, until somebody who is appointed already.
    Gap { place: SeatLabel, capacity: Capacity, empty: Period },
    /// The seats are not as the group's composition says; or will not be, from a later day on.
    Breach(Breach, Option<NaiveDate>),
    /// One person sits in more than one place of the group.
    Doubled { person: Person, places: Vec<(SeatLabel, Capacity)> },
    /// Two meetings at the same time call the same person.
    Conflict { people: Vec<Person>, one: Box<MeetingView>, other: Box<MeetingView> },
    /// People who cannot be reached because no account is linked to them.
    Unlinked(Vec<Person>),
    /// People who take no direct messages.
    ClosedDirect(Vec<Person>),
    /// People whose account is not on the server.
    NotMembers(Vec<Person>),
    /// People who may not see a channel that they should read.
    CannotSee { channel: ChannelId, people: Vec<Person> },
    /// Discord did not say who is on the server and sees the channels.
    NotAsked,
    /// The newest message to a place of the group's was refused: to its channel, in a thread under that, or to
    /// its officials' channel.
    ClosedPlace { place: Destination, channel: ChannelId, obstacle: Obstacle },
    /// The calendar stands in that channel, and the bot may not pin it there.
    Unpinned(ChannelId),
    /// The bot may not attach files in the group's channel: invitations go out without theirs.
    NoFiles(ChannelId),
}

impl Finding {
    /// Whether it is wrong now, and not only may be or will be.
    const fn is_wrong(&self) -> bool {
        match self {
            Self::NoOfficial
            | Self::NoSeats
            | Self::Breach(_, None)
            | Self::ClosedPlace { .. }
            | Self::NotMembers(_)
            | Self::CannotSee { .. } => true,
            Self::Vacant { capacity, from, .. } => {
                matches!(capacity, Capacity::Ordinary) && from.is_none()
            }
            _ => false,
        }
    }
}

/// What was found in a group.
#[derive(Clone, Debug)]
pub struct Checked {
    pub group: Group,
    pub seats: usize,
    pub findings: Vec<Finding>,
}

/// Looks a group through. `seen` is what Discord said of its people, if it did.
///
/// # Errors
/// `Denied` for others than administrator and official.
pub async fn check(
    store: &Store,
    caller: Caller,
    group: GroupId,
    seen: Option<&Seen>,
    now: DateTime<Utc>,
) -> Result<Checked, ActionError> {
    let mut db = store.snapshot().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.group(&mut db, group, Action::Administer, now).await?;
    let organisation = group.organisation;
    let on = group.day_of(now);
    let roster = read_roster(&mut db, &group, on).await?;
    let seats: Vec<&SeatHistory> = roster.seats.iter().filter(|seat| seat.exists(on)).collect();
    let mut findings = without_officials(&mut db, &group, on).await?;
    if seats.is_empty() {
        findings.push(Finding::NoSeats);
    }
    // Nobody is missing before the group's first day.
    let first = on.max(group.term.from);
    findings.extend(seats.iter().flat_map(|seat| vacancies(seat, first, group.term.to)));
    let rules = compositions::of_group(&mut db, organisation, group.id).await?;
    findings.extend(breached(&rules, &roster, on));
    findings.extend(doubled(&seats, on));
    findings.extend(conflicts(&mut db, &group, now).await?);
    findings.extend(unreachable(&mut db, &group, (&roster, seen), on).await?);
    let closed = deliveries::places_closed_to_us(&mut db, organisation, group.id).await?;
    findings.extend(closed.into_iter().map(|(place, obstacle)| {
        let officials = place == Destination::Officials;
        let channel = if officials { group.officials_channel } else { group.channel };
        Finding::ClosedPlace { place, channel, obstacle }
    }));
    let unpinned = deliveries::unpinned(&mut db, organisation, group.id).await?;
    findings.extend(unpinned.into_iter().map(Finding::Unpinned));
    let lacks_files = seen.is_some_and(|seen| seen.may_attach == Some(false));
    findings.extend(lacks_files.then_some(Finding::NoFiles(group.channel)));
    findings.sort_by_key(|finding| !finding.is_wrong());
    Ok(Checked { group, seats: seats.len(), findings })
}

/// Where the seats are not as the rules say today, or will not be when one of them becomes something else or is gone.
fn breached(rules: &[Rule], roster: &Roster, on: NaiveDate) -> Vec<Finding> {
    let breaches_on = |day: NaiveDate| {
        let seats = roster.seats.iter().filter(|seat| seat.exists(day));
        let seats: Vec<Seat> = seats.map(|seat| seat.seat_on(day)).collect();
        breaches(rules, &seats, &roster.appointers)
    };
    let mut known = breaches_on(on);
    let mut found: Vec<Finding> =
        known.iter().map(|breach| Finding::Breach(breach.clone(), None)).collect();
    let horizon = on.checked_add_days(chrono::Days::new(AHEAD)).unwrap_or(on);
    let designations = roster.seats.iter().flat_map(|seat| &seat.designations);
    let gone = roster.seats.iter().filter_map(|seat| seat.to?.succ_opt());
    let days: BTreeSet<NaiveDate> = designations.filter_map(|one| one.from).chain(gone).collect();
    for day in days.into_iter().filter(|day| *day > on && *day <= horizon) {
        let new = breaches_on(day);
        let other = new.iter().filter(|breach| !known.contains(breach));
        found.extend(other.map(|breach| Finding::Breach(breach.clone(), Some(day))));
        known = new;
    }
    found
}

async fn without_officials(
    db: &mut Connection,
    group: &Group,
    on: NaiveDate,
) -> Result<Vec<Finding>, ActionError> {
    let posts = officials::posts_on(db, group.organisation, on).await?;
    let held = |deputy| posts.iter().any(|post| post.group == group.id && post.deputy == deputy);
    let official = (!held(false)).then_some(Finding::NoOfficial);
    let deputy = (!held(true)).then_some(Finding::NoDeputy);
    Ok(official.into_iter().chain(deputy).collect())
}

/// Where nobody sits today, or nobody will from a day on that is known: as long as there are the seat
/// and the group, which has a `last` day perhaps.
fn vacancies(seat: &SeatHistory, on: NaiveDate, last: Option<NaiveDate>) -> Vec<Finding> {
    let horizon = on.checked_add_days(chrono::Days::new(AHEAD)).unwrap_or(on);
    [Capacity::Ordinary, Capacity::Substitute]
        .into_iter()
        .filter_map(|capacity| {
            let from = empty_from(seat, capacity, on)?;
            let lasts = seat.exists(from) && last.is_none_or(|last| from <= last);
            if from > horizon || !lasts {
                return None;
            }
            let (place, held) = (seat.place_on(from), seat.held(capacity));
            let next = held.iter().map(|one| one.period.from).find(|next| *next > from);
            Some(match next {
                Some(next) => {
                    let empty = Period { from, to: Some(day_before(next)) };
                    Finding::Gap { place, capacity, empty }
                }
                None => {
                    Finding::Vacant { place, capacity, from: Some(from).filter(|from| *from > on) }
                }
            })
        })
        .collect()
}

/// The first day from `on` for which nobody is appointed.
fn empty_from(seat: &SeatHistory, capacity: Capacity, on: NaiveDate) -> Option<NaiveDate> {
    let mut day = on;
    for held in seat.held(capacity) {
        if held.period.contains(day) {
            day = held.period.to?.succ_opt()?;
        }
    }
    Some(day)
}

fn doubled(seats: &[&SeatHistory], on: NaiveDate) -> Vec<Finding> {
    let mut held: BTreeMap<PersonId, (Person, Vec<(SeatLabel, Capacity)>)> = BTreeMap::new();
    for seat in seats {
        for capacity in [Capacity::Ordinary, Capacity::Substitute] {
            let Some(person) = seat.sitting(capacity, on) else { continue };
            let places = held.entry(person.id).or_insert_with(|| (person.clone(), Vec::new()));
            places.1.push((seat.place(), capacity));
        }
    }
    held.into_values()
        .filter(|(_, places)| places.len() > 1)
        .map(|(person, places)| Finding::Doubled { person, places })
        .collect()
}

/// Meetings of this and other groups that overlap and expect the same person.
async fn conflicts(
    db: &mut Connection,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Vec<Finding>, ActionError> {
    let own = coming::all(db, group, now).await?;
    let mut all = own.clone();
    for other in groups::groups_of(db, group.organisation).await? {
        if other.id != group.id && !own.is_empty() {
            all.extend(coming::all(db, &other, now).await?);
        }
    }
    all.sort_by_key(|meeting| meeting.starts);
    let mut found = Vec::new();
    for (one, other) in overlapping(&all) {
        if one.group == group.id || other.group == group.id {
            let one = MeetingView::load(db, group.organisation, one.id, now).await?;
            let other = MeetingView::load(db, group.organisation, other.id, now).await?;
            found.extend(both_expected(one, other));
        }
    }
    Ok(found)
}

/// The pairs of meetings, given in the order in which they begin, that overlap in time.
fn overlapping(meetings: &[Meeting]) -> impl Iterator<Item = (&Meeting, &Meeting)> {
    meetings.iter().enumerate().flat_map(|(at, one)| {
        let later = meetings[at + 1..].iter().take_while(|other| other.starts < one.ends);
        later.map(move |other| (one, other))
    })
}

fn both_expected(one: MeetingView, other: MeetingView) -> Option<Finding> {
    let expected: BTreeSet<PersonId> = other.expected().map(|person| person.id).collect();
    let both = one.expected().filter(|person| expected.contains(&person.id));
    let people: Vec<Person> = both.cloned().collect();
    let (one, other) = (Box::new(one), Box::new(other));
    (!people.is_empty()).then_some(Finding::Conflict { people, one, other })
}

async fn unreachable(
    db: &mut Connection,
    group: &Group,
    (roster, seen): (&Roster, Option<&Seen>),
    on: NaiveDate,
) -> Result<Vec<Finding>, ActionError> {
    let mut people: BTreeMap<PersonId, Person> = BTreeMap::new();
    for seat in roster.seats.iter().filter(|seat| seat.exists(on)) {
        let sitting = seat.appointments.iter().filter(|(one, _)| !one.period.is_over(on));
        people.extend(sitting.map(|(_, person)| (person.id, person.clone())));
    }
    let officials = officials::officials_of(db, group.organisation, group.id, on).await?;
    people.extend(officials.into_iter().map(|person| (person.id, person)));
    let closed = deliveries::closed_to_us(db, group.organisation).await?;
    let unlinked: Vec<Person> =
        people.values().filter(|person| person.account.is_none()).cloned().collect();
    let closed: Vec<Person> = people
        .values()
        .filter(|person| person.account.is_some() && closed.contains(&person.id))
        .cloned()
        .collect();
    let mut found = Vec::new();
    if !unlinked.is_empty() {
        found.push(Finding::Unlinked(unlinked));
    }
    if !closed.is_empty() {
        found.push(Finding::ClosedDirect(closed));
    }
    found.extend(seen.map_or_else(
        || vec![Finding::NotAsked],
        |seen| without_access(group, &people.into_values().collect::<Vec<_>>(), seen),
    ));
    Ok(found)
}

/// Who is not on the server, and who does not see the channel that is meant for them.
fn without_access(group: &Group, people: &[Person], seen: &Seen) -> Vec<Finding> {
    let gone = reach::among(people, &seen.gone);
    let places = [(group.channel, &seen.blind), (group.officials_channel, &seen.blind_officials)];
    let is_unknown = places.iter().any(|(_, blind)| blind.is_none());
    let blind = places.into_iter().filter_map(|(channel, blind)| {
        let people = reach::among(people, blind.as_ref()?);
        (!people.is_empty()).then_some(Finding::CannotSee { channel, people })
    });
    let gone = (!gone.is_empty()).then_some(Finding::NotMembers(gone));
    gone.into_iter().chain(blind).chain(is_unknown.then_some(Finding::NotAsked)).collect()
}
