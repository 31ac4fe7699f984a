//! A long file, from its bytes to the commit.

use std::time::Instant;

use kallelse::actions::Caller;
use kallelse::actions::progress::Progress;
use kallelse::actions::registry::import;
use kallelse::domain::account::{GuildId, UserId};
use kallelse::domain::id::GroupId;
use kallelse::sheet::{self, Format};
use kallelse::store::{Store, groups, organisations};
use tempfile::TempDir;

use crate::planning::stored;

const ROWS: usize = 10_000;

/// The first group of the stored organisation.
pub async fn first_group(store: &Store) -> GroupId {
    let mut db = store.read().await.expect("a connection");
    let organisation = organisations::organisation_of_guild(&mut db, GuildId(1)).await;
    let organisation = organisation.expect("read").expect("an organisation").id;
    groups::groups_of(&mut db, organisation).await.expect("groups")[0].id
}

/// A file of a whole group, with a seat and two people in each row, from its bytes to the commit.
pub async fn measure() {
    let folder = TempDir::new().expect("a folder");
    let now = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = stored(&folder, now).await;
    let group = first_group(&store).await;
    let caller = Caller { administrator: true, ..Caller::in_guild(GuildId(1), UserId(1)) };
    println!("import of a group of {ROWS} rows, each a new seat with two new people");
    for (format, who) in [(Format::Csv, "A"), (Format::Xlsx, "B")] {
        let mut text = "appointer;kind;office;ordinary;substitute\n".to_owned();
        for number in 0..ROWS {
            text +=
                &format!("Arboga;kommun;ledamot;Ledamot {who}{number};Ersättare {who}{number}\n");
        }
        let rows = sheet::read(text.as_bytes()).expect("a file").rows;
        let bytes = sheet::write(format, kallelse::domain::language::Language::Swedish, &rows)
            .expect("a file");
        let started = Instant::now();
        let file = sheet::read(&bytes).expect("a file");
        let read = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let planned = import::plan(&store, caller, group, file, None, now).await.expect("planned");
        let compared = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let waiting = planned.import.expect("a difference");
        import::carry_out(&store, caller, waiting, &Progress::default(), now).await.expect("done");
        let written = started.elapsed().as_secs_f64();
        let all = read + compared + written;
        println!(
            "  {}: read {read:.2} s, compared and shown {compared:.2} s, carried out {written:.2} s, in all {all:.2} s   (aim: at most 2)",
            format.ending()
        );
    }
}
