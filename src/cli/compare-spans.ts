/**
 * `token-dash compare <before> <after>`: two spans of days beside each other, what the difference is made of, and how sure
 * it is.
 */
import { dayText } from '../core/calendar.ts';
import { amountIn } from '../core/currency.ts';
import { costText, counted, grouped, usdCents } from '../core/format.ts';
import { decimal, type Money, usd } from '../core/money.ts';
import { type Span, spanBetween } from '../core/span.ts';
import { actions } from '../reports/actions.ts';
import { caveats } from '../reports/honesty.ts';
import { models } from '../reports/models.ts';
import { namesIn } from '../reports/parameters.ts';
import { projects } from '../reports/projects.ts';
import type { Grouping } from '../reports/report.ts';
import { readRequest, strangerAmong } from '../reports/request.ts';
import {
  type GroupChange,
  groupChanges,
  LEAST_DAYS,
  type SpanChange,
  type SpanSide,
  spanChange,
} from '../reports/span-change.ts';
import { aligned } from './aligned.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { printJson } from './writers/json.ts';

/** Named where `--by` says nothing else, each by itself. */
const USUAL: readonly Grouping[] = [models.grouping, projects.grouping, actions.grouping];
const MOST_NAMED = 5;

interface Flags {
  readonly by?: readonly string[];
  readonly project?: readonly string[];
  readonly model?: readonly string[];
  readonly source?: readonly string[];
  readonly agent?: readonly string[];
  readonly limit?: string;
  readonly json?: boolean;
}

/** What the differences of one way of telling usage apart are. */
interface Drivers {
  readonly groupings: readonly Grouping[];
  readonly changes: readonly GroupChange[];
}

export const compareSpans: Command = {
  id: 'compare',
  summary: 'two spans of days: the difference, what drove it, and how sure it is',
  examples: [
    ['compare 2026-03-01..14 2026-03-15..28', 'two weeks before and after a change'],
    ['compare last-month this-month --by action', 'what each action cost a day in both'],
  ],

  declare(declaration) {
    const several = (value: string, before: readonly string[] = []) => [...before, ...namesIn(value)];
    declaration
      .argument('<before>', 'days: 2026-03-01..14, 2026-03, last-week, 7d')
      .argument('<after>', 'days to compare them with')
      .option('--by <names>', 'what the difference is split by (default: model, project and action)', several)
      .option('-p, --project <name>', 'only this project: its path, or the end of it', several)
      .option('--model <name>', "only this model: its id, or a part of it such as 'opus'", several)
      .option('--source <name>', 'only this source, by its id in `token-dash sources`', several)
      .option('--agent <name>', "only this agent type; 'main' is the main conversation", several)
      .option('--limit <n>', `so many differences are named (default: ${MOST_NAMED})`)
      .option('-j, --json', 'as JSON, with every difference');
  },

  async run(context, [first = '', second = ''], flags) {
    const asked = flags as Flags;
    const { io, zone, settings } = context;
    const fail = (why: string) => {
      io.err(`token-dash compare: ${why}\n`);
      return EXIT.failed;
    };
    const today = zone.day(io.nowMs);
    const requested = readRequest(asked, models, today, settings);
    if ('problem' in requested) return fail(requested.problem);
    const { query } = requested;
    const spans: Span[] = [];
    for (const words of [first, second]) {
      const span = spanBetween(words, today, query.weekStart);
      if (!span) return fail(`'${words}' are no days (try 2026-03-01..14, 2026-03, last-week, 7d)`);
      if (span.from > today) return fail(`'${words}' has not begun`);
      // Days to come have no cost yet.
      spans.push({ from: span.from, to: Math.min(span.to, today) });
    }
    const [before, after] = spans as [Span, Span];
    const { snapshot, prices } = await context.load();
    const stranger = strangerAmong(query.sources, snapshot.sources);
    if (stranger !== undefined) return fail(stranger);
    const projectNames = settings.projects.value ?? {};
    const input = { ...requested, journal: snapshot.journal, prices, zone, nowMs: io.nowMs, projectNames };
    const change = spanChange(input, before, after);
    if (change.before.total.tally.events + change.after.total.tally.events === 0) {
      io.err('token-dash compare: no usage in these days; token-dash daily lists those that have some\n');
      return EXIT.noData;
    }
    const sets = requested.by.length > 0 ? [requested.by] : USUAL.map(each => [each]);
    const drivers = sets.map(groupings => ({
      groupings,
      changes: groupChanges(input, before, after, groupings),
    }));
    const isOverlapping = before.from <= after.to && after.from <= before.to;
    const notes = [
      ...(isOverlapping ? ['The spans have days in common.'] : []),
      ...(spans.some(({ to }) => to === today) ? ['Today is not over.'] : []),
    ];
    if (asked.json) printJson(io, changeJson(change, drivers, notes));
    else {
      const amount = amountIn(settings.currency.value, usdCents);
      const most = query.limit ?? MOST_NAMED;
      io.out(changeText(change, drivers, notes, most, amount));
    }
    return EXIT.ok;
  },
};

