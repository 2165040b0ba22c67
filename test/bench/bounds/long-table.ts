/**
 * A long table: a key at 200x50 in a list of 100,000 responses, from the key to the last byte of what it changes. The list is
 * opened from the Overview: all responses of a model on one day.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { said } from '../../support/claude-lines.ts';
import { median, quantile } from '../runs.ts';
import type { Found } from '../table.ts';
import { NUMBERS, pause, Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

const ROWS = 100_000;
const FILES = 100;
const PROMISED_MS = 50;
const SIZE = { columns: 200, rows: 50 };
const TIMES = 20;
/** The day of all responses; later ones would be counted as of another day. */
const DAY_MS = Date.UTC(2026, 9, 30);
/** Responses are so far apart. */
const STEP_MS = 800;

const ENTER = '\r';
const PAGE_DOWN = '\x1b[6~';
const PAGE_UP = '\x1b[5~';

interface Kind {
  readonly what: string;
  /** Pressed in turns. */
  readonly keys: readonly string[];
  /** What such a change writes at least, so that the age of the figures is not taken for it. */
  readonly bytes: number;
}

const KINDS: readonly Kind[] = [
  { what: 'the next row', keys: ['j'], bytes: 45 },
  { what: 'a page', keys: [PAGE_DOWN, PAGE_DOWN, PAGE_UP], bytes: 800 },
  { what: 'the other end', keys: ['G', 'g'], bytes: 800 },
];

export const longTable: Bound = {
  id: 'long-table',
  against: 'afterwards',
  async measure({ scratch, program }) {
    const home = homeOf(join(scratch, 'long-table'));
    const env = { HOME: home, XDG_CACHE_HOME: join(home, '.cache'), TZ: 'UTC', TOKEN_DASH_LEDGER: 'off' };
    const dashboard = new Terminal([process.execPath, program], env, SIZE);
    try {
      await dashboard.saw(NUMBERS);
      await pause(3000);
      dashboard.type('1');
      await pause(500);
      const from = dashboard.text.length;
      dashboard.type(ENTER);
      await dashboard.saw(/of\s+100,000/, from);
      dashboard.type('j');
      await pause(1000);
      const found: Found[] = [];
      for (const { what, keys, bytes } of KINDS) {
        const answers: number[] = [];
        for (let press = 0; press < TIMES; press++) {
          answers.push(await dashboard.answer(keys[press % keys.length]!, bytes));
          await pause(120);
        }
        found.push(
          { what: `${what}, median`, measured: median(answers), unit: 'ms', most: PROMISED_MS },
          {
            what: `${what}, 95 of 100 within`,
            measured: quantile(answers, 0.95),
            unit: 'ms',
            isErratic: true,
          },
        );
      }
      return found;
    } finally {
      await dashboard.quit();
    }
  },
};

/** Written once. */
function homeOf(home: string): string {
  const dir = join(home, '.claude/projects/-home-ada-loom');
  if (existsSync(join(home, 'whole'))) return home;
  mkdirSync(dir, { recursive: true });
  for (let file = 0; file < FILES; file++) {
    let text = '';
    for (let row = file; row < ROWS; row += FILES) {
      const at = new Date(DAY_MS + row * STEP_MS).toISOString();
      const line = { sessionId: `session-${file}`, cwd: '/home/ada/loom' };
      text += said({
        id: `msg_${row}`,
        at,
        model: 'claude-opus-4-6',
        input: 10 + (row % 7),
        output: 20 + (row % 89),
        line,
      });
    }
    writeFileSync(join(dir, `session-${file}.jsonl`), text);
  }
  writeFileSync(join(home, 'whole'), '');
  return home;
}
