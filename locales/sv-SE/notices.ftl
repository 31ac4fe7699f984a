# Det som gruppen, ersättarna och tjänstemännen får läsa utan att ha frågat.

when = { $date } kl. { $from }–{ $to }
when-over-midnight = { $date } kl. { $from } till { $until-date } kl. { $to }

field-when = När
field-where = Var
field-seat = Plats i gruppen
field-ordinary = Ordinarie
field-reason = Skäl
field-reason-of-substitute = Ersättarens skäl
field-tally = Närvaro
field-not-reached = Nås inte av kallelsen
not-reached-no-account = { $person } (inget kopplat konto)
not-reached-not-member = { $person } (inte på servern)
not-reached-cannot-see = { $person } (ser inte kanalen)
field-covers = Ersättare och tomma platser
field-short-notice = Kort varsel
field-invitation = Kallelse
field-cancelled-because = Skäl

seat = { $appointer }
seat-chair = { $appointer } (ordförande)
seat-vice-chair = { $appointer } (vice ordförande)
nobody = Ingen är utsedd

tally = { $expected } av { $seats } väntas komma
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
        [one] { $count } plats blir tom
       *[other] { $count } platser blir tomma
    }

cover-substituted = ✅ { $seat }: { $substitute } kommer
cover-awaiting = ⏳ { $seat }: { $substitute } är tillfrågad
cover-unlinked = ⏳ { $seat }: ansvarig tjänsteman kontaktar { $substitute }
cover-vacant = ❗ { $seat }: platsen blir tom
covers-more = … och { $count } till

announcement-title = Möte bokat: { $group }
announcement-called = Kallelsen har gått ut: { $group }, { $when }
announcement-footer = Boka gärna in tiden redan nu.
invitation-text = Kallelse: { $group }, { $when }, { $place }
invitation-rest = Kallelse: { $group }, fler namn
cancellation-rest = Inställt: { $group }, fler namn
invitation-title = Kallelse: { $group }
invitation-presumed = Vi räknar med att du kommer. Kan du inte? Tryck på Förhinder, så kallas din ersättare direkt.
invitation-short-notice = Kallelsen gick ut mindre än { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } före mötet.
invitation-goes-out = Går ut { $date } kl. { $time }
invitation-never = Gick aldrig ut
invitation-on-its-way = På väg ut
zone-corrected-text = Rättad tidszon: { $group }, { $when }
zone-corrected-title = Rättad tidszon: { $group }
zone-corrected-body = Klockslaget är detsamma som förut. Har du sett en annan tid i kalendern eller telefonen är det tiden här som gäller.
cancellation-text = Inställt: { $group }, { $when }
cancelled-title = Inställt möte: { $group }
cancellation-body = Mötet blir inte av. Du behöver inte göra något.

