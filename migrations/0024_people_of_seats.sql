-- Who sits where is asked at every press: an account is found by its person alone, and an appointment by what it is.
CREATE INDEX contact_by_person ON contact (person, address) WHERE way = 'discord';
DROP INDEX appointment_by_seat;
CREATE INDEX appointment_by_seat ON appointment (seat, capacity);
