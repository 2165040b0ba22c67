/**
 * Grok list prices. The long-prompt columns read "less than 200k" and "200k or more", so a prompt of exactly
 * 200,000 tokens already pays the upper one, other than anywhere else.
 */
import type { LongPrompt, Rates, Vendor } from './row.ts';

const agreed = 'genai-prices 0.1.8 and pi-ai 1.5.2';

/** Input, output, cached input. */
const grok = (input: number, output: number, cacheRead: number): Rates => ({ input, output, cacheRead });

const from200k = (...rates: Parameters<typeof grok>): LongPrompt => ({
  prompt: 200_000,
  inclusive: true,
  usd: grok(...rates),
});

const retired = 'TokenMeter 0.7.6: xAI serves and bills the retired ids as Grok 4.3';
const launch = 'genai-prices 0.1.8';
const days = 'ai-sdk-cost-calculator 7.1.14, from docs.x.ai of 2026-08-13 and 2026-09-22';

// biome-ignore format: one row a line
/** What xAI bills for ids that it retired: since when is known to the day of the note only. */
const as43 = { since: '2026-09-23', usd: grok(1.25, 2.50, 0.20), above: from200k(2.50, 5, 0.40), from: retired, confidence: 'medium' } as const;

// biome-ignore format: one row a line
export const xai: Vendor = {
  id: 'xai',
  perSearch: 0.005,
  times: {},
  models: {
    'grok-3': [
      { usd: grok(3, 15, 0.75), from: launch, confidence: 'medium' },
      as43,
    ],
    'grok-3-mini': [
      { usd: grok(0.30, 0.50, 0.075), from: launch, confidence: 'medium' },
      as43,
    ],
    'grok-4': [
      { since: '2025-07-09', usd: grok(3, 15, 0.75), from: launch, confidence: 'medium' },
      as43,
    ],
    'grok-4-fast': [
      { usd: grok(0.20, 0.50, 0.05), from: launch, confidence: 'medium' },
      as43,
    ],
    'grok-4-1-fast': [
      { usd: grok(0.20, 0.50, 0.05), from: launch, confidence: 'medium' },
      as43,
    ],
    'grok-4.3': [
      { usd: grok(1.25, 2.50, 0.20), above: from200k(2.50, 5, 0.40), from: launch },
    ],
    'grok-code-fast-1': [
      { since: '2025-08-28', usd: grok(0.20, 1.50, 0.02), from: launch, confidence: 'medium' },
      { since: '2026-09-23', usd: grok(1, 2, 0.20), above: from200k(2, 4, 0.40), from: 'TokenMeter 0.7.6: served as grok-build-0.1', confidence: 'medium' },
    ],
    'grok-build-0.1': [
      { usd: grok(1, 2, 0.20), above: from200k(2, 4, 0.40), from: 'TokenMeter 0.7.6 and pi-ai 1.5.2', confidence: 'medium' },
    ],
    'grok-4.5': [
      { since: '2026-07-08', usd: grok(2, 6, 0.50), above: from200k(4, 12, 1), from: days, confidence: 'medium' },
      { since: '2026-08-01', usd: grok(2, 6, 0.30), above: from200k(4, 12, 0.60), from: agreed, confidence: 'medium', note: 'cached input was 0.50 before August 2026' },
    ],
    'grok-4.6': [
      { since: '2026-08-07', usd: grok(2, 6, 0.50), above: from200k(4, 12, 1), from: agreed, confidence: 'medium', note: 'its first day is between 2026-08-07 and 2026-08-12' },
    ],
    'grok-4.7': [
      { since: '2026-09-21', usd: grok(2, 6, 0.50), above: from200k(4, 12, 1), from: 'pi-ai 1.5.2', confidence: 'low' },
    ],
  },
  aliases: {
    'grok-3-latest': 'grok-3',
    'grok-3-mini-latest': 'grok-3-mini',
    'grok-4-0709': 'grok-4',
    'grok-4-latest': 'grok-4',
    'grok-4-fast-reasoning': 'grok-4-fast',
    'grok-4-fast-non-reasoning': 'grok-4-fast',
    'grok-4-1-fast-reasoning': 'grok-4-1-fast',
    'grok-4-1-fast-non-reasoning': 'grok-4-1-fast',
  },
};
