/** What `--test` prints for people. */

import { dayText, type Zone } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { amountIn, type Currency } from '../core/currency.ts';
import { largest } from '../core/extremes.ts';
import { costText, counted, durationText, grouped, troubleText, usdExact } from '../core/format.ts';
import type { Rate } from '../core/price.ts';
import type { Trouble } from '../core/usage.ts';
import { workSum } from '../core/work.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { Findings, ModelFinding } from '../reports/findings.ts';
import { sentenceOf } from '../reports/witness/beside-sessions.ts';
import { unservedIn, unservedSentence } from '../reports/witness/unserved.ts';
import type { Snapshot, SourceReport } from '../rollup/feed.ts';
import type { Tally } from '../rollup/tally.ts';
import { placesText } from './places.ts';

/** So many troubles of a source are printed; the JSON has them all. */
const SHOWN_TROUBLES = 5;

export function findingsText(
  { snapshot, all, models, bySource, logged, counts }: Findings,
  zone: Zone,
  elapsedMs: number,
  currency?: Currency,
  manualLog?: WorkLog,
): string {
  const { journal, cache } = snapshot;
  const lines: string[] = [];
  const found = snapshot.sources.filter(isFound);
  for (const source of found)
    for (const each of sourceLines(source, bySource.get(source.id))) lines.push(each);
  if (manualLog && manualLog.lines > 0) for (const each of manualLines(manualLog, currency)) lines.push(each);
  const missing = snapshot.sources.filter(source => !isFound(source)).map(({ title }) => title);
  if (found.length > 0 && missing.length > 0) lines.push(`Not found: ${missing.join(', ')}`);
  if (journal.range) {
    const day = (atMs: number) => dayText(zone.day(atMs));
    lines.push('', `Range    ${day(journal.range.fromMs)} to ${day(journal.range.toMs)} (${zone.name})`);
    lines.push('');
    lines.push('Models');
    for (const each of modelLines(models)) lines.push(each);
    lines.push('');
    lines.push('Totals');
    for (const each of totalLines(all, logged, currency)) lines.push(each);
    for (const each of sentenceOf(counts, amountIn(currency, usdExact))) lines.push(`  ${each}`);
    const refused = unservedSentence(unservedIn(snapshot.journal));
    if (refused !== undefined) lines.push(`  ${refused} (token-dash witness).`);
  }
  const { hits, misses } = cache;
  lines.push(
    '',
    `Cache    ${cache.dir ?? 'not used'}: ${counted(hits, 'file')} remembered, ${grouped(misses)} read`,
  );
  if (cache.problem) lines.push(`         ${cache.problem}`);
  lines.push(`Time     ${durationText(elapsedMs)}`, '');
  if (journal.length > 0) lines.push(`SUCCESS: ${counted(journal.length, 'response')} loaded.`, '');
  return lines.map(printable).join('\n');
}

function isFound({ roots, troubles }: SourceReport): boolean {
  return roots.some(root => root.found) || troubles.length > 0;
}

/** Declared work beside what was measured: often the same work, so it is never added to it. */
function manualLines({ file, entries, troubles }: WorkLog, currency: Currency | undefined): string[] {
  const { tokens, usd } = workSum(entries);
  const sum = `${counted(entries.length, 'task')}, ${grouped(tokens)} tokens, ${amountIn(currency)(usd)} (estimate)`;
  return [
    `Manual log: ${sum}; not in the totals, --source manual-log shows it`,
    `  found    ${file}`,
    ...troubleLines(troubles),
  ];
}

function modelLines(models: readonly ModelFinding[]): string[] {
  const width = largest(models.map(({ id }) => nameOf(id).length));
  return models.map(({ id, rate, tally }) => {
    const price = rate.status === 'listed' ? `priced as ${priceOrigin(rate)}` : rate.status;
    return `  ${nameOf(id).padEnd(width)}  ${grouped(tally.total).padStart(15)} tokens  ${price}`;
  });
}

/** The cost as the user wants to see money; the exact amount behind it is in dollars, as list prices are. */
function totalLines(all: Tally, logged: Findings['logged'], currency: Currency | undefined): string[] {
  const cost = all.cost();
  const counts = [
    ['input', all.tokens.input],
    ['output', all.tokens.output],
    ['cache read', all.tokens.cacheRead],
    ['cache write', all.cacheWrite],
    ['all tokens', all.total],
  ] as const;
  const exact = cost.unpricedEvents === all.events ? '' : `  (${usdExact(cost.usd)})`;
  const lines = [
    ...counts.map(([name, value]) => `  ${name.padEnd(12)} ${grouped(value).padStart(17)}`),
    `  ${'cost'.padEnd(12)} ${costText(cost, { amount: amountIn(currency) }).padStart(17)}${exact}`,
  ];
  if (logged.events > 0) {
    const ours = `${usdExact(logged.ours)} here`;
    lines.push(
      `  The logs state the cost of ${counted(logged.events, 'response')}: ${usdExact(logged.usd)}, against ${ours}.`,
    );
  }
  if (cost.unpricedTokens > 0) {
    lines.push(
      `  ${counted(cost.unpricedTokens, 'token')} ${cost.unpricedTokens === 1 ? 'has' : 'have'} no known price and ${cost.unpricedTokens === 1 ? 'is' : 'are'} excluded.`,
    );
  }
  if (cost.lowerBoundEvents > 0) {
    const open = counted(cost.lowerBoundEvents, 'response');
    const have = cost.lowerBoundEvents === 1 ? 'has' : 'have';
    lines.push(`  ${open} ${have} incomplete counts, so totals are minimums (≥).`);
  }
  return lines;
}

function sourceLines(source: SourceReport, seen = { events: 0, records: 0 }): string[] {
  const lines = [
    `${source.title}: ${counted(source.files, 'file')}, ${counted(seen.events, 'response')}, ${counted(
      seen.records - seen.events,
      'duplicate',
    )} merged`,
  ];
  for (const root of source.roots) lines.push(`  ${root.found ? 'found  ' : 'missing'}  ${root.path}`);
  return [...lines, ...troubleLines(source.troubles)];
}

function troubleLines(troubles: readonly Trouble[]): string[] {
  if (troubles.length === 0) return [];
  const more = troubles.length - SHOWN_TROUBLES;
  return [
    `  ${counted(troubles.length, 'trouble')}:`,
    ...troubles.slice(0, SHOWN_TROUBLES).map(trouble => `    ${troubleText(trouble)}`),
    ...(more > 0 ? [`    and ${grouped(more)} more (see --test --json)`] : []),
  ];
}

/** Where it looked, and how to get data. */
export function noDataText({ sources }: Snapshot): string {
  const width = largest(sources.map(({ title }) => title.length));
  const looked = sources.map(
    ({ title, roots }) => `  ${title.padEnd(width)}  ${placesText(roots.map(({ path }) => path))}`,
  );
  const lines = [
    'ERROR: no usage found. Looked at:',
    ...looked,
    'To get data, use one of them once; token-dash doctor says how.',
    'To see the dashboard without any: token-dash --demo',
    '',
  ];
  return lines.map(printable).join('\n');
}

function nameOf(model: string): string {
  return model === '' ? '(no model)' : model;
}

function priceOrigin(rate: Extract<Rate, { status: 'listed' }>): string {
  const { model, since, table } = rate.origin;
  return `${model}${since ? ` since ${since}` : ''} (${table})`;
}
