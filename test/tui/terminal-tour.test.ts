/**
 * A tour of the whole key table in a real terminal: every key is pressed where it means something, and what it changes
 * is seen on the screen. A key without a stop on the tour fails it.
 */
import { expect, it } from 'vitest';
import { KEYS } from '../../src/tui/keys.ts';
import { troubledFiles } from '../support/busy-home.ts';
import { home } from '../support/home.ts';
import { sent } from '../support/keyboard.ts';
import type { Pty } from '../support/pty.ts';
import { open } from '../support/terminal-dashboard.ts';

/** What must be on the screen after the key, and not before; or the other way round. */
type Seen = RegExp | { readonly gone: RegExp };
type Stop = readonly [key: string, seen: Seen];

const gone = (what: RegExp): Seen => ({ gone: what });

const AT_A_CHART: readonly Stop[] = [
  ['h', /Cost trend ─+ Tue 07-14 \$/],
  ['left', /Cost trend ─+ Mon 07-13 \$/],
  ['l', /Cost trend ─+ Tue 07-14 \$/],
  ['<', /Cost trend ─+ Mon 07-13 \$/],
  [',', /Cost trend ─+ Sun 07-12 \$/],
  ['>', /Cost trend ─+ Mon 07-13 \$/],
  ['.', /Cost trend ─+ Tue 07-14 \$/],
  ['right', /Cost trend ─+ 30 d/],
  ['w', / per week /],
  ['M', / per month /],
  ['d', / per day /],
  ['b', gone(/[⣀-⣿]/)],
  ['b', /[⣀-⣿]/],
  ['L', /logarithmic scale/],
  ['c', / compared /],
  ['z', gone(/Today so far · cost/)],
];

/** Over the Overview as the stops above leave it. */
const FIGURES: readonly Stop[] = [
  ['r', / 90 days {2}/],
  ['p', / by project /],
  ['m', / by model /],
  ['n', /^ by project/m],
  ['N', /^ by model/m],
  ['v', / measure: tokens/],
  ['V', / measure: cost/],
  ['f', /Filter ─/],
  ['enter', / project (?:engine|loom|notes) /],
  ['F', / filters cleared/],
  ['t', / theme: light/],
  ['T', / theme: dark/],
];

const OVERLAYS: readonly Stop[] = [
  ['?', /What it does/],
  ['space', / 1[0-9]-\d+ of \d+ ·/],
  ['backspace', gone(/What it does/)],
  [':', /Do ─/],
  ['escape', gone(/Do ─/)],
  ['!', /Sources and troubles/],
  ['escape', gone(/Sources and troubles/)],
  ['e', /Export this view/],
  ['enter', / exported to /],
  ['space', /‖ 12:/],
  ['space', gone(/‖ 12:/)],
  ['R', / refreshing/],
];

const SCREENS: readonly Stop[] = [
  ['tab', /\[2 Models\]/],
  [']', /\[3 Projects\]/],
  ['shift-tab', /\[2 Models\]/],
  ['[', /\[1 Overview\]/],
];

/** 80x24 holds 16 of the sessions. */
const IN_A_TABLE: readonly Stop[] = [
  ['4', /\[4 Sessions\][\s\S]* 1-16 of 1\d\d /],
  ['j', /^▌ 07-15 11:50/m],
  ['down', /^▌ 07-14 11:50/m],
  ['k', /^▌ 07-15 11:50/m],
  ['G', / 1\d\d-(1\d\d) of \1 /],
  ['up', /▌ 07-06 11:30/],
  ['g', /^▌ 07-15 11:50/m],
  ['end', / 1\d\d-(1\d\d) of \1 /],
  ['home', / 1-16 of 1\d\d /],
  ['pagedown', /^▌ 06-20 11:50/m],
  ['pageup', /^▌ 07-15 11:50/m],
  ['ctrl-d', /^▌ 06-20 11:50/m],
  ['ctrl-u', /^▌ 07-15 11:50/m],
  ['s', / sorted by start/],
  ['S', /start▲/],
  ['shift-right', / resp {2}tokens /],
  ['shift-left', / project {7}models /],
  ['y', / row copied/],
  ['Y', / copied: 2026-07-15T11:50/],
  ['/', /^ .*\/ _/m],
  ['s', /\/ s_/],
  ['escape', gone(/\/ s_/)],
];

const BELOW: readonly Stop[] = [
  ['1', /Cost trend/],
  ['j', /▌ ■ opus-4-6 /],
  ['enter', /Overview › opus-4-6, today ─/],
  ['a', /Overview › opus-4-6 ─[\s\S]* all days$/m],
  ['backspace', /Cost trend/],
  ['6', /\[6 Activity\][\s\S]*newest first[\s\S]* time {11}project/],
  ['o', /Activity › untitled/],
  ['escape', /newest first/],
];

async function sees(pty: Pty, [key, seen]: Stop, where: string): Promise<void> {
  const claim =
    seen instanceof RegExp
      ? (screen: string) => seen.test(screen)
      : (screen: string) => !seen.gone.test(screen);
  const before = (await pty.screen()).join('\n');
  expect(claim(before), `${where}: there before the key\n${before}`).toBe(false);
  pty.type(sent(key));
  await pty.waitFor(claim, 5000).catch((error: unknown) => {
    throw new Error(`${where}: ${error instanceof Error ? error.message : error}`);
  });
}

it('every key of the table does something that is seen', { timeout: 60_000 }, async () => {
  const pty = open({ at: home(troubledFiles()), isNow: true });
  // The zone is named by the dashboard that has all its modules, after the first frame.
  await pty.waitFor('12:00 UTC');
  const pressed: string[] = [];
  for (const stop of [AT_A_CHART, FIGURES, OVERLAYS, SCREENS, IN_A_TABLE, BELOW].flat()) {
    await sees(pty, stop, `${stop[0]} after ${pressed.slice(-3).join(' ')}`);
    pressed.push(stop[0]);
  }
  const written = pty.bytes.length;
  pty.type(sent('ctrl-l'));
  await pty.waitFor(() => pty.bytes.slice(written).includes('\x1b[2J'));
  expect(await quits(pty, 'q')).toBe(0);

  const other = open({ at: pty.home, isNow: true });
  await other.waitFor('12:00 UTC');
  expect(await quits(other, 'ctrl-c')).toBe(0);

  const all = KEYS.flatMap(({ keys }) => keys as readonly string[]);
  const ways = new Set([...pressed, 'ctrl-l', 'q', 'ctrl-c']);
  expect(all.filter(key => !ways.has(key))).toEqual([]);
});

async function quits(pty: Pty, key: string): Promise<number> {
  pty.type(sent(key));
  const { code } = await pty.exit();
  expect(await pty.bufferType()).toBe('normal');
  expect(pty.bytes).not.toContain('\x1b[3J');
  return code;
}
