/**
 * `token-dash doctor`: what works, what does not, and what to do about it. The facts are gathered by the roof, the
 * judgements are in `checks.ts`; here they are printed.
 */

import { printable } from '../core/clean.ts';
import { largest } from '../core/extremes.ts';
import { CHECKS } from './checks.ts';
import type { Command } from './command.ts';
import type { DoctorInput } from './doctor-input.ts';
import { type Finding, LEVELS, type Level } from './finding.ts';
import { EXIT } from './io.ts';
import { printJson } from './writers/json.ts';

export const doctorCommand: Command = {
  id: 'doctor',
  summary: 'check this machine: what works, what does not, how to fix it',
  needsNoConfig: true,
  examples: [
    ['doctor', 'everything that was looked at'],
    ['doctor --json', 'the same for scripts; exit code 1 where something is broken'],
  ],

  declare(declaration) {
    declaration.option('--json', 'as JSON');
  },

  async run({ io, doctorInput }, _, { json }) {
    const findings = diagnose(await doctorInput());
    const worst = worstOf(findings);
    if (json) printJson(io, { level: worst, findings });
    else io.out(textOf(findings));
    return worst === 'broken' ? EXIT.failed : EXIT.ok;
  },
};

interface Diagnosis extends Finding {
  readonly check: string;
}

export function diagnose(doctorInput: DoctorInput): readonly Diagnosis[] {
  return Object.entries(CHECKS).flatMap(([check, look]) =>
    look(doctorInput).map((finding: Finding) => ({ check, ...finding })),
  );
}

function worstOf(findings: readonly Finding[]): Level {
  return LEVELS.findLast(level => findings.some(finding => finding.level === level)) ?? 'fine';
}

function textOf(findings: readonly Diagnosis[]): string {
  const levels = largest(LEVELS.map(level => level.length));
  const checks = largest(findings.map(({ check }) => check.length));
  const indent = ' '.repeat(levels + checks + 4);
  const lines = findings.flatMap(({ level, check, what, todo }) => [
    `${level.padEnd(levels)}  ${check.padEnd(checks)}  ${printable(what)}`,
    ...(todo === undefined ? [] : [`${indent}-> ${printable(todo)}`]),
  ]);
  return `${lines.join('\n')}\n\n${verdict(findings)}\n`;
}

function verdict(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter(finding => finding.level === level).length;
  const [broken, warnings] = [count('broken'), count('warning')];
  if (broken > 0) return `${broken} broken, ${warnings} to look at.`;
  return warnings > 0 ? `Nothing is broken, ${warnings} to look at.` : 'No problems found.';
}
