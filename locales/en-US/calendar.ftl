# The calendar: what is to come, and what one follows.

calendar-heading = # Calendar: { $group }
calendar-heading-part = # Calendar: { $group } ({ $number } of { $count })
calendar-month = ### { $month } { $year }
calendar-day = { $weekday } { $day } { $month }, { $time }
calendar-meeting = **{ $when }** – { $place }
calendar-meeting-of = **{ $when }** – **{ $group }**, { $place }
calendar-item = • { $title } – { $what }
calendar-item-preliminary = • { $title } – { $what } (preliminary)
calendar-item-topics = • { $title } – { $what } · { $topics }
calendar-item-topics-preliminary = • { $title } – { $what } · { $topics } (preliminary)
calendar-goes-on = **{ $when }**, continued
calendar-waiting = ### Waiting for a meeting
calendar-nothing = No meetings are scheduled and no items are announced yet.
calendar-part-empty = The calendar fits into the post above now.
calendar-elsewhere = The calendar is not shown here any more.
calendar-more = … and { $count ->
        [one] { $count } meeting
       *[other] { $count } meetings
    } more: type { $command }.
calendar-more-items = … and more items: type { $command }.
calendar-title = Calendar
calendar-title-mine = My calendar
calendar-months = { $count ->
        [one] { $count } month ahead
       *[other] { $count } months ahead
    }
calendar-none = Nothing of the kind is coming.
calendar-none-mine = Nothing is coming that concerns you. Do you want to follow a topic or a group? Type { $command }.
calendar-of = ({ $group })

why-member = you are the member for { $appointer }
why-substitute = you are the substitute for { $appointer }
why-official = you are the group’s official
why-follows-group = you follow the group
why-topic = you follow { $what }
why-concerns = concerns { $appointer }
why-presents = you present it
why-proposed = you proposed it
why-planned = you take it as the substitute

follows-title = What you follow
follows-nothing = Nothing yet
follows-how = Follow a topic or a group with { $command }, and you hear when something new comes or is moved. Once a day at most.
follows-body = You hear what is new or moved once a day at most, at { $time }, and nothing when nothing is new. Change the hour with { $command }.
field-groups = Groups

digest-title = New in the calendar
digest-one = New: { $what }
digest-many = New: { $what }, and { $count } more
digest-over = None of it is new any more.
digest-meeting = { $group }, meeting { $when }
digest-item = { $title } – { $group }, { $when }
digest-item-moved = { $title } is moved – { $group }, { $when }

button-my-calendar = My calendar
button-whole-calendar = The whole calendar
button-only-mine = Only what concerns me
button-all = Everything

not-found-topic = We cannot find that topic. Pick it from the list that is shown as you type.
own-message-calendar = calendar
own-message-digest = new in the calendar
help-calendar = **{ $command }** – see what is coming, and whether it concerns you.
help-follow = **{ $command }** – follow a topic or a group.

setting-public-calendar = Calendar
setting-public-calendar-yes = May be seen by everybody on the server
setting-public-calendar-no = Seen by the group alone
setting-calendar-channel = The organisation’s calendar
setting-calendar-groups = Groups that are shown there
setting-calendar-not-groups = Groups that are not
organisation-settings-title = Settings: { $organisation }
organisation-settings-body = A group is shown if everybody on the server sees its channel, or if its official has chosen so with { $command }.
organisation-calendar-stands = The calendar is shown in { $channel } now.
organisation-calendar-gone = The calendar is not shown in a channel of its own any more.
conflict-channel-of-a-group = { $channel } is a group’s channel. Choose one that is for everybody. Nothing has changed.
check-unpinned = The calendar is not pinned in { $channel }. Give Kallelse the right Pin Messages there, and it is pinned when something changes next.
