/** The totals of real rollouts, which are kept outside the project and may be missing. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { promptTokens, type Reading } from '../../../src/core/usage.ts';
import { rollout } from '../../../src/sources/codex/rollout.ts';
import { collect } from '../../support/collect.ts';

const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/', import.meta.url));
const areThere = existsSync(SAMPLES);
if (!areThere) console.log('skipped: no samples beside the project');

/** In the names of Codex, by model. */
function byModel(readings: readonly Reading[]): Record<string, Record<string, number>> {
  const sums: Record<string, Record<string, number>> = {};
  for (const { terms, tokens, reasoning = 0 } of readings) {
    sums[terms.model] ??= {};
    const counts = {
      input_tokens: promptTokens(tokens),
      cached_input_tokens: tokens.cacheRead,
      output_tokens: tokens.output,
      reasoning_output_tokens: reasoning,
      total_tokens: promptTokens(tokens) + tokens.output,
    };
    for (const [name, count] of Object.entries(counts))
      sums[terms.model]![name] = (sums[terms.model]![name] ?? 0) + count;
  }
  return sums;
}

describe.skipIf(!areThere)('the samples', () => {
  const expected: Record<string, { by_model: unknown }> = areThere
    ? JSON.parse(readFileSync(`${SAMPLES}EXPECTED.json`, 'utf8')).codex
    : {};
  it.each(Object.entries(expected))('%s', (path, { by_model }) => {
    const { readings, troubles } = collect(rollout, readFileSync(`${SAMPLES}codex/${path}`), path);
    expect(byModel(readings)).toEqual(by_model);
    expect(troubles).toEqual([]);
  });
});
