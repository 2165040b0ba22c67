/** `token-dash log today`: the entries of today and what they come to. */
import { dayText } from '../../core/calendar.ts';
import { counted, grouped } from '../../core/format.ts';
import { usd } from '../../core/money.ts';
import { workSum } from '../../core/work.ts';
import { dateAndTime } from '../../core/work-line.ts';
import { aligned } from '../aligned.ts';
import { EXIT } from '../io.ts';
import { printJson } from '../writers/json.ts';
import { cents, estimateWords } from './amounts.ts';
import { entryJson } from './json.ts';
import type { LogWord } from './word.ts';

export const today: LogWord = {
  word: 'today',
  about: "today's tasks and what they come to",
  run({ io, zone, settings, manualLog }, _, { json, limit }) {
    const day = zone.day(io.nowMs);
    const entries = manualLog.read().entries.filter(each => each.day === day);
    const sum = workSum(entries);
    const most = limit === undefined ? undefined : amountOf(limit);
    if (limit !== undefined && most === undefined) {
      io.err(`token-dash log: --limit takes an amount in USD, not '${limit}'\n`);
      return EXIT.failed;
    }
    if (json) printJson(io, entries.map(entryJson));
    else {
      const rows = entries.map(each => [
        dateAndTime(each).time,
        each.project,
        each.name,
        grouped(each.tokens.total),
        cents(each.usd ?? 0n),
      ]);
      io.out(`=== Token Usage - ${dayText(day)} ===\n`);
      io.out(aligned(rows, [3, 4]));
      io.out(
        `Total: ${counted(entries.length, 'task')}, ${grouped(sum.tokens)} tokens, ${cents(sum.usd)} (${estimateWords(settings)})\n`,
      );
    }
    if (most === undefined || sum.usd <= most) return EXIT.ok;
    io.err(`Warning: Daily spending exceeds ${cents(most)} (${cents(sum.usd)})\n`);
    return EXIT.failed;
  },
};

function amountOf(text: string) {
  return /^\$?\d+(\.\d+)?$/.test(text) ? usd(text.replace('$', '')) : undefined;
}
