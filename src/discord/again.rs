//! A command that is taken up again: whoever typed it is asked what was meant, or gets it back to put it right.
//!
//! It is kept as it came, for as long as a form that was refused, and carried out once more with what is put right in
//! it: as if it had been typed so, by whoever pressed, with the rights that they have then.

use std::sync::LazyLock;

use poise::serenity_prelude as serenity;
use serde::Serialize;
use serde_json::{Value, json};

use super::Edge;
use super::answer::Call;
use super::command_data::{STRING, defined, given, given_mut, path_of};
use super::commands;
use super::understood;
use crate::actions::forms::{self as kept, Fields};
use crate::actions::question::Agreed;
use crate::actions::typed::Typed;
use crate::actions::{ActionError, Missing};
use crate::domain::id::FormId;
use crate::domain::typed_when::When;
use crate::render::button::Resume;
use crate::render::form::{self, Form, FormKind};
use crate::render::{Message, trouble};

/// The fields under which a command is kept: itself, the words that may mean several things, and which.
const COMMAND: &str = "command";
const TYPED: &str = "typed";
const MEANINGS: &str = "meanings";
/// What has been agreed to, once its button is pressed.
const AGREED: &str = "agreed";
/// Before an option's name: the day that was meant by it.
const DAY: &str = "day ";
/// Options by which something is picked: what is wrong with them is not in how they are written.
const PICKED: [&str; 6] = ["group", "meeting", "member", "seat", "item", "attends"];
/// Options in which a day or a time is typed.
const TIMES: [&str; 5] = ["date", "time", "from", "until", "last"];
/// How many fields a form has at most.
const MOST_INPUTS: usize = 5;

/// The commands as they are registered.
static DEFINITIONS: LazyLock<Vec<Value>> = LazyLock::new(commands::definitions);

/// How a command is carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// In the place of the message whose button was pressed.
    pub in_place: bool,
    /// What whoever pressed has been told follows.
    pub agreed: Agreed,
}

/// What a command was answered with, if it can be taken up again: with the buttons for that.
pub async fn offered(
    call: &Call<'_>,
    command: &serenity::CommandInteraction,
    error: &ActionError,
) -> Message {
    let why = call.told(error);
    let (asks, agreed) = match error {
        ActionError::Asks(question) => {
            let agreed = call.caller.agreed.and(question);
            (Some(trouble::question::agreed(question)), agreed)
        }
        _ => (None, call.caller.agreed),
    };
    let can_be_typed = || !inputs(&json!(command.data), None).is_empty();
    if asks.is_none() && !(may_be_put_right(error) && can_be_typed()) {
        return why;
    }
    let (typed, meanings) = asked(error);
    let written: Vec<String> = meanings.iter().map(When::to_string).collect();
    let days = understood::each(call, command).await;
    let days = days.into_iter().map(|(name, _, when)| (format!("{DAY}{name}"), when.to_string()));
    let mut fields: Fields = days.collect();
    fields.extend([
        (COMMAND.to_owned(), json!(command.data).to_string()),
        (TYPED.to_owned(), typed),
        (MEANINGS.to_owned(), written.join("\n")),
        (AGREED.to_owned(), agreed.to_string()),
    ]);
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let kind = FormKind::Command(None).to_string();
    match kept::keep(store, call.caller, (&kind, &fields), now).await {
        Ok(form) => match asks {
            Some(is_agreed) => form::asked_first(call.reader, why, form, is_agreed),
            None => form::taken_up(call.reader, why, form, &meanings),
        },
        Err(error) => {
            tracing::debug!(why = error.kind(), "a command that was refused could not be kept");
            why
        }
    }
}

/// Whether typing it otherwise may help.
const fn may_be_put_right(error: &ActionError) -> bool {
    matches!(
        error,
        ActionError::Typed(_)
            | ActionError::Meeting(_)
            | ActionError::Register(_)
            | ActionError::Seat(_)
            | ActionError::Agenda(_)
    )
}

/// The first words that may mean several things, and which.
fn asked(error: &ActionError) -> (String, Vec<When>) {
    let ActionError::Typed(faults) = error else { return (String::new(), Vec::new()) };
    let first = faults.iter().find_map(|fault| match fault {
        Typed::Ambiguous(typed, meanings) => Some((typed.clone(), meanings.clone())),
        _ => None,
    });
    first.unwrap_or_default()
}

/// The form in which a command's fields can be put right.
pub fn form(call: &Call<'_>, form: FormId, fields: &Fields) -> Result<Form, ActionError> {
    let data = command_in(fields)?;
    let path = path_of(&data).join("-");
    let typed = fields.get(TYPED).map(String::as_str);
    Ok(form::correct(call.reader, (form, &path), inputs(&data, typed)))
}

