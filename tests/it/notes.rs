//! Notes: written item by item, published, read by those who were not there, approved at a later meeting, and found.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    from_closing_a_meeting_to_approved_notes_at_the_next,
    two_write_at_once_and_nothing_is_overwritten,
    what_is_done_is_what_was_looked_at,
    a_file_is_shown_as_it_was_understood_before_anything_is_kept,
    what_is_published_changes_only_as_a_revision_that_shows_its_difference,
    whoever_attended_leaves_a_word_to_the_other_and_it_comes_with_the_notes,
    notes_have_a_channel_of_their_own_and_long_ones_are_parted_at_headings,
);

impl Person<'_> {
    async fn adds_item(&self, meeting: &str, title: &str) {
        let options = json!({ "meeting": meeting, "title": title, "purpose": 3, "minutes": "30" });
        self.command("agenda add", options).await.expect("står på dagordningen");
    }

    async fn draft(&self, meeting: &str) -> Reply {
        self.command("anteckningar skriv", json!({ "möte": meeting })).await
    }

    /// Writes about an item, and sees the draft again.
    async fn writes(&self, draft: &Reply, item: &str, said: &str, agreed: &str) -> Reply {
        let form = self.pick_on(&draft.0["message"], item).await;
        self.fill_in(&form, json!({ "said": said, "agreed": agreed })).await
    }

    async fn publishes(&self, meeting: &str) -> Reply {
        let preview = self.command("anteckningar publicera", json!({ "möte": meeting })).await;
        let again = button(&preview.0["message"], "Publicera ny version");
        let label = if again.is_some() { "Publicera ny version" } else { "Publicera" };
        self.press_on(&preview.0["message"], label).await
    }
}

/// A meeting of Äldre in March with two items, which has been.
async fn held(t: &TestApp) -> String {
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let chair = t.chair("Äldre");
    chair.adds_item(&meeting, "Bredband").await;
    chair.adds_item(&meeting, "Trygg hemgång").await;
    t.until(at("2027-03-04T09:01:00+01:00")).await;
    meeting
}

fn text(message: &Value) -> &str {
    message["content"].as_str().unwrap_or_default()
}

