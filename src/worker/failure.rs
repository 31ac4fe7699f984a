//! Why a message did not arrive, and what that says about trying again.

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::ActionError;
use crate::discord::send::{SendError, code};
use crate::domain::notice::{Destination, ENOUGH_TRIES, Notice, Obstacle, PATIENCE_WITH_A_WAY};
use crate::store::outbox::Outcome;

/// Why a notice did not arrive.
pub enum Failure {
    /// Nobody can be reached that way: what stands in the way, and in which words.
    Person(Obstacle, String),
    /// The place does not take it. It may, once somebody has put that right.
    Place(Obstacle, String),
    /// The message that it was about is no more.
    Deleted(String),
    /// It may pass by itself. Nothing was posted: the way there was not open, or could not be looked at.
    Unopened(SendError),
    /// It may pass by itself. All tries before are known not to have arrived.
    Http(SendError),
    Facts(ActionError),
}

/// What to do about it.
pub enum Next {
    /// The next way to whoever is to be told.
    Elsewhere(Obstacle, String),
    /// Wait until the place takes it.
    WaitForPlace(Obstacle, String),
    /// Try again, after a pause of its own where the server has asked for one.
    Again { outcome: Outcome, pause: Option<TimeDelta>, why: String },
}

/// Whether a way to somebody has been tried for so long, and so often, that the next one is: a bot that was not
/// there has not tried. What is for all who follow a thread is waited for while it is of use.
pub fn is_tried_for_long(notice: &Notice, now: DateTime<Utc>) -> bool {
    let is_a_way = matches!(notice.owed.destination, Destination::Direct | Destination::Thread)
        && notice.owed.person.is_some();
    let since = notice.first_attempt.filter(|_| is_a_way && notice.attempts >= ENOUGH_TRIES);
    since.is_some_and(|since| now - since >= PATIENCE_WITH_A_WAY)
}

impl Failure {
    pub fn place(obstacle: Obstacle, why: &str) -> Self {
        Self::Place(obstacle, why.to_owned())
    }

    /// As it is where nothing was posted yet.
    pub fn before_posting(self) -> Self {
        match self {
            Self::Http(error) => Self::Unopened(error),
            other => other,
        }
    }

