/**
 * Gemini list prices. Cached tokens are part of the prompt; thinking is counted beside the answer and billed as
 * output.
 *
 *   Long prompts  Above 200,000 tokens the whole request moves (2.5 Pro, 3 Pro, 3.1 Pro).
 *   Tiers         Batch and flex are half; priority is 1.8x on the models that have it.
 *   Not billable from logs: cache storage by the hour.
 */
import type { LongPrompt, Rates, Vendor } from './row.ts';

const agreed = 'genai-prices 0.1.8, pi-ai 1.5.2 and models.dev of 2026-07-02, which agree';
const cacheCut = 'LiteLLM price history: cached input was lowered on or before 2025-10-25';
const flash = 'genai-prices 0.1.8 and LiteLLM issue 39357, from the Gemini API pricing page (October 2026)';
const flash36 = "ai.google.dev, what's new in Gemini 3.6; OpenRouter of 2026-08-01";
const argon = 'ai.google.dev, latest models; LiteLLM issue 46238';
const carbon = 'docs.laozhang.ai of 2026-11-11; LiteLLM issue 50970';
const hydrogen = 'LiteLLM discussion 51436, TokenMeter 0.17.0 and pi-ai 1.6.0, which agree';
const neon = 'docs.laozhang.ai of 2026-11-22, TokenMeter 0.17.0 and pi-ai 1.6.0, which agree';

/** Input, output with thinking, cached input. */
const gemini = (input: number, output: number, cacheRead: number): Rates => ({ input, output, cacheRead });

const above200k = (...rates: Parameters<typeof gemini>): LongPrompt => ({
  prompt: 200_000,
  usd: gemini(...rates),
});

const priority = { fast: 1.8 };

// biome-ignore format: one row a line, to be read across as the page prints it
export const google: Vendor = {
  id: 'google',
  perSearch: 0.014,
  times: { batch: 0.5, flex: 0.5 },
  says: { priority: 'fast' },
  models: {
    //                             input output cached
    'gemini-2.5-pro': [
      { since: '2025-06-17', usd: gemini(1.25, 10, 0.31), above: above200k(2.50, 15, 0.625), from: cacheCut, confidence: 'low' },
      { since: '2025-10-25', usd: gemini(1.25, 10, 0.125), above: above200k(2.50, 15, 0.25), from: agreed },
    ],
    'gemini-2.5-flash': [
      { since: '2025-06-17', usd: gemini(0.30, 2.50, 0.03), from: agreed, note: 'cached input was 0.075 until late 2025; the day is not known' },
    ],
    'gemini-2.5-flash-lite': [
      { since: '2025-07-22', usd: gemini(0.10, 0.40, 0.01), from: agreed },
    ],
    'gemini-3-pro-preview': [
      { since: '2025-11-18', usd: gemini(2, 12, 0.20), above: above200k(4, 18, 0.40), from: agreed },
    ],
    'gemini-3-flash-preview': [
      { since: '2025-12-17', usd: gemini(0.50, 3, 0.05), from: agreed },
    ],
    'gemini-3.1-pro-preview': [
      { since: '2026-02-19', usd: gemini(2, 12, 0.20), above: above200k(4, 18, 0.40), from: agreed },
    ],
    'gemini-3.1-flash-lite': [
      { since: '2026-03-03', usd: gemini(0.25, 1.50, 0.025), from: agreed },
    ],
    'gemini-3.5-flash': [
      { since: '2026-05-19', usd: gemini(1.50, 9, 0.15), from: agreed, confidence: 'medium' },
    ],
    'gemini-3.5-flash-lite': [
      { since: '2026-07-01', usd: gemini(0.30, 2.50, 0.03), from: agreed, confidence: 'medium' },
    ],
    'gemini-3.6-flash': [
      { since: '2026-07-21', usd: gemini(1.50, 7.50, 0.15), from: flash36, confidence: 'medium' },
      { since: '2026-08-13', usd: gemini(0.75, 3.75, 0.075), from: flash, confidence: 'medium', note: 'the promotion began on this day or shortly before' },
      { since: '2027-01-01', usd: gemini(1.50, 7.50, 0.15), from: flash, confidence: 'medium', scheduled: true },
    ],
    'gemini-3.7-flash': [
      { since: '2026-08-13', usd: gemini(0.75, 3.75, 0.075), times: priority, from: flash, confidence: 'medium' },
      { since: '2027-01-01', usd: gemini(1.50, 7.50, 0.15), from: flash, confidence: 'medium', scheduled: true },
    ],
    'gemini-3.8-flash': [
      { since: '2026-09-02', usd: gemini(0.75, 3.75, 0.075), times: priority, from: flash },
      { since: '2027-01-01', usd: gemini(1.50, 7.50, 0.15), from: flash, confidence: 'medium', scheduled: true },
    ],
    'gemini-4-argon': [
      { since: '2026-09-30', usd: gemini(2, 10, 0.10), times: priority, from: argon, note: 'its priority rate is that of its siblings' },
      { since: '2026-12-01', usd: gemini(4, 20, 0.20), times: priority, from: argon, confidence: 'medium', scheduled: true },
    ],
    'gemini-4-carbon': [
      { since: '2026-11-10', usd: gemini(2, 10, 0.10), times: priority, from: carbon, note: 'its priority rate is that of its siblings' },
      { since: '2026-12-01', usd: gemini(4, 20, 0.20), times: priority, from: carbon, confidence: 'medium', scheduled: true },
    ],
    'gemini-4-hydrogen': [
      { since: '2026-11-12', usd: gemini(1.50, 7.50, 0.075), times: priority, from: hydrogen, note: 'its first day is that of a model card elsewhere' },
    ],
    'gemini-4-neon': [
      { since: '2026-11-18', usd: gemini(3, 15, 0.15), times: priority, from: neon },
    ],
  },
  aliases: {
    'gemini-3-pro': 'gemini-3-pro-preview',
    'gemini-3-flash': 'gemini-3-flash-preview',
    'gemini-3.1-pro': 'gemini-3.1-pro-preview',
  },
};
