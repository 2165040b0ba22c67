/**
 * List prices of vendors with a model or two in coding tools: Moonshot (Kimi), Z.ai (GLM), DeepSeek, Mistral and
 * MiniMax. Flat rates, read second hand. A vendor that grows moves into a file of its own.
 */
import type { Rates, Vendor } from './row.ts';

const agreed = 'genai-prices 0.1.8 and pi-ai 1.5.2';
const alone = 'pi-ai 1.5.2';

/** Input, output, cached input. */
const flat = (input: number, output: number, cacheRead: number): Rates => ({ input, output, cacheRead });

// biome-ignore format: one row a line
export const moonshot: Vendor = {
  id: 'moonshot',
  times: {},
  models: {
    'kimi-k2.7-code': [{ usd: flat(0.95, 4, 0.19), from: agreed, confidence: 'medium' }],
    'kimi-k3':        [{ usd: flat(3, 15, 0.30), from: agreed, confidence: 'medium' }],
    'kimi-k3.1-pro':  [{ usd: flat(2, 10, 0.20), from: alone, confidence: 'low' }],
  },
};

// biome-ignore format: one row a line
export const zai: Vendor = {
  id: 'zai',
  times: {},
  models: {
    'glm-5.2': [{ usd: flat(1.40, 4.40, 0.26), from: alone, confidence: 'low' }],
    'glm-5.3': [{ usd: flat(1.40, 4.40, 0.26), from: alone, confidence: 'low' }],
  },
};

// biome-ignore format: one row a line
export const deepseek: Vendor = {
  id: 'deepseek',
  times: {},
  models: {
    'deepseek-v4-pro': [
      { since: '2026-08-17', usd: flat(0.66, 1.98, 0.022), from: agreed, confidence: 'medium', caveat: 'off-peak rate: on working days from 01:00 to 04:00 and 06:00 to 10:00 UTC it is double' },
    ],
  },
};

// biome-ignore format: one row a line
export const mistral: Vendor = {
  id: 'mistral',
  times: {},
  models: {
    'devstral-2512':      [{ usd: flat(0.40, 2, 0.04), from: agreed, confidence: 'medium' }],
    'mistral-medium-3.5': [{ usd: flat(1.50, 7.50, 0.15), from: agreed, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const minimax: Vendor = {
  id: 'minimax',
  times: {},
  models: {
    'MiniMax-M2.7': [{ usd: { ...flat(0.30, 1.20, 0.06), cacheWriteOther: 0.375 }, from: agreed, confidence: 'medium' }],
  },
};
