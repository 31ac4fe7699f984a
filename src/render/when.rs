//! Dates and times in words.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

use super::reader::{Reader, Surface};
use super::texts::Arg;
use crate::domain::group::Group;
use crate::domain::holiday::Holiday;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;
use crate::domain::typed_when::{Hours, When};

impl Reader {
    /// "torsdag 11 mars 2027", "Thursday 11 March 2027".
    pub fn date(self, day: NaiveDate) -> String {
        self.text("date", &self.parts("weekday", day))
    }

    /// "tor 11 mars 2027 09:00", short enough for a list of choices.
    pub fn short(self, at: NaiveDateTime) -> String {
        let mut args = self.parts("weekday-short", at.date());
        args.push(("time", at.format("%H:%M").to_string().into()));
        self.text("date-short", &args)
    }

    /// "11 mars 2027", "11 March 2027".
    pub fn day(self, day: NaiveDate) -> String {
        self.text("day", &self.parts("weekday", day))
    }

    /// "torsdag"
    pub fn weekday(self, day: NaiveDate) -> String {
        let number = day.weekday().number_from_monday();
        self.text("weekday", &[("number", number.into())])
    }

    /// "mars"
    pub fn month(self, day: NaiveDate) -> String {
        self.text("month", &[("number", day.month().into())])
    }

    /// What was understood, with all by which somebody sees that it was misunderstood: "torsdag 6 maj 2027, v. 18,
    /// Kristi himmelsfärdsdag, kl. 13:00–15:00". Holidays are those of the reader's zone.
    pub fn understood(self, when: When) -> String {
        let day = when.day.map(|day| {
            let week = day.iso_week().week();
            let args = [("date", self.date(day).into()), ("week", week.into())];
            self.text("date-with-week", &args)
        });
        let holiday = when.day.and_then(|day| Holiday::of(day, self.zone));
        let holiday = holiday.map(|holiday| self.text(holiday.word(), &[]));
        let hours = when.time.map(|hours| {
            let key = if when.day.is_some() { "at-hours" } else { "hours" };
            self.text(key, &[("time", self.hours(hours, when.day).into())])
        });
        day.into_iter().chain(holiday).chain(hours).collect::<Vec<_>>().join(", ")
    }

    /// When a meeting is, as it was [understood](Self::understood).
    pub fn understood_of(self, group: &Group, meeting: &Meeting) -> String {
        let [starts, ends] = [meeting.starts, meeting.ends].map(|at| wall(group.rule.zone, at));
        let time = Hours { from: starts.time(), lasts: Some(ends - starts) };
        self.by_clock_of(group).understood(When { day: Some(starts.date()), time: Some(time) })
    }

    /// "13:00–15:00"; "22:00 till fredag 12 mars 2027 kl. 01:00".
    fn hours(self, hours: Hours, day: Option<NaiveDate>) -> String {
        let from = hours.from.format("%H:%M").to_string();
        let Some(lasts) = hours.lasts else { return from };
        let (to, over) = hours.from.overflowing_add_signed(lasts);
        let to = to.format("%H:%M").to_string();
        match day.filter(|_| over > 0).and_then(|day| day.succ_opt()) {
            Some(next) => {
                let args = [
                    ("from", from.into()),
                    ("until-date", self.date(next).into()),
                    ("to", to.into()),
                ];
                self.text("hours-over-midnight", &args)
            }
            None => format!("{from}–{to}"),
        }
    }

    /// "1 timme 30 minuter"
    pub fn minutes(self, minutes: i64) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let counted = |key: &str, count: i64| self.text(key, &[("count", count.into())]);
        let hours_ = (hours > 0).then(|| counted("length-hours", hours));
        let rest = (rest > 0 || hours == 0).then(|| counted("agenda-minutes", rest));
        hours_.into_iter().chain(rest).collect::<Vec<_>>().join(" ")
    }

    /// "2027-03-11 09:00", by the reader's clock: for lists.
    pub fn stamp(self, at: DateTime<Utc>) -> String {
        wall(self.zone, at).format("%Y-%m-%d %H:%M").to_string()
    }

    /// Date and time of an instant, apart, by the reader's clock.
    pub fn date_and_time(self, at: DateTime<Utc>) -> (String, String) {
        let local = wall(self.zone, at);
        (self.date(local.date()), local.format("%H:%M").to_string())
    }

    /// How long it is until an instant, where the reader's own device counts it: "om 7 dagar".
    pub fn counted_to(self, at: DateTime<Utc>) -> Option<String> {
        (self.surface == Surface::Discord).then(|| format!("<t:{}:R>", at.timestamp()))
    }

    /// When a meeting begins, in few words, in the local time of its group.
    pub fn shortly(self, group: &Group, meeting: &Meeting) -> String {
        self.shortly_at(group, meeting.starts)
    }

    /// When something is, in few words, in the local time of its group.
    pub fn shortly_at(self, group: &Group, at: DateTime<Utc>) -> String {
        self.by_clock_of(group).short(wall(group.rule.zone, at))
    }

    /// Which meeting it is: its group, and when it begins.
    pub fn which(self, group: &Group, meeting: &Meeting) -> String {
        self.which_named(&group.name, group, meeting)
    }

    /// The same where the group's name is cut short.
    pub fn which_named(self, name: &str, group: &Group, meeting: &Meeting) -> String {
        format!("{}, {}", self.label(name), self.shortly(group, meeting))
    }

    /// When a meeting is, in the local time of its group, whoever reads it.
    pub fn when(self, group: &Group, meeting: &Meeting) -> String {
        let local = self.by_clock_of(group);
        let (day, from) = local.date_and_time(meeting.starts);
        let (last_day, to) = local.date_and_time(meeting.ends);
        let args = [
            ("date", day.clone().into()),
            ("from", from.into()),
            ("to", to.into()),
            ("until-date", last_day.clone().into()),
        ];
        let key = if day == last_day { "when" } else { "when-over-midnight" };
        self.text(key, &args)
    }

    /// A day's parts in words; `weekday` names the kind of weekday that is wanted. The year is a text,
    /// so that no thousands are parted in it.
    fn parts(self, weekday: &str, day: NaiveDate) -> Vec<Arg<'static>> {
        let weekday_number = day.weekday().number_from_monday();
        let named = |key: &str, number: u32| self.text(key, &[("number", number.into())]);
        vec![
            ("weekday", named(weekday, weekday_number).into()),
            ("day", day.day().into()),
            ("month", named("month", day.month()).into()),
            ("year", day.year().to_string().into()),
        ]
    }
}
