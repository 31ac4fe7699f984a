# Minnesanteckningar: skrivs punkt för punkt, publiceras, godkänns, läses och hittas.

notes-title = Minnesanteckningar { $number }: { $group }
notes-title-unnumbered = Minnesanteckningar: { $group }
notes-file = minnesanteckningar
notes-present = Närvarande
notes-absent = Frånvarande
office-chair = ordförande
office-vice-chair = vice ordförande
notes-guest = adjungerad
notes-instead = i stället för { $person }
notes-agreed = Överenskommet:
notes-approved-here = Godkända anteckningar
notes-prior = { $number }, av { $person }
notes-intro = Inledning
notes-published-on = Publicerade { $day }
notes-revised-on = Version { $number }, publicerad { $day }
notes-not-approved = inte godkända än
notes-approved = Godkända { $day } av { $person }
notes-goes-on = Fortsättningen finns i filen, och under Läs anteckningarna.

notes-text = Anteckningar: { $group }, { $when }
notes-rest = Anteckningar, fortsättning: { $group }, { $when }
notes-line = Anteckningarna från mötet är publicerade.
notes-line-revised = Anteckningarna är ändrade: version { $number }.

notes-pick = Skriv om en punkt …
notes-draft = Ett utkast. Bara ordförande och tjänstemän ser det.
notes-as-published = Publicerade, version { $number }. Inget är ändrat sedan dess.
notes-unpublished-changes = Publicerade, version { $number }. Det finns ändringar som inte är publicerade.
notes-draft-footer = Allt sparas direkt. Du kan fortsätta när du vill.
notes-nothing-yet = Inget skrivet än
notes-part = { $title } (del { $number })
notes-saved = Sparat: { $what }.
notes-section-removed = Punkten är borttagen.
notes-clash = Någon annan har skrivit om **{ $what }** sedan du öppnade formuläret. Inget är överskrivet. Vilken text ska gälla?
notes-clash-too-long = Båda texterna får inte plats om **{ $what }**. Vilken ska gälla? Det du skrev finns kvar här.
notes-moved = Någon har skrivit sedan du tittade. Så här är det nu; inget är gjort än.
notes-compared-file = andringar
notes-clash-theirs = Det som står nu
notes-clash-mine = Det du skrev

notes-file-understood = Så här förstod vi filen. Inget är sparat än.
notes-file-found = ✅ { $title }: { $count } tecken
notes-file-new = 🆕 { $title }: { $count } tecken, en egen punkt
notes-file-before = ▫️ Före första rubriken: { $count } tecken, blir en inledning
notes-file-clashes = { $count ->
        [one] Om { $count } punkt är något annat redan skrivet.
       *[other] Om { $count } punkter är något annat redan skrivet.
    }
notes-file-footer = Filen publiceras inte av sig själv.
notes-file-taken = Texten är sparad i utkastet.
notes-file-too-large = Filen är för stor. Högst { $max } kB får plats. Dela den, eller ta bort bilder.
notes-file-no-text = Filen går inte att läsa som text. Spara den som ren text eller Markdown (UTF-8), och bifoga den igen.
notes-file-empty = Det står inget i filen.
notes-file-too-long = En del av filen är för lång: högst { $max } tecken under varje rubrik. Dela upp den med fler rubriker.

notes-preview = Så här blir det, del { $part } av { $parts }. När du publicerar får { $count ->
        [one] { $count } person
       *[other] { $count } personer
    } en avisering.
notes-preview-revision = Så här blir det, del { $part } av { $parts }. Gruppen läser den nya versionen i stället, och ingen får en avisering.
notes-preview-same = Så här står det, del { $part } av { $parts }. Inget är ändrat sedan det publicerades.
notes-preview-empty = Inget är skrivet än. Så här skulle det se ut.
notes-published = Anteckningarna { $number } för **{ $group }** är publicerade.
notes-revised = Version { $revision } av anteckningarna { $number } för **{ $group }** är publicerad.
notes-closed-meeting = Mötet avslutades samtidigt, med den närvaro som står i anteckningarna.
notes-approve-later = De godkänns vid ett senare möte av någon annan, med { $command }.

notes-is-older = Det här är version { $number }. Det finns en nyare.
notes-as-file = { $what } som fil.
notes-approved-now = { $what }.
notes-compared = Version { $number } jämförd med version { $before }
notes-no-difference = Texten är densamma.
notes-found-nothing = Vi hittar inga anteckningar med ”{ $what }”. Prova färre eller andra ord.
notes-found-title = { $count ->
        [one] ”{ $what }”: { $count } träff
       *[other] ”{ $what }”: { $count } träffar
    }
notes-found-line = { $group }, { $when } ({ $number })
notes-found-open = Läs anteckningarna …

