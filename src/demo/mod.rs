//! The demonstration: sandbox, bot and simulated clock in one process, with the example
//! organisation.

mod guide;

use std::collections::HashMap;
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::actions::calendar::pages::PagePlace;
use crate::actions::founding::found;
use crate::app::{Bot, BotConfig, StartError};
use crate::charter::{self, Faults, Files};
use crate::clock::{Clock, SimulatedClock};
use crate::domain::account::{ChannelId, GuildId, UserId};
use crate::domain::calendar::PageVisibility;
use crate::domain::id::OrganisationId;
use crate::render::page::address::Address;
use crate::sandbox::{
    ChannelSpec, GuildSpec, LimitSettings, MadeGuild, RoleSpec, Sandbox, SandboxConfig, TimeSource,
    UserSpec,
};
use crate::secret::Token;
use crate::store::{Store, calendar, groups};
use crate::web::{PublicAddress, WebConfig};
use crate::worker::Worker;
use guide::Story;

/// The permissions that the bot needs and no more: view channels, send messages, embed links, attach
/// files, read message history, create public threads, send messages in threads, pin messages.
pub const LEAST_PERMISSIONS: u64 = 2_252_109_051_448_320;

/// Who may do everything on the demonstration's server, and is nobody in the organisation.
const ADMINISTRATOR: &str = "Serverns administratör";
/// A channel that is no group's: where the organisation's calendar may stand.
const FOR_ALL: &str = "kalendarium";
/// The permission with which the commands that change a group are shown (`MANAGE_EVENTS`).
const MANAGE_EVENTS: u64 = 1 << 33;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("port {0} cannot be used: {1}")]
    Port(u16, std::io::Error),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("the example organisation: {0}")]
    Example(#[from] Faults),
    #[error("the example organisation: {0}")]
    Founding(#[from] crate::actions::ActionError),
    #[error("the example organisation: {0}")]
    Store(#[from] crate::store::StoreError),
    #[error("the sandbox gave an id that is no number: {0}")]
    Id(#[from] std::num::ParseIntError),
}

/// A running demonstration.
pub struct Demo {
    pub sandbox: Sandbox,
    pub bot: Bot,
    pub clock: Arc<SimulatedClock>,
    pub guild: MadeGuild,
}

/// What a demonstration is started with.
pub struct DemoConfig<'a> {
    /// A fresh database is made here.
    pub data_dir: &'a Path,
    /// 0 for any free one.
    pub port: u16,
    /// Another database instead of the fresh one.
    pub database_url: Option<String>,
    pub clock: Arc<SimulatedClock>,
}

impl Demo {
    /// Starts everything and returns when the bot is ready.
    ///
    /// # Errors
    /// The folder, the port or the database cannot be used.
    pub async fn start(config: DemoConfig<'_>) -> Result<Self, DemoError> {
        let in_folder = || format!("sqlite://{}", config.data_dir.join("demo.db").display());
        let url = config.database_url.unwrap_or_else(in_folder);
        let files = charter::example()?;
        let time = Arc::new(DemoTime {
            clock: config.clock.clone(),
            zone: files.zone().name().to_owned(),
            worker: OnceLock::new(),
        });
        let story = Story::new(config.clock.clone(), beginning(&files), officials_channels(&files));
        let sandbox_config = SandboxConfig {
            port: config.port,
            time: time.clone(),
            bot_permissions: LEAST_PERMISSIONS,
            // A week passes in a moment here; the limits of the real week would only be waited for.
            limits: LimitSettings::off(),
            traffic_kept: 50_000,
            guide: Some(story.clone()),
            ..SandboxConfig::default()
        };
        let sandbox = Sandbox::start(sandbox_config)
            .await
            .map_err(|error| DemoError::Port(config.port, error))?;
        let (guild, organisation) = settle_in(&sandbox, &files, &url, config.clock.now()).await?;
        let bot_config = BotConfig {
            base: sandbox.base(),
            token: Token::new(sandbox.token()),
            silence: Duration::from_secs(98),
            database_url: url,
            web: WebConfig {
                // Any free port: nobody keeps an address of a demonstration.
                listen: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))),
                health: None,
                address: PublicAddress::AsServed,
                ..WebConfig::default()
            },
        };
        let mut bot = Bot::start(bot_config, Clock::Simulated(config.clock.clone())).await?;
        let _ = time.worker.set(Arc::downgrade(&bot.worker));
        let channels = guild.channels.iter();
        let channels = channels.map(|one| Ok((ChannelId(one.id.parse()?), one.name.clone())));
        let channels = channels.collect::<Result<_, std::num::ParseIntError>>()?;
        let site = PublicAddress::AsServed.site(bot.served.as_ref());
        let page = site.page(&Address::calendar(PagePlace::Public(organisation, None)));
        story.read_from(&bot.store, GuildId(guild.id.parse()?), channels, page);
        bot.ready().await;
        Ok(Self { sandbox, bot, clock: config.clock, guild })
    }
}