async fn from_closing_a_meeting_to_approved_notes_at_the_next(t: TestApp) {
    let meeting = held(&t).await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    t.member("Arboga").command("förhinder anmäl", json!({ "möte": meeting })).await.expect("Tack");
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    official
        .draft(&meeting)
        .await
        .expect("Mötet har inte börjat, så det finns inget att anteckna än.");

    t.until(at("2027-03-11T12:30:00+01:00")).await;
    t.member("Sala").draft(&meeting).await.expect("Det får bara ordförande");
    let draft = official.draft(&meeting).await;
    draft.expect("Bara ordförande och tjänstemän ser det.").expect("▫️ 1. Bredband (beslut)");
    assert!(button(&draft.0["message"], "Skriv: Bredband").is_some(), "{draft:?}");
    let draft = official
        .writes(
            &draft,
            "1. Bredband (beslut)",
            "Kommunerna berättade:\n- Köping är klar\n- Sala bygger",
            "Regionen följer upp i **maj**.",
        )
        .await;
    draft
        .expect("Sparat: Bredband.")
        .expect("✅ 1. Bredband (beslut)")
        .expect("▫️ 2. Trygg hemgång");
    assert!(
        button(&draft.0["message"], "Skriv: Trygg hemgång").is_some(),
        "and the next is at hand"
    );
    // A day's pause, and it is where it was.
    t.until(at("2027-03-12T15:00:00+01:00")).await;
    let draft = official.draft(&meeting).await;
    draft.expect("✅ 1. Bredband (beslut)");
    let draft =
        official.writes(&draft, "2. Trygg hemgång (beslut)", "Pilot i Café Linné.", "").await;
    let add = official.press_on(&draft.0["message"], "Något mer togs upp").await;
    let more = json!({ "heading": "Parkering", "said": "Det finns ingen @everyone. [Här](https://a.example/p)", "agreed": "" });
    let draft = official.fill_in(&add, more).await;
    draft.expect("✅ Parkering");

    // The draft is nobody else's, and the preview shows it as it will be.
    t.member("Sala")
        .command("anteckningar visa", json!({ "anteckningar": meeting }))
        .await
        .expect("inte publicerade än");
    // Nobody is notified of what they do themselves.
    let own = chair.command("anteckningar publicera", json!({ "möte": meeting })).await;
    own.expect("När du publicerar får 14 personer en avisering.");
    let preview = official.press_on(&draft.0["message"], "Förhandsgranska").await;
    preview
        .expect("När du publicerar får 15 personer en avisering.")
        .expect("Minnesanteckningar 1/2027: Äldre")
        .expect("**1. Bredband (beslut)**\nKommunerna berättade:\n- Köping är klar")
        .expect("__Överenskommet:__ Regionen följer upp i **maj**.")
        .expect("Här – https://a.example/p")
        .expect("Arboga, ersättare, Äldre (Arboga, i stället för Arboga, ledamot, Äldre)");
    let published = official.press_on(&preview.0["message"], "Publicera").await;
    published
        .expect("Anteckningarna 1/2027 för **Äldre** är publicerade.")
        .expect("Mötet avslutades samtidigt");

    // The group reads them in its channel, members and who attended are pinged, and nobody else.
    let posts = t.member("Sala").sees("äldre").await;
    let post =
        posts.iter().find(|one| text(one).starts_with("Anteckningar: Äldre")).expect("a post");
    assert!(text(post).starts_with("Anteckningar: Äldre, tors 11 mars 2027 kl. 09:00"), "{post:#}");
    let pinged: Vec<&str> =
        post["pinged"].as_array().expect("pings").iter().filter_map(Value::as_str).collect();
    assert!(
        pinged.contains(&t.member("Sala").id.as_str())
            && pinged.contains(&t.substitute("Arboga").id.as_str())
    );
    assert!(pinged.contains(&t.member("Arboga").id.as_str()), "the member who was away reads them");
    assert!(
        !pinged.contains(&t.substitute("Sala").id.as_str()),
        "a substitute who was not called is not pinged"
    );
    assert_eq!(pinged.len(), 15);
    assert!(words(post).contains("inte godkända än"), "{}", words(post));
    assert!(!words(post).contains("@everyone"), "nothing in them pings: {}", words(post));
    assert_eq!(post["attachments"][0]["filename"], "minnesanteckningar-äldre-2027-1.md");
    let url = post["attachments"][0]["url"].as_str().expect("an address");
    let whole = reqwest::get(url).await.expect("an answer").text().await.expect("a text");
    assert!(whole.starts_with("# Minnesanteckningar 1/2027: Äldre\n"), "{whole}");
    assert!(
        whole.contains("## Parkering\n\nDet finns ingen @everyone. [Här](https://a.example/p)"),
        "{whole}"
    );
    let thread = t.thread().await;
    let lines = t.member("Sala").sees_in(&thread).await;
    assert!(
        lines.iter().any(|one| text(one).contains("Anteckningarna från mötet är publicerade.")),
        "{lines:#?}"
    );

    // A substitute who was never called hears of it in the next morning's digest, reads, and finds it again.
    let uncalled = t.substitute("Sala");
    assert_eq!(uncalled.direct_messages().await.len(), 0);
    t.until(at("2027-03-13T08:01:00+01:00")).await;
    let heard = uncalled.direct_messages().await;
    assert_eq!(heard.len(), 1, "{heard:#?}");
    assert!(
        text(&heard[0]).contains("Anteckningar: Äldre, tors 11 mars kl. 09:00"),
        "{}",
        words(&heard[0])
    );
    assert_eq!(
        t.substitute("Arboga")
            .direct_messages()
            .await
            .iter()
            .filter(|one| words(one).contains("Nytt"))
            .count(),
        0
    );
    let read = uncalled.command("anteckningar visa", json!({ "anteckningar": meeting })).await;
    read.expect("Pilot i Café Linné.");
    let found = uncalled.command("anteckningar sök", json!({ "ord": "CAFE linne" })).await;
    found
        .expect("1 träff")
        .expect("Äldre, tors 11 mars 2027 kl. 09:00 (1/2027)")
        .expect("Pilot i Café Linné.");
    uncalled
        .command("anteckningar sök", json!({ "ord": "100%" }))
        .await
        .expect("Vi hittar inga anteckningar");
    let foreign = t
        .official("Kultur/idrott")
        .command_in(t.channel("kultur-idrott"), "anteckningar sök", json!({ "ord": "cafe" }))
        .await;
    foreign.expect("Vi hittar inga anteckningar");

    // Because of them the substitute proposes an item; and at the next meeting somebody else approves.
    let april = t.schedule("2027-04-15", "09:00").await;
    let opened = uncalled.command("dagordning föreslå", json!({ "möte": april, "syfte": 1 })).await;
    uncalled
        .fill_in(&opened, json!({ "title": "Pilot även i Sala" }))
        .await
        .expect("är föreslaget");
    chair
        .command("anteckningar godkänn", json!({ "anteckningar": meeting }))
        .await
        .expect("gruppen har inte haft något sedan dess");
    t.until(at("2027-04-15T09:30:00+02:00")).await;
    official
        .command("anteckningar godkänn", json!({ "anteckningar": meeting }))
        .await
        .expect("Du har själv skrivit eller publicerat");
    t.member("Sala")
        .command("anteckningar godkänn", json!({ "anteckningar": meeting }))
        .await
        .expect("Det får bara ordförande");
    let approved = chair.command("anteckningar godkänn", json!({ "anteckningar": meeting })).await;
    approved.expect("Godkända 15 april 2027 av Regionen, ordförande, Äldre");
    chair
        .command("anteckningar godkänn", json!({ "anteckningar": meeting }))
        .await
        .expect("redan godkända");
    t.pass(TimeDelta::minutes(1)).await;
    let posts = t.member("Sala").sees("äldre").await;
    let post =
        posts.iter().find(|one| text(one).starts_with("Anteckningar: Äldre")).expect("a post");
    assert!(
        words(post).contains("Godkända 15 april 2027 av Regionen, ordförande, Äldre"),
        "{}",
        words(post)
    );
    // Recorded in both meetings: in the later one's notes too.
    let draft = official.draft(&april).await;
    let preview = official.press_on(&draft.0["message"], "Förhandsgranska").await;
    preview.expect("Godkända anteckningar: 1/2027, av Regionen, ordförande, Äldre");
    t.finish().await;
}

