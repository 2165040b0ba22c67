import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, usd } from '../../src/core/money.ts';
import { byTime } from '../../src/core/work.ts';
import { dateAndTime, readLine, writeLine } from '../../src/core/work-line.ts';
import { readWorkLog } from '../../src/core/work-log.ts';

const FILE = '/home/ada/.claude/token-usage.log';

/** The five fields of an entry in short, or what is wrong with the line. */
function read(text: string) {
  const line = readLine(text, FILE, 7);
  if (line.kind !== 'entry') return line.kind === 'malformed' ? line.why : line.kind;
  const { at, project, name, tokens, usd: cost } = line.work;
  return [at, project, name, tokens.total, decimal(cost!, 2)];
}

describe('lines of the original program', () => {
  test.each([
    ['2026-11-20 09:00:00 | loom | Add a guide | 3500 tokens | $0', '0.00', 3500],
    ['2026-11-20 09:00:00 | loom | Add a guide | 8200 tokens | $.02', '0.02', 8200],
    ['2025-11-01 14:30:45 | loom | Add a guide | 3500 tokens | $9.10', '9.10', 3500],
    ['2025-11-01 14:30:45 | loom | Add a guide | 3500 tokens | $12.', '12.00', 3500],
    ['  2025-11-01 14:30:45|loom|Add a guide|3500|$12\r', '12.00', 3500],
  ])('%s', (text, cost, tokens) => {
    expect(read(text)).toEqual([text.trim().slice(0, 19), 'loom', 'Add a guide', tokens, cost]);
  });
});

test.each([
  ['', 'blank'],
  ['   \r', 'blank'],
  ['[2026-01-01 00:00:00] something', 'foreign'],
  ['2026-11-22 04:22:38 | a | pipe | in task | 5000 tokens | $.01', /has 6 fields/],
  ['2026-11-22 04:22:38 | a | neg | -5 tokens | $0', /"-5 tokens" where a count/],
  ['2026-11-22 04:22:38 | a | abc | abc tokens | $0', /"abc tokens" where a count/],
  ['2026-11-22 04:22:38 | a | comma | 3,500 tokens | $', /"3,500 tokens" where a count/],
  ['2026-11-22 04:22:38 | a | no cost | 3500 tokens | $', /"\$" where a cost/],
  ['2026-11-22 04:22:38 | a | no cost | 3500 tokens | $.', /"\$\." where a cost/],
  ['2026-02-30 04:22:38 | a | b | 1 tokens | $0', /"2026-02-30 04:22:38", which is no date/],
  ['2026-11-22 24:00:00 | a | b | 1 tokens | $0', /no date and time/],
  ['yesterday | a | b | 1 tokens | $0', /no date and time/],
  [`${'x'.repeat(100)} | a | b | 1 tokens | $0`, /^begins with "x{39}…"/],
])('%j is no entry', (text, expected) => {
  if (expected instanceof RegExp) expect(read(text)).toMatch(expected);
  else expect(read(text)).toBe(expected);
});

test('an entry with a date alone belongs to that day', () => {
  const line = readLine('2026-11-22 | a | b | 10 tokens | $0', FILE, 1);
  if (line.kind !== 'entry') throw new Error(line.kind);
  expect(dateAndTime(line.work)).toEqual({ date: '2026-11-22', time: '' });
  expect(line.work.day).toBe(Date.UTC(2026, 10, 22) / 86_400_000);
});

test.each([
  ['a|b', 'a%7Cb'],
  ['pipe | in\ntask costs $5', 'pipe %7C in%0Atask costs $5'],
  ['"quotes" and \'quotes\'', '"quotes" and \'quotes\''],
  ['100 % of it', '100 % of it'],
  ['reads %7C as it is', 'reads %257C as it is'],
  ['%257c', '%25257c'],
])('%j stands in the file as %j', (text, written) => {
  expect(lineOf(text)).toBe(`2026-11-22 04:22:38 | ${written} | ${written} | 10 tokens | $0.000026`);
  expect(read(lineOf(text))).toEqual(['2026-11-22 04:22:38', text, text, 10, '0.000026']);
});

test('whatever the text, the line is one line and reads back', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('%', '|', '\n', '\r', '%7C', '%0a', '%25', ' '),
  );
  const words = fc
    .array(piece, { minLength: 1, maxLength: 8 })
    .map(pieces => pieces.join('').trim())
    .filter(text => text !== '');
  fc.assert(
    fc.property(words, text => {
      const line = lineOf(text);
      expect(line).not.toMatch(/[\n\r]/);
      // The original's own way of reading: split at bars, five parts.
      expect(line.split('|')).toHaveLength(5);
      expect(read(line)).toEqual(['2026-11-22 04:22:38', text, text, 10, '0.000026']);
    }),
  );
});

test('a log is its entries, and every line that is none is named', () => {
  const text = [
    '\uFEFF2026-11-22 04:22:38 | a | first | 10 tokens | $0',
    '',
    'not an entry',
    '[2026-01-01 00:00:00] of another tool',
    '2026-11-23 | a | last, without its line feed | 20 tokens | $.02',
  ].join('\n');
  const log = readWorkLog(text, FILE);
  expect(log.entries.map(each => [each.name, each.place.line])).toEqual([
    ['first', 1],
    ['last, without its line feed', 5],
  ]);
  expect(log.troubles).toEqual([
    {
      path: FILE,
      line: 3,
      why: 'the entry has 1 field separated by | where 5 are expected; it is left out',
    },
  ]);
  expect([log.lines, log.foreignLines]).toEqual([4, 1]);
});

test('work is in the order of time', () => {
  const at = (text: string) => readWorkLog(`${text} | a | b | 1 tokens | $0`, FILE).entries[0]!;
  const work = ['2026-11-23', '2026-11-22 09:00:00', '2026-11-22 08:00:00', '2026-11-21 23:59:59'].map(at);
  expect(work.toSorted(byTime).map(each => each.at)).toEqual([
    '2026-11-21 23:59:59',
    '2026-11-22 08:00:00',
    '2026-11-22 09:00:00',
    '2026-11-23',
  ]);
});

function lineOf(text: string): string {
  return writeLine({
    at: '2026-11-22 04:22:38',
    project: text,
    task: text,
    tokens: 10,
    usd: usd('0.000026'),
  });
}
