# Grupper, platser och personer: det som den som sköter dem får läsa.

day = { $day } { $month } { $year }
former = tidigare ledamot
place = { $appointer } (plats { $number })
place-chair = { $appointer }, ordförande (plats { $number })
place-vice-chair = { $appointer }, vice ordförande (plats { $number })
capacity-ordinary = ordinarie
capacity-substitute = ersättare
capacity-official = ansvarig tjänsteman
capacity-deputy = biträdande tjänsteman
period-since = från { $from }
period-from-to = från { $from } till och med { $to }
kind-municipality = en kommun
kind-region = regionen
kind-opposition = oppositionen
kind-other = någon annan
kinds-municipality = Kommunerna
kinds-region = Regionen
kinds-opposition = Oppositionen
kinds-other = Övriga

change-new-seat = ➕ Ny plats: { $place }
change-seat-becomes = ✏️ { $before } blir { $after }
change-seat-becomes-later = ✏️ { $before } blir { $after } från { $from }
change-seat-becomes-until = ✏️ { $before } blir { $after } till och med { $to }
change-seat-becomes-from-to = ✏️ { $before } blir { $after } från { $from } till och med { $to }
change-seat-until = ✏️ { $place }: sista dag { $day }
change-seat-open = ✏️ { $place } har inget slutdatum längre
change-seat-gone = ➖ Platsen tas bort: { $place }, sista dag { $day }
change-comes = ➕ { $person } blir { $capacity } för { $place }, { $period }
change-goes = ➖ { $person } slutar som { $capacity } för { $place }, sista dag { $day }
change-redated = ✏️ { $person }, { $capacity } för { $place }: { $period } (förut { $before })
change-comes-not = ➖ Planerat uppdrag tas bort: { $person }, { $capacity } för { $place }, { $period }
change-linked = 🔗 { $person } kopplas till ett konto
change-linked-doubtful = ❓ { $person } kopplas till kontot { $account }. Stämmer numret? Cellen är ett tal, och då avrundar kalkylprogrammet. Stämmer det inte: gör cellen till text, skriv numret igen och läs in filen på nytt

group-created = Gruppen **{ $group }** är skapad. Dess kanal är { $channel }, och ansvarig tjänsteman är { $person }.
group-created-first = Organisationen är skapad. Språket är { $language } och tidszonen { $zone }. Stämmer det inte? Ändra med { $command }.
group-created-next = Lägg nu in platserna: läs in en fil med { $command }, eller lägg till en plats i taget med { $other }.
group-created-shown = Ser { $person } inte { $command } när hen skriver? Ge hens roll i Discord rättigheten Hantera evenemang.
group-ending = Vill du avsluta gruppen **{ $group }**? Sista dag blir { $day }, och alla uppdrag slutar då. Historiken finns kvar, men inget kan ändras efteråt.
group-ending-meetings = De här mötena ställs då in, och gruppen får veta det direkt:
group-ended = Klart. Sista dag för gruppen **{ $group }** är { $day }. Historiken finns kvar.
group-ended-meetings = { $count ->
        [one] { $count } möte är inställt
       *[other] { $count } möten är inställda
    }, och gruppen får veta det nu.
button-end-group = Avsluta gruppen
button-cancel = Avbryt
nothing-done = Inget har ändrats.

settings-title = Inställningar: { $group }
settings-changed = Sparat.
settings-zone-corrected = Bokade möten behåller sina klockslag. Har kallelsen gått ut får de kallade veta.
settings-changed-to = Uppdrag som redan har fått en sista dag förlängs inte. Se vilka platser som saknar någon med { $command }.
setting-name = Namn
setting-channel = Kanal
setting-officials-channel = Tjänstemännens kanal
setting-official = Ansvarig tjänsteman
setting-deputy = Biträdande tjänsteman
setting-lead-days = Kallelse senast
setting-lead-days-value = { $days ->
        [one] { $days } dag före mötet
       *[other] { $days } dagar före mötet
    }
setting-posting-schedule = Kallelser går ut
posting-weekdays = Vardagar kl. { $time }
posting-daily = Varje dag kl. { $time }
posting-days = { $days } kl. { $time }
setting-language = Språk i kanalen
setting-language-sv = svenska
setting-language-en = engelska
setting-zone = Tidszon
setting-term = Gruppen finns
setting-to = Sista dag
setting-mandate = Uppdragsbeskrivning
setting-composition = Sammansättning
setting-appointer = uppdragsgivare
setting-office = funktion
setting-seat-to = sista dag
setting-none = –
rule-seats = { $who }: { $count ->
        [one] { $count } plats
       *[other] { $count } platser
    }
