//! Those who come for one item alone: guests, and substitutes who know it better.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    a_guest_is_told_of_their_item_alone_and_of_every_change_of_its_time,
    a_pair_agrees_that_the_substitute_takes_an_item,
);

impl Person<'_> {
    async fn first_choice(&self, words: &str, options: Value, option: &str) -> Value {
        let choices = self.suggestions(words, options.clone(), option).await;
        choices.first().unwrap_or_else(|| panic!("nothing for {options}"))["value"].clone()
    }

    /// The value of an item that is offered for a text.
    async fn item_like(&self, typed: &str) -> Value {
        self.first_choice("dagordning ändra", json!({ "ärende": typed }), "ärende").await
    }

    async fn adds(&self, place: &str, title: &str, minutes: &str) {
        let options = json!({ "meeting": place, "title": title, "purpose": 1, "minutes": minutes });
        self.command("agenda add", options).await.expect("står på dagordningen");
    }

    async fn co_opts(&self, attends: &str, who: Value) -> Reply {
        let mut options = who;
        let of = self.first_choice("dagordning adjungera", json!({ "gäller": attends }), "gäller");
        options["gäller"] = of.await;
        self.command("dagordning adjungera", options).await
    }

    /// An item of a meeting, opened from its agenda.
    async fn opens(&self, place: &str, number: &str) -> Reply {
        let agenda = self.command("dagordning visa", json!({ "möte": place })).await;
        self.press_on(&agenda.0["message"], number).await
    }

    async fn heard(&self) -> Vec<String> {
        self.direct_messages().await.iter().map(words).collect()
    }
}

#[track_caller]
fn begins(told: Option<&String>, with: &str) {
    assert!(told.is_some_and(|one| one.starts_with(with)), "{told:?} does not begin {with:?}");
}

