//! Buttons: parse → action → render → reply. An id is never trusted: whoever pressed is
//! authorised as for a command.

use poise::serenity_prelude as serenity;

use super::Edge;
use super::answer::Call;
use crate::actions::absence::{self, About};
use crate::actions::{ActionError, meeting as meetings, summons};
use crate::render::button::ButtonId;
use crate::render::{Message, answers, trouble};

/// Answers a press.
pub async fn pressed(edge: &Edge, interaction: &serenity::ComponentInteraction) {
    let call = Call::of_component(edge, interaction);
    match ButtonId::parse(&interaction.data.custom_id) {
        Some(id) => call.answer(act(&call, id)).await,
        None => call.answer(async { Ok(trouble::unknown_button(call.language)) }).await,
    }
}

async fn act(call: &Call<'_>, id: ButtonId) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let language = call.language;
    match id {
        ButtonId::Come(meeting) => {
            let replied =
                absence::confirm(store, caller, About { meeting, seat: None }, now).await?;
            Ok(answers::coming(language, &replied))
        }
        ButtonId::Absent(meeting) => {
            let replied =
                absence::report(store, caller, About { meeting, seat: None }, None, now).await?;
            Ok(answers::absence_reported(language, &replied))
        }
        ButtonId::Withdraw(meeting, seat) => {
            let about = About { meeting, seat: Some(seat) };
            let replied = absence::withdraw(store, caller, about, now).await?;
            Ok(answers::absence_withdrawn(language, &replied))
        }
        ButtonId::Accept(meeting, seat) => {
            let replied = summons::answer(store, caller, (meeting, seat), true, now).await?;
            Ok(answers::coming(language, &replied))
        }
        ButtonId::Decline(meeting, seat) => {
            let replied = summons::answer(store, caller, (meeting, seat), false, now).await?;
            Ok(answers::declined(language, &replied))
        }
        ButtonId::Show(meeting) => {
            let view = meetings::show(store, caller, meeting, now).await?;
            Ok(answers::meeting(language, &view))
        }
    }
}
