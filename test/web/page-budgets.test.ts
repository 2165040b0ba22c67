/** What the page shows of budgets and of tracked work, in a real browser. */
import { describe, expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { json, serve } from '../support/serve.ts';
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

/** Five cheap tasks, all but the dear sixth with the same words in each session. */
const session = (day: string, spent: number, dear: string) =>
  [
    `session: session-${day}`,
    'phase: phase-0',
    `date: 2025-11-${day}`,
    'budget_allocated: $500',
    `budget_spent: $${spent}`,
    `budget_remaining: $${500 - spent}`,
    'tasks:',
    ...['write the readme', 'write the readme', 'add a test', 'name things', 'tidy up'].map(
      (text, i) =>
        `  - { id: H${i}, description: ${text}, model: haiku, tokens_in: 1000, tokens_out: 400, cost_usd: 5, milestone: 25% }`,
    ),
    `  - { id: S1, description: ${dear}, model: sonnet, tokens_in: 20000, tokens_out: 8000, cost_usd: ${spent - 25}, milestone: 50% }`,
    'efficiency_metrics: { cost_waste_percent: 10% }',
    '',
  ].join('\n');

describe.skipIf(!isThere)('tracked work on the page', { timeout: 120_000 }, () => {
  const files = {
    [PATH]: usage(),
    'work/COST-TRACKING-session-01.yaml': session('01', 234, 'design the API'),
    'work/b/COST-TRACKING-session-02.yaml': session('02', 89, 'implement the API'),
    'work/COST-TRACKING-broken.yaml': 'tasks: [',
    'xdg_config_home/token-dash/config.yaml': [
      'tracking: { roots: ~/work }',
      'budgets: [{ name: Phase zero, phase: phase-0, usd: 300 }, { name: Monthly, per: month, usd: 1000 }]',
    ].join('\n'),
  };

  test('is drawn with its budget, models, phases, days, milestones, heat map and findings', async () => {
    const served = await serve(home(files));
    const { page, wrong } = await open(served, '#/overview');
    const work = page.locator('#tracked');
    await work.locator('.facts').waitFor();
    const facts = (await work.locator('.facts').innerText()).replace(/\s+/g, ' ');
    const { overview } = await json(served, '/api/budgets');
    expect(overview.project_totals).toMatchObject({
      total_spent: 323,
      total_remaining: 677,
      burn_rate: 161.5,
    });
    for (const words of ['$1,000.00', '$323.00 32 % of the budget', '$677.00', '$161.50 a day', '7 Nov 2025'])
      expect(facts).toContain(words);
    const part = (title: string) => work.locator('.part', { hasText: title });
    const text = async (title: string) => (await part(title).innerText()).replace(/\s+/g, ' ');
    expect(await text('Models by tasks')).toContain(
      'Haiku 10 tasks $50.00 83.3 % Sonnet 2 tasks $273.00 16.7 %',
    );
    expect(await text('Phases')).toContain(
      'phase-0 12 tasks $323.00 1 Nov – 2 Nov 2025 · 108 % of its budget of $300.00, over',
    );
    const phase = await part('Phases').locator('.track i').boundingBox();
    expect(phase?.width).toBeGreaterThan(300);
    expect(await text('Milestones')).toMatch(/25% 10 tasks \$50\.00 50% 2 tasks \$273\.00 75% no task yet/);
    expect(await part('Cost per day').locator('svg').textContent()).toContain('limit $100.00 a day');
    expect(await part('Cost per day').locator('li').allTextContents()).toEqual([
      '1 Nov 2025: $234.00, over the limit',
      '2 Nov 2025: $89.00',
    ]);
    const cells = await part('Tasks by complexity').locator('tbody td').allTextContents();
    expect(cells).toEqual(
      [...overview.heat_map.simple, ...overview.heat_map.medium, ...overview.heat_map.complex].map(String),
    );
    const finding = part('Waste and').locator('details', { hasText: 'Redundant tasks' });
    expect(await finding.locator('summary').innerText()).toMatch(/4 found\s+\$30\.00/);
    await finding.locator('summary').click();
    expect(await finding.innerText()).toContain('Rule: tasks whose descriptions are equal');
    expect(await finding.innerText()).toContain('~/work/COST-TRACKING-session-01.yaml:9');
    expect(await work.innerText()).toContain('~/work/COST-TRACKING-broken.yaml');

    const gauge = page.locator('#month .gauge', { hasText: 'Monthly' });
    await gauge.locator('.is-forecast').waitFor({ state: 'attached' });
    expect(await gauge.locator('.meter').getAttribute('aria-label')).toMatch(/used, .*forecast \$/);
    expect([await complaints(page), wrong]).toEqual([[], []]);
    const phone = await open(served, '#/overview', { width: 375, isDark: true });
    await phone.page.locator('#tracked .facts').waitFor();
    expect([await complaints(phone.page), await overhang(phone.page)]).toEqual([[], 0]);
  });

  test('where there is none it says what to write, and where', async () => {
    const { page } = await open(await serve(home()), '#/overview');
    const work = page.locator('#tracked');
    await work.getByText('No folder is named yet').waitFor();
    expect(await work.innerText()).toContain('tracking: { roots: ~/path/to/sessions }');
    expect(await work.innerText()).toContain('token-dash budget ~/path/to/sessions');
    const broken = home({
      'work/COST-TRACKING-broken.yaml': 'tasks: [',
      'xdg_config_home/token-dash/config.yaml': 'tracking: { roots: ~/work }',
    });
    const { page: passed } = await open(await serve(broken), '#/overview');
    await passed.getByText('below ~/work can be used').waitFor();
    expect(await passed.locator('#tracked').innerText()).toContain('COST-TRACKING-broken.yaml');
    expect(await passed.locator('#tracked').innerText()).toContain('token-dash budget ~/work');
  });
});
