/** `token-dash log recompute`: entries whose stored cost is not the rate times their tokens. */
import { type Difference, differenceOf } from '../../core/flat-rate.ts';
import { counted, grouped, usdExact } from '../../core/format.ts';
import { aligned } from '../aligned.ts';
import { EXIT } from '../io.ts';
import { printJson } from '../writers/json.ts';
import { estimateWords, flatRate } from './amounts.ts';
import { entryJson, usdNumber } from './json.ts';
import type { LogWord } from './word.ts';

export const recompute: LogWord = {
  word: 'recompute',
  about: 'entries whose stored cost is not the rate times their tokens',
  run({ io, settings, manualLog }, _, { all, json }) {
    const rate = flatRate(settings);
    const found = manualLog.read().entries.flatMap(work => differenceOf(work, rate) ?? []);
    const shown = all ? found : found.filter(({ isLarge }) => isLarge);
    if (json) {
      printJson(io, shown.map(differenceJson));
      return EXIT.ok;
    }
    const rows = shown.map(({ work, stored, byRate, reason = '' }) => [
      `line ${work.place.line}`,
      work.project,
      work.name,
      grouped(work.tokens.total),
      usdExact(stored),
      usdExact(byRate),
      reason,
    ]);
    const head = ['', 'Project', 'Task', 'Tokens', 'Stored', 'By rate', ''];
    if (rows.length > 0) io.out(aligned([head, ...rows], [3, 4, 5]));
    const rest = found.length - shown.length;
    const more = rest > 0 ? `; ${grouped(rest)} more by less than a cent (--all shows them)` : '';
    const are = shown.length === 1 ? 'cost differs' : 'costs differ';
    io.out(`${grouped(shown.length)} ${are} from the ${estimateWords(settings)}${more}\n`);
    if (shown.some(({ isLarge }) => isLarge)) {
      io.out(`token-dash log repair --costs gives ${counted(shown.length, 'line')} the cost of the rate\n`);
    }
    return EXIT.ok;
  },
};

function differenceJson({ work, stored, byRate, reason }: Difference) {
  return {
    ...entryJson(work),
    line: work.place.line,
    stored: usdNumber(stored),
    byRate: usdNumber(byRate),
    reason,
  };
}
