//! A meeting's register of attendance: looked at, corrected, closed with its meeting, and taken along as a file.

use super::answer::Call;
use super::tables;
use crate::actions::presence::correct::{self, Said};
use crate::actions::presence::{self as registers, closing};
use crate::actions::{ActionError, Missing};
use crate::domain::id::MeetingId;
use crate::domain::presence::{Absence, Correction, Mode, RegisterPlace};
use crate::render::button::{PlaceStep, RegisterStep};
use crate::render::form::{self, Form};
use crate::render::{Message, presence, trouble};
use crate::sheet::Format;

/// Does what a button asks for, or shows the register.
pub async fn step(
    call: &Call<'_>,
    meeting: MeetingId,
    step: RegisterStep,
) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let reader = call.reader;
    match step {
        RegisterStep::List(page) => {
            let register = registers::show(store, caller, meeting, now).await?;
            Ok(presence::register(reader, &register, page.first()))
        }
        RegisterStep::Place(place, PlaceStep::Show) => {
            let register = registers::show(store, caller, meeting, now).await?;
            let shown = register.place(place).ok_or(ActionError::NotFound(Missing::Place))?;
            Ok(presence::place(reader, &register, shown))
        }
        RegisterStep::Place(place, step) => match correction(step) {
            Some(correction) => said(call, (meeting, place), Said::So(correction)).await,
            // Those open a form.
            None => Ok(trouble::unknown_button(reader)),
        },
        RegisterStep::Files => files(call, meeting).await,
        RegisterStep::Close => {
            let closed = closing::close(store, caller, meeting, now).await?;
            Ok(presence::closed(reader, &closed))
        }
        // Those open a form.
        RegisterStep::Add | RegisterStep::Reopen => Ok(trouble::unknown_button(reader)),
    }
}

const fn correction(step: PlaceStep) -> Option<Correction> {
    Some(match step {
        PlaceStep::Came => Correction::Came,
        PlaceStep::Excused => Correction::Away(Absence::Excused),
        PlaceStep::WithoutNotice => Correction::Away(Absence::WithoutNotice),
        PlaceStep::Substitute => Correction::SubstituteCame,
        PlaceStep::NoSubstitute => Correction::SubstituteAway,
        PlaceStep::Distance => Correction::By(Mode::Distance),
        PlaceStep::Room => Correction::By(Mode::Room),
        PlaceStep::Show | PlaceStep::Late | PlaceStep::Left => return None,
    })
}

async fn said(
    call: &Call<'_>,
    (meeting, place): (MeetingId, RegisterPlace),
    said: Said,
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let register = correct::correct(store, call.caller, (meeting, place), said, now).await?;
    Ok(presence::corrected(call.reader, &register, place))
}

async fn files(call: &Call<'_>, meeting: MeetingId) -> Result<Message, ActionError> {
    let (store, now, reader) = (&call.edge.store, call.edge.clock.now(), call.reader);
    let register = registers::show(store, call.caller, meeting, now).await?;
    tables::written(move || {
        let (stem, table) =
            (presence::file_stem(reader, &register), presence::table(reader, &register));
        let written = [Format::Xlsx, Format::Csv]
            .map(|format| tables::file((format, reader.language), &stem, &[(&stem, &table)]));
        let files = written.into_iter().collect::<Result<_, _>>()?;
        Ok(presence::files(reader, &register, files))
    })
    .await
}

/// Whether a step asks for something to be typed.
pub const fn asks(step: RegisterStep) -> bool {
    match step {
        RegisterStep::Place(_, step) => matches!(step, PlaceStep::Late | PlaceStep::Left),
        RegisterStep::Add | RegisterStep::Reopen => true,
        RegisterStep::List(_) | RegisterStep::Files | RegisterStep::Close => false,
    }
}

/// The form in which it is typed, for who may.
pub async fn form(
    call: &Call<'_>,
    meeting: MeetingId,
    step: RegisterStep,
) -> Result<Form, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    match step {
        RegisterStep::Reopen => closing::may_reopen(store, caller, meeting, now).await?,
        _ => {
            let register = registers::show(store, caller, meeting, now).await?;
            register.view.meeting.takes_attendance(now)?;
        }
    }
    Ok(form::register(call.reader, meeting, step))
}

/// Does what was asked for in that form.
pub async fn filled_in(
    call: &Call<'_>,
    meeting: MeetingId,
    step: RegisterStep,
    typed: &str,
) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    match step {
        RegisterStep::Place(place, PlaceStep::Late) => {
            said(call, (meeting, place), Said::Late(typed.to_owned())).await
        }
        RegisterStep::Place(place, PlaceStep::Left) => {
            said(call, (meeting, place), Said::Left(typed.to_owned())).await
        }
        RegisterStep::Add => {
            let register = correct::add(store, caller, meeting, typed, now).await?;
            Ok(presence::added(call.reader, &register))
        }
        RegisterStep::Reopen => {
            let register = closing::reopen(store, caller, meeting, typed, now).await?;
            Ok(presence::reopened(call.reader, &register))
        }
        RegisterStep::Place(..)
        | RegisterStep::List(_)
        | RegisterStep::Files
        | RegisterStep::Close => Ok(trouble::unknown_button(call.reader)),
    }
}
