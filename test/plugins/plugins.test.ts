/** Plug-ins: a good one is a source like any other; whatever a bad one does is a trouble, and harms nothing else. */
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadPlugins } from '../../src/plugins/load.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { eventsOf, feedOf, looked, snapshotOf } from '../support/journal-of.ts';

const thread = pathToFileURL(join(dirname(PROGRAM), 'plugin-thread.js'));
/** Enough for a busy machine to start a thread. */
const PATIENCE_MS = 10_000;

/** A plug-in of lines `{"n": tokens}`, with other code in some places. */
function acme(
  change: {
    readonly read?: string;
    readonly id?: string;
    readonly more?: string;
    readonly version?: string;
  } = {},
) {
  const read =
    change.read ??
    `const text = new TextDecoder().decode(bytes); let at = offset;
     for (const line of text.split('\\n')) {
       state.lines += 1;
       if (line) { const { n } = JSON.parse(line); out.reading({ ...USUAL, key: 'line ' + state.lines, tokens: { input: n }, offset: at, line: state.lines }); }
       at += line.length + 1;
     }
     state.lines -= 1;`;
  return `${change.more ?? ''}
    const USUAL = { atMs: Date.UTC(2026, 6, 1), quality: 'exact', terms: { model: 'gpt-5.5' }, attribution: { session: 's1', cwd: '/home/ada/loom' } };
    const log = { kind: 'lines', id: 'log', version: ${change.version ?? 1}, start: () => ({ lines: 0 }),
      read(state, bytes, offset, out) { ${read} } };
    export default { id: '${change.id ?? 'acme'}', title: 'Acme', agent: 'helper', exact: 'all', limits: 'nothing',
      roots: ({ home }) => [{ path: home + '/.acme', files: [{ glob: '*.log', format: log }] }] };`;
}

function load(at: Home, names: readonly string[], patienceMs = PATIENCE_MS) {
  const configDir = at.at('config');
  const plugins = loadPlugins(names, {
    place: at.place,
    configDir,
    thread,
    taken: ['claude-code'],
    patienceMs,
  });
  onTestFinished(() => plugins.close());
  return plugins;
}

/** Tokens by source, and every trouble in words. */
async function read(at: Home, plugins: ReturnType<typeof load>, cacheDir = at.cacheDir) {
  const feed = feedOf(at, { sources: [claudeCode, ...plugins.sources], cacheDir });
  const { journal, sources } = await looked(feed);
  feed.close();
  const tokens: Record<string, number> = {};
  for (let i = 0; i < journal.length; i++) {
    const { attribution, tokens: counts } = journal.event(i);
    tokens[attribution.source] = (tokens[attribution.source] ?? 0) + counts.input;
  }
  return {
    tokens,
    troubles: [...plugins.troubles, ...sources.flatMap(({ troubles }) => troubles)].map(({ why }) => why),
  };
}

const CLAUDE = { '.claude/projects/p/s1.jsonl': said({ id: 'm1', input: 7, output: 1 }) };

describe('a plug-in', () => {
  test('is a source, below the configuration, by its path or as a package', async () => {
    const files = { ...CLAUDE, '.acme/a.log': '{"n":5}\n{"n":6}\n' };
    for (const [name, path] of [
      ['acme', 'config/sources/acme.mjs'],
      ['~/own/acme.mjs', 'own/acme.mjs'],
    ]) {
      const at = home({ ...files, [path!]: acme() });
      expect(await read(at, load(at, [name!]))).toEqual({
        tokens: { acme: 11, 'claude-code': 7 },
        troubles: [],
      });
    }
    const manifest = JSON.stringify({ name: 'acme-logs', type: 'module', main: 'index.js' });
    const at = home({
      ...files,
      'config/node_modules/acme-logs/package.json': manifest,
      'config/node_modules/acme-logs/index.js': acme(),
    });
    expect(await read(at, load(at, ['acme-logs']))).toMatchObject({ tokens: { acme: 11 }, troubles: [] });
  });

  test('reads on where a log has grown, from what is remembered, and anew when its version is another', async () => {
    const at = home({ 'config/sources/acme.mjs': acme(), '.acme/a.log': '{"n":5}\n' });
    const first = load(at, ['acme']);
    expect((await read(at, first)).tokens).toEqual({ acme: 5 });
    at.append('.acme/a.log', '{"n":6}\n');
    expect((await read(at, first)).tokens).toEqual({ acme: 11 });
    at.write(
      'config/sources/acme.mjs',
      acme({
        version: '2',
        read: `out.reading({ ...USUAL, key: 'all', tokens: { input: 99 }, offset, line: 1 });`,
      }),
    );
    expect((await read(at, load(at, ['acme']))).tokens).toEqual({ acme: 99 });
  });

  test('reads databases and whole files', async () => {
    const code = `
      const say = (n, out) => out.reading({ key: 'k' + n, atMs: Date.UTC(2026, 6, 1), quality: 'exact', terms: { model: '' },
        attribution: { session: 's' }, tokens: { input: n }, offset: 0, line: 1 });
      const db = { kind: 'tables', id: 'db', version: 1, read: (file, tables, out) => { for (const { n } of tables.rows('SELECT n FROM t')) say(n, out); } };
      const whole = { kind: 'whole', id: 'json', version: 1, read: (file, bytes, out) => {
        try { say(JSON.parse(new TextDecoder().decode(bytes)), out); } catch { out.incomplete('half'); } } };
      export default { id: 'acme', roots: ({ home }) => [{ path: home + '/.acme', files: [{ glob: '*.db', format: db }, { glob: '*.json', format: whole }] }] };`;
    const at = home({ 'config/sources/acme.mjs': code, '.acme/a.json': '20', '.acme/b.json': '{' });
    const db = new Database(at.at('.acme/x.db'));
    db.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (3)');
    db.close();
    expect(await read(at, load(at, ['acme']))).toEqual({ tokens: { acme: 23 }, troubles: ['half'] });
  });

  test('names its own source and keys: it cannot speak for another one', async () => {
    const code = `out.reading({ ...USUAL, key: 'm1', attribution: { source: 'claude-code', session: 's1', witness: 0 }, tokens: { input: 1000 }, offset, line: 1 });`;
    const at = home({ ...CLAUDE, '.acme/a.log': 'x\n', 'config/sources/acme.mjs': acme({ read: code }) });
    const plugins = load(at, ['acme']);
    expect((await read(at, plugins)).tokens).toEqual({ 'claude-code': 7, acme: 1000 });
    const feed = feedOf(at, { sources: plugins.sources, cacheDir: `${at.cacheDir}-2` });
    expect(eventsOf((await looked(feed)).journal, at.dir)).toMatchObject([
      { attribution: { source: 'acme' } },
    ]);
    feed.close();
  });

  test('counts a call once that another tool logged, too, by the id of its vendor, and speaks for it alone', async () => {
    const said = (n: number) =>
      acme({
        read: `out.reading({ ...USUAL, key: 'k', responseId: 'm1', tokens: { input: ${n}, output: 90 }, offset, line: 1 });`,
      });
    const counts = async (files: Readonly<Record<string, string>>, n: number) => {
      const at = home({ ...files, '.acme/a.log': 'x\n', 'config/sources/acme.mjs': said(n) });
      const plugins = load(at, ['acme']);
      const { journal } = await snapshotOf(at, { sources: [claudeCode, ...plugins.sources] });
      const all = journal.select(() => true);
      return all.map(({ attribution, tokens }) => [attribution.source, tokens.input, tokens.output]).sort();
    };
    const logged = ['claude-code', 7, 1];
    expect(await counts(CLAUDE, 7)).toEqual([logged]);
    expect(await counts({}, 7)).toEqual([['acme', 7, 90]]);
    // A relay that gives every answer one id.
    expect(await counts(CLAUDE, 8)).toEqual([['acme', 8, 90], logged]);
  });
});

