//! Permissions of members in channels (documentation, "Permissions").

use super::{Channel, Guild, Overwrite};

pub const ADMINISTRATOR: u64 = 1 << 3;
pub const VIEW_CHANNEL: u64 = 1 << 10;
pub const SEND_MESSAGES: u64 = 1 << 11;
pub const MANAGE_MESSAGES: u64 = 1 << 13;
pub const EMBED_LINKS: u64 = 1 << 14;
pub const ATTACH_FILES: u64 = 1 << 15;
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub const MENTION_EVERYONE: u64 = 1 << 17;
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub const MANAGE_EVENTS: u64 = 1 << 33;
pub const MANAGE_THREADS: u64 = 1 << 34;
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
pub const CREATE_EVENTS: u64 = 1 << 44;
pub const PIN_MESSAGES: u64 = 1 << 51;

/// Everything that the sandbox knows of.
const ALL: u64 = (1 << 53) - 1;

/// What a bot's role has unless something else is asked for: no rights over others' things.
pub const USUAL_FOR_A_BOT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | CREATE_EVENTS
    | PIN_MESSAGES;

/// What each of the two has in a direct channel.
pub const IN_A_DIRECT_CHANNEL: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | PIN_MESSAGES;

/// What everybody has in a new guild.
pub const USUAL_FOR_EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | SEND_MESSAGES_IN_THREADS
    | USE_APPLICATION_COMMANDS;

/// What is needed to write in a channel.
pub fn to_send_in(channel: &Channel) -> u64 {
    if channel.is_thread() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES }
}

/// What a member may do in the guild as a whole.
pub fn in_guild(guild: &Guild, user: u64) -> u64 {
    if guild.owner == user {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else { return 0 };
    let granted = guild
        .roles
        .iter()
        .filter(|role| role.id == guild.id || member.roles.contains(&role.id))
        .fold(0, |sum, role| sum | role.permissions);
    if granted & ADMINISTRATOR != 0 { ALL } else { granted }
}

/// What a member may do in a channel: everybody's overwrite, then the roles', then their own. A
/// thread has its parent's overwrites, which the caller passes.
pub fn in_channel(guild: &Guild, channel: &Channel, user: u64) -> u64 {
    let base = in_guild(guild, user);
    if base & ADMINISTRATOR != 0 {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else { return 0 };
    let apply = |permissions: u64, overwrites: &[&Overwrite]| {
        let deny = overwrites.iter().fold(0, |sum, one| sum | one.deny);
        let allow = overwrites.iter().fold(0, |sum, one| sum | one.allow);
        (permissions & !deny) | allow
    };
    let of = |wanted: &dyn Fn(&Overwrite) -> bool| -> Vec<&Overwrite> {
        channel.overwrites.iter().filter(|one| wanted(one)).collect()
    };
    let everyone = apply(base, &of(&|one| one.id == guild.id));
    let by_role = apply(everyone, &of(&|one| !one.is_member && member.roles.contains(&one.id)));
    let own = apply(by_role, &of(&|one| one.is_member && one.id == user));
    if own & VIEW_CHANNEL == 0 { 0 } else { own }
}
