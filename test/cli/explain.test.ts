/** `token-dash explain` over a small home: what is asked, and what is printed. */
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/cli/context.ts';
import { explainCommand } from '../../src/cli/explain.ts';
import type { Currency } from '../../src/core/currency.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { recordsOf } from '../../src/logs/read/readings.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { workId } from '../../src/reports/declared.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { said } from '../support/claude-lines.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const FILE = '.claude/projects/-home-ada-loom/s1.jsonl';

const LOG = [
  '2026-06-30 10:00:00 | loom | Add AGENTS.md | 3500 tokens | $0.0091',
  '2026-06-30 11:00:00 | loom | Weave | 3500 tokens | $9.10',
].join('\n');

async function explain(what: string, flags: Record<string, unknown> = {}, currency?: Currency) {
  const at = home({
    [FILE]:
      said({ id: 'msg_1', at: 0, input: 1000, output: 1, stop: null }) +
      said({ id: 'msg_1', at: 0, input: 1000, output: 500 }) +
      said({ id: 'msg_2', at: 5, model: 'acme-coder-9', input: 70, output: 30 }) +
      said({ id: 'msg_3', at: 9, model: 'claude-opus-4-6', input: 10, output: 2, stop: null, read: 3000 }),
  });
  const snapshot = await snapshotOf(at);
  const prices = createPriceLookup({ now: NOW_MS });
  let out = '';
  let err = '';
  const context = {
    io: {
      out: (text: string) => {
        out += text;
      },
      err: (text: string) => {
        err += text;
      },
      nowMs: NOW_MS,
    },
    zone: UTC,
    settings: { currency: { value: currency }, manualLog: { value: undefined } },
    manualLog: { read: () => readWorkLog(LOG, '/home/ada/.claude/token-usage.log') },
    load: async () => ({ snapshot, prices }),
    recordsOf: (index: number) =>
      recordsOf(snapshot.journal.event(index).id, snapshot.journal.filesOf(index), [claudeCode], at.place),
  } as unknown as Context;
  const code = await explainCommand.run(context, [what], { limit: '20', order: 'cost', ...flags });
  return { code, out: out.replaceAll(at.dir, '~'), err };
}

describe('token-dash explain', () => {
  it('a day: its sum, and its responses, the dearest first', async () => {
    const { code, out } = await explain('2026-07-01');
    expect(code).toBe(0);
    expect(out.replaceAll(/^[0-9a-f]{16}/gm, 'event')).toBe(
      [
        'day 2026-07-01',
        '3 responses, 4,612 tokens, ≥ $0.02',
        '',
        'event  2026-07-01 10:00:00  1.5K     $0.02  claude-opus-4-6  /home/ada/loom',
        'event  2026-07-01 10:09:00  3.0K   ≥ $0.00  claude-opus-4-6  /home/ada/loom',
        'event  2026-07-01 10:05:00   100  unpriced  acme-coder-9     /home/ada/loom',
        '',
        'A receipt: token-dash explain <event>',
        '',
      ].join('\n'),
    );
  });

  it('amounts are in the currency of the settings, in the arithmetic of a receipt those of the price list', async () => {
    const { out } = await explain('2026-07-01', {}, { code: 'EUR', symbol: '€', perUsd: 0.5 });
    expect(out).toContain('4,612 tokens, ≥ €0.01 at 0.5 EUR for 1 USD\n');
    expect(out).toMatch(/1\.5K +<?€0\.01 /);
    expect(out).toMatch(/3\.0K +≥ €0\.00 /);
    expect(out).not.toContain('$');
  });

  it('a response: lines, rule, arithmetic, price row', async () => {
    const list = JSON.parse((await explain('claude-opus-4-6', { json: true })).out);
    const { out, code } = await explain(list.events[0].event);
    expect(code).toBe(0);
    expect(out).toContain(`~/${FILE}:2`);
    expect(out).toContain(
      '2 records of the same message id: the finished and most complete one counts as a whole, at the earliest time',
    );
    expect(out).toContain('line 1: in 1,000, out 1, not final');
    expect(out).toMatch(/input +1,000 x \$5\.00 per million = \$0\.005000/);
    expect(out).toMatch(/output +500 x \$25\.00 per million = \$0\.012500/);
    expect(out).toContain('= $0.017500');
    expect(out).toMatch(/claude-opus-4-6 \(anthropic\) since 2026-03-13/);
  });

  it('as JSON: the parts add up to the total', async () => {
    const { out } = await explain('today', { json: true });
    expect(JSON.parse(out)).toMatchObject({ total: { events: 0, usd: '0.000000' }, events: [] });
    const all = JSON.parse((await explain('loom', { json: true })).out);
    expect(all).toMatchObject({
      what: 'project',
      total: { events: 3, unpricedTokens: 100, lowerBoundEvents: 1 },
    });
    const cost = all.events.reduce(
      (sum: number, event: { usd: string | null }) => sum + Number(event.usd ?? 0),
      0,
    );
    expect(cost).toBeCloseTo(Number(all.total.usd), 12);
  });

  it('what is not there: says so, and what is near', async () => {
    const { code, err } = await explain('4-6');
    expect(code).toBe(1);
    expect(err).toBe(
      "token-dash explain: '4-6' is no day, session, model, project, event or logged task. Near it: claude-opus-4-6, opus-4-6.\n",
    );
  });

  it('flags that make no sense', async () => {
    expect((await explain('today', { limit: 'many' })).code).toBe(1);
    expect((await explain('today', { order: 'size' })).code).toBe(1);
  });

  describe('a task that was logged by hand', () => {
    const [plain, odd] = readWorkLog(LOG, '/home/ada/.claude/token-usage.log').entries.map(workId);

    it('by its id: text, tokens, rate, cost, file and line', async () => {
      const { out, code } = await explain(plain!);
      expect(code).toBe(0);
      expect(out).toBe(
        [
          'Task logged by hand',
          '  time      2026-06-30 10:00:00',
          '  task      Add AGENTS.md',
          '  project   loom',
          `  entry     ${plain}`,
          'Log location',
          '  /home/ada/.claude/token-usage.log:1',
          'Arithmetic',
          '  tokens                  3,500 x $2.60 per million = $0.009100',
          '    = $0.009100',
          'Price',
          '  flat estimate: $0.0026 per 1,000 tokens (manualLog.usdPerMtok of the configuration)',
          '  note: an estimate, not a count',
          '  note: the manual log states a flat estimate for each task',
          '',
        ].join('\n'),
      );
    });

    it('the beginning of its id will do; amounts also in the currency of the settings', async () => {
      const { out } = await explain(plain!.slice(0, 8), {}, { code: 'EUR', symbol: '€', perUsd: 0.5 });
      expect(out).toContain('€0.01 at 0.5 EUR for 1 USD');
    });

    it('a stored cost that is not the rate times its tokens says so, in words and JSON', async () => {
      const { out } = await explain(odd!);
      expect(out).toContain('tokens                  3,500\n    = $9.100000\n');
      expect(out.replaceAll(/\s+/g, ' ')).toContain(
        'the line states $9.100000, and $0.0026 per 1,000 tokens make $0.009100; it looks like a thousand times the rate',
      );
      const json = JSON.parse((await explain(odd!, { json: true })).out);
      expect(json).toMatchObject({
        ...{ event: odd, line: 2, usd: '9.100000', quality: 'estimate', source: 'manual-log', isGone: false },
        work: { name: 'Weave', tokens: 3500, usd: '9.100000', usdPerMtok: '2.60', byRate: '0.009100' },
      });
    });
  });
});
