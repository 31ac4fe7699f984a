//! Who reads what of a group: its calendar, the page of its meetings, its notes.

use super::channels::PickedChannel;
use super::registrar::Registrar;
use super::settings_request::SettingsRequest;
use crate::actions::ActionError;
use crate::actions::work::Work;
use crate::domain::audit::{Deed, Detail};
use crate::domain::calendar::PageVisibility;
use crate::domain::group::Group;
use crate::domain::notes::NotesPlaces;
use crate::store::{calendar, notes};

impl Registrar<'_, '_> {
    /// Says who may open the page of the group's meetings. Returns whether that is new.
    pub(super) async fn set_page(&mut self, page: PageVisibility) -> Result<bool, ActionError> {
        let group = self.group;
        let before = calendar::page(&mut self.work.db, group.organisation, group.id).await?;
        if before == page {
            return Ok(false);
        }
        calendar::set_page(&mut self.work.db, group.organisation, (group.id, page)).await?;
        let detail = Detail {
            setting: Some("page".to_owned()),
            before: Some(before.word().to_owned()),
            after: Some(page.word().to_owned()),
            ..Detail::default()
        };
        self.log(self.entry(Deed::Set).with(detail));
        Ok(true)
    }

    /// Says whether everybody on the server may see the group's calendar.
    pub(super) async fn set_public(&mut self, is_public: bool) -> Result<(), ActionError> {
        let group = self.group;
        let place = (group.id, Some(is_public));
        calendar::set_public(&mut self.work.db, group.organisation, place).await?;
        let setting = Some("public-calendar".to_owned());
        let detail = Detail { setting, ..Detail::default() };
        self.log(self.entry(Deed::Set).with(detail));
        Ok(())
    }

    /// Says in which channel the group's notes are posted, and whether they stand on its page. Returns what of it is new.
    pub(super) async fn set_notes(
        &mut self,
        channel: Option<PickedChannel>,
        on_page: Option<bool>,
    ) -> Result<Vec<&'static str>, ActionError> {
        let group = self.group;
        let before = notes::places(&mut self.work.db, group.organisation, group.id).await?;
        // The group's own channel is none of their own.
        let picked = channel.map(|picked| Some(picked.channel).filter(|id| *id != group.channel));
        let after = NotesPlaces {
            channel: picked.unwrap_or(before.channel),
            on_page: on_page.unwrap_or(before.on_page),
        };
        if after == before {
            return Ok(Vec::new());
        }
        notes::set_places(&mut self.work.db, group.organisation, (group.id, after)).await?;
        let shown = |places: NotesPlaces| places.channel.unwrap_or(group.channel).to_string();
        let mut changed = Vec::new();
        if before.channel != after.channel {
            let (before, after) = (Some(shown(before)), Some(shown(after)));
            let setting = Some("notes-channel".to_owned());
            let detail = Detail { setting, before, after, ..Detail::default() };
            self.log(self.entry(Deed::Set).with(detail));
            changed.push("notes-channel");
        }
        if before.on_page != after.on_page {
            let setting = Some("notes-on-page".to_owned());
            let detail = Detail { setting, ..Detail::default() };
            self.log(self.entry(Deed::Set).with(detail));
            changed.push("notes-on-page");
        }
        Ok(changed)
    }
}

/// Whether the page is to be opened to more than before. To shut it is allowed also when the group has ended: its links
/// open it for a year.
pub(super) async fn opens_page(
    work: &mut Work<'_>,
    before: &Group,
    request: &SettingsRequest,
) -> Result<bool, ActionError> {
    let Some(wanted) = request.page else { return Ok(false) };
    Ok(wanted > calendar::page(&mut work.db, before.organisation, before.id).await?)
}
