/**
 * `token-dash reconcile --statement <file>`: what a vendor billed beside what the logs say, by day and model, and why they
 * may differ.
 */
import { amountIn } from '../core/currency.ts';
import { costText, counted, grouped, usdCents } from '../core/format.ts';
import { decimal, type Money } from '../core/money.ts';
import { models } from '../reports/models.ts';
import { namesIn } from '../reports/parameters.ts';
import {
  CAUSES,
  type Logged,
  type Reconciled,
  type ReconciledRow,
  reconcile,
  type Side,
  type Statement,
} from '../reports/reconcile.ts';
import { readRequest, strangerAmong } from '../reports/request.ts';
import { aligned } from './aligned.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { printJson } from './writers/json.ts';

interface Flags {
  readonly statement?: string;
  readonly since?: string;
  readonly until?: string;
  readonly source?: readonly string[];
  readonly json?: boolean;
}

export const reconcileCommand: Command = {
  id: 'reconcile',
  summary: 'what a vendor billed beside what the logs say, and why they differ',
  examples: [
    ['reconcile --statement claude_api_cost_2026_06.csv', 'the export of the Anthropic Console'],
    ['reconcile --statement costs.json --since 2026-06-15', "OpenAI's organization API, from a day on"],
  ],

  declare(declaration) {
    const several = (value: string, before: readonly string[] = []) => [...before, ...namesIn(value)];
    declaration
      .requiredOption(
        '--statement <file>',
        'usage or costs as exported: Anthropic, OpenAI, Azure or Cursor as CSV, or the JSON of an API',
      )
      .option('-s, --since <day>', 'from this day on (UTC, as the vendors count)')
      .option('-u, --until <day>', 'up to and including this day')
      .option('--source <name>', 'only the logs of this source', several)
      .option('-j, --json', 'as JSON');
  },

  async run(context, _args, flags) {
    const asked = flags as Flags;
    const { io, zone, settings } = context;
    const fail = (why: string) => {
      io.err(`token-dash reconcile: ${why}\n`);
      return EXIT.failed;
    };
    const { readStatement } = await import('./statements/read.ts');
    let statement: Statement;
    try {
      statement = readStatement(await context.readText(asked.statement ?? ''));
    } catch (error) {
      return fail(`${asked.statement}: ${(error as Error).message}`);
    }
    const requested = readRequest(asked, models, zone.day(io.nowMs), settings);
    if ('problem' in requested) return fail(requested.problem);
    for (const why of statement.troubles) io.err(`token-dash reconcile: ${asked.statement}: ${why}\n`);
    if (statement.lines.length === 0) {
      io.err(`token-dash reconcile: ${statement.title}: nothing was billed in it\n`);
      return EXIT.noData;
    }
    const { snapshot, prices } = await context.load();
    const stranger = strangerAmong(requested.query.sources, snapshot.sources);
    if (stranger !== undefined) return fail(stranger);
    const input = {
      ...requested,
      journal: snapshot.journal,
      prices,
      zone,
      nowMs: io.nowMs,
      projectNames: {},
    };
    const result = reconcile(statement, input);
    if (asked.json) printJson(io, reconciledJson(statement, result));
    else io.out(reconciledText(statement, result, amountIn(settings.currency.value, usdCents)));
    return EXIT.ok;
  },
};

type Amount = (usd: Money) => string;