describe('a plug-in that is bad', () => {
  const one = (fields: string) =>
    `out.reading({ ...USUAL, key: 'k', tokens: { input: 1 }, offset, line: 1, ${fields} });`;
  test.each([
    ['throws', `throw new Error('oops');`, ['plug-in acme: oops']],
    ['ends its thread', 'process.exit(1);', ['plug-in acme: gave no answer within 3 s, and was stopped']],
    ['hangs', 'for (;;);', ['plug-in acme: gave no answer within 3 s, and was stopped']],
    [
      'answers with no plain data',
      `state.f = () => {};`,
      ['plug-in acme: answered with what is no plain data'],
    ],
    [
      'lies about bytes',
      one('offset: 10_000_000'),
      ['reading 1 of the plug-in: its place is not in what was read: left out'],
    ],
    [
      'makes up counts',
      one('tokens: { input: -1 }'),
      ['reading 1 of the plug-in: tokens.input is -1, no count: left out'],
    ],
    ['makes up times', one('atMs: 5'), ['reading 1 of the plug-in: atMs is 5, no time since 2020: left out']],
    ['makes up qualities', one(`quality: 'best'`), ["reading 1 of the plug-in: quality is 'best': left out"]],
    [
      'names no session',
      one('attribution: {}'),
      ['reading 1 of the plug-in: attribution.session is no text: left out'],
    ],
    ['names no key', one(`key: ''`), ['reading 1 of the plug-in: has no key: left out']],
    ['names no model', one('terms: {}'), ['reading 1 of the plug-in: terms.model is no text: left out']],
  ])('%s', async (_, code, troubles) => {
    const at = home({ ...CLAUDE, '.acme/a.log': 'x\n', 'config/sources/acme.mjs': acme({ read: code }) });
    const isSlow = troubles[0]!.includes('3 s');
    const found = await read(at, load(at, ['acme'], isSlow ? 3000 : PATIENCE_MS));
    expect(found).toEqual({ tokens: { 'claude-code': 7 }, troubles });
  });

  const unused = (why: string) => [`this plug-in is not used: ${why}`];
  test.each([
    ['is not there', 'other', acme(), 'no package of that name'],
    ['is no code', 'acme', 'export default {', 'Unexpected end of input'],
    ['throws at once', 'acme', `throw new Error('early');`, 'early'],
    ['is no source', 'acme', 'export default 5;', 'its default export is no source'],
    [
      'has the id of another',
      'acme',
      acme({ id: 'claude-code' }),
      "its id 'claude-code' is that of another source",
    ],
    ['has an odd id', 'acme', acme({ id: '../x' }), "its id is '../x', not small letters, digits and dashes"],
    [
      'has no version',
      'acme',
      acme({ version: '0' }),
      "the version of format 'log' is no whole number from 1 on",
    ],
  ])('%s', async (_, name, code, why) => {
    const at = home({ ...CLAUDE, 'config/sources/acme.mjs': code });
    const found = await read(at, load(at, [name]));
    expect(found.tokens).toEqual({ 'claude-code': 7 });
    expect(found.troubles).toEqual([expect.stringContaining(why)]);
    expect(found.troubles[0]).toContain(unused('')[0]);
  });
});
