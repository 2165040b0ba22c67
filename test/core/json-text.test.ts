/** JSON that is written as it is made: the same bytes, whichever of its lists are made late. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonItems } from '../../src/core/json-schema.ts';
import { chunked, jsonChunks, jsonText } from '../../src/core/json-text.ts';

const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }).map(items => new JsonItems(() => items)),
    fc.dictionary(fc.string({ maxLength: 4 }), fc.option(tie('value'), { nil: undefined }), { maxKeys: 3 }),
  ),
}));

test('it is what JSON.stringify makes of it, two blanks deep', () => {
  fc.assert(
    fc.property(value, each => {
      const text = jsonText(each);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(each)));
      if (/^[\x20-\x7e\n]*$/.test(text)) expect(text).toBe(`${JSON.stringify(each, null, 2)}\n`);
    }),
  );
});

test('items are made when they are written', () => {
  let made = 0;
  const items = new JsonItems(function* () {
    for (;;) {
      made += 1;
      yield { made, text: 'x'.repeat(1000) };
    }
  });
  const chunks = jsonChunks({ before: 1, items });
  expect(chunks.next().value).toMatch(/^\{\n {2}"before": 1,\n {2}"items": \[\n {4}\{/);
  expect(made).toBeLessThan(100);
});

test('chunks are the pieces joined', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(90_000), { maxLength: 5 }), lengths => {
      const pieces = lengths.map((length, i) => String(i).repeat(length));
      const chunks = [...chunked(pieces)];
      expect(chunks.join('')).toBe(pieces.join(''));
      expect(chunks.includes('')).toBe(false);
    }),
  );
});
