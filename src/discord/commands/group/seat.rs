//! `/group seat`

use super::super::suggest::{appointers, days, people, seats, seen_groups};
use super::meant;
use crate::actions::registry::seat::{self as actions, Request, SeatChange};
use crate::discord::commands::{Ctx, Outcome, call};
use crate::domain::seat::{AppointerKind, Office};
use crate::render::seats as render;

/// What may happen to a seat, as the command offers it.
#[derive(Clone, Copy, poise::ChoiceParameter)]
enum ChangeOffered {
    #[name = "ordinary"]
    Ordinary,
    #[name = "substitute"]
    Substitute,
    #[name = "ordinary-leaves"]
    OrdinaryLeaves,
    #[name = "substitute-leaves"]
    SubstituteLeaves,
    #[name = "promote"]
    Promote,
    #[name = "rename-ordinary"]
    RenameOrdinary,
    #[name = "rename-substitute"]
    RenameSubstitute,
    #[name = "office"]
    Office,
    #[name = "add"]
    Add,
    #[name = "abolish"]
    Abolish,
}

#[derive(Clone, Copy, poise::ChoiceParameter)]
enum Kind {
    #[name = "municipality"]
    Municipality,
    #[name = "region"]
    Region,
    #[name = "opposition"]
    Opposition,
    #[name = "other"]
    Other,
}

#[derive(Clone, Copy, poise::ChoiceParameter)]
enum InOffice {
    #[name = "chair"]
    Chair,
    #[name = "vice-chair"]
    ViceChair,
    #[name = "member"]
    Member,
}

/// The value of ours that bears the choice's name.
fn ours<C: poise::ChoiceParameter, T>(
    choice: Option<C>,
    from_word: fn(&str) -> Option<T>,
) -> Option<T> {
    choice.and_then(|choice| from_word(choice.name()))
}

#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "a command's options")]
pub async fn seat(
    ctx: Ctx<'_>,
    #[autocomplete = "seen_groups"] group: String,
    #[autocomplete = "seats"] seat: Option<String>,
    change: Option<ChangeOffered>,
    #[autocomplete = "people"] person: Option<String>,
    #[autocomplete = "days"] from: Option<String>,
    #[autocomplete = "days"] until: Option<String>,
    #[autocomplete = "appointers"] appointer: Option<String>,
    kind: Option<Kind>,
    office: Option<InOffice>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        let request = Request {
            seat,
            change: ours(change, SeatChange::from_word),
            person,
            from,
            to: until,
            appointer,
            kind: ours(kind, AppointerKind::from_word),
            office: ours(office, Office::from_word),
        };
        let shown = actions::change(store, caller, group, request, now).await?;
        Ok(render::seat(call.reader, &shown))
    })
    .await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use poise::ChoiceParameter;

    #[test]
    fn every_choice_means_something() {
        let words = |choices: Vec<poise::CommandParameterChoice>| {
            choices.into_iter().map(|choice| choice.name.into_owned()).collect::<Vec<_>>()
        };
        let changes = words(ChangeOffered::list().into_owned());
        assert_eq!(changes, SeatChange::ALL.map(SeatChange::word));
        assert!(
            words(Kind::list().into_owned()).iter().all(|w| AppointerKind::from_word(w).is_some())
        );
        assert!(
            words(InOffice::list().into_owned()).iter().all(|w| Office::from_word(w).is_some())
        );
    }
}
