//! The composition that a group declares.

use super::refusal::RegisterRefusal;
use super::registrar::{Registrar, read_roster};
use super::settings_request::is_none;
use crate::actions::ActionError;
use crate::domain::audit::{Deed, Detail};
use crate::domain::composition::{self, Rule};
use crate::domain::seat::Seat;
use crate::store::compositions;

/// The composition that the seats have now.
pub const AS_NOW: &str = "as-now";

/// Declares the composition of the group.
pub(super) async fn declare(
    registrar: &mut Registrar<'_, '_>,
    text: &str,
) -> Result<(), ActionError> {
    let today = registrar.today();
    let roster = read_roster(&mut registrar.work.db, registrar.group, today).await?;
    let rules = match text {
        text if is_none(text) => Vec::new(),
        AS_NOW => {
            let existing = roster.seats.iter().filter(|seat| seat.exists(today));
            let seats: Vec<Seat> = existing.map(|history| history.seat.clone()).collect();
            composition::as_now(&seats, &roster.appointers)
        }
        text => composition::parse(text, &roster.appointers)
            .map_err(|why| RegisterRefusal::Composition(why.0))?,
    };
    declare_rules(registrar, rules).await
}

/// Writes a composition down.
pub(in crate::actions) async fn declare_rules(
    registrar: &mut Registrar<'_, '_>,
    rules: Vec<Rule>,
) -> Result<(), ActionError> {
    let (organisation, group) = (registrar.group.organisation, registrar.group.id);
    let rules: Vec<(i64, Rule)> =
        rules.into_iter().map(|rule| (registrar.work.next_id(), rule)).collect();
    compositions::replace(&mut registrar.work.db, organisation, group, &rules).await?;
    let setting = Some("composition".to_owned());
    let detail = Detail { setting, ..Detail::default() };
    registrar.log(registrar.entry(Deed::Set).with(detail));
    Ok(())
}
