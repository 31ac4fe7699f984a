//! Who may, and what stands in the log of who did.

use kallelse::actions::registry::seat::SeatChange;
use serde_json::json;

use super::{choice, group};
use crate::harness::{TestApp, button};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_is_told_who_may_and_members_are_not_shown_the_command() {
    let t = TestApp::spawn().await;
    // Discord does not offer the command to who lacks the permission that it asks for.
    let refused = t.member("Arboga").command("group check", group()).await;
    assert!(
        refused.0["error"].as_str().is_some_and(|why| why.contains("there is no command")),
        "{}",
        refused.0
    );
    // An official of another group has the permission, and not the right.
    let other = t.official("Barn/unga");
    let told = "Det får bara gruppens tjänstemän och serverns administratör göra.";
    for command in ["group check", "group settings", "group export", "group log"] {
        other.command(command, group()).await.expect(told);
    }
    let seat =
        json!({ "group": "Äldre", "change": choice(SeatChange::Add), "appointer": "Arboga" });
    other.command("group seat", seat.clone()).await.expect(told);
    t.import(&other, "x.csv", b"x".to_vec()).await.expect(told);
    assert_eq!(other.suggestions("group check", json!({ "group": "" }), "group").await.len(), 1);
    t.official("Äldre")
        .command("group end", group())
        .await
        .expect("Det får bara serverns administratör göra.");
    // The administrator may all of it, without being anybody in the organisation.
    let administrator = t.administrator();
    administrator.command("group check", group()).await.expect("Allt stämmer");
    administrator.command("group seat", seat).await.expect("➕ Ny plats: Arboga (plats 15)");
    administrator.command("group log", group()).await.expect("serverns administratör");
    // And so may the deputy.
    t.person("Biträdande tjänsteman, Äldre")
        .command("group check", group())
        .await
        .expect("saknar ordinarie");
    // In its own channel whoever is there sees a group's seats; elsewhere they do not even learn that it is there.
    let told = "Vi hittar inte den gruppen.";
    other.command("group roster", group()).await.expect("Arboga (plats 4)");
    other.command_in(t.channel("barn-unga"), "group roster", group()).await.expect(told);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_with_meetings_and_for_others_stands_in_the_log() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    let (official, meeting) = (t.official("Äldre"), t.newest_meeting().await);
    let seat = t.seat("Arboga").await;
    let for_arboga = json!({ "meeting": meeting, "member": seat });
    official.command("absence report", for_arboga.clone()).await.expect("anmält förhinder");
    official.command("absence withdraw", for_arboga).await.expect("är återtaget");
    // What people say for themselves is no change of anybody's.
    t.member("Sala").press("Förhinder").await.expect("anmält förhinder");
    t.chair("Äldre").cancels(json!({ "meeting": meeting })).await;
    let told = official.command("group log", group()).await;
    for line in [
        "Regionen, ordförande, Äldre: mötet tors 11 mars 2027 kl. 09:00 bokades",
        "Ansvarig tjänsteman, Äldre: svarade åt Arboga, ledamot, Äldre: förhinder (mötet tors 11 mars 2027 kl. 09:00)",
        "svarade åt Arboga, ledamot, Äldre: tog tillbaka förhinder (mötet tors 11 mars 2027 kl. 09:00)",
        "Regionen, ordförande, Äldre: mötet tors 11 mars 2027 kl. 09:00 ställdes in",
    ] {
        told.expect(line);
    }
    assert!(!told.words().contains("Sala"), "{}", told.words());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_line_of_the_log_is_left_out_however_long_the_names() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let names = ["å".repeat(200), "ä".repeat(200)];
    for turn in 0..20 {
        let renamed = json!({ "person": names[turn % 2] });
        t.change_seat("Arboga", SeatChange::RenameOrdinary, renamed).await.expect("Sparat.");
    }
    let mut page = official.command("group log", group()).await;
    let (mut lines, mut pages) = (0, 0);
    loop {
        let told = page.words();
        assert!(!told.contains("… och"), "nothing is cut off: {told}");
        lines += told.matches("rättades").count();
        pages += 1;
        if crate::harness::button(&page.0["message"], "Tidigare ändringar").is_none() {
            break;
        }
        page = official.press_on(&page.0["message"], "Tidigare ändringar").await;
    }
    assert_eq!(lines, 20, "on {pages} pages");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_log_is_leafed_through_and_leaves_with_the_file_as_it_is() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let renamed = json!({ "person": "O_Neil *Berg*" });
    t.change_seat("Arboga", SeatChange::RenameOrdinary, renamed).await.expect("Sparat.");
    for days in 10..30 {
        let set = json!({ "group": "Äldre", "lead-days": days });
        official.command("group settings", set).await.expect("Sparat.");
    }
    let newest = official.command("group log", group()).await;
    newest.expect("28 dagar → 29 dagar");
    assert!(!newest.words().contains("13 dagar → 14 dagar"), "{}", newest.words());
    let earlier = official.press_on(&newest.0["message"], "Tidigare ändringar").await;
    earlier.expect("13 dagar → 14 dagar").expect("namnet på O\\_Neil \\*Berg\\* rättades");
    assert!(!earlier.words().contains("14 dagar → 15 dagar"), "{}", earlier.words());
    // Whoever has the button of it has no right to it by that.
    let press = button(&newest.0["message"], "Tidigare ändringar").expect("a button");
    let other = t.official("Barn/unga").id;
    let body = json!({ "message_id": newest.0["message"]["id"], "custom_id": press });
    let refused = t.post(&format!("/sandbox/users/{other}/press"), &body).await;
    assert!(!refused.to_string().contains("13 dagar → 14 dagar"), "{refused}");

    let export = official.command("group export", json!({ "group": "Äldre", "kind": 1 })).await;
    let files = t.files(&export).await;
    let log = String::from_utf8(files[1].1.clone()).expect("UTF-8");
    assert!(log.contains("namnet på O_Neil *Berg* rättades;O_Neil *Berg*"), "{log}");
    assert!(log.contains("28 dagar → 29 dagar") && log.contains("gruppen skapades"), "{log}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_picked_for_a_post_is_linked_and_that_is_logged() {
    let t = TestApp::spawn().await;
    let picked = json!({ "group": "Äldre", "deputy": t.administrator().id });
    t.official("Äldre").command("group settings", picked).await.expect("Sparat.");
    let log = t.official("Äldre").command("group log", group()).await;
    log.expect("Serverns administratör kopplades till ett konto");
    log.expect("Serverns administratör blev biträdande tjänsteman");
    t.finish().await;
}
