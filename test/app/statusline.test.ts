/** The status line in the life of a session: many at once, one refresh, and nothing lost on the way. */
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusFiles } from '../../src/app/statusline.ts';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { type RunOptions, run } from '../support/program.ts';

const SESSION = JSON.stringify({
  model: { display_name: 'Opus 4.6' },
  cost: { total_cost_usd: 1.5 },
  rate_limits: { five_hour: { used_percentage: 23.5, resets_at: Math.floor(Date.now() / 1000) + 4000 } },
});

/** A home in which a dollar was spent just now, and where every process of ours leaves its arguments. */
class Desk {
  readonly at: Home;
  private readonly seen: string;

  constructor() {
    const hundredThousand = { id: 'm1', model: 'claude-opus-4-6', input: 200_000, output: 0 };
    this.at = home({
      '.claude/projects/p/s1.jsonl': said({ ...hundredThousand, at: new Date().toISOString() }),
      'watch.cjs': `require('node:fs').writeFileSync(process.env.SEEN + '/' + process.pid, process.argv.slice(2).join(' '));`,
    });
    this.seen = this.at.at('seen');
    mkdirSync(this.seen);
  }

  line(args: readonly string[] = [], options: RunOptions = {}) {
    const env = { NODE_OPTIONS: `--require ${this.at.at('watch.cjs')}`, SEEN: this.seen, ...options.env };
    return run(this.at, ['statusline', ...args], { input: SESSION, ...options, env });
  }

  /** How many processes were sent to look at the logs so far. */
  refreshes(): number {
    const all = readdirSync(this.seen).map(name => readFileSync(join(this.seen, name), 'utf8'));
    return all.filter(args => args.endsWith('--refresh')).length;
  }

  cache(): readonly string[] {
    return readdirSync(join(this.at.cacheDir, 'claude-token-burn')).sort();
  }

  /** Waits until nobody looks at the logs any more. */
  async quiet(): Promise<void> {
    for (let i = 0; i < 500 && this.cache().some(name => name.endsWith('.lock')); i++)
      await new Promise(resolve => setTimeout(resolve, 20));
    expect(this.cache().filter(name => name.endsWith('.lock'))).toEqual([]);
  }
}

