//! Files that were sent: kept, and served to whoever has their address.

use axum::body::Bytes;
use chrono::{DateTime, Utc};

use super::World;

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The `n` of `files[n]`, by which the JSON refers to it.
    pub number: u64,
    pub filename: String,
    pub content_type: Option<String>,
    pub bytes: Bytes,
}

/// A file as it is kept.
#[derive(Clone, Debug)]
pub struct File {
    pub id: u64,
    pub channel: u64,
    pub filename: String,
    pub description: Option<String>,
    pub content_type: Option<String>,
    pub bytes: Bytes,
}

impl File {
    /// Where it is served, below the sandbox's address.
    pub fn path(&self) -> String {
        format!("/attachments/{}/{}/{}", self.channel, self.id, self.filename)
    }
}

/// How many uploads wait to be named in a command.
const MOST_UPLOADS: usize = 20;

impl World {
    /// Keeps a file that belongs to no message: the newest so many, in memory as all.
    pub fn keep_upload(&mut self, file: File, now: DateTime<Utc>) -> u64 {
        let id = self.keep_file(file, now);
        self.uploads.push_back(id);
        if self.uploads.len() > MOST_UPLOADS {
            let old = self.uploads.pop_front();
            old.and_then(|old| self.files.remove(&old));
        }
        id
    }

    /// Keeps a file; returns its id.
    pub fn keep_file(&mut self, file: File, now: DateTime<Utc>) -> u64 {
        let id = self.next_id(now);
        let filename = served_name(&file.filename);
        let told = file.content_type.filter(|kind| kind != "application/octet-stream");
        let content_type = told.or_else(|| type_by_name(&filename).map(str::to_owned));
        self.files.insert(id, File { id, filename, content_type, ..file });
        id
    }
}

/// What a file is by the end of its name, where whoever sent it did not say.
fn type_by_name(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1.to_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "txt" | "log" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        _ => return None,
    })
}

/// A file's name as Discord serves it: what does not belong in an address becomes `_`.
fn served_name(name: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().map(keep).collect();
    if name.trim_matches(['.', '_']).is_empty() { "unknown".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::served_name;

    #[test]
    fn a_name_is_no_path() {
        assert_eq!(served_name("../../etc/passwd"), "passwd");
        assert_eq!(served_name("min fil <1>.csv"), "min_fil__1_.csv");
        assert_eq!(served_name(".."), "unknown");
    }
}
