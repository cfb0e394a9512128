//! Each of Discord's rules once, through real sockets, by clients that know nothing of the product.

mod rates;
mod support;
