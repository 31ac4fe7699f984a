//! Where interactions are carried out: each person's in their order, and none that nobody could be told of.

use std::sync::Arc;
use std::time::{Duration, Instant};

use poise::serenity_prelude as serenity;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::again::{self, Again};
use super::age::Age;
use super::answer::{DEFER_AFTER, number};
use super::apart::apart;
use super::line::{Lines, PlaceInLine};
use super::{Edge, buttons, commands, forms, written};
use crate::actions::{ActionError, me};
use crate::domain::account::{ChannelId, InteractionId, UserId};
use crate::domain::language::Language;
use crate::metrics::Metrics;
use crate::render::button::ButtonId;
use crate::render::form::FormKind;

/// How many interactions may be carried out at once.
const MOST_AT_ONCE: u32 = 1000;
/// How long interactions that are being carried out may take when the bot stops.
const LAST_ANSWERS: Duration = Duration::from_secs(3);
/// How long what somebody did before keeps the next thing waiting: by then it has what it needs, or stands in
/// line for it.
const HEAD_START: Duration = Duration::from_millis(500);
/// The same where Discord is asked first whether it can be answered.
const HEAD_START_IN_DOUBT: Duration = Duration::from_secs(5);

/// Over what an interaction has come: what the library has at hand, and whom the bot is.
type Connection = (serenity::Context, serenity::UserId, Arc<serenity::ShardManager>);

/// Where interactions are carried out.
pub struct Desk {
    edge: Edge,
    options: poise::FrameworkOptions<Edge, ActionError>,
    runtime: Handle,
    /// A permit for each interaction that is being carried out.
    under_way: Semaphore,
    lines: Lines,
    /// Of those who write: what they write and what they press may be numbered by different clocks.
    written: Lines,
}

impl Desk {
    /// A desk whose interactions are carried out on the runtime that this is called on.
    pub fn new(edge: Edge) -> Arc<Self> {
        let under_way = Semaphore::new(MOST_AT_ONCE as usize);
        let (options, runtime) = (commands::options(), Handle::current());
        let (lines, written) = (Lines::default(), Lines::default());
        Arc::new(Self { edge, options, runtime, under_way, lines, written })
    }

    /// Takes an interaction in, behind what the same person has done before. Those that come at once are to be
    /// given here one by one, in their order.
    pub fn take(self: &Arc<Self>, connection: Connection, interaction: serenity::Interaction) {
        let place = match who_did(&interaction) {
            None => None,
            Some((account, id)) => match self.lines.take_place(account, id) {
                None => return tracing::info!("an interaction came again, or after a later one"),
                place => place,
            },
        };
        let desk = self.clone();
        self.runtime
            .spawn(async move { apart(|| desk.serve(&connection, &interaction, place)).await });
    }

    /// Takes in that somebody has written to the bot directly. Of what they write one after the other, the last is answered.
    pub fn take_written(self: &Arc<Self>, message: &serenity::Message) {
        let account = UserId(number(message.author.id.get()));
        let id = InteractionId(number(message.id.get()));
        let channel = ChannelId(number(message.channel_id.get()));
        let Some(mut place) = self.written.take_place(account, id) else { return };
        let desk = self.clone();
        self.runtime.spawn(async move {
            let Ok(_permit) = desk.under_way.acquire().await else { return };
            place.is_first().await;
            if !desk.under_way.is_closed() && desk.written.is_last(account, id) {
                written::answer(&desk.edge, (account, channel), id).await;
            }
        });
    }

    /// Returns when the interactions that were under way have been answered, or after a while. Those that
    /// waited behind them are not begun any more: the facts are about to be closed.
    pub async fn close(&self) {
        let mut all = std::pin::pin!(self.under_way.acquire_many(MOST_AT_ONCE));
        let answered = tokio::time::timeout(LAST_ANSWERS, &mut all).await;
        self.under_way.close();
        if answered.is_err() {
            tracing::warn!("some interactions were still being carried out when the bot stopped");
        }
    }

    async fn serve(
        &self,
        connection: &Connection,
        interaction: &serenity::Interaction,
        place: Option<PlaceInLine>,
    ) {
        // A closed desk takes nothing in any more.
        let Ok(_permit) = self.under_way.acquire().await else { return };
        let Some(mut place) = place else {
            return self.carry_out(connection, interaction).await;
        };
        place.is_first().await;
        // The bot may have been told to stop while somebody waited in line.
        if self.under_way.is_closed() {
            return;
        }
        let head_start = match who_did(interaction) {
            Some((_, id)) if self.edge.sender.age_of(id, DEFER_AFTER) == Age::Doubtful => {
                HEAD_START_IN_DOUBT
            }
            _ => HEAD_START,
        };
        let mut done = std::pin::pin!(self.carry_out(connection, interaction));
        // What takes longer waits for others, in a line of the store's, and keeps its place there.
        if tokio::time::timeout(head_start, &mut done).await.is_err() {
            drop(place);
            done.await;
        }
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.edge.metrics
    }

