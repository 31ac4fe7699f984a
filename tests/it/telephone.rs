//! What the officials hear when they phone: written down by a button, also of people without an account. And what is said of
//! a time at which a meeting is not held any more.

use chrono::TimeDelta;
use kallelse::actions::{ActionError, Caller, summons};
use kallelse::domain::account::{GuildId, UserId};
use kallelse::render::button::ButtonId;
use serde_json::{Value, json};

use crate::harness::{Person, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    what_the_official_hears_by_telephone_counts_as_if_it_had_been_pressed,
    a_button_of_another_time_changes_nothing_and_asks_about_the_new_one,
);

const CALLED: &str = "2027-03-04T09:00:00+01:00";

impl TestApp {
    async fn unlinks(&self, person: &Person<'_>) {
        let mut db = self.demo.bot.store.begin().await.expect("a transaction");
        let unlink = sqlx::query("DELETE FROM contact WHERE address = $1").bind(&person.id);
        assert_eq!(unlink.execute(&mut *db).await.expect("unlinked").rows_affected(), 1);
        db.commit().await.expect("committed");
    }

    /// No message is edited any more: whoever looks reads what was, with its buttons.
    async fn leaves_messages_as_they_are(&self) {
        let route = "PATCH /channels/*/messages/*";
        let fault = json!({ "route": route, "kind": "status", "status": 503 });
        self.post("/sandbox/faults", &fault).await;
    }

    /// The newest message in the officials' channel that holds these words.
    async fn card(&self, part: &str) -> Value {
        let seen = self.official("Äldre").sees("tjänstemän-äldre").await;
        let found = seen.into_iter().rev().filter(|one| one["flags"] != 64);
        let mut found = found.filter(|one| words(one).contains(part));
        found.next().unwrap_or_else(|| panic!("no card says {part}"))
    }
}

async fn what_the_official_hears_by_telephone_counts_as_if_it_had_been_pressed(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    for person in [t.substitute("Arboga"), t.member("Sala")] {
        t.unlinks(&person).await;
    }
    t.until(at(CALLED)).await;
    let (official, chair) = (t.official("Äldre"), t.chair("Äldre"));
    t.member("Arboga").press("Förhinder").await;

    // The substitute cannot be asked here: the card asks the official to phone, and takes the answer.
    let card = t.card("Kalla ersättaren själv").await;
    for label in ["Ersättaren kommer", "Ersättaren kan inte", "Ledamoten kommer"] {
        assert!(button(&card, label).is_some(), "{label}: {card:#}");
    }
    assert!(words(&card).contains("skriv in svaret med en knapp"), "{}", words(&card));
    let noted = official.press_on(&card, "Ersättaren kommer").await;
    noted.expect("Noterat: Arboga, ersättare, Äldre kommer till mötet i **Äldre**");
    t.pass(TimeDelta::seconds(10)).await;
    let shown = chair.command("meeting show", json!({ "meeting": march })).await;
    shown.expect("✅ Arboga: Arboga, ersättare, Äldre, för Arboga, ledamot, Äldre");
    let card = t.card("kommer som ersättare").await;
    assert_eq!(button(&card, "Ersättaren kommer"), None, "that is so");
    official.press_on(&t.card("Förhinder: Arboga").await, "Ersättaren kan inte").await;
    t.pass(TimeDelta::seconds(10)).await;
    let empty = t.card("Tom plats").await;
    assert!(words(&empty).contains("Arboga"), "{}", words(&empty));
    let pings = empty["pinged"].as_array().expect("pings");
    assert!(!pings.contains(&json!(official.id)), "who wrote it down knows");

    // The member comes after all; what was said is said once, also by who reads the card as it was.
    t.leaves_messages_as_they_are().await;
    official
        .press_on(&empty, "Ledamoten kommer")
        .await
        .expect("Noterat: Arboga, ledamot, Äldre kommer");
    let again = official.press_on(&empty, "Ledamoten kommer").await;
    again.expect("Det var redan noterat för Arboga, ledamot, Äldre");
    t.pass(TimeDelta::seconds(10)).await;
    let old = official.press_on(&empty, "Ersättaren kommer").await;
    old.expect("Ersättaren behövs inte: ledamoten kommer. Inget har ändrats.");
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(10)).await;
    let shown = chair.command("meeting show", json!({ "meeting": march })).await;
    shown.expect("14 av 14 väntas komma");

    // It stands in the log, by whom; and nobody else may.
    let log = official.command("group log", json!({ "group": "Äldre" })).await;
    log.expect("Ansvarig tjänsteman, Äldre").expect("Arboga, ersättare, Äldre");
    t.member("Norberg").press("Förhinder").await;
    let card = t.card("Förhinder: Norberg").await;
    let norbergs = t.substitute("Norberg");
    let id = button(&card, "Ersättaren kommer").expect("a button");
    let Some(ButtonId::Record(spoken, seat, _)) = ButtonId::parse(&id) else { panic!("{id}") };
    let guild = GuildId(t.demo.guild.id.parse().expect("an id"));
    let own = Caller::in_guild(guild, UserId(norbergs.id.parse().expect("an id")));
    let (store, now) = (&t.demo.bot.store, t.clock.now());
    let denied = summons::record(store, own, (spoken, seat), true, now, |_| ()).await;
    assert!(matches!(denied, Err(ActionError::Denied(_))), "{denied:?}");
    official.press_on(&card, "Ersättaren kommer").await.expect("Noterat: Norberg, ersättare");
    // The substitute, who was asked directly, sees that it is settled.
    t.pass(TimeDelta::seconds(10)).await;
    let summons = norbergs.direct_messages().await.pop().expect("a summons");
    assert!(words(&summons).contains("Vi räknar med dig"), "{summons:#}");

    // They have said something else themselves since, and the official writes down what they hear: who was asked hears that.
    norbergs.press_on(&summons, "Kan inte").await.expect("Tack för svaret");
    t.pass(TimeDelta::seconds(10)).await;
    let before = norbergs.direct_messages().await.len();
    let empty = t.card("Tom plats: Norberg").await;
    official.press_on(&empty, "Ersättaren kommer").await.expect("Noterat: Norberg, ersättare");
    t.pass(TimeDelta::seconds(10)).await;
    let told = norbergs.direct_messages().await;
    assert_eq!(told.len(), before + 1);
    let last = told.last().expect("a message");
    assert!(words(last).starts_with("Noterat åt dig: du kommer – Äldre, tors 11 mars"), "{last:#}");
    norbergs.press_on(last, "Jag kommer").await.expect("Du hade redan svarat så");

    // When it has begun nothing is to be written down any more.
    t.until(at("2027-03-11T09:01:00+01:00")).await;
    t.pass(TimeDelta::seconds(10)).await;
    let card = t.card("Förhinder: Norberg").await;
    assert_eq!(button(&card, "Ersättaren kan inte"), None, "{card:#}");
    t.finish().await;
}

