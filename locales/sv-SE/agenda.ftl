# Dagordningen: ärenden, förslag och vad som blev av dem.

field-agenda = Dagordning
field-topics = Ämnen
field-concerns = Berör
field-documents = Handlingar
field-proposed-by = Föreslaget av
field-history = Vad som hänt

field-guests = Adjungerade
field-planned = Ersättaren tar ärendet

purpose-information = information
purpose-discussion = diskussion
purpose-consultation = samråd
purpose-decision = beslut
purpose-home = avgörs hemma

agenda-line = { $time } { $title } – { $what }
agenda-line-preliminary = { $time } { $title } – { $what } (preliminärt)
agenda-title = Dagordning: { $group }
agenda-waiting-title = Väntar på ett möte: { $group }
agenda-proposals-title = Förslag att ta ställning till: { $group }
agenda-none = Här finns inga ärenden än.
agenda-item = **{ $number }. { $title }**
agenda-new = 🆕 nytt
agenda-changed = ✏️ ändrat
agenda-preliminary = preliminärt
agenda-minutes = { $count ->
        [one] { $count } minut
       *[other] { $count } minuter
    }
agenda-put-off = { $count ->
        [one] uppskjutet { $count } gång
       *[other] uppskjutet { $count } gånger
    }
agenda-documents = { $count ->
        [one] { $count } handling
       *[other] { $count } handlingar
    }
agenda-topics = Ämnen: { $what }
agenda-concerns = Berör: { $what }
agenda-guests = adjungerad: { $what }
plan-instead = { $substitute } i stället för { $ordinary }
plan-unanswered = { $what } (väntar på svar)
agenda-removed = Borttaget sedan du läste sist: { $what }
agenda-reordered = Ordningen är ändrad sedan du läste sist.
agenda-overrun = ⚠️ Ärendena tar { $count ->
        [one] { $count } minut
       *[other] { $count } minuter
    } mer än mötet är långt. Korta något, eller flytta det till ett annat möte.
agenda-footer = Tryck på en siffra för att läsa mer.

agenda-changed-text = Dagordningen är ändrad.
agenda-changed-added = Nytt: { $what }.
agenda-changed-removed = Borttaget: { $what }.
agenda-changed-edited = Ändrat: { $what }.
agenda-changed-order = Ordningen är en annan.
change-title = rubrik
change-purpose = syfte
change-minutes = tid
change-presenter = föredragande
change-documents = handlingar

item-is-proposed = Föreslaget. Ordförande eller ansvarig tjänsteman tar ställning.
item-is-declined = Förslaget fick nej: { $reason }
item-is-withdrawn = Förslaget är återtaget.
item-is-struck = Struket från dagordningen.
item-file = { $what } ({ $count } kB)
item-waits = Väntar på ett möte
item-cancelled = { $when } (inställt)
item-at = { $when }, punkt { $number }, omkring kl. { $time }
item-at-preliminary = { $when }, punkt { $number }, omkring kl. { $time } (preliminärt)
item-no-meeting = inget möte än
item-by-nobody = Administratör
item-deed-proposed = föreslog ärendet
item-deed-added = lade till det till mötet { $meeting }
item-deed-added-waiting = lade till det, utan möte än
item-deed-accepted = godtog det till mötet { $meeting }
item-deed-accepted-waiting = godtog det, utan möte än
item-deed-declined = sa nej till det
item-deed-withdrawn = tog tillbaka det
item-deed-edited = ändrade det
item-deed-moved = flyttade det till mötet { $meeting }
item-deed-moved-waiting = lät det vänta på ett möte
item-deed-carried = bordlade det till mötet { $meeting }
item-deed-carried-waiting = bordlade det, utan nytt möte än
item-deed-decided = fastställde det
item-deed-struck = strök det
item-deed-co-opted = adjungerade en gäst
item-deed-co-option-ended = avbokade en gäst
item-deed-planned = planerade det för ersättaren
item-deed-plan-ended = lämnade tillbaka det till ledamoten
item-files = Handlingarna till **{ $title }**.
item-no-files = **{ $title }** har inga filer.
item-choice-proposed = förslag
item-choice-waiting = väntar på möte

