/**
 * The program as a user meets it: started in a pseudo-terminal, typed at, resized, killed. Claims are about what is on
 * the screen, what was written to get it there, and what the terminal is like afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { REGISTRY } from '../../src/sources/registry.ts';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { type Pty, start } from '../support/pty.ts';
import { open as openAt, type TerminalDashboard } from '../support/terminal-dashboard.ts';

const ERASES_SCROLLBACK = '\x1b[3J';

function usedHome(): Home {
  const at = new Date(Date.now() - 60_000).toISOString();
  return home({
    '.claude/projects/-home-ada-loom/s1.jsonl': said({ id: 'msg_1', at, input: 1000, output: 2_000_000 }),
  });
}

function open(options: Parameters<typeof openAt>[0] = {}): TerminalDashboard {
  return openAt({ at: usedHome(), ...options });
}

/** Lifetime cost of `usedHome`: 1,000 x $5 + 2,000,000 x $25 a million. */
const COST = '$50.01';

async function gaveBack(pty: Pty): Promise<void> {
  expect(await pty.bufferType()).toBe('normal');
  const after = pty.bytes.slice(pty.bytes.lastIndexOf('\x1b[?1049l'));
  expect(after).not.toContain('\x1b[?25l');
  expect(pty.bytes).toContain('\x1b[?25h');
  expect(pty.bytes).not.toContain(ERASES_SCROLLBACK);
}