type Amount = (usd: Money) => string;

function changeText(
  change: SpanChange,
  drivers: readonly Drivers[],
  notes: readonly string[],
  most: number,
  amount: Amount,
): string {
  const { before, after, difference, factors } = change;
  const sides = aligned(
    [
      ['', 'Cost', 'A day', 'Responses', 'Tokens', 'Days'],
      ...[before, after].map(side => sideCells(side, amount)),
    ],
    [1, 2, 3, 4],
  );
  const percent = before.perDay === 0n ? '' : ` (${percentText(difference, before.perDay)})`;
  const made = factors
    ? `\n${aligned(
        [
          ['number of responses', signed(near(factors.responses), amount)],
          ['tokens in each', signed(near(factors.tokensEach), amount)],
          ['price of a token (model, cache, list price)', signed(near(factors.price), amount)],
        ],
        [1],
      )}`
    : '\n';
  const lists = drivers.map(({ groupings, changes }) => driversText(groupings, changes, most, amount));
  const said = [...notes, ...caveatsOf(change, amount)].map(note => `${note}\n`).join('');
  return `${sides}\nDifference: ${signed(difference, amount)} a day${percent}. ${sureText(change)}${made}\n${lists.join('\n')}${said && `\n${said}`}`;
}

function sideCells({ span, days, activeDays, total, perDay }: SpanSide, amount: Amount): readonly string[] {
  return [
    `${dayText(span.from)}..${dayText(span.to)}`,
    costText(total.cost, { amount }),
    costText({ ...total.cost, usd: perDay }, { amount }),
    grouped(total.tally.events),
    grouped(total.tally.total),
    `${days}, ${activeDays} with usage`,
  ];
}

function driversText(
  groupings: readonly Grouping[],
  changes: readonly GroupChange[],
  most: number,
  amount: Amount,
): string {
  const title = groupings.map(({ title: each }) => each).join(', ');
  const shown = changes.filter(({ difference }) => difference !== 0n).slice(0, most);
  const left = changes.length - shown.length;
  const rows = shown.map(({ keys, before, after, difference, isLowerBound }) => {
    const least = isLowerBound ? '≥ ' : '';
    const names = keys.map((key, i) => groupings[i]!.nameOf?.(key) ?? key);
    return [names.join(', '), least + amount(before), least + amount(after), signed(difference, amount)];
  });
  const more = left > 0 ? `and ${left} more\n` : '';
  return aligned([[title, 'Before', 'After', 'A day'], ...rows], [1, 2, 3]) + more;
}

function sureText({ chance }: SpanChange): string {
  if (chance === undefined)
    return `How sure that is cannot be said of fewer than ${counted(LEAST_DAYS, 'day')} on a side.`;
  const words =
    chance < 0.05 ? 'It is hardly chance' : chance < 0.2 ? 'It may be chance' : 'It may well be chance';
  const percent = chance * 100;
  const often = percent > 0 && percent < 1 ? 'fewer than 1' : String(Math.round(percent));
  return `${words}: days differ by themselves, and ${often} of 100 random ways to deal these days out differ as much.`;
}

function caveatsOf({ before, after }: SpanChange, amount: Amount): readonly string[] {
  return [...new Set([...caveats(before.total, amount), ...caveats(after.total, amount)])];
}

function signed(difference: Money, amount: Amount): string {
  return difference > 0n ? `+${amount(difference)}` : amount(difference);
}

function percentText(part: Money, whole: Money): string {
  const percent = Number((part * 1000n) / whole) / 10;
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%`;
}

/** A share of a difference is worked out in floating point: it has no more digits than millionths of a dollar. */
function near(dollars: number): Money {
  return usd(dollars.toFixed(6));
}

function changeJson(change: SpanChange, drivers: readonly Drivers[], notes: readonly string[]) {
  const { before, after, difference, factors, chance } = change;
  const side = ({ span, days, activeDays, total, perDay }: SpanSide) => ({
    ...{ from: dayText(span.from), to: dayText(span.to), days, activeDays },
    ...{
      responses: total.tally.events,
      tokens: total.tally.total,
      unpricedTokens: total.cost.unpricedTokens,
    },
    ...{ usd: decimal(total.cost.usd), usdPerDay: decimal(perDay) },
  });
  return {
    before: side(before),
    after: side(after),
    differenceUsdPerDay: decimal(difference),
    factors: factors
      ? {
          responses: decimal(near(factors.responses)),
          tokensEach: decimal(near(factors.tokensEach)),
          price: decimal(near(factors.price)),
        }
      : null,
    chance: chance ?? null,
    drivers: drivers.map(({ groupings, changes }) => ({
      by: groupings.map(({ word }) => word),
      changes: changes.map(each => ({
        keys: each.keys.map((key, i) => groupings[i]!.nameOf?.(key) ?? key),
        beforeUsdPerDay: decimal(each.before),
        afterUsdPerDay: decimal(each.after),
        differenceUsdPerDay: decimal(each.difference),
        isLowerBound: each.isLowerBound,
      })),
    })),
    notes,
  };
}
