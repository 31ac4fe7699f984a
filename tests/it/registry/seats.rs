//! Who comes and goes in a seat, and what it means for meetings that are called.

use chrono::TimeDelta;
use kallelse::actions::registry::seat::SeatChange;
use serde_json::json;

use super::{NEWCOMER, choice, group};
use crate::harness::{TestApp, button, words};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_successor_is_called_to_the_meeting_that_is_called_already_and_the_predecessor_told_once()
{
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.chair("Äldre").schedule("Äldre", "2027-03-12", "13:00").await.expect("är bokat");
    let reply = t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER })).await;
    reply.expect(
        "➕ Regionen, ledamot 1, Barn/unga blir ordinarie för Arboga (plats 4), från 5 mars 2027",
    );
    reply.expect("➖ Arboga, ledamot, Äldre slutar som ordinarie för Arboga (plats 4), sista dag 4 mars 2027");

    // The newcomer is invited to both meetings that are called, and can answer there.
    let invited = t.person(NEWCOMER).direct_messages().await;
    assert_eq!(invited.len(), 2, "{invited:#?}");
    assert!(words(&invited[0]).contains("Du är ordinarie för Arboga"));
    assert!(button(&invited[0], "Förhinder").is_some());
    // The predecessor hears of it once, with both meetings named.
    let told = t.member("Arboga").direct_messages().await;
    assert_eq!(told.len(), 1, "{told:#?}");
    let told = words(&told[0]);
    assert!(told.contains("Du har inte längre någon plats i Äldre"), "{told}");
    assert!(told.contains("11 mars 2027") && told.contains("12 mars 2027"), "{told}");

    // The newcomer's word counts, the predecessor's no longer.
    t.member("Arboga").press("Förhinder").await.expect("Du har ingen plats i den gruppen.");
    t.person(NEWCOMER).press_on(&invited[0], "Förhinder").await.expect("anmält förhinder");
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_from_a_later_day_is_told_as_that_and_of_the_meetings_after_it_alone() {
    let t = TestApp::spawn().await;
    let first = t.called_meeting().await;
    t.chair("Äldre").schedule("Äldre", "2027-03-12", "13:00").await.expect("är bokat");
    let second = t.newest_meeting().await;
    assert_ne!(first, second);
    let away = json!({ "meeting": second });
    t.member("Arboga").command("absence report", away).await.expect("anmält förhinder");
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    let from = "2027-03-12";
    let other = json!({ "person": "Regionen, ledamot 2, Barn/unga", "from": from });
    t.change_seat("Arboga", SeatChange::Substitute, other).await.expect("Sparat.");
    let reply = t
        .change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER, "from": from }))
        .await;
    reply.expect("sista dag 11 mars 2027");
    for person in [t.member("Arboga"), t.substitute("Arboga")] {
        let told = person.direct_messages().await;
        let told = told.iter().map(words).find(|one| one.contains("har du ingen plats"));
        let told = told.expect("a departure");
        assert!(told.contains("Från och med 12 mars 2027 har du ingen plats i Äldre"), "{told}");
        assert!(
            told.contains("12 mars 2027 kl. 13:00") && !told.contains("11 mars 2027"),
            "{told}"
        );
        // Whoever knows more than one organisation sees which one it is.
        assert!(told.contains("Samverkan Västmanland"), "{told}");
    }
    // Whoever is to come sees the meeting that they are called to, and can answer it.
    let newcomer = t.person(NEWCOMER);
    assert!(
        words(&newcomer.direct_messages().await[0])
            .contains("Du är ordinarie för Arboga när mötet hålls")
    );
    newcomer.command("absence list", json!({})).await.expect("12 mars 2027");
    newcomer.command("meeting show", json!({ "meeting": second })).await.expect("12 mars 2027");
    let offered = newcomer.suggestions("absence report", json!({ "meeting": "" }), "meeting").await;
    assert_eq!(offered.len(), 1, "{offered:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_who_is_replaced_before_the_meeting_is_called_is_told() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let away = json!({ "meeting": meeting });
    t.member("Arboga").command("absence report", away).await.expect("anmält förhinder");
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    let told = t.substitute("Arboga").direct_messages().await;
    let told = words(told.last().expect("a message"));
    assert!(told.contains("Du är inte ersättare för platsen den dagen. Du behövs inte."), "{told}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_called_for_another_seat_is_not_told_to_stay_at_home() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let substitute = t.substitute("Arboga");
    substitute.press("Jag kommer").await.expect("Vi räknar med dig");
    let name = "Arboga, ersättare, Äldre";
    t.change_seat("Sala", SeatChange::Ordinary, json!({ "person": name })).await.expect("Sparat.");
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    let told: Vec<String> = substitute.direct_messages().await.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Du är ordinarie för Sala")), "{told:#?}");
    assert!(!told.iter().any(|one| one.contains("Du behövs inte")), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_expected_elsewhere_is_not_released_and_whoever_was_only_asked_is() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let released = async |person: &crate::harness::Person<'_>| {
        let told = person.direct_messages().await;
        told.iter().map(words).any(|one| one.contains("Du behövs inte"))
    };
    // Stays the substitute of Arboga, and becomes the member for Sala: then Arboga has a new member.
    let arboga = t.substitute("Arboga");
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    arboga.press("Jag kommer").await.expect("Vi räknar med dig");
    let member = json!({ "person": "Arboga, ersättare, Äldre" });
    t.change_seat("Sala", SeatChange::Ordinary, member).await.expect("Sparat.");
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    assert!(!released(&arboga).await);
    // Accepted for Norberg, and only asked for Fagersta: then Norberg has another substitute.
    let norberg = t.substitute("Norberg");
    t.member("Norberg").press("Förhinder").await.expect("anmält förhinder");
    norberg.press("Jag kommer").await.expect("Vi räknar med dig");
    let both = json!({ "person": "Norberg, ersättare, Äldre" });
    t.change_seat("Fagersta", SeatChange::Substitute, both).await.expect("Sparat.");
    t.member("Fagersta").press("Förhinder").await.expect("anmält förhinder");
    let other = json!({ "person": "Regionen, ledamot 2, Barn/unga" });
    t.change_seat("9. Norberg", SeatChange::Substitute, other).await.expect("Sparat.");
    assert!(released(&norberg).await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_not_reach_its_reader_is_told_once_more_too() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": "Helt Ny" }))
        .await
        .expect("Sparat.");
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let asked = async || {
        let posts = t.official("Äldre").sees("tjänstemän-äldre").await;
        posts.iter().map(words).filter(|post| post.contains("Kalla Helt Ny själv")).count()
    };
    assert_eq!(asked().await, 1);
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    let named = json!({ "person": NEWCOMER });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, named)
        .await
        .expect("Planerat uppdrag tas bort");
    let back = json!({ "person": "Arboga, ledamot, Äldre" });
    t.change_seat("Arboga", SeatChange::Ordinary, back).await.expect("Sparat.");
    assert_eq!(asked().await, 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_or_a_person_that_was_wrong_is_put_right_by_who_says_it_again() {
    let t = TestApp::spawn().await;
    let until = async |person: Option<&str>, day: &str| {
        let mut options = json!({ "until": day });
        if let Some(person) = person {
            options["person"] = json!(person);
        }
        t.change_seat("Arboga", SeatChange::OrdinaryLeaves, options).await
    };
    let member = "Arboga, ledamot, Äldre";
    until(None, "2027-04-30").await.expect("sista dag 30 april 2027");
    until(None, "2027-05-31").await.expect("från 1 januari 2017 till och med 31 maj 2027 (förut");
    until(None, "2027-04-30").await.expect("sista dag 30 april 2027");
    // Another comes in May: then she may not stay.
    let may = json!({ "person": NEWCOMER, "from": "2027-05-01" });
    t.change_seat("Arboga", SeatChange::Ordinary, may).await.expect("från 1 maj 2027");
    until(Some(member), "2027-05-31")
        .await
        .expect(&format!("{NEWCOMER} har platsen från 1 maj 2027."));
    let named = json!({ "person": NEWCOMER });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, named)
        .await
        .expect("ordinarie för Arboga (plats 4)");
    until(Some(member), "2027-05-31").await.expect(
        "ordinarie för Arboga (plats 4): från 1 januari 2017 till och med 31 maj 2027 (förut",
    );
    // She is to be the substitute from June on: staying until the middle of July, she is from then.
    let june = json!({ "person": member, "from": "2027-06-01" });
    t.change_seat("Arboga", SeatChange::Substitute, june).await.expect("Sparat.");
    let reply = until(Some(member), "2027-07-15").await;
    reply.expect("ersättare för Arboga (plats 4): från 16 juli 2027 (förut från 1 juni 2027)");
    reply.expect("från 1 januari 2017 till och med 15 juli 2027 (förut");
    until(None, "2027-08-31").await.expect("från 1 september 2027 (förut från 16 juli 2027)");
    // Another comes in October: the last day is at most the one before.
    let october = json!({ "person": NEWCOMER, "from": "2027-10-01" });
    t.change_seat("Arboga", SeatChange::Ordinary, october).await.expect("Sparat.");
    until(Some(member), "2027-10-31")
        .await
        .expect("Välj en sista dag före det, senast 30 september 2027.");
    let named = json!({ "person": NEWCOMER });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, named)
        .await
        .expect("Planerat uppdrag tas bort");
    // Nobody is put back who left of their own accord, or without a day being said.
    let asked = t.member("Arboga").command("me erase", json!({})).await;
    t.member("Arboga")
        .press_on(&asked.0["message"], "Ta bort mina uppgifter")
        .await
        .expect("Klart.");
    until(None, "2027-05-31").await.expect("Platsen har ingen ordinarie den dagen.");

    // The wrong person, today; then the right one.
    t.change_seat("Sala", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    t.change_seat("Sala", SeatChange::Ordinary, json!({ "person": "Cia Ny" }))
        .await
        .expect("välj ändringen Den ordinarie slutar (eller Ersättaren slutar) och personen");
    t.change_seat("Sala", SeatChange::OrdinaryLeaves, json!({ "person": NEWCOMER }))
        .await
        .expect("ordinarie för Sala (plats 10)");
    t.change_seat("Sala", SeatChange::Ordinary, json!({ "person": "Cia Ny" }))
        .await
        .expect("Cia Ny blir ordinarie för Sala (plats 10), från 1 februari 2027");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_inherits_an_absence_and_the_substitute_is_released() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let told: Vec<String> =
        t.substitute("Arboga").direct_messages().await.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Du behövs inte som ersättare")), "{told:#?}");
    let posts = t.chair("Äldre").sees("äldre").await;
    let invitation = posts.iter().map(words).find(|post| post.contains("Kallelse: Äldre"));
    let invitation = invitation.expect("the invitation");
    assert!(invitation.contains("14 av 14 väntas komma"), "{invitation}");
    assert!(!invitation.contains("ersättare kommer"), "{invitation}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_moves_to_another_seat_after_an_absence_is_asked_anew() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let member = "Arboga, ledamot, Äldre";
    t.change_seat("Sala", SeatChange::Ordinary, json!({ "person": member }))
        .await
        .expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let told: Vec<String> = t.member("Arboga").direct_messages().await.iter().map(words).collect();
    let anew = "Du är ordinarie för Sala när mötet hålls";
    assert_eq!(told.iter().filter(|one| one.contains(anew)).count(), 1, "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_after_an_absence_takes_it_along_and_the_substitute_is_told() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, json!({})).await.expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let told: Vec<String> =
        t.substitute("Arboga").direct_messages().await.iter().map(words).collect();
    assert!(
        told[0].contains("Du behövs inte längre: den du skulle ersätta har lämnat platsen, och ingen ny är utsedd"),
        "{told:#?}"
    );
    assert!(told[1].contains("Du behövs inte som ersättare längre"), "{told:#?}");
    let officials: Vec<String> =
        t.official("Äldre").sees("tjänstemän-äldre").await.iter().map(words).collect();
    let receipt = officials.iter().find(|one| one.contains("Förhinder: "));
    let receipt = receipt.expect("the receipt");
    assert!(receipt.contains("Förhinder: Arboga, ledamot, Äldre –"), "{receipt}");
    assert!(
        receipt.contains(
            "Arboga, ledamot, Äldre har inte platsen den dagen. Ingen ordinarie är utsedd."
        ),
        "{receipt}"
    );
    assert!(officials.iter().any(|one| one.contains("Tom plats: Arboga")), "{officials:#?}");

    // Somebody comes into the seat: the receipt says who.
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let officials: Vec<String> =
        t.official("Äldre").sees("tjänstemän-äldre").await.iter().map(words).collect();
    let told = format!("{NEWCOMER} är ordinarie då.");
    assert!(officials.iter().any(|one| one.contains(&told)), "{officials:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_that_is_put_right_asks_and_invites_once_more() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let of = async |person: &crate::harness::Person<'_>| {
        let told = person.direct_messages().await;
        told.iter().map(words).collect::<Vec<_>>()
    };
    let substitute = t.substitute("Arboga");
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    assert!(of(&substitute).await[1].contains("Du behövs inte som ersättare"));
    // The newcomer was entered by mistake: the member is put back, who was away.
    let named = json!({ "person": NEWCOMER, "until": "2027-03-04" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, named).await.expect("Sparat.");
    let back = json!({ "person": "Arboga, ledamot, Äldre" });
    t.change_seat("Arboga", SeatChange::Ordinary, back).await.expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let told = of(&substitute).await;
    assert!(told.last().expect("a message").contains("Kan du komma i stället för"), "{told:#?}");
    // The newcomer's invitation says that it is not theirs any more.
    let told = of(&t.person(NEWCOMER)).await;
    assert!(told[0].contains("Det här gäller inte dig längre"), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_asked_to_come_for_a_seat_that_is_gone() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.change_seat("Arboga", SeatChange::Abolish, json!({})).await.expect("Platsen tas bort");
    t.pass(TimeDelta::seconds(10)).await;
    let told = t.substitute("Arboga").direct_messages().await;
    assert!(words(&told[0]).contains("platsen är borttagen ur gruppen den dagen"), "{told:#?}");
    assert!(button(&told[0], "Jag kommer").is_none(), "{told:#?}");
    let last = "Från och med 6 mars 2027 har du ingen plats i Äldre";
    assert!(words(&told[1]).contains(last), "{told:#?}");
    let officials: Vec<String> =
        t.official("Äldre").sees("tjänstemän-äldre").await.iter().map(words).collect();
    assert!(
        officials
            .iter()
            .any(|one| one.contains("Platsen är borttagen ur gruppen när mötet hålls.")),
        "{officials:#?}"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_changes_places_with_the_substitute_is_told_that_they_are_called_no_longer() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let official = t.official("Äldre");
    let csv = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let files = t.files(&csv).await;
    let text = String::from_utf8(files[0].1.clone()).expect("UTF-8");
    let (member, substitute) = ("Arboga, ledamot, Äldre", "Arboga, ersättare, Äldre");
    let first_day = "2017-01-01";
    let changed: Vec<String> = text
        .lines()
        .map(|line| {
            if !line.contains(member) {
                return line.to_owned();
            }
            // Their days and accounts are those that are known; the new substitute's has an end.
            let line = line
                .replace(member, "§")
                .replace(substitute, member)
                .replace('§', substitute)
                .replace(first_day, "")
                .replace(&t.member("Arboga").id, "")
                .replace(&t.substitute("Arboga").id, "");
            let mut cells: Vec<&str> = line.split(';').collect();
            cells[10] = "2030-12-31";
            cells.join(";")
        })
        .collect();
    let shown = t.import(&official, "x.csv", changed.join("\n").into_bytes()).await;
    official.press_on(&shown.0["message"], "Genomför").await.expect("Klart.");
    let told = t.member("Arboga").direct_messages().await;
    assert_eq!(told.len(), 1, "{told:#?}");
    let told = words(&told[0]);
    assert!(
        told.contains("Du är inte längre ordinarie ledamot i Äldre, utan ersättare."),
        "{told}"
    );
    assert!(told.contains("11 mars 2027"), "{told}");
    let invited = t.substitute("Arboga").direct_messages().await;
    assert!(words(&invited[0]).contains("Du är ordinarie för Arboga"), "{invited:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_substitute_is_asked_about_the_absence_and_the_old_one_no_longer() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let asked = t.substitute("Arboga").direct_messages().await;
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let summons = t.person(NEWCOMER).direct_messages().await;
    assert!(words(&summons[0]).contains("Kan du komma i stället för"), "{summons:#?}");
    let old: Vec<String> =
        t.substitute("Arboga").direct_messages().await.iter().map(words).collect();
    assert!(old[0].contains("Det här gäller inte dig längre"), "{old:#?}");
    assert!(old[1].contains("Du har inte längre någon plats i Äldre"), "{old:#?}");
    assert_eq!(old.len(), 2);
    // An old phone still shows the button; it does nothing.
    let custom_id = button(&asked[0], "Jag kommer").expect("a button");
    let press = json!({ "message_id": asked[0]["id"], "custom_id": custom_id });
    let id = t.substitute("Arboga").id;
    let refused = t.post(&format!("/sandbox/users/{id}/press"), &press).await;
    assert_eq!(
        refused["message"]["content"].as_str().map(|_| ()),
        None,
        "the button is gone: {refused}"
    );
    t.person(NEWCOMER).press_on(&summons[0], "Jag kommer").await.expect("Vi räknar med dig");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_becomes_ordinary_from_a_day_and_who_sat_when_is_known_for_any_day() {
    let t = TestApp::spawn().await;
    let from = json!({ "from": "2027-04-01" });
    let reply = t.change_seat("Arboga", SeatChange::Promote, from).await;
    reply.expect(
        "➕ Arboga, ersättare, Äldre blir ordinarie för Arboga (plats 4), från 1 april 2027",
    );
    reply.expect("➖ Arboga, ersättare, Äldre slutar som ersättare");
    let official = t.official("Äldre");
    let on = async |date: &str| {
        let reply =
            official.command("group roster", json!({ "group": "Äldre", "date": date })).await;
        let told = reply.words();
        let line = told.lines().find(|line| line.contains("plats 4")).map(str::to_owned);
        line.unwrap_or_else(|| panic!("{told}"))
    };
    assert!(
        on("2027-03-31")
            .await
            .contains("Arboga, ledamot, Äldre · ersättare Arboga, ersättare, Äldre")
    );
    assert!(on("2027-04-01").await.contains("Arboga, ersättare, Äldre · ersättare saknas"));
    // Before the group's first day there was nobody, and no seat to sit in.
    let before = json!({ "group": "Äldre", "date": "2016-12-31" });
    official.command("group roster", before).await.expect("Gruppen har inga platser den dagen.");
    let seat = t.seat("Arboga").await;
    let history = official.command("group seat", json!({ "group": "Äldre", "seat": seat })).await;
    history
        .expect("Arboga, ledamot, Äldre, ordinarie, från 1 januari 2017 till och med 31 mars 2027");
    history.expect("Arboga, ersättare, Äldre, ordinarie, från 1 april 2027");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_left_vacant_is_told_to_chair_and_official_and_found_by_the_check() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, json!({}))
        .await
        .expect("sista dag 5 mars 2027");
    let alert = t.chair("Äldre").direct_messages().await;
    assert!(words(&alert[0]).contains("Ingen ordinarie är utsedd för platsen."), "{alert:#?}");
    let room = t.channel("tjänstemän-äldre");
    assert!(t.official("Äldre").pinged_in(room).await.is_empty(), "it was their own doing");
    assert_eq!(t.person("Biträdande tjänsteman, Äldre").pinged_in(room).await.len(), 1);
    let check = t.official("Äldre").command("group check", group()).await;
    check.expect(
        "⚠️ Arboga (plats 4) saknar ordinarie från 6 mars 2027. Be Arboga utse någon i tid.",
    );
    t.pass(TimeDelta::days(1)).await;
    let check = t.official("Äldre").command("group check", group()).await;
    check.expect("❗ Arboga (plats 4) saknar ordinarie. Be Arboga utse någon, och lägg in personen med /grupp plats.");
    // Filled again: the alert says so.
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    t.pass(TimeDelta::seconds(10)).await;
    let alert = words(&t.chair("Äldre").direct_messages().await[0]);
    assert!(alert.contains("Det här är inte längre aktuellt."), "{alert}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_leaves_on_the_day_that_is_filled_in_and_nothing_filled_in_is_unheeded() {
    let t = TestApp::spawn().await;
    let summer = json!({ "until": "2027-06-30" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, summer.clone())
        .await
        .expect("slutar som ordinarie för Arboga (plats 4), sista dag 30 juni 2027");
    t.change_seat("Sala", SeatChange::Abolish, summer)
        .await
        .expect("Platsen tas bort: Sala (plats 10), sista dag 30 juni 2027");
    let both = json!({ "from": "2027-04-01", "until": "2027-06-30" });
    let cases = [
        (SeatChange::SubstituteLeaves, both, "Fyll i en dag: den sista."),
        (
            SeatChange::Office,
            json!({ "office": 0, "until": "2027-04-01" }),
            "Fältet ”till” används inte",
        ),
        (SeatChange::Promote, json!({ "person": NEWCOMER }), "Fältet ”person” används inte"),
        (SeatChange::Ordinary, json!({ "person": "Bo", "kind": 1 }), "Fältet ”typ”"),
    ];
    for (change, options, told) in cases {
        t.change_seat("Köping", change, options).await.expect(told);
    }
    let new = json!({ "appointer": "Mars", "kind": 3, "from": "2027-07-01" });
    t.change_seat("", SeatChange::Add, new).await.expect("Fältet ”från” används inte");
    let other = json!({ "appointer": "Arboga", "kind": 1 });
    t.change_seat("", SeatChange::Add, other)
        .await
        .expect("Uppdragsgivaren finns redan, som kommun. Töm fältet typ.");
    let seat = t.seat("Köping").await;
    let official = t.official("Äldre");
    let unsaid = json!({ "group": "Äldre", "seat": seat, "person": NEWCOMER });
    official.command("group seat", unsaid).await.expect("Välj också vad som ska ändras.");
    let shown = official.command("group seat", json!({ "group": "Äldre", "seat": seat })).await;
    shown.expect("Köping, vice ordförande, Äldre, ordinarie, från 1 januari 2017");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_appointed_for_later_stays_when_the_member_leaves_sooner() {
    let t = TestApp::spawn().await;
    let july = json!({ "person": NEWCOMER, "from": "2027-07-01" });
    t.change_seat("Arboga", SeatChange::Ordinary, july).await.expect("från 1 juli 2027");
    let sooner = json!({ "until": "2027-05-31" });
    let reply = t.change_seat("Arboga", SeatChange::OrdinaryLeaves, sooner).await;
    reply.expect(
        "Arboga, ledamot, Äldre slutar som ordinarie för Arboga (plats 4), sista dag 31 maj 2027",
    );
    reply.expect("Regionen, ledamot 1, Barn/unga, ordinarie, från 1 juli 2027");
    // That she leaves then is said twice, and nothing else happens.
    let again = json!({ "until": "2027-05-31" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, again).await.expect("Så var det redan.");
    // Whoever was to come is named to be let go.
    let named = json!({ "person": NEWCOMER, "until": "2027-05-31" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, named).await.expect(
        "Planerat uppdrag tas bort: Regionen, ledamot 1, Barn/unga, ordinarie för Arboga (plats 4)",
    );
    let july = json!({ "person": NEWCOMER, "from": "2027-07-01" });
    t.change_seat("Arboga", SeatChange::Ordinary, july).await.expect("från 1 juli 2027");
    // In June nobody sits there: who leaves then is the one who was to come.
    let never = json!({ "until": "2027-06-15" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, never).await.expect(
        "Planerat uppdrag tas bort: Regionen, ledamot 1, Barn/unga, ordinarie för Arboga (plats 4)",
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_appointed_for_longer_than_there_is_the_seat() {
    let t = TestApp::spawn().await;
    let last = json!({ "until": "2027-06-30" });
    t.change_seat("Arboga", SeatChange::Abolish, last).await.expect("sista dag 30 juni 2027");
    let after = json!({ "person": NEWCOMER, "from": "2027-08-01" });
    t.change_seat("Arboga", SeatChange::Substitute, after)
        .await
        .expect("Platsen finns bara till och med 30 juni 2027.");
    let before = json!({ "person": NEWCOMER, "from": "2027-06-01" });
    t.change_seat("Arboga", SeatChange::Substitute, before)
        .await
        .expect("blir ersättare för Arboga (plats 4), från 1 juni 2027 till och med 30 juni 2027");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_and_not_picked_is_understood_or_told_of() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let ask = async |seat: &str| {
        official.command("group seat", json!({ "group": "Äldre", "seat": seat })).await
    };
    for typed in ["arboga", "4", "4.", "Arboga, ledamot, Äldre"] {
        ask(typed).await.expect("Arboga (plats 4)");
    }
    // The region has three seats, Mars none.
    for typed in ["Region Västmanland", "Mars"] {
        ask(typed).await.expect("Vi vet inte vilken plats du menar.");
    }
    // The same person, in small letters; and nobody by a number.
    let small = json!({ "person": NEWCOMER.to_lowercase(), "from": "2027-03-08" });
    t.change_seat("Arboga", SeatChange::Ordinary, small)
        .await
        .expect(&format!("{NEWCOMER} blir ordinarie"));
    let number = json!({ "person": "1804752000123" });
    t.change_seat("Sala", SeatChange::Ordinary, number.clone())
        .await
        .expect("Vi hittar inte den personen.");
    let mars = json!({ "appointer": "1804752000123", "kind": 3 });
    t.change_seat("", SeatChange::Add, mars).await.expect("Vi hittar inte den uppdragsgivaren.");
    // Somebody who is picked has that name already.
    let options = json!({ "group": "Äldre", "person": "Köping, vice" });
    let picked = official.suggestions("group seat", options, "person").await;
    let other = picked[0]["value"].as_str().expect("an id").to_owned();
    t.change_seat("Sala", SeatChange::RenameOrdinary, json!({ "person": other }))
        .await
        .expect("är upptaget");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_is_not_taken_twice_and_nothing_ends_before_it_begins() {
    let t = TestApp::spawn().await;
    let later = json!({ "person": NEWCOMER, "from": "2027-05-01" });
    t.change_seat("Arboga", SeatChange::Ordinary, later).await.expect("från 1 maj 2027");
    let cases = [
        (
            SeatChange::Ordinary,
            json!({ "person": "Bo", "from": "2027-04-01" }),
            "Regionen, ledamot 1, Barn/unga har platsen från 1 maj 2027.",
        ),
        (
            SeatChange::Ordinary,
            json!({ "person": "Bo", "from": "2027-04-01", "until": "2027-03-01" }),
            "Sista dagen ligger före den första.",
        ),
        (
            SeatChange::Ordinary,
            json!({ "person": "Bo", "from": "i våras" }),
            "går inte att läsa som en dag",
        ),
        (SeatChange::Ordinary, json!({}), "Skriv eller välj vem det gäller."),
        (SeatChange::Office, json!({}), "Välj vilken funktion platsen ska ha."),
        (SeatChange::OrdinaryLeaves, json!({ "from": "2099-01-01" }), "sista dag 1 januari 2099"),
        (
            SeatChange::RenameOrdinary,
            json!({ "person": "Köping, vice ordförande, Äldre" }),
            "Namnet Köping, vice ordförande, Äldre är upptaget.",
        ),
        (
            SeatChange::RenameOrdinary,
            json!({ "person": "Anna Ek" }),
            "Arboga, ledamot, Äldre heter nu Anna Ek.",
        ),
    ];
    for (change, options, told) in cases {
        t.change_seat("4. Arboga", change, options).await.expect(told);
    }
    t.change_seat("", SeatChange::Add, json!({ "appointer": "Mars" }))
        .await
        .expect("Uppdragsgivaren är ny. Välj också typ");
    t.change_seat("", SeatChange::Add, json!({})).await.expect("Skriv vem som utser till platsen");
    t.change_seat("", SeatChange::Abolish, json!({})).await.expect("Välj vilken plats det gäller.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_that_would_ping_format_or_turn_the_line_around_are_harmless() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    for name in [
        "@everyone **fet** <@1> https://evil.example".to_owned(),
        "فاطمة الزهراء 👩‍🦰".to_owned(),
        "An\u{202e}na".to_owned(),
        "å".repeat(200),
        "# rubrik\n> citat `kod` ||dold||".to_owned(),
    ] {
        t.change_seat("Arboga", SeatChange::OrdinaryLeaves, json!({ "from": "2027-01-31" })).await;
        t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": name }))
            .await
            .expect("Sparat.");
        let told = official.command("group roster", group()).await;
        assert_eq!(told.0["message"]["pinged"], json!([]), "{}", told.0);
        let line = told
            .words()
            .lines()
            .find(|line| line.contains("plats 4"))
            .expect("the seat")
            .to_owned();
        for forbidden in ["@everyone", "<@1>", "://", "\u{202e}", " # ", " ||d", "**fet"] {
            assert!(!line.contains(forbidden), "{forbidden:?} stands in {line}");
        }
    }
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": "å".repeat(201) }))
        .await
        .expect("Namnet är för långt. Högst 200 tecken får plats.");
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": " \u{202e} " }))
        .await
        .expect("Namnet saknas.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_their_own_substitute_and_no_history_is_lost_by_a_slip_of_the_pen() {
    let t = TestApp::spawn().await;
    let own = json!({ "person": "Arboga, ersättare, Äldre" });
    let reply = t.change_seat("Arboga", SeatChange::Ordinary, own).await;
    reply.expect("➖ Arboga, ersättare, Äldre slutar som ersättare för Arboga (plats 4), sista dag 31 januari 2027");
    reply.expect(
        "➕ Arboga, ersättare, Äldre blir ordinarie för Arboga (plats 4), från 1 februari 2027",
    );
    // A year that was typed wrongly would end what has been before it began.
    let wrong = json!({ "from": "2016-03-11" });
    for change in [SeatChange::OrdinaryLeaves, SeatChange::SubstituteLeaves, SeatChange::Abolish] {
        let refused = t.change_seat("Sala", change, wrong.clone()).await;
        refused.expect("Sista dagen ligger före den första. Kontrollera datumen.");
    }
    let seat = t.seat("Sala").await;
    let shown = json!({ "group": "Äldre", "seat": seat });
    let history = t.official("Äldre").command("group seat", shown).await;
    history.expect("Sala, ledamot, Äldre, ordinarie, från 1 januari 2017");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_successor_without_an_account_is_handed_to_the_officials() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": "Helt Ny" }))
        .await
        .expect("Sparat.");
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    let told = words(told.last().expect("a message"));
    assert!(told.contains("Vi når inte Helt Ny, som är ordinarie för Arboga vid mötet."), "{told}");
    assert!(told.contains("torsdag 11 mars 2027") && !told.contains("Jag kommer"), "{told}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sat_in_the_group_and_is_offered_can_be_picked() {
    let t = TestApp::spawn().await;
    let former = "Arboga, ersättare, Äldre";
    let ordinary = json!({ "person": "Norberg, ledamot, Äldre" });
    t.change_seat("Arboga", SeatChange::Substitute, ordinary).await.expect("Sparat.");
    let options = json!({ "group": "Äldre", "seat": t.seat("Sala").await, "change": choice(SeatChange::Substitute), "person": former });
    let offered = t.official("Äldre").suggestions("group seat", options, "person").await;
    let picked = offered.iter().find(|one| one["name"] == former).expect("offered");
    let picked = json!({ "person": picked["value"] });
    t.change_seat("Sala", SeatChange::Substitute, picked).await.expect("Sparat.");
    t.finish().await;
}