rule-chair = Ordförande utses av { $who }
rule-vice-chair = Vice ordförande utses av { $who }
choice-new-name = Nytt namn: { $typed }
composition-as-now = Som platserna är nu
composition-none = Ingen (kontrolleras inte)
last-day-none = Inget slutdatum
mandate-none = Ta bort uppdragsbeskrivningen
day-today = i dag, { $day }
day-tomorrow = i morgon, { $day }
handed-over = { $to } tar över efter { $from }:
handed-over-group = • { $capacity } för { $group }
person-known = { $account } är nu kopplad till { $person }, som redan var registrerad. Fel person? Koppla bort kontot med { $command }.
handed-over-told = Klart. Det meddelas i tjänstemännens kanaler.
handed-over-back = Gäller det bara en tid? Lämna tillbaka en grupp i taget: välj ansvarig tjänsteman i { $command }.
handed-over-without-deputy = Utan biträdande tjänsteman nu: { $groups }. Välj någon med { $command }.

seat-title = { $place }
seat-now = Nu
seat-history = Förut och framöver
seat-nobody = Ingen är utsedd
seat-line = { $person }, { $capacity }, { $period }
seat-gone-on = Platsen finns till och med { $day }.
seat-newcomer = ℹ️ { $person } hör hemma i { $group }. Den gruppens tjänsteman får veta det, och sköter namn och konto.
seat-designations = Funktion och uppdragsgivare
seat-designation-until = { $place } till och med { $to }
seat-designation-from-to = { $place } från { $from } till och med { $to }
seat-designation-since = { $place } från { $from }
seat-renamed = Namnet är rättat: { $before } heter nu { $after }.
seat-unchanged = Så var det redan. Inget har ändrats.
seat-done = Sparat.

roster-title = { $group }, { $day }
roster-line = **{ $place }**: { $ordinary } · { $substitute }
roster-substitute = ersättare { $person }
roster-no-ordinary = ordinarie saknas
roster-no-substitute = ersättare saknas
roster-officials = Tjänstemän: { $people }
roster-empty = Gruppen har inga platser den dagen.

check-title = Kontroll: { $group }
check-fine = Allt stämmer: { $count ->
        [one] { $count } plats
       *[other] { $count } platser
    }, inga tomma, och alla kan nås.
check-whole-file = hela-kontrollen
check-no-official = ❗ Ingen är ansvarig tjänsteman. Välj någon med { $command }.
check-no-deputy = ⚠️ Ingen är biträdande tjänsteman. Välj någon med { $command }, så att någon tar över vid frånvaro.
check-no-seats = ❗ Gruppen har inga platser. Läs in dem med { $command }.
check-vacant-ordinary = ❗ { $place } saknar ordinarie. Be { $appointer } utse någon, och lägg in personen med { $command }.
check-vacant-substitute = ⚠️ { $place } saknar ersättare. Be { $appointer } utse någon, och lägg in personen med { $command }.
check-vacant-ordinary-from = ⚠️ { $place } saknar ordinarie från { $day }. Be { $appointer } utse någon i tid.
check-vacant-substitute-from = ⚠️ { $place } saknar ersättare från { $day }. Be { $appointer } utse någon i tid.
check-gap-ordinary = ⚠️ { $place } saknar ordinarie { $period }. Be { $appointer } utse någon för den tiden.
check-gap-substitute = ⚠️ { $place } saknar ersättare { $period }. Be { $appointer } utse någon för den tiden.
check-breach-later = Från { $day }: { $what }
check-count = ❗ { $who } har { $count ->
        [one] { $count } plats
       *[other] { $count } platser
    } men ska ha { $expected }. Rätta platserna med { $command }, eller sammansättningen i inställningarna.
