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
calendar-more = … and { $count ->
        [one] { $count } meeting
       *[other] { $count } meetings
    } more: type { $command }.
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
own-message-digest = new in the calendar
help-calendar = **{ $command }** – see what is coming, and whether it concerns you.
help-follow = **{ $command }** – follow a topic or a group.