async fn two_write_at_once_and_nothing_is_overwritten(t: TestApp) {
    let meeting = held(&t).await;
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let item = "1. Bredband (beslut)";
    let (hers, his) = (chair.draft(&meeting).await, official.draft(&meeting).await);
    let her_form = chair.pick_on(&hers.0["message"], item).await;
    let his_form = official.pick_on(&his.0["message"], item).await;
    let hers = json!({ "said": "Hennes text.", "agreed": "" });
    chair.fill_in(&her_form, hers).await.expect("Sparat: Bredband.");
    let his = json!({ "said": "Hans text.", "agreed": "Ja." });
    let clash = official.fill_in(&his_form, his).await;
    clash.expect("Inget är överskrivet.").expect("Hennes text.").expect("Hans text.");
    let both = official.press_on(&clash.0["message"], "Behåll båda").await;
    both.expect("Sparat: Bredband.");
    let form = official.pick_on(&both.0["message"], item).await;
    let rows = &form.0["modal"]["components"];
    assert_eq!(rows[0]["components"][0]["value"], "Hennes text.\n\nHans text.", "{form:?}");
    assert_eq!(rows[1]["components"][0]["value"], "Ja.");

    // A form that lay open for an hour, across a restart, is kept as well; and what is not chosen stays.
    t.pass(TimeDelta::hours(1)).await;
    let late = official.fill_in(&form, json!({ "said": "Efter en timme.", "agreed": "Ja." })).await;
    late.expect("Sparat: Bredband.");
    let draft = chair.draft(&meeting).await;
    let stale = chair.pick_on(&draft.0["message"], item).await;
    official.writes(&late, item, "Nyare.", "").await.expect("Sparat");
    let clash = chair.fill_in(&stale, json!({ "said": "Äldre.", "agreed": "" })).await;
    let theirs = chair.press_on(&clash.0["message"], "Behåll det som står").await;
    let form = chair.pick_on(&theirs.0["message"], item).await;
    assert_eq!(form.0["modal"]["components"][0]["components"][0]["value"], "Nyare.");
    t.finish().await;
}