summons-title = Kallelse som ersättare: { $group }
summons-ask = Kan du komma i stället för { $ordinary }? { $group }, { $when }, { $place }
summons-answer = Svara med en knapp, så snart du kan.
summons-accepted = Tack! Vi räknar med dig. Får du förhinder? Tryck på Kan inte.
summons-declined = Noterat: du kan inte komma. Kan du ändå? Tryck på Jag kommer.
summons-elsewhere = Du behövs inte här: du är kallad till mötet för en annan plats.
summons-released = Du behövs inte längre: { $ordinary } kommer.
summons-successor = Du behövs inte längre: platsen har en ny ordinarie, { $ordinary }, som kallas till mötet.
summons-anothers = Det här gäller inte dig längre: du är inte ersättare för platsen den dagen.
summons-superseded = Det här gäller en tidigare fråga. Se det senaste meddelandet.
summons-left = Du behövs inte längre: den du skulle ersätta har lämnat platsen, och ingen ny är utsedd.
summons-seat-gone = Du behövs inte längre: platsen är borttagen ur gruppen den dagen.
summons-line-asked = { $person } är tillfrågad om att komma i stället för { $ordinary }.
summons-line-comes = { $person } kommer i stället för { $ordinary }.
summons-line-cannot = { $person } kan inte komma i stället för { $ordinary }.
summons-line-over = { $person } behövs inte som ersättare.
summons-line-again = { $person } tillfrågas på nytt om att komma i stället för { $ordinary }.
summons-unreachable-text = Kalla { $person } själv – { $group }, { $when }
summons-unreachable-title = Kalla ersättaren själv: { $group }
summons-unreachable-unlinked = { $person } har inget kopplat konto. Ring eller mejla, lämna uppgifterna nedan, och skriv in svaret med en knapp.
summons-unreachable-closed = { $person } tar inte emot meddelanden här. Ring eller mejla, lämna uppgifterna nedan, och skriv in svaret med en knapp.
summons-unreachable-gone = { $person } är inte med på servern. Ring eller mejla, lämna uppgifterna nedan, och skriv in svaret med en knapp.
summons-unreachable-failed = Det gick inte att nå { $person } här. Ring eller mejla, lämna uppgifterna nedan, och skriv in svaret med en knapp.
summons-unreachable-comes = { $person } kommer som ersättare. Du behöver inte göra något.
summons-unreachable-cannot = { $person } kan inte komma som ersättare.
summons-unreachable-over = { $person } behöver inte kallas längre. Har du redan ringt eller mejlat? Meddela att { $person } inte behöver komma.
release-text = Du behövs inte som ersättare längre: { $ordinary } kommer. { $group }, { $when }
release-successor-text = Du behövs inte som ersättare längre: platsen har en ny ordinarie, { $ordinary }, som kallas till mötet. { $group }, { $when }
release-left-text = Du behövs inte som ersättare längre: den du skulle ersätta har lämnat platsen, och ingen ny är utsedd. { $group }, { $when }
release-anothers-text = Du är inte ersättare för platsen den dagen. Du behövs inte. { $group }, { $when }
release-seat-gone-text = Du behövs inte som ersättare längre: platsen finns inte längre. { $group }, { $when }
release-withdrawn-text = Du behövs inte som ersättare längre: förhindret är återtaget. { $group }, { $when }
release-title = Du behövs inte: { $group }
release-unreachable-title = Meddela ersättaren själv: { $group }
release-unreachable-text = Vi når inte { $person }. Meddela att ersättaren inte behövs: { $ordinary } kommer. { $group }, { $when }
release-successor-unreachable-text = Vi når inte { $person }. Meddela att ersättaren inte behövs: platsen har en ny ordinarie, { $ordinary }. { $group }, { $when }
release-left-unreachable-text = Vi når inte { $person }. Meddela att ersättaren inte behövs: den ordinarie har lämnat platsen, och ingen ny är utsedd. { $group }, { $when }
release-anothers-unreachable-text = Vi når inte { $person }, som inte är ersättare för platsen den dagen. Meddela att { $person } inte behövs. { $group }, { $when }
release-seat-gone-unreachable-text = Vi når inte { $person }. Meddela att ersättaren inte behövs: platsen finns inte längre. { $group }, { $when }
release-withdrawn-unreachable-text = Vi når inte { $person }. Meddela att ersättaren inte behövs: förhindret är återtaget. { $group }, { $when }

receipt-text = Förhinder: { $person } – { $group }, { $when }
receipt-title = Förhinder: { $group }
receipt-awaiting = { $substitute } är tillfrågad och har inte svarat än.
receipt-unreached = { $substitute } nås inte här. Ring eller mejla, och svara åt hen.
receipt-unanswered = Anmält före mötet. { $substitute } hann inte svara.
receipt-substituted = { $substitute } kommer i stället.
receipt-vacant = Platsen blir tom på mötet.
receipt-superseded = Förhindret togs tillbaka och har anmälts på nytt. Se det senaste meddelandet.
receipt-left = { $person } har inte platsen den dagen. { $ordinary } är ordinarie då.
receipt-left-vacant = { $person } har inte platsen den dagen. Ingen ordinarie är utsedd.
receipt-seat-gone = Platsen är borttagen ur gruppen när mötet hålls.
receipt-withdrawn = Förhindret är återtaget. { $ordinary } kommer.

