/** The output of the program: what repeats an argument stays on its line, and no other line is changed. */
import { expect, test } from 'vitest';
import { safeIo } from '../../src/cli/io.ts';

test.each<[args: readonly string[], text: string, printed: string]>([
  [[], 'a\x1b[31mb\nc\n', 'ab\nc\n'],
  [['x\ny'], "no such project: 'x\ny'\n", "no such project: 'x y'\n"],
  [['--project=x\ny'], "no such project: 'x\ny'\n", "no such project: 'x y'\n"],
  [['\n'], 'a\nb\n', 'a\nb\n'],
  [['loom\n'], 'row loom\nrow reed\n', 'row loom\nrow reed\n'],
])('%j: %j is printed as %j', (args, text, printed) => {
  let [out, err] = ['', ''];
  const io = safeIo(
    each => {
      out += each;
    },
    each => {
      err += each;
    },
    args,
  );
  io.out(text);
  io.err(text);
  expect([out, err]).toEqual([printed, printed]);
});
