-- Of called meetings alone people are reminded: those that wait to be called are not looked through for them.
CREATE INDEX meeting_called ON meeting (starts) WHERE state = 'called';
