//! How the demonstration tells that a newcomer has taken a step of the story.

use std::sync::Arc;

use crate::domain::language::Language;
use crate::render::button::ButtonId;
use crate::render::guide::{Step, step};
use crate::sandbox::{GuideStep, Happening};

/// The steps of the story; the last is taken in one of the officials' channels.
pub fn steps(officials_channels: &[String]) -> Vec<GuideStep> {
    Step::ALL.map(|one| guide_step(one, officials_channels.to_vec())).to_vec()
}

fn guide_step(one: Step, officials_channels: Vec<String>) -> GuideStep {
    let text = Language::ALL.map(|language| (language.tag().to_owned(), step(language, one)));
    GuideStep {
        text: text.into(),
        is_done_by: Arc::new(move |happening| is_done_by(one, happening, &officials_channels)),
    }
}

fn is_done_by(step: Step, happening: &Happening<'_>, officials_channels: &[String]) -> bool {
    let any_button = |wanted: fn(&ButtonId) -> bool| match happening {
        Happening::Posted { custom_ids, .. } => {
            custom_ids.iter().filter_map(|id| ButtonId::parse(id)).any(|id| wanted(&id))
        }
        Happening::Pressed { .. } | Happening::Read { .. } => false,
    };
    match step {
        Step::Schedule => any_button(|id| matches!(id, ButtonId::Show(_))),
        Step::NextEvent => any_button(|id| matches!(id, ButtonId::Absent(_))),
        Step::Absent => any_button(|id| matches!(id, ButtonId::Accept(..))),
        Step::Substitute => match happening {
            Happening::Pressed { custom_id } => matches!(
                ButtonId::parse(custom_id),
                Some(ButtonId::Accept(..) | ButtonId::Decline(..))
            ),
            _ => false,
        },
        Step::Official => match happening {
            Happening::Read { channel, .. } => officials_channels.iter().any(|one| one == channel),
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_is_taken_by_booking_a_meeting_and_by_nothing_else() {
        let posted = |custom_ids| Happening::Posted { channel: "äldre", custom_ids };
        let meeting = ButtonId::Show(crate::domain::id::MeetingId(1)).to_string();
        assert!(is_done_by(Step::Schedule, &posted(vec![&meeting]), &[]));
        assert!(!is_done_by(Step::Schedule, &posted(Vec::new()), &[]));
    }
}
