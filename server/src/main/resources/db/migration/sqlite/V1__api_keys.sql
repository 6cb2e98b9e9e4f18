-- Times are milliseconds since 1970 in UTC. The key itself is never stored, only its SHA-256.
CREATE TABLE api_key (
  prefix       text   NOT NULL PRIMARY KEY,
  name         text   NOT NULL,
  hash         text   NOT NULL UNIQUE,
  created_at   bigint NOT NULL,
  revoked_at   bigint,
  last_used_at bigint
);

-- A name may be used again once its key is revoked.
CREATE UNIQUE INDEX api_key_valid_name ON api_key (name) WHERE revoked_at IS NULL;
