# Groups, seats and people: what those who look after them read.

day = { $day } { $month } { $year }
former = former member
place = { $appointer } (seat { $number })
place-chair = { $appointer }, chair (seat { $number })
place-vice-chair = { $appointer }, vice chair (seat { $number })
capacity-ordinary = ordinary member
capacity-substitute = substitute
capacity-official = responsible official
capacity-deputy = deputy official
period-since = from { $from }
period-from-to = from { $from } through { $to }
kind-municipality = a municipality
kind-region = the region
kind-opposition = the opposition
kind-other = somebody else
kinds-municipality = The municipalities
kinds-region = The region
kinds-opposition = The opposition
kinds-other = Others

change-new-seat = ➕ New seat: { $place }
change-seat-becomes = ✏️ { $before } becomes { $after }
change-seat-becomes-later = ✏️ { $before } becomes { $after } from { $from }
change-seat-becomes-until = ✏️ { $before } becomes { $after } until { $to }
change-seat-becomes-from-to = ✏️ { $before } becomes { $after } from { $from } until { $to }
change-seat-until = ✏️ { $place }: last day { $day }
change-seat-open = ✏️ { $place } has no last day any more
change-seat-gone = ➖ Seat removed: { $place }, last day { $day }
change-comes = ➕ { $person } becomes the { $capacity } for { $place }, { $period }
change-goes = ➖ { $person } stops being the { $capacity } for { $place }, last day { $day }
change-redated = ✏️ { $person }, { $capacity } for { $place }: { $period } (before: { $before })
change-comes-not = ➖ Planned appointment removed: { $person }, { $capacity } for { $place }, { $period }
change-linked = 🔗 { $person } is linked to an account
change-linked-doubtful = ❓ { $person } is linked to account { $account }. Is the number right? The cell is a number, and spreadsheets round those. If it is not: make the cell text, enter the number again and import the file anew

group-created = The group **{ $group }** is created. Its channel is { $channel }, and its responsible official is { $person }.
group-created-first = The organisation is created. Its language is { $language } and its time zone { $zone }. Not right? Change it with { $command }.
group-created-next = Now add the seats: import a file with { $command }, or add one seat at a time with { $other }.
group-created-shown = Does { $person } not see { $command } when typing? Give their role in Discord the permission Manage Events.
group-ending = Do you want to end the group **{ $group }**? Its last day will be { $day }, and all appointments end then. Its history stays, but nothing can be changed afterwards.
group-ending-meetings = These meetings will then be cancelled, and the group will be told at once:
group-ended = Done. The last day of the group **{ $group }** is { $day }. Its history stays.
group-ended-meetings = { $count ->
        [one] { $count } meeting is cancelled
       *[other] { $count } meetings are cancelled
    }, and the group is told now.
button-end-group = End the group
button-cancel = Cancel
nothing-done = Nothing has changed.

settings-title = Settings: { $group }
settings-changed = Saved.
settings-zone-corrected = Scheduled meetings keep their time on the clock. Where the invitation is out, those called are told.
settings-changed-to = Appointments that already have a last day are not extended. See which seats lack somebody with { $command }.
setting-name = Name
setting-channel = Channel
setting-officials-channel = Officials’ channel
setting-official = Responsible official
setting-deputy = Deputy official
setting-lead-days = Invitation at the latest
setting-lead-days-value = { $days ->
        [one] { $days } day before the meeting
       *[other] { $days } days before the meeting
    }
setting-posting-schedule = Invitations go out
posting-weekdays = Weekdays at { $time }
posting-daily = Every day at { $time }
posting-days = { $days } at { $time }
setting-language = Language of the channel
setting-language-sv = Swedish
setting-language-en = English
setting-zone = Time zone
setting-term = The group exists
setting-to = Last day
setting-mandate = Mandate
setting-composition = Composition
setting-appointer = appointer
setting-office = office
setting-seat-to = last day
setting-none = –
rule-seats = { $who }: { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    }
rule-chair = Chair appointed by { $who }
rule-vice-chair = Vice chair appointed by { $who }
choice-new-name = New name: { $typed }
composition-as-now = As the seats are now
composition-none = None (not checked)
last-day-none = No last day
mandate-none = Remove the mandate
day-today = today, { $day }
day-tomorrow = tomorrow, { $day }
handed-over = { $to } takes over from { $from }:
handed-over-group = • { $capacity } of { $group }
person-known = { $account } is now linked to { $person }, who was already registered. Wrong person? Unlink the account with { $command }.
handed-over-told = Done. It is being announced in the officials’ channels.
handed-over-back = Is it only for a while? Hand back one group at a time: choose the official in { $command }.
handed-over-without-deputy = Without a deputy now: { $groups }. Choose somebody with { $command }.

