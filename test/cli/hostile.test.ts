/**
 * One hostile text in every field that a log, a table, the configuration, an argument or the status line's input has:
 * whatever the program prints, nothing of it reaches the terminal, hides, or begins a line of its own.
 */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { REPORTS } from '../../src/reports/index.ts';
import { Home } from '../support/home.ts';
import { escaped, HARMFUL, HOSTILE, hostileTranscript, names } from '../support/hostile.ts';
import { run } from '../support/program.ts';

const fileName = (name: string) => `${HOSTILE.replaceAll('/', '')} ${name}`;

const TRACKED = {
  ...{ session: names('session'), phase: names('phase'), date: '2026-11-20' },
  ...{ budget_allocated: '$500', budget_spent: '$700', budget_remaining: names('remaining') },
  tasks: [
    {
      ...{ id: names('task'), description: names('task'), model: names('model'), milestone: names('stone') },
      ...{ tokens_in: 1000, tokens_out: 10, cost_usd: 5, timestamp: '2026-11-20T10:00:00Z' },
    },
    { id: names('odd'), model: 'haiku', tokens_in: names('tokens'), cost_usd: names('cost') },
  ],
  total_cost: '$9',
};

const CONFIG = {
  currency: { code: 'EUR', symbol: '€', perUsd: 0.9 },
  projects: {
    aliases: { [names('project')]: names('alias') },
    groups: { [names('group')]: [names('project'), names('other')] },
  },
  prices: {
    aliases: { [names('alias')]: 'claude-opus-4-6' },
    models: { [names('priced')]: { input: 1, output: 2 } },
  },
  budgets: [
    { name: names('budget'), per: 'month', usd: 0.000001, project: names('project') },
    { name: names('all'), per: 'day', usd: 0.000001 },
  ],
  tracking: { roots: '~/tracking', project: names('tracked') },
};

const LOG = [
  `2026-11-20 10:00:00 | ${HOSTILE.replaceAll(/[\n\r]/g, ' ')} | ${HOSTILE.replaceAll(/[\n\r]/g, ' ')} | 3500 tokens | $0.0091`,
  `${HOSTILE.replaceAll(/[\n\r]/g, ' ')} | no such line`,
].join('\n');

