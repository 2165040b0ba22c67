/** `token-dash log` as people and scripts run it: the first day of the guide, and what goes wrong on others. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { said } from '../../support/claude-lines.ts';
import { type Home, home } from '../../support/home.ts';
import { run } from '../../support/program.ts';

const LOG = '.claude/token-usage.log';
const UTC = { env: { TZ: 'UTC' } };

const log = (at: Home, ...words: readonly string[]) => run(at, ['log', ...words], UTC);
const read = (at: Home, path = LOG) => readFileSync(at.at(path), 'utf8');
const lines = (at: Home) => read(at).trimEnd().split('\n');
/** Today in UTC, which is where these homes are. */
const today = () => new Date().toISOString().slice(0, 10);

describe('token-dash log <project> <task> <tokens>', () => {
  it('writes one line in the format of the original, and makes its directory', async () => {
    const at = home();
    const { code, out, err } = await log(at, 'calm-ai-pm', 'Add AGENTS.md', '3500');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^✓ Logged: calm-ai-pm \| Add AGENTS\.md \| 3500 tokens\n.*\$0\.01 \(estimate at/);
    await log(at, 'qa-automation', 'Fix flaky test', '2800');
    await log(at, 'calm-couples', 'Plant renderer fix', '2100');
    const written = lines(at);
    expect(written).toHaveLength(3);
    for (const line of written) {
      expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \| .+ \| .+ \| \d+ tokens \| \$\d*\.?\d+$/);
    }
    expect(written.map(line => line.split(' | ').at(-1))).toEqual(['$0.0091', '$0.00728', '$0.00546']);
  });

  it.each([
    [['a'], /^Usage/],
    [['a', 'b'], /^Usage/],
    [[], /^Usage/],
    [['a', 'b', 'abc'], /whole number above 0, or 'auto', not 'abc'/],
    [['a', 'b', '-5'], /more than 0, not -5/],
    [['a', 'b', '0'], /more than 0, not 0/],
    [['a', 'b', '3,500'], /without separators: 3500, not 3,500/],
    [['a', 'b', '1.5'], /whole number above 0/],
    [['a', ' ', '5'], /the task has no name/],
    [['a', 'b', 'auto'], /there are no transcripts/],
  ])('refuses %j, and leaves the file alone', async (words, why) => {
    const at = home({ [LOG]: 'one\n' });
    const { code, err, out } = await log(at, ...words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(why);
    expect(read(at)).toBe('one\n');
  });

  it('twenty at once are twenty whole lines', async () => {
    const at = home();
    const words = (i: number) => [
      `project-${i}`,
      'a task whose name is long enough to be cut',
      `${1000 + i}`,
    ];
    await Promise.all(Array.from({ length: 20 }, (_, i) => log(at, ...words(i))));
    const counts = lines(at).map(line => /\| (\d+) tokens \| \$[\d.]+$/.exec(line)?.[1]);
    expect(counts.sort()).toEqual(Array.from({ length: 20 }, (_, i) => `${1000 + i}`));
  });

  it('keeps any text, to be read back as it was', async () => {
    const at = home();
    await log(at, 'a|b', 'pipe | in\ntask costs $5', '5000');
    expect(lines(at)).toHaveLength(1);
    const { out } = await log(at, 'today', '--json');
    expect(JSON.parse(out)).toMatchObject([
      { date: today(), project: 'a|b', task: 'pipe | in\ntask costs $5', tokens: 5000, cost: 0.013 },
    ]);
  });

  it.each([
    ['Fix bug', '2800', /^warning: vague:/],
    ['Research styling options', '2100', /^warning: exploratory:/],
    ['Work in progress', '3000', /^warning: partial:/],
    ['Small fix', '10000', /warning: exaggerated:/],
    ['Fix modal dismissal timeout', '2800', /^$/],
  ])('of %j warns as it should, and logs it', async (task, tokens, warning) => {
    const at = home();
    const { code, err } = await log(at, 'p', task, tokens);
    expect(code).toBe(0);
    expect(err).toMatch(warning);
    expect(lines(at)).toHaveLength(1);
  });

  it('says when a task is too large', async () => {
    const at = home();
    expect((await log(at, 'p', 'Weave it', '10000')).out).not.toContain('red:');
    expect((await log(at, 'p', 'Weave it all', '10001')).out).toMatch(/red: .*: break into smaller pieces\n/);
  });

  it("takes the count of the project's last session", async () => {
    const project = (name: string) => `.claude/projects/-home-ada-${name}`;
    const at = home({
      [`${project('loom')}/s1.jsonl`]: said({
        id: 'm1',
        at: 0,
        input: 1,
        output: 1,
        line: { sessionId: 's1' },
      }),
      [`${project('loom')}/s2.jsonl`]:
        said({ id: 'm2', at: 10, input: 1000, output: 400, line: { sessionId: 's2' } }) +
        said({ id: 'm3', at: 12, input: 2000, output: 100, line: { sessionId: 's2' } }),
    });
    const { code, out } = await log(at, 'loom', 'Weave the border', 'auto');
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ Logged: loom \| Weave the border \| 3500 tokens\n/);
    expect(out).toContain('2 responses, input 3,000, output 500');
    expect(lines(at)[0]).toMatch(/\| 3500 tokens \| \$0\.0091$/);
    const { err } = await log(at, 'shuttle', 'Weave the border', 'auto');
    expect(err).toContain("no session is of the project 'shuttle'; there are loom");
    expect(lines(at)).toHaveLength(1);
  });
});