seat-title = { $place }
seat-now = Now
seat-history = Before and later
seat-nobody = Nobody is appointed
seat-line = { $person }, { $capacity }, { $period }
seat-gone-on = The last day of the seat is { $day }.
seat-newcomer = ℹ️ { $person } is at home in { $group }. That group’s official is told, and looks after the name and the account.
seat-designations = Office and appointer
seat-designation-until = { $place } until { $to }
seat-designation-from-to = { $place } from { $from } until { $to }
seat-designation-since = { $place } from { $from }
seat-renamed = The name is corrected: { $before } is now { $after }.
seat-unchanged = That was already the case. Nothing has changed.
seat-done = Saved.

roster-title = { $group }, { $day }
roster-line = **{ $place }**: { $ordinary } · { $substitute }
roster-substitute = substitute { $person }
roster-no-ordinary = no ordinary member
roster-no-substitute = no substitute
roster-officials = Officials: { $people }
roster-empty = The group has no seats on that day.

check-title = Check: { $group }
check-fine = All is well: { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    }, none empty, and everybody can be reached.
check-whole-file = whole-check
check-no-official = ❗ Nobody is the responsible official. Choose somebody with { $command }.
check-no-deputy = ⚠️ Nobody is the deputy official. Choose somebody with { $command }, so that there is somebody to step in during absence.
check-no-seats = ❗ The group has no seats. Import them with { $command }.
check-vacant-ordinary = ❗ { $place } has no ordinary member. Ask { $appointer } to appoint one, and enter them with { $command }.
check-vacant-substitute = ⚠️ { $place } has no substitute. Ask { $appointer } to appoint one, and enter them with { $command }.
check-vacant-ordinary-from = ⚠️ { $place } has no ordinary member from { $day }. Ask { $appointer } to appoint one in time.
check-vacant-substitute-from = ⚠️ { $place } has no substitute from { $day }. Ask { $appointer } to appoint one in time.
check-gap-ordinary = ⚠️ { $place } has no ordinary member { $period }. Ask { $appointer } to appoint somebody for that time.
check-gap-substitute = ⚠️ { $place } has no substitute { $period }. Ask { $appointer } to appoint somebody for that time.
check-breach-later = From { $day }: { $what }
check-count = ❗ { $who }: { $count ->
        [one] { $count } seat
       *[other] { $count } seats
    }, and there should be { $expected }. Correct the seats with { $command }, or the composition in the settings.
check-office-chair = ❗ The chair should be appointed by { $who }, but is { $held }. Change the seats’ offices with { $command }.
check-office-vice-chair = ❗ The vice chair should be appointed by { $who }, but is { $held }. Change the seats’ offices with { $command }.
check-held-by = appointed by { $appointer }
check-held-by-none = not appointed
check-doubled = ⚠️ { $person } has several seats: { $places }. If that is wrong, correct it with { $command }.
check-conflict = ⚠️ Two meetings overlap: { $one } and { $other }. Called to both: { $people }. Cancel one of them and schedule it anew, or report an absence.
check-unlinked = ⚠️ Without a linked account, not to be reached here: { $people }. Link them, or give them a code, with { $command }.
check-closed = ⚠️ Do not take direct messages from here: { $people }. Ask them to allow direct messages from the server in their privacy settings.
check-not-members = ❗ Not on the server, and reading nothing of what is written here: { $people }. Please invite them. If they have another account, link it with { $command }.
check-cannot-see = ❗ Do not see { $channel }: { $people }. Please ask whoever runs the server to let them in.
check-not-asked = ⚠️ Discord could not be asked who is on the server and sees the channels. Please try again in a while.
check-closed-channel = ❗ The latest message to the group’s channel, { $channel }, has not arrived.
check-closed-thread = ❗ The latest message in a meeting’s thread under { $channel } did not arrive. This line goes away once the next message in a thread has arrived.
check-closed-officials = ❗ The latest message to the officials’ channel, { $channel }, has not arrived.

