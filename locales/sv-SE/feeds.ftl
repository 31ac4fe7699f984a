# Kalendrar i egna program: filer, adresser och vad som står i dem.
feed-name-own = { $organisation }: mina möten
feed-name = { $name }: möten
feed-file = mote
event = Möte: { $group }
event-held = Reserv: { $group }
event-awaited = Svar väntas: { $group }
event-cancelled = INSTÄLLT: { $group }
event-item = Adjungerad: { $title } ({ $group })
event-item-cancelled = INSTÄLLT: { $title } ({ $group })
event-line = { $time } { $title } – { $what }
event-says-held = Du är ersättare och kan bli kallad. Tiden är inte låst i din kalender.
event-says-awaited = Du är kallad som ersättare. Svara i Discord: kommer du?
event-says-cancelled = Mötet är inställt.
event-says-guest = Du är adjungerad till det här ärendet. Tiden kan ändras om ärendena före drar ut.

button-to-calendar = Till min kalender
button-new-address = Ny adress
button-revoke-address = Ta bort { $number }
to-calendar-file = Öppna filen, så läggs mötet in som det är nu.
to-calendar-all = Vill du ha alla dina möten, och varje ändring? Skapa en egen adress och prenumerera på den:
subscribe-apple = **iPhone**: Kalender → Kalendrar → Lägg till kalender → Lägg till prenumerationskalender. Ändringar syns oftast inom några timmar.
subscribe-google = **Google**: calendar.google.com på en dator → Andra kalendrar + → Från webbadress. Ändringar syns inom ett dygn.
subscribe-outlook = **Outlook**: Lägg till kalender → Prenumerera från webben. Ändringar syns oftast inom några timmar.
addresses-no-site = Det går inte att prenumerera här ännu: Kallelse har ingen adress på internet. Den som driver Kallelse kan ordna det (inställningen web.address).
addresses-own = **Dina adresser**
addresses-of = **Adresser för { $person }**
addresses-none = Det finns ingen adress ännu. En ny visar { $what } i det kalenderprogram som du väljer.
address-line = { $number }. { $what } – skapad { $made }, använd senast { $used }
address-line-unused = { $number }. { $what } – skapad { $made }, inte använd ännu
address-made = Här är din nya adress till { $what }. Den visas bara nu, och den som har den ser kalendern:
    <{ $address }>
address-made-for = Här är adressen för { $person }. Den visas bara nu. Skicka den vidare till { $person }, och till ingen annan. Den slutar gälla när { $person } kopplar ett eget konto:
    <{ $address }>
feed-of-oneself = dina möten
feed-of-person = egna möten
feed-of-organisation = alla gruppers möten
feed-of-group = en grupp som inte syns längre

conflict-too-many-addresses = Det finns redan { $max } adresser. Ta bort en som inte används, så går det att skapa en ny.
conflict-address-opens-nothing = Du har ingen plats i den gruppen, så en egen adress skulle inte visa något. Kalendariet ser du med { $command }.
conflict-address-their-own = { $person } har ett eget konto och skapar sin adress själv, med { $command }.
not-found-address = Adressen är redan borttagen.
log-address-made = en kalenderadress skapades för { $person }
log-address-revoked = en kalenderadress för { $person } togs bort
own-change-address-made = en kalenderadress skapades
own-change-address-revoked = en kalenderadress togs bort
help-feed = **{ $command }** – få dina möten i din egen kalender.
check-no-site = Ingen kan prenumerera på kalendern: inställningen web.address är tom. Den som driver Kallelse kan ordna det.
event-item-planned = Du tar: { $title } ({ $group })
event-says-planned = Du tar det här ärendet i ledamotens ställe. Tiden kan ändras om ärendena före drar ut.
check-no-files = Kallelser i { $channel } saknar filen för egna kalendrar. Ge Kallelse rätten Bifoga filer (Attach Files) där.
