/**
 * Every directory below `fixtures/sources/<source>/` with an `expected.txt` is one trap of a tool's logs, named by its
 * sentence. The file says what a careful reader makes of it, in the words of `fixture-events.ts`. UPDATE_FIXTURES=1
 * writes it, to be checked by hand.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SOURCES } from '../../src/sources/index.ts';
import { fixtureEvents } from './fixture-events.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/sources/', import.meta.url));

const cases = SOURCES.flatMap(source =>
  readdirSync(join(FIXTURES, source.id))
    .map(name => [`${source.id}: ${name}`, source, join(FIXTURES, source.id, name)] as const)
    .filter(([, , dir]) => existsSync(join(dir, 'expected.txt'))),
);

test.each(cases)('%s', async (_, source, dir) => {
  const lines = await fixtureEvents(source, dir);
  const expected = join(dir, 'expected.txt');
  if (process.env.UPDATE_FIXTURES) writeFileSync(expected, lines.map(line => `${line}\n`).join(''));
  expect(lines).toEqual(readFileSync(expected, 'utf8').split('\n').slice(0, -1));
});
