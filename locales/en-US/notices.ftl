# What the group, the substitutes and the officials read without having asked.

when = { $date }, { $from }–{ $to }
when-over-midnight = { $date }, { $from } to { $until-date }, { $to }

field-when = When
field-where = Where
field-seat = Seat
field-ordinary = Ordinary member
field-reason = Reason
field-reason-of-substitute = The substitute’s reason
field-tally = Attendance
field-not-reached = Not reached by the invitation
not-reached-no-account = { $person } (no linked account)
not-reached-not-member = { $person } (not on the server)
not-reached-cannot-see = { $person } (does not see the channel)
field-covers = Substitutes and empty seats
field-short-notice = Short notice
field-invitation = Invitation
field-cancelled-because = Reason

seat = { $appointer }
seat-chair = { $appointer } (chair)
seat-vice-chair = { $appointer } (vice chair)
nobody = Nobody is appointed

tally = { $expected } of { $seats } expected to come
tally-confirmed = { $count ->
        [one] { $count } has confirmed
       *[other] { $count } have confirmed
    }
tally-substituted = { $count ->
        [one] { $count } substitute is coming
       *[other] { $count } substitutes are coming
    }
tally-awaiting = { $count ->
        [one] { $count } substitute has not answered
       *[other] { $count } substitutes have not answered
    }
tally-vacant = { $count ->
        [one] { $count } seat will be empty
       *[other] { $count } seats will be empty
    }

cover-substituted = ✅ { $seat }: { $substitute } is coming
cover-awaiting = ⏳ { $seat }: { $substitute } has been asked
cover-unlinked = ⏳ { $seat }: the official is contacting { $substitute }
cover-vacant = ❗ { $seat }: the seat will be empty
covers-more = … and { $count } more

announcement-title = Meeting scheduled: { $group }
announcement-called = The invitation has gone out: { $group }, { $when }
announcement-footer = Please save the date.
invitation-text = Invitation: { $group }, { $when }, { $place }
invitation-rest = Invitation: { $group }, more names
cancellation-rest = Cancelled: { $group }, more names
invitation-title = Invitation: { $group }
invitation-presumed = You are expected to come. If you cannot, press Can’t attend, and your substitute is called at once.
invitation-short-notice = The invitation went out less than { $days ->
        [one] { $days } day
       *[other] { $days } days
    } before the meeting.
invitation-goes-out = Goes out { $date }, { $time }
invitation-never = Never went out
invitation-on-its-way = On its way
zone-corrected-text = Time zone corrected: { $group }, { $when }
zone-corrected-title = Time zone corrected: { $group }
zone-corrected-body = The time on the clock is the same as before. If you have seen another one in your calendar or on your phone, the time given here counts.
cancellation-text = Cancelled: { $group }, { $when }
cancelled-title = Meeting cancelled: { $group }
cancellation-body = The meeting will not take place. You need not do anything.

