/** `token-dash markdown` and `token-dash briefing`: usage as Markdown, for notes, wikis and vaults. */

import { declaredOf } from '../budgets/declared.ts';
import { monthlyBudgets } from '../budgets/monthly-budgets.ts';
import { dayText, parseDay } from '../core/calendar.ts';
import { printable, printableText } from '../core/clean.ts';
import { amountIn } from '../core/currency.ts';
import { usdCents } from '../core/format.ts';
import { placeBlock } from '../core/marked-block.ts';
import { daily } from '../reports/daily.ts';
import { readRequest } from '../reports/request.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';
import { briefingSection, dashboardBlock, type Sections } from './usage-sections.ts';

export const markdownCommand: Command = {
  id: 'markdown',
  summary: 'a dashboard in Markdown: month and forecast, weeks, models, agents, skills',
  examples: [
    ['markdown', 'print it'],
    ['markdown --out ~/notes/ai-cost.md', 'write it, or renew it between its markers'],
  ],
  declare(declaration) {
    declaration.option('-o, --out <file>', 'write it there; what stands outside the markers stays as it is');
  },
  async run(context, _, flags) {
    const { out } = flags as { readonly out?: string };
    const { io } = context;
    const sections = await sectionsOf(context);
    if (sections === undefined) return noUsage(context, 'markdown');
    const block = printableText(dashboardBlock(sections));
    const whole = placeBlock(frontMatter(dayText(sections.today)), block);
    if ('problem' in whole) throw new Error(whole.problem);
    if (out === undefined) {
      io.out(whole.text);
      return EXIT.ok;
    }
    try {
      const { isChanged, backup } = context.documents.update(out, text => {
        if (text === undefined) return { text: whole.text, needsBackup: false };
        const placed = placeBlock(text, block);
        if ('problem' in placed) throw new Error(placed.problem);
        return { text: placed.text, needsBackup: !placed.wasMarked };
      });
      const copy = backup === undefined ? '' : `; the file as it was: ${backup}`;
      io.out(`${printable(out)} ${isChanged ? 'is written' : 'is up to date'}${copy}\n`);
      return EXIT.ok;
    } catch (error) {
      io.err(`token-dash markdown: ${printable((error as Error).message)}\n`);
      return EXIT.failed;
    }
  },
};

export const briefingCommand: Command = {
  id: 'briefing',
  summary: 'one day as a section of Markdown: its cost, what it was made of, the month',
  examples: [
    ['briefing', 'of today'],
    ['briefing --date yesterday', 'of the day before'],
    ['briefing --date 2026-11-22 >> daily-note.md', 'of any day, into a note'],
  ],
  declare(declaration) {
    declaration.option('-d, --date <day>', 'the day: 2026-11-22, today, yesterday');
  },
  async run(context, _, flags) {
    const { date = 'today' } = flags as { readonly date?: string };
    const { io, zone } = context;
    const today = zone.day(io.nowMs);
    const day = date === 'today' ? today : date === 'yesterday' ? today - 1 : parseDay(date);
    if (day === undefined) {
      io.err(
        `token-dash briefing: --date '${printable(date)}' is no day (try 2026-11-22, today, yesterday)\n`,
      );
      return EXIT.failed;
    }
    const sections = await sectionsOf(context);
    if (sections === undefined) return noUsage(context, 'briefing');
    io.out(`${briefingSection(sections, day)}\n`);
    return EXIT.ok;
  },
};

/** Undefined where there is no usage at all. */
async function sectionsOf(context: Context): Promise<Sections | undefined> {
  const { io, zone, settings } = context;
  const today = zone.day(io.nowMs);
  const { snapshot, prices } = await context.load();
  if (snapshot.journal.length === 0) return undefined;
  const requested = readRequest({}, daily, today, settings);
  if ('problem' in requested) throw new Error(requested.problem);
  return {
    input: {
      ...requested,
      ...{ journal: snapshot.journal, prices, zone, nowMs: io.nowMs },
      projectNames: settings.projects.value ?? {},
      declared: declaredOf(context.manualLog.read(), settings.manualLog.value),
    },
    today,
    amount: amountIn(settings.currency.value, usdCents),
    budgets: monthlyBudgets(settings.budgets.value ?? []),
  };
}

function noUsage({ io }: Context, command: string): number {
  io.err(`token-dash ${command}: no usage found; token-dash --test says where it was looked for\n`);
  return EXIT.noData;
}

function frontMatter(day: string): string {
  return `---\ntitle: What AI coding costs\nsource: token-dash\ncreated: ${day}\n---\n`;
}
