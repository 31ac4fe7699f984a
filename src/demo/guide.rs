//! Leads a newcomer through the story: which steps have been taken, and what to do now, read from
//! the facts as they are. So any order, any date and any detour lead on.

use std::collections::{BTreeSet, HashMap};
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::view::{MeetingView, SeatView};
use crate::clock::SimulatedClock;
use crate::domain::account::{ChannelId, GuildId};
use crate::domain::cover::Cover;
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::domain::person::Person;
use crate::domain::seat::Office;
use crate::render::button::{ButtonId, NotesStep};
use crate::render::guide::{Cast, Now, StoryStep, now, step, to_page};
use crate::render::reader::Reader;
use crate::sandbox::{Guidance, Guide, GuideLink, GuideStep, Happening};
use crate::store::{Store, groups, meetings, organisations};

/// How many of a group's coming meetings are looked at.
const MOST_MEETINGS: i64 = 20;

/// The guide of the demonstration.
pub struct Story {
    clock: Arc<SimulatedClock>,
    /// Who leads the first group, and its channel: where the story begins.
    chair: String,
    channel: String,
    /// The channels that not everybody sees.
    officials_channels: Vec<String>,
    facts: OnceLock<Facts>,
    taken: Mutex<BTreeSet<StoryStep>>,
}

/// Where the facts are read, once there are any.
struct Facts {
    store: Weak<Store>,
    guild: GuildId,
    channels: HashMap<ChannelId, String>,
    /// Where the calendar is as a page, if anywhere.
    page: Option<String>,
}

/// What there is to go on with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Situation {
    /// A meeting waits to be called.
    is_scheduled: bool,
    /// A meeting has been called.
    is_called: bool,
    /// A member who is expected at a meeting that has been called.
    member: Option<String>,
    /// A substitute who has been asked and has not answered.
    asked: Option<String>,
    /// An official who has been told of an absence, and the channel where.
    official: Option<(String, String)>,
    /// An official whose group has had a meeting, and its channel.
    writer: Option<(String, String)>,
}

impl Story {
    /// A story that begins with `chair` in `channel`.
    pub fn new(
        clock: Arc<SimulatedClock>,
        (chair, channel): (String, String),
        officials_channels: Vec<String>,
    ) -> Arc<Self> {
        let (facts, taken) = (OnceLock::new(), Mutex::default());
        Arc::new(Self { clock, chair, channel, officials_channels, facts, taken })
    }

    /// Says where the facts are read. Until then the story is at its beginning.
    pub fn read_from(
        &self,
        store: &Arc<Store>,
        guild: GuildId,
        channels: HashMap<ChannelId, String>,
        page: Option<String>,
    ) {
        let _ = self.facts.set(Facts { store: Arc::downgrade(store), guild, channels, page });
    }

    fn taken(&self) -> BTreeSet<StoryStep> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn situation(&self) -> Result<Situation, ActionError> {
        let Some((facts, store)) =
            self.facts.get().and_then(|facts| Some((facts, facts.store.upgrade()?)))
        else {
            return Ok(Situation::default());
        };
        let now = self.clock.now();
        let views = coming(&store, facts.guild, now).await?;
        let held = begun(&store, facts.guild, now).await?;
        Ok(Situation::of(&views, held.as_ref(), &facts.channels))
    }
}

/// The meetings of the guild that have not begun and are not cancelled, the newest first.
async fn coming(
    store: &Store,
    guild: GuildId,
    at: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let mut db = store.read().await?;
    let mut views = Vec::new();
    let Some(organisation) = organisations::organisation_of_guild(&mut db, guild).await? else {
        return Ok(views);
    };
    for group in groups::groups_of(&mut db, organisation.id).await? {
        let found =
            meetings::upcoming(&mut db, organisation.id, group.id, at, MOST_MEETINGS).await?;
        for meeting in found {
            views.push(MeetingView::load(&mut db, organisation.id, meeting.id, at).await?);
        }
    }
    views.sort_by_key(|view| std::cmp::Reverse(view.meeting.id));
    Ok(views)
}

/// The meeting of the guild that began last.
async fn begun(
    store: &Store,
    guild: GuildId,
    at: DateTime<Utc>,
) -> Result<Option<MeetingView>, ActionError> {
    let mut db = store.read().await?;
    let Some(organisation) = organisations::organisation_of_guild(&mut db, guild).await? else {
        return Ok(None);
    };
    let mut last = None;
    for group in groups::groups_of(&mut db, organisation.id).await? {
        let found = meetings::begun(&mut db, organisation.id, group.id, at, 1).await?.pop();
        last = last.into_iter().chain(found).max_by_key(|one| one.starts);
    }
    match last {
        Some(last) => Ok(Some(MeetingView::load(&mut db, organisation.id, last.id, at).await?)),
        None => Ok(None),
    }
}

