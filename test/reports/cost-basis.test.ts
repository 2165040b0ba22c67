/** Whose dollars the cost of a row is, in each mode of costs. */
import { expect, test } from 'vitest';
import { jsonChunks } from '../../src/core/json-text.ts';
import { type CostMode, inCostMode } from '../../src/prices/cost-mode.ts';
import { daily } from '../../src/reports/daily.ts';
import { somePrices } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const fair = { terms: { model: 'fair' } };
const stated = reading({ ...fair, key: 'a', loggedUsd: 2 });
const silent = reading({ ...fair, key: 'b' });
const unknown = reading({ key: 'c', terms: { model: 'nobody' } });

test.each<
  [mode: CostMode, readings: readonly ReturnType<typeof reading>[], basis: string | null, isShown: boolean]
>([
  ['list', [stated, silent], 'list', false],
  ['auto', [stated, silent], 'list + log', true],
  ['auto', [stated], 'log', true],
  ['auto', [silent], 'list', false],
  ['logged', [stated, silent], 'log', true],
  ['logged', [silent], null, false],
  ['list', [unknown], null, false],
])('--cost %s: %#', (mode, readings, basis, isShown) => {
  const journal = journalOfReadings([{ path: '/a', readings }]);
  const answer = daily.run(inputOf({ journal, prices: inCostMode(somePrices, mode) }));
  const [row] = answer.rows;
  const column = answer.columns.find(({ id }) => id === 'costBasis')!;
  expect(column.cell(row!) ?? null).toBe(basis);
  expect(column.leaves !== 0).toBe(isShown);
  const json = JSON.parse([...jsonChunks(answer.json())].join(''));
  expect(json).toMatchObject({ daily: [{ costBasis: basis }], totals: { costBasis: basis } });
});
