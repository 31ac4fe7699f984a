//! Somebody writes to the bot in plain words: they are answered with what they can press.

use std::time::Duration;

use super::send::SendError;
use super::{Edge, convert};
use crate::actions::me;
use crate::domain::account::{ChannelId, InteractionId, UserId};
use crate::render::own;

/// How long to wait before each try, in seconds.
const PAUSES: [u64; 4] = [0, 1, 5, 30];

/// Answers what somebody wrote in their direct-message channel, once: the message's number is the answer's nonce.
pub async fn answer(edge: &Edge, (account, channel): (UserId, ChannelId), message: InteractionId) {
    let written = match me::written::answer(&edge.store, account, edge.clock.now()).await {
        Ok(written) => written,
        Err(error) => {
            tracing::error!(%error, "what somebody can answer could not be read");
            return;
        }
    };
    let answer = convert::plain(&own::written_to(&written));
    let nonce = message.to_string();
    for pause in PAUSES {
        tokio::time::sleep(Duration::from_secs(pause)).await;
        match edge.sender.post_message(channel, (&answer, &[]), &nonce).await {
            Ok(_) => return,
            Err(error @ SendError::Refused { code: 1.., status: 400..500, .. }) => {
                tracing::warn!(%error, "an answer to a direct message is not taken");
                return;
            }
            Err(error) => tracing::warn!(%error, "an answer to a direct message did not arrive"),
        }
    }
}
