# The steps that lead a newcomer through the demonstration.
guide-book = As **{ $person }**, the chair, as whom you begin: type **/meeting schedule** in the channel { $channel } and fill it in. The group sees the meeting at once.
guide-book-again = No meeting is coming up now. Be **{ $person }** and schedule a new one with **/meeting schedule** to go on.
guide-next-event = Press **Next** up by the clock until the invitation has gone out: at least a week before the meeting.
guide-absent = Switch to **{ $person }** (a member) and press **Förhinder** (can’t attend) on the invitation. What the group reads is in Swedish.
guide-absent-again = No substitute is asked right now. Switch to **{ $person }** (a member) and press **Förhinder** (can’t attend) on the invitation.
guide-answer = Switch to **{ $person }** (the substitute). A number shows that there is a new direct message: read it and answer.
guide-read = Switch to **{ $person }** (the official) and see in the channel { $channel } what they have been told.
guide-a-member = a member
guide-the-substitute = the substitute
guide-the-official = the responsible official
guide-their-channel = of the officials
