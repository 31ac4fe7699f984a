//! What is kept of a person, in short.

use chrono::{DateTime, Utc};

use crate::actions::identity::identify;
use crate::actions::{ActionError, Caller};
use crate::domain::appointment::Appointment;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::GroupId;
use crate::domain::official::Post;
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::seat::Seat;
use crate::store::{Connection, Store, appointments, groups, officials, seats};

/// A seat that a person holds, held or will hold.
#[derive(Clone, Debug)]
pub struct Held {
    pub group: Group,
    pub seat: Seat,
    pub appointment: Appointment,
}

/// What is kept of a person.
#[derive(Clone, Debug)]
pub struct Own {
    pub organisation: Organisation,
    pub person: Person,
    /// When this was so.
    pub now: DateTime<Utc>,
    pub held: Vec<Held>,
    pub posts: Vec<(Group, Post)>,
}

/// What is kept of the caller.
///
/// # Errors
/// `NotFound` for an account that is not linked.
pub async fn show(store: &Store, caller: Caller, now: DateTime<Utc>) -> Result<Own, ActionError> {
    let mut db = store.snapshot().await?;
    let known = identify(&mut db, caller, None).await?;
    own(&mut db, known.organisation, known.person, now).await
}

/// What is kept of a person.
pub(super) async fn own(
    db: &mut Connection,
    organisation: Organisation,
    person: Person,
    now: DateTime<Utc>,
) -> Result<Own, ActionError> {
    let all = groups::groups_of(db, organisation.id).await?;
    let group = |id: GroupId| all.iter().find(|group| group.id == id).cloned();
    let mut held = Vec::new();
    for (id, appointment) in appointments::of_person(db, organisation.id, person.id).await? {
        let Some(group) = group(id) else { continue };
        // Of what is over, what it was at the end; of what is to come, what it is then.
        let (today, period) = (group.day_of(now), appointment.period);
        let on = period.to.map_or(today, |to| to.min(today)).max(period.from);
        let of_group = seats::seats_of(db, organisation.id, id, on).await?;
        let seat = of_group.into_iter().find(|one| one.seat.id == appointment.seat);
        held.extend(seat.map(|seat| Held { group, seat: seat.seat, appointment }));
    }
    let posts = officials::posts_of_person(db, organisation.id, person.id).await?;
    let posts = posts.into_iter().filter_map(|post| Some((group(post.group)?, post))).collect();
    Ok(Own { organisation, person, now, held, posts })
}

impl Own {
    /// The same without what is over.
    pub fn current(&self) -> Self {
        let mut current = self.clone();
        let lasts = |group: &Group, period: &Period| {
            let on = group.day_of(self.now);
            !group.term.is_over(on) && !period.is_over(on)
        };
        current.held.retain(|one| lasts(&one.group, &one.appointment.period));
        current.posts.retain(|(group, post)| lasts(group, &post.period));
        current
    }
}
