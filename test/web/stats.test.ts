/** The manual log's user on the first day: log from anywhere, look by curl. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM } from '../support/bundle.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { ask, json, serve } from '../support/serve.ts';

const DASHBOARD = join(PROGRAM, '../cost-tracking-dashboard.js');

test('it starts with nothing, says where things are, and stops cleanly', async () => {
  const served = await serve(home(), [], DASHBOARD);
  for (const word of ['/api/stats', '/api/logs', '/api/projects', 'token-tracker.sh log ', served.url]) {
    expect(served.out()).toContain(word);
  }
  expect(await json(served, '/api/stats')).toEqual({
    totalTokens: 0,
    totalCost: 0,
    byProject: {},
    byDate: {},
    byTask: {},
    logs: 0,
  });
  expect(await json(served, '/api/logs')).toEqual([]);
  expect(await json(served, '/api/projects')).toEqual([]);
  const page = await ask(served, '/');
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  for (const words of [
    '~/.claude/token-usage.log',
    'token-tracker.sh log test-project',
    'data-view="tasks"',
  ]) {
    expect(page.body).toContain(words);
  }
  expect(page.body).not.toContain('NaN</');
  expect(await served.stop()).toBe(0);
});

test('a taken port is one line', async () => {
  const at = home();
  const { port } = await serve(at);
  const second = await run(at, ['serve', '--port', String(port)]);
  expect(second).toMatchObject({ code: 1, out: '' });
  expect(second.err).toMatch(/^token-dash serve: port \d+ is taken.*--port \d+\n$/);
});

test('what is logged is in the next answer, as it was written', async () => {
  const at = home();
  const served = await serve(at);
  const examples = [
    ['calm-ai-pm', 'Add AGENTS.md', '3500'],
    ['qa-automation', 'Fix flaky test', '2800'],
    ['calm-couples', 'Plant renderer fix', '2100'],
  ] as const;
  for (const words of examples) expect(await run(at, ['log', ...words])).toMatchObject({ code: 0 });
  const logs = await json(served, '/api/logs');
  expect(logs.map((entry: object) => Object.keys(entry))).toEqual(
    Array(3).fill(['datetime', 'date', 'time', 'project', 'task', 'tokens', 'cost']),
  );
  for (const { datetime, date, time } of logs) expect(datetime).toBe(`${date} ${time}`);
  const stats = await json(served, '/api/stats');
  expect(stats).toMatchObject({ totalTokens: 8400, totalCost: 0.02184, logs: 3 });
  expect(stats.byProject['calm-ai-pm']).toEqual({ tokens: 3500, cost: 0.0091, count: 1 });
  expect(stats.byDate[logs[0].date]).toEqual({ tokens: 8400, cost: 0.02184, count: 3 });
  expect(stats.byTask['Add AGENTS.md']).toEqual({
    tokens: 3500,
    cost: 0.0091,
    count: 1,
    projects: ['calm-ai-pm'],
  });
  expect(await json(served, '/api/projects')).toEqual(['calm-ai-pm', 'qa-automation', 'calm-couples']);
  expect(await json(served, '/api/logs?project=calm-ai-pm')).toHaveLength(1);
  for (const path of ['/api/stats', '/api/logs', '/api/projects']) {
    expect((await ask(served, path)).headers['content-type']).toContain('application/json');
  }
});

test('odd texts survive, odd lines never make a sum unknown, and wrong costs are listed', async () => {
  const at = home();
  const served = await serve(at);
  await run(at, ['log', 'a|b', 'pipe | in\ntask costs $5', '5000']);
  await run(at, ['log', '__proto__', '<img src=x onerror=1>', '100']);
  const file = at.at('.claude/token-usage.log');
  mkdirSync(at.at('.claude'), { recursive: true });
  appendFileSync(
    file,
    [
      '2025-11-01 14:30:45 | calm-ai-pm | Add AGENTS.md | 3500 tokens | $9.10',
      '2026-11-22 04:22:38 | calm-ai-pm | Implement | 8200 tokens | $.02',
      '2026-11-22 04:22:38 | a | abc | abc tokens | $0',
      '[2026-01-01 00:00:00] something',
      '',
    ].join('\n'),
  );
  const logs = await json(served, '/api/logs');
  expect(logs[0]).toMatchObject({ project: 'a|b', task: 'pipe | in\ntask costs $5' });
  expect(logs.map((entry: { cost: number }) => entry.cost)).toEqual([0.013, 0.00026, 9.1, 0.02]);
  const stats = await json(served, '/api/stats');
  expect(Object.keys(stats.byProject)).toContain('__proto__');
  expect(stats).toMatchObject({ totalTokens: 16800, logs: 4 });
  expect(await json(served, '/api/recompute')).toMatchObject([
    { line: 3, stored: '9.100000', byRate: '0.009100', reason: 'a thousand times the rate' },
  ]);
  const { troubles } = await json(served, '/api/status');
  expect(troubles.first).toMatchObject([{ path: '~/.claude/token-usage.log', line: 5 }]);
});
