/** Words, days and settings that move a price, beyond the amounts in `cases.json`. */
import { describe, expect, it } from 'vitest';
import type { Rate } from '../../src/core/price.ts';
import { noTokens, type Quality, type Terms, type Tokens } from '../../src/core/usage.ts';
import { createPriceLookup, type PriceOptions } from '../../src/prices/index.ts';

interface Asked extends Partial<Terms> {
  readonly model: string;
  readonly on?: string;
  readonly prompt?: number;
  readonly quality?: Quality;
}

function rateOf(
  { on = '2026-11-20', prompt = 0, quality = 'exact', ...terms }: Asked,
  options?: Partial<PriceOptions>,
): Rate {
  const tokens: Tokens = { ...noTokens, input: prompt };
  return createPriceLookup(options).rate({ terms, atMs: Date.parse(on), tokens, quality });
}

interface Expected {
  readonly status?: Rate['status'];
  /** Published USD per million tokens of input. */
  readonly input?: string;
  /** Multipliers by name, in the order in which they apply. */
  readonly steps?: readonly string[];
  /** A word of every caveat, in order. */
  readonly caveats?: readonly RegExp[];
}

function check(
  asked: Asked,
  { status = 'listed', input, steps, caveats }: Expected,
  options?: Partial<PriceOptions>,
) {
  const rate = rateOf(asked, options);
  expect(rate.status).toBe(status);
  if (rate.status !== 'listed') return;
  if (input) expect(rate.published.input).toBe(input);
  if (steps)
    expect(rate.steps.map(({ name, factor }) => (factor ? `${name} ${factor}` : name))).toEqual(steps);
  if (!caveats) return;
  expect(rate.caveats).toHaveLength(caveats.length);
  caveats.forEach((caveat, index) => {
    expect(rate.caveats[index]).toMatch(caveat);
  });
}

describe('words of a request', () => {
  it('for an ordinary request change nothing', () =>
    check(
      { model: 'claude-opus-5', speed: 'standard', tier: 'standard', geo: 'not_available' },
      { steps: [], caveats: [] },
    ));
  it('multiply in the order of speed, tier, geography', () =>
    check(
      { model: 'claude-opus-5', speed: 'fast', tier: 'batch', geo: 'us' },
      { steps: ['fast 2', 'batch 0.5', 'us 1.1'], caveats: [] },
    ));
  it('that nobody priced leave the standard price, and are named', () =>
    check(
      { model: 'claude-opus-5', speed: 'warp', tier: 'scale', geo: 'moon' },
      { steps: [], caveats: [/'warp'/, /'scale'/, /'moon'/] },
    ));
  it('may be any words at all', () =>
    check(
      { model: 'gpt-5', speed: 'constructor', tier: '__proto__', provider: 'toString' },
      { steps: [], caveats: [/'constructor'/, /'__proto__'/] },
    ));
  it("include Anthropic's priority, which has no public price", () =>
    check({ model: 'claude-opus-5', tier: 'priority' }, { steps: [], caveats: [/'priority'.*standard/] }));
  it('include fast on a model that has none', () =>
    check({ model: 'claude-sonnet-4-5', speed: 'fast' }, { steps: [], caveats: [/'fast'/] }));
  it('may say the same twice', () =>
    check({ model: 'gpt-5.5', speed: 'fast', tier: 'priority' }, { steps: ['priority 2.5'], caveats: [] }));
  it('may name a residency that costs nothing yet', () =>
    check({ model: 'gpt-5', geo: 'us' }, { steps: [], caveats: [] }));
  it('may name one that does', () => check({ model: 'gpt-5.4', geo: 'eu' }, { steps: ['eu 1.1'] }));
  it('may name a reseller, by provider or by id', () => {
    check({ model: 'claude-opus-5', provider: 'openrouter' }, { caveats: [/openrouter/] });
    check({ model: 'openrouter/anthropic/claude-opus-5' }, { caveats: [/openrouter/] });
  });
  it('change with the day: ultrafast', () => {
    check(
      { model: 'gpt-6.2-sol', tier: 'ultrafast', on: '2027-02-28T23:59:59Z' },
      { steps: ['ultrafast 3'] },
    );
    check(
      { model: 'gpt-6.2-sol', tier: 'ultrafast', on: '2027-03-01' },
      { steps: ['ultrafast 6'], caveats: [/announced/] },
    );
  });
});

