/**
 * DeepSeek list prices. It bills by the hour: in 2025 the night of Beijing was cheaper, since V4 its working hours cost
 * double.
 *
 *   Peak hours    Monday to Friday, 01:00-04:00 and 06:00-10:00 UTC. Chinese public holidays are off-peak; no list of them
 *                 is kept here, so such days may be priced too high.
 *   Web search    5 CNY per 1,000 searches and fetches since November 2026; no log counts them.
 */
import type { PeakHours, Rates, Vendor } from './row.ts';

const page = 'api-docs.deepseek.com/quick_start/pricing (October 2026)';
const before = 'genai-prices 0.1.8';
const history = 'api-docs.deepseek.com, news and pricing of 2025';
const holidays = 'on Chinese public holidays the off-peak rate holds, which is not known here';

/** Input, output, cached input. */
const deep = (input: number, output: number, cacheRead: number): Rates => ({ input, output, cacheRead });

const workingHours = (...rates: Parameters<typeof deep>): PeakHours => ({
  hours: [
    [1, 4],
    [6, 10],
  ],
  weekdays: true,
  usd: deep(...rates),
});

/** Until September 2025, from 16:30 to 00:30 UTC. */
const night = (...rates: Parameters<typeof deep>): PeakHours => ({
  hours: [[16.5, 0.5]],
  usd: deep(...rates),
});

// biome-ignore format: one row a line
const v4Pro = [
  { usd: deep(0.435, 0.87, 0.003625), from: before, confidence: 'medium' },
  { since: '2026-08-16T16:00Z', usd: deep(0.66, 1.98, 0.022), peak: workingHours(1.32, 3.96, 0.044), from: page, caveat: holidays },
] as const;

// biome-ignore format: one row a line
const flash = [
  { usd: deep(0.14, 0.28, 0.0028), from: before, confidence: 'medium' },
  { since: '2026-08-16T16:00Z', usd: deep(0.22, 0.66, 0.007), peak: workingHours(0.44, 1.32, 0.014), from: page, caveat: holidays },
  { since: '2026-09-10', usd: deep(0.15, 0.60, 0.003), peak: workingHours(0.30, 1.20, 0.006), from: page, caveat: holidays, note: 'served as V4.1 Flash since then' },
] as const;

// biome-ignore format: one row a line
export const deepseek: Vendor = {
  id: 'deepseek',
  times: {},
  models: {
    'deepseek-v4-pro': v4Pro,
    'deepseek-v4-flash': flash,
    'deepseek-flash': [
      { since: '2026-09-10', usd: deep(0.15, 0.60, 0.003), peak: workingHours(0.30, 1.20, 0.006), from: page, caveat: holidays },
    ],
    // Names of whatever model is current.
    'deepseek-chat': [
      { usd: deep(0.27, 1.10, 0.07), peak: night(0.135, 0.55, 0.035), from: before, confidence: 'medium' },
      { since: '2025-09-05T16:00Z', usd: deep(0.56, 1.68, 0.07), from: history, confidence: 'medium' },
      { since: '2025-09-29', usd: deep(0.28, 0.42, 0.028), from: history, confidence: 'medium' },
      { since: '2026-08-16T16:00Z', usd: deep(0.22, 0.66, 0.007), peak: workingHours(0.44, 1.32, 0.014), from: page, confidence: 'low', caveat: 'which model the name meant then is not confirmed' },
      { since: '2026-09-10', usd: deep(0.15, 0.60, 0.003), peak: workingHours(0.30, 1.20, 0.006), from: page, confidence: 'low', caveat: 'which model the name meant then is not confirmed' },
    ],
    'deepseek-reasoner': [
      { usd: deep(0.55, 2.19, 0.14), peak: night(0.135, 0.55, 0.035), from: before, confidence: 'medium' },
      { since: '2025-09-05T16:00Z', usd: deep(0.56, 1.68, 0.07), from: history, confidence: 'medium' },
      { since: '2025-09-29', usd: deep(0.28, 0.42, 0.028), from: history, confidence: 'medium' },
      { since: '2026-08-16T16:00Z', usd: deep(0.66, 1.98, 0.022), peak: workingHours(1.32, 3.96, 0.044), from: page, confidence: 'low', caveat: 'which model the name meant then is not confirmed' },
    ],
  },
  aliases: {
    'deepseek-v4.1-flash': 'deepseek-flash',
    'deepseek-v4.1-flash-1017': 'deepseek-flash',
    'deepseek-v4-flash-vision-exp': 'deepseek-v4-flash',
  },
};
