/**
 * OpenAI list prices. Cached input and cache writes are parts of input; reasoning is part of output.
 *
 *   Long prompts  More than 272,000 input tokens move the whole request: input and cache double, output is 1.5x.
 *   Cache writes  Billed from GPT-5.6 on, for 30 minutes of keeping. Before that a write costs what input costs.
 *   Tiers         Batch and flex are half. Priority was renamed fast on 2026-07-30; its multiplier differs by model.
 *   Residency     Endpoints that keep data in one region are 1.1x for models released since 2026-03-05.
 *   Web search    $10 per 1,000 searches.
 */
import type { LongPrompt, Rates, Vendor } from './row.ts';

const standard = 'OpenAI API pricing, standard table (2026-09-07)';
const changelog = 'OpenAI API pricing (2026-09-07) and changelog, by way of genai-prices 0.1.8';
const sol62 = 'developers.openai.com/api/docs/models/gpt-6.2-sol (November 2026)';
const codex5 = 'developers.openai.com/api/docs/models/gpt-5-codex';
const priority = 'OpenAI API pricing (2026-09-07) and openai.com/api-priority-processing';
const agreed = 'genai-prices 0.1.8 and LiteLLM of 2026-08-01, which agree';
const resellers = 'docs.laozhang.ai, docs.apiyi.com (October 2026) and pi-ai 1.5.2, which agree';
const september = 'genai-prices 0.1.8, pi-ai 1.5.2 and PromptFuel 1.0.21, which agree';
const astra6 = 'OpenAI API pricing (2026-09-07), LiteLLM issue 39633 and genai-prices 0.1.8';
const o3Cut = 'LiteLLM price history of June 2025; simonw/llm-prices, commit of 2025-06-10';

const cyber = 'simonw/llm-prices pull request 66 (the page of 2026-08-22) and pi-ai 1.6.0';
const daybreak = 'pi-ai 1.6.0 and ai-sdk-cost-calculator 7.1.14';
const wholeSession =
  'the vendor bills the full session at long-prompt rates once one prompt passes 272,000 tokens';

/** Input, output, cached input and cache write, as far as they are published. */
const gpt = (input: number, output: number, cacheRead?: number, cacheWriteOther?: number): Rates => ({
  input,
  output,
  ...(cacheRead !== undefined && { cacheRead }),
  ...(cacheWriteOther !== undefined && { cacheWriteOther }),
});

const above272k = (...rates: Parameters<typeof gpt>): LongPrompt => ({ prompt: 272_000, usd: gpt(...rates) });

/** Flex came with o3; residency with GPT-5.4. */
const flex = { flex: 0.5 };
const since54 = { flex: 0.5, us: 1.1 };