    async fn carry_out(&self, connection: &Connection, interaction: &serenity::Interaction) {
        let begun = Instant::now();
        apart(|| self.hand_on(connection, interaction)).await;
        self.edge.metrics.answered(asked(interaction), begun.elapsed());
        note_language(&self.edge, interaction).await;
    }

    async fn hand_on(&self, (ctx, bot, shards): &Connection, interaction: &serenity::Interaction) {
        let framework = poise::FrameworkContext {
            serenity_context: ctx,
            bot_id: *bot,
            options: &self.options,
            user_data: &self.edge,
            shard_manager: shards,
        };
        match interaction {
            serenity::Interaction::Command(command) => {
                apart(|| commands::run(framework, command, Again::default())).await;
            }
            serenity::Interaction::Autocomplete(typing) => {
                apart(|| commands::suggest(framework, typing)).await
            }
            serenity::Interaction::Component(press) => {
                match ButtonId::parse(&press.data.custom_id) {
                    Some(ButtonId::Resume(form, how)) => {
                        apart(|| again::resume(framework, press, (form, how))).await;
                    }
                    _ => apart(|| buttons::pressed(&self.edge, press)).await,
                }
            }
            serenity::Interaction::Modal(form) => match FormKind::parse(&form.data.custom_id) {
                Some(FormKind::Command(Some(kept))) => {
                    apart(|| again::corrected(framework, form, kept)).await;
                }
                _ => apart(|| forms::submitted(&self.edge, form)).await,
            },
            _ => tracing::debug!("an interaction of a kind that is not ours"),
        }
    }
}

/// Notes in which language somebody uses the bot: so they are answered when they write to it.
async fn note_language(edge: &Edge, interaction: &serenity::Interaction) {
    let (user, locale) = match interaction {
        serenity::Interaction::Command(command) => (command.user.id, &command.locale),
        serenity::Interaction::Component(press) => (press.user.id, &press.locale),
        serenity::Interaction::Modal(form) => (form.user.id, &form.locale),
        _ => return,
    };
    let account = UserId(number(user.get()));
    let language = Language::of_reader(locale);
    if let Err(error) = me::written::note_language(&edge.store, account, language).await {
        tracing::warn!(%error, "in which language somebody reads could not be noted");
    }
}

/// What an interaction asks for, by what we have named it: nothing that somebody typed.
fn asked(interaction: &serenity::Interaction) -> String {
    match interaction {
        serenity::Interaction::Command(command) => named(&command.data),
        serenity::Interaction::Autocomplete(_) => "suggestions".to_owned(),
        serenity::Interaction::Component(press) => match ButtonId::parse(&press.data.custom_id) {
            Some(id) => format!("button {}", id.family()),
            None => "button unknown".to_owned(),
        },
        serenity::Interaction::Modal(_) => "form".to_owned(),
        _ => "unknown".to_owned(),
    }
}

/// "calendar feed"
fn named(data: &serenity::CommandData) -> String {
    let mut path = data.name.clone();
    let below = data
        .options
        .first()
        .filter(|one| matches!(one.value, serenity::CommandDataOptionValue::SubCommand(_)));
    if let Some(below) = below {
        path.push(' ');
        path.push_str(&below.name);
    }
    path
}

/// Who did something that may change what is so, and the number that Discord gave it.
fn who_did(interaction: &serenity::Interaction) -> Option<(UserId, InteractionId)> {
    let (user, id) = match interaction {
        serenity::Interaction::Command(command) => (command.user.id, command.id),
        serenity::Interaction::Component(press) => (press.user.id, press.id),
        serenity::Interaction::Modal(form) => (form.user.id, form.id),
        _ => return None,
    };
    Some((UserId(number(user.get())), InteractionId(number(id.get()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::discord::send::Sender;
    use crate::render::site::Site;
    use crate::store::Store;
    use crate::wake::Wake;

    #[tokio::test]
    async fn what_waits_behind_the_last_answers_is_not_begun() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("facts.db").display());
        let store = Arc::new(Store::open(&url).await.expect("a store"));
        let base = "http://127.0.0.1:9";
        let sender = Arc::new(Sender::new(base, "a.b.c").expect("a sender"));
        let edge = Edge {
            store,
            clock: Clock::System,
            sender,
            site: Site::default(),
            metrics: Arc::default(),
            wake: Wake::default(),
        };
        let desk = Desk::new(edge);
        let under_way = desk.under_way.acquire().await.expect("a place");
        let mut finishing = Box::pin(desk.close());
        tokio::select! {
            biased;
            () = &mut finishing => panic!("one is under way"),
            () = std::future::ready(()) => {}
        }
        let mut late = Box::pin(desk.under_way.acquire());
        tokio::select! {
            biased;
            _ = &mut late => panic!("it waits behind the last answers"),
            () = std::future::ready(()) => {}
        }
        drop(under_way);
        finishing.await;
        assert!(late.await.is_err(), "and is not begun");
    }
}
