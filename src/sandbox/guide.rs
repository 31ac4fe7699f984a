//! Steps for a first visit. Whoever starts the sandbox brings a guide that knows the story; the
//! sandbox tells it what happens, and shows what it says.

use std::pin::Pin;

/// Something that happened, as far as a guide may care.
#[derive(Clone, Debug)]
pub enum Happening<'a> {
    /// A bot has posted a message in a channel of this name (empty: a direct one); its buttons and
    /// selects have these ids.
    Posted { channel: &'a str, custom_ids: Vec<&'a str> },
    /// Somebody has pressed a button, or picked something in a select, and the bot has answered.
    Pressed { custom_id: &'a str, picked: Option<&'a str> },
    /// A user of this name has read a channel of this name to its end.
    Read { user: &'a str, channel: &'a str },
}

/// Leads through a first visit.
pub trait Guide: Send + Sync {
    /// Notes what happened. Everything waits meanwhile.
    fn note(&self, happening: &Happening<'_>);

    /// What there is to do, as things are now, in a language, for whoever is called `me`.
    fn told<'a>(
        &'a self,
        locale: &'a str,
        me: &'a str,
    ) -> Pin<Box<dyn Future<Output = Guidance> + Send + 'a>>;

    /// Begins from the first step again.
    fn restart(&self);
}

/// A guide's steps at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    pub steps: Vec<GuideStep>,
    /// What to do now, for the first step that is not done; none when all are.
    pub now: Option<String>,
    /// What else there is to look at.
    pub links: Vec<GuideLink>,
}

/// Something to look at beside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideLink {
    pub text: String,
    pub address: String,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideStep {
    pub text: String,
    pub done: bool,
}
