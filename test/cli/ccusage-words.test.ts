/** What is typed for ccusage is understood, or answered by what to use instead. */
import { describe, expect, test } from 'vitest';
import { fromCcusage } from '../../src/cli/ccusage-words.ts';
import { askerOf } from './ask.ts';

const SOURCES = [
  { id: 'claude-code', key: 'claude' },
  { id: 'goose', key: 'goose' },
];

test.each<[typed: string, meant: string | RegExp]>([
  ['daily', 'daily'],
  ['claude daily', 'daily --source claude-code'],
  ['goose session --json', 'session --json --source goose'],
  ['-z UTC claude daily -j', '-z UTC daily -j --source claude-code'],
  ['all weekly', 'weekly'],
  ['daily --by-agent', 'daily --by source'],
  ['daily -q .totals', 'daily --jq .totals'],
  ['daily -q=.totals', 'daily --jq .totals'],
  ['daily --all --single-thread', 'daily'],
  ['daily --project claude', 'daily --project claude'],
  ['explain claude', 'explain claude'],
  ['doctor -d', 'doctor -d'],
  ['', ''],
  ['--test', '--test'],
  ['claude', /^no command 'claude': token-dash daily --source claude-code$/],
  ['amp daily', /^'amp' is not read here: token-dash sources/],
  ['mcp', /token-dash serve/],
  ['blocks --live', /^blocks has no --live: .*token-dash$/],
  ['blocks --refresh-interval 5', /^blocks has no --refresh-interval/],
  ['daily --debug', /token-dash --test/],
  ['session -d', /^session has no -d: token-dash --test/],
  ['daily --debug-samples=3', /token-dash --test/],
  ['daily --locale=de', /leave it out/],
  ['daily --project-aliases a=b', /projects: aliases/],
  ['monthly --no-cost', /^monthly has no --no-cost/],
  ['daily --sections', /token-dash overview/],
  ['daily --speed fast', /leave it out/],
  ['statusline --cache --offline', 'statusline'],
  ['statusline -B emoji', /^statusline has no -B: the cost per hour/],
  ['statusline --cost-source both', /token-dash witness/],
  ['statusline --context-low-threshold 50', /from 70 %/],
  ['statusline --refresh-interval=5', /leave it out/],
])('%s', (typed, meant) => {
  const argv = typed.split(' ').filter(word => word !== '');
  const found = fromCcusage(argv, ['daily', 'weekly', 'monthly', 'session', 'blocks'], COMMANDS, SOURCES);
  if (typeof meant === 'string')
    expect(found).toEqual({ argv: meant.split(' ').filter(word => word !== '') });
  else expect(found).toEqual({ problem: expect.stringMatching(meant) });
});
const COMMANDS = ['daily', 'weekly', 'monthly', 'session', 'blocks', 'statusline', 'explain', 'doctor'];

describe('the five reports', () => {
  const FLAGS = [
    ...['-s 2026-07-01', '--since 20260701', '-u 20261231', '--until 2026-12-31', '-j', '--json', '-m auto'],
    ...[
      '--mode calculate',
      '-d',
      '--debug',
      '--debug-samples 5',
      '-o asc',
      '--order desc',
      '-b',
      '--breakdown',
    ],
    ...['-O', '--offline', '--no-offline', '--color', '--no-color', '-z UTC', '--timezone UTC', '-l de-DE'],
    ...['--locale en-CA', '--compact', '--last 3', '--no-cost', '--single-thread', '--by-agent'],
  ];
  const OWN: Readonly<Record<string, readonly string[]>> = {
    daily: ['-i', '--instances', '-p x', '--project x', '--project-aliases a=b', '--sections'],
    weekly: ['-w monday', '--start-of-week sunday'],
    monthly: [],
    session: ['-i x', '--id x'],
    blocks: [
      '-a',
      '--active',
      '-r',
      '--recent',
      '-t max',
      '--token-limit 5',
      '-n 5',
      '--session-length 5',
      '--live',
    ],
  };
  const typed = Object.entries(OWN).flatMap(([report, own]) =>
    [...FLAGS, ...own].map(flags => `${report} ${flags}`),
  );

  test('know every flag: none is an unknown option', async () => {
    const ask = await askerOf({});
    const unknown: string[] = [];
    for (const line of typed) {
      const { err, code } = await ask(line);
      const isAnswered = code === 1 && /^token-dash: \w+ has no -+[\w-]+: .+\n$/.test(err);
      const isUnderstood = code === 0 || code === 2;
      if (!isAnswered && !isUnderstood) unknown.push(`${line}: ${err}`);
    }
    expect(unknown).toEqual([]);
  });
});
