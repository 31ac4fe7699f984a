//! A person's own data: linking an account, seeing what is kept, taking it along, having it
//! removed.

pub mod erase;
pub mod export;
pub mod link;
pub mod linkable;
pub mod own;

use chrono::{DateTime, Utc};

use super::ActionError;
use crate::domain::audit::{By, Deed, Entry};
use crate::domain::id::{AuditId, OrganisationId, PersonId};
use crate::store::{Connection, Store, audit};

/// Adds a line about a person to the log, of no single group.
async fn log(
    store: &Store,
    db: &mut Connection,
    (organisation, by): (OrganisationId, By),
    (deed, about): (Deed, PersonId),
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let entry = Entry::new(AuditId(store.next_id(now)), organisation, (by, now), deed);
    audit::append(db, &[entry.about(about)]).await?;
    Ok(())
}
