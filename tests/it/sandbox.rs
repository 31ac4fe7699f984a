//! The sandbox as a bot meets it over plain HTTP, with nothing of ours in between.

use std::time::Duration;

use kallelse::sandbox::{LimitSettings, SandboxConfig};
use serde_json::{Value, json};

use crate::harness::playground::{Playground, answer_of};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}"))
}

#[tokio::test]
async fn errors_are_discords() {
    let ground = Playground::open().await;
    let hall = &ground.hall;
    let messages = format!("/channels/{hall}/messages");
    let cases = [
        ("POST", "/channels/1/messages".to_owned(), json!({ "content": "x" }), 404, 10003),
        ("POST", messages.clone(), json!({ "content": "" }), 400, 50006),
        ("POST", messages.clone(), json!({ "content": "x".repeat(2001) }), 400, 50035),
        ("GET", format!("{messages}/1"), Value::Null, 404, 10008),
        ("POST", "/interactions/1/x/callback".to_owned(), json!({ "type": 4 }), 404, 10062),
        ("POST", "/webhooks/1/x".to_owned(), json!({ "content": "x" }), 404, 10015),
        ("GET", "/nowhere".to_owned(), Value::Null, 404, 0),
        ("DELETE", "/gateway".to_owned(), Value::Null, 405, 0),
        ("GET", format!("{messages}?limit=101"), Value::Null, 400, 50035),
        ("GET", "/channels/abc".to_owned(), Value::Null, 400, 50035),
        ("GET", "/guilds/1".to_owned(), Value::Null, 404, 10004),
        ("GET", format!("/guilds/{}/members/1", ground.guild), Value::Null, 404, 10007),
        ("GET", format!("/guilds/{}/scheduled-events/1", ground.guild), Value::Null, 404, 10070),
        ("PUT", format!("{messages}/pins/1"), Value::Null, 404, 10008),
        ("PATCH", format!("/channels/{hall}"), json!({ "name": "x" }), 400, 50024),
        ("POST", "/users/@me/channels".to_owned(), json!({}), 400, 50035),
    ];
    for (method, path, body, status, code) in cases {
        let (got, error) = ground.api(method, &path, body).await;
        assert_eq!((got, error["code"].as_u64()), (status, Some(code)), "{method} {path}: {error}");
    }
    let (_, error) = ground.post(json!({ "content": "x".repeat(2001) })).await;
    assert_eq!(error["errors"]["content"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
    let wrong = ground.http.get(ground.url("/api/v10/users/@me")).header("authorization", "Bot no");
    assert_eq!(answer_of(wrong).await.0, 401);
}

#[tokio::test]
async fn the_same_nonce_gives_the_same_message_within_its_window() {
    let ground = Playground::with(unlimited()).await;
    for (window, same) in [(300, true), (0, false), (60, true)] {
        ground.control("/settings", json!({ "nonce_window_s": window })).await;
        let body = json!({ "content": "x", "nonce": window.to_string(), "enforce_nonce": true });
        let (_, first) = ground.post(body.clone()).await;
        let (_, second) = ground.post(body.clone()).await;
        assert_eq!(first["id"] == second["id"], same, "{window} s");
        if same {
            let gone = format!("/channels/{}/messages/{}", ground.hall, id(&first));
            assert_eq!(ground.api("DELETE", &gone, Value::Null).await.0, 204);
            assert_eq!(ground.post(body).await.1["code"], 10008, "the first is gone");
        }
    }
    let refused = ground.control("/settings", json!({ "nonce_window_s": "long" })).await;
    assert!(refused["error"].as_str().expect("why").contains("nonce_window_s"), "{refused}");
}

#[tokio::test]
async fn who_may_not_see_a_channel_does_not() {
    let config = SandboxConfig { bot_permissions: 1 << 10, ..SandboxConfig::default() };
    let ground = Playground::with(config).await;
    // Everybody may write in the hall, the bot among them; nobody gave it more.
    assert_eq!(ground.post(json!({ "content": "x" })).await.0, 200);
    let (status, error) = ground
        .api(
            "POST",
            &format!("/channels/{}/threads", ground.hall),
            json!({ "name": "T", "type": 11 }),
        )
        .await;
    assert_eq!((status, error["code"].as_u64()), (403, Some(50013)));
    let see = |who: &str| {
        ground
            .http
            .get(ground.url(&format!("/sandbox/channels/{}/messages?as={who}", ground.closed)))
    };
    assert_eq!(see(&ground.anna).send().await.expect("an answer").status(), 200);
    assert_eq!(see(&ground.bo).send().await.expect("an answer").status(), 403);
    let (_, said) = answer_of(
        ground
            .http
            .post(ground.url(&format!("/sandbox/users/{}/say", ground.bo)))
            .json(&json!({ "channel_id": ground.closed, "content": "x" })),
    )
    .await;
    assert_eq!(said["error"], "the user may not write there");
}

#[tokio::test]
async fn whom_a_message_pings_and_whom_it_only_names_can_be_seen() {
    let ground = Playground::open().await;
    let (anna, bo) = (&ground.anna, &ground.bo);
    let text = format!("<@{anna}> and <@{bo}>");
    let closed = format!("/channels/{}/messages", ground.closed);
    let (_, both) = ground.api("POST", &closed, json!({ "content": text })).await;
    assert_eq!(both["mentions"].as_array().map(Vec::len), Some(2));
    let seen = ground.look(&format!("/channels/{}/messages?as={anna}", ground.closed)).await;
    assert_eq!(
        (&seen[0]["pinged"], &seen[0]["unheard"]),
        (&json!([anna]), &json!([bo])),
        "Bo does not see it"
    );

    let quiet = json!({ "content": text, "allowed_mentions": { "parse": [], "users": [bo] } });
    ground.post(quiet).await;
    let seen = ground.hall_as(anna).await;
    assert_eq!((&seen[0]["pinged"], &seen[0]["unheard"]), (&json!([bo]), &json!([anna])));
    let channels = ground.look(&format!("/users/{bo}/channels")).await;
    let hall = channels.as_array().expect("channels").iter().find(|one| id(one) == ground.hall);
    assert_eq!(hall.expect("the hall")["mentions"], 1);
    assert_eq!(ground.look("/news").await, json!({ anna: 1, bo: 1 }));
    ground.control(&format!("/users/{bo}/read"), json!({ "channel_id": ground.hall })).await;
    assert_eq!(ground.look("/news").await, json!({ anna: 1 }));
    // The bot may not ping everybody, whatever it writes.
    let (_, all) = ground.post(json!({ "content": "@everyone" })).await;
    assert_eq!(all["mention_everyone"], false);
}

#[tokio::test]
async fn a_thread_takes_its_messages_id_is_opened_once_and_can_be_put_away() {
    let ground = Playground::open().await;
    let (_, message) = ground.post(json!({ "content": "x" })).await;
    let threads = format!("/channels/{}/messages/{}/threads", ground.hall, id(&message));
    let (status, thread) = ground.api("POST", &threads, json!({ "name": "T" })).await;
    assert_eq!((status, &thread["id"]), (201, &message["id"]));
    let (status, error) = ground.api("POST", &threads, json!({ "name": "T" })).await;
    assert_eq!((status, error["code"].as_u64()), (400, Some(160_004)));
    let path = format!("/channels/{}", id(&thread));
    let (_, renamed) = ground.api("PATCH", &path, json!({ "name": "U", "archived": true })).await;
    assert_eq!(
        (&renamed["name"], &renamed["thread_metadata"]["archived"]),
        (&json!("U"), &json!(true))
    );
    let (_, active) =
        ground.api("GET", &format!("/guilds/{}/threads/active", ground.guild), Value::Null).await;
    assert_eq!(active["threads"], json!([]));
    let member = format!("{path}/thread-members/{}", ground.anna);
    assert_eq!(ground.api("PUT", &member, Value::Null).await.0, 204);
    let (_, members) = ground.api("GET", &format!("{path}/thread-members"), Value::Null).await;
    assert_eq!(members.as_array().map(Vec::len), Some(2), "the bot and Anna");
}

#[tokio::test]
async fn pages_of_messages_replies_and_many_deleted_at_once() {
    let ground = Playground::with(SandboxConfig { bot_permissions: !0 >> 12, ..unlimited() }).await;
    let mut ids = Vec::new();
    for number in 0..7 {
        ids.push(id(&ground.post(json!({ "content": number.to_string() })).await.1).to_owned());
    }
    let page = |query: String| async {
        let query = query;
        let (_, page) = ground
            .api("GET", &format!("/channels/{}/messages?{query}", ground.hall), Value::Null)
            .await;
        page.as_array()
            .expect("messages")
            .iter()
            .map(|one| one["content"].as_str().expect("text").to_owned())
            .collect::<String>()
    };
    assert_eq!(page("limit=3".into()).await, "654");
    assert_eq!(page(format!("limit=2&before={}", ids[3])).await, "21");
    assert_eq!(page(format!("limit=2&after={}", ids[3])).await, "54");
    assert_eq!(page(format!("limit=3&around={}", ids[3])).await, "432");

    let reply = json!({ "content": "re", "message_reference": { "message_id": ids[0] } });
    let (_, reply) = ground.post(reply).await;
    assert_eq!(
        (&reply["type"], &reply["referenced_message"]["content"]),
        (&json!(19), &json!("0"))
    );
    let (status, _) =
        ground.post(json!({ "content": "re", "message_reference": { "message_id": "1" } })).await;
    assert_eq!(status, 400, "there is nothing to reply to");

    let bulk = format!("/channels/{}/messages/bulk-delete", ground.hall);
    assert_eq!(ground.api("POST", &bulk, json!({ "messages": [ids[0]] })).await.1["code"], 50016);
    assert_eq!(ground.api("POST", &bulk, json!({ "messages": ids })).await.0, 204);
    assert_eq!(page("limit=9".into()).await, "re");
}

#[tokio::test]
async fn what_is_pinned_is_listed_and_said() {
    let ground = Playground::open().await;
    let (_, message) = ground.post(json!({ "content": "Agenda" })).await;
    let pins = format!("/channels/{}/messages/pins", ground.hall);
    assert_eq!(ground.api("PUT", &format!("{pins}/{}", id(&message)), Value::Null).await.0, 204);
    let (_, listed) = ground.api("GET", &pins, Value::Null).await;
    assert_eq!(
        (&listed["items"][0]["message"]["id"], &listed["has_more"]),
        (&message["id"], &json!(false))
    );
    let (_, before) =
        ground.api("GET", &format!("/channels/{}/pins", ground.hall), Value::Null).await;
    assert_eq!(before[0]["pinned"], true);
    let seen = ground.hall_as(&ground.bo).await;
    assert_eq!((seen.len(), &seen[1]["type"]), (2, &json!(6)), "Discord says so in the channel");
    assert_eq!(ground.api("DELETE", &format!("{pins}/{}", id(&message)), Value::Null).await.0, 204);
    assert_eq!(ground.api("GET", &pins, Value::Null).await.1["items"], json!([]));

    let strict =
        Playground::with(SandboxConfig { bot_permissions: 1 << 10, ..SandboxConfig::default() })
            .await;
    let (_, message) = strict.post(json!({ "content": "Agenda" })).await;
    let path = format!("/channels/{}/messages/pins/{}", strict.hall, id(&message));
    assert_eq!(
        strict.api("PUT", &path, Value::Null).await.1["code"],
        50013,
        "pinning is a permission"
    );
}

#[tokio::test]
async fn an_event_is_planned_moved_begun_and_ended() {
    let ground = Playground::open().await;
    let events = format!("/guilds/{}/scheduled-events", ground.guild);
    let event = |starts: &str, ends: &str| {
        json!({
            "name": "Meeting", "privacy_level": 2, "entity_type": 3, "entity_metadata": { "location": "Hall 3" },
            "scheduled_start_time": starts, "scheduled_end_time": ends,
        })
    };
    for (starts, ends) in [
        ("2020-01-01T09:00:00Z", "2099-01-01T09:00:00Z"),
        ("2099-01-02T09:00:00Z", "2099-01-01T09:00:00Z"),
    ] {
        assert_eq!(ground.api("POST", &events, event(starts, ends)).await.1["code"], 50035);
    }
    assert_eq!(ground.api("POST", &events, json!({ "name": "x" })).await.0, 400);
    let (status, made) =
        ground.api("POST", &events, event("2099-01-01T09:00:00Z", "2099-01-01T12:00:00Z")).await;
    assert_eq!((status, &made["status"]), (200, &json!(1)));
    let path = format!("{events}/{}", id(&made));
    let (_, begun) =
        ground.api("PATCH", &path, json!({ "status": 2, "name": "The meeting" })).await;
    assert_eq!((&begun["status"], &begun["name"]), (&json!(2), &json!("The meeting")));
    assert_eq!(ground.api("PATCH", &path, json!({ "status": 1 })).await.0, 400, "not back");
    assert_eq!(ground.api("PATCH", &path, json!({ "status": 3 })).await.0, 200);
    assert_eq!(ground.api("PATCH", &path, json!({ "name": "x" })).await.1["code"], 180_000);
    assert_eq!(ground.api("GET", &events, Value::Null).await.1, json!([]));
    assert_eq!(ground.api("DELETE", &path, Value::Null).await.0, 204);
}

#[tokio::test]
async fn files_are_kept_served_harmless_and_gone_with_their_message() {
    let ground = Playground::open().await;
    let part = |name: &'static str, kind: &'static str, bytes: &'static [u8]| {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name);
        part.mime_str(kind).expect("a type")
    };
    let json_part = json!({ "content": "Files", "attachments": [{ "id": 0, "description": "a page" }], "embeds": [{ "title": "t", "image": { "url": "attachment://a.png" } }] });
    let form = reqwest::multipart::Form::new()
        .text("payload_json", json_part.to_string())
        .part("files[0]", part("evil.html", "text/html", b"<script>alert(1)</script>"))
        .part("files[1]", part("a.png", "image/png", b"\x89PNG"));
    let path = format!("/channels/{}/messages", ground.hall);
    let (status, sent) = answer_of(ground.request("POST", &path).multipart(form)).await;
    assert_eq!(status, 200, "{sent}");
    assert_eq!(sent["attachments"][0]["description"], "a page");
    assert_eq!(sent["embeds"][0]["image"]["url"], sent["attachments"][1]["url"]);
    let get =
        |at: usize| ground.http.get(sent["attachments"][at]["url"].as_str().expect("an address"));
    let page = get(0).send().await.expect("served");
    assert_eq!(page.headers()["content-type"], "application/octet-stream");
    assert_eq!(page.headers()["content-disposition"], "attachment");
    assert_eq!(page.headers()["content-security-policy"], "sandbox");
    assert_eq!(get(1).send().await.expect("served").headers()["content-type"], "image/png");

    let own = format!("{path}/{}", id(&sent));
    let kept = json!({ "attachments": [{ "id": sent["attachments"][1]["id"] }] });
    let (_, edited) = ground.api("PATCH", &own, kept).await;
    assert_eq!(edited["attachments"].as_array().map(Vec::len), Some(1));
    assert_eq!(get(0).send().await.expect("an answer").status(), 404, "it was let go");
    assert_eq!(ground.api("DELETE", &own, Value::Null).await.0, 204);
    assert_eq!(get(1).send().await.expect("an answer").status(), 404);
    let large = reqwest::multipart::Form::new()
        .part("files[0]", reqwest::multipart::Part::bytes(vec![0; 11 << 20]).file_name("large"));
    assert_eq!(answer_of(ground.request("POST", &path).multipart(large)).await.1["code"], 40005);
}

#[tokio::test]
async fn buckets_are_told_in_headers_and_a_full_one_says_when_to_come_back() {
    let ground = Playground::open().await;
    let path = format!("/channels/{}/messages", ground.hall);
    let send = || async {
        ground
            .request("POST", &path)
            .json(&json!({ "content": "x" }))
            .send()
            .await
            .expect("an answer")
    };
    for left in ["4", "3", "2", "1", "0"] {
        let answer = send().await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["x-ratelimit-remaining"]),
            (200, &left.parse().expect("a header"))
        );
    }
    let refused = send().await;
    let headers = refused.headers().clone();
    assert_eq!(refused.status(), 429);
    assert_eq!(
        (&headers["x-ratelimit-limit"], &headers["x-ratelimit-scope"]),
        (&"5".parse().expect("one"), &"user".parse().expect("one"))
    );
    assert!(headers.contains_key("retry-after") && headers.contains_key("x-ratelimit-bucket"));
    let body: Value = refused.json().await.expect("JSON");
    let wait = body["retry_after"].as_f64().expect("seconds");
    assert!((0.0..=5.0).contains(&wait) && body["global"] == false, "{body}");
    assert_eq!(ground.api("GET", "/users/@me", Value::Null).await.0, 200, "another bucket");

    ground.control("/settings", json!({ "rate_limits": { "invalid_per_ten_minutes": 2 } })).await;
    for _ in 0..2 {
        assert_eq!(
            ground.api("GET", "/channels/1", Value::Null).await.0,
            404,
            "not of those that count"
        );
        let user = format!("/channels/{}/messages/pins/1", ground.closed);
        assert_eq!(ground.api("PATCH", &user, Value::Null).await.0, 405, "nor these");
    }
    let (_, direct) =
        ground.api("POST", "/users/@me/channels", json!({ "recipient_id": ground.anna })).await;
    ground.control(&format!("/users/{}/dm-policy", ground.anna), json!({ "closed": true })).await;
    for _ in 0..2 {
        let (status, error) = ground
            .api("POST", &format!("/channels/{}/messages", id(&direct)), json!({ "content": "x" }))
            .await;
        assert_eq!((status, error["code"].as_u64()), (403, Some(50007)));
    }
    let shut_out = ground.request("GET", "/users/@me").send().await.expect("an answer");
    assert_eq!(shut_out.status(), 429);
    assert!(shut_out.headers().contains_key("retry-after"));
    assert_eq!(
        ground.look("/settings").await["invalid_requests"]
            .as_object()
            .expect("counts")
            .values()
            .next(),
        Some(&json!(2))
    );
    ground.control("/settings", json!({ "rate_limits": false })).await;
    for _ in 0..20 {
        assert_eq!(send().await.status(), 200, "no limits any more");
    }
}

