/** Five hundred models: every screen stays in its place, is exactly as large as the terminal, and says how many there are. */
import { expect, test } from 'vitest';
import { lineWidth } from '../../src/tui/draw/styled.ts';
import { SCREENS } from '../../src/tui/screens/index.ts';
import { said } from '../support/claude-lines.ts';
import { NOW_MS } from '../support/clock.ts';
import { SIZES, show, snapshotFor } from '../support/dashboard.ts';

const MODELS = 500;

const files = {
  '.claude/projects/-home-ada-loom/s.jsonl': Array.from({ length: MODELS }, (_, i) =>
    said({
      id: `m${i}`,
      model: `model-${i}`,
      at: new Date(NOW_MS - i * 60_000).toISOString(),
      output: 1000 + i,
    }),
  ).join(''),
};

test.each(SIZES)('500 models at %ix%i', async (columns, rows) => {
  const snapshot = await snapshotFor(files);
  for (const { id } of SCREENS) {
    const app = await show(snapshot, { size: { columns, rows }, view: { screen: id } });
    for (const key of ['j', 'G', 'b', 'c', 'r'] as const) {
      app.press(key);
      const { lines } = app.controller.getState();
      expect(lines).toHaveLength(rows);
      expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
    }
  }
  const models = await show(snapshot, { size: { columns, rows }, view: { screen: 'models' } });
  expect(models.text()).toContain(`of ${MODELS}`);
  expect(models.press('G').join('\n')).toMatch(new RegExp(`-${MODELS} of ${MODELS}`));
});
