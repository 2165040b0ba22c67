/**
 * `token-dash explain <what>`: what a number is made of, down to the log line and the price row. The word is a day, a
 * month, a session, a model, a project or an event; the beginning of an id is enough.
 */
import { dayText, type Zone } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { amountIn, rateText } from '../core/currency.ts';
import { costText, counted, grouped, lowerBound, shortCount, usdCents, usdExact } from '../core/format.ts';
import { JsonItems } from '../core/json-schema.ts';
import { decimal, type Money } from '../core/money.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Scope } from '../core/scope.ts';
import { totalTokens, type UsageEvent } from '../core/usage.ts';
import type { Work } from '../core/work.ts';
import { wrapped } from '../core/wrap.ts';
import { besideReceipt } from '../reports/beside-receipt.ts';
import { copiedText } from '../reports/copied-sessions.ts';
import { type Meaning, meaningOf } from '../reports/explain.ts';
import { part, parts } from '../reports/parts.ts';
import { receipt } from '../reports/receipt.ts';
import { receiptJson } from '../reports/receipt-json.ts';
import { receiptText } from '../reports/receipt-text.ts';
import { sessionSentence } from '../reports/witness/reasons.ts';
import { countOf } from '../reports/witness/session-counts.ts';
import { workJson, workReceipt, workReceiptText } from '../reports/work-receipt.ts';
import type { Journal } from '../rollup/journal.ts';
import type { Tally } from '../rollup/tally.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { type EventCells, eventTable } from './event-table.ts';
import { columnsOf, EXIT } from './io.ts';
import type { Loaded } from './loaded.ts';
import { printJson } from './writers/json.ts';

interface Flags {
  readonly json?: boolean;
  readonly limit: string;
  readonly order: 'cost' | 'newest';
}

export const explainCommand: Command = {
  id: 'explain',
  summary: 'what a number is made of: a day, month, session, model, project, response or logged task',
  examples: [
    ['explain today', 'the responses of today, most expensive first'],
    ['explain 2026-11 --order newest --limit 50', 'those of a month, the newest first'],
    ['explain loom --json', 'every response of a project, for scripts'],
  ],

  declare(declaration) {
    declaration
      .argument(
        '<what>',
        'a day (2026-11-20, today), a month, a session, a model, a project, or the id of an event or of a logged task',
      )
      .option('--json', 'as JSON, with every response')
      .option('--order <order>', 'cost (most expensive first) or newest', 'cost')
      .option('--limit <n>', 'how many responses are printed', '20');
  },

  async run(context, [what = ''], flags) {
    const { limit, order, json } = flags as unknown as Flags;
    const { io, zone } = context;
    const most = Number(limit);
    if (!Number.isInteger(most) || most < 0 || !['cost', 'newest'].includes(order)) {
      io.err(`token-dash explain: --limit takes a whole number, --order 'cost' or 'newest'\n`);
      return EXIT.failed;
    }
    const { snapshot, prices } = await context.load();
    const { journal } = snapshot;
    const { entries } = context.manualLog.read();
    const meaning = meaningOf(what, journal, prices, zone, io.nowMs, entries);
    switch (meaning.kind) {
      case 'event':
        return explainEvent(context, { snapshot, prices }, meaning.index, json === true);
      case 'work':
        return explainWork(context, meaning.work, json === true);
      case 'scope':
        return explainScope(context, { snapshot, prices }, meaning, { most, order, asJson: json === true });
      case 'copies':
        io.err(`token-dash explain: ${printable(copiedText(meaning.copied))}\n`);
        return EXIT.noData;
      case 'many':
      case 'nothing':
        io.err(notFound(what, meaning));
        return journal.length === 0 ? EXIT.noData : EXIT.failed;
      default:
        return meaning satisfies never;
    }
  },
};

async function explainEvent(
  context: Context,
  { snapshot, prices }: Loaded,
  index: number,
  asJson: boolean,
): Promise<number> {
  const event = snapshot.journal.event(index);
  const made = receipt(event, prices.rate(event), snapshot.journal.alsoLoggedBy(index));
  const records = await context.recordsOf(index);
  const currency = asJson ? undefined : context.settings.currency.value;
  const beside = besideReceipt(snapshot.journal, prices, event, currency);
  if (asJson) printJson(context.io, receiptJson(made, records, beside));
  else
    context.io.out(
      `${receiptText(made, context.zone, records, beside)
        .flatMap(line => indented(printable(line.text), columnsOf(context.io)))
        .join('\n')}\n`,
    );
  return EXIT.ok;
}

/** A task that was logged by hand. */
function explainWork({ io, zone, settings }: Context, work: Work, asJson: boolean): number {
  const made = workReceipt(work, zone, settings.manualLog.value);
  if (asJson) {
    printJson(io, { ...receiptJson(made, undefined), isGone: false, work: workJson(made) });
    return EXIT.ok;
  }
  const lines = workReceiptText(made, settings.currency.value);
  io.out(`${lines.flatMap(({ text }) => indented(printable(text), columnsOf(io))).join('\n')}\n`);
  return EXIT.ok;
}

interface Show {
  readonly most: number;
  readonly order: 'cost' | 'newest';
  readonly asJson: boolean;
}

