//! The private stream. Works on streams that block and on those that say that they would: whoever
//! polls calls again.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};

use rustls::ClientConnection;

use crate::{Certificate, Error, Result};

/// A stream whose handshake is not over.
#[derive(Debug)]
pub struct MidHandshakeTlsStream<S>(pub(crate) TlsStream<S>);

impl<S> MidHandshakeTlsStream<S> {
    pub fn get_ref(&self) -> &S {
        self.0.get_ref()
    }

    pub fn get_mut(&mut self) -> &mut S {
        self.0.get_mut()
    }
}

impl<S: Read + Write> MidHandshakeTlsStream<S> {
    /// Goes on with the handshake.
    ///
    /// # Errors
    /// See [`crate::TlsConnector::connect`].
    pub fn handshake(mut self) -> std::result::Result<TlsStream<S>, HandshakeError<S>> {
        match self.0.shake_hands() {
            Ok(()) => Ok(self.0),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                Err(HandshakeError::WouldBlock(self))
            }
            Err(error) => Err(HandshakeError::Failure(Error::new(error))),
        }
    }
}

/// Why a handshake is not over.
#[derive(Debug)]
pub enum HandshakeError<S> {
    Failure(Error),
    WouldBlock(MidHandshakeTlsStream<S>),
}

impl<S> fmt::Display for HandshakeError<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(error) => error.fmt(f),
            Self::WouldBlock(_) => f.write_str("the handshake was interrupted"),
        }
    }
}

impl<S: fmt::Debug> std::error::Error for HandshakeError<S> {}

/// A stream that nobody else can read.
pub struct TlsStream<S> {
    /// Boxed, being large: a stream is handed on more often than it is made.
    pub(crate) session: Box<ClientConnection>,
    pub(crate) stream: S,
}

impl<S: fmt::Debug> fmt::Debug for TlsStream<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TlsStream").field(&self.stream).finish()
    }
}

impl<S> TlsStream<S> {
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    pub fn get_mut(&mut self) -> &mut S {
        &mut self.stream
    }

    /// # Errors
    /// None.
    pub fn peer_certificate(&self) -> Result<Option<Certificate>> {
        let chain = self.session.peer_certificates().unwrap_or_default();
        Ok(chain.first().cloned().map(Certificate))
    }

    /// # Errors
    /// None.
    pub fn negotiated_alpn(&self) -> Result<Option<Vec<u8>>> {
        Ok(self.session.alpn_protocol().map(<[u8]>::to_vec))
    }
}

impl<S: Read + Write> TlsStream<S> {
    /// Says that nothing more will be written.
    ///
    /// # Errors
    /// The stream's.
    pub fn shutdown(&mut self) -> io::Result<()> {
        self.session.send_close_notify();
        self.flush()
    }

    /// Goes on until both sides know each other and our last word of it has left: whoever speaks next
    /// may be we, so that nothing is waited for then.
    fn shake_hands(&mut self) -> io::Result<()> {
        loop {
            self.send_waiting()?;
            if !self.session.is_handshaking() {
                return self.stream.flush();
            }
            self.stream.flush()?;
            if self.receive()? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Reads some of what has come and takes it in; returns how many bytes that were.
    fn receive(&mut self) -> io::Result<usize> {
        let read = self.session.read_tls(&mut self.stream)?;
        if let Err(error) = self.session.process_new_packets() {
            // The other side is told why, if it still listens.
            let _ = self.send_waiting();
            return Err(io::Error::new(ErrorKind::InvalidData, error));
        }
        Ok(read)
    }

    /// Writes what is waiting in its encrypted form.
    fn send_waiting(&mut self) -> io::Result<()> {
        while self.session.wants_write() {
            if self.session.write_tls(&mut self.stream)? == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
        }
        Ok(())
    }
}

/// What a full stream says is no failure for whoever has something else to do as well.
fn unless_full(sent: io::Result<()>) -> io::Result<()> {
    match sent {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
        other => other,
    }
}

impl<S: Read + Write> Read for TlsStream<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.session.reader().read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                // An end without a farewell is an error, so that nothing is cut short unnoticed.
                other => return other,
            }
            // Reading may have to answer; that the way out is full, or shut, does not keep from reading
            // what has come: a server may have said why it hangs up.
            let answered = unless_full(self.send_waiting());
            match self.receive() {
                Ok(1..) => {}
                Ok(_) => answered?,
                Err(error) => return Err(answered.err().unwrap_or(error)),
            }
        }
    }
}

impl<S: Read + Write> Write for TlsStream<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // What was taken before goes first: nothing piles up here.
        self.send_waiting()?;
        let taken = self.session.writer().write(bytes)?;
        unless_full(self.send_waiting())?;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send_waiting()?;
        self.stream.flush()
    }
}
