/** `token-dash markdown`, `briefing` and `forecast`, as they are run. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { run } from '../support/program.ts';

const OUT = 'cost.md';
const UTC = { env: { TZ: 'UTC' } };
const used = (more: Readonly<Record<string, string>> = {}) =>
  home({
    '.claude/projects/-home-ada-loom/s1.jsonl':
      said({ id: 'm1', at: new Date().toISOString(), input: 1_000_000, output: 0 }) +
      said({ id: 'm2', at: 0, input: 200_000, output: 0, model: '<b>odd|name' }),
    ...more,
  });
const read = (at: Home) => readFileSync(at.at(OUT), 'utf8');
const markdown = (at: Home, ...words: readonly string[]) => run(at, ['markdown', ...words], UTC);

describe('token-dash markdown', () => {
  it('prints front matter and a block between markers', async () => {
    const { code, out } = await markdown(used());
    expect(code).toBe(0);
    expect(out).toMatch(
      /^---\ntitle: .*\n[\s\S]*?\n---\n\n<!-- token-dash:begin -->\n## Month and forecast\n/,
    );
    expect(out.trimEnd().endsWith('<!-- token-dash:end -->')).toBe(true);
    for (const part of ['Weeks', 'Months', 'Models', 'Projects', 'Agents', 'Skills', 'Commands']) {
      expect(out).toContain(`\n## ${part}`);
    }
    expect(out).toMatch(/\| 2026-07 \| 1 \| 200,000 \| unpriced \|/);
    expect(out).toMatch(/to date: \$5\.00/);
  });

  it('writes a file for its owner alone, and twice the same', async () => {
    const at = used();
    expect((await markdown(at, '--out', OUT)).out).toBe(`${OUT} is written\n`);
    const first = read(at);
    expect(statSync(at.at(OUT)).mode & 0o777).toBe(0o600);
    expect((await markdown(at, '--out', OUT)).out).toBe(`${OUT} is up to date\n`);
    expect(read(at)).toBe(first);
  });

  it('leaves the text of others alone, and copies it before it is changed for the first time', async () => {
    const at = used({ [OUT]: '# Mine\n\nbefore' });
    expect((await markdown(at, '--out', OUT)).out).toContain('the file as it was:');
    expect(readFileSync(at.at(`${OUT}.bak`), 'utf8')).toBe('# Mine\n\nbefore');
    const written = read(at);
    expect(written.startsWith('# Mine\n\nbefore\n\n<!-- token-dash:begin -->\n')).toBe(true);
    at.write(OUT, written.replace('## Weeks', '## Old').replace(/$/, 'behind'));
    await markdown(at, '--out', OUT);
    expect(read(at)).toBe(`${written}behind`);
    expect(existsSync(at.at(`${OUT}.bak.2`))).toBe(false);
  });

  it.each([
    ['damaged.md', /its markers are damaged/],
    ['a-directory', /cannot be (?:read|changed): it is a directory/],
    ['nowhere/cost.md', /its directory is not there/],
  ])('of %s says what is wrong, and writes nothing', async (file, why) => {
    const at = used({ 'damaged.md': '<!-- token-dash:end -->\n' });
    mkdirSync(at.at('a-directory'));
    const { code, err } = await markdown(at, '--out', file);
    expect(code).toBe(1);
    expect(err).toMatch(why);
    expect(readFileSync(at.at('damaged.md'), 'utf8')).toBe('<!-- token-dash:end -->\n');
  });

  it('says so where nothing was used', async () => {
    expect(await markdown(home())).toMatchObject({ code: 2, out: '' });
  });
});

describe('token-dash briefing', () => {
  it('is about one day', async () => {
    const { out, code } = await run(used(), ['briefing', '--date', '2026-07-01'], UTC);
    expect(code).toBe(0);
    expect(out).toMatch(/^## 2026-07-01\n\n- Cost: unpriced; the 30 days before: \$0\.00 a day\n/);
    expect(out).toContain('| &lt;b&gt;odd\\|name | 1 | 200,000 | unpriced |');
    expect(out).not.toContain('### Month');
  });

  it('of today has the month, too', async () => {
    expect((await run(used(), ['briefing'], UTC)).out).toContain('### Month\n');
  });

  it('of a day without usage says so, and of no day what a day is', async () => {
    expect((await run(used(), ['briefing', '--date', '2026-02-01'], UTC)).out).toContain(
      'No usage on this day.',
    );
    expect((await run(used(), ['briefing', '--date', 'someday'], UTC)).code).toBe(1);
  });
});

describe('token-dash forecast', () => {
  it('has the month, the run rate, the forecast and the budget', async () => {
    const at = used({
      '.config/token-dash/config.yaml': 'budgets:\n  - { name: All, per: month, usd: 200 }\n',
    });
    const { out, code } = await run(at, ['forecast'], UTC);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Month to date +\$5\.00 .*\nRun rate +~ \$[\d.,]+ .*\nForecast +~ \$[\d.,]+ .*\nBudget 'All' +\$200\.00 /,
    );
    const json = JSON.parse((await run(at, ['forecast', '--json'], UTC)).out);
    expect(json).toMatchObject({
      monthToDateUsd: '5.000000',
      forecast: { coverage: 0.8 },
      budgets: [{ name: 'All' }],
    });
  });

  it('says so where nothing was used, and what is wrong with a filter', async () => {
    expect((await run(home(), ['forecast'], UTC)).code).toBe(2);
    expect((await run(used(), ['forecast', '--source', 'nobody'], UTC)).err).toContain(
      "'nobody' is not read",
    );
  });
});
