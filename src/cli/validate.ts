/**
 * `token-dash --test`: reads everything once, without a screen, and says what was found: where it looked, how much,
 * what could not be read, and which price every model resolved to. For people whose dashboard shows less than they
 * expect, and for scripts (`--json`).
 */
import { dayText, type Zone } from '../core/calendar.ts';
import type { Snapshot, SourceReport } from '../core/feed.ts';
import { costText, durationText, grouped, usdExact } from '../core/format.ts';
import { group } from '../core/group.ts';
import { rounded } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import { Tally } from '../core/tally.ts';
import type { Trouble } from '../core/usage.ts';
import type { Loaded } from './command.ts';
import { EXIT, type Io } from './io.ts';

export interface ValidateInput {
  load(): Promise<Loaded>;
  readonly zone: Zone;
  readonly asJson: boolean;
  /** Monotonic ms since the program began. */
  readonly elapsedMs: () => number;
}

/** What was found, summed up. */
interface Findings {
  readonly snapshot: Snapshot;
  readonly all: Tally;
  readonly models: readonly ModelFinding[];
  readonly bySource: ReadonlyMap<string, { events: number; records: number }>;
}

interface ModelFinding {
  readonly id: string;
  readonly rate: Rate;
  readonly tally: Tally;
}

/** So many troubles of a source are printed; the JSON has them all. */
const SHOWN_TROUBLES = 5;

export async function validate(input: ValidateInput, io: Io): Promise<number> {
  const { snapshot, prices } = await input.load();
  const findings = find(snapshot, prices);
  if (input.asJson) io.out(`${JSON.stringify(jsonOf(findings, input.elapsedMs()), null, 2)}\n`);
  else io.out(textOf(findings, input.zone, input.elapsedMs()));
  if (snapshot.journal.length > 0) return EXIT.ok;
  io.err(noData(snapshot));
  return EXIT.noData;
}

function find(snapshot: Snapshot, prices: PriceLookup): Findings {
  const all = new Tally();
  const models = new Map<string, { id: string; rate: Rate; tally: Tally }>();
  const bySource = new Map<string, { events: number; records: number }>();
  snapshot.journal.visit(event => {
    const rate = prices.rate(event);
    all.add(event, rate);
    const id = event.terms.model;
    group(models, id, () => ({ id, rate, tally: new Tally() })).tally.add(event, rate);
    const source = group(bySource, event.attribution.source, () => ({ events: 0, records: 0 }));
    source.events += 1;
    source.records += event.records;
  });
  return {
    snapshot,
    all,
    bySource,
    models: [...models.values()].sort((a, b) => b.tally.total - a.tally.total || (a.id < b.id ? -1 : 1)),
  };
}

/** The row a model resolved to, or which of the other states it is in. */
function priceName(rate: Rate): string {
  return rate.status === 'listed' ? rate.origin.model : rate.status;
}

function jsonOf({ snapshot, all, models, bySource }: Findings, elapsedMs: number) {
  const { journal, cache } = snapshot;
  const cost = all.cost();
  return {
    sources: snapshot.sources.map(source => {
      const seen = bySource.get(source.id) ?? { events: 0, records: 0 };
      const { id, roots, files, troubles } = source;
      return { id, roots, files, events: seen.events, duplicates: seen.records - seen.events, troubles };
    }),
    range: journal.range
      ? { from: new Date(journal.range.fromMs).toISOString(), to: new Date(journal.range.toMs).toISOString() }
      : { from: null, to: null },
    models: models.map(({ id, rate, tally }) => ({
      id,
      price: priceName(rate),
      events: tally.events,
      tokens: tally.total,
      costUsd: costUsd(tally),
    })),
    totals: {
      input: all.tokens.input,
      output: all.tokens.output,
      cacheRead: all.tokens.cacheRead,
      cacheWrite: all.cacheWrite,
      cacheWrite5m: all.tokens.cacheWrite5m,
      cacheWrite1h: all.tokens.cacheWrite1h,
      total: all.total,
      costUsd: costUsd(all),
      unpricedTokens: cost.unpricedTokens,
      lowerBoundEvents: cost.lowerBoundEvents,
    },
    cache: { dir: cache.dir ?? null, hits: cache.hits, misses: cache.misses, problem: cache.problem ?? null },
    elapsedMs: Math.round(elapsedMs),
  };
}