describe('what was logged', () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const logged = () =>
    home({
      [LOG]: [
        `${yesterday} 10:00:00 | loom | Weave | 9000 tokens | $4.00`,
        `${today()} 00:00:01 | loom | Spin | 3500 tokens | $3.01`,
        `${today()} 00:00:02 | reed | Warp the threads | 2000 tokens | $2.00`,
        '',
      ].join('\n'),
    });

  it('today: its entries and their total', async () => {
    const { out, code } = await log(logged(), 'today');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        `=== Token Usage - ${today()} ===`,
        '00:00:01  loom  Spin              3,500  $3.01',
        '00:00:02  reed  Warp the threads  2,000  $2.00',
        'Total: 2 tasks, 5,500 tokens, $5.01 (estimate at $0.0026 per 1,000 tokens)',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['5', 1, 'Warning: Daily spending exceeds $5.00 ($5.01)\n'],
    ['5.01', 0, ''],
    ['much', 1, "token-dash log: --limit takes an amount in USD, not 'much'\n"],
  ])('today --limit %s', async (limit, expected, words) => {
    const { code, err } = await log(logged(), 'today', '--limit', limit);
    expect([code, err]).toEqual([expected, words]);
  });

  it('by project, the most expensive first', async () => {
    const { out } = await log(logged(), 'project');
    expect(out).toContain('loom  2 tasks  12,500 tokens  $7.01  6,250 tokens per task\n');
    expect(out.indexOf('loom')).toBeLessThan(out.indexOf('reed'));
    expect(out).toContain('Total: 3 tasks, 14,500 tokens, $9.01');
    expect((await log(logged(), 'project', 'reed')).out).not.toContain('loom');
  });

  it.each([
    [['50000'], '50,000 tokens: $0.13 (estimate at $0.0026 per 1,000 tokens)'],
    [[], '170,000 tokens: $0.44 (estimate at $0.0026 per 1,000 tokens)'],
  ])('cost %j', async (words, line) => {
    const { out } = await log(home(), 'cost', ...words);
    expect(out.split('\n')[0]).toBe(line);
    expect(out).toMatch(/Input +\$1 per 1M tokens\nOutput +\$5 per 1M tokens\nRatio +1:5/);
  });

  it('the rate is the one of the configuration', async () => {
    const at = home({ '.config/token-dash/config.yaml': 'manualLog: { usdPerMtok: 5 }\n' });
    expect((await log(at, 'p', 'Weave the border', '3500')).out).toContain('estimate at $0.005 per 1,000');
    expect(lines(at)[0]).toMatch(/\$0\.0175$/);
  });
});

