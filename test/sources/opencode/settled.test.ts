/** A large database of OpenCode is read on from the last reading, and that comes to what reading all of it would. */
import { DatabaseSync as Database } from '@photostructure/sqlite';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Out, Tables } from '../../../src/core/source.ts';
import type { Reading, Trouble } from '../../../src/core/usage.ts';
import { openCodeDb } from '../../../src/sources/opencode/sessions-db.ts';
import { opencode } from '../../../src/sources/opencode.ts';
import { home } from '../../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../../support/journal-of.ts';

const FORMAT = openCodeDb('opencode');
const START_MS = 1_782_900_000_000;
const SCHEMA = `
  CREATE TABLE session (id TEXT PRIMARY KEY, parent_id TEXT, directory TEXT);
  CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER, time_updated INTEGER, data TEXT);
  CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT NOT NULL, time_created INTEGER, time_updated INTEGER, data TEXT);
  CREATE INDEX part_message_idx ON part (message_id);
  CREATE TABLE session_message (id TEXT PRIMARY KEY, session_id TEXT, type TEXT, time_created INTEGER, data TEXT);
  INSERT INTO session VALUES ('s0', NULL, '/home/ada/loom'), ('s1', 's0', '/home/ada/loom');`;

/** Writes as OpenCode does: whatever changes a row sets the time of its last change. */
class Writer {
  readonly db: InstanceType<typeof Database>;
  private made = 0;
  private atMs = START_MS;

  constructor(path: string) {
    this.db = new Database(path);
    this.db.exec(SCHEMA);
  }

  add(session = `s${this.made % 2}`, tool = 'bash'): void {
    const n = this.made;
    this.made += 1;
    this.atMs += 1000;
    const role = n % 3 === 0 ? 'user' : 'assistant';
    this.run(
      'INSERT INTO message VALUES (?, ?, ?, ?, ?)',
      `m${n}`,
      session,
      this.atMs,
      this.atMs,
      data(role, n),
    );
    this.part(n, tool);
  }

  part(n: number, tool: string): void {
    this.made += 1;
    this.run(
      'INSERT INTO part VALUES (?, ?, ?, ?, ?)',
      ...[`p${this.made}`, `m${n}`, this.atMs, this.atMs, JSON.stringify({ type: 'tool', tool })],
    );
  }

  update(row: number, output: number): void {
    this.atMs += 1;
    const sql = `UPDATE message SET data = ?, time_updated = ? WHERE rowid = ?`;
    this.run(sql, data('assistant', output), this.atMs, row);
  }

  run(sql: string, ...values: readonly (string | number)[]): void {
    this.db.prepare(sql).run(...values);
  }
}

function data(role: string, output: number): string {
  return JSON.stringify({
    ...{ role, modelID: 'gpt-5.5', providerID: 'openai' },
    ...{ time: { created: START_MS, completed: START_MS + 5 }, tokens: { input: 10, output } },
  });
}

function tablesOf(db: InstanceType<typeof Database>): Tables {
  return {
    columns: table =>
      db
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map(row => String(row.name)),
    rows: sql => db.prepare(sql).all() as Readonly<Record<string, unknown>>[],
  };
}

class Reader {
  readings: readonly Reading[] = [];
  troubles: Trouble[] = [];
  kept = 0;
  private state: unknown;

  /** Reads on, or everything. */
  read(tables: Tables): void {
    const found: Reading[] = [];
    const before = this.readings;
    const isClean = this.troubles.length === 0;
    this.troubles = [];
    this.kept = 0;
    const keep = (count: number) => {
      found.push(...before.slice(0, count));
      this.kept = count;
    };
    const out: Out = {
      reading: reading => found.push(reading),
      trouble: (why, line) => this.troubles.push({ path: '', why, line }),
      agentType: () => {},
      session: () => {},
      begun: () => {},
    };
    const earlier = this.state === undefined || !isClean ? undefined : { state: this.state, keep };
    this.state = FORMAT.read('/x.db', tables, out, earlier);
    this.readings = found;
  }
}

