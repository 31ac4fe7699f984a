//! Kallelse calls the meetings of formal groups and finds the substitute when somebody cannot come.

pub mod domain;
pub mod store;
