//! Each of Discord's rules once, through real sockets, by clients that know nothing of the product.

mod channels;
mod driver;
mod faults;
mod files;
mod gate;
mod gateway;
mod interactions;
mod limits;
mod rates;
mod support;
mod threads;
mod webhooks;
