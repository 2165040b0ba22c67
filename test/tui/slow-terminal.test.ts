/** A terminal that does not read for a while, as over a bad line: the dashboard goes on, and what it shows then is the newest. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { busyFiles } from '../support/busy-home.ts';
import { home } from '../support/home.ts';
import { sent } from '../support/keyboard.ts';
import { open, type TerminalDashboard } from '../support/terminal-dashboard.ts';

const SIZE = { columns: 200, rows: 50 };

async function opened(): Promise<TerminalDashboard> {
  const pty = open({ at: home(busyFiles()), isNow: true, ...SIZE });
  await pty.waitFor('12:00 UTC');
  // Every screen is loaded.
  for (const digit of '234567891') {
    pty.type(digit);
    await pty.waitFor(new RegExp(`\\[${digit} \\w+\\][\\s\\S]*j k`));
  }
  return pty;
}

/** Presses keys whose frames differ in most cells, one by one. */
async function changesScreens(pty: TerminalDashboard, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    pty.type(String((i % 7) + 1));
    await new Promise(resolve => setTimeout(resolve, 30));
  }
}

test('frames are dropped, keys are not, and the newest frame is shown', { timeout: 60_000 }, async () => {
  const pty = await opened();
  const before = pty.bytes.length;
  await changesScreens(pty, 20);
  await pty.waitFor(/\[6 Activity\][\s\S]*Responses/);
  const aFrame = (pty.bytes.length - before) / 20;

  pty.pause();
  const paused = pty.bytes.length;
  await changesScreens(pty, 40);
  // A process that waits for its terminal would not write a file.
  for (const key of ['4', 'e', 'enter']) pty.type(sent(key));
  const exported = () => readdirSync(pty.home.dir).filter(name => name.startsWith('token-dash-sessions'));
  await vi.waitUntil(() => exported().length === 1, { timeout: 10_000, interval: 50 });
  pty.type('5');
  pty.resume();
  await pty.waitFor(/\[5 Agents\][\s\S]*Actions/);
  // What was on its way, and one frame: not the forty that were drawn.
  expect(pty.bytes.length - paused).toBeLessThan(10 * aFrame);
  pty.type('q');
  expect((await pty.exit()).code).toBe(0);
});

/** Whether a program waits to write; one that has ended may still have to be reaped. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Presses a key while a terminal reads nothing and has no more room; the program then waits for it. */
async function leaving(key: string): Promise<TerminalDashboard> {
  for (;;) {
    const pty = await opened();
    pty.pause();
    await changesScreens(pty, 20);
    pty.type(sent(key));
    await new Promise(resolve => setTimeout(resolve, 300));
    if (isRunning(pty.pid)) return pty;
    // What it wrote last had room. Of a program that has ended node-pty drops what was not read.
    pty.close();
  }
}

test.runIf(process.platform === 'linux').each(['q', 'ctrl-c'])(
  '%s gives the terminal back when it reads again',
  { timeout: 60_000 },
  async key => {
    const pty = await leaving(key);
    pty.resume();
    expect((await pty.exit()).code).toBe(0);
    expect(await pty.bufferType()).toBe('normal');
    expect(pty.bytes.endsWith('\x1b[?1049l')).toBe(true);
  },
);