import-title = Import: { $group }
import-planned = { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    } read. Nothing has changed yet. This will happen if you press Carry out:
import-newcomers = At home in another group
import-nothing = { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    } read. Everything already matches the file. Nothing has changed.
import-counts = New seats: { $seats } · Starting: { $comes } · Leaving or removed: { $goes } · Changed: { $changed }
import-done = Done. { $rows ->
        [one] { $rows } row is
       *[other] { $rows } rows are
    } imported into **{ $group }**.
import-whole-file = all-changes
whole-file = The whole list is in the file { $what }.
import-reading = Reading the file …
import-carrying-out = Importing … { $percent }%
button-import = Carry out
faults-title = The file could not be imported
faults-whole-file = all-errors
faults-intro = { $count ->
        [one] Correct this error and import the file again. Nothing has changed.
       *[other] Correct these { $count } errors and import the file again. Nothing has changed.
    }

export-done = Here is **{ $group }** as a file. You can edit it and import it again with { $command }.
export-log-sheet = Log
export-group-sheet = Group

fault = row { $row }, { $column }: { $why }
fault-row = row { $row }: { $why }
fault-no-column = the column is missing
fault-unknown-column = the column “{ $typed }” is not known; remove it or correct its name
fault-column-twice = the column is there twice
fault-empty = is missing
fault-too-long = too long, at most { $max } characters
fault-number = “{ $typed }” is not a number from 1 upwards
fault-date = “{ $typed }” is not a date; write it like 2027-03-11
fault-ambiguous-date = “{ $typed }” may mean { $days }; write it as 2027-03-11
fault-office = “{ $typed }” is not an office; write chair, vice-chair or member
fault-kind = “{ $typed }” is not a kind; write municipality, region, opposition or other
fault-account = “{ $typed }” is not a Discord account; write its user ID, digits only
fault-rounded-account = the spreadsheet has rounded the number to “{ $typed }”; format the column as text and enter it again
fault-formula = “{ $typed }” is an error of the spreadsheet; correct the formula, or write the value
fault-no-name = dates or an account without a name; write the name, or empty the cell
fault-ends-before = ends before it begins
fault-kind-needed = { $typed } is new; write its kind: municipality, region, opposition or other
fault-kind-differs = the appointer is known as { $typed }
fault-seat-differs = the same seat has something else in an earlier row
fault-seat-abolished = the seat was removed, last day { $day }; use a new number
fault-seat-too-early = the seat is new, and that can only hold from today; import the file without a date in the field from
fault-sat-until = { $person } had the seat { $period }; write a first day for a new time there
fault-sat-later = { $person } had the seat { $period }; the seat cannot end before that
fault-overlap = { $person } holds the seat { $period }; the dates must not overlap. Is the person in the row new? Empty their dates and account
fault-own-substitute = the same person is the ordinary member; write another substitute, or empty the cell
fault-passes-for = the name looks the same as { $person } and is not the same; write it alike, or so that it can be told apart
fault-reserved = { $typed } is one of Kallelse’s own words; write another name
fault-account-taken = the account is that of { $person }
fault-account-taken-unnamed = the account belongs to somebody in another group
fault-account-differs = the person already has another account; change it with { $command }, or empty the cell
fault-account-guarded = this person is at home in another group or has rights there; ask that group’s official or the server’s administrator to link the account, and empty the cell
unread-kind = The file could not be read. Save it as CSV or Excel (xlsx) and try again.
unread-size = The file is too large. It may have at most { $max } MB.
unread-no-rows = The file has no rows below the headings. Nothing has changed. Fill in one row per seat and import the file again.
unread-rows = The file has too many rows. At most { $max } are allowed.
unread-columns = The file has too many columns. At most { $max } are allowed. Remove what is far to the right.

