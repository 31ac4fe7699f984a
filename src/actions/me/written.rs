//! Somebody writes to the bot in plain words. What they wrote is not looked at: they are shown their coming meetings, with
//! the buttons, in the language in which they last used the bot.

use chrono::{DateTime, Utc};

use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller, choices};
use crate::domain::account::UserId;
use crate::domain::id::PersonId;
use crate::domain::language::Language;
use crate::store::{Store, contacts};

/// How many meetings somebody can answer about at once: two buttons each, of 25.
const MOST: usize = 5;

/// What somebody hears who has written.
#[derive(Clone, Debug)]
pub struct Written {
    pub language: Language,
    /// Whether the account is anybody's.
    pub is_known: bool,
    /// The soonest of their coming meetings, each with who they are in its organisation.
    pub meetings: Vec<(PersonId, MeetingView)>,
}

/// What somebody hears who has written to the bot.
///
/// # Errors
/// Where the facts cannot be read.
pub async fn answer(
    store: &Store,
    account: UserId,
    now: DateTime<Utc>,
) -> Result<Written, ActionError> {
    let (known, spoken) = {
        let mut db = store.read().await?;
        (contacts::of_account(&mut db, account).await?, contacts::languages(&mut db).await?)
    };
    let own = known.iter().find_map(|one| one.language);
    let theirs = known.first().map(|one| one.organisation.language);
    // Who is not known is spoken to as everybody is here, if all are spoken to alike.
    let of_all = spoken.first().copied().filter(|_| spoken.len() == 1);
    let language = own.or(theirs).or(of_all).unwrap_or(Language::English);
    let mut meetings = Vec::new();
    for contact in &known {
        let caller = Caller::in_guild(contact.organisation.guild, account);
        let own = choices::own_meetings(store, caller, now).await?;
        meetings.extend(own.next.into_iter().map(|view| (own.person, view)));
    }
    meetings.sort_by_key(|(_, view)| view.meeting.starts);
    meetings.truncate(MOST);
    Ok(Written { language, is_known: !known.is_empty(), meetings })
}

/// Notes in which language somebody uses the bot, where that is new.
///
/// # Errors
/// Where it cannot be read or written.
pub async fn note_language(
    store: &Store,
    account: UserId,
    language: Language,
) -> Result<(), ActionError> {
    let known = {
        let mut db = store.read().await?;
        contacts::of_account(&mut db, account).await?
    };
    if known.iter().any(|one| one.language != Some(language)) {
        let mut db = store.writer().await?;
        contacts::set_language(&mut db, account, language).await?;
    }
    Ok(())
}
