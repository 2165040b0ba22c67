/**
 * Reports that put events into groups and list the groups: by day, by model, by tool. What tells the groups apart is
 * all that such a report says of itself; the rest is here, once.
 */

import { published } from '../core/json-schema.ts';
import type { Money } from '../core/money.ts';
import type { Period } from '../core/span.ts';
import type { UsageEvent } from '../core/usage.ts';
import { keyColumns, MEASURES, MODELS_COLUMN } from './columns.ts';
import { costBasisColumn } from './cost-basis.ts';
import { leftOut, workLeftOut } from './declared.ts';
import { groupUsage, needEvents } from './groups.ts';
import { answerShape, type Fields, type Shown } from './json.ts';
import { inOrder } from './ranking.ts';
import { RECOVERED, recoveredIn, recoveredNote } from './recovered.ts';
import type {
  Answer,
  Column,
  Grouping,
  PlaceGrouping,
  Report,
  ReportInput,
  Row,
  TimeGrouping,
} from './report.ts';
import { runColumns, runFigures } from './runs.ts';
import { otherCountNote } from './witness/beside-sessions.ts';

export interface GroupedReport<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly answers: string;
  readonly grouping: Grouping;
  readonly period?: Period;
  /** The name of its list in JSON, where that is not its id. */
  readonly list?: string;
  /** What else is to be said of a row, besides its names. */
  readonly details?: readonly Column[] | DetailsOf;
  /** What is to be said behind the measures. */
  readonly extras?: DetailsOf;
  /** Sentences that follow from the rows that are shown. */
  readonly notesOf?: (
    input: ReportInput,
    rows: readonly Row[],
    amount: (usd: Money) => string,
  ) => readonly string[];
  /** Whether a row says what one run of it costs; see `runs.ts`. */
  readonly hasRuns?: boolean;
  /** Whether its JSON lists the recovered days of its time. */
  readonly hasRecovered?: boolean;
  readonly notes?: readonly string[];
}

/** Details that look at more than the row. Without an input they only say what there is. */
export type DetailsOf = (input: ReportInput | undefined, rows: readonly Row[]) => readonly Column[];

export function groupedReport<const Id extends string>(is: GroupedReport<Id>) {
  const { id, title, answers, grouping, period = 'day', list = id, details = [], hasRuns, notes = [] } = is;
  const { hasRecovered = false } = is;
  const besides: Fields<Shown> = hasRecovered ? { recovered: RECOVERED } : {};
  const extras = is.extras ?? (() => []);

  const groupingsFor = (by: readonly Grouping[]) => {
    const all = [
      by.find(other => other.replaces === grouping.word) ?? grouping,
      ...by.filter(other => other.word !== grouping.word && other.replaces !== grouping.word),
    ];
    return all.filter(({ word }) => !all.some(other => other.replaces === word));
  };
  const headsFor = (groupings: readonly Grouping[], rows: readonly Row[], input?: ReportInput) => [
    ...keyColumns(groupings, rows),
    ...(typeof details === 'function' ? details(input, rows) : details),
  ];

  function run(input: ReportInput): Answer {
    const groupings = groupingsFor(input.by);
    const { rows, total } = groupUsage(input, groupings);
    const ordered = inOrder(rows, groupings, input.query.order);
    const shown = ordered.slice(0, input.query.limit);
    const heads = headsFor(groupings, shown, input);
    const figures = [
      ...(hasRuns ? runColumns(runFigures(input, groupings), total) : []),
      ...extras(input, shown),
    ];
    const recovered = hasRecovered ? recoveredIn(input.query, input.recovered) : [];
    const answer = {
      ...{ rows: shown, total, rowsLeftOut: rows.length - shown.length },
      ...{ workLeftOut: workLeftOut(input), recovered },
    };
    return {
      ...answer,
      columns: [...heads, ...measuresFor(groupings), costBasisColumn(shown), ...figures],
      notes: amount => [
        ...notes,
        ...leftOut(answer.workLeftOut, amount),
        ...recoveredNote(recovered),
        ...(is.notesOf?.(input, shown, amount) ?? otherCountNote(input, total)),
      ],
      json: () => answerShape(list, [...heads, ...figures], besides).write(answer) ?? null,
    };
  }

  const figures = [...(hasRuns ? runColumns() : []), ...extras(undefined, [])];
  const columns = [...headsFor([grouping], []), ...measuresFor([grouping]), costBasisColumn([]), ...figures];
  const schema = (by: readonly Grouping[]) =>
    published(
      `token-dash ${id} --json`,
      answerShape(list, [...headsFor(groupingsFor(by), []), ...figures], besides).json,
    );
  const needsEvents = (by: readonly Grouping[]) => needEvents([grouping, ...by]);
  return {
    ...{ id, title, answers, period, hasRecovered, grouping, columns },
    ...{ needsEvents, run, schema },
  } satisfies Report;
}

/** Rows that are of one model need not say so twice. */
function measuresFor(groupings: readonly Grouping[]): readonly Column[] {
  const areOfOneModel = groupings.some(grouping => grouping.word === 'model');
  return areOfOneModel ? MEASURES : [MODELS_COLUMN, ...MEASURES];
}

/** The most usual grouping: by a name that comes with the place, or `none` where there is none. */
export function byName(
  is: Pick<Grouping, 'word' | 'title' | 'shortNames'> & {
    readonly none: string;
    readonly read: (usage: Pick<UsageEvent, 'attribution' | 'agent'>) => string | undefined;
  },
): PlaceGrouping {
  const { none, read, ...names } = is;
  return {
    ...names,
    id: names.word,
    isOrdered: false,
    decidedBy: 'place',
    keys: () => usage => read(usage) || none,
  };
}

/** By something that follows from the day alone, so that it is worked out once per day. */
export function byDay(
  is: Pick<Grouping, 'word' | 'id' | 'title'> & { nameOf(day: number, input: ReportInput): string },
): TimeGrouping {
  const { nameOf, ...names } = is;
  return {
    ...names,
    isOrdered: true,
    decidedBy: 'time',
    keys: input => {
      const known = new Map<number, string>();
      return event => {
        const day = input.zone.day(event.atMs);
        const name = known.get(day) ?? nameOf(day, input);
        known.set(day, name);
        return name;
      };
    },
  };
}
