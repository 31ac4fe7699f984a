//! An organisation to measure: the example, without anybody's account.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kallelse::domain::account::{ChannelId, GuildId};
use kallelse::domain::agenda::{Item, ItemState, Purpose};
use kallelse::domain::id::{ItemId, OrganisationId};
use kallelse::domain::meeting::Meeting;
use kallelse::domain::wording::Title;
use kallelse::store::Store;
use tempfile::TempDir;

/// A new store in a folder, with the organisation founded in it.
pub async fn founded(folder: &TempDir, file: &str, now: DateTime<Utc>) -> (Store, OrganisationId) {
    founded_in(&format!("sqlite://{}", folder.path().join(file).display()), now).await
}

/// The same in a database at an address.
pub async fn founded_in(url: &str, now: DateTime<Utc>) -> (Store, OrganisationId) {
    let store = Store::open(url).await.expect("a store");
    let files = kallelse::charter::example().expect("the example");
    let channels: HashMap<_, _> =
        files.channels().into_iter().map(|(name, _)| (name, ChannelId(1))).collect();
    let charter = files.charter(GuildId(1), &channels, HashMap::new()).expect("a charter");
    let founded = kallelse::actions::founding::found(&store, &charter, now).await;
    (store, founded.expect("founded"))
}

/// An item of a meeting's agenda.
pub fn item(id: ItemId, meeting: &Meeting, position: i64) -> Item {
    Item {
        id,
        organisation: meeting.organisation,
        group: meeting.group,
        meeting: Some(meeting.id),
        position,
        state: ItemState::Placed,
        decided: false,
        title: Title::parse(&format!("Ärende {position} om vården av äldre")).expect("a title"),
        background: None,
        purpose: if position == 0 { Purpose::Decision } else { Purpose::Discussion },
        minutes: 20,
        presenter: None,
        proposed_by: None,
    }
}
