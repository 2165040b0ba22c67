/** What the page shows of budgets and of tracked work, in a real browser. */
import { describe, expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { serve } from '../support/serve.ts';
import { complaints, isThere, open, overhang, startBrowser } from './in-browser.ts';

startBrowser();

const DAY_MS = 86_400_000;
const PATH = '.claude/projects/-home-ada-loom/s.jsonl';
/** $1 today, $2 yesterday, and so on. */
const usage = () =>
  Array.from({ length: 9 }, (_, back) =>
    said({
      id: `m${back}`,
      model: 'claude-opus-4-5',
      at: new Date(Date.now() - back * DAY_MS).toISOString(),
      input: ((back + 1) * 1e6) / 5,
      output: 0,
      line: { sessionId: `s${back}`, cwd: '/home/ada/loom' },
    }),
  ).join('');

describe.skipIf(!isThere)('budgets on the page', { timeout: 120_000 }, () => {
  test('the daily chart draws the limit of a day, names it, and its table says what is over', async () => {
    const served = await serve(
      home({
        [PATH]: usage(),
        'xdg_config_home/token-dash/config.yaml': [
          'budgets:',
          '  - { name: Monthly, per: month, usd: 100 }',
          '  - { name: Daily, per: day, usd: 5 }',
          '  - { name: Loom, from: 2026-01-01, to: 2099-12-31, usd: 54000, project: loom }',
        ].join('\n'),
      }),
    );
    const { page, wrong } = await open(served, '#/overview');
    const head = page.locator('#days .chart-head').first();
    await expect.poll(() => head.innerText()).toContain('limit $5.00 a day (Daily)');
    const reds = () =>
      page
        .locator('#days canvas')
        .first()
        .evaluate(canvas => {
          const { width, height } = canvas as HTMLCanvasElement;
          const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
          let most = 0;
          for (let y = 0; y < height; y++) {
            let count = 0;
            for (let x = 0; x < width; x++) {
              const i = (y * width + x) * 4;
              if (data[i]! > 150 && data[i + 1]! < 90 && data[i + 2]! < 90) count++;
            }
            most = Math.max(most, count / width);
          }
          return most;
        });
    expect(await reds()).toBeGreaterThan(0.8);
    const table = page.locator('#days .hidden table');
    expect(await table.locator('caption').textContent()).toContain('limit $5.00 a day (Daily)');
    const level = async (row: number) =>
      (await table.locator('tbody tr').nth(row).locator('td, th').allTextContents()).at(-1);
    // The sixth is the first above $5.
    expect([await level(0), await level(4), await level(5)]).toEqual(['within', 'within', 'over']);

    const loom = await open(served, '#/overview?project=loom');
    const words = () => loom.page.locator('#days .chart-head').first().innerText();
    await expect
      .poll(words)
      .toMatch(/limit \$2\.00 a day \(share of Loom, \$54,000(?:\.00)? in 27028 days\)/);
    const opus = await open(served, '#/overview?model=claude-opus-4-5');
    await opus.page.locator('#days canvas').first().waitFor();
    expect(await opus.page.locator('#days .chart-head').first().innerText()).not.toContain('limit');
    expect([await complaints(page), await overhang(page), wrong]).toEqual([[], 0, []]);
  });
});
