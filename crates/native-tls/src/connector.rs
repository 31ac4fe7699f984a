//! How to connect: whom to trust, what to offer.

use std::io::{Read, Write};
use std::sync::{Arc, OnceLock};

use rustls::pki_types::ServerName;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, RootCertStore, SupportedProtocolVersion};

use crate::stream::{HandshakeError, MidHandshakeTlsStream, TlsStream};
use crate::{Certificate, Error, Identity, Result};

/// A version of TLS. Nothing older than 1.2 is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    Sslv3,
    Tlsv10,
    Tlsv11,
    Tlsv12,
    Tlsv13,
}

/// Gathers what a connector shall be like.
#[derive(Clone)]
pub struct TlsConnectorBuilder {
    identity: Option<Identity>,
    oldest: Option<Protocol>,
    newest: Option<Protocol>,
    roots: Vec<Certificate>,
    own_roots_alone: bool,
    alpn: Vec<Vec<u8>>,
    sni: bool,
    any_certificate: bool,
    any_host: bool,
}

impl TlsConnectorBuilder {
    pub fn identity(&mut self, identity: Identity) -> &mut Self {
        self.identity = Some(identity);
        self
    }

    pub fn min_protocol_version(&mut self, protocol: Option<Protocol>) -> &mut Self {
        self.oldest = protocol;
        self
    }

    pub fn max_protocol_version(&mut self, protocol: Option<Protocol>) -> &mut Self {
        self.newest = protocol;
        self
    }

    pub fn add_root_certificate(&mut self, certificate: Certificate) -> &mut Self {
        self.roots.push(certificate);
        self
    }

    pub fn disable_built_in_roots(&mut self, disable: bool) -> &mut Self {
        self.own_roots_alone = disable;
        self
    }

    pub fn request_alpns(&mut self, protocols: &[&str]) -> &mut Self {
        self.alpn = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        self
    }

    pub fn use_sni(&mut self, sni: bool) -> &mut Self {
        self.sni = sni;
        self
    }

    pub fn danger_accept_invalid_certs(&mut self, accept: bool) -> &mut Self {
        self.any_certificate = accept;
        self
    }

    pub fn danger_accept_invalid_hostnames(&mut self, accept: bool) -> &mut Self {
        self.any_host = accept;
        self
    }

    /// # Errors
    /// A certificate that is none, a version older than 1.2 and none newer, or the wish to connect
    /// to whoever answers.
    pub fn build(&self) -> Result<TlsConnector> {
        if self.any_certificate || self.any_host {
            return Err(Error::new("certificates and names are always checked here"));
        }
        let mut roots =
            if self.own_roots_alone { RootCertStore::empty() } else { roots_of_the_machine() };
        for certificate in &self.roots {
            roots.add(certificate.0.clone()).map_err(Error::new)?;
        }
        let trusts_nobody = roots.is_empty();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&self.versions())
            .map_err(Error::new)?
            .with_root_certificates(roots);
        let mut config = match self.identity.clone() {
            Some(Identity { chain, key }) => {
                config.with_client_auth_cert(chain, key).map_err(Error::new)?
            }
            None => config.with_no_client_auth(),
        };
        config.alpn_protocols.clone_from(&self.alpn);
        config.enable_sni = self.sni;
        Ok(TlsConnector { config: Arc::new(config), trusts_nobody })
    }

    fn versions(&self) -> Vec<&'static SupportedProtocolVersion> {
        let wanted = |version: Protocol| {
            self.oldest.is_none_or(|oldest| oldest <= version)
                && self.newest.is_none_or(|newest| version <= newest)
        };
        [(Protocol::Tlsv12, &TLS12), (Protocol::Tlsv13, &TLS13)]
            .into_iter()
            .filter_map(|(version, ours)| wanted(version).then_some(ours))
            .collect()
    }
}

/// Read once: a connection is made anew more often than a machine changes whom it trusts. A
/// machine that has none yet is asked again.
fn roots_of_the_machine() -> RootCertStore {
    static FOUND: OnceLock<RootCertStore> = OnceLock::new();
    if let Some(roots) = FOUND.get() {
        return roots.clone();
    }
    let mut roots = RootCertStore::empty();
    // Single ones that cannot be read are left out, as every client does.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if !roots.is_empty() {
        let _ = FOUND.set(roots.clone());
    }
    roots
}

/// Makes a stream to a server a private one.
#[derive(Clone)]
pub struct TlsConnector {
    config: Arc<ClientConfig>,
    trusts_nobody: bool,
}

impl TlsConnector {
    /// With the defaults.
    ///
    /// # Errors
    /// See [`TlsConnectorBuilder::build`].
    pub fn new() -> Result<Self> {
        Self::builder().build()
    }

    pub fn builder() -> TlsConnectorBuilder {
        TlsConnectorBuilder {
            identity: None,
            oldest: None,
            newest: None,
            roots: Vec::new(),
            own_roots_alone: false,
            alpn: Vec::new(),
            sni: true,
            any_certificate: false,
            any_host: false,
        }
    }

    /// Shakes hands with the server of this name (or address) at the stream's other end.
    ///
    /// # Errors
    /// The server is not who it should be, or the stream ended; or, on a stream that does not
    /// block, the handshake is to be taken up again.
    pub fn connect<S: Read + Write>(
        &self,
        domain: &str,
        stream: S,
    ) -> std::result::Result<TlsStream<S>, HandshakeError<S>> {
        if self.trusts_nobody {
            let advice =
                "no root certificates on this machine: install the package ca-certificates";
            return Err(HandshakeError::Failure(Error::new(advice)));
        }
        let refused = |error: Error| HandshakeError::Failure(error);
        let name =
            ServerName::try_from(domain.to_owned()).map_err(|error| refused(Error::new(error)))?;
        let session = ClientConnection::new(self.config.clone(), name)
            .map_err(|error| refused(Error::new(error)))?;
        MidHandshakeTlsStream(TlsStream { session: Box::new(session), stream }).handshake()
    }
}
