/** The registry of findings: to add one, write its file and its line here. */
import { batch } from './batch.ts';
import { cheaperModel } from './cheaper-model.ts';
import { failed } from './failed.ts';
import type { Finding, FindingInput, FindingRule } from './finding.ts';
import { overEngineered } from './over-engineered.ts';
import { prompts } from './prompts.ts';
import { redundant } from './redundant.ts';

export const FINDING_RULES: readonly FindingRule[] = [
  redundant,
  overEngineered,
  failed,
  cheaperModel,
  batch,
  prompts,
];

export interface Found extends Omit<FindingRule, 'look'> {
  readonly findings: readonly Finding[];
}

/** Every rule with what it found, the most expensive first. */
export function findWaste(input: FindingInput): readonly Found[] {
  return FINDING_RULES.map(({ look, ...rule }) => ({
    ...rule,
    findings: [...look(input)].sort((a, b) => compare(b.usd ?? 0n, a.usd ?? 0n)),
  }));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
