/** Which blocks a question about days shows. */
import { expect, test } from 'vitest';
import { askerOf } from '../cli/ask.ts';
import { said } from '../support/claude-lines.ts';

test('a block is of the day on which it opened', async () => {
  // It opens at 22:00 on the 4th and closes at 03:00 on the 5th; the next one opens at 05:00.
  const ask = await askerOf({
    '.claude/projects/p/s1.jsonl': [
      said({ id: 'late', at: '2026-07-04T22:10:00Z' }),
      said({ id: 'past midnight', at: '2026-07-05T01:00:00Z' }),
      said({ id: 'morning', at: '2026-07-05T05:30:00Z' }),
    ].join(''),
  });
  const startsOf = async (days: string) => {
    const { out } = await ask(`blocks --json ${days}`);
    return JSON.parse(out).blocks.map(({ startTime }: { startTime: string }) => startTime.slice(5, 13));
  };
  expect(await startsOf('--since 2026-07-04 --until 2026-07-04')).toEqual(['07-04T22']);
  expect(await startsOf('--since 2026-07-05 --until 2026-07-05')).toEqual(['07-05T05']);
  expect(await startsOf('--since 2026-07-04 --until 2026-07-05')).toEqual(['07-04T22', '07-05T05']);
});
