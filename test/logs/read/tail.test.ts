import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes, readTail } from '../../../src/logs/read/tail.ts';
import { yieldIfDue } from '../../../src/logs/scheduler.ts';
import { home } from '../../support/home.ts';

async function piecesOf(path: string, from: number, size: number) {
  const pieces: { text: string; offset: number }[] = [];
  const tail = await readTail(path, from, size, (lines, offset) => {
    pieces.push({ text: Buffer.from(lines).toString('latin1'), offset });
  });
  return { pieces, mark: tail.mark, rest: Buffer.from(tail.rest).toString('latin1') };
}

test('lines of any length come whole, in order, from where one asks to where one asks', async () => {
  const at = home();
  // Chunks are 256 KiB: some of these lines end at their edge, some are longer than several.
  const lengths = fc.array(fc.constantFrom(0, 1, 80, 262_142, 262_143, 262_144, 300_000, 900_000), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(
      lengths,
      fc.nat(5),
      fc.constantFrom('', 'half', 'x'.repeat(262_144)),
      async (lengths, skip, rest) => {
        const lines = lengths.map((length, i) => `${String(i % 10).repeat(length)}\n`);
        const text = lines.join('') + rest;
        at.write('log', text);
        const from = lines.slice(0, skip).join('').length;
        const found = await piecesOf(at.at('log'), from, text.length);
        expect(
          found.pieces.map(piece => piece.text).join('') === text.slice(from, text.length - rest.length),
        ).toBe(true);
        expect(found.pieces.every(({ text: piece, offset }) => text.startsWith(piece, offset))).toBe(true);
        expect(found.pieces.every(piece => piece.text.endsWith('\n'))).toBe(true);
        expect({ mark: found.mark, rest: found.rest === rest }).toEqual({
          mark: text.length - rest.length,
          rest: true,
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('of lines that are too long only the line feed is seen, and memory stays small', async () => {
  const at = home();
  const lengths = fc.array(fc.constantFrom(0, 80, 299_999, 300_000, 900_000), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lengths, fc.constantFrom('', 'half', 'x'.repeat(700_000)), async (lengths, rest) => {
      const isKept = (line: string) => line.length < 300_000;
      const lines = lengths.map((length, i) => String(i % 10).repeat(length));
      const text = lines.map(line => `${line}\n`).join('') + rest;
      at.write('log', text);
      let most = 0;
      let buffer = Buffer.alloc(0);
      const provider = {
        room(bytes: number) {
          most = Math.max(most, bytes);
          const other = Buffer.alloc(bytes);
          buffer.copy(other);
          buffer = other;
          return other;
        },
      };
      let seen = '';
      const tail = await readTail(
        at.at('log'),
        0,
        text.length,
        (bytes, offset) => {
          expect(bytes.at(-1)).toBe(10);
          if (bytes.length > 1) expect(text.startsWith(Buffer.from(bytes).toString(), offset)).toBe(true);
          seen += Buffer.from(bytes).toString();
        },
        provider,
        300_000,
      );
      expect(seen === lines.map(line => `${isKept(line) ? line : ''}\n`).join('')).toBe(true);
      expect(most).toBeLessThan(600_000);
      expect(tail.isCut).toBe([...lines, rest].some(line => !isKept(line)));
      expect(tail.mark).toBe(isKept(rest) ? text.length - rest.length : text.length);
      expect(Buffer.from(tail.rest).toString()).toBe(isKept(rest) ? rest : '');
    }),
    { numRuns: 60 },
  );
});

test('what stands behind the size that was seen is left for the next time', async () => {
  const at = home({ log: 'one\ntwo\nthree\n' });
  expect(await piecesOf(at.at('log'), 4, 10)).toEqual({
    pieces: [{ text: 'two\n', offset: 4 }],
    mark: 8,
    rest: 'th',
  });
});

test.each([
  [0, 3, 'abc'],
  [2, 10, 'cdef'],
  [6, 5, ''],
  [9, 5, ''],
  [1, 0, ''],
  [1, -3, ''],
])('%i and %i bytes on: %j', (from, length, expected) => {
  const at = home({ file: 'abcdef' });
  expect(readBytes(at.at('file'), from, length).toString()).toBe(expected);
});

test('giving way lets timers run, but not every time', async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  const until = performance.now() + 120;
  while (performance.now() < until) await yieldIfDue();
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(3);
  expect(ticks).toBeLessThan(60);
});
