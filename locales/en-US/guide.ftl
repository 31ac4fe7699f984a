# The steps that lead a newcomer through the demonstration.
guide-schedule = You are the chair of Äldre. Type **/meeting schedule** in the channel äldre and fill it in. The group sees the meeting at once.
guide-next-event = Press **Next** up by the clock: the invitation goes out, at least a week before the meeting.
guide-absent = Switch to **Arboga, ledamot, Äldre** (a member) and press **Förhinder**: can’t attend. What the group reads is in Swedish.
guide-substitute = Switch to **Arboga, ersättare, Äldre** (the substitute). A number shows that there is a new direct message: read it and answer.
guide-official = Switch to **Ansvarig tjänsteman, Äldre** (the official) and see in the channel tjänstemän-äldre what they have been told.
