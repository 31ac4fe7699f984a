//! Where a notice goes: the channel of whom it is for, opened where there is none yet.

use chrono::{DateTime, Utc};

use super::deliver::Deliverer;
use super::failure::Failure;
use crate::actions::ActionError;
use crate::actions::notices::Told;
use crate::discord::send::code;
use crate::domain::account::ChannelId;
use crate::domain::meeting::Meeting;
use crate::domain::notice::{Destination, Obstacle};
use crate::render::notices;
use crate::store::{live, meetings};

impl Deliverer {
    /// The channel that a notice goes to; a thread or direct-message channel is opened.
    pub(super) async fn channel(
        &self,
        told: &Told,
        now: DateTime<Utc>,
    ) -> Result<ChannelId, Failure> {
        let account = told.to.person.as_ref().map(|person| person.account);
        match told.to.destination {
            Destination::Channel => Ok(told.group().channel),
            Destination::Officials => Ok(told.group().officials_channel),
            Destination::Notes => Ok(told.notes_channel().unwrap_or(told.group().channel)),
            Destination::Calendar => told
                .calendar_channel()
                .ok_or_else(|| Failure::place(Obstacle::Gone, "there is no such channel")),
            // A mention is what makes a post in the thread reach anybody.
            Destination::Thread | Destination::Direct if account == Some(None) => {
                Err(Failure::Person(Obstacle::NoAccount, "no linked account".to_owned()))
            }
            Destination::Thread => self.thread(told, now).await,
            Destination::Direct => match account.flatten() {
                Some(account) => Ok(self.sender.open_direct(account).await?),
                None => Err(Failure::Person(Obstacle::NoAccount, "nobody is named".to_owned())),
            },
        }
    }

    /// The meeting's thread, opened under its newest post when it is first needed.
    async fn thread(&self, told: &Told, now: DateTime<Utc>) -> Result<ChannelId, Failure> {
        let meeting = told.meeting();
        let meeting =
            meeting.ok_or_else(|| Failure::place(Obstacle::Gone, "there is no meeting"))?;
        let post = {
            let mut db = self.store.read().await?;
            if let Some(thread) =
                meetings::thread_of(&mut db, meeting.organisation, meeting.id).await?
            {
                return Ok(thread);
            }
            meetings::post_of(&mut db, meeting.organisation, meeting.id).await?
        };
        let post = post.ok_or_else(|| Failure::place(Obstacle::Gone, "the meeting has no post"))?;
        let name = notices::thread_name(told.group(), meeting);
        let opened = self.sender.open_thread(post, &name).await;
        let mut db = self.store.writer().await?;
        if opened.as_ref().is_err_and(|error| error.has_code(&[code::UNKNOWN_MESSAGE])) {
            live::look_after_posts_of(&mut db, meeting.organisation, meeting.id, now).await?;
        }
        let thread = opened?;
        meetings::set_thread(&mut db, meeting.organisation, meeting.id, thread).await?;
        Ok(thread)
    }

    /// The thread of a meeting that is held on another day is named by that one. Where that is not allowed the old name stays.
    pub(super) async fn name_thread_anew(
        &self,
        told: &Told,
        before: &Meeting,
    ) -> Result<(), ActionError> {
        let Some(meeting) = told.meeting() else { return Ok(()) };
        let [was, is] = [before, meeting].map(|one| notices::thread_name(told.group(), one));
        let thread = {
            let mut db = self.store.read().await?;
            meetings::thread_of(&mut db, meeting.organisation, meeting.id).await?
        };
        let Some(thread) = thread.filter(|_| was != is) else { return Ok(()) };
        if let Err(error) = self.sender.rename_thread(thread, &is).await {
            tracing::warn!(%error, "a thread keeps the name of the day that its meeting was to be on");
        }
        Ok(())
    }
}
