//! Those who come for an item alone: guests, and substitutes who take one.

use super::{dotted, participant};
use crate::actions::agenda::guests::CoOpted;
use crate::actions::agenda::show::ItemShown;
use crate::actions::agenda::{AgendaItem, GuestShown, ParticipantShown, PlanShown};
use crate::domain::agenda::{PlanState, Up};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::render::button::{ButtonId, PlanWord};
use crate::render::card::{field, listed, shortened};
use crate::render::reader::{Reader, Surface};
use crate::render::{Button, Field, Message, Weight};

/// How many characters of a line may name those who come for an item.
const MOST_IN_LINE: usize = 200;
/// How many characters a button's label may have (Discord's documentation, "Button").
const MOST_ON_BUTTON: usize = 80;
/// How many plans can be given up by a button.
const MOST_BUTTONS: usize = 4;

/// "Bo Berg instead of Anna Alm · co-opted: Maria Ek", where anybody comes for an item.
pub fn who_comes(reader: Reader, one: &AgendaItem) -> Option<String> {
    let plans: Vec<String> = one.planned().map(|plan| instead(reader, plan)).collect();
    let plans = (!plans.is_empty()).then(|| shortened(reader, &plans, MOST_IN_LINE, ", "));
    let guests = names(reader, &one.guests);
    let guests = (!guests.is_empty()).then(|| {
        let guests = shortened(reader, &guests, MOST_IN_LINE, ", ");
        reader.text("agenda-guests", &[("what", guests.into())])
    });
    let both = dotted([plans, guests]);
    (!both.is_empty()).then_some(both)
}

/// Those who are co-opted, by name.
pub fn names(reader: Reader, guests: &[GuestShown]) -> Vec<String> {
    guests.iter().map(|one| participant(reader, &one.who)).collect()
}

fn instead(reader: Reader, plan: &PlanShown) -> String {
    let args = [
        ("substitute", reader.name(&plan.substitute).into()),
        ("ordinary", reader.name(&plan.ordinary).into()),
    ];
    reader.text("plan-instead", &args)
}

/// Who comes for an item, as fields of its card: of offers those know that they concern.
pub(super) fn fields(reader: Reader, shown: &ItemShown) -> Vec<Field> {
    let one = &shown.item;
    let is_theirs = |plan: &&PlanShown| {
        let is_of = shown.reader.is_some_and(|person| plan.plan.is_of(person));
        plan.plan.state == PlanState::Agreed || is_of || shown.may_place
    };
    let line = |plan: &PlanShown| {
        let who = instead(reader, plan);
        match plan.plan.state {
            PlanState::Offered => reader.text("plan-unanswered", &[("what", who.into())]),
            PlanState::Agreed | PlanState::Declined | PlanState::Ended | PlanState::Parted => who,
        }
    };
    let plans: Vec<String> = one.plans.iter().filter(is_theirs).map(line).collect();
    let plans = (!plans.is_empty()).then(|| listed(reader, "field-planned", &plans));
    plans.into_iter().chain(guests(reader, &one.guests)).collect()
}

/// "Co-opted", where anybody is.
pub(in crate::render) fn guests(reader: Reader, guests: &[GuestShown]) -> Option<Field> {
    let names = names(reader, guests);
    let names = (!names.is_empty()).then(|| shortened(reader, &names, 900, ", "));
    names.map(|names| field(reader, "field-guests", names))
}

