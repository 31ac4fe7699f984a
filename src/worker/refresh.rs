//! Messages that were sent are kept true.

use chrono::{DateTime, TimeDelta, Utc};

use super::deliver::{Deliverer, Delivery, Mark, posted};
use super::failure::Failure;
use crate::actions::ActionError;
use crate::actions::notices::facts;
use crate::discord::send::SendError;
use crate::domain::notice::{Destination, NotesNotice, backoff};
use crate::store::live::{self, Stale};

/// How long to wait with an edit that the place, or the person, does not take.
const EDIT_REFUSED: TimeDelta = TimeDelta::hours(6);
/// How long to wait with one that was refused and may pass.
const EDIT_AGAIN: TimeDelta = TimeDelta::seconds(30);

impl Deliverer {
    /// Brings a live message that was claimed up to date.
    pub async fn refresh_claimed(
        &self,
        stale: &Stale,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let Some(_mark) = Mark::set(&self.under_way, stale.notice.id) else {
            return Ok(Delivery::Later(now));
        };
        match self.refresh(stale, now).await {
            Ok(step) => Ok(step),
            Err(Failure::Facts(error)) => Err(error),
            // What is shown there may be what must be forgotten: the way may be open again.
            Err(Failure::Person(_, why) | Failure::Place(_, why)) => {
                let at = now + EDIT_REFUSED;
                tracing::warn!(notice = stale.notice.id.0, why, %at, "an edit was refused: trying again");
                let mut db = self.store.writer().await?;
                live::put_off_edit(&mut db, stale.notice.id, at).await?;
                Ok(Delivery::Later(at))
            }
            Err(Failure::Deleted(why)) => self.taken_away(stale, &why, now).await,
            Err(Failure::Http(error) | Failure::Unopened(error)) => {
                // What was refused without a reason may be so for long.
                let is_refused = matches!(error, SendError::Refused { .. });
                let pause = if is_refused { EDIT_AGAIN } else { backoff(2, fastrand::f64()) };
                let at = now + pause;
                tracing::warn!(notice = stale.notice.id.0, %error, %at, "an edit did not arrive: trying again");
                let mut db = self.store.writer().await?;
                live::put_off_edit(&mut db, stale.notice.id, at).await?;
                Ok(Delivery::Later(at))
            }
        }
    }

    /// A message of ours is gone. A post that is still of use is put up again.
    async fn taken_away(
        &self,
        stale: &Stale,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let notice = &stale.notice;
        let told = facts(&self.store, notice, now).await?;
        let kind = notice.owed.kind;
        let stands = (kind.is_post() && notice.owed.destination == Destination::Channel)
            || kind == NotesNotice::Post.into();
        let is_wanted = (stands || kind.is_pinned()) && told.is_some_and(|told| told.is_wanted());
        if !is_wanted {
            tracing::warn!(
                notice = notice.id.0,
                why,
                "a message of ours is gone: it is not edited any more"
            );
            let digest = notice.digest.clone().unwrap_or_default();
            let mut db = self.store.writer().await?;
            live::edited(&mut db, stale, &digest, now).await?;
            return Ok(Delivery::GaveUp);
        }
        tracing::warn!(notice = notice.id.0, why, "a post of ours is gone: it is put up again");
        let mut db = self.store.writer().await?;
        live::put_up_again(&mut db, notice, now).await?;
        Ok(Delivery::Later(now))
    }

    async fn refresh(&self, stale: &Stale, now: DateTime<Utc>) -> Result<Delivery, Failure> {
        let notice = &stale.notice;
        let told = facts(&self.store, notice, now).await?;
        let Some(told) = told else {
            // Whom it is about is no more: there is nothing to bring up to date.
            let digest = notice.digest.clone().unwrap_or_default();
            let mut db = self.store.writer().await?;
            live::edited(&mut db, stale, &digest, now).await?;
            return Ok(Delivery::GaveUp);
        };
        let posted = posted(notice, &told);
        let digest = posted.digest();
        let place = notice.channel.zip(notice.message);
        if let Some(place) = place.filter(|_| notice.digest.as_ref() != Some(&digest)) {
            match self.sender.edit_message(place, posted.whole()).await {
                Err(error) if posted.goes_without_files(&error) => {
                    self.sender.edit_message(place, posted.without_files()).await?;
                }
                edited => edited?,
            }
            self.pin(notice, place).await?;
        }
        let mut db = self.store.writer().await?;
        live::edited(&mut db, stale, &digest, now).await?;
        Ok(Delivery::Edited)
    }
}
