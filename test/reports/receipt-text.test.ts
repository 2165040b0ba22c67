/** What a receipt says of its log: where the response is logged, or that the log is no longer there. */
import { expect, test } from 'vitest';
import { receipt } from '../../src/reports/receipt.ts';
import { receiptJson } from '../../src/reports/receipt-json.ts';
import { type RecordLine, receiptText } from '../../src/reports/receipt-text.ts';
import { UTC } from '../support/clock.ts';
import { rateOf } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';

const GONE = 'log no longer there; what it said of this response is kept';

test.each<[string, readonly RecordLine[] | undefined, boolean | null]>([
  ['its log is there', [{ file: '/a', reading: reading() }], false],
  ['its log was deleted', [], true],
  ['only a copy in another log is left', [{ file: '/b', reading: reading() }], true],
  ['it is still looked for', undefined, null],
])('%s', (_, records, isGone) => {
  const journal = journalOfReadings([{ path: '/a', readings: [reading({ terms: { model: 'dear' } })] }]);
  const made = receipt(journal.event(0), rateOf('dear'));
  const lines = receiptText(made, UTC, records).map(({ text }) => text.trim());
  expect(lines).toContain('/a:1');
  expect(lines.includes(GONE)).toBe(isGone === true);
  expect(receiptJson(made, records).isGone).toBe(isGone);
});
