//! How Discord sees it: gateway, interactions, surfaces.
