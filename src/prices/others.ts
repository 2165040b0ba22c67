/**
 * List prices of vendors with a model or two in coding tools: Moonshot (Kimi), Z.ai (GLM), Mistral, MiniMax,
 * Alibaba (Qwen), Meta, Xiaomi and Microsoft. Flat rates, read second hand. A vendor that grows moves into a file of its own.
 */
import type { Rates, Vendor } from './row.ts';

const agreed = 'genai-prices 0.1.8 and pi-ai 1.5.2';
const alone = 'pi-ai 1.5.2';
const newer = 'pi-ai 1.6.0';
const both16 = 'genai-prices 0.1.8 and pi-ai 1.6.0';
const litellm = 'the LiteLLM documentation on Z.ai';

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
    'kimi-k2.6':      [{ usd: flat(0.95, 4, 0.16), from: both16, confidence: 'medium' }],
    'kimi-k2.7-code-highspeed': [{ usd: flat(1.90, 8, 0.38), from: newer, confidence: 'medium' }],
    'kimi-k3.1-pro-highspeed':  [{ usd: flat(4, 20, 0.20), from: newer, confidence: 'medium' }],
  },
  aliases: { 'k3': 'kimi-k3', 'k3.1-pro': 'kimi-k3.1-pro', 'kimi-for-coding': 'kimi-k2.7-code' },
};

// biome-ignore format: one row a line
export const zai: Vendor = {
  id: 'zai',
  times: {},
  models: {
    'glm-5.2': [{ usd: flat(1.40, 4.40, 0.26), from: alone, confidence: 'low' }],
    'glm-5.3': [{ usd: flat(1.40, 4.40, 0.26), from: alone, confidence: 'low' }],
    'glm-4.7': [{ usd: flat(0.60, 2.20, 0.11), from: newer, confidence: 'medium' }],
    'glm-5':   [{ usd: flat(1, 3.20, 0.20), from: litellm, confidence: 'medium' }],
    'glm-5.1': [{ usd: flat(1.40, 4.40, 0.26), from: litellm, confidence: 'medium' }],
    'glm-5-turbo':   [{ usd: flat(1.20, 4, 0.24), from: newer, confidence: 'medium' }],
    'glm-5.3-flash': [{ usd: flat(0.15, 0.50, 0.03), from: newer, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const mistral: Vendor = {
  id: 'mistral',
  times: {},
  models: {
    'devstral-2512':      [{ usd: flat(0.40, 2, 0.04), from: agreed, confidence: 'medium' }],
    'mistral-large-4':    [{ usd: flat(0.70, 2.10, 0.07), from: newer, confidence: 'medium' }],
    'mistral-medium-3.5': [{ usd: flat(1.50, 7.50, 0.15), from: agreed, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const minimax: Vendor = {
  id: 'minimax',
  times: {},
  models: {
    'MiniMax-M2.7': [{ usd: { ...flat(0.30, 1.20, 0.06), cacheWriteOther: 0.375 }, from: agreed, confidence: 'medium' }],
    'MiniMax-M2.7-highspeed': [{ usd: { ...flat(0.60, 2.40, 0.06), cacheWriteOther: 0.375 }, from: newer, confidence: 'medium' }],
    'MiniMax-M3': [{ usd: flat(0.30, 1.20, 0.06), above: { prompt: 512_000, usd: flat(0.60, 2.40, 0.12) }, from: newer, confidence: 'medium' }],
    'MiniMax-M3.1-Flash': [{ usd: flat(0.15, 0.60, 0.015), from: newer, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const alibaba: Vendor = {
  id: 'alibaba',
  times: {},
  models: {
    'qwen4-max': [{ since: '2026-11-16', usd: { ...flat(1.50, 4.50, 0.075), cacheWriteOther: 1.875 }, from: 'docs.apiyi.com, qwen4-max launch; pi-ai 1.6.0' }],
    'qwen3.8-max': [{ usd: { ...flat(2, 6, 0.25), cacheWriteOther: 2.50 }, from: newer, confidence: 'medium' }],
    'qwen3.8-max-prime': [{ usd: { ...flat(4, 12, 0.50), cacheWriteOther: 5 }, from: newer, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const meta: Vendor = {
  id: 'meta',
  times: {},
  models: {
    'muse-spark-1.1':  [{ usd: flat(1.25, 4.25, 0.15), from: newer, confidence: 'medium' }],
    'muse-spark-1.2':  [{ usd: flat(1.25, 4.25, 0.15), from: newer, confidence: 'medium' }],
    'muse-spark-1.3':  [{ usd: flat(1.25, 4.25, 0.15), from: newer, confidence: 'medium' }],
    'muse-wonder-1.0': [{ usd: flat(4, 20, 0.20), from: newer, confidence: 'medium' }],
    'muse-ember-1.0':  [{ usd: flat(0.10, 0.50, 0.004), above: { prompt: 200_000, usd: flat(0.30, 1.50, 0.012) }, from: newer, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const xiaomi: Vendor = {
  id: 'xiaomi',
  times: {},
  models: {
    'mimo-v2.6-pro':   [{ usd: flat(0.435, 0.87, 0.0036), from: newer, confidence: 'medium' }],
    'mimo-v2.6-flash': [{ usd: flat(0.14, 0.28, 0.0028), from: newer, confidence: 'medium' }],
  },
};

// biome-ignore format: one row a line
export const microsoft: Vendor = {
  id: 'microsoft',
  times: {},
  models: {
    'mai-code-2':       [{ usd: flat(0.50, 2.50, 0.025), from: newer, confidence: 'low' }],
    'mai-code-2-flash': [{ usd: flat(0.05, 0.25, 0.005), from: newer, confidence: 'low' }],
  },
};
