//! Who leads when: offices have days, a change of chair is prepared for its day, and what was stays.

use kallelse::actions::registry::seat::SeatChange;
use serde_json::json;

use super::group;
use crate::harness::{TestApp, at};

/// In the order of the command's choices.
const CHAIR: usize = 0;
const MEMBER: usize = 2;

impl TestApp {
    async fn roster(&self, date: &str) -> String {
        let asked = json!({ "group": "Äldre", "date": date });
        self.official("Äldre").command("group roster", asked).await.words()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_chair_is_prepared_for_its_day() {
    let t = TestApp::spawn().await;
    // From April on Sala's member leads, and the region's chair is a member.
    let april = json!({ "office": MEMBER, "from": "2027-04-01" });
    t.change_seat("ordförande, Äldre", SeatChange::Office, april)
        .await
        .expect("Sparat.")
        .expect("från 1 april 2027");
    let april = json!({ "office": CHAIR, "from": "2027-04-01" });
    t.change_seat("Sala", SeatChange::Office, april)
        .await
        .expect("✏️ Sala (plats 10) blir Sala, ordförande (plats 10) från 1 april 2027")
        .expect("Sala (plats 10) till och med 31 mars 2027")
        .expect("Sala, ordförande (plats 10) från 1 april 2027");
    for (day, leads) in [("2027-03-31", false), ("2027-04-01", true)] {
        let told = t.roster(day).await;
        assert_eq!(told.contains("Sala, ordförande (plats 10)"), leads, "{day}: {told}");
        assert_eq!(
            told.contains("Region Västmanland, ordförande (plats 1)"),
            !leads,
            "{day}: {told}"
        );
    }
    t.official("Äldre")
        .command("group log", group())
        .await
        .expect("Sala (plats 10), funktion: ledamot → ordförande från 1 april 2027");

    // Rights follow the day.
    let schedule = |who: &str, date: &str| {
        let (who, date) = (t.person(who).id, date.to_owned());
        let t = &t;
        async move {
            let asked =
                json!({ "group": "Äldre", "date": date, "time": "09:00", "place": "Sal 3" });
            crate::harness::Person::new(t, who).command("meeting schedule", asked).await
        }
    };
    let (sala, chair) = ("Sala, ledamot, Äldre", "Regionen, ordförande, Äldre");
    schedule(sala, "2027-05-06").await.expect("Det får bara");
    schedule(chair, "2027-05-06").await.expect("bokat");
    t.until(at("2027-04-02T09:00:00+02:00")).await;
    schedule(chair, "2027-05-13").await.expect("Det får bara");
    schedule(sala, "2027-05-13").await.expect("bokat");
    // Who led in March is known in April, and is not changed any more.
    let told = t.roster("2027-03-15").await;
    assert!(told.contains("Region Västmanland, ordförande (plats 1)"), "{told}");
    let past = json!({ "office": MEMBER, "from": "2027-03-01" });
    t.change_seat("Sala", SeatChange::Office, past)
        .await
        .expect("1 mars 2027 har redan varit, och vem som ledde gruppen då ändras inte");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_will_be_wrong_is_found_beforehand_and_what_is_planned_can_be_taken_back() {
    let t = TestApp::spawn().await;
    let april = json!({ "office": MEMBER, "from": "2027-04-01" });
    t.change_seat("ordförande, Äldre", SeatChange::Office, april).await.expect("Sparat.");
    let check = async || t.official("Äldre").command("group check", group()).await.words();
    let told = check().await;
    assert!(told.contains("Från 1 april 2027: "), "{told}");
    // What the group has from today on, until what is planned, says nothing of April.
    let back = json!({ "office": CHAIR, "from": "2027-04-01" });
    t.change_seat("ordförande, Äldre", SeatChange::Office, back).await.expect("Sparat.");
    let told = check().await;
    assert!(!told.contains("Från 1 april 2027: "), "{told}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_leads_from_a_later_day_by_their_seat_is_protected() {
    let t = TestApp::spawn().await;
    // At home in Äldre, a member of Barn/unga whose seat is the chair's from April on.
    let sala = "Sala, ledamot, Äldre";
    t.without_account(sala).await;
    let theirs = t.official("Barn/unga");
    let seated = json!({ "group": "Barn/unga", "change": super::choice(SeatChange::Ordinary), "seat": "4", "person": sala });
    theirs.command("group seat", seated).await.expect("Sparat.");
    let chair = json!({ "group": "Barn/unga", "change": super::choice(SeatChange::Office), "seat": "4", "office": CHAIR, "from": "2027-04-01" });
    theirs.command("group seat", chair).await.expect("Sparat.");
    let mine = t.stranger().await;
    let linked = json!({ "person": sala, "account": mine.id });
    t.official("Äldre").command("me link", linked).await.expect("ger rättigheter i Barn/unga");
    t.finish().await;
}