#[tokio::test]
async fn fifty_requests_a_second_are_let_through_and_no_more() {
    let ground = Playground::open().await;
    // Nothing but the limit over all.
    ground.control("/settings", json!({ "rate_limits": { "buckets": [] } })).await;
    let began = std::time::Instant::now();
    let asked = (0..200).map(|_| ground.request("GET", "/users/@me").send());
    let answers = futures_util::future::join_all(asked).await;
    let (refused, taken): (Vec<_>, Vec<_>) =
        answers.into_iter().map(|one| one.expect("an answer")).partition(|one| one.status() == 429);
    let seconds = usize::try_from(began.elapsed().as_secs()).expect("few") + 1;
    let (least, most) = (50, 50 * seconds);
    assert!((least..=most).contains(&taken.len()), "{} in {seconds} s", taken.len());
    assert!(!refused.is_empty(), "200 are not let through at once");
    assert_eq!(refused[0].headers()["x-ratelimit-global"], "true");
    assert_eq!(refused[0].headers()["x-ratelimit-scope"], "global");
}

#[tokio::test]
async fn a_command_that_somebody_may_not_use_is_not_offered_to_them() {
    let ground = &Playground::open().await;
    let (_, me) = ground.api("GET", "/applications/@me", Value::Null).await;
    let commands = format!("/applications/{}/commands", id(&me));
    let user_option = json!({ "type": 6, "name": "who", "description": "x" });
    let listed = json!([
        { "name": "all", "description": "x", "options": [user_option] },
        { "name": "admin", "description": "x", "default_member_permissions": "32" },
        { "name": "direct", "description": "x", "contexts": [1] },
    ]);
    assert_eq!(ground.api("PUT", &commands, listed).await.0, 200);
    let offered = |channel: String| async move {
        let found =
            ground.look(&format!("/users/{}/commands?channel_id={channel}", ground.anna)).await;
        found
            .as_array()
            .expect("commands")
            .iter()
            .map(|one| one["name"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(ground.hall.clone()).await, ["all"]);
    let (_, direct) =
        ground.api("POST", "/users/@me/channels", json!({ "recipient_id": ground.anna })).await;
    assert_eq!(offered(id(&direct).to_owned()).await, ["all", "admin", "direct"]);
    let told = ground.anna_does("command", json!({ "command": "admin" })).await;
    assert_eq!(told["status"], "failed");
    let told =
        ground.anna_does("command", json!({ "command": "all", "options": { "who": "7" } })).await;
    assert!(told["error"].as_str().expect("why").contains("there is no user"), "{told}");
}

#[tokio::test]
async fn a_callback_tells_of_its_message_when_asked() {
    let ground = Playground::with(unlimited()).await;
    let (_, me) = ground.api("GET", "/applications/@me", Value::Null).await;
    let commands = format!("/applications/{}/commands", id(&me));
    ground.api("PUT", &commands, json!([{ "name": "go", "description": "x" }])).await;
    let mut socket = crate::sockets::Socket::ready(&ground, 0).await;
    let deed = ground.anna_does("command", json!({ "command": "go" }));
    let answer = async {
        let made = socket.event("INTERACTION_CREATE").await;
        let path = format!(
            "/interactions/{}/{}/callback?with_response=true",
            id(&made),
            made["token"].as_str().expect("a token")
        );
        let answer = json!({ "type": 4, "data": { "content": "Gone", "flags": 64 } });
        let (status, told) = ground.api("POST", &path, answer.clone()).await;
        assert_eq!((status, &told["resource"]["message"]["content"]), (200, &json!("Gone")));
        assert_eq!(ground.api("POST", &path, answer).await.1["code"], 40060, "once is enough");
    };
    let (reply, ()) = tokio::join!(deed, answer);
    assert_eq!(reply["status"], "replied");
}

#[tokio::test]
async fn a_bot_has_no_access_where_it_is_not_let_in() {
    let ground = Playground::open().await;
    let shut = json!({ "name": "shut", "only": ["Anna"], "without_bots": true });
    let made = ground
        .control(
            "/guilds",
            json!({ "name": "G", "channels": [shut], "users": [{ "name": "Anna" }] }),
        )
        .await;
    let path = format!("/channels/{}", id(&made["channels"][0]));
    assert_eq!(ground.api("GET", &path, Value::Null).await.1["code"], 50001);
    let (status, error) =
        ground.api("POST", &format!("{path}/messages"), json!({ "content": "x" })).await;
    assert_eq!((status, error["code"].as_u64()), (403, Some(50001)));
    let odd = json!({ "name": "G", "roles": [{ "name": "r", "permissions": "many" }] });
    assert!(ground.control("/guilds", odd).await["error"].is_string());
    let unknown = json!({ "name": "G", "chanels": [] });
    assert!(ground.control("/guilds", unknown).await["error"].is_string());
}

#[tokio::test]
async fn commands_are_named_once_and_changed_with_the_same_care() {
    let ground = Playground::with(unlimited()).await;
    let (_, me) = ground.api("GET", "/applications/@me", Value::Null).await;
    let commands = format!("/applications/{}/commands", id(&me));
    let command = |name: &str| json!({ "name": name, "description": "x" });
    let (status, error) =
        ground.api("PUT", &commands, json!([command("a"), command("b"), command("a")])).await;
    assert_eq!(status, 400);
    assert!(error["errors"]["2"]["name"].is_object(), "told by its number: {error}");
    let (_, kept) = ground.api("PUT", &commands, json!([command("a"), command("b")])).await;
    let path = format!("{commands}/{}", id(&kept[0]));
    let (_, changed) =
        ground.api("PATCH", &path, json!({ "default_member_permissions": 8, "odd": 1 })).await;
    assert_eq!(changed["default_member_permissions"], "8");
    assert!(changed["odd"].is_null() && changed["id"] == kept[0]["id"]);
    assert_eq!(ground.api("PATCH", &path, json!({ "name": "b" })).await.0, 400, "it is taken");
    let wicked = json!({ "name": "x", "description": "x", "name_localizations": { "a": 5, "a._errors": 5 } });
    assert_eq!(ground.api("POST", &commands, wicked).await.0, 400);
    let nested = json!({ "name": "x", "description": "x", "options": [{ "type": 1, "name": "s", "description": "x", "options": [{ "type": 1, "name": "t", "description": "x" }] }] });
    assert_eq!(ground.api("POST", &commands, nested).await.0, 400, "no subcommand in another");
}

#[tokio::test]
async fn odd_paths_and_queries_are_refused_in_discords_words() {
    let ground = Playground::open().await;
    let messages = format!("/channels/{}/messages", ground.hall);
    for path in [format!("{messages}?limit=1&limit=2"), "/channels/%FF".to_owned()] {
        let (status, error) = ground.api("GET", &path, Value::Null).await;
        assert_eq!((status, error["code"].as_u64()), (400, Some(50035)), "{path}: {error}");
    }
    let elsewhere = ground.http.get(ground.url("/api/v9/gateway"));
    assert_eq!(
        answer_of(elsewhere).await,
        (404, json!({ "message": "404: Not Found", "code": 0 }))
    );
    let foreign = ground.http.get(ground.url("/sandbox/state")).header("host", "evil.example");
    assert_eq!(foreign.send().await.expect("an answer").status(), 403, "a name of somebody else's");
    let odd = json!({ "rate_limits": { "buckets": [{ "route": "/**", "limit": 1, "per_seconds": 1e19 }] } });
    assert!(ground.control("/settings", odd).await["error"].is_string());
    assert_eq!(ground.api("GET", "/gateway", Value::Null).await.0, 200);
}

#[tokio::test]
async fn an_archived_thread_wakes_and_an_empty_edit_is_refused() {
    let ground = Playground::with(unlimited()).await;
    let (_, thread) = ground
        .api(
            "POST",
            &format!("/channels/{}/threads", ground.hall),
            json!({ "name": "T", "type": 11 }),
        )
        .await;
    let path = format!("/channels/{}", id(&thread));
    ground.api("PATCH", &path, json!({ "archived": true })).await;
    let (_, message) =
        ground.api("POST", &format!("{path}/messages"), json!({ "content": "x" })).await;
    let (_, thread) = ground.api("GET", &path, Value::Null).await;
    assert_eq!(thread["thread_metadata"]["archived"], false);
    let message = format!("{path}/messages/{}", id(&message));
    assert_eq!(ground.api("PATCH", &message, json!({ "content": "" })).await.1["code"], 50006);
    ground.api("PATCH", &path, json!({ "archived": true })).await;
    assert_eq!(ground.api("PATCH", &message, json!({ "content": "y" })).await.1["code"], 50083);
}

#[tokio::test]
async fn what_follows_a_deferred_answer_takes_its_place() {
    let ground = Playground::with(unlimited()).await;
    let (_, me) = ground.api("GET", "/applications/@me", Value::Null).await;
    ground
        .api(
            "PUT",
            &format!("/applications/{}/commands", id(&me)),
            json!([{ "name": "go", "description": "x" }]),
        )
        .await;
    let mut socket = crate::sockets::Socket::ready(&ground, 0).await;
    let deed = ground.anna_does("command", json!({ "command": "go" }));
    let answer = async {
        let made = socket.event("INTERACTION_CREATE").await;
        let token = made["token"].as_str().expect("a token");
        let wrong = json!({ "type": 4, "data": { "content": "x".repeat(2001) } });
        let path = format!("/interactions/{}/{token}/callback", id(&made));
        let (_, error) = ground.api("POST", &path, wrong).await;
        assert!(error["errors"]["data"]["content"].is_object(), "{error}");
        let later = json!({ "type": 5, "data": { "flags": 64 } });
        assert_eq!(ground.api("POST", &path, later).await.0, 204);
        let follow = format!("/webhooks/{}/{token}", id(&me));
        let (_, first) = ground.api("POST", &follow, json!({ "content": "Done" })).await;
        assert_eq!(
            (&first["flags"], &first["interaction_metadata"]["type"]),
            (&json!(64), &json!(2))
        );
        let (_, second) = ground.api("POST", &follow, json!({ "content": "And more" })).await;
        assert_ne!(first["id"], second["id"]);
    };
    tokio::join!(deed, answer);
    assert_eq!(ground.hall_as(&ground.anna).await.len(), 2, "nothing is left thinking");
    assert_eq!(ground.hall_as(&ground.bo).await.len(), 1, "the first stays private");
}

#[tokio::test]
async fn who_runs_it_for_others_is_told_so() {
    let config =
        SandboxConfig { bind: "0.0.0.0".parse().expect("an address"), ..SandboxConfig::default() };
    let ground = Playground::with(config).await;
    assert!(ground.sandbox.base().starts_with("http://127.0.0.1:"), "reachable from here");
    let (_, gateway) = ground.api("GET", "/gateway", Value::Null).await;
    assert_eq!(gateway["url"], format!("ws://{}/gateway", ground.host()));
}

fn unlimited() -> SandboxConfig {
    let limits = LimitSettings::off();
    SandboxConfig { limits, heartbeat: Duration::from_secs(40), ..SandboxConfig::default() }
}
