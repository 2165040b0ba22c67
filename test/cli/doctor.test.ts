/** What the doctor says of a machine, one thing being otherwise than on a healthy one at a time. */
import { describe, expect, it, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { OLDEST_NODE } from '../../src/app/doctor-input.ts';
import { CHECKS } from '../../src/cli/checks.ts';
import type { Context } from '../../src/cli/context.ts';
import { doctorCommand } from '../../src/cli/doctor.ts';
import type { DoctorInput } from '../../src/cli/doctor-input.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { createPriceLookup, ourTable } from '../../src/prices/index.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import { line, moment, said } from '../support/claude-lines.ts';
import { HOUR, MINUTE } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';
import { run } from '../support/program.ts';

const NOW = Date.parse(ourTable.built) + 12 * HOUR;
const FILE = '.claude/projects/p/s1.jsonl';

async function healthy(log = said({ id: 'm1' })): Promise<DoctorInput & { logs: { snapshot: Snapshot } }> {
  const snapshot = await snapshotOf(home({ [FILE]: log }));
  const prices = createPriceLookup({ now: NOW });
  return {
    nowMs: NOW,
    runtime: { version: '1.2.3', node: '22.1.0', oldestNode: '20.19.0', platform: 'linux' },
    config: { path: '~/config.yaml', isThere: true, troubles: [] },
    logs: { snapshot: { ...snapshot, cache: { dir: '~/cache', hits: 1, misses: 2 } }, prices },
    manualLog: readWorkLog('2026-11-22 | a | b | 10 tokens | $0', '~/token-usage.log'),
    directories: [{ what: 'cache', path: '~/cache', isThere: true, isOpenToOthers: false }],
    cache: { files: 3, bytes: 4567 },
    retention: [{ settings: '~/settings.json', days: 3650, isSaid: true, files: 0, responses: 0 }],
    transcripts: { empty: 0, missing: 0, replaced: 0 },
    prices: {
      entries: prices.entries().filter(({ marks }) => marks.length === 0),
      troubles: [],
      resolve: model => prices.resolve(model, undefined, NOW),
    },
    terminal: {
      ...{ isTTY: true, isFullScreen: true, columns: 120, rows: 35 },
      ...{ depth: '256', glyphs: 'braille', background: 'dark' },
    },
    ledger: { path: '~/ledger.db' },
    alertOutputs: {},
    statusline: {
      installedIn: ['~/settings.json'],
      status: { madeMs: NOW - 3 * MINUTE, goodForMs: 1 },
      limits: [{ window: 'five_hour', usedPercent: 23.5, resetsAtMs: NOW + HOUR, reportedMs: NOW }],
    },
  };
}

type Check = keyof typeof CHECKS;

async function check(name: Check, change: Partial<DoctorInput>, ...expected: readonly string[]) {
  const findings = CHECKS[name]({ ...(await healthy()), ...change });
  expect(findings.map(({ level, what, todo }) => `${level}: ${what}${todo ? ` -> ${todo}` : ''}`)).toEqual(
    expected,
  );
}

describe('a healthy machine', () => {
  it('has nothing to look at', async () => {
    const doctorInput = await healthy();
    const all = Object.entries(CHECKS).flatMap(([name, look]) =>
      look(doctorInput).map(found => [name, found.level]),
    );
    expect(all.filter(([, level]) => level !== 'fine')).toEqual([]);
    expect(new Set(all.map(([name]) => name))).toEqual(new Set(Object.keys(CHECKS)));
  });
});

describe('runtime', () => {
  const runtime = { version: '1.2.3', oldestNode: '20.19.0', platform: 'linux' };
  it.each([
    ['20.19.0', 'fine'],
    ['20.18.9', 'broken'],
    ['21.0.0', 'fine'],
    ['9.99.99', 'broken'],
    ['100.0.0', 'fine'],
  ])('Node %s: %s', async (node, level) => {
    const todo = level === 'broken' ? ' -> install Node 20.19.0 or newer' : '';
    await check(
      'runtime',
      { runtime: { ...runtime, node } },
      `${level}: token-dash 1.2.3 on Node ${node}, linux${todo}`,
    );
  });
});

it('the oldest Node is that of the package', () =>
  expect(manifest.engines.node).toBe(`>=${OLDEST_NODE.replace(/\.0$/, '')}`));

describe('configuration', () => {
  it('may not be there', () =>
    check(
      'configuration',
      { config: { path: '~/c.yaml', isThere: false, troubles: [] } },
      "fine: none; 'token-dash config init' would write ~/c.yaml",
    ));
  it('is broken line by line', () =>
    check(
      'configuration',
      { config: { path: 'c', isThere: true, troubles: [{ path: 'c', line: 3, why: 'theme is 5' }] } },
      "broken: c:3: theme is 5 -> correct it; 'token-dash config schema' prints what is allowed",
    ));
});

describe('transcripts', () => {
  it('that lack something are counted, each by what it lacks', () =>
    check(
      'transcripts',
      { transcripts: { empty: 2, missing: 1, replaced: 3 } },
      'note: 2 sessions with an empty transcript (0 bytes): what was used in it is not known',
      'note: 1 session without a transcript: only subagents of it are there',
      'note: 3 sessions that Claude Code replaced (*.orphaned*, *.superseded*): left out',
    ));
  it('of a session that went on in another place make totals minimums', async () => {
    const mark = (at: number) => line({ type: 'bridge-session', sessionId: 's1', timestamp: moment(at) });
    const { logs } = await healthy(said() + mark(1) + mark(2));
    await check(
      'transcripts',
      { logs },
      'note: 1 session that went on in another place, with marks in the log and no messages: totals are minimums (≥)',
    );
  });
});

describe('witness', () => {
  const state = (costUSD: number) =>
    line({
      type: 'cost-state',
      sessionId: 's1',
      modelUsage: { 'claude-opus-4-6': { inputTokens: 10, outputTokens: 5, costUSD } },
    });
  it('says what was used, but is not in the log', async () => {
    const { logs } = await healthy(said() + state(0.500175));
    await check(
      'witness',
      { logs },
      "note: At least $0.000175 in the lines of one session, $0.500175 by Claude Code's own count: $0.50 was used, but is not in the log. It is in no sum. -> token-dash witness",
    );
  });
  it('is fine where the lines have it all', async () => {
    const { logs } = await healthy(said() + state(0.000175));
    await check('witness', { logs }, 'fine: the lines of 1 session have all that Claude Code counted itself');
  });
});

describe('logs', () => {
  it('cannot be read at all', () =>
    check(
      'logs',
      { logs: { failure: 'out of memory' } },
      'broken: the logs cannot be read: out of memory -> token-dash --test --no-cache',
    ));

  it('are nowhere', async () => {
    const { logs } = await healthy('');
    const sources = [
      {
        id: 'x',
        title: 'X',
        key: 'x',
        hint: 'Run `x` once.',
        limits: 'nothing',
        roots: [{ path: '~/x', found: false }],
        files: 0,
        troubles: [],
      },
    ];
    await check(
      'logs',
      { logs: { ...logs, snapshot: { ...logs.snapshot, sources } } as DoctorInput['logs'] },
      'note: X: not found in ~/x -> Run `x` once.',
      "broken: no usage was found in any log -> use one of the tools once, or say where their logs are: --x, or 'roots' in the configuration",
    );
  });

  it('have troubles, of which closed directories come first', async () => {
    const { logs } = await healthy();
    const [source] = logs.snapshot.sources;
    const troubles = [
      ...[1, 2, 3, 4].map(line => ({ path: 'a', line, why: 'not JSON' })),
      { path: '~/closed', why: 'no permission to read it' },
    ];
    await check(
      'troubles',
      {
        logs: {
          ...logs,
          snapshot: { ...logs.snapshot, sources: [{ ...source!, troubles }] },
        } as DoctorInput['logs'],
      },
      'broken: ~/closed: no permission to read it -> let your user read it',
      'note: a:1: not JSON',
      'note: a:2: not JSON',
      'note: a:3: not JSON',
      'note: 5 troubles in all; the affected lines are not counted -> token-dash --test --json',
    );
  });
});

describe('the manual log', () => {
  const entry = '2026-11-22 | a | b | 10 tokens | $0';
  it('is not there', () =>
    check(
      'manualLog',
      { manualLog: readWorkLog('', '~/l') },
      'fine: nothing is logged by hand; it would be in ~/l -> token-dash log test-project "test task" 1000',
    ));
  it('has lines that cannot be read, and lines of another tool', () =>
    check(
      'manualLog',
      {
        manualLog: readWorkLog(
          [entry, '[2026-01-01 00:00:00] x', 'a | b', '2026-11-22 | a | b | -5 tokens | $0'].join('\n'),
          '~/l',
        ),
      },
      'fine: ~/l: 4 lines, 1 task, 1 line of another tool passed over',
      'warning: ~/l:3: the entry has 2 fields separated by | where 5 are expected; it is left out -> token-dash log repair, or correct it by hand',
      'warning: ~/l:4: the entry has "-5 tokens" where a count of tokens is expected; it is left out -> token-dash log repair, or correct it by hand',
    ));
});

describe('retention', () => {
  const usual = { settings: '~/s.json', days: 30, isSaid: false, files: 0, responses: 0 };
  const todo = ' -> set "cleanupPeriodDays": 3650 in ~/s.json';
  it('of thirty days, and history about to go', () =>
    check(
      'retention',
      { retention: [{ ...usual, files: 12, responses: 3456 }] },
      `warning: Claude Code deletes transcripts after 30 days, because its settings do not set it: 12 files with 3,456 responses go within a week${todo}`,
    ));
  it('of thirty days', () =>
    check(
      'retention',
      { retention: [usual] },
      `note: Claude Code deletes transcripts after 30 days, because its settings do not set it; none goes within a week${todo}`,
    ));
  it('of a project, which holds for all, but for what a desktop program wrote', () =>
    check(
      'retention',
      {
        retention: [
          { ...usual, settings: '~/p/s.json', days: 7, isSaid: true, files: 1, responses: 2, exempt: 3 },
        ],
      },
      'warning: Claude Code deletes transcripts after 7 days, as ~/p/s.json says, but for what a desktop program wrote (3 old files): 1 file with 2 responses go within a week -> set "cleanupPeriodDays": 3650 in ~/p/s.json',
    ));
  it('of nothing', () =>
    check(
      'retention',
      { retention: [{ ...usual, refused: 0 }] },
      `warning: cleanupPeriodDays is 0: Claude Code since 2.1.89 refuses it, older ones keep no transcripts at all${todo}`,
    ));
  it('that cannot be known', () =>
    check(
      'retention',
      { retention: [{ ...usual, problem: 'it is not plain JSON' }] },
      'warning: ~/s.json cannot be read: it is not plain JSON',
    ));
});

describe('directories and cache', () => {
  const cache = { what: 'cache', path: '~/c', isThere: true, isOpenToOthers: false };
  it('closed, open to all, not there', () =>
    check(
      'directories',
      {
        directories: [
          { ...cache, problem: 'nothing can be written there' },
          { ...cache, isOpenToOthers: true },
          { ...cache, isThere: false },
        ],
      },
      'warning: cache in ~/c: nothing can be written there -> let your user write there',
      'note: cache in ~/c: other users can look into it -> chmod 700 ~/c',
      'fine: cache in ~/c: not there yet',
    ));
  it('that cannot be written', async () => {
    const { logs } = await healthy();
    const problem = 'the cache cannot be written: the disk is full';
    const full = { ...logs.snapshot, cache: { ...logs.snapshot.cache, problem } };
    await check(
      'cache',
      { logs: { ...logs, snapshot: full } as DoctorInput['logs'] },
      `warning: ${problem} -> make room, or let your user write there`,
    );
  });
});

describe('prices', () => {
  it('that are old, due, or wrong', async () => {
    const prices = createPriceLookup({ now: NOW + 50 * 24 * HOUR });
    const entries = prices
      .entries()
      .slice(0, 2)
      .map(entry => ({ ...entry, marks: ['review was due by 2026-01-01'] }));
    await check(
      'prices',
      { prices: { entries, troubles: [{ path: 'prices.json', why: 'no' }], resolve: () => ({}) as never } },
      `warning: token-dash ${ourTable.built}: read from the vendors' pages 50 days ago -> update token-dash, or token-dash prices refresh --from <file|url>`,
      'note: 2 rows should be read again by now -> token-dash prices',
      'warning: prices.json: no -> correct it',
    );
  });

  it('that a model has not, and how its name was understood', async () => {
    const { logs } = await healthy(said({ id: 'm1', model: 'acme-coder-9', input: 1000, output: 500 }));
    await check(
      'models',
      { logs },
      "warning: acme-coder-9 has no price: 1,500 tokens in 1 response ('acme-coder-9', as logged: not in a table; unpriced: No price found for this id) -> give it one under 'prices' in the configuration, or another name under 'prices: aliases'",
    );
  });
});

test('of very many models without a price those used most are listed', async () => {
  const log = Array.from({ length: 60 }, (_, i) =>
    said({ id: `m${i}`, model: `made-up-${i}`, input: 1000 - i, output: 0 }),
  ).join('');
  const found = CHECKS.models(await healthy(log));
  expect(found).toHaveLength(51);
  expect(found[0]!.what).toMatch(/^made-up-0 has no price: 1,000 tokens/);
  expect(found.at(-1)).toEqual({
    level: 'warning',
    what: '10 other models without a price: 9,455 tokens',
    todo: '`token-dash models` lists them',
  });
});

describe('terminal', () => {
  async function seen(change: Partial<DoctorInput['terminal']>, expected: string) {
    await check('terminal', { terminal: { ...(await healthy()).terminal, ...change } }, expected);
  }
  it('is none', () => seen({ isTTY: false }, 'note: no terminal here -> run this in the terminal you use'));
  it('cannot do much', () =>
    seen(
      { isFullScreen: false, depth: 'none' },
      'warning: 120x35, no colours, braille characters, dark ground: no full screen -> set TERM',
    ));
  it('knows letters only', () =>
    seen(
      { glyphs: 'ascii' },
      'note: 120x35, 256 colours, ascii characters, dark ground: curves are drawn with letters -> set LANG to a UTF-8 locale',
    ));
});

describe('ledger', () => {
  it('is where it is', () => check('ledger', {}, 'fine: ~/ledger.db'));
  it('is turned off', () => check('ledger', { ledger: {} }, 'note: turned off: usage is lost with its logs'));
  it('cannot be written', () =>
    check(
      'ledger',
      { ledger: { path: '/l', problem: 'nothing is added to the ledger: no permission' } },
      'warning: /l: nothing is added to the ledger: no permission -> make room, or let your user write there',
    ));
});

describe('alerts', () => {
  it('are sent nowhere', () => check('alerts', {}, 'fine: sent nowhere; no output is configured'));
  it('name every output, and what goes over the network', () =>
    check(
      'alerts',
      {
        alertOutputs: {
          webhook: 'https://example.org/hook',
          command: 'notify x',
          file: '/f',
          terminal: true,
        },
      },
      'fine: sent to a notification of the terminal',
      'fine: sent to the command notify x',
      'fine: sent to a webhook on the network: https://example.org/hook',
      'fine: sent to the file /f',
    ));
});

describe('statusline', () => {
  it('is not installed', () =>
    check(
      'statusline',
      { statusline: { installedIn: [], limits: [] } },
      'note: not installed -> token-dash statusline --install',
    ));
  it('tells when the logs were looked at, and the official limits', async () =>
    check(
      'statusline',
      {},
      'fine: installed in ~/settings.json: logs looked at 3m ago; 5h 24%, anew in 1h 00m, as of just now',
    ));
  it('has a problem', () =>
    check(
      'statusline',
      {
        statusline: {
          installedIn: ['s'],
          limits: [],
          status: { madeMs: 0, goodForMs: 0, problem: 'no disk' },
        },
      },
      'warning: installed in s: no disk',
    ));
});

describe('token-dash doctor', () => {
  async function doctor(change: Partial<DoctorInput>, flags = {}) {
    let out = '';
    const doctorInput = { ...(await healthy()), ...change };
    const io = {
      out: (text: string) => {
        out += text;
      },
    };
    const code = await doctorCommand.run(
      { io, doctorInput: async () => doctorInput } as unknown as Context,
      [],
      flags,
    );
    return { out, code };
  }

  it('says it with level, place and what to do', async () => {
    const { out, code } = await doctor({ statusline: { installedIn: [], limits: [] } });
    expect(code).toBe(0);
    expect(out).toContain('fine     runtime        token-dash 1.2.3 on Node 22.1.0, linux\n');
    expect(out).toContain(
      'note     statusline     not installed\n                        -> token-dash statusline --install\n',
    );
    expect(out).toMatch(/\n\nNo problems found\.\n$/);
  });

  it('ends with 1 where something is broken, and with 0 where not', async () => {
    const config = { path: 'c', isThere: true, troubles: [{ path: 'c', why: 'no' }] };
    const retention = [{ settings: 's', days: 30, isSaid: false, refused: 0, files: 0, responses: 0 }];
    const broken = await doctor({ config, retention });
    expect([broken.code, broken.out.trim().split('\n').at(-1)]).toEqual([1, '1 broken, 1 to look at.']);
    const warned = await doctor({ retention });
    expect([warned.code, warned.out.trim().split('\n').at(-1)]).toEqual([
      0,
      'Nothing is broken, 1 to look at.',
    ]);
  });

  it('says the same as JSON', async () => {
    const { out } = await doctor({ retention: [] }, { json: true });
    const { level, findings } = JSON.parse(out);
    expect(level).toBe('fine');
    expect(findings[0]).toEqual({
      ...{ check: 'runtime', level: 'fine', what: 'token-dash 1.2.3 on Node 22.1.0, linux' },
    });
  });

  it('looks at a real machine', async () => {
    const at = home({
      [FILE]: said({ id: 'm1', at: '2026-01-01T00:00:00Z' }) + said({ id: 'm2', model: 'acme-coder-9' }),
      '.claude/settings.json': '{ "cleanupPeriodDays": 20 }',
      '.config/token-dash/config.yaml': 'theme: pink\n',
    });
    at.touch(FILE, Date.now() - 14 * 24 * HOUR);
    const { out, code } = await run(at, ['doctor']);
    expect(code).toBe(1);
    expect(out).toContain('~/.config/token-dash/config.yaml:1: theme is "pink", not one of auto, dark');
    expect(out).toContain(
      'after 20 days, as ~/.claude/settings.json says: 1 file with 2 responses go within a week',
    );
    expect(out).toContain('acme-coder-9 has no price');
    expect(out).toContain('no terminal here');
  });

  it('is not kept from it by a directory that it may not write to', async () => {
    const at = home({ [FILE]: said({ id: 'm1' }) });
    const { out } = await run(at, ['doctor', '--json'], { env: { XDG_CACHE_HOME: '/dev/null/no' } });
    expect(JSON.parse(out).findings).toContainEqual(
      expect.objectContaining({ check: 'cache', level: 'warning' }),
    );
  });
});
