/**
 * What is kept between runs: screen, range, grouping, measure, bucket, bars or lines, the order of tables, the theme, and
 * which name has which colour. Filters, selections and a pause are not. Plain JSON that is checked when it is read; what
 * does not fit is left out, because an old or a damaged file is no reason to say anything.
 */
import { DIMENSIONS, type Dimension } from '../reports/day-tallies.ts';
import { MEASURES } from './measure.ts';
import { RANGES } from './range.ts';
import { THEMES } from './theme.ts';
import type { TableState, View } from './view.ts';
import type { KnownIdentities } from './view-model.ts';

const FORMAT = 'token-dash view 1';

export interface Remembered {
  readonly view: Partial<View>;
  readonly identities: KnownIdentities;
}

export function rememberedText(view: View, identities: KnownIdentities): string {
  const { screen, split, measure, period, range, chart, isLog, isCompared, tabs, theme } = view;
  const tables = Object.fromEntries(
    Object.entries(view.tables).flatMap(([key, { sort, isReversed }]) =>
      sort === undefined && isReversed === undefined ? [] : [[key, { sort, isReversed }]],
    ),
  );
  const names = Object.fromEntries(
    Object.entries(identities).map(([dimension, known]) => [dimension, [...known]]),
  );
  const kept = {
    screen,
    split,
    measure,
    period,
    range: range.id === 'custom' ? undefined : range.id,
    chart,
    isLog,
    isCompared,
    tabs,
    theme,
    tables,
  };
  return `${JSON.stringify({ format: FORMAT, ...kept, names })}\n`;
}

/** What such a file says; nothing of it where it is another's. `screens` are those that exist. */
export function readRemembered(text: string | undefined, screens: readonly string[]): Remembered {
  const value = parsed(text);
  if (value?.format !== FORMAT) return { view: {}, identities: {} };
  const view: Record<string, unknown> = {};
  const keep = (name: keyof View, allowed: readonly unknown[]) => {
    if (allowed.includes(value[name])) view[name] = value[name];
  };
  keep('screen', screens);
  keep('split', DIMENSIONS);
  keep(
    'measure',
    MEASURES.map(({ id }) => id),
  );
  keep('period', ['day', 'week', 'month']);
  keep('chart', ['lines', 'bars']);
  keep('isLog', [true]);
  keep('isCompared', [true]);
  keep('theme', THEMES);
  if (RANGES.some(({ id }) => id === value.range)) view.range = { id: value.range };
  view.tabs = numbersIn(value.tabs);
  view.tables = tablesIn(value.tables);
  return { view: view as Partial<View>, identities: identitiesIn(value.names) };
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function numbersIn(value: unknown): Record<string, number> {
  return Object.fromEntries(
    entriesOf(value).filter(
      (entry): entry is readonly [string, number] =>
        Number.isSafeInteger(entry[1]) && (entry[1] as number) >= 0,
    ),
  );
}

function tablesIn(value: unknown): Record<string, TableState> {
  return Object.fromEntries(
    entriesOf(value).map(([key, state]) => {
      const { sort, isReversed } = (state ?? {}) as Record<string, unknown>;
      return [key, { ...(typeof sort === 'string' && { sort }), ...(isReversed === true && { isReversed }) }];
    }),
  );
}

function identitiesIn(value: unknown): KnownIdentities {
  const known: KnownIdentities = {};
  for (const [dimension, names] of entriesOf(value)) {
    if (!DIMENSIONS.includes(dimension as Dimension) || !Array.isArray(names)) continue;
    const pairs = names.filter(
      (pair): pair is [string, number] =>
        Array.isArray(pair) &&
        typeof pair[0] === 'string' &&
        Number.isSafeInteger(pair[1]) &&
        pair[1] >= 0 &&
        pair[1] < 8,
    );
    const isUnique = new Set(pairs.map(([, number]) => number)).size === pairs.length;
    if (isUnique) known[dimension as Dimension] = new Map(pairs);
  }
  return known;
}
