//! Buttons: parse → action → render → reply. An id is never trusted: whoever pressed is
//! authorised as for a command.

use poise::serenity_prelude as serenity;

use super::Edge;
use super::answer::Call;
use super::apart::apart;
use super::attendance as attendance_register;
use super::forms;
use super::notes;
use super::random;
use crate::actions::absence::{self, About};
use crate::actions::agenda::arrange::{self, Transfer};
use crate::actions::agenda::show::{self, ListOf};
use crate::actions::agenda::{Where, guests, plans, propose};
use crate::actions::calendar::addresses::Whose;
use crate::actions::calendar::show as calendars;
use crate::actions::calendar::{addresses as calendar_addresses, events};
use crate::actions::progress::Progress;
use crate::actions::registry::settings;
use crate::actions::registry::settings_request::SettingsRequest;
use crate::actions::reply::{Replied, ReplyRefusal};
use crate::actions::{
    ActionError, Missing, attendance, choices, me, meeting as meetings, registry, summons,
};
use crate::domain::access::{AccessPurpose, AccessTo};
use crate::domain::agenda::{ItemPlace, Purpose};
use crate::domain::calendar::PageVisibility;
use crate::domain::id::{AccessId, AuditId, GroupId, ImportId, ItemId, PersonId};
use crate::render::button::{ButtonId, Heard, ItemStep, NotesStep, Page, PlanWord, RegisterStep};
use crate::render::form::{self, Form};
use crate::render::reader::Reader;
use crate::render::{
    Message, addresses, agenda, answers, calendar, groups, import, log, me as own_data, own,
    trouble,
};

/// Answers a press.
pub async fn pressed(edge: &Edge, interaction: &serenity::ComponentInteraction) {
    let call = Call::of_component(edge, interaction);
    // What a notice became stands there for others, and stays.
    let id = pressed_id(&interaction.data);
    let is_notice = id.contains('.');
    match ButtonId::parse(id) {
        Some(id) if opens_a_form(id) => call.open(form_of(&call, id)).await,
        Some(id) if !is_notice && changes_what_is_shown(id) => {
            call.answer_in_place(None, apart(|| act(&call, id))).await;
        }
        Some(ButtonId::CarryOut(waiting)) => {
            let progress = Progress::default();
            // Nothing is said before it is known how much there is: it may be done already.
            let meanwhile =
                || progress.percent().map(|percent| import::carrying_out(call.reader, percent));
            let done = carry_out(&call, waiting, &progress);
            call.answer_in_place(Some(&meanwhile), done).await;
        }
        Some(id) if settles_a_question(id) => {
            call.answer_in_place(None, apart(|| act(&call, id))).await
        }
        Some(id) => call.answer(apart(|| act(&call, id))).await,
        None => call.answer(async { Ok(trouble::unknown_button(call.reader)) }).await,
    }
}

/// Which button was pressed; of a select, what was picked.
fn pressed_id(data: &serenity::ComponentInteractionData) -> &str {
    match &data.kind {
        serenity::ComponentInteractionDataKind::StringSelect { values } => {
            values.first().map(String::as_str).unwrap_or_default()
        }
        _ => &data.custom_id,
    }
}

/// Whether the button opens a form.
const fn opens_a_form(id: ButtonId) -> bool {
    match id {
        ButtonId::Propose(_)
        | ButtonId::Reopen(_)
        | ButtonId::WhyLate(_)
        | ButtonId::Item(_, _, ItemStep::Decline) => true,
        ButtonId::Register(_, step) => attendance_register::asks(step),
        ButtonId::Notes(_, step) => notes::asks(step),
        _ => false,
    }
}

/// The form that a button opens.
async fn form_of(call: &Call<'_>, id: ButtonId) -> Result<Form, ActionError> {
    match id {
        ButtonId::Propose(place) => forms::to_propose(call, (place, Purpose::Discussion)).await,
        ButtonId::Item(group, item, _) => forms::to_decline(call, (group, item)).await,
        ButtonId::Reopen(form) => forms::reopened(call, form).await,
        ButtonId::WhyLate(meeting) => Ok(form::why_late(call.reader, meeting)),
        ButtonId::Register(meeting, step) => attendance_register::form(call, meeting, step).await,
        ButtonId::Notes(meeting, step) => notes::form(call, meeting, step).await,
        _ => Err(ActionError::NotFound(Missing::Form)),
    }
}

