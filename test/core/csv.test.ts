/** Cells of a CSV file: what a spreadsheet would run is text, and nothing leaves its cell. */
import { expect, test } from 'vitest';
import { csvCell } from '../../src/core/csv.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['@a', "'@a"],
  ['-x', "'-x"],
  ['+1', "'+1"],
  [' =1', "' =1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['-$5', '-$5'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', 'two lines'],
  ['plain', 'plain'],
  ['\x1b[31mred', 'red'],
  ['a;=1+1', "a;'=1+1"],
  ['a; "=1+1', '"a;\' ""=1+1"'],
  ['a;b', 'a;b'],
  ['\t=1', "' =1"],
  ['a\t=1', 'a =1'],
  ['＝1', "'＝1"],
  ['%0A', "'%0A"],
])('%j is written %j', (text, cell) => expect(csvCell(text)).toBe(cell));
