//! A person's own data: linking an account, seeing what is kept, taking it along, having it
//! removed.

pub mod erase;
pub mod export;
pub mod link;
pub mod linkable;
pub mod own;
pub mod written;
