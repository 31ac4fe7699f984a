# Närvaron vid ett möte: vilka som var med, rättelser, och att mötet avslutas.

register-title = Närvaro: { $group }
register-open = Ifylld efter anmälda förhinder. Rätta det som blev annorlunda, och avsluta sedan mötet.
register-closed = Mötet är avslutat.
register-pick = Rätta någons närvaro …
register-line = { $seat }: { $what }
register-filled = { $count } av { $seats } platser
register-substituted = { $count ->
        [one] { $count } ersättare
       *[other] { $count } ersättare
    }
register-excused = { $count ->
        [one] { $count } förhinder
       *[other] { $count } förhinder
    }
register-without-notice = { $count ->
        [one] { $count } utan anmälan
       *[other] { $count } utan anmälan
    }
register-guests = { $count ->
        [one] { $count } adjungerad
       *[other] { $count } adjungerade
    }
register-came = { $person }
register-came-instead = { $person } kom i stället
register-had-excused = { $person } hade förhinder
register-stayed-away = { $person } uteblev utan anmälan
register-guest-away = { $person } var inte med
register-nobody = ingen
register-from = från { $time }
register-to = till { $time }
register-at-item = { $time }
register-corrected = Rättat: { $what }
register-added = Tillagt: { $what }
register-removed = Borttagen ur närvaron.
register-files = Närvaron i **{ $group }**, { $when }.
register-file = närvaro
register-column-seat = Plats
register-column-name = Namn
register-column-as = Som
register-column-was = Närvaro
register-column-from = Från
register-column-to = Till
register-column-mode = Hur
register-column-part = Deltog som
register-as-ordinary = ordinarie
register-as-substitute = ersättare
register-was-there = närvarande
register-was-excused = förhinder
register-was-without-notice = utan anmälan
register-mode-room = på plats
register-mode-distance = på distans
register-part-serving = tjänstgörande
register-part-present = närvarande

button-register = Närvaro
button-close = Avsluta mötet
button-reopen-meeting = Öppna igen
button-add-guest = Någon mer var med
button-register-files = Som fil
button-was-there = Var med
button-was-not-there = Var inte med
button-excused = Hade förhinder
button-without-notice = Uteblev utan anmälan
button-substitute-came = Ersättaren kom
button-substitute-away = Ersättaren kom inte
button-came-late = Kom senare
button-left-early = Gick tidigare
button-at-a-distance = På distans
button-in-the-room = På plats
button-to-the-list = Till listan

form-late = Kom senare
form-late-at = När?
    .hint = Till exempel 10:15
form-left = Gick tidigare
form-left-at = När?
    .hint = Till exempel 11:30
form-add-guest = Någon mer var med
form-guest-name = Vem?
    .hint = Namnet
form-reopen-meeting = Öppna mötet igen
form-why = Varför?
    .hint = Står i gruppens logg

meeting-closed = Mötet i **{ $group }** är avslutat. Närvaron är sparad.
meeting-reopened = Mötet är öppet igen. Rätta närvaron, och avsluta sedan mötet.

not-closed-text = Stämmer närvaron? { $group }, { $when }
not-closed-title = Stäm av närvaron: { $group }
not-closed-body =
    { $what }

    Stämmer det? Avsluta mötet. Annars: rätta närvaron först.
closed-text = Avslutat: { $group }, { $when }
closed-title = Avslutat möte: { $group }

held-title = Möte: { $group }

conflict-meeting-not-begun = Mötet har inte börjat. Vilka som väntas komma ser du med /möte visa.
conflict-meeting-closed = Mötet är redan avslutat. Ska något rättas? Öppna det igen, under /möte närvaro.
conflict-meeting-not-closed = Mötet är inte avslutat. Inget har ändrats.
conflict-nobody-there = Ingen var med för den platsen. Säg först vem som kom.
conflict-empty-seat = Ingen är utsedd för platsen. Inget har ändrats.
conflict-no-substitute = Platsen har ingen ersättare. Kom någon annan? Lägg till hen med Någon mer var med.
conflict-outside-meeting = Det klockslaget ligger utanför mötet. Skriv när under mötet det var, till exempel 10:15.
conflict-left-before-coming = Så kan det inte ha varit: hen gick före hen kom. Rätta tiderna.
conflict-served-for-another = Hen var med för en annan plats då, och ingen fyller två. Rätta den platsen först.
conflict-too-many-added = Så många kan inte läggas till. Högst { $max } får plats.
not-found-place = Den raden finns inte längre. Öppna närvaron på nytt med /möte närvaro.

log-meeting-closed = avslutade mötet { $meeting }
log-meeting-reopened = öppnade mötet { $meeting } igen: { $because }
log-attendance-corrected = rättade närvaron vid mötet { $meeting }
own-change-meeting-closed = ett möte avslutades
own-change-meeting-reopened = ett möte öppnades igen
own-change-attendance-corrected = närvaron vid ett möte rättades
own-data-attendance = Din närvaro vid möten
own-message-not-closed = fråga om närvaro
