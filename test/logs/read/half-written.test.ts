/** A file that its owner rewrites as a whole, and that is read in the middle of that. */
import { expect, test } from 'vitest';
import { gemini } from '../../../src/sources/gemini.ts';
import { home } from '../../support/home.ts';
import { feedOf, looked } from '../../support/journal-of.ts';

const PATH = '.gemini/tmp/loom/chats/session-1.json';
const TOKENS = { input: 100, output: 5, cached: 0, thoughts: 0, tool: 0, total: 105 };

function chat(messages: number): string {
  const all = Array.from({ length: messages }, (_, i) => {
    return { id: `m${i}`, timestamp: '2026-07-01T10:00:00Z', type: 'gemini', model: 'x', tokens: TOKENS };
  });
  return JSON.stringify({ sessionId: 's', messages: all });
}

test('a file that is half written keeps what it held, says so, and is read when it is whole', async () => {
  const at = home({ [PATH]: chat(1) });
  const feed = feedOf(at, { sources: [gemini] });
  const look = async () => {
    const { journal, sources } = await looked(feed);
    return [journal.length, sources.flatMap(({ troubles }) => troubles.map(({ why }) => why))];
  };
  expect(await look()).toEqual([1, []]);
  at.write(PATH, chat(2).slice(0, -20));
  const why = 'not whole JSON: damaged, or being written; its figures are as of';
  expect(await look()).toEqual([1, [expect.stringContaining(why)]]);
  at.write(PATH, chat(2));
  expect(await look()).toEqual([2, []]);
});
