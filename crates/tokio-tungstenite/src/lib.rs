//! The gateway's WebSocket, with a size at which every message ends.
//!
//! serenity takes messages of any size, and unpacks what is packed to any size: a few kilobytes could fill the memory.
//! It gives no way to say otherwise, so this crate stands in for the one that it connects by. What is packed comes out
//! of it unpacked, as text.

#![expect(clippy::result_large_err, reason = "the interface that is stood in for")]

use std::io::{Error as IoError, ErrorKind, Read as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use flate2::read::ZlibDecoder;
use futures_util::{Sink, Stream};
pub use real::{MaybeTlsStream, tungstenite};
use tokio::net::TcpStream;
use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::client::Response;
use tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tungstenite::{Error, Message};

/// The size of the largest message that is taken, in bytes, packed or not. Discord's first, with 2,500 servers, has
/// about 200 kB.
pub const LARGEST: usize = 16 << 20;

/// A connection whose messages are no larger than [`LARGEST`].
#[derive(Debug)]
pub struct WebSocketStream<S>(real::WebSocketStream<S>);

/// Connects. Sizes that `config` names are replaced by [`LARGEST`].
///
/// # Errors
/// No connection, or an answer that is no WebSocket's.
pub async fn connect_async_with_config<R>(
    request: R,
    config: Option<WebSocketConfig>,
    disable_nagle: bool,
) -> Result<(WebSocketStream<MaybeTlsStream<TcpStream>>, Response), Error>
where
    R: IntoClientRequest + Unpin,
{
    let config = WebSocketConfig {
        max_message_size: Some(LARGEST),
        max_frame_size: Some(LARGEST),
        ..config.unwrap_or_default()
    };
    let connected = real::connect_async_with_config(request, Some(config), disable_nagle).await;
    connected.map(|(stream, response)| (WebSocketStream(stream), response))
}

type Inner<S> = real::WebSocketStream<S>;

impl<S> WebSocketStream<S>
where
    Inner<S>: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    /// Closes the connection.
    ///
    /// # Errors
    /// It is broken.
    pub async fn close(&mut self, frame: Option<CloseFrame<'_>>) -> Result<(), Error> {
        self.0.close(frame).await
    }
}

impl<S> Stream for WebSocketStream<S>
where
    Inner<S>: Stream<Item = Result<Message, Error>> + Unpin,
{
    type Item = Result<Message, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.0).poll_next(cx);
        next.map(|message| {
            message.map(|message| match message {
                Ok(Message::Binary(packed)) => unpacked(&packed),
                // serenity makes a new connection after an error of the transport, and of no other.
                Err(Error::Capacity(why)) => Err(transport(why.to_string())),
                other => other,
            })
        })
    }
}

impl<S> Sink<Message> for WebSocketStream<S>
where
    Inner<S>: Sink<Message, Error = Error> + Unpin,
{
    type Error = Error;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.0).poll_ready(cx)
    }

    fn start_send(mut self: Pin<&mut Self>, item: Message) -> Result<(), Error> {
        Pin::new(&mut self.0).start_send(item)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.0).poll_close(cx)
    }
}

/// A packed message (documentation, "Gateway", "Payload Compression"), unpacked as far as it is taken.
fn unpacked(packed: &[u8]) -> Result<Message, Error> {
    let mut text = String::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let read = ZlibDecoder::new(packed).take(most + 1).read_to_string(&mut text);
    match read {
        Ok(length) if length > LARGEST => Err(transport(format!("larger than {LARGEST} bytes"))),
        Ok(_) => Ok(Message::Text(text)),
        Err(_) => Err(transport("not packed as Discord packs".to_owned())),
    }
}

fn transport(why: String) -> Error {
    Error::Io(IoError::new(ErrorKind::InvalidData, format!("a message of the gateway's: {why}")))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use futures_util::{SinkExt as _, StreamExt as _};
    use tokio::net::TcpListener;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).expect("packed");
        encoder.finish().expect("packed")
    }

    /// What a client makes of a message that its server sends.
    async fn received(message: Message) -> Result<Message, Error> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.expect("somebody");
            let mut server = real::accept_async(stream).await.expect("a WebSocket");
            // The other end hangs up in the middle of what is too large.
            let _ = server.send(message).await;
            let _ = server.next().await;
        });
        let address = format!("ws://{address}/");
        let connected = connect_async_with_config(address, None, false).await;
        let (mut client, _) = connected.expect("connected");
        let message = client.next().await.expect("a message");
        drop(client);
        serving.await.expect("ended");
        message
    }

    #[tokio::test]
    async fn what_is_usual_comes_through_packed_or_not() {
        let text = "ä".repeat(1 << 20);
        let plain = received(Message::Text(text.clone())).await.expect("a message");
        assert_eq!(plain, Message::Text(text.clone()));
        let unpacked = received(Message::Binary(packed(text.as_bytes()))).await.expect("a message");
        assert_eq!(unpacked, Message::Text(text));
    }

    #[tokio::test]
    async fn what_is_too_large_is_an_error_of_the_transport() {
        let bomb = packed(&vec![b' '; LARGEST + 1]);
        assert!(bomb.len() < 1 << 20, "it is small: {}", bomb.len());
        for large in [
            Message::Binary(bomb),
            Message::Text(" ".repeat(LARGEST + 1)),
            Message::Binary(b"rubbish".to_vec()),
        ] {
            let refused = received(large).await;
            assert!(matches!(refused, Err(Error::Io(_))), "{:?}", refused.is_ok());
        }
    }
}