/// Whether the button stands below a question that only the presser sees, and that is answered
/// with it.
const fn settles_a_question(id: ButtonId) -> bool {
    matches!(
        id,
        ButtonId::EndGroup(..)
            | ButtonId::OpenPage(_)
            | ButtonId::Discard(_)
            | ButtonId::Erase
            | ButtonId::Leave
    )
}

/// Whether the button stands below what it changes, or leafs on in it.
const fn changes_what_is_shown(id: ButtonId) -> bool {
    match id {
        ButtonId::Agenda(_, Page::At(_))
        | ButtonId::Calendar(_, _, Page::At(_))
        | ButtonId::MoveItem(..)
        | ButtonId::OfferPlan(..)
        | ButtonId::Plan(..)
        | ButtonId::EndGuest(..)
        | ButtonId::RevokeAddress(..) => true,
        ButtonId::NotesSearch(..) => true,
        ButtonId::Notes(_, step) => match step {
            NotesStep::Draft(Page::At(_))
            | NotesStep::Show(_, Page::At(_))
            | NotesStep::Preview(_)
            | NotesStep::Publish(_)
            | NotesStep::Take(..)
            | NotesStep::Drop(_)
            | NotesStep::Clash(..)
            | NotesStep::Approve(_) => true,
            NotesStep::Draft(Page::Open)
            | NotesStep::Show(_, Page::Open)
            | NotesStep::Compare(_)
            | NotesStep::File(_)
            | NotesStep::Section(..)
            | NotesStep::Add
            | NotesStep::Word => false,
        },
        ButtonId::Register(_, step) => match step {
            RegisterStep::List(Page::At(_)) | RegisterStep::Place(..) | RegisterStep::Close => true,
            RegisterStep::List(Page::Open)
            | RegisterStep::Files
            | RegisterStep::Add
            | RegisterStep::Reopen => false,
        },
        ButtonId::Item(_, _, step) => match step {
            ItemStep::Accept
            | ItemStep::Withdraw
            | ItemStep::Earlier
            | ItemStep::Later
            | ItemStep::Decide
            | ItemStep::Carry
            | ItemStep::ReallyStrike => true,
            ItemStep::Show | ItemStep::Files | ItemStep::Decline | ItemStep::Strike => false,
        },
        _ => false,
    }
}

/// What somebody says of a meeting by a button.
async fn reply(call: &Call<'_>, id: ButtonId) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let reader = call.reader;
    let own = |spoken| About { spoken, seat: None };
    let of_seat = |spoken, seat| About { spoken, seat: Some(seat) };
    let told =
        |answer: fn(Reader, &Replied) -> Message| move |replied: &Replied| answer(reader, replied);
    let reported = told(answers::absence_reported);
    let (coming, declined) = (told(answers::coming), told(answers::declined));
    match id {
        ButtonId::Absent(spoken) => {
            absence::report(store, caller, own(spoken), None, now, reported).await
        }
        ButtonId::Withdraw(spoken, seat) => {
            let withdrawn = told(answers::absence_withdrawn);
            absence::withdraw(store, caller, of_seat(spoken, seat), now, withdrawn).await
        }
        ButtonId::Accept(spoken, seat) => {
            summons::answer(store, caller, (spoken, seat), true, now, coming).await
        }
        ButtonId::Decline(spoken, seat) => {
            summons::answer(store, caller, (spoken, seat), false, now, declined).await
        }
        ButtonId::Record(spoken, seat, Heard::SubstituteComes) => {
            summons::record(store, caller, (spoken, seat), true, now, coming).await
        }
        ButtonId::Record(spoken, seat, Heard::SubstituteCannot) => {
            summons::record(store, caller, (spoken, seat), false, now, declined).await
        }
        ButtonId::Record(spoken, seat, Heard::MemberComes) => {
            absence::confirm(store, caller, of_seat(spoken, seat), now, coming).await
        }
        ButtonId::Record(spoken, seat, Heard::MemberCannot) => {
            absence::report(store, caller, of_seat(spoken, seat), None, now, reported).await
        }
        ButtonId::Come(spoken) => absence::confirm(store, caller, own(spoken), now, coming).await,
        _ => Ok(trouble::unknown_button(reader)),
    }
}