impl Situation {
    fn of(
        views: &[MeetingView],
        held: Option<&MeetingView>,
        channels: &HashMap<ChannelId, String>,
    ) -> Self {
        let called = || views.iter().filter(|view| view.meeting.state == MeetingState::Called);
        let reachable =
            |person: &Option<Person>| person.clone().filter(|one| one.account.is_some());
        let member = |seat: &SeatView| {
            reachable(&seat.occupied.substitute)?;
            reachable(&seat.occupied.ordinary).filter(|_| {
                seat.cover == Cover::Presumed && seat.occupied.seat.office == Office::Member
            })
        };
        let asked = |seat: &SeatView| {
            reachable(&seat.occupied.substitute).filter(|_| seat.cover == Cover::Awaiting)
        };
        let told = |view: &MeetingView| {
            let missed = view.seats.iter().any(|seat| seat.standing.absence.is_some());
            let official = view.officials.first().filter(|_| missed)?;
            Some((official.name.clone(), channels.get(&view.group.officials_channel)?.clone()))
        };
        Self {
            is_called: called().next().is_some(),
            is_scheduled: views.iter().any(|view| view.meeting.state == MeetingState::Scheduled),
            member: called()
                .find_map(|view| view.seats.iter().find_map(member))
                .map(|one| one.name),
            asked: views
                .iter()
                .find_map(|view| view.seats.iter().find_map(asked))
                .map(|one| one.name),
            official: views.iter().find_map(told),
            writer: held.and_then(|view| {
                let official = view.officials.first()?;
                Some((official.name.clone(), channels.get(&view.group.channel)?.clone()))
            }),
        }
    }

    /// What leads on to a step: the step itself where it can be taken, or else what must come first.
    fn towards(&self, step: StoryStep) -> Now {
        match step {
            StoryStep::Schedule => Now::Book,
            StoryStep::NextEvent if self.is_scheduled => Now::Advance,
            StoryStep::Absent if self.member.is_some() => Now::BeAbsent,
            StoryStep::Substitute if self.asked.is_some() => Now::Answer,
            StoryStep::Official if self.official.is_some() => Now::Read,
            // It stands in the channel, whatever is on.
            StoryStep::Calendar => Now::SeeWhatComes,
            StoryStep::Publish if self.writer.is_some() => Now::WriteNotes,
            StoryStep::Publish if self.is_scheduled || self.is_called => Now::AdvanceToMeeting,
            StoryStep::Find => Now::FindNotes,
            // Whoever was asked has been released, or the meeting is over or cancelled.
            StoryStep::Substitute | StoryStep::Official if self.member.is_some() => {
                Now::BeAbsentAgain
            }
            _ if self.is_scheduled => Now::Advance,
            _ => Now::BookAgain,
        }
    }
}

impl Guide for Story {
    fn note(&self, happening: &Happening<'_>) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let told_officials = taken.contains(&StoryStep::Absent);
        let new = steps_taken(happening, &self.officials_channels, told_officials);
        taken.extend(new);
    }

    fn told<'a>(
        &'a self,
        locale: &'a str,
        me: &'a str,
    ) -> Pin<Box<dyn Future<Output = Guidance> + Send + 'a>> {
        Box::pin(async move {
            let reader = Reader::on_discord(Language::of_reader(locale));
            let situation = self.situation().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the guide does not know how things are");
                Situation::default()
            });
            let (taken, cast) = (self.taken(), self.cast(&situation));
            let steps = StoryStep::ALL.map(|one| GuideStep {
                text: step(reader, one, &cast),
                done: taken.contains(&one),
            });
            let next = StoryStep::ALL.into_iter().find(|one| !taken.contains(one));
            let now = next.map(|next| now(reader, situation.towards(next), &cast, me));
            let page = self.facts.get().and_then(|facts| facts.page.clone());
            let links = page.map(|address| GuideLink { text: to_page(reader), address });
            Guidance { steps: steps.to_vec(), now, links: links.into_iter().collect() }
        })
    }

    fn restart(&self) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Story {
    fn cast(&self, situation: &Situation) -> Cast {
        Cast {
            chair: self.chair.clone(),
            channel: self.channel.clone(),
            member: situation.member.clone(),
            substitute: situation.asked.clone(),
            official: situation.official.clone(),
            writer: situation.writer.clone(),
        }
    }
}

