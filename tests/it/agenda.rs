//! The agenda: from a member's proposal to a decision, and what everybody hears of it.

use chrono::TimeDelta;
use kallelse::actions::agenda::{propose, show};
use kallelse::actions::{ActionError, Caller, Missing};
use kallelse::domain::account::{GuildId, UserId};
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    a_proposal_is_accepted_invited_carried_over_twice_and_decided,
    a_proposal_that_gets_no_is_answered_with_a_word_why,
);

impl Person<'_> {
    /// Opens a form and fills it in.
    async fn propose(&self, place: &Value, fields: Value) -> Reply {
        let opened = self.command("dagordning föreslå", json!({ "möte": place, "syfte": 3 })).await;
        self.fill_in(&opened, fields).await
    }

    /// The value of what is offered first for a text.
    async fn pick(&self, words: &str, option: &str, typed: &str) -> Value {
        let choices = self.suggestions(words, json!({ option: typed }), option).await;
        choices.first().unwrap_or_else(|| panic!("nothing for {typed:?}"))["value"].clone()
    }

    async fn add(&self, place: &str, title: &str, more: Value) -> Reply {
        let mut options = json!({ "meeting": place, "title": title, "purpose": 1 });
        for (name, value) in more.as_object().expect("options") {
            options[name] = value.clone();
        }
        self.command("agenda add", options).await
    }
}

async fn a_proposal_is_accepted_invited_carried_over_twice_and_decided(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, member, official) = (t.chair("Äldre"), t.member("Arboga"), t.official("Äldre"));
    let place = member.pick("dagordning föreslå", "möte", "mar").await;
    assert_eq!(place, json!(march));

    // A member proposes; official and chair hear of it, the member not.
    let fields = json!({ "title": "Ungas psykiska hälsa", "background": "Kön till BUP växer.", "minutes": "30 min", "topics": "BUP, skola" });
    member.propose(&place, fields).await.expect("är föreslaget");
    let told = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "one ping");
    for part in [
        "Förslag från Arboga, ledamot, Äldre: Ungas psykiska hälsa",
        "Kön till BUP växer.",
        "BUP, skola",
    ] {
        assert!(words(&told[0]).contains(part), "{part:?} is not in {}", words(&told[0]));
    }
    assert_eq!(chair.direct_messages().await.len(), 1);
    assert!(member.direct_messages().await.is_empty());

    // The chair accepts it: the member hears of it, and what the official was told says so.
    chair.press("Godta").await.expect("är godtaget och står på dagordningen");
    let heard = member.direct_messages().await;
    assert!(
        words(&heard[0]).contains(
            "Ditt förslag Ungas psykiska hälsa är med på dagordningen: Äldre, tors 11 mars 2027"
        ),
        "{}",
        words(&heard[0])
    );
    t.pass(TimeDelta::seconds(5)).await;
    let told = official.sees("tjänstemän-äldre").await;
    assert!(words(&told[0]).contains("Förslaget är godtaget."), "{}", words(&told[0]));
    assert!(button(&told[0], "Godta").is_none());

    // The invitation shows it with its time, and so does the substitute's summons.
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = member.sees("äldre").await.pop().expect("an invitation");
    assert!(
        words(&invitation).contains("Dagordning: 09:00 Ungas psykiska hälsa – beslut"),
        "{}",
        words(&invitation)
    );
    t.member("Sala").press("Förhinder").await.expect("kallas strax");
    let summons = t.substitute("Sala").direct_messages().await;
    assert!(
        words(&summons[0]).contains("09:00 Ungas psykiska hälsa – beslut"),
        "the whole package: {}",
        words(&summons[0])
    );
    let agenda = t.substitute("Sala").press_on(&summons[0], "Dagordning").await;
    agenda.expect("**1. Ungas psykiska hälsa**").expect("30 minuter");

    // It is put off to April and to May, with all that belongs to it, and says so.
    let april = t.schedule("2027-04-15", "09:00").await;
    let may = t.schedule("2027-05-13", "13:00").await;
    let item = official.pick("dagordning bordlägg", "ärende", "psyk").await;
    let carry = |to: &str| json!({ "ärende": item, "möte": to });
    official
        .command("dagordning bordlägg", carry(&april))
        .await
        .expect("är bordlagt till mötet tors 15 april 2027");
    let again = official.command("dagordning bordlägg", carry(&april)).await;
    again.expect("Ärendet står redan där.");
    let carried = official.command("dagordning bordlägg", carry(&may)).await;
    carried
        .expect("uppskjutet 2 gånger")
        .expect("Kön till BUP växer.")
        .expect("bordlade det till mötet tors 13 maj 2027 kl. 13:00");
    let waits = member.command("dagordning visa", json!({ "möte": march })).await;
    waits.expect("Här finns inga ärenden än.");
    let there = member.command("dagordning visa", json!({ "möte": may })).await;
    there
        .expect("uppskjutet 2 gånger")
        .expect("Ämnen: BUP, skola")
        .expect("13:00 · beslut · 30 minuter");

    // It is decided before the invitation goes out: until then it is preliminary.
    there.expect("preliminärt");
    let decided =
        official.command("dagordning ändra", json!({ "ärende": item, "fastställt": true })).await;
    decided.expect("är ändrat");
    let there = member.command("dagordning visa", json!({ "möte": may })).await;
    assert!(!there.words().contains("preliminärt"), "{}", there.words());
    t.finish().await;
}

