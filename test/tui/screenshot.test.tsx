/** The picture in the README is the dashboard over the demo, and is made anew whenever that looks different. */
import { expect, it } from 'vitest';
import { demoLogs } from '../../src/demo/logs.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { App } from '../../src/tui/app.tsx';
import { composer } from '../../src/tui/compose.ts';
import { glyphs } from '../../src/tui/draw/glyphs.ts';
import { themeOf } from '../../src/tui/theme.ts';
import { ViewModelBuilder } from '../../src/tui/view-model.ts';
import { UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';
import { picture } from '../support/picture.ts';
import { renderAt } from '../support/render-at.tsx';

const AT_MS = Date.UTC(2026, 10, 20, 16, 40, 0);
const SIZE = { columns: 120, rows: 35 };

it('is what the demo looks like', async () => {
  const files = Object.fromEntries(demoLogs(20_250_624, AT_MS, UTC).map(({ path, text }) => [path, text]));
  const at = home(files);
  const snapshot = await snapshotOf(at, { sources: SOURCES, now: () => AT_MS });
  const prices = createPriceLookup({ now: AT_MS });
  const look = { glyphs: glyphs.braille, theme: themeOf('dark', '256', 'dark') };
  const app = await renderAt(
    <App
      feed={{ getState: () => snapshot, subscribe: () => () => {}, refresh: async () => {}, close: () => {} }}
      prices={{ getState: () => prices, subscribe: () => () => {} }}
      zone={UTC}
      builder={new ViewModelBuilder()}
      compose={composer()}
      now={() => AT_MS}
      size={{ getState: () => SIZE, subscribe: () => () => {} }}
      keys={{ listen: () => () => {} }}
      themes={['dark']}
      theme="dark"
      lookOf={() => look}
      recordsOf={async () => []}
      onQuit={() => {}}
    />,
    SIZE,
  );
  await expect(picture(app.frame(), SIZE.columns, SIZE.rows)).toMatchFileSnapshot(
    '../../.github/screenshot.svg',
  );
});
