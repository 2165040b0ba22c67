/** What is said below a table of sums that are not all they seem. */
import { expect, test } from 'vitest';
import { MOST_TOKENS } from '../../src/core/counts.ts';
import { usdCents } from '../../src/core/format.ts';
import { caveats } from '../../src/reports/honesty.ts';
import { models } from '../../src/reports/models.ts';
import { journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

test.each([
  [9007, []],
  [9008, ['~: more tokens than can be added up to the last digit; these counts, and the cost, are near.']],
])('%i responses of as many tokens as one may have', (count, said) => {
  const readings = Array.from({ length: count }, (_, i) =>
    reading({ key: `k${i}`, offset: i, tokens: { input: MOST_TOKENS } }),
  );
  const answer = models.run(inputOf({ journal: journalOfReadings([{ path: '/a', readings }]) }));
  expect(caveats(answer.total, usdCents).filter(each => each.startsWith('~'))).toEqual(said);
  const { totals } = JSON.parse(JSON.stringify(answer.json()));
  expect(totals.countsAreNear).toBe(said.length > 0 ? true : undefined);
});
