/**
 * The page in a real browser: Debian's Chromium, where there is one. What it shows is what the API says, at every width,
 * in both colours; it follows the logs, asks no other host for anything, and is usable by keys and by screen readers.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { rounded, usd } from '../../src/core/money.ts';
import { PROGRAM } from '../support/bundle.ts';
import { line, said } from '../support/claude-lines.ts';
import { type Files, home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { json, serve } from '../support/serve.ts';
import {
  CHROMIUM,
  complaints,
  isThere,
  newWindow,
  open,
  overhang,
  settled,
  startBrowser,
} from './in-browser.ts';

const DAY_MS = 86_400_000;
const at = (back: number, minute = 0) => new Date(Date.now() - back * DAY_MS - minute * 60_000).toISOString();
const TEXT = '<img src=x onerror="window.hacked=1"> & words';

/** Six weeks of three models in two projects, one model without a price, a response without its end. */
function usage(): Files {
  const lines: string[] = [];
  const models = ['claude-opus-4-6', 'claude-sonnet-4-6', 'claude-haiku-4-5-20251001', 'acme-coder-9'];
  for (let back = 0; back < 42; back++) {
    for (const [m, model] of models.entries()) {
      if ((back * (m + 3)) % 5 === 0 && back > 0) continue;
      const cwd = `/home/ada/${(back + m) % 2 === 0 ? 'loom' : '<b>shuttle</b>'}`;
      lines.push(
        said({
          ...{
            id: `m${back}-${m}`,
            model,
            at: at(back, m + 1),
            input: 100 * (m + 1),
            output: 900,
            read: 50_000,
            written: 4000,
          },
          content: [{ type: 'text', text: `${TEXT} ${back}` }],
          line: { sessionId: `session-${back}-${m}`, cwd },
        }),
      );
    }
  }
  lines.push(said({ id: 'open', model: 'claude-opus-4-6', at: at(1), output: 1, stop: null }));
  return { '.claude/projects/-home-ada-loom/s.jsonl': lines.join('') };
}

function log(): Files {
  const lines = Array.from({ length: 22 }, (_, i) => {
    const when = at(Math.floor(i / 2), i)
      .slice(0, 19)
      .replace('T', ' ');
    return `${when} | ${i % 3 === 0 ? 'calm-ai-pm' : 'qa'} | ${i === 5 ? TEXT : `Task ${i % 17}`} | ${i === 2 ? 12_000 : 3500} tokens | $0.0091\n`;
  });
  return { '.claude/token-usage.log': lines.reverse().join('') };
}

test.skipIf(isThere)(`skipped: there is no browser at ${CHROMIUM}`, () => {});

startBrowser();

const card = (page: Page, label: string) =>
  page.locator('.card', { has: page.getByText(label, { exact: true }) }).locator('.value');