async fn a_file_is_shown_as_it_was_understood_before_anything_is_kept(t: TestApp) {
    let meeting = held(&t).await;
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let official = t.official("Äldre");
    let attach = async |name: &str, bytes: Vec<u8>| {
        let file = t.upload(name, bytes).await;
        official.command("anteckningar bifoga", json!({ "möte": meeting, "fil": file })).await
    };
    for (bytes, why) in [
        (vec![b'a'; 5 << 20], "Filen är för stor."),
        (b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), "går inte att läsa som text"),
        (b"H\xe4lsa".to_vec(), "går inte att läsa som text"),
        (b"  \n".to_vec(), "Det står inget i filen."),
    ] {
        attach("anteckningar.md", bytes).await.expect(why);
    }
    let long =
        format!("# 1. BREDBAND\n{}\n# Parkering\nIngen.\n", "Ett långt stycke. ".repeat(400));
    let understood = attach("anteckningar.md", long.clone().into_bytes()).await;
    understood
        .expect("Inget är sparat än.")
        .expect("✅ Bredband: 7199 tecken")
        .expect("🆕 Parkering: 6 tecken");
    official.draft(&meeting).await.expect("▫️ 1. Bredband");
    let draft = official.press_on(&understood.0["message"], "Spara i utkastet").await;
    draft.expect("Texten är sparad i utkastet.").expect("✅ 1. Bredband").expect("✅ Parkering");
    // What is too long for a form is written in parts, and the others stay.
    let form = official.pick_on(&draft.0["message"], "1. Bredband (beslut) (del 2)").await;
    let draft = official.fill_in(&form, json!({ "said": "Slutet.", "agreed": "" })).await;
    let first = official.pick_on(&draft.0["message"], "1. Bredband (beslut) (del 1)").await;
    let kept =
        first.0["modal"]["components"][0]["components"][0]["value"].as_str().expect("a text");
    assert!(
        kept.starts_with("Ett långt stycke.") && kept.chars().count() == 4000,
        "{}",
        kept.len()
    );
    // Where something is written already, one says what becomes of it.
    let again = attach("anteckningar.txt", b"# Parkering\nTv\xc3\xa5 platser.\n".to_vec()).await;
    again.expect("Om 1 punkt är något annat redan skrivet.");
    official.press_on(&again.0["message"], "Lägg till sist").await.expect("Texten är sparad");
    let preview = official.command("anteckningar publicera", json!({ "möte": meeting })).await;
    let last = official.press_on(&preview.0["message"], "Nästa").await;
    last.expect("Ingen.\n\nTvå platser.");
    t.finish().await;
}

