# What the group, the substitutes and the officials read without having asked.

when = { $date }, { $from }–{ $to }
when-over-midnight = { $date }, { $from } to { $until-date }, { $to }

field-when = When
field-where = Where
field-seat = Seat
field-ordinary = Ordinary member
field-reason = Reason
field-tally = Replies
field-covers = Substitutes and vacancies
field-short-notice = Short notice
field-invitation = Invitation
field-cancelled-because = Reason

seat = { $appointer }
seat-chair = { $appointer }, chair
seat-vice-chair = { $appointer }, vice chair
nobody = Nobody is appointed

tally = { $expected } of { $seats } seats expected
tally-confirmed = { $count ->
        [one] { $count } has confirmed
       *[other] { $count } have confirmed
    }
tally-substituted = { $count ->
        [one] { $count } substitute comes
       *[other] { $count } substitutes come
    }
tally-awaiting = { $count ->
        [one] { $count } substitute has not answered
       *[other] { $count } substitutes have not answered
    }
tally-vacant = { $count ->
        [one] { $count } seat is empty
       *[other] { $count } seats are empty
    }

cover-substituted = ✅ { $seat }: { $substitute } comes
cover-awaiting = ⏳ { $seat }: { $substitute } has been asked
cover-unlinked = ⏳ { $seat }: the official contacts { $substitute }
cover-vacant = ❗ { $seat }: the seat is empty
covers-more = … and { $count } more

announcement-title = Meeting scheduled: { $group }
announcement-footer = Please save the date.
invitation-text = You are called to { $group }: { $people }
invitation-title = Invitation: { $group }
invitation-presumed = You are counted as attending unless you press Can’t attend. Your substitute is then called at once.
invitation-short-notice = The invitation went out less than { $days } days before the meeting.
invitation-goes-out = Goes out { $date }, { $time }
invitation-called = Has gone out
cancellation-text = Cancelled: { $group }. { $people }
cancelled-title = Cancelled: { $group }
cancellation-body = The meeting will not take place. You need not do anything.

summons-title = You are called as substitute: { $group }
summons-ask = { $person } – { $ordinary } cannot attend. Can you come instead?
summons-answer = Answer with a button, as soon as you can.
summons-accepted = { $person } – thank you! You are counted as attending. Something came up? Press Can’t come.
summons-declined = { $person } – you have answered that you cannot. You can after all? Press I’ll come.
summons-released = { $person } – you are no longer needed: { $ordinary } comes.
summons-anothers = { $person } – this does not concern you any more: you are not the seat’s substitute on that day.
summons-superseded = { $person } – this was about an earlier question. Please answer the latest message.
summons-left = { $person } – you are no longer needed: the seat has no ordinary member on that day.
summons-seat-gone = { $person } – you are no longer needed: there is no such seat at that meeting.
summons-unreachable-text = { $people } We cannot reach { $person } here.
summons-unreachable-title = Please call the substitute yourself: { $group }
summons-unreachable-unlinked = { $person } has no linked account. Phone or mail them what stands below.
summons-unreachable-closed = { $person } does not take messages here. Phone or mail them what stands below.
release-text = { $person } – { $ordinary } comes after all. You are not needed as substitute.
release-left-text = { $person } – the seat has no ordinary member on that day. You are not needed as substitute.
release-anothers-text = { $person } – you are not the seat’s substitute on that day. You are not needed.
release-title = You are not needed: { $group }
release-unreachable-text = { $people } We cannot reach { $person }. Please tell them that { $ordinary } comes after all.
release-left-unreachable-text = { $people } We cannot reach { $person }. Please tell them that the seat has no ordinary member on that day, so that the substitute is not needed.
release-anothers-unreachable-text = { $people } We cannot reach { $person }, who is not the seat’s substitute on that day. Please tell them that they are not needed.

receipt-text = { $people } Absence reported: { $person }.
receipt-title = Absence: { $group }
receipt-awaiting = { $substitute } has been asked and has not answered yet.
receipt-substituted = { $substitute } comes instead.
receipt-vacant = The seat is empty.
receipt-superseded = The absence was withdrawn and has been reported anew. See the latest message.
receipt-left = { $person } does not hold the seat on that day. { $ordinary } is its ordinary member then.
receipt-left-vacant = { $person } does not hold the seat on that day. Nobody is appointed as its ordinary member.
receipt-seat-gone = There is no such seat at the meeting any more.
receipt-withdrawn = The absence is withdrawn. { $ordinary } comes.

vacancy-text = { $people } Empty seat: { $seat }.
vacancy-title = Empty seat: { $group }
vacancy-declined = { $ordinary } cannot attend, and { $substitute } cannot come.
vacancy-unoccupied = Nobody is appointed as the seat’s ordinary member.
vacancy-no-substitute = { $ordinary } cannot attend, and no substitute is appointed.
vacancy-unrepresented = { $appointer } has nobody at the meeting. Ask { $appointer } whether somebody else can come.
vacancy-what-to-do = Ask { $appointer } whether somebody else can come.
vacancy-solved = The seat is no longer empty.

button-come = I’ll come
button-absent = Can’t attend
button-cannot = Can’t come
button-undo = Undo
button-show = Show the meeting
