# Det som gruppen, ersättarna och tjänstemännen får läsa utan att ha frågat.

when = { $date } kl. { $from }–{ $to }
when-over-midnight = { $date } kl. { $from } till { $until-date } kl. { $to }

field-when = När
field-where = Var
field-seat = Plats i gruppen
field-ordinary = Ordinarie
field-reason = Skäl
field-tally = Svar
field-covers = Ersättare och vakanser
field-short-notice = Kort varsel
field-invitation = Kallelse
field-cancelled-because = Anledning

seat = { $appointer }
seat-chair = { $appointer }, ordförande
seat-vice-chair = { $appointer }, vice ordförande
nobody = Ingen är utsedd

tally = { $expected } av { $seats } platser väntas
tally-confirmed = { $count ->
        [one] { $count } har bekräftat
       *[other] { $count } har bekräftat
    }
tally-substituted = { $count ->
        [one] { $count } ersättare kommer
       *[other] { $count } ersättare kommer
    }
tally-awaiting = { $count ->
        [one] { $count } ersättare har inte svarat
       *[other] { $count } ersättare har inte svarat
    }
tally-vacant = { $count ->
        [one] { $count } plats är tom
       *[other] { $count } platser är tomma
    }

cover-substituted = ✅ { $seat }: { $substitute } kommer
cover-awaiting = ⏳ { $seat }: { $substitute } är tillfrågad
cover-unlinked = ⏳ { $seat }: { $substitute } kontaktas av tjänstemannen
cover-vacant = ❗ { $seat }: platsen är tom
covers-more = … och { $count } till

announcement-title = Möte bokat: { $group }
announcement-footer = Boka gärna in tiden redan nu.
invitation-text = Kallelse till { $group }: { $people }
invitation-title = Kallelse: { $group }
invitation-presumed = Du räknas som närvarande om du inte trycker på Förhinder. Då kallas din ersättare direkt.
invitation-short-notice = Kallelsen gick ut mindre än { $days } dagar före mötet.
invitation-goes-out = Går ut { $date } kl. { $time }
invitation-called = Har gått ut
cancellation-text = Inställt: { $group }. { $people }
cancelled-title = Inställt: { $group }
cancellation-body = Mötet blir inte av. Du behöver inte göra något.

summons-title = Du kallas som ersättare: { $group }
summons-ask = { $person } – { $ordinary } har förhinder. Kan du komma i stället?
summons-answer = Svara med en knapp, så snart du kan.
summons-accepted = { $person } – tack! Du står som närvarande. Fick du förhinder? Tryck på Kan inte.
summons-declined = { $person } – du har svarat att du inte kan. Kan du ändå? Tryck på Jag kommer.
summons-released = { $person } – du behövs inte längre: { $ordinary } kommer.
summons-anothers = { $person } – det här gäller inte dig längre: du är inte ersättare för platsen den dagen.
summons-superseded = { $person } – det här gäller en tidigare fråga. Svara på det senaste meddelandet.
summons-left = { $person } – du behövs inte längre: platsen har ingen ordinarie ledamot den dagen.
summons-seat-gone = { $person } – du behövs inte längre: platsen finns inte på det mötet.
summons-unreachable-text = { $people } Vi når inte { $person } här.
summons-unreachable-title = Kalla ersättaren själv: { $group }
summons-unreachable-unlinked = { $person } har inget kopplat konto. Ring eller mejla uppgifterna nedan.
summons-unreachable-closed = { $person } tar inte emot meddelanden här. Ring eller mejla uppgifterna nedan.
release-text = { $person } – { $ordinary } kommer ändå. Du behövs inte som ersättare.
release-left-text = { $person } – platsen har ingen ordinarie ledamot den dagen. Du behövs inte som ersättare.
release-anothers-text = { $person } – du är inte ersättare för platsen den dagen. Du behövs inte.
release-title = Du behövs inte: { $group }
release-unreachable-text = { $people } Vi når inte { $person }. Meddela att { $ordinary } kommer ändå.
release-left-unreachable-text = { $people } Vi når inte { $person }. Meddela att platsen inte har någon ordinarie ledamot den dagen, så att ersättaren inte behövs.
release-anothers-unreachable-text = { $people } Vi når inte { $person }, som inte är ersättare för platsen den dagen. Meddela att { $person } inte behövs.

receipt-text = { $people } Förhinder anmält: { $person }.
receipt-title = Förhinder: { $group }
receipt-awaiting = { $substitute } är tillfrågad och har inte svarat än.
receipt-substituted = { $substitute } kommer i stället.
receipt-vacant = Platsen är tom.
receipt-superseded = Förhindret togs tillbaka och har anmälts på nytt. Se det senaste meddelandet.
receipt-left = { $person } har inte platsen den dagen. { $ordinary } är ordinarie då.
receipt-left-vacant = { $person } har inte platsen den dagen. Ingen ordinarie är utsedd.
receipt-seat-gone = Platsen finns inte på mötet längre.
receipt-withdrawn = Förhindret är återtaget. { $ordinary } kommer.

vacancy-text = { $people } Tom plats: { $seat }.
vacancy-title = Tom plats: { $group }
vacancy-declined = { $ordinary } har förhinder och { $substitute } kan inte komma.
vacancy-unoccupied = Ingen ordinarie är utsedd för platsen.
vacancy-no-substitute = { $ordinary } har förhinder och ingen ersättare är utsedd.
vacancy-unrepresented = { $appointer } är utan företrädare på mötet. Fråga { $appointer } om någon annan kan komma.
vacancy-what-to-do = Fråga { $appointer } om någon annan kan komma.
vacancy-solved = Platsen är inte längre tom.

button-come = Jag kommer
button-absent = Förhinder
button-cannot = Kan inte
button-undo = Ångra
button-show = Visa mötet
