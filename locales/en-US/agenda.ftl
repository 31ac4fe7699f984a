# The agenda: items, proposals, and what became of them.

field-agenda = Agenda
field-topics = Topics
field-concerns = Concerns
field-documents = Documents
field-proposed-by = Proposed by
field-history = What has happened

field-guests = Co-opted
field-planned = The substitute takes the item

purpose-information = information
purpose-discussion = discussion
purpose-consultation = consultation
purpose-decision = decision
purpose-home = settled at home

agenda-line = { $time } { $title } – { $what }
agenda-line-preliminary = { $time } { $title } – { $what } (preliminary)
agenda-title = Agenda: { $group }
agenda-waiting-title = Waiting for a meeting: { $group }
agenda-proposals-title = Proposals to settle: { $group }
agenda-none = There are no items here yet.
agenda-item = **{ $number }. { $title }**
agenda-new = 🆕 new
agenda-changed = ✏️ changed
agenda-preliminary = preliminary
agenda-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
agenda-put-off = { $count ->
        [one] put off { $count } time
       *[other] put off { $count } times
    }
agenda-documents = { $count ->
        [one] { $count } document
       *[other] { $count } documents
    }
agenda-topics = Topics: { $what }
agenda-concerns = Concerns: { $what }
agenda-guests = co-opted: { $what }
plan-instead = { $substitute } instead of { $ordinary }
plan-unanswered = { $what } (waiting for an answer)
agenda-removed = Removed since you read it last: { $what }
agenda-reordered = The order has changed since you read it last.
agenda-overrun = ⚠️ The items take { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    } more than the meeting is long. Shorten something, or move it to another meeting.
agenda-footer = Press a number to read more.

agenda-changed-text = The agenda has changed.
agenda-changed-added = New: { $what }.
agenda-changed-removed = Removed: { $what }.
agenda-changed-edited = Changed: { $what }.
agenda-changed-order = The order is another.
change-title = title
change-purpose = purpose
change-minutes = time
change-presenter = presenter
change-documents = documents

item-is-proposed = Proposed. The chair or the official will settle it.
item-is-declined = The proposal was declined: { $reason }
item-is-withdrawn = The proposal was taken back.
item-is-struck = Struck from the agenda.
item-file = { $what } ({ $count } kB)
item-waits = Waiting for a meeting
item-cancelled = { $when } (cancelled)
item-at = { $when }, item { $number }, at about { $time }
item-at-preliminary = { $when }, item { $number }, at about { $time } (preliminary)
item-no-meeting = no meeting yet
item-by-nobody = Administrator
item-deed-proposed = proposed it
item-deed-added = added it to the meeting { $meeting }
item-deed-added-waiting = added it, with no meeting yet
item-deed-accepted = accepted it for the meeting { $meeting }
item-deed-accepted-waiting = accepted it, with no meeting yet
item-deed-declined = declined it
item-deed-withdrawn = took it back
item-deed-edited = changed it
item-deed-moved = moved it to the meeting { $meeting }
item-deed-moved-waiting = let it wait for a meeting
item-deed-carried = carried it over to the meeting { $meeting }
item-deed-carried-waiting = carried it over, with no new meeting yet
item-deed-decided = confirmed it
item-deed-struck = struck it
item-deed-co-opted = co-opted a guest
item-deed-co-option-ended = cancelled a guest
item-deed-planned = planned it for the substitute
item-deed-plan-ended = gave it back to the member
item-files = The documents of **{ $title }**.
item-no-files = **{ $title }** has no files.
item-choice-proposed = proposal
item-choice-waiting = waiting for a meeting