const dollars = (amount: string | number) =>
  `$${Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

describe.skipIf(!isThere)('the page', { timeout: 120_000 }, () => {
  test('shows on each view what the API says', async () => {
    const served = await serve(home({ ...usage(), ...log() }));
    const { page, wrong, hosts } = await open(served, '');
    const summary = await json(served, '/api/reports/summary?since=30d');
    expect(await card(page, 'Cost').innerText()).toContain(dollars(summary.usd));
    expect(await card(page, 'Cost').innerText()).toContain('≥');
    expect(await card(page, 'Responses').innerText()).toBe(String(summary.responses));
    expect(await page.locator('#days .rest tfoot').innerText()).toContain(dollars(summary.usd));
    expect(await page.locator('#days .rest tbody tr').count()).toBe(4);
    expect(await page.locator('#days').innerText()).toContain('unpriced');

    await page.keyboard.press('2');
    await settled(page);
    const { models, totals } = await json(served, '/api/reports/models');
    await expect.poll(() => card(page, 'Messages').innerText()).toBe(String(totals.responses));
    const counted = (totals.inputTokens + totals.outputTokens).toLocaleString('en-US');
    await expect.poll(() => card(page, 'Total tokens').innerText()).toBe(counted);
    expect(await page.locator('#models tbody tr').count()).toBe(models.length);
    const rows = page.locator('#recent tbody tr');
    expect(await rows.count()).toBe(20);
    const { responses } = await json(served, '/api/responses?limit=20');
    expect(await rows.first().innerText()).toContain(responses[0].time);
    expect(await rows.first().innerText()).toContain(TEXT);
    expect(await rows.locator('.badge').count()).toBe(20);
    expect(await rows.first().locator('.word').innerText()).toBe('both');

    await page.keyboard.press('3');
    await settled(page);
    const stats = await json(served, '/api/stats');
    await expect
      .poll(() => card(page, 'Total tokens').innerText())
      .toBe(stats.totalTokens.toLocaleString('en-US'));
    expect(await card(page, 'Tasks logged').innerText()).toBe('22');
    expect(await page.locator('.card').first().innerText()).toContain(dollars(stats.totalCost));
    expect(await page.locator('#top-tasks tbody tr').count()).toBe(15);
    expect(await page.locator('#by-date tbody tr').count()).toBe(30);
    expect(await page.locator('#activity tbody tr').count()).toBe(20);
    expect(await page.locator('#activity').innerText()).toContain('above 10,000');
    for (const title of ['Costs by project', 'Top tasks by cost', 'Costs by date', 'Recent activity']) {
      expect(await page.getByRole('heading', { name: title }).count()).toBe(1);
    }

    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|\[object/);
    expect(wrong).toEqual([]);
    expect([...hosts]).toEqual([new URL(served.url).host]);
  });

  test('a model that costs nothing reads free, one without a price unpriced', async () => {
    const line = (id: string, model: string) =>
      said({ id, model, at: at(0, 1), output: 1000, line: { sessionId: id, cwd: '/home/ada/loom' } });
    const served = await serve(
      home({
        '.claude/projects/-home-ada-loom/s.jsonl': line('free', 'on-my-desk') + line('none', 'acme-coder-9'),
        'xdg_config_home/token-dash/config.yaml': 'prices: { models: { on-my-desk: { free: true } } }',
      }),
    );
    const { page } = await open(served, '#/overview?model=on-my-desk');
    expect(await card(page, 'Cost').innerText()).toBe('free');
    expect(await page.locator('#days .rest tbody').innerText()).toMatch(/on-my-desk\s+free/);
    await page.locator('#days .rest tbody .amount').click();
    await page.locator('dialog.drawer').getByText('By price').waitFor();
    expect(await page.locator('dialog.drawer').innerText()).not.toContain('$0');
    const { page: messages } = await open(served, '#/messages');
    const costs = await messages.locator('#recent tbody td:last-child').allInnerTexts();
    expect(costs.sort()).toEqual(['free', 'unpriced']);
  });

  test('follows the logs without a reload', async () => {
    const at = home({ ...usage(), ...log() });
    const served = await serve(at);
    const { page } = await open(served, '#/messages');
    const before = Number((await card(page, 'Messages').innerText()).replace(',', ''));
    const updated = await page.locator('#updated').innerText();
    at.append(
      '.claude/projects/-home-ada-loom/s.jsonl',
      said({
        id: 'new',
        model: 'claude-3-5-sonnet-20241022',
        at: new Date().toISOString(),
        input: 1e6,
        output: 1e6,
      }),
      Date.now(),
    );
    await page.waitForFunction(
      count => document.querySelector('.cards')?.textContent?.includes(String(count)),
      before + 1,
    );
    await page.waitForFunction(text => document.querySelector('#updated')?.textContent !== text, updated);
    // Cards and table are answers of their own: the row may come a moment after the count.
    const newest = () => page.locator('#recent tbody tr').first().innerText();
    await expect.poll(newest, { timeout: 30_000 }).toContain('claude-3-5-sonnet');
    expect(await newest()).toContain('$18.0000');

    await page.keyboard.press('3');
    await settled(page);
    at.append(
      '.claude/token-usage.log',
      '2026-01-01 10:00:00 | new-project | A new task | 1000 tokens | $0.0026\n',
      Date.now(),
    );
    await page.waitForFunction(() =>
      document.querySelector('#by-project')?.textContent?.includes('new-project'),
    );
  });

  test('filters, ranges and receipts are in the address, and Back undoes them', async () => {
    const served = await serve(home(usage()));
    const { page } = await open(served, '#/overview');
    await page.getByRole('button', { name: '7d', exact: true }).click();
    await settled(page);
    const week = await json(served, '/api/reports/summary?since=7d');
    expect(await card(page, 'Responses').innerText()).toBe(String(week.responses));
    await page.locator('#days tbody .name-button').first().click();
    await settled(page);
    const [, model = ''] = /model=([^&]+)/.exec(page.url())!;
    const one = await json(served, `/api/reports/summary?since=7d&model=${model}`);
    expect(await card(page, 'Responses').innerText()).toBe(String(one.responses));
    expect(page.url()).toMatch(/#\/overview\?range=7d&model=/);

    const amount = page.locator('#sessions tbody .amount').first();
    await amount.click();
    const drawer = page.locator('dialog.drawer');
    await drawer.getByText('By price').waitFor();
    expect(await drawer.locator('tfoot').first().innerText()).toContain('Sum');
    await drawer.locator('.amount').first().click();
    await drawer.getByText('Arithmetic').waitFor();
    expect(await drawer.innerText()).toContain('~/.claude/projects/-home-ada-loom/s.jsonl:');
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.goBack();
    await drawer.waitFor();

    const odd = await open(served, '#/nowhere?range=3d&colour=red');
    expect(await odd.page.locator('.notice').first().innerText()).toContain('nowhere, range=3d, colour=red');
  });

  test('every number of Tasks opens what it is made of, down to the line of the log', async () => {
    const served = await serve(home({ ...usage(), ...log() }));
    const { page } = await open(served, '#/tasks');
    const drawer = page.locator('dialog.drawer');
    const opened = async (from: Locator, words: string) => {
      await from.click();
      await drawer.getByText(words, { exact: true }).first().waitFor();
      return drawer.innerText();
    };
    const close = async () => {
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    };
    const { tasks, totals } = await json(served, '/api/reports/tasks');
    const top = await opened(page.locator('#top-tasks tbody .amount').first(), 'Entries');
    expect(top).toContain(`$${rounded(usd(tasks[0].usd), 6)}`);
    expect(await drawer.locator('tbody tr').count()).toBe(tasks[0].count);
    const entry = await opened(drawer.locator('tbody .amount').first(), 'Arithmetic');
    expect(entry).toContain('~/.claude/token-usage.log:');
    expect(entry).toContain('$2.60 per million tokens');
    expect(await complaints(page)).toEqual([]);
    await close();
    const all = await opened(page.locator('.card').first(), 'By price');
    expect(all).toContain(`$${rounded(usd(totals.usd), 6)}`);
    expect(all).toContain('22 entries');
    await close();
    const day = await opened(page.locator('#by-date tbody .amount').first(), 'By price');
    expect(day).toContain('Entries, highest cost first');
    await close();
    const project = await opened(page.locator('#by-project tbody .amount').first(), 'By price');
    expect(project).toContain('Project qa');
    await close();
    await opened(page.locator('#by-project .facts .amount'), 'By price');
    await close();
    const recent = await opened(page.locator('#activity tbody .amount').nth(2), 'Arithmetic');
    expect(recent).toContain('12,000');
    // To the neighbour in the list that it was opened from.
    await page.keyboard.press(']');
    await expect.poll(() => drawer.innerText()).not.toContain('12,000');
  });

  test('what Claude Code counted above the log is said beside it, and is in no sum', async () => {
    const session = { sessionId: 'short', cwd: '/home/ada/loom' };
    const counts = {
      'claude-opus-4-6': {
        ...{ inputTokens: 1e6, outputTokens: 0, cacheReadInputTokens: 0, cacheCreationInputTokens: 0 },
        costUSD: 5,
      },
    };
    const lines = [
      said({ model: 'claude-opus-4-6', at: at(0, 5), input: 200_000, output: 0, line: session }),
      line({ type: 'cost-state', sessionId: 'short', modelUsage: counts }),
    ];
    const served = await serve(home({ '.claude/projects/-home-ada-loom/s.jsonl': lines.join('') }));
    const { page } = await open(served, '#/overview');
    const cost = page.locator('#sessions tbody .num .tag');
    expect(await cost.innerText()).toBe('$5.00 by own count');
    const words = "at least $1.00 in the log, $5.00 by Claude Code's own count";
    expect(await cost.getAttribute('title')).toContain(words);
    expect(await card(page, 'Cost').innerText()).toBe('$1.00');
    await page.locator('#sessions tbody .amount').click();
    const drawer = page.locator('dialog.drawer');
    await drawer.getByText(words).waitFor();
    await drawer.locator('.amount').last().click();
    await drawer.getByText('Arithmetic').waitFor();
    expect(await drawer.locator('.pairs').innerText()).toContain('$4.00');
  });

  test('days that are only remembered are drawn apart, and are in no total', async () => {
    const date = (back: number) => at(back).slice(0, 10);
    const memory = {
      version: 5,
      dailyModelTokensVersion: 5,
      dailyModelTokens: [
        { date: date(50), tokensByModel: { opus: 800_000 } },
        { date: date(48), tokensByModel: { opus: 1_200_000 } },
      ],
    };
    const remembered = home({ ...usage(), '.claude/stats-cache.json': JSON.stringify(memory) });
    const ledger = { TOKEN_DASH_LEDGER: remembered.at('ledger.db') };
    expect((await run(remembered, ['import'], { env: ledger })).code).toBe(0);
    const served = await serve(remembered, [], PROGRAM, ledger);
    const { page } = await open(served, '#/overview?range=90d');
    const plain = await serve(home(usage()));
    const { page: without } = await open(plain, '#/overview?range=90d');
    expect(await page.locator('.cards').innerText()).toBe(await without.locator('.cards').innerText());

    const days = page.locator('#days');
    await days.getByText('recovered, not in totals').first().waitFor();
    const rows = await days.locator('.hidden .recovered li').allInnerTexts();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(`${date(50)}`);
    expect(rows[0]).toContain('recovered, not in totals: at most 800K tokens (stats-cache)');
    expect(await page.locator('#year .legend').innerText()).toContain('recovered, not in totals');
    const titles = await page.locator('#year rect.is-recovered title').allTextContents();
    expect(titles).toHaveLength(2);
    expect(titles[1]).toContain('at most 1.2M tokens');
    await page.locator('.plot').focus();
    await page.keyboard.press('Home');
    for (let day = 89; day > 48; day--) await page.keyboard.press('ArrowRight');
    expect(await page.locator('.tip').innerText()).toContain('at most 1.2M tokens');
    // On the canvas of the tokens there is ink in the column of that day, and in the column beside it none.
    const ink = (back: number) =>
      page
        .locator('#days canvas')
        .nth(1)
        .evaluate(
          (element, part) => {
            const { width, height } = element as HTMLCanvasElement;
            const canvas = (element as HTMLCanvasElement).getContext('2d')!;
            const x = Math.round(44 + (width - 58) * part);
            const { data } = canvas.getImageData(x - 2, 20, 4, height - 60);
            return data.filter((value, i) => i % 4 === 3 && value > 0).length;
          },
          (89.5 - back) / 90,
        );
    expect(await ink(48)).toBeGreaterThan(4 * (await ink(49)));
    expect(await complaints(page)).toEqual([]);
    expect(await without.locator('body').innerText()).not.toContain('recovered');
  });

  test('the cost dialog tells input, output and cache to four decimals', async () => {
    const served = await serve(home(usage()));
    const { page } = await open(served, '#/messages');
    await page.locator('.card', { hasText: 'Estimated cost' }).click();
    const dialog = page.getByRole('dialog');
    const { totals } = await json(served, '/api/reports/models');
    const foot = await dialog.locator('tfoot').innerText();
    for (const kind of ['input', 'output', 'cache']) {
      expect(foot).toContain(`$${rounded(usd(totals.usdByKind[kind]), 4)}`);
    }
    expect(foot).toContain(`$${rounded(usd(totals.usd), 4)}`);
    expect(await complaints(page)).toEqual([]);
  });

  test.each([
    [375, false],
    [375, true],
    [768, true],
    [1280, false],
    [1280, true],
    [1920, true],
  ])(
    'is %i px wide, dark: %s, without a sideways scroll, a finding of axe or a word in the console',
    async (width, isDark) => {
      const served = await serve(home({ ...usage(), ...log() }));
      for (const view of ['overview', 'messages', 'tasks']) {
        const { page, wrong } = await open(served, `#/${view}`, { width, isDark });
        expect(await overhang(page), view).toBe(0);
        expect(await complaints(page), view).toEqual([]);
        expect(wrong, view).toEqual([]);
        const hue = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect(hue).toBe(isDark ? 'rgb(14, 16, 20)' : 'rgb(246, 247, 249)');
      }
    },
  );

  test('nothing moves once the data is there', async () => {
    const served = await serve(home({ ...usage(), ...log() }));
    const page = await (await newWindow()).newPage();
    await page.addInitScript(() => {
      const shifts = { sum: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver(list => {
        for (const entry of list.getEntries())
          shifts.sum += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${served.url}/`);
    await settled(page);
    expect(
      await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum),
    ).toBeLessThan(0.1);
  });

  test('an empty home says where it looked and what to try; the first response fills it', async () => {
    const at = home();
    const served = await serve(at);
    const { page, wrong } = await open(served, '#/overview');
    const nothing = await page.locator('#nothing').innerText();
    for (const words of [
      'No usage found yet',
      '~/.claude/projects',
      'missing',
      'token-dash serve --demo',
      'token-tracker.sh log',
      'other tools',
    ]) {
      expect(nothing).toContain(words);
    }
    expect(await page.locator('.cards').innerText()).toMatch(/Cost\s+–/);
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('3');
    expect(await page.locator('#nothing').innerText()).toContain('~/.claude/token-usage.log');
    at.write(
      '.claude/token-usage.log',
      '2026-01-01 10:00:00 | test-project | test task | 1000 tokens | $0.0026\n',
      Date.now(),
    );
    await page.waitForFunction(() => document.querySelector('#activity')?.textContent?.includes('test task'));
    expect(wrong).toEqual([]);
  });

  test('a server that is gone is said so, and the numbers stay', async () => {
    const served = await serve(home(usage()));
    const { page } = await open(served, '#/messages');
    const shown = await card(page, 'Messages').innerText();
    await served.stop();
    await page.getByText('The server does not answer').waitFor({ timeout: 20_000 });
    expect(await page.locator('#live').innerText()).toBe('Disconnected');
    expect(await card(page, 'Messages').innerText()).toBe(shown);
  });

  test('keys walk the chart and the tables', async () => {
    const served = await serve(home(usage()));
    const { page } = await open(served, '#/overview');
    await page.locator('.plot').focus();
    await page.keyboard.press('End');
    await page.locator('.tip').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.locator('dialog.drawer').getByRole('heading', { name: 'By session' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').innerText()).toContain('these keys');
    expect(await complaints(page)).toEqual([]);
  });
});

test('the script is at most 60 KiB gzipped, and its hash is that of the page', () => {
  const { html } = JSON.parse(readFileSync(PROGRAM.replace('token-dash.js', 'page.json'), 'utf8'));
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)![1]!;
  expect(gzipSync(script).length).toBeLessThan(60 * 1024);
  expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/);
});
