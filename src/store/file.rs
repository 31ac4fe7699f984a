//! The file of an SQLite database: one process has it, and what is wrong with it is found before it is used.

use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use sqlx::any::AnyConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use super::{Connection, StoreError, private};

/// What stands in the lock file once there is a database: then an empty one is no new one.
const THERE_IS_ONE: &[u8] = b"There is a database beside this file.\n";

/// A database file that this process has. The file system gives its locks back when the process ends.
pub struct DatabaseFile {
    path: PathBuf,
    /// A file beside it, since SQLite's own locks come and go.
    beside: File,
    /// The file itself, since the other may be deleted while it is locked. On Linux alone: there this lock and
    /// SQLite's own do not see each other (flock(2)), nor is there WAL on file systems where they would.
    _itself: Option<File>,
}

impl DatabaseFile {
    /// Takes a file, made where there is none.
    ///
    /// # Errors
    /// `InUse` when another process has it, `Emptied` when there was more in it, `Unopenable`.
    pub fn lock(path: &Path) -> Result<Self, StoreError> {
        let beside = Self::lock_beside(path)?;
        let length = |path: &Path| std::fs::metadata(path).map(|file| file.len());
        let was_there = beside.metadata().is_ok_and(|lock| lock.len() > 0);
        match length(path) {
            Ok(0) if was_there => return Err(StoreError::Emptied(path.to_owned())),
            // Whoever removed it means to begin anew.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                beside.set_len(0).map_err(|error| unopenable(path, &error))?;
            }
            _ => {}
        }
        Self::with(path, beside)
    }

    /// Takes a file that is made anew: one that is there is removed, unless another process has it.
    ///
    /// # Errors
    /// As [`lock`](Self::lock).
    pub fn lock_anew(path: &Path) -> Result<Self, StoreError> {
        let beside = Self::lock_beside(path)?;
        drop(Self::lock_itself(path)?);
        for end in ["", "-wal", "-shm"] {
            match std::fs::remove_file(format!("{}{end}", path.display())) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(unopenable(path, &error));
                }
                _ => {}
            }
        }
        Self::with(path, beside)
    }

    fn with(path: &Path, beside: File) -> Result<Self, StoreError> {
        Ok(Self { path: path.to_owned(), beside, _itself: Self::lock_itself(path)? })
    }

    fn lock_beside(path: &Path) -> Result<File, StoreError> {
        if let Some(folder) = path.parent() {
            private::folder(folder, path).map_err(|error| unopenable(path, &error))?;
        }
        lock_of(path, &path.with_extension("lock"))
    }

    /// What SQLite puts beside its file has the same rights.
    fn lock_itself(path: &Path) -> Result<Option<File>, StoreError> {
        for beside in ["-wal", "-shm"] {
            let file = PathBuf::from(format!("{}{beside}", path.display()));
            match File::open(&file).and_then(|file| private::file(&file)) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(unopenable(path, &error));
                }
                _ => {}
            }
        }
        let itself = private::open(path).map_err(|error| unopenable(path, &error))?;
        if cfg!(target_os = "linux") { locked(path, itself).map(Some) } else { Ok(None) }
    }

    /// How the database is opened.
    pub fn options(&self) -> Result<AnyConnectOptions, StoreError> {
        self.options_for("rwc")
    }

    fn options_for(&self, mode: &str) -> Result<AnyConnectOptions, StoreError> {
        let path = self.path.display().to_string();
        let path = path.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
        let options: AnyConnectOptions = format!("sqlite://{path}?mode={mode}").parse()?;
        Ok(options.log_statements(tracing::log::LevelFilter::Trace))
    }

    /// Looks at the file once, alone: a pool would try a bad file again and again until its patience
    /// ends, and then say only that it ended. A damaged one is not written to: even its log is left as it is.
    ///
    /// # Errors
    /// `Corrupt` for a file that is damaged or no database; `Unopenable`.
    pub async fn examine(&self) -> Result<(), StoreError> {
        if std::fs::metadata(&self.path).is_ok_and(|file| file.len() > 0) {
            let found = examined(&self.options_for("ro")?).await;
            if let Some(damage) = found.map_err(|error| self.unopenable(error))? {
                return Err(StoreError::Corrupt(damage));
            }
        }
        let options = self.options()?;
        let tried = async {
            let mut connection = sqlx::AnyConnection::connect_with(&options).await?;
            connection.execute("PRAGMA journal_mode = WAL").await?;
            connection.close().await
        };
        tried.await.map_err(|error| self.unopenable(error))
    }

    /// Notes that there is a database now.
    ///
    /// # Errors
    /// `Unopenable` when the note cannot be written.
    pub fn note_that_there_is_one(&self) -> Result<(), StoreError> {
        let noted = || {
            if self.beside.metadata()?.len() == 0 {
                (&self.beside).write_all(THERE_IS_ONE)?;
            }
            Ok(())
        };
        noted().map_err(|error: Error| unopenable(&self.path, &error))
    }

    /// Why the file cannot be worked with.
    pub fn unopenable(&self, error: sqlx::Error) -> StoreError {
        match StoreError::from(error) {
            StoreError::Unwritable(why) => StoreError::Unopenable { path: self.path.clone(), why },
            other => other,
        }
    }
}

