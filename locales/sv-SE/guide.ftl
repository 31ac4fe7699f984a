# Stegen som leder en nykomling genom demonstrationen.
guide-book = Som **{ $person }**, där du börjar: skriv **/möte boka** i kanalen { $channel } och fyll i. Gruppen ser mötet genast.
guide-book-again = Inget möte är på gång nu. Var **{ $person }** och boka ett nytt med **/möte boka**, så går det vidare.
guide-next-event = Tryck på **Nästa** uppe vid klockan tills kallelsen har gått ut: minst en vecka före mötet.
guide-absent = Byt till **{ $person }** och tryck på **Förhinder** på kallelsen.
guide-absent-again = Ingen ersättare är tillfrågad just nu. Byt till **{ $person }** och tryck på **Förhinder** på kallelsen.
guide-answer = Byt till **{ $person }**. En siffra visar att det finns ett nytt direktmeddelande: läs det och svara.
guide-read = Byt till **{ $person }** och se i kanalen { $channel } vad hen har fått veta.
guide-a-member = en ledamot
guide-the-substitute = ersättaren
guide-the-official = den ansvariga tjänstemannen
guide-their-channel = för tjänstemännen
