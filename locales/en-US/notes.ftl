# Notes: written item by item, published, approved, read and found.

notes-title = Notes { $number }: { $group }
notes-title-unnumbered = Notes: { $group }
notes-file = notes
notes-present = Present
notes-absent = Absent
office-chair = chair
office-vice-chair = vice chair
notes-guest = co-opted
notes-instead = in place of { $person }
notes-agreed = Agreed:
notes-approved-here = Approved notes
notes-prior = { $number }, by { $person }
notes-intro = Introduction
notes-published-on = Published { $day }
notes-revised-on = Revision { $number }, published { $day }
notes-not-approved = not approved yet
notes-approved = Approved { $day } by { $person }
notes-goes-on = The rest stands in the file, and under Read the notes.

notes-text = Notes: { $group }, { $when }
notes-rest = Notes, continued: { $group }, { $when }
notes-line = The notes of the meeting are published.
notes-line-revised = The notes have changed: revision { $number }.

notes-pick = Write about an item …
notes-draft = A draft. Only the chair and the officials see it.
notes-as-published = Published, revision { $number }. Nothing has changed since.
notes-unpublished-changes = Published, revision { $number }. There are changes that are not published.
notes-draft-footer = Everything is kept at once. Go on whenever you like.
notes-nothing-yet = Nothing written yet
notes-part = { $title } (part { $number })
notes-saved = Kept: { $what }.
notes-section-removed = The item is taken out.
notes-clash = Somebody else has written about **{ $what }** since you opened the form. Nothing is overwritten. Which text is to stand?
notes-clash-too-long = There is no room for both texts about **{ $what }**. Which one should stand? What you wrote is still here.
notes-moved = Somebody has written since you looked. This is how it is now; nothing has been done yet.
notes-compared-file = changes
notes-clash-theirs = What stands there now
notes-clash-mine = What you wrote

notes-file-understood = This is how we understood the file. Nothing is kept yet.
notes-file-found = ✅ { $title }: { $count } characters
notes-file-new = 🆕 { $title }: { $count } characters, an item of its own
notes-file-before = ▫️ Before the first heading: { $count } characters, becomes an introduction
notes-file-clashes = { $count ->
        [one] About { $count } item something else is written already.
       *[other] About { $count } items something else is written already.
    }
notes-file-footer = The file is not published by itself.
notes-file-taken = The text is kept in the draft.
notes-file-too-large = The file is too large. There is room for { $max } kB. Part it, or take pictures out.
notes-file-no-text = The file cannot be read as text. Save it as plain text or Markdown (UTF-8), and attach it again.
notes-file-empty = Nothing stands in the file.
notes-file-too-long = A part of the file is too long: at most { $max } characters under each heading. Part it with more headings.

notes-preview = This is how it will look, part { $part } of { $parts }. When you publish, { $count ->
        [one] { $count } person is
       *[other] { $count } people are
    } notified.
notes-preview-revision = This is how it will look, part { $part } of { $parts }. The group reads the new revision instead, and nobody is notified.
notes-preview-same = This is how it stands, part { $part } of { $parts }. Nothing has changed since it was published.
notes-preview-empty = Nothing is written yet. This is how it would look.
notes-published = Notes { $number } of **{ $group }** are published.
notes-revised = Revision { $revision } of notes { $number } of **{ $group }** is published.
notes-closed-meeting = The meeting was closed with it, with the attendance that stands in the notes.
notes-approve-later = They are approved at a later meeting by somebody else, with { $command }.

notes-is-older = This is revision { $number }. There is a newer one.
notes-as-file = { $what } as a file.
notes-approved-now = { $what }.
notes-compared = Revision { $number } compared with revision { $before }
notes-no-difference = The text is the same.
notes-found-nothing = We find no notes with “{ $what }”. Try fewer or other words.
notes-found-title = { $count ->
        [one] “{ $what }”: { $count } hit
       *[other] “{ $what }”: { $count } hits
    }
notes-found-line = { $group }, { $when } ({ $number })
notes-found-open = Read the notes …

