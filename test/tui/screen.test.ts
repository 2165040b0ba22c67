import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/tui/draw/cells.ts';
import { Screen } from '../../src/tui/screen.ts';
import { type Pty, start } from '../support/pty.ts';

/** A terminal that a Screen writes to, and that can be read. */
class FakeTerminal extends EventEmitter {
  readonly terminal;
  bytes = '';
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  }

  write(bytes: string): void {
    this.bytes += bytes;
    this.terminal.write(bytes);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    Object.assign(this, { columns, rows });
    this.emit('resize');
  }

  /** Forgets what was written so far, and tells how much the next calls write. */
  countBytes(act: () => void): number {
    this.bytes = '';
    act();
    return Buffer.byteLength(this.bytes);
  }

  /** Each cell that shows anything: its text and its style, in words that do not depend on how it was written. */
  async cells(): Promise<string[][]> {
    await new Promise<void>(resolve => this.terminal.write('', resolve));
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.rows }, (_, y) => {
      const row = Array.from({ length: this.columns }, (_, x) => {
        const cell = active.getLine(active.baseY + y)?.getCell(x);
        if (!cell) return ' ';
        const text = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
        const inks = [
          cell.isBold(),
          cell.isDim(),
          cell.isInverse(),
          cell.getFgColor(),
          cell.getBgColor(),
        ].join();
        return text === ' ' && cell.isInverse() === 0 && cell.isBgDefault() ? ' ' : `${text} ${inks}`;
      });
      return row;
    });
  }
}

function entered(columns: number, rows: number) {
  const terminal = new FakeTerminal(columns, rows);
  const screen = new Screen(terminal);
  screen.enter();
  return { terminal, screen };
}

/** What a terminal shows that was just cleared and got this frame only. */
async function freshly(frame: string, columns: number, rows: number): Promise<string[][]> {
  const { terminal, screen } = entered(columns, rows);
  screen.write(frame);
  return terminal.cells();
}

const piece = fc.tuple(
  fc.constantFrom(
    '',
    '\x1b[31m',
    '\x1b[38;5;202m',
    '\x1b[1;2m',
    '\x1b[7m',
    '\x1b[44m',
    '\x1b[0m',
    '\x1b[22;27m',
  ),
  fc.string({ unit: fc.constantFrom(...'ab  │⣿世🚀e\u0301'), maxLength: 12 }),
);
const frame = fc
  .array(fc.array(piece, { maxLength: 5 }), { maxLength: 9 })
  .map(lines =>
    lines.map(pieces => `${pieces.map(([style, text]) => style + text).join('')}\x1b[0m`).join('\n'),
  )
  // An empty frame is not drawn: see below.
  .filter(text => text !== '');
const step = fc.oneof(
  { weight: 4, arbitrary: frame },
  fc.record({ columns: fc.integer({ min: 1, max: 30 }), rows: fc.integer({ min: 1, max: 9 }) }),
);

test('after any frames and resizes the terminal shows what the last frame alone would show', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), frame, async (steps, last) => {
      const { terminal, screen } = entered(20, 6);
      for (const each of steps) {
        if (typeof each === 'string') screen.write(each);
        else terminal.resize(each.columns, each.rows);
      }
      screen.write(last);
      expect(await terminal.cells()).toEqual(await freshly(last, terminal.columns, terminal.rows));
      expect(terminal.bytes).not.toContain('\x1b[3J');
    }),
  );
});

test('cells are where the frame has them, in their styles', async () => {
  const { terminal, screen } = entered(9, 2);
  screen.write('\x1b[31mab\x1b[39m 世│\n   \x1b[7mx');
  const plain = '0,0,0,-1,-1';
  expect(await terminal.cells()).toEqual([
    ['a 0,0,0,1,-1', 'b 0,0,0,1,-1', ' ', `世 ${plain}`, ` ${plain}`, `│ ${plain}`, ' ', ' ', ' '],
    [' ', ' ', ' ', expect.stringMatching(/^x 0,0,[1-9]\d*,-1,-1$/), ' ', ' ', ' ', ' ', ' '],
  ]);
});