/// What the reader can do about who takes an item: offer it in their pair, answer, or give it up.
pub(super) fn buttons(reader: Reader, shown: &ItemShown) -> Vec<Button> {
    let (group, item) = (shown.group.id, shown.item.item.id);
    let mut buttons = Vec::new();
    for pair in &shown.pairs {
        let is_ordinary = Some(pair.ordinary.id) == shown.reader;
        let key = if is_ordinary { "button-offer-away" } else { "button-offer" };
        let id = ButtonId::OfferPlan(group, item, pair.seat);
        buttons.push(Button::new(reader, id, key, Weight::Plain));
    }
    let takes_items = shown.at.as_ref().is_none_or(|(one, _)| one.takes_items(shown.now).is_ok());
    if !takes_items || shown.item.item.is_placed().is_err() {
        return buttons;
    }
    let is_of = |plan: &PlanShown| shown.reader.is_some_and(|person| plan.plan.is_of(person));
    // One's own first: they are few.
    let mut plans: Vec<&PlanShown> =
        shown.item.plans.iter().filter(|plan| is_of(plan) || shown.may_place).collect();
    plans.sort_by_key(|plan| !is_of(plan));
    for plan in plans.into_iter().take(MOST_BUTTONS) {
        let word = |word| ButtonId::Plan(group, plan.plan.id, word);
        if shown.reader.is_some_and(|person| plan.plan.waits_for(person)) {
            buttons.extend(answers(reader, plan, word, shown.reader));
        } else {
            let substitute = reader.on(Surface::File).name(&plan.substitute);
            let key = match plan.plan.state {
                PlanState::Offered => "button-withdraw-offer",
                PlanState::Agreed | PlanState::Declined | PlanState::Ended | PlanState::Parted => {
                    "button-plan-end"
                }
            };
            let label = reader.text(key, &[("person", substitute.into())]);
            let label = label.chars().take(MOST_ON_BUTTON).collect();
            buttons.push(Button { id: word(PlanWord::End), label, weight: Weight::Plain });
        }
    }
    buttons
}

/// Yes and no to an offer, for who is asked.
pub(in crate::render) fn answers(
    reader: Reader,
    plan: &PlanShown,
    id: impl Fn(PlanWord) -> ButtonId,
    asked: Option<PersonId>,
) -> [Button; 2] {
    let is_substitute = Some(plan.substitute.id) == asked;
    let yes = if is_substitute { "button-plan-take" } else { "button-plan-yes" };
    [
        Button::new(reader, id(PlanWord::Yes), yes, Weight::Main),
        Button::new(reader, id(PlanWord::No), "button-plan-no", Weight::Plain),
    ]
}

/// Somebody was co-opted, or is so no longer: and how they hear of it.
pub fn co_opted(reader: Reader, done: &CoOpted) -> Message {
    let account = |person: &Person| person.account.is_some();
    let hears = match &done.guest.who {
        ParticipantShown::Person(person) => account(person),
        ParticipantShown::Named(_) => false,
    };
    let when = match done.up {
        Up::At(at) => Some(reader.shortly_at(&done.group, at)),
        Up::Waits | Up::Nowhere => None,
    };
    let was_told = done.guest.guest.announced.is_begun();
    let how = match (done.is_on, when.is_some(), hears) {
        (true, false, true) => Some("guest-hears-later"),
        (true, false, false) => Some("guest-is-written-to-later"),
        (true, true, true) => Some("guest-hears"),
        (true, true, false) => Some("guest-is-written-to"),
        (false, _, true) if was_told => Some("guest-hears"),
        (false, _, false) if was_told => Some("guest-is-written-to"),
        (false, ..) => None,
    };
    let key = match (done.is_on, &done.item) {
        (true, Some(_)) => "done-co-opted",
        (true, None) => "done-co-opted-to-meeting",
        (false, Some(_)) => "done-co-option-ended",
        (false, None) => "done-co-option-to-meeting-ended",
    };
    let title = done.item.as_ref().map(|item| reader.label(item.title.as_str()));
    let meeting = done.meeting.as_ref().map(|meeting| reader.shortly(&done.group, meeting));
    let nowhere = || reader.text("item-no-meeting", &[]);
    let args = [
        ("person", participant(reader, &done.guest.who).into()),
        ("title", title.unwrap_or_default().into()),
        ("group", reader.label(&done.group.name).into()),
        ("when", when.or(meeting).unwrap_or_else(nowhere).into()),
    ];
    let said = reader.text(key, &args);
    let how = how.map(|key| reader.text(key, &[]));
    let text = [Some(said), how].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let undo = ButtonId::EndGuest(done.group.id, done.guest.guest.id);
    let undo = done.is_on.then(|| Button::new(reader, undo, "button-end-guest", Weight::Plain));
    Message { buttons: undo.into_iter().collect(), ..Message::text(text) }
}
