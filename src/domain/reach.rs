//! Whom a message in a channel reaches: a mention is no delivery.

use super::seat::worded;

worded! {
    /// Why somebody does not read what stands in a channel.
    Unreached {
        /// No chat account is linked to them.
        NoAccount = "no-account",
        /// Their account is not on the server.
        NotMember = "not-member",
        /// They are on the server, and may not see the channel.
        CannotSee = "cannot-see",
    }
}
