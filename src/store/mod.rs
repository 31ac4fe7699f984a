//! The facts, in SQLite or PostgreSQL: opening, migrating, reading and writing.
//!
//! All SQL of the product lives in this room, a file per family of tables, one text for both
//! engines. What differs between the engines stands in this file, what SQLite's file needs in `file`, and what PostgreSQL's server in `lead`. Nothing here
//! decides anything or asks the database for the time.
//!
//! What is asked for is found by an index. `+organisation = $1` checks whose it is, and is not searched by: SQLite takes an
//! organisation for as narrow as a meeting or a seat.

pub mod accesses;
pub mod agenda;
pub mod agenda_seen;
pub mod appointments;
pub mod audit;
mod bulk;
pub mod calendar;
pub mod calling;
mod columns;
pub mod compositions;
pub mod contacts;
pub mod deliveries;
pub mod documents;
mod file;
pub mod groups;
pub mod guests;
pub mod interactions;
pub mod lead;
pub mod link_codes;
pub mod live;
pub mod meeting_changes;
pub mod meetings;
pub mod notes;
pub mod officials;
pub mod organisations;
pub mod outbox;
pub mod pending_imports;
pub mod people;
pub mod plans;
pub mod presences;
mod private;
pub mod reach;
pub mod refused_forms;
pub mod reminders;
pub mod replies;
pub mod revisions;
mod rosters;
pub mod seats;
pub mod statement;
pub mod ties;

mod transaction;
mod turns;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow, install_default_drivers};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, ConnectOptions as _, Connection as _, Executor as _, SqlSafeStr as _};

use crate::domain::account::GuildId;
use crate::domain::id::Mint;
use file::DatabaseFile;
use rosters::Rosters;
use statement::Statement;
use transaction::Writers;
pub use transaction::{Lent, Transaction};
use turns::{Turn, Turns};

/// A read that turns into a write would fail at once with BUSY.
const SQLITE_BEGIN: &str = "BEGIN IMMEDIATE";
/// For how long a connection to a server that nobody uses is taken for alive.
const TRUSTED: Duration = Duration::from_secs(5);

/// The connection that every query takes: inside a transaction or not.
pub type Connection = sqlx::AnyConnection;

/// What went wrong with the facts.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the database file open.
    #[error(
        "{0} is in use by another process: stop that one first, or give this one its own data directory"
    )]
    InUse(PathBuf),
    /// The database file or its folder cannot be opened or created.
    #[error("{path} cannot be opened: {why}")]
    Unopenable { path: PathBuf, why: String },
    /// The database server does not answer, or does not let us in.
    #[error(
        "the database at {host} cannot be reached: {why}. Is it running, and is the address right?"
    )]
    Unreachable { host: String, why: String },
    /// The file is no database, or is damaged. It is left as it is.
    #[error("the database is damaged or is no database; nothing was changed ({0})")]
    Corrupt(String),
    /// The file is empty, and was not.
    #[error(
        "{0} is empty, and there was a database: put a backup in its place, without {0}-wal and {0}-shm; or remove {0} to begin anew"
    )]
    Emptied(PathBuf),
    /// No room on the disk, or no right to write there. What was about to be written was not.
    #[error("the database cannot be written: {0}")]
    Unwritable(String),
    /// A rule of the schema was broken: something exists already.
    #[error("it exists already ({0})")]
    Duplicate(String),
    /// Whether it was kept is not known: the answer to a commit was lost.
    #[error("the database did not say whether it has kept what was written: {0}")]
    Uncertain(sqlx::Error),
    #[error("the database: {0}")]
    Other(sqlx::Error),
}

impl StoreError {
    fn unreachable(options: &AnyConnectOptions, error: &sqlx::Error) -> Self {
        let host = options.database_url.host_str().unwrap_or_default().to_owned();
        Self::Unreachable { host, why: error.to_string() }
    }

