//! Who is pinged by a message: those whom its text names, as far as `allowed_mentions` lets them
//! be (documentation, "Allowed Mentions Object"), and as far as they see it.

use serde_json::Value;

use super::{Channel, World, permissions};
use crate::sandbox::form::id_of;

/// Whom a message names, and whom of them it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Users that the text names and that may be mentioned.
    pub users: Vec<u64>,
    pub roles: Vec<u64>,
    pub everyone: bool,
    /// The users, by name or by role, who see the channel: they are told.
    pub pinged: Vec<u64>,
}

/// The ids that a text names with this mark, each once, in order.
fn marked(text: &str, mark: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(mark) {
        let rest = text[at + mark.len()..].trim_start_matches('!');
        let id = rest.split_once('>').and_then(|(digits, _)| digits.parse().ok());
        if let Some(id) = id.filter(|id| !found.contains(id)) {
            found.push(id);
        }
    }
    found
}

/// The users that a text names.
pub fn named(text: &str) -> Vec<u64> {
    marked(text, "<@")
}

/// Those of the named whom `allowed_mentions` lets be mentioned; all of them where it is not set.
fn allowed_of(named: Vec<u64>, allowed: &Value, kind: &str) -> Vec<u64> {
    if allowed.is_null() || parses(allowed, kind) {
        return named;
    }
    let listed: Vec<u64> =
        allowed[kind].as_array().into_iter().flatten().filter_map(id_of).collect();
    named.into_iter().filter(|id| listed.contains(id)).collect()
}

fn parses(allowed: &Value, kind: &str) -> bool {
    allowed["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind))
}

impl World {
    /// Whom a text mentions when its author posts it in a channel.
    pub fn mentions(
        &self,
        channel: &Channel,
        author: u64,
        text: &str,
        allowed: &Value,
    ) -> Mentions {
        let known = |id: &u64| self.users.contains_key(id);
        let users: Vec<u64> =
            allowed_of(named(text), allowed, "users").into_iter().filter(known).collect();
        let may_ping_all = self.permissions(channel, author) & permissions::MENTION_EVERYONE != 0;
        let guild = channel.guild.and_then(|id| self.guilds.get(&id));
        let named_roles = allowed_of(marked(text, "<@&"), allowed, "roles");
        let roles: Vec<_> = guild
            .into_iter()
            .flat_map(|guild| &guild.roles)
            .filter(|role| named_roles.contains(&role.id) && (role.mentionable || may_ping_all))
            .map(|role| role.id)
            .collect();
        let of_roles = guild.into_iter().flat_map(|guild| &guild.members);
        let of_roles = of_roles
            .filter(|(_, member)| member.roles.iter().any(|role| roles.contains(role)))
            .map(|(user, _)| *user);
        let mut pinged: Vec<u64> = Vec::new();
        for user in users.iter().copied().chain(of_roles) {
            if !pinged.contains(&user) && self.sees(channel, user) {
                pinged.push(user);
            }
        }
        let names_all = text.contains("@everyone") || text.contains("@here");
        let everyone = names_all
            && may_ping_all
            && guild.is_some()
            && (allowed.is_null() || parses(allowed, "everyone"));
        Mentions { users, roles, everyone, pinged }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::world::{ChannelSpec, GuildSpec, UserSpec};
    use chrono::Utc;
    use serde_json::json;

    #[test]
    fn a_name_counts_once_and_only_when_it_is_one() {
        assert_eq!(marked("Hej <@1> och <@!2>, inte <@x> eller <@3, men <@1>", "<@"), [1, 2]);
    }

    #[test]
    fn a_ping_needs_the_name_the_permission_and_the_sight() {
        let mut world = World::new(String::new(), Utc::now());
        let user = |name: &str| UserSpec { name: name.into(), locale: None };
        let spec = GuildSpec {
            name: "G".into(),
            channels: vec![ChannelSpec {
                name: "c".into(),
                only: Some(vec!["Anna".into()]),
                ..ChannelSpec::default()
            }],
            users: vec![user("Anna"), user("Bo")],
            ..GuildSpec::default()
        };
        let made = world.make_guild(&spec, permissions::USUAL_FOR_A_BOT, Utc::now());
        let id = |text: &str| text.parse::<u64>().expect("an id");
        let (anna, bo) = (id(&made.users[0].id), id(&made.users[1].id));
        let channel = &world.channels[&id(&made.channels[0].id)];
        let bot = world.applications[0].user;
        let text = format!("<@{anna}> <@{bo}> <@7> @everyone");
        let by = |allowed: Value| world.mentions(channel, bot, &text, &allowed);
        let all = by(Value::Null);
        assert_eq!((all.users, all.pinged), (vec![anna, bo], vec![anna]), "Bo does not see it");
        assert!(!all.everyone, "the bot may not ping everybody");
        assert_eq!(by(json!({ "parse": [] })), Mentions::default());
        assert_eq!(by(json!({ "parse": [], "users": [anna.to_string()] })).pinged, [anna]);
        assert_eq!(by(json!({ "parse": ["users"] })).pinged, [anna]);
    }
}
