/**
 * Two tools' numbers on one form: a cell per row of the other tool's views, ours and theirs alike, so that they can be
 * laid over each other. What is compared is tokens by kind and exact dollars.
 */
import type { Day } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import { type Money, usd } from '../../core/money.ts';
import { PEER_KINDS, type PeerKind, type PeerReport, type PeerRow, type PeerTokens } from './peer.ts';

/** What the rows of a view contain. */
export interface Shape {
  readonly view: number;
  readonly hasDays: boolean;
  readonly hasModels: boolean;
  readonly hasTokens: boolean;
  readonly hasUsd: boolean;
}

export interface Cell {
  readonly shape: Shape;
  readonly day?: Day;
  /** Our name. */
  readonly model?: string;
  readonly tokens: Record<PeerKind, number>;
  usd: Money;
}

/** Cells by a key that is the same on every sheet of one form. */
export type Sheet = ReadonlyMap<string, Cell>;

export function shapesOf({ views }: PeerReport): readonly Shape[] {
  return views.flatMap((rows, view) => {
    const has = (field: keyof PeerRow) => rows.some(row => row[field] !== undefined);
    if (rows.length === 0) return [];
    return {
      view,
      hasDays: has('day'),
      hasModels: has('model'),
      hasTokens: has('tokens'),
      hasUsd: has('usd'),
    };
  });
}

/** A sheet that is filled cell by cell. */
export class Form {
  readonly cells = new Map<string, Cell>();
  private readonly shapes: readonly Shape[];

  constructor(shapes: readonly Shape[]) {
    this.shapes = shapes;
  }

  /** Adds usage to every view. */
  add(day: Day, model: string, tokens: PeerTokens, usd: Money): void {
    for (const shape of this.shapes) this.addTo(shape, day, model, tokens, usd);
  }

  /** Adds usage to one view. */
  addTo(
    shape: Shape,
    day: Day | undefined,
    model: string | undefined,
    tokens: PeerTokens | undefined,
    usd: Money,
  ): void {
    const cell = getOrInsert(this.cells, keyOf(shape, day, model), () => emptyCell(shape, day, model));
    if (tokens) for (const kind of PEER_KINDS) cell.tokens[kind] += tokens[kind];
    cell.usd += usd;
  }
}

export function emptyCell(shape: Shape, day: Day | undefined, model: string | undefined): Cell {
  return {
    shape,
    day: shape.hasDays ? day : undefined,
    model: shape.hasModels ? model : undefined,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    usd: 0n,
  };
}

/** The key of the cell in which a view shows usage of a day and a model. */
export function keyOf(
  { view, hasDays, hasModels }: Shape,
  day: Day | undefined,
  model: string | undefined,
): string {
  return `${view}|${hasDays ? (day ?? '') : ''}|${hasModels ? (model ?? '') : ''}`;
}

/** Their rows, those that `isIn` says yes to, under our names. */
export function theirSheet(
  report: PeerReport,
  shapes: readonly Shape[],
  ourName: (theirs: string) => string,
  isIn: (row: PeerRow) => boolean,
): Sheet {
  const form = new Form(shapes);
  for (const shape of shapes) {
    for (const row of report.views[shape.view]!) {
      if (!isIn(row)) continue;
      const model = row.model === undefined ? undefined : ourName(row.model);
      form.addTo(shape, row.day, model, row.tokens, row.usd ?? 0n);
    }
  }
  return form.cells;
}

/** The same numbers with all days in one. */
export function withoutDays(sheet: Sheet): Sheet {
  const form = new Form([]);
  for (const { shape, model, tokens, usd } of sheet.values()) {
    form.addTo({ ...shape, hasDays: false }, undefined, model, tokens, usd);
  }
  return form.cells;
}

/** Tokens of all kinds in a cell. */
export function cellTokens(cell: Cell | undefined): number {
  return cell ? PEER_KINDS.reduce((sum, kind) => sum + cell.tokens[kind], 0) : 0;
}

/** The keys of several sheets, each once. */
export function keysOf(...sheets: readonly Sheet[]): ReadonlySet<string> {
  return new Set(sheets.flatMap(sheet => [...sheet.keys()]));
}

/** Other tools add dollars up in floats: amounts closer than this are one. */
const HAIR = usd('0.000001');

export function isSameUsd(a: Money, b: Money): boolean {
  const apart = a < b ? b - a : a - b;
  const size = (a < 0n ? -a : a) + (b < 0n ? -b : b);
  return apart <= HAIR + size / 10n ** 9n;
}