done-added = **{ $title }** står på dagordningen för { $group }, { $meeting }.
done-added-waiting = **{ $title }** väntar på ett möte i { $group }.
done-proposed = Tack! **{ $title }** är föreslaget. Du får veta vad det blir av det.
done-accepted = **{ $title }** är godtaget och står på dagordningen för { $group }, { $meeting }.
done-accepted-waiting = **{ $title }** är godtaget och väntar på ett möte i { $group }.
done-declined = Du har sagt nej till **{ $title }**. Den som föreslog det får veta varför.
done-withdrawn = Du har tagit tillbaka **{ $title }**.
done-edited = **{ $title }** är ändrat.
done-ordered = **{ $title }** är flyttat på dagordningen.
done-moved = **{ $title }** är flyttat till mötet { $meeting }.
done-moved-waiting = **{ $title }** väntar nu på ett möte.
done-carried = **{ $title }** är bordlagt till mötet { $meeting }.
done-carried-waiting = **{ $title }** är bordlagt och väntar på ett möte.
done-decided = **{ $title }** är fastställt.
done-struck = **{ $title }** är struket.
done-offered = Frågan om **{ $title }** är ställd. Ni är överens när den andra har sagt ja.
done-offer-withdrawn = Frågan om **{ $title }** är återtagen.
done-planned = Ersättaren tar **{ $title }**. Båda får veta det.
done-plan-declined = Du har sagt nej. Ledamoten tar **{ $title }** som vanligt.
done-plan-ended = Ledamoten tar **{ $title }** som vanligt. Båda får veta det.
done-co-opted = **{ $person }** är adjungerad till **{ $title }**, { $group }, { $when }.
done-co-opted-to-meeting = **{ $person }** är adjungerad till möte i { $group }, { $when }.
done-co-option-ended = **{ $person }** är inte längre adjungerad till **{ $title }**, { $group }, { $when }.
done-co-option-to-meeting-ended = **{ $person }** är inte längre adjungerad till möte i { $group }, { $when }.
guest-hears = Hen får ett direktmeddelande om just det.
guest-is-written-to-later = Hen har inget konto här: en text att skicka vidare kommer i tjänstemännens kanal när ärendet har fått en tid.
guest-hears-later = Hen får veta det när ärendet har fått en tid.
guest-is-written-to = Hen har inget konto här: en text att skicka vidare kommer i tjänstemännens kanal.
done-carried-all = { $count ->
        [0] Det fanns inget att bordlägga.
        [one] { $count } ärende är bordlagt till mötet { $meeting }.
       *[other] { $count } ärenden är bordlagda till mötet { $meeting }.
    }
done-carried-all-waiting = { $count ->
        [0] Det fanns inget att bordlägga.
        [one] { $count } ärende är bordlagt och väntar på ett möte.
       *[other] { $count } ärenden är bordlagda och väntar på ett möte.
    }
cancelled-with-items = { $count ->
        [one] { $count } ärende stod på dagordningen. Ska det tas upp på ett annat möte?
       *[other] { $count } ärenden stod på dagordningen. Ska de tas upp på ett annat möte?
    }
strike-question = Ska **{ $title }** strykas? Det går inte att ångra. Ska det tas upp senare? Bordlägg det i stället.
strike-question-told = Ska **{ $title }** strykas? Den som föreslog det får veta det, och det går inte att ångra. Ska det tas upp senare? Bordlägg det i stället.

proposal-text = Förslag från { $person }: { $title } – { $group }, { $meeting }
proposal-open = Ingen har tagit ställning än.
proposal-is-accepted = Förslaget är godtaget. Du behöver inte göra något.
proposal-is-declined = Förslaget fick nej: { $reason }
proposal-is-withdrawn = Förslaget är återtaget. Du behöver inte göra något.
proposal-is-struck = Ärendet är struket.
proposal-accepted = Ditt förslag { $title } är med på dagordningen: { $group }, { $meeting }
proposal-accepted-waiting = Ditt förslag { $title } är godtaget i { $group } och väntar på ett möte.
proposal-declined = Ditt förslag { $title } tas inte upp i { $group }: { $reason }
proposal-struck = Ditt förslag { $title } är struket från dagordningen i { $group }. Fråga ordförande om du undrar varför.
guest-text = Du är adjungerad: { $title } – { $group }, { $when }
guest-to-meeting-text = Du är adjungerad till möte i { $group }, { $when }
guest-moved-text = Ny tid: { $title } – { $group }, { $when }
guest-moved-to-meeting-text = Ny tid för mötet i { $group }: { $when }
guest-waits-text = { $title } tas inte upp { $before } i { $group }. Du får en ny tid när den är bestämd.
guest-cancelled-waits-text = Mötet är inställt: { $title } tas inte upp { $before } i { $group }. Du får en ny tid när den är bestämd.
guest-over-text = Du behöver inte komma { $before }: { $title } – { $group }
guest-no-longer-text = Du är inte längre adjungerad: { $title } – { $group }
guest-meeting-over-text = Du behöver inte komma { $before }: { $group }
guest-cancelled-text = Mötet är inställt: { $group }, { $before }. Du behöver inte komma.
guest-preliminary = Tiden är preliminär tills kallelsen har gått ut.
guest-takes = Ärendet beräknas ta { $what }.
guest-contact = Frågor, eller förhinder? Kontakta { $person }.
guest-meeting-title = Möte: { $group }
guest-letter = { $what }, { $place }
guest-forward = Skicka vidare till { $person }, som inte nås här:

