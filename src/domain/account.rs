//! The chat service's own ids ("snowflakes"), opaque to the rules.

use super::id::ids;

ids! {
    /// A Discord server.
    GuildId;
    /// A channel, a thread or a direct-message channel.
    ChannelId;
    /// A chat account.
    UserId;
    /// A message; unique together with its channel.
    MessageId;
    /// One command or press. Those that are made later have greater ones.
    InteractionId;
}
