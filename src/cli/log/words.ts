/** The registry of words behind `token-dash log`: to add one, write its file and its line here. */
import { largest } from '../../core/extremes.ts';
import { cost } from './cost.ts';
import { lint } from './lint.ts';
import { project } from './project.ts';
import { readme } from './readme.ts';
import { recompute } from './recompute.ts';
import { repair } from './repair.ts';
import { today } from './today.ts';
import type { LogWord } from './word.ts';

export const LOG_WORDS: readonly LogWord[] = [today, project, cost, lint, recompute, repair, readme];

/** Shown where the words make no call. Begins with 'Usage', as scripts around the original expect. */
export function usage(): string {
  const calls = [
    ['<project> <task> <tokens>', 'log a finished task'],
    ['<project> <task> auto', "with the tokens of the project's last session"],
    ...LOG_WORDS.map(({ word, argument, about }) => [argument ? `${word} ${argument}` : word, about]),
  ] as [string, string][];
  const width = largest(calls.map(([call]) => call.length));
  const lines = calls.map(([call, about]) => `  token-dash log ${call.padEnd(width)}  ${about}`);
  return ['Usage:', ...lines, ''].join('\n');
}