const TABLE = {
  format: 'token-dash prices 1',
  vendors: [{ id: names('vendor'), models: { [names('model')]: [{ input: 1, output: 2 }] } }],
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const STATEMENT = [
  'usage_date_utc,model,workspace,token_type,cost_usd,list_price_usd',
  ...['claude-opus-4-6', names('model')].flatMap(model => [
    `2026-11-20,${quoted(model)},${quoted(names('workspace'))},output,0.13,0.13`,
    `${quoted(names('day'))},${quoted(model)},x,${quoted(names('type'))},${quoted(names('cost'))},1`,
  ]),
].join('\n');

let at: Home;
beforeAll(() => {
  const folder = fileName('folder');
  at = new Home({
    [`.claude/projects/${folder}/s1.jsonl`]: hostileTranscript('claude-opus-4-6', '2026-11-20'),
    [`.claude/projects/${folder}/${fileName('s2')}.jsonl`]: hostileTranscript(names('model'), '2026-11-21'),
    [`.claude/projects/${folder}/s3.jsonl`]: hostileTranscript(names('priced'), '2026-11-30'),
    [`.claude/projects/x/${fileName('empty')}.jsonl`]: '',
    '.claude/token-usage.log': LOG,
    '.claude/settings.json': escaped({ statusLine: { command: names('command') }, cleanupPeriodDays: 1 }),
    '.config/token-dash/config.yaml': escaped(CONFIG),
    'tracking/COST-TRACKING.yaml': escaped(TRACKED),
    'table.json': escaped(TABLE),
    'statement.csv': STATEMENT,
    'broken.yaml': escaped({
      [names('field')]: names('value'),
      roots: names('root'),
      timezone: names('zone'),
    }),
    'currency.yaml': escaped({ currency: { code: 'EUR', symbol: '\x9b1m\u202e', perUsd: 0.9 } }),
    'report.json': escaped({
      daily: [
        {
          ...{ date: '2026-11-20', inputTokens: 1, outputTokens: 2, totalTokens: 3, totalCost: 1 },
          ...{ cacheCreationTokens: 0, cacheReadTokens: 0, modelsUsed: [names('model')] },
          modelBreakdowns: [
            {
              ...{ modelName: names('model'), inputTokens: 1, outputTokens: 2, cost: 1 },
              ...{ cacheCreationTokens: 0, cacheReadTokens: 0 },
            },
          ],
        },
      ],
      totals: { inputTokens: 1, outputTokens: 2, totalTokens: 3, totalCost: 1 },
    }),
    '.local/share/goose/sessions/20261120_100000.jsonl': [
      escaped({ working_dir: names('dir'), accumulated_total_tokens: 11, accumulated_input_tokens: 10 }),
      escaped({ id: null, role: 'assistant', created: 1795170000, content: [] }),
    ]
      .map(text => text.replaceAll('\n', ''))
      .join('\n'),
  });
});
afterAll(async () => {
  // Status lines have started processes that read the logs, each under a lock.
  const isQuiet = () =>
    !readdirSync(at.cacheDir, { recursive: true }).some(name => `${name}`.endsWith('.lock'));
  await vi.waitUntil(isQuiet, { timeout: 60_000, interval: 100 });
  at.remove();
});

const FORMATS = [[], ['--json'], ['--csv'], ['--markdown'], ['--breakdown', '--color']];
const LINES: readonly (readonly string[])[] = [
  ...REPORTS.flatMap(({ id }) => FORMATS.map(flags => [id, ...flags])),
  ['daily', '--by', 'source,project,model,session,agent,skill,command,branch,tool'],
  ['daily', '--project', HOSTILE],
  ['daily', '--model', HOSTILE],
  ['daily', '--source', HOSTILE],
  ['daily', '--since', HOSTILE],
  ['session', '--id', HOSTILE],
  ['session', '--id', names('session'), '--json'],
  ['daily', `--${HOSTILE}`],
  [HOSTILE],
  ['--test'],
  ['--test', '--json'],
  ['--plain'],
  ['--claude', `/${HOSTILE}`, '--test'],
  ['--config', `/${HOSTILE}`, 'daily'],
  ['--config', 'broken.yaml', 'daily'],
  ['--config', 'broken.yaml', 'config', 'show'],
  ['--config', 'currency.yaml', 'daily'],
  ['--tz', HOSTILE, 'daily'],
  ['explain', 'today'],
  ['explain', '2026-11-20'],
  ['explain', '2026-11-20', '--json'],
  ['explain', HOSTILE],
  ['explain', names('model')],
  ['explain', names('session')],
  ['price', HOSTILE],
  ['price', names('priced'), '--input', '1000'],
  ['price', names('priced'), '--json'],
  ['price', 'claude-opus-4-6', '--at', HOSTILE, '--provider', HOSTILE, '--input', HOSTILE],
  ['prices'],
  ['prices', HOSTILE],
  ['prices', '--json'],
  ['prices', names('priced')],
  ['prices', 'refresh', '--from', 'table.json'],
  ['prices', 'refresh', '--from', HOSTILE],
  ['doctor'],
  ['doctor', '--json'],
  ['config', 'show'],
  ['config', 'show', '--json'],
  ['compare-with', 'report.json'],
  ['compare-with', 'report.json', '--json'],
  ['compare-with', HOSTILE],
  ['budget', 'tracking'],
  ['budget', 'tracking', '--json'],
  ['budget', 'tracking', '--csv'],
  ['budget', 'tracking', '--markdown'],
  ['budget', HOSTILE],
  ['budget', 'usage', 'tracking'],
  ['budget', 'check'],
  ['budget', 'check', '--json'],
  ['alerts'],
  ['alerts', '--json'],
  ['alerts', 'ack', HOSTILE],
  ['forecast'],
  ['forecast', '--project', HOSTILE],
  ['markdown'],
  ['briefing', '--date', '2026-11-20'],
  ['briefing', '--date', HOSTILE],
  ['export', '--focus'],
  ['source', HOSTILE],
  ['source', 'check', HOSTILE],
  ['source', 'new', HOSTILE],
  ['witness'],
  ['witness', '--json'],
  ['witness', '--by', HOSTILE],
  ['compare', '2026-11-20', '2026-11-21'],
  ['compare', '2026-11-20', '2026-11-21', '--json'],
  ['compare', HOSTILE, HOSTILE],
  ['compare', '2026-11-20', '2026-11-21', '--project', HOSTILE],
  ['reconcile', '--statement', 'statement.csv'],
  ['reconcile', '--statement', 'statement.csv', '--json'],
  ['reconcile', '--statement', HOSTILE],
  ['source'],
  ['source', 'new', HOSTILE],
  ['source', 'check', HOSTILE],
  ['report', 'weekly', 'tracking', '--of', '2026-11-20'],
  ['report', 'weekly', '--of', HOSTILE],
  ['log', 'today'],
  ['log', 'project'],
  ['log', 'project', HOSTILE],
  ['log', 'lint'],
  ['log', 'repair'],
  ['log', 'readme'],
  ['log', HOSTILE, HOSTILE, HOSTILE],
  ['ledger', 'prune', '--before', HOSTILE],
  ['import', HOSTILE],
  ['hook', 'status'],
  ['guide', HOSTILE],
  ['completion', HOSTILE],
  ['statusline'],
  ['statusline', '--claude', `/${HOSTILE}`],
];

const STATUS_INPUT = escaped({
  model: { id: names('model'), display_name: names('model') },
  workspace: { current_dir: names('dir') },
  rate_limits: { [names('window')]: { used_percentage: 80, resets_at: 4e9 } },
});

/** Runs until it is stopped, and prints addresses of its own. */
const NOT_RUN = ['serve'];

describe('nothing of a hostile text reaches a terminal', () => {
  it('every command is tried', () => {
    const tried = new Set(LINES.map(([word]) => word));
    expect(COMMANDS.map(({ id }) => id).filter(id => !tried.has(id) && !NOT_RUN.includes(id))).toEqual([]);
  });

  it.each(LINES.map(line => [line]))('token-dash %j', async line => {
    const { out, err, code } = await run(at, line, { input: STATUS_INPUT });
    const text = out + err;
    const isColoured = line.includes('--color') || line.includes('statusline');
    expect([0, 1, 2, 3, 4, 5]).toContain(code);
    expect(text).not.toBe('');
    expect(text.replaceAll(/\x1b\[(?:1|2|22|31|33|39)m/g, isColoured ? '' : '$&')).not.toMatch(HARMFUL);
    expect(text).not.toMatch(/^FORGED/m);
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });
});
