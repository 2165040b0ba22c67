/**
 * Claude list prices. Since September 2026 a cache read is no longer a tenth of input for every model, so each
 * rate is as printed and none is derived.
 *
 *   Long prompts  Above 200,000 tokens (input, cache reads and writes together) the whole request paid more, until
 *                 the 4.6 models went flat on 2026-03-13. Haiku 5.5 has such a tier again, at 100,000.
 *   Fast mode     A multiplier per model, on every kind of token. The response's `usage.speed` says what was served.
 *   Geography     `inference_geo: us` is 1.1x from the 4.6 models on; regional cloud endpoints from the 4.5 models on.
 *   Batch         Half of every kind of token, on top of everything else.
 *   Web search    $10 per 1,000 searches, never multiplied. Web fetch is free.
 *   Priority      Sold as committed capacity; no price per token is published.
 */
import type { LongPrompt, Rates, Vendor } from './row.ts';

const pricing = 'platform.claude.com/docs/en/about-claude/pricing (September 2026)';
const pricingInSpring = 'platform.claude.com/docs/en/about-claude/pricing (February and March 2026)';
const longContext = 'platform.claude.com/docs/en/about-claude/pricing, long context (until March 2026)';
const opus55 = 'platform.claude.com/docs, models/opus-5-5/overview (October 2026)';
const haiku55 = 'platform.claude.com/docs, models/haiku-5-5/overview (October 2026)';
const october = 'claudit 1.9.2 release notes, from the pricing page of 2026-10-24';
const november = 'claudit 2.1.0 release notes, from the pricing page of 2026-11-12';
const catalogue =
  'the model catalogue in Claude Code 2.1.332 (2026-11-24); Trazum 2.7.8, from the model page of 2026-11-16';
const haiku35 = 'simonw/llm-prices, commit of 2024-12-05';
const agreed = 'genai-prices 0.1.8 and LiteLLM of 2026-08-01, which agree';

/** The columns of the pricing page. */
const claude = (
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
): Rates => ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h });

const sonnetAbove200k: LongPrompt = { prompt: 200_000, usd: claude(6, 22.5, 0.6, 7.5, 12) };
const opusAbove200k: LongPrompt = { prompt: 200_000, usd: claude(10, 37.5, 1, 12.5, 20) };
const haikuAbove100k: LongPrompt = { prompt: 100_000, usd: claude(0.5, 2.5, 0.05, 0.625, 1) };

/** The 4.5 generation pays for regional endpoints; 4.6 and later also for inference in the US. */
const cloud = { regional: 1.1 };
const geo = { regional: 1.1, us: 1.1 };

const betaEnded = 'the 1M-token beta ended on 2026-04-30; its long-prompt rates stay for history';

