//! Who comes to a meeting, on a page that opens for one person for a day.
//!
//! Whoever may see the meeting by a command may see it there, and no longer than they may: the holder's rights are asked
//! anew whenever the page is opened.

use chrono::{DateTime, NaiveDate, Utc};

use super::identity::Known;
use super::meeting::may_see;
use super::view::MeetingView;
use super::work::Work;
use super::{ActionError, Caller, Missing};
use crate::domain::access::{
    ATTENDANCE_OPENS_FOR, Access, AccessPurpose, AccessTo, AccessToken, RANDOM_BYTES,
};
use crate::domain::group::Organisation;
use crate::domain::id::{AccessId, MeetingId};
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::person::Person;
use crate::store::{Store, accesses, people};

/// A link that has just been made, with its secret: it is shown this once.
#[derive(Clone, Debug)]
pub struct AttendanceLink {
    pub view: MeetingView,
    pub token: AccessToken,
    pub expires: DateTime<Utc>,
}

/// Who comes to a meeting, for whoever the page is for.
#[derive(Clone, Debug)]
pub struct AttendancePage {
    pub view: MeetingView,
    pub holder: Person,
    /// In which it is written for whoever asks for none.
    pub language: Language,
    pub expires: DateTime<Utc>,
    pub organisation: Organisation,
    pub access: AccessId,
    /// The day that it is, where it was not used today before.
    pub first_use: Option<NaiveDate>,
}

/// Makes a link to the page, from bytes at random.
///
/// # Errors
/// `NotFound` for who is not linked and for a meeting that there is not; `Denied` for who may not see it.
pub async fn link(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    (language, random): (Language, [u8; RANDOM_BYTES]),
    now: DateTime<Utc>,
) -> Result<AttendanceLink, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let holder = visitor.person.ok_or(ActionError::NotFound(Missing::Link))?;
    let view = MeetingView::load(&mut work.db, work.organisation, meeting, now).await?;
    let known = Known { organisation: visitor.organisation, person: holder };
    // By what they are themselves: where they asked, and what they are on the server, no page knows.
    may_see(&view, &known.actor_in(&mut work.db, &view.group, now).await?)?;
    accesses::remove_expired(&mut work.db, work.organisation, now).await?;
    // The one that was made before, and may have gone astray, opens nothing any more.
    let has = accesses::of_holder(&mut work.db, work.organisation, known.person.id).await?;
    for before in has.iter().filter(|one| one.object == AccessTo::Meeting(meeting)) {
        let one = (known.person.id, before.id);
        accesses::revoke(&mut work.db, work.organisation, one).await?;
    }
    let (token, expires) = (AccessToken::from_random(random), now + ATTENDANCE_OPENS_FOR);
    let access = Access {
        id: AccessId(work.next_id()),
        organisation: work.organisation,
        purpose: AccessPurpose::Attendance,
        holder: known.person.id,
        object: AccessTo::Meeting(meeting),
        language,
        made: now,
        expires: Some(expires),
        used: None,
    };
    accesses::insert(&mut work.db, &access, &token.digest()).await?;
    work.commit().await?;
    Ok(AttendanceLink { view, token, expires })
}

/// The page that a link opens. `None` for one that opens nothing (any more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn opened(
    store: &Store,
    token: &AccessToken,
    now: DateTime<Utc>,
) -> Result<Option<AttendancePage>, ActionError> {
    let mut db = store.snapshot().await?;
    let found = accesses::by_digest(&mut db, AccessPurpose::Attendance, &token.digest()).await?;
    let found = found.filter(|(_, access)| access.is_valid(now));
    let Some((organisation, access)) = found else { return Ok(None) };
    let (AccessTo::Meeting(meeting), Some(expires)) = (access.object, access.expires) else {
        return Ok(None);
    };
    let holder = people::person(&mut db, organisation.id, access.holder).await?;
    let Some(person) = holder else { return Ok(None) };
    let view = match MeetingView::load(&mut db, organisation.id, meeting, now).await {
        Ok(view) => view.with_agenda(&mut db).await?,
        Err(ActionError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let known = Known { organisation, person };
    let actor = known.actor_in(&mut db, &view.group, now).await?;
    if may_see(&view, &actor).is_err() {
        return Ok(None);
    }
    let today = wall(known.organisation.zone, now).date();
    Ok(Some(AttendancePage {
        view,
        holder: known.person,
        language: access.language,
        expires,
        organisation: known.organisation,
        access: access.id,
        first_use: (access.used != Some(today)).then_some(today),
    }))
}
