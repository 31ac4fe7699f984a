//! Steps for a first visit, ticked off as they happen. Whoever starts the sandbox says what they
//! are and how to tell that they have been taken; the sandbox watches.

use std::collections::HashMap;
use std::sync::Arc;

/// Something that happened, as far as a guide may care.
#[derive(Clone, Debug)]
pub enum Happening<'a> {
    /// A bot has posted a message in a channel of this name (empty: a direct one); its buttons and
    /// selects have these ids.
    Posted { channel: &'a str, custom_ids: Vec<&'a str> },
    /// Somebody has pressed a button or chosen in a select, and the bot has answered.
    Pressed { custom_id: &'a str },
    /// A user of this name has read a channel of this name to its end.
    Read { user: &'a str, channel: &'a str },
}

/// One step.
#[derive(Clone)]
pub struct GuideStep {
    /// What to do, by locale.
    pub text: HashMap<String, String>,
    /// Whether this has now been done.
    pub is_done_by: Arc<dyn Fn(&Happening<'_>) -> bool + Send + Sync>,
}

/// The steps, and how many of them are done: the first ones, since they are taken in order.
#[derive(Default)]
pub struct Guide {
    steps: Vec<GuideStep>,
    done: usize,
}

impl Guide {
    pub fn new(steps: Vec<GuideStep>) -> Self {
        Self { steps, done: 0 }
    }

    /// Whether there is anything left to watch for.
    pub fn watches(&self) -> bool {
        self.done < self.steps.len()
    }

    /// Ticks the next steps off that have now been taken: one thing may be several.
    pub fn note(&mut self, happening: &Happening<'_>) {
        while self.steps.get(self.done).is_some_and(|step| (step.is_done_by)(happening)) {
            self.done += 1;
        }
    }

    /// The steps in a language, each with whether it is done. English stands in for what is missing.
    pub fn told<'a>(&'a self, locale: &'a str) -> impl Iterator<Item = (&'a str, bool)> {
        self.steps.iter().enumerate().map(move |(index, step)| {
            let text = step.text.get(locale).or_else(|| step.text.get("en-US"));
            (text.map(String::as_str).unwrap_or_default(), index < self.done)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_taken_in_order_and_one_happening_may_be_two() {
        let step = |custom_id: &'static str| GuideStep {
            text: HashMap::from([("en-US".to_owned(), custom_id.to_owned())]),
            is_done_by: Arc::new(
                move |happening| matches!(happening, Happening::Pressed { custom_id: id } if id.contains(custom_id)),
            ),
        };
        let mut guide = Guide::new(vec![step("a"), step("b"), step("c")]);
        let done = |guide: &Guide| guide.told("sv-SE").filter(|(_, done)| *done).count();
        guide.note(&Happening::Pressed { custom_id: "b" });
        assert_eq!(done(&guide), 0, "the first comes first");
        guide.note(&Happening::Pressed { custom_id: "ab" });
        assert_eq!(done(&guide), 2);
        assert!(guide.watches());
    }
}
