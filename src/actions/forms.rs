//! Forms that were refused are kept for a while, so that whoever typed them gets them back filled in.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::identity::recognise;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::id::FormId;
use crate::store::refused_forms::RefusedForm;
use crate::store::{Store, refused_forms};

/// For how long.
pub const KEPT: TimeDelta = TimeDelta::days(1);

/// What was typed, by field.
pub type Fields = BTreeMap<String, String>;

/// Keeps a form that was refused.
///
/// # Errors
/// `NotFound` where there is no organisation.
pub async fn keep(
    store: &Store,
    caller: Caller,
    (form, fields): (&str, &Fields),
    now: DateTime<Utc>,
) -> Result<FormId, ActionError> {
    // By itself: what the form was to do has been refused.
    let caller = Caller { interaction: None, ..caller };
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let id = FormId(work.next_id());
    let kept = RefusedForm {
        id,
        organisation: visitor.organisation.id,
        account: caller.account,
        at: now,
        form: form.to_owned(),
        fields: serde_json::to_string(fields).unwrap_or_default(),
    };
    refused_forms::keep(&mut work.db, &kept).await?;
    work.commit().await?;
    Ok(id)
}

/// Takes up what is kept as `kind`: once, however often it is pressed.
///
/// # Errors
/// `Repeated` where it has been taken up; `NotFound` for another's, and for one that was kept for long enough.
pub async fn take(
    store: &Store,
    caller: Caller,
    (form, kind): (FormId, &str),
    now: DateTime<Utc>,
) -> Result<Fields, ActionError> {
    // By itself: what it leads to is an interaction's deed.
    let caller = Caller { interaction: None, ..caller };
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let organisation = visitor.organisation.id;
    let place = (form, caller.account);
    let taken = refused_forms::take(&mut work.db, organisation, place, kind).await?;
    let Some(fields) = taken else {
        let was_there = refused_forms::form(&mut work.db, organisation, place).await?.is_some();
        let missing = ActionError::NotFound(Missing::Form);
        return Err(if was_there { ActionError::Repeated } else { missing });
    };
    work.commit().await?;
    Ok(serde_json::from_str(&fields).unwrap_or_default())
}

/// A form of the caller's that was refused: which it was, and what was typed.
///
/// # Errors
/// `NotFound` for another's, and for one that was kept for long enough.
pub async fn kept(
    store: &Store,
    caller: Caller,
    form: FormId,
) -> Result<(String, Fields), ActionError> {
    let mut db = store.read().await?;
    let guild = match caller.guild {
        Some(guild) => Some(guild),
        None => refused_forms::guild_of(&mut db, (form, caller.account)).await?,
    };
    let guild = Some(guild.ok_or(ActionError::NotFound(Missing::Form))?);
    let visitor = recognise(&mut db, Caller { guild, ..caller }).await?;
    let organisation = visitor.organisation.id;
    let found = refused_forms::form(&mut db, organisation, (form, caller.account)).await?;
    let found = found.ok_or(ActionError::NotFound(Missing::Form))?;
    Ok((found.form, serde_json::from_str(&found.fields).unwrap_or_default()))
}
