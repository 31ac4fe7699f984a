//! In which order the items of an agenda stand.

use crate::domain::id::ItemId;

/// Where on an agenda an item is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemPlace {
    First,
    Last,
    /// Behind another; last, where that is there no more.
    After(ItemId),
    /// One place nearer to the beginning.
    Earlier,
    /// One place nearer to the end.
    Later,
}

/// The order with an item at its place in it. Places are told by what stands beside, so that two people who order at
/// once both get what they asked for.
pub fn placed(order: &[ItemId], item: ItemId, place: ItemPlace) -> Vec<ItemId> {
    let before = order.iter().position(|one| *one == item);
    let mut others: Vec<ItemId> = order.iter().copied().filter(|one| *one != item).collect();
    let at = match place {
        ItemPlace::First => 0,
        ItemPlace::Last => others.len(),
        ItemPlace::After(other) => {
            others.iter().position(|one| *one == other).map_or(others.len(), |at| at + 1)
        }
        ItemPlace::Earlier => before.map_or(others.len(), |at| at.saturating_sub(1)),
        ItemPlace::Later => before.map_or(others.len(), |at| (at + 1).min(others.len())),
    };
    others.insert(at, item);
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(all: &[i64]) -> Vec<ItemId> {
        all.iter().copied().map(ItemId).collect()
    }

    #[test]
    fn an_item_stands_where_it_was_asked_for() {
        let order = ids(&[1, 2, 3]);
        let at = |item, place| placed(&order, ItemId(item), place);
        assert_eq!(at(3, ItemPlace::First), ids(&[3, 1, 2]));
        assert_eq!(at(1, ItemPlace::Last), ids(&[2, 3, 1]));
        assert_eq!(at(1, ItemPlace::After(ItemId(2))), ids(&[2, 1, 3]));
        assert_eq!(at(2, ItemPlace::Earlier), ids(&[2, 1, 3]));
        assert_eq!(at(2, ItemPlace::Later), ids(&[1, 3, 2]));
        assert_eq!(at(1, ItemPlace::Earlier), order, "it is the first");
        assert_eq!(at(3, ItemPlace::Later), order, "it is the last");
        assert_eq!(at(9, ItemPlace::Last), ids(&[1, 2, 3, 9]), "a new one");
        assert_eq!(
            at(9, ItemPlace::After(ItemId(8))),
            ids(&[1, 2, 3, 9]),
            "behind one that is gone"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_others_keep_their_order(
            count in 0..9i64, item in 0..10i64, other in 0..10i64, which in 0..5usize
        ) {
            let order = ids(&(0..count).collect::<Vec<_>>());
            let places =
                [ItemPlace::First, ItemPlace::Last, ItemPlace::After(ItemId(other)), ItemPlace::Earlier, ItemPlace::Later];
            let after = placed(&order, ItemId(item), places[which]);
            let without = |all: &[ItemId]| -> Vec<ItemId> {
                all.iter().copied().filter(|one| *one != ItemId(item)).collect()
            };
            prop_assert_eq!(without(&after), without(&order));
            prop_assert_eq!(after.iter().filter(|one| **one == ItemId(item)).count(), 1);
        }
    }
}