// biome-ignore format: one row a line, to be read across as the page prints it
export const anthropic: Vendor = {
  id: 'anthropic',
  perSearch: 0.01,
  times: { batch: 0.5, us: 1, regional: 1 },
  models: {
    //                            input output  read  5m write 1h write
    'web-search': [
      { since: '2025-05-07', usd: claude(0, 0, 0, 0, 0), searchesOnly: true, from: pricing, note: 'the fee of a search, of which no log has the tokens' },
    ],
    'claude-3-haiku': [
      { since: '2024-03-13', usd: claude(0.25, 1.25, 0.03, 0.30, 0.50), from: pricingInSpring, note: 'the page rounds the 5-minute write to 0.30' },
    ],
    'claude-3-opus': [
      { since: '2024-03-04', usd: claude(15, 75, 1.50, 18.75, 30), from: pricingInSpring },
    ],
    'claude-3-5-sonnet': [
      { since: '2024-06-20', usd: claude(3, 15, 0.30, 3.75, 6), from: agreed },
    ],
    'claude-3-5-haiku': [
      { since: '2024-11-04', usd: claude(1, 5, 0.10, 1.25, 2), from: haiku35, confidence: 'medium' },
      { since: '2024-12-05', usd: claude(0.80, 4, 0.08, 1, 1.60), from: haiku35 },
    ],
    'claude-3-7-sonnet': [
      { since: '2025-02-24', usd: claude(3, 15, 0.30, 3.75, 6), from: pricingInSpring },
    ],
    'claude-opus-4': [
      { since: '2025-05-22', usd: claude(15, 75, 1.50, 18.75, 30), from: pricing },
    ],
    'claude-sonnet-4': [
      { since: '2025-05-22', usd: claude(3, 15, 0.30, 3.75, 6), from: pricing },
      { since: '2025-08-12', usd: claude(3, 15, 0.30, 3.75, 6), above: sonnetAbove200k, from: longContext, note: betaEnded },
    ],
    'claude-opus-4-1': [
      { since: '2025-08-05', usd: claude(15, 75, 1.50, 18.75, 30), from: pricing },
    ],
    'claude-sonnet-4-5': [
      { since: '2025-09-29', usd: claude(3, 15, 0.30, 3.75, 6), above: sonnetAbove200k, times: cloud, from: longContext, note: betaEnded },
    ],
    'claude-haiku-4-5': [
      { since: '2025-10-15', usd: claude(1, 5, 0.10, 1.25, 2), times: cloud, from: pricing },
    ],
    'claude-opus-4-5': [
      { since: '2025-11-24', usd: claude(5, 25, 0.50, 6.25, 10), times: cloud, from: pricing },
    ],
    'claude-opus-4-6': [
      { since: '2026-02-05', usd: claude(5, 25, 0.50, 6.25, 10), above: opusAbove200k, times: { ...geo, fast: 6 }, from: longContext },
      { since: '2026-03-13', usd: claude(5, 25, 0.50, 6.25, 10), times: { ...geo, fast: 6 }, from: `${pricing}; claude.com/blog/1m-context-ga`, note: 'by September 2026 no longer served fast: it then answers, and is billed, at standard speed' },
    ],
    'claude-sonnet-4-6': [
      { since: '2026-02-17', usd: claude(3, 15, 0.30, 3.75, 6), above: sonnetAbove200k, times: geo, from: longContext },
      { since: '2026-03-13', usd: claude(3, 15, 0.30, 3.75, 6), times: geo, from: `${pricing}; claude.com/blog/1m-context-ga` },
    ],
    'claude-opus-4-7': [
      { since: '2026-04-16', usd: claude(5, 25, 0.50, 6.25, 10), times: { ...geo, fast: 6 }, from: pricing, note: 'fast mode was withdrawn on 2026-07-24' },
    ],
    'claude-opus-4-8': [
      { since: '2026-05-28', usd: claude(5, 25, 0.50, 6.25, 10), times: { ...geo, fast: 2 }, from: pricing, note: 'fast mode ended on 2026-11-30' },
    ],
    'claude-fable-5': [
      { since: '2026-06-09', usd: claude(10, 50, 1, 12.50, 20), times: geo, from: pricing },
    ],
    'claude-mythos-5': [
      { since: '2026-06-09', usd: claude(10, 50, 1, 12.50, 20), times: geo, from: pricing },
    ],
    'claude-sonnet-5': [
      { since: '2026-06-30', usd: claude(2, 10, 0.20, 2.50, 4), times: geo, from: pricing, note: 'a rise to 3 and 15 was announced for 2026-09-01 and cancelled' },
    ],
    'claude-opus-5': [
      { since: '2026-07-24', usd: claude(5, 25, 0.50, 6.25, 10), times: { ...geo, fast: 2 }, from: pricing },
    ],
    'claude-fable-5-1': [
      { since: '2026-09-01', usd: claude(10, 50, 0.25, 12.50, 20), times: geo, from: pricing },
    ],
    'claude-mythos-5-1': [
      { since: '2026-09-01', usd: claude(10, 50, 0.25, 12.50, 20), times: geo, from: pricing },
    ],
    'claude-opus-5-5': [
      { since: '2026-09-22', usd: claude(4, 20, 0.20, 5, 8), times: { ...geo, fast: 2 }, from: opus55 },
    ],
    'claude-sonnet-5-5': [
      { since: '2026-09-28', usd: claude(2, 10, 0.20, 2.50, 4), times: geo, from: october },
      { since: '2026-10-07', usd: claude(2, 10, 0.10, 2.50, 4), times: geo, from: october },
    ],
    'claude-haiku-5-5': [
      { since: '2026-10-07', usd: claude(0.10, 0.50, 0.01, 0.125, 0.20), above: haikuAbove100k, times: geo, from: haiku55 },
    ],
    'claude-fable-5-2': [
      { since: '2026-11-09', usd: claude(8, 40, 0.20, 10, 16), times: { ...geo, fast: 2 }, from: november },
    ],
    'claude-mythos-5-2': [
      { since: '2026-11-09', usd: claude(8, 40, 0.20, 10, 16), times: { ...geo, fast: 2 }, from: catalogue },
    ],
  },
  aliases: {
    'claude-3-opus-latest': 'claude-3-opus',
    'claude-3-5-sonnet-latest': 'claude-3-5-sonnet',
    'claude-3-5-sonnet-v2': 'claude-3-5-sonnet',
    'claude-3-5-haiku-latest': 'claude-3-5-haiku',
    'claude-3-7-sonnet-latest': 'claude-3-7-sonnet',
    'claude-opus-4-0': 'claude-opus-4',
    'claude-sonnet-4-0': 'claude-sonnet-4',
  },
};
