/** Runs a report with its flags, and writes its answer in the chosen form. */
import { declaredOf } from '../budgets/declared.ts';
import { printable } from '../core/clean.ts';
import { amountIn } from '../core/currency.ts';
import { counted, usdCents } from '../core/format.ts';
import { chunked, jsonChunks } from '../core/json-text.ts';
import { officialWindowEnd } from '../core/limits.ts';
import { isNotKept, isStale } from '../core/stale.ts';
import type { Trouble } from '../core/usage.ts';
import { csvLines } from '../reports/csv.ts';
import { isAboutManualLog } from '../reports/declared.ts';
import { models } from '../reports/models.ts';
import { noMatches } from '../reports/no-matches.ts';
import type { Answer, Grouping, Report } from '../reports/report.ts';
import { type Requested, readRequest, reportFor, strangerAmong } from '../reports/request.ts';
import { Journal } from '../rollup/journal.ts';
import type { Context } from './context.ts';
import { columnsOf, EXIT } from './io.ts';
import { type Format, formatOf, type ReportFlags } from './report-flags.ts';
import { throughJq } from './writers/jq.ts';
import { printJson } from './writers/json.ts';
import { markdownText } from './writers/markdown.ts';
import { tableText } from './writers/table.ts';

/** What `--compact` takes a terminal for. */
const COMPACT_COLUMNS = 80;

interface Wanted extends Requested {
  readonly format: Format;
}

export async function runReport(asked: Report, flags: ReportFlags, context: Context): Promise<number> {
  const { io, zone, settings } = context;
  const report = reportFor(asked, flags);
  const fail = (why: string) => {
    io.err(`token-dash ${report.id}: ${printable(why)}\n`);
    return EXIT.failed;
  };
  const requested = readRequest(flags, report, zone.day(io.nowMs), settings);
  if ('problem' in requested) return fail(requested.problem);
  const format = formatOf(flags);
  if (typeof format !== 'string') return fail(format.problem);
  const wanted: Wanted = { ...requested, format };
  if (flags.schema) {
    printJson(io, report.schema(wanted.by));
    return EXIT.ok;
  }
  const by = byOf(wanted, flags);
  const loaded = await measured(report, context, report.needsEvents?.(by) ? 'events' : 'sums');
  const { sources, prices } = loaded;
  const stranger = strangerAmong(wanted.query.sources, sources);
  if (stranger !== undefined) return fail(stranger);

  const declared = declaredOf(context.manualLog.read(), settings.manualLog.value);
  const projectNames = settings.projects.value ?? {};
  const officialWindowEndMs =
    report.id === 'blocks' ? officialWindowEnd(context.statusline.limits(), io.nowMs) : undefined;
  const recovered = report.hasRecovered ? await context.recovered() : undefined;
  const given = { recovered, prices, zone, nowMs: io.nowMs, projectNames, declared, officialWindowEndMs };
  const { answer, journal } = await answered(loaded.journal, context, read =>
    report.run({ ...wanted, ...given, journal: read, by }),
  );
  const problem = await write(answer, wanted, flags, context);
  if (problem !== undefined) return fail(problem);
  const { entries, file } = declared.log;
  if (report.isDeclared && entries.length === 0) {
    io.err(`token-dash ${report.id}: nothing is logged by hand yet in ${printable(file)}; ${TO_BEGIN}\n`);
    return EXIT.noData;
  }
  const isLogged = entries.length > 0 && (report.isDeclared || isAboutManualLog(wanted.query));
  const troubles = sources.flatMap(source => source.troubles);
  if (journal.length === 0 && !isLogged) {
    io.err(`token-dash ${report.id}: ${nothingFound(troubles)}\n`);
    return EXIT.noData;
  }
  for (const { path, why } of troubles.filter(each => isStale(each) || isNotKept(each))) {
    io.err(`token-dash ${report.id}: ${printable(`${path}: ${why}`)}\n`);
  }
  if (!isEmpty(answer)) return EXIT.ok;
  io.err(`token-dash ${report.id}: ${printable(noMatches(flags, { ...wanted, ...given, journal }))}\n`);
  return EXIT.noData;
}

function nothingFound(troubles: readonly Trouble[]): string {
  const where = 'token-dash --test lists the places that were searched';
  const [first, ...more] = troubles;
  if (!first) return `no usage found; ${where}`;
  const others = more.length > 0 ? `, and ${counted(more.length, 'more trouble')}` : '';
  const what = printable(`${first.path}: ${first.why}`);
  return `no usage found, and not everything could be read; ${where}\n  ${what}${others}`;
}

/** How the manual log begins. */
const TO_BEGIN = 'begin with token-dash log test-project "test task" 1000';

/** The transcripts, and what to price them with; a report about the manual log alone does without. */
async function measured(report: Report, context: Context, depth: 'sums' | 'events') {
  if (report.isDeclared) return { journal: Journal.empty(), sources: [], prices: context.priceList };
  const { snapshot, prices } = await context.load(depth);
  return { journal: snapshot.journal, sources: snapshot.sources, prices };
}

/**
 * Where the rollup is too coarse for the question, the events are read from the cache after all. If some of the cache is
 * damaged, they are read from the logs again, and so is the answer.
 */
async function answered(
  journal: Journal,
  context: Context,
  run: (journal: Journal) => Answer,
): Promise<{ readonly answer: Answer; readonly journal: Journal }> {
  const { isMerged } = journal;
  const answer = run(journal);
  if (isMerged || !journal.isMerged) return { answer, journal };
  const { snapshot } = await context.load('events');
  const again = snapshot.journal;
  return { answer: again === journal ? answer : run(again), journal: again };
}

/** Not where a limit leaves all rows out: then there still is a total. */
function isEmpty({ rows, rowsLeftOut }: Answer): boolean {
  return rows.length === 0 && rowsLeftOut === 0;
}

/** Returns what hindered it, if anything did. */
async function write(
  answer: Answer,
  { format }: Wanted,
  flags: ReportFlags,
  { io, zone, settings }: Context,
): Promise<string | undefined> {
  const amount = amountIn(settings.currency.value, usdCents);
  switch (format) {
    case 'json':
      printJson(io, answer.json());
      return undefined;
    case 'jq': {
      const { out, problem } = await throughJq(jsonChunks(answer.json()), flags.jq!);
      io.out(out);
      return problem;
    }
    case 'csv':
      for (const chunk of chunked(csvLines(answer))) io.out(chunk);
      return undefined;
    case 'markdown':
      io.out(markdownText(answer, { zone, amount, isShort: false }));
      return undefined;
    case 'table': {
      if (isEmpty(answer)) return undefined;
      const { terminal } = io;
      const most = flags.compact ? COMPACT_COLUMNS : Number.POSITIVE_INFINITY;
      const text = tableText(answer, {
        ...{ zone, amount },
        names: flags.compact ? 'short' : 'whole where they fit',
        columns: Math.min(columnsOf(io), most),
        isColoured: flags.color ?? terminal?.hasColours ?? false,
        hasBreakdown: flags.breakdown === true,
      });
      io.painted(text);
      return undefined;
    }
    default:
      return format satisfies never;
  }
}

/** A CSV has no rows below rows: there a breakdown is one more column. */
function byOf({ by, format }: Wanted, { breakdown }: ReportFlags): readonly Grouping[] {
  const isByModel = by.some(grouping => grouping.word === models.grouping.word);
  return format === 'csv' && breakdown && !isByModel ? [...by, models.grouping] : by;
}
