//! Meetings that are moved, edited and called early: told once as a difference, and who is asked anew.

use chrono::TimeDelta;
use serde_json::{Value, json};

use kallelse::actions::registry::seat::SeatChange;

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    a_move_by_a_week_asks_everybody_anew,
    a_move_by_a_quarter_of_an_hour_leaves_all_words,
    what_is_edited_three_times_is_told_once,
);

impl Person<'_> {
    async fn moves(&self, meeting: &str, fields: Value) -> Reply {
        self.command_at_once("meeting move", with(meeting, fields)).await
    }

    async fn edits(&self, meeting: &str, fields: Value) -> Reply {
        self.command_at_once("meeting edit", with(meeting, fields)).await
    }

    /// How many messages have pinged the person, directly and in the group's channel.
    async fn pings(&self) -> usize {
        self.direct_messages().await.len() + self.pinged_in(self.app.channel("äldre")).await.len()
    }
}

fn with(meeting: &str, fields: Value) -> Value {
    let mut options = json!({ "meeting": meeting });
    for (name, value) in fields.as_object().expect("fields") {
        options[name] = value.clone();
    }
    options
}

const CALLED: &str = "2027-03-04T09:00:00+01:00";

async fn a_move_by_a_week_asks_everybody_anew(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let (arboga, arbogas) = (t.member("Arboga"), t.substitute("Arboga"));
    let (sala, salas) = (t.member("Sala"), t.substitute("Sala"));
    let (norberg, norbergs) = (t.member("Norberg"), t.substitute("Norberg"));
    arboga.press("Förhinder").await.expect("kallas strax");
    let asked = arbogas.direct_messages().await;
    arbogas.press_on(asked.last().expect("a summons"), "Jag kommer").await.expect("Tack");
    sala.press("Förhinder").await;
    norberg.press("Jag kommer").await;
    let before =
        [arboga.pings().await, arbogas.pings().await, sala.pings().await, salas.pings().await];
    let (norberg_before, norbergs_before) = (norberg.pings().await, norbergs.pings().await);
    let chair_before = chair.pings().await;

    let moved = chair.moves(&march, json!({ "date": "v. 11 torsdag", "time": "10" })).await;
    moved.expect("är flyttat till torsdag 18 mars 2027, v. 11, kl. 10:00–13:00");
    moved.expect("De som hade svarat får frågan på nytt");
    assert_eq!(norberg.pings().await, norberg_before, "nobody has heard of it yet");
    t.pass(TimeDelta::minutes(1)).await;

    // One line in the channel, for those who are expected, and the post is another.
    let seen = sala.sees("äldre").await;
    let line = seen.last().expect("a line");
    let said = words(line);
    assert!(said.starts_with("Flyttat: Äldre, tors 18 mars 2027 kl. 10:00, Regionhuset, sal 3 (förut tors 11 mars 2027 kl. 09:00)"), "{said}");
    assert!(said.contains("Har du svarat om den gamla tiden? Svara på nytt."), "{said}");
    let card = words(
        chair
            .sees("äldre")
            .await
            .iter()
            .find(|post| words(post).contains("väntas komma"))
            .expect("the post"),
    );
    assert!(card.contains("torsdag 18 mars 2027 kl. 10:00–13:00"), "{card}");
    assert!(card.contains("12 av 14 väntas komma") && !card.contains("bekräftat"), "{card}");
    assert!(card.contains("⏳ Arboga: Arboga, ersättare, Äldre är tillfrågad"), "{card}");
    assert_eq!(norberg.pings().await, norberg_before + 1);
    assert_eq!(norbergs.pings().await, norbergs_before, "whom it does not concern");
    assert_eq!(chair.pings().await, chair_before, "who did it knows");

    // Its thread is named by the new day.
    let state = t.get("/sandbox/state").await;
    let channels = state["guilds"][0]["channels"].as_array().expect("channels");
    let thread = channels.iter().find(|one| one["type"] == 11).expect("a thread");
    assert_eq!(thread["name"], "Äldre torsdag 18 mars 2027");

    // Each of those who had a word is asked once, directly.
    let after =
        [arboga.pings().await, arbogas.pings().await, sala.pings().await, salas.pings().await];
    assert_eq!(after, before.map(|count| count + 1));
    let question = arboga.direct_messages().await.pop().expect("a question");
    assert!(words(&question).starts_with("Ny tid: Äldre, tors 18 mars 2027 kl. 10:00, Regionhuset, sal 3. Du hade förhinder. Kan du komma nu?"), "{question:#}");
    let summons = arbogas.direct_messages().await.pop().expect("a summons");
    assert!(words(&summons).starts_with("Ny tid: Äldre, tors 18 mars 2027 kl. 10:00, Regionhuset, sal 3. Kan du komma då, i stället för"), "{summons:#}");

    // What they were asked about the old day points to the newest question.
    t.pass(TimeDelta::seconds(10)).await;
    let old = &arbogas.direct_messages().await[0];
    assert!(words(old).starts_with("Det här gäller en tidigare fråga."), "{old:#}");
    assert_eq!(button(old, "Jag kommer"), None);

    // The member can come now: the substitute hears that they are not needed. Sala's stays away, and so the question stands.
    arboga.press_on(&question, "Jag kommer").await.expect("vi ses på mötet");
    let released = words(&arbogas.direct_messages().await.pop().expect("a release"));
    assert!(released.contains("Du behövs inte som ersättare längre"), "{released}");
    let question = sala.direct_messages().await.pop().expect("a question");
    let told = salas.pings().await;
    sala.press_on(&question, "Förhinder").await;
    t.pass(TimeDelta::seconds(10)).await;
    let answered = sala.direct_messages().await.pop().expect("the question");
    assert!(words(&answered).contains("du har förhinder den nya tiden också"), "{answered:#}");
    assert_eq!(button(&answered, "Jag kommer"), None);
    assert_eq!(salas.pings().await, told, "is asked already");
    let summons = salas.direct_messages().await.pop().expect("a summons");
    // The group follows in the thread what is answered, to whichever question.
    let line = async || {
        t.pass(TimeDelta::seconds(10)).await;
        let thread = chair.sees_in(&t.thread().await).await;
        let lines = thread.iter().map(words).filter(|line| line.contains("Sala, ersättare"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let asked = line().await;
    salas.press_on(&summons, "Kan inte").await;
    let cannot = line().await;
    assert!(cannot.contains("kan inte") && !asked.contains("kan inte"), "{asked}\n{cannot}");
    assert!(!cannot.contains("behövs inte"), "{cannot}");
    salas.press_on(&summons, "Jag kommer").await.expect("Tack");
    let card =
        words(&chair.command("meeting show", json!({ "meeting": march })).await.0["message"]);
    assert!(card.contains("14 av 14 väntas komma"), "{card}");
    assert!(card.contains("✅ Sala: Sala, ersättare, Äldre, för Sala, ledamot, Äldre"), "{card}");

    // The log says who did it.
    let log = official.command("group log", json!({ "group": "Äldre" })).await;
    log.expect("flyttades till tors 18 mars 2027 kl. 10:00");
    t.finish().await;
}

async fn a_move_by_a_quarter_of_an_hour_leaves_all_words(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, arboga, arbogas) = (t.chair("Äldre"), t.member("Arboga"), t.substitute("Arboga"));
    arboga.press("Förhinder").await;
    let summons = arbogas.direct_messages().await.pop().expect("a summons");
    arbogas.press_on(&summons, "Jag kommer").await.expect("Tack");
    let (members, substitutes) = (arboga.pings().await, arbogas.pings().await);
    chair.moves(&march, json!({ "time": "9.15" })).await.expect("Det som har svarats gäller.");
    t.pass(TimeDelta::minutes(1)).await;
    let told = words(&arbogas.direct_messages().await.pop().expect("a word"));
    assert!(told.starts_with("Flyttat: Äldre, tors 11 mars 2027 kl. 09:15"), "{told}");
    assert!(told.contains("Det du har svarat gäller."), "{told}");
    assert_eq!(arbogas.pings().await, substitutes + 1);
    assert_eq!(arboga.pings().await, members, "who is away has nothing to do");
    let card =
        words(&chair.command("meeting show", json!({ "meeting": march })).await.0["message"]);
    assert!(
        card.contains("✅ Arboga: Arboga, ersättare, Äldre, för Arboga, ledamot, Äldre"),
        "{card}"
    );

    // Four small moves are a great one.
    for time in ["9.30", "9.45", "10.00"] {
        chair.moves(&march, json!({ "time": time })).await;
        t.pass(TimeDelta::minutes(2)).await;
    }
    let card =
        words(&chair.command("meeting show", json!({ "meeting": march })).await.0["message"]);
    assert!(card.contains("⏳ Arboga: Arboga, ersättare, Äldre är tillfrågad"), "{card}");
    t.finish().await;
}

async fn what_is_edited_three_times_is_told_once(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, sala, arboga) = (t.chair("Äldre"), t.member("Sala"), t.member("Arboga"));
    arboga.press("Förhinder").await;
    let (before, lines) = (sala.pings().await, sala.sees("äldre").await.len());
    let link = "https://us02web.zoom.us/j/1?pwd=a_b";
    chair.edits(&march, json!({ "place": "Sal 4" })).await.expect("är ändrat: platsen.");
    chair.edits(&march, json!({ "link": link })).await.expect("är ändrat: länken");
    let text = "Ta med planen.\nKaffe från 08:30.";
    chair
        .edits(&march, json!({ "text": text, "length": "2 tim" }))
        .await
        .expect("är ändrat: sluttiden, meddelandet.");
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(sala.pings().await, before + 1);
    let seen = sala.sees("äldre").await;
    assert_eq!(seen.len(), lines + 1, "one line");
    let told = words(seen.last().expect("the line"));
    assert!(
        told.starts_with(
            "Ny sluttid: Äldre, tors 11 mars 2027 kl. 09:00: 09:00–11:00 (förut 09:00–12:00)"
        ),
        "{told}"
    );
    for part in ["Ny plats: Sal 4 (förut Regionhuset, sal 3)", link, "Ta med planen."] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    // It stands on the card, on the page's data, and in the file.
    let shown = chair.command("meeting show", json!({ "meeting": march })).await;
    shown.expect(&format!("Delta på distans: {link}")).expect("Meddelande: Ta med planen.");

    // Moved away and back within the minute: nobody hears of it, and all words stand.
    let before = sala.pings().await;
    chair.moves(&march, json!({ "date": "12 mars" })).await.expect("fredag 12 mars 2027");
    chair.moves(&march, json!({ "date": "11 mars" })).await.expect("torsdag 11 mars 2027");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(sala.pings().await, before);
    let card =
        words(&chair.command("meeting show", json!({ "meeting": march })).await.0["message"]);
    assert!(card.contains("13 av 14 väntas komma"), "{card}");

    // What is taken away again.
    chair.edits(&march, json!({ "link": "-", "text": "-" })).await.expect("är ändrat");
    t.pass(TimeDelta::minutes(1)).await;
    let told = words(sala.sees("äldre").await.last().expect("the line"));
    assert!(told.starts_with("Ingen länk längre: Äldre"), "{told}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_changed_is_told_with_what_to_do() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.schedule("2027-03-12", "09:00").await;
    let chair = t.chair("Äldre");
    for (fields, told) in [
        (json!({}), "Det är redan så. Skriv det som ska bli annorlunda."),
        (json!({ "date": "11 mars", "time": "09:00" }), "Det är redan så."),
        (json!({ "date": "31 januari 2027" }), "Tiden har redan passerat."),
        (json!({ "date": "2032-03-11" }), "Det är för långt fram."),
        (
            json!({ "date": "31 februari", "time": "25:00" }),
            "• ”25:00”: det klockslaget finns inte.",
        ),
        (json!({ "date": "12 mars" }), "Gruppen har redan ett möte den tiden."),
        (json!({ "time": "13–10" }), "slutar innan det börjar"),
    ] {
        chair.moves(&march, fields).await.expect(told);
    }
    for (fields, told) in [
        (json!({ "place": "  " }), "Skriv var mötet hålls"),
        (json!({ "link": "zoom" }), "”zoom” går inte att läsa som en länk."),
        (json!({ "place": "Regionhuset, sal 3" }), "Det är redan så."),
    ] {
        chair.edits(&march, fields).await.expect(told);
    }
    let told = "Det får bara ordförande, vice ordförande och gruppens tjänstemän göra.";
    t.member("Arboga").moves(&march, json!({ "date": "18 mars" })).await.expect(told);
    // The hour that does not exist.
    let skipped = chair.moves(&march, json!({ "date": "28 mars", "time": "02:30" })).await;
    skipped
        .expect("söndag 28 mars 2027, v. 12, påskdagen, kl. 03:00")
        .expect("Kl. 02:30 finns inte den natten");
    chair.moves(&march, json!({ "date": "11 mars", "time": "09:00" })).await;
    t.until(at("2027-03-11T09:30:00+01:00")).await;
    chair.moves(&march, json!({ "date": "18 mars" })).await.expect("Mötet har redan börjat.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_grave_asks_first_and_says_what_follows() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, sala) = (t.chair("Äldre"), t.member("Sala"));
    // Calling early pings all.
    let asked = chair.command("meeting call", json!({ "meeting": march })).await;
    asked.expect("gå ut nu? 14 personer får en ping.");
    assert_eq!(sala.pings().await, 0);
    chair.press_on(&asked.0["message"], "Skicka kallelsen nu").await.expect("går ut i");
    assert_eq!(sala.pings().await, 1);
    let again = chair.command("meeting call", json!({ "meeting": march })).await;
    again.expect("Kallelsen har redan gått ut.");
    // Cancelling does too, and can be left.
    let asked =
        chair.command("meeting cancel", json!({ "meeting": march, "reason": "Influensa" })).await;
    asked.expect("ställas in? 14 personer får veta det direkt.");
    chair.press_on(&asked.0["message"], "Låt det vara").await;
    assert_eq!(sala.pings().await, 1);
    let asked =
        chair.command("meeting cancel", json!({ "meeting": march, "reason": "Influensa" })).await;
    chair.press_on(&asked.0["message"], "Ställ in mötet").await.expect("är inställt");
    assert_eq!(sala.pings().await, 2);
    // Another lead time says which meetings it would call at once.
    t.schedule("2027-02-15", "09:00").await;
    let official = t.official("Äldre");
    let longer = json!({ "group": "Äldre", "lead-days": 14 });
    let asked = official.command("group settings", longer.clone()).await;
    asked
        .expect("Med den ändringen kallas ett möte i **Äldre** direkt:")
        .expect("måndag 15 februari 2027");
    assert_eq!(sala.pings().await, 2);
    official.agreed("group settings", longer).await.expect("Sparat.");
    assert_eq!(sala.pings().await, 3);
    // So do a seat that is removed, and a hand-over.
    let seats = official
        .suggestions("group seat", json!({ "group": "Äldre", "seat": "Sala" }), "seat")
        .await;
    let abolish = json!({ "group": "Äldre", "seat": seats[0]["value"], "change": 9 });
    let asked = official.command("group seat", abolish).await;
    asked.expect("tas bort? Sala, ledamot, Äldre, Sala, ersättare, Äldre sitter där i dag.");
    let deputy = t.person("Biträdande tjänsteman, Äldre").id;
    let asked = official
        .command("group settings", json!({ "group": "Äldre", "hand-over-to": deputy }))
        .await;
    asked.expect("ta över allt som Ansvarig tjänsteman, Äldre ansvarar för");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_meetings_at_one_hour_are_asked_about_with_those_who_are_called_to_both() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    t.schedule("2027-03-11", "09:00").await;
    let options = |date: &str, time: &str| json!({ "group": "Äldre", "date": date, "time": time, "place": "Sal 3" });
    let asked = chair.command("meeting schedule", options("11 mars", "11–13")).await;
    asked
        .expect("**Äldre** har redan ett möte då: tors 11 mars 2027 kl. 09:00–12:00.")
        .expect("Ska mötet vara då ändå?");
    chair
        .press_on(&asked.0["message"], "Ja, ändå")
        .await
        .expect("är bokat till torsdag 11 mars 2027");
    // What only touches is no overlap.
    chair.command("meeting schedule", options("11 mars", "13–14")).await.expect("är bokat");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_shortens_a_meeting_below_its_agenda_is_told() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let chair = t.chair("Äldre");
    let options = json!({ "meeting": march, "title": "Bredband", "purpose": 1, "minutes": "150" });
    chair.command("agenda add", options).await.expect("står på dagordningen");
    let enough = chair.edits(&march, json!({ "length": "2,5 tim" })).await;
    enough.expect("är ändrat: sluttiden.");
    assert!(!enough.words().contains("mer än mötet är långt"), "{}", enough.words());
    let short = chair.edits(&march, json!({ "length": "2 tim" })).await;
    short.expect("Ärendena tar 30 minuter mer än mötet är långt.");
    // Of what was so already nothing is said when something else is changed.
    let elsewhere = chair.edits(&march, json!({ "place": "Sal 4" })).await;
    assert!(!elsewhere.words().contains("mer än mötet är långt"), "{}", elsewhere.words());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_calls_late_is_asked_why_and_the_invitation_says_it() {
    let t = TestApp::spawn().await;
    let (chair, sala) = (t.chair("Äldre"), t.member("Sala"));
    let options = json!({ "group": "Äldre", "date": "v. 5 fredag", "time": "9", "place": "Sal 3" });
    let booked = chair.command("meeting schedule", options).await;
    booked.expect("Kort varsel").expect("Skriv gärna varför, så står det i kallelsen.");
    let form = chair.press_on(&booked.0["message"], "Skriv varför").await;
    let fields = json!({ "typed": "Regionen behöver svar i veckan" });
    chair.fill_in(&form, fields).await.expect("Skälet står nu i kallelsen");
    t.pass(TimeDelta::seconds(10)).await;
    let card = words(sala.sees("äldre").await.last().expect("the invitation"));
    assert!(card.contains("Kort varsel: Regionen behöver svar i veckan"), "{card}");
    // Whoever says it at once is not asked.
    let options = json!({ "group": "Äldre", "date": "v. 5 lördag", "time": "9", "place": "Sal 3", "reason": "Val" });
    let booked = chair.command("meeting schedule", options).await;
    assert_eq!(button(&booked.0["message"], "Skriv varför"), None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_may_see_a_meeting_sees_seat_by_seat_who_comes_for_whom() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    t.member("Arboga").press("Förhinder").await.expect("kallas strax");
    t.member("Sala").press("Jag kommer").await;
    let show = async |person: &Person<'_>| {
        words(&person.command("meeting show", json!({ "meeting": march })).await.0["message"])
    };
    let seen = show(&t.member("Sala")).await;
    for line in [
        "⏳ Arboga: Arboga, ersättare, Äldre är tillfrågad, för Arboga, ledamot, Äldre",
        "✅ Sala: Sala, ledamot, Äldre",
        "Fagersta: Fagersta, ledamot, Äldre",
        "Din ersättare: Sala, ersättare, Äldre",
        "Ansvarig tjänsteman: Ansvarig tjänsteman, Äldre",
    ] {
        assert!(seen.contains(line), "{line} is not in {seen}");
    }
    assert!(!seen.contains("Ersättare och tomma platser"), "{seen}");
    // Substitutes and officials see the list as well, and have no substitute of their own.
    for person in [t.substitute("Sala"), t.official("Äldre")] {
        let seen = show(&person).await;
        assert!(
            seen.contains("✅ Sala: Sala, ledamot, Äldre") && !seen.contains("Din ersättare"),
            "{seen}"
        );
    }
    t.finish().await;
}

on_both_engines!(what_is_said_of_a_time_that_is_taken_back_counts_for_no_other);

async fn what_is_said_of_a_time_that_is_taken_back_counts_for_no_other(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, arboga, arbogas) = (t.chair("Äldre"), t.member("Arboga"), t.substitute("Arboga"));
    let norberg = t.member("Norberg");
    arboga.press("Förhinder").await;
    let summons = arbogas.direct_messages().await.pop().expect("a summons");
    arbogas.press_on(&summons, "Jag kommer").await.expect("Tack");
    let card = async || {
        words(&chair.command("meeting show", json!({ "meeting": march })).await.0["message"])
    };
    // Moved by mistake; before anybody has heard of it the substitute and another answer, and it is moved back.
    let before = (arbogas.pings().await, norberg.pings().await);
    chair.moves(&march, json!({ "time": "14:00" })).await.expect("kl. 14:00");
    let summons = arbogas.direct_messages().await.pop().expect("a summons");
    arbogas.press_at_once(&summons, "Kan inte").await;
    let absence = json!({ "meeting": march });
    norberg.command_at_once("absence report", absence).await;
    let back = chair.moves(&march, json!({ "time": "09:00" })).await;
    back.expect("Ingen hade hunnit få veta något");
    t.pass(TimeDelta::minutes(2)).await;
    let seen = card().await;
    assert!(seen.contains("✅ Arboga: Arboga, ersättare, Äldre, för"), "{seen}");
    assert!(seen.contains("14 av 14 väntas komma"), "{seen}");
    assert_eq!((arbogas.pings().await, norberg.pings().await), before, "nobody hears of anything");

    // Moved, answered, and moved on: what was said of the time between is said of no other.
    chair.moves(&march, json!({ "date": "18 mars" })).await.expect("18 mars");
    let summons = arbogas.direct_messages().await.pop().expect("a summons");
    arbogas.press_at_once(&summons, "Jag kommer").await;
    chair.moves(&march, json!({ "date": "25 mars" })).await.expect("25 mars");
    t.pass(TimeDelta::minutes(2)).await;
    let seen = card().await;
    assert!(seen.contains("⏳ Arboga: Arboga, ersättare, Äldre är tillfrågad"), "{seen}");
    let summons = words(&arbogas.direct_messages().await.pop().expect("a summons"));
    assert!(summons.starts_with("Ny tid: Äldre, tors 25 mars 2027 kl. 09:00"), "{summons}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_names_the_day_that_people_know() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, sala) = (t.chair("Äldre"), t.member("Sala"));
    chair.moves(&march, json!({ "date": "18 mars" })).await.expect("18 mars");
    let before = sala.pings().await;
    chair.cancels(json!({ "meeting": march })).await.expect("inställt");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(sala.pings().await, before + 1);
    let said = words(sala.sees("äldre").await.last().expect("the cancellation"));
    assert!(said.starts_with("Inställt: Äldre, tors 11 mars 2027 kl. 09:00"), "{said}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_calls_a_meeting_at_once_asks_first_and_the_invitation_says_it_all() {
    let t = TestApp::spawn().await;
    let april = t.schedule("2027-04-15", "09:00").await;
    let (chair, sala) = (t.chair("Äldre"), t.member("Sala"));
    let asked = chair.moves(&april, json!({ "date": "v. 5 fredag" })).await;
    asked.expect("Med den ändringen kallas ett möte i **Äldre** direkt:");
    assert_eq!(sala.pings().await, 0);
    chair
        .press_on(&asked.0["message"], "Ändra, och kalla")
        .await
        .expect("är flyttat till fredag 5 februari 2027");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(sala.pings().await, 1, "the invitation alone");
    // It has been told by that: whoever moves it on at once is told of.
    chair.moves(&april, json!({ "date": "15 april" })).await.expect("15 april 2027");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(sala.pings().await, 2);
    let said = words(sala.sees("äldre").await.last().expect("the line"));
    assert!(said.starts_with("Flyttat: Äldre, tors 15 april 2027"), "{said}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sits_there_no_longer_at_the_new_time_is_told_and_their_successor_called() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    let official = t.official("Äldre");
    let seat = json!({ "group": "Äldre", "seat": "Surahammar" });
    let seats = official.suggestions("group seat", seat, "seat").await;
    let ordinary = SeatChange::ALL.iter().position(|change| *change == SeatChange::Ordinary);
    let change = json!({ "group": "Äldre", "seat": seats[0]["value"], "change": ordinary, "person": "Nils Nilsson", "from": "15 mars" });
    official.command("group seat", change).await.expect("Sparat.");
    t.until(at(CALLED)).await;
    let (chair, old) = (t.chair("Äldre"), t.member("Surahammar"));
    old.press("Jag kommer").await.expect("vi ses");
    let before = old.pings().await;
    chair.moves(&march, json!({ "date": "18 mars" })).await.expect("18 mars");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(old.pings().await, before + 1);
    let told = words(&old.direct_messages().await.pop().expect("a word"));
    assert!(told.starts_with("Flyttat: Äldre, tors 18 mars 2027"), "{told}");
    assert!(told.contains("Du är inte kallad till den nya tiden"), "{told}");
    // The successor has no account: the officials hear whom the new time does not reach.
    let seen = official.sees("tjänstemän-äldre").await;
    assert!(seen.iter().map(words).any(|one| one.contains("Nils Nilsson")), "{seen:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_calls_a_meeting_tells_each_once_whoever_sits_there_at_the_new_time() {
    let t = TestApp::spawn().await;
    let substitute = "Sala, ersättare, Äldre";
    // Until April somebody else sits there, and Sala has no substitute.
    let later = json!({ "person": "Nils Nilsson", "from": "1 april" });
    t.change_seat("Surahammar", SeatChange::Ordinary, later).await.expect("Sparat.");
    t.change_seat("Sala", SeatChange::SubstituteLeaves, json!({})).await.expect("Sparat.");
    let later = json!({ "person": substitute, "from": "1 april" });
    t.change_seat("Sala", SeatChange::Substitute, later).await.expect("Sparat.");
    let april = t.schedule("2027-04-15", "09:00").await;
    let (chair, sala, asked) = (t.chair("Äldre"), t.member("Sala"), t.person(substitute));
    sala.command("absence report", json!({ "meeting": april })).await.expect("anmält förhinder");
    t.pass(TimeDelta::minutes(1)).await;
    asked.press("Jag kommer").await.expect("Vi räknar med dig");
    let (before, old) = (asked.direct_messages().await.len(), t.member("Surahammar"));
    let moved = chair.moves(&april, json!({ "date": "v. 5 fredag" })).await;
    chair.press_on(&moved.0["message"], "Ändra, och kalla").await.expect("är flyttat till");
    t.pass(TimeDelta::minutes(2)).await;
    // Whoever sits there at the new time is called by the invitation, and by nothing else.
    assert_eq!(old.pings().await, 1);
    assert_eq!(old.direct_messages().await.len(), 0);
    // Whoever had a word to come, and has no seat then, is told that they are not needed.
    let told = asked.direct_messages().await;
    assert_eq!(told.len(), before + 1, "{told:#?}");
    let told = words(&told[before]);
    assert!(told.contains("Du behövs inte. Äldre, fre 5 februari 2027"), "{told}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_a_mistaken_move_held_back_is_asked_where_it_was_to_be() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, asked) = (t.chair("Äldre"), t.substitute("Arboga"));
    let absence = json!({ "meeting": march });
    t.member("Arboga").command_at_once("absence report", absence).await;
    chair.moves(&march, json!({ "date": "18 mars" })).await.expect("18 mars");
    let back = chair.moves(&march, json!({ "date": "11 mars" })).await;
    back.expect("Ingen hade hunnit få veta något");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(asked.direct_messages().await.len(), 1);
    let told = chair.sees_in(&t.thread().await).await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Arboga, ersättare, Äldre")), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_absence_that_a_cancellation_overtakes_nobody_hears() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let official = t.official("Äldre");
    let meeting = json!({ "meeting": march });
    t.member("Arboga").command_at_once("absence report", meeting.clone()).await;
    let asked = official.command_at_once("meeting cancel", meeting).await;
    official.press_at_once(&asked.0["message"], "Ställ in mötet").await;
    t.pass(TimeDelta::minutes(1)).await;
    let seen = official.sees("tjänstemän-äldre").await;
    let told: Vec<String> = seen.iter().map(words).collect();
    let of_it = told.iter().filter(|one| one.contains("Inställt: Äldre")).count();
    assert_eq!(of_it, 1, "the cancellation alone: {told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_absence_between_two_changes_within_a_minute_is_asked_about_once() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, asked) = (t.chair("Äldre"), t.substitute("Norberg"));
    chair.edits(&march, json!({ "place": "Sal 4" })).await.expect("är ändrat");
    let absence = json!({ "meeting": march });
    t.member("Norberg").command_at_once("absence report", absence).await;
    chair.edits(&march, json!({ "place": "Sal 5" })).await.expect("är ändrat");
    t.pass(TimeDelta::minutes(2)).await;
    let told: Vec<String> = asked.direct_messages().await.iter().map(words).collect();
    let asks = told.iter().filter(|one| one.starts_with("Kan du komma")).count();
    assert_eq!(asks, 1, "{told:#?}");
    let seen = t.official("Äldre").sees("tjänstemän-äldre").await;
    let receipts = seen.iter().filter(|one| words(one).starts_with("Förhinder:")).count();
    assert_eq!(receipts, 1, "{seen:#?}");
    t.finish().await;
}
