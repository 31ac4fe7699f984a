//! The gateway's numbers (documentation, "Opcodes and Status Codes", "Gateway Intents").

/// Opcodes.
pub const DISPATCH: u64 = 0;
pub const HEARTBEAT: u64 = 1;
pub const IDENTIFY: u64 = 2;
pub const PRESENCE: u64 = 3;
pub const VOICE: u64 = 4;
pub const RESUME: u64 = 6;
pub const RECONNECT: u64 = 7;
pub const REQUEST_MEMBERS: u64 = 8;
pub const INVALID_SESSION: u64 = 9;
pub const HELLO: u64 = 10;
pub const ACK: u64 = 11;

/// Intents.
pub const GUILDS: u64 = 1;
pub const GUILD_MEMBERS: u64 = 1 << 1;
pub const GUILD_PRESENCES: u64 = 1 << 8;
pub const GUILD_MESSAGES: u64 = 1 << 9;
pub const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
pub const DIRECT_MESSAGES: u64 = 1 << 12;
pub const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
pub const MESSAGE_CONTENT: u64 = 1 << 15;
pub const GUILD_SCHEDULED_EVENTS: u64 = 1 << 16;
/// Those that must be switched on for an application.
pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
pub const ALL_INTENTS: u64 = (1 << 26) - 1;

/// Why a connection is closed (documentation, "Gateway Close Event Codes").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseCode(pub u16);

impl CloseCode {
    pub const UNKNOWN_OPCODE: Self = Self(4001);
    pub const DECODE_ERROR: Self = Self(4002);
    pub const NOT_AUTHENTICATED: Self = Self(4003);
    pub const AUTHENTICATION_FAILED: Self = Self(4004);
    pub const ALREADY_AUTHENTICATED: Self = Self(4005);
    pub const INVALID_SEQUENCE: Self = Self(4007);
    pub const RATE_LIMITED: Self = Self(4008);
    pub const SESSION_TIMED_OUT: Self = Self(4009);
    pub const INVALID_SHARD: Self = Self(4010);
    pub const INVALID_VERSION: Self = Self(4012);
    pub const INVALID_INTENTS: Self = Self(4013);
    pub const DISALLOWED_INTENTS: Self = Self(4014);

    /// What Discord says beside the number.
    pub fn reason(self) -> &'static str {
        match self {
            Self::UNKNOWN_OPCODE => "Unknown opcode.",
            Self::DECODE_ERROR => "Error while decoding payload.",
            Self::NOT_AUTHENTICATED => "Not authenticated.",
            Self::AUTHENTICATION_FAILED => "Authentication failed.",
            Self::ALREADY_AUTHENTICATED => "Already authenticated.",
            Self::INVALID_SEQUENCE => "Invalid seq.",
            Self::RATE_LIMITED => "Rate limited.",
            Self::SESSION_TIMED_OUT => "Session timed out.",
            Self::INVALID_SHARD => "Invalid shard.",
            Self::INVALID_VERSION => "Invalid API version.",
            Self::INVALID_INTENTS => "Invalid intent(s).",
            Self::DISALLOWED_INTENTS => "Disallowed intent(s).",
            _ => "",
        }
    }
}