check-office-chair = ❗ Ordförande ska utses av { $who }, men är { $held }. Ändra funktion på platserna med { $command }.
check-office-vice-chair = ❗ Vice ordförande ska utses av { $who }, men är { $held }. Ändra funktion på platserna med { $command }.
check-held-by = utsedd av { $appointer }
check-held-by-none = inte utsedd
check-doubled = ⚠️ { $person } har flera platser: { $places }. Stämmer det inte, rätta med { $command }.
check-conflict = ⚠️ Två möten överlappar: { $one } och { $other }. Kallade till båda: { $people }. Ställ in ett av mötena och boka en ny tid, eller anmäl förhinder.
check-unlinked = ⚠️ Utan kopplat konto, nås inte här: { $people }. Koppla dem, eller ge dem en kod, med { $command }.
check-closed = ⚠️ Tar inte emot direktmeddelanden härifrån: { $people }. Be dem tillåta direktmeddelanden från servern i sina integritetsinställningar.
check-not-members = ❗ Finns inte på servern, och läser inget av det som skrivs här: { $people }. Bjud in dem till servern. Har de bytt konto, koppla om dem med { $command }.
check-cannot-see = ❗ Ser inte { $channel }: { $people }. Be den som sköter servern att släppa in dem där.
check-not-asked = ⚠️ Det gick inte att fråga Discord vilka som finns på servern och ser kanalerna. Försök igen om en stund.
check-closed-channel = ❗ Det senaste meddelandet till gruppens kanal, { $channel }, har inte gått fram.
check-closed-thread = ❗ Det senaste meddelandet i en mötestråd under { $channel } gick inte fram. Raden försvinner när nästa meddelande i en tråd har gått fram.
check-closed-officials = ❗ Det senaste meddelandet till tjänstemännens kanal, { $channel }, har inte gått fram.

import-title = Inläsning: { $group }
import-planned = { $rows ->
        [one] { $rows } rad läst
       *[other] { $rows } rader lästa
    }. Inget har ändrats än. Det här händer om du trycker på Genomför:
import-newcomers = Hör hemma i en annan grupp
import-nothing = { $rows ->
        [one] { $rows } rad läst
       *[other] { $rows } rader lästa
    }. Allt stämmer redan med filen. Inget har ändrats.
import-counts = Nya platser: { $seats } · Tillträder: { $comes } · Slutar eller tas bort: { $goes } · Ändras: { $changed }
import-done = Klart. { $rows ->
        [one] { $rows } rad är inläst
       *[other] { $rows } rader är inlästa
    } i **{ $group }**.
import-whole-file = alla-ändringar
whole-file = Hela listan finns i filen { $what }.
import-reading = Läser filen …
import-carrying-out = Läser in … { $percent } %
button-import = Genomför
faults-title = Filen kunde inte läsas in
faults-whole-file = alla-fel
faults-intro = { $count ->
        [one] Rätta det här felet och läs in filen igen. Inget har ändrats.
       *[other] Rätta de här { $count } felen och läs in filen igen. Inget har ändrats.
    }

export-done = Här är **{ $group }** som fil. Du kan ändra i den och läsa in den igen med { $command }.
export-log-sheet = Logg
export-group-sheet = Grupp

