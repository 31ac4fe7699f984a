//! Everybody's own line: what one person does is carried out in the order in which they did it, once each.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::domain::account::{InteractionId, UserId};

/// When there are more lines than this, those in which nobody waits are closed.
const MANY: usize = 10_000;

/// All lines, by whose they are.
#[derive(Default)]
pub struct Lines(Mutex<HashMap<UserId, End>>);

/// The end of a line.
struct End {
    newest: InteractionId,
    /// Closed when the newest is through.
    through: watch::Receiver<()>,
}

/// A place in a line. Whoever comes behind waits until it is given up.
pub struct PlaceInLine {
    before: Option<watch::Receiver<()>>,
    _through: watch::Sender<()>,
}

impl Lines {
    /// A place behind everything that the same person has done before. `None` where something that they have
    /// done later, or this, has been here already: the gateway tells what it has told before.
    pub fn take_place(&self, account: UserId, interaction: InteractionId) -> Option<PlaceInLine> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.get(&account).is_some_and(|end| end.newest >= interaction) {
            return None;
        }
        if lines.len() > MANY {
            lines.retain(|_, end| end.through.has_changed().is_ok());
        }
        let (sender, through) = watch::channel(());
        let before = lines.insert(account, End { newest: interaction, through });
        Some(PlaceInLine { before: before.map(|end| end.through), _through: sender })
    }

    /// Whether nothing that the same person has done later stands behind it.
    pub fn is_last(&self, account: UserId, interaction: InteractionId) -> bool {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(&account).is_none_or(|end| end.newest == interaction)
    }
}

impl PlaceInLine {
    /// Returns when all before have given up their places.
    pub async fn is_first(&mut self) {
        if let Some(before) = &mut self.before {
            // That nobody holds it any more is an error to the channel, and what is waited for.
            while before.changed().await.is_ok() {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    const ANNA: UserId = UserId(1);
    const BO: UserId = UserId(2);

    #[test]
    fn each_waits_for_what_the_same_person_did_before() {
        let lines = Lines::default();
        let place = |account, id| lines.take_place(account, InteractionId(id)).expect("a place");
        let (mut first, mut second, mut third) =
            (place(ANNA, 10), place(ANNA, 11), place(ANNA, 12));
        let mut other = place(BO, 5);
        assert!(first.is_first().now_or_never().is_some());
        assert!(other.is_first().now_or_never().is_some(), "nobody waits for others");
        assert!(second.is_first().now_or_never().is_none());
        assert!(third.is_first().now_or_never().is_none());
        drop(first);
        assert!(second.is_first().now_or_never().is_some());
        assert!(third.is_first().now_or_never().is_none());
        drop(second);
        assert!(third.is_first().now_or_never().is_some());
    }

    #[test]
    fn what_has_been_here_or_comes_too_late_has_no_place() {
        let lines = Lines::default();
        let place = |id| lines.take_place(ANNA, InteractionId(id)).is_some();
        assert!(place(10) && place(12));
        assert!(!place(12), "told again");
        assert!(!place(11), "a later word has been carried out");
        assert!(place(13));
        assert!(lines.take_place(BO, InteractionId(11)).is_some());
    }
}
