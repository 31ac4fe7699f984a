//! Linking an account, and what is kept of a person.

use chrono::TimeDelta;
use kallelse::actions::registry::seat::SeatChange;
use serde_json::{Value, json};

use super::group;
use crate::harness::{Person, TestApp, at, words};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_links_its_person_once_and_a_wrong_one_tells_nothing() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": "Helt Ny" }))
        .await
        .expect("Sparat.");
    let people = official.suggestions("me link", json!({ "person": "helt" }), "person").await;
    let person = people[0]["value"].clone();
    let make = async || {
        let reply = official.command("me link", json!({ "person": person })).await;
        reply
            .expect("Kod till Helt Ny: **")
            .expect("Den kan användas en gång, senast 7 februari 2027.");
        let told = reply.words();
        told.split("**").nth(1).expect("a code").to_owned()
    };
    let (first, second) = (make().await, make().await);
    let newcomer = t.administrator();
    let enter = async |code: &str| newcomer.command("me link", json!({ "code": code })).await;
    let wrong = "Koden gäller inte. Kontrollera att den är rätt skriven";
    enter("AAAAA-AAAAA").await.expect(wrong);
    enter(&first).await.expect(wrong);
    enter(&second.to_lowercase().replace('-', " "))
        .await
        .expect("Ditt konto är nu kopplat till Helt Ny.");
    enter(&second).await.expect("Ditt konto är redan kopplat, till Helt Ny.");
    newcomer
        .command("me show", json!({}))
        .await
        .expect("Äldre: Arboga, ersättare, från 1 februari 2027");

    // Used, expired and wrong sound the same to somebody else; five wrong ones and it is over for an hour.
    let stranger = t.member("Sala");
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    let unlink = sqlx::query("DELETE FROM contact WHERE address = $1");
    unlink.bind(&stranger.id).execute(&mut *db).await.expect("unlinked");
    db.commit().await.expect("committed");
    stranger.command("me link", json!({ "code": second })).await.expect(wrong);
    let third = make().await;
    t.pass(TimeDelta::days(8)).await;
    stranger.command("me link", json!({ "code": third })).await.expect(wrong);
    for code in ["", "x", "ÅÄÖ", "BBBBB-BBBBB"] {
        let _ = stranger.command("me link", json!({ "code": code })).await;
    }
    let fourth = official.command("me link", json!({ "person": person })).await.words();
    let fourth = fourth.split("**").nth(1).expect("a code").to_owned();
    stranger
        .command("me link", json!({ "code": fourth }))
        .await
        .expect("För många felaktiga koder. Vänta en timme");
    t.pass(TimeDelta::minutes(61)).await;
    stranger
        .command("me link", json!({ "code": fourth }))
        .await
        .expect("Ditt konto är nu kopplat till Helt Ny.");

    // The official links directly, and an account is one person's.
    let sala = official
        .suggestions("me link", json!({ "person": "Sala, ledamot" }), "person")
        .await[0]["value"]
        .clone();
    let taken = json!({ "person": sala, "account": t.member("Arboga").id });
    official
        .command("me link", taken)
        .await
        .expect("Kontot är redan kopplat till Arboga, ledamot, Äldre.");
    let free = json!({ "person": sala, "account": newcomer.id });
    official.command("me link", free).await.expect("Sala, ledamot, Äldre är nu kopplad till");
    // Others may not.
    let theirs = json!({ "person": sala, "account": stranger.id });
    t.member("Arboga")
        .command("me link", theirs.clone())
        .await
        .expect("Det får bara gruppens tjänstemän");
    t.official("Barn/unga")
        .command("me link", theirs)
        .await
        .expect("Vi hittar inte den personen i någon grupp som du sköter");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_who_guess_keep_nobody_from_linking_themselves() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let named = json!({ "person": "Helt Ny" });
    t.change_seat("Arboga", SeatChange::Substitute, named.clone()).await.expect("Sparat.");
    let make = async || {
        let told = official.command("me link", named.clone()).await.words();
        told.split("**").nth(1).expect("a code").to_owned()
    };
    let code = make().await;
    // Nobody of the group is known any more.
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    let strangers = sqlx::query_scalar(
        "SELECT c.address FROM contact c JOIN person p ON p.id = c.person
         WHERE p.name LIKE '%, Äldre' AND p.name NOT LIKE '%tjänsteman%' LIMIT 21",
    );
    let strangers: Vec<String> = strangers.fetch_all(&mut *db).await.expect("accounts");
    for stranger in &strangers {
        let unlink = sqlx::query("DELETE FROM contact WHERE address = $1");
        unlink.bind(stranger).execute(&mut *db).await.expect("unlinked");
    }
    db.commit().await.expect("committed");
    let strangers: Vec<Person<'_>> = strangers.into_iter().map(|id| Person::new(&t, id)).collect();
    assert_eq!(strangers.len(), 21);
    let enter =
        async |who: &Person<'_>, code: &str| who.command("me link", json!({ "code": code })).await;
    for stranger in &strangers[..20] {
        for number in 0..5 {
            enter(stranger, &format!("ZZZZ-ZZZZ-000{number}")).await.expect("Koden gäller inte.");
        }
        enter(stranger, &code).await.expect("För många felaktiga koder.");
    }
    enter(&t.administrator(), &code).await.expect("Ditt konto är nu kopplat till Helt Ny.");

    // Whose code it is that is guessed at is seen as well: ten wrong ones that begin alike, and it is void.
    let away = json!({ "person": "Helt Ny", "unlink": true });
    official.command("me link", away).await.expect("har inget kopplat konto längre");
    let code = make().await;
    t.pass(TimeDelta::minutes(61)).await;
    for number in 0..10 {
        let end = if code.ends_with('0') { "11-1111-1111" } else { "00-0000-0000" };
        let wrong = format!("{}{end}", &code[..2]);
        enter(&strangers[number / 4], &wrong).await.expect("Koden gäller inte.");
    }
    enter(&strangers[20], &code).await.expect("Koden gäller inte.");
    let code = make().await;
    enter(&strangers[20], &code).await.expect("Ditt konto är nu kopplat till Helt Ny.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_takes_over_the_account_of_somebody_of_another_group() {
    let t = TestApp::spawn().await;
    let (ours, theirs) = (t.official("Äldre"), "Ansvarig tjänsteman, Barn/unga");
    let seated = json!({ "person": theirs, "from": "2027-02-01" });
    t.change_seat("Arboga", SeatChange::Substitute, seated).await.expect("Sparat.");
    let refused = format!("{theirs} hör hemma i Barn/unga, som sköter namn och konto.");
    let account = json!({ "person": theirs, "account": t.administrator().id });
    ours.command("me link", account.clone()).await.expect(&refused);
    ours.command("me link", json!({ "person": theirs })).await.expect(&refused);
    t.person(theirs)
        .command("group check", json!({ "group": "Barn/unga" }))
        .await
        .expect("Kontroll: Barn/unga");
    // Who may is told of in the log of both groups.
    t.administrator().command("me link", account).await.expect("är nu kopplad till");
    for group in ["Äldre", "Barn/unga"] {
        let log = t.administrator().command("group log", json!({ "group": group })).await;
        log.expect(&format!("{theirs} kopplades till ett konto"));
    }
    // One's own are linked by who administers their group, named as they are called.
    let own = json!({ "person": "sala, ledamot, äldre", "account": t.official("Barn/unga").id });
    ours.command("me link", own).await.expect("Sala, ledamot, Äldre är nu kopplad till");
    ours.command("me link", json!({ "person": "Ingen Alls" }))
        .await
        .expect("Vi hittar inte den personen i någon grupp som du sköter");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_stands_on_the_right_of_whoever_made_it() {
    let t = TestApp::spawn().await;
    let (ours, sala) = (t.official("Äldre"), "Sala, ledamot, Äldre");
    let make = async || {
        let made = ours.command("me link", json!({ "person": sala })).await.words();
        made.split("**").nth(1).expect("a code").to_owned()
    };
    let newcomer = t.administrator();
    let enter = async |code: &str| newcomer.command("me link", json!({ "code": code })).await;
    let code = make().await;
    // Sala comes to be an official of a group of others: the code of before gives nobody that post.
    let account = t.member("Sala").id;
    let post = json!({ "group": "Barn/unga", "deputy": account });
    t.administrator().command("group settings", post).await.expect("Sparat.");
    enter(&code).await.expect("Koden gäller inte.");
    t.member("Sala").command("me show", json!({})).await.expect("Barn/unga: biträdande tjänsteman");
    // Nor does one whose maker is the official no longer.
    let norberg = json!({ "person": "Norberg, ledamot, Äldre" });
    let made = ours.command("me link", norberg).await.words();
    let code = made.split("**").nth(1).expect("a code").to_owned();
    let over = json!({ "group": "Äldre", "hand-over-to": t.member("Fagersta").id });
    t.administrator().agreed("group settings", over).await.expect("tar över efter");
    enter(&code).await.expect("Koden gäller inte.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_was_given_to_the_wrong_person_is_taken_away() {
    let t = TestApp::spawn().await;
    let (official, sala) = (t.official("Äldre"), "Sala, ledamot, Äldre");
    let unlink = json!({ "person": sala, "unlink": true });
    t.official("Barn/unga")
        .command("me link", unlink.clone())
        .await
        .expect("Vi hittar inte den personen i någon grupp som du sköter");
    t.member("Sala").command("me show", json!({})).await.expect("Äldre: Sala, ordinarie");
    official.command("me link", unlink.clone()).await.expect(&format!(
        "{sala} har inget kopplat konto längre. Koppla rätt konto, eller skapa en kod, med /jag koppla."
    ));
    t.member("Sala")
        .command("me show", json!({}))
        .await
        .expect("Ditt konto är inte kopplat till någon person.");
    let log = official.command("group log", group()).await;
    log.expect(&format!("kontot kopplades bort från {sala}"));
    // Once more changes nothing, and the account is free for whom it belongs to.
    official.command("me link", unlink).await.expect("har inget kopplat konto längre");
    let right = json!({ "person": "Norberg, ledamot, Äldre", "account": t.member("Sala").id });
    official.command("me link", right).await.expect("är nu kopplad till");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_comes_to_lead_another_group_by_a_first_link() {
    let t = TestApp::spawn().await;
    let theirs = "Regionen, ordförande, Barn/unga";
    t.without_account(theirs).await;
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": theirs }))
        .await
        .expect("Sparat.");
    let official = t.official("Äldre");
    let account = json!({ "person": theirs, "account": t.administrator().id });
    official.command("me link", account).await.expect("hör hemma i Barn/unga");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_file_and_no_name_gives_the_account_of_another_groups_official() {
    let t = TestApp::spawn().await;
    let theirs = "Ansvarig tjänsteman, Barn/unga";
    t.without_account(theirs).await;
    let official = t.official("Äldre");
    let text = format!(
        "plats;uppdragsgivare;funktion;ordinarie;ersättare;ersättare_konto\n\
         4;Arboga;ledamot;\"Arboga, ledamot, Äldre\";\"{theirs}\";{}\n",
        t.administrator().id
    );
    t.import(&official, "x.csv", text.into_bytes()).await.expect(
        "rad 2, ersättare\\_konto: personen hör hemma i en annan grupp eller har rättigheter där; be den gruppens tjänsteman",
    );
    // Somebody who calls themselves so is somebody else.
    let account = t.person(theirs).id;
    let picked = json!({ "group": "Äldre", "deputy": account });
    official.command("group settings", picked).await.expect("Sparat.");
    let log = official.command("group log", group()).await;
    log.expect(&format!("{theirs} \\({theirs}\\) blev biträdande tjänsteman"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_known_by_name_alone_is_told_of_when_they_are_picked() {
    let t = TestApp::spawn().await;
    let named = json!({ "person": "Serverns administratör" });
    t.change_seat("Arboga", SeatChange::Substitute, named).await.expect("Sparat.");
    let picked = json!({ "group": "Äldre", "deputy": t.administrator().id });
    t.official("Äldre")
        .command("group settings", picked)
        .await
        .expect("är nu kopplad till Serverns administratör, som redan var registrerad.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_handed_over_leaves_no_empty_post_behind() {
    let t = TestApp::spawn().await;
    let (old, new) = (t.official("Äldre"), t.person("Biträdande tjänsteman, Äldre"));
    let over = json!({ "group": "Äldre", "hand-over-to": new.id });
    old.agreed("group settings", over).await.expect("Klart.");
    let asked = old.command("me erase", json!({})).await;
    old.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
    // Nor does who erases themselves on their first day stand there any more.
    let asked = new.command("me erase", json!({})).await;
    new.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
    t.pass(TimeDelta::seconds(10)).await;
    let told: Vec<String> =
        t.administrator().sees("tjänstemän-äldre").await.iter().map(words).collect();
    assert!(!told.iter().any(|one| one.contains("Den som var ansvarig tjänsteman")), "{told:#?}");
    assert!(
        told.iter().any(|one| one.contains("Någon som nyss blivit tjänsteman för Äldre")),
        "{told:#?}"
    );
    t.administrator().command("group check", group()).await.expect("Ingen är ansvarig tjänsteman.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_picked_by_what_discord_calls_them_gets_their_right_name() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let rename = async |person: &str, name: &str| {
        official.command("me link", json!({ "person": person, "name": name })).await
    };
    rename("Biträdande tjänsteman, Äldre", "Eva Lind")
        .await
        .expect("Namnet är rättat: Biträdande tjänsteman, Äldre heter nu Eva Lind.");
    rename("Eva Lind", "Arboga, ledamot, Äldre").await.expect("är upptaget");
    rename("Eva Lind", " ").await.expect("Namnet saknas.");
    rename("Ansvarig tjänsteman, Barn/unga", "Nisse")
        .await
        .expect("Vi hittar inte den personen i någon grupp som du sköter");
    official.command("group log", group()).await.expect("namnet på Eva Lind rättades");
    // Somebody else of that name is told apart by what nobody else is called in Discord.
    rename("Eva Lind", "Serverns administratör").await.expect("heter nu Serverns administratör.");
    let namesake = json!({ "group": "Äldre", "official": t.administrator().id });
    t.administrator().command("group settings", namesake).await.expect("Sparat.");
    let shown = t.administrator().command("me show", json!({})).await;
    shown.expect("Du heter Serverns administratör \\(").expect("\\) här, i ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_sees_takes_along_and_removes_their_own_data() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let arboga = t.member("Arboga");
    let meeting = t.newest_meeting().await;
    arboga
        .command("absence report", json!({ "meeting": meeting, "reason": "Sjuk" }))
        .await
        .expect("anmält förhinder");
    arboga
        .command("me show", json!({}))
        .await
        .expect("Äldre: Arboga, ordinarie, från 1 januari 2017");
    let export = arboga.command("me export", json!({})).await;
    export.expect("Här är allt som sparas om dig");
    let files = t.files(&export).await;
    assert_eq!(files[0].0, "mina-uppgifter.txt");
    let text = String::from_utf8(files[0].1.clone()).expect("UTF-8");
    assert!(text.contains("förhinder, skäl: Sjuk"), "{text}");
    let data: Value = serde_json::from_slice(&files[1].1).expect("JSON");
    assert_eq!(data["name"], "Arboga, ledamot, Äldre");
    assert_eq!(data["replies"][0]["reason"], "Sjuk");
    assert_eq!(data["appointments"][0]["from"], "2017-01-01");

    let asked = arboga.command("me erase", json!({})).await;
    asked.expect("Det går inte att ångra.").expect("• Äldre: Arboga, ordinarie");
    arboga.press_on(&asked.0["message"], "Behåll").await.expect("Inget har ändrats.");
    let asked = arboga.command("me erase", json!({})).await;
    arboga
        .press_on(&asked.0["message"], "Ta bort mina uppgifter")
        .await
        .expect("Klart. Ditt namn och ditt konto är borttagna.");
    arboga
        .command("me show", json!({}))
        .await
        .expect("Ditt konto är inte kopplat till någon person.");
    t.pass(TimeDelta::seconds(10)).await;
    let official = t.official("Äldre");
    let told: Vec<String> = official.sees("tjänstemän-äldre").await.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Platsen Arboga i Äldre är tom")), "{told:#?}");
    assert!(!told.iter().any(|one| one.contains("Sjuk")), "the reason is gone: {told:#?}");
    // History stays, without the name; so does the log.
    let seat = t.seat("4. Arboga").await;
    official
        .command("group seat", json!({ "group": "Äldre", "seat": seat }))
        .await
        .expect("tidigare ledamot, ordinarie, från 1 januari 2017 till och med 4 mars 2027");
    official.command("group log", group()).await.expect("tidigare ledamot raderade sina uppgifter");
    let export = official
        .command("group export", json!({ "group": "Äldre", "kind": 1, "history": true }))
        .await;
    for (name, bytes) in t.files(&export).await {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("Arboga, ledamot, Äldre"),
            "the name stands in {name}"
        );
    }
    let mut db = t.demo.bot.store.read().await.expect("a connection");
    let left: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM person WHERE name = 'Arboga, ledamot, Äldre'")
            .fetch_one(&mut *db)
            .await
            .expect("counted");
    assert_eq!(left, 0);
    drop(db);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_erases_themselves_after_the_meeting_takes_the_reason_along() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let meeting = t.newest_meeting().await;
    let absence = json!({ "meeting": meeting, "reason": "Opereras i knät" });
    t.member("Arboga").command("absence report", absence).await.expect("anmält förhinder");
    t.until(at("2027-03-15T09:30:00+01:00")).await;
    let asked = t.member("Arboga").command("me erase", json!({})).await;
    t.member("Arboga")
        .press_on(&asked.0["message"], "Ta bort mina uppgifter")
        .await
        .expect("Klart.");
    let asked = t.substitute("Sala").command("me erase", json!({})).await;
    t.substitute("Sala")
        .press_on(&asked.0["message"], "Ta bort mina uppgifter")
        .await
        .expect("Klart.");
    t.pass(TimeDelta::seconds(10)).await;
    let told: Vec<String> =
        t.official("Äldre").sees("tjänstemän-äldre").await.iter().map(words).collect();
    assert!(!told.iter().any(|one| one.contains("knät")), "{told:#?}");
    assert!(told.iter().any(|one| one.contains("Förhinder: tidigare ledamot –")), "{told:#?}");
    // What has become empty is told as what it is.
    for words in ["Platsen Arboga i Äldre är tom", "Platsen Sala i Äldre saknar ersättare"] {
        assert!(told.iter().any(|one| one.contains(words)), "{told:#?}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_days_after_the_meeting_the_reason_is_gone_from_everywhere() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let meeting = t.newest_meeting().await;
    let absence = json!({ "meeting": meeting, "reason": "Opereras i knät" });
    t.member("Arboga").command("absence report", absence).await.expect("anmält förhinder");
    let kept = async || {
        let posts = t.official("Äldre").sees("tjänstemän-äldre").await;
        let told = posts.iter().map(words).any(|post| post.contains("Opereras i knät"));
        let mut db = t.demo.bot.store.read().await.expect("a connection");
        let count = "SELECT COUNT(*) FROM reply WHERE reason IS NOT NULL";
        let stored: i64 = sqlx::query_scalar(count).fetch_one(&mut *db).await.expect("counted");
        (told, stored)
    };
    assert_eq!(kept().await, (true, 1));
    t.until(at("2027-04-10T11:00:00+02:00")).await;
    assert_eq!(kept().await, (true, 1), "the meeting ended at noon on 11 March");
    // Discord refuses for a while what would take it out of the message: it is tried again.
    let refused = json!({ "kind": "status", "status": 403, "code": 50013, "route": "PATCH /channels/*/messages/*" });
    t.post("/sandbox/faults", &refused).await;
    t.until(at("2027-04-10T14:00:00+02:00")).await;
    t.pass(chrono::TimeDelta::seconds(10)).await;
    assert_eq!(kept().await, (true, 0));
    t.delete("/sandbox/faults").await;
    t.pass(chrono::TimeDelta::hours(6)).await;
    t.pass(chrono::TimeDelta::seconds(10)).await;
    assert_eq!(kept().await, (false, 0));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_erases_themselves_leaves_no_code_that_they_have_made() {
    let t = TestApp::spawn().await;
    let (deputy, sala) = (t.person("Biträdande tjänsteman, Äldre"), "Sala, ledamot, Äldre");
    t.without_account(sala).await;
    let made = deputy.command("me link", json!({ "person": sala })).await.words();
    let code = made.split("**").nth(1).expect("a code").to_owned();
    let makers = async || {
        let mut db = t.demo.bot.store.read().await.expect("a connection");
        let count = "SELECT COUNT(*) FROM link_code WHERE maker IS NOT NULL";
        let count: i64 = sqlx::query_scalar(count).fetch_one(&mut *db).await.expect("counted");
        count
    };
    assert_eq!(makers().await, 1);
    let asked = deputy.command("me erase", json!({})).await;
    deputy.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
    assert_eq!(makers().await, 0, "their account is in nobody's code");
    let newcomer = t.administrator();
    newcomer.command("me link", json!({ "code": code })).await.expect("Koden gäller inte.");
    t.finish().await;
}