/// The steps that are taken by what happened. One thing may be several: a meeting that is called at
/// once has been booked.
fn steps_taken(
    happening: &Happening<'_>,
    officials_channels: &[String],
    told_officials: bool,
) -> Vec<StoryStep> {
    match happening {
        Happening::Posted { custom_ids, .. } => {
            let buttons = custom_ids.iter().filter_map(|id| ButtonId::parse(id));
            buttons.flat_map(|id| taken_by_post(&id)).copied().collect()
        }
        Happening::Pressed { custom_id, picked } => {
            match ButtonId::parse(picked.unwrap_or(custom_id)) {
                Some(ButtonId::Accept(..) | ButtonId::Decline(..)) => vec![StoryStep::Substitute],
                Some(ButtonId::Calendar(..)) => vec![StoryStep::Calendar],
                Some(ButtonId::Notes(_, NotesStep::Show(..))) => vec![StoryStep::Find],
                _ => Vec::new(),
            }
        }
        Happening::Read { channel, .. } => {
            let is_theirs = officials_channels.iter().any(|one| one == channel);
            if is_theirs && told_officials { vec![StoryStep::Official] } else { Vec::new() }
        }
    }
}

const fn taken_by_post(button: &ButtonId) -> &'static [StoryStep] {
    match button {
        ButtonId::Show(_) => &[StoryStep::Schedule],
        ButtonId::Absent(_) => &[StoryStep::Schedule, StoryStep::NextEvent],
        ButtonId::Accept(..) => &[StoryStep::Absent],
        ButtonId::Notes(_, NotesStep::Show(..)) => &[StoryStep::Publish],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::reply::Spoken;
    use crate::domain::id::MeetingId;

    fn posted(button: ButtonId) -> Vec<StoryStep> {
        let id = button.to_string();
        let happening = Happening::Posted { channel: "äldre", custom_ids: vec![&id] };
        steps_taken(&happening, &[], false)
    }

    #[test]
    fn a_meeting_that_is_called_at_once_has_been_booked() {
        assert_eq!(posted(ButtonId::Show(MeetingId(1))), [StoryStep::Schedule]);
        assert_eq!(
            posted(ButtonId::Absent(Spoken::now(MeetingId(1)))),
            [StoryStep::Schedule, StoryStep::NextEvent]
        );
        let empty = Happening::Posted { channel: "äldre", custom_ids: Vec::new() };
        assert_eq!(steps_taken(&empty, &[], false), []);
    }

    #[test]
    fn an_official_has_read_of_an_absence_only_once_there_is_one() {
        let channels = ["tjänstemän".to_owned()];
        let read = Happening::Read { user: "Eva", channel: "tjänstemän" };
        assert_eq!(steps_taken(&read, &channels, false), []);
        assert_eq!(steps_taken(&read, &channels, true), [StoryStep::Official]);
        let elsewhere = Happening::Read { user: "Eva", channel: "äldre" };
        assert_eq!(steps_taken(&elsewhere, &channels, true), []);
    }

    #[test]
    fn whatever_is_missing_for_a_step_comes_first() {
        let nothing = Situation::default();
        let scheduled = Situation { is_scheduled: true, ..nothing.clone() };
        let called = Situation { member: Some("Anna".into()), is_called: true, ..nothing.clone() };
        let held = Situation { writer: Some(("Eva".into(), "äldre".into())), ..nothing.clone() };
        let asked = Situation { asked: Some("Bo".into()), ..called.clone() };
        assert_eq!(nothing.towards(StoryStep::Schedule), Now::Book);
        assert_eq!(nothing.towards(StoryStep::NextEvent), Now::BookAgain, "cancelled, or over");
        assert_eq!(scheduled.towards(StoryStep::NextEvent), Now::Advance);
        assert_eq!(
            scheduled.towards(StoryStep::Absent),
            Now::Advance,
            "a second one is not called yet"
        );
        assert_eq!(called.towards(StoryStep::Absent), Now::BeAbsent);
        assert_eq!(
            called.towards(StoryStep::Substitute),
            Now::BeAbsentAgain,
            "the absence was taken back"
        );
        assert_eq!(asked.towards(StoryStep::Substitute), Now::Answer);
        assert_eq!(nothing.towards(StoryStep::Official), Now::BookAgain);
        assert_eq!(called.towards(StoryStep::Publish), Now::AdvanceToMeeting);
        assert_eq!(held.towards(StoryStep::Publish), Now::WriteNotes);
        assert_eq!(nothing.towards(StoryStep::Publish), Now::BookAgain);
        // Whatever is so, something can be done.
        for step in StoryStep::ALL {
            for situation in [&nothing, &scheduled, &called, &asked, &held] {
                let _ = situation.towards(step);
            }
        }
    }
}
