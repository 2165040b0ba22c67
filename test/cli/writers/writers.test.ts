/** Whatever is in the cells: what must hold of the forms in which they are written. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { throughJq } from '../../../src/cli/writers/jq.ts';
import { markdownText } from '../../../src/cli/writers/markdown.ts';
import { type TableStyle, tableText, widthIn } from '../../../src/cli/writers/table.ts';
import { usdCents } from '../../../src/core/format.ts';
import { jsonText } from '../../../src/core/json-text.ts';
import { clean } from '../../../src/core/width.ts';
import { branches } from '../../../src/reports/branches.ts';
import { csvText } from '../../../src/reports/csv.ts';
import { daily } from '../../../src/reports/daily.ts';
import { GROUPINGS } from '../../../src/reports/index.ts';
import { projects } from '../../../src/reports/projects.ts';
import { UTC } from '../../support/clock.ts';
import { anyReading, journalOfReadings, reading } from '../../support/readings.ts';
import { inputOf } from '../../support/report-input.ts';

const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '=1+1',
    '+x',
    '-x',
    '@x',
    '"',
    'a,b',
    'a\r\nb',
    '\x1b[31mred',
    '织布机 🧵',
    'a|b',
    '<b>',
    '\x9b31m',
  ),
);

/** Branches of any name. */
const answers = fc.array(fc.tuple(anyReading, names), { minLength: 1, maxLength: 6 }).map(all => {
  const readings = all.map(([reading, branch], i) => ({
    ...{ ...reading, key: `k${i}`, offset: i },
    attribution: { source: 'claude-code', session: 's1', branch },
  }));
  return branches.run(inputOf({ journal: journalOfReadings([{ path: '/a', readings }]) }));
});

/** What a terminal would obey or hide. */
const OBEYED = /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe('csv', () => {
  test('reads back as it was written: every row whole, no formula, no control', () => {
    fc.assert(
      fc.property(answers, answer => {
        const text = csvText(answer);
        const [head, ...rows] = parseCsv(text);
        expect(head).toEqual(answer.columns.map(column => column.id));
        expect(rows.length).toBe(answer.rows.length);
        for (const [i, cells] of rows.entries()) {
          expect(cells.length).toBe(head!.length);
          for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t]/);
          expect(cells[2]).toBe(String(answer.rows[i]!.tally.events));
        }
        expect(text.replaceAll('\r\n', '')).not.toMatch(OBEYED);
      }),
    );
  });
});

