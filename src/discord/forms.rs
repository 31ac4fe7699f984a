//! Forms (Discord's modals): opened by a command or a button, filled in, and given back filled in when they are refused.

use poise::serenity_prelude as serenity;
use serde_json::{Value, json};

use super::answer::Call;
use super::{Edge, again, attendance, notes};
use crate::actions::agenda::{ItemRequest, Where, propose};
use crate::actions::forms::{self as kept, Fields};
use crate::actions::{ActionError, Caller, Missing, meeting as meetings};
use crate::domain::agenda::Purpose;
use crate::domain::id::{FormId, GroupId, ItemId};
use crate::render::form::{self, Form, FormKind, Input};
use crate::render::{Message, agenda, answers, trouble};
use crate::store::Store;

/// The caller where something of theirs is at home: in a direct message there is no guild.
pub async fn at_home(store: &Store, caller: Caller, place: Where) -> Result<Caller, ActionError> {
    match place {
        Where::Meeting(meeting) => caller.at_home_of_meeting(store, meeting).await,
        Where::Waiting(group) => caller.at_home(store, group).await,
    }
}

/// The form in which something is proposed, for who may.
pub async fn to_propose(
    call: &Call<'_>,
    (place, purpose): (Where, Purpose),
) -> Result<Form, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = at_home(store, call.caller, place).await?;
    propose::may(store, caller, place, now).await?;
    Ok(form::propose(call.reader, (place, purpose)))
}

/// The form in which one says why a proposal is declined, for who may.
pub async fn to_decline(
    call: &Call<'_>,
    (group, item): (GroupId, ItemId),
) -> Result<Form, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = call.caller.at_home(store, group).await?;
    let item = propose::may_decline(store, caller, item, now).await?;
    Ok(form::decline(call.reader, &item))
}

/// A form that was refused, as it was filled in.
pub async fn reopened(call: &Call<'_>, form: FormId) -> Result<Form, ActionError> {
    let (kind, fields) = kept::kept(&call.edge.store, call.caller, form).await?;
    let opened = match FormKind::parse(&kind) {
        Some(FormKind::Propose(place, purpose)) => to_propose(call, (place, purpose)).await?,
        Some(FormKind::Decline(group, item)) => to_decline(call, (group, item)).await?,
        Some(FormKind::Register(meeting, step)) => attendance::form(call, meeting, step).await?,
        Some(kind @ (FormKind::Section(..) | FormKind::Word(_))) => {
            notes::form_again(call, kind).await?
        }
        Some(FormKind::Command(_)) => return again::form(call, form, &fields),
        Some(FormKind::WhyLate(meeting)) => form::why_late(call.reader, meeting),
        Some(FormKind::Search) | None => return Err(ActionError::NotFound(Missing::Form)),
    };
    Ok(opened.filled(&fields))
}

/// Answers a form that was filled in.
pub async fn submitted(edge: &Edge, interaction: &serenity::ModalInteraction) {
    let call = Call::of_modal(edge, interaction);
    let fields = typed(&interaction.data.components);
    match FormKind::parse(&interaction.data.custom_id) {
        // What it changes stands in the message that it was opened from.
        Some(kind @ (FormKind::Register(..) | FormKind::Section(..))) => {
            call.answer_in_place(None, carry_out(&call, kind, &fields)).await;
        }
        Some(kind) => call.answer(carry_out(&call, kind, &fields)).await,
        None => call.answer(async { Ok(trouble::unknown_button(call.reader)) }).await,
    }
}

/// What was typed, by field.
pub fn typed(rows: &[serenity::ActionRow]) -> Fields {
    let parts = rows.iter().flat_map(|row| &row.components);
    let typed = parts.filter_map(|part| match part {
        serenity::ActionRowComponent::InputText(input) => {
            Some((input.custom_id.clone(), input.value.clone().unwrap_or_default()))
        }
        _ => None,
    });
    typed.collect()
}

