/** `token-dash log repair`: mends what can be mended, after a copy was made. */
import { printable } from '../../core/clean.ts';
import { differenceOf, flatEstimate } from '../../core/flat-rate.ts';
import { counted, troubleText } from '../../core/format.ts';
import type { Work } from '../../core/work.ts';
import { type Repaired, repaired } from '../../core/work-repair.ts';
import { EXIT } from '../io.ts';
import { flatRate } from './amounts.ts';
import type { LogWord } from './word.ts';

export const repair: LogWord = {
  word: 'repair',
  about: 'mend lines that cannot be read, after making a copy; --costs mends costs, too',
  run({ io, settings, manualLog }, _, { all = false, costs = false, dryRun = false }) {
    const rate = flatRate(settings);
    const options = {
      file: manualLog.path,
      estimate: (tokens: number) => flatEstimate(tokens, rate),
      isCostWrong: (work: Work) => {
        const difference = costs ? differenceOf(work, rate) : undefined;
        return difference !== undefined && (all || difference.isLarge);
      },
    };
    const log = manualLog.read();
    if (log.lines === 0) {
      io.out(`${printable(log.troubles[0]?.why ?? 'nothing is logged yet')}: ${manualLog.path}\n`);
      return EXIT.ok;
    }
    let done: Repaired = { text: '', changes: [], left: [] };
    let backup: string | undefined;
    try {
      backup = manualLog.rewrite(text => {
        done = repaired(text, options);
        return done.changes.length === 0 || dryRun ? undefined : done.text;
      });
    } catch (error) {
      io.err(`token-dash log: ${printable((error as Error).message)}\n`);
      return EXIT.failed;
    }
    const { changes, left } = done;
    for (const { line, before, after, why } of changes) {
      io.out(`line ${line}: ${why}\n  - ${printable(before.trim())}\n  + ${printable(after)}\n`);
    }
    for (const trouble of left) io.out(`left as it is: ${printable(troubleText(trouble))}\n`);
    const verb = dryRun ? 'would be changed' : 'changed';
    const copy = backup === undefined ? '' : `; the log as it was: ${backup}`;
    io.out(`${counted(changes.length, 'line')} ${verb}, ${left.length} left to you${copy}\n`);
    return EXIT.ok;
  },
};
