//! How browsers see it: routes, sessions, pages.
