/** Which newer tables are taken, and what is said of those that are not. */
import { describe, expect, it } from 'vitest';
import { judgeRefresh, ourTable, readTable, tableText } from '../../src/prices/index.ts';
import type { ListPrice, PriceTable, Vendor } from '../../src/prices/row.ts';

const acme: Vendor = {
  ...{ id: 'acme', perSearch: 0.01, times: { batch: 0.5 } },
  models: {
    one: [
      { since: '2026-01-01', usd: { input: 2, output: 10, cacheRead: 0.2 }, from: 'a page' },
      { since: '2026-06-01', usd: { input: 1, output: 5 }, times: { fast: 2 }, from: 'a page' },
    ],
    gift: [{ free: true, from: 'a page' }],
  },
  aliases: { uno: 'one' },
};
const inUse: PriceTable = { name: 'in use', built: '2026-11-01', vendors: [acme] };

/** A table with the same vendor, some of its models otherwise. */
function withModels(models: Vendor['models'], built = '2026-12-01'): PriceTable {
  return { name: 'next', built, vendors: [{ ...acme, models: { ...acme.models, ...models } }] };
}

function check(
  next: PriceTable | string,
  expected: { taken: boolean; changes?: readonly string[]; objections?: readonly string[] },
  isForced = false,
) {
  const text = typeof next === 'string' ? next : tableText(next);
  const { table, changes, objections } = judgeRefresh(text, 'next.json', inUse, isForced);
  expect({ taken: table !== undefined, changes, objections }).toEqual({
    changes: [],
    objections: [],
    ...expected,
  });
}

describe('a newer table', () => {
  it('without news is taken', () => check(withModels({}), { taken: true }));
  it('may have new models, rows and prices', () =>
    check(
      withModels({
        one: [...acme.models.one!, { since: '2026-12-01', usd: { input: 0.5, output: 5 }, from: 'a page' }],
        two: [{ usd: { input: 1, output: 1 }, from: 'a page' }],
      }),
      {
        taken: true,
        changes: [
          ...['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'cacheWriteOther'].map(
            kind => `one ${kind}: 1 -> 0.5 since 2026-12-01`,
          ),
          'one times for fast: 2 -> 1 since 2026-12-01',
          'two is new',
        ],
      },
    ));
  it('may have a tier for long prompts', () => {
    const [first, second] = acme.models.one as [ListPrice, ListPrice];
    const above = { prompt: 1000, usd: { input: 2, output: 5 } };
    const { table, changes } = judgeRefresh(
      tableText(withModels({ one: [first, { ...second, above }] })),
      'next.json',
      inUse,
    );
    expect(table).toBeDefined();
    expect(changes[0]).toBe('one input of long prompts: 1 -> 2 since 2026-06-01');
    expect(changes.filter(change => !change.includes(': 1 -> 2'))).toEqual([]);
  });
});

describe('a table is refused', () => {
  const tenfold = withModels({
    gift: [{ free: true, from: 'p' }],
    one: [{ usd: { input: 1, output: 51 }, from: 'p' }],
  });
  it('that moves a price beyond tenfold', () => {
    const { table, objections } = judgeRefresh(tableText(tenfold), 'next.json', inUse);
    expect(table).toBeUndefined();
    expect(objections).toContain('next.json: one output: 5 -> 51 since 2026-06-01, a change beyond 10x');
  });
  it('unless it is forced', () => {
    const { table, objections } = judgeRefresh(tableText(tenfold), 'next.json', inUse, true);
    expect(table?.vendors[0]?.models.one).toHaveLength(1);
    expect(objections).not.toEqual([]);
  });
  it('that makes a priced model free', () => {
    const free = withModels({ one: [{ free: true, from: 'a page' }] });
    expect(judgeRefresh(tableText(free), 'next.json', inUse).table).toBeUndefined();
  });
  it('that forgets a model or a name', () => {
    const { aliases: _, ...nameless } = acme;
    const { gift: __, ...models } = acme.models;
    check(
      { name: 'next', built: '2026-12-01', vendors: [{ ...nameless, models }] },
      {
        taken: false,
        objections: [
          "next.json: models has no 'gift', which is in use",
          "next.json: models has no 'uno', which is in use",
        ],
      },
    );
  });
  it('that is older than the one in use', () =>
    check(withModels({}, '2026-10-01'), {
      taken: false,
      objections: ['next.json: built is 2026-10-01, before the table in use (2026-11-01)'],
    }));
});

describe('a file that is no table is refused even by force', () => {
  const head = '"format": "token-dash.prices/1", "built": "2026-12-01"';
  const model = (row: string) => `{ ${head}, "vendors": [{ "id": "acme", "models": { "one": [${row}] } }] }`;
  const cases: readonly [why: string, text: string, objection: RegExp][] = [
    ['not JSON', 'price: 1', /next\.json: the file is "price: 1", not JSON/],
    [
      'another format',
      '{ "format": "x", "built": "2026-12-01", "vendors": [] }',
      /format is "x", not "token-dash/,
    ],
    ['no vendors', `{ ${head}, "vendors": [] }`, /vendors is \[\]/],
    [
      'a price below 0',
      model('{ "from": "p", "usd": { "input": -1, "output": 1 } }'),
      /one\[0\]\.usd\.input is -1/,
    ],
    [
      'a price of 0',
      model('{ "from": "p", "usd": { "input": 0, "output": 1 } }'),
      /input is 0.*"free": true/,
    ],
    [
      'no output',
      model('{ "from": "p", "usd": { "input": 1 } }'),
      /one\[0\]\.usd is .*, not complete: output is missing/,
    ],
    [
      'no page',
      model('{ "usd": { "input": 1, "output": 1 } }'),
      /one\[0\] is .*, not complete: from is missing/,
    ],
    [
      'a day that is none',
      model('{ "from": "p", "since": "May", "free": true }'),
      /one\[0\]\.since is "May"/,
    ],
    [
      'a factor of 0',
      model('{ "from": "p", "usd": { "input": 1, "output": 1 }, "times": { "fast": 0 } }'),
      /times\.fast is 0/,
    ],
    [
      'rows out of order',
      model(
        '{ "from": "p", "since": "2026-02-01", "free": true }, { "from": "p", "since": "2026-01-01", "free": true }',
      ),
      /one\[1\]\.since is "2026-01-01", not a day after/,
    ],
    ['an unknown field', model('{ "from": "p", "free": true, "cost": 1 }'), /one\[0\] has no 'cost', but/],
  ];
  for (const [why, text, objection] of cases)
    it(why, () => {
      const { table, objections } = judgeRefresh(text, 'next.json', inUse, true);
      expect(table).toBeUndefined();
      expect(objections.join('\n')).toMatch(objection);
    });
});

describe('a table as a file', () => {
  it('reads back as it was written', () => {
    const { table, troubles } = readTable(tableText(ourTable), 'ours.json');
    expect(troubles).toEqual([]);
    expect(table?.vendors).toEqual(ourTable.vendors);
  });
  it('takes a cache rate of 0 for one that is not known', () => {
    const zero = withModels({ one: [{ usd: { input: 1, output: 1, cacheRead: 0 }, from: 'p' }] });
    const { table } = readTable(tableText(zero), 'next.json');
    expect(table?.vendors[0]?.models.one?.[0]).toMatchObject({ usd: { input: 1, output: 1 } });
    expect(table?.vendors[0]?.models.one?.[0]).not.toMatchObject({ usd: { cacheRead: 0 } });
  });
});