/// Which databases have no remains of what was deleted: `user_version` is this from then on.
const WITHOUT_REMAINS: i64 = 1;

/// Writes a database anew, once, that may hold remains of what was deleted: earlier versions left them.
pub async fn without_remains(pool: &sqlx::AnyPool) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    let version: i64 =
        sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    if version < WITHOUT_REMAINS {
        let some: Option<i64> = sqlx::query_scalar("SELECT id FROM organisation LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
        if some.is_some()
            && let Err(error) = written_anew(&mut connection).await
        {
            tracing::warn!(%error, "the database could not be written anew, and may hold remains of what was deleted: it is tried again at the next start");
            return Ok(());
        }
        connection
            .execute(AssertSqlSafe(format!("PRAGMA user_version = {WITHOUT_REMAINS}")))
            .await?;
    }
    Ok(())
}

async fn written_anew(connection: &mut Connection) -> Result<(), StoreError> {
    // The copy that it makes is as large as the database.
    connection.execute("PRAGMA temp_store = FILE").await?;
    connection.execute("VACUUM").await?;
    connection.execute("PRAGMA temp_store = MEMORY").await?;
    cut_log_off(connection).await
}

/// Folds the write-ahead log into the file, and cuts it off.
pub async fn cut_log_off(connection: &mut Connection) -> Result<(), StoreError> {
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(())
}

/// What is damaged in a database, if anything is: its pages, or what its rows refer to.
async fn examined(options: &AnyConnectOptions) -> Result<Option<String>, sqlx::Error> {
    // Each takes as long as the file is large, and has a thread of its own.
    let (pages, orphan) = tokio::join!(
        asked(options, "PRAGMA quick_check(1)"),
        asked(options, "PRAGMA foreign_key_check"),
    );
    let pages = pages?.filter(|told| told != "ok");
    let orphan = orphan?.map(|table| format!("rows of {table} refer to what is not there"));
    Ok(pages.or(orphan))
}

/// The first thing that a check of the whole file says.
async fn asked(
    options: &AnyConnectOptions,
    check: &'static str,
) -> Result<Option<String>, sqlx::Error> {
    let mut connection = sqlx::AnyConnection::connect_with(options).await?;
    let found = sqlx::query_scalar(check).fetch_optional(&mut connection).await?;
    connection.close().await?;
    Ok(found)
}

/// A file for oneself; `path` is the database that it is about.
fn lock_of(path: &Path, file: &Path) -> Result<File, StoreError> {
    locked(path, private::open(file).map_err(|error| unopenable(path, &error))?)
}

fn locked(path: &Path, lock: File) -> Result<File, StoreError> {
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(unopenable(path, &error)),
    }
}

fn unopenable(path: &Path, error: &Error) -> StoreError {
    StoreError::Unopenable { path: path.to_owned(), why: error.to_string() }
}
