/** A status line is drawn whatever its files and its input hold: it may be shorter, and never fails. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSessionStatus, statusline } from '../../src/cli/statusline.ts';
import { keptLimits, limitsText, newestLimits } from '../../src/core/limits.ts';
import { usd } from '../../src/core/money.ts';
import { readStatus, statusText } from '../../src/core/status.ts';
import { HOUR, NOW_MS } from '../support/clock.ts';

const cost = { usd: usd(12.5), unpricedTokens: 3, unpricedEvents: 1, lowerBoundEvents: 0 };
const span = { fromMs: NOW_MS - HOUR, toMs: NOW_MS + HOUR, cost };
const STATUS = statusText({
  ...{ madeMs: NOW_MS, goodForMs: 10_000, today: span, block: { ...span, usdPerHour: usd(2) } },
  currency: { code: 'EUR', symbol: '€', perUsd: 0.92 },
  sessions: [['s1', cost]],
});
const LIMITS = limitsText([
  { window: 'five_hour', usedPercent: 80, resetsAtMs: NOW_MS + HOUR, reportedMs: NOW_MS },
  { window: 'seven_day', usedPercent: 95, reportedMs: NOW_MS },
]);
const INPUT = JSON.stringify({
  session_id: 's1',
  model: { id: 'claude-opus-4-6', display_name: 'Opus 4.6' },
  cost: { total_cost_usd: 1.5 },
  context_window: { context_window_size: 200_000, current_usage: { input_tokens: 1000 } },
  rate_limits: { five_hour: { used_percentage: 23.5, resets_at: (NOW_MS + HOUR) / 1000 } },
});

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, '', 'usd:1', 'usd:x', -1, 1e300, 1e21, 5e-324, 9e15, '__proto__', [], {}, [null]),
);
/** A text in which some values are others, or which is cut off. */
function damaged(text: string): fc.Arbitrary<string> {
  const count = [...places(JSON.parse(text))].length;
  return fc.oneof(
    fc.array(fc.tuple(fc.nat(count - 1), odd), { maxLength: 3 }).map(changes => changed(text, changes)),
    fc.nat(text.length).map(length => text.slice(0, length)),
    fc.constantFrom(
      '',
      'null',
      '[]',
      '5',
      '"',
      `${text}${text}`,
      text.replaceAll('"', '"__proto__'),
      '\u0000',
    ),
  );
}

function changed(text: string, changes: readonly (readonly [number, unknown])[]): string {
  const value = JSON.parse(text);
  for (const [at, other] of changes) {
    const [object, name] = [...places(value)][at] ?? [];
    if (object && name !== undefined) object[name] = structuredClone(other);
  }
  return JSON.stringify(value);
}

function* places(value: unknown): Generator<[Record<string, unknown>, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value)) {
    yield [value as Record<string, unknown>, name];
    yield* places((value as Record<string, unknown>)[name]);
  }
}

test('a line is drawn', () => {
  fc.assert(
    fc.property(damaged(STATUS), damaged(LIMITS), damaged(INPUT), (kept, limits, input) => {
      const session = readSessionStatus(input, NOW_MS);
      const known = newestLimits(keptLimits(limits), session.limits, NOW_MS);
      const status = readStatus(kept);
      const text = statusline({ session, status, limits: known, nowMs: NOW_MS, isColoured: false });
      expect(text).not.toMatch(/NaN|undefined|Infinity|\[object|[\x00-\x1f\x7f-\x9f]/);
      expect(text).not.toBe('');
      limitsText(known);
    }),
    { numRuns: 3000 },
  );
});
