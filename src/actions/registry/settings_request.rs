//! What is to change in a group's settings, as typed, and what that makes of them.

use chrono::{DateTime, NaiveDate, Utc};

use super::Picked;
use super::channels::PickedChannel;
use super::groups::has_rooms_apart;
use super::refusal::RegisterRefusal;
use super::registrar::period;
use crate::actions::{ActionError, typed};
use crate::domain::audit::Detail;
use crate::domain::calendar::PageVisibility;
use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::schedule::PostingSchedule;

/// No composition at all; no end; no mandate.
pub const NONE: &str = "none";

/// What a person says who wants none: as picked, or as typed in any language.
pub(in crate::actions) fn is_none(typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    [NONE, "no", "-", "–", "ingen", "inget", "inga"].contains(&typed.as_str())
}

/// The longest lead time, in days.
pub const LONGEST_LEAD: i64 = 365;

/// What may be changed, as typed; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsRequest {
    pub name: Option<String>,
    pub channel: Option<PickedChannel>,
    pub officials_channel: Option<PickedChannel>,
    pub language: Option<Language>,
    pub zone: Option<String>,
    pub lead_days: Option<i64>,
    pub posting_schedule: Option<String>,
    /// The group's last day, or [`NONE`].
    pub to: Option<String>,
    /// A text, or [`NONE`].
    pub mandate: Option<String>,
    /// Rules as text, [`AS_NOW`](super::declaration::AS_NOW) or [`NONE`].
    pub composition: Option<String>,
    pub official: Option<Picked>,
    pub deputy: Option<Picked>,
    /// Whether everybody on the server may see the group's calendar.
    pub public_calendar: Option<bool>,
    /// Who may open the page of its meetings.
    pub page: Option<PageVisibility>,
    /// Where its notes are posted; its own channel is the usual one.
    pub notes_channel: Option<PickedChannel>,
    /// Whether they stand on that page too.
    pub notes_on_page: Option<bool>,
}

impl SettingsRequest {
    /// Whether more is wished for than what stands in the group's own row; who may open its page apart.
    pub(super) fn sets_more(&self) -> bool {
        self.official.is_some()
            || self.deputy.is_some()
            || self.composition.is_some()
            || self.public_calendar.is_some()
            || self.notes_channel.is_some()
            || self.notes_on_page.is_some()
    }
}

/// A group as it is wished to be.
pub(super) fn wished(
    before: &Group,
    request: &SettingsRequest,
    (language, now): (Language, DateTime<Utc>),
) -> Result<Group, ActionError> {
    let mut after = before.clone();
    if let Some(name) = &request.name {
        let name = typed::name(name)?;
        after.name = name.to_string();
    }
    let chosen = |picked: Option<PickedChannel>| picked.map(|picked| picked.channel);
    after.channel = chosen(request.channel).unwrap_or(before.channel);
    after.officials_channel = chosen(request.officials_channel).unwrap_or(before.officials_channel);
    has_rooms_apart(&after)?;
    after.language = request.language.unwrap_or(before.language);
    after.rule.zone = typed::zone(request.zone.as_deref(), before.rule.zone)?;
    if let Some(days) = request.lead_days {
        let days = u16::try_from(days).ok().filter(|days| i64::from(*days) <= LONGEST_LEAD);
        after.rule.lead_days = days.ok_or(RegisterRefusal::LeadTime)?;
    }
    if let Some(text) = &request.posting_schedule {
        let unread = |_| RegisterRefusal::PostingSchedule(text.clone());
        after.rule.posting = PostingSchedule::parse(text).map_err(unread)?;
    }
    if let Some(typed) = &request.to {
        let to = if is_none(typed) {
            None
        } else {
            Some(typed::day(before, Some(typed), (language, now))?)
        };
        if let Some(past) = to.filter(|to| *to < before.day_of(now)) {
            return Err(RegisterRefusal::PastDay(past).into());
        }
        after.term = period(before.term.from, to)?;
    }
    if let Some(text) = &request.mandate {
        after.mandate = typed::mandate(Some(text.as_str()).filter(|text| !is_none(text)))?;
    }
    Ok(after)
}

/// A setting with what it was and is. A mandate's text is too long for the log.
pub(super) struct SettingChanged {
    pub setting: &'static str,
    before: Option<String>,
    after: Option<String>,
}

impl SettingChanged {
    pub fn detail(self) -> Detail {
        let Self { setting, before, after } = self;
        Detail { setting: Some(setting.to_owned()), before, after, ..Detail::default() }
    }
}

/// What differs between a group and itself as wished.
pub(super) fn differences(before: &Group, after: &Group) -> Vec<SettingChanged> {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let values = |group: &Group| {
        [
            ("name", group.name.clone()),
            ("channel", group.channel.to_string()),
            ("officials-channel", group.officials_channel.to_string()),
            ("language", group.language.tag().to_owned()),
            ("zone", group.rule.zone.name().to_owned()),
            ("lead-days", group.rule.lead_days.to_string()),
            ("posting-schedule", group.rule.posting.as_str().to_owned()),
            ("to", day(group.term.to)),
        ]
    };
    let named = values(before).into_iter().zip(values(after));
    let named = named.filter(|((_, before), (_, after))| before != after).map(
        |((setting, before), (_, after))| SettingChanged {
            setting,
            before: Some(before),
            after: Some(after),
        },
    );
    let mandate = (before.mandate != after.mandate).then_some(SettingChanged {
        setting: "mandate",
        before: None,
        after: None,
    });
    named.chain(mandate).collect()
}
