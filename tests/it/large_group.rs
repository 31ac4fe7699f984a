//! A group of two hundred and fifty: everybody is pinged, in as few messages as Discord allows.

use std::collections::BTreeMap;

use kallelse::domain::account::{GuildId, UserId};
use kallelse::domain::appointment::Appointment;
use kallelse::domain::id::{AppointmentId, PersonId, SeatId};
use kallelse::domain::period::Period;
use kallelse::domain::person::Person;
use kallelse::domain::roster::SeatAs;
use kallelse::domain::seat::{Capacity, Seat};
use kallelse::store::{appointments, groups, organisations, people, seats};
use serde_json::{Value, json};

use crate::harness::{TestApp, at};

/// How many members more: seven of eight have an account.
const MORE: i64 = 270;
const FIRST_ACCOUNT: i64 = 1_599_000_000_000_000_000;

fn is_linked(number: &i64) -> bool {
    number % 8 != 7
}

impl TestApp {
    /// Äldre, whose 14 members have accounts, with many more, some of whom have none.
    async fn grow(&self) {
        let store = &self.demo.bot.store;
        let guild = GuildId(self.demo.guild.id.parse().expect("an id"));
        let now = self.demo.clock.now();
        let mut db = store.begin().await.expect("a transaction");
        let found = organisations::organisation_of_guild(&mut db, guild).await.expect("read");
        let organisation = found.expect("an organisation").id;
        let all = groups::groups_of(&mut db, organisation).await.expect("groups");
        let group = all.iter().find(|group| group.name == "Äldre").expect("the group").id;
        let model = seats::seats_of(&mut db, organisation, group, now.date_naive())
            .await
            .expect("seats")[5]
            .clone();
        let (mut new_people, mut new_seats, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..MORE {
            let account = is_linked(&number).then_some(UserId(FIRST_ACCOUNT + number));
            let person = Person {
                id: PersonId(store.next_id(now)),
                name: format!("Ledamot {number}"),
                account,
            };
            let seat = SeatId(store.next_id(now));
            new_seats.push(SeatAs {
                seat: Seat { id: seat, ..model.seat.clone() },
                number: 100 + number,
                to: None,
            });
            held.push(Appointment {
                id: AppointmentId(store.next_id(now)),
                seat,
                person: person.id,
                capacity: Capacity::Ordinary,
                period: Period { from: now.date_naive(), to: None },
            });
            new_people.push(person);
        }
        people::insert_people(&mut db, organisation, &new_people).await.expect("people");
        seats::insert_seats(&mut db, organisation, group, &new_seats).await.expect("seats");
        appointments::insert_appointments(&mut db, organisation, &held).await.expect("held");
        db.commit().await.expect("committed");
    }

    /// How often each account was pinged in the channel of Äldre, and by how many messages.
    async fn pinged(&self) -> (BTreeMap<String, usize>, usize) {
        let path = format!("/api/v10/channels/{}/messages", self.channel("äldre"));
        let traffic = self.traffic().await;
        let posts = traffic.iter().filter(|one| {
            one["method"] == "POST"
                && one["path"].as_str().is_some_and(|at| path.ends_with(at) || at == path)
        });
        let (mut pinged, mut messages) = (BTreeMap::new(), 0);
        for post in posts {
            let users = post["body"]["allowed_mentions"]["users"].as_array().cloned();
            let users = users.unwrap_or_default();
            messages += usize::from(!users.is_empty());
            let text = post["body"]["content"].as_str().unwrap_or_default();
            assert!(text.chars().count() <= 2000);
            for user in users.iter().filter_map(Value::as_str) {
                assert!(text.contains(&format!("<@{user}>")), "pinged by name: {text}");
                *pinged.entry(user.to_owned()).or_default() += 1;
            }
        }
        (pinged, messages)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_in_a_large_group_is_pinged_once() {
    let t = TestApp::spawn().await;
    t.grow().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let (pinged, messages) = t.pinged().await;
    let linked = 14 + (0..MORE).filter(is_linked).count();
    assert_eq!(linked, 251);
    assert_eq!(pinged.len(), linked);
    assert!(pinged.values().all(|times| *times == 1), "{pinged:?}");
    assert_eq!(messages, 3, "as few as there can be");

    // Called off: all hear of that as well, but the chair, who did it.
    t.chair("Äldre").cancels(json!({ "meeting": meeting })).await.expect("inställt");
    let (again, messages) = t.pinged().await;
    assert_eq!(again.values().filter(|times| **times == 2).count(), linked - 1);
    assert_eq!(messages, 6);
    t.finish().await;
}