async fn a_button_of_another_time_changes_nothing_and_asks_about_the_new_one(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, arboga, arbogas) = (t.chair("Äldre"), t.member("Arboga"), t.substitute("Arboga"));
    let (sala, official) = (t.member("Sala"), t.official("Äldre"));
    let seen = sala.sees("äldre").await;
    let invitation = seen.iter().find(|one| button(one, "Förhinder").is_some()).expect("called");
    let away = arboga.press("Förhinder").await;
    let summons = arbogas.direct_messages().await.pop().expect("a summons");
    let receipt = t.card("Förhinder: Arboga").await;
    t.leaves_messages_as_they_are().await;
    chair.agreed("meeting move", json!({ "meeting": march, "date": "18 mars" })).await;
    t.pass(TimeDelta::minutes(2)).await;

    // The messages as they were read before it moved: by a member, an absent one, a substitute, the official.
    for (person, message, label) in [
        (&sala, invitation, "Jag kommer"),
        (&sala, invitation, "Förhinder"),
        (&arbogas, &summons, "Jag kommer"),
        (&arbogas, &summons, "Kan inte"),
    ] {
        let told = person.press_on(message, label).await;
        told.expect("Mötet har flyttats sedan du fick frågan, så inget har ändrats. Nu är det torsdag 18 mars");
        let may_say_no = ["Förhinder", "Kan inte"].map(|no| button(&told.0["message"], no));
        assert!(may_say_no.iter().any(Option::is_some), "{label}: {told:?}");
    }
    // What is said of others is not to become one's own word.
    for (person, message, label) in
        [(&arboga, &away.0["message"], "Ångra"), (&official, &receipt, "Ersättaren kommer")]
    {
        let told = person.press_on(message, label).await;
        told.expect("Mötet har flyttats sedan dess, så inget har ändrats.");
        assert_eq!(button(&told.0["message"], "Förhinder"), None, "{label}: {told:?}");
    }
    let shown = chair.command("meeting show", json!({ "meeting": march })).await;
    shown.expect("13 av 14 väntas komma").expect("⏳ Arboga");
    // By the buttons that come with the answer it is said of the new time.
    let told = sala.press_on(invitation, "Förhinder").await;
    sala.press_on(&told.0["message"], "Förhinder").await.expect("torsdag 18 mars 2027");
    let shown = chair.command("meeting show", json!({ "meeting": march })).await;
    shown.expect("12 av 14 väntas komma");
    t.delete("/sandbox/faults").await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitutes_reason_is_for_the_officials_too() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-05T09:00:00+01:00")).await;
    let reported = json!({ "meeting": march, "reason": "Bortrest" });
    let substitute = t.substitute("Arboga");
    substitute.command("absence report", reported).await.expect("inte kan komma som ersättare");
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    let seen = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = seen.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Ersättarens skäl: Bortrest")), "{told:#?}");
    let chairs: Vec<String> = t.chair("Äldre").direct_messages().await.iter().map(words).collect();
    assert!(chairs.iter().any(|one| one.contains("Tom plats")), "{chairs:#?}");
    assert!(!chairs.iter().any(|one| one.contains("Bortrest")), "for the officials alone");
    t.finish().await;
}
