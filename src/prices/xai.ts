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

// biome-ignore format: one row a line
export const xai: Vendor = {
  id: 'xai',
  times: {},
  models: {
    'grok-code-fast-1': [
      { since: '2025-08-28', usd: grok(0.20, 1.50, 0.02), from: 'genai-prices 0.1.8', confidence: 'medium' },
    ],
    'grok-4.5': [
      { usd: grok(2, 6, 0.30), above: from200k(4, 12, 0.60), from: agreed, confidence: 'medium', note: "GitHub Copilot's table has cached input at 0.50" },
    ],
    'grok-4.6': [
      { usd: grok(2, 6, 0.50), above: from200k(4, 12, 1), from: agreed, confidence: 'medium' },
    ],
    'grok-4.7': [
      { usd: grok(2, 6, 0.50), above: from200k(4, 12, 1), from: 'pi-ai 1.5.2', confidence: 'low' },
    ],
  },
};
