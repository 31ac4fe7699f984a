# What only the person who typed a command or pressed a button reads.

scheduled = The meeting of **{ $group }** is scheduled for { $when }, { $place }. The group sees the meeting in { $channel }.
scheduled-call-at = The invitation goes out { $date }, { $time }.
understood = “{ $typed }” is { $date }.
clock-skipped = There is no { $time } that night, since the clocks go forward. The meeting begins at { $after }.
clock-twice = There are two { $time } that night, since the clocks go back. The meeting begins at the first.
scheduled-called-now = The invitation goes out at once.
scheduled-short-notice = The meeting is less than { $days ->
        [one] { $days } day
       *[other] { $days } days
    } away, so the invitation goes out at once, marked “Short notice”.
cancelled = The meeting of **{ $group }**, { $when }, is cancelled. The group is told now.

absence-reported = Thank you, your absence from the meeting of **{ $group }**, { $when }, is reported.
absence-reported-for = You have reported an absence for { $person }: the meeting of **{ $group }**, { $when }.
absence-already = Your absence from the meeting of **{ $group }**, { $when }, was already reported.
absence-already-for = An absence of { $person } was already reported: the meeting of **{ $group }**, { $when }.
absence-substitute-called = The substitute { $substitute } is being asked now.
absence-substitute-called-shortly = The substitute { $substitute } will be asked in a moment.
absence-substitute-asked = The substitute { $substitute } has been asked.
absence-substitute-comes = The substitute { $substitute } is coming instead.
absence-substitute-unlinked = The substitute { $substitute } has no linked account, so the official will contact them.
absence-no-substitute = No substitute is appointed for the seat. Please ask { $appointer } to appoint one.
absence-substitute-cannot = The substitute { $substitute } cannot come.
absence-substitute-elsewhere = The substitute { $substitute } is called to the meeting for another seat.
absence-leaders-told = The chair and the responsible official are told.
absence-as-substitute = Thank you, we now know that you cannot come as a substitute to the meeting of **{ $group }**, { $when }. Can you come after all? Type /absence withdraw.
absence-as-substitute-already = We already know that you cannot come as a substitute to the meeting of **{ $group }**, { $when }.
absence-withdrawn = Your absence is withdrawn. Welcome to the meeting of **{ $group }**, { $when }.
absence-withdrawn-for = The absence of { $person } is withdrawn: the meeting of **{ $group }**, { $when }.
absence-withdrawn-as-substitute = Thank you, we count on you as a substitute for the meeting of **{ $group }**, { $when }, should you be needed.
absence-released = { $substitute } is told that no substitute is needed.

confirmed = Thank you, see you at the meeting of **{ $group }**, { $when }.
accepted = Thank you! We are counting on you at the meeting of **{ $group }**, { $when }, { $place }.
declined = Thank you for answering. The chair and the responsible official will be told that you cannot come to the meeting of **{ $group }**, { $when }.
already-answered = You had already answered so, and it stands: the meeting of **{ $group }**, { $when }.

own-meetings-none = You have no upcoming meetings.
own-meetings-title = Your upcoming meetings
own-meetings-more = { $count ->
    [one] The next one. All of them are in { $command }.
   *[other] The next { $count }. All of them are in { $command }.
}
own-expected = You are expected.
own-absent = You have reported absence.
own-summoned = You have been asked to come as substitute and have not answered.
own-accepted = You are coming as substitute.
own-declined = You have answered that you cannot come as substitute.
own-held = You are the substitute, and are called if { $ordinary } cannot attend.
own-official = You are an official of the group.
own-no-seat = You hold no seat at that meeting.
own-held-empty = You are the substitute. No ordinary member is appointed.

help-title = What you can do
help-unlinked = Your account is not linked to a person in { $organisation }. Ask the responsible official to link it.
help-absence = **{ $command }** – say that you cannot attend. Your substitute is called at once.
help-for-another = **{ $command }** – report an absence for somebody else: fill in the field member.
help-withdraw = **{ $command }** – take an absence back.
help-list = **{ $command }** – see your upcoming meetings.
help-schedule = **{ $command }** – schedule a meeting. The invitation goes out automatically.
help-cancel = **{ $command }** – cancel a meeting.
help-show = **{ $command }** – see a meeting and who is coming.

