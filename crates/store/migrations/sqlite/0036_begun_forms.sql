-- Forms whose follow-up questions wait for their answers; one for each member and type. `act` is the interaction that sent the first part.
CREATE TABLE begun_form (
    guild BIGINT NOT NULL,
    member BIGINT NOT NULL,
    type BIGINT NOT NULL,
    act BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (guild, member, type)
);
CREATE INDEX begun_form_at ON begun_form (at);
