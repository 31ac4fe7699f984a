# Det som bara den som skrev ett kommando eller tryckte på en knapp får läsa.

scheduled = Mötet i **{ $group }** är bokat till { $when }, { $place }. Gruppen ser mötet i { $channel }.
scheduled-call-at = Kallelsen går ut { $date } kl. { $time }.
understood = ”{ $typed }” är { $date }.
clock-skipped = Kl. { $time } finns inte den natten, för då ställs klockan fram. Mötet börjar kl. { $after }.
clock-twice = Kl. { $time } kommer två gånger den natten, för då ställs klockan tillbaka. Mötet börjar den första gången.
scheduled-called-now = Kallelsen går ut direkt.
scheduled-short-notice = Det är mindre än { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    } kvar, så kallelsen går ut direkt, märkt ”Kort varsel”.
cancelled = Mötet i **{ $group }**, { $when }, är inställt. Gruppen får veta det.

absence-reported = Tack, du har anmält förhinder till mötet i **{ $group }**, { $when }.
absence-reported-for = Du har anmält förhinder för { $person }: mötet i **{ $group }**, { $when }.
absence-already = Ditt förhinder till mötet i **{ $group }**, { $when }, var redan anmält.
absence-already-for = Förhinder för { $person } var redan anmält: mötet i **{ $group }**, { $when }.
absence-substitute-called = Ersättaren { $substitute } kallas nu.
absence-substitute-called-shortly = Ersättaren { $substitute } kallas strax.
absence-substitute-asked = Ersättaren { $substitute } är tillfrågad.
absence-substitute-comes = Ersättaren { $substitute } kommer i stället.
absence-substitute-unlinked = Ersättaren { $substitute } har inget kopplat konto, så ansvarig tjänsteman tar kontakt.
absence-no-substitute = Ingen ersättare är utsedd för platsen. Be { $appointer } utse en.
absence-substitute-cannot = Ersättaren { $substitute } kan inte komma.
absence-substitute-elsewhere = Ersättaren { $substitute } är kallad till mötet för en annan plats.
absence-leaders-told = Ordförande och ansvarig tjänsteman får veta det nu.
absence-as-substitute = Tack, vi vet nu att du inte kan komma som ersättare till mötet i **{ $group }**, { $when }. Kan du ändå? Skriv /förhinder återta.
absence-as-substitute-already = Vi vet redan att du inte kan komma som ersättare till mötet i **{ $group }**, { $when }.
absence-withdrawn = Ditt förhinder är återtaget. Du är välkommen till mötet i **{ $group }**, { $when }.
absence-withdrawn-for = Förhindret för { $person } är återtaget: mötet i **{ $group }**, { $when }.
absence-withdrawn-as-substitute = Tack, vi räknar med att du kan komma som ersättare till mötet i **{ $group }**, { $when }, om du behövs.
absence-released = { $substitute } får veta att ersättare inte behövs.

confirmed = Tack, vi ses på mötet i **{ $group }**, { $when }.
accepted = Tack! Vi räknar med dig på mötet i **{ $group }**, { $when }, { $place }.
declined = Tack för svaret. Ordförande och ansvarig tjänsteman får veta att du inte kan komma till mötet i **{ $group }**, { $when }.
already-answered = Du hade redan svarat så, och det gäller: mötet i **{ $group }**, { $when }.

own-meetings-none = Du har inga kommande möten.
own-meetings-title = Dina kommande möten
own-meetings-more = { $count ->
    [one] Det närmaste. Alla står i { $command }.
   *[other] De { $count } närmaste. Alla står i { $command }.
}
own-expected = Du väntas komma.
own-absent = Du har anmält förhinder.
own-summoned = Du är tillfrågad som ersättare och har inte svarat.
own-accepted = Du kommer som ersättare.
own-declined = Du har svarat att du inte kan komma som ersättare.
own-held = Du är ersättare och kallas om { $ordinary } får förhinder.
own-official = Du är tjänsteman för gruppen.
own-no-seat = Du har ingen plats på det mötet.
own-held-empty = Du är ersättare. Ingen ordinarie är utsedd.