/// Who one is at first, and the first group's channel.
fn beginning(files: &Files) -> (String, String) {
    let first = |names: Vec<String>| names.into_iter().next().unwrap_or_default();
    (first(files.people()), first(files.channels().into_iter().map(|(name, _)| name).collect()))
}

/// The channels that not everybody sees.
fn officials_channels(files: &Files) -> Vec<String> {
    let private = files.channels().into_iter().filter(|(_, only)| !only.is_empty());
    private.map(|(name, _)| name).collect()
}

/// Makes the guild and writes the organisation down, everybody linked to their account.
async fn settle_in(
    sandbox: &Sandbox,
    files: &Files,
    url: &str,
    now: DateTime<Utc>,
) -> Result<(MadeGuild, OrganisationId), DemoError> {
    let swedish = "sv-SE".to_owned();
    let spec = GuildSpec {
        name: files.name().to_owned(),
        channels: files
            .channels()
            .into_iter()
            .map(|(name, only)| {
                let only = (!only.is_empty()).then_some(only);
                ChannelSpec { name, only, ..ChannelSpec::default() }
            })
            .chain([ChannelSpec { name: FOR_ALL.to_owned(), ..ChannelSpec::default() }])
            .collect(),
        users: files
            .people()
            .into_iter()
            .chain([ADMINISTRATOR.to_owned()])
            .map(|name| UserSpec { name, locale: Some(swedish.clone()) })
            .collect(),
        owner: Some(ADMINISTRATOR.to_owned()),
        roles: vec![RoleSpec {
            name: "Tjänsteman".to_owned(),
            permissions: Some(MANAGE_EVENTS.into()),
            mentionable: false,
            members: files.officials(),
        }],
        locale: Some(swedish),
        ..GuildSpec::default()
    };
    let made = sandbox.make_guild(&spec);
    let mut channels = HashMap::new();
    for channel in &made.channels {
        channels.insert(channel.name.clone(), ChannelId(channel.id.parse()?));
    }
    let mut accounts = HashMap::new();
    for user in made.users.iter().filter(|user| user.name != ADMINISTRATOR) {
        accounts.insert(user.name.clone(), UserId(user.id.parse()?));
    }
    let charter = files.charter(GuildId(made.id.parse()?), &channels, accounts)?;
    let store = Store::open_fresh(url).await?;
    let organisation = found(&store, &charter, now).await?;
    {
        // Everything here is made up: everybody may look at it.
        let mut db = store.writer().await?;
        for group in groups::groups_of(&mut db, organisation).await? {
            calendar::set_page(&mut db, organisation, (group.id, PageVisibility::Public)).await?;
        }
    }
    store.close().await;
    Ok((made, organisation))
}

/// The simulated clock, shared with the sandbox.
struct DemoTime {
    clock: Arc<SimulatedClock>,
    zone: String,
    worker: OnceLock<Weak<Worker>>,
}

impl DemoTime {
    fn worker(&self) -> Option<Arc<Worker>> {
        self.worker.get().and_then(Weak::upgrade)
    }

    /// From one event to the next, so that each happens at its own time.
    async fn advance_by_events(
        &self,
        to: DateTime<Utc>,
    ) -> Result<(), crate::actions::ActionError> {
        let Some(worker) = self.worker() else {
            self.clock.set(to);
            return Ok(());
        };
        worker.settle().await?;
        while let Some(next) = worker.next_event().await?.filter(|next| *next <= to) {
            self.clock.set(next);
            worker.settle().await?;
            if worker.next_event().await?.is_some_and(|again| again <= next) {
                // Something that is due cannot be done: do not stand still for it.
                break;
            }
        }
        self.clock.set(to);
        worker.settle().await
    }
}

impl TimeSource for DemoTime {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn zone(&self) -> Option<String> {
        Some(self.zone.clone())
    }

    fn is_simulated(&self) -> bool {
        true
    }

    fn advance(&self, to: DateTime<Utc>) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            if let Err(error) = self.advance_by_events(to).await {
                tracing::error!(%error, "the clock was set, and not everything that was due could be done");
            }
        })
    }

    fn next_event(&self) -> Pin<Box<dyn Future<Output = Option<DateTime<Utc>>> + Send + '_>> {
        Box::pin(async move { self.worker()?.next_event().await.ok().flatten() })
    }
}