fault = rad { $row }, { $column }: { $why }
fault-row = rad { $row }: { $why }
fault-no-column = kolumnen saknas
fault-unknown-column = kolumnen ”{ $typed }” känns inte igen; ta bort den eller rätta namnet
fault-column-twice = kolumnen står två gånger
fault-empty = saknas
fault-too-long = för lång, högst { $max } tecken
fault-number = ”{ $typed }” är inget nummer från 1 och uppåt
fault-date = ”{ $typed }” är inget datum; skriv som 2027-03-11
fault-ambiguous-date = ”{ $typed }” kan betyda { $days }; skriv som 2027-03-11
fault-office = ”{ $typed }” är ingen funktion; skriv ordförande, vice ordförande eller ledamot
fault-kind = ”{ $typed }” är ingen typ; skriv kommun, region, opposition eller annan
fault-account = ”{ $typed }” är inget Discordkonto; skriv kontots användar-id, bara siffror
fault-rounded-account = kalkylprogrammet har avrundat numret till ”{ $typed }”; formatera kolumnen som text och skriv in det igen
fault-formula = ”{ $typed }” är ett fel i kalkylprogrammet; rätta formeln, eller skriv värdet
fault-no-name = datum eller konto utan namn; skriv namnet, eller töm cellen
fault-ends-before = slutar innan det börjar
fault-kind-needed = { $typed } är ny; skriv typ: kommun, region, opposition eller annan
fault-kind-differs = uppdragsgivaren finns redan som { $typed }
fault-seat-differs = samma plats står med något annat på en tidigare rad
fault-seat-abolished = platsen togs bort, sista dag { $day }; använd ett nytt nummer
fault-seat-too-early = platsen är ny, och det kan bara gälla från i dag; läs in filen utan datum i fältet från
fault-sat-until = { $person } hade platsen { $period }; skriv en första dag för en ny tid där
fault-sat-later = { $person } hade platsen { $period }; platsen kan inte sluta innan dess
fault-overlap = { $person } har platsen { $period }; datumen får inte gå in i varandra. Är personen på raden ny? Töm personens datum och konto
fault-own-substitute = samma person är ordinarie; skriv en annan ersättare, eller töm cellen
fault-passes-for = namnet ser likadant ut som { $person } och är inte samma; skriv det lika, eller så att det går att skilja åt
fault-reserved = { $typed } är ett av Kallelses egna ord; skriv ett annat namn
fault-account-taken = kontot hör till { $person }
fault-account-taken-unnamed = kontot hör till någon i en annan grupp
fault-account-differs = personen har redan ett annat konto; byt det med { $command } eller töm cellen
fault-account-guarded = personen hör hemma i en annan grupp eller har rättigheter där; be den gruppens tjänsteman eller serverns administratör koppla kontot, och töm cellen
unread-kind = Filen kunde inte läsas. Spara den som CSV eller Excel (xlsx) och försök igen.
unread-size = Filen är för stor. Den får vara högst { $max } MB.
unread-no-rows = Filen har inga rader under rubrikerna. Inget har ändrats. Fyll i en rad per plats och läs in filen igen.
unread-rows = Filen har för många rader. Högst { $max } går bra.
unread-columns = Filen har för många kolumner. Högst { $max } går bra. Ta bort det som står långt åt höger.

log-title = Senaste ändringarna: { $group }
log-empty = Inget har ändrats än.
log-line = { $when } · { $by }: { $what }
log-by-administrator = serverns administratör
log-by-former = en tidigare administratör
log-by-operator = den som sköter tjänsten
log-group-created = gruppen skapades
log-group-ended = gruppen avslutades, sista dag { $day }
log-set = { $setting }: { $before } → { $after }
log-set-only = { $setting } ändrades
log-days = { $days ->
        [one] { $days } dag
       *[other] { $days } dagar
    }
log-seat-added = ny plats: { $place }
log-seat-changed = platsen ändrades: { $place }
log-seat-became = { $place }, { $setting }: { $before } → { $after }
log-seat-became-until = { $place }, { $setting }: { $before } → { $after } till och med { $day }
log-seat-becomes-later = { $place }, { $setting }: { $before } → { $after } { $period }
log-seat-abolished = platsen togs bort: { $place }, sista dag { $day }
log-appointed = { $person } blev { $capacity } för { $place }, { $period }
log-redated = { $person }, { $capacity } för { $place }, fick nya datum: { $period }
log-withdrawn = planerat uppdrag togs bort: { $person }, { $capacity } för { $place }
log-seated-elsewhere = { $person } fick en plats i { $group }: { $place }, { $capacity } { $period }
log-renamed = namnet på { $person } rättades
log-official-appointed = { $person } blev { $capacity }
log-official-ended = { $person } slutade som { $capacity }
log-code-made = en kod skapades för { $person }
log-linked = { $person } kopplades till ett konto
log-unlinked = kontot kopplades bort från { $person }
log-imported = en fil lästes in, { $rows ->
        [one] { $rows } rad
       *[other] { $rows } rader
    }
log-exported = gruppen exporterades
log-erased = { $person } raderade sina uppgifter
log-meeting-scheduled = mötet { $meeting } bokades
log-meeting-moved = mötet { $meeting } flyttades till { $moved }
log-meeting-edited = mötet { $meeting } ändrades
log-meeting-called = kallelsen till mötet { $meeting } skickades i förväg
log-meeting-cancelled = mötet { $meeting } ställdes in
log-co-opted = en gäst adjungerades till mötet { $meeting }
log-co-option-ended = en gäst till mötet { $meeting } avbokades
log-answered = svarade åt { $person }: { $answer } (mötet { $meeting })
button-log-earlier = Tidigare ändringar
log-column-at = tid
log-column-by = av
log-column-what = vad
log-column-about = gäller

