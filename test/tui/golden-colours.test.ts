/**
 * Every screen in colour, as the picture that the program exports: 80x24 above 120x35, one file per screen. Text frames
 * (screens.test.ts) are without colour. After a change that is meant, `npx vitest -u` with this file draws them anew;
 * look at what has changed.
 */
import { expect, test } from 'vitest';
import { picture } from '../../src/tui/draw/svg.ts';
import { SCREENS } from '../../src/tui/screens/index.ts';
import { troubledFiles } from '../support/busy-home.ts';
import { DAY, NOW_MS } from '../support/clock.ts';
import { fixed, show, snapshotFor } from '../support/dashboard.ts';

const SMALL = { columns: 80, rows: 24 };
const LARGE = { columns: 120, rows: 35 };

const limits = fixed([
  { window: 'five_hour', usedPercent: 63, reportedMs: NOW_MS - 40_000, resetsAtMs: NOW_MS + 3_600_000 },
  { window: 'seven_day', usedPercent: 90, reportedMs: NOW_MS - 40_000, resetsAtMs: NOW_MS + 3 * DAY },
]);

test.each(SCREENS.map(({ id }) => id))('%s', async id => {
  const snapshot = await snapshotFor(troubledFiles());
  const frames: string[] = [];
  for (const size of [SMALL, LARGE]) {
    const app = await show(snapshot, {
      size,
      theme: 'dark',
      depth: '256',
      view: { screen: id },
      stores: { limits },
    });
    app.press('j');
    frames.push(app.ansi());
  }
  const svg = picture(frames.join('\n\n'), LARGE.columns, SMALL.rows + 1 + LARGE.rows);
  await expect(svg).toMatchFileSnapshot(`__snapshots__/colours/${id}.svg`);
});