help-title = Det här kan du göra
help-unlinked = Ditt konto är inte kopplat till någon person i { $organisation }. Be ansvarig tjänsteman koppla det.
help-absence = **{ $command }** – anmäl att du inte kan komma. Din ersättare kallas direkt.
help-for-another = **{ $command }** – anmäl förhinder åt någon annan: fyll i fältet ledamot.
help-withdraw = **{ $command }** – ta tillbaka ett förhinder.
help-list = **{ $command }** – se dina kommande möten.
help-schedule = **{ $command }** – boka ett möte. Kallelsen går ut av sig själv.
help-cancel = **{ $command }** – ställ in ett möte.
help-show = **{ $command }** – se ett möte och vilka som kommer.

# Fel: vad som hände, varför, och vad man gör nu.
denied-chair-and-official = Det får bara ordförande, vice ordförande och gruppens tjänstemän göra. Be någon av dem om hjälp.
denied-the-member = Det får bara ledamoten själv göra. Inget har ändrats.
denied-the-substitute = Den knappen är till för den som är kallad som ersättare. Inget har ändrats.
denied-the-group = Du har ingen plats i den gruppen. Det här är bara för gruppens ledamöter, ersättare och tjänstemän. Stämmer det inte? Kontakta ansvarig tjänsteman.
not-found-organisation = Kallelse är inte igång på den här servern än. Be serverns administratör skapa den första gruppen med { $command }.
not-found-link = Ditt konto är inte kopplat till någon person. Har du fått en kod? Skriv { $other }. Annars: be ansvarig tjänsteman koppla kontot.
not-found-group = Vi hittar inte den gruppen. Välj den i listan som visas när du skriver.
not-found-meeting = Vi hittar inte det mötet. Välj det i listan som visas när du skriver.
not-found-member = Vi vet inte vilken ledamot det gäller. Vill du anmäla förhinder åt någon? Skriv /förhinder anmäl och välj ledamoten i listan.
invalid-date = ”{ $typed }” går inte att läsa som en dag. Skriv till exempel 11 mars, v. 10 torsdag eller 2027-03-11.
invalid-time = ”{ $typed }” går inte att läsa som ett klockslag. Skriv till exempel 09:00 eller 9–11.
invalid-no-such-day = ”{ $typed }”: den dagen finns inte. Titta i almanackan och skriv till exempel 11 mars.
invalid-no-such-week = ”{ $typed }”: den veckan finns inte. Skriv till exempel v. 10 torsdag.
invalid-no-such-time = ”{ $typed }”: det klockslaget finns inte. Skriv till exempel 09:00.
invalid-end-of-day = ”{ $typed }”: kl. 24:00 börjar nästa dag. Skriv den dagen och 00:00.
invalid-ends-first = ”{ $typed }” slutar innan det börjar. Slutar mötet dagen efter? Skriv när det börjar, och hur långt det är.
invalid-ambiguous = ”{ $typed }” kan betyda olika saker. Vilket menar du: { $what }?
invalid-ambiguous-many = ”{ $typed }” kan betyda flera dagar eller tider. Vilket menar du?
invalid-past = Tiden har redan passerat. Vi läste det som { $when }. Välj en tid som kommer.
invalid-too-far = Det är för långt fram. Vi läste det som { $when }. Möten bokas högst tre år i förväg.
invalid-lacks-time = Klockslaget saknas. Skriv när mötet börjar, till exempel 09:00.
invalid-lacks-date = Dagen saknas. Skriv vilken dag mötet är, till exempel 11 mars.
invalid-disagree = ”{ $one }” och ”{ $other }” säger olika. Skriv det på ett ställe.
invalid-length-words = ”{ $typed }” går inte att läsa som en längd. Skriv till exempel 2 tim eller 90 min, högst ett dygn.
invalid-place-empty = Skriv var mötet hålls: lokal, adress eller länk.
invalid-place-too-long = Skriv kortare var mötet hålls: högst { $max } tecken.
invalid-words-empty = Det står inget. Skriv några ord, och försök igen.
invalid-words-too-long = Det är för långt. Högst { $max } tecken får plats.
invalid-reason-empty = Skälet är tomt. Skriv något, eller ta bort fältet.
invalid-reason-too-long = Skälet är för långt. Högst { $max } tecken får plats.
invalid-in-the-past = Tiden har redan passerat. Välj en tid som kommer.
invalid-too-far-ahead = Det är för långt fram. Möten bokas högst tre år i förväg.
invalid-length = Mötet måste vara mellan en minut och ett dygn långt.
conflict-meeting-cancelled = Mötet är inställt. Du behöver inte göra något.
conflict-meeting-is-draft = Mötet är bara ett utkast än så länge. Det går att svara när det har bestämts.
conflict-meeting-begun = Mötet har redan börjat. Kontakta ansvarig tjänsteman.
conflict-same-time = Gruppen har redan ett möte den tiden. Välj en annan tid.
conflict-not-absent = Det finns inget förhinder att ta tillbaka. Inget har ändrats.
conflict-not-summoned = Du är ersättare och behövs inte just nu: den ordinarie ledamoten kommer. Du kallas om det ändras.
conflict-fills-another = Du är kallad till mötet för en annan plats, och ingen fyller två. Tjänstemannen vet att platsen är tom.
conflict-already-founded = Den här servern har redan en organisation. Inget har ändrats.
unknown-button = Den här knappen är för gammal. Använd knapparna på det senaste meddelandet.
bad-command = Kommandot gick inte att läsa. Skriv det igen och välj bland förslagen.
internal = Något gick fel hos oss, och inget har ändrats. Försök igen om en stund. Hjälper det inte, kontakta den som sköter tjänsten och uppge { $reference }.
internal-uncertain = Något gick fel hos oss, och vi vet inte om det blev sparat. Titta efter innan du försöker igen. Är det något du undrar, kontakta den som sköter tjänsten och uppge { $reference }.
repeated = Det här är redan gjort. Inget har ändrats nu.
unanswered = Det blev sparat, men svaret kom bort hos oss. Titta efter, så ser du hur det blev.
late-answer = -# Discord kunde inte visa svaret direkt. Därför kommer det här.
late-answer-again = Discord kunde inte visa svaret på det du gjorde nyss. Gör om det, så får du det.
late-answer-for-all = { $person } Det du gjorde nyss är sparat, men svaret gick inte att visa. Titta gärna efter hur det blev.

