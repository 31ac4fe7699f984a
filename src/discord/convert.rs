//! From a message as data to Discord's JSON. `allowed_mentions` is always set.

use serde_json::{Value, json};

use crate::domain::account::UserId;
use crate::domain::id::NoticeId;
use crate::render::{Button, Card, Message, Select, Tone, Weight};

/// How many characters an embed may hold in all.
const MOST_IN_EMBED: usize = 6000;
/// How many people a message may ping.
const MOST_PINGS: usize = 100;

/// A message only its receiver sees (Discord's message flags).
pub const EPHEMERAL: u32 = 1 << 6;

/// A message that a notice became. It bears the notice's key in its buttons, of which each has one at least, so that
/// it is recognised among the channel's messages and nobody reads it.
pub fn notice(message: &Message, notice: NoticeId) -> Value {
    public(message, Some(&notice.key()))
}

/// Whether a message, as Discord shows it, is the one that a notice became. Those of before that had no button bear
/// the key in their footer.
pub fn bears_key(message: &Value, notice: NoticeId) -> bool {
    let key = notice.key();
    let in_button =
        buttons(message).any(|id| id.rsplit_once('.').is_some_and(|(_, found)| found == key));
    let footer = message["embeds"][0]["footer"]["text"].as_str().unwrap_or_default();
    in_button || footer.rsplit(' ').next().and_then(|last| last.strip_prefix('#')) == Some(&key)
}

fn buttons(message: &Value) -> impl Iterator<Item = &str> {
    let rows = message["components"].as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
        .filter_map(|button| button["custom_id"].as_str())
}

/// An answer that only the person who asked sees.
pub fn private(message: &Message) -> Value {
    let mut body = public(message, None);
    body["flags"] = json!(EPHEMERAL);
    body
}

/// A message to one person, or in a channel, that no notice became.
pub fn plain(message: &Message) -> Value {
    public(message, None)
}

fn public(message: &Message, key: Option<&str>) -> Value {
    // Discord takes a hundred, and pings only those whom the text names.
    let named = |account: &&UserId| message.text.contains(&format!("<@{account}>"));
    let pings: Vec<String> =
        message.pings.iter().filter(named).take(MOST_PINGS).map(ToString::to_string).collect();
    json!({
        "content": cut(&message.text, 2000),
        "embeds": message.card.iter().map(embed).collect::<Vec<_>>(),
        "components": components(message, key),
        "allowed_mentions": { "parse": [], "users": pings },
    })
}

fn embed(card: &Card) -> Value {
    let fields: Vec<Value> = card
        .fields
        .iter()
        .map(|field| json!({ "name": cut(&field.title, 256), "value": cut(&field.text, 1024), "inline": false }))
        .collect();
    let mut embed =
        json!({ "title": cut(&card.title, 256), "color": colour(card.tone), "fields": fields });
    let beside: usize = card.fields.iter().map(|one| length(&one.title) + length(&one.text)).sum();
    let beside = beside + length(&card.title) + length(&card.footer);
    if !card.body.is_empty() {
        // Of the whole, and of the body itself (documentation, "Embed Limits").
        let most = MOST_IN_EMBED.saturating_sub(beside).clamp(1, 4096);
        embed["description"] = json!(cut(&card.body, most));
    }
    if !card.footer.is_empty() {
        embed["footer"] = json!({ "text": card.footer });
    }
    embed
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text within Discord's limit. What is written is shorter; this is for names that are not.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

fn colour(tone: Tone) -> u32 {
    match tone {
        Tone::Calm => 0x002b_5fa8,
        Tone::Good => 0x002e_7d32,
        Tone::Waiting => 0x00c7_7700,
        Tone::Alarming => 0x00b3_261e,
        Tone::Past => 0x006b_7280,
    }
}

/// A row for the select, and rows of buttons: five rows at most.
fn components(message: &Message, key: Option<&str>) -> Vec<Value> {
    let select = message.select.iter().map(select);
    select.chain(rows(&message.buttons, key)).collect()
}

/// A select. Its own id says nothing: each option is a button's.
fn select(select: &Select) -> Value {
    let options = select.options.iter().map(|option| {
        let mut shown = json!({ "label": cut(&option.label, 100), "value": option.id.to_string() });
        if !option.note.is_empty() {
            shown["description"] = json!(cut(&option.note, 100));
        }
        shown
    });
    let options: Vec<Value> = options.collect();
    let placeholder = cut(&select.placeholder, 150);
    let select = json!({ "type": 3, "custom_id": "v1:pick", "placeholder": placeholder, "options": options });
    json!({ "type": 1, "components": [select] })
}

/// Rows of at most five buttons.
fn rows(buttons: &[Button], key: Option<&str>) -> Vec<Value> {
    buttons
        .chunks(5)
        .map(|row| {
            let row: Vec<Value> = row.iter().map(|one| button(one, key)).collect();
            json!({ "type": 1, "components": row })
        })
        .collect()
}

fn button(button: &Button, key: Option<&str>) -> Value {
    let style = match button.weight {
        Weight::Main => 3,
        Weight::Plain => 2,
        Weight::Grave => 4,
    };
    let id = key.map_or_else(|| button.id.to_string(), |key| button.id.with_key(key));
    json!({ "type": 2, "style": style, "label": button.label, "custom_id": id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::reply::Spoken;
    use crate::domain::id::MeetingId;
    use crate::render::Field;
    use crate::render::button::ButtonId;

    fn with_buttons(buttons: Vec<Button>) -> Message {
        let card =
            Some(Card { title: "Kallelse".into(), footer: "Välkommen".into(), ..Card::default() });
        Message { text: "@everyone".into(), card, buttons, ..Message::default() }
    }

    #[test]
    fn a_notice_is_known_again_by_its_key_and_by_no_other() {
        let come = ButtonId::Come(Spoken::now(MeetingId(7)));
        let come = Button { id: come, label: "Jag kommer".into(), weight: Weight::Main };
        let posted = notice(&with_buttons(vec![come]), NoticeId(99));
        let of_before = json!({ "embeds": [{ "footer": { "text": "Samverkan · #2r" } }] });
        for message in [posted, of_before] {
            assert!(bears_key(&message, NoticeId(99)), "{message}");
            assert!(!bears_key(&message, NoticeId(98)), "{message}");
        }
        assert!(!bears_key(&json!({ "content": "hello" }), NoticeId(99)));
    }

    #[test]
    fn a_card_never_holds_more_than_discord_takes() {
        let field = |length: usize| Field { title: "Fält".into(), text: "å".repeat(length) };
        let fields = vec![field(1000), field(1000), field(1000)];
        let card = Card { title: "T".into(), body: "b".repeat(5000), fields, ..Card::default() };
        let embed = &private(&Message { card: Some(card), ..Message::default() })["embeds"][0];
        let body = embed["description"].as_str().map(length).unwrap_or_default();
        assert_eq!(body, 6000 - 3 * 1004 - 1);
        let alone = Card { body: "b".repeat(5000), ..Card::default() };
        let embed = &private(&Message { card: Some(alone), ..Message::default() })["embeds"][0];
        assert_eq!(embed["description"].as_str().map(length), Some(4096));
    }

    #[test]
    fn nobody_is_pinged_by_accident() {
        let body = private(&with_buttons(Vec::new()));
        assert_eq!(body["allowed_mentions"], json!({ "parse": [], "users": [] }));
        assert_eq!(body["flags"], 64);
    }
}