summons-title = Called as substitute: { $group }
summons-ask = Can you come instead of { $ordinary }? { $group }, { $when }, { $place }
summons-answer = Answer with a button, as soon as you can.
summons-accepted = Thank you! We are counting on you. If you cannot come after all, press Can’t come.
summons-declined = Noted: you cannot come. Can you come after all? Press I’ll come.
summons-elsewhere = You are not needed here, since you are called to the meeting for another seat.
summons-released = You are no longer needed: { $ordinary } is coming.
summons-successor = You are no longer needed: the seat has a new ordinary member, { $ordinary }, who is called to the meeting.
summons-anothers = This does not concern you any more: you are not the seat’s substitute on that day.
summons-superseded = This was about an earlier question. Please see the latest message.
summons-left = You are no longer needed: the member you would stand in for has left the seat, and nobody new is appointed.
summons-seat-gone = You are no longer needed: the seat is removed from the group by that day.
summons-line-asked = { $person } has been asked to come instead of { $ordinary }.
summons-line-comes = { $person } is coming instead of { $ordinary }.
summons-line-cannot = { $person } cannot come instead of { $ordinary }.
summons-line-over = { $person } is not needed as a substitute.
summons-line-again = { $person } is asked anew to come instead of { $ordinary }.
summons-unreachable-text = Please ask { $person } yourself – { $group }, { $when }
summons-unreachable-title = Please call the substitute yourself: { $group }
summons-unreachable-unlinked = { $person } has no linked account. Please phone or email them, give them the details below, and record the answer with a button.
summons-unreachable-closed = { $person } does not take messages here. Please phone or email them, give them the details below, and record the answer with a button.
summons-unreachable-gone = { $person } is not on the server. Please phone or email them, give them the details below, and record the answer with a button.
summons-unreachable-failed = It was not possible to reach { $person } here. Please phone or email them, give them the details below, and record the answer with a button.
summons-unreachable-comes = { $person } is coming as substitute. There is nothing for you to do.
summons-unreachable-cannot = { $person } cannot come as substitute.
summons-unreachable-over = { $person } need not be called any more. Have you already phoned or emailed? Please tell them that they need not come.
release-text = You are no longer needed as substitute: { $ordinary } is coming. { $group }, { $when }
release-successor-text = You are no longer needed as substitute: the seat has a new ordinary member, { $ordinary }, who is called to the meeting. { $group }, { $when }
release-left-text = You are no longer needed as substitute: the member you would stand in for has left the seat, and nobody new is appointed. { $group }, { $when }
release-anothers-text = You are not the seat’s substitute on that day. You are not needed. { $group }, { $when }
release-seat-gone-text = You are no longer needed as substitute: the seat does not exist any more. { $group }, { $when }
release-withdrawn-text = You are no longer needed as substitute: the absence has been taken back. { $group }, { $when }
release-title = You are not needed: { $group }
release-unreachable-title = Please tell the substitute yourself: { $group }
release-unreachable-text = We cannot reach { $person }. Please tell them that they are not needed: { $ordinary } is coming. { $group }, { $when }
release-successor-unreachable-text = We cannot reach { $person }. Please tell them that they are not needed: the seat has a new ordinary member, { $ordinary }. { $group }, { $when }
release-left-unreachable-text = We cannot reach { $person }. Please tell them that they are not needed: the ordinary member has left the seat, and nobody new is appointed. { $group }, { $when }
release-anothers-unreachable-text = We cannot reach { $person }, who is not the seat’s substitute on that day. Please tell them that they are not needed. { $group }, { $when }
release-seat-gone-unreachable-text = We cannot reach { $person }. Please tell them that they are not needed: the seat does not exist any more. { $group }, { $when }
release-withdrawn-unreachable-text = We cannot reach { $person }. Please tell them that they are not needed: the absence has been taken back. { $group }, { $when }

receipt-text = Absence: { $person } – { $group }, { $when }
receipt-title = Absence: { $group }
receipt-awaiting = { $substitute } has been asked and has not answered yet.
receipt-unreached = { $substitute } is not to be reached here. Please phone or email, and answer for them.
receipt-unanswered = Reported before the meeting. { $substitute } did not answer in time.
receipt-substituted = { $substitute } is coming instead.
receipt-vacant = The seat will be empty at the meeting.
receipt-superseded = The absence was withdrawn and has been reported anew. See the latest message.
receipt-left = { $person } does not hold the seat on that day. { $ordinary } is its ordinary member then.
receipt-left-vacant = { $person } does not hold the seat on that day. Nobody is appointed as its ordinary member.
receipt-seat-gone = The seat is removed from the group by the time of the meeting.
receipt-withdrawn = The absence is withdrawn. { $ordinary } is coming.

vacancy-text = Empty seat: { $seat } – { $group }, { $when }
vacancy-title = Empty seat at the meeting: { $group }
vacancy-solved-title = No longer current: { $group }
vacancy-declined = { $ordinary } cannot attend, and { $substitute } cannot come.
vacancy-elsewhere = { $ordinary } cannot attend, and { $substitute } is called to the meeting for another seat.
vacancy-ordinary-elsewhere = { $ordinary } has two seats in the group and comes for the other one.
vacancy-unoccupied = Nobody is appointed as the seat’s ordinary member.
vacancy-no-substitute = { $ordinary } cannot attend, and no substitute is appointed.
vacancy-unrepresented = Nobody represents { $appointer } at the meeting. Ask { $appointer } whether somebody else can come.
vacancy-what-to-do = Ask { $appointer } whether somebody else can come.
vacancy-solved = This is no longer current. There is nothing for you to do.
vacancy-asked = { $substitute } has been asked again and has not answered. You need not do anything yet.

