-- Filters that staff keep under a name: one's own, or shared where owner is 0.
CREATE TABLE saved_view (
    guild BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner BIGINT NOT NULL,
    maker BIGINT NOT NULL,
    place BIGINT NOT NULL,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    icon TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (guild, id)
);
CREATE INDEX saved_view_of ON saved_view (guild, owner, place);
