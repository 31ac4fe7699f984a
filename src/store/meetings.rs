//! Meetings: when and where, how far they have come, and where they are talked about.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_list};
use super::columns::{Columns, LINE_END, day};
use super::groups::read_group_as;
use super::organisations::several_of_organisation;
use super::people::{several_of_person, several_values_of_person};
use super::seats::{SAID, SaidOfSeat, known_seats, several_of_said};
use super::statement::Statement;
use super::{Connection, Store, StoreError, Transaction};
use crate::domain::account::{ChannelId, GuildId, MessageId, UserId};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::link::Link;
use crate::domain::meeting::{Meeting, MeetingKind, MeetingState};
use crate::domain::notice::MeetingNotice;
use crate::domain::period::{Period, day_before};
use crate::domain::person::Person;
use crate::domain::wording::{Place, Reason, Remark};

/// Writes a new meeting. A group has at most one meeting that starts at the same time.
pub async fn insert(db: &mut Connection, meeting: &Meeting) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO meeting (id, organisation, group_id, state, revision, starts, ends, place, kind,
                              dating, link, remark, late_because)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(meeting.id.0)
    .bind(meeting.organisation.0)
    .bind(meeting.group.0)
    .bind(meeting.state.word())
    .bind(meeting.revision)
    .bind(meeting.starts.timestamp())
    .bind(meeting.ends.timestamp())
    .bind(meeting.place.as_str())
    .bind(meeting.kind.word())
    .bind(meeting.dating)
    .bind(meeting.link.as_ref().map(Link::as_str))
    .bind(meeting.remark.as_ref().map(Remark::as_str))
    .bind(meeting.late_because.as_ref().map(Reason::as_str))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what changes in a meeting's life: its state, revision, call, cancellation and end.
pub async fn update_state(db: &mut Connection, meeting: &Meeting) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting
         SET state = $3, revision = $4, called = $5, cancelled = $6, cancelled_because = $7, closed = $8
         WHERE organisation = $1 AND id = $2",
    )
    .bind(meeting.organisation.0)
    .bind(meeting.id.0)
    .bind(meeting.state.word())
    .bind(meeting.revision)
    .bind(meeting.called.map(|at| at.timestamp()))
    .bind(meeting.cancelled.map(|at| at.timestamp()))
    .bind(meeting.cancelled_because.as_ref().map(Reason::as_str))
    .bind(meeting.closed.map(|at| at.timestamp()))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes when a meeting is held, its revision, and when that changed.
pub async fn update_times(db: &mut Connection, meeting: &Meeting) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET starts = $3, ends = $4, revision = $5, dating = $6, changed = $7, dated = $8,
                            datings = $9, withdrawn_datings = $10
         WHERE organisation = $1 AND id = $2",
    )
    .bind(meeting.organisation.0)
    .bind(meeting.id.0)
    .bind(meeting.starts.timestamp())
    .bind(meeting.ends.timestamp())
    .bind(meeting.revision)
    .bind(meeting.dating)
    .bind(meeting.changed.map(|at| at.timestamp()))
    .bind(meeting.dated.map(|at| at.timestamp()))
    .bind(meeting.datings)
    .bind(serde_json::to_string(&meeting.withdrawn_datings).ok())
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that what a calendar says of all of a group's meetings has changed: its name, or its clock.
pub async fn note_change_of_all(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET changed = $3
         WHERE +organisation = $1 AND group_id = $2 AND (changed IS NULL OR changed < $3)",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(at.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// The meetings of an organisation that are to be held at a time, or of them those that are called, but for one; at most
/// fifty.
pub async fn overlapping(
    db: &mut Connection,
    organisation: OrganisationId,
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
    (but, called_alone): (Option<MeetingId>, bool),
) -> Result<Vec<MeetingId>, StoreError> {
    // No meeting is longer than a day, so that the index by their starts finds them.
    let rows = sqlx::query(
        "SELECT id FROM meeting
         WHERE organisation = $1 AND state IN ('scheduled', 'called')
           AND starts < $3 AND starts > $2 - 86400 AND ends > $2 AND id <> $4
           AND (state = 'called' OR $5 = 0)
         ORDER BY starts LIMIT 50",
    )
    .bind(organisation.0)
    .bind(starts.timestamp())
    .bind(ends.timestamp())
    .bind(but.map_or(0, |meeting| meeting.0))
    .bind(i64::from(called_alone))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(|row| row.int("id").map(MeetingId)).collect::<Result<_, _>>()?)
}

