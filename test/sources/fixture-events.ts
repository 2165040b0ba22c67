/** What a source makes of a fixture, as lines of text: one for each response, then one for each trouble. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import type { Source } from '../../src/core/source.ts';
import { eventLine } from '../../src/plugins/event-line.ts';
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
      ...events.map(eventLine).sort(),
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