/// The options of a command that are typed, each with what was.
fn inputs(data: &Value, faulty: Option<&str>) -> Vec<form::Typed> {
    let given = given(data);
    let value = |name: &str| given.iter().find(|option| option["name"] == name);
    let definition = DEFINITIONS.iter().find(|one| one["name"] == data["name"]);
    let Some(options) = definition.and_then(|one| defined(one, &path_of(data)[1..])) else {
        return Vec::new();
    };
    let is_typed = |option: &&Value| {
        option["type"] == STRING
            && option["choices"].as_array().is_none_or(Vec::is_empty)
            && !PICKED.iter().any(|name| option["name"] == *name)
    };
    let mut found: Vec<form::Typed> = options
        .iter()
        .filter(is_typed)
        .filter_map(|option| {
            let name = option["name"].as_str()?;
            let value = value(name).and_then(|given| given["value"].as_str());
            Some(form::Typed {
                name: name.to_owned(),
                value: value.unwrap_or_default().to_owned(),
                most: option["max_length"].as_u64().and_then(|most| usize::try_from(most).ok()),
                is_needed: option["required"] == true,
            })
        })
        .collect();
    // What is asked about stays, then what is needed or was filled in.
    while found.len() > MOST_INPUTS {
        let is_wanted = |one: &form::Typed| {
            (
                faulty.is_some_and(|words| !words.is_empty() && words == one.value),
                one.is_needed,
                !one.value.is_empty(),
            )
        };
        let Some(at) = (0..found.len()).rev().min_by_key(|at| is_wanted(&found[*at])) else {
            break;
        };
        found.remove(at);
    }
    found
}

/// A kept command, taken up once.
async fn taken(call: &Call<'_>, form: FormId) -> Result<Fields, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let kind = FormKind::Command(None).to_string();
    kept::take(store, call.caller, (form, &kind), now).await
}

/// A command whose days are those that were meant when it was typed: tomorrow is another day by then.
fn with_days(mut data: Value, fields: &Fields) -> Value {
    for option in given_mut(&mut data).into_iter().flatten() {
        let name = option["name"].as_str().unwrap_or_default();
        if let Some(day) = fields.get(&format!("{DAY}{name}")) {
            option["value"] = json!(day);
        }
    }
    data
}

fn command_in(fields: &Fields) -> Result<Value, ActionError> {
    let kept = fields.get(COMMAND).and_then(|text| serde_json::from_str(text).ok());
    kept.ok_or(ActionError::NotFound(Missing::Form))
}

type Framework<'a> = poise::FrameworkContext<'a, Edge, ActionError>;

/// Carries a kept command out once more: with what was meant.
pub async fn resume(
    framework: Framework<'_>,
    press: &serenity::ComponentInteraction,
    (form, how): (FormId, Resume),
) {
    let call = Call::of_component(framework.user_data, press);
    let kept = async {
        let fields = taken(&call, form).await?;
        let mut data = with_days(command_in(&fields)?, &fields);
        let words = |field: &str| fields.get(field).map(String::as_str).unwrap_or_default();
        let agreed = Agreed::read(words(AGREED));
        let Resume::Meant(which) = how else { return Ok((data, agreed)) };
        let meant = words(MEANINGS).lines().nth(which);
        let meant = meant.ok_or(ActionError::NotFound(Missing::Form))?;
        for option in given_mut(&mut data).into_iter().flatten() {
            let is_time = TIMES.iter().any(|name| option["name"] == *name);
            if is_time && option["value"] == words(TYPED) {
                option["value"] = json!(meant);
            }
        }
        Ok((data, agreed))
    };
    carry_out(framework, &call, press, kept.await).await;
}

/// Carries a kept command out once more: with what was put right.
pub async fn corrected(
    framework: Framework<'_>,
    interaction: &serenity::ModalInteraction,
    form: FormId,
) {
    let call = Call::of_modal(framework.user_data, interaction);
    let typed = super::forms::typed(&interaction.data.components);
    let kept = async {
        let fields = taken(&call, form).await?;
        let mut data = command_in(&fields)?;
        let as_it_was = with_days(data.clone(), &fields);
        if let Some(options) = given_mut(&mut data) {
            for (name, value) in &typed {
                let was = options.iter().position(|option| option["name"] == *name);
                // What is left as it was means the day that it meant then.
                if was.is_some_and(|at| options[at]["value"] == **value) {
                    let meant = given(&as_it_was).iter().find(|option| option["name"] == *name);
                    options.retain(|option| option["name"] != *name);
                    options.extend(meant.cloned());
                    continue;
                }
                options.retain(|option| option["name"] != *name);
                if !value.trim().is_empty() {
                    options.push(json!({ "name": name, "type": STRING, "value": value }));
                }
            }
        }
        // What is put right may lead to other things.
        Ok((data, Agreed::default()))
    };
    carry_out(framework, &call, interaction, kept.await).await;
}

/// Carries out what is left of an interaction when its data is that of a command.
async fn carry_out(
    framework: Framework<'_>,
    call: &Call<'_>,
    interaction: &impl Serialize,
    kept: Result<(Value, Agreed), ActionError>,
) {
    let (data, agreed) = match kept {
        Ok(kept) => kept,
        Err(error) => return call.answer(async { Err(error) }).await,
    };
    let command = serde_json::to_value(interaction).and_then(|mut whole| {
        whole["data"] = data;
        serde_json::from_value::<serenity::CommandInteraction>(whole)
    });
    match command {
        Ok(command) => {
            commands::run(framework, &command, Again { in_place: true, agreed }).await;
        }
        Err(error) => {
            tracing::error!(%error, "a command that was kept cannot be read");
            call.answer(async { Ok(trouble::unknown_button(call.reader)) }).await;
        }
    }
}
