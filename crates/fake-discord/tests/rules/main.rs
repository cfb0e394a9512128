//! Each of Discord's rules once, through real sockets, by clients that know nothing of the product.

mod gate;
mod gateway;
mod rates;
mod support;
