//! The calendar in chat: what comes, whether it concerns oneself, and what is new of what one follows.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(a_substitute_follows_a_topic_gets_one_digest_and_sees_why_an_item_is_theirs);

impl Person<'_> {
    async fn book(&self, group: &str, date: &str) -> String {
        self.schedule(group, date, "09:00").await.expect("är bokat");
        let typed = json!({ "meeting": group });
        let choices = self.suggestions("agenda add", typed, "meeting").await;
        let found = choices
            .iter()
            .rev()
            .find(|one| one["value"].as_str().is_some_and(|value| !value.starts_with('w')));
        found.expect("a meeting")["value"].as_str().expect("an id").to_owned()
    }

    async fn item(&self, meeting: &str, title: &str, more: Value) -> Reply {
        let mut options = json!({ "meeting": meeting, "title": title, "purpose": 3 });
        for (name, value) in more.as_object().expect("options") {
            options[name] = value.clone();
        }
        let reply = self.command("agenda add", options).await;
        reply.expect(title);
        reply
    }

    async fn calendar(&self, options: Value) -> Reply {
        self.command("kalendarium visa", options).await
    }
}

async fn a_substitute_follows_a_topic_gets_one_digest_and_sees_why_an_item_is_theirs(t: TestApp) {
    let (chair, substitute) = (t.chair("Äldre"), t.substitute("Arboga"));
    let march = chair.book("Äldre", "2027-03-11").await;
    let june = chair.book("Äldre", "2027-06-10").await;
    chair.item(&june, "Kulturplanen", json!({ "topics": "kultur" })).await;

    // Following says when one is told; the hour is one's own.
    let topics =
        substitute.suggestions("kalendarium bevaka", json!({ "ämne": "kul" }), "ämne").await;
    assert_eq!(topics[0]["name"], "kultur");
    let followed =
        substitute.command("kalendarium bevaka", json!({ "ämne": topics[0]["value"] })).await;
    followed.expect("kl. 08:00").expect("kultur");
    substitute.command("jag inställningar", json!({ "timme": 7 })).await.expect("kl. 07:00");

    // What is there already is no news; what comes is told once, at the hour.
    t.until(at("2027-02-02T07:30:00+01:00")).await;
    assert!(substitute.direct_messages().await.is_empty(), "nothing is new");
    chair.item(&march, "Arkiv Västmanland", json!({ "topics": "Kultur, arkiv" })).await;
    chair.item(&march, "Äldres boende", json!({ "topics": "boende" })).await;
    t.until(at("2027-02-03T06:59:00+01:00")).await;
    assert!(substitute.direct_messages().await.is_empty(), "not before the hour");
    t.until(at("2027-02-03T07:01:00+01:00")).await;
    let told = substitute.direct_messages().await;
    assert_eq!(told.len(), 1);
    let said = words(&told[0]);
    assert!(said.starts_with("Nytt: Arkiv Västmanland – Äldre, tors 11 mars kl. 09:00"), "{said}");
    assert!(said.contains("du bevakar kultur") && !said.contains("boende"), "{said}");

    // Moved is told as that; of nothing new nothing is told.
    t.until(at("2027-02-04T12:00:00+01:00")).await;
    assert_eq!(substitute.direct_messages().await.len(), 1);
    let items =
        chair.suggestions("dagordning flytta", json!({ "ärende": "arkiv" }), "ärende").await;
    let options = json!({ "ärende": items[0]["value"], "möte": june });
    chair.command("dagordning flytta", options).await.expect("är flyttat till mötet");
    t.until(at("2027-02-06T12:00:00+01:00")).await;
    let told = substitute.direct_messages().await;
    assert_eq!(told.len(), 2, "one a day at most, and none when nothing is new");
    assert!(
        words(&told[1]).contains("Arkiv Västmanland är flyttat – Äldre, tors 10 juni kl. 09:00"),
        "{}",
        words(&told[1])
    );

    // Their own calendar says why each line is theirs.
    let own = substitute.press_on(&told[1], "Mitt kalendarium").await;
    own.expect("Mitt kalendarium").expect("### mars 2027").expect("### juni 2027");
    own.expect(
        "**tors 11 mars kl. 09:00** – **Äldre**, Regionhuset, sal 3\n-# du är ersättare för Arboga",
    );
    own.expect("• Arkiv Västmanland – beslut · arkiv, kultur (preliminärt)\n-# du bevakar kultur");

    // Whoever follows nothing more hears nothing more.
    let stopped =
        substitute.command("kalendarium bevaka", json!({ "ämne": "kultur", "sluta": true })).await;
    stopped.expect("Bevaka ett ämne eller en grupp");
    chair.item(&june, "Biblioteken", json!({ "topics": "kultur" })).await;
    t.pass(TimeDelta::days(2)).await;
    assert_eq!(substitute.direct_messages().await.len(), 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calendar_is_filtered_and_leafed_through_and_shows_nobody_what_is_not_theirs() {
    let t = TestApp::spawn().await;
    let (chair, culture) = (t.chair("Äldre"), t.chair("Kultur/idrott"));
    let march = chair.book("Äldre", "2027-03-11").await;
    let other = culture.book("Kultur/idrott", "2027-03-18").await;
    culture.item(&other, "Idrottshallar", json!({ "topics": "idrott" })).await;
    for number in 1..=30 {
        let more =
            json!({ "minutes": "5", "topics": if number % 2 == 0 { "BUP" } else { "skola" } });
        chair.item(&march, &format!("Ärende nummer {number}"), more).await;
    }
    let member = t.member("Arboga");
    let mut page = member.calendar(json!({})).await;
    let id = page.0["message"]["id"].clone();
    let mut seen = page.words();
    while button(&page.0["message"], "Nästa").is_some() {
        page = member.press_on(&page.0["message"], "Nästa").await;
        assert_eq!(page.0["message"]["id"], id, "the page is turned");
        seen += &words(&page.0["message"]);
    }
    for number in 1..=30 {
        assert!(seen.contains(&format!("Ärende nummer {number} –")), "{number} in {seen}");
    }
    assert!(!seen.contains("Idrottshallar"), "another group's");
    let back = member.press_on(&page.0["message"], "Föregående").await;
    back.expect("### mars 2027");

    let topics = member.suggestions("kalendarium visa", json!({ "ämne": "bup" }), "ämne").await;
    let narrow = member.calendar(json!({ "ämne": topics[0]["value"], "syfte": 3 })).await;
    narrow.expect("Kalendarium · BUP · beslut").expect("Ärende nummer 2 –");
    assert!(!narrow.words().contains("nummer 3 –"), "{}", narrow.words());
    member.calendar(json!({ "månader": 1 })).await.expect("Inget sådant är på gång.");
    member
        .calendar(json!({ "grupp": "Kultur/idrott" }))
        .await
        .expect("Vi hittar inte den gruppen.");
    member.calendar(json!({ "ämne": "finns inte" })).await.expect("Vi hittar inte det ämnet.");

    // What concerns an appointer is its people's, and not others'.
    chair.item(&march, "Broar", json!({ "concerns": "Arboga" })).await;
    let own = member.calendar(json!({ "mina": true })).await;
    own.expect("du är ledamot för Arboga");
    let narrow = member.calendar(json!({ "mina": true, "syfte": 3, "månader": 12 })).await;
    narrow.expect("Mitt kalendarium · beslut · 12 månader framåt");
    let last = member.press_on(&narrow.0["message"], "Nästa").await;
    assert!(
        words(&last.0["message"]).contains("• Broar – beslut (preliminärt)\n-# berör Arboga"),
        "{}",
        words(&last.0["message"])
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_group_has_its_calendar_pinned_and_kept_true_and_put_up_again() {
    let t = TestApp::spawn().await;
    let (chair, member) = (t.chair("Äldre"), t.member("Arboga"));
    t.at_once().await;
    let pinned = member.sees_pinned("äldre").await;
    assert!(
        words(&pinned[0]).contains("### Väntar på ett möte\n• Digitala lösningar"),
        "{}",
        words(&pinned[0])
    );
    let march = chair.book("Äldre", "2027-03-11").await;
    t.pass(TimeDelta::seconds(5)).await;
    let pinned = member.sees_pinned("äldre").await;
    assert_eq!(pinned.len(), 1);
    let shown = words(&pinned[0]);
    let expected = "# Kalendarium: Äldre\n### mars 2027\n**tors 11 mars kl. 09:00** – Regionhuset, sal 3\n### Väntar";
    assert!(shown.starts_with(expected), "{shown}");
    let id = pinned[0]["id"].clone();

    // A change is one edit of the same post, and pings nobody.
    let before = t.traffic().await.len();
    chair.item(&march, "Kulturplanen", json!({ "topics": "kultur" })).await;
    t.pass(TimeDelta::seconds(10)).await;
    let pinned = member.sees_pinned("äldre").await;
    assert_eq!(pinned.len(), 1);
    assert_eq!((&pinned[0]["id"], &pinned[0]["pinged"]), (&id, &json!([])));
    assert!(
        words(&pinned[0]).contains("• Kulturplanen – beslut · kultur (preliminärt)"),
        "{}",
        words(&pinned[0])
    );
    let requests = t.traffic().await.split_off(before);
    let id_text = id.as_str().expect("an id");
    let of_calendar = requests
        .iter()
        .filter(|one| one["path"].as_str().is_some_and(|path| path.contains(id_text)));
    assert_eq!(of_calendar.count(), 1, "one request for one change");
    // Whoever reads it finds what is theirs.
    let own = member.press_on(&pinned[0], "Mitt kalendarium").await;
    own.expect("du är ledamot för Arboga");

    // When the meeting is called, nothing of it is preliminary; when it is over, it is gone.
    t.until(at("2027-03-04T09:00:10+01:00")).await;
    let pinned = member.sees_pinned("äldre").await;
    assert!(
        words(&pinned[0]).contains("• Kulturplanen – beslut · kultur"),
        "{}",
        words(&pinned[0])
    );
    assert!(!words(&pinned[0]).contains("preliminärt"));

    // Somebody deletes it: it is put up again, pinned, and nobody is pinged.
    t.remove(t.channel("äldre"), &pinned[0]).await;
    chair.book("Äldre", "2027-04-15").await;
    t.pass(TimeDelta::seconds(20)).await;
    let again = member.sees_pinned("äldre").await;
    assert_eq!(again.len(), 1);
    assert!(
        again[0]["id"] != id && words(&again[0]).contains("### april 2027"),
        "{}",
        words(&again[0])
    );
    t.until(at("2027-03-12T09:00:00+01:00")).await;
    t.demo.bot.worker.settle().await.expect("settled");
    let later = member.sees_pinned("äldre").await;
    assert!(!words(&later[0]).contains("mars"), "{}", words(&later[0]));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_of_three_groups_fits_into_posts_in_both_languages() {
    let t = TestApp::spawn().await;
    let official = t.official("Barn/unga");
    official
        .command("grupp inställningar", json!({ "grupp": "Barn/unga", "språk": 1 }))
        .await
        .expect("Sparat.");
    let groups =
        [("Äldre", "äldre"), ("Barn/unga", "barn-unga"), ("Kultur/idrott", "kultur-idrott")];
    for (group, channel) in groups {
        let chair = t.chair(group);
        for month in [2, 4, 6, 8, 10, 11, 12] {
            let meeting = chair.book(group, &format!("2027-{month:02}-15")).await;
            for number in 0..3 {
                let title = format!(
                    "**{number}** [Ärende] om `samverkan` <@1> och @everyone i {month} {}",
                    "_*~".repeat(12)
                );
                let options = json!({ "minutes": "10", "topics": "BUP & skola, *kultur*" });
                chair.item_with(&meeting, &title, options).await;
            }
        }
        t.pass(TimeDelta::minutes(1)).await;
        let pinned = t.member("Sala").sees_pinned(channel).await;
        assert_eq!(pinned.len(), 3, "{group}: as many as a calendar has at the most");
        for part in &pinned {
            let content = part["content"].as_str().expect("a text");
            assert!(content.chars().count() <= 2000, "{}", content.chars().count());
            assert!(content.chars().count() > 700, "not in crumbs: {content}");
            assert!(!content.contains("@everyone"), "{content}");
        }
        let last = words(&pinned[2]);
        let more = if group == "Barn/unga" {
            "more: type /calendar show"
        } else {
            "till: skriv /kalendarium visa"
        };
        assert!(last.contains(more), "{last}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_organisations_calendar_stands_where_its_administrator_says_with_those_who_allow_it() {
    let t = TestApp::spawn().await;
    let administrator = t.person("Serverns administratör");
    t.chair("Äldre").book("Äldre", "2027-03-11").await;
    t.chair("Kultur/idrott").book("Kultur/idrott", "2027-03-18").await;
    t.official("Kultur/idrott")
        .command(
            "grupp inställningar",
            json!({ "grupp": "Kultur/idrott", "öppet-kalendarium": false }),
        )
        .await
        .expect("Syns bara för gruppen");
    let refused = t.chair("Äldre").command("organisation inställningar", json!({})).await;
    assert_ne!(refused.0["status"], "replied", "members are not even shown it: {:#}", refused.0);
    let own = t.channel("äldre").to_owned();
    let taken = administrator
        .command("organisation inställningar", json!({ "kalendariekanal": own }))
        .await;
    taken.expect("är en grupps kanal");

    let hall = t.channel("kalendarium").to_owned();
    let set = administrator
        .command("organisation inställningar", json!({ "kalendariekanal": hall }))
        .await;
    set.expect("Kalendariet visas nu i")
        .expect("Grupper som visas där: Barn/unga, Äldre")
        .expect("Grupper som inte visas: Kultur/idrott");
    t.pass(TimeDelta::seconds(10)).await;
    let shown = t.pinned_in(&hall).await;
    let all: Vec<String> = shown.iter().map(words).collect();
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all.iter().any(|one| one.contains("Kalendarium: Äldre") && one.contains("tors 11 mars")),
        "{all:?}"
    );

    // Who allows it later is shown, and who does no more is not.
    t.official("Kultur/idrott")
        .command(
            "grupp inställningar",
            json!({ "grupp": "Kultur/idrott", "öppet-kalendarium": true }),
        )
        .await
        .expect("Får ses av alla");
    t.official("Äldre")
        .command("grupp inställningar", json!({ "grupp": "Äldre", "öppet-kalendarium": false }))
        .await
        .expect("Syns bara för gruppen");
    t.pass(TimeDelta::seconds(10)).await;
    let all: Vec<String> = t.pinned_in(&hall).await.iter().map(words).collect();
    assert!(
        all.iter().any(|one| one.contains("Kultur/idrott") && one.contains("tors 18 mars")),
        "{all:?}"
    );
    assert!(
        all.iter().any(|one| one.contains("Äldre")
            && one.contains("Kalendariet visas inte här längre.")
            && !one.contains("11 mars")),
        "{all:?}"
    );
    // What everybody may see, members of other groups see in theirs.
    let other =
        t.member("Sala").command("kalendarium visa", json!({ "grupp": "Kultur/idrott" })).await;
    other.expect("tors 18 mars");
    t.finish().await;
}

impl Person<'_> {
    async fn item_with(&self, meeting: &str, title: &str, more: Value) {
        let mut options = json!({ "meeting": meeting, "title": title, "purpose": 3 });
        for (name, value) in more.as_object().expect("options") {
            options[name] = value.clone();
        }
        self.command("agenda add", options).await.expect("står på dagordningen");
    }
}

impl TestApp {
    async fn pinned_in(&self, channel: &str) -> Vec<Value> {
        let account = &self.member("Sala").id;
        let messages =
            self.get(&format!("/sandbox/channels/{channel}/messages?as={account}")).await;
        let messages = messages.as_array().expect("messages").iter();
        messages.filter(|message| message["pinned"] == true).cloned().collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_may_not_be_pinned_the_calendar_stands_all_the_same_and_the_check_says_so() {
    let t = TestApp::spawn().await;
    t.at_once().await;
    let pinned = t.member("Sala").sees_pinned("äldre").await;
    let shut = json!({ "kind": "status", "status": 403, "code": 50013, "route": "PUT /channels/*/messages/pins/*" });
    t.post("/sandbox/faults", &shut).await;
    t.remove(t.channel("äldre"), &pinned[0]).await;
    t.chair("Äldre").book("Äldre", "2027-03-11").await;
    t.pass(TimeDelta::seconds(20)).await;
    assert!(t.member("Sala").sees_pinned("äldre").await.is_empty());
    let shown = t.member("Sala").sees("äldre").await;
    let stands =
        shown.iter().any(|one| words(one).starts_with("# Kalendarium: Äldre\n### mars 2027"));
    assert!(stands, "{:?}", shown.iter().map(words).collect::<Vec<_>>());
    let check = json!({ "grupp": "Äldre" });
    let checked = t.official("Äldre").command("grupp kontrollera", check.clone()).await;
    checked.expect("Kalendariet är inte fäst i");

    t.delete("/sandbox/faults").await;
    t.chair("Äldre").book("Äldre", "2027-04-15").await;
    t.pass(TimeDelta::seconds(20)).await;
    assert_eq!(t.member("Sala").sees_pinned("äldre").await.len(), 1);
    let checked = t.official("Äldre").command("grupp kontrollera", check).await;
    assert!(!checked.words().contains("inte fäst"), "{}", checked.words());
    t.finish().await;
}
