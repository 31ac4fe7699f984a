//! A client of this crate and a server of rustls's, over loopback.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;

use native_tls::{
    Certificate, HandshakeError, MidHandshakeTlsStream, Protocol, TlsConnector, TlsStream,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A server for `localhost` that echoes what it reads, and the authority that vouches for it.
struct Server {
    port: u16,
    authority: Certificate,
    served: JoinHandle<()>,
}

/// How the server ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Farewell,
    CutOff,
}

fn serve(end: End) -> Server {
    let mut params = CertificateParams::new(Vec::new()).expect("params");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key"));
    let issuer = issuer.expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let own = CertificateParams::new(vec!["localhost".to_owned()]).expect("params");
    let own = own.signed_by(&key, &issuer).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![own.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .expect("a server");
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let served = std::thread::spawn(move || {
        let (socket, _) = listener.accept().expect("somebody");
        let session = ServerConnection::new(Arc::new(config)).expect("a session");
        let mut stream = StreamOwned::new(session, socket);
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = stream.read(&mut buffer) {
            if stream.write_all(&buffer[..read]).and_then(|()| stream.flush()).is_err() {
                break;
            }
            if end == End::CutOff {
                return;
            }
        }
        stream.conn.send_close_notify();
        let _ = stream.conn.complete_io(&mut stream.sock);
    });
    let authority = Certificate::from_der(issuer.der()).expect("a certificate");
    Server { port, authority, served }
}

fn connector(server: &Server) -> TlsConnector {
    let mut builder = TlsConnector::builder();
    builder.add_root_certificate(server.authority.clone()).disable_built_in_roots(true);
    builder.request_alpns(&["h2", "http/1.1"]).build().expect("a connector")
}

fn socket(server: &Server) -> TcpStream {
    TcpStream::connect(("127.0.0.1", server.port)).expect("a connection")
}

#[test]
fn what_is_sent_comes_back_and_the_server_is_known() {
    let server = serve(End::Farewell);
    let mut stream = connector(&server).connect("localhost", socket(&server)).expect("connected");
    assert!(stream.peer_certificate().expect("known").is_some());
    assert_eq!(stream.negotiated_alpn().expect("known").as_deref(), Some(&b"http/1.1"[..]));
    stream.write_all(b"hello").expect("sent");
    let mut back = [0; 5];
    stream.read_exact(&mut back).expect("read");
    assert_eq!(&back, b"hello");
    stream.shutdown().expect("ended");
    assert_eq!(stream.read(&mut back).expect("the other side says farewell too"), 0);
    server.served.join().expect("served");
}

#[test]
fn nobody_is_trusted_for_whom_nobody_vouches_or_who_bears_another_name() {
    let refused = |connector: TlsConnector, name: &str, server: Server| {
        let error = connector.connect(name, socket(&server)).expect_err("refused");
        assert!(matches!(error, HandshakeError::Failure(_)), "{error}");
        server.served.join().expect("served");
        error.to_string()
    };
    let server = serve(End::Farewell);
    let stranger = TlsConnector::builder().add_root_certificate(serve_nobody()).build();
    let told = refused(stranger.expect("a connector"), "localhost", server);
    assert!(told.contains("UnknownIssuer"), "{told}");
    let server = serve(End::Farewell);
    let told = refused(connector(&server), "example.org", server);
    assert!(told.contains("not valid for name"), "{told}");
}

/// An authority that has vouched for nobody here.
fn serve_nobody() -> Certificate {
    let mut params = CertificateParams::new(Vec::new()).expect("params");
    params.distinguished_name.push(DnType::CommonName, "Nobody");
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key"));
    Certificate::from_der(issuer.expect("an authority").der()).expect("a certificate")
}

#[test]
fn what_would_be_less_than_safe_is_refused_before_anything_is_sent() {
    let with = |change: fn(&mut native_tls::TlsConnectorBuilder)| {
        let mut builder = TlsConnector::builder();
        change(&mut builder);
        builder.build().is_err()
    };
    assert!(with(|builder| _ = builder.danger_accept_invalid_certs(true)));
    assert!(with(|builder| _ = builder.danger_accept_invalid_hostnames(true)));
    assert!(with(|builder| _ = builder.max_protocol_version(Some(Protocol::Tlsv11))));
    assert!(!with(|builder| _ = builder.min_protocol_version(Some(Protocol::Tlsv10))));
}

#[test]
fn an_end_without_a_farewell_is_an_error() {
    let server = serve(End::CutOff);
    let mut stream = connector(&server).connect("localhost", socket(&server)).expect("connected");
    stream.write_all(b"x").expect("sent");
    let mut back = Vec::new();
    let error = stream.read_to_end(&mut back).expect_err("cut off");
    assert_eq!((back.as_slice(), error.kind()), (&b"x"[..], ErrorKind::UnexpectedEof));
    server.served.join().expect("served");
}

/// A socket that takes and gives little at a time, and says every other time that it would block.
#[derive(Debug)]
struct Reluctant {
    socket: TcpStream,
    willing: bool,
}

impl Reluctant {
    fn ask(&mut self) -> io::Result<()> {
        self.willing = !self.willing;
        if self.willing { Ok(()) } else { Err(ErrorKind::WouldBlock.into()) }
    }
}

impl Read for Reluctant {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.ask()?;
        let most = buffer.len().min(700);
        self.socket.read(&mut buffer[..most])
    }
}

impl Write for Reluctant {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ask()?;
        self.socket.write(&bytes[..bytes.len().min(700)])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

/// Calls again until it does not block.
fn patiently<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            other => return other,
        }
    }
}

#[test]
fn a_stream_that_would_block_is_taken_up_again_and_nothing_is_lost() {
    let server = serve(End::Farewell);
    let reluctant = Reluctant { socket: socket(&server), willing: false };
    let mut shaken = connector(&server).connect("localhost", reluctant);
    let mut again = 0;
    let mut stream: TlsStream<Reluctant> = loop {
        shaken = match shaken {
            Ok(stream) => break stream,
            Err(HandshakeError::WouldBlock(mid)) => MidHandshakeTlsStream::handshake(mid),
            Err(error @ HandshakeError::Failure(_)) => panic!("{error}"),
        };
        again += 1;
    };
    assert!(again > 1, "the handshake never stopped");
    let sent: Vec<u8> = (0..30_000_u32).flat_map(u32::to_le_bytes).collect();
    let mut back = vec![0; sent.len()];
    let (mut written, mut read) = (0, 0);
    while read < sent.len() {
        if written < sent.len() && written < read + 4096 {
            let end = sent.len().min(written + 4096);
            written += patiently(|| stream.write(&sent[written..end])).expect("sent");
            patiently(|| stream.flush()).expect("flushed");
        }
        read += patiently(|| stream.read(&mut back[read..])).expect("read");
    }
    assert!(sent == back, "what came back is not what was sent");
    patiently(|| stream.shutdown()).expect("ended");
    server.served.join().expect("served");
}