done-added = **{ $title }** is on the agenda of { $group }, { $meeting }.
done-added-waiting = **{ $title }** waits for a meeting of { $group }.
done-proposed = Thank you! **{ $title }** is proposed. You will hear what becomes of it.
done-accepted = **{ $title }** is accepted and on the agenda of { $group }, { $meeting }.
done-accepted-waiting = **{ $title }** is accepted and waits for a meeting of { $group }.
done-declined = You have declined **{ $title }**. Whoever proposed it is told why.
done-withdrawn = You have taken **{ $title }** back.
done-edited = **{ $title }** is changed.
done-ordered = **{ $title }** is moved on the agenda.
done-moved = **{ $title }** is moved to the meeting { $meeting }.
done-moved-waiting = **{ $title }** now waits for a meeting.
done-carried = **{ $title }** is carried over to the meeting { $meeting }.
done-carried-waiting = **{ $title }** is carried over and waits for a meeting.
done-decided = **{ $title }** is confirmed.
done-struck = **{ $title }** is struck.
done-offered = The question about **{ $title }** has been asked. You agree when the other has said yes.
done-offer-withdrawn = The question about **{ $title }** is taken back.
done-planned = The substitute takes **{ $title }**. Both are told.
done-plan-declined = You have said no. The member takes **{ $title }** as usual.
done-plan-ended = The member takes **{ $title }** as usual. Both are told.
done-co-opted = **{ $person }** is co-opted for **{ $title }**, { $group }, { $when }.
done-co-opted-to-meeting = **{ $person }** is co-opted for the meeting of { $group }, { $when }.
done-co-option-ended = **{ $person }** is no longer co-opted for **{ $title }**, { $group }, { $when }.
done-co-option-to-meeting-ended = **{ $person }** is no longer co-opted for the meeting of { $group }, { $when }.
guest-hears = They get a direct message about just that.
guest-is-written-to-later = They have no account here: a text to forward comes in the officials’ channel when the item has a time.
guest-hears-later = They are told when the item has a time.
guest-is-written-to = They have no account here: a text to forward comes in the officials’ channel.
done-carried-all = { $count ->
        [0] There was nothing to carry over.
        [one] { $count } item is carried over to the meeting { $meeting }.
       *[other] { $count } items are carried over to the meeting { $meeting }.
    }
done-carried-all-waiting = { $count ->
        [0] There was nothing to carry over.
        [one] { $count } item is carried over and waits for a meeting.
       *[other] { $count } items are carried over and wait for a meeting.
    }
cancelled-with-items = { $count ->
        [one] { $count } item was on the agenda. Shall it be dealt with at another meeting?
       *[other] { $count } items were on the agenda. Shall they be dealt with at another meeting?
    }
strike-question = Strike **{ $title }**? This cannot be undone. Shall it be dealt with later? Carry it over instead.
strike-question-told = Strike **{ $title }**? Whoever proposed it is told, and this cannot be undone. Shall it be dealt with later? Carry it over instead.

proposal-text = Proposal from { $person }: { $title } – { $group }, { $meeting }
proposal-open = Nobody has settled it yet.
proposal-is-accepted = The proposal is accepted. You need not do anything.
proposal-is-declined = The proposal was declined: { $reason }
proposal-is-withdrawn = The proposal was taken back. You need not do anything.
proposal-is-struck = The item is struck.
proposal-accepted = Your proposal { $title } is on the agenda: { $group }, { $meeting }
proposal-accepted-waiting = Your proposal { $title } is accepted by { $group } and waits for a meeting.
proposal-declined = Your proposal { $title } is not taken up by { $group }: { $reason }
proposal-struck = Your proposal { $title } is struck from the agenda of { $group }. Ask the chair if you wonder why.
guest-text = You are co-opted: { $title } – { $group }, { $when }
guest-to-meeting-text = You are co-opted for the meeting of { $group }, { $when }
guest-moved-text = New time: { $title } – { $group }, { $when }
guest-moved-to-meeting-text = New time for the meeting of { $group }: { $when }
guest-waits-text = { $title } is not dealt with { $before } in { $group }. You get a new time when it is decided.
guest-cancelled-waits-text = The meeting is cancelled: { $title } is not dealt with { $before } in { $group }. You get a new time when it is decided.
guest-over-text = You need not come { $before }: { $title } – { $group }
guest-no-longer-text = You are no longer co-opted: { $title } – { $group }
guest-meeting-over-text = You need not come { $before }: { $group }
guest-cancelled-text = The meeting is cancelled: { $group }, { $before }. You need not come.
guest-preliminary = The time is preliminary until the invitation has gone out.
guest-takes = The item is expected to take { $what }.
guest-contact = Questions, or unable to come? Contact { $person }.
guest-meeting-title = Meeting: { $group }
guest-letter = { $what }, { $place }
guest-forward = Forward to { $person }, who is not reached here:

plan-asks-substitute = { $person } wonders whether you can take { $title }: { $group }, { $when }
plan-asks-ordinary = { $person } offers to take { $title } in your place: { $group }, { $when }
plan-offer-agreed = You agree: { $substitute } takes { $title } instead of { $ordinary }.
plan-offer-declined = The answer was no: { $ordinary } takes { $title } as usual.
plan-offer-over = The question about { $title } is no longer open.
plan-declined-text = { $person } said no to the swap: { $title } – { $group }, { $when }
plan-substitute = You take { $title } instead of { $person }: { $group }, { $when }
plan-ordinary = { $person } takes { $title } instead of you: { $group }, { $when }
plan-moved-substitute = New time for { $title }, which you take instead of { $person }: { $group }, { $when }
plan-moved-ordinary = New time for { $title }, which { $person } takes instead of you: { $group }, { $when }
plan-waits = { $title } is not dealt with { $before } in { $group }. You both get a new time when it is decided.
plan-cancelled-waits = The meeting is cancelled: { $title } is not dealt with { $before } in { $group }. You both get a new time when it is decided.
plan-struck = { $title } is struck from the agenda of { $group }. Neither of you needs to prepare it.
plan-parted = The swap holds no longer: { $title } – { $group }
plan-over = { $ordinary } takes { $title } as usual, instead of { $substitute }: { $group }
told-unreachable = We cannot reach { $person }. Please tell them: “{ $what }”

button-agenda = Agenda
button-propose = Propose an item
button-proposals = Proposals ({ $count })
button-waiting = Waiting for a meeting ({ $count })
button-previous-page = Previous
button-next-page = Next
button-show-item = Show the item
button-files = Get the files
button-accept-item = Accept
button-decline-item = Decline
button-withdraw-item = Take back
button-earlier = Earlier
button-later = Later
button-decide = Confirm
button-carry = Carry over
button-carry-all = Carry all over
button-move-to = To { $when }
button-strike = Strike
button-really-strike = Yes, strike it
button-reopen = Open the form again
button-correct = Correct

button-offer-away = Let my substitute take it
button-offer = I can take it as the substitute
button-plan-take = Yes, I take it
button-plan-yes = Yes, that is fine
button-plan-no = No
button-plan-self = I take it myself
button-withdraw-offer = Take the question back
button-plan-end = No longer: { $person }
button-end-guest = Cancel

attend-meeting = The whole meeting: { $meeting }
place-waiting = { $group }: no meeting yet
place-first = First on the agenda
place-behind = After { $title }

form-propose = Propose an item
form-decline = Decline the proposal
form-title = Title
    .hint = For example: The mental health of the young
form-background = Why should the group take it up?
    .hint = A few sentences are enough.
form-minutes = How much time is needed?
    .hint = For example: 20 minutes. Empty means 15.
form-topics = Topics
    .hint = For example: psychiatry, school
form-link = Link to a document
    .hint = https://…
form-reason = Why?
    .hint = Whoever proposed it will read it.
form-as-typed = This is what you wrote