    /// What to do about a notice that did not arrive because of it. `last_arrival` is when anything last did.
    ///
    /// # Errors
    /// Where the facts could not be read.
    pub fn then(
        self,
        notice: &Notice,
        last_arrival: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Next, ActionError> {
        let place = notice.owed.destination;
        // A server that has taken nothing else since is away, and so is every other way.
        let works = last_arrival >= notice.first_attempt;
        let is_over = is_tried_for_long(notice, now);
        let again = |outcome, pause, why| Next::Again { outcome, pause, why };
        Ok(match self {
            Self::Facts(error) => return Err(error),
            Self::Person(obstacle, why) => Next::Elsewhere(obstacle, why),
            // The post that the thread was to hang under is put up again.
            Self::Deleted(why) if place == Destination::Thread && !is_over => {
                again(Outcome::NotPosted, None, why)
            }
            Self::Deleted(why) => {
                return Self::Place(Obstacle::Gone, why).then(notice, last_arrival, now);
            }
            Self::Place(obstacle, why) => match place {
                Destination::Thread => Next::Elsewhere(obstacle, why),
                Destination::Direct if is_over => Next::Elsewhere(obstacle, why),
                Destination::Direct => again(Outcome::NotPosted, None, why),
                Destination::Channel
                | Destination::Officials
                | Destination::Calendar
                | Destination::Notes => Next::WaitForPlace(obstacle, why),
            },
            // Nobody is turned to elsewhere who may have been told before.
            Self::Unopened(error) => {
                let is_over = is_over && notice.open_tries <= 1 && is_about_the_way(&error, works);
                shut(&error, is_over, Outcome::NotPosted)
            }
            Self::Http(SendError::Ambiguous(why)) => again(Outcome::Unknown, None, why),
            Self::Http(error) => {
                let is_over = is_over && is_about_the_way(&error, works);
                shut(&error, is_over, Outcome::NoneArrived)
            }
        })
    }
}

/// A refused token and a server that is away are so for every way. Where it `works` otherwise, it is not away.
const fn is_about_the_way(error: &SendError, works: bool) -> bool {
    match error {
        SendError::NotSent(_) | SendError::Refused { status: 401, .. } => false,
        SendError::Ambiguous(_)
        | SendError::RateLimited(_)
        | SendError::Refused { status: 500.., .. } => works,
        SendError::Refused { .. } | SendError::TooLarge(_) | SendError::ForeignFile => true,
    }
}

/// Of a way that is shut: the next one if it has been so for long, or else the same again.
fn shut(error: &SendError, is_over: bool, outcome: Outcome) -> Next {
    let why = error.to_string();
    if is_over {
        return Next::Elsewhere(Obstacle::Other, why);
    }
    let pause = match error {
        SendError::RateLimited(wait) => {
            let asked = TimeDelta::from_std(*wait).unwrap_or(PATIENCE_WITH_A_WAY);
            Some(asked.min(PATIENCE_WITH_A_WAY))
        }
        _ => None,
    };
    Next::Again { outcome, pause, why }
}

/// Only what Discord refuses with a code of its own is about the person or the place. Any other refusal may be
/// that of something in between, and passes (documentation, "JSON Error Codes").
impl From<SendError> for Failure {
    fn from(error: SendError) -> Self {
        let SendError::Refused { status, code, .. } = &error else { return Self::Http(error) };
        if *code == code::UNKNOWN_MESSAGE {
            return Self::Deleted(error.to_string());
        }
        // A token that is refused, a request that took too long, one that met another.
        if *code == 0 || matches!(status, 401 | 408 | 409) {
            return Self::Http(error);
        }
        let why = error.to_string();
        match *code {
            code::CANNOT_DM => Self::Person(Obstacle::ClosedDirect, why),
            code::UNKNOWN_USER | code::NO_MUTUAL_GUILD => Self::Person(Obstacle::NotMember, why),
            code::UNKNOWN_CHANNEL => Self::Place(Obstacle::Gone, why),
            code::NO_ACCESS => Self::Place(Obstacle::Hidden, why),
            code::NO_PERMISSION => Self::Place(Obstacle::Forbidden, why),
            code::THREAD_LOCKED | code::THREAD_ARCHIVED => Self::Place(Obstacle::Locked, why),
            _ => Self::Place(Obstacle::Other, why),
        }
    }
}

impl<E: Into<ActionError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Facts(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, code: u64) -> Failure {
        SendError::Refused { status, code, message: String::new() }.into()
    }

    #[test]
    fn what_discord_gives_no_code_for_passes() {
        for status in [400, 401, 403, 404, 408, 409, 413] {
            assert!(matches!(of(status, 0), Failure::Http(_)), "{status}");
        }
        for status in [408, 409] {
            assert!(matches!(of(status, 50013), Failure::Http(_)), "{status}");
        }
    }

    #[test]
    fn who_takes_no_messages_is_told_apart_from_a_place_that_takes_none() {
        assert!(matches!(of(403, 50007), Failure::Person(Obstacle::ClosedDirect, _)));
        assert!(matches!(of(403, 50278), Failure::Person(Obstacle::NotMember, _)));
        assert!(matches!(of(403, 50013), Failure::Place(Obstacle::Forbidden, _)));
        assert!(matches!(of(403, 50001), Failure::Place(Obstacle::Hidden, _)));
        assert!(matches!(of(404, 10003), Failure::Place(Obstacle::Gone, _)));
        assert!(matches!(of(400, 50035), Failure::Place(Obstacle::Other, _)));
        assert!(matches!(of(404, 10008), Failure::Deleted(_)));
    }
}