/// Does what a form asks for; or says why not, and gives it back.
async fn carry_out(
    call: &Call<'_>,
    kind: FormKind,
    fields: &Fields,
) -> Result<Message, ActionError> {
    let store = &call.edge.store;
    let caller = match kind {
        FormKind::Propose(place, _) => at_home(store, call.caller, place).await,
        FormKind::Decline(group, _) => call.caller.at_home(store, group).await,
        FormKind::Register(meeting, _)
        | FormKind::Section(meeting, ..)
        | FormKind::WhyLate(meeting)
        | FormKind::Word(meeting) => call.caller.at_home_of_meeting(store, meeting).await,
        // Those are carried out elsewhere.
        FormKind::Search | FormKind::Command(_) => {
            return Err(ActionError::NotFound(Missing::Form));
        }
    };
    let caller = caller?;
    let done = match kind {
        FormKind::Propose(place, purpose) => proposed(call, caller, (place, purpose), fields).await,
        FormKind::Decline(_, item) => declined(call, caller, item, fields).await,
        FormKind::Register(meeting, step) => {
            let typed = fields.get(form::TYPED).map(String::as_str).unwrap_or_default();
            attendance::filled_in(call, meeting, step, typed).await
        }
        FormKind::WhyLate(meeting) => {
            let typed = fields.get(form::TYPED).map(String::as_str).unwrap_or_default();
            let (store, now) = (&call.edge.store, call.edge.clock.now());
            let view = meetings::say_why_late(store, caller, meeting, typed, now).await;
            view.map(|view| answers::why_late(call.reader, &view))
        }
        FormKind::Section(..) => notes::written(call, caller, (kind, fields)).await,
        FormKind::Word(meeting) => {
            let typed = fields.get(form::TYPED).map(String::as_str).unwrap_or_default();
            notes::word(call, caller, (meeting, typed)).await
        }
        FormKind::Search | FormKind::Command(_) => Err(ActionError::NotFound(Missing::Form)),
    };
    match done {
        // What may have been kept is not to be sent in once more.
        Err(
            error @ (ActionError::Repeated | ActionError::Unanswered | ActionError::Uncertain(_)),
        ) => Err(error),
        Err(error) => Ok(given_back(call, caller, (kind, fields), &error).await),
        done => done,
    }
}

async fn proposed(
    call: &Call<'_>,
    caller: Caller,
    (place, purpose): (Where, Purpose),
    fields: &Fields,
) -> Result<Message, ActionError> {
    let request = ItemRequest {
        title: fields.get("title").cloned(),
        purpose: Some(purpose),
        minutes: fields.get("minutes").cloned(),
        topics: fields.get("topics").cloned(),
        background: fields.get("background").cloned(),
        link: fields.get("link").cloned(),
        ..ItemRequest::default()
    };
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let arranged = propose::propose(store, caller, place, request, now).await?;
    Ok(agenda::arranged(call.reader, &arranged))
}

async fn declined(
    call: &Call<'_>,
    caller: Caller,
    item: ItemId,
    fields: &Fields,
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let because = fields.get("reason").map(String::as_str).unwrap_or_default();
    let arranged = propose::decline(store, caller, item, because, now).await?;
    Ok(agenda::arranged(call.reader, &arranged))
}

/// Why a form was refused, with what was typed: behind a button that opens it again, or else as it is.
async fn given_back(
    call: &Call<'_>,
    caller: Caller,
    (kind, fields): (FormKind, &Fields),
    error: &ActionError,
) -> Message {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let why = call.told(error);
    match kept::keep(store, caller, (&kind.to_string(), fields), now).await {
        Ok(form) => form::refused(call.reader, why, form),
        Err(error) => {
            tracing::warn!(why = error.kind(), "a form that was refused could not be kept");
            form::refused_as_typed(call.reader, why, fields)
        }
    }
}

/// A form as Discord takes it. Labels of their own would be newer, and what is typed into them is lost on the way
/// to us.
pub fn data(form: &Form) -> Value {
    let rows: Vec<Value> = form.inputs.iter().map(row).collect();
    json!({ "custom_id": form.kind.to_string(), "title": form.title, "components": rows })
}

fn row(input: &Input) -> Value {
    let style = if input.is_long { 2 } else { 1 };
    let mut field = json!({
        "type": 4,
        "custom_id": input.name,
        "style": style,
        "label": input.label,
        "max_length": input.most,
        "required": input.is_needed,
    });
    if !input.hint.is_empty() {
        field["placeholder"] = json!(input.hint);
    }
    if !input.value.is_empty() {
        field["value"] = json!(input.value);
    }
    json!({ "type": 1, "components": [field] })
}