describe('what is wrong in the log', () => {
  const damaged = () =>
    home({
      [LOG]: [
        '2025-11-01 14:30:45 | loom | Add a guide | 3500 tokens | $9.10',
        '2026-11-20 09:00:00 | a | pipe | in task | 5000 tokens | $.01',
        '2026-11-20 09:00:00 | a | neg | -5 tokens | $0',
        '2026-11-20 09:00:00 | a | comma | 3,500 tokens | $',
        '[2026-01-01 00:00:00] something',
        '',
      ].join('\n'),
    });

  it('is named by the doctor, line by line', async () => {
    const { out } = await run(damaged(), ['doctor'], UTC);
    expect(out).toContain(`~/${LOG}: 5 lines, 1 task, 1 line of another tool passed over`);
    for (const line of [2, 3, 4]) expect(out).toContain(`~/${LOG}:${line}: the entry has`);
  });

  it('shows where a cost is not the rate times the tokens', async () => {
    const { out } = await log(damaged(), 'recompute');
    expect(out).toMatch(/line 1 +loom +Add a guide +3,500 +\$9\.10 +\$0\.0091 +a thousand times the rate/);
  });

  it('is mended after a copy was made', async () => {
    const at = damaged();
    const before = read(at);
    expect((await log(at, 'repair', '--dry-run')).out).toContain('2 lines would be changed, 1 left to you\n');
    expect(read(at)).toBe(before);
    expect(existsSync(at.at(`${LOG}.bak`))).toBe(false);
    const { out } = await log(at, 'repair');
    expect(out).toContain(`2 lines changed, 1 left to you; the log as it was: ~/${LOG}.bak\n`);
    expect(read(at, `${LOG}.bak`)).toBe(before);
    expect(lines(at)).toEqual([
      '2025-11-01 14:30:45 | loom | Add a guide | 3500 tokens | $9.10',
      '2026-11-20 09:00:00 | a | pipe %7C in task | 5000 tokens | $0.01',
      '2026-11-20 09:00:00 | a | neg | -5 tokens | $0',
      '2026-11-20 09:00:00 | a | comma | 3500 tokens | $0.0091',
      '[2026-01-01 00:00:00] something',
    ]);
    expect((await log(at, 'repair', '--costs')).out).toContain('1 line changed');
    expect(lines(at)[0]).toMatch(/\$0\.0091$/);
  });

  it('lint marks names and round counts, and what is far above the transcripts', async () => {
    const at = home({
      '.claude/projects/-home-ada-loom/s1.jsonl': said({ id: 'm1', at: 0, input: 1500, output: 500 }),
      [LOG]: [
        '2026-07-01 10:00:00 | loom | Weave the border | 9999 tokens | $0',
        '2026-07-01 10:00:00 | reed | Fix bug | 5000 tokens | $0',
        '',
      ].join('\n'),
    });
    const { out, code } = await log(at, 'lint');
    expect(code).toBe(0);
    expect(out).toMatch(
      /line 1 +exaggerated .*9,999 tokens, where the transcripts of that project and day hold 2,000/,
    );
    expect(out).toMatch(/line 2 +vague/);
    expect(out).toMatch(/line 2 +rounded/);
    expect(out).toContain('2 tasks, 3 remarks\n');
  });
});

describe('the section of a README', () => {
  it('is made of what was logged, and is found again', async () => {
    const at = home({ [LOG]: '2026-11-20 | loom | Fix the <b>reed%7Cs</b> | 2800 tokens | $0.00728\n' });
    const { out } = await log(at, 'readme', 'loom');
    for (const part of ['Typical task costs', 'How to track', 'Real examples', 'Baseline goals']) {
      expect(out).toContain(`### ${part}\n`);
    }
    expect(out).toContain('| 2026-11-20 | Fix the &lt;b>reed\\|s&lt;/b> | 2,800 | $0.01 |');
    at.write('README.md', `# Loom\n\n${out}`);
    at.write('OTHER.md', '# Reed\n\nThe section Token & Cost Efficiency is missing here.\n');
    at.write('HALF.md', '## Token & Cost Efficiency\n\n### How to track\n');
    const check = async (file: string) => {
      const { code, out } = await log(at, 'readme', '--check', file);
      return [code, out.split(':')[0], /without .*/.exec(out)?.[0]];
    };
    expect(await check('README.md')).toEqual([0, 'yes', undefined]);
    expect(await check('OTHER.md')).toEqual([1, 'no', undefined]);
    expect(await check('HALF.md')).toEqual([
      0,
      'yes',
      'without Typical task costs, Real examples, Baseline goals',
    ]);
  });
});
