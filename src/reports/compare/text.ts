/** A comparison in words: the rows that differ, where the gap comes from, and one line that says it all. */

import { dayText } from '../../core/calendar.ts';
import { printable } from '../../core/clean.ts';
import { largest } from '../../core/extremes.ts';
import { counted, grouped, usdCents } from '../../core/format.ts';
import type { Money } from '../../core/money.ts';
import type { ComparedRow, Comparison } from '../compare.ts';
import { PEER_KINDS } from './peer.ts';
import { type Cell, cellTokens } from './sheet.ts';

/** So many rows are printed; those with the largest gaps. */
const SHOWN_ROWS = 20;

export function comparisonText(comparison: Comparison): readonly string[] {
  const { shares, asides, alternatives, otherwisePriced, remarks } = comparison;
  const lines = [...tableLines(comparison)];
  if (shares.length > 0) {
    lines.push('');
    lines.push('Where the gap comes from');
    for (const each of shareLines(comparison)) lines.push(each);
  }
  if (otherwisePriced.length > 0) {
    lines.push(`The tokens agree, the price does not, for ${otherwisePriced.map(printable).join(', ')}.`);
  }
  for (const each of alternatives.map(words => `The same numbers would come of this: ${printable(words)}.`))
    lines.push(each);
  if (asides.length > 0) lines.push('', 'Not compared');
  for (const { why, days, tokens, usd } of asides) {
    const span = days === 0 ? '' : `${counted(days, 'day')}, `;
    lines.push(`  ${span}${grouped(tokens)} tokens, ${usdCents(usd)}: ${printable(why)}`);
  }
  if (remarks.length > 0) {
    lines.push('');
    for (const each of remarks.map(remark => `Note: ${printable(remark)}.`)) lines.push(each);
  }
  return [...lines, '', verdict(comparison)];
}

/** The comparison in one line. */
export function verdict({ explained, shares, theirs, ours, hasUsd, asides }: Comparison): string {
  const { tokens, usd } = explained;
  if (tokens === undefined && usd === undefined) {
    if (theirs.tokens === 0 && ours.tokens === 0) return 'Nothing to compare: no usage is in both.';
    const where = asides.length > 0 ? ' in what both have' : '';
    const amount = hasUsd ? ` and ${usdCents(ours.usd)}` : '';
    return `No difference${where}: ${grouped(ours.tokens)} tokens${amount} on both sides.`;
  }
  const causes = shares.filter(share => share.cause !== 'other').map(share => share.title);
  const gap = `${signed(theirs.tokens - ours.tokens)} tokens${hasUsd ? `, ${signedUsd(theirs.usd - ours.usd)}` : ''}`;
  if (causes.length === 0) return `No known cause explains the gap (${gap}).`;
  const verb = causes.length === 1 ? 'explains' : 'together explain';
  return `${capital(causes.join(' + '))} ${verb} ${partOf(tokens, usd)} (${gap}).`;
}

function partOf(tokens: number | undefined, usd: number | undefined): string {
  const parts = [tokens, usd].filter(part => part !== undefined).map(percent);
  if (new Set(parts).size === 1) return `${parts[0]} of the gap`;
  return `${parts[0]} of the gap in tokens and ${parts[1]} of that in dollars`;
}

/** Never rounded up: 100 % is all of it. */
export function percent(part: number): string {
  if (part >= 1) return '100 %';
  const tenths = Math.floor(part * 1000);
  if (tenths === 0 && part > 0) return '<0.1 %';
  return `${tenths / 10} %`;
}

function tableLines({ rows, theirs, ours, hasUsd }: Comparison): readonly string[] {
  const open = rows.filter(differs);
  if (open.length === 0) return [`All ${grouped(rows.length)} rows of their report agree.`];
  const shown = new Set(open.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, SHOWN_ROWS));
  const head = ['Day', 'Model', 'Tokens: theirs', 'ours', 'gap'];
  if (hasUsd) head.push('Dollars: theirs', 'ours', 'gap');
  const body = open
    .filter(row => shown.has(row))
    .map(row => {
      const day = row.day === undefined ? 'all' : dayText(row.day);
      return [day, row.model === undefined ? 'all' : printable(row.model), ...numbers(row, hasUsd)];
    });
  const total = ['Sum', '', ...tokenCells(theirs.tokens, ours.tokens)];
  if (hasUsd) for (const each of usdCells(theirs.usd, ours.usd)) total.push(each);
  const more = open.length - shown.size;
  return [
    ...aligned([head, ...body, total]),
    ...(more > 0 ? [`and ${grouped(more)} more rows that differ (--json has all)`] : []),
  ];
}

function numbers({ theirs, ours }: ComparedRow, hasUsd: boolean): readonly string[] {
  const { shape } = (theirs ?? ours)!;
  const cells = shape.hasTokens ? tokenCells(cellTokens(theirs), cellTokens(ours)) : ['', '', ''];
  if (!hasUsd) return cells;
  return [...cells, ...(shape.hasUsd ? usdCells(theirs?.usd ?? 0n, ours?.usd ?? 0n) : ['', '', ''])];
}

function tokenCells(theirs: number, ours: number): readonly string[] {
  return [grouped(theirs), grouped(ours), signed(theirs - ours)];
}

function usdCells(theirs: Money, ours: Money): readonly string[] {
  return [usdCents(theirs), usdCents(ours), signedUsd(theirs - ours)];
}

function differs(row: ComparedRow): boolean {
  const { shape } = (row.theirs ?? row.ours)!;
  const differsIn = (kind: keyof Cell['tokens']) =>
    (row.theirs?.tokens[kind] ?? 0) !== (row.ours?.tokens[kind] ?? 0);
  return (
    (shape.hasTokens && PEER_KINDS.some(differsIn)) ||
    (shape.hasUsd && (row.theirs?.usd ?? 0n) !== (row.ours?.usd ?? 0n))
  );
}

/** For choosing what to show: dollars weigh most, tokens count where there are none. */
function sizeOf({ theirs, ours }: ComparedRow): number {
  const usd = Number((theirs?.usd ?? 0n) - (ours?.usd ?? 0n));
  return Math.abs(usd) + Math.abs(cellTokens(theirs) - cellTokens(ours));
}

function shareLines({ shares, hasUsd, explained }: Comparison): readonly string[] {
  const part = (share: number, of: number | undefined) => (of === undefined ? '' : percent(share));
  const head = ['Cause', 'Tokens', 'of the gap', ...(hasUsd ? ['Dollars', 'of the gap'] : [])];
  const body = shares.map(({ title, tokens, usd, ofTokens, ofUsd }) => [
    title,
    signed(tokens),
    part(ofTokens, explained.tokens),
    ...(hasUsd ? [signedUsd(usd), part(ofUsd, explained.usd)] : []),
  ]);
  const [header = '', ...table] = aligned([head, ...body], 1);
  return [
    `  ${header}`,
    ...table.flatMap((line, i) => [`  ${line}`, ...shares[i]!.says.map(says => `    ${printable(says)}`)]),
  ];
}

/** Columns of one width each; the first `words` of them are words and aligned to the left. */
function aligned(rows: readonly (readonly string[])[], words = 2): readonly string[] {
  const widths = rows[0]!.map((_, i) => largest(rows.map(row => row[i]!.length)));
  return rows.map(row =>
    row
      .map((cell, i) => (i < words ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}

function signed(count: number): string {
  return count > 0 ? `+${grouped(count)}` : grouped(count);
}

function signedUsd(amount: Money): string {
  return amount > 0n ? `+${usdCents(amount)}` : usdCents(amount);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
