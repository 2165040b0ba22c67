/**
 * The tables of the ledger, as a list of migrations: `user_version` says how many have been applied. Published ones never
 * change.
 *
 * Facts are kept per file, as the journal needs them; nothing that depends on a price, a zone or a merge rule is a fact.
 * `response` is derived from them and can be rebuilt (`token-dash ledger reprice`).
 */
import { type Database, numberOf, writing } from './sqlite.ts';

/** Marks the file as ours: "tdsh". */
export const APPLICATION_ID = 0x74647368;

/** Exported for tests, which make ledgers of earlier versions. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE machine (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;

  -- Log files, by machine; gone_ms is when a file was found to be deleted, UTC ms.
  CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    machine INTEGER NOT NULL REFERENCES machine,
    source TEXT NOT NULL, path TEXT NOT NULL, root TEXT NOT NULL,
    format TEXT NOT NULL, version INTEGER NOT NULL,
    inode INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ms REAL NOT NULL, ctime_ms REAL NOT NULL,
    agent_types TEXT NOT NULL CHECK (json_valid(agent_types)),
    troubles TEXT NOT NULL CHECK (json_valid(troubles)),
    gone_ms REAL,
    UNIQUE (machine, source, path)
  ) STRICT;

  -- Values that many readings share, as JSON with sorted keys.
  CREATE TABLE terms (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE CHECK (json_valid(json))) STRICT;
  CREATE TABLE attribution (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE CHECK (json_valid(json))) STRICT;
  CREATE TABLE tools (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE CHECK (json_valid(json))) STRICT;

  -- What a file says of one response; key_hi and key_lo name the response across files. Of two states of one reading the
  -- later version of the reader speaks, then the later state of the file.
  CREATE TABLE reading (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    key_hi INTEGER NOT NULL, key_lo INTEGER NOT NULL,
    version INTEGER NOT NULL, state_ms REAL NOT NULL, row INTEGER NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    at_ms INTEGER NOT NULL,
    terms INTEGER NOT NULL REFERENCES terms,
    attribution INTEGER NOT NULL REFERENCES attribution,
    tools INTEGER NOT NULL REFERENCES tools,
    logged_usd REAL,
    PRIMARY KEY (file, key_hi, key_lo)
  ) STRICT, WITHOUT ROWID;

  -- Sessions that were started by a schedule, and the name of the job.
  CREATE TABLE run (session TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- Files whose responses must be derived again.
  CREATE TABLE owed (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

  -- Derived: each response once, priced.
  CREATE TABLE response (
    key TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    source TEXT NOT NULL, session_id TEXT NOT NULL, project TEXT,
    action_type TEXT NOT NULL CHECK (action_type IN ('skill', 'agent', 'manual', 'scheduled')),
    action_name TEXT NOT NULL,
    model TEXT NOT NULL, model_id TEXT NOT NULL,
    input_tokens INTEGER NOT NULL CHECK (input_tokens >= 0),
    output_tokens INTEGER NOT NULL CHECK (output_tokens >= 0),
    cache_read_tokens INTEGER NOT NULL CHECK (cache_read_tokens >= 0),
    cache_write_tokens INTEGER NOT NULL CHECK (cache_write_tokens >= 0),
    quality TEXT NOT NULL,
    cost_status TEXT NOT NULL CHECK (cost_status IN ('listed', 'logged', 'free', 'excluded', 'unpriced')),
    estimated_cost REAL CHECK (estimated_cost >= 0),
    price_table TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX response_at ON response (at_ms);

  -- Sums of days whose readings were pruned, by UTC day.
  CREATE TABLE pruned_day (
    day TEXT NOT NULL, source TEXT NOT NULL, model_id TEXT NOT NULL,
    responses INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL, cache_write_tokens INTEGER NOT NULL, estimated_cost REAL,
    PRIMARY KEY (day, source, model_id)
  ) STRICT, WITHOUT ROWID;

  -- Days before the oldest log, as another file summed them up: never part of a total.
  CREATE TABLE recovered_day (
    day TEXT NOT NULL, origin TEXT NOT NULL, model_id TEXT NOT NULL,
    input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER,
    total_tokens INTEGER,
    PRIMARY KEY (day, origin, model_id)
  ) STRICT, WITHOUT ROWID;

  CREATE VIEW usage_events AS SELECT
    strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch') AS timestamp,
    session_id, action_type, action_name, input_tokens, output_tokens, model, estimated_cost,
    cache_read_tokens, cache_write_tokens, model_id, source, project, cost_status
    FROM response;

  CREATE VIEW daily_costs AS
    SELECT strftime('%Y-%m-%d', at_ms / 1000.0, 'unixepoch') AS day, source, model_id, count(*) AS responses,
      sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
      sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_tokens) AS cache_write_tokens,
      sum(estimated_cost) AS estimated_cost
    FROM response GROUP BY 1, 2, 3
    UNION ALL SELECT * FROM pruned_day;

  CREATE TRIGGER usage_events_are_checked INSTEAD OF INSERT ON usage_events BEGIN
    SELECT CASE WHEN NEW.action_type NOT IN ('skill', 'agent', 'manual', 'scheduled')
      THEN RAISE(ABORT, 'CHECK constraint failed: action_type')
      ELSE RAISE(ABORT, 'usage_events is a view: token-dash derives it from logs') END;
  END;
  `,
  // Readings of one file that share a key may be several calls (`journal/split-calls.ts`): the request and the prompt tell
  // them apart. Files whose logs are still there are read again, because only the last of such calls was kept.
  `
  CREATE TABLE reading_of_call (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    key_hi INTEGER NOT NULL, key_lo INTEGER NOT NULL,
    -- As \`requestOf\` makes it; input, cache read and cache write tokens where that is not 0.
    request INTEGER NOT NULL, prompt TEXT NOT NULL,
    version INTEGER NOT NULL, state_ms REAL NOT NULL, row INTEGER NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    at_ms INTEGER NOT NULL,
    terms INTEGER NOT NULL REFERENCES terms,
    attribution INTEGER NOT NULL REFERENCES attribution,
    tools INTEGER NOT NULL REFERENCES tools,
    logged_usd REAL,
    PRIMARY KEY (file, key_hi, key_lo, request, prompt)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO reading_of_call
    SELECT file, key_hi, key_lo, coalesce(facts ->> 'request', 0),
      CASE coalesce(facts ->> 'request', 0) WHEN 0 THEN '' ELSE
        coalesce(facts ->> 'input', 0) || ' ' || coalesce(facts ->> 'cacheRead', 0) || ' ' ||
        (coalesce(facts ->> 'cacheWrite5m', 0) + coalesce(facts ->> 'cacheWrite1h', 0) +
          coalesce(facts ->> 'cacheWriteOther', 0)) END,
      version, state_ms, row, json_remove(facts, '$.request'), at_ms, terms, attribution, tools, logged_usd
    FROM reading;
  DROP TABLE reading;
  ALTER TABLE reading_of_call RENAME TO reading;
  UPDATE file SET size = 0 WHERE gone_ms IS NULL;

  -- \`name\` is the key of the response, \`call\` the id of one call where the key names several.
  DROP TABLE response;
  CREATE TABLE response (
    name TEXT NOT NULL, call TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    source TEXT NOT NULL, session_id TEXT NOT NULL, project TEXT,
    action_type TEXT NOT NULL CHECK (action_type IN ('skill', 'agent', 'manual', 'scheduled')),
    action_name TEXT NOT NULL,
    model TEXT NOT NULL, model_id TEXT NOT NULL,
    input_tokens INTEGER NOT NULL CHECK (input_tokens >= 0),
    output_tokens INTEGER NOT NULL CHECK (output_tokens >= 0),
    cache_read_tokens INTEGER NOT NULL CHECK (cache_read_tokens >= 0),
    cache_write_tokens INTEGER NOT NULL CHECK (cache_write_tokens >= 0),
    quality TEXT NOT NULL,
    cost_status TEXT NOT NULL CHECK (cost_status IN ('listed', 'logged', 'free', 'excluded', 'unpriced')),
    estimated_cost REAL CHECK (estimated_cost >= 0),
    price_table TEXT,
    PRIMARY KEY (name, call)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX response_at ON response (at_ms);
  INSERT INTO owed VALUES ('*') ON CONFLICT DO NOTHING;
  `,
  `
  -- What a file states of sessions beside their responses, such as their titles, and when its own first line was written.
  ALTER TABLE file ADD COLUMN statements TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(statements));
  `,
  `
  -- What is remembered of alerts between runs; times in UTC ms. \`record\` is the whole of it.
  CREATE TABLE alert (
    id TEXT PRIMARY KEY,
    rule TEXT NOT NULL, level TEXT NOT NULL, text TEXT NOT NULL,
    first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,
    sent_ms INTEGER, acknowledged_ms INTEGER, resolved_ms INTEGER,
    record TEXT NOT NULL CHECK (json_valid(record))
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What the count of a recovered day is of: all tokens, input and output alone, or prompts.
  ALTER TABLE recovered_day ADD COLUMN counted TEXT NOT NULL DEFAULT 'all';
  ALTER TABLE recovered_day ADD COLUMN prompts INTEGER;
  `,
];

/** Brings a database up to date. Throws a sentence for one that is not ours, or of a later version. */
export function migrate(database: Database, backUp: () => void): void {
  const version = numberOf(database, 'PRAGMA user_version');
  const application = numberOf(database, 'PRAGMA application_id');
  const isEmpty = numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isEmpty && application !== APPLICATION_ID) throw new Error('is not a ledger of token-dash');
  if (version > MIGRATIONS.length)
    throw new Error(`was written by a newer version of token-dash (schema ${version}); update token-dash`);
  if (version === MIGRATIONS.length) return;
  if (!isEmpty) backUp();
  writing(database, () => {
    // Another process may have migrated meanwhile.
    const now = numberOf(database, 'PRAGMA user_version');
    for (const migration of MIGRATIONS.slice(now)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}
