//! The interface of the crate `native-tls`, as far as clients need it, over rustls.
//!
//! serenity, and reqwest because of it, speak TLS through `native-tls`, which is OpenSSL on Linux:
//! five minutes of building, and a system library or a C tool chain with perl. Their own rustls is
//! an old one with known faults. So this stands in `native-tls`'s place (`[patch.crates-io]`): the
//! certificates of the machine, rustls's defaults, TLS 1.2 and 1.3. What it cannot do it refuses;
//! it never connects with less than was asked for. Servers are not served.

mod connector;
mod identity;
mod stream;

use std::fmt;

pub use connector::{Protocol, TlsConnector, TlsConnectorBuilder};
pub use identity::{Certificate, Identity};
pub use stream::{HandshakeError, MidHandshakeTlsStream, TlsStream};

/// Why there is no connection.
pub struct Error(Box<dyn std::error::Error + Send + Sync>);

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// The server's side, which this crate does not have: there is no value of this type.
#[derive(Clone)]
pub struct TlsAcceptor(std::convert::Infallible);

impl TlsAcceptor {
    /// # Errors
    /// Never called.
    pub fn accept<S>(&self, _: S) -> std::result::Result<TlsStream<S>, HandshakeError<S>> {
        match self.0 {}
    }
}