async fn a_guest_is_told_of_their_item_alone_and_of_every_change_of_its_time(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, guest) = (t.chair("Äldre"), t.official("Kultur/idrott"));
    chair.adds(&march, "Kulturplanen", "30").await;
    chair.adds(&march, "Bredband", "60").await;
    let link = json!({ "ärende": chair.item_like("bredband").await, "länk": "https://a.example/bredband" });
    chair.command("dagordning ändra", link).await.expect("är ändrat");

    let done = chair.co_opts("bredband", json!({ "konto": guest.id })).await;
    done.expect(
        "**Ansvarig tjänsteman, Kultur/idrott** är adjungerad till **Bredband**, Äldre, tors 11 mars 2027 kl. 09:30.",
    )
    .expect("Hen får ett direktmeddelande om just det.");
    let heard = guest.direct_messages().await;
    assert_eq!(heard.len(), 1, "{heard:#?}");
    let told = words(&heard[0]);
    begins(Some(&told), "Du är adjungerad: Bredband – Äldre, tors 11 mars 2027 kl. 09:30");
    assert!(told.contains("https://a.example/bredband"), "with its documents: {told}");
    assert!(told.contains("Tiden är preliminär"), "{told}");
    assert!(!told.contains("Kulturplanen"), "and of nothing else: {told}");

    // They see just that, and the group sees that they come.
    let hall = t.channel("kultur-idrott");
    let refused = guest.command_in(hall, "dagordning visa", json!({ "möte": march })).await;
    refused.expect("Du har ingen plats i den gruppen.");
    let shown = t.member("Arboga").command("dagordning visa", json!({ "möte": march })).await;
    shown.expect("adjungerad: Ansvarig tjänsteman, Kultur/idrott");

    // Changes within ten minutes are one message; what is changed back is none; a few minutes are none.
    let plan = chair.item_like("kulturplanen").await;
    let takes = |minutes: &str| json!({ "ärende": plan, "minuter": minutes });
    for minutes in ["60", "45", "30", "35"] {
        chair.command("dagordning ändra", takes(minutes)).await.expect("är ändrat");
    }
    t.pass(TimeDelta::minutes(11)).await;
    assert_eq!(guest.heard().await.len(), 1, "{:#?}", guest.heard().await);
    let told = guest.heard().await.remove(0);
    assert!(told.contains("09:35"), "it shows the minutes all the same: {told}");
    chair.command("dagordning ändra", takes("90")).await.expect("är ändrat");
    t.pass(TimeDelta::minutes(11)).await;
    let heard = guest.heard().await;
    begins(heard.last(), "Ny tid: Bredband – Äldre, tors 11 mars 2027 kl. 10:30");
    assert!(
        heard[0].contains("10:30") && !heard[0].contains("09:3"),
        "no old time stands anywhere: {heard:?}"
    );

    // It is put off, and the guest goes with it.
    let april = t.schedule("2027-04-15", "09:00").await;
    let carried = json!({ "ärende": chair.item_like("bredband").await, "möte": april });
    chair.command("dagordning bordlägg", carried).await.expect("är bordlagt");
    t.pass(TimeDelta::minutes(11)).await;
    let heard = guest.heard().await;
    begins(heard.last(), "Ny tid: Bredband – Äldre, tors 15 april 2027 kl. 09:00");
    assert_eq!(heard.len(), 3, "{heard:#?}");

    // The meeting is cancelled: told at once, since they are not of the group.
    chair.cancels(json!({ "möte": april })).await.expect("inställt");
    let heard = guest.heard().await;
    begins(
        heard.last(),
        "Mötet är inställt: Bredband tas inte upp tors 15 april 2027 kl. 09:00 i Äldre. Du får en ny tid",
    );
    chair
        .command("dagordning bordlägg", json!({ "ärende": chair.item_like("bredband").await }))
        .await
        .expect("tors 11 mars 2027");
    t.pass(TimeDelta::minutes(11)).await;
    begins(
        guest.heard().await.last(),
        "Du är adjungerad: Bredband – Äldre, tors 11 mars 2027 kl. 10:30",
    );

    // They need not come after all.
    let of =
        chair.first_choice("dagordning adjungera", json!({ "gäller": "bredband" }), "gäller").await;
    let cancels = json!({ "gäller": of, "avboka": true, "namn": "" });
    let name = chair.first_choice("dagordning adjungera", cancels, "namn").await;
    assert_eq!(name, "Ansvarig tjänsteman, Kultur/idrott");
    let cancels = json!({ "gäller": of, "avboka": true, "namn": name });
    chair
        .command("dagordning adjungera", cancels.clone())
        .await
        .expect("är inte längre adjungerad");
    begins(guest.heard().await.last(), "Du behöver inte komma tors 11 mars 2027");
    chair
        .command("dagordning adjungera", cancels)
        .await
        .expect("Ingen med det namnet är adjungerad.");
    assert_eq!(guest.heard().await.len(), 6, "{:#?}", guest.heard().await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_no_account_is_written_to_by_the_officials() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    chair.adds(&march, "Arkiv Västmanland", "20").await;
    let done = chair.co_opts("arkiv", json!({ "namn": "Maria *Ek*" })).await;
    done.expect(
        "Hen har inget konto här: en text att skicka vidare kommer i tjänstemännens kanal.",
    );
    let told = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    let text = words(&told[0]);
    begins(Some(&text), "Skicka vidare till Maria \\*Ek\\*, som inte nås här:");
    let letter = "> Du är adjungerad: Arkiv Västmanland – Äldre, tors 11 mars 2027 kl. 09:00, ";
    assert!(text.contains(letter), "{text}");
    // A press takes it back.
    chair.press_on(&done.0["message"], "Avboka").await.expect("är inte längre adjungerad");
    let told = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert!(told.iter().any(|one| words(one).contains("> Du behöver inte komma")), "{told:#?}");

    // Nobody is made up of numbers, members are called anyway, and nobody comes twice or to what has been.
    let bad = [
        (json!({ "namn": "123456" }), "Vi hittar inte"),
        (json!({ "namn": "x".repeat(300) }), "för långt"),
        (json!({}), "Fyll i ett namn eller ett konto"),
        (json!({ "namn": "A", "konto": official.id }), "Fyll i ett namn eller ett konto"),
        (json!({ "konto": t.member("Sala").id }), "är ledamot i gruppen och kallas ändå."),
        (json!({ "namn": "Maria Ek", "avboka": true }), "Ingen med det namnet är adjungerad."),
    ];
    for (who, told) in bad {
        chair.co_opts("arkiv", who).await.expect(told);
    }
    chair
        .co_opts("hela mötet", json!({ "namn": "Maria Ek" }))
        .await
        .expect("är adjungerad till möte i Äldre");
    chair.co_opts("hela mötet", json!({ "namn": "maria ek" })).await.expect("är redan adjungerad.");
    let card = t.member("Arboga").command("möte visa", json!({ "möte": march })).await;
    card.expect("Adjungerade: Maria Ek");
    // Whoever does not lead co-opts nobody, and is offered nothing.
    let of = json!({ "gäller": format!("m{march}"), "namn": "Bo Ek" });
    t.member("Arboga").command("dagordning adjungera", of).await.expect("Det får bara");
    let offered = json!({ "gäller": "" });
    let offered = t.member("Arboga").suggestions("dagordning adjungera", offered, "gäller").await;
    assert!(offered.is_empty(), "{offered:?}");
    let of =
        chair.first_choice("dagordning adjungera", json!({ "gäller": "hela" }), "gäller").await;
    chair.cancels(json!({ "möte": march })).await.expect("inställt");
    let late =
        chair.command("dagordning adjungera", json!({ "gäller": of, "namn": "Bo Ek" })).await;
    late.expect("Mötet har varit eller är inställt.");
    let told = official.sees("tjänstemän-äldre").await;
    let cancelled =
        "> Mötet är inställt: Äldre, tors 11 mars 2027 kl. 09:00. Du behöver inte komma.";
    assert!(told.iter().any(|one| words(one).contains(cancelled)), "{told:#?}");
    // Who was cancelled is forgotten after thirty days.
    assert!(t.in_files("Maria *Ek*") > 0, "they are kept for a while");
    t.pass(TimeDelta::days(31)).await;
    assert_eq!(t.in_files("Maria *Ek*"), 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_of_the_meeting_sees_its_agenda_alone() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let chair = t.chair("Äldre");
    chair.adds(&march, "Kulturplanen", "30").await;
    let waits = json!({ "meeting": chair.first_choice("dagordning visa", json!({ "möte": "inget möte" }), "möte").await, "title": "Internt", "purpose": 1 });
    chair.command("agenda add", waits).await.expect("väntar på ett möte");
    // Whoever is nobody's yet becomes somebody by being co-opted.
    let new = json!({ "konto": t.person("Serverns administratör").id });
    let unknown = chair.co_opts("hela mötet", new.clone()).await;
    unknown.expect("Kontot hör inte till någon i registret.");
    t.official("Äldre")
        .co_opts("hela mötet", new)
        .await
        .expect("**Serverns administratör** är adjungerad till möte i Äldre");
    let guest = t.official("Kultur/idrott");
    let co_opted = chair.co_opts("hela mötet", json!({ "konto": guest.id })).await;
    co_opted.expect("är adjungerad till möte i Äldre");
    let heard = guest.heard().await;
    begins(heard.first(), "Du är adjungerad till möte i Äldre, tors 11 mars 2027 kl. 09:00");
    assert!(heard[0].contains("09:00 Kulturplanen"), "{heard:?}");
    let hall = t.channel("kultur-idrott");
    let told = guest.direct_messages().await.pop().expect("a message");
    let agenda = guest.press_on(&told, "Dagordning").await;
    agenda.expect("**1. Kulturplanen**");
    assert!(button(&agenda.0["message"], "Föreslå ärende").is_none());
    assert!(!agenda.0.to_string().contains("Väntar på möte"), "{:#}", agenda.0);
    let shown = guest.press_on(&agenda.0["message"], "1").await;
    shown.expect("Kulturplanen").expect("punkt 1, omkring kl. 09:00");
    for hidden in ["Vad som hänt", "ordförande", "Adjungerade"] {
        assert!(!shown.words().contains(hidden), "{}", shown.words());
    }
    let refused = guest.command_in(hall, "möte visa", json!({ "möte": march })).await;
    refused.expect("Du har ingen plats i den gruppen.");
    // Whoever erases themselves comes to nothing any more.
    let asked = guest.command("jag radera", json!({})).await;
    guest.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
    let card = chair.command("möte visa", json!({ "möte": march })).await;
    card.expect("Adjungerade: Serverns administratör");
    assert!(!card.words().contains("tidigare ledamot"), "{}", card.words());
    t.finish().await;
}

async fn a_pair_agrees_that_the_substitute_takes_an_item(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, member, substitute) =
        (t.chair("Äldre"), t.member("Arboga"), t.substitute("Arboga"));
    chair.adds(&march, "Kulturplanen", "30").await;
    chair.adds(&march, "Digitalisering", "60").await;

    // The member asks; the substitute answers; who asked hears of it.
    let opened = member.opens(&march, "2").await;
    let asked = member.press_on(&opened.0["message"], "Låt min ersättare ta det").await;
    asked.expect("Frågan om **Digitalisering** är ställd.").expect("(väntar på svar)");
    begins(
        substitute.heard().await.first(),
        "Arboga, ledamot, Äldre undrar om du kan ta Digitalisering: Äldre, tors 11 mars 2027 kl. 09:30",
    );
    let other = t.member("Sala").opens(&march, "2").await;
    assert!(!other.words().contains("väntar på svar"), "it is nobody else's: {}", other.words());
    substitute.press("Nej").await.expect("Du har sagt nej.");
    begins(
        member.heard().await.last(),
        "Arboga, ersättare, Äldre sa nej till bytet: Digitalisering",
    );

    // The substitute offers, the member agrees.
    let opened = substitute.opens(&march, "2").await;
    substitute
        .press_on(&opened.0["message"], "Jag kan ta det som ersättare")
        .await
        .expect("är ställd");
    let question = member.direct_messages().await.pop().expect("a question");
    begins(
        Some(&words(&question)),
        "Arboga, ersättare, Äldre erbjuder sig att ta Digitalisering i ditt ställe",
    );
    member
        .press_on(&question, "Ja, det går bra")
        .await
        .expect("Ersättaren tar **Digitalisering**.");
    begins(
        substitute.heard().await.last(),
        "Du tar Digitalisering i stället för Arboga, ledamot, Äldre: Äldre, tors 11 mars 2027 kl. 09:30",
    );
    assert_eq!(
        member.heard().await.len(),
        2,
        "nobody is told what they said: {:?}",
        member.heard().await
    );
    let answered = member.direct_messages().await.pop().expect("the question");
    assert!(
        words(&answered).contains("Ni är överens: Arboga, ersättare, Äldre tar Digitalisering")
    );
    assert!(button(&answered, "Ja, det går bra").is_none());

    // It is shown in the agenda, the invitation, the summons, and in the substitute's own calendar.
    let instead = "Arboga, ersättare, Äldre i stället för Arboga, ledamot, Äldre";
    let agenda = t.member("Sala").command("dagordning visa", json!({ "möte": march })).await;
    agenda.expect(instead);
    let own = substitute.command("kalendarium visa", json!({ "mina": true })).await;
    own.expect("du tar det som ersättare");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = member.sees("äldre").await.pop().expect("an invitation");
    let line = format!("09:30 Digitalisering – diskussion · {instead}");
    assert!(words(&invitation).contains(&line), "{}", words(&invitation));
    t.member("Sala").press("Förhinder").await.expect("kallas strax");
    let summons = t.substitute("Sala").heard().await;
    assert!(summons[0].contains(&line), "{}", summons[0]);

    // It is put off with the item, and both are told.
    let april = t.schedule("2027-04-15", "13:00").await;
    let carried = json!({ "ärende": chair.item_like("digitalisering").await, "möte": april });
    chair.command("dagordning bordlägg", carried).await.expect("är bordlagt").expect(instead);
    t.pass(TimeDelta::minutes(11)).await;
    begins(
        substitute.heard().await.last(),
        "Ny tid för Digitalisering, som du tar i stället för Arboga, ledamot, Äldre: Äldre, tors 15 april 2027 kl. 13:00",
    );
    begins(
        member.heard().await.last(),
        "Ny tid för Digitalisering, som Arboga, ersättare, Äldre tar i stället för dig: Äldre, tors 15 april 2027",
    );

    // The substitute cannot after all.
    let newest = substitute.direct_messages().await.pop().expect("a message");
    substitute
        .press_on(&newest, "Kan inte")
        .await
        .expect("Ledamoten tar **Digitalisering** som vanligt.");
    begins(member.heard().await.last(), "Arboga, ledamot, Äldre tar Digitalisering som vanligt");
    let agenda = member.command("dagordning visa", json!({ "möte": april })).await;
    assert!(!agenda.words().contains("i stället för"), "{}", agenda.words());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_leads_plans_an_item_for_a_substitute_and_both_are_told() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let (member, substitute) = (t.person("Köping, vice ordförande, Äldre"), t.substitute("Sala"));
    chair.adds(&march, "BUP", "30").await;
    let item = chair.item_like("bup").await;
    let typed = json!({ "ärende": item, "ersättare": "sala" });
    let seat = chair.first_choice("dagordning ändra", typed, "ersättare").await;
    let plans = json!({ "ärende": item, "ersättare": seat });
    chair.command("dagordning ändra", plans.clone()).await.expect("Ersättaren tar **BUP**.");
    begins(
        substitute.heard().await.first(),
        "Du tar BUP i stället för Sala, ledamot, Äldre: Äldre, tors 11 mars",
    );
    begins(
        t.member("Sala").heard().await.first(),
        "Sala, ersättare, Äldre tar BUP i stället för dig",
    );
    chair.command("dagordning ändra", plans).await.expect("Ersättaren tar redan ärendet");
    let nobody = json!({ "ärende": item, "ersättare": "Mora" });
    chair.command("dagordning ändra", nobody).await.expect("Vi vet inte vilken plats du menar.");

    // Whoever is neither of them nor leads can do nothing about it; another member may not even try by hand.
    let shown = t.member("Arboga").opens(&march, "1").await;
    assert!(button(&shown.0["message"], "Inte längre: Sala, ersättare, Äldre").is_none());
    let ended = official.opens(&march, "1").await;
    let ended = official.press_on(&ended.0["message"], "Inte längre: Sala, ersättare, Äldre").await;
    ended.expect("Ledamoten tar **BUP** som vanligt.");
    for told in [&substitute, &t.member("Sala")] {
        begins(told.heard().await.last(), "Sala, ledamot, Äldre tar BUP som vanligt");
    }

    // A pair that sits together no more has no plan.
    let typed = json!({ "ärende": item, "ersättare": "köping" });
    let seat = chair.first_choice("dagordning ändra", typed, "ersättare").await;
    let plans = json!({ "ärende": item, "ersättare": seat });
    chair.command("dagordning ändra", plans).await.expect("Ersättaren tar **BUP**.");
    begins(member.heard().await.first(), "Köping, ersättare, Äldre tar BUP i stället för dig");
    let seat = json!({ "grupp": "Äldre", "plats": "Köping", "ändring": 3 });
    official.command("grupp plats", seat).await.expect("Köping");
    begins(member.heard().await.last(), "Bytet gäller inte längre: BUP – Äldre");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_was_to_come_for_an_item_hears_that_it_is_the_meeting_that_is_cancelled() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, guest) = (t.chair("Äldre"), t.official("Kultur/idrott"));
    chair.adds(&march, "Idrottshallen", "30").await;
    chair.co_opts("idrottshallen", json!({ "konto": guest.id })).await.expect("är adjungerad");
    let item = chair.item_like("idrottshallen").await;
    let typed = json!({ "ärende": item, "ersättare": "sala" });
    let seat = chair.first_choice("dagordning ändra", typed, "ersättare").await;
    let plans = json!({ "ärende": item, "ersättare": seat });
    chair.command("dagordning ändra", plans).await.expect("Ersättaren tar");
    t.pass(TimeDelta::minutes(11)).await;

    chair.cancels(json!({ "möte": march })).await.expect("inställt");
    let cancelled =
        "Mötet är inställt: Idrottshallen tas inte upp tors 11 mars 2027 kl. 09:00 i Äldre.";
    begins(guest.heard().await.last(), &format!("{cancelled} Du får en ny tid"));
    for one in [t.member("Sala"), t.substitute("Sala")] {
        begins(one.heard().await.last(), &format!("{cancelled} Ni får en ny tid"));
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_to_nothing_is_told_as_that_to_all_who_were_to_come() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, guest) = (t.chair("Äldre"), t.official("Kultur/idrott"));
    let (member, substitute) = (t.member("Sala"), t.substitute("Sala"));
    chair.adds(&march, "Idrottshallen", "30").await;
    chair.co_opts("idrottshallen", json!({ "konto": guest.id })).await.expect("är adjungerad");
    let item = chair.item_like("idrottshallen").await;
    let typed = json!({ "ärende": item, "ersättare": "sala" });
    let seat = chair.first_choice("dagordning ändra", typed, "ersättare").await;
    let plans = json!({ "ärende": item, "ersättare": seat });
    chair.command("dagordning ändra", plans.clone()).await.expect("Ersättaren tar");

    // What is taken back at once has told nobody.
    let before = (guest.heard().await.len(), substitute.heard().await.len());
    assert_eq!(before, (1, 1));
    chair.adds(&march, "Bredband", "15").await;
    let done = chair.command_at_once("dagordning adjungera", json!({ "gäller": chair.first_choice("dagordning adjungera", json!({ "gäller": "bredband" }), "gäller").await, "konto": guest.id })).await;
    chair.press_at_once(&done.0["message"], "Avboka").await.expect("är inte längre adjungerad");
    t.settle().await;
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(guest.heard().await.len(), 1, "{:?}", guest.heard().await);

    // It waits for a meeting, and is struck there.
    let waits = chair
        .first_choice(
            "dagordning bordlägg",
            json!({ "ärende": item, "möte": "inget möte" }),
            "möte",
        )
        .await;
    chair
        .command("dagordning bordlägg", json!({ "ärende": item, "möte": waits }))
        .await
        .expect("väntar på ett möte");
    t.pass(TimeDelta::minutes(11)).await;
    begins(
        guest.heard().await.last(),
        "Idrottshallen tas inte upp tors 11 mars 2027 kl. 09:00 i Äldre. Du får en ny tid",
    );
    begins(
        substitute.heard().await.last(),
        "Idrottshallen tas inte upp tors 11 mars 2027 kl. 09:00 i Äldre. Ni får en ny tid",
    );
    let shown = chair.command("dagordning ändra", json!({ "ärende": item })).await;
    let asked = chair.press_on(&shown.0["message"], "Stryk").await;
    chair.press_on(&asked.0["message"], "Ja, stryk").await.expect("är struket");
    t.pass(TimeDelta::minutes(11)).await;
    begins(guest.heard().await.last(), "Du är inte längre adjungerad: Idrottshallen – Äldre");
    for told in [&member, &substitute] {
        begins(told.heard().await.last(), "Idrottshallen är struket från dagordningen i Äldre.");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_corrected_zone_tells_no_guest_of_a_new_time_and_a_group_that_ends_tells_them_all() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let (guest, substitute) = (t.official("Kultur/idrott"), t.substitute("Sala"));
    chair.adds(&march, "Kulturplanen", "30").await;
    chair.adds(&march, "Idrottshallen", "30").await;
    chair.co_opts("idrottshallen", json!({ "konto": guest.id })).await.expect("är adjungerad");
    let typed = json!({ "ärende": chair.item_like("idrottshallen").await, "ersättare": "sala" });
    chair.command("dagordning ändra", typed).await.expect("Ersättaren tar");
    let zone = json!({ "grupp": "Äldre", "tidszon": "Europe/Helsinki" });
    official.command("grupp inställningar", zone).await.expect("Sparat.");
    let plan = json!({ "ärende": chair.item_like("kulturplanen").await, "minuter": "35" });
    chair.command("dagordning ändra", plan).await.expect("är ändrat");
    t.pass(TimeDelta::minutes(11)).await;
    let heard = guest.heard().await;
    assert_eq!(heard.len(), 1, "the same time on the wall: {heard:?}");
    begins(heard.first(), "Du är adjungerad: Idrottshallen – Äldre, tors 11 mars 2027 kl. 09:35");

    let ends = json!({ "grupp": "Äldre", "sista-dag": "2027-02-28" });
    let administrator = t.person("Serverns administratör");
    let asked = administrator.command("grupp avsluta", ends).await;
    let label =
        asked.0["message"]["components"][0]["components"][0]["label"].as_str().expect("a button");
    administrator.press_on(&asked.0["message"], label).await.expect("28 februari 2027");
    begins(
        guest.heard().await.last(),
        "Du behöver inte komma tors 11 mars 2027 kl. 09:30: Idrottshallen",
    );
    assert_eq!(guest.heard().await.len(), 2, "{:?}", guest.heard().await);
    let told = substitute.heard().await;
    assert!(
        told.iter().any(|one| one.starts_with("Bytet gäller inte längre: Idrottshallen")),
        "{told:?}"
    );
    t.finish().await;
}
