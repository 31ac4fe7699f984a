//! Members of a guild in chunks, as a bot asks for them over the gateway (documentation, "Request
//! Guild Members").

use serde_json::{Value, json};

use super::protocol::CloseCode;
use crate::sandbox::world::{World, objects};

/// How many members go into one chunk.
const CHUNK: usize = 1000;

/// What a bot asks for: members by their ids, or by how their names begin.
pub struct Asked<'a> {
    guild: &'a str,
    ids: Option<Vec<&'a str>>,
    query: String,
    /// 0 for all.
    limit: usize,
    nonce: &'a Value,
}

impl<'a> Asked<'a> {
    /// # Errors
    /// No guild is named.
    pub fn read(data: &'a Value) -> Result<Self, CloseCode> {
        let ids = match &data["user_ids"] {
            Value::Array(ids) => Some(ids.iter().filter_map(Value::as_str).collect()),
            Value::String(id) => Some(vec![id.as_str()]),
            _ => None,
        };
        let limit = data["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok());
        Ok(Self {
            guild: data["guild_id"].as_str().ok_or(CloseCode::DECODE_ERROR)?,
            ids,
            query: data["query"].as_str().unwrap_or_default().to_lowercase(),
            limit: limit.unwrap_or(0),
            nonce: &data["nonce"],
        })
    }

    /// The answer. All members at once need the privileged intent; without it there is none.
    pub fn chunks(&self, world: &World, bot: u64, sees_all: bool) -> Vec<Value> {
        let guild = self.guild.parse().ok().and_then(|id| world.guilds.get(&id));
        let Some(guild) = guild.filter(|guild| guild.members.contains_key(&bot)) else {
            return Vec::new();
        };
        if self.limit == 0 && self.ids.is_none() && !sees_all {
            return Vec::new();
        }
        let most = if self.limit == 0 { usize::MAX } else { self.limit };
        let known = guild.members.iter();
        let known = known.filter_map(|(id, member)| Some((member, world.users.get(id)?)));
        let wanted = known.filter(|(_, user)| match &self.ids {
            Some(ids) => ids.contains(&user.id.to_string().as_str()),
            None => user.name.to_lowercase().starts_with(&self.query),
        });
        let found: Vec<Value> =
            wanted.take(most).map(|(member, user)| objects::member(member, user)).collect();
        let is_found = |id: &str| found.iter().any(|member| member["user"]["id"] == id);
        let missing: Vec<&str> =
            self.ids.iter().flatten().copied().filter(|id| !is_found(id)).collect();
        let count = found.len().div_ceil(CHUNK).max(1);
        let chunk = |index| {
            json!({
                "guild_id": self.guild,
                "members": found.iter().skip(index * CHUNK).take(CHUNK).collect::<Vec<_>>(),
                "chunk_index": index,
                "chunk_count": count,
                "not_found": missing,
                "nonce": self.nonce,
            })
        };
        (0..count).map(chunk).collect()
    }
}
