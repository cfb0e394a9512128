//! What a ticket is: the pure rules.
