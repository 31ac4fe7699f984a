//! A bot written with twilight, whose types and gateway have nothing in common with ours or
//! serenity's: for it, the sandbox is Discord. It speaks Zstandard over the gateway.

use std::time::Duration;

use kallelse::sandbox::{BucketSpec, LimitSettings, SandboxConfig};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use twilight_gateway::error::ReceiveMessageErrorType as ErrorKind;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};
use twilight_http::Client;
use twilight_model::application::interaction::{Interaction, InteractionData, InteractionType};
use twilight_model::http::attachment::Attachment;
use twilight_model::id::Id;

use crate::harness::playground::Playground;

/// A bot of twilight's: what it heard, and its way to answer.
struct Bot {
    http: std::sync::Arc<Client>,
    heard: mpsc::UnboundedReceiver<Event>,
    application: u64,
}

impl Bot {
    /// Logs in, and answers interactions from now on.
    async fn log_in(playground: &Playground) -> Self {
        let http = Client::builder().proxy(playground.host(), true).token(playground.token.clone());
        let http = std::sync::Arc::new(http.build());
        let application =
            http.current_user_application().await.expect("answered").model().await.expect("one");
        let gateway = http.gateway().authed().await.expect("answered").model().await.expect("one");
        let intents = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT;
        let config =
            ConfigBuilder::new(playground.token.clone(), intents).proxy_url(gateway.url).build();
        let mut shard = Shard::with_config(ShardId::ONE, config);
        let (tell, heard) = mpsc::unbounded_channel();
        let answering = http.clone();
        tokio::spawn(async move {
            while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
                // A closed connection is no reason to stop; what cannot be read is.
                let event = match event {
                    Ok(event) => event,
                    Err(error) => {
                        let odd = matches!(error.kind(), ErrorKind::Deserializing { .. });
                        assert!(!odd, "it cannot read {error:?}");
                        continue;
                    }
                };
                if let Event::InteractionCreate(interaction) = &event {
                    answer(&answering, interaction).await;
                }
                if tell.send(event).is_err() {
                    break;
                }
            }
        });
        Self { http, heard, application: application.id.get() }
    }

    /// The next event of which `wanted` gives something; others pass by.
    async fn hears<T>(&mut self, wanted: impl Fn(&Event) -> Option<T>) -> T {
        let next = async {
            loop {
                let event = self.heard.recv().await.expect("the bot lives");
                if let Some(found) = wanted(&event) {
                    return found;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), next).await.expect("heard in time")
    }

    async fn registers(&self, commands: Value) {
        let commands: Vec<twilight_model::application::command::Command> =
            serde_json::from_value(commands).expect("commands");
        let registry = self.http.interaction(Id::new(self.application));
        let kept = registry.set_global_commands(&commands).await.expect("registered");
        assert_eq!(kept.models().await.expect("commands").len(), commands.len());
    }
}

/// What the bot answers: a message with a button, suggestions, a changed message, a modal, and what
/// was written into it.
async fn answer(http: &Client, interaction: &Interaction) {
    let reply = match (interaction.kind, &interaction.data) {
        (
            InteractionType::ApplicationCommandAutocomplete,
            Some(InteractionData::ApplicationCommand(_)),
        ) => json!({ "type": 8, "data": { "choices": [{ "name": "Tea", "value": "tea" }] } }),
        (_, Some(InteractionData::ApplicationCommand(command))) if command.name == "form" => {
            let input = json!({ "type": 4, "custom_id": "why", "style": 1, "label": "Why?", "required": true });
            json!({ "type": 9, "data": { "custom_id": "reason", "title": "Tell us", "components": [{ "type": 1, "components": [input] }] } })
        }
        (_, Some(InteractionData::ApplicationCommand(_))) => {
            let button = json!({ "type": 2, "style": 1, "label": "More", "custom_id": "more" });
            json!({ "type": 4, "data": { "content": "Here you are", "components": [{ "type": 1, "components": [button] }] } })
        }
        (_, Some(InteractionData::MessageComponent(_))) => {
            json!({ "type": 7, "data": { "content": "There is no more", "components": [] } })
        }
        (_, Some(InteractionData::ModalSubmit(modal))) => {
            let told = serde_json::to_value(modal).expect("JSON");
            let typed = &told["components"][0]["components"][0]["value"];
            json!({ "type": 4, "data": { "content": format!("Because {}", typed.as_str().unwrap_or("?")), "flags": 64 } })
        }
        other => panic!("no answer to {other:?}"),
    };
    let reply = serde_json::from_value(reply).expect("a response");
    let client = http.interaction(interaction.application_id);
    client.create_response(interaction.id, &interaction.token, &reply).await.expect("answered");
}