describe('the length of a prompt', () => {
  it('moves a request', () =>
    check(
      { model: 'claude-haiku-5-5', prompt: 100_001 },
      { input: '0.5', steps: ['prompt above 100,000 tokens'] },
    ));
  it('cannot be judged on the total of a session', () =>
    check(
      { model: 'claude-haiku-5-5', prompt: 100_001, quality: 'session total' },
      { input: '0.1', steps: [], caveats: [/sum of several requests/] },
    ));
  it('need not be judged where even the total is short', () =>
    check(
      { model: 'claude-haiku-5-5', prompt: 100_000, quality: 'session total' },
      { input: '0.1', caveats: [] },
    ));
});

describe('days', () => {
  it('before the first row are priced by it', () =>
    check({ model: 'o3', on: '2020-01-01' }, { input: '10' }));
  it('may all be priced as of one', () =>
    check({ model: 'o3', on: '2025-05-01' }, { input: '2' }, { asOf: Date.UTC(2026, 0) }));
  it('past a review are told', () => {
    check({ model: 'gpt-5.6-sol' }, { caveats: [] }, { now: Date.parse('2026-12-07T23:59:59Z') });
    check({ model: 'gpt-5.6-sol' }, { caveats: [/2026-12-07/] }, { now: Date.parse('2026-12-08') });
  });
});

describe("the user's own settings", () => {
  it('name a geography for logs that leave it open', () => {
    const options = { workspaceGeo: 'us' };
    check({ model: 'claude-opus-5' }, { steps: ['us 1.1'] }, options);
    check({ model: 'claude-opus-5', geo: 'not_available' }, { steps: ['us 1.1'] }, options);
    check({ model: 'claude-opus-5', geo: 'global' }, { steps: [] }, options);
    check({ model: 'claude-sonnet-4-5' }, { steps: [] }, options);
    check({ model: 'eu.anthropic.claude-opus-5-v1:0' }, { steps: ['regional 1.1'] }, options);
    check({ model: 'gpt-5.4' }, { steps: [] }, options);
  });
  it('name models of their own', () =>
    check(
      { model: 'Team-Claude' },
      { input: '5' },
      { aliases: { 'team-claude': 'anthropic/claude-opus-5' } },
    ));
});

describe('a model', () => {
  it('that is unknown is unpriced', () => check({ model: 'made-up-1' }, { status: 'unpriced' }));
  it('that is not named is unpriced', () => check({ model: '' }, { status: 'unpriced' }));
  it('that is synthetic is left out', () => check({ model: '<synthetic>' }, { status: 'excluded' }));
  it('that is free is free', () => check({ model: 'codex-auto-review' }, { status: 'free' }));
  it('in other capitals is the same', () => check({ model: 'minimax-m2.7' }, { input: '0.3' }));
  it('whose price was seen once says so', () => check({ model: 'glm-5.3' }, { caveats: [/one place/] }));
});

describe('an id', () => {
  function resolved(model: string): string {
    return createPriceLookup()
      .resolve(model, undefined, Date.UTC(2026, 10, 20))
      .steps.join('\n');
  }
  it('tells how it was found', () =>
    expect(resolved('us.anthropic.claude-opus-4-20250514-v1:0')).toBe(
      [
        "names the regional endpoint 'us'",
        "'claude-opus-4-20250514', normalized: not in a table",
        "'claude-opus-4', without the date: found in token-dash 2026-11-30",
      ].join('\n'),
    ));
  it('tells what it is an alias of', () => expect(resolved('gpt-5.6')).toMatch(/listed as 'gpt-5.6-sol'/));
  it('tells that nobody knows it', () =>
    expect(resolved('gpt-7')).toMatch(/unpriced: No price found for this id/));
});
