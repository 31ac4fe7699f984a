# Kalendariet: det som kommer, och det man bevakar.

calendar-heading = # Kalendarium: { $group }
calendar-heading-part = # Kalendarium: { $group } ({ $number } av { $count })
calendar-month = ### { $month } { $year }
calendar-day = { $weekday } { $day } { $month } kl. { $time }
calendar-meeting = **{ $when }** – { $place }
calendar-meeting-of = **{ $when }** – **{ $group }**, { $place }
calendar-item = • { $title } – { $what }
calendar-item-preliminary = • { $title } – { $what } (preliminärt)
calendar-item-topics = • { $title } – { $what } · { $topics }
calendar-item-topics-preliminary = • { $title } – { $what } · { $topics } (preliminärt)
calendar-goes-on = **{ $when }**, fortsättning
calendar-waiting = ### Väntar på ett möte
calendar-nothing = Inga möten är bokade och inga ärenden är anmälda än.
calendar-part-empty = Kalendariet ryms nu i inlägget ovanför.
calendar-elsewhere = Kalendariet visas inte här längre.
calendar-more = … och { $count ->
        [one] { $count } möte
       *[other] { $count } möten
    } till: skriv { $command }.
calendar-more-items = … och fler ärenden: skriv { $command }.
calendar-title = Kalendarium
calendar-title-mine = Mitt kalendarium
calendar-months = { $count ->
        [one] { $count } månad framåt
       *[other] { $count } månader framåt
    }
calendar-none = Inget sådant är på gång.
calendar-none-mine = Inget är på gång som rör dig. Vill du bevaka ett ämne eller en grupp? Skriv { $command }.
calendar-of = ({ $group })

why-member = du är ledamot för { $appointer }
why-substitute = du är ersättare för { $appointer }
why-official = du är tjänsteman för gruppen
why-follows-group = du bevakar gruppen
why-topic = du bevakar { $what }
why-concerns = berör { $appointer }
why-presents = du är föredragande
why-proposed = du föreslog det
why-planned = du tar det som ersättare

follows-title = Det du bevakar
follows-nothing = Inget än
follows-how = Bevaka ett ämne eller en grupp med { $command }, så får du veta när något nytt kommer eller flyttas. Högst en gång om dagen.
follows-body = Du får veta vad som är nytt eller flyttat högst en gång om dagen, kl. { $time }, och inget när inget är nytt. Ändra klockslaget med { $command }.
field-groups = Grupper

digest-title = Nytt i kalendariet
digest-one = Nytt: { $what }
digest-many = Nytt: { $what }, och { $count } till
digest-over = Inget av det är nytt längre.
digest-meeting = { $group }, möte { $when }
digest-item = { $title } – { $group }, { $when }
digest-item-moved = { $title } är flyttat – { $group }, { $when }

button-my-calendar = Mitt kalendarium
button-whole-calendar = Hela kalendariet
button-only-mine = Bara det som rör mig
button-all = Allt

not-found-topic = Vi hittar inte det ämnet. Välj det i listan som visas när du skriver.
own-message-calendar = kalendarium
own-message-digest = nytt i kalendariet
help-calendar = **{ $command }** – se vad som är på gång, och om det rör dig.
help-follow = **{ $command }** – bevaka ett ämne eller en grupp.

setting-public-calendar = Kalendarium
setting-public-calendar-yes = Får ses av alla på servern
setting-public-calendar-no = Syns bara för gruppen
setting-calendar-channel = Organisationens kalendarium
setting-calendar-groups = Grupper som visas där
setting-calendar-not-groups = Grupper som inte visas
organisation-settings-title = Inställningar: { $organisation }
organisation-settings-body = En grupp visas om alla på servern ser dess kanal, eller om gruppens tjänsteman har valt det med { $command }.
organisation-calendar-stands = Kalendariet visas nu i { $channel }.
organisation-calendar-gone = Kalendariet visas inte längre i någon egen kanal.
conflict-channel-of-a-group = { $channel } är en grupps kanal. Välj en kanal som är till för alla. Inget har ändrats.
check-unpinned = Kalendariet är inte fäst i { $channel }. Ge Kallelse rätten Fäst meddelanden (Pin Messages) där, så fästs det nästa gång något ändras.
