//! How payloads go over the wire: as text, or compressed as the bot asked (documentation,
//! "Encoding and Compression").

use std::io::Write as _;

use axum::body::Bytes;
use axum::extract::ws::Message as Frame;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde::Deserialize;

use super::protocol::CloseCode;

/// What the address of the gateway says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    v: Option<String>,
    encoding: Option<String>,
    compress: Option<String>,
}

/// One of the ways.
pub enum Transport {
    Text,
    /// Every payload by itself, asked for in IDENTIFY.
    ZlibEach,
    /// One zlib stream for the whole connection, flushed after every payload.
    ZlibStream(Box<ZlibEncoder<Vec<u8>>>),
    /// One Zstandard frame for the whole connection.
    ZstdStream {
        begun: bool,
    },
}

impl Transport {
    /// The way that an address asks for.
    ///
    /// # Errors
    /// Another version than ours, or an encoding that is not spoken here.
    pub fn asked(asked: &Asked) -> Result<Self, CloseCode> {
        if asked.v.as_deref().is_some_and(|version| version != "10") {
            return Err(CloseCode::INVALID_VERSION);
        }
        if asked.encoding.as_deref().is_some_and(|encoding| encoding != "json") {
            return Err(CloseCode::DECODE_ERROR);
        }
        Ok(match asked.compress.as_deref() {
            Some("zlib-stream") => {
                Self::ZlibStream(Box::new(ZlibEncoder::new(Vec::new(), Compression::fast())))
            }
            Some("zstd-stream") => Self::ZstdStream { begun: false },
            _ => Self::Text,
        })
    }

    /// A payload as a frame.
    ///
    /// # Errors
    /// None in practice: everything is written to memory.
    pub fn frame(&mut self, payload: &str) -> std::io::Result<Frame> {
        Ok(match self {
            Self::Text => Frame::Text(payload.into()),
            Self::ZlibEach => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(payload.as_bytes())?;
                Frame::Binary(encoder.finish()?.into())
            }
            Self::ZlibStream(encoder) => {
                encoder.write_all(payload.as_bytes())?;
                // Ends what is sent with 00 00 FF FF, by which a bot knows that it is whole.
                encoder.flush()?;
                Frame::Binary(std::mem::take(encoder.get_mut()).into())
            }
            Self::ZstdStream { begun } => {
                let begins = !std::mem::replace(begun, true);
                Frame::Binary(zstd_blocks(payload.as_bytes(), begins))
            }
        })
    }
}

/// The most that a Zstandard block holds.
const MOST_IN_BLOCK: usize = 1 << 17;

/// Bytes as blocks of a Zstandard frame that never ends (RFC 8878, 3.1.1). They are stored and not
/// compressed: on one machine nothing is gained by less to send, and any decoder takes them.
fn zstd_blocks(bytes: &[u8], begins: bool) -> Bytes {
    let mut written = Vec::with_capacity(bytes.len() + 16);
    if begins {
        // Magic number; a descriptor without size, checksum or dictionary; a window of 128 KiB.
        written.extend([0x28, 0xB5, 0x2F, 0xFD, 0x00, 7 << 3]);
    }
    for block in bytes.chunks(MOST_IN_BLOCK) {
        // Not the last, raw, and its size: 24 bits, least significant byte first.
        let size = u32::try_from(block.len()).unwrap_or_default() << 3;
        written.extend(&size.to_le_bytes()[..3]);
        written.extend(block);
    }
    written.into()
}