    /// Of a commit that failed. Only what the database itself says of what was written tells that nothing was
    /// kept: a rule that is broken, no room. A connection that was cut, a disk that does not answer say nothing.
    fn of_commit(error: sqlx::Error) -> Self {
        let said = error.as_database_error().and_then(|database| database.code());
        if said.is_some_and(|code| tells_that_nothing_was_kept(&code)) {
            error.into()
        } else {
            Self::Uncertain(error)
        }
    }
}

/// Whether a commit that failed with this code surely kept nothing.
fn tells_that_nothing_was_kept(code: &str) -> bool {
    match code.parse::<u32>() {
        // SQLite's primary result code 10 is an I/O error (sqlite.org/rescode.html).
        Ok(number) if code.len() < 5 => number & 0xff != 10,
        // PostgreSQL's classes of errors (appendix A): integrity, rollback, state, resources.
        _ => ["23", "40", "25", "53"].iter().any(|class| code.starts_with(class)),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else {
            return Self::Other(error);
        };
        if database.is_unique_violation() {
            return Self::Duplicate(database.message().to_owned());
        }
        // SQLite's primary result codes (sqlite.org/rescode.html), in the low byte.
        // PostgreSQL's have five characters, and other meanings.
        let code =
            database.code().filter(|code| code.len() < 5).and_then(|code| code.parse::<u32>().ok());
        match code.map(|code| code & 0xff) {
            Some(8 | 10 | 13 | 14) => Self::Unwritable(database.message().to_owned()),
            Some(11 | 26) => Self::Corrupt(database.message().to_owned()),
            _ => Self::Other(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(inner)
            | sqlx::migrate::MigrateError::ExecuteMigration(inner, _) => inner.into(),
            other => Self::Other(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}

/// The greatest of all ids.
const GREATEST_ID: &str = "SELECT MAX(id) FROM (SELECT MAX(id) AS id FROM reply
     UNION ALL SELECT MAX(id) FROM audit UNION ALL SELECT MAX(id) FROM notice
     UNION ALL SELECT MAX(id) FROM meeting UNION ALL SELECT MAX(id) FROM series
     UNION ALL SELECT MAX(id) FROM appointment UNION ALL SELECT MAX(id) FROM official
     UNION ALL SELECT MAX(id) FROM person UNION ALL SELECT MAX(id) FROM seat
     UNION ALL SELECT MAX(id) FROM designation UNION ALL SELECT MAX(id) FROM appointer
     UNION ALL SELECT MAX(id) FROM composition UNION ALL SELECT MAX(id) FROM pending_import
     UNION ALL SELECT MAX(id) FROM link_guess UNION ALL SELECT MAX(id) FROM groups
     UNION ALL SELECT MAX(id) FROM item UNION ALL SELECT MAX(id) FROM item_event
     UNION ALL SELECT MAX(id) FROM topic UNION ALL SELECT MAX(id) FROM document
     UNION ALL SELECT MAX(id) FROM refused_form UNION ALL SELECT MAX(id) FROM guest
     UNION ALL SELECT MAX(id) FROM item_plan UNION ALL SELECT MAX(id) FROM access
     UNION ALL SELECT MAX(id) FROM presence
     UNION ALL SELECT MAX(id) FROM notes_section UNION ALL SELECT MAX(id) FROM notes_revision
     UNION ALL SELECT MAX(id) FROM notes_approval UNION ALL SELECT MAX(id) FROM notes_file
     UNION ALL SELECT MAX(id) FROM hand_over
     UNION ALL SELECT MAX(id) FROM organisation) AS known";

/// Which engine holds the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// What may have become due by what was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Messages: some are owed, or out of date.
    Messages = 1,
    /// What is done by the clock, too: a meeting or a rule is another one.
    Plans,
}

/// The facts of all organisations on this bot.
pub struct Store {
    engine: Engine,
    readers: AnyPool,
    writers: Writers,
    mint: Arc<Mint>,
    turns: Turns,
    /// What has come since somebody asked, as [`News`]; 0 for nothing.
    news: AtomicU8,
    /// How many transactions have been kept.
    changes: Arc<AtomicU64>,
    /// Who sits where; nothing on a server, where another process may change it.
    rosters: Option<Arc<Rosters>>,
    /// Held while the process lives; the file system gives it back when it dies.
    _file: Option<DatabaseFile>,
}

/// All migrations, in order. Append only.
fn migrations() -> Migrator {
    let texts = [
        (1, "foundation", include_str!("../../migrations/0001_foundation.sql")),
        (2, "registry", include_str!("../../migrations/0002_registry.sql")),
        (3, "notices", include_str!("../../migrations/0003_notices.sql")),
        (4, "house", include_str!("../../migrations/0004_house.sql")),
        (5, "reach", include_str!("../../migrations/0005_reach.sql")),
        (6, "order", include_str!("../../migrations/0006_order.sql")),
        (7, "clock", include_str!("../../migrations/0007_clock.sql")),
        (8, "out of reach", include_str!("../../migrations/0008_out_of_reach.sql")),
        (9, "guesses", include_str!("../../migrations/0009_guesses.sql")),
        (10, "cancelled", include_str!("../../migrations/0010_cancelled.sql")),
        (11, "agenda", include_str!("../../migrations/0011_agenda.sql")),
        (12, "calendar", include_str!("../../migrations/0012_calendar.sql")),
        (13, "guests", include_str!("../../migrations/0013_guests.sql")),
        (14, "calendar addresses", include_str!("../../migrations/0014_calendar_addresses.sql")),
        (15, "pages", include_str!("../../migrations/0015_pages.sql")),
        (16, "presence", include_str!("../../migrations/0016_presence.sql")),
        (17, "notes", include_str!("../../migrations/0017_notes.sql")),
        (18, "moves", include_str!("../../migrations/0018_moves.sql")),
        (19, "reminders", include_str!("../../migrations/0019_reminders.sql")),
        (20, "language", include_str!("../../migrations/0020_language.sql")),
        (21, "two at once", include_str!("../../migrations/0021_two_at_once.sql")),
        (22, "called", include_str!("../../migrations/0022_called.sql")),
        (23, "found by index", include_str!("../../migrations/0023_found_by_index.sql")),
        (24, "people of seats", include_str!("../../migrations/0024_people_of_seats.sql")),
    ];
    let migrations = texts.map(|(version, name, sql)| {
        Migration::new(
            version,
            Cow::Borrowed(name),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.to_vec())
}

impl Store {
    /// Opens `sqlite://PATH` or `postgres://…` and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has the SQLite file, `Unopenable`, `Unwritable`
    /// or `Corrupt` for a file that cannot be worked with, which is then left untouched.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        install_default_drivers();
        match url.strip_prefix("sqlite://") {
            Some(path) => Self::open_file(DatabaseFile::lock(Path::new(path))?).await,
            None => Self::open_postgres(url).await,
        }
    }

    /// As [`open`](Self::open), on an empty database: an SQLite file that is there is removed,
    /// unless another process has it.
    pub async fn open_fresh(url: &str) -> Result<Self, StoreError> {
        let Some(path) = url.strip_prefix("sqlite://").map(Path::new) else {
            return Self::open(url).await;
        };
        install_default_drivers();
        let file = DatabaseFile::lock_anew(path)?;
        Self::open_file(file).await
    }

    async fn open_file(file: DatabaseFile) -> Result<Self, StoreError> {
        file.examine().await?;
        let options = file.options()?;
        // One writer, so that writers queue here instead of polling a lock in the file.
        let writer = sqlite_pool(1).connect_with(options.clone()).await;
        let writer = writer.map_err(|error| file.unopenable(error))?;
        migrations().run(&writer).await?;
        file::without_remains(&writer).await?;
        file.note_that_there_is_one()?;
        let readers = sqlite_pool(4).connect_lazy_with(options);
        Self::with_pools(Engine::Sqlite, (readers, writer), Some(file)).await
    }

    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let options: AnyConnectOptions = url.parse()?;
        let options = options.log_statements(tracing::log::LevelFilter::Trace);
        // Once, alone: a pool would only say that its patience ended.
        sqlx::AnyConnection::connect_with(&options)
            .await
            .map_err(|error| StoreError::unreachable(&options, &error))?;
        let writer = postgres_pool().connect_with(options.clone()).await?;
        migrations().run(&writer).await?;
        // Whoever reads does not queue behind those who wait to write.
        let readers = postgres_pool().connect_lazy_with(options);
        Self::with_pools(Engine::Postgres, (readers, writer), None).await
    }

    async fn with_pools(
        engine: Engine,
        (readers, writer): (AnyPool, AnyPool),
        file: Option<DatabaseFile>,
    ) -> Result<Self, StoreError> {
        let (turns, news) = (Turns::default(), AtomicU8::default());
        let mint = Arc::new(mint_for(engine, &readers, &writer).await?);
        let writers = Writers::new(writer);
        let (changes, rosters) = (Arc::default(), (engine == Engine::Sqlite).then(Arc::default));
        Ok(Self { engine, readers, writers, mint, turns, news, changes, rosters, _file: file })
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// A connection on which everything that is read is of one moment, whatever is written meanwhile.
    pub async fn snapshot(&self) -> Result<Transaction, StoreError> {
        let begin = match self.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let lent = self.readers.acquire().await?.into();
        Ok(Transaction::begin((self.engine, lent), begin.to_owned(), None, None).await?.0)
    }

    /// How long the database takes for the least there is: to read, and to begin writing and keep it.
    pub async fn times(&self) -> Result<(Duration, Duration), StoreError> {
        let begun = Instant::now();
        let mut db = self.read().await?;
        db.ping().await?;
        drop(db);
        let read = begun.elapsed();
        let mut least = self.begin().await?;
        least.leaves_people_as_they_are();
        least.commit().await?;
        Ok((read, begun.elapsed() - read))
    }

    /// A connection for writing by statements that each stand alone: what one has done is kept when it
    /// has returned. They heed what others write meanwhile.
    pub async fn writer(&self) -> Result<Lent, StoreError> {
        self.writers.lend().await
    }

    /// A transaction of statements that each heed what others write meanwhile. Nothing is kept unless
    /// it is committed.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        let begin = match self.engine {
            Engine::Sqlite => SQLITE_BEGIN,
            Engine::Postgres => "BEGIN",
        };
        Ok(self.begin_with((begin.to_owned(), None), None).await?.0)
    }

    async fn begin_with(
        &self,
        (begin, turn): (String, Option<Turn>),
        ask: Option<Statement>,
    ) -> Result<(Transaction, Vec<AnyRow>), StoreError> {
        let lent = self.writers.lend().await?;
        let (begun, rows) = Transaction::begin((self.engine, lent), begin, turn, ask).await?;
        Ok((begun.heeded((self.changes.clone(), self.rosters.clone())), rows))
    }

    /// A transaction that no other of the guild's organisation overlaps with, on either engine: what
    /// it has read stays true until it is committed.
    pub async fn begin_for(&self, guild: GuildId) -> Result<Transaction, StoreError> {
        Ok(self.begin_asking(guild, None).await?.0)
    }

    /// As [`begin_for`](Self::begin_for), with what is asked for first, in one message where the engine takes both.
    async fn begin_asking(
        &self,
        guild: GuildId,
        ask: Option<Statement>,
    ) -> Result<(Transaction, Vec<AnyRow>), StoreError> {
        if self.engine == Engine::Sqlite {
            return self.begin_with((SQLITE_BEGIN.to_owned(), None), ask).await;
        }
        // Whoever waits for an organisation that is busy keeps no connection from the others.
        let turn = self.turns.wait_for(guild).await;
        // The lock is given back at the transaction's end. Together with its beginning it is one
        // message to the server.
        let begin = format!("BEGIN; SELECT pg_advisory_xact_lock({})", guild.0);
        self.begin_with((begin, Some(turn)), ask).await
    }

    /// How much has been written by actions so far: as long as it is the same, so is what they write.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Tells whoever asks [`take_news`](Self::take_news).
    pub fn has_news(&self, news: News) {
        self.news.fetch_max(news as u8, Ordering::Release);
    }

    /// What has come since this was asked last: the greatest of it, which has the rest in it.
    pub fn take_news(&self) -> Option<News> {
        let news = self.news.swap(0, Ordering::AcqRel);
        [News::Plans, News::Messages].into_iter().find(|one| *one as u8 == news)
    }

    /// The next number for an id.
    pub fn next_id(&self, now: DateTime<Utc>) -> i64 {
        self.mint.next(now)
    }

    /// Leaves nothing to be read in the database's files of what has been deleted: on SQLite its log, which holds
    /// pages as they were, is folded into the file and cut off. Where somebody reads just now it stays, until
    /// this is asked once more. On PostgreSQL the server does as it is told (`docs/PRIVACY.md`).
    pub async fn leave_no_remains(&self) -> Result<(), StoreError> {
        match self.engine {
            Engine::Sqlite => file::cut_log_off(&mut *self.writers.lend().await?).await,
            Engine::Postgres => Ok(()),
        }
    }

    /// Makes numbers for ids, for whoever works on a thread of their own.
    pub fn mint(&self) -> Arc<Mint> {
        self.mint.clone()
    }

    /// Closes the connections; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// Ids are given once, and what happens later has greater ones, also after a restart within the same
/// second or with a clock that was set back. Of several processes that have a server's database, each makes its own.
async fn mint_for(engine: Engine, readers: &AnyPool, writer: &AnyPool) -> Result<Mint, StoreError> {
    let opening: i64 = match engine {
        Engine::Sqlite => 0,
        Engine::Postgres => {
            let opened = "UPDATE opening SET number = number + 1 RETURNING number";
            sqlx::query_scalar(opened).fetch_one(writer).await?
        }
    };
    let mint = Mint::of(opening);
    let greatest: Option<i64> = sqlx::query_scalar(GREATEST_ID).fetch_one(readers).await?;
    mint.start_above(greatest.unwrap_or(0));
    Ok(mint)
}

fn postgres_pool() -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(10))
        // A network lies between, over which asking each time costs as much as a statement.
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::raw_sql(lead::BEGIN).execute(connection).await?;
                Ok(())
            })
        })
        .before_acquire(|connection, known| {
            Box::pin(async move {
                if known.idle_for > TRUSTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

fn sqlite_pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(None)
        .max_lifetime(None)
        // There is no network in between that could have gone away.
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute("PRAGMA busy_timeout = 5000").await?;
                connection.execute("PRAGMA journal_mode = WAL").await?;
                connection.execute("PRAGMA synchronous = FULL").await?;
                connection.execute("PRAGMA foreign_keys = ON").await?;
                connection.execute("PRAGMA cache_size = -1024").await?;
                // What is deleted or overwritten is not to be read in the file.
                connection.execute("PRAGMA secure_delete = ON").await?;
                connection.execute("PRAGMA temp_store = MEMORY").await?;
                Ok(())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_of_the_writing_tells_that_nothing_was_kept() {
        // SQLite: a rule broken, no room; then I/O errors, plain and extended.
        assert!(["787", "2067", "13"].iter().all(|code| tells_that_nothing_was_kept(code)));
        assert!(!["10", "1034", "6410"].iter().any(|code| tells_that_nothing_was_kept(code)));
        // PostgreSQL: a rule broken, taken back, no room; then connections that end.
        assert!(["23505", "40001", "53100"].iter().all(|code| tells_that_nothing_was_kept(code)));
        assert!(!["08006", "08P01", "57P01"].iter().any(|code| tells_that_nothing_was_kept(code)));
    }
}
