/** Budgets and alerts over HTTP: what the command line says, and nothing is sent because somebody looks. */
import { expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { json, serve } from '../support/serve.ts';

const CONFIG = [
  'budgets:',
  '  - { name: All, from: 2026-01-01, to: 2099-12-31, usd: 1 }',
  '  - { name: Loom, per: month, usd: 5, project: loom }',
  'alerts:',
  '  outputs: { command: touch sent }',
].join('\n');

test('budgets with their forecasts, and alerts with what they are about', { timeout: 60_000 }, async () => {
  const now = new Date().toISOString();
  const at = home({
    '.claude/projects/-home-ada-loom/s1.jsonl': said({ model: 'claude-opus-4-5', input: 400_000, at: now }),
    'xdg_config_home/token-dash/config.yaml': CONFIG,
  });
  const served = await serve(at);
  const budgets = await json(served, '/api/budgets');
  expect(budgets.state).toBe('over');
  expect(budgets.budgets).toMatchObject([
    { name: 'All', unit: 'usd', state: 'over', used: '2.000125', limit: '1.00', source: 'measured' },
    { name: 'Loom', state: 'within', used: '2.000125', limit: '5.00', filter: { project: ['loom'] } },
  ]);
  const { alerts } = await json(served, '/api/alerts');
  expect(alerts.map(({ rule }: { rule: string }) => rule)).toEqual(['budget', 'large-prompt', 'retention']);
  expect(alerts[1]).toMatchObject({
    level: 'yellow',
    sent: null,
    acknowledged: null,
    scope: { source: 'claude-code', session: 's1', action: 'manual (prompt)' },
  });
  expect(at.paths().some(path => path.endsWith('sent'))).toBe(false);
});

test('where nothing is configured there are none', async () => {
  const served = await serve(home());
  expect(await json(served, '/api/budgets')).toMatchObject({ state: 'within', budgets: [], tracked: [] });
  expect(await json(served, '/api/alerts')).toMatchObject({ alerts: [] });
});