/// Notes that a meeting's agenda has changed.
pub async fn note_change(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET changed = $3
         WHERE organisation = $1 AND id = $2 AND (changed IS NULL OR changed < $3)",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(at.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// One meeting of an organisation.
pub async fn meeting(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Option<Meeting>, StoreError> {
    let row = sqlx::query("SELECT * FROM meeting WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_meeting(&row)).transpose()?)
}

/// A meeting with its group.
#[derive(Clone, Debug, PartialEq)]
pub struct WithGroup {
    pub meeting: Meeting,
    pub group: Group,
    /// Those who hold the group's posts, the official first.
    pub officials: Vec<Person>,
    /// Whether the invitation stands in the group's channel.
    pub is_out: bool,
}

/// What [`read_with_group`] reads of `m`, with who holds the group's posts on the days around $1 to $2.
fn with_group() -> String {
    let person = several_values_of_person("p", "c");
    format!(
        "m.*, g.name, g.channel, g.officials_channel, g.language, g.zone, g.lead_days,
         g.posting_schedule, g.term_from, g.term_to, g.mandate,
         (SELECT COUNT(*) FROM notice i WHERE i.meeting = m.id AND i.kind = 'invitation'
             AND i.destination = 'channel' AND (i.state = 'sent' OR i.put_up_again > 0)) AS invitations,
         (SELECT string_agg(o.from_day || ' ' || COALESCE(o.to_day, '') || ' '
                 || {person}, '{LINE_END}' ORDER BY o.deputy, o.id)
          FROM official o
          JOIN person p ON p.id = o.person
          LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
          WHERE o.group_id = m.group_id AND o.from_day <= $2
            AND (o.to_day IS NULL OR o.to_day >= $1)) AS officials"
    )
}

/// Meetings of an organisation, each with its group and those who hold the group's posts at `now`; soonest
/// first. What is not the organisation's is left out.
pub async fn with_groups(
    db: &mut Connection,
    organisation: OrganisationId,
    meetings: &[MeetingId],
    now: DateTime<Utc>,
) -> Result<Vec<WithGroup>, StoreError> {
    let (yesterday, tomorrow) = days_around(now);
    let mut found = Vec::new();
    for some in meetings.chunks(rows_of(1)) {
        let from = "FROM meeting m JOIN groups g ON g.id = m.group_id";
        let sql = ["SELECT", &with_group(), from, "WHERE m.organisation = $3 AND m.id IN"];
        let sql = with_list(&sql.join(" "), 4, some.len());
        let query = sqlx::query(AssertSqlSafe(sql)).bind(yesterday.clone()).bind(tomorrow.clone());
        let query = some.iter().fold(query.bind(organisation.0), |query, one| query.bind(one.0));
        for row in query.fetch_all(&mut *db).await? {
            found.extend(read_with_group(&row, now)?);
        }
    }
    found.sort_by_key(|one| (one.meeting.starts, one.meeting.id));
    Ok(found)
}

/// A meeting with its group, and what has been said of each of the group's seats.
pub type WithSeats = (WithGroup, Vec<SaidOfSeat>);

/// Who calls, and what about; each where there is one.
pub type CallerAndMeeting = (Organisation, Option<Person>, Option<WithSeats>);

/// Of the guild $3 its organisation, whose account $4 is, and the meeting $5 with what has been said of its seats.
static CALLER_AND_MEETING: LazyLock<String> = LazyLock::new(|| {
    let caller = format!(
        "n.id || ' ' || n.guild || ' ' || n.language || ' ' || n.zone || ' ' || n.name AS its_organisation,
         {} AS caller",
        several_values_of_person("w", "y")
    );
    let said = format!(
        "(SELECT string_agg(r.seat || ' ' || {SAID}, '{LINE_END}' ORDER BY r.id)
          FROM reply r WHERE r.meeting = m.id) AS said"
    );
    let from = "FROM organisation n
                LEFT JOIN contact y ON y.organisation = n.id AND y.way = 'discord' AND y.address = $4
                LEFT JOIN person w ON w.id = y.person
                LEFT JOIN meeting m ON m.organisation = n.id AND m.id = $5
                LEFT JOIN groups g ON g.id = m.group_id
                WHERE n.guild = $3";
    ["SELECT", &[caller, with_group(), said].join(", "), from].join(" ")
});

/// Begins with the organisation of a guild, the person linked to a chat account there, and one of its meetings. All of it is
/// asked for at once, but for who sits in the group's seats on the day of the meeting, where that is not known.
pub async fn begin_for_caller(
    store: &Store,
    (guild, account): (GuildId, UserId),
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(Transaction, Option<CallerAndMeeting>), StoreError> {
    let (yesterday, tomorrow) = days_around(now);
    let ask = Statement::new(CALLER_AND_MEETING.as_str())
        .bind(yesterday)
        .bind(tomorrow)
        .bind(guild.0)
        .bind(account.to_string())
        .bind(meeting.0);
    let (mut db, rows) = store.begin_asking(guild, Some(ask)).await?;
    let Some(row) = rows.first() else { return Ok((db, None)) };
    let organisation = row.several("its_organisation", several_of_organisation)?;
    let Some(organisation) = organisation else { return Ok((db, None)) };
    let caller = row.several("caller", several_of_person)?;
    let Some(found) = read_with_group(row, now)? else {
        return Ok((db, Some((organisation, caller, None))));
    };
    let (group, on) = (found.group.id, found.group.day_of(found.meeting.starts));
    let said = row.lines("said", several_of_said)?;
    let seats = known_seats(store, &mut db, organisation.id, (group, on)).await?;
    let seats = seats.iter().map(|occupied| {
        let of_seat = said.iter().filter(|(seat, _)| *seat == occupied.seat.id);
        (occupied.clone(), of_seat.map(|(_, said)| *said).collect())
    });
    let seats = seats.collect();
    Ok((db, Some((organisation, caller, Some((found, seats))))))
}

/// Which day it is, the group's zone says: no zone is further than a day from UTC.
fn days_around(now: DateTime<Utc>) -> (String, String) {
    let today = now.date_naive();
    (day(day_before(today)), day(today.succ_opt().unwrap_or(today)))
}

/// Reads a row of [`with_group`], where there is a meeting.
fn read_with_group(row: &AnyRow, now: DateTime<Utc>) -> Result<Option<WithGroup>, sqlx::Error> {
    if row.maybe_int("id")?.is_none() {
        return Ok(None);
    }
    let meeting = read_meeting(row)?;
    let group = read_group_as(row, meeting.group)?;
    let today = group.day_of(now);
    let officials = row.lines("officials", |several| {
        let held = Period { from: several.next()?, to: several.maybe()? };
        Some((held, several_of_person(several)?))
    })?;
    let officials = officials.into_iter().filter(|(held, _)| held.contains(today));
    let officials = officials.map(|(_, person)| person).collect();
    let is_out = row.int("invitations")? > 0;
    Ok(Some(WithGroup { meeting, group, officials, is_out }))
}

/// The coming meetings of a group: not begun and not cancelled, soonest first, at most `limit`.
pub async fn upcoming(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let sql = "SELECT * FROM meeting
         WHERE +organisation = $1 AND group_id = $2 AND starts > $3 AND state IN ('scheduled', 'called')
         ORDER BY starts LIMIT $4";
    by_time(db, sql, (organisation, group), (now, limit)).await
}

/// A group's meetings that are not over and not cancelled, soonest first, at most `limit`: also one that is under way.
pub async fn not_over(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let sql = "SELECT * FROM meeting
         WHERE +organisation = $1 AND group_id = $2 AND ends > $3 AND state IN ('scheduled', 'called')
         ORDER BY starts LIMIT $4";
    by_time(db, sql, (organisation, group), (now, limit)).await
}

/// A group's meetings that have begun and were not cancelled, the last first, at most `limit`.
pub async fn begun(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let sql = "SELECT * FROM meeting
         WHERE +organisation = $1 AND group_id = $2 AND starts <= $3
           AND state IN ('scheduled', 'called', 'held')
         ORDER BY starts DESC LIMIT $4";
    by_time(db, sql, (organisation, group), (now, limit)).await
}

/// A group's meetings on one side of a moment.
async fn by_time(
    db: &mut Connection,
    sql: &'static str,
    (organisation, group): (OrganisationId, GroupId),
    (now, limit): (DateTime<Utc>, i64),
) -> Result<Vec<Meeting>, StoreError> {
    let query = sqlx::query(sql).bind(organisation.0).bind(group.0).bind(now.timestamp());
    let rows = query.bind(limit).fetch_all(db).await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// All meetings of a group, whatever has become of them, in the order in which they begin.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting WHERE +organisation = $1 AND group_id = $2 ORDER BY starts, id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// Those of the coming meetings of a group that people have heard from or spoken of: called, or with a
/// reply. Soonest first.
pub async fn upcoming_in_use(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting m
         WHERE +m.organisation = $1 AND m.group_id = $2 AND m.starts > $3
           AND m.state IN ('scheduled', 'called')
           AND (m.state = 'called' OR EXISTS (SELECT 1 FROM reply r WHERE r.meeting = m.id))
         ORDER BY m.starts",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// A meeting with its guild and its group's zone.
pub type InGuild = (GuildId, Tz, Meeting);

/// The first meetings that end after the one and not after the other time and are not closed, of which nobody has been asked
/// yet.
pub async fn to_close(
    db: &mut Connection,
    (after, until): (DateTime<Utc>, DateTime<Utc>),
    most: i64,
) -> Result<Vec<InGuild>, StoreError> {
    let rows = sqlx::query(
        "SELECT m.*, o.guild, g.zone FROM meeting m
         JOIN organisation o ON o.id = m.organisation JOIN groups g ON g.id = m.group_id
         WHERE m.state IN ('scheduled', 'called') AND m.ends > $1 AND m.ends <= $4
           AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.meeting = m.id AND n.kind = $2)
         ORDER BY m.ends LIMIT $3",
    )
    .bind(after.timestamp())
    .bind(MeetingNotice::NotClosed.word())
    .bind(most)
    .bind(until.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_in_guild).collect::<Result<_, sqlx::Error>>()?)
}

pub(super) fn read_in_guild(row: &AnyRow) -> Result<InGuild, sqlx::Error> {
    let zone = row.parsed_text("zone", |name| name.parse().ok())?;
    Ok((GuildId(row.int("guild")?), zone, read_meeting(row)?))
}

/// The thread in which a meeting is talked about, once it has been opened.
pub async fn thread_of(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Option<ChannelId>, StoreError> {
    let row = sqlx::query("SELECT thread FROM meeting WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.maybe_int("thread")).transpose()?.flatten().map(ChannelId))
}

/// Remembers a meeting's thread. The first one stays.
pub async fn set_thread(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    thread: ChannelId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET thread = $3 WHERE organisation = $1 AND id = $2 AND thread IS NULL",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(thread.0)
    .execute(db)
    .await?;
    Ok(())
}

/// Where the meeting's newest message in the group's channel stands: its invitation, or before
/// that its announcement.
pub async fn post_of(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Option<(ChannelId, MessageId)>, StoreError> {
    let row = sqlx::query(
        "SELECT channel, message FROM notice
         WHERE organisation = $1 AND meeting = $2 AND state = 'sent' AND destination = 'channel'
           AND is_post = 1
         ORDER BY message DESC LIMIT 1",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_optional(db)
    .await?;
    let post = |row: AnyRow| Ok((ChannelId(row.int("channel")?), MessageId(row.int("message")?)));
    Ok(row.map(post).transpose().map_err(|error: sqlx::Error| error)?)
}

pub(super) fn read_meeting(row: &AnyRow) -> Result<Meeting, sqlx::Error> {
    Ok(Meeting {
        id: MeetingId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: GroupId(row.int("group_id")?),
        state: row.parsed_text("state", MeetingState::from_word)?,
        revision: row.int("revision")?,
        starts: row.instant("starts")?,
        ends: row.instant("ends")?,
        kind: row.parsed_text("kind", MeetingKind::from_word)?,
        dating: row.int("dating")?,
        place: Place::kept(row.text("place")?),
        link: row.maybe_text("link")?.map(Link::kept),
        remark: row.maybe_text("remark")?.map(Remark::kept),
        late_because: row.maybe_text("late_because")?.map(Reason::kept),
        dated: row.maybe_instant("dated")?,
        datings: row.int("datings")?,
        withdrawn_datings: row
            .maybe_text("withdrawn_datings")?
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default(),
        called: row.maybe_instant("called")?,
        cancelled: row.maybe_instant("cancelled")?,
        cancelled_because: row
            .maybe_text("cancelled_because")?
            .and_then(|text| Reason::parse(&text).ok()),
        closed: row.maybe_instant("closed")?,
        changed: row.maybe_instant("changed")?,
    })
}