vacancy-text = Tom plats: { $seat } – { $group }, { $when }
vacancy-title = Tom plats på mötet: { $group }
vacancy-solved-title = Inte längre aktuellt: { $group }
vacancy-declined = { $ordinary } har förhinder och { $substitute } kan inte komma.
vacancy-elsewhere = { $ordinary } har förhinder, och { $substitute } är kallad till mötet för en annan plats.
vacancy-ordinary-elsewhere = { $ordinary } har två platser i gruppen och kommer för den andra.
vacancy-unoccupied = Ingen ordinarie är utsedd för platsen.
vacancy-no-substitute = { $ordinary } har förhinder och ingen ersättare är utsedd.
vacancy-unrepresented = Ingen företräder { $appointer } på mötet. Fråga { $appointer } om någon annan kan komma.
vacancy-what-to-do = Fråga { $appointer } om någon annan kan komma.
vacancy-solved = Det här är inte längre aktuellt. Du behöver inte göra något.
vacancy-asked = { $substitute } är tillfrågad på nytt och har inte svarat. Du behöver inte göra något än.

button-come = Jag kommer
button-absent = Förhinder
button-cannot = Kan inte
button-undo = Ångra
button-check = Kontrollera gruppen
button-meetings = Mina möten
button-show = Visa mötet

# Ett meddelande väntar, för att kanalen inte tar emot det.
undelivered-title = Väntar på kanalen
undelivered = { $what } har inte gått fram.
undelivered-arrived = { $what } har nu gått fram.
undelivered-over = { $what } gick inte fram, och behövs inte längre.
undelivered-what = { $kind ->
    [announcement] Bokningen av mötet i { $group }, { $when },
    [invitation] Kallelsen till mötet i { $group }, { $when },
    [cancellation] Beskedet att mötet i { $group }, { $when }, är inställt
   *[other] Ett meddelande till { $group }
}
undelivered-what-officials = Ett meddelande till tjänstemännen för { $group }
undelivered-by-itself = Då går meddelandet ut av sig självt, senast inom en kvart.
missing-rights = Kallelse får inte skriva i { $channel }. Ge Kallelse rätterna Visa kanal, Skicka meddelanden och Bädda in länkar där, eller välj en annan kanal med { $command }.
missing-rights-in-threads = Kallelse får inte skriva i trådar under { $channel }. Ge Kallelse rätterna Skapa offentliga trådar och Skicka meddelanden i trådar där.
missing-sight = Kallelse ser inte { $channel }. Ge Kallelse rätten Visa kanal där, eller välj en annan kanal med { $command }.
missing-channel = Kanalen { $channel } finns inte längre. Välj en annan med { $command }.
missing-thread = Tråden är borttagen.
missing-unlocked = Tråden är låst. Lås upp den, så kan Kallelse skriva där igen.
missing-something = Discord tar inte emot meddelandet i { $channel }. Kontrollera kanalens rättigheter, eller välj en annan kanal med { $command }.

# Ett inlägg har tagits bort ur gruppens kanal.
reposted-invitation = Kallelsen till mötet i { $group }, { $when }, togs bort ur kanalen och är utlagd igen.
reposted-announcement = Bokningen av mötet i { $group }, { $when }, togs bort ur kanalen och är utlagd igen.
reposted-title = Utlagd igen: { $group }
reposted-body = Någon har tagit bort inlägget i { $channel }. Det finns där igen, med samma svar, och ingen har fått en ny avisering. Ska mötet inte bli av? Ställ in det.