button-come = I’ll come
button-absent = Can’t attend
button-cannot = Can’t come
button-undo = Undo
button-check = Check the group
button-meetings = My meetings
button-show = Show meeting

# A message waits because its channel does not take it.
undelivered-title = Waiting for the channel
undelivered = { $what } has not arrived.
undelivered-arrived = { $what } has arrived now.
undelivered-over = { $what } did not arrive, and is not needed any more.
undelivered-what = { $kind ->
    [announcement] Word of the meeting of { $group }, { $when },
    [invitation] The invitation to the meeting of { $group }, { $when },
    [cancellation] Word that the meeting of { $group }, { $when }, is cancelled
   *[other] A message to { $group }
}
undelivered-what-officials = A message to the officials of { $group }
undelivered-by-itself = The message then goes out by itself, within a quarter of an hour.
missing-rights = Kallelse may not write in { $channel }. Give Kallelse the permissions View Channel, Send Messages and Embed Links there, or choose another channel with { $command }.
missing-rights-in-threads = Kallelse may not write in threads under { $channel }. Give Kallelse the permissions Create Public Threads and Send Messages in Threads there.
missing-sight = Kallelse does not see { $channel }. Give Kallelse the permission View Channel there, or choose another channel with { $command }.
missing-channel = The channel { $channel } is no more. Choose another with { $command }.
missing-thread = The thread has been deleted.
missing-unlocked = The thread is locked. Unlock it, and Kallelse can write there again.
missing-something = Discord does not take the message in { $channel }. Check the channel’s permissions, or choose another channel with { $command }.

# A post was taken away from the group's channel.
reposted-invitation = The invitation to the meeting of { $group }, { $when }, was removed from the channel and is there again.
reposted-announcement = The post about the meeting of { $group }, { $when }, was removed from the channel and is there again.
reposted-title = There again: { $group }
reposted-body = Somebody removed the post in { $channel }. It is there again, with the same answers, and nobody was notified anew. Is the meeting not to be held? Cancel it.

# A meeting began without having been called.
missed-text = The invitation to the meeting of { $group }, { $when }, never went out.
missed-title = Not called: { $group }
missed-body = It could not be posted before the meeting began. Get in touch with the members. Was the meeting not held? Schedule a new one with { $command }.

# The invitation does not reach everybody.
unreached-text = The invitation does not reach { $count ->
        [one] { $count } person
       *[other] { $count } people
    } – { $group }, { $when }
unreached-none = Nobody is known to be out of reach any more – { $group }, { $when }
unreached-title = Please call them yourself: { $group }
unreached-none-title = Nobody known to be out of reach: { $group }
unreached-none-body = All who are expected can be reached now, as far as we know. Whoever was linked or let in after the invitation has not been notified of the meeting: please get in touch with them.
unreached-no-account = No linked account. Link them with { $link }, and they are called here next time. Whoever is at home in another group is linked by its official.
unreached-not-member = Not on the server. Please invite them, or link them with { $link } if the account is another.
unreached-cannot-see = { $count ->
        [one] Does not see { $channel }. Please ask whoever runs the server to let them in.
       *[other] Do not see { $channel }. Please ask whoever runs the server to let them in.
    }
unreached-body = Please phone or email them about the meeting, and answer for them with { $report }.

# A meeting is another than it was.
field-call-reason = Why you are called now
field-link = Take part at a distance
field-remark = Message
changed-title = Changed meeting: { $group }
changed-moved = Moved: { $group }, { $when }, { $place } (before: { $before })
changed-length = New end: { $group }, { $when }: { $after } (before: { $before })
changed-place = New place: { $group }, { $when }: { $place } (before: { $before })
changed-link = New link: { $group }, { $when }: { $after }
changed-link-gone = No link any more: { $group }, { $when }. Nobody can take part at a distance.
changed-remark = About the meeting of { $group }, { $when }: { $after }
changed-remark-gone = The message about the meeting of { $group }, { $when }, does not apply any more.
also-length = New end: { $after } (before: { $before })
also-place = New place: { $place } (before: { $before })
also-link = New link for taking part at a distance: { $after }
also-link-gone = Nobody can take part at a distance any more.
also-remark = { $after }
also-remark-gone = The earlier message does not apply any more.
changed-asks-anew = Have you answered about the old time? Please answer again. If you cannot come, press Can’t attend on the invitation.
changed-not-called = You are not called to the new time: somebody else has the seat then.
changed-words-hold = What you have answered holds.
changed-unreachable-text = { $person } is not reached: say that the meeting of { $group }, { $when }, is changed
summons-ask-moved = New time: { $group }, { $when }, { $place }. Can you come then, in place of { $ordinary }?
asked-anew-text = New time: { $group }, { $when }, { $place }. You could not come. Can you come now?
asked-anew-absent = { $group }, { $when }, { $place }: you cannot come at the new time either.
asked-anew-comes = { $group }, { $when }, { $place }: we count on you.
asked-anew-over = { $group }, { $when }, { $place }: you need not answer any more.
asked-anew-unreachable-text = { $person } is not reached: ask whether { $person } can come at the new time, { $group }, { $when }

