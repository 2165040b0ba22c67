/** Reports over HTTP: the same answers as on the command line, to the letter, by the same words. */

import { execFileSync, spawnSync } from 'node:child_process';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { REPORTS } from '../../src/reports/index.ts';
import { troubledFiles } from '../support/busy-home.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { ask, json, serve } from '../support/serve.ts';

const LOGGED = {
  '.claude/token-usage.log': '2026-06-30 10:00:00 | loom | Add AGENTS.md | 3500 tokens | $0.0091\n',
};

test('every report says what the command line says, with the same filters', {
  timeout: 120_000,
}, async () => {
  const at = home({ ...troubledFiles(), ...LOGGED });
  const served = await serve(at);
  const questions = [
    ...REPORTS.filter(({ id }) => id !== 'review' && id !== 'blocks').map(({ id }) => [id, '', []] as const),
    ['daily', '?by=model&since=2026-06-20', ['--by', 'model', '--since', '2026-06-20']],
    ['models', '?project=loom&limit=2', ['--project', 'loom', '--limit', '2']],
    ['projects', '?model=opus&model=haiku', ['--model', 'opus,haiku']],
    ['summary', '?since=2026-06-20&until=2026-06-25', ['--since', '2026-06-20', '--until', '2026-06-25']],
    ['session', '?order=asc&limit=3', ['--order', 'asc', '--limit', '3']],
  ] as const;
  for (const [id, query, flags] of questions) {
    const { out } = await run(at, [id, '--json', ...flags], { env: { TZ: 'UTC' } });
    expect(await json(served, `/api/reports/${id}${query}`), `${id}${query}`).toEqual(JSON.parse(out));
  }
  const { out } = await run(at, ['daily', '--csv'], { env: { TZ: 'UTC' } });
  expect((await ask(served, '/api/reports/daily?format=csv')).body).toBe(out);
});

test.each([
  ['/api/reports/daily?sinc=7d', "'sinc' is no parameter here: did you mean since?"],
  [
    '/api/reports/daily?since=someday',
    "since 'someday' is an invalid date (try 2026-11-22, 7d, 2w, today, yesterday, this-month, last-month)",
  ],
  ['/api/reports/daily?source=nobody', "source 'nobody' is not read"],
  ['/api/reports/daily?by=modell', "by 'modell' is an unknown dimension; did you mean model?"],
  ['/api/reports/daily?order=up', "order is one of asc, desc, not 'up'"],
  ['/api/reports/daily?format=xml', "format is one of json, csv, not 'xml'"],
  ['/api/responses?after=1', "after is the 'next' of another page"],
])('%s is refused in words', async (path, words) => {
  const served = await serve(home());
  const { status, body } = await ask(served, path);
  expect(status).toBe(400);
  expect(JSON.parse(body).error).toContain(words);
});