async fn what_is_published_changes_only_as_a_revision_that_shows_its_difference(t: TestApp) {
    let meeting = held(&t).await;
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let nothing = chair.command("anteckningar publicera", json!({ "möte": meeting })).await;
    nothing.expect("Inget är skrivet än.");
    assert!(button(&nothing.0["message"], "Publicera").is_none());
    let draft = chair.draft(&meeting).await;
    let draft = chair.writes(&draft, "1. Bredband (beslut)", "Rad ett.\n\nRad två.", "").await;
    chair.publishes(&meeting).await.expect("är publicerade");
    let same = chair.command("anteckningar publicera", json!({ "möte": meeting })).await;
    same.expect("Inget är ändrat sedan det publicerades.");
    chair.writes(&draft, "1. Bredband (beslut)", "Rad ett.\n\nRad tre.", "").await.expect("Sparat");
    // Until it is published, the group reads what was.
    let read =
        t.member("Sala").command("anteckningar visa", json!({ "anteckningar": meeting })).await;
    read.expect("Rad två.");
    chair.publishes(&meeting).await.expect("Version 2 av anteckningarna 1/2027");
    t.pass(TimeDelta::minutes(1)).await;
    let posts = t.member("Sala").sees("äldre").await;
    let posts: Vec<&Value> =
        posts.iter().filter(|one| text(one).starts_with("Anteckningar")).collect();
    assert_eq!(posts.len(), 1, "the post is edited, and no other is put up: {posts:#?}");
    assert!(
        words(posts[0]).contains("Rad tre.") && words(posts[0]).contains("Version 2"),
        "{}",
        words(posts[0])
    );
    let lines = t.member("Sala").sees_in(&t.thread().await).await;
    let line =
        lines.iter().find(|one| text(one).contains("version 2")).expect("a line in the thread");
    assert_eq!(line["pinged"], json!([]), "nobody is pinged for it");
    let compared = t.member("Sala").press_on(line, "Vad som ändrats").await;
    compared.expect("➖ Rad två.").expect("➕ Rad tre.").expect("Version 2 jämförd med version 1");
    let older = t.member("Sala").press_on(&compared.0["message"], "Tidigare version").await;
    older.expect("Det här är version 1. Det finns en nyare.").expect("Rad två.");
    // A named adjuster may approve; the author may not, whoever else may.
    let sala = chair
        .suggestions(
            "anteckningar publicera",
            json!({ "möte": meeting, "justerare": "Sala" }),
            "justerare",
        )
        .await;
    let named = json!({ "möte": meeting, "justerare": sala[0]["value"] });
    chair.command("anteckningar publicera", named.clone()).await.expect("Inget är ändrat");
    let nobody = json!({ "möte": meeting, "justerare": "ingen" });
    chair.command("anteckningar publicera", nobody).await.expect("Inget är ändrat");
    chair.command("anteckningar publicera", named).await.expect("Inget är ändrat");
    let log = official.command("grupp logg", json!({ "grupp": "Äldre" })).await;
    log.expect("utsåg Sala, ledamot, Äldre att justera anteckningarna")
        .expect("Sala, ledamot, Äldre justerar inte längre anteckningarna");
    t.schedule("2027-04-15", "09:00").await;
    t.until(at("2027-04-15T09:30:00+02:00")).await;
    chair
        .command("anteckningar godkänn", json!({ "anteckningar": meeting }))
        .await
        .expect("Du har själv");
    let read =
        t.member("Sala").command("anteckningar visa", json!({ "anteckningar": meeting })).await;
    t.member("Sala")
        .press_on(&read.0["message"], "Godkänn")
        .await
        .expect("av Sala, ledamot, Äldre");
    // A revision afterwards is one that nobody has approved.
    let draft = official.draft(&meeting).await;
    official.writes(&draft, "2. Trygg hemgång (beslut)", "Nytt.", "").await.expect("Sparat");
    // Somebody has deleted the post: it is put up again, and nobody is pinged.
    t.remove(t.channel("äldre"), posts[0]).await;
    official.publishes(&meeting).await.expect("Version 3");
    t.pass(TimeDelta::minutes(1)).await;
    let again = t.member("Sala").sees("äldre").await;
    let again: Vec<&Value> =
        again.iter().filter(|one| text(one).starts_with("Anteckningar")).collect();
    assert_eq!(again.len(), 1, "{again:#?}");
    assert!(words(again[0]).contains("Version 3"), "{}", words(again[0]));
    assert_eq!(again[0]["pinged"], json!([]));
    let read =
        t.member("Arboga").command("anteckningar visa", json!({ "anteckningar": meeting })).await;
    read.expect("inte godkända än");
    let cancelled = t.schedule("2027-05-20", "09:00").await;
    chair.cancels(json!({ "möte": cancelled })).await.expect("inställt");
    chair.draft(&cancelled).await.expect("Mötet är inställt, så det finns inget att anteckna.");
    t.finish().await;
}