// biome-ignore format: one row a line, to be read across as the table prints it
export const openai: Vendor = {
  id: 'openai',
  perSearch: 0.01,
  times: { batch: 0.5, us: 1 },
  says: { priority: 'fast', regional: 'us', eu: 'us' },
  models: {
    //                          input output cached write
    'gpt-4': [
      { since: '2023-03-14', usd: gpt(30, 60), from: standard },
    ],
    'gpt-4-32k': [
      { since: '2023-03-14', usd: gpt(60, 120), from: 'genai-prices 0.1.8' },
    ],
    'gpt-4-turbo': [
      { since: '2023-11-06', usd: gpt(10, 30), from: standard },
    ],
    'gpt-4o': [
      { since: '2024-05-13', usd: gpt(5, 15), from: standard, confidence: 'medium', note: 'the name meant the snapshot of May 2024' },
      { since: '2024-10-02', usd: gpt(2.50, 10, 1.25), times: { fast: 1.7 }, from: standard, note: 'the day on which the name moved to the cheaper snapshot is not confirmed' },
    ],
    'gpt-4o-2024-05-13': [
      { since: '2024-05-13', usd: gpt(5, 15), from: standard },
    ],
    'gpt-4o-mini': [
      { since: '2024-07-18', usd: gpt(0.15, 0.60, 0.075), from: standard },
    ],
    'gpt-4.1': [
      { since: '2025-04-14', usd: gpt(2, 8, 0.50), times: { fast: 1.75 }, from: standard },
    ],
    'gpt-4.1-mini': [
      { since: '2025-04-14', usd: gpt(0.40, 1.60, 0.10), from: standard },
    ],
    'gpt-4.1-nano': [
      { since: '2025-04-14', usd: gpt(0.10, 0.40, 0.025), from: standard },
    ],
    'o1': [
      { since: '2024-12-17', usd: gpt(15, 60, 7.50), from: standard },
    ],
    'o1-pro': [
      { since: '2025-03-19', usd: gpt(150, 600), from: standard },
    ],
    'o3-mini': [
      { since: '2025-01-31', usd: gpt(1.10, 4.40, 0.55), from: standard },
    ],
    'o3': [
      { since: '2025-04-16', usd: gpt(10, 40, 2.50), times: flex, from: o3Cut },
      { since: '2025-06-10', usd: gpt(2, 8, 0.50), times: { ...flex, fast: 1.75 }, from: standard },
    ],
    'o3-pro': [
      { since: '2025-06-10', usd: gpt(20, 80), times: flex, from: standard },
    ],
    'o4-mini': [
      { since: '2025-04-16', usd: gpt(1.10, 4.40, 0.275), times: flex, from: standard },
    ],
    'codex-mini-latest': [
      { since: '2025-05-16', usd: gpt(1.50, 6, 0.375), times: flex, from: agreed },
    ],
    'gpt-5': [
      { since: '2025-08-07', usd: gpt(1.25, 10, 0.125), times: { ...flex, fast: 2 }, from: standard },
    ],
    'gpt-5-mini': [
      { since: '2025-08-07', usd: gpt(0.25, 2, 0.025), times: { ...flex, fast: 1.8 }, from: standard },
    ],
    'gpt-5-nano': [
      { since: '2025-08-07', usd: gpt(0.05, 0.40, 0.005), times: flex, from: standard },
    ],
    'gpt-5-pro': [
      { since: '2025-10-06', usd: gpt(15, 120), times: flex, from: standard },
    ],
    'gpt-5-codex': [
      { since: '2025-09-23', usd: gpt(1.25, 10, 0.125), times: { ...flex, fast: 2 }, from: codex5 },
    ],
    'gpt-5.1': [
      { since: '2025-11-13', usd: gpt(1.25, 10, 0.125), times: { ...flex, fast: 2 }, from: standard },
    ],
    'gpt-5.1-codex-mini': [
      { since: '2025-11-13', usd: gpt(0.25, 2, 0.025), times: flex, from: agreed },
    ],
    'gpt-5.2': [
      { since: '2025-12-11', usd: gpt(1.75, 14, 0.175), times: { ...flex, fast: 2 }, from: standard },
    ],
    'gpt-5.2-pro': [
      { since: '2025-12-11', usd: gpt(21, 168), times: flex, from: standard },
    ],
    'gpt-5.3-codex': [
      { since: '2026-02-05', usd: gpt(1.75, 14, 0.175), times: { ...flex, fast: 2 }, from: agreed },
    ],
    'gpt-5.3-codex-spark': [
      { since: '2026-02-12', usd: gpt(1.75, 14, 0.175), times: flex, from: 'pi-ai 1.5.2', confidence: 'low' },
    ],
    'gpt-5.4': [
      { since: '2026-03-05', usd: gpt(2.50, 15, 0.25), above: above272k(5, 22.50, 0.50), times: { ...since54, fast: 2 }, from: standard, longCaveat: wholeSession },
    ],
    'gpt-5.4-mini': [
      { since: '2026-03-17', usd: gpt(0.75, 4.50, 0.075), times: { ...since54, fast: 2 }, from: standard },
    ],
    'gpt-5.4-nano': [
      { since: '2026-03-17', usd: gpt(0.20, 1.25, 0.02), times: since54, from: standard },
    ],
    'gpt-5.4-pro': [
      { since: '2026-03-05', usd: gpt(30, 180), above: above272k(60, 270), times: since54, from: standard },
    ],
    'gpt-5.5': [
      { since: '2026-04-23', usd: gpt(5, 30, 0.50), above: above272k(10, 45, 1), times: { ...since54, fast: 2.5 }, from: priority, longCaveat: wholeSession, note: 'its priority rates are 2.5 times the standard ones, not twice' },
    ],
    'gpt-5.5-pro': [
      { since: '2026-04-23', usd: gpt(30, 180), above: above272k(60, 270), times: since54, from: standard },
    ],
    'gpt-5.6-sol': [
      { since: '2026-07-09', usd: gpt(5, 30, 0.50, 6.25), above: above272k(10, 45, 1, 12.50), times: { ...since54, fast: 2 }, from: changelog },
      { since: '2026-08-21', usd: gpt(4, 20, 0.40, 5), above: above272k(8, 30, 0.80, 10), times: { ...since54, fast: 2 }, from: changelog, confidence: 'medium', reviewBy: '2026-12-07', note: 'promised at least through 2026-11-21; still listed by pi-ai 1.6.0 after that' },
    ],
    'gpt-5.6-terra': [
      { since: '2026-07-09', usd: gpt(2.50, 15, 0.25, 3.125), above: above272k(5, 22.50, 0.50, 6.25), times: { ...since54, fast: 2 }, from: changelog },
      { since: '2026-07-30', usd: gpt(2, 12, 0.20, 2.50), above: above272k(4, 18, 0.40, 5), times: { ...since54, fast: 2 }, from: changelog },
    ],
    'gpt-5.6-luna': [
      { since: '2026-07-09', usd: gpt(1, 6, 0.10, 1.25), above: above272k(2, 9, 0.20, 2.50), times: { ...since54, fast: 2 }, from: changelog },
      { since: '2026-07-30', usd: gpt(0.20, 1.20, 0.02, 0.25), above: above272k(0.40, 1.80, 0.04, 0.50), times: { ...since54, fast: 2 }, from: changelog },
    ],
    'gpt-6-astra': [
      { since: '2026-09-03', usd: gpt(10, 50, 1, 12.50), above: above272k(20, 75, 2, 25), times: { ...since54, fast: 2 }, from: astra6 },
      { since: '2026-09-29', usd: gpt(10, 50, 1, 12.50), above: above272k(20, 75, 2, 25), times: { ...since54, fast: 2, ultrafast: 6 }, from: `${astra6}; apidog on ultrafast`, confidence: 'medium', note: 'only ultrafast is new' },
    ],
    'gpt-6-sol': [
      { since: '2026-09-22', usd: gpt(2, 10, 0.20, 2.50), above: above272k(4, 15, 0.40, 5), times: { ...since54, fast: 2 }, from: september },
    ],
    'gpt-6-luna': [
      { since: '2026-09-22', usd: gpt(0.10, 0.50, 0.01, 0.125), above: above272k(0.20, 0.75, 0.02, 0.25), times: { ...since54, fast: 2 }, from: september },
    ],
    'gpt-6.1-sol': [
      { since: '2026-09-29', usd: gpt(2, 10, 0.10, 2.50), above: above272k(4, 15, 0.20, 5), times: { ...since54, fast: 2 }, from: resellers },
    ],
    'gpt-6.1-terra': [
      { since: '2026-10-26', usd: gpt(1, 5, 0.05, 1.25), above: above272k(2, 7.50, 0.10, 2.50), times: { ...since54, fast: 2 }, from: 'pi-ai 1.5.2 and PromptFuel 1.0.24', confidence: 'medium' },
    ],
    'gpt-6.2-sol': [
      { since: '2026-11-17', usd: gpt(2, 10, 0.10, 2.50), above: above272k(4, 15, 0.20, 5), times: { us: 1.1, fast: 2, ultrafast: 3 }, from: sol62, note: 'a cache write kept for 12 hours costs 5; no log tells it apart' },
      { since: '2027-03-01', usd: gpt(2, 10, 0.10, 2.50), above: above272k(4, 15, 0.20, 5), times: { us: 1.1, fast: 2, ultrafast: 6 }, from: sol62, scheduled: true, note: 'only ultrafast changes' },
    ],
    'gpt-6.2-astra': [
      { since: '2026-11-17', usd: gpt(8, 40, 0.40, 10), above: above272k(16, 60, 0.80, 20), times: { us: 1.1, fast: 2 }, from: 'TokenMeter 0.17.0, from the model page; pi-ai 1.6.0' },
    ],
    'gpt-6-cyber': [
      { usd: gpt(20, 100, 2, 25), from: 'pi-ai 1.6.0', confidence: 'low' },
    ],
    'gpt-5.6-cyber': [
      { usd: gpt(12.50, 75, 1.25, 15.625), from: cyber, confidence: 'medium' },
    ],
    'gpt-5.5-cyber': [
      { usd: gpt(12.50, 75), from: cyber, confidence: 'medium' },
    ],
    'gpt-daybreak-blue-latest': [
      { usd: gpt(4, 20, 0.40, 5), above: above272k(8, 30, 0.80, 10), from: daybreak, confidence: 'medium' },
    ],
    'gpt-daybreak-red-latest': [
      { usd: gpt(12.50, 75, 1.25, 15.625), from: daybreak, confidence: 'medium' },
    ],
    'codex-auto-review': [
      { free: true, from: 'OpenAI Codex FAQ, quoted in the claudit 2.1.0 release notes', confidence: 'medium' },
    ],
  },
  aliases: {
    'gpt-4-0314': 'gpt-4',
    'gpt-4-0613': 'gpt-4',
    'gpt-4-32k-0314': 'gpt-4-32k',
    'gpt-4-32k-0613': 'gpt-4-32k',
    'gpt-4-0125-preview': 'gpt-4-turbo',
    'gpt-4-1106-preview': 'gpt-4-turbo',
    'gpt-4-1106-vision-preview': 'gpt-4-turbo',
    'gpt-4-turbo-preview': 'gpt-4-turbo',
    'gpt-4-vision-preview': 'gpt-4-turbo',
    'gpt-4o-2024-08-06': 'gpt-4o',
    'gpt-4o-2024-11-20': 'gpt-4o',
    'codex-mini': 'codex-mini-latest',
    'gpt-5.1-codex': 'gpt-5.1',
    'gpt-5.1-codex-max': 'gpt-5.1',
    'gpt-5.2-codex': 'gpt-5.2',
    'gpt-5.3-spark': 'gpt-5.3-codex-spark',
    'gpt-5.6': 'gpt-5.6-sol',
  },
};
