//! The addresses at which programs read a calendar: made, shown and revoked by whoever they are for, and by an official
//! for somebody without an account.

use chrono::{DateTime, Utc};

use super::events::PAST;
use super::groups_of_person;
use super::pages::{PagePlace, public_place};
use crate::actions::identity::{Visitor, recognise};
use crate::actions::me::linkable::with_account;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::access::{
    Access, AccessPurpose, AccessTo, AccessToken, MOST_ADDRESSES, MOST_FEEDS, RANDOM_BYTES,
};
use crate::domain::audit::Deed;
use crate::domain::calendar::PageVisibility;
use crate::domain::group::Organisation;
use crate::domain::id::{AccessId, GroupId, OrganisationId, PersonId};
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::store::{Connection, Store, accesses, calendar, groups};

/// Why no address is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressRefusal {
    /// They have as many as they may.
    TooMany(usize),
    /// The group's calendar is not theirs to see wherever they are.
    OpensNothing,
    /// The group's page is nobody's to open.
    PageOff,
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
    pub object: (AccessTo, Option<String>),
    /// Oldest first; each with the name of the group that it is for.
    pub all: Vec<(Access, Option<String>)>,
    /// The one that has just been made, with its secret.
    pub made: Option<(AccessId, AccessToken)>,
    /// Whether there is room for one more of that calendar.
    pub has_room: bool,
    /// Whether there is a page of it, and room for one more link to that.
    pub has_room_for_page: bool,
    /// The page of it that everybody may open, if there is one.
    pub public_page: Option<PagePlace>,
    /// A group of the organisation, by which a direct message knows whose addresses they are.
    pub home: Option<GroupId>,
}

/// Whose addresses: the caller's own, of any calendar; or a person's, picked or named, of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    Own(AccessTo),
    Other(&'a str),
}

impl Whose<'_> {
    /// Which calendar a new one is for. Who acts for somebody makes addresses of their own calendar alone: others
    /// may be none of the maker's business.
    const fn object(self) -> AccessTo {
        match self {
            Self::Own(object) => object,
            Self::Other(_) => AccessTo::Person,
        }
    }
}

/// Shows somebody's addresses: the caller's own, or those of a person without an account whom they look after.
///
/// # Errors
/// `NotFound` for who is not linked; `Denied`, `Account` and `Address` for the addresses of others.
pub async fn show(
    store: &Store,
    caller: Caller,
    whose: Whose<'_>,
    now: DateTime<Utc>,
) -> Result<Addresses, ActionError> {
    let mut db = store.snapshot().await?;
    let visitor = recognise(&mut db, caller).await?;
    let holder = holder(&mut db, &visitor, whose, now).await?;
    listed(&mut db, &visitor, (holder, whose), now).await
}

/// Makes an address for a purpose, from bytes at random; in a calendar that it opens, texts stand in that language. It
/// is shown this once.
///
/// # Errors
/// As [`show`]; `Address` where there are too many, and for a calendar that it would not open.
pub async fn make(
    store: &Store,
    caller: Caller,
    whose: Whose<'_>,
    (purpose, language, random): (AccessPurpose, Language, [u8; RANDOM_BYTES]),
    now: DateTime<Utc>,
) -> Result<Addresses, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let holder = holder(&mut work.db, &visitor, whose, now).await?;
    let object = whose.object();
    if let AccessTo::Group(id) = object {
        let place = (work.organisation, holder.id);
        let seen = groups_of_person(&mut work.db, place, now, now).await?;
        if !seen.iter().any(|group| group.id == id) {
            return Err(AddressRefusal::OpensNothing.into());
        }
    }
    if purpose == AccessPurpose::Page && !has_page(&mut work.db, work.organisation, object).await? {
        return Err(AddressRefusal::PageOff.into());
    }
    let has = lasting(&mut work.db, (work.organisation, holder.id)).await?;
    if count(&has, (purpose, object)) >= MOST_FEEDS {
        return Err(AddressRefusal::TooMany(MOST_FEEDS).into());
    }
    if has.len() >= MOST_ADDRESSES {
        return Err(AddressRefusal::TooMany(MOST_ADDRESSES).into());
    }
    let token = AccessToken::from_random(random);
    let access = Access {
        id: AccessId(work.next_id()),
        organisation: work.organisation,
        purpose,
        holder: holder.id,
        object,
        language,
        made: now,
        expires: None,
        used: None,
    };
    accesses::insert(&mut work.db, &access, &token.digest()).await?;
    log(&mut work, (&holder, whose), Deed::AddressMade);
    let shown = listed(&mut work.db, &visitor, (holder, whose), now).await?;
    work.commit().await?;
    Ok(Addresses { made: Some((access.id, token)), ..shown })
}

