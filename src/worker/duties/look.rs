//! Posts that stand in groups' channels are looked after: who takes one away tells nobody.

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::ActionError;
use crate::store::{Store, live};

/// How long a post may stand without being looked after.
const AT_THE_LATEST: TimeDelta = TimeDelta::days(1);
/// How many are looked after at a time: each is a request.
const MOST: i64 = 500;
/// How often one looks for them.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// Has the posts of coming meetings and the calendars edited that were not for a day: one that is gone is noticed by that; and
/// calendars that show what is over. There is
/// never more to do at once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let mut db = store.writer().await?;
    live::look_after_posts(&mut db, (now - AT_THE_LATEST, MOST), now).await?;
    live::look_after_calendars(&mut db, (now - AT_THE_LATEST, MOST), now).await?;
    live::mark_what_is_over(&mut db, now).await?;
    Ok(0)
}

/// When to look again.
pub fn next(now: DateTime<Utc>) -> DateTime<Utc> {
    now + PAUSE
}