denied-the-proposer = Only whoever proposed the item may do that. Nothing has changed.
not-found-item = We cannot find that item. Pick it from the list that is shown as you type.
not-found-form = That form is no longer there. Type the command again.
denied-the-pair = Only the member and the substitute may do that, or the chair and the official. Nothing has changed.
not-found-guest = Nobody of that name is co-opted. Pick them in the list that shows as you type.
not-found-item-or-meeting = We cannot find that item or meeting. Pick it in the list that shows as you type.
not-found-plan = That swap is there no more.
invalid-title-empty = Write a title.
invalid-title-too-long = The title is too long. At most { $max } characters fit; write the rest as background.
invalid-background-too-long = The background is too long. At most { $max } characters fit; attach the rest as a document.
invalid-topic-empty = One of the topics is empty.
invalid-topic-too-long = One of the topics is too long. At most { $max } characters fit, with commas between the topics.
invalid-lacks-reason = Write a word about why. Whoever proposed it will read it.
invalid-minutes = “{ $typed }” cannot be read as a time between 1 and 600 minutes. Write for example 20.
invalid-link = “{ $typed }” is no web address. It must begin with https://
invalid-appointer = No appointer is called “{ $typed }”. Pick from the list that is shown as you type, with commas between.
invalid-nothing-to-move = Fill in behind which item it shall stand, or to which meeting it shall go.
invalid-too-many-topics = An item can have at most { $max } topics.
invalid-file-too-large = The file is too large. At most { $max } MB fit; put it somewhere else and attach a link.
invalid-file-unread = The file could not be fetched. Attach it again.
conflict-item-placed = The proposal is accepted already.
conflict-item-declined = The proposal has been declined already.
conflict-item-withdrawn = The proposal was taken back by who made it.
conflict-item-struck = The item is struck already.
conflict-item-proposed = The item is only proposed as yet. Accept it first.
conflict-agenda-cancelled = The meeting is cancelled. Carry the item over to another one with { $command }.
conflict-agenda-over = The meeting is over. Carry the item over to another one with { $command }.
conflict-other-group = That meeting is another group’s. Pick one of the item’s own group.
conflict-already-there = The item stands there already. Nothing has changed.
conflict-too-many-items = There are { $max } items there already. Move or strike something first.
conflict-too-many-documents = The item has { $max } documents already. Remove one first.
conflict-files-too-large = The item’s files would be too large. At most { $max } MB fit together; remove one, or attach a link.
conflict-document-gone = The document has been removed already.
invalid-one-guest = Fill in a name or an account for who is to be co-opted, not both.
conflict-unknown-account = That account is nobody’s in the register. Fill in the name instead, and you get a text to forward, or ask the official.
conflict-nothing-to-come = The meeting is over or cancelled. Nothing has changed.
conflict-already-guest = { $person } is co-opted already. Nothing has changed.
conflict-guest-is-member = { $person } is a member of the group and is called anyway. Nothing has changed.
conflict-guest-gone = That person has been cancelled already.
conflict-too-many-guests = There are { $max } co-opted already. Cancel somebody first.
conflict-no-pair = That seat lacks a member or a substitute. Pick another in the list.
conflict-already-planned = The substitute takes the item already, or has been asked. Nothing has changed.
conflict-plan-settled = That has been answered already, or has changed.

own-message-agenda-changed = changed agenda
own-message-guest = co-option
own-message-plan = the substitute takes an item
own-message-proposal = proposal of an item
own-message-proposal-settled = answer to a proposal

help-agenda = **{ $command }** – see the agenda of a meeting.
help-propose = **{ $command }** – propose an item.
help-guest = **{ $command }** – co-opt somebody for an item or a meeting.
help-agenda-run = **{ $command }** – add an item. Move, change and carry over with the others.

own-data-items = Items that you proposed or present
own-data-item-changes = What you have done with items
own-data-co-options = What you were co-opted for
own-data-plans = Items that the substitute takes
own-item-proposed = proposed { $title }
own-item-added = added { $title }
own-item-accepted = accepted { $title }
own-item-declined = declined { $title }
own-item-withdrawn = took { $title } back
own-item-edited = changed { $title }
own-item-moved = moved { $title }
own-item-carried = carried { $title } over
own-item-decided = confirmed { $title }
own-item-struck = struck { $title }
own-item-co-opted = co-opted a guest for { $title }
own-item-co-option-ended = cancelled a guest for { $title }
own-item-planned = planned { $title } for the substitute
own-item-plan-ended = gave { $title } back to the member
