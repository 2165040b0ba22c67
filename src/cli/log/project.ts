/** `token-dash log project`: what was logged for each project, the most expensive first. */
import { counted, grouped } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { type Work, workSum } from '../../core/work.ts';
import { aligned } from '../aligned.ts';
import { EXIT } from '../io.ts';
import { printJson } from '../writers/json.ts';
import { cents, estimateWords } from './amounts.ts';
import { usdNumber } from './json.ts';
import type { LogWord } from './word.ts';

export const project: LogWord = {
  word: 'project',
  argument: '[name]',
  about: 'what was logged for each project, the most expensive first',
  run({ io, settings, manualLog }, name, { json }) {
    const entries = manualLog.read().entries.filter(each => name === undefined || each.project === name);
    const projects = new Map<string, Work[]>();
    for (const each of entries) getOrInsert(projects, each.project, (): Work[] => []).push(each);
    const rows = [...projects]
      .map(([project, work]) => ({ project, count: work.length, ...workSum(work) }))
      .sort((a, b) => (a.usd === b.usd ? b.tokens - a.tokens : a.usd < b.usd ? 1 : -1));
    if (json) {
      const list = rows.map(({ usd, ...row }) => ({ ...row, cost: usdNumber(usd) }));
      printJson(io, list);
      return EXIT.ok;
    }
    if (name !== undefined && rows.length === 0) {
      io.err(`token-dash log: nothing is logged for '${name}'\n`);
      return EXIT.noData;
    }
    const { tokens, usd } = workSum(entries);
    io.out('=== Token Usage by Project ===\n');
    io.out(
      aligned(
        rows.map(row => [
          row.project,
          counted(row.count, 'task'),
          `${grouped(row.tokens)} tokens`,
          cents(row.usd),
          `${grouped(row.tokens / row.count)} tokens per task`,
        ]),
        [1, 2, 3, 4],
      ),
    );
    io.out(
      `Total: ${counted(entries.length, 'task')}, ${grouped(tokens)} tokens, ${cents(usd)} (${estimateWords(settings)})\n`,
    );
    return EXIT.ok;
  },
};
