//! Which statements answer what the desk asks, on whichever database it is.

mod counted;
mod lists;
mod people;
mod talk;
mod tickets;
