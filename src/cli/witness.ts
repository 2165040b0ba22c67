/**
 * `token-dash witness`: who else states what was used, what they state, and how far that is from the log. Figures of
 * others are shown beside ours and are in no sum.
 */
import { printable } from '../core/clean.ts';
import { amountIn } from '../core/currency.ts';
import { grouped, usdExact } from '../core/format.ts';
import { decimal, type Money } from '../core/money.ts';
import { nearest } from '../core/nearest.ts';
import { readSessionCosts } from '../core/session-costs.ts';
import { namesIn } from '../reports/parameters.ts';
import { readContract } from '../reports/witness/contract.ts';
import { type Figures, type OtherStatements, WITNESSES } from '../reports/witness/statements.ts';
import { readStatistics } from '../reports/witness/statistics.ts';
import {
  difference,
  WITNESS_KEYS,
  type WitnessAnswer,
  type WitnessKey,
  type WitnessRow,
  witnessed,
} from '../reports/witness.ts';
import type { Journal } from '../rollup/journal.ts';
import { aligned } from './aligned.ts';
import type { Command } from './command.ts';
import type { WitnessFiles } from './context.ts';
import { EXIT } from './io.ts';
import { printJson } from './writers/json.ts';

interface Flags {
  readonly by: string;
  readonly json?: boolean;
  readonly limit: string;
}

export const witnessCommand: Command = {
  id: 'witness',
  summary: 'who else states what was used, such as Claude Code itself, and how far that is from the log',
  examples: [
    ['witness', 'session by session, those that are furthest apart first'],
    ['witness --by session,model', 'the same split by model'],
    ['witness --by day --json', 'by day, for scripts'],
  ],

  declare(declaration) {
    declaration
      .option('--by <names>', `split by ${WITNESS_KEYS.join(', ')}`, 'session')
      .option('--limit <n>', 'at most N rows', '40')
      .option('--json', 'as JSON, with every row');
  },

  async run(context, _, flags) {
    const { io, zone, settings, priceList } = context;
    const { by: names, json, limit } = flags as unknown as Flags;
    const by = namesIn(names) as readonly WitnessKey[];
    const stranger = by.find(name => !WITNESS_KEYS.includes(name));
    const most = Number(limit);
    if (stranger !== undefined || !Number.isInteger(most) || most < 0) {
      const near = stranger === undefined ? undefined : nearest(stranger, WITNESS_KEYS);
      const meant = near === undefined ? '' : `; did you mean ${near}?`;
      const why =
        stranger === undefined
          ? '--limit takes a whole number'
          : `--by '${stranger}' is none of ${WITNESS_KEYS.join(', ')}${meant}`;
      io.err(`token-dash witness: ${printable(why)}\n`);
      return EXIT.failed;
    }
    const { snapshot } = await context.load('events');
    const { journal } = snapshot;
    const others = otherStatements(context.witnessFiles());
    // A cost that a log states is compared with list prices, whatever costs are shown elsewhere.
    const answer = witnessed({ journal, prices: priceList, zone }, others, by);
    if (json) printJson(io, jsonOf(answer, journal, by));
    else if (answer.rows.length === 0) io.out(`${NOBODY}\n`);
    else io.out(textOf(answer, journal, by, most, amountIn(settings.currency.value, usdExact)));
    return journal.length === 0 ? EXIT.noData : EXIT.ok;
  },
};

function otherStatements({ statistics, sessionCosts, managed }: WitnessFiles): OtherStatements {
  return {
    statistics: statistics.flatMap(({ dir, text }) => readStatistics(dir, text) ?? []),
    sessionCosts: sessionCosts.flatMap(readSessionCosts),
    contract: managed.map(({ path, text }) => readContract(path, text)).find(each => each !== undefined),
  };
}

const NOBODY =
  'No other count of this usage was found: Claude Code writes one at the end of an interactive session since August 2026, and Goose in its ledger.';

function textOf(
  { rows, unlogged }: WitnessAnswer,
  journal: Journal,
  by: readonly WitnessKey[],
  most: number,
  amount: (usd: Money) => string,
): string {
  const shown = rows.slice(0, most);
  const titles = ['Witness', ...by.map(titleOf), 'States', 'In the log', 'Difference', 'Tokens'];
  const lines = shown.map(row => {
    const { usd, tokens } = difference(row);
    const keys = by.map(name => keyText(row, name, journal));
    return [
      ...[row.witness, ...keys],
      ...[figureText(row.stated, amount), figureText(row.logged, amount)],
      ...[usd === undefined ? '' : signed(usd, amount), tokens === undefined ? '' : signedCount(tokens)],
    ];
  });
  const numbers = [1, 2, 3, 4].map(i => i + by.length);
  const more =
    rows.length > shown.length ? `and ${grouped(rows.length - shown.length)} more (--limit N)\n` : '';
  const reasons = [...new Set(shown.flatMap(row => row.reasons))];
  const witnesses = [...new Set(shown.map(row => row.witness))];
  return [
    aligned([titles, ...lines], numbers),
    more,
    '\n',
    ...witnesses.map(witness => `${witness}: ${WITNESSES[witness]}\n`),
    ...(reasons.length > 0 ? ['Known reasons for differences:\n', ...reasons.map(why => `  ${why}\n`)] : []),
    unlogged > 0n
      ? `Used, but not in the log: ${amount(unlogged)} by Claude Code's own count; in no sum.\n`
      : '',
  ].join('');
}

function titleOf(name: WitnessKey): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function keyText(row: WitnessRow, name: WitnessKey, journal: Journal): string {
  const key = row[name];
  if (key === undefined) return name === 'day' ? '(several days)' : `(all ${name}s)`;
  if (name !== 'session') return key;
  const title = journal.titleOf(row.source, key);
  return title === undefined ? key : `${key.slice(0, 8)} ${title}`;
}

function figureText({ usd, tokens }: Figures, amount: (usd: Money) => string): string {
  if (usd !== undefined) return amount(usd);
  return tokens === undefined ? '' : `${grouped(tokens)} tokens`;
}

function signed(usd: Money, amount: (usd: Money) => string): string {
  return usd < 0n ? `-${amount(-usd)}` : `+${amount(usd)}`;
}

function signedCount(count: number): string {
  return count < 0 ? `-${grouped(-count)}` : `+${grouped(count)}`;
}

function jsonOf({ rows, unlogged }: WitnessAnswer, journal: Journal, by: readonly WitnessKey[]) {
  const figures = ({ usd, tokens }: Figures) => ({
    usd: usd === undefined ? null : decimal(usd),
    tokens: tokens ?? null,
  });
  return {
    rows: rows.map(row => ({
      witness: row.witness,
      source: row.source,
      ...Object.fromEntries(by.map(name => [name, row[name] ?? null])),
      ...(by.includes('session') && {
        title: row.session === undefined ? null : (journal.titleOf(row.source, row.session) ?? null),
      }),
      stated: figures(row.stated),
      logged: figures(row.logged),
      difference: figures(difference(row)),
      reasons: row.reasons,
    })),
    unloggedUsd: decimal(unlogged),
  };
}