/** A number for scripts; null where nothing in it has a price, for 0 would be a lie. */
function costUsd(tally: Tally): number | null {
  const cost = tally.cost();
  const isUnknown = tally.events > 0 && cost.unpricedEvents === tally.events;
  return isUnknown ? null : Number(rounded(cost.usd, 12));
}

function textOf({ snapshot, all, models, bySource }: Findings, zone: Zone, elapsedMs: number): string {
  const { journal, cache } = snapshot;
  const cost = all.cost();
  const lines: string[] = [];
  for (const source of snapshot.sources) lines.push(...sourceLines(source, bySource.get(source.id)));
  if (journal.range) {
    const day = (atMs: number) => dayText(zone.day(atMs));
    lines.push('', `Range    ${day(journal.range.fromMs)} to ${day(journal.range.toMs)} (${zone.name})`);
    lines.push('', 'Models');
    const width = Math.max(...models.map(({ id }) => nameOf(id).length));
    for (const { id, rate, tally } of models) {
      const price = rate.status === 'listed' ? `priced as ${priceOrigin(rate)}` : rate.status;
      lines.push(`  ${nameOf(id).padEnd(width)}  ${grouped(tally.total).padStart(15)} tokens  ${price}`);
    }
    lines.push('', 'Totals');
    const counts = [
      ['input', all.tokens.input],
      ['output', all.tokens.output],
      ['cache read', all.tokens.cacheRead],
      ['cache write', all.cacheWrite],
      ['all tokens', all.total],
    ] as const;
    for (const [name, value] of counts) lines.push(`  ${name.padEnd(12)} ${grouped(value).padStart(17)}`);
    lines.push(
      `  ${'cost'.padEnd(12)} ${costText(cost).padStart(17)}  (${usdExact(cost.usd)} at list prices)`,
    );
    if (cost.unpricedTokens > 0) {
      lines.push(
        `  ${grouped(cost.unpricedTokens)} tokens are of models without a price: the cost is at least this.`,
      );
    }
    if (cost.lowerBoundEvents > 0) {
      lines.push(
        `  ${grouped(cost.lowerBoundEvents)} responses have no final line in their log: output is at least this.`,
      );
    }
  }
  lines.push(
    '',
    `Cache    ${cache.dir ?? 'not used'}: ${grouped(cache.hits)} files remembered, ${grouped(cache.misses)} read`,
  );
  if (cache.problem) lines.push(`         ${cache.problem}`);
  lines.push(`Time     ${durationText(elapsedMs)}`, '');
  if (journal.length > 0) lines.push(`SUCCESS: ${grouped(journal.length)} responses loaded.`, '');
  return lines.join('\n');
}

function sourceLines(source: SourceReport, seen = { events: 0, records: 0 }): string[] {
  const lines = [
    `${source.title}: ${grouped(source.files)} files, ${grouped(seen.events)} responses, ${grouped(
      seen.records - seen.events,
    )} duplicate records folded`,
  ];
  for (const root of source.roots) lines.push(`  ${root.found ? 'found  ' : 'missing'}  ${root.path}`);
  if (source.troubles.length > 0) lines.push(`  ${grouped(source.troubles.length)} troubles:`);
  for (const trouble of source.troubles.slice(0, SHOWN_TROUBLES)) lines.push(`    ${troubleText(trouble)}`);
  const more = source.troubles.length - SHOWN_TROUBLES;
  if (more > 0) lines.push(`    and ${grouped(more)} more (see --test --json)`);
  return lines;
}

export function troubleText({ path, line, why }: Trouble): string {
  return `${path}${line === undefined ? '' : `:${line}`}: ${why}`;
}

function noData(snapshot: Snapshot): string {
  const looked = snapshot.sources.flatMap(source => source.roots.map(root => `  ${root.path}`));
  const hints = snapshot.sources.map(source => `  ${source.title}: ${source.hint}`);
  return [
    'ERROR: no usage found. Looked at:',
    ...looked,
    'To get data:',
    ...hints,
    'To see the dashboard without any: token-dash --demo',
    '',
  ].join('\n');
}

function nameOf(model: string): string {
  return model === '' ? '(no model)' : model;
}

function priceOrigin(rate: Extract<Rate, { status: 'listed' }>): string {
  const { model, since, table } = rate.origin;
  return `${model}${since ? ` since ${since}` : ''} (${table})`;
}
