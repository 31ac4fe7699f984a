//! What comes back from the server: how much of it is read, what it says, and how what went wrong is told without
//! what stands in it.

use futures_util::StreamExt as _;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::send::SendError;

/// The largest answer that is read, in bytes: a hundred full messages with all their cards have less.
pub const LARGEST_ANSWER: usize = 16 << 20;
/// How much of the words of a refusal is kept.
const MOST_WORDS: usize = 300;
/// Where Discord keeps what people give to commands.
const DISCORDS_FILES: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// Discord's error body.
#[derive(Deserialize)]
struct ErrorBody {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct WithId {
    id: String,
}

/// What an answer holds; `None` for more than `most` bytes, which are not read to their end.
pub async fn bytes_of(
    response: reqwest::Response,
    most: usize,
) -> Result<Option<Vec<u8>>, SendError> {
    let mut bytes = Vec::new();
    let mut parts = response.bytes_stream();
    while let Some(part) = parts.next().await {
        bytes.extend_from_slice(&part.map_err(|error| ambiguous(&error))?);
        if bytes.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(bytes))
}

/// Whether files are fetched from an address: from Discord's own hosts, and from the server that is spoken to.
pub fn keeps_files(api: &str, address: &str) -> bool {
    let (Ok(api), Ok(address)) = (reqwest::Url::parse(api), reqwest::Url::parse(address)) else {
        return false;
    };
    let is_discords = address.scheme() == "https"
        && address.port().is_none()
        && address.host_str().is_some_and(|host| DISCORDS_FILES.contains(&host));
    is_discords || address.origin() == api.origin()
}

/// The JSON of an answer, null where there is none.
///
/// # Errors
/// What the server refused, or that nobody knows.
pub fn read(status: StatusCode, answer: &[u8]) -> Result<Value, SendError> {
    if status.is_server_error() {
        return Err(SendError::Ambiguous(format!("{status}")));
    }
    if !status.is_success() {
        let body =
            serde_json::from_slice(answer).unwrap_or(ErrorBody { code: 0, message: String::new() });
        return Err(SendError::Refused {
            status: status.as_u16(),
            code: body.code,
            message: body.message.chars().take(MOST_WORDS).collect(),
        });
    }
    if answer.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(answer).map_err(|error| unreadable(&error))
}

/// An answer that is not as it should be, without what stands in it: that may be what people wrote.
pub fn unreadable(error: &serde_json::Error) -> SendError {
    let (kind, line, column) = (error.classify(), error.line(), error.column());
    SendError::Ambiguous(format!("an answer that cannot be read ({kind:?}, {line}:{column})"))
}

/// A request that failed, by whether it may have been carried out.
pub fn unsent(error: &reqwest::Error) -> SendError {
    if error.is_connect() || error.is_builder() {
        SendError::NotSent(described(error))
    } else {
        ambiguous(error)
    }
}

/// A request that may have been carried out.
pub fn ambiguous(error: &reqwest::Error) -> SendError {
    SendError::Ambiguous(described(error))
}

/// An error without its address, which may hold an interaction's token.
fn described(error: &reqwest::Error) -> String {
    let mut source = std::error::Error::source(error);
    let mut innermost =
        if error.is_timeout() { "timed out".to_owned() } else { "failed".to_owned() };
    while let Some(cause) = source {
        innermost = cause.to_string();
        source = cause.source();
    }
    innermost
}

/// The id of what was made.
pub fn id_in(answer: Value) -> Result<i64, SendError> {
    let unread = || SendError::Ambiguous("an answer without a usable id".to_owned());
    let found: WithId = serde_json::from_value(answer).map_err(|_| unread())?;
    found.id.parse().map_err(|_| unread())
}

#[cfg(test)]
mod tests {
    use super::super::send::code;
    use super::*;

    #[test]
    fn what_surely_failed_is_told_from_what_may_have_happened() {
        let refused = read(StatusCode::FORBIDDEN, br#"{"message":"no","code":50007}"#);
        assert!(refused.is_err_and(|error| error.has_code(&[code::CANNOT_DM])));
        assert!(matches!(read(StatusCode::BAD_GATEWAY, b"<html>"), Err(SendError::Ambiguous(_))));
        assert!(matches!(read(StatusCode::OK, b"<html>"), Err(SendError::Ambiguous(_))));
        assert_eq!(read(StatusCode::NO_CONTENT, b""), Ok(Value::Null));
    }

    #[test]
    fn files_are_fetched_from_discord_and_from_the_server_that_is_spoken_to() {
        let own = "http://127.0.0.1:8080/api/v10";
        let known = [
            "https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1",
            "https://media.discordapp.net/attachments/1/2/a.csv",
            "http://127.0.0.1:8080/sandbox/files/1/a.csv",
        ];
        let foreign = [
            "http://cdn.discordapp.com/a.csv",
            "https://cdn.discordapp.com:8443/a.csv",
            "https://cdn.discordapp.com.example.org/a.csv",
            "https://user@cdn.discordapp.com.example.org/a.csv",
            "http://127.0.0.1:5432/a.csv",
            "https://127.0.0.1:8080/a.csv",
            "http://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
            "",
        ];
        assert!(known.iter().all(|address| keeps_files(own, address)));
        for address in foreign {
            assert!(!keeps_files(own, address), "{address}");
        }
    }
}