# Ett möte började utan kallelse.
missed-text = Kallelsen till mötet i { $group }, { $when }, gick aldrig ut.
missed-title = Kallelsen gick inte ut: { $group }
missed-body = Den kunde inte läggas ut innan mötet började. Hör av dig till ledamöterna. Blev mötet inte av? Boka ett nytt med { $command }.

# Kallelsen når inte alla.
unreached-text = Kallelsen når inte { $count ->
        [one] { $count } person
       *[other] { $count } personer
    } – { $group }, { $when }
unreached-none = Inget känt hinder längre för kallelsen – { $group }, { $when }
unreached-title = Kalla själv: { $group }
unreached-none-title = Inget känt hinder längre: { $group }
unreached-none-body = Alla som väntas nås nu, såvitt vi vet. Den som kopplades eller släpptes in efter kallelsen har inte fått någon avisering om mötet: hör av dig till hen.
unreached-no-account = { $count ->
        [one] Har inget kopplat konto. Koppla hen med { $link }, så når kallelsen fram nästa gång. Hör hen hemma i en annan grupp gör dess tjänsteman det.
       *[other] Har inget kopplat konto. Koppla dem med { $link }, så når kallelsen fram nästa gång. Den som hör hemma i en annan grupp kopplas av dess tjänsteman.
    }
unreached-not-member = { $count ->
        [one] Finns inte på servern. Bjud in hen dit, eller koppla om hen med { $link } om kontot är ett annat.
       *[other] Finns inte på servern. Bjud in dem dit, eller koppla om dem med { $link } om kontot är ett annat.
    }
unreached-cannot-see = { $count ->
        [one] Ser inte { $channel }. Be den som sköter servern att släppa in hen där.
       *[other] Ser inte { $channel }. Be den som sköter servern att släppa in dem där.
    }
unreached-body = { $count ->
        [one] Ring eller mejla om mötet, och svara åt hen med { $report }.
       *[other] Ring eller mejla dem om mötet, och svara åt dem med { $report }.
    }

# Ett möte är annorlunda än det var.
field-call-reason = Därför kallas ni nu
field-link = Delta på distans
field-remark = Meddelande
changed-title = Ändrat möte: { $group }
changed-moved = Flyttat: { $group }, { $when }, { $place } (förut { $before })
changed-length = Ny sluttid: { $group }, { $when }: { $after } (förut { $before })
changed-place = Ny plats: { $group }, { $when }: { $place } (förut { $before })
changed-link = Ny länk: { $group }, { $when }: { $after }
changed-link-gone = Ingen länk längre: { $group }, { $when }. Det går inte att delta på distans.
changed-remark = Om mötet i { $group }, { $when }: { $after }
changed-remark-gone = Meddelandet om mötet i { $group }, { $when }, gäller inte längre.
also-length = Ny sluttid: { $after } (förut { $before })
also-place = Ny plats: { $place } (förut { $before })
also-link = Ny länk för att delta på distans: { $after }
also-link-gone = Det går inte längre att delta på distans.
also-remark = { $after }
also-remark-gone = Det förra meddelandet gäller inte längre.
changed-asks-anew = Har du svarat om den gamla tiden? Svara på nytt. Kan du inte komma, tryck på Förhinder på kallelsen.
changed-not-called = Du är inte kallad till den nya tiden: någon annan har platsen då.
changed-words-hold = Det du har svarat gäller.
changed-unreachable-text = { $person } nås inte: säg att mötet i { $group }, { $when }, är ändrat
summons-ask-moved = Ny tid: { $group }, { $when }, { $place }. Kan du komma då, i stället för { $ordinary }?
asked-anew-text = Ny tid: { $group }, { $when }, { $place }. Du hade förhinder. Kan du komma nu?
asked-anew-absent = { $group }, { $when }, { $place }: du har förhinder den nya tiden också.
asked-anew-comes = { $group }, { $when }, { $place }: vi räknar med att du kommer.
asked-anew-over = { $group }, { $when }, { $place }: du behöver inte svara längre.
asked-anew-unreachable-text = { $person } nås inte: fråga om { $person } kan komma den nya tiden, { $group }, { $when }