/// Revokes an address: it opens nothing any more.
///
/// # Errors
/// As [`show`]; `NotFound` for one that they do not have.
pub async fn revoke(
    store: &Store,
    caller: Caller,
    (whose, access): (Whose<'_>, AccessId),
    now: DateTime<Utc>,
) -> Result<Addresses, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let holder = holder(&mut work.db, &visitor, whose, now).await?;
    if !accesses::revoke(&mut work.db, work.organisation, (holder.id, access)).await? {
        return Err(ActionError::NotFound(Missing::Address));
    }
    log(&mut work, (&holder, whose), Deed::AddressRevoked);
    let shown = listed(&mut work.db, &visitor, (holder, whose), now).await?;
    work.commit().await?;
    Ok(shown)
}

/// Whether what an address is for can be looked at as a page. A person's own calendar shows where they are away, and is
/// none.
async fn has_page(
    db: &mut Connection,
    organisation: OrganisationId,
    object: AccessTo,
) -> Result<bool, ActionError> {
    Ok(match object {
        AccessTo::Person | AccessTo::Meeting(_) => false,
        AccessTo::Organisation => true,
        AccessTo::Group(group) => {
            calendar::page(db, organisation, group).await? != PageVisibility::Off
        }
    })
}

/// What somebody has that lasts until it is revoked.
async fn lasting(
    db: &mut Connection,
    (organisation, holder): (OrganisationId, PersonId),
) -> Result<Vec<Access>, ActionError> {
    let mut all = accesses::of_holder(db, organisation, holder).await?;
    all.retain(|one| one.expires.is_none());
    Ok(all)
}

/// How many there are of the same.
fn count(all: &[Access], (purpose, object): (AccessPurpose, AccessTo)) -> usize {
    all.iter().filter(|one| one.purpose == purpose && one.object == object).count()
}

/// What somebody does to others stands in the log.
fn log(work: &mut Work<'_>, (holder, whose): (&Person, Whose<'_>), deed: Deed) {
    if let Whose::Other(_) = whose {
        let entry = work.entry(deed).about(holder.id);
        work.log([entry]);
    }
}

async fn holder(
    db: &mut Connection,
    visitor: &Visitor,
    whose: Whose<'_>,
    now: DateTime<Utc>,
) -> Result<Person, ActionError> {
    match whose {
        Whose::Own(_) => visitor.person.clone().ok_or(ActionError::NotFound(Missing::Link)),
        Whose::Other(typed) => {
            let person = with_account(db, visitor, typed, now).await?;
            match person.account {
                Some(_) => Err(AddressRefusal::TheirOwn(person.name).into()),
                None => Ok(person),
            }
        }
    }
}

async fn listed(
    db: &mut Connection,
    visitor: &Visitor,
    (holder, whose): (Person, Whose<'_>),
    now: DateTime<Utc>,
) -> Result<Addresses, ActionError> {
    let organisation = visitor.organisation.id;
    let seen = groups_of_person(db, (organisation, holder.id), now - PAST, now).await?;
    let named = |of: AccessTo| match of {
        AccessTo::Group(id) => seen.iter().find(|group| group.id == id).map(|one| one.name.clone()),
        AccessTo::Person | AccessTo::Organisation | AccessTo::Meeting(_) => None,
    };
    let object = whose.object();
    let all = lasting(db, (organisation, holder.id)).await?;
    let has_room =
        |purpose| count(&all, (purpose, object)) < MOST_FEEDS && all.len() < MOST_ADDRESSES;
    let pages = calendar::pages(db, organisation).await?;
    let public_page = match object {
        AccessTo::Person | AccessTo::Meeting(_) => None,
        AccessTo::Organisation => public_place(organisation, None, &pages, (&seen, now)),
        AccessTo::Group(group) => public_place(organisation, Some(group), &pages, (&seen, now)),
    };
    Ok(Addresses {
        organisation: visitor.organisation.clone(),
        is_own: matches!(whose, Whose::Own(_)),
        object: (object, named(object)),
        has_room: has_room(AccessPurpose::Feed),
        has_room_for_page: has_room(AccessPurpose::Page)
            && has_page(db, organisation, object).await?,
        public_page,
        all: all.into_iter().map(|one| (one.clone(), named(one.object))).collect(),
        made: None,
        // Any group does, also one that they do not see or that has ended: guests have none of their own.
        home: groups::groups_of(db, organisation).await?.first().map(|group| group.id),
        holder,
    })
}