button-notes = Notes
button-notes-read = Read the notes
button-notes-next = Write: { $title }
button-notes-add = Something else came up
button-notes-preview = Preview
button-notes-back = Go on writing
button-notes-publish = Publish
button-notes-revise = Publish the revision
button-notes-both = Keep both
button-notes-mine = Keep my text
button-notes-theirs = Keep what stands there
button-notes-file-take = Keep in the draft
button-notes-file-both = Add at the end
button-notes-file-mine = Replace what stands there
button-notes-file-drop = Do not use the file
button-notes-compare = What has changed
button-notes-earlier = Earlier revision
button-notes-newest = Newest revision
button-notes-approve = Approve
button-hand-over = Leave a word

form-heading = Heading
    .hint = Empty the heading to take the item out
form-said = What was said
    .hint = Lists with dashes, bold with **two stars**
form-agreed = What you agreed
    .hint = Leave empty if nothing was decided
form-notes-add = Something else came up
form-word = Your word
    .hint = What the other needs to know
form-word-to = To { $person }

hand-over-ask = Were you at the meeting? Leave a short word to the one you share a seat with. It goes with the notes.
hand-over-kept = Thank you! Your word to { $person } goes with the notes when they are published.
hand-over-sent = Thank you! Your word to { $person } is on its way.
hand-over-text = From { $person }: { $group }, { $when }
hand-over-title = A word from { $person }
hand-over-from = To you from { $person }

digest-notes = Notes: { $group }, { $when }
digest-notes-how = -# Read them with { $show }. You do not want to hear of them? { $command }.
follows-no-notes = Of notes of meetings to which you were not called you hear nothing.

denied-chair-official-and-adjuster = Only the chair, the vice chair, the group’s officials and whoever is named to approve the notes may do that.
conflict-notes-not-begun = The meeting has not begun, so there is nothing to note yet.
conflict-notes-cancelled = The meeting is cancelled, so there is nothing to note.
conflict-notes-empty = Nothing is written yet. Write the notes with { $write }.
conflict-notes-unchanged = Nothing has changed since the notes were published.
conflict-notes-not-published = The notes are not published yet. The chair or an official does that with { $publish }.
conflict-notes-approved = The notes are approved already.
conflict-notes-own = You have written or published the notes yourself. Ask somebody else to approve them: the chair, an official, or whoever is named to.
conflict-notes-no-later-meeting = Notes are approved at a later meeting, and the group has had none since.
conflict-notes-changed = Somebody has changed the notes meanwhile. Open them again with { $write }; what you wrote is still in the form.
conflict-nobody-to-tell = You attended the meeting for no seat, or you share it with nobody. Nothing has changed.
conflict-too-many-sections = There is no room for so many items of your own. At most { $max } fit.
invalid-prose-too-long = The text is too long. There is room for { $max } characters about each item.
not-found-section = That item is not there any more. Open the notes again with /notes write.
not-found-notes-file = The file waits no longer. Attach it again with /notes attach.

log-notes-published = published the notes { $after } of the meeting { $meeting }
log-notes-approved = approved the notes { $after } of the meeting { $meeting }
log-adjuster-named = named { $person } as adjuster of the notes of the meeting { $meeting }
log-adjuster-ended = { $person } is no longer adjuster of the notes of the meeting { $meeting }
own-change-notes-published = notes were published
own-change-notes-approved = notes were approved
own-change-adjuster-named = somebody was named as adjuster of notes
own-change-adjuster-ended = somebody is no longer adjuster of notes
own-message-notes = notes
own-message-hand-over = a word from the one you share a seat with
own-message-hand-over-asked = question about a word to the other

setting-notes = Notes
setting-notes-channel = Channel for notes
setting-notes-on-page = Notes on the page
setting-notes-there = Posted in { $channel }
setting-notes-on-page-too = Posted in { $channel } and on the group’s page
page-notes = Notes { $number }
page-notes-approved = approved
own-data-notes = Notes that you have written in
own-data-words = Words after meetings