describe('the dashboard in a terminal', () => {
  it.each([
    [60, 18],
    [80, 24],
    [120, 35],
    [200, 50],
  ])('shows all four panes at %ix%i', async (columns, rows) => {
    const pty = open({ columns, rows });
    const screen = await pty.waitFor(COST);
    const titles =
      columns < 64
        ? ['Lifetime', 'Cost', 'Today by model']
        : ['token-dash', 'Usage trend', 'Cost trend', 'Today'];
    for (const title of titles) expect(screen).toContain(title);
    expect(await pty.bufferType()).toBe('alternate');
    pty.type('q');
    expect((await pty.exit()).code).toBe(0);
    await gaveBack(pty);
  });

  it.each([
    ['q', 'q'],
    ['Esc', '\x1b'],
    ['Ctrl+C', '\x03'],
  ])('%s quits and gives the terminal back', async (_, keys) => {
    const pty = open();
    await pty.waitFor(COST);
    pty.type(keys);
    expect((await pty.exit()).code).toBe(0);
    await gaveBack(pty);
  });

  it('Esc closes what is open before it quits', async () => {
    const pty = open();
    await pty.waitFor(COST);
    pty.type('?');
    await pty.waitFor('What it does');
    pty.type('\x1b');
    await pty.waitFor('Usage trend');
    pty.type('\x1b');
    expect((await pty.exit()).code).toBe(0);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGUSR2', 'SIGALRM', 'SIGABRT'] as const)(
    '%s gives the terminal back',
    async signal => {
      const pty = open();
      await pty.waitFor(COST);
      pty.kill(signal);
      expect((await pty.exit()).code).toBe(128 + constants.signals[signal]);
      await gaveBack(pty);
    },
  );

  it('in the background of a shell it writes nothing and stops, until it is brought to the front', async () => {
    const at = home();
    const pty = start('bash', ['--norc', '-i'], { env: { HOME: at.dir, PS1: 'shell> ' } });
    onTestFinished(() => pty.close());
    await pty.waitFor('shell> ');
    pty.type(`"${process.execPath}" "${PROGRAM}" --demo &\r`);
    // The shell says so before its next prompt.
    await vi.waitUntil(
      () => {
        pty.type('\r');
        return pty.bytes.includes('Stopped');
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(pty.bytes).not.toContain('\x1b[?1049h');
    pty.type('fg\r');
    await pty.waitFor('Usage trend');
    pty.type('q');
    await pty.waitFor(() => pty.bytes.includes('\x1b[?1049l'));
    expect(pty.bytes.indexOf('\x1b[?1049h')).toBeGreaterThan(pty.bytes.indexOf('Stopped'));
    pty.type('exit\r');
    await pty.exit();
  });

  it('SIGHUP gives the terminal back and ends the process itself', async () => {
    const pty = open();
    await pty.waitFor(COST);
    pty.kill('SIGHUP');
    expect((await pty.exit()).signal).toBe(constants.signals.SIGHUP);
    await gaveBack(pty);
  });

  it('SIGUSR1 opens no debugger', async () => {
    const pty = open();
    await pty.waitFor(COST);
    pty.kill('SIGUSR1');
    pty.type('?');
    await pty.waitFor('What it does');
    expect(pty.bytes).not.toContain('Debugger');
    pty.type('q');
    await pty.exit();
  });

  it('an error while it starts gives the terminal back, is printed, and exits with 1', async () => {
    const script = `const { write } = process.stdout;
      process.stdout.write = (bytes, ...rest) => {
        if (String(bytes).includes('?1049h')) Date.now = () => { throw new Error('made to fail'); };
        return write.call(process.stdout, bytes, ...rest);
      };`;
    const pty = open({
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` },
    });
    expect((await pty.exit()).code).toBe(1);
    await gaveBack(pty);
    expect(pty.bytes.split('\x1b[?1049l')[1]).toContain('made to fail');
  });

  it('a crash is told after the screen is left', async () => {
    const script = "setTimeout(() => { throw new Error('made to fail') }, 1500)";
    const pty = open({
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` },
    });
    await pty.waitFor(COST);
    expect((await pty.exit()).code).toBe(1);
    await gaveBack(pty);
    const [before, after] = pty.bytes.split('\x1b[?1049l');
    expect(before).not.toContain('made to fail');
    expect(after).toContain('made to fail');
  });

  it('follows the size of the terminal', async () => {
    const pty = open({ columns: 120, rows: 35 });
    await pty.waitFor(COST);
    for (const [columns, rows] of [
      [80, 24],
      [40, 10],
      [120, 35],
      [70, 20],
      [140, 40],
    ] as const) {
      pty.resize(columns, rows);
      if (columns < 60) {
        await pty.waitFor(/^\[1 Overview\].*\n.*\n.*cost/);
        continue;
      }
      await pty.waitFor(text => {
        const lines = text.split('\n');
        const borders = lines.filter(line => line.startsWith('╭'));
        return borders.length === 3 && borders.every(line => line.length === columns) && text.includes(COST);
      });
    }
    expect(pty.bytes).not.toContain(ERASES_SCROLLBACK);
    pty.type('q');
    await pty.exit();
  });

  it('sees what is logged while it is open', async () => {
    const pty = open();
    await pty.waitFor(COST);
    const at = new Date().toISOString();
    pty.home.append(
      '.claude/projects/-home-ada-loom/s1.jsonl',
      said({ id: 'msg_2', at, input: 0, output: 2_000_000 }),
    );
    pty.type('R');
    await pty.waitFor('$100.01');
    pty.type('q');
    await pty.exit();
  });

  it('has its frame on the screen before it has read anything', async () => {
    const pty = open();
    const screen = await pty.waitFor('Usage trend');
    expect(screen).toMatch(/Reading the logs|\$/);
    pty.type('q');
    await pty.exit();
  });

  it('paints where CI is set', async () => {
    const pty = open({ env: { CI: '1' } });
    await pty.waitFor(COST);
    pty.type('q');
    await pty.exit();
  });

  it('writes no colour where NO_COLOR is set', async () => {
    const pty = open({ env: { NO_COLOR: '1' } });
    await pty.waitFor(COST);
    expect(pty.bytes).not.toMatch(/\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10\d)(?:;\d+)*m/);
    pty.type('q');
    await pty.exit();
  });

  it('writes ASCII where the locale is C', async () => {
    const pty = open({ env: { LANG: undefined, LC_ALL: 'C' } });
    await pty.waitFor(COST);
    expect(pty.bytes).toMatch(/^[\x00-\x7f]*$/);
    pty.type('q');
    await pty.exit();
  });

  it('shows the demo, never the home', async () => {
    const pty = open({ args: ['--demo'], columns: 120, rows: 35 });
    const screen = await pty.waitFor(/Lifetime +≥ \$\d/);
    expect(screen).toMatch(/^.* demo {2}● /);
    expect(screen).not.toContain(COST);
    pty.type('q');
    expect((await pty.exit()).code).toBe(0);
  });

  it('is kind to an empty home', async () => {
    const pty = open({ at: home() });
    await pty.waitFor('token-dash --demo');
    pty.type('q');
    expect((await pty.exit()).code).toBe(0);
  });
});

describe('without a terminal', () => {
  const env = (at: Home) => ({
    PATH: process.env.PATH,
    HOME: at.dir,
    XDG_CACHE_HOME: at.cacheDir,
    TZ: 'UTC',
  });
  const run = (at: Home, ...args: string[]) =>
    spawnSync(process.execPath, [PROGRAM, ...args], { env: env(at), encoding: 'utf8' });

  it('says so in one line that names --test and --demo', () => {
    const { status, stderr, stdout } = run(usedHome());
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^token-dash: .*--test.*--demo.*\n$/);
  });

  it('--test prints what was found and exits with 0', () => {
    const { status, stdout } = run(usedHome(), '--test');
    expect(status).toBe(0);
    expect(stdout).toContain('SUCCESS: 1 response loaded.');
    expect(stdout).toContain(COST);
  });

  it('--test --json prints one object', () => {
    const at = usedHome();
    const found = JSON.parse(run(at, '--test', '--json').stdout);
    expect(found.sources.map((source: { id: string }) => source.id)).toEqual(REGISTRY.map(({ id }) => id));
    expect(found.totals).toMatchObject({ input: 1000, output: 2_000_000, total: 2_001_000, costUsd: 50.005 });
    expect(found.models).toMatchObject([
      { id: 'claude-opus-4-6', price: 'claude-opus-4-6', events: 1, tokens: 2_001_000 },
    ]);
    expect(found.cache).toMatchObject({ hits: 0, misses: 1 });
    expect(JSON.parse(run(at, '--test', '--json').stdout).cache).toMatchObject({ hits: 1, misses: 0 });
  });

  it('--test exits with 2 and names the places where there is nothing', () => {
    const at = home();
    const { status, stderr } = run(at, '--test');
    expect(status).toBe(2);
    expect(stderr).toContain(`${at.dir}/.claude/projects`);
    expect(stderr).toContain(`${at.dir}/.local/state/goose/logs/cli`);
  });

  it('keeps quiet when its reader leaves early', () => {
    const at = usedHome();
    const command = `"${process.execPath}" "${PROGRAM}" --test | head -1`;
    expect(execFileSync('sh', ['-c', command], { env: env(at), encoding: 'utf8' })).toContain('Claude Code');
  });

  it('looks where it is told to', () => {
    const at = usedHome();
    const elsewhere = home();
    const told = run(elsewhere, '--test', '--json', '--claude', `${at.dir}/.claude`);
    expect(JSON.parse(told.stdout).totals.total).toBe(2_001_000);
  });

  it('prints help and its version', () => {
    expect(run(home(), '--help').stdout).toContain('token-dash --demo');
    expect(run(home(), '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const wrong = run(home(), '--tset');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('--test');
  });
});