plan-asks-substitute = { $person } undrar om du kan ta { $title }: { $group }, { $when }
plan-asks-ordinary = { $person } erbjuder sig att ta { $title } i ditt ställe: { $group }, { $when }
plan-offer-agreed = Ni är överens: { $substitute } tar { $title } i stället för { $ordinary }.
plan-offer-declined = Det blev nej: { $ordinary } tar { $title } som vanligt.
plan-offer-over = Frågan om { $title } gäller inte längre.
plan-declined-text = { $person } sa nej till bytet: { $title } – { $group }, { $when }
plan-substitute = Du tar { $title } i stället för { $person }: { $group }, { $when }
plan-ordinary = { $person } tar { $title } i stället för dig: { $group }, { $when }
plan-moved-substitute = Ny tid för { $title }, som du tar i stället för { $person }: { $group }, { $when }
plan-moved-ordinary = Ny tid för { $title }, som { $person } tar i stället för dig: { $group }, { $when }
plan-waits = { $title } tas inte upp { $before } i { $group }. Ni får en ny tid när den är bestämd.
plan-cancelled-waits = Mötet är inställt: { $title } tas inte upp { $before } i { $group }. Ni får en ny tid när den är bestämd.
plan-struck = { $title } är struket från dagordningen i { $group }. Ingen av er behöver förbereda det.
plan-parted = Bytet gäller inte längre: { $title } – { $group }
plan-over = { $ordinary } tar { $title } som vanligt, i stället för { $substitute }: { $group }
told-unreachable = Vi når inte { $person }. Hälsa: ”{ $what }”

button-agenda = Dagordning
button-propose = Föreslå ärende
button-proposals = Förslag ({ $count })
button-waiting = Väntar på möte ({ $count })
button-previous-page = Föregående
button-next-page = Nästa
button-show-item = Visa ärendet
button-files = Hämta filerna
button-accept-item = Godta
button-decline-item = Säg nej
button-withdraw-item = Ta tillbaka
button-earlier = Tidigare
button-later = Senare
button-decide = Fastställ
button-carry = Bordlägg
button-carry-all = Bordlägg alla
button-move-to = Till { $when }
button-strike = Stryk
button-really-strike = Ja, stryk
button-reopen = Öppna formuläret igen
button-correct = Rätta

button-offer-away = Låt min ersättare ta det
button-offer = Jag kan ta det som ersättare
button-plan-take = Ja, jag tar det
button-plan-yes = Ja, det går bra
button-plan-no = Nej
button-plan-self = Jag tar det själv
button-withdraw-offer = Ta tillbaka frågan
button-plan-end = Inte längre: { $person }
button-end-guest = Avboka

attend-meeting = Hela mötet: { $meeting }
place-waiting = { $group }: inget möte än
place-first = Först på dagordningen
place-behind = Efter { $title }

form-propose = Föreslå ett ärende
form-decline = Säg nej till förslaget
form-title = Rubrik
    .hint = Till exempel: Ungas psykiska hälsa
form-background = Varför ska gruppen ta upp det?
    .hint = Några meningar räcker.
form-minutes = Hur lång tid behövs?
    .hint = Till exempel: 20 minuter. Tomt betyder 15.
form-topics = Ämnen
    .hint = Till exempel: BUP, skola
form-link = Länk till en handling
    .hint = https://…
form-reason = Varför?
    .hint = Den som föreslog det får läsa det.
form-as-typed = Det här skrev du

