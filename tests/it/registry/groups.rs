//! Groups and their settings: created, checked, handed over, ended; two servers apart.

use chrono::TimeDelta;
use kallelse::actions::registry::seat::SeatChange;
use serde_json::{Value, json};

use super::{NEWCOMER, choice, group};
use crate::harness::{Person, TestApp, at, words};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_finds_what_is_wrong_and_says_what_to_do() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let check = async || official.command("group check", group()).await;
    check().await.expect("Allt stämmer: 14 platser, inga tomma, och alla kan nås.");

    // The composition, declared as it is now; then a seat more and one less.
    let as_now = json!({ "group": "Äldre", "composition": "as-now" });
    official.command("group settings", as_now).await.expect("Ordförande utses av regionen");
    t.change_seat("Sala", SeatChange::Abolish, json!({ "from": "2027-01-31" }))
        .await
        .expect("Platsen tas bort");
    let twice = json!({ "appointer": "Arboga", "person": "Arboga, ledamot, Äldre" });
    t.change_seat("", SeatChange::Add, twice).await.expect("➕ Ny plats: Arboga (plats 15)");
    let found = check().await.words();
    let stands = |words: &str| found.find(words).unwrap_or_else(|| panic!("{words}: {found}"));
    let (wrong, lacks) =
        (stands("❗ Sala har 0 platser"), stands("⚠️ Arboga (plats 15) saknar ersättare"));
    assert!(wrong < lacks, "what is wrong comes first: {found}");
    let unlinked = json!({ "person": "Helt Ny" });
    t.change_seat("15. Arboga", SeatChange::Substitute, unlinked).await.expect("Sparat.");
    let found = check().await;
    found.expect("❗ Sala har 0 platser men ska ha 1.");
    found.expect("❗ Arboga har 2 platser men ska ha 1.");
    found.expect("⚠️ Arboga, ledamot, Äldre har flera platser: Arboga (plats 4): ordinarie; Arboga (plats 15): ordinarie");
    found.expect("⚠️ Utan kopplat konto, nås inte här: Helt Ny. Koppla dem, eller ge dem en kod, med /jag koppla.");

    // Two meetings at once that call the same person, and somebody who takes no messages.
    t.change_seat("Köping", SeatChange::Ordinary, json!({ "person": NEWCOMER }))
        .await
        .expect("Sparat.");
    t.chair("Äldre").schedule("Äldre", "2027-04-01", "09:00").await.expect("är bokat");
    t.chair("Barn/unga").schedule("Barn/unga", "2027-04-01", "10:00").await.expect("är bokat");
    let arboga = t.substitute("Arboga").id;
    t.post(&format!("/sandbox/users/{arboga}/dm-policy"), &json!({ "closed": true })).await;
    t.until(at("2027-03-25T09:30:00+01:00")).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    let found = check().await;
    found
        .expect("⚠️ Två möten överlappar: Äldre, torsdag 1 april 2027")
        .expect("Kallade till båda: Regionen, ledamot 1, Barn/unga");
    found.expect("⚠️ Tar inte emot direktmeddelanden härifrån: Arboga, ersättare, Äldre. Be dem tillåta direktmeddelanden");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_handed_over_at_once() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let (old, new) = (t.official("Äldre"), t.person("Biträdande tjänsteman, Äldre"));
    let administrator = t.administrator();
    let both = json!({ "group": "Barn/unga", "official": old.id });
    administrator.command("group settings", both).await.expect("Sparat.");
    t.pass(TimeDelta::days(1)).await;
    let reply = administrator
        .agreed("group settings", json!({ "group": "Äldre", "hand-over-to": new.id }))
        .await;
    reply.expect("tar över efter Ansvarig tjänsteman, Äldre:");
    reply.expect("• ansvarig tjänsteman för Äldre");
    reply.expect("• ansvarig tjänsteman för Barn/unga");
    // Each hears of it directly, also whoever does not see the officials' channel.
    let told = new.direct_messages().await;
    assert_eq!(told.len(), 1, "once, however many groups it is about: {told:#?}");
    for part in [
        "Du tar över 2 grupper efter Ansvarig tjänsteman, Äldre.",
        "• Äldre: ansvarig tjänsteman",
        "• Barn/unga: ansvarig tjänsteman",
    ] {
        assert!(words(&told[0]).contains(part), "{part:?} is not in {}", words(&told[0]));
    }
    let told: Vec<String> = old.direct_messages().await.iter().map(words).collect();
    let after = "Biträdande tjänsteman, Äldre tar över 2 grupper efter dig.";
    assert_eq!(told.iter().filter(|one| one.contains(after)).count(), 1, "{told:#?}");
    // A button in a direct message knows which group it is about; and no key is to be read.
    new.press("Kontrollera gruppen").await.expect("Kontroll: ");
    old.press("Mina möten").await.expect("Du har inga kommande möten");
    assert!(told.iter().all(|one| !one.contains('#')), "{told:#?}");
    // The old one has no rights any more, the new one has all of them, and hears of what follows.
    old.command("group check", group()).await.expect("Det får bara gruppens tjänstemän");
    new.command("group check", group()).await.expect("⚠️ Ingen är biträdande tjänsteman.");
    // The new one has been given a group whose officials' channel they do not see: that is found.
    let found = new.command("group check", json!({ "group": "Barn/unga" })).await;
    let hidden = format!("❗ Ser inte <#{}>: {}", t.channel("tjänstemän-barn-unga"), "Biträdande");
    found.expect(&hidden);
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let receipts = new.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert!(receipts.iter().map(words).any(|one| one.contains("Förhinder: ")), "{receipts:#?}");
    let again = json!({ "group": "Äldre", "hand-over-to": new.id });
    administrator.command("group settings", again).await.expect("Det är samma person.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_are_seen_and_changed_and_bad_ones_are_refused() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let set = async |name: &str, value: Value| {
        let mut options = group();
        options[name] = value;
        official.command("group settings", options).await
    };
    official.command("group settings", group()).await.expect("7 dagar före mötet");
    set("lead-days", json!(10)).await.expect("10 dagar före mötet");
    set("posting-schedule", json!("0 12 * * MON-FRI")).await.expect("Vardagar kl. 12:00");
    set("mandate", json!("Samverkan om **äldre** @everyone"))
        .await
        .expect("Samverkan om \\*\\*äldre\\*\\* @\u{200b}everyone");
    set("mandate", json!("none")).await.expect("Sparat.");
    // When a group ends is for the administrator to say.
    let until = json!({ "group": "Äldre", "until": "2027-12-31" });
    let refused = official.command("group settings", until.clone()).await;
    refused.expect("Det får bara serverns administratör göra.");
    let ended = t.administrator().command("group settings", until).await;
    ended.expect("från 1 januari 2017 till och med 31 december 2027");
    for (name, value, told) in [
        ("posting-schedule", "0 9 * * 1-5", "går inte att läsa som en tid för utskick"),
        ("zone", "Mars/Olympus", "är ingen tidszon"),
        ("posting-schedule", &format!("0 9 {} * *", "1,".repeat(60) + "1"), "går inte att läsa"),
        ("channel", t.channel("tjänstemän-äldre"), "Tjänstemännen behöver en egen kanal"),
        ("name", "Barn/unga", "Det finns redan en grupp som heter Barn/unga."),
        ("composition", "Sala 1, Mars tre", "”Mars tre” går inte att läsa."),
    ] {
        set(name, json!(value)).await.expect(told);
    }
    // The invitation follows the new settings: ten days before, at noon.
    t.schedule("2027-03-11", "09:00").await;
    let posts = t.member("Arboga").sees("äldre").await;
    let announced = words(posts.last().expect("the announcement"));
    assert!(announced.contains("fredag 26 februari 2027 kl. 12:00"), "{announced}");
    // After the group's last day nothing is scheduled.
    t.chair("Äldre")
        .schedule("Äldre", "2028-01-10", "09:00")
        .await
        .expect("Gruppen finns till och med fredag 31 december 2027.");
    let log = official.command("group log", group()).await;
    log.expect("Kallelse senast: 7 dagar → 10 dagar");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_is_created_and_ended_and_what_has_ended_is_read_only() {
    let t = TestApp::spawn().await;
    let administrator = t.administrator();
    let mut new = json!({
        "name": "Kultur", "channel": t.channel("kultur-idrott"),
        "officials-channel": t.channel("tjänstemän-kultur-idrott"), "official": t.official("Äldre").id,
    });
    t.official("Äldre")
        .command("group create", new.clone())
        .await
        .expect("Det får bara serverns administratör göra.");
    administrator.command("group create", new.clone()).await.expect("Gruppen **Kultur** är skapad");
    administrator
        .command("group create", new.clone())
        .await
        .expect("Det finns redan en grupp som heter Kultur.");
    new["name"] = json!("En annan");
    let mut wrong = new.clone();
    wrong["from"] = json!("2026-01-01");
    wrong["until"] = json!("2026-12-31");
    administrator
        .command("group create", wrong.clone())
        .await
        .expect("31 december 2026 har redan passerat.");
    wrong["until"] = json!("2027-12-31");
    wrong["officials-channel"] = wrong["channel"].clone();
    administrator
        .command("group create", wrong)
        .await
        .expect("Tjänstemännen behöver en egen kanal: där står skäl till förhinder");
    new["from"] = json!("2027-05-01");
    new["until"] = json!("2027-04-01");
    administrator.command("group create", new).await.expect("Sista dagen ligger före den första.");
    let kultur = json!({ "group": "Kultur" });
    let official = t.official("Äldre");
    official
        .command("group check", kultur.clone())
        .await
        .expect("Gruppen har inga platser. Läs in dem med /grupp importera.");

    t.chair("Äldre").schedule("Äldre", "2027-03-11", "09:00").await.expect("är bokat");
    let asked =
        administrator.command("group end", json!({ "group": "Äldre", "last": "2027-02-28" })).await;
    asked.expect("Sista dag blir 28 februari 2027").expect("torsdag 11 mars 2027");
    administrator.press_on(&asked.0["message"], "Avbryt").await.expect("Inget har ändrats.");
    let asked =
        administrator.command("group end", json!({ "group": "Äldre", "last": "2027-02-28" })).await;
    administrator
        .press_on(&asked.0["message"], "Avsluta gruppen")
        .await
        .expect("1 möte är inställt");
    let posts: Vec<String> = t.chair("Äldre").sees("äldre").await.iter().map(words).collect();
    assert!(posts.iter().any(|post| post.contains("Inställt möte: Äldre")), "{posts:#?}");
    assert!(t.member("Arboga").direct_messages().await.is_empty(), "nobody is told that they left");
    t.until(at("2027-03-01T09:30:00+01:00")).await;
    let told = "Gruppen avslutades, sista dag 28 februari 2027. Den kan läsas men inte ändras.";
    official
        .command("group settings", json!({ "group": "Äldre", "lead-days": 3 }))
        .await
        .expect(told);
    t.import(&official, "x.csv", b"x".to_vec()).await.expect(told);
    let chair = t.chair("Äldre");
    let offered = chair.suggestions("meeting schedule", json!({ "group": "" }), "group").await;
    assert!(offered.is_empty(), "{offered:#?}");
    official
        .command("group roster", json!({ "group": "Äldre", "date": "2027-02-28" }))
        .await
        .expect("Arboga (plats 4)");
    official
        .command("group log", group())
        .await
        .expect("gruppen avslutades, sista dag 28 februari 2027");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_with_groups_of_the_same_name_know_nothing_of_each_other() {
    let t = TestApp::spawn().await;
    let guild = json!({
        "name": "Kommunen", "owner": "En ägare", "locale": "sv-SE",
        "channels": [{ "name": "äldre" }, { "name": "tjänstemän" }],
        "users": [{ "name": "En ägare", "locale": "sv-SE" }, { "name": "En tjänsteman", "locale": "sv-SE" }],
    });
    let made = t.post("/sandbox/guilds", &guild).await;
    let id = |kind: &str, at: usize| made[kind][at]["id"].as_str().expect("an id").to_owned();
    let (channel, owner) = (id("channels", 0), Person::new(&t, id("users", 0)));
    let new = json!({
        "name": "Äldre", "channel": channel, "officials-channel": id("channels", 1), "official": id("users", 1),
    });
    let created = owner.command_in(&channel, "group create", new).await;
    created
        .expect("Gruppen **Äldre** är skapad")
        .expect("Organisationen är skapad. Språket är svenska och tidszonen Europe/Stockholm");
    let text = "appointer,kind,office,ordinary,substitute\nArboga,municipality,chair,\"Arboga, ledamot, Äldre\",Bo\n";
    let file = t.upload("x.csv", text.into()).await;
    let shown =
        owner.command_in(&channel, "group import", json!({ "group": "Äldre", "file": file })).await;
    owner.press_on(&shown.0["message"], "Genomför").await.expect("Klart. 1 rad är inläst");
    // Each has its own Äldre, its own Arboga and its own person of that name.
    let theirs = owner.command_in(&channel, "group roster", group()).await;
    theirs.expect("**Arboga, ordförande (plats 1)**: Arboga, ledamot, Äldre · ersättare Bo");
    let ours = t.official("Äldre").command("group roster", group()).await;
    ours.expect(
        "**Arboga (plats 4)**: Arboga, ledamot, Äldre · ersättare Arboga, ersättare, Äldre",
    );
    owner
        .command_in(&channel, "group check", group())
        .await
        .expect("Utan kopplat konto, nås inte här: Arboga, ledamot, Äldre, Bo");
    t.official("Äldre").command("group check", group()).await.expect("Allt stämmer");
    // Ids of the other one are not found.
    let seat = t.seat("Arboga").await;
    let foreign = json!({ "group": "Äldre", "seat": seat, "change": choice(SeatChange::Abolish) });
    owner
        .command_in(&channel, "group seat", foreign)
        .await
        .expect("Vi vet inte vilken plats du menar.");
    let people = owner.suggestions_in(&channel, "me link", json!({ "person": "" }), "person").await;
    assert_eq!(people.len(), 3, "{people:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_raises_no_alarm_for_what_is_settled() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let leaves = json!({ "until": "2027-02-28" });
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, leaves).await.expect("Sparat.");
    let comes = json!({ "person": NEWCOMER, "from": "2027-04-01" });
    t.change_seat("Arboga", SeatChange::Ordinary, comes).await.expect("Sparat.");
    official.command("group check", group()).await.expect(
        "⚠️ Arboga (plats 4) saknar ordinarie från 1 mars 2027 till och med 31 mars 2027. Be Arboga utse någon för den tiden.",
    );
    // Nobody is missed after the group's last day.
    let end = json!({ "group": "Barn/unga", "last": "2027-04-30" });
    let asked = t.administrator().command("group end", end).await;
    t.administrator()
        .press_on(&asked.0["message"], "Avsluta gruppen")
        .await
        .expect("Klart. Sista dag för gruppen");
    let check = json!({ "group": "Barn/unga" });
    t.administrator().command("group check", check).await.expect("Allt stämmer");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_delivered_to_a_channel_is_found_by_the_check() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let official = t.official("Äldre");
    let room = t.channel("tjänstemän-äldre");
    let closed = json!({
        "kind": "status", "status": 403, "code": 50013, "route": format!("POST /channels/{room}/messages"),
    });
    t.post("/sandbox/faults", &closed).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    let check = async || official.command("group check", group()).await;
    check().await.expect(&format!(
        "❗ Det senaste meddelandet till tjänstemännens kanal, <#{room}>, har inte gått fram."
    ));
    // The next one arrives: all is well.
    t.delete("/sandbox/faults").await;
    t.member("Sala").press("Förhinder").await.expect("anmält förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    check().await.expect("Allt stämmer");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_that_begins_later_is_made_ready_before_its_first_day() {
    let t = TestApp::spawn().await;
    let new = json!({
        "name": "Kultur", "channel": t.channel("kultur-idrott"), "from": "2027-05-01",
        "officials-channel": t.channel("tjänstemän-kultur-idrott"), "official": t.official("Äldre").id,
    });
    t.administrator().command("group create", new).await.expect("Gruppen **Kultur** är skapad");
    let seat = json!({
        "group": "Kultur", "change": choice(SeatChange::Add), "appointer": "Arboga",
        "person": NEWCOMER, "from": "2027-05-01",
    });
    let official = t.official("Äldre");
    official.command("group seat", seat).await.expect("från 1 maj 2027");
    // Nobody is missing, and nothing is held, before that day; a file may hold from it.
    let check = official.command("group check", json!({ "group": "Kultur" })).await.words();
    assert!(!check.contains("saknar ordinarie"), "{check}");
    assert!(check.contains("Arboga (plats 1) saknar ersättare."), "{check}");
    let early =
        json!({ "group": "Kultur", "date": "2027-04-30", "time": "09:00", "place": "Sal 1" });
    official
        .command("meeting schedule", early)
        .await
        .expect("Gruppens första dag är 1 maj 2027. Välj en tid från och med den dagen.");
    let text = "plats;uppdragsgivare;typ;funktion;ordinarie;ersättare\n1;Arboga;;ledamot;Bo Ny;\n2;Mars;annan;ledamot;Cia Ny;\n";
    let file = t.upload("kultur.csv", text.as_bytes().to_vec()).await;
    let options = json!({ "group": "Kultur", "file": file, "from": "2027-05-01" });
    official.command("group import", options).await.expect("➕ Ny plats: Mars (plats 2)");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_meeting_is_left_behind_when_a_group_gets_a_last_day() {
    let t = TestApp::spawn().await;
    t.chair("Äldre").schedule("Äldre", "2027-03-11", "09:00").await.expect("är bokat");
    let administrator = t.administrator();
    let until = async |day: &str| {
        administrator.command("group settings", json!({ "group": "Äldre", "until": day })).await
    };
    until("2027-03-10").await.expect(
        "Gruppen har möten efter 10 mars 2027. Ställ in dem först, eller avsluta gruppen med /grupp avsluta",
    );
    until("2027-01-31").await.expect("31 januari 2027 har redan passerat.");
    until("+12027-01-01").await.expect("går inte att läsa som en dag");
    until("någon gång").await.expect("går inte att läsa som en dag");
    until("2027-03-11").await.expect("från 1 januari 2017 till och med 11 mars 2027");
    until("ingen").await.expect("från 1 januari 2017");
    let past = json!({ "group": "Äldre", "last": "2027-01-31" });
    t.administrator()
        .command("group end", past)
        .await
        .expect("31 januari 2027 har redan passerat. Välj i dag eller en dag som kommer.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_group_is_left_without_an_official_by_who_is_chosen() {
    let t = TestApp::spawn().await;
    let administrator = t.administrator();
    let (anna, bo) = (t.official("Äldre"), t.official("Barn/unga"));
    let set = async |group: &str, options: Value| {
        let mut all = options;
        all["group"] = json!(group);
        administrator.agreed("group settings", all).await
    };
    let refused =
        "Ansvarig tjänsteman, Äldre är ansvarig tjänsteman och kan inte också vara biträdande.";
    set("Äldre", json!({ "deputy": anna.id })).await.expect(refused);
    set("Äldre", json!({ "official": anna.id, "deputy": anna.id })).await.expect(refused);
    let new = json!({
        "name": "Kultur", "channel": t.channel("kultur-idrott"),
        "officials-channel": t.channel("tjänstemän-kultur-idrott"), "official": anna.id, "deputy": anna.id,
    });
    administrator.command("group create", new).await.expect(refused);
    // Two who are each other's deputies: one takes over what the other has.
    set("Äldre", json!({ "deputy": bo.id })).await.expect("Sparat.");
    set("Barn/unga", json!({ "deputy": anna.id })).await.expect("Sparat.");
    let reply = set("Äldre", json!({ "hand-over-to": bo.id })).await;
    reply.expect("• ansvarig tjänsteman för Äldre");
    reply.expect("Utan biträdande tjänsteman nu: Äldre, Barn/unga.");
    for group in ["Äldre", "Barn/unga"] {
        let shown = bo.command("group settings", json!({ "group": group })).await;
        shown.expect(&format!("Ansvarig tjänsteman: <@{}>\nBiträdande tjänsteman: –", bo.id));
    }
    // They change places.
    set("Äldre", json!({ "official": anna.id, "deputy": bo.id })).await.expect(&format!(
        "Ansvarig tjänsteman: <@{}>\nBiträdande tjänsteman: <@{}>",
        anna.id, bo.id
    ));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_group_may_have_the_name_of_one_that_has_ended() {
    let t = TestApp::spawn().await;
    let administrator = t.administrator();
    let asked = administrator.command("group end", json!({ "group": "Äldre" })).await;
    administrator
        .press_on(&asked.0["message"], "Avsluta gruppen")
        .await
        .expect("Klart. Sista dag för gruppen");
    t.pass(TimeDelta::days(1)).await;
    let new = json!({
        "name": "äldre", "channel": t.channel("kultur-idrott"),
        "officials-channel": t.channel("tjänstemän-kultur-idrott"), "official": t.official("Äldre").id,
    });
    administrator.command("group create", new.clone()).await.expect(
        "Det finns redan en grupp som heter Äldre. Välj ett annat namn, eller byt först namn på den \
         andra med /grupp inställningar, även om den är avslutad.",
    );
    let name = json!({ "group": "Äldre", "name": "Äldre 2017–2027" });
    t.official("Äldre")
        .command("group settings", name.clone())
        .await
        .expect("Det får bara serverns administratör göra.");
    let more = json!({ "group": "Äldre", "name": "Äldre 2017–2027", "lead-days": 3 });
    administrator.command("group settings", more).await.expect("Den kan läsas men inte ändras.");
    administrator.command("group settings", name).await.expect("Inställningar: Äldre 2017–2027");
    administrator.command("group create", new).await.expect("Gruppen **äldre** är skapad");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn today_is_the_groups_own_day() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let away = json!({ "group": "Äldre", "zone": "Pacific/Auckland" });
    official.command("group settings", away).await.expect("Pacific/Auckland");
    // It is tomorrow there.
    t.until(at("2027-02-01T14:00:00+01:00")).await;
    let options = json!({ "group": "Äldre", "from": "" });
    let days = official.suggestions("group seat", options, "from").await;
    assert_eq!(days[0]["name"], "i dag, tisdag 2 februari 2027", "{days:#?}");
    let options = json!({ "group": "Barn/unga", "from": "" });
    let days = t.official("Barn/unga").suggestions("group seat", options, "from").await;
    assert_eq!(days[0]["name"], "i dag, måndag 1 februari 2027", "{days:#?}");
    t.change_seat("Arboga", SeatChange::OrdinaryLeaves, json!({}))
        .await
        .expect("sista dag 2 februari 2027");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deputy_is_told_why_they_cannot_hand_everything_over() {
    let t = TestApp::spawn().await;
    let (anna, deputy) = (t.official("Äldre"), t.person("Biträdande tjänsteman, Äldre"));
    let both = json!({ "group": "Kultur/idrott", "official": anna.id });
    t.administrator().command("group settings", both).await.expect("Sparat.");
    let over = json!({ "group": "Äldre", "hand-over-to": deputy.id });
    deputy.command("group settings", over).await.expect(
        "Ansvarig tjänsteman, Äldre är tjänsteman också i Kultur/idrott, som du inte sköter.",
    );
    let own = json!({ "group": "Äldre", "official": deputy.id, "deputy": anna.id });
    deputy.command("group settings", own).await.expect("Sparat.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_only_groups_language_and_zone_are_those_of_the_groups_that_follow() {
    let t = TestApp::spawn().await;
    let guild = json!({
        "name": "Bygdegården", "owner": "En ägare", "locale": "en-US",
        "channels": [{ "name": "styrelsen" }, { "name": "kansliet" }],
        "users": [{ "name": "En ägare", "locale": "sv-SE" }, { "name": "En tjänsteman", "locale": "sv-SE" }],
    });
    let made = t.post("/sandbox/guilds", &guild).await;
    let id = |kind: &str, at: usize| made[kind][at]["id"].as_str().expect("an id").to_owned();
    let (channel, owner) = (id("channels", 0), Person::new(&t, id("users", 0)));
    let create = async |name: &str, more: Value| {
        let mut new = more;
        new["name"] = json!(name);
        new["channel"] = json!(channel);
        new["officials-channel"] = json!(id("channels", 1));
        new["official"] = json!(id("users", 1));
        owner.command_in(&channel, "group create", new).await
    };
    // Most servers say that they speak English; who founds speaks Swedish.
    create("Styrelsen", json!({}))
        .await
        .expect("Språket är svenska och tidszonen Europe/Stockholm. Stämmer det inte? Ändra med /grupp inställningar.");
    let moved = json!({ "group": "Styrelsen", "zone": "Europe/Helsinki" });
    owner.command_in(&channel, "group settings", moved).await.expect("Europe/Helsinki");
    create("Valberedningen", json!({})).await.expect("är skapad");
    let shown = json!({ "group": "Valberedningen" });
    owner.command_in(&channel, "group settings", shown).await.expect("Tidszon: Europe/Helsinki");
    // One of two groups speaks for itself alone.
    let away = json!({ "group": "Styrelsen", "zone": "Atlantic/Faroe" });
    owner.command_in(&channel, "group settings", away).await.expect("Atlantic/Faroe");
    create("Revisorerna", json!({ "zone": "Mars/Olympus" })).await.expect("är ingen tidszon");
    create("Revisorerna", json!({})).await.expect("är skapad");
    let shown = json!({ "group": "Revisorerna" });
    owner.command_in(&channel, "group settings", shown).await.expect("Tidszon: Europe/Helsinki");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deputy_who_is_alone_is_not_taken_for_the_official() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let asked = official.command("me erase", json!({})).await;
    official.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
    let deputy = t.person("Biträdande tjänsteman, Äldre");
    let shown = deputy.command("group settings", group()).await;
    shown.expect(&format!("Ansvarig tjänsteman: –\nBiträdande tjänsteman: <@{}>", deputy.id));
    deputy.command("group check", group()).await.expect("Ingen är ansvarig tjänsteman.");
    let told = deputy.pinged_in(t.channel("tjänstemän-äldre")).await;
    let told = words(told.last().expect("a message"));
    assert!(
        told.contains("Den som var ansvarig tjänsteman för Äldre har tagit bort sina uppgifter."),
        "{told}"
    );
    t.finish().await;
}

/// Whoever set the group up overlooked its zone. What was said of each meeting's time on the wall holds; who has
/// been called to one is told that it begins at another instant.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_zone_that_is_corrected_keeps_every_time_on_the_wall() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let settings = |zone: &str| json!({ "group": "Äldre", "zone": zone });
    official.command("group settings", settings("Europe/Helsinki")).await.expect("Sparat.");
    // Two after each other on one day, so that one moves into the other's place; and one that is called.
    t.schedule("2027-05-20", "09:00").await;
    let options =
        json!({ "group": "Äldre", "date": "2027-05-20", "time": "10:00", "place": "Sal 2" });
    t.chair("Äldre").schedules(options).await.expect("är bokat");
    t.schedule("2027-02-18", "09:00").await;
    t.until(at("2027-02-11T12:00:00+01:00")).await;
    let sala = t.member("Sala");
    sala.press("Förhinder").await.expect("anmält förhinder");
    let before = sala.pinged_in(t.channel("äldre")).await.len();
    let changed = official.command("group settings", settings("Europe/Stockholm")).await;
    changed
        .expect("Bokade möten behåller sina klockslag. Har kallelsen gått ut får de kallade veta.");
    t.pass(TimeDelta::seconds(30)).await;
    // Who is called hears of it once; who is absent does not.
    assert_eq!(sala.pinged_in(t.channel("äldre")).await.len(), before);
    let told = t.member("Arboga").pinged_in(t.channel("äldre")).await;
    let told = words(told.last().expect("a message"));
    assert!(told.starts_with("Rättad tidszon: Äldre, tors 18 februari 2027 kl. 09:00"), "{told}");
    let starts = at("2027-02-18T09:00:00+01:00").timestamp();
    assert!(told.contains(&format!("<t:{starts}:R>")), "{told}");
    let posts = sala.sees("äldre").await;
    let rightly = posts.iter().filter(|post| words(post).contains("kl. 09:00")).count();
    assert!(rightly >= 3, "{posts:#?}");
    let summer = at("2027-05-20T10:00:00+02:00").timestamp();
    assert!(posts.iter().any(|post| words(post).contains(&format!("<t:{summer}:R>"))));
    // The absence stands.
    let meeting = t.chair("Äldre").suggestions("meeting show", json!({}), "meeting").await;
    let shown = json!({ "meeting": meeting[0]["value"] });
    let shown = official.command("meeting show", shown).await.words();
    assert!(shown.contains("13 av 14 väntas komma"), "{shown}");
    // The other way.
    official
        .command("group settings", settings("Europe/London"))
        .await
        .expect("Bokade möten behåller sina klockslag.");
    t.finish().await;
}

/// The clock says that it has begun: those called, who would come too late, are told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_that_has_begun_by_the_corrected_zone_is_told_of() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let settings = |zone: &str| json!({ "group": "Äldre", "zone": zone });
    official.command("group settings", settings("America/New_York")).await.expect("Sparat.");
    t.schedule("2027-02-18", "09:00").await;
    // One that was not to be keeps its time as well.
    let options =
        json!({ "group": "Äldre", "date": "2027-02-19", "time": "10:00", "place": "Sal 2" });
    t.chair("Äldre").command("meeting schedule", options).await.expect("är bokat");
    let cancelled = t.newest_meeting().await;
    t.chair("Äldre").cancels(json!({ "meeting": cancelled })).await.expect("inställt");
    // An hour after nine in Stockholm, where it has not begun by the clock of New York.
    t.until(at("2027-02-18T10:00:00+01:00")).await;
    let before = t.member("Sala").pinged_in(t.channel("äldre")).await.len();
    official.command("group settings", settings("Europe/Stockholm")).await.expect("Sparat.");
    t.pass(TimeDelta::seconds(30)).await;
    let told = t.member("Sala").pinged_in(t.channel("äldre")).await;
    assert_eq!(told.len(), before + 1, "{told:#?}");
    let told = words(told.last().expect("a message"));
    assert!(told.starts_with("Rättad tidszon: Äldre, tors 18 februari 2027 kl. 09:00"), "{told}");
    let shown = official.command("meeting show", json!({ "meeting": cancelled })).await.words();
    assert!(shown.contains("kl. 10:00"), "{shown}");
    t.finish().await;
}
