//! What has become of an agenda since somebody saw it.

use super::item::{Document, Item, Participant, Purpose};
use crate::domain::id::{DocumentId, ItemId};

/// An item as somebody has seen it: what is worth telling when it changes. Kept as JSON.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Seen {
    pub item: ItemId,
    pub title: String,
    pub purpose: Purpose,
    pub minutes: i64,
    pub presenter: Option<Participant>,
    pub documents: Vec<DocumentId>,
}

impl Seen {
    /// An item with its documents, as it is seen now.
    pub fn of(item: &Item, documents: &[Document]) -> Self {
        Self {
            item: item.id,
            title: item.title.to_string(),
            purpose: item.purpose,
            minutes: item.minutes,
            presenter: item.presenter.clone(),
            documents: documents.iter().map(|one| one.id).collect(),
        }
    }
}

/// What is new about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemChange {
    Title,
    Purpose,
    Minutes,
    Presenter,
    Documents,
}

/// How two agendas differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those that have come, in their order.
    pub added: Vec<Seen>,
    /// Those that are there no more, as they were.
    pub removed: Vec<Seen>,
    /// Those that are other than they were, as they are, each with what is new.
    pub changed: Vec<(Seen, Vec<ItemChange>)>,
    /// Those that stayed stand in another order.
    pub reordered: bool,
}

impl Difference {
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && !self.reordered
    }

    /// Whether an item has come.
    pub fn is_new(&self, item: ItemId) -> bool {
        self.added.iter().any(|one| one.item == item)
    }

    /// Whether an item is other than it was.
    pub fn is_changed(&self, item: ItemId) -> bool {
        self.changed.iter().any(|(one, _)| one.item == item)
    }
}

/// How an agenda differs from what it was.
pub fn difference(before: &[Seen], after: &[Seen]) -> Difference {
    let in_ = |all: &[Seen], item: ItemId| all.iter().find(|one| one.item == item).cloned();
    let stayed = |all: &[Seen], other: &[Seen]| -> Vec<ItemId> {
        all.iter().map(|one| one.item).filter(|item| in_(other, *item).is_some()).collect()
    };
    let changed = after.iter().filter_map(|now| {
        let changes = changes(&in_(before, now.item)?, now);
        (!changes.is_empty()).then(|| (now.clone(), changes))
    });
    Difference {
        added: after.iter().filter(|one| in_(before, one.item).is_none()).cloned().collect(),
        removed: before.iter().filter(|one| in_(after, one.item).is_none()).cloned().collect(),
        changed: changed.collect(),
        reordered: stayed(before, after) != stayed(after, before),
    }
}

fn changes(before: &Seen, after: &Seen) -> Vec<ItemChange> {
    let Seen { item: _, title, purpose, minutes, presenter, documents } = after;
    let all = [
        (ItemChange::Title, *title != before.title),
        (ItemChange::Purpose, *purpose != before.purpose),
        (ItemChange::Minutes, *minutes != before.minutes),
        (ItemChange::Presenter, *presenter != before.presenter),
        (ItemChange::Documents, *documents != before.documents),
    ];
    all.into_iter().filter(|(_, is_new)| *is_new).map(|(change, _)| change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(item: i64, minutes: i64) -> Seen {
        Seen {
            item: ItemId(item),
            title: format!("Ärende {item}"),
            purpose: Purpose::Discussion,
            minutes,
            presenter: None,
            documents: Vec::new(),
        }
    }

    #[test]
    fn what_came_went_and_changed_is_told_apart() {
        let before = [seen(1, 10), seen(2, 10), seen(3, 10)];
        let after = [seen(1, 10), seen(3, 20), seen(4, 5)];
        let found = difference(&before, &after);
        assert_eq!(found.added, [seen(4, 5)]);
        assert_eq!(found.removed, [seen(2, 10)]);
        assert_eq!(found.changed, [(seen(3, 20), vec![ItemChange::Minutes])]);
        assert!(!found.reordered, "what came and went moves nobody");
        let turned = [seen(2, 10), seen(1, 10), seen(3, 10)];
        assert!(difference(&before, &turned).reordered);
        assert!(difference(&before, &before).is_empty());
    }

    proptest! {
        /// What is changed and changed back is no change.
        #[test]
        fn an_agenda_does_not_differ_from_itself(items in prop::collection::vec((0..9i64, 1..60i64), 0..9)) {
            let mut items: Vec<Seen> = items.into_iter().map(|(item, minutes)| seen(item, minutes)).collect();
            items.sort_by_key(|one| one.item);
            items.dedup_by_key(|one| one.item);
            prop_assert!(difference(&items, &items).is_empty());
            let all_new = difference(&[], &items);
            prop_assert_eq!(all_new.added.len(), items.len());
            prop_assert_eq!(difference(&items, &[]).removed.len(), items.len());
        }
    }
}
