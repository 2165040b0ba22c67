import { expect, test } from 'vitest';
import { BEGIN, END, placeBlock } from '../../src/core/marked-block.ts';

const block = (text: string) => `${BEGIN}\n${text}\n${END}`;

test.each<[what: string, before: string, after: string | RegExp, wasMarked?: boolean]>([
  ['an empty file', '', `${block('new')}\n`, false],
  ['a file of somebody else', '# Mine', `# Mine\n\n${block('new')}\n`, false],
  ['one that ends with a line feed', '# Mine\n', `# Mine\n\n${block('new')}\n`, false],
  ['a block alone', block('old\nlines'), block('new'), true],
  ['text around it', `a\r\n\n${block('old')} b\n\n\nc`, `a\r\n\n${block('new')} b\n\n\nc`, true],
  ['a begin without an end', `a ${BEGIN} b`, /damaged/],
  ['an end without a begin', `a ${END} b`, /damaged/],
  ['both the wrong way round', `${END} a ${BEGIN}`, /damaged/],
  ['two blocks', `${block('a')}\n${block('b')}`, /damaged/],
])('%s', (_, before, after, wasMarked) => {
  const placed = placeBlock(before, 'new\n');
  if ('problem' in placed) expect(placed.problem).toMatch(after);
  else expect(placed).toEqual({ text: after, wasMarked });
});

test('twice is once', () => {
  const once = placeBlock('# Mine\n', 'new');
  if ('problem' in once) throw new Error(once.problem);
  expect(placeBlock(once.text, 'new')).toEqual({ text: once.text, wasMarked: true });
});
