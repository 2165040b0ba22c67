/** Limits of several accounts: each has its own windows, and what is official and what is an estimate is said. */
import { describe, expect, test } from 'vitest';
import type { Limit } from '../../src/core/limits.ts';
import { said } from '../support/claude-lines.ts';
import { NOW_MS } from '../support/clock.ts';
import { fixed, show } from '../support/dashboard.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** One million tokens of output cost $25. */
function used(id: string, minutesAgo: number, output: number): string {
  const at = new Date(NOW_MS - minutesAgo * MINUTE).toISOString();
  return said({ id, at, model: 'claude-opus-4-6', input: 0, output, line: { sessionId: id } });
}

const FILES = {
  '.claude-work/projects/-w/a.jsonl': used('a', 90, 1_000_000) + used('b', 30, 1_000_000),
  '.claude-home/projects/-h/c.jsonl': used('c', 150, 80_000) + used('d', 30, 80_000),
};

function limit(account: string, usedPercent: number, endsInHours: number): Limit {
  return {
    ...{ account, window: 'five_hour', usedPercent, reportedMs: NOW_MS - MINUTE },
    resetsAtMs: NOW_MS + endsInHours * HOUR,
  };
}
const LIMITS = [limit('~/.claude-work', 63, 3), limit('~/.claude-home', 12, 2)];

async function limitsScreen(limits: readonly Limit[], size = { columns: 120, rows: 35 }) {
  const at = home(FILES);
  const CLAUDE_CONFIG_DIR = ['.claude-work', '.claude-home'].map(dir => at.at(dir)).join(',');
  const snapshot = await snapshotOf(at, { place: { ...at.place, env: { CLAUDE_CONFIG_DIR } } });
  return show(snapshot, {
    size,
    home: at.dir,
    view: { screen: 'limits' },
    stores: { limits: fixed(limits) },
  });
}

describe('two accounts', () => {
  test('have a window, a burn rate and a projection each', async () => {
    const text = (await limitsScreen(LIMITS)).text();
    const [, work = '', own = ''] =
      /~\/\.claude-work([\s\S]*)~\/\.claude-home([\s\S]*)this window[^\n]*/.exec(text)!;
    expect(work).toMatch(/5-hour .* 63 % used .* official/);
    // $50 within an hour, and three hours to come.
    expect(work).toMatch(
      /this window \$50\.00 in 2 responses since 10:00, to 15:00 · \$50\.00\/h, ~\$200\.00 .*estimate/,
    );
    expect(own).toMatch(/5-hour .* 12 % used .* official/);
    // $4 within two hours, and two to come.
    expect(text).toMatch(
      /this window \$4\.00 in 2 responses since 09:00, to 14:00 · \$2\.00\/h, ~\$8.00 .*estimate/,
    );
    expect(text).toContain('$54.00 in 4 responses, all sources and accounts');
  });

  test('have rows of their own in the table', async () => {
    const app = await limitsScreen(LIMITS);
    const rows = app.lines().filter(line => line.includes('open now'));
    expect(rows).toEqual([
      expect.stringMatching(/10:00 +work .*\$50\.00/),
      expect.stringMatching(/09:00 +home .*\$4\.00/),
    ]);
    app.press('s');
    expect(app.text()).toContain('sorted by account');
  });

  test('are not added up on the Overview without saying so', async () => {
    const app = await limitsScreen(LIMITS);
    app.press('1');
    expect(app.text()).toMatch(/all 5h +\$54\.00/);
  });

  test('are told to be together where nothing official tells them apart', async () => {
    const text = (await limitsScreen([])).text();
    expect(text).toContain('estimate from logs, all accounts together');
    expect(text).toMatch(/\$54\.00 in 4 responses/);
  });

  test('that need more room than there is say so, and z shows them', async () => {
    const app = await limitsScreen(LIMITS, { columns: 80, rows: 20 });
    expect(app.text()).toMatch(/\d+ more lines?: z/);
    app.press('z');
    expect(app.text()).toContain('all sources and accounts');
    expect(app.text()).not.toContain('more line');
  });
});

test('one account has no account column and no name', async () => {
  const { account: _, ...alone } = LIMITS[0]!;
  const text = (await limitsScreen([alone])).text();
  expect(text).not.toContain('account');
  // The one at 09:30 was before the window that the vendor says ends at 15:00.
  expect(text).toMatch(/this window \$52\.00 .*estimate/);
});
