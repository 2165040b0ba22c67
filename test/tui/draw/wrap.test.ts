/** Lines of receipts and troubles that are wider than the screen. */
import { expect, test } from 'vitest';
import { styled } from '../../../src/tui/draw/styled.ts';
import { wrapped } from '../../../src/tui/draw/wrap.ts';

const textOf = (line: string, columns: number) =>
  wrapped([[styled(line)]], columns).map(spans => spans.map(({ text }) => text).join(''));

test.each([
  ['fits', 'one two', 10, ['one two']],
  ['between words', 'one two three', 12, ['one two ', '      three']],
  ['a path anywhere', '/home/ada/loom', 10, ['/home/ada/', '      loom']],
  ['an indented path on its own line', '  /home/ada/loom', 10, ['  /home/ad', '      a/lo', '      om']],
])('%s', (_, line, columns, expected) => {
  expect(textOf(line, columns)).toEqual(expected);
});
