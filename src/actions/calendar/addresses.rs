//! The addresses at which programs read a calendar: made, shown and revoked by whoever they are for, and by an official
//! for somebody without an account.

use chrono::{DateTime, Utc};

use super::{groups_of_person, seen_groups};
use crate::actions::identity::Visitor;
use crate::actions::me::linkable::with_account;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::access::{Access, AccessPurpose, AccessToken, FeedOf, MOST_FEEDS, RANDOM_BYTES};
use crate::domain::audit::Deed;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{AccessId, GroupId};
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::store::{Store, accesses};

/// Why no address is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressRefusal {
    /// They have as many of this calendar as they may.
    TooMany(usize),
    /// The person of this name has an account, and makes their own.
    TheirOwn(String),
}

impl From<AddressRefusal> for ActionError {
    fn from(refusal: AddressRefusal) -> Self {
        Self::Address(refusal)
    }
}

/// Somebody's addresses.
#[derive(Clone, Debug)]
pub struct Addresses {
    pub organisation: Organisation,
    pub holder: Person,
    /// Whether they are the caller's own.
    pub is_own: bool,
    /// Which calendar a new one is for, and the name of that group.
    pub object: (FeedOf, Option<String>),
    /// Oldest first; each with the name of the group that it is for.
    pub all: Vec<(Access, Option<String>)>,
    /// The one that has just been made, with its secret.
    pub made: Option<(AccessId, AccessToken)>,
    /// Whether there is room for one more of that calendar.
    pub has_room: bool,
    /// A group of the organisation, by which a direct message knows whose addresses they are.
    pub home: Option<GroupId>,
}

/// What is done with somebody's addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Show,
    /// Makes one, in whose calendar texts stand in this language; from bytes at random.
    Make(Language, [u8; RANDOM_BYTES]),
    Revoke(AccessId),
}

/// Shows somebody's addresses, once something has been done with them: the caller's own, or those of a person without
/// an account whom they look after.
///
/// # Errors
/// `NotFound` for who is not linked, for a group that they may not see and an address that they do not have; `Denied`
/// and `Account` for the addresses of others; `Address` where there are too many.
pub async fn addresses(
    store: &Store,
    caller: Caller,
    (whose, object, step): (Option<&str>, FeedOf, Step),
    now: DateTime<Utc>,
) -> Result<Addresses, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let holder = match whose {
        None => visitor.person.clone().ok_or(ActionError::NotFound(Missing::Link))?,
        Some(typed) => {
            let person = with_account(&mut work.db, &visitor, typed, now).await?;
            if person.account.is_some() {
                return Err(AddressRefusal::TheirOwn(person.name).into());
            }
            person
        }
    };
    let groups = seen_by(&mut work, &visitor, (&holder, whose.is_none())).await?;
    if let FeedOf::Group(id) = object
        && !groups.iter().any(|group| group.id == id)
    {
        return Err(ActionError::NotFound(Missing::Group));
    }
    let made = match step {
        Step::Show => None,
        Step::Make(language, random) => {
            let token = AccessToken::from_random(random);
            let id = make(&mut work, (&holder, object, language), &token).await?;
            Some((id, token))
        }
        Step::Revoke(access) => {
            let place = (holder.id, access);
            if !accesses::revoke(&mut work.db, work.organisation, place).await? {
                return Err(ActionError::NotFound(Missing::Address));
            }
            None
        }
    };
    if whose.is_some() {
        let deed = match step {
            Step::Show => None,
            Step::Make(..) => Some(Deed::AddressMade),
            Step::Revoke(_) => Some(Deed::AddressRevoked),
        };
        let entry = deed.map(|deed| work.entry(deed).about(holder.id));
        work.log(entry);
    }
    let all = accesses::of_holder(&mut work.db, work.organisation, holder.id).await?;
    work.commit().await?;
    let named = |of: FeedOf| match of {
        FeedOf::Group(id) => groups.iter().find(|group| group.id == id).map(|one| one.name.clone()),
        FeedOf::Person | FeedOf::Organisation => None,
    };
    let has_room = all.iter().filter(|one| one.object == object).count() < MOST_FEEDS;
    Ok(Addresses {
        organisation: visitor.organisation,
        is_own: whose.is_none(),
        object: (object, named(object)),
        all: all.into_iter().map(|one| (one.clone(), named(one.object))).collect(),
        made,
        has_room,
        home: groups.first().map(|group| group.id),
        holder,
    })
}

/// The groups whose calendar the holder may see: their own, and where they ask themselves, those that they see from
/// where they ask.
async fn seen_by(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (holder, is_own): (&Person, bool),
) -> Result<Vec<Group>, ActionError> {
    let now = work.now;
    if is_own {
        return seen_groups(&mut work.db, visitor, now).await;
    }
    groups_of_person(&mut work.db, &visitor.organisation, holder, now).await
}

async fn make(
    work: &mut Work<'_>,
    (holder, object, language): (&Person, FeedOf, Language),
    token: &AccessToken,
) -> Result<AccessId, ActionError> {
    let has = accesses::of_holder(&mut work.db, work.organisation, holder.id).await?;
    if has.iter().filter(|one| one.object == object).count() >= MOST_FEEDS {
        return Err(AddressRefusal::TooMany(MOST_FEEDS).into());
    }
    let access = Access {
        id: AccessId(work.next_id()),
        organisation: work.organisation,
        purpose: AccessPurpose::Feed,
        holder: holder.id,
        object,
        language,
        made: work.now,
        expires: None,
        used: None,
    };
    accesses::insert(&mut work.db, &access, &token.digest()).await?;
    Ok(access.id)
}