async fn whoever_attended_leaves_a_word_to_the_other_and_it_comes_with_the_notes(t: TestApp) {
    let meeting = held(&t).await;
    t.member("Arboga").command("förhinder anmäl", json!({ "möte": meeting })).await.expect("Tack");
    let (member, substitute) = (t.member("Arboga"), t.substitute("Arboga"));
    substitute.press("Jag kommer").await.expect("Vi räknar med dig");
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let chair = t.chair("Äldre");
    chair.command("möte avsluta", json!({ "möte": meeting })).await.expect("är avslutat");
    let asked = substitute.sees_in(&t.thread().await).await;
    let asked =
        asked.iter().find(|one| text(one).contains("Lämna ett kort ord")).expect("a question");
    assert_eq!(asked["pinged"], json!([substitute.id]), "who came in somebody's place is asked");
    let form = substitute.press_on(asked, "Lämna ett ord").await;
    let kept = substitute.fill_in(&form, json!({ "typed": "Ring Köping om fibern." })).await;
    kept.expect("Ditt ord till Arboga, ledamot, Äldre följer med när anteckningarna publiceras.");
    member.press_on(asked, "Lämna ett ord").await.expect("Du deltog inte för någon plats på mötet");
    let heard = async || {
        let all = member.direct_messages().await;
        all.iter().filter(|one| words(one).contains("Ring Köping om fibern.")).count()
    };
    assert_eq!(heard().await, 0, "it waits for the notes");
    let draft = chair.draft(&meeting).await;
    chair.writes(&draft, "1. Bredband (beslut)", "Ja.", "").await.expect("Sparat");
    chair.publishes(&meeting).await.expect("är publicerade");
    assert_eq!(heard().await, 1);
    let read = member.command("anteckningar visa", json!({ "anteckningar": meeting })).await;
    read.expect("Till dig från Arboga, ersättare, Äldre: Ring Köping om fibern.");
    let others =
        t.member("Sala").command("anteckningar visa", json!({ "anteckningar": meeting })).await;
    assert!(!others.words().contains("Ring Köping"), "it is nobody else's: {}", others.words());
    // Left afterwards it goes at once; to a substitute who was not called too.
    let form = t.member("Sala").press_on(asked, "Lämna ett ord").await;
    t.member("Sala").fill_in(&form, json!({ "typed": "Du tar nästa." })).await.expect("är på väg");
    let told = t.substitute("Sala").direct_messages().await;
    assert!(told.iter().any(|one| words(one).contains("Du tar nästa.")), "{told:#?}");
    t.finish().await;
}

async fn notes_have_a_channel_of_their_own_and_long_ones_are_parted_at_headings(t: TestApp) {
    let meeting = held(&t).await;
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let official = t.official("Äldre");
    let channel = t.channel("kalendarium");
    let set = json!({ "grupp": "Äldre", "anteckningskanal": channel });
    official
        .command("grupp inställningar", set)
        .await
        .expect(&format!("Anteckningar: Läggs ut i <#{channel}>"));
    let long = |word: &str| format!("{word} ").repeat(3000 / (word.len() + 1));
    let draft = official.draft(&meeting).await;
    let draft = official.writes(&draft, "1. Bredband (beslut)", &long("fiber"), "Ja.").await;
    official.writes(&draft, "2. Trygg hemgång (beslut)", &long("hemma"), "").await.expect("Sparat");
    official.publishes(&meeting).await.expect("är publicerade");
    let posts = official.sees("kalendarium").await;
    let posts: Vec<&Value> =
        posts.iter().filter(|one| text(one).starts_with("Anteckningar")).collect();
    assert_eq!(posts.len(), 2, "{posts:#?}");
    assert!(words(posts[0]).contains("**1. Bredband (beslut)**"), "{}", words(posts[0]));
    assert!(words(posts[1]).contains("**2. Trygg hemgång (beslut)**"), "{}", words(posts[1]));
    assert_eq!(posts[1]["pinged"], json!([]), "people are pinged once");
    // Whoever sees them there can open them, and is not let in anywhere else.
    let reader = t.official("Kultur/idrott");
    let theirs = reader.sees("kalendarium").await;
    let post = theirs.iter().find(|one| text(one).starts_with("Anteckningar")).expect("a post");
    reader.press_on(post, "Läs anteckningarna").await.expect("fiber fiber");
    let show = json!({ "anteckningar": meeting });
    let elsewhere = t.channel("kultur-idrott");
    let refused = reader.command_in(elsewhere, "anteckningar visa", show).await;
    assert!(!refused.words().contains("fiber"), "{}", refused.words());
    let hall = official.sees("äldre").await;
    assert!(hall.iter().all(|one| !text(one).starts_with("Anteckningar:")), "not in both");
    // Shorter again, the second post says that nothing is left for it.
    let draft = official.draft(&meeting).await;
    official.writes(&draft, "2. Trygg hemgång (beslut)", "Kort.", "").await.expect("Sparat");
    official.publishes(&meeting).await.expect("Version 2");
    t.pass(TimeDelta::minutes(1)).await;
    let posts = official.sees("kalendarium").await;
    let posts: Vec<&Value> =
        posts.iter().filter(|one| text(one).starts_with("Anteckningar")).collect();
    assert_eq!(posts.len(), 2);
    assert!(words(posts[0]).contains("Kort.") && !words(posts[1]).contains("hemma"), "{posts:#?}");
    t.finish().await;
}