describe('token-dash statusline', { timeout: 60_000 }, () => {
  it('answers before anything is known, and knows a moment later', async () => {
    const machine = new Desk();
    const first = await machine.line();
    expect(first).toEqual({
      ...{ code: 0, err: '' },
      out: expect.stringMatching(
        /^Opus 4\.6 · session \$1\.50 by Claude's count · reading logs · 5h 24% \(1h 0\dm\)\n$/,
      ),
    });
    await machine.quiet();
    const second = await machine.line([], { env: { NO_COLOR: '1' } });
    expect(second.out).toMatch(
      /^Opus 4\.6 · session \$1\.50 by Claude's count · today \$1\.00 · block \$1\.00, 1h 0\dm left · 5h 24%/,
    );
    expect(machine.refreshes()).toBe(1);
  });

  it('keeps what Claude Code says a session cost, for the report of witnesses', async () => {
    const machine = new Desk();
    const told = (session_id: string, total_cost_usd: unknown) => ({
      input: JSON.stringify({ session_id, cost: { total_cost_usd } }),
    });
    await machine.line([], told('s1', 1.5));
    await machine.line([], told('s2', 'much'));
    await machine.line([], told('s1', 2.25));
    await machine.quiet();
    const { out } = await run(machine.at, ['witness', '--json']);
    expect(JSON.parse(out).rows).toEqual([
      {
        ...{ witness: 'status line', source: 'claude-code', session: 's1', title: null },
        stated: { usd: '2.250000', tokens: null },
        logged: { usd: '1.000000', tokens: 200_000 },
        difference: { usd: '1.250000', tokens: null },
        reasons: ['it goes on from the session before /clear, and counts calls that no line names'],
      },
    ]);
  });

  it('costs little more than Node itself: next to nothing is loaded for it', () => {
    // A source takes a third of a kilobyte of it, the line of the registry.
    expect(statSync(PROGRAM).size).toBeLessThan(24_000);
  });

  it('starts one refresh, however many ask at once', async () => {
    const machine = new Desk();
    const lines = await Promise.all(Array.from({ length: 20 }, () => machine.line()));
    expect(lines.map(({ code, err }) => ({ code, err }))).toEqual(Array(20).fill({ code: 0, err: '' }));
    for (const { out } of lines)
      expect(out).toMatch(/^Opus 4\.6 · session \$1\.50 by Claude's count · .*\n$/);
    await machine.quiet();
    expect(machine.refreshes()).toBe(1);
  });

  it('starts one in place of one that died', async () => {
    const machine = new Desk();
    const env = { PATH: process.env.PATH, HOME: machine.at.dir };
    const cacheDir = join(machine.at.cacheDir, 'claude-token-burn');
    const { lock } = statusFiles([], env, {
      home: machine.at.dir,
      cacheDir,
      configDir: '',
      dataDir: '/data',
    });
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(lock, String(2 ** 30));
    const past = Date.now() / 1000 - 10;
    utimesSync(lock, past, past);
    await Promise.all(Array.from({ length: 20 }, () => machine.line()));
    await machine.quiet();
    expect(machine.refreshes()).toBe(1);
  });

  it('keeps what it knows for its user alone', async () => {
    const machine = new Desk();
    await machine.line();
    await machine.quiet();
    const dir = join(machine.at.cacheDir, 'claude-token-burn');
    expect(machine.cache().map(name => name.replace(/-[0-9a-f-]{8,}/, '-*'))).toEqual([
      'facts-*.bin',
      'full-check-*',
      'limits-*.json',
      'status-*.json',
    ]);
    for (const name of machine.cache()) expect(statSync(join(dir, name)).mode & 0o077, name).toBe(0);
    const limits = machine.cache().find(name => name.startsWith('limits'))!;
    expect(JSON.parse(readFileSync(join(dir, limits), 'utf8')).limits).toMatchObject([
      { window: 'five_hour', usedPercent: 23.5 },
    ]);
  });

  it('of another account is another line', async () => {
    const machine = new Desk();
    await machine.line();
    await machine.quiet();
    const { out } = await machine.line([], {
      env: { CLAUDE_CONFIG_DIR: machine.at.at('elsewhere') },
      input: '{}',
    });
    expect(out).toBe('reading logs\n');
    await machine.quiet();
    expect(machine.refreshes()).toBe(2);
  });

  it('takes the flags that every command takes', async () => {
    const machine = new Desk();
    const flags = ['--timezone', 'Pacific/Kiritimati'];
    expect((await machine.line(flags)).out).toContain('reading logs');
    await machine.quiet();
    expect((await machine.line(flags)).out).toContain('today $1.00');
  });

  it('says that the configuration is broken, and does not try again at once', async () => {
    const machine = new Desk();
    machine.at.write('.config/token-dash/config.yaml', 'theme: pink\n');
    await machine.line();
    await machine.quiet();
    const { out, code } = await machine.line();
    expect(out).toContain('configuration: ');
    expect(out).toContain('config.yaml:1: theme is "pink"');
    expect(code).toBe(0);
    expect(machine.refreshes()).toBe(1);
  });

  it('says what it can where nothing can be kept', async () => {
    const machine = new Desk();
    const { out, err, code } = await machine.line([], { env: { XDG_CACHE_HOME: '/dev/null/no' } });
    expect(out).toContain("Opus 4.6 · session $1.50 by Claude's count · reading logs");
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  it('goes into the settings and out again', async () => {
    const machine = new Desk();
    const before = '{\n  "model": "opus"\n}\n';
    machine.at.write('.claude/settings.json', before);
    const installed = await machine.line(['--install']);
    expect(installed).toMatchObject({ code: 0, err: '' });
    expect(installed.out).toContain('~/.claude/settings.json has it now');
    const { statusLine } = JSON.parse(readFileSync(machine.at.at('.claude/settings.json'), 'utf8'));
    expect(statusLine).toEqual({
      type: 'command',
      command: expect.stringContaining('token-dash.js" statusline'),
    });
    expect((await machine.line(['--install'])).out).toContain('has it already');
    expect((await machine.line(['--uninstall'])).out).toBe('~/.claude/settings.json is without it again\n');
    expect(readFileSync(machine.at.at('.claude/settings.json'), 'utf8')).toBe(before);
  });

  it('leaves settings with comments alone, and says how to do it by hand', async () => {
    const machine = new Desk();
    machine.at.write('.claude/settings.json', '{ /* mine */ }');
    const { code, err } = await machine.line(['--install']);
    expect(code).toBe(1);
    expect(err).toContain('settings.json was left alone: it is not plain JSON');
    expect(err).toContain('"statusLine": { "type": "command", "command": "token-dash statusline" }');
  });
});