me-linked = Ditt konto är nu kopplat till { $person }. Välkommen! Skriv { $command } för att se vad du kan göra här.
me-linked-other = { $person } är nu kopplad till { $account }.
me-unlinked = { $person } har inget kopplat konto längre. Koppla rätt konto, eller skapa en kod, med { $command }.
me-code = Kod till { $person }: **{ $code }**
    Be { $person } skriva { $command } här på servern och ange koden. Den kan användas en gång, senast { $day }. Ge den bara till { $person }.
me-what-to-link = Har du fått en kod? Skriv den i fältet kod.
    Är du tjänsteman? Välj personen och kontot som ska kopplas. Väljer du inget konto får du en kod att ge till personen. Vill du rätta ett namn? Välj personen och skriv namnet.
me-title = Dina uppgifter
me-name = Du heter { $person } här, i { $organisation }.
me-holds = Platser
me-held = { $group }: { $place }, { $capacity }, { $period }
me-posts = Tjänsteman för
me-post = { $group }: { $capacity }, { $period }
me-no-seats = Du har ingen plats just nu.
me-kept = Vi sparar ditt namn, ditt konto, dina uppdrag, dina svar på kallelser, vilka meddelanden du har fått och vilka ändringar som rör dig. Skäl till förhinder raderas 30 dagar efter mötet.
me-more = { $export } ger dig allt som sparas om dig. { $erase } tar bort ditt namn och ditt konto.
me-exported = Här är allt som sparas om dig, som läsbar text och som data (JSON).
me-erase-ask = Vill du ta bort ditt namn och ditt konto här? Det går inte att ångra.
me-erase-seats = Du lämnar de här platserna, och ansvarig tjänsteman får veta det:
me-erase-posts = Du slutar som tjänsteman, och det meddelas i tjänstemännens kanal:
me-erase-stays = Det som redan har hänt finns kvar, med ”tidigare ledamot” i stället för ditt namn. Det du har skrivit i kanalerna tar du bort själv.
me-erased = Klart. Ditt namn och ditt konto är borttagna.
button-erase = Ta bort mina uppgifter
button-keep = Behåll
own-data-file = mina-uppgifter
own-data-account = Discordkonto: { $account }
own-data-replies = Svar
own-data-reply = { $when }, { $group }: { $answer }
own-data-reason = skäl: { $reason }
own-data-messages = Meddelanden till dig
own-data-changes = Ändringar
own-data-line = { $when }: { $what }
own-data-by-you = { $what } (gjort av dig)
own-data-by-another = { $what } (gjort av någon annan)
own-message-announcement = möte bokat
own-message-invitation = kallelse
own-message-cancellation = inställt möte
own-message-summons = fråga om att komma som ersättare
own-message-release = besked om att du inte behövs som ersättare
own-message-receipt = besked om ett förhinder
own-message-vacancy = tom plats
own-message-departure = besked om att du inte har någon plats längre
own-message-handover = ny ansvarig eller biträdande tjänsteman
own-message-seated-elsewhere = plats i en annan grupp
own-message-missed = besked om ett möte som inte hann kallas
own-message-changed = att ett möte är ändrat
own-message-asked-anew = fråga om en ny tid
own-message-zone-corrected = besked om rättad tidszon
own-message-reposted = besked om ett inlägg som togs bort
own-message-unreached = besked om ledamöter som inte nås
own-message-undelivered = besked om ett meddelande som inte har gått fram
own-message-two-at-once = fråga om två möten samtidigt
own-message-noted = att någon har skrivit in ditt svar
own-message-reminder = påminnelse om ett möte
own-message-summary = läget inför ett möte
own-message-too-late = besked om det som inte gick ut i tid
own-message-summons-reminder = påminnelse till ersättaren om att svara
own-message-silence = besked om en ersättare som inte har svarat
own-change-group-created = en grupp skapades
own-change-group-ended = en grupp avslutades
own-change-set = en inställning ändrades
own-change-seat = en plats ändrades
own-change-appointed = någon utsågs till en plats
own-change-redated = ett uppdrag fick andra datum
own-change-withdrawn = ett planerat uppdrag togs bort
own-change-seated-elsewhere = en annan grupp gav dig en plats
own-change-renamed = ett namn rättades
own-change-official-appointed = någon blev tjänsteman
own-change-official-ended = någon slutade som tjänsteman
own-change-code-made = en kod skapades för att koppla ett konto
own-change-linked = ett konto kopplades
own-change-unlinked = ett konto kopplades bort
own-change-imported = en fil lästes in
own-change-exported = en grupp exporterades
own-change-erased = någon raderade sina uppgifter
own-change-meeting-scheduled = ett möte bokades
own-change-meeting-moved = ett möte flyttades
own-change-meeting-edited = ett möte ändrades
own-change-meeting-called = en kallelse skickades i förväg
own-change-meeting-cancelled = ett möte ställdes in
own-change-co-opted = någon adjungerades till ett möte
own-change-co-option-ended = en adjungering avbokades
own-change-answered = någon svarade åt en annan om ett möte
answer-absent = förhinder
answer-withdrawn = tog tillbaka förhinder
answer-confirmed = kommer
answer-accepted = kommer som ersättare
answer-declined = kan inte komma som ersättare

