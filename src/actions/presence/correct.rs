//! Somebody says who was there.

use chrono::{DateTime, Utc};

use super::{PlaceShown, Register};
use crate::actions::identity::authorise;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing, typed};
use crate::domain::agenda::Participant;
use crate::domain::audit::{Deed, Detail};
use crate::domain::id::{MeetingId, PresenceId};
use crate::domain::permission::Action;
use crate::domain::presence::{
    Correction, Expected, MOST_ADDED, Presence, PresenceRefusal, RegisterPlace, corrected,
    fills_no_other, latest_arrival, latest_departure, moment,
};
use crate::store::{Store, presences};

/// What is said of a place, as it was pressed or typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    So(Correction),
    /// Came late, or left, at a time on the wall.
    Late(String),
    Left(String),
}

/// Corrects what the register says of a place. Who was added and was not there after all is taken out of it.
///
/// # Errors
/// `Denied` for others than official, chair and vice chair; `Meeting` for one that has not begun or is closed;
/// `NotFound` for a place that there is not; `Presence` for what cannot be so; `Typed` for a time that cannot be read.
pub async fn correct(
    store: &Store,
    caller: Caller,
    (meeting, place): (MeetingId, RegisterPlace),
    said: Said,
    now: DateTime<Utc>,
) -> Result<Register, ActionError> {
    let (mut work, mut register) = open(store, caller, meeting, now).await?;
    let found = register.place(place).ok_or(ActionError::NotFound(Missing::Place))?;
    let (about, zone) = (&register.view.meeting, register.view.group.rule.zone);
    let at = |typed: &str, latest| -> Result<DateTime<Utc>, ActionError> {
        let instant = |time| moment(about, zone, (time, latest));
        Ok(instant(typed::time_where(typed, |time| instant(time).is_ok())?)?)
    };
    let correction = match &said {
        Said::So(correction) => *correction,
        Said::Late(typed) => Correction::Late(at(typed, latest_arrival(about))?),
        Said::Left(typed) => Correction::Left(at(typed, latest_departure(about))?),
    };
    let lines = match (place, correction) {
        (RegisterPlace::Added(_), Correction::Away(_)) => Vec::new(),
        _ => corrected(&found.lines, &found.expected, correction)?,
    };
    let others = register.places.iter().filter(|one| one.place != place);
    fills_no_other(&lines, others.flat_map(|one| &one.lines))?;
    if lines == found.lines && found.is_kept {
        return Ok(register);
    }
    keep(&mut work, meeting, place, &lines).await?;
    log(&mut work, &register, place);
    work.meeting_changed(meeting);
    work.commit().await?;
    let removed = lines.is_empty() && matches!(place, RegisterPlace::Added(_));
    for one in register.places.iter_mut().filter(|one| one.place == place) {
        (one.lines, one.is_kept) = (lines.clone(), true);
    }
    register.places.retain(|one| one.place != place || !removed);
    Ok(register)
}

/// Adds somebody to the register who was there and had not been expected.
///
/// # Errors
/// As [`correct`]; `Presence` where there are too many.
pub async fn add(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Register, ActionError> {
    let who = Participant::Named(typed::name(name)?);
    let (mut work, mut register) = open(store, caller, meeting, now).await?;
    let added = register.places.iter().filter(|one| matches!(one.place, RegisterPlace::Added(_)));
    if added.count() >= MOST_ADDED {
        return Err(PresenceRefusal::TooManyGuests(MOST_ADDED).into());
    }
    let expected = Expected::guest(who);
    let lines = corrected(&[], &expected, Correction::Came)?;
    let place = RegisterPlace::Added(PresenceId(work.next_id()));
    keep(&mut work, meeting, place, &lines).await?;
    log(&mut work, &register, place);
    work.meeting_changed(meeting);
    work.commit().await?;
    register.places.push(PlaceShown { place, seat: None, expected, lines, is_kept: true });
    Ok(register)
}

/// A meeting's register, for whoever may correct it now.
async fn open<'s>(
    store: &'s Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(Work<'s>, Register), ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::ReportForAnother)?;
    view.meeting.takes_attendance(now)?;
    let register = Register::of(&mut work.db, view).await?;
    Ok((work, register))
}

/// Writes what stands at a place instead of what stood there. Who was added keeps being known by the same line.
pub(super) async fn keep(
    work: &mut Work<'_>,
    meeting: MeetingId,
    place: RegisterPlace,
    lines: &[Presence],
) -> Result<(), ActionError> {
    let of_meeting = (work.organisation, meeting);
    presences::remove(&mut work.db, of_meeting, place).await?;
    let with_ids = lines.iter().map(|line| match place {
        RegisterPlace::Added(known) => (known, line.clone()),
        RegisterPlace::Seat(_) | RegisterPlace::Guest(_) => {
            (PresenceId(work.next_id()), line.clone())
        }
    });
    let with_ids: Vec<_> = with_ids.collect();
    Ok(presences::insert(&mut work.db, of_meeting, place, &with_ids).await?)
}

fn log(work: &mut Work<'_>, register: &Register, place: RegisterPlace) {
    let meeting = &register.view.meeting;
    let detail = Detail { meeting: Some(meeting.starts), ..Detail::default() };
    let entry = work.entry(Deed::AttendanceCorrected).in_group(meeting.group).with(detail);
    let entry = match place {
        RegisterPlace::Seat(seat) => entry.at_seat(seat),
        RegisterPlace::Guest(_) | RegisterPlace::Added(_) => entry,
    };
    let member = register.place(place).and_then(|one| one.expected.first.as_ref());
    work.log([match member {
        Some(Participant::Person(person)) => entry.about(*person),
        Some(Participant::Named(_)) | None => entry,
    }]);
}
