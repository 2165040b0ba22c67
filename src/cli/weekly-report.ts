/**
 * `token-dash report weekly`: one Markdown text about a week: what it cost and on what, the week before beside it, budgets,
 * alerts, and the efficiency of tracked work. Made for a cron line.
 */

import { budgetSection } from '../budgets/budget-sections.ts';
import { overviewOf } from '../budgets/overview.ts';
import { overviewLimits, overviewSections } from '../budgets/overview-sections.ts';
import { type Section, sectionsMarkdown } from '../budgets/section.ts';
import { type Day, dayText, parseDay } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { amountIn } from '../core/currency.ts';
import { usdCents } from '../core/format.ts';
import { periodOf, type Span } from '../core/span.ts';
import { daily } from '../reports/daily.ts';
import { models } from '../reports/models.ts';
import { projects } from '../reports/projects.ts';
import { type Report, USUAL_INPUT } from '../reports/report.ts';
import { weekdayOf } from '../reports/request.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';
import type { Loaded } from './loaded.ts';
import { overviewInput, tellTroubles } from './tracking.ts';
import { usageInput } from './usage-input.ts';
import { markdownText } from './writers/markdown.ts';

const ROWS = 10;

export const weeklyReport: Command = {
  id: 'weekly',
  summary: 'a Markdown report of a week: cost, budgets, alerts, efficiency of tracked work',
  examples: [
    ['report weekly --out reports/', 'of the week that ended last, into a file with its date'],
    [
      'report weekly sessions/ --of 2026-11-20 --out week.md',
      'of the week with that day, with the tracked work below a directory',
    ],
  ],

  declare(declaration) {
    declaration
      .argument('[root...]', 'where COST-TRACKING files are (default: those of the configuration)')
      .option('--of <day>', 'the week that holds this day (default: the last week that has ended)')
      .option(
        '--out <path>',
        'a file, or a directory that ends in / for a file with the date (default: standard output)',
      );
  },

  async run(context, named, flags) {
    const { io, zone, settings, tracking } = context;
    const today = zone.day(io.nowMs);
    const of = typeof flags.of === 'string' ? parseDay(flags.of) : today - 7;
    if (of === undefined) {
      io.err(
        `token-dash report weekly: --of '${printable(String(flags.of))}' is not a day (try 2026-11-20)\n`,
      );
      return EXIT.failed;
    }
    const week = periodOf(of, 'week', weekdayOf(settings.weekStart.value ?? 'monday'));
    const text = await weekText(context, named, week, today);
    const out = typeof flags.out === 'string' ? flags.out : undefined;
    if (out === undefined) {
      io.out(text);
      return EXIT.ok;
    }
    const path = /[\\/]$/.test(out) ? `${out}cost-report-${dayText(week.to)}.md` : out;
    await tracking.write(path, text, { replace: true });
    io.out(`${printable(path)} is written\n`);
    return EXIT.ok;
  },
};

export const reportCommand: Command = {
  id: 'report',
  summary: 'reports to keep or to send: report weekly',
  parts: [weeklyReport],
  examples: [['report', 'which reports there are']],
  declare: () => {},
  async run({ io }) {
    io.out(`token-dash report ${weeklyReport.id}  ${weeklyReport.summary}\n`);
    return EXIT.ok;
  },
};

async function weekText(context: Context, named: readonly string[], week: Span, today: Day): Promise<string> {
  const { settings, tracking, zone } = context;
  const loaded = await context.load();
  const roots = named.length > 0 ? named : (settings.tracking?.value?.roots ?? []);
  const found = roots.length === 0 ? { sessions: [], troubles: [] } : await tracking.read(roots);
  tellTroubles(context, 'report weekly', found);
  const alerts = await (await context.alerts()).look(named, { send: false });
  const overview = overviewOf(found.sessions, overviewInput(context));
  const parts = [
    `# Cost report, ${dayText(week.from)} to ${dayText(week.to)}\n`,
    `Days in ${zone.name}; written on ${dayText(today)}; cost at list prices where logs state none.\n`,
    ...[daily, models, projects].map(report => reportText(report, week, context, loaded)),
    sectionsMarkdown([
      beforeSection(week, context, loaded),
      budgetSection(alerts.budgets, alerts.forecasts),
      alertSection(alerts.active.map(({ alert }) => [alert.level, alert.text])),
    ]),
    found.sessions.length === 0
      ? ''
      : `# Tracked work\n\n${sectionsMarkdown(overviewSections(overview, overviewLimits(settings)))}`,
  ];
  return parts.filter(part => part !== '').join('\n');
}

function reportText(report: Report, week: Span, context: Context, loaded: Loaded): string {
  const answer = answerOf(report, week, context, loaded);
  if (answer.rows.length === 0) return `## ${report.title}\n\nno usage in this week\n`;
  const amount = amountIn(context.settings.currency.value, usdCents);
  return `## ${report.title}\n\n${markdownText(answer, { zone: context.zone, amount, isShort: false })}`;
}

function answerOf(report: Report, { from, to }: Span, context: Context, loaded: Loaded) {
  const none = { projects: [], models: [], sources: [], agents: [], sessions: [] };
  const input = usageInput(context, loaded);
  const limit = report.id === daily.id ? undefined : ROWS;
  return report.run({
    ...USUAL_INPUT,
    ...input,
    query: { ...none, from, to, limit, weekStart: input.weekStart },
  });
}

function beforeSection(week: Span, context: Context, loaded: Loaded): Section {
  const cost = (span: Span) => answerOf(daily, span, context, loaded).total.tally.cost();
  const [now, before] = [cost(week), cost({ from: week.from - 7, to: week.to - 7 })];
  const text = ({ usd, unpricedTokens }: typeof now) => `${unpricedTokens > 0 ? '≥ ' : ''}${usdCents(usd)}`;
  const change = before.usd === 0n ? 'n/a' : `${Number(((now.usd - before.usd) * 1000n) / before.usd) / 10}%`;
  return {
    title: 'Against the week before',
    head: ['This week', 'The week before', 'Change'],
    rows: [[text(now), text(before), change]],
    notes: [],
  };
}

function alertSection(rows: readonly (readonly string[])[]): Section {
  return rows.length === 0
    ? { title: 'Alerts', rows: [], notes: ['no alerts'] }
    : { title: 'Alerts', head: ['Level', 'What'], rows, notes: [] };
}
