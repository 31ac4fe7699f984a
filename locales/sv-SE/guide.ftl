# Stegen som leder en nykomling genom demonstrationen.
guide-schedule = Du är ordföranden i Äldre. Skriv **/möte boka** i kanalen äldre och fyll i. Gruppen ser mötet genast.
guide-next-event = Tryck på **Nästa** uppe vid klockan: kallelsen går ut, minst en vecka före mötet.
guide-absent = Byt till **Arboga, ledamot, Äldre** och tryck på **Förhinder**.
guide-substitute = Byt till **Arboga, ersättare, Äldre**. En siffra visar att det finns ett nytt direktmeddelande: läs det och svara.
guide-official = Byt till **Ansvarig tjänsteman, Äldre** och se i kanalen tjänstemän-äldre vad hen har fått veta.
