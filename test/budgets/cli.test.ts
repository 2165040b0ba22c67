/** `token-dash budget` as a user calls it, over files on disk: the acceptance script of the cost tracking guide. */

import { symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { askerOfHome } from '../cli/ask.ts';
import { home } from '../support/home.ts';
import { FIRST, SECOND, TEMPLATE } from './tracking-file.ts';

const FILES = {
  'r/a/COST-TRACKING-session-001.yaml': FIRST,
  'r/a/b/COST-TRACKING-session-002.yaml': SECOND,
  'r/c/COST-TRACKING-TEMPLATE.yaml': TEMPLATE,
  'r/c/COST-TRACKING-empty.yaml': '',
  'r/COST-NOTES.yaml': 'x',
  'r/node_modules/p/COST-TRACKING-p.yaml': FIRST,
};

async function asking(files: Readonly<Record<string, string>> = FILES) {
  const at = home(files);
  const ask = await askerOfHome(at);
  return { at, ask: (line: string) => ask(line.replaceAll('ROOT', at.at('r'))) };
}

it('prints the quick list, and names what it passed over', async () => {
  const { ask, at } = await asking();
  const { code, out, err } = await ask('budget summary ROOT');
  expect({ code, out }).toEqual({
    code: 0,
    out: '=== Cost Tracking Summary ===\nsession-001: $234.56\nsession-002: $189.23\n',
  });
  expect(err.trimEnd().split('\n')).toEqual([
    `token-dash budget summary: ${at.at('r/c/COST-TRACKING-TEMPLATE.yaml')}: is a template: session (session-X) is a placeholder; fill it in, or leave it as it is`,
    `token-dash budget summary: ${at.at('r/c/COST-TRACKING-empty.yaml')}: is empty: there is nothing to add up`,
  ]);
});

it('prints the executive summary, models, phases, milestones and the heat map', async () => {
  const { ask } = await asking();
  const { code, out } = await ask('budget ROOT');
  expect(code).toBe(0);
  for (const text of [
    'Budget Allocated: $1,000\n',
    'Budget Spent: $423 (42%)\n',
    'Budget Remaining: $577\n',
    'Burn Rate: $211.50/day\n',
    'Projected End Date: 2025-11-05\n',
    '███████░░░ Haiku 67.5 % $120.00 (27 tasks)',
    '███░░░░░░░ Sonnet 32.5 % $303.79 (13 tasks)',
    'phase-0  ██████████  $423.79',
    'simple below 5K tokens in + out, medium below 20K',
  ]) {
    expect(out).toContain(text);
  }
});

it('writes the exports of the guide', async () => {
  const { ask } = await asking();
  expect((await ask('budget ROOT --csv')).out.split('\n')).toEqual([
    'session,phase,date,budget_allocated,budget_spent,haiku_tasks,sonnet_tasks,total_cost',
    'session-001,phase-0,2025-11-01,$500,$234,12,8,$234.56',
    'session-002,phase-0,2025-11-02,$500,$189,15,5,$189.23',
    '',
  ]);
  const exported = JSON.parse((await ask('budget ROOT --json --export')).out);
  expect(Object.keys(exported)).toEqual(['project', 'export_date', 'total_cost', 'sessions']);
  expect(exported).toMatchObject({ project: 'infrafabric', total_cost: '423.79' });
  expect(exported.sessions).toHaveLength(2);
  expect(JSON.parse((await ask('budget ROOT --json --export --project-name loom')).out).project).toBe('loom');
  expect((await ask('budget ROOT --markdown')).out).toContain(
    '| phase-0 | ██████████ | $423.79 | 40 tasks |',
  );
});

it('counts a byte for byte copy once, and takes roots that overlap or are files', async () => {
  const { ask, at } = await asking({
    'r/COST-TRACKING-1.yaml': FIRST,
    'r/copy/COST-TRACKING.yaml': FIRST,
    'r/COST-REPORT-2.yml': SECOND,
  });
  symlinkSync(at.at('r'), at.at('r/loop'));
  const { out, err } = await ask('budget summary ROOT ROOT/copy ROOT/COST-REPORT-2.yml');
  expect(out.match(/\$/g)).toHaveLength(2);
  expect(err).toContain('byte for byte: it is counted once');
});

it.each([
  ['budget ROOT/missing', 'there is no such file or directory'],
  ['budget ROOT --until soon', "--until 'soon' is not a day (try 2025-11-02)"],
])('%s says what is wrong', async (line, why) => {
  const { ask } = await asking();
  const said = await ask(line).catch((error: Error) => ({ code: 1, err: error.message }));
  expect(said.code).toBe(1);
  expect(said.err).toContain(why);
});

it('says so where there is nothing', async () => {
  const { ask } = await asking({ 'r/README': '' });
  const { code, out, err } = await ask('budget ROOT');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('no COST-TRACKING-*.yaml');
  expect(JSON.parse((await ask('budget ROOT --json')).out).totals.total_cost).toBe(0);
});

it('refuses a file that is too large, or not UTF-8, in words', async () => {
  const { ask, at } = await asking({
    'r/COST-TRACKING-1.yaml': FIRST,
    'r/COST-TRACKING-big.yaml': `#${'x'.repeat(10_000_000)}`,
  });
  at.write('r/COST-TRACKING-latin.yaml', new Uint8Array([0x73, 0x3a, 0x20, 0xe9]));
  const { out, err } = await ask('budget summary ROOT');
  expect(out).toContain('session-001');
  expect(err).toContain(
    'COST-TRACKING-big.yaml: is 10.0 MB; files above 4 MB are not read: split it by month or phase',
  );
  expect(err).toContain('COST-TRACKING-latin.yaml: is not UTF-8 text: save it as UTF-8');
});
