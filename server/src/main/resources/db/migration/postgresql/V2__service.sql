-- Times are milliseconds since 1970 in UTC; amounts are whole credits. docs/jobs.md and
-- docs/credits.md say how the tables are used.

CREATE TABLE account (
  id             text    NOT NULL PRIMARY KEY,
  name           text    NOT NULL UNIQUE,
  -- Jobs of a higher priority go first, whoever waits.
  priority       integer NOT NULL DEFAULT 0,
  webhook_url    text,
  webhook_secret text,
  created_at     bigint  NOT NULL,
  closed_at      bigint,
  -- Sums of the ledger, kept by its trigger: no statement of the program writes them.
  available      bigint  NOT NULL DEFAULT 0 CHECK (available >= 0),
  reserved       bigint  NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  -- Far from where 64 bits end. Of both, so that a release can never be too much.
  CHECK (available + reserved <= 1000000000000000)
);

-- Who does not want to think of accounts has this one.
INSERT INTO account (id, name, created_at) VALUES ('local', 'local', 0);

ALTER TABLE api_key
  ADD COLUMN account_id text NOT NULL DEFAULT 'local' REFERENCES account (id),
  ADD COLUMN scope text NOT NULL DEFAULT 'admin' CHECK (scope IN ('user', 'admin'));
ALTER TABLE api_key ALTER COLUMN account_id DROP DEFAULT, ALTER COLUMN scope DROP DEFAULT;

CREATE TABLE job (
  id           text    NOT NULL PRIMARY KEY,
  account_id   text    NOT NULL REFERENCES account (id),
  key_prefix   text    NOT NULL,
  vocabulary   text    NOT NULL,
  status       text    NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  priority     integer NOT NULL,
  -- Place in the fair order of all accounts: lower ones first.
  turn         bigint  NOT NULL,
  -- The compiled order and what the picture is called, as JSON.
  work         text    NOT NULL,
  engine       text    NOT NULL,
  seed         bigint  NOT NULL,
  price        bigint  NOT NULL CHECK (price >= 0),
  -- How often the job was taken up anew by a person, from 1: each time it is paid for anew.
  round        integer NOT NULL DEFAULT 1,
  -- How often it was handed to a worker: the fence against workers that were presumed dead.
  attempt      integer NOT NULL DEFAULT 0,
  -- How many workers died of it.
  deaths       integer NOT NULL DEFAULT 0,
  worker       text,
  heartbeat_at bigint,
  -- When nobody waits for it any more: a synchronous call that gave up.
  wait_until   bigint,
  progress     double precision NOT NULL DEFAULT 0,
  stage        text    NOT NULL DEFAULT '',
  -- What was painted, as JSON; only of a job that is done.
  result       text,
  warnings     text    NOT NULL DEFAULT '[]',
  fault        text,
  error        text,
  webhook_url  text,
  request_id   text,
  created_at   bigint  NOT NULL,
  started_at   bigint,
  finished_at  bigint,
  -- When its files were swept.
  swept_at     bigint,
  CHECK ((status = 'done') = (result IS NOT NULL)),
  CHECK ((status IN ('failed', 'cancelled')) = (error IS NOT NULL)),
  CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL))
);
CREATE INDEX job_next ON job (priority DESC, turn, id) WHERE status = 'queued';
CREATE INDEX job_queued_of_account ON job (account_id) WHERE status = 'queued';
CREATE INDEX job_running ON job (heartbeat_at) WHERE status = 'running';
CREATE INDEX job_waited_for ON job (wait_until) WHERE finished_at IS NULL AND wait_until IS NOT NULL;
CREATE INDEX job_turn ON job (account_id, turn);
CREATE INDEX job_last_turn ON job (turn);
CREATE INDEX job_of_account ON job (account_id, id);
CREATE INDEX job_to_sweep ON job (finished_at) WHERE finished_at IS NOT NULL AND swept_at IS NULL;

CREATE TABLE ledger_entry (
  id         bigint  NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text    NOT NULL REFERENCES account (id),
  kind       text    NOT NULL,
  -- What the entry adds to the two sums of the account.
  available  bigint  NOT NULL,
  reserved   bigint  NOT NULL,
  job_id     text,
  round      integer,
  note       text    NOT NULL DEFAULT '',
  created_at bigint  NOT NULL,
  CHECK (
    kind = 'grant' AND job_id IS NULL AND round IS NULL AND available <> 0 AND reserved = 0
    OR kind = 'reserve' AND job_id IS NOT NULL AND round IS NOT NULL AND reserved > 0 AND available = -reserved
    OR kind = 'capture' AND job_id IS NOT NULL AND round IS NOT NULL AND reserved < 0 AND available = 0
    OR kind = 'release' AND job_id IS NOT NULL AND round IS NOT NULL AND reserved < 0 AND available = -reserved
  )
);
CREATE INDEX ledger_of_account ON ledger_entry (account_id, id);
CREATE UNIQUE INDEX ledger_one_reservation ON ledger_entry (job_id, round) WHERE kind = 'reserve';
-- A reservation is captured or released, never both and never twice.
CREATE UNIQUE INDEX ledger_one_settlement ON ledger_entry (job_id, round) WHERE kind IN ('capture', 'release');

CREATE FUNCTION ledger_settles_what_was_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind IN ('capture', 'release')
    AND NOT EXISTS (
      SELECT 1 FROM ledger_entry
      WHERE job_id = NEW.job_id AND round = NEW.round AND kind = 'reserve'
        AND account_id = NEW.account_id AND reserved = -NEW.reserved)
  THEN
    RAISE EXCEPTION 'nothing like it is reserved' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_settles_what_was_reserved BEFORE INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_settles_what_was_reserved();

CREATE FUNCTION ledger_keeps_the_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE account
  SET available = available + NEW.available, reserved = reserved + NEW.reserved
  WHERE id = NEW.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_keeps_the_sums AFTER INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_keeps_the_sums();

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

-- What was answered to a request with an Idempotency-Key: a job, or a text for what is no job.
CREATE TABLE idempotency (
  account_id  text   NOT NULL REFERENCES account (id),
  key         text   NOT NULL,
  -- SHA-256 of path and content, to tell a repeated request from another one.
  fingerprint text   NOT NULL,
  job_id      text,
  answer      text,
  created_at  bigint NOT NULL,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE webhook_message (
  id           text    NOT NULL PRIMARY KEY,
  account_id   text    NOT NULL REFERENCES account (id),
  job_id       text    NOT NULL,
  event        text    NOT NULL,
  url          text    NOT NULL,
  -- host:port of the URL: how many messages go to one at the same time is limited.
  host         text    NOT NULL,
  body         text    NOT NULL,
  created_at   bigint  NOT NULL,
  -- When delivery began, or began anew by hand: what the pauses are counted from.
  began_at     bigint  NOT NULL,
  -- When to try next; null once it was delivered or given up.
  next_at      bigint,
  attempts     integer NOT NULL DEFAULT 0,
  delivered_at bigint,
  given_up_at  bigint
);
CREATE INDEX webhook_due ON webhook_message (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_of_account ON webhook_message (account_id, id);

CREATE TABLE webhook_attempt (
  message_id text    NOT NULL REFERENCES webhook_message (id) ON DELETE CASCADE,
  attempt    integer NOT NULL,
  started_at bigint  NOT NULL,
  millis     bigint  NOT NULL,
  status     integer,
  error      text,
  PRIMARY KEY (message_id, attempt)
);

-- Random values that this installation made for itself, such as the one that signs picture URLs.
CREATE TABLE installation_secret (
  name  text NOT NULL PRIMARY KEY,
  value text NOT NULL
);
