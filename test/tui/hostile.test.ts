/** Names of the logs on every screen: nothing of them reaches the terminal, or moves a border. */
import { expect, test } from 'vitest';
import { ansi, lineWidth } from '../../src/tui/draw/styled.ts';
import { SCREENS } from '../../src/tui/screens/index.ts';
import { NOW_MS } from '../support/clock.ts';
import { fixed, show, snapshotFor } from '../support/dashboard.ts';
import { HARMFUL, hostileTranscript, names } from '../support/hostile.ts';

const limits = fixed([{ window: names('window'), usedPercent: 63, reportedMs: NOW_MS - 40_000 }]);

test.each(SCREENS.map(({ id }) => id))('%s', async id => {
  const snapshot = await snapshotFor({
    '.claude/projects/p/s1.jsonl': hostileTranscript('claude-opus-4-6', '2026-07-14'),
    '.claude/projects/p/s2.jsonl': hostileTranscript(names('model'), '2026-07-15'),
  });
  const size = { columns: 120, rows: 35 };
  const app = await show(snapshot, { size, view: { screen: id }, stores: { limits }, depth: '256' });
  for (const keys of [[], ['j'], ['enter'], ['enter'], ['escape', 'p'], ['!'], ['escape', '/', 'a']]) {
    app.press(...keys);
    const { lines } = app.controller.getState();
    expect(lines.map(lineWidth)).toEqual(Array(size.rows).fill(size.columns));
    for (const line of lines) {
      expect(line.map(({ text }) => text).join('')).not.toMatch(HARMFUL);
      // What is left is styles of our own.
      expect(ansi(line).replaceAll(/\x1b\[[\d;]*m/g, '')).not.toMatch(HARMFUL);
    }
  }
});