# What has been.
tally-past = { $expected } of { $seats } were expected
over-title = Has been: { $group }
begun-title = Under way: { $group }
summons-unanswered = { $group }, { $when }, { $place }: the meeting has begun, and you need not answer any more.

# Who comes, seat by seat.
seats-of-meeting = **Seat by seat**
seats-file = attendance
field-own-substitute = Your substitute
field-official = Official
comes-line = { $seat }: { $person }
comes-line-confirmed = ✅ { $seat }: { $person }
comes-line-substituted = ✅ { $seat }: { $person }, for { $ordinary }
comes-line-asked = ⏳ { $seat }: { $person } is asked, for { $ordinary }
comes-line-vacant = ❗ { $seat }: nobody, for { $ordinary }
comes-line-empty = ❗ { $seat }: nobody sits there

# What is told by the clock
reminder-text = Reminder: { $group }, { $when }, { $place }
reminder-moved = Moved: { $group }, { $when }, { $place }
reminder-title = Reminder: { $group }
reminder-body = Can you not come? Press Can’t attend now, so that your substitute hears of it in time.
reminder-unreachable-text = The reminder could not be put in the thread – { $group }, { $when }
reminder-unreachable-body = The meeting’s thread cannot be written in. Please remind those who are expected yourself.
summary-text = { $expected } of { $seats } are expected – { $group }, { $when }
summary-title = Before the meeting: { $group }
field-unrepresented = Nobody yet from
summons-ask-again = Reminder: can you come instead of { $ordinary }? { $group }, { $when }, { $place }
silence-text = { $person } has not answered. Please phone or email – { $group }, { $when }
silence-title = The substitute has not answered: { $group }
silence-unreached-body = No answer from { $person } has been recorded. Please phone or email, and record the answer with a button.
silence-body = { $person } was asked on { $date } at { $time }. Please phone or email, and record the answer with a button.
too-late-text = { $count ->
        [one] One message did not go out in time
       *[other] { $count } messages did not go out in time
    } – { $group }, { $when }
too-late-title = Did not go out in time: { $group }
too-late-body = It could not be sent in time. Please get in touch with those concerned yourself, if that still helps.

button-substitute-comes = The substitute comes
button-substitute-cannot = The substitute can’t
button-member-comes = The member comes
button-member-cannot = The member can’t

two-at-once-text = Two meetings at once: { $group } and { $other }, { $when }. Which one will you attend?
two-at-once-heading = You are called to two meetings at once
two-at-once-title = Called to two meetings at once: { $group }
two-at-once-chosen = You are going to { $meeting }.
two-at-once-over = The question about two meetings at once no longer stands: { $group } and { $other }.
two-at-once-unreachable-text = { $person } is called to another meeting at the same time. Please ask which – { $group }, { $when }
button-goes-to = I’ll go to { $meeting }

summons-unreachable-unanswered = { $person } did not answer in time – { $group }, { $when }
summons-unreachable-superseded = { $person } has been asked anew. This was about the question before – { $group }, { $when }
reminder-unreachable-over = This was about a reminder that is no longer needed – { $group }, { $when }
summary-over = { $expected } of { $seats } were expected – { $group }, { $when }

noted-comes = Noted for you: you are coming – { $group }, { $when }, { $place }. Is that wrong? Answer here.
noted-cannot = Noted for you: you cannot come – { $group }, { $when }. Is that wrong? Answer here.
