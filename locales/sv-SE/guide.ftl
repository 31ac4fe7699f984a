# Stegen som leder en nykomling genom demonstrationen. De som slutar på -here är till den som redan är personen.
guide-book = Byt till **{ $person }**, skriv **/möte boka** i kanalen { $channel } och fyll i. Gruppen ser mötet genast.
guide-book-here = Du är **{ $person }**. Skriv **/möte boka** i kanalen { $channel } och fyll i. Gruppen ser mötet genast.
guide-book-again = Inget möte är på gång nu. Byt till **{ $person }** och boka ett nytt med **/möte boka** i kanalen { $channel }.
guide-book-again-here = Inget möte är på gång nu. Boka ett nytt med **/möte boka** i kanalen { $channel }, så går det vidare.
guide-next-event = Tryck på **Nästa** uppe vid klockan tills kallelsen har gått ut: minst en vecka före mötet.
guide-absent = Byt till **{ $person }** och tryck på **Förhinder** på kallelsen.
guide-absent-here = Du är **{ $person }**. Tryck på **Förhinder** på kallelsen.
guide-absent-again = Ingen ersättare är tillfrågad just nu. Byt till **{ $person }** och tryck på **Förhinder** på kallelsen.
guide-absent-again-here = Ingen ersättare är tillfrågad just nu. Du är **{ $person }**: tryck på **Förhinder** på kallelsen.
guide-answer = Byt till **{ $person }**. Inom tio sekunder visar en siffra under Direktmeddelanden (på mobilen bakom ☰) att Kallelse har skrivit: läs det och svara.
guide-answer-here = Du är **{ $person }**. Inom tio sekunder skriver Kallelse under Direktmeddelanden (på mobilen bakom ☰): läs det och svara.
guide-read = Byt till **{ $person }** och se i kanalen { $channel } vad hen har fått veta.
guide-read-here = Du är **{ $person }**. Se i kanalen { $channel } (på mobilen bakom ☰) vad du har fått veta.
guide-a-member = en ledamot
guide-the-substitute = ersättaren
guide-the-official = den ansvariga tjänstemannen
guide-their-channel = för tjänstemännen
