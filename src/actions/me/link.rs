//! Linking people to their chat accounts: by those who administer their group, or by themselves with
//! a one-time code.

use chrono::{DateTime, NaiveDate, Utc};

use super::linkable::{with_account, with_name};
use crate::actions::accounts::{AccountRefusal, Belonging, give_account, take_account};
use crate::actions::identity::{Visitor, recognise};
use crate::actions::registry::give_name;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing, typed};
use crate::domain::account::UserId;
use crate::domain::audit::{By, Deed};
use crate::domain::id::OrganisationId;
use crate::domain::link_code::{
    GUESS_WINDOW, LinkCode, MOST_GUESSES, MOST_TRIES, RANDOM_BYTES, VALID,
};
use crate::domain::local_time::wall;
use crate::domain::period::day_before;
use crate::domain::person::Person;
use crate::store::link_codes::Waiting;
use crate::store::{Connection, Store, groups, link_codes, people};

/// What came of linking.
#[derive(Clone, Debug)]
pub enum Linked {
    /// The account is this person's now.
    Done { person: Person, own: bool },
    /// A code that the person may use, once, until the end of that day.
    Code { person: Person, code: LinkCode, until: NaiveDate },
    /// The person has no account any more.
    Removed(Person),
    /// The person's name was written wrongly, as `before`.
    Renamed { person: Person, before: String },
}

/// Links the caller's account to the person that a one-time code was made for.
///
/// # Errors
/// `NotFound` for a code that is wrong, used or expired: nobody learns which. `Account` when too
/// many were tried, or the account is somebody's already.
pub async fn by_code(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Linked, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let organisation = work.organisation;
    if let Some(person) = visitor.person {
        return Err(AccountRefusal::AlreadyLinked(person.name).into());
    }
    let guesses =
        link_codes::guesses(&mut work.db, organisation, caller.account, now - GUESS_WINDOW).await?;
    if guesses >= MOST_GUESSES {
        return Err(AccountRefusal::TooManyGuesses.into());
    }
    let code = LinkCode::parse(typed);
    let found = match &code {
        Some(code) => link_codes::take(&mut work.db, organisation, code, now).await?,
        None => None,
    };
    let person = match found {
        Some(code) => on_whose_right(&mut work.db, caller, (organisation, code), now).await?,
        None => None,
    };
    let Some(person) = person else {
        let id = work.next_id();
        link_codes::note_guess(&mut work.db, id, organisation, caller.account, now).await?;
        if let Some(code) = &code {
            link_codes::count_try(&mut work.db, organisation, code, MOST_TRIES).await?;
        }
        work.commit().await?;
        return Err(ActionError::NotFound(Missing::Code));
    };
    work.by = By::Person(person.id);
    set_account(&mut work, &visitor, &person, caller.account).await?;
    work.commit().await?;
    Ok(Linked::Done { person: Person { account: Some(caller.account), ..person }, own: true })
}

/// Links a person, picked or named, to an account, on behalf of the group's administration: the
/// first, or another one in its place.
///
/// # Errors
/// `NotFound` for nobody's name in the caller's groups; `Denied` for who administers none; `Account` when the
/// account is somebody else's, or the person is at home in a group of others or has rights there.
pub async fn other(
    store: &Store,
    caller: Caller,
    person: &str,
    account: UserId,
    now: DateTime<Utc>,
) -> Result<Linked, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let person = with_account(&mut work.db, &visitor, person, now).await?;
    if person.account == Some(account) {
        return Ok(Linked::Done { person, own: false });
    }
    set_account(&mut work, &visitor, &person, account).await?;
    work.commit().await?;
    Ok(Linked::Done { person: Person { account: Some(account), ..person }, own: false })
}

