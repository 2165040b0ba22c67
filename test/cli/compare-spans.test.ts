/** `token-dash compare`: what is asked, and what is printed. */
import { describe, expect, test } from 'vitest';
import { type Asker, askerOf } from './ask.ts';
import { REPORT_HOME } from './report-home.ts';

const ask: Asker = async line => (await askerOf(REPORT_HOME))(line);

test('two days, their difference, its parts and its drivers', async () => {
  const { out, code } = await ask('compare 2026-07-01 2026-07-02');
  expect(code).toBe(0);
  expect(out).toMatchSnapshot();
});

test('as JSON, by what is asked for', async () => {
  const { out } = await ask('compare 2026-07-01 2026-07-02 --by agent --json');
  const said = JSON.parse(out);
  expect(said).toMatchObject({
    before: { from: '2026-07-01', to: '2026-07-01', days: 1 },
    after: { from: '2026-07-02' },
    chance: null,
    drivers: [{ by: ['agent'] }],
  });
  const differences = said.drivers[0].changes.map((each: { differenceUsdPerDay: string }) =>
    Number(each.differenceUsdPerDay),
  );
  const sum = differences.reduce((total: number, each: number) => total + each, 0);
  expect(sum).toBeCloseTo(Number(said.differenceUsdPerDay), 9);
});

describe('what cannot be compared', () => {
  test.each([
    ['compare 2026-07-01 soon', 1, "token-dash compare: 'soon' are no days"],
    ['compare 2026-08-01 2026-07-01', 1, "token-dash compare: '2026-08-01' has not begun"],
    ['compare 2020-01-01 2020-01-02', 2, 'token-dash compare: no usage in these days'],
    ['compare 2026-07-01 2026-07-02 --by nothing', 1, "token-dash compare: --by 'nothing'"],
    [
      'compare 2026-07-01 2026-07-02 --source nothing',
      1,
      "token-dash compare: --source 'nothing' is not read",
    ],
    ['compare 2026-07-01', 1, "missing required argument 'after'"],
  ])('%s', async (line, code, words) => {
    const said = await ask(line);
    expect(said.code).toBe(code);
    expect(said.err).toContain(words);
  });
});

test('spans that meet, and a day that is not over, are said', async () => {
  const { out } = await ask('compare 2026-07-01..today 2026-07-10..today');
  expect(out).toContain('The spans have days in common.\nToday is not over.\n');
});
