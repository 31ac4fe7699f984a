//! What is refused, and why.

use super::*;

pub fn troubles(language: Language) -> String {
    let name = || "Anna *Ek*".to_owned();
    let typed = || "*fel*".to_owned();
    let lacks = [
        Field::Change,
        Field::Seat,
        Field::Person,
        Field::Appointer,
        Field::Kind,
        Field::Office,
        Field::From,
    ];
    let lacks = lacks.map(|field| ActionError::Invalid(Invalid::Lacks(field)));
    let errors = [
        ActionError::Denied(WhoMay::Administrator),
        ActionError::Denied(WhoMay::AdministratorAndOfficial),
        ActionError::Denied(WhoMay::Official),
        ActionError::NotFound(Missing::Official),
        ActionError::NotFound(Missing::Seat),
        ActionError::NotFound(Missing::Person),
        ActionError::NotFound(Missing::Appointer),
        ActionError::NotFound(Missing::Import),
        ActionError::NotFound(Missing::Code),
        ActionError::Invalid(Invalid::PastDay(day(1))),
        ActionError::Invalid(Invalid::EndsBeforeItBegins),
        ActionError::Invalid(Invalid::ErasesHistory(name(), until(1, 31))),
        ActionError::Invalid(Invalid::Name(BadWording::Empty)),
        ActionError::Invalid(Invalid::Name(BadWording::TooLong(200))),
        ActionError::Invalid(Invalid::Mandate(BadWording::Empty)),
        ActionError::Invalid(Invalid::Mandate(BadWording::TooLong(1000))),
        ActionError::Invalid(Invalid::Zone(typed())),
        ActionError::Invalid(Invalid::LeadTime),
        ActionError::Invalid(Invalid::PostingSchedule(typed())),
        ActionError::Invalid(Invalid::Composition(typed())),
        ActionError::Invalid(Invalid::HandOverAlone),
        ActionError::Invalid(Invalid::Unused(Field::Until)),
        ActionError::Invalid(Invalid::TwoDays),
        ActionError::Invalid(Invalid::KindDiffers(AppointerKind::Region)),
        ActionError::Conflict(Conflict::AlreadyFounded),
        ActionError::Conflict(Conflict::GroupEnded(day(1))),
        ActionError::Conflict(Conflict::GroupBegins(day(1))),
        ActionError::Invalid(Invalid::SameChannel),
        ActionError::Conflict(Conflict::MeetingsAfter(day(31))),
        ActionError::Conflict(Conflict::NameTaken(name())),
        ActionError::Conflict(Conflict::GroupNameTaken("*Kultur*".into())),
        ActionError::Conflict(Conflict::HoldsElsewhere(name(), "*Kultur*".into())),
        ActionError::Conflict(Conflict::AccountTaken(name())),
        ActionError::Conflict(Conflict::AlreadyLinked(name())),
        ActionError::Conflict(Conflict::SamePerson),
        ActionError::Conflict(Conflict::IsOfficial(name())),
        ActionError::Conflict(Conflict::BelongsElsewhere(name(), "*Kultur*".into())),
        ActionError::Conflict(Conflict::NobodySits(Capacity::Ordinary)),
        ActionError::Conflict(Conflict::NobodySits(Capacity::Substitute)),
        ActionError::Conflict(Conflict::SeatTaken(name(), since(1))),
        ActionError::Conflict(Conflict::SeatTakenSince(name(), since(1))),
        ActionError::Conflict(Conflict::SeatTakenLater(name(), since(21))),
        ActionError::Conflict(Conflict::SeatGone),
        ActionError::Conflict(Conflict::SeatEnds(day(31))),
        ActionError::Conflict(Conflict::ImportOutdated),
        ActionError::Conflict(Conflict::TooManyGuesses),
        ActionError::NoRandomness("secret".into()),
    ];
    let told = errors.iter().chain(&lacks);
    let told = told.map(|error| trouble::message(language, error, "1234").text);
    told.collect::<Vec<_>>().join("\n")
}