async fn what_is_done_is_what_was_looked_at(t: TestApp) {
    let meeting = held(&t).await;
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let item = "1. Bredband (beslut)";
    let writes = async |said: &str| {
        let draft = chair.draft(&meeting).await;
        chair.writes(&draft, item, said, "").await.expect("Sparat");
    };
    writes("Först.").await;

    // While somebody chooses between two texts, a third comes: they choose again, and see it.
    let draft = official.draft(&meeting).await;
    let form = official.pick_on(&draft.0["message"], item).await;
    writes("Andra.").await;
    let clash = official.fill_in(&form, json!({ "said": "Min.", "agreed": "" })).await;
    clash.expect("Andra.").expect("Min.");
    writes("Tredje.").await;
    let again = official.press_on(&clash.0["message"], "Behåll min text").await;
    again.expect("Inget är överskrivet.").expect("Tredje.").expect("Min.");
    official.press_on(&again.0["message"], "Behåll min text").await.expect("Sparat: Bredband.");

    // What was looked at is what is published; what has come since is shown first.
    let preview = official.command("anteckningar publicera", json!({ "möte": meeting })).await;
    writes("Fjärde.").await;
    let moved = official.press_on(&preview.0["message"], "Publicera").await;
    moved.expect("Någon har skrivit sedan du tittade.").expect("Fjärde.");
    assert!(!t.member("Sala").sees("äldre").await.iter().any(|one| text(one).contains("Anteckn")));
    let published = official.press_on(&moved.0["message"], "Publicera").await;
    published.expect("är publicerade");

    // Something is taken away while somebody writes about it: their text stays, under its heading.
    let draft = official.draft(&meeting).await;
    let add = official.press_on(&draft.0["message"], "Något mer togs upp").await;
    let parking = json!({ "heading": "Parkering", "said": "Trångt." });
    let draft = official.fill_in(&add, parking).await;
    let form = official.pick_on(&draft.0["message"], "Parkering").await;
    let hers = chair.pick_on(&chair.draft(&meeting).await.0["message"], "Parkering").await;
    let emptied = json!({ "heading": "", "said": "", "agreed": "" });
    chair.fill_in(&hers, emptied).await.expect("Punkten är borttagen.");
    let full = json!({ "heading": "Parkering", "said": "Det är fullt.", "agreed": "" });
    official.fill_in(&form, full).await.expect("Sparat: Parkering.");

    // A part of a long text is never offered as all of it.
    let long = format!("# Parkering\n{}", "Lång mening. ".repeat(500)).into_bytes();
    let file = json!({ "möte": meeting, "fil": t.upload("a.md", long).await });
    let understood = official.command("anteckningar bifoga", file).await;
    let draft = official.press_on(&understood.0["message"], "Byt ut det som står").await;
    let last = official.pick_on(&draft.0["message"], "Parkering (del 2)").await;
    let first = chair.pick_on(&chair.draft(&meeting).await.0["message"], "Parkering (del 1)").await;
    let ends = json!({ "said": "Slutet.", "agreed": "" });
    official.fill_in(&last, ends).await.expect("Sparat: Parkering.");
    let begins = json!({ "heading": "Parkering", "said": "Början.", "agreed": "" });
    let clash = chair.fill_in(&first, begins).await;
    clash.expect("Inget är överskrivet.");
    assert!(button(&clash.0["message"], "Behåll min text").is_none(), "{clash:?}");
    // All of what was written can be had again.
    let again = chair.press_on(&clash.0["message"], "Öppna formuläret igen").await;
    let rows = again.0["modal"]["components"].as_array().expect("rows");
    assert!(rows.iter().any(|row| row["components"][0]["value"] == "Början."), "{again:?}");
    chair.press_on(&clash.0["message"], "Behåll båda").await.expect("Sparat: Parkering.");
    let shown = chair.draft(&meeting).await;
    let last = chair.pick_on(&shown.0["message"], "Parkering (del 2)").await;
    let kept = last.0["modal"]["components"][0]["components"][0]["value"].as_str();
    assert!(kept.is_some_and(|kept| kept.ends_with("Slutet.\n\nBörjan.")), "{last:?}");
    t.finish().await;
}