fn commands() -> Value {
    let drink = json!({ "type": 3, "name": "drink", "description": "What to drink", "required": true, "autocomplete": true });
    let command = |name: &str, options: Value| json!({ "name": name, "description": "x", "type": 1, "options": options, "version": "1" });
    json!([command("serve", json!([drink])), command("form", json!([]))])
}

/// How long a small bucket takes to fill again.
const PAUSE: Duration = Duration::from_millis(400);

/// Small buckets, so that a full one is soon empty again.
fn small_buckets() -> SandboxConfig {
    let posts =
        BucketSpec { route: "POST /channels/*/messages".into(), limit: 2, per_seconds: 0.4 };
    let mut limits = LimitSettings::default();
    limits.buckets.insert(0, posts);
    SandboxConfig { limits, ..SandboxConfig::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_logs_in_and_answers_commands_suggestions_buttons_and_modals() {
    let playground = Playground::open().await;
    let mut bot = Bot::log_in(&playground).await;
    let guild = |event: &Event| match event {
        Event::GuildCreate(guild) => Some(guild.id().to_string()),
        _ => None,
    };
    assert_eq!(bot.hears(guild).await, playground.guild);
    bot.registers(commands()).await;

    let typing = json!({ "command": "serve", "options": { "drink": "t" }, "focused": "drink" });
    let told = playground.anna_does("autocomplete", typing).await;
    assert_eq!(told["choices"], json!([{ "name": "Tea", "value": "tea" }]));
    let served = json!({ "command": "serve", "options": { "drink": "tea" } });
    let reply = playground.anna_does("command", served).await;
    assert_eq!(
        (&reply["status"], &reply["message"]["content"]),
        (&json!("replied"), &json!("Here you are"))
    );

    let press = json!({ "message_id": reply["message"]["id"], "custom_id": "more" });
    let changed = playground.anna_does("press", press).await;
    assert_eq!(changed["message"]["content"], "There is no more");
    assert_eq!(changed["message"]["id"], reply["message"]["id"], "the same message, edited");
    assert_eq!(changed["message"]["components"], json!([]));

    let opened = playground.anna_does("command", json!({ "command": "form" })).await;
    assert_eq!(
        (&opened["status"], &opened["modal"]["title"]),
        (&json!("modal"), &json!("Tell us"))
    );
    let fields = |text: &str| json!({ "interaction_id": opened["interaction_id"], "fields": { "why": text } });
    let empty = playground.anna_does("submit", fields("")).await;
    assert_eq!(empty["status"], "failed", "a required field");
    let told = playground.anna_does("submit", fields("of the rain")).await;
    assert_eq!(told["message"]["content"], "Because of the rain");
    assert!(
        playground
            .hall_as(&playground.bo)
            .await
            .iter()
            .all(|one| one["content"] != "Because of the rain"),
        "it is private"
    );

    let edit = |event: &Event| match event {
        Event::InteractionCreate(interaction)
            if interaction.kind == InteractionType::ModalSubmit =>
        {
            Some(interaction.token.clone())
        }
        _ => None,
    };
    let token = bot.hears(edit).await;
    let client = bot.http.interaction(Id::new(bot.application));
    client.update_response(&token).content(Some("Because, edited")).await.expect("edited");
    client.create_followup(&token).content("And one more thing").await.expect("followed up");
    let seen = playground.hall_as(&playground.anna).await;
    let texts: Vec<&str> = seen.iter().filter_map(|one| one["content"].as_str()).collect();
    assert_eq!(texts, ["There is no more", "Because, edited", "And one more thing"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_sends_files_pins_opens_threads_and_plans_events() {
    let playground = Playground::open().await;
    let mut bot = Bot::log_in(&playground).await;
    let hall = Id::new(playground.hall.parse().expect("an id"));
    let files = [Attachment::from_bytes("minutes.csv".into(), b"a;b".to_vec(), 1)];
    let sent = bot.http.create_message(hall).content("**Minutes**").attachments(&files).await;
    let sent = sent.expect("sent").model().await.expect("a message");
    assert_eq!(sent.attachments[0].filename, "minutes.csv");
    let file = playground.http.get(&sent.attachments[0].url).send().await.expect("served");
    assert_eq!(file.headers()["content-disposition"], "attachment");
    assert_eq!(file.bytes().await.expect("bytes"), "a;b");

    bot.http.create_pin(hall, sent.id).await.expect("pinned");
    let pins = bot.http.pins(hall).await.expect("listed").model().await.expect("pins");
    assert_eq!(pins.items[0].message.id, sent.id);
    let thread = bot.http.create_thread_from_message(hall, sent.id, "About it").await;
    let thread = thread.expect("opened").model().await.expect("a channel");
    assert_eq!(thread.id.get(), sent.id.get(), "it takes the message's id");
    bot.http.create_message(thread.id).content("In the thread").await.expect("sent");
    let heard = |event: &Event| match event {
        Event::MessageCreate(message) if message.content == "In the thread" => {
            Some(message.channel_id)
        }
        _ => None,
    };
    assert_eq!(bot.hears(heard).await, thread.id);

    let guild = Id::new(playground.guild.parse().expect("an id"));
    let (starts, ends) = ("2099-01-01T09:00:00+00:00", "2099-01-01T12:00:00+00:00");
    let stamp = |text: &str| twilight_model::util::Timestamp::parse(text).expect("a time");
    let privacy = twilight_model::guild::scheduled_event::PrivacyLevel::GuildOnly;
    let planned = bot
        .http
        .create_guild_scheduled_event(guild, privacy)
        .external("Meeting", "Hall 3", &stamp(starts), &stamp(ends))
        .await
        .expect("planned");
    let planned = planned.model().await.expect("an event");
    let listed = bot.http.guild_scheduled_events(guild).await.expect("listed");
    assert_eq!(listed.model().await.expect("events")[0].id, planned.id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_comes_back_after_a_dropped_connection_and_misses_nothing() {
    let playground = Playground::open().await;
    let mut bot = Bot::log_in(&playground).await;
    bot.registers(commands()).await;
    let ready = |event: &Event| matches!(event, Event::Ready(_)).then_some(());
    bot.hears(ready).await;
    for fault in
        [json!({ "kind": "gateway-close", "code": 4000 }), json!({ "kind": "gateway-reconnect" })]
    {
        playground.control("/faults", fault).await;
        // Said as the connection goes: heard before, or kept and sent again, and never lost.
        let said = playground.anna_does("say", json!({ "content": "Still there?" })).await;
        let (mut resumed, mut heard) = (false, false);
        while !(resumed && heard) {
            let event = bot.hears(|event| Some(event.clone())).await;
            resumed |= matches!(event, Event::Resumed);
            heard |= matches!(event, Event::MessageCreate(one) if json!(one.id.to_string()) == said["id"]);
        }
    }
    let served = json!({ "command": "serve", "options": { "drink": "tea" } });
    assert_eq!(playground.anna_does("command", served).await["status"], "replied");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_obeys_a_429() {
    let playground = Playground::with(small_buckets()).await;
    let bot = Bot::log_in(&playground).await;
    let hall = Id::new(playground.hall.parse().expect("an id"));
    let refused = || {
        let traffic = playground.sandbox.traffic().since(0);
        traffic.iter().filter(|one| one["status"] == 429).count()
    };
    let asked = std::time::Instant::now();
    for number in 0..3 {
        bot.http.create_message(hall).content(&number.to_string()).await.expect("sent");
    }
    assert!(asked.elapsed() >= PAUSE, "three do not fit into the time of two");
    let before = refused();
    assert!(before <= 1, "it asks once more, and then waits");

    let fault = json!({ "route": "POST /channels/*/messages", "kind": "rate-limit", "global": true, "retry_after": 0.3, "count": 1 });
    playground.control("/faults", fault).await;
    bot.http.create_message(hall).content("late").await.expect("sent in the end");
    assert_eq!(refused(), before + 1);
    let seen = playground.hall_as(&playground.anna).await;
    let texts: Vec<&str> = seen.iter().filter_map(|one| one["content"].as_str()).collect();
    assert_eq!(texts, ["0", "1", "2", "late"], "each once");
}