async fn act(call: &Call<'_>, id: ButtonId) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let reader = call.reader;
    match id {
        // What is said for somebody else is not to become the presser's own word.
        ButtonId::Withdraw(..) | ButtonId::Record(..) => reply(call, id).await,
        ButtonId::Come(spoken)
        | ButtonId::Absent(spoken)
        | ButtonId::Accept(spoken, _)
        | ButtonId::Decline(spoken, _) => match reply(call, id).await {
            Err(ActionError::Reply(ReplyRefusal::AtAnotherTime)) => {
                let shown = meetings::show(store, caller, spoken.meeting, now).await?;
                Ok(answers::moved_since(reader, &shown))
            }
            replied => replied,
        },
        ButtonId::Show(meeting) => {
            let shown = meetings::show(store, caller, meeting, now).await?;
            Ok(answers::meeting(reader, &shown, &call.edge.site))
        }
        ButtonId::OpenPage(group) => {
            let caller = caller.at_home(store, group).await?;
            let page = Some(PageVisibility::Public);
            let request = SettingsRequest { page, ..SettingsRequest::default() };
            let shown = settings::change(store, caller, group, request, now).await?;
            Ok(groups::settings(reader, &shown))
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
        ButtonId::Agenda(list, page) => open_list(call, list, page).await,
        ButtonId::Calendar(group, filter, page) => {
            let caller = caller.at_home(store, group).await?;
            let shown = calendars::show(store, caller, filter, now).await?;
            Ok(calendar::shown(reader, &shown, (page.first(), &call.edge.site)))
        }
        ButtonId::Item(group, item, step) => step_with_item(call, (group, item), step).await,
        ButtonId::MoveItem(group, item, meeting) => {
            let caller = caller.at_home(store, group).await?;
            let to = (Where::Meeting(meeting), ItemPlace::Last);
            let moved = arrange::transfer(store, caller, (item, Transfer::Move), to, now).await?;
            Ok(agenda::arranged(reader, &moved))
        }
        ButtonId::OfferPlan(group, item, seat) => {
            let caller = caller.at_home(store, group).await?;
            let offered = plans::offer(store, caller, (item, seat), now).await?;
            Ok(agenda::arranged(reader, &offered))
        }
        ButtonId::Plan(group, plan, word) => {
            let caller = caller.at_home(store, group).await?;
            let word = match word {
                PlanWord::Yes => plans::Word::Yes,
                PlanWord::No => plans::Word::No,
                PlanWord::End => plans::Word::End,
            };
            let settled = plans::settle(store, caller, (plan, word), now).await?;
            Ok(agenda::arranged(reader, &settled))
        }
        ButtonId::EndGuest(group, guest) => {
            let caller = caller.at_home(store, group).await?;
            let ended = guests::end(store, caller, guest, now).await?;
            Ok(agenda::co_opted(reader, &ended))
        }
        ButtonId::ToCalendar(meeting) => {
            let caller = caller.at_home_of_meeting(store, meeting).await?;
            let (group, own) = events::of_meeting(store, caller, meeting, now).await?;
            Ok(addresses::meeting(reader, (group, &own), &call.edge.site))
        }
        ButtonId::Attendance(meeting) => {
            let caller = caller.at_home_of_meeting(store, meeting).await?;
            let made = (reader.language, random()?);
            let link = attendance::link(store, caller, meeting, made, now).await?;
            Ok(answers::attendance_link(reader, &link, &call.edge.site))
        }
        ButtonId::Notes(meeting, step) => notes::step(call, meeting, step).await,
        ButtonId::NotesSearch(form, first) => notes::search_on(call, form, first).await,
        ButtonId::Register(meeting, step) => attendance_register::step(call, meeting, step).await,
        ButtonId::NewAddress(group, person, made) => {
            with_addresses(call, (group, person), Some(made), None).await
        }
        ButtonId::RevokeAddress(group, person, access) => {
            with_addresses(call, (group, person), None, Some(access)).await
        }
        ButtonId::CarryAll(meeting) => {
            let caller = caller.at_home_of_meeting(store, meeting).await?;
            let carried = arrange::carry_all(store, caller, meeting, now).await?;
            Ok(agenda::carried_all(reader, &carried))
        }
        // Those open a form.
        ButtonId::Propose(_) | ButtonId::Reopen(_) | ButtonId::WhyLate(_) => {
            Ok(trouble::unknown_button(reader))
        }
        // Those carry out a command.
        ButtonId::Resume(..) => Ok(trouble::unknown_button(reader)),
    }
}

/// Makes an address of a calendar, or revokes one.
async fn with_addresses(
    call: &Call<'_>,
    (group, person): (GroupId, Option<PersonId>),
    makes: Option<(AccessPurpose, AccessTo)>,
    revokes: Option<AccessId>,
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    if !call.edge.site.is_public() {
        return Ok(addresses::none_here(call.reader));
    }
    let caller = call.caller.at_home(store, group).await?;
    let other = person.map(|person| person.to_string());
    let (purpose, object) = makes.unwrap_or((AccessPurpose::Feed, AccessTo::Person));
    let own = Whose::Own(object);
    let whose = other.as_deref().map_or(own, Whose::Other);
    let shown = match revokes {
        Some(access) => calendar_addresses::revoke(store, caller, (whose, access), now).await?,
        None => {
            let written = (purpose, call.reader.language, random()?);
            calendar_addresses::make(store, caller, whose, written, now).await?
        }
    };
    Ok(addresses::addresses(call.reader, &shown, &call.edge.site))
}

async fn open_list(call: &Call<'_>, list: ListOf, page: Page) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = match list {
        ListOf::Agenda(place) => forms::at_home(store, call.caller, place).await?,
        ListOf::Proposals(group) => call.caller.at_home(store, group).await?,
    };
    let first = page.first();
    let leafs = matches!(page, Page::At(_));
    let opened = show::open(store, caller, (list, leafs), now).await?;
    Ok(agenda::opened(call.reader, &opened, first))
}