# Errors: what happened, why, and what to do now.
denied-chair-and-official = Only the chair, the vice chair and the group’s officials may do that. Please ask one of them.
denied-the-member = Only the member may do that. Nothing has changed.
denied-the-substitute = That button is for the person who is called as substitute. Nothing has changed.
denied-the-group = You hold no seat in that group. This is only for its members, substitutes and officials. Not right? Contact the group’s official.
not-found-organisation = This server is not set up yet. Ask the server’s administrator to create the first group with { $command }.
not-found-link = Your account is not linked to a person. Were you given a code? Enter it with { $other }. Otherwise ask the responsible official to link your account.
not-found-group = We cannot find that group. Pick it from the list that appears as you type.
not-found-meeting = We cannot find that meeting. Pick it from the list that appears as you type.
not-found-member = We do not know which member is meant. Do you want to report an absence for somebody? Type /absence report and pick the member from the list.
invalid-date = “{ $typed }” cannot be read as a day. Write for example 11 March, week 10 Thursday or 2027-03-11.
invalid-time = “{ $typed }” cannot be read as a time. Write for example 09:00 or 9–11.
invalid-no-such-day = “{ $typed }”: there is no such day. Look in the almanac and write for example 11 March.
invalid-no-such-week = “{ $typed }”: there is no such week. Write for example week 10 Thursday.
invalid-no-such-time = “{ $typed }”: there is no such time. Write for example 09:00.
invalid-end-of-day = “{ $typed }”: at 24:00 the next day begins. Write that day and 00:00.
invalid-ends-first = “{ $typed }” ends before it begins. Does the meeting end the day after? Write when it begins, and how long it is.
invalid-ambiguous = “{ $typed }” may mean different things. Which do you mean: { $what }?
invalid-ambiguous-many = “{ $typed }” may mean several days or times. Which do you mean?
invalid-past = That time has passed. We read it as { $when }. Choose a time to come.
invalid-too-far = That is too far ahead. We read it as { $when }. Meetings are scheduled at most three years ahead.
invalid-lacks-time = The time is missing. Write when the meeting begins, for example 09:00.
invalid-lacks-date = The day is missing. Write which day the meeting is, for example 11 March.
invalid-disagree = “{ $one }” and “{ $other }” say different things. Write it in one place.
invalid-length-words = “{ $typed }” cannot be read as a length. Write for example 2 hours or 90 min, at most a day.
invalid-place-empty = Write where the meeting is held: a room, an address or a link.
invalid-place-too-long = Write more briefly where the meeting is held: at most { $max } characters.
invalid-words-empty = Nothing is written. Write a few words, and try again.
invalid-words-too-long = That is too long. At most { $max } characters fit.
invalid-reason-empty = The reason is empty. Write something, or leave the field out.
invalid-reason-too-long = The reason is too long. At most { $max } characters fit.
invalid-in-the-past = That time has already passed. Choose one that is to come.
invalid-too-far-ahead = That is too far ahead. Meetings are scheduled at most three years in advance.
invalid-length = A meeting must be between one minute and a day long.
conflict-meeting-cancelled = The meeting is cancelled. You need not do anything.
conflict-meeting-is-draft = The meeting is only a draft so far: nothing can be answered before it has been scheduled.
conflict-meeting-begun = The meeting has already begun. Contact the responsible official.
conflict-same-time = The group already has a meeting at that time. Choose another time.
conflict-not-absent = There is no absence to take back. Nothing has changed.
conflict-not-summoned = You are a substitute and not needed right now: the ordinary member is coming. You will be called if that changes.
conflict-fills-another = You are called to the meeting for another seat already, and nobody fills two. The official knows that the seat is empty.
conflict-already-founded = This server already has an organisation. Nothing has changed.
unknown-button = This button is too old. Use the buttons of the latest message.
bad-command = The command could not be read. Type it again and pick from the suggestions.
internal = Something went wrong on our side, and nothing has changed. Try again in a while. If that does not help, give { $reference } to whoever runs the service.
internal-uncertain = Something went wrong on our side, and we cannot tell whether it was saved. Please look before you try again. If you wonder about anything, give { $reference } to whoever runs the service.
repeated = This has been done already. Nothing has changed now.
unanswered = It was saved, but the answer was lost on our side. Have a look to see how it turned out.
late-answer = -# Discord could not show the answer at once. That is why it comes here.
late-answer-again = Discord could not show the answer to what you did just now. Please do it again to get it.
late-answer-for-all = { $person } What you did just now is saved, but the answer could not be shown. Please have a look at how it turned out.

