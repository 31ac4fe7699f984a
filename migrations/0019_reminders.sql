-- What is told by the clock is told of a meeting once, and looked for by its kind; who was asked and is silent is found by when
-- they were asked.
DROP INDEX notice_by_meeting;
CREATE INDEX notice_by_meeting ON notice (meeting, kind);
CREATE INDEX notice_sent ON notice (kind, sent) WHERE state = 'sent';

-- Of meetings that have begun nobody is to hear that they were not reminded: there were no reminders.
INSERT INTO notice (id, organisation, logical_key, kind, follows, is_post, group_id, meeting, occasion, destination, state, due,
                    put_off)
SELECT -2 * m.id, m.organisation, 'reminder/' || m.id, 'reminder', 'meeting', 0, m.group_id, m.id, m.dating, 'thread', 'moot',
       m.starts, m.starts
FROM meeting m WHERE m.state = 'called' AND m.shown > 0;
INSERT INTO notice (id, organisation, logical_key, kind, follows, is_post, group_id, meeting, occasion, destination, state, due,
                    put_off)
SELECT -2 * m.id - 1, m.organisation, 'summary/' || m.id, 'summary', 'meeting', 0, m.group_id, m.id, m.dating, 'officials', 'moot',
       m.starts, m.starts
FROM meeting m WHERE m.state = 'called' AND m.shown > 0;
INSERT INTO notice (id, organisation, logical_key, kind, follows, is_post, group_id, meeting, seat, occasion, again, destination,
                    person, state, due, put_off)
SELECT -2 * n.id, n.organisation, 'summons-reminder/' || n.id, 'summons-reminder', 'seat', 0, n.group_id, n.meeting, n.seat,
       n.occasion, n.again, n.destination, n.person, 'moot', n.due, n.due
FROM notice n JOIN meeting m ON m.id = n.meeting
WHERE n.kind = 'summons' AND n.state = 'sent' AND m.shown > 0;
INSERT INTO notice (id, organisation, logical_key, kind, follows, is_post, group_id, meeting, seat, occasion, again, destination,
                    person, state, due, put_off)
SELECT -2 * n.id - 1, n.organisation, 'silence/' || n.id, 'silence', 'seat', 0, n.group_id, n.meeting, n.seat,
       n.occasion, n.again, 'officials', n.person, 'moot', n.due, n.due
FROM notice n JOIN meeting m ON m.id = n.meeting
WHERE n.kind = 'summons' AND n.state = 'sent' AND m.shown > 0;
