//! Each of Discord's rules once, through real sockets, by clients that know nothing of the product.

mod driver;
mod gate;
mod gateway;
mod interactions;
mod limits;
mod rates;
mod support;