button-notes = Anteckningar
button-notes-read = Läs anteckningarna
button-notes-next = Skriv: { $title }
button-notes-add = Något mer togs upp
button-notes-preview = Förhandsgranska
button-notes-back = Fortsätt skriva
button-notes-publish = Publicera
button-notes-revise = Publicera ny version
button-notes-both = Behåll båda
button-notes-mine = Behåll min text
button-notes-theirs = Behåll det som står
button-notes-file-take = Spara i utkastet
button-notes-file-both = Lägg till sist
button-notes-file-mine = Byt ut det som står
button-notes-file-drop = Använd inte filen
button-notes-compare = Vad som ändrats
button-notes-earlier = Tidigare version
button-notes-newest = Senaste versionen
button-notes-approve = Godkänn
button-hand-over = Lämna ett ord

form-heading = Rubrik
    .hint = Töm rubriken för att ta bort punkten
form-said = Vad som sades
    .hint = Lista med streck, fet stil med **två stjärnor**
form-agreed = Vad ni kom överens om
    .hint = Lämna tomt om inget bestämdes
form-notes-add = Något mer togs upp
form-word = Ditt ord
    .hint = Vad den andra behöver veta
form-word-to = Till { $person }

hand-over-ask = Var du med på mötet? Lämna ett kort ord till den du delar plats med. Det följer med anteckningarna.
hand-over-kept = Tack! Ditt ord till { $person } följer med när anteckningarna publiceras.
hand-over-sent = Tack! Ditt ord till { $person } är på väg.
hand-over-text = Från { $person }: { $group }, { $when }
hand-over-title = Ett ord från { $person }
hand-over-from = Till dig från { $person }

digest-notes = Anteckningar: { $group }, { $when }
digest-notes-how = -# Läs dem med { $show }. Vill du inte veta? { $command }.
follows-no-notes = Om anteckningar från möten som du inte var kallad till får du inget veta.

denied-chair-official-and-adjuster = Det får bara ordförande, vice ordförande, gruppens tjänstemän och den som är utsedd att justera anteckningarna göra.
conflict-notes-not-begun = Mötet har inte börjat, så det finns inget att anteckna än.
conflict-notes-cancelled = Mötet är inställt, så det finns inget att anteckna.
conflict-notes-empty = Inget är skrivet än. Skriv anteckningarna med { $write }.
conflict-notes-unchanged = Inget är ändrat sedan anteckningarna publicerades.
conflict-notes-not-published = Anteckningarna är inte publicerade än. Det gör ordförande eller tjänsteman med { $publish }.
conflict-notes-approved = Anteckningarna är redan godkända.
conflict-notes-own = Du har själv skrivit eller publicerat anteckningarna. Be någon annan godkänna dem: ordförande, tjänsteman eller den som är utsedd att justera.
conflict-notes-no-later-meeting = Anteckningar godkänns vid ett senare möte, och gruppen har inte haft något sedan dess.
conflict-notes-changed = Någon har ändrat anteckningarna under tiden. Öppna dem igen med { $write }; det du skrev finns kvar i formuläret.
conflict-nobody-to-tell = Du deltog inte för någon plats på mötet, eller så delar du den inte med någon. Inget har ändrats.
conflict-too-many-sections = Så många egna punkter får inte plats. Högst { $max } går.
invalid-prose-too-long = Texten är för lång. Högst { $max } tecken får plats om varje punkt.
not-found-section = Den punkten finns inte längre. Öppna anteckningarna igen med /anteckningar skriv.
not-found-notes-file = Filen väntar inte längre. Bifoga den igen med /anteckningar bifoga.

log-notes-published = publicerade anteckningarna { $after } från mötet { $meeting }
log-notes-approved = godkände anteckningarna { $after } från mötet { $meeting }
log-adjuster-named = utsåg { $person } att justera anteckningarna från mötet { $meeting }
log-adjuster-ended = { $person } justerar inte längre anteckningarna från mötet { $meeting }
own-change-notes-published = anteckningar publicerades
own-change-notes-approved = anteckningar godkändes
own-change-adjuster-named = någon utsågs att justera anteckningar
own-change-adjuster-ended = någon justerar inte längre anteckningar
own-message-notes = anteckningar
own-message-hand-over = ett ord från den du delar plats med
own-message-hand-over-asked = fråga om ett ord till den andra

setting-notes = Anteckningar
setting-notes-channel = Kanal för anteckningar
setting-notes-on-page = Anteckningar på webbsidan
setting-notes-there = Läggs ut i { $channel }
setting-notes-on-page-too = Läggs ut i { $channel } och på gruppens webbsida
page-notes = Minnesanteckningar { $number }
page-notes-approved = godkända
own-data-notes = Anteckningar som du har skrivit i
own-data-words = Ord efter möten
