/** What `token-dash source` does for those who write a plug-in; and that the types that they get are ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkPlugin } from '../../src/app/plugin-check.ts';
import type * as ours from '../../src/core/source.ts';
import type * as usage from '../../src/core/usage.ts';
import type * as theirs from '../../src/plugins/contract.ts';
import { templateFiles } from '../../src/plugins/template.ts';
import { PROGRAM } from '../support/bundle.ts';
import { home } from '../support/home.ts';

const thread = pathToFileURL(join(dirname(PROGRAM), 'plugin-thread.js'));

/** What is broken of a plug-in that begins as the template, with some text in place of another. */
async function broken(text: string, instead: string): Promise<readonly string[]> {
  const files = templateFiles('acme', '').map(
    ({ path, text: own }) => [`config/sources/${path}`, own] as const,
  );
  const at = home(
    Object.fromEntries(
      files.map(([path, own]) => [path, path.endsWith('.mjs') ? own.replace(text, instead) : own]),
    ),
  );
  const checked = await checkPlugin('acme', { place: at.place, configDir: at.at('config'), thread });
  expect(checked.length).toBeGreaterThan(0);
  return checked.flatMap(({ what, why }) => (why === undefined ? [] : [`${what}: ${why}`]));
}

describe('the check', () => {
  test('passes what a new plug-in begins with', async () => expect(await broken('', '')).toEqual([]));

  test.each([
    [
      'counts the cache twice',
      'record.input - record.cached',
      'record.input',
      'reads what expected.txt says',
    ],
    ['has an error in it', 'key: record.id', 'key: nothing', 'reads what expected.txt says'],
    ['finds nothing', "'**/*.jsonl'", "'*.nothing'", 'finds files'],
    [
      'makes up answers',
      "out.trouble('not JSON: line skipped', number);\n    return;",
      "record = { id: 'x', time: '2026-07-01', input: 1, cached: 0, output: 1, session: 's' };",
      'makes nothing of',
    ],
    ['does not load', 'export default', 'export defalt', 'is a source'],
  ])('sees one that %s', async (_, text, instead, law) => {
    const found = await broken(text, instead);
    expect(found.join('\n')).toMatch(new RegExp(law));
  });

  test('wants fixtures', async () => {
    const at = home({ 'config/sources/acme.mjs': 'export default {}' });
    const checked = await checkPlugin('acme', { place: at.place, configDir: at.at('config'), thread });
    expect(checked).toMatchObject([{ what: 'has fixtures', why: expect.stringContaining('acme.fixtures') }]);
  });
});

test('from nothing to a plug-in that is read, on the command line', () => {
  const at = home({});
  const env = { ...process.env, HOME: at.dir, XDG_CONFIG_HOME: undefined, TOKEN_DASH_LEDGER: 'off' };
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, [PROGRAM, ...args], { env, encoding: 'utf8' });
  const written = run('source', 'new', 'acme').split('\n').slice(0, -2);
  expect(written.map(path => path.slice(path.indexOf('sources/')))).toEqual([
    'sources/acme.mjs',
    'sources/source.d.ts',
    'sources/acme.fixtures/one-answer/.acme/log.jsonl',
    'sources/acme.fixtures/one-answer/expected.txt',
  ]);
  expect(run('source', 'check', 'acme')).toMatch(/^fine: \d+ checks\n$/);
  at.write('.config/token-dash/config.yaml', 'plugins: [acme]\n');
  at.write(
    '.acme/log.jsonl',
    '{"id":"b","time":"2026-07-02T00:00:00Z","session":"s","model":"gpt-5.5","input":9,"cached":0,"output":1}\n',
  );
  expect(JSON.parse(run('sources', '--json')).sources).toMatchObject([{ source: 'acme' }]);
  const again = spawnSync(process.execPath, [PROGRAM, 'source', 'new', 'acme'], { env, encoding: 'utf8' });
  expect({ status: again.status, err: again.stderr }).toMatchObject({
    status: 1,
    err: expect.stringContaining('is there already'),
  });
});

/** Fails to compile where the published types are no longer those that sources are written against. */
test('the types of a plug-in are those of a source', () => {
  type Fits<Is, Like> = Is extends Like ? true : false;
  const fits: [
    Fits<theirs.LineFormat, ours.LineFormat>,
    Fits<theirs.WholeFormat, ours.WholeFormat>,
    Fits<theirs.TableFormat, ours.TableFormat>,
    Fits<
      Pick<ours.Source, 'id' | 'title' | 'hint' | 'agent' | 'exact' | 'limits'>,
      Omit<theirs.Source, 'roots'>
    >,
    Fits<usage.Reading, theirs.Reading>,
    Fits<ours.WholeOut, theirs.WholeOut>,
    Fits<ours.Place, theirs.Place>,
    Fits<ours.Tables, theirs.Tables>,
    Fits<theirs.Root['path'], ours.Root['path']>,
  ] = [true, true, true, true, true, true, true, true, true];
  expect(fits.every(Boolean)).toBe(true);
});