const row = fc.nat(420).map(n => n + 1);
const tool = fc.constantFrom('bash', 'read', 'edit');
type Step = (to: Writer) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.tuple(fc.nat(30), tool).map(
      ([n, name]): Step =>
        to => {
          for (let i = 0; i < n; i++) to.add(undefined, name);
        },
    ),
    weight: 6,
  },
  fc.tuple(row, fc.nat(999)).map(
    ([n, output]): Step =>
      to =>
        to.update(n, output),
  ),
  row.map(
    (n): Step =>
      to =>
        to.run('DELETE FROM message WHERE rowid = ?', n),
  ),
  row.map(
    (n): Step =>
      to =>
        to.run('DELETE FROM message WHERE rowid > ?', n),
  ),
  row.map(
    (n): Step =>
      to =>
        to.run('DELETE FROM part WHERE rowid = ?', n),
  ),
  fc.tuple(row, tool).map(
    ([n, name]): Step =>
      to =>
        to.part(n, name),
  ),
  fc.constant<Step>(to => to.run("UPDATE session SET directory = directory || 'x' WHERE id = 's1'")),
  fc.constant<Step>(to => to.run("DELETE FROM session WHERE id = 's1'")),
  fc.constant<Step>(to => to.run("INSERT OR REPLACE INTO session VALUES ('s1', 's0', '/home/ada/new')")),
  fc.constant<Step>(to => to.add('later')),
  fc.constant<Step>(to => to.run("INSERT OR REPLACE INTO session VALUES ('later', NULL, '/home/ada/x')")),
  fc.constant<Step>(to =>
    to.run("INSERT OR IGNORE INTO session_message VALUES ('m1', 's0', 'assistant', 5, '{}')"),
  ),
  fc.constant<Step>(to =>
    to.run("UPDATE message SET data = '{', time_updated = time_updated + 1 WHERE rowid = 300"),
  ),
  fc.constant<Step>(to => to.db.exec('VACUUM')),
);

test('whatever became of the database, reading on comes to what reading everything does', () => {
  let readOn = 0;
  fc.assert(
    fc.property(fc.nat(200), fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 6 }), (more, rounds) => {
      const writer = new Writer(':memory:');
      for (let i = 0; i < 250 + more; i++) writer.add();
      const tables = tablesOf(writer.db);
      const reader = new Reader();
      reader.read(tables);
      for (const steps of rounds) {
        for (const each of steps) each(writer);
        reader.read(tables);
        const whole = new Reader();
        whole.read(tables);
        expect(reader.readings).toEqual(whole.readings);
        expect(reader.troubles).toEqual(whole.troubles);
        if (reader.kept > 0) readOn += 1;
      }
      writer.db.close();
    }),
    { numRuns: 60 },
  );
  expect(readOn).toBeGreaterThan(10);
});

test('of a database that grows only the newest messages are read', () => {
  const writer = new Writer(':memory:');
  onTestFinished(() => writer.db.close());
  for (let i = 0; i < 1000; i++) writer.add();
  const reader = new Reader();
  reader.read(tablesOf(writer.db));
  expect(reader.kept).toBe(0);
  writer.add();
  reader.read(tablesOf(writer.db));
  expect(reader.readings.length - reader.kept).toBeLessThan(257);
  expect(reader.kept).toBeGreaterThan(200);
});

test('a feed that reads on says what a new one says, also of messages that were deleted', async () => {
  const at = home();
  const path = '.local/share/opencode/opencode.db';
  at.write(path, '');
  const writer = new Writer(at.at(path));
  onTestFinished(() => writer.db.close());
  writer.db.exec('BEGIN');
  for (let i = 0; i < 600; i++) writer.add();
  writer.db.exec('COMMIT');
  const feed = feedOf(at, { sources: [opencode] });
  await looked(feed);
  const changes: readonly Step[] = [
    to => to.add(),
    to => to.update(598, 77),
    to => to.add(),
    to => to.run('DELETE FROM message WHERE rowid = 3'),
    to => to.add(),
  ];
  for (const change of changes) {
    change(writer);
    const now = await looked(feed);
    const whole = await snapshotOf(at, { sources: [opencode], cacheDir: `${at.cacheDir}-new` });
    expect(factsOf(now, at.dir)).toEqual(factsOf(whole, at.dir));
  }
  feed.close();
});