async fn step_with_item(
    call: &Call<'_>,
    (group, item): (GroupId, ItemId),
    step: ItemStep,
) -> Result<Message, ActionError> {
    let (store, now, reader) = (&call.edge.store, call.edge.clock.now(), call.reader);
    let caller = call.caller.at_home(store, group).await?;
    let arranged = match step {
        ItemStep::Show => {
            let shown = show::item(store, caller, item, now).await?;
            return Ok(agenda::shown(reader, &shown));
        }
        ItemStep::Files => {
            let (shown, kept) = show::files(store, caller, item, now).await?;
            return Ok(agenda::files(reader, &shown, kept));
        }
        ItemStep::Strike => {
            let shown = show::item(store, caller, item, now).await?;
            return Ok(agenda::really_strike(reader, &shown));
        }
        // Opens a form.
        ItemStep::Decline => return Ok(trouble::unknown_button(reader)),
        ItemStep::Accept => propose::accept(store, caller, item, now).await?,
        ItemStep::Withdraw => propose::withdraw(store, caller, item, now).await?,
        ItemStep::Earlier => arrange::reorder(store, caller, item, ItemPlace::Earlier, now).await?,
        ItemStep::Later => arrange::reorder(store, caller, item, ItemPlace::Later, now).await?,
        ItemStep::Decide => arrange::decide(store, caller, item, now).await?,
        ItemStep::Carry => arrange::carry_on(store, caller, item, now).await?,
        ItemStep::ReallyStrike => arrange::strike(store, caller, item, now).await?,
    };
    Ok(agenda::arranged(reader, &arranged))
}

async fn look_through(call: &Call<'_>, group: GroupId) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = call.caller.at_home(store, group).await?;
    call.look_through(caller, group, now).await
}

async fn own_meetings(call: &Call<'_>, group: GroupId) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let caller = call.caller.at_home(store, group).await?;
    Ok(own::meetings(call.reader, &choices::own_meetings(store, caller, now).await?))
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