denied-the-proposer = Det får bara den som föreslog ärendet. Inget har ändrats.
not-found-item = Vi hittar inte det ärendet. Välj det i listan som visas när du skriver.
not-found-form = Det formuläret finns inte kvar. Skriv kommandot igen.
denied-the-pair = Det får bara ledamoten och ersättaren, eller ordförande och ansvarig tjänsteman. Inget har ändrats.
not-found-guest = Ingen med det namnet är adjungerad. Välj i listan som visas när du skriver.
not-found-item-or-meeting = Vi hittar inte det ärendet eller mötet. Välj det i listan som visas när du skriver.
not-found-plan = Det bytet finns inte kvar.
invalid-title-empty = Skriv en rubrik.
invalid-title-too-long = Rubriken är för lång. Högst { $max } tecken får plats; skriv resten som bakgrund.
invalid-background-too-long = Bakgrunden är för lång. Högst { $max } tecken får plats; bifoga resten som en handling.
invalid-topic-empty = Ett av ämnena är tomt.
invalid-topic-too-long = Ett av ämnena är för långt. Högst { $max } tecken får plats, med komma mellan ämnena.
invalid-lacks-reason = Skriv ett ord om varför. Den som föreslog det får läsa det.
invalid-minutes = ”{ $typed }” går inte att läsa som en tid mellan 1 och 600 minuter. Skriv till exempel 20.
invalid-link = ”{ $typed }” är ingen webbadress. Den ska börja med https://
invalid-appointer = Ingen uppdragsgivare heter ”{ $typed }”. Välj i listan som visas när du skriver, med komma mellan.
invalid-nothing-to-move = Fyll i efter vilket ärende det ska stå, eller till vilket möte det ska.
invalid-too-many-topics = Ett ärende kan ha högst { $max } ämnen.
invalid-file-too-large = Filen är för stor. Högst { $max } MB får plats; lägg den någon annanstans och bifoga en länk.
invalid-file-unread = Det gick inte att hämta filen. Bifoga den igen.
conflict-item-placed = Förslaget är redan godtaget.
conflict-item-declined = Förslaget har redan fått nej.
conflict-item-withdrawn = Förslaget är återtaget av den som gjorde det.
conflict-item-struck = Ärendet är redan struket.
conflict-item-proposed = Ärendet är bara föreslaget än. Godta det först.
conflict-agenda-cancelled = Mötet är inställt. Bordlägg ärendet till ett annat möte med { $command }.
conflict-agenda-over = Mötet har varit. Bordlägg ärendet till ett annat möte med { $command }.
conflict-other-group = Det mötet är en annan grupps. Välj ett möte i ärendets egen grupp.
conflict-already-there = Ärendet står redan där. Inget har ändrats.
conflict-too-many-items = Det finns redan { $max } ärenden där. Flytta eller stryk något först.
conflict-too-many-documents = Ärendet har redan { $max } handlingar. Ta bort någon först.
conflict-files-too-large = Ärendets filer blir för stora. Högst { $max } MB får plats tillsammans; ta bort någon, eller bifoga en länk.
conflict-document-gone = Handlingen är redan borttagen.
invalid-one-guest = Fyll i ett namn eller ett konto för den som ska adjungeras, inte båda.
conflict-unknown-account = Kontot hör inte till någon i registret. Fyll i namnet i stället, så får ni en text att skicka vidare, eller be ansvarig tjänsteman.
conflict-nothing-to-come = Mötet har varit eller är inställt. Inget har ändrats.
conflict-already-guest = { $person } är redan adjungerad. Inget har ändrats.
conflict-guest-is-member = { $person } är ledamot i gruppen och kallas ändå. Inget har ändrats.
conflict-guest-gone = Den personen är redan avbokad.
conflict-too-many-guests = Redan { $max } är adjungerade. Avboka någon först.
conflict-no-pair = Platsen saknar ledamot eller ersättare. Välj en annan i listan.
conflict-already-planned = Ersättaren tar redan ärendet, eller har fått frågan. Inget har ändrats.
conflict-plan-settled = Det är redan besvarat eller har ändrats.

own-message-agenda-changed = ändrad dagordning
own-message-guest = adjungering
own-message-plan = ersättaren tar ett ärende
own-message-proposal = förslag på ärende
own-message-proposal-settled = svar på ett förslag

help-agenda = **{ $command }** – se dagordningen för ett möte.
help-propose = **{ $command }** – föreslå ett ärende.
help-guest = **{ $command }** – adjungera någon till ett ärende eller ett möte.
help-agenda-run = **{ $command }** – lägg till ett ärende. Flytta, ändra och bordlägg med de andra.

own-data-items = Ärenden du föreslagit eller föredrar
own-data-item-changes = Vad du gjort med ärenden
own-data-co-options = Vad du adjungerats till
own-data-plans = Ärenden som ersättaren tar
own-item-proposed = föreslog { $title }
own-item-added = lade till { $title }
own-item-accepted = godtog { $title }
own-item-declined = sa nej till { $title }
own-item-withdrawn = tog tillbaka { $title }
own-item-edited = ändrade { $title }
own-item-moved = flyttade { $title }
own-item-carried = bordlade { $title }
own-item-decided = fastställde { $title }
own-item-struck = strök { $title }
own-item-co-opted = adjungerade en gäst till { $title }
own-item-co-option-ended = avbokade en gäst till { $title }
own-item-planned = planerade { $title } för ersättaren
own-item-plan-ended = lämnade tillbaka { $title } till ledamoten