# Möten som flyttas, ändras och kallas i förväg.
moved = Mötet i **{ $group }** är flyttat till { $when }, { $place }.
edited = Mötet i **{ $group }**, { $when }, är ändrat: { $what }.
moved-asks-anew = Gruppen får veta det inom en minut. De som hade svarat får frågan på nytt, och deras ersättare också.
moved-back = Ingen hade hunnit få veta något, så ingen får veta något nu heller.
moved-words-hold = Gruppen får veta det inom en minut. Det som har svarats gäller.
change-of-time = tiden
change-of-length = sluttiden
change-of-place = platsen
change-of-link = länken för att delta på distans
change-of-remark = meddelandet
called-now = Kallelsen till **{ $group }**, { $when }, går ut i { $channel } nu.
why-late-asked = Kallelsen går ut sent. Skriv gärna varför, så står det i kallelsen.
why-late-said = Tack! Skälet står nu i kallelsen till **{ $group }**, { $when }.
button-why-late = Skriv varför
form-why-late = Varför kallas mötet sent?
    .hint = Till exempel: Regionen behöver svar före den 15 mars
ask-cancel = Ska mötet i **{ $group }**, { $when }, ställas in? { $count ->
        [0] Ingen är kallad än.
        [one] En person får veta det direkt.
       *[other] { $count } personer får veta det direkt.
    } Det går inte att ångra.
