/**
 * Prices of a contract, by which Claude Code counts in place of the list: managed settings that an organisation installs.
 *
 *   {"modelPricing":{"multiplier":0.8,"overrides":{"claude-opus-5":{"input":4,"output":20,...}}}}
 *
 * Read in Claude Code 2.1.332.
 */
import { record } from '../../core/lines.ts';

export interface Contract {
  /** The file with the settings. */
  readonly path: string;
  /** What list prices are multiplied by, where it says so. */
  readonly multiplier?: number;
  /** How many models have prices of their own. */
  readonly models: number;
}

/** Undefined where the settings have no prices, or cannot be read. */
export function readContract(path: string, json: string): Contract | undefined {
  let pricing: ReturnType<typeof record>;
  try {
    pricing = record(record(JSON.parse(json.replace(/^\ufeff/, '')))?.modelPricing);
  } catch {
    return undefined;
  }
  if (!pricing) return undefined;
  const { multiplier } = pricing;
  const isFactor = typeof multiplier === 'number' && Number.isFinite(multiplier) && multiplier >= 0;
  const models = Object.keys(record(pricing.overrides) ?? {}).length;
  if (!isFactor && models === 0) return undefined;
  return { path, multiplier: isFactor ? multiplier : undefined, models };
}

export function contractText({ path, multiplier, models }: Contract): string {
  const says = [
    ...(multiplier === undefined ? [] : [`list prices x ${multiplier}`]),
    ...(models === 0 ? [] : [`prices of its own for ${models} ${models === 1 ? 'model' : 'models'}`]),
  ];
  return `Claude Code counts at contract prices, modelPricing in ${path}: ${says.join(', ')}`;
}
