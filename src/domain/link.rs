//! Addresses of pages and documents, as people paste them.

use std::fmt;

use url::Url;

/// The longest address, in characters.
const MAX: usize = 500;

/// Where the first address in a text begins, and how long its scheme is, in bytes. Keyboards of phones begin a text
/// with a capital.
pub fn address_in(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let found = SCHEMES.iter().filter_map(|scheme| Some((lower.find(scheme)?, scheme.len())));
    found.min()
}

/// What an address begins with.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// An address that a browser opens, and that runs nothing: its scheme is https or http.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Link(String);

impl Link {
    /// Reads an address; one that begins with `www.` is taken for https. `None` for whatever else it is.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        // As mail programs write them.
        let typed =
            typed.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(typed);
        let with_scheme = match typed.get(..4) {
            Some(www) if www.eq_ignore_ascii_case("www.") => format!("https://{typed}"),
            _ => typed.to_owned(),
        };
        let url = Url::parse(&with_scheme).ok()?;
        let is_named = url.host_str().is_some_and(|host| host.contains('.'));
        // A name before the host makes one address look like another.
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_web = matches!(url.scheme(), "https" | "http");
        let written = url.to_string();
        let fits = written.chars().count() <= MAX && !typed.contains(char::is_whitespace);
        (is_web && is_named && is_plain && fits).then_some(Self(written))
    }

    /// An address that was taken once.
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, by which a document is called that has no other name.
    pub fn host(&self) -> String {
        let url = Url::parse(&self.0).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or(&self.0);
        host.strip_prefix("www.").unwrap_or(host).to_owned()
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<String> {
        Link::parse(typed).map(|link| link.to_string())
    }

    #[test]
    fn what_people_paste_is_read() {
        assert_eq!(read(" https://a.example/x?y=å "), Some("https://a.example/x?y=%C3%A5".into()));
        assert_eq!(
            read("www.regionvastmanland.se"),
            Some("https://www.regionvastmanland.se/".into())
        );
        assert_eq!(read("<HTTPS://A.example/1>"), Some("https://a.example/1".into()));
        let link = Link::parse("https://www.a.example/långt/namn.pdf").expect("a link");
        assert_eq!(link.host(), "a.example");
    }

    #[test]
    fn what_a_browser_would_run_or_take_elsewhere_is_none() {
        for typed in [
            "javascript:alert(1)",
            "JaVaScRiPt://a.example/%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://a.example",
            "https://",
            "https://localhost/x",
            "https://bank.example@ond.example/",
            "https://a.example/ och mer",
            "kulturplanen.pdf",
            "",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(read(&format!("https://a.example/{}", "x".repeat(500))), None);
    }
}