/// Makes a one-time code for a person; the one before is not valid any more.
///
/// # Errors
/// As [`other`].
pub async fn make_code(
    store: &Store,
    caller: Caller,
    person: &str,
    random: [u8; RANDOM_BYTES],
    now: DateTime<Utc>,
) -> Result<Linked, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let person = with_account(&mut work.db, &visitor, person, now).await?;
    let organisation = work.organisation;
    let (code, expires) = (LinkCode::from_random(random), now + VALID);
    let maker = Some(caller.account).filter(|_| !caller.administrator);
    let waiting = Waiting { person: person.id, maker };
    link_codes::set(&mut work.db, organisation, waiting, &code, expires).await?;
    work.log([work.entry(Deed::CodeMade).about(person.id)]);
    let groups = groups::groups_of(&mut work.db, organisation).await?;
    work.commit().await?;
    // The last day on which it is valid all day, wherever the groups are.
    let zones = groups.iter().map(|group| group.rule.zone).chain([visitor.organisation.zone]);
    let days = zones.map(|zone| day_before(wall(zone, expires).date()));
    let until = days.min().unwrap_or_default();
    Ok(Linked::Code { person, code, until })
}

/// Corrects the name of a person who is at home in a group of the caller's.
///
/// # Errors
/// As [`other`]; `Typed` for what is no name; `Account` when it is another's.
pub async fn rename(
    store: &Store,
    caller: Caller,
    person: &str,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Linked, ActionError> {
    let name = typed::name(name)?;
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let person = with_name(&mut work.db, &visitor, person, now).await?;
    if person.name != name.as_str() {
        give_name(&mut work, person.id, &name).await?;
        work.log([work.entry(Deed::Renamed).about(person.id)]);
        work.commit().await?;
    }
    let before = person.name.clone();
    Ok(Linked::Renamed { person: Person { name: name.to_string(), ..person }, before })
}

/// Takes a person's account away: it was given to the wrong one, or is theirs no longer.
///
/// # Errors
/// As [`other`].
pub async fn unlink(
    store: &Store,
    caller: Caller,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Linked, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let person = with_account(&mut work.db, &visitor, person, now).await?;
    if person.account.is_some() {
        take_account(&mut work.db, work.organisation, person.id).await?;
        work.everything_changed();
        work.log([work.entry(Deed::Unlinked).about(person.id)]);
        work.commit().await?;
    }
    Ok(Linked::Removed(Person { account: None, ..person }))
}

/// The person of a code, if its maker may still link them: a right that was lost since, or a group
/// of others that the person has come into, ends the code.
async fn on_whose_right(
    db: &mut Connection,
    caller: Caller,
    (organisation, code): (OrganisationId, Waiting),
    now: DateTime<Utc>,
) -> Result<Option<Person>, ActionError> {
    let person = people::person(db, organisation, code.person).await?;
    let Some(person) = person.filter(|person| !person.is_erased()) else { return Ok(None) };
    let Some(account) = code.maker else { return Ok(Some(person)) };
    let maker =
        Caller { account, administrator: false, channel: None, interaction: None, ..caller };
    let maker = recognise(db, maker).await?;
    match with_account(db, &maker, &person.id.to_string(), now).await {
        Ok(_) => Ok(Some(person)),
        Err(error @ (ActionError::Internal(_) | ActionError::Uncertain(_))) => Err(error),
        Err(_) => Ok(None),
    }
}

async fn set_account(
    work: &mut Work<'_>,
    visitor: &Visitor,
    person: &Person,
    account: UserId,
) -> Result<(), ActionError> {
    let organisation = work.organisation;
    if let Some(other) = people::person_of_account(&mut work.db, organisation, account).await? {
        let belonging = Belonging::of_person(&mut work.db, visitor, other.id, work.now).await?;
        let name = Some(other.name).filter(|_| belonging.knows(other.id));
        return Err(AccountRefusal::AccountTaken(name).into());
    }
    give_account(&mut work.db, organisation, person.id, account).await?;
    // What has been sent says who can be reached.
    work.everything_changed();
    work.log([work.entry(Deed::Linked).about(person.id)]);
    Ok(())
}
