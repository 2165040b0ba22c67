/**
 * What frames cost on the line to the terminal, counted in a real one: a clock's worth when nothing has changed, the cells
 * that differ for new figures and for keys, and the scrollback of the user is never touched.
 */
import { expect, test, vi } from 'vitest';
import { busyFiles } from '../support/busy-home.ts';
import { said } from '../support/claude-lines.ts';
import { DAY, NOW_MS } from '../support/clock.ts';
import { home } from '../support/home.ts';
import type { Pty } from '../support/pty.ts';
import { open } from '../support/terminal-dashboard.ts';

/** An update of the screen, as it is written. */
const UPDATE = /\x1b\[\?2026h[\s\S]*?\x1b\[\?2026l/g;
/** The dashboard looks every second here; the age of the figures is written beside all else. */
const LOOKS = { '.config/token-dash/config.yaml': 'refreshSeconds: 1\n' };
const MOST_UNCHANGED = 50;

/** A day beside which a response more moves no chart. */
const BUSY_DAY = {
  '.claude/projects/-home-ada-loom/busy-day.jsonl': said({
    id: 'busy',
    at: new Date(NOW_MS - 5 * DAY).toISOString(),
    model: 'claude-opus-4-6',
    input: 2_000_000,
    output: 800_000,
  }),
};

const LOG = '.claude/projects/-home-ada-loom/session-0-0.jsonl';

/** A response that moves a few figures. */
function aLittle(id: string): string {
  const at = new Date(NOW_MS + 1000).toISOString();
  const line = { sessionId: 'session-0-0', cwd: '/home/ada/loom' };
  return said({ id, at, model: 'claude-opus-4-6', input: 400, output: 40, line });
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

const sizes = (text: string) => (text.match(UPDATE) ?? []).map(each => Buffer.byteLength(each));

/** Bytes of each update that an act brings about, from the first that is more than the age until nothing more comes. */
async function updates(pty: Pty, act: () => void, seen: RegExp = /./): Promise<readonly number[]> {
  const from = pty.bytes.length;
  const written = () => sizes(pty.bytes.slice(from)).filter(bytes => bytes > MOST_UNCHANGED);
  act();
  await vi.waitUntil(() => written().length > 0, { timeout: 10_000, interval: 50 });
  await pty.waitFor(seen);
  for (let count = 0; count < written().length; ) {
    count = written().length;
    await pause(ANSWERED_MS);
  }
  return written();
}

const sum = (bytes: readonly number[]) => bytes.reduce((total, each) => total + each, 0);

/** A look at least. */
const LOOKED_MS = 1400;
const ANSWERED_MS = 300;
/** What part 3 demands of new figures at 120x35. */
const MOST_FOR_FIGURES = 400;
/** The next row of a table with what is beside it, or the next day of a chart. */
const MOST_FOR_A_STEP = 500;
/** Another screen is other text in other colours. */
const MOST_PER_CELL = 4;

test.each([
  [80, 24],
  [120, 35],
  [200, 50],
])('frames at %ix%i', { timeout: 60_000 }, async (columns, rows) => {
  const at = home({ ...busyFiles(), ...BUSY_DAY, ...LOOKS });
  const pty = open({ at, isNow: true, columns, rows });
  await pty.waitFor('12:00 UTC');
  await pause(LOOKED_MS);

  const from = pty.bytes.length;
  await pause(LOOKED_MS);
  for (const bytes of sizes(pty.bytes.slice(from))) expect(bytes).toBeLessThanOrEqual(MOST_UNCHANGED);

  // The first growth of a small log reads it as a whole.
  await updates(pty, () => at.append(LOG, aLittle('first')));
  const figures = await updates(pty, () => at.append(LOG, aLittle('second')));
  expect(Math.max(...figures)).toBeLessThanOrEqual(MOST_FOR_FIGURES);

  for (const [key, seen, most] of [
    ['4', /\[4 Sessions\][\s\S]*j k/, MOST_PER_CELL * columns * rows],
    ['j', /▌/, MOST_FOR_A_STEP],
    ['j', /▌/, MOST_FOR_A_STEP],
    ['2', /\[2 Models\][\s\S]*j k/, MOST_PER_CELL * columns * rows],
    ['h', /-07-14 /, MOST_FOR_A_STEP],
    ['h', /-07-13 /, MOST_FOR_A_STEP],
    ['1', /Cost trend/, MOST_PER_CELL * columns * rows],
  ] as const) {
    const bytes = sum(await updates(pty, () => pty.type(key), seen));
    expect(bytes, `${key} at ${columns}x${rows}`).toBeLessThanOrEqual(most);
  }
  expect(pty.bytes).not.toContain('\x1b[3J');
});
