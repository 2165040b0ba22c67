/** Alerts as the ledger remembers them, and how they got there from the file of earlier versions. */
import { chmodSync, existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileAlerts, ledgerAlerts, tolerant } from '../../src/app/alert-store.ts';
import type { AlertRecord } from '../../src/budgets/alert-state.ts';
import { rowsOf } from '../../src/ledger/sqlite.ts';
import { NOW_MS } from '../support/clock.ts';
import { type Home, home } from '../support/home.ts';
import { ledgerOf, ledgerPath } from './ledger-home.ts';

const record = (id: string, more: Partial<AlertRecord> = {}): AlertRecord => ({
  ...{ id, scope: '', firstMs: NOW_MS, lastMs: NOW_MS + 1 },
  alert: { rule: 'spike', level: 'yellow', key: id, text: `text of ${id}`, evidence: [] },
  ...more,
});
const file = (at: Home) => at.at('alerts.json');
const store = (at: Home) => ledgerAlerts(ledgerPath(at), file(at));

test('what is written is read again, and other programs can read it too', async () => {
  const at = home();
  const records = [record('a1', { sentMs: NOW_MS + 2, acknowledgedMs: NOW_MS + 3 }), record('b2')];
  (await store(at)).write(records);
  expect((await store(at)).read()).toEqual(records);
  (await store(at)).write(records.slice(1));
  expect((await store(at)).read()).toEqual(records.slice(1));
  const sql = 'SELECT id, rule, level, text, sent_ms, resolved_ms FROM alert';
  expect(rowsOf(ledgerOf(at).database, sql)).toEqual([
    { id: 'b2', rule: 'spike', level: 'yellow', text: 'text of b2', sent_ms: null, resolved_ms: null },
  ]);
});

test('the file of an earlier version is taken over, and goes', async () => {
  const at = home();
  fileAlerts(file(at)).write([record('a1', { acknowledgedMs: NOW_MS })]);
  const records = (await store(at)).read();
  expect(records).toEqual([record('a1', { acknowledgedMs: NOW_MS })]);
  (await store(at)).write(records);
  expect(existsSync(file(at))).toBe(false);
  expect((await store(at)).read()).toEqual(records);
});

describe('where nothing can be kept', () => {
  test.each<[string, (at: Home) => void, RegExp]>([
    [
      'because the ledger is another file',
      at => {
        at.write('d/ledger.db', 'this is no database, but a text of some length'.repeat(99));
      },
      /^alerts are not remembered: the ledger .* is damaged/,
    ],
    [
      'because of its rights',
      at => {
        at.write('d/x', '');
        if (process.getuid?.() !== 0) chmodSync(at.at('d'), 0o500);
      },
      /^alerts are not remembered: the ledger .* cannot be written here/,
    ],
  ])('%s, alerts go on without', async (name, spoil, why) => {
    // Nothing is forbidden to root.
    if (name === 'because of its rights' && process.getuid?.() === 0) return;
    const at = home();
    spoil(at);
    const told: string[] = [];
    const kept = tolerant(await ledgerAlerts(at.at('d/ledger.db'), file(at)), text => told.push(text));
    expect(kept.read()).toEqual([]);
    kept.write([record('a1')]);
    expect(told).toHaveLength(2);
    for (const each of told) expect(each).toMatch(why);
    if (name === 'because of its rights') chmodSync(at.at('d'), 0o700);
  });
});
