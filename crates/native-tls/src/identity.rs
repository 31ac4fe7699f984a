//! Certificates to trust, and the one to show.

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::{Error, Result};

/// An X.509 certificate.
#[derive(Clone)]
pub struct Certificate(pub(crate) CertificateDer<'static>);

impl Certificate {
    /// # Errors
    /// None here: what is no certificate is refused when the connector is built.
    pub fn from_der(der: &[u8]) -> Result<Self> {
        Ok(Self(CertificateDer::from(der.to_vec())))
    }

    /// # Errors
    /// The text holds no certificate.
    pub fn from_pem(pem: &[u8]) -> Result<Self> {
        CertificateDer::from_pem_slice(pem).map(Self).map_err(|error| Error::new(error.to_string()))
    }

    /// # Errors
    /// None.
    pub fn to_der(&self) -> Result<Vec<u8>> {
        Ok(self.0.to_vec())
    }
}

/// A certificate with its chain and key, to show to a server that asks for one.
pub struct Identity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
}

impl Clone for Identity {
    fn clone(&self) -> Self {
        Self { chain: self.chain.clone(), key: self.key.clone_key() }
    }
}

impl Identity {
    /// # Errors
    /// Always: rustls does not read PKCS #12.
    pub fn from_pkcs12(_: &[u8], _: &str) -> Result<Self> {
        Err(Error::new("PKCS #12 is not read here: give certificate and key as PEM"))
    }

    /// A chain and a key, both as PEM.
    ///
    /// # Errors
    /// No certificate or no key in the texts.
    pub fn from_pkcs8(chain: &[u8], key: &[u8]) -> Result<Self> {
        let told = |error: rustls::pki_types::pem::Error| Error::new(error.to_string());
        let chain = CertificateDer::pem_slice_iter(chain)
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(told)?;
        if chain.is_empty() {
            return Err(Error::new("there is no certificate in the text"));
        }
        let key = PrivateKeyDer::from_pem_slice(key).map_err(told)?;
        Ok(Self { chain, key })
    }
}
