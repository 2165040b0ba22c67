/** What a source makes of a fixture, as lines of text: one for each response, then one for each trouble. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import type { Source } from '../../src/core/source.ts';
import { cacheWriteTokens, type UsageEvent } from '../../src/core/usage.ts';
import { snapshotOfPlace } from '../support/journal-of.ts';

/** Reads a copy of the directory, in which each `NAME.sql` has become the database NAME. */
export async function fixtureEvents(source: Source, fixture: string): Promise<readonly string[]> {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'token-dash-test-')));
  try {
    const dir = join(top, 'logs');
    cpSync(fixture, dir, { recursive: true });
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.sql')) database(join(dir, name));
    }
    const place = { home: '/nobody', env: { [source.variable]: dir }, platform: 'linux' };
    const { journal, sources } = await snapshotOfPlace(place, join(top, 'cache'), [source]);
    const events = Array.from({ length: journal.length }, (_, i) => journal.event(i));
    const troubles = sources.flatMap(({ troubles }) => troubles);
    return [
      ...events.map(lineOf).sort(),
      ...troubles.map(
        ({ path, line, why }) => `${relative(dir, path)}${line === undefined ? '' : `:${line}`}: ${why}`,
      ),
    ];
  } finally {
    rmSync(top, { recursive: true });
  }
}

function database(sql: string): void {
  const db = new Database(sql.replace(/\.sql$/, ''));
  db.exec(readFileSync(sql, 'utf8'));
  db.close();
  rmSync(sql);
}

/** `2026-07-01T10:00:05.000Z session model: input 60, read 40, output 20; of parent, agent explorer, tools a b` */
function lineOf(event: UsageEvent): string {
  const { attribution: by, terms, tokens, reasoning } = event;
  const counts = { input: tokens.input, read: tokens.cacheRead, write: cacheWriteTokens(tokens) };
  const more = { output: tokens.output, reasoning, searches: event.webSearches };
  const stated = Object.entries({ ...counts, ...more }).filter(([, count]) => count > 0);
  const about = {
    of: by.parentSession,
    agent: event.agent,
    in: by.cwd,
    on: by.branch,
    client: by.client,
    by: terms.provider,
    tier: terms.tier,
    tools: event.tools.join(' '),
    $: event.loggedUsd,
    quality: event.quality === 'exact' ? undefined : event.quality,
    notes: event.notes.join(' + '),
    records: event.records === 1 ? undefined : event.records,
  };
  const told = Object.entries(about).filter(([, value]) => value !== undefined && value !== '');
  const who = `${new Date(event.atMs).toISOString()} ${by.session} ${terms.model || '(no model)'}`;
  return `${who}: ${joined(stated)}${told.length > 0 ? `; ${joined(told)}` : ''}`;
}

function joined(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name, value]) => `${name} ${value}`).join(', ');
}
