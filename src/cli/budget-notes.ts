/** `token-dash budget note` and `budget notes`: cost-saving measures, and what a day cost before and after them. */
import { readMoney } from '../budgets/amounts.ts';
import { type Impact, impactOf, type SavingNote } from '../budgets/saving-note.ts';
import { sectionsText } from '../budgets/section.ts';
import { dayText, parseDay } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { usdCents } from '../core/format.ts';
import { decimal } from '../core/money.ts';
import { wholeNumber } from '../core/query.ts';
import { usageDays } from '../reports/usage-days.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { usageInput } from './usage-input.ts';
import { printJson } from './writers/json.ts';

const USUAL_DAYS = 7;

export const budgetNote: Command = {
  id: 'note',
  summary: 'note a cost-saving measure',
  examples: [
    ["budget note 'docs by Haiku' --on 2026-11-10", 'its impact is measured from the logs'],
    ["budget note 'shorter prompts' --before 12.50 --after 8", 'its impact as you know it, USD per day'],
  ],

  declare(declaration) {
    declaration
      .argument('<text>', 'what was changed')
      .option('--on <day>', 'the first day on which it holds (default: today)')
      .option('--days <n>', `so many days before and after are compared (default: ${USUAL_DAYS})`)
      .option('--before <usd>', 'what a day cost before')
      .option('--after <usd>', 'what a day costs now');
  },

  async run({ io, zone, savings }, [text = ''], flags) {
    const note = noteOf(text, flags, dayText(zone.day(io.nowMs)));
    if ('problem' in note) {
      io.err(`token-dash budget note: ${printable(note.problem)}\n`);
      return EXIT.failed;
    }
    savings.add(note);
    io.out('noted; token-dash budget notes lists it with its impact\n');
    return EXIT.ok;
  },
};

function noteOf(
  text: string,
  flags: Readonly<Record<string, unknown>>,
  today: string,
): SavingNote | { readonly problem: string } {
  const { on = today, before, after } = flags as { on?: string; before?: string; after?: string };
  const days = flags.days === undefined ? USUAL_DAYS : wholeNumber(String(flags.days));
  if (text.trim() === '') return { problem: 'the note is empty' };
  if (parseDay(on) === undefined) return { problem: `--on '${on}' is not a day (try 2026-11-10)` };
  if (!days || days > 365) return { problem: '--days takes a whole number from 1 to 365' };
  if ((before === undefined) !== (after === undefined))
    return { problem: '--before and --after go together' };
  const [first, second] = [before, after].map(each => (each === undefined ? undefined : readMoney(each)));
  for (const read of [first, second]) if (read && 'problem' in read) return read;
  const amount = (read: typeof first) => (read && 'value' in read ? decimal(read.value, 2) : undefined);
  return { text: text.trim(), on, days, before: amount(first), after: amount(second) };
}

export const budgetNotes: Command = {
  id: 'notes',
  summary: 'the cost-saving measures that were noted, with before and after',
  examples: [['budget notes', 'what each of them changed']],

  declare(declaration) {
    declaration.option('--json', 'as JSON');
  },

  async run(context, _, { json }) {
    const { io, zone, savings } = context;
    const notes = savings.read();
    if (notes.length === 0) {
      io.err("token-dash budget notes: nothing is noted (token-dash budget note 'what changed')\n");
      return EXIT.noData;
    }
    const isMeasured = notes.some(({ before }) => before === undefined);
    const days = isMeasured ? usageDays(usageInput(context, await context.load()), {}) : new Map();
    const rows = notes.map(note => ({ note, impact: impactOf(note, days, zone.day(io.nowMs)) }));
    if (json) printJson(io, rows.map(rowJson));
    else io.out(sectionsText([{ ...TABLE, rows: rows.map(rowText) }]));
    return EXIT.ok;
  },
};

interface Row {
  readonly note: SavingNote;
  readonly impact: Impact | undefined;
}

const TABLE = {
  title: 'Cost-saving measures',
  head: ['Since', 'What', 'Before', 'After', 'Change', 'How it is known'],
  notes: ['USD per day, days without usage included'],
};

function rowText({ note: { on, text }, impact }: Row): readonly string[] {
  if (!impact) return [on, text, '-', '-', '-', 'the first day has not passed'];
  const { before, after } = impact;
  const bound = impact.isUnpriced ? '≥ ' : '';
  const percent = before === 0n ? '' : ` (${(Number(((after - before) * 1000n) / before) / 10).toFixed(0)}%)`;
  const how = impact.isStated ? 'stated' : `measured, ${impact.daysAfter} days after`;
  return [
    on,
    text,
    bound + usdCents(before),
    bound + usdCents(after),
    `${usdCents(after - before)}${percent}`,
    how,
  ];
}

function rowJson({ note, impact }: Row) {
  return {
    ...{ text: note.text, on: note.on, days: note.days },
    impact: impact
      ? {
          before: decimal(impact.before, 2),
          after: decimal(impact.after, 2),
          stated: impact.isStated,
          daysAfter: impact.daysAfter,
        }
      : null,
  };
}