# Meetings that are moved, changed and called early.
moved = The meeting of **{ $group }** is moved to { $when }, { $place }.
edited = The meeting of **{ $group }**, { $when }, is changed: { $what }.
moved-asks-anew = The group hears of it within a minute. Those who had answered are asked again, and so are their substitutes.
moved-back = Nobody had heard of it yet, so nobody hears of anything now.
moved-words-hold = The group hears of it within a minute. What has been answered holds.
change-of-time = the time
change-of-length = the end
change-of-place = the place
change-of-link = the link for taking part at a distance
change-of-remark = the message
called-now = The invitation to **{ $group }**, { $when }, goes out in { $channel } now.
why-late-asked = The invitation goes out late. Please write why, so that the invitation says so.
why-late-said = Thank you! The reason now stands in the invitation to **{ $group }**, { $when }.
button-why-late = Write why
form-why-late = Why is the meeting called late?
    .hint = For example: The region needs an answer before 15 March
ask-cancel = Cancel the meeting of **{ $group }**, { $when }? { $count ->
        [0] Nobody has been called yet.
        [one] One person is told at once.
       *[other] { $count } people are told at once.
    } It cannot be undone.
ask-call = Send the invitation to **{ $group }**, { $when }, now? { $count ->
        [one] One person is pinged.
       *[other] { $count } people are pinged.
    } It cannot be undone.
ask-abolish = Remove the seat { $seat } of **{ $group }**? { $count ->
        [0] Nobody sits there today.
        [one] { $people } sits there today.
       *[other] { $people } sit there today.
    }
ask-hand-over = Is **{ $other }** to take over everything that { $one } is responsible for, in **{ $group }** and in all other groups?
button-abolish = Remove the seat
button-really-hand-over = Hand over
ask-overlap = Hold the meeting then all the same?
ask-calls-now = With that change { $count ->
        [one] one meeting
       *[other] { $count } meetings
    } of **{ $group }** will be called at once:
    { $what }
overlap-own = **{ $group }** has a meeting then already: { $when }.
overlap-other = **{ $group }** meets then, { $when }, and { $count ->
        [one] one of yours is called there
       *[other] { $count } of yours are called there
    }: { $people }.
overlap-hidden = Another group meets then, { $when }, and { $count ->
        [one] one of yours is called there
       *[other] { $count } of yours are called there
    }: { $people }.
another-group = another group
button-leave = Leave it
button-cancel-meeting = Cancel the meeting
button-call-now = Send the invitation now
button-overlap = Yes, all the same
button-calls-now = Change, and call
conflict-group-ends-before = The group exists until { $day }. Choose a day that is not later.
conflict-nothing-changed = It is so already. Write what is to be different.
conflict-meeting-called = The invitation has gone out already.
invalid-meeting-link = “{ $typed }” cannot be read as a link. Paste the whole address, from https on.
invalid-remark-empty = The message is empty. Write something, or write “-” to remove it.
invalid-remark-too-long = The message is too long. There is room for { $max } characters.

coming-for = Noted: { $person } is coming to the meeting of **{ $group }**, { $when }.
declined-for = Noted: { $person } cannot come to the meeting of **{ $group }**, { $when }.
already-answered-for = That had been noted for { $person } already: the meeting of **{ $group }**, { $when }.
conflict-at-another-time = The meeting has moved since you were asked, so nothing has changed. It is now { $when }. Answer here about that time:
conflict-moved-since = The meeting has moved since, so nothing has changed. What is said now must be about the new time: please use the new buttons.
conflict-not-needed = The substitute is not needed: the member comes. Nothing has changed.
conflict-other-fills-another = The substitute is called to the meeting for another seat, and nobody fills two. Nothing has changed.

# Whoever writes to the bot
written-one = Your next meeting: { $group }, { $when }. Answer with a button: what you write I do not read.
written-several = Here are your coming meetings. Answer with a button: what you write I do not read.
written-no-answers = Here are your coming meetings. None of them waits for an answer of yours. What you write I do not read.
written-none = You have no coming meetings. What you write I do not read: please get in touch with the official.
written-unknown = I do not know who you are. Ask the group’s official for a code, and use { $command } on the server. What you write here I do not read.
own-meeting-title = Your meeting
