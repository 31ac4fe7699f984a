//! Members of a guild in chunks, as a bot asks for them over the gateway (documentation, "Request
//! Guild Members").

use serde_json::{Value, json};

use super::protocol::CloseCode;
use crate::sandbox::form::id_of;
use crate::sandbox::world::{World, objects};

/// How many members go into one chunk.
const CHUNK: usize = 1000;
/// How many are found by name or by id.
const MOST_FOUND: usize = 100;

/// What a bot asks for: members by their ids, or by how their names begin.
pub struct Asked<'a> {
    guild: u64,
    ids: Option<Vec<u64>>,
    query: String,
    /// 0 for all.
    limit: usize,
    nonce: &'a Value,
}

impl<'a> Asked<'a> {
    /// Ids are strings of digits or numbers: libraries send both.
    ///
    /// # Errors
    /// No guild is named.
    pub fn read(data: &'a Value) -> Result<Self, CloseCode> {
        let ids = match &data["user_ids"] {
            Value::Null => None,
            Value::Array(ids) => Some(ids.iter().filter_map(id_of).collect()),
            one => Some(id_of(one).into_iter().collect()),
        };
        let limit = data["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok());
        Ok(Self {
            guild: id_of(&data["guild_id"]).ok_or(CloseCode::DECODE_ERROR)?,
            ids,
            query: data["query"].as_str().unwrap_or_default().to_lowercase(),
            limit: limit.unwrap_or(0),
            nonce: &data["nonce"],
        })
    }

    /// How many are told of at most; nobody where all are asked for without the privileged intent.
    fn most(&self, sees_all: bool) -> usize {
        let everybody = self.query.is_empty() && self.ids.is_none();
        match (everybody, self.limit) {
            (true, _) if !sees_all => 0,
            (true, 0) => usize::MAX,
            (_, limit) if self.ids.is_none() => limit.clamp(1, MOST_FOUND),
            _ => MOST_FOUND,
        }
    }

    /// The answer.
    pub fn chunks(&self, world: &World, bot: u64, sees_all: bool) -> Vec<Value> {
        let guild = world.guilds.get(&self.guild);
        let most = self.most(sees_all);
        let Some(guild) = guild.filter(|one| one.members.contains_key(&bot) && most > 0) else {
            return Vec::new();
        };
        let known = guild.members.iter();
        let known = known.filter_map(|(id, member)| Some((member, world.users.get(id)?)));
        let wanted = known.filter(|(_, user)| match &self.ids {
            Some(ids) => ids.contains(&user.id),
            None => user.name.to_lowercase().starts_with(&self.query),
        });
        let found: Vec<_> = wanted.take(most).collect();
        let is_found = |id: &u64| found.iter().any(|(_, user)| user.id == *id);
        let missing = self.ids.iter().flatten().filter(|id| !is_found(id));
        let missing: Vec<String> = missing.map(ToString::to_string).collect();
        let count = found.len().div_ceil(CHUNK).max(1);
        let chunk = |index| {
            let members = found.iter().skip(index * CHUNK).take(CHUNK);
            json!({
                "guild_id": self.guild.to_string(),
                "members": members.map(|(one, user)| objects::member(one, user)).collect::<Vec<_>>(),
                "chunk_index": index,
                "chunk_count": count,
                "not_found": missing,
                "nonce": self.nonce,
            })
        };
        (0..count).map(chunk).collect()
    }
}