/** A terminal that takes what is written when it is told to. */
class SlowTerminal extends FakeTerminal {
  private readonly waiting: { readonly bytes: string; readonly taken?: () => void }[] = [];

  get writableLength(): number {
    return this.waiting.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  override write(bytes: string, taken?: () => void): void {
    this.waiting.push({ bytes, taken });
  }

  take(): void {
    for (const { bytes, taken } of this.waiting.splice(0)) {
      super.write(bytes);
      taken?.();
    }
  }
}

describe('over a slow line', () => {
  test('frames are dropped, and the newest one is shown', async () => {
    const terminal = new SlowTerminal(20, 3);
    const screen = new Screen(terminal);
    screen.write('first');
    screen.enter();
    const written = terminal.writableLength;
    for (let i = 0; i < 100; i++) screen.write(`frame ${i}\nand its second line`);
    expect(terminal.writableLength).toBe(written);
    terminal.take();
    terminal.take();
    expect(terminal.bytes.match(/\x1b\[\?2026h/g)).toHaveLength(1);
    expect(await terminal.cells()).toEqual(await freshly('frame 99\nand its second line', 20, 3));
  });

  test('a size that changes meanwhile is drawn anew', async () => {
    const terminal = new SlowTerminal(20, 3);
    const screen = new Screen(terminal);
    screen.enter();
    terminal.take();
    screen.write('one');
    screen.on('resize', () => screen.write(`now ${screen.columns}`));
    terminal.resize(30, 4);
    terminal.take();
    terminal.take();
    expect(await terminal.cells()).toEqual(await freshly('now 30', 30, 4));
  });

  test('leaving waits for nothing', () => {
    const terminal = new SlowTerminal(20, 3);
    const screen = new Screen(terminal);
    screen.enter();
    screen.write('one');
    let last = '';
    screen.leave(bytes => {
      last = bytes;
    });
    expect(last).toContain('\x1b[?1049l');
    screen.write('two');
    terminal.take();
    expect(terminal.bytes).not.toMatch(/one|two/);
  });
});

describe('Screen', () => {
  const dashboard = (numbers: readonly number[]) =>
    Array.from({ length: 35 }, (_, y) => {
      const number = String(numbers[y % numbers.length]).padStart(8);
      return `\x1b[38;5;240m│\x1b[39m row ${y} ${'⣿'.repeat(60)} \x1b[1m${number}\x1b[22m`.padEnd(120);
    }).join('\n');

  test('writes nothing for an equal frame, and little for a few new numbers', () => {
    const { terminal, screen } = entered(120, 35);
    screen.write(dashboard([12_345_678]));
    expect(terminal.countBytes(() => screen.write(dashboard([12_345_678])))).toBe(0);
    const some = [12_345_679, ...Array<number>(6).fill(12_345_678)];
    expect(terminal.countBytes(() => screen.write(dashboard(some)))).toBeLessThan(400);
  });

  test('keeps a frame that comes before it is entered, and paints it then', () => {
    const terminal = new FakeTerminal(10, 2);
    const screen = new Screen(terminal);
    expect(terminal.countBytes(() => screen.write('hello'))).toBe(0);
    screen.enter();
    expect(terminal.bytes).toContain('hello');
  });

  test('draws nothing for what Ink writes to the cursor, and calls back', () => {
    const { terminal, screen } = entered(10, 2);
    const told: string[] = [];
    expect(
      terminal.countBytes(() => {
        for (const write of ['\x1b[?25h', '\x1b[?2026h', '']) screen.write(write, () => told.push(write));
      }),
    ).toBe(0);
    expect(told).toHaveLength(3);
  });

  test('tells of a resize after it knows the new size', () => {
    const { terminal, screen } = entered(10, 2);
    const sizes: number[][] = [];
    screen.on('resize', () => sizes.push([screen.columns, screen.rows]));
    terminal.resize(20, 4);
    terminal.resize(20, 4);
    expect(sizes).toEqual([[20, 4]]);
  });

  test('notices on entering again that it was resized meanwhile', () => {
    const { terminal, screen } = entered(10, 2);
    screen.leave();
    terminal.resize(20, 4);
    expect(screen.columns).toBe(10);
    screen.enter();
    expect(screen.columns).toBe(20);
  });

  test('leaves the terminal once, as it was', async () => {
    const { terminal, screen } = entered(10, 2);
    screen.write('hello');
    screen.leave();
    expect(terminal.countBytes(() => screen.leave())).toBe(0);
    expect(terminal.countBytes(() => screen.write('late'))).toBe(0);
    await terminal.cells();
    expect(terminal.terminal.buffer.active.type).toBe('normal');
  });

  test('takes a terminal without a size for 80 by 24', () => {
    const { columns, rows } = new Screen(new FakeTerminal(0, 0));
    expect([columns, rows]).toEqual([80, 24]);
  });
});

test.each([
  ['plain', 'ab', ['a', 'b'], ['', '']],
  ['blanks at the end', 'a  ', ['a'], ['']],
  ['blanks on a ground', '\x1b[41m \x1b[49m ', [' '], ['41']],
  ['a blank needs no colour', '\x1b[31ma b', ['a', ' ', 'b'], ['31', '', '31']],
  ['order of codes', '\x1b[31m\x1b[1ma\x1b[0m\x1b[1;31mb', ['a', 'b'], ['1;31', '1;31']],
  [
    'codes that end',
    '\x1b[1;2;3;4;7;9;91;101ma\x1b[22;23;24;27;29;39;49mb',
    ['a', 'b'],
    ['1;2;3;4;7;9;91;101', ''],
  ],
  ['true colour', '\x1b[38;2;1;2;3;48;5;9;1ma', ['a'], ['1;38;2;1;2;3;48;5;9']],
  ['other sequences', 'a\x1b[2Kb\x1b[?25lc', ['a', 'b', 'c'], ['', '', '']],
  ['wide characters', '世a', ['世', '', 'a'], ['', '', '']],
  ['marks', 'e\u0301a', ['e\u0301', 'a'], ['', '']],
  ['controls', 'a\tb', ['a', 'b'], ['', '']],
])('cells of %s', (_, line, chars, styles) => {
  expect(cellsOf(line, 80)).toEqual({ chars, styles });
});

test('a wide character that would stick out is left away', () => {
  expect(cellsOf('ab世', 3).chars).toEqual(['a', 'b']);
});

/** A program in a session; a key says what it does next. */
const PROGRAM = `
  import { terminalSession } from './src/tui/terminal-session.ts';
  import { Keyboard } from './src/tui/input.ts';
  import { Screen } from './src/tui/screen.ts';
  const screen = new Screen(process.stdout);
  const keyboard = new Keyboard(process.stdin);
  const watch = terminalSession(screen, keyboard);
  const acts = {
    q: () => watch.exit(0, 'good bye'),
    t: () => { throw new Error('thrown on purpose'); },
    r: () => { Promise.reject(new Error('rejected on purpose')); },
    c: () => watch.crash('crashed on purpose'),
    x: () => { process.exitCode = 7; process.exit(); },
    'ctrl-c': () => watch.exit(130),
    'ctrl-z': () => watch.suspend(),
  };
  keyboard.listen(keys => { for (const key of keys) { screen.write('heard ' + key); acts[key]?.(); } });
  screen.enter();
  keyboard.start();
  screen.on('resize', () => screen.write('now ' + screen.columns + 'x' + screen.rows));
  screen.write('ready');
`;

/** The end of the alternate screen. */
const LEFT = '\x1b[?1049l';

describe('a terminal session', () => {
  const directory = mkdtempSync(join(tmpdir(), 'token-dash-guard-'));
  const program = join(directory, 'program.mjs');
  const running: Pty[] = [];

  beforeAll(() => {
    buildSync({
      stdin: { contents: PROGRAM, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: program,
    });
  });
  afterAll(() => {
    for (const pty of running) pty.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  async function ready(command = process.execPath, args: readonly string[] = [program]): Promise<Pty> {
    const pty = start(command, args, { columns: 60, rows: 10 });
    running.push(pty);
    await pty.waitFor('ready');
    expect(await pty.bufferType()).toBe('alternate');
    return pty;
  }

  async function hasGivenBack(pty: Pty): Promise<void> {
    expect(await pty.bufferType()).toBe('normal');
    const [before, after] = [pty.bytes.lastIndexOf('\x1b[?1049h'), pty.bytes.lastIndexOf(LEFT)];
    expect(pty.bytes.slice(before, after)).toContain('\x1b[?7h\x1b[?25h');
    expect(pty.bytes.slice(after + LEFT.length)).not.toContain('\x1b[?');
  }

  test.each([
    ['q', 0, 'good bye'],
    ['t', 1, 'Error: thrown on purpose'],
    ['r', 1, 'Error: rejected on purpose'],
    ['c', 1, 'crashed on purpose'],
    ['x', 7, ''],
    ['\x03', 130, ''],
  ])('gives the terminal back on %j, and then prints what is to be said', async (key, code, message) => {
    const pty = await ready();
    pty.type(key);
    expect(await pty.exit()).toEqual({ code, signal: undefined });
    await hasGivenBack(pty);
    expect(pty.bytes.slice(pty.bytes.lastIndexOf(LEFT))).toContain(message);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGQUIT', 131],
  ])('gives the terminal back on %s', async (signal, code) => {
    const pty = await ready();
    pty.kill(signal);
    expect(await pty.exit()).toEqual({ code, signal: undefined });
    await hasGivenBack(pty);
  });

  test('gives the terminal back on SIGHUP, and ends by it: Node would abort on the way out of a lost terminal', async () => {
    const pty = await ready();
    pty.kill('SIGHUP');
    expect((await pty.exit()).signal).toBe(1);
    await hasGivenBack(pty);
  });

  test('ends by SIGHUP when the other end of the terminal is closed', async () => {
    const pty = await ready();
    pty.close();
    expect((await pty.exit()).signal).toBe(1);
  });

  test('gives the echo back', async () => {
    const pty = await ready('bash', ['-c', `${process.execPath} ${program}; stty -a`]);
    pty.type('q');
    expect(await pty.waitFor('icanon')).not.toMatch(/-(?:icanon|echo|isig|opost|icrnl) /);
  });

  test('stops on Ctrl+Z like any program, and is back when the shell says fg', async () => {
    const pty = await ready('bash', [
      '--norc',
      '-i',
      '-c',
      `set -m; ${process.execPath} ${program}; echo stopped; fg`,
    ]);
    pty.type('\x1a');
    await pty.waitFor(() => /\x1b\[\?1049l.*stopped.*\x1b\[\?1049h.*heard ctrl-z/s.test(pty.bytes));
    expect(await pty.bufferType()).toBe('alternate');
    pty.type('j');
    await pty.waitFor('heard j');
    pty.type('q');
    await pty.exit();
    await hasGivenBack(pty);
  });

  test('goes on when nobody is there to wake it up again', async () => {
    const pty = await ready();
    pty.type('\x1a');
    await pty.waitFor('heard ctrl-z');
    pty.type('j');
    await pty.waitFor('heard j');
    pty.type('q');
    expect((await pty.exit()).code).toBe(0);
  });

  test('paints anew after it was stopped by force', async () => {
    const pty = await ready();
    const before = pty.bytes.length;
    process.kill(pty.pid, 'SIGSTOP');
    process.kill(pty.pid, 'SIGCONT');
    await pty.waitFor(() => pty.bytes.slice(before).includes('ready'));
    pty.type('q');
    expect((await pty.exit()).code).toBe(0);
  });

  test('hears of a new size', async () => {
    const pty = await ready();
    pty.resize(40, 8);
    await pty.waitFor('now 40x8');
  });

  test('ends quietly when its output is gone', async () => {
    const pty = start('bash', ['-c', `${process.execPath} ${program} | true; echo code \${PIPESTATUS[0]}`]);
    running.push(pty);
    expect(await pty.waitFor('code')).toContain('code 0');
  });
});