/** After RFC 4180, and nothing else. */
function parseCsv(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  expect(cells.map(cell => cell[0]).join('')).toBe(text);
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('table', () => {
  const style = {
    ...{ zone: UTC, amount: usdCents, isColoured: false, hasBreakdown: false },
    names: 'short' as TableStyle['names'],
  };

  const names = fc.constantFrom<TableStyle['names']>('short', 'whole where they fit');

  test('notes are broken between words', () => {
    const [answer] = fc.sample(answers, { numRuns: 1, seed: 1 });
    const note = 'a note of several words that is wider than the terminal is, and goes on';
    const text = tableText({ ...answer!, notes: () => [note] }, { ...style, columns: 30 });
    expect(text).toContain('\n\na note of several words that\nis wider than the terminal is,\nand goes on\n');
  });

  test('names are whole where there is room, and short where there is not', () => {
    const readings = [
      reading({
        tokens: { input: 1 },
        attribution: { source: 'goose', session: 's', cwd: '/home/ada/loom' },
      }),
    ];
    const answer = projects.run(inputOf({ journal: journalOfReadings([{ path: '/a', readings }]) }));
    const nameIn = (columns: number) =>
      tableText(answer, { ...style, columns, names: 'whole where they fit' })
        .split('\n')[2]!
        .split(' ')[0];
    expect([nameIn(200), nameIn(60)]).toEqual(['/home/ada/loom', 'loom']);
  });

  test('no line is wider than the terminal, unless numbers alone are', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 24, max: 200 }), names, (answer, columns, names) => {
        const lines = tableText({ ...answer, notes: () => [] }, { ...style, columns, names }).split('\n');
        const table = lines.slice(0, lines.indexOf('') < 0 ? undefined : lines.indexOf(''));
        expect(Math.max(...table.map(line => stringWidth(line)))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('it measures every character on whose width terminals agree as the package string-width does', () => {
    for (let code = 0x20; code < 0x20000; code += 1) {
      const text = `a${String.fromCodePoint(code)}a`;
      if (clean(text, { isAscii: false }) !== text || /\p{Spacing_Mark}/u.test(text)) continue;
      if (widthIn(text) !== stringWidth(text)) expect.fail(code.toString(16));
    }
  });

  test.each(['𗀀', '\u{18e00}', '\u{1903d}', '𛀀', '𝌆', '☰', '⚊', '䷀'])(
    '%s is never taken to be narrower than it may be',
    char => expect(widthIn(char)).toBeGreaterThanOrEqual(stringWidth(char)),
  );

  test('every line is a row: nothing in a name breaks it or reaches the terminal', () => {
    fc.assert(
      fc.property(answers, answer => {
        const text = tableText(answer, { ...style, columns: Number.POSITIVE_INFINITY });
        const [table = ''] = text.split('\n\n');
        expect(table.trimEnd().split('\n').length).toBe(answer.rows.length + 4);
        expect(text).not.toMatch(OBEYED);
      }),
    );
  });

  test('numbers are whole or not there at all, and columns leave in the order that they state', () => {
    const readings = [{ ...fc.sample(anyReading, { numRuns: 1, seed: 5 })[0]!, tokens: many }];
    const answer = daily.run(
      inputOf({
        journal: journalOfReadings([{ path: '/a', readings }]),
        by: GROUPINGS.filter(({ word }) => word === 'agent' || word === 'branch'),
      }),
    );
    const order = ['Responses', 'Models', 'Cache write', 'Cache read', 'Input', 'Output', 'Tokens'];
    let left = 0;
    for (let columns = 250; columns > 10; columns--) {
      const [head = '', , row = ''] = tableText(answer, { ...style, columns }).split('\n');
      const here = order.map(title => head.includes(title));
      const first = here.indexOf(true) < 0 ? order.length : here.indexOf(true);
      expect(here.slice(first).every(isHere => isHere)).toBe(true);
      expect(first).toBeGreaterThanOrEqual(left);
      left = first;
      for (const number of row.match(/\d[\d,]{3,}(?=\s)/g) ?? []) expect(NUMBERS).toContain(number);
    }
    expect(left).toBe(order.length);
  });
});

const many = {
  ...{ input: 123_456_789, output: 23_456_789, cacheRead: 3_456_789 },
  ...{ cacheWrite5m: 456_789, cacheWrite1h: 0, cacheWriteOther: 0 },
};
const NUMBERS = ['123,456,789', '23,456,789', '3,456,789', '456,789', '150,827,156'];

describe('markdown', () => {
  test('each row has as many cells as the head, and no markup of its own', () => {
    fc.assert(
      fc.property(answers, answer => {
        const text = markdownText(
          { ...answer, notes: () => [] },
          { zone: UTC, amount: usdCents, isShort: false },
        );
        const lines = text.split('\n').filter(line => line.startsWith('| '));
        expect(lines.length).toBe(answer.rows.length + 3);
        for (const line of lines) expect(line.split(/(?<!\\)\|/).length).toBe(lines[0]!.split('|').length);
        expect(text).not.toMatch(/<|[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
      }),
    );
  });
});

describe('json', () => {
  test('loses nothing, and lets no control through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(JSON.parse(jsonText({ text }))).toEqual({ text });
        expect(jsonText({ text })).not.toMatch(OBEYED);
      }),
    );
  });
});

describe('jq', () => {
  const path = process.env.PATH;

  test('where there is none, it is said', async () => {
    process.env.PATH = '/nowhere';
    const { out, problem } = await throughJq('{}', '.').finally(() => {
      process.env.PATH = path;
    });
    expect(out).toBe('');
    expect(problem).toBe('--jq needs jq on the PATH, and there is none; --json prints what it would read');
  });

  test('where there is one, it is asked, and what it complains of is told', async context => {
    const { out, problem } = await throughJq('{"a":[1,2]}', '.a[1]');
    context.skip(problem?.startsWith('--jq needs') ?? false, 'no jq here');
    expect({ out, problem }).toEqual({ out: '2\n', problem: undefined });
    expect((await throughJq('{}', '.[')).problem).toMatch(/error/);
  });
});
