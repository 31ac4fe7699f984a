# The steps that lead a newcomer through the demonstration. Those that end in -here are for whoever is that person.
guide-book = Switch to **{ $person }** (the chair), type **/meeting schedule** in the channel { $channel } and fill it in. The group sees the meeting at once.
guide-book-here = You are **{ $person }** (the chair). Type **/meeting schedule** in the channel { $channel } and fill it in. The group sees the meeting at once.
guide-book-again = No meeting is coming up now. Switch to **{ $person }** and schedule a new one with **/meeting schedule** in the channel { $channel }.
guide-book-again-here = No meeting is coming up now. Schedule a new one with **/meeting schedule** in the channel { $channel } to go on.
guide-next-event = Press **Next** up by the clock until the invitation has gone out: at least a week before the meeting.
guide-absent = Switch to **{ $person }**, a member, and press **Förhinder** (can’t attend) on the invitation. What the group reads is in Swedish.
guide-absent-here = You are **{ $person }**, a member. Press **Förhinder** (can’t attend) on the invitation. What the group reads is in Swedish.
guide-absent-again = No substitute is asked right now. Switch to **{ $person }**, a member, and press **Förhinder** (can’t attend) on the invitation.
guide-absent-again-here = No substitute is asked right now. You are **{ $person }**, a member: press **Förhinder** (can’t attend) on the invitation.
guide-answer = Switch to **{ $person }**, who was asked. Within ten seconds a number under Direct messages (behind ☰ on a phone) shows that Kallelse has written: read it and answer.
guide-answer-here = You are **{ $person }**, who was asked. Within ten seconds Kallelse writes under Direct messages (behind ☰ on a phone): read it and answer.
guide-read = Switch to **{ $person }**, who is responsible, and see in the channel { $channel } what they have been told.
guide-read-here = You are **{ $person }**, who is responsible. See in the channel { $channel } (behind ☰ on a phone) what you have been told.
guide-a-member = somebody
guide-the-substitute = the substitute
guide-the-official = the official
guide-their-channel = of the officials
