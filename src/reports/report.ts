/**
 * What a report is: a question about usage, answered in rows. Pure: journal, prices, query, zone and clock in, rows
 * out. The command line, the dashboard, the API and exports all read the same list of reports, and write the same rows
 * each in their own way.
 */
import type { Alert } from '../core/alert.ts';
import type { Day, Zone } from '../core/calendar.ts';
import type { Json, JsonSchema } from '../core/json-schema.ts';
import type { Cost, Money } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import type { Query } from '../core/query.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { ProjectNames } from '../core/settings.ts';
import type { Period } from '../core/span.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { Work } from '../core/work.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { Journal } from '../rollup/journal.ts';
import type { Named } from '../rollup/sum.ts';

export interface Report {
  /** Its command, its address and its name in exports. */
  readonly id: string;
  readonly title: string;
  /** The question as a user would put it. */
  readonly answers: string;
  /** What `--last 3` counts. */
  readonly period: Period;
  /** It is about work that was declared by hand, and nothing else. */
  readonly isDeclared?: true;
  /** Whether it says which recovered days are not in it. */
  readonly hasRecovered?: boolean;
  /** How its rows are told apart, where that can also split the rows of another report. */
  readonly grouping?: Grouping;
  /** What a row says, where nothing splits it further. */
  readonly columns: readonly Column[];
  /** Whether its rows, split `by` more, need the events; absent or false, sums are enough. */
  needsEvents?(by: readonly Grouping[]): boolean;
  run(input: ReportInput): Answer;
  /** The JSON Schema of what its answers say to scripts, where rows are split `by` more. */
  schema(by: readonly Grouping[]): JsonSchema;
}

export interface ReportInput {
  readonly journal: Journal;
  readonly prices: PriceLookup;
  readonly query: Query;
  readonly zone: Zone;
  readonly nowMs: number;
  readonly blocks: BlockOptions;
  /** When the running window of five hours ends by the vendor's word, UTC ms. */
  readonly officialWindowEndMs?: number;
  readonly projectNames: ProjectNames;
  /** What was logged by hand; absent where it is not available. */
  readonly declared?: Declared;
  /** Days before the first log, as another file remembers them; in no sum. */
  readonly recovered?: readonly RecoveredDay[];
  /** Splits the rows further, in this order. */
  readonly by: readonly Grouping[];
  /** The parts of rows by model are as few as `model-names.ts` has them: for a screen, which could not show more. */
  readonly hasFewModels?: boolean;
}

/** The input of a report that is not split further and has the usual windows. */
export const USUAL_INPUT = { nowMs: 0, blocks: { hours: 5 }, projectNames: {}, by: [] } as const;
export const SCREEN_INPUT = { ...USUAL_INPUT, hasFewModels: true } as const;

/** The manual log and its settings. */
export interface Declared {
  readonly log: WorkLog;
  /** USD that a day should cost on average, and that a month may cost. */
  readonly goalUsdPerDay?: number;
  readonly usdPerMonth?: number;
  /** The flat estimate, USD per million tokens. */
  readonly usdPerMtok?: number;
  /** What the rules find in work, seen from a day. */
  patterns(work: readonly Work[], today: Day): readonly Alert[];
}

/** What an event is, in one respect. */
export type KeyOf<Usage = UsageEvent> = (usage: Usage, rate: Rate) => string;

/** Parameters of reports on windows. */
export interface BlockOptions {
  readonly hours: number;
  /** The one that is running, or those of the last three days. */
  readonly only?: 'active' | 'recent';
  /** In tokens, or as much as the fullest block that has ended. */
  readonly tokenLimit?: number | 'max';
}

/** One way of telling usage apart, by what decides the key of a group. */
export type Grouping = TimeGrouping | PlaceGrouping | ModelGrouping | EventGrouping;

export interface TimeGrouping extends GroupingNames {
  readonly decidedBy: 'time';
  keys(input: ReportInput): KeyOf<Pick<UsageEvent, 'atMs'>>;
  /** A span around an instant in which the key is the same, UTC ms; `toMs` is not in it. Without it, the local day. */
  within?(input: ReportInput): (atMs: number) => { readonly fromMs: number; readonly toMs: number };
}

export interface PlaceGrouping extends GroupingNames {
  readonly decidedBy: 'place';
  keys(
    input: ReportInput,
  ): KeyOf<Pick<UsageEvent, 'attribution' | 'agent' | 'action' | 'projectDir' | 'project'>>;
}

export interface ModelGrouping extends GroupingNames {
  readonly decidedBy: 'model';
  keys(input: ReportInput): KeyOf<Pick<UsageEvent, 'terms'>>;
}

/** Its key follows from a single event, so its sums need the events. */
export interface EventGrouping extends GroupingNames {
  readonly decidedBy: 'event';
  keys(input: ReportInput): KeyOf;
}

interface GroupingNames {
  /** How `--by` calls it. */
  readonly word: string;
  /** Its name in JSON and CSV. */
  readonly id: string;
  readonly title: string;
  /** The word of a finer grouping of the same things, whose place it takes. */
  readonly replaces?: string;
  /** Its names have an order of their own, as days have; else the most expensive come first. */
  readonly isOrdered: boolean;
  /** The name that a key stands for, where it is not that itself. */
  nameOf?(key: string): string;
  /**
   * Where an event belongs to several groups at once: the keys among which it is shared evenly, of which several may be the
   * same.
   */
  among?(key: string): readonly string[];
  /** Shorter words for a screen, for all names at once. */
  shortNames?(names: readonly string[]): ReadonlyMap<string, string>;
}

export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** All that the query let in, whatever rows are shown; it has no keys. */
  readonly total: Row;
  /** How many rows the query's limit left out. */
  readonly rowsLeftOut: number;
  /** What a reader must know to read it right, in sentences, with amounts as the writer writes them. */
  notes(amount: (usd: Money) => string): readonly string[];
  /** The answer as scripts read it. */
  json(): Json;
}

export interface Row extends Named {
  /** What it is the row of: one key per grouping. */
  readonly keys: readonly string[];
  /** Its parts by model id as logged, most expensive first. */
  readonly models: readonly Named[];
}

/** What a cell may hold, by the kind of its column. Undefined where there is nothing to say. */
export interface CellKinds {
  text: string;
  /** UTC ms. */
  moment: number;
  count: number;
  /** Of a hundred. */
  percent: number;
  cost: Cost;
}
export type CellKind = keyof CellKinds;

interface ColumnOf<Kind extends CellKind> {
  /** Its name in files. */
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  /**
   * Where a screen is too narrow, columns leave it in this order, 1 before 2. Absent: never; 0: never on a screen at
   * all, only in files.
   */
  readonly leaves?: number;
  cell(row: Row): CellKinds[Kind] | undefined;
  /** It may have nothing to say of a row: JSON then has null. */
  readonly isNullable?: true;
  /** Shorter words for a screen. */
  short?(row: Row): string;
}
export type Column = { [Kind in CellKind]: ColumnOf<Kind> }[CellKind];
