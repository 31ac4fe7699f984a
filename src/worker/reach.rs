//! Whom a message reaches, before it is sent: Discord is asked, since a mention is no delivery.

use chrono::{DateTime, TimeDelta, Utc};

use super::deliver::Deliverer;
use super::failure::Failure;
use crate::actions::ActionError;
use crate::actions::notices::Told;
use crate::actions::reach::{self, Lookout, Seen};
use crate::discord::presence;
use crate::discord::send::SendError;
use crate::domain::id::made_at;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Notice, Obstacle};
use crate::domain::reach::Unreached;
use crate::store::{self, meetings};

/// For how long Discord is asked whom a call does not reach, before what is known is told.
const ASKED_FOR: TimeDelta = TimeDelta::minutes(15);

impl Deliverer {
    /// Asks Discord whom a call does not reach, before that is told. Where it does not say for a while, what is
    /// known is told. `false` where somebody else is being asked for: messages go out meanwhile.
    pub(super) async fn look_for_those_called(
        &self,
        notice: &Notice,
        now: DateTime<Utc>,
    ) -> Result<bool, Failure> {
        let Ok(turn) = self.looking.try_lock() else { return Ok(false) };
        let place = (notice.owed.organisation, notice.owed.subject.group());
        let is_coming = match notice.owed.subject.meeting() {
            None => false,
            Some(meeting) => {
                let mut db = self.store.read().await.map_err(ActionError::from)?;
                let found = meetings::meeting(&mut db, place.0, meeting).await;
                let found = found.map_err(ActionError::from)?;
                found.is_some_and(|one| one.state == MeetingState::Called && now < one.starts)
            }
        };
        let lookout = reach::lookout_of_group(&self.store, place, now).await?;
        let Some(lookout) = lookout.filter(|_| is_coming) else { return Ok(true) };
        let waited = made_at(notice.id.0).map(|made| now - made);
        let is_fresh =
            waited.is_some_and(|waited| (TimeDelta::zero()..ASKED_FOR).contains(&waited));
        let seen = presence::look(&self.sender, &lookout).await;
        // Nobody is kept waiting by what is written.
        drop(turn);
        match seen {
            Ok(seen) if seen.blind.is_none() && is_fresh => {
                Err(Failure::Unopened(SendError::NotSent("the channel is closed to us".to_owned())))
            }
            Ok(seen) => {
                reach::note(&self.store, &lookout, &seen, now).await?;
                Ok(true)
            }
            Err(error) if is_fresh => Err(Failure::Unopened(error)),
            Err(error) => {
                tracing::warn!(%error, "Discord does not say who is on the server");
                Ok(true)
            }
        }
    }

    /// A mention is no delivery: whoever did not read in the group's channel, and still does not, is not told by
    /// one.
    pub(super) async fn is_within_reach(
        &self,
        told: &Told,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let person = told.to.person.as_ref().filter(|_| !told.to.is_told);
        let Some((person, account)) = person.and_then(|one| Some((one, one.account?))) else {
            return Ok(());
        };
        let group = told.group();
        let known = {
            let mut db = self.store.read().await?;
            store::reach::of_group(&mut db, group.organisation, group.id).await?
        };
        let Some(known) = known.get(&person.id).copied() else { return Ok(()) };
        let place = (group.organisation, group.id);
        let lookout = reach::lookout_of_group(&self.store, place, now).await?;
        let seen = match lookout {
            Some(all) => {
                let one = Lookout { members: vec![account], officials: Vec::new(), ..all };
                presence::look(&self.sender, &one).await.ok()
            }
            None => None,
        };
        let why = match seen {
            Some(Seen { gone, .. }) if gone.contains(&account) => Unreached::NotMember,
            Some(Seen { blind: Some(blind), .. }) if !blind.contains(&account) => return Ok(()),
            Some(_) => Unreached::CannotSee,
            None => known,
        };
        Err(match why {
            Unreached::NotMember => {
                Failure::Person(Obstacle::NotMember, "not on the server".to_owned())
            }
            Unreached::CannotSee | Unreached::NoAccount => {
                Failure::Person(Obstacle::Other, "does not see the channel".to_owned())
            }
        })
    }
}
