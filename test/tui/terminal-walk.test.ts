/**
 * The program in a pseudo-terminal that is resized and typed at as nobody would: what an independent emulator shows after
 * many small updates is what it shows when the same screen is drawn anew.
 */
import { describe, expect, it } from 'vitest';
import { dice } from '../../src/demo/dice.ts';
import { KEYS } from '../../src/tui/keys.ts';
import { busyFiles } from '../support/busy-home.ts';
import { home } from '../support/home.ts';
import { sent } from '../support/keyboard.ts';
import type { Pty } from '../support/pty.ts';
import { open } from '../support/terminal-dashboard.ts';

const ERASES_SCROLLBACK = '\x1b[3J';
const REDRAW = sent('ctrl-l');

/** These end the program, or may. */
const ENDS: ReadonlySet<string> = new Set(['q', 'ctrl-c', 'escape']);
const TYPED = KEYS.flatMap(({ keys }) => keys as readonly string[])
  .filter(key => !ENDS.has(key))
  .map(sent);
const DIGITS = [...'1234567890'];

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** The age of the data, the time of day and the message in the last line go on by themselves. */
function withoutClock(lines: readonly string[]): string {
  return lines
    .slice(0, -1)
    .join('\n')
    .replace(/[●◌○‖] \d+ [smhd]/g, '● age')
    .replace(/\d\d:\d\d/g, 'hh:mm')
    .replace(/ +$/gm, '');
}

/** What is on the screen when nothing more is written. */
async function still(pty: Pty): Promise<string> {
  let quiet = 0;
  let before = pty.bytes.length;
  for (let i = 0; i < 200 && quiet < 6; i++) {
    await pause(50);
    quiet = pty.bytes.length === before ? quiet + 1 : 0;
    before = pty.bytes.length;
  }
  return withoutClock(await pty.screen());
}

async function isAsDrawnAnew(pty: Pty, how: string): Promise<void> {
  const shown = await still(pty);
  pty.type(REDRAW);
  expect(await still(pty), how).toBe(shown);
}

/** Shows every screen once: their modules, and what some of them look up, would come at any time. */
async function showsAll(pty: Pty): Promise<void> {
  await pty.waitFor('Lifetime');
  for (const digit of DIGITS) {
    pty.type(digit);
    const isOpen = (screen: string) => screen.includes(`[${digit} `) && /(j k|h l) /.test(screen);
    await pty.waitFor(isOpen, 30_000);
    await pty.waitFor(WHEN_LOADED[digit] ?? isOpen, 30_000);
  }
  pty.type(']');
  await pty.waitFor(/ack ID|none/, 30_000);
  pty.type('4');
  await pty.waitFor('[4 Sessions]', 30_000);
  pty.type('\r');
  await pty.waitFor('Sessions ›', 30_000);
  pty.type('\x7f');
  await pty.waitFor(/Sessions ─/, 30_000);
  pty.type('?');
  await pty.waitFor('What it does', 30_000);
  pty.type('?');
  pty.type('1');
  await pty.waitFor('Lifetime', 30_000);
}

const WHEN_LOADED: Readonly<Record<string, RegExp>> = {
  '9': /\d+ of \d+ fine/,
  '0': /No budgets are configured/,
};

async function leaves(pty: Pty): Promise<void> {
  pty.type('\x03');
  expect((await pty.exit()).code).toBe(0);
  expect(await pty.bufferType()).toBe('normal');
  expect(pty.bytes).not.toContain(ERASES_SCROLLBACK);
}

describe('what the terminal shows', () => {
  it('is what was drawn, after 500 random keys and sizes', { timeout: 240_000 }, async () => {
    const pty = open({ at: home(busyFiles()) });
    await showsAll(pty);
    const seed = Math.floor(Math.random() * 2 ** 31);
    const roll = dice(seed);
    const done: string[] = [];
    for (let step = 1; step <= 500; step++) {
      if (roll.chance(0.3)) {
        const [columns, rows] = [roll.whole(20, 200), roll.whole(5, 60)];
        pty.resize(columns, rows);
        done.push(`${columns}x${rows}`);
      } else {
        const key = roll.pick(roll.chance(0.2) ? DIGITS : TYPED);
        pty.type(key);
        done.push(JSON.stringify(key));
      }
      await pause(roll.whole(0, 12));
      if (step % 20 === 0)
        await isAsDrawnAnew(pty, `seed ${seed}, step ${step}: ${done.slice(-20).join(' ')}`);
    }
    await leaves(pty);
  });
});