function reconciledText(statement: Statement, { rows, billed, logged }: Reconciled, amount: Amount): string {
  const hasUsd = statement.lines.some(({ usd }) => usd !== undefined);
  const hasTokens = statement.lines.some(({ input }) => input !== undefined);
  const head = ['Day (UTC)', 'Model'];
  const money = ['Billed', 'Logged', 'Difference'];
  const tokens = ['Tokens billed', 'Logged', 'Difference'];
  const cells = (row: Pick<ReconciledRow, 'billed' | 'logged' | 'differenceUsd' | 'differenceTokens'>) => [
    ...(hasUsd ? moneyCells(row, amount) : []),
    ...(hasTokens ? tokenCells(row) : []),
  ];
  const total = {
    billed,
    logged,
    differenceUsd: billed.usd === undefined ? undefined : billed.usd - (logged.usd ?? 0n),
    differenceTokens: tokensOf(billed) - tokensOf(logged),
  };
  const table = aligned(
    [
      [...head, ...(hasUsd ? money : []), ...(hasTokens ? tokens : []), 'Likely cause'],
      ...rows.map(row => [row.day, row.model, ...cells(row), shortCauses(row)]),
      ['Total', '', ...cells(total), ''],
    ],
    [2, 3, 4, 5, 6, 7].slice(0, (hasUsd ? 3 : 0) + (hasTokens ? 3 : 0)),
  );
  const told = new Set(rows.flatMap(row => row.causes));
  const causes = (Object.keys(CAUSES) as (keyof typeof CAUSES)[])
    .filter(cause => cause !== 'agrees' && told.has(cause))
    .map(cause => `${cause}: ${CAUSES[cause]}\n`);
  const agreeing = rows.filter(({ causes: [first] }) => first === 'agrees').length;
  const notes = [
    `${agreeing} of ${counted(rows.length, 'row')} agree, within half a percent or five cents.`,
    ...(statement.vendor === undefined ? ['No log on this machine is about the same calls.'] : []),
  ];
  return `${statement.title}\n\n${table}\n${causes.join('')}${causes.length > 0 ? '\n' : ''}${notes.join('\n')}\n`;
}

function moneyCells(
  { billed, logged, differenceUsd }: Pick<ReconciledRow, 'billed' | 'logged' | 'differenceUsd'>,
  amount: Amount,
): readonly string[] {
  return [
    billed?.usd === undefined ? '-' : amount(billed.usd),
    logged === undefined ? '-' : costText(logged.cost, { amount }),
    differenceUsd === undefined ? '-' : signed(differenceUsd, amount),
  ];
}

function tokenCells({
  billed,
  logged,
  differenceTokens,
}: Pick<ReconciledRow, 'billed' | 'logged' | 'differenceTokens'>): readonly string[] {
  return [
    billed?.input === undefined ? '-' : grouped(tokensOf(billed)),
    logged === undefined ? '-' : grouped(tokensOf(logged)),
    differenceTokens === undefined
      ? '-'
      : `${differenceTokens > 0 ? '+' : differenceTokens < 0 ? '-' : ''}${grouped(Math.abs(differenceTokens))}`,
  ];
}

function tokensOf(side: Side | Logged | undefined): number {
  return (side?.input ?? 0) + (side?.output ?? 0);
}

function shortCauses({ causes }: ReconciledRow): string {
  return causes.join(', ');
}

function signed(difference: Money, amount: Amount): string {
  return difference > 0n ? `+${amount(difference)}` : amount(difference);
}

function reconciledJson(statement: Statement, { rows, billed, logged }: Reconciled) {
  const side = (of: Side | undefined) =>
    of === undefined
      ? null
      : {
          usd: of.usd === undefined ? null : decimal(of.usd),
          input: of.input ?? null,
          output: of.output ?? null,
        };
  const loggedSide = (of: Logged | undefined) =>
    of === undefined
      ? null
      : {
          ...{ usd: decimal(of.cost.usd), input: of.input ?? 0, output: of.output ?? 0 },
          ...{ unpricedTokens: of.cost.unpricedTokens, lowerBoundResponses: of.cost.lowerBoundEvents },
        };
  return {
    statement: statement.title,
    vendor: statement.vendor ?? null,
    troubles: statement.troubles,
    rows: rows.map(row => ({
      ...{ day: row.day, model: row.model, billed: side(row.billed), logged: loggedSide(row.logged) },
      differenceUsd: row.differenceUsd === undefined ? null : decimal(row.differenceUsd),
      differenceTokens: row.differenceTokens ?? null,
      causes: row.causes,
    })),
    total: { billed: side(billed), logged: loggedSide(logged) },
  };
}