test('responses come page by page, each once; a receipt adds up', async () => {
  const served = await serve(home(troubledFiles()));
  const seen: string[] = [];
  let after = '';
  let count = 0;
  do {
    const page = await json(served, `/api/responses?limit=50${after}`);
    count ||= page.count;
    seen.push(...page.responses.map((response: { id: string }) => response.id));
    after = page.next ? `&after=${page.next}` : '';
  } while (after !== '');
  expect(seen).toHaveLength(count);
  expect(new Set(seen).size).toBe(count);

  const priced = (await json(served, '/api/responses?model=opus&limit=1')).responses[0];
  const receipt = await json(served, `/api/receipts/${priced.id}`);
  const sum = receipt.charges.reduce((all: number, charge: { usd: string }) => all + Number(charge.usd), 0);
  expect(sum).toBeCloseTo(Number(receipt.usd), 12);
  expect(receipt).toMatchObject({ isGone: false, usd: priced.usd });
  expect(receipt.file).toMatch(/^~\/\.claude\/projects\//);
  expect((await ask(served, '/api/receipts/0000000000000000')).status).toBe(404);
  expect((await ask(served, '/api/receipts/..%2f..%2fetc')).status).toBe(404);

  const scope = await json(served, '/api/receipts?model=opus');
  const { totals } = await json(served, '/api/reports/models?model=opus');
  expect(scope.totals).toEqual(totals);
  const rates = scope.rates.reduce(
    (all: number, rate: { usd: string | null }) => all + Number(rate.usd ?? 0),
    0,
  );
  expect(rates).toBeCloseTo(Number(totals.usd), 9);
  const parts = scope.parts.reduce((all: number, part: { responses: number }) => all + part.responses, 0);
  expect(parts).toBe(totals.responses);
});

test('what was logged by hand is a response where its source is named, and has a receipt', async () => {
  const log = `${LOGGED['.claude/token-usage.log']}2026-06-30 11:00:00 | loom | Weave | 100 tokens | $0.00026\n`;
  const served = await serve(home({ ...troubledFiles(), '.claude/token-usage.log': log }));
  const page = await json(served, '/api/responses?source=manual-log&limit=1');
  expect(page).toMatchObject({
    count: 2,
    responses: [{ task: 'Weave', source: 'manual-log', totalTokens: 100 }],
  });
  const rest = await json(served, `/api/responses?source=manual-log&limit=1&after=${page.next}`);
  expect(rest.responses).toMatchObject([{ task: 'Add AGENTS.md', usd: '0.009100', date: '2026-06-30' }]);
  const { id } = rest.responses[0];
  const both = await json(served, '/api/responses?source=manual-log&source=claude-code&limit=200');
  const known = await json(served, '/api/responses?limit=200');
  expect(both.count).toBe(known.count + 2);
  expect(known.responses.some((row: { id: string }) => row.id === id)).toBe(false);
  const named = await json(served, '/api/responses?source=manual-log&task=Weave');
  expect(named).toMatchObject({ count: 1, responses: [{ task: 'Weave', writtenAt: '2026-06-30 11:00:00' }] });
  const scope = await json(served, '/api/receipts?source=manual-log');
  expect(scope).toMatchObject({ by: null, parts: [], totals: { usd: '0.009360', responses: 2 } });
  expect(scope.responses.map((row: { task: string }) => row.task)).toEqual(['Add AGENTS.md', 'Weave']);
  const { tasks } = await json(served, '/api/reports/tasks');
  expect(tasks.find((row: { task: string }) => row.task === 'Add AGENTS.md').ids).toEqual([id]);
  expect(await json(served, `/api/receipts/${id}`)).toMatchObject({
    ...{ event: id, file: '~/.claude/token-usage.log', line: 1, isGone: false, usd: '0.009100' },
    ...{ date: '2026-06-30', time: '10:00:00', totalTokens: 3500, quality: 'estimate' },
    charges: [{ what: 'input', count: 3500, rate: '2.60', usd: '0.009100' }],
    work: { name: 'Add AGENTS.md', usdPerMtok: '2.60', byRate: '0.009100' },
  });
});

test('the description of the API holds, and answers are as it says', { timeout: 60_000 }, async () => {
  const served = await serve(home({ ...troubledFiles(), ...LOGGED }));
  const description = await json(served, '/openapi.json');
  expect(await new Validator().validate(description)).toMatchObject({ valid: true });
  const ajv = new Ajv2020({ allowUnionTypes: true, strict: false });
  for (const [path, { get }] of Object.entries<ReturnType<typeof JSON.parse>>(description.paths)) {
    const schema = get.responses[200].content['application/json']?.schema;
    if (!schema || path.includes('{')) continue;
    const isValid = ajv.compile(schema);
    expect(isValid(await json(served, path)) ? [] : isValid.errors, path).toEqual([]);
  }
});

test('metrics are in the text format of Prometheus, and add up to the reports', async () => {
  const served = await serve(home(troubledFiles()));
  const { body, headers } = await ask(served, '/metrics');
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  const sum = (name: string) =>
    [...body.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
      (all, match) => all + Number(match[1]),
      0,
    );
  const { totals } = await json(served, '/api/reports/models');
  expect(sum('token_dash_tokens_total')).toBe(totals.totalTokens);
  expect(sum('token_dash_cost_usd_total')).toBeCloseTo(Number(totals.usd), 9);
  expect(sum('token_dash_unpriced_tokens_total')).toBe(totals.unpricedTokens);
  expect(body).not.toMatch(/project=|session=/);
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
test.skipIf(!hasPromtool)(
  'promtool finds nothing wrong with the metrics (skipped where there is none)',
  async () => {
    const served = await serve(home(troubledFiles()));
    const { body } = await ask(served, '/metrics');
    expect(execFileSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' })).toBe('');
  },
);