log-title = Latest changes: { $group }
log-empty = Nothing has been changed yet.
log-line = { $when } · { $by }: { $what }
log-by-administrator = the server’s administrator
log-by-former = a former administrator
log-by-operator = whoever runs the service
log-group-created = the group was created
log-group-ended = the group was ended, last day { $day }
log-set = { $setting }: { $before } → { $after }
log-set-only = { $setting } was changed
log-days = { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
log-seat-added = new seat: { $place }
log-seat-changed = the seat was changed: { $place }
log-seat-became = { $place }, { $setting }: { $before } → { $after }
log-seat-became-until = { $place }, { $setting }: { $before } → { $after } until { $day }
log-seat-becomes-later = { $place }, { $setting }: { $before } → { $after } { $period }
log-seat-abolished = the seat was removed: { $place }, last day { $day }
log-appointed = { $person } became the { $capacity } for { $place }, { $period }
log-redated = { $person }, { $capacity } for { $place }, was given new dates: { $period }
log-withdrawn = planned appointment removed: { $person }, { $capacity } for { $place }
log-seated-elsewhere = { $person } was given a seat in { $group }: { $place }, { $capacity } { $period }
log-renamed = the name of { $person } was corrected
log-official-appointed = { $person } became the { $capacity }
log-official-ended = { $person } stopped being the { $capacity }
log-code-made = a code was made for { $person }
log-linked = { $person } was linked to an account
log-unlinked = the account of { $person } was unlinked
log-imported = a file was imported, { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
log-exported = the group was exported
log-erased = { $person } erased their data
log-meeting-scheduled = the meeting on { $meeting } was scheduled
log-meeting-moved = the meeting on { $meeting } was moved to { $moved }
log-meeting-edited = the meeting on { $meeting } was changed
log-meeting-called = the invitation to the meeting on { $meeting } was sent early
log-meeting-cancelled = the meeting on { $meeting } was cancelled
log-co-opted = a guest was co-opted for the meeting on { $meeting }
log-co-option-ended = a guest of the meeting on { $meeting } was cancelled
log-answered = answered for { $person }: { $answer } (the meeting on { $meeting })
button-log-earlier = Earlier changes
log-column-at = time
log-column-by = by
log-column-what = what
log-column-about = about

me-linked = Your account is now linked to { $person }. Welcome! Type { $command } to see what you can do here.
me-linked-other = { $person } is now linked to { $account }.
me-unlinked = { $person } has no linked account any more. Link the right one, or make a code, with { $command }.
me-code = Code for { $person }: **{ $code }**
    Ask { $person } to type { $command } here on the server and enter the code. It can be used once, by { $day } at the latest. Give it to { $person } alone.
me-what-to-link = Were you given a code? Enter it in the field code.
    Are you an official? Pick the person and the account to link. Without an account you get a code to give to the person. To correct a name, pick the person and write the name.
me-title = Your data
me-name = You are { $person } here, in { $organisation }.
me-holds = Seats
me-held = { $group }: { $place }, { $capacity }, { $period }
me-posts = Posts as official
me-post = { $group }: { $capacity }, { $period }
me-no-seats = You hold no seat right now.
me-kept = We keep your name, your account, your appointments, your replies to invitations, which messages you were sent and which changes concern you. Reasons for absence are deleted 30 days after the meeting.
me-more = { $export } gives you everything that is kept about you. { $erase } removes your name and your account.
me-exported = Here is everything that is kept about you, as readable text and as data (JSON).
me-erase-ask = Do you want your name and your account removed here? That cannot be undone.
me-erase-seats = You leave these seats, and the responsible official is told:
me-erase-posts = You stop being an official, and the officials’ channel says so:
me-erase-stays = What has already happened stays, with “former member” instead of your name. What you wrote in the channels you remove yourself.
me-erased = Done. Your name and your account are removed.
button-erase = Remove my data
button-keep = Keep
own-data-file = my-data
own-data-account = Discord account: { $account }
own-data-replies = Replies
own-data-reply = { $when }, { $group }: { $answer }
own-data-reason = reason: { $reason }
own-data-messages = Messages to you
own-data-changes = Changes
own-data-line = { $when }: { $what }
own-data-by-you = { $what } (done by you)
own-data-by-another = { $what } (done by somebody else)
own-message-announcement = meeting scheduled
own-message-invitation = invitation
own-message-cancellation = meeting cancelled
own-message-summons = asked to come as substitute
own-message-release = told that you are not needed as substitute
own-message-receipt = notice of an absence
own-message-vacancy = empty seat
own-message-departure = told that you have no seat any more
own-message-handover = new official or deputy
own-message-seated-elsewhere = a seat in another group
own-message-missed = word of a meeting that was not called
own-message-changed = that a meeting is changed
own-message-asked-anew = a question about a new time
own-message-zone-corrected = word of a corrected time zone
own-message-reposted = word of a post that was removed
own-message-unreached = word of members who are not reached
own-message-undelivered = word of a message that has not arrived
own-message-two-at-once = a question about two meetings at once
own-message-noted = that somebody has recorded your answer
own-message-reminder = reminder of a meeting
own-message-summary = how a meeting stands
own-message-too-late = word of what did not go out in time
own-message-summons-reminder = reminder to the substitute to answer
own-message-silence = word of a substitute who has not answered
own-change-group-created = a group was created
own-change-group-ended = a group was ended
own-change-set = a setting was changed
own-change-seat = a seat was changed
own-change-appointed = somebody was appointed to a seat
own-change-redated = an appointment got other dates
own-change-withdrawn = a planned appointment was removed
own-change-seated-elsewhere = another group gave you a seat
own-change-renamed = a name was corrected
own-change-official-appointed = somebody became official
own-change-official-ended = somebody stopped being official
own-change-code-made = a code was made to link an account
own-change-linked = an account was linked
own-change-unlinked = an account was unlinked
own-change-imported = a file was imported
own-change-exported = a group was exported
own-change-erased = somebody removed their data
own-change-meeting-scheduled = a meeting was scheduled
own-change-meeting-moved = a meeting was moved
own-change-meeting-edited = a meeting was changed
own-change-meeting-called = an invitation was sent early
own-change-meeting-cancelled = a meeting was cancelled
own-change-co-opted = somebody was co-opted for a meeting
own-change-co-option-ended = a co-option was cancelled
own-change-answered = somebody answered for somebody else about a meeting
answer-absent = absence
answer-withdrawn = took an absence back
answer-confirmed = is coming
answer-accepted = is coming as substitute
answer-declined = cannot come as substitute

succession-text = Invitation: { $group }, { $when }, { $place }. You are the ordinary member for { $seat } at the time of the meeting.
succession-over = This does not concern you any more: you are not the ordinary member for { $seat } in { $group } at the time of the meeting.
succession-over-unreachable = { $person } is no longer the ordinary member for { $seat } at the meeting and is not to be called. Have you already phoned or emailed? Please tell them that they need not come.
succession-unreachable-title = Please call the member yourself: { $group }
succession-unreachable-text = We cannot reach { $person }, the ordinary member for { $seat } at the meeting. Please phone or email them, and give them the details below. { $group }, { $when }
departure-text = You no longer hold a seat in { $group }.
departure-substitute = You are no longer an ordinary member of { $group } but a substitute. You are called if the ordinary member cannot attend.
departure-later = From { $day } on you hold no seat in { $group }.
departure-substitute-later = From { $day } on you are not an ordinary member of { $group } but a substitute. You are called if the ordinary member cannot attend.
departure-title = You need not come: { $group }
departure-body = You need not come to these meetings:
departure-unreachable-text = We cannot reach { $person }, who no longer holds a seat in { $group }. Please phone or email { $person }, and say that they need not come to the meetings below.
departure-substitute-unreachable = We cannot reach { $person }, who is no longer an ordinary member of { $group } but a substitute. Please phone or email { $person }, and say that they need not come to the meetings below.
departure-unreachable-later = We cannot reach { $person }, who holds no seat in { $group } from { $day } on. Please phone or email { $person }, and say that they need not come to the meetings below.
departure-substitute-unreachable-later = We cannot reach { $person }, who from { $day } on is not an ordinary member of { $group } but a substitute. Please phone or email { $person }, and say that they need not come to the meetings below.
departure-unreachable-title = Please tell them yourself: { $group }
vacated-ordinary = The seat { $place } in { $group } is empty: the member has removed their data. Ask { $appointer } to appoint somebody, and enter them with { $command }.
vacated-substitute = The seat { $place } in { $group } has no substitute: they have removed their data. Ask { $appointer } to appoint a new one, and enter them with { $command }.
vacated-to-come = Whoever was to take the seat { $place } in { $group } has removed their data. Ask { $appointer } to appoint somebody else, and enter them with { $command }.
post-vacated-official = Whoever was the responsible official of { $group } has removed their data. Choose a new one with { $command }.
post-vacated-deputy = Whoever was the deputy official of { $group } has removed their data. Choose a new one with { $command }.
post-vacated-today = Somebody who had just become an official of { $group } has removed their data. Please check with { $command }.
handover-text = You are now the { $capacity } of { $group }.
handover-before = { $person } is now the { $capacity } of { $group }, after you.
handover-unreachable = { $person } is now the { $capacity } of { $group }, and cannot be reached here. Please phone or email them, and tell them.
handover-before-unreachable = { $person } is now the { $capacity } of { $group }, after { $from }, who cannot be reached here. Please phone or email them, and tell them.
handover-after = You are now the { $capacity } of { $group }, after { $from }.
handover-many = You take over { $count } groups from { $from }.
handover-before-many = { $person } takes over { $count } groups from you.
handover-many-title = What is handed over
handover-title = Where { $group } stands
handover-meetings = Upcoming meetings
handover-none = No meetings are scheduled.
seated-elsewhere-text = { $person } has been given a seat in { $group } ({ $place }). { $home } still looks after the name and the account. If this is wrong, please talk to that group’s official.
seated-elsewhere-many = { $count } people of { $home } have been given seats in other groups. { $home } still looks after their names and accounts. If this is wrong, please talk to those groups’ officials.
seated-elsewhere-title = Seats in other groups
seated-elsewhere-line = • { $person }: { $group }, { $place }

# Errors
denied-administrator = Only the server’s administrator may do that. Please ask them.
denied-administrator-and-official = Only the group’s officials and the server’s administrator may do that. Please ask one of them.
denied-official = Only the group’s officials may see that. Please ask one of them.
not-found-official = The group has no responsible official. Choose one in the group’s settings.
not-found-seat = We do not know which seat you mean. Pick it from the list that appears as you type, or type the seat’s number.
not-found-person = We cannot find that person. Pick from the list that appears as you type.
not-found-person-of-theirs = We cannot find that person in any group that you look after. Pick from the list that appears as you type. If they belong to another group, please ask that group’s official or the server’s administrator.
not-found-appointer = We cannot find that appointer. Pick from the list that appears as you type.
not-found-import = That import is already done, was cancelled, or is too old. Import the file again.
not-found-code = The code is not valid. Check that it is written correctly, or ask the responsible official for a new one.
invalid-ends-before = The last day lies before the first. Check the dates.
invalid-past-day = { $day } has already passed. Choose today or a day to come.
invalid-erases-history = From that day, { $person }, who held the seat { $period }, would be struck from the history. Choose a later day, or fetch the group with its history ({ $command }) and change that file. Nothing has changed.
conflict-meetings-after = The group has meetings after { $day }. Cancel them first, or end the group with { $command }: that cancels them.
invalid-name-empty = The name is missing. Write a name.
invalid-name-too-long = The name is too long. At most { $max } characters fit.
invalid-mandate-empty = The mandate is empty. Write something, or leave the field out.
invalid-mandate-too-long = The mandate is too long. At most { $max } characters fit.
invalid-zone = “{ $typed }” is not a time zone. Pick one from the list, for example Europe/Stockholm.
conflict-channel-unseen = You do not see the channel { $channel }. Please choose one that you can see yourself. Nothing has changed.
conflict-channel-closed = Kallelse cannot write in { $channel }. Let Kallelse see the channel and send messages there, and try again. Nothing has changed.
conflict-channel-of-others = { $channel } is already used by another group, which you do not look after. Please choose a channel of your own, or ask the server’s administrator. Nothing has changed.
invalid-same-channel = The officials need a channel of their own: it shows reasons for absence, which the group is not to see. Choose another channel.
invalid-lead-time = The invitation can go out between 0 and { $max } days before the meeting.
invalid-posting-schedule = “{ $typed }” cannot be read as a time for invitations. Pick from the list, for example Weekdays at 09:00. Other times can be written as cron: 0 9 * * MON-FRI.
invalid-composition = “{ $typed }” cannot be read. Write for example: Arboga 1, Region Västmanland 3, chair region, vice chair municipality.
invalid-lacks-change = Choose what to change as well.
invalid-lacks-seat = Pick the seat that is meant.
invalid-lacks-person = Write or pick who is meant.
invalid-lacks-appointer = Write who appoints to the seat, for example Arboga.
invalid-lacks-kind = The appointer is new. Choose its kind too: municipality, region, opposition or other.
invalid-lacks-office = Choose the office that the seat is to have.
invalid-lacks-day = Choose which day is meant.
invalid-unused = The field “{ $field }” is not used for that change. Empty it, or choose another change. Nothing has changed.
invalid-two-days = Fill in one day: the last one. Empty the other field. Nothing has changed.
invalid-kind-differs = The appointer is already known, as { $typed }. Empty the field kind.
invalid-hand-over-alone = Fill in hand-over-to alone this time, and change other settings afterwards. Nothing has changed.
conflict-group-ended = The group has ended, last day { $day }. It can be read and not changed.
conflict-group-begins = The group’s first day is { $day }. Choose a time from that day on.
conflict-name-taken = The name { $person } is taken. Choose another one, so that they can be told apart.
conflict-group-name-taken = There is already a group named { $group }. Choose another name, or first rename the other one with { $command }, even if it has ended.
conflict-passes-for = { $typed } looks the same as { $person }, and is not the same name. If you mean { $person }, pick from the list. Otherwise write the name so that it can be told from the other, such as with a middle name.
conflict-reserved = { $typed } is one of Kallelse’s own words and cannot be a name here. Please write another name.
conflict-account-taken = The account is already linked to { $person }. An account can belong to one person only.
conflict-account-taken-unnamed = The account is already linked to somebody in another group. An account can belong to one person only. If this is wrong, please ask the server’s administrator.
conflict-already-linked = Your account is already linked, to { $person }.
conflict-same-person = That is the same person. Nothing has changed.
conflict-is-official = { $person } is the official and cannot be the deputy as well. Choose somebody else, or a new official at the same time. Nothing has changed.
conflict-at-home-elsewhere = { $person } is at home in { $group }, which looks after the name and the account. Please ask that group’s official or the server’s administrator.
conflict-rules-elsewhere = The account of { $person } gives rights in { $group }, or they left it recently. Please ask the server’s administrator, or somebody who looks after both groups.
conflict-holds-elsewhere = { $person } is an official of { $group } too, which you do not administer. Ask the server’s administrator to hand over, or choose a new official of this group alone with { $command }. Nothing has changed.
conflict-nobody-sits = The seat has no ordinary member on that day. Check seat and date.
conflict-no-substitute-sits = The seat has no substitute on that day. Check seat and date.
conflict-seat-taken = { $person } holds the seat { $period }. Choose a later date.
conflict-seat-taken-later = { $person } holds the seat { $period }. Choose a last day before that, { $day } at the latest.
conflict-seat-taken-since = { $person } holds the seat { $period }. Choose a later date. Or first remove { $person }: choose the change The ordinary member leaves (or The substitute leaves) and the person, and leave the dates empty.
conflict-seat-gone = The seat is removed. Add a new one.
conflict-office-past = { $day } has already been, and who led the group then is not changed. Choose today or a later day.
conflict-seat-ends = The last day of the seat is { $day }. Choose an earlier date.
conflict-import-outdated = Something has changed since you imported the file. Import it again to see what would change now.
conflict-too-many-guesses = Too many wrong codes. Wait an hour, or ask the responsible official to link your account.

help-link = **{ $command }** – link your account with a code that you were given.
help-me = **{ $command }** – see what is kept about you.
help-group = **{ $command }** – seats, people and settings. Begin with { $check }.
help-create = **{ $command }** – create a group.
