# Calendars in people's own programs: files, addresses, and what stands in them.
feed-name-own = { $organisation }: my meetings
feed-name = { $name }: meetings
feed-file = meeting
event = Meeting: { $group }
event-held = Substitute: { $group }
event-awaited = Answer wanted: { $group }
event-cancelled = CANCELLED: { $group }
event-item = Guest: { $title } ({ $group })
event-item-cancelled = CANCELLED: { $title } ({ $group })
event-line = { $time } { $title } – { $what }
event-says-held = You are the substitute and may be called. The time is not blocked in your calendar.
event-says-awaited = You have been called as the substitute. Please answer on Discord: will you come?
event-says-cancelled = The meeting is cancelled.
event-says-guest = You are co-opted for this item. The time may change if the items before it take longer.

button-to-calendar = To my calendar
button-new-address = New address
button-revoke-address = Remove { $number }
to-calendar-file = Open the file to add the meeting as it is now.
to-calendar-all = Would you like all your meetings, and every change? Make an address of your own and subscribe to it:
subscribe-apple = **iPhone**: Calendar → Calendars → Add Calendar → Add Subscription Calendar. Changes mostly show within a few hours.
subscribe-google = **Google**: calendar.google.com on a computer → Other calendars + → From URL. Changes show within a day.
subscribe-outlook = **Outlook**: Add calendar → Subscribe from web. Changes mostly show within a few hours.
addresses-no-site = Subscribing is not possible here yet: Kallelse has no address on the internet. Whoever runs Kallelse can arrange that (the setting web.address).
addresses-own = **Your addresses**
addresses-of = **Addresses for { $person }**
addresses-none = There is no address yet. A new one shows { $what } in the calendar program of your choice.
address-line = { $number }. { $what } – made { $made }, last used { $used }
address-line-unused = { $number }. { $what } – made { $made }, not used yet
address-made = Here is your new address for { $what }. It is shown only now, and whoever has it sees the calendar:
    <{ $address }>
address-made-for = Here is the address for { $person }. It is shown only now. Send it on to { $person }, and to nobody else. It ends when { $person } links an account:
    <{ $address }>
feed-of-oneself = your meetings
feed-of-person = their own meetings
feed-of-organisation = the meetings of all groups
feed-of-group = a group that is not visible any more

conflict-too-many-addresses = There are { $max } addresses already. Remove one that is not in use, and a new one can be made.
conflict-address-opens-nothing = You have no seat in that group, so an address of yours would show nothing. You can see the calendar with { $command }.
conflict-address-their-own = { $person } has an account and makes their own address, with { $command }.
not-found-address = The address has been removed already.
log-address-made = a calendar address was made for { $person }
log-address-revoked = a calendar address of { $person } was removed
own-change-address-made = a calendar address was made
own-change-address-revoked = a calendar address was removed
help-feed = **{ $command }** – have your meetings in your own calendar.
check-no-site = Nobody can subscribe to the calendar: the setting web.address is empty. Whoever runs Kallelse can arrange that.
event-item-planned = Yours: { $title } ({ $group })
event-says-planned = You take this item in the member's place. The time may change if the items before it take longer.
check-no-files = Invitations in { $channel } lack the file for people's own calendars. Give Kallelse the permission Attach Files there.
