//! Scheduled events of a guild (documentation, "Guild Scheduled Event").

use chrono::{DateTime, Utc};

/// How far an event has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventStatus {
    Scheduled = 1,
    Active = 2,
    Completed = 3,
    Canceled = 4,
}

impl EventStatus {
    pub fn from_number(number: u64) -> Option<Self> {
        let all = [Self::Scheduled, Self::Active, Self::Completed, Self::Canceled];
        all.into_iter().find(|status| *status as u64 == number)
    }

    /// Whether an event may go from one state to the other.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Scheduled, Self::Active | Self::Canceled) | (Self::Active, Self::Completed)
        ) || (self == next && !self.is_over())
    }

    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Canceled)
    }
}

/// An event somewhere outside Discord: the kind that needs a place and an end.
#[derive(Clone, Debug)]
pub struct ScheduledEvent {
    pub id: u64,
    pub guild: u64,
    pub creator: u64,
    pub name: String,
    pub description: Option<String>,
    pub location: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub status: EventStatus,
}

impl ScheduledEvent {
    /// Whether it is still to be held, or being held: Discord ends events by itself.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.status.is_over() && self.ends > now
    }
}

#[cfg(test)]
mod tests {
    use super::EventStatus::{Active, Canceled, Completed, Scheduled};

    #[test]
    fn an_event_goes_forward_and_ends_once() {
        assert!(Scheduled.may_become(Active) && Scheduled.may_become(Canceled));
        assert!(Active.may_become(Completed) && !Active.may_become(Scheduled));
        assert!(!Scheduled.may_become(Completed) && !Canceled.may_become(Scheduled));
        assert!(Scheduled.may_become(Scheduled) && !Completed.may_become(Completed));
    }
}
