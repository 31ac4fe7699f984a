//! Files and folders for their owner alone: what stands in them is nobody else's to read, whatever rights the
//! system gives to new ones. On systems that know no such rights they are as the system makes them.

#[cfg(unix)]
use std::fs::Permissions;
use std::fs::{DirBuilder, File, OpenOptions};
#[cfg(unix)]
use std::io::ErrorKind;
use std::io::Result;
#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Read and write, and for folders enter.
#[cfg(unix)]
const FILE: u32 = 0o600;
#[cfg(unix)]
const FOLDER: u32 = 0o700;

/// Opens a file to write, made where there is none.
pub fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    options.mode(FILE);
    let opened = options.open(path)?;
    file(&opened)?;
    Ok(opened)
}

/// Takes a file's rights from others: it may have been made by who did not care.
pub fn file(file: &File) -> Result<()> {
    #[cfg(unix)]
    if file.metadata()?.permissions().mode() & 0o077 != 0 {
        unless_others(file.set_permissions(Permissions::from_mode(FILE)))?;
    }
    Ok(())
}

/// What belongs to another user is that user's to close.
#[cfg(unix)]
fn unless_others(done: Result<()>) -> Result<()> {
    done.or_else(|error| match error.kind() {
        ErrorKind::PermissionDenied => Ok(()),
        _ => Err(error),
    })
}

/// What the program's own databases are called, where no other name is given.
#[cfg(unix)]
const OWN: [&str; 2] = ["kallelse", "demo"];

/// Makes the folder of a database where there is none. One that holds nothing but databases of the program's is for its
/// owner alone as well; one that holds other things is left as it is.
pub fn folder(folder: &Path, database: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(FOLDER);
    builder.create(folder)?;
    #[cfg(unix)]
    if !folder.as_os_str().is_empty() && is_own(folder, database)? {
        unless_others(std::fs::set_permissions(folder, Permissions::from_mode(FOLDER)))?;
    }
    Ok(())
}

/// Whether everything in a folder is the program's: databases, and what is named after them.
#[cfg(unix)]
fn is_own(folder: &Path, database: &Path) -> Result<bool> {
    let Some(stem) = database.file_stem().and_then(|stem| stem.to_str()) else { return Ok(false) };
    let is_named_after = |name: &str, stem: &str| name.strip_prefix(stem).is_some_and(is_ending);
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let stems = || OWN.into_iter().chain([stem]);
        if !name.to_str().is_some_and(|name| stems().any(|stem| is_named_after(name, stem))) {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(unix)]
fn is_ending(rest: &str) -> bool {
    rest.starts_with(['.', '-'])
}
