//! Buttons: parse → action → render → reply. An id is never trusted: whoever pressed is
//! authorised as for a command.

use poise::serenity_prelude as serenity;

use super::Edge;
use super::answer::Call;
use crate::actions::absence::{self, About};
use crate::actions::progress::Progress;
use crate::actions::{ActionError, choices, me, meeting as meetings, registry, summons};
use crate::domain::id::{AuditId, GroupId, ImportId};
use crate::render::button::ButtonId;
use crate::render::{Message, answers, groups, import, log, me as own_data, own, trouble};

/// Answers a press.
pub async fn pressed(edge: &Edge, interaction: &serenity::ComponentInteraction) {
    let call = Call::of_component(edge, interaction);
    match ButtonId::parse(&interaction.data.custom_id) {
        Some(ButtonId::CarryOut(waiting)) => {
            let progress = Progress::default();
            // Nothing is said before it is known how much there is: it may be done already.
            let meanwhile =
                || progress.percent().map(|percent| import::carrying_out(call.reader, percent));
            let done = carry_out(&call, waiting, &progress);
            call.answer_in_place(Some(&meanwhile), done).await;
        }
        Some(id) if settles_a_question(id) => call.answer_in_place(None, act(&call, id)).await,
        Some(id) => call.answer(act(&call, id)).await,
        None => call.answer(async { Ok(trouble::unknown_button(call.reader)) }).await,
    }
}

/// Whether the button stands below a question that only the presser sees, and that is answered
/// with it.
const fn settles_a_question(id: ButtonId) -> bool {
    matches!(id, ButtonId::EndGroup(..) | ButtonId::Discard(_) | ButtonId::Erase | ButtonId::Leave)
}

async fn act(call: &Call<'_>, id: ButtonId) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let reader = call.reader;
    match id {
        ButtonId::Come(meeting) => {
            let replied =
                absence::confirm(store, caller, About { meeting, seat: None }, now).await?;
            Ok(answers::coming(reader, &replied))
        }
        ButtonId::Absent(meeting) => {
            let replied =
                absence::report(store, caller, About { meeting, seat: None }, None, now).await?;
            Ok(answers::absence_reported(reader, &replied))
        }
        ButtonId::Withdraw(meeting, seat) => {
            let about = About { meeting, seat: Some(seat) };
            let replied = absence::withdraw(store, caller, about, now).await?;
            Ok(answers::absence_withdrawn(reader, &replied))
        }
        ButtonId::Accept(meeting, seat) => {
            let replied = summons::answer(store, caller, (meeting, seat), true, now).await?;
            Ok(answers::coming(reader, &replied))
        }
        ButtonId::Decline(meeting, seat) => {
            let replied = summons::answer(store, caller, (meeting, seat), false, now).await?;
            Ok(answers::declined(reader, &replied))
        }
        ButtonId::Show(meeting) => {
            let view = meetings::show(store, caller, meeting, now).await?;
            Ok(answers::meeting(reader, &view))
        }
        ButtonId::Check(group) => look_through(call, group).await,
        ButtonId::Meetings(group) => own_meetings(call, group).await,
        ButtonId::EndGroup(group, last) => {
            let ended = registry::groups::end(store, caller, group, last, now).await?;
            Ok(groups::ended(reader, &ended))
        }
        ButtonId::Log(group, before) => earlier_changes(call, group, before).await,
        ButtonId::CarryOut(waiting) => carry_out(call, waiting, &Progress::default()).await,
        ButtonId::Discard(waiting) => {
            registry::import::discard(store, caller, waiting, now).await?;
            Ok(groups::nothing_done(reader))
        }
        ButtonId::Erase => {
            me::erase::erase(store, caller, now).await?;
            Ok(own_data::erased(reader))
        }
        ButtonId::Leave => Ok(groups::nothing_done(reader)),
    }
}

async fn look_through(call: &Call<'_>, group: GroupId) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = call.caller.at_home(store, group).await?;
    call.look_through(caller, group, now).await
}

async fn own_meetings(call: &Call<'_>, group: GroupId) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = call.caller.at_home(store, group).await?;
    let (person, meetings) = choices::own_meetings(store, caller, now).await?;
    Ok(own::meetings(call.reader, person, &meetings))
}

async fn earlier_changes(
    call: &Call<'_>,
    group: GroupId,
    before: AuditId,
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let shown = registry::log::show(store, call.caller, group, Some(before), now).await?;
    Ok(log::newest(call.reader, &shown))
}

/// Carries out a file that was read.
async fn carry_out(
    call: &Call<'_>,
    waiting: ImportId,
    progress: &Progress,
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let done = registry::import::carry_out(store, call.caller, waiting, progress, now).await?;
    Ok(import::done(call.reader, &done))
}