function explainScope(
  { io, zone, settings }: Context,
  { snapshot: { journal }, prices }: Loaded,
  { what, scope }: Extract<Meaning, { kind: 'scope' }>,
  { most, order, asJson }: Show,
): number {
  const found = parts(journal, prices, zone, scope, order);
  if (asJson) {
    const { tally, events: rows } = found;
    const events = new JsonItems(() => receiptsOf(rows, journal, prices));
    printJson(io, { what, scope: scopeJson(scope), total: tallyJson(tally), events });
    return tally.events > 0 ? EXIT.ok : EXIT.noData;
  }
  const { tally } = found;
  const rows = found.events.subarray(0, most);
  const amount = amountIn(settings.currency.value, usdCents);
  io.out(`${what} ${scopeWords(scope)}${titleWords(journal, found.events, scope)}\n`);
  const columns = columnsOf(io);
  const currency = settings.currency.value;
  const cost = costText(tally.cost(), { amount });
  const rate = currency ? ` ${rateText(currency)}` : '';
  io.out(`${counted(tally.events, 'response')}, ${counted(tally.total, 'token')}, ${cost}${rate}\n`);
  if (tally.events === 0) return EXIT.noData;
  if (scope.session !== undefined) {
    const count = countOf(journal, prices, journal.event(found.events[0]!).attribution);
    const unlogged = count && sessionSentence(count, amountIn(settings.currency.value, usdExact));
    if (unlogged !== undefined) io.out(`${wrapped(unlogged, columns).join('\n')}\n`);
  }
  io.out('\n');
  const cells = Array.from(rows, index => rowCells(journal, prices, zone, index, amount));
  io.out(eventTable(cells, columns));
  const more = tally.events - rows.length;
  if (more > 0) io.out(`and ${grouped(more)} more (--limit N)\n`);
  io.out('\nA receipt: token-dash explain <event>\n');
  return EXIT.ok;
}

function* receiptsOf(rows: Uint32Array, journal: Journal, prices: PriceLookup): Generator<unknown> {
  for (const index of rows) {
    const event = journal.event(index);
    const made = receipt(event, prices.rate(event), journal.alsoLoggedBy(index));
    yield receiptJson(made, undefined, { title: titleOf(journal, event) });
  }
}

function titleOf(journal: Journal, { attribution }: UsageEvent): string | undefined {
  const { source, session, store } = attribution;
  return journal.titleOf(source, session, store);
}

/** The title of the session that is explained, if it has one. */
function titleWords(journal: Journal, events: ArrayLike<number>, { session }: Scope): string {
  if (session === undefined || events.length === 0) return '';
  const title = titleOf(journal, journal.event(events[0]!));
  return title === undefined ? '' : `, "${printable(title)}"`;
}

function rowCells(
  journal: Journal,
  prices: PriceLookup,
  zone: Zone,
  index: number,
  amount: (usd: Money) => string,
): EventCells {
  const { event, model, usd } = part(journal, prices, index);
  const shown = usd === undefined ? 'unpriced' : amount(usd);
  return {
    id: event.id,
    time: `${dayText(zone.day(event.atMs))} ${zone.clock(event.atMs)}`,
    tokens: shortCount(totalTokens(event.tokens)),
    cost: usd !== undefined && event.quality === 'lower bound' ? lowerBound(shown) : shown,
    model: printable(model),
    project: event.project,
  };
}

/** The lines of a text, those behind the first further to the right. */
function indented(text: string, columns: number): readonly string[] {
  const [blanks = ''] = /^ */.exec(text) ?? [];
  return wrapped(text, columns, `${blanks}  `);
}

function scopeWords(scope: Scope): string {
  const days =
    scope.from === undefined
      ? undefined
      : scope.from === scope.to
        ? dayText(scope.from)
        : `${dayText(scope.from)} to ${dayText(scope.to!)}`;
  return printable(
    [days, scope.model, scope.project, scope.session].filter(text => text !== undefined).join(', '),
  );
}

function scopeJson({ from, to, ...rest }: Scope) {
  return {
    ...rest,
    ...(from !== undefined && { from: dayText(from) }),
    ...(to !== undefined && { to: dayText(to) }),
  };
}

function tallyJson(tally: Tally) {
  const cost = tally.cost();
  const isUnknown = tally.events > 0 && cost.unpricedEvents === tally.events;
  return {
    events: tally.events,
    tokens: { ...tally.tokens, total: tally.total },
    webSearches: tally.webSearches,
    usd: isUnknown ? null : decimal(cost.usd),
    unpricedTokens: cost.unpricedTokens,
    lowerBoundEvents: cost.lowerBoundEvents,
  };
}

function notFound(what: string, meaning: Extract<Meaning, { kind: 'many' | 'nothing' }>): string {
  const word = printable(what);
  if (meaning.kind === 'many') {
    return `token-dash explain: several things begin with '${word}':\n${meaning.candidates.map(name => `  ${printable(name)}\n`).join('')}`;
  }
  const near = meaning.near.length > 0 ? ` Near it: ${meaning.near.map(printable).join(', ')}.` : '';
  return `token-dash explain: '${word}' is no day, session, model, project, event or logged task.${near}\n`;
}