async fn a_proposal_that_gets_no_is_answered_with_a_word_why(t: TestApp) {
    let member = t.member("Fagersta");
    let place = member.pick("dagordning föreslå", "möte", "inget möte").await;
    let fields = json!({ "title": "Bredband", "topics": "digitalisering" });
    member.propose(&place, fields).await.expect("är föreslaget");
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;

    // A no without a word is given back; the form comes again as it was filled in.
    let official = t.official("Äldre");
    let opened = official.press_on(&told[0], "Säg nej").await;
    let refused = official.fill_in(&opened, json!({ "reason": "  " })).await;
    refused.expect("Skriv ett ord om varför.");
    let opened = official.press_on(&refused.0["message"], "Öppna formuläret igen").await;
    let reply = official.fill_in(&opened, json!({ "reason": "Det är regionens sak." })).await;
    reply.expect("Du har sagt nej till **Bredband**");
    let heard = member.direct_messages().await;
    assert!(
        words(&heard[0])
            .contains("Ditt förslag Bredband tas inte upp i Äldre: Det är regionens sak."),
        "{}",
        words(&heard[0])
    );

    // Settled is settled, whoever presses what.
    let late = official.press_on(&told[0], "Godta").await;
    late.expect("Förslaget har redan fått nej.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_refused_comes_back_filled_in() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let member = t.member("Arboga");
    let fields = json!({ "title": "Ungas hälsa", "background": "Rad ett\n\nRad två", "minutes": "2000", "link": "javascript:alert(1)" });
    let refused = member.propose(&json!(march), fields).await;
    refused.expect("”2000” går inte att läsa som en tid mellan 1 och 600 minuter.");
    let opened = member.press_on(&refused.0["message"], "Öppna formuläret igen").await;
    let rows = opened.0["modal"]["components"].as_array().expect("rows");
    let value = |name: &str| {
        let inputs = rows.iter().map(|row| &row["components"][0]);
        inputs.into_iter().find(|one| one["custom_id"] == name).expect("an input")["value"].clone()
    };
    assert_eq!(value("title"), "Ungas hälsa");
    assert_eq!(value("background"), "Rad ett\n\nRad två");
    assert_eq!(value("link"), "javascript:alert(1)");
    let fields = json!({ "title": value("title"), "background": value("background"), "minutes": "20", "link": value("link") });
    let refused = member.fill_in(&opened, fields).await;
    refused.expect("är ingen webbadress");
    // Nobody else gets what somebody has typed.
    let custom_id = button(&refused.0["message"], "Öppna formuläret igen").expect("a button");
    assert!(custom_id.starts_with("v1:form:"), "{custom_id}");
    let opened = member.press_on(&refused.0["message"], "Öppna formuläret igen").await;
    let fields = json!({ "title": "Ungas hälsa", "minutes": "20", "link": "https://a.example/x" });
    member.fill_in(&opened, fields).await.expect("är föreslaget").expect("https://a.example/x");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_within_ten_minutes_are_one_quiet_line_and_each_reader_sees_what_is_new() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, member) = (t.chair("Äldre"), t.member("Arboga"));
    chair
        .add(&march, "Kulturplanen", json!({ "minutes": "60" }))
        .await
        .expect("står på dagordningen");
    chair.add(&march, "Bredband", json!({})).await.expect("står på dagordningen");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    // Nobody is told line by line how the agenda came about before the call.
    assert!(t.threads().await.is_empty());
    let first = member.command("dagordning visa", json!({ "möte": march })).await;
    assert!(
        !first.words().contains("nytt") && !first.words().contains("ändrat"),
        "{}",
        first.words()
    );

    chair.add(&march, "#jagmed", json!({})).await.expect("står på dagordningen");
    let plan = chair.pick("dagordning ändra", "ärende", "kulturplanen").await;
    chair
        .command("agenda edit", json!({ "item": plan, "minutes": "45" }))
        .await
        .expect("är ändrat");
    let broadband = chair.pick("dagordning ändra", "ärende", "bredband").await;
    let shown = chair.command("agenda edit", json!({ "item": broadband })).await;
    let asked = chair.press_on(&shown.0["message"], "Stryk").await;
    asked.expect("Ska **Bredband** strykas?");
    chair.press_on(&asked.0["message"], "Ja, stryk").await.expect("är struket");
    assert!(t.threads().await.is_empty(), "not before ten minutes have passed");
    t.pass(TimeDelta::minutes(11)).await;
    let line = member.sees_in(&t.thread().await).await;
    assert_eq!(line.len(), 1, "{line:#?}");
    let told =
        "Dagordningen är ändrad. Nytt: \\#jagmed. Borttaget: Bredband. Ändrat: Kulturplanen (tid).";
    assert!(words(&line[0]).contains(told), "{}", words(&line[0]));
    assert_eq!(line[0]["pinged"], json!([]), "nobody is pinged");

    // Each reader sees what has changed since they looked, once.
    let second = member.press_on(&line[0], "Dagordning").await;
    second
        .expect("**2. \\#jagmed** 🆕 nytt")
        .expect("**1. Kulturplanen** ✏️ ändrat")
        .expect("Borttaget sedan du läste sist: Bredband");
    let third = member.command("dagordning visa", json!({ "möte": march })).await;
    assert!(!third.words().contains("nytt"), "{}", third.words());
    let other = t.member("Sala").command("dagordning visa", json!({ "möte": march })).await;
    assert!(!other.words().contains("nytt"), "who opens it for the first time: {}", other.words());

    // What is changed and changed back has not changed.
    chair
        .command("agenda edit", json!({ "item": plan, "minutes": "50" }))
        .await
        .expect("är ändrat");
    chair
        .command("agenda edit", json!({ "item": plan, "minutes": "45" }))
        .await
        .expect("är ändrat");
    t.pass(TimeDelta::minutes(11)).await;
    let lines = member.sees_in(&t.thread().await).await;
    let lines: Vec<_> = lines.into_iter().filter(|one| one["flags"] != 64).collect();
    assert_eq!(lines.len(), 1, "{:?}", lines.iter().map(words).collect::<Vec<_>>());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn items_are_ordered_by_two_at_once_and_none_is_lost() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    for title in ["Ett", "Två", "Tre"] {
        chair.add(&march, title, json!({ "minutes": "90" })).await.expect("står på dagordningen");
    }
    let shown = chair
        .command(
            "agenda edit",
            json!({ "item": chair.pick("dagordning ändra", "ärende", "tre").await }),
        )
        .await;
    let other = official
        .command(
            "agenda edit",
            json!({ "item": official.pick("dagordning ändra", "ärende", "ett").await }),
        )
        .await;
    let up = chair.press_on(&shown.0["message"], "Tidigare");
    let down = official.press_on(&other.0["message"], "Senare");
    let (up, down) = tokio::join!(up, down);
    for reply in [&up, &down] {
        assert_eq!(reply.0["status"], "replied", "{:#}", reply.0);
        assert!(words(&reply.0["message"]).contains("är flyttat på dagordningen"), "{:#}", reply.0);
    }
    let list = chair.command("dagordning visa", json!({ "möte": march })).await;
    let words = list.words();
    let at = |title: &str| words.find(&format!(". {title}**")).unwrap_or_else(|| panic!("{words}"));
    assert!(at("Tre") < at("Två") || at("Två") < at("Ett"), "{words}");
    assert!(at("Ett") > 0 && at("Två") > 0 && at("Tre") > 0);
    list.expect("Ärendena tar 90 minuter mer än mötet är långt.");
    let first = chair.pick("dagordning flytta", "ärende", "ett").await;
    let places = chair
        .suggestions("dagordning flytta", json!({ "ärende": first, "efter": "" }), "efter")
        .await;
    assert_eq!(places[0]["name"], "Först på dagordningen");
    chair
        .command("dagordning flytta", json!({ "ärende": first, "efter": "first" }))
        .await
        .expect("punkt 1, omkring kl. 09:00");
    chair
        .command("dagordning flytta", json!({ "ärende": first }))
        .await
        .expect("Fyll i efter vilket ärende");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_is_said_and_nothing_is_lost() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let chair = t.chair("Äldre");
    let bad = [
        (json!({ "minutes": "0" }), "”0” går inte att läsa"),
        (json!({ "minutes": "2000" }), "”2000” går inte att läsa"),
        (json!({ "link": "javascript:alert(1)" }), "är ingen webbadress"),
        (json!({ "concerns": "Mora" }), "Ingen uppdragsgivare heter ”Mora”"),
        (json!({ "topics": "a, b, c, d, e, f" }), "högst 5 ämnen"),
    ];
    for (options, told) in bad {
        chair.add(&march, "Kulturplanen", options).await.expect(told);
    }
    let long = chair.add(&march, &"å".repeat(300), json!({})).await;
    assert_ne!(long.0["status"], "replied", "Discord's own client refuses it: {:#}", long.0);
    chair
        .command("dagordning visa", json!({ "möte": march }))
        .await
        .expect("Här finns inga ärenden än.");

    // Markdown and mentions are shown, and not obeyed.
    chair
        .add(&march, "**Fet** @everyone <@1> [x](https://ond.example)", json!({}))
        .await
        .expect("står på dagordningen");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = t.member("Arboga").sees("äldre").await.pop().expect("an invitation");
    assert!(words(&invitation).contains("\\*\\*Fet\\*\\*"), "{}", words(&invitation));
    assert!(!words(&invitation).contains("@everyone"), "{}", words(&invitation));

    // Who may not, is told who may; who is nobody here sees nothing.
    t.member("Arboga").add(&march, "Smygärende", json!({})).await.expect("Det får bara ordförande");
    // A meeting that is called off leaves its items to be carried over, all at once.
    chair.add(&march, "Bredband", json!({})).await.expect("står på dagordningen");
    let cancelled = chair.cancels(json!({ "möte": march })).await;
    cancelled.expect("2 ärenden stod på dagordningen.");
    let listed = t.member("Arboga").command("dagordning visa", json!({ "möte": march })).await;
    listed.expect("Inställt möte: Äldre").expect("Bredband");
    assert!(!listed.words().contains("09:00 ·"), "{}", listed.words());
    assert!(!listed.0["message"].to_string().contains("Bordlägg alla"), "{:#}", listed.0);
    let listed = chair.command("dagordning visa", json!({ "möte": march })).await;
    assert!(listed.0["message"].to_string().contains("Bordlägg alla"), "{:#}", listed.0);
    let item = chair.pick("dagordning ändra", "ärende", "bredband").await;
    chair
        .command("agenda edit", json!({ "item": item, "minutes": "5" }))
        .await
        .expect("Mötet är inställt. Bordlägg ärendet");
    let shown = chair.command("agenda edit", json!({ "item": item })).await;
    shown.expect("torsdag 11 mars 2027 kl. 09:00–12:00 (inställt)");
    chair
        .press_on(&cancelled.0["message"], "Bordlägg alla")
        .await
        .expect("2 ärenden är bordlagda och väntar på ett möte.");
    let late = chair.add(&march, "För sent", json!({})).await;
    late.expect("Mötet är inställt.");

    // What waits is brought to the next meeting by a button.
    let april = t.schedule("2027-04-15", "09:00").await;
    let shown = chair.command("agenda edit", json!({ "item": item })).await;
    shown.expect("Väntar på ett möte");
    let moved = chair.press_on(&shown.0["message"], "Till tors 15 april 2027 kl. 09:00").await;
    assert!(
        words(&moved.0["message"]).contains("är flyttat till mötet tors 15 april 2027"),
        "{:#}",
        moved.0
    );
    // What was not dealt with at a meeting that is over can be carried over, and nothing else.
    t.until(at("2027-04-15T13:00:00+02:00")).await;
    chair
        .command("agenda edit", json!({ "item": item, "minutes": "5" }))
        .await
        .expect("Mötet har varit.");
    chair
        .command("dagordning bordlägg", json!({ "ärende": item }))
        .await
        .expect("är bordlagt och väntar på ett möte");
    let _ = april;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_items_are_leafed_through() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let chair = t.chair("Äldre");
    for number in 1..=30 {
        let title = format!("Ärende nummer {number}");
        chair.add(&march, &title, json!({ "minutes": "5" })).await.expect("står på dagordningen");
    }
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = t.member("Arboga").sees("äldre").await.pop().expect("an invitation");
    assert!(words(&invitation).contains("till"), "shortened: {}", words(&invitation));
    let mut page = t.member("Arboga").press_on(&invitation, "Dagordning").await;
    let (mut seen, first) = (page.words(), page.0["message"]["id"].clone());
    for _ in 0..2 {
        page = t.member("Arboga").press_on(&page.0["message"], "Nästa").await;
        assert_eq!(
            page.0["message"]["id"], first,
            "the page is turned, and not another laid beside it"
        );
        seen += &words(&page.0["message"]);
    }
    for number in 1..=30 {
        assert!(
            seen.contains(&format!("**{number}. Ärende nummer {number}**")),
            "{number}: {seen}"
        );
    }
    assert!(button(&page.0["message"], "Nästa").is_none());
    let item = t.member("Arboga").press_on(&page.0["message"], "30").await;
    item.expect("Ärende nummer 30").expect("punkt 30, omkring kl. 11:25");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_is_there_when_discords_address_is_long_gone() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, member) = (t.chair("Äldre"), t.member("Arboga"));
    let bytes: Vec<u8> =
        (0..700_000u32).map(|at| u8::try_from(at % 251).expect("a byte")).collect();
    let file = t.upload("Kulturplan 2028.pdf", bytes.clone()).await;
    let options = json!({ "file": file, "link": "https://a.example/plan" });
    chair
        .add(&march, "Kulturplanen", options)
        .await
        .expect("Kulturplan")
        .expect("684 kB")
        .expect("https://a.example/plan");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = member.sees("äldre").await.pop().expect("an invitation");
    let agenda = member.press_on(&invitation, "Dagordning").await;
    agenda.expect("2 handlingar");
    let item = member.press_on(&agenda.0["message"], "1").await;
    let given = member.press_on(&item.0["message"], "Hämta filerna").await;
    given.expect("Handlingarna till **Kulturplanen**.");
    let files = t.files(&given).await;
    assert_eq!(files.len(), 1);
    assert!(files[0].1 == bytes, "as it was");

    // It is taken away again, and is gone for whoever asks later.
    let item = chair.pick("dagordning ändra", "ärende", "kulturplanen").await;
    let documents =
        chair.suggestions("agenda edit", json!({ "item": item, "without": "" }), "without").await;
    assert_eq!(documents.len(), 2, "{documents:?}");
    let without = json!({ "item": item, "without": documents[0]["value"] });
    chair.command("agenda edit", without.clone()).await.expect("är ändrat");
    chair.command("agenda edit", without).await.expect("Handlingen är redan borttagen.");
    let large = t.upload("stor.pdf", vec![7; 10 * 1024 * 1024 + 1]).await;
    chair
        .command("agenda edit", json!({ "item": item, "file": large }))
        .await
        .expect("Filen är för stor. Högst 10 MB får plats");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proposal_outlives_whoever_made_it_and_is_nobody_elses_business() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (member, official) = (t.member("Arboga"), t.official("Äldre"));
    let fields = json!({ "title": "Trygg hemgång", "minutes": "20" });
    let proposed = member.propose(&json!(march), fields).await;
    proposed.expect("är föreslaget");
    // Others of the group neither see it nor take it back.
    let list = t.member("Sala").command("dagordning visa", json!({ "möte": march })).await;
    assert!(!list.words().contains("Trygg hemgång"));
    let told = official.sees("tjänstemän-äldre").await;
    let id = button(&told[0], "Visa ärendet").expect("a button");
    let id = id.split('.').next().expect("an id").to_owned();
    let item = id.split(':').nth(3).and_then(|item| item.parse().ok()).expect("an item");
    let guild = GuildId(t.demo.guild.id.parse().expect("an id"));
    let account = UserId(t.member("Sala").id.parse().expect("an id"));
    let caller = Caller::in_guild(guild, account);
    let seen = show::item(&t.demo.bot.store, caller, item, t.clock.now()).await;
    assert!(matches!(seen, Err(ActionError::NotFound(Missing::Item))), "{seen:?}");
    let taken = propose::withdraw(&t.demo.bot.store, caller, item, t.clock.now()).await;
    assert!(matches!(taken, Err(ActionError::Denied(_))), "{taken:?}");
    // Whoever made it leaves; it stands, is accepted, and nobody is told who cannot be.
    member.command("jag radera", json!({})).await;
    member.press("Ta bort mina uppgifter").await;
    official
        .press_on(&told[0], "Godta")
        .await
        .expect("är godtaget")
        .expect("Föreslaget av: tidigare ledamot");
    t.pass(TimeDelta::minutes(1)).await;
    assert!(
        official
            .sees("tjänstemän-äldre")
            .await
            .iter()
            .all(|one| !words(one).contains("Vi når inte"))
    );
    t.finish().await;
}