succession-text = Kallelse: { $group }, { $when }, { $place }. Du är ordinarie för { $seat } när mötet hålls.
succession-over = Det här gäller inte dig längre: du är inte ordinarie för { $seat } i { $group } när mötet hålls.
succession-over-unreachable = { $person } är inte längre ordinarie för { $seat } vid mötet och ska inte kallas. Har du redan ringt eller mejlat? Meddela att { $person } inte behöver komma.
succession-unreachable-title = Kalla ledamoten själv: { $group }
succession-unreachable-text = Vi når inte { $person }, som är ordinarie för { $seat } vid mötet. Ring eller mejla, och lämna uppgifterna nedan. { $group }, { $when }
departure-text = Du har inte längre någon plats i { $group }.
departure-substitute = Du är inte längre ordinarie ledamot i { $group }, utan ersättare. Du kallas om den ordinarie får förhinder.
departure-later = Från och med { $day } har du ingen plats i { $group }.
departure-substitute-later = Från och med { $day } är du inte ordinarie ledamot i { $group }, utan ersättare. Du kallas om den ordinarie får förhinder.
departure-title = Du behöver inte komma: { $group }
departure-body = Du behöver inte komma till de här mötena:
departure-unreachable-text = Vi når inte { $person }, som inte längre har någon plats i { $group }. Ring eller mejla, och säg att { $person } inte behöver komma till mötena nedan.
departure-substitute-unreachable = Vi når inte { $person }, som inte längre är ordinarie ledamot i { $group }, utan ersättare. Ring eller mejla, och säg att { $person } inte behöver komma till mötena nedan.
departure-unreachable-later = Vi når inte { $person }, som inte har någon plats i { $group } från och med { $day }. Ring eller mejla, och säg att { $person } inte behöver komma till mötena nedan.
departure-substitute-unreachable-later = Vi når inte { $person }, som från och med { $day } inte är ordinarie ledamot i { $group }, utan ersättare. Ring eller mejla, och säg att { $person } inte behöver komma till mötena nedan.
departure-unreachable-title = Meddela personen själv: { $group }
vacated-ordinary = Platsen { $place } i { $group } är tom: ledamoten har tagit bort sina uppgifter. Be { $appointer } utse någon, och lägg in personen med { $command }.
vacated-substitute = Platsen { $place } i { $group } saknar ersättare: hen har tagit bort sina uppgifter. Be { $appointer } utse en ny, och lägg in personen med { $command }.
vacated-to-come = Den som skulle tillträda platsen { $place } i { $group } har tagit bort sina uppgifter. Be { $appointer } utse någon annan, och lägg in personen med { $command }.
post-vacated-official = Den som var ansvarig tjänsteman för { $group } har tagit bort sina uppgifter. Välj en ny med { $command }.
post-vacated-deputy = Den som var biträdande tjänsteman för { $group } har tagit bort sina uppgifter. Välj en ny med { $command }.
post-vacated-today = Någon som nyss blivit tjänsteman för { $group } har tagit bort sina uppgifter. Kontrollera med { $command }.
handover-text = Du är nu { $capacity } för { $group }.
handover-before = { $person } är nu { $capacity } för { $group }, efter dig.
handover-unreachable = { $person } är nu { $capacity } för { $group }, och nås inte här. Ring eller mejla, och berätta det.
handover-before-unreachable = { $person } är nu { $capacity } för { $group }, efter { $from }, som inte nås här. Ring eller mejla, och berätta det.
handover-after = Du är nu { $capacity } för { $group }, efter { $from }.
handover-many = Du tar över { $count } grupper efter { $from }.
handover-before-many = { $person } tar över { $count } grupper efter dig.
handover-many-title = Det här är överlämnat
handover-title = Läget i { $group }
handover-meetings = Kommande möten
handover-none = Inga möten är bokade.
seated-elsewhere-text = { $person } har fått en plats i { $group } ({ $place }). Namn och konto sköts även i fortsättningen av { $home }. Stämmer det inte, hör av er till den gruppens tjänsteman.
seated-elsewhere-many = { $count } personer från { $home } har fått platser i andra grupper. Namn och konto sköts även i fortsättningen av { $home }. Stämmer det inte, hör av er till de gruppernas tjänstemän.
seated-elsewhere-title = Platser i andra grupper
seated-elsewhere-line = • { $person }: { $group }, { $place }

