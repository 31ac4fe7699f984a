# The attendance at a meeting: who was there, corrections, and that the meeting is closed.

register-title = Attendance: { $group }
register-open = Filled in from reported absences. Correct what turned out otherwise, and then close the meeting.
register-closed = The meeting is closed.
register-pick = Correct somebody’s attendance …
register-line = { $seat }: { $what }
register-filled = { $count } of { $seats } seats
register-substituted = { $count ->
        [one] { $count } substitute
       *[other] { $count } substitutes
    }
register-excused = { $count ->
        [one] { $count } excused
       *[other] { $count } excused
    }
register-without-notice = { $count ->
        [one] { $count } without notice
       *[other] { $count } without notice
    }
register-guests = { $count ->
        [one] { $count } co-opted
       *[other] { $count } co-opted
    }
register-came = { $person }
register-came-instead = { $person } came instead
register-had-excused = { $person } had reported absence
register-stayed-away = { $person } stayed away without notice
register-guest-away = { $person } was not there
register-nobody = nobody
register-from = from { $time }
register-to = until { $time }
register-at-item = { $time }
register-corrected = Corrected: { $what }
register-added = Added: { $what }
register-removed = Taken out of the attendance.
register-files = The attendance at **{ $group }**, { $when }.
register-file = attendance
register-column-seat = Seat
register-column-name = Name
register-column-as = As
register-column-was = Attendance
register-column-from = From
register-column-to = Until
register-column-mode = How
register-column-part = Took part as
register-as-ordinary = ordinary member
register-as-substitute = substitute
register-was-there = present
register-was-excused = excused
register-was-without-notice = without notice
register-mode-room = in the room
register-mode-distance = at a distance
register-part-serving = serving
register-part-present = present

button-register = Attendance
button-close = Close the meeting
button-reopen-meeting = Open again
button-add-guest = Somebody else was there
button-register-files = As a file
button-was-there = Was there
button-was-not-there = Was not there
button-excused = Was excused
button-without-notice = Absent without notice
button-substitute-came = The substitute came
button-substitute-away = The substitute did not come
button-came-late = Came later
button-left-early = Left early
button-at-a-distance = At a distance
button-in-the-room = In the room
button-to-the-list = Back to the list

form-late = Came later
form-late-at = When?
    .hint = For example 10:15
form-left = Left early
form-left-at = When?
    .hint = For example 11:30
form-add-guest = Somebody else was there
form-guest-name = Who?
    .hint = The name
form-reopen-meeting = Open the meeting again
form-why = Why?
    .hint = Stands in the group’s log

meeting-closed = The meeting of **{ $group }** is closed. The attendance is kept.
meeting-reopened = The meeting is open again. Correct the attendance, and then close the meeting.

not-closed-text = Is the attendance right? { $group }, { $when }
not-closed-title = Check the attendance: { $group }
not-closed-body =
    { $what }

    Is that right? Close the meeting. Otherwise correct the attendance first.
closed-text = Closed: { $group }, { $when }
closed-title = Closed meeting: { $group }

held-title = Meeting: { $group }

conflict-meeting-not-begun = The meeting has not begun. Who is expected you see with /meeting show.
conflict-meeting-closed = The meeting is closed already. Is something to be corrected? Open it again, under /meeting attendance.
conflict-meeting-not-closed = The meeting is not closed. Nothing has changed.
conflict-nobody-there = Nobody was there for that seat. Say first who came.
conflict-empty-seat = Nobody is appointed to the seat. Nothing has changed.
conflict-no-substitute = The seat has no substitute. Did somebody else come? Add them with Somebody else was there.
conflict-outside-meeting = That time lies outside the meeting. Write when during the meeting it was, for example 10:15.
conflict-left-before-coming = It cannot have been so: they left before they came. Correct the times.
conflict-served-for-another = They were there for another seat then, and nobody fills two. Correct that seat first.
conflict-too-many-added = So many cannot be added. There is room for { $max }.
not-found-place = That line is not there any more. Open the attendance again with /meeting attendance.

log-meeting-closed = closed the meeting { $meeting }
log-meeting-reopened = opened the meeting { $meeting } again: { $because }
log-attendance-corrected = corrected the attendance at the meeting { $meeting }
own-change-meeting-closed = a meeting was closed
own-change-meeting-reopened = a meeting was opened again
own-change-attendance-corrected = the attendance at a meeting was corrected
own-data-attendance = Your attendance at meetings
own-message-not-closed = question about the attendance
