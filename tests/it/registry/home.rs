//! Whose is a person: name and account are looked after by the group that they are at home in, and nobody
//! makes a right for themselves by giving somebody of another group a seat.

use kallelse::actions::registry::seat::SeatChange;
use serde_json::json;

use super::{NEWCOMER, choice, group};
use crate::harness::{TestApp, words};

const BARN: &str = "Barn/unga";

impl TestApp {
    /// Makes an official's seat change in a group.
    async fn seats(
        &self,
        group: &str,
        change: SeatChange,
        more: serde_json::Value,
    ) -> crate::harness::Reply {
        let mut options = json!({ "group": group, "change": choice(change) });
        for (name, value) in more.as_object().expect("options") {
            options[name] = value.clone();
        }
        self.official(group).command("group seat", options).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_in_ones_own_group_gives_no_right_to_somebody_of_another() {
    let t = TestApp::spawn().await;
    t.without_account(NEWCOMER).await;
    let (ours, theirs) = (t.official("Äldre"), t.official(BARN));
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.")
        .expect(&format!("{NEWCOMER} hör hemma i Barn/unga. Den gruppens tjänsteman får veta det"));
    // Home's officials are told, once, and both logs have it.
    let told = theirs.sees("tjänstemän-barn-unga").await;
    let told: Vec<String> = told.iter().map(words).collect();
    let line = format!("{NEWCOMER} har fått en plats i Äldre (Arboga (plats 4)).");
    assert_eq!(told.iter().filter(|told| told.contains(&line)).count(), 1, "{told:#?}");
    let log = theirs.command("group log", json!({ "group": BARN })).await;
    log.expect("Ansvarig tjänsteman, Äldre: ")
        .expect(&format!("{NEWCOMER} fick en plats i Äldre: Arboga (plats 4), ersättare"));
    ours.command("group log", group()).await.expect(NEWCOMER);

    // No way leads to the account, nor to the name.
    let refused = format!("{NEWCOMER} hör hemma i Barn/unga, som sköter namn och konto.");
    let mine = t.stranger().await;
    for attempt in [
        json!({ "person": NEWCOMER, "account": mine.id }),
        json!({ "person": NEWCOMER }),
        json!({ "person": NEWCOMER, "unlink": true }),
        json!({ "person": NEWCOMER, "name": "Någon Annan" }),
    ] {
        ours.command("me link", attempt).await.expect(&refused);
    }
    t.change_seat("Arboga", SeatChange::RenameSubstitute, json!({ "person": "Någon Annan" }))
        .await
        .expect(&refused);
    let file = format!(
        "plats;uppdragsgivare;funktion;ordinarie;ersättare;ersättare_konto\n\
         4;Arboga;ledamot;\"Arboga, ledamot, Äldre\";\"{NEWCOMER}\";{}\n",
        mine.id
    );
    t.import(&ours, "x.csv", file.into_bytes())
        .await
        .expect("rad 2, ersättare\\_konto: personen hör hemma i en annan grupp");

    // Home looks after both.
    let linked = json!({ "person": NEWCOMER, "account": mine.id });
    theirs.command("me link", linked).await.expect("är nu kopplad till");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_to_lead_later_is_protected_as_if_they_led() {
    let t = TestApp::spawn().await;
    let sala = "Sala, ledamot, Äldre";
    t.without_account(sala).await;
    let ours = t.official("Äldre");
    // At home in Äldre, and from April on the chair of Barn/unga.
    let chair = json!({ "seat": "1", "person": sala, "from": "2027-04-01" });
    t.seats(BARN, SeatChange::Ordinary, chair).await.expect("Sparat.");
    let mine = t.stranger().await;
    let refused = "Kontot för Sala, ledamot, Äldre ger rättigheter i Barn/unga";
    ours.command("me link", json!({ "person": sala, "account": mine.id })).await.expect(refused);
    ours.command("me link", json!({ "person": sala })).await.expect(refused);
    let file = format!(
        "plats;uppdragsgivare;funktion;ordinarie;ordinarie_konto;ersättare\n4;Arboga;ledamot;\"{sala}\";{};\n",
        mine.id
    );
    t.import(&ours, "x.csv", file.into_bytes())
        .await
        .expect("hör hemma i en annan grupp eller har rättigheter där");
    // Nor is anybody known by calling themselves so.
    let picked = json!({ "group": "Äldre", "deputy": t.person(sala).id });
    ours.command("group settings", picked).await.expect("Sparat.");
    ours.command("group log", group())
        .await
        .expect("\\(Sala, ledamot, Äldre\\) blev biträdande tjänsteman");
    // The name is home's to put right, and the administrator links whom nobody else may.
    let renamed = json!({ "person": sala, "name": "Sally Sala" });
    ours.command("me link", renamed).await.expect("Sally Sala");
    let linked = json!({ "person": "Sally Sala", "account": mine.id });
    t.administrator().command("me link", linked).await.expect("är nu kopplad till");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_a_person_back_by_opening_what_had_ended() {
    let t = TestApp::spawn().await;
    let (kim, theirs) = ("Kim Ek", t.official(BARN));
    // Kim sat in Barn/unga for a while, and is at home in Äldre since.
    let came = json!({ "seat": "4", "person": kim });
    t.seats(BARN, SeatChange::Substitute, came).await.expect("Sparat.");
    let left = json!({ "seat": "4", "until": "2027-02-05" });
    t.seats(BARN, SeatChange::SubstituteLeaves, left).await.expect("Sparat.");
    t.until(crate::harness::at("2027-02-08T10:00:00+01:00")).await;
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": kim }))
        .await
        .expect("Sparat.");
    // A file of Barn/unga's says that they never left.
    let asked = json!({ "group": BARN, "kind": 1, "history": true });
    let exported = theirs.command("group export", asked).await;
    let text = String::from_utf8(t.files(&exported).await.swap_remove(0).1).expect("UTF-8");
    assert!(text.contains("Kim Ek;2027-02-01;2027-02-05;"), "{text}");
    let text = text.replace("Kim Ek;2027-02-01;2027-02-05;", "Kim Ek;2027-02-01;;");
    let file = t.upload("x.csv", text.into_bytes()).await;
    let import = json!({ "group": BARN, "file": file });
    let planned = theirs.command("group import", import).await;
    planned.expect("Kim Ek hör hemma i Äldre.");
    theirs.press_on(&planned.0["message"], "Genomför").await.expect("Klart.");
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(
        told.iter().any(|told| told.contains("Kim Ek har fått en plats i Barn/unga")),
        "{told:#?}"
    );
    let link = json!({ "person": kim, "account": t.stranger().await.id });
    theirs.command("me link", link.clone()).await.expect("Kim Ek hör hemma i Äldre");
    t.official("Äldre").command("me link", link).await.expect("är nu kopplad till");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reads_the_reasons_of_a_group_that_somebody_has_left() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let (sala, ours) = ("Sala, ledamot, Äldre", t.official("Äldre"));
    t.without_account(sala).await;
    let meeting = t.newest_meeting().await;
    let away = json!({ "meeting": meeting, "member": t.seat("Sala").await, "reason": "Opereras" });
    ours.command("absence report", away).await.expect("anmält förhinder");
    let left = json!({ "until": "2027-03-05" });
    t.change_seat("Sala", SeatChange::OrdinaryLeaves, left).await.expect("Sparat.");
    t.until(crate::harness::at("2027-03-06T10:00:00+01:00")).await;
    // They are at home in Barn/unga now; the reason that Äldre keeps is not told there.
    let seated = json!({ "seat": "4", "person": sala });
    t.seats(BARN, SeatChange::Substitute, seated).await.expect("Sparat.");
    let (theirs, mine) = (t.official(BARN), t.stranger().await);
    let link = json!({ "person": sala, "account": mine.id });
    theirs.command("me link", link.clone()).await.expect("har lämnat den gruppen nyligen");
    // When it is forgotten nothing stands in the way.
    t.until(crate::harness::at("2027-04-12T10:00:00+02:00")).await;
    theirs.command("me link", link).await.expect("är nu kopplad till");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_shown_people_or_groups_that_they_have_nothing_to_do_with() {
    let t = TestApp::spawn().await;
    let ours = t.official("Äldre");
    let typed = json!({ "group": "Äldre", "person": "Barn/unga" });
    let offered = ours.suggestions("group seat", typed.clone(), "person").await;
    assert_eq!(offered.len(), 1, "only what is typed: {offered:#?}");
    assert_eq!(offered[0]["value"], "Barn/unga", "{offered:#?}");
    let all = t.administrator().suggestions("group seat", typed, "person").await;
    assert!(all.len() > 5, "who administers the server sees everybody: {all:#?}");
    // Somebody whom they know by their own group is offered, wherever they are at home.
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": NEWCOMER })).await;
    let known = json!({ "group": "Äldre", "person": "Barn/unga" });
    let offered = ours.suggestions("group seat", known, "person").await;
    assert!(
        offered[0]["name"].as_str().is_some_and(|name| name.contains(NEWCOMER)),
        "{offered:#?}"
    );

    // Whose an account is, is told to who knows them.
    let sala = json!({ "person": "Sala, ledamot, Äldre", "account": t.chair(BARN).id });
    let refused = ours.command("me link", sala.clone()).await;
    refused.expect("Kontot är redan kopplat till någon i en annan grupp.");
    assert!(!refused.words().contains("ordförande"), "{}", refused.words());
    t.administrator()
        .command("me link", sala)
        .await
        .expect("redan kopplat till Regionen, ordförande, Barn/unga");
    let file = format!(
        "plats;uppdragsgivare;funktion;ordinarie;ordinarie_konto;ersättare\n4;Arboga;ledamot;Helt Ny;{};\n",
        t.chair(BARN).id
    );
    let refused = t.import(&ours, "x.csv", file.into_bytes()).await;
    refused.expect("kontot hör till någon i en annan grupp");
    assert!(!refused.words().contains("ordförande, Barn"), "{}", refused.words());

    // Nobody tells people of other groups from people that there are not.
    let told = |name: &str| {
        let asked = json!({ "person": name });
        let ours = &ours;
        async move { ours.command("me link", asked).await.words() }
    };
    assert_eq!(told("Regionen, ordförande, Barn/unga").await, told("Ingen Alls").await);

    // Whoever has nothing to do with a group cannot tell its name from one that there is not, whatever they ask.
    let stranger = t.official(BARN);
    for command in ["group roster", "group check", "group log", "group settings", "group export"] {
        let mut told = Vec::new();
        for name in ["Äldre", "Finns inte"] {
            let asked = json!({ "group": name });
            told.push(stranger.command_in(t.channel("barn-unga"), command, asked).await.words());
        }
        assert_eq!(told[0], told[1], "{command}");
    }
    let days = |name: &str| {
        let asked = json!({ "group": name, "date": "", "time": "", "place": "" });
        let (t, stranger) = (&t, &stranger);
        async move {
            stranger.suggestions_in(t.channel("barn-unga"), "meeting schedule", asked, "date").await
        }
    };
    assert_eq!(days("Äldre").await, days("Finns inte").await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_passes_for_somebody_else_by_the_letters_of_a_name() {
    let t = TestApp::spawn().await;
    let (ours, sala) = (t.official("Äldre"), "Sala, ledamot, Äldre");
    // "Sаla" with a Cyrillic letter, and the program's own word for whoever has erased themselves.
    let (alike, former) = ("S\u{430}la, ledamot, Äldre", "Tidigare 1edamot");
    for change in [SeatChange::Substitute, SeatChange::RenameSubstitute] {
        for (name, told) in [
            (alike, "ser likadant ut som Sala, ledamot, Äldre"),
            (former, "är ett av Kallelses egna ord"),
        ] {
            t.change_seat("Arboga", change, json!({ "person": name })).await.expect(told);
        }
    }
    let renamed = json!({ "person": "Arboga, ledamot, Äldre", "name": alike });
    ours.command("me link", renamed).await.expect("ser likadant ut som Sala, ledamot, Äldre");
    let file = format!(
        "plats;uppdragsgivare;slag;funktion;ordinarie;ersättare\n4;Arboga;;ledamot;\"{alike}\";{former}\n\
         99;Arb\u{43e}ga;kommun;ledamot;;\n"
    );
    t.import(&ours, "x.csv", file.into_bytes())
        .await
        .expect("rad 2, ordinarie: namnet ser likadant ut som Sala, ledamot, Äldre")
        .expect("rad 2, ersättare: Tidigare 1edamot är ett av Kallelses egna ord")
        .expect("rad 3, uppdragsgivare: namnet ser likadant ut som Arboga");
    let seat = json!({ "appointer": "Arb\u{43e}ga", "kind": 0 });
    t.change_seat("", SeatChange::Add, seat).await.expect("ser likadant ut som Arboga");
    let group = json!({ "group": "Kultur/idrott", "name": "\u{c4}ldr\u{435}" });
    let renamed = t.administrator().command("group settings", group).await;
    renamed.expect("Äldre");
    assert!(!renamed.words().contains("Sparat"), "{}", renamed.words());

    // What nobody sees makes no other name: it is Sala whom this seats.
    let unseen = json!({ "person": "Sa\u{34f}la,\u{2800} ledamot, Äldre\u{e0041}" });
    t.change_seat("Arboga", SeatChange::Substitute, unseen)
        .await
        .expect(&format!("{sala} blir ersättare"));
    t.finish().await;
}