# Vad som har varit.
tally-past = { $expected } av { $seats } väntades komma
over-title = Har varit: { $group }
begun-title = Pågår: { $group }
summons-unanswered = { $group }, { $when }, { $place }: mötet har börjat, och du behöver inte svara längre.

# Vilka som kommer, plats för plats.
seats-of-meeting = **Plats för plats**
seats-file = narvaro
field-own-substitute = Din ersättare
field-official = Ansvarig tjänsteman
comes-line = { $seat }: { $person }
comes-line-confirmed = ✅ { $seat }: { $person }
comes-line-substituted = ✅ { $seat }: { $person }, för { $ordinary }
comes-line-asked = ⏳ { $seat }: { $person } är tillfrågad, för { $ordinary }
comes-line-vacant = ❗ { $seat }: ingen, för { $ordinary }
comes-line-empty = ❗ { $seat }: ingen sitter där

# Det som sägs av klockan
reminder-text = Påminnelse: { $group }, { $when }, { $place }
reminder-moved = Flyttat: { $group }, { $when }, { $place }
reminder-title = Påminnelse: { $group }
reminder-body = Kan du inte komma? Säg till nu med Förhinder, så hinner din ersättare få veta det.
reminder-unreachable-text = Påminnelsen gick inte att lägga i tråden – { $group }, { $when }
reminder-unreachable-body = Mötets tråd går inte att skriva i. Påminn själv dem som väntas komma.
summary-text = { $expected } av { $seats } väntas komma – { $group }, { $when }
summary-title = Inför mötet: { $group }
field-unrepresented = Ännu ingen från
summons-ask-again = Påminnelse: kan du komma i stället för { $ordinary }? { $group }, { $when }, { $place }
silence-text = { $person } har inte svarat. Ring eller mejla – { $group }, { $when }
silence-title = Ersättaren har inte svarat: { $group }
silence-unreached-body = Inget svar från { $person } har skrivits in. Ring eller mejla, och skriv in svaret med en knapp.
silence-body = { $person } fick frågan { $date } kl. { $time }. Ring eller mejla, och skriv in svaret med en knapp.
too-late-text = { $count ->
        [one] Ett meddelande gick inte ut i tid
       *[other] { $count } meddelanden gick inte ut i tid
    } – { $group }, { $when }
too-late-title = Gick inte ut i tid: { $group }
too-late-body = Det gick inte att skicka i tid. Hör av dig själv till dem som det gäller, om det fortfarande är till hjälp.

button-substitute-comes = Ersättaren kommer
button-substitute-cannot = Ersättaren kan inte
button-member-comes = Ledamoten kommer
button-member-cannot = Ledamoten kan inte

two-at-once-text = Två möten samtidigt: { $group } och { $other }, { $when }. Vilket går du på?
two-at-once-heading = Du är kallad till två möten samtidigt
two-at-once-title = Kallad till två möten samtidigt: { $group }
two-at-once-chosen = Du går på { $meeting }.
two-at-once-over = Frågan om två möten samtidigt gäller inte längre: { $group } och { $other }.
two-at-once-unreachable-text = { $person } är kallad till ett annat möte samtidigt. Fråga vilket – { $group }, { $when }
button-goes-to = Jag går på { $meeting }

summons-unreachable-unanswered = { $person } svarade inte i tid – { $group }, { $when }
summons-unreachable-superseded = { $person } har fått en ny fråga. Det här gällde den förra – { $group }, { $when }
reminder-unreachable-over = Det här gällde en påminnelse som inte behövs längre – { $group }, { $when }
summary-over = { $expected } av { $seats } väntades komma – { $group }, { $when }

noted-comes = Noterat åt dig: du kommer – { $group }, { $when }, { $place }. Stämmer det inte? Svara här.
noted-cannot = Noterat åt dig: du kan inte komma – { $group }, { $when }. Stämmer det inte? Svara här.