# Fel
denied-administrator = Det får bara serverns administratör göra. Be administratören om hjälp.
denied-administrator-and-official = Det får bara gruppens tjänstemän och serverns administratör göra. Be någon av dem om hjälp.
denied-official = Det får bara gruppens tjänstemän se. Fråga ansvarig tjänsteman.
not-found-official = Gruppen har ingen ansvarig tjänsteman. Välj en i gruppens inställningar.
not-found-seat = Vi vet inte vilken plats du menar. Välj den i listan som visas när du skriver, eller skriv platsens nummer.
not-found-person = Vi hittar inte den personen. Välj i listan som visas när du skriver.
not-found-person-of-theirs = Vi hittar inte den personen i någon grupp som du sköter. Välj i listan som visas när du skriver. Hör personen till en annan grupp, be den gruppens tjänsteman eller serverns administratör.
not-found-appointer = Vi hittar inte den uppdragsgivaren. Välj i listan som visas när du skriver.
not-found-import = Den inläsningen är redan gjord, avbruten eller för gammal. Läs in filen igen.
not-found-code = Koden gäller inte. Kontrollera att den är rätt skriven, eller be ansvarig tjänsteman om en ny.
invalid-ends-before = Sista dagen ligger före den första. Kontrollera datumen.
invalid-past-day = { $day } har redan passerat. Välj i dag eller en dag som kommer.
invalid-erases-history = Från den dagen skulle { $person }, som hade platsen { $period }, strykas ur historiken. Välj en senare dag, eller hämta gruppen med historik ({ $command }) och ändra i den filen. Inget har ändrats.
conflict-meetings-after = Gruppen har möten efter { $day }. Ställ in dem först, eller avsluta gruppen med { $command }: då ställs de in.
invalid-name-empty = Namnet saknas. Skriv ett namn.
invalid-name-too-long = Namnet är för långt. Högst { $max } tecken får plats.
invalid-mandate-empty = Uppdragsbeskrivningen är tom. Skriv något, eller ta bort fältet.
invalid-mandate-too-long = Uppdragsbeskrivningen är för lång. Högst { $max } tecken får plats.
invalid-zone = ”{ $typed }” är ingen tidszon. Välj i listan, till exempel Europe/Stockholm.
conflict-channel-unseen = Du ser inte kanalen { $channel }. Välj en kanal som du själv ser. Inget har ändrats.
conflict-channel-closed = Kallelse kan inte skriva i { $channel }. Ge Kallelse rätt att se kanalen och skicka meddelanden där, och försök igen. Inget har ändrats.
conflict-channel-of-others = { $channel } används redan av en annan grupp, som du inte sköter. Välj en egen kanal, eller be serverns administratör. Inget har ändrats.
invalid-same-channel = Tjänstemännen behöver en egen kanal: där står skäl till förhinder, som gruppen inte ska se. Välj en annan kanal.
invalid-lead-time = Kallelsen kan gå ut mellan 0 och { $max } dagar före mötet.
invalid-posting-schedule = ”{ $typed }” går inte att läsa som en tid för utskick. Välj i listan, till exempel Vardagar kl. 09:00. Andra tider kan skrivas som cron: 0 9 * * MON-FRI.
invalid-composition = ”{ $typed }” går inte att läsa. Skriv till exempel: Arboga 1, Region Västmanland 3, ordförande region, vice ordförande kommun.
invalid-lacks-change = Välj också vad som ska ändras.
invalid-lacks-seat = Välj vilken plats det gäller.
invalid-lacks-person = Skriv eller välj vem det gäller.
invalid-lacks-appointer = Skriv vem som utser till platsen, till exempel Arboga.
invalid-lacks-kind = Uppdragsgivaren är ny. Välj också typ: kommun, region, opposition eller annan.
invalid-lacks-office = Välj vilken funktion platsen ska ha.
invalid-lacks-day = Välj vilken dag det gäller.
invalid-unused = Fältet ”{ $field }” används inte vid den ändringen. Töm det, eller välj en annan ändring. Inget har ändrats.
invalid-two-days = Fyll i en dag: den sista. Töm det andra fältet. Inget har ändrats.
invalid-kind-differs = Uppdragsgivaren finns redan, som { $typed }. Töm fältet typ.
invalid-hand-over-alone = Fyll bara i lämna-över-till den här gången, och ändra annat efteråt. Inget har ändrats.
conflict-group-ended = Gruppen avslutades, sista dag { $day }. Den kan läsas men inte ändras.
conflict-group-begins = Gruppens första dag är { $day }. Välj en tid från och med den dagen.
conflict-name-taken = Namnet { $person } är upptaget. Välj ett annat, så att personerna går att skilja åt.
conflict-group-name-taken = Det finns redan en grupp som heter { $group }. Välj ett annat namn, eller byt först namn på den andra med { $command }, även om den är avslutad.
conflict-passes-for = { $typed } ser likadant ut som { $person }, och är inte samma namn. Menar du { $person }, välj i listan. Annars skriv namnet så att det går att skilja från det andra, till exempel med ett mellannamn.
conflict-reserved = { $typed } är ett av Kallelses egna ord och kan inte vara ett namn här. Skriv ett annat namn.
conflict-account-taken = Kontot är redan kopplat till { $person }. Ett konto kan bara höra till en person.
conflict-account-taken-unnamed = Kontot är redan kopplat till någon i en annan grupp. Ett konto kan bara höra till en person. Stämmer det inte, be serverns administratör.
conflict-already-linked = Ditt konto är redan kopplat, till { $person }.
conflict-same-person = Det är samma person. Inget har ändrats.
conflict-is-official = { $person } är ansvarig tjänsteman och kan inte också vara biträdande. Välj någon annan, eller en ny ansvarig samtidigt. Inget har ändrats.
conflict-at-home-elsewhere = { $person } hör hemma i { $group }, som sköter namn och konto. Be den gruppens tjänsteman eller serverns administratör.
conflict-rules-elsewhere = Kontot för { $person } ger rättigheter i { $group }, eller personen har lämnat den gruppen nyligen. Be serverns administratör, eller någon som sköter båda grupperna.
conflict-holds-elsewhere = { $person } är tjänsteman också i { $group }, som du inte sköter. Be serverns administratör lämna över, eller välj ny ansvarig i just den här gruppen med { $command }. Inget har ändrats.
conflict-nobody-sits = Platsen har ingen ordinarie den dagen. Kontrollera plats och datum.
conflict-no-substitute-sits = Platsen har ingen ersättare den dagen. Kontrollera plats och datum.
conflict-seat-taken = { $person } har platsen { $period }. Välj ett senare datum.
conflict-seat-taken-later = { $person } har platsen { $period }. Välj en sista dag före det, senast { $day }.
conflict-seat-taken-since = { $person } har platsen { $period }. Välj ett senare datum. Eller ta först bort { $person }: välj ändringen Den ordinarie slutar (eller Ersättaren slutar) och personen, och lämna datumen tomma.
conflict-seat-gone = Platsen är borttagen. Lägg till en ny plats.
conflict-office-past = Den { $day } har redan varit, och vem som ledde gruppen då ändras inte. Välj i dag eller en senare dag.
conflict-seat-ends = Platsen finns bara till och med { $day }. Välj ett tidigare datum.
conflict-import-outdated = Något har ändrats sedan du läste in filen. Läs in den igen, så visas vad som ändras nu.
conflict-too-many-guesses = För många felaktiga koder. Vänta en timme, eller be ansvarig tjänsteman koppla ditt konto.

help-link = **{ $command }** – koppla ditt konto med en kod som du fått.
help-me = **{ $command }** – se vad som sparas om dig.
help-group = **{ $command }** – platser, personer och inställningar. Börja med { $check }.
help-create = **{ $command }** – skapa en grupp.
