//! Groups, seats and people through a term: who comes and goes, what it means for meetings that are
//! called, who may, and what is kept of whom.

mod channels;
mod files;
mod groups;
mod home;
mod offices;
mod own_data;
mod rights;
mod seats;
mod stand_in;
mod two_seats;

use kallelse::actions::registry::seat::SeatChange;
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at};

/// Somebody of another group, who is nobody in Äldre.
const NEWCOMER: &str = "Regionen, ledamot 1, Barn/unga";

impl TestApp {
    fn administrator(&self) -> Person<'_> {
        self.person("Serverns administratör")
    }

    /// The id of the seat of Äldre whose line holds this.
    async fn seat(&self, part: &str) -> String {
        let options = json!({ "group": "Äldre", "seat": part });
        let official = self.official("Äldre");
        let found = official.suggestions("group seat", options, "seat").await;
        assert!(!found.is_empty(), "no seat is offered for {part:?}");
        found[0]["value"].as_str().expect("an id").to_owned()
    }

    /// The official of Äldre changes a seat.
    pub async fn change_seat(&self, seat: &str, change: SeatChange, more: Value) -> Reply {
        let mut options = json!({ "group": "Äldre", "change": choice(change) });
        if !seat.is_empty() {
            options["seat"] = json!(self.seat(seat).await);
        }
        for (name, value) in more.as_object().expect("options") {
            options[name] = value.clone();
        }
        self.official("Äldre").agreed("group seat", options).await
    }

    /// Takes somebody's account away, as whoever has the database may.
    async fn without_account(&self, name: &str) {
        let mut db = self.demo.bot.store.begin().await.expect("a transaction");
        let unlink = sqlx::query(
            "DELETE FROM contact WHERE person = (SELECT id FROM person WHERE name = $1)",
        );
        unlink.bind(name).execute(&mut *db).await.expect("unlinked");
        db.commit().await.expect("committed");
    }

    /// A meeting of Äldre on 11 March 2027, called on the 4th; it is the 5th.
    async fn called_meeting(&self) -> String {
        let meeting = self.schedule("2027-03-11", "09:00").await;
        self.until(at("2027-03-05T09:30:00+01:00")).await;
        meeting
    }

    /// Gives a file to a command; returns the id that the option takes.
    pub async fn upload(&self, name: &str, bytes: Vec<u8>) -> String {
        let url = format!("{}/sandbox/files?name={name}", self.base());
        let request = reqwest::Client::new().post(url).body(bytes);
        let kept: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        kept["id"].as_str().expect("an id").to_owned()
    }

    async fn import(&self, who: &Person<'_>, name: &str, bytes: Vec<u8>) -> Reply {
        let file = self.upload(name, bytes).await;
        who.command("group import", json!({ "group": "Äldre", "file": file })).await
    }

    /// The files beside an answer, by name.
    pub async fn files(&self, reply: &Reply) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        for attachment in reply.0["message"]["attachments"].as_array().expect("attachments") {
            let url = attachment["url"].as_str().expect("an address");
            let bytes = reqwest::get(url).await.expect("an answer").bytes().await.expect("bytes");
            let name = attachment["filename"].as_str().expect("a name").to_owned();
            files.push((name, bytes.to_vec()));
        }
        files
    }
}

fn choice(change: SeatChange) -> usize {
    SeatChange::ALL.iter().position(|one| *one == change).expect("a choice")
}

fn group() -> Value {
    json!({ "group": "Äldre" })
}