ask-call = Ska kallelsen till **{ $group }**, { $when }, gå ut nu? { $count ->
        [one] En person får en ping.
       *[other] { $count } personer får en ping.
    } Det går inte att ångra.
ask-abolish = Ska platsen { $seat } i **{ $group }** tas bort? { $count ->
        [0] Ingen sitter där i dag.
        [one] { $people } sitter där i dag.
       *[other] { $people } sitter där i dag.
    }
ask-hand-over = Ska **{ $other }** ta över allt som { $one } ansvarar för, i **{ $group }** och i alla andra grupper?
button-abolish = Ta bort platsen
button-really-hand-over = Lämna över
ask-overlap = Ska mötet vara då ändå?
ask-calls-now = Med den ändringen kallas { $count ->
        [one] ett möte
       *[other] { $count } möten
    } i **{ $group }** direkt:
    { $what }
overlap-own = **{ $group }** har redan ett möte då: { $when }.
overlap-other = **{ $group }** träffas då, { $when }, och { $count ->
        [one] en av era är kallad dit
       *[other] { $count } av era är kallade dit
    }: { $people }.
overlap-hidden = En annan grupp träffas då, { $when }, och { $count ->
        [one] en av era är kallad dit
       *[other] { $count } av era är kallade dit
    }: { $people }.
another-group = en annan grupp
button-leave = Låt det vara
button-cancel-meeting = Ställ in mötet
button-call-now = Skicka kallelsen nu
button-overlap = Ja, ändå
button-calls-now = Ändra, och kalla
conflict-group-ends-before = Gruppen finns till och med { $day }. Välj en dag som inte är senare.
conflict-nothing-changed = Det är redan så. Skriv det som ska bli annorlunda.
conflict-meeting-called = Kallelsen har redan gått ut.
invalid-meeting-link = ”{ $typed }” går inte att läsa som en länk. Klistra in hela adressen, från https och framåt.
invalid-remark-empty = Meddelandet är tomt. Skriv något, eller skriv ”-” för att ta bort det.
invalid-remark-too-long = Meddelandet är för långt. Högst { $max } tecken får plats.

coming-for = Noterat: { $person } kommer till mötet i **{ $group }**, { $when }.
declined-for = Noterat: { $person } kan inte komma till mötet i **{ $group }**, { $when }.
already-answered-for = Det var redan noterat för { $person }: mötet i **{ $group }**, { $when }.
conflict-at-another-time = Mötet har flyttats sedan du fick frågan, så inget har ändrats. Nu är det { $when }. Svara här om den tiden:
conflict-moved-since = Mötet har flyttats sedan dess, så inget har ändrats. Det som sägs nu ska gälla den nya tiden: använd de nya knapparna.
conflict-not-needed = Ersättaren behövs inte: ledamoten kommer. Inget har ändrats.
conflict-other-fills-another = Ersättaren är kallad till mötet för en annan plats, och ingen fyller två. Inget har ändrats.

# Den som skriver till boten
written-one = Ditt nästa möte: { $group }, { $when }. Svara med en knapp: vad du skriver läser jag inte.
written-several = Här är dina kommande möten. Svara med en knapp: vad du skriver läser jag inte.
written-no-answers = Här är dina kommande möten. Inget av dem väntar på svar av dig. Vad du skriver läser jag inte.
written-none = Du har inga kommande möten. Vad du skriver läser jag inte: hör av dig till tjänstemannen.
written-unknown = Jag vet inte vem du är. Be gruppens tjänsteman om en kod, och skriv { $command } på servern. Vad du skriver här läser jag inte.
own-meeting-title = Ditt möte
