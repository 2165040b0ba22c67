/** Turns a trend into what a chart draws, in a measure: names as people call them, in their colours. */
import { dayText } from '../core/calendar.ts';
import { MOST_SERIES, type Trend } from '../reports/trend.ts';
import { type Measure, moneyMeasure, percentMeasure, tokenMeasure } from './draw/axis.ts';
import { colourOf, type Identities, markOf, markStyle } from './draw/identity.ts';
import type { LegendEntry } from './draw/legend.ts';
import type { Look } from './draw/look.ts';
import type { ChartData, ChartSeries } from './draw/plot.ts';
import type { MeasureOf } from './measure.ts';
import type { ViewModel } from './view-model.ts';

const made = new WeakMap<Trend, Map<string, ChartData>>();

export interface ChartInput {
  readonly trend: Trend;
  readonly before?: Trend;
  readonly labels: readonly string[];
  readonly identities: Identities;
  readonly isUnfinished: boolean;
}

export function chartInput(model: ViewModel): ChartInput {
  const { trend, before, labels, identities, span, today } = model;
  return { trend, before, labels, identities, isUnfinished: span.to === today };
}

/** The same object for the same trend, measure and look: drawings are remembered by it. */
export function chartData(input: ChartInput, measure: MeasureOf, look: Look): ChartData {
  const { trend, before, identities, labels, isUnfinished } = input;
  const known = made.get(trend) ?? new Map<string, ChartData>();
  made.set(trend, known);
  const key = [measure.id, look.theme.key, look.glyphs.id, look.currency?.code, before !== undefined].join(
    ' ',
  );
  const data = known.get(key) ?? {
    labels,
    isUnfinished,
    measure: axisOf(measure, look),
    series: seriesOf(trend, identities, measure, look),
    totals: measure.isSum ? trend.totals.map(tally => inLook(measure.of(tally), measure, look)) : undefined,
    before:
      before && measure.isSum
        ? before.totals.map(tally => inLook(measure.of(tally), measure, look))
        : undefined,
  };
  known.set(key, data);
  return data;
}

function seriesOf(
  { series, others }: Trend,
  identities: Identities,
  measure: MeasureOf,
  look: Look,
): readonly ChartSeries[] {
  // In the order of cost, whatever the measure: twins have the same legend.
  const drawn = series.map(each => ({
    name: each.name,
    mark: markOf(each.name, identities, look.glyphs),
    colour: colourOf(each.name, identities, look.theme) ?? look.theme.text.muted.colour,
    values: each.parts.map(tally => inLook(measure.of(tally), measure, look)),
  }));
  if (!others || !measure.isSum) return drawn;
  const rest = {
    name: OTHERS,
    mark: look.glyphs.otherMark,
    colour: look.theme.text.muted.colour,
    values: others.series.parts.map(tally => inLook(measure.of(tally), measure, look)),
  };
  return [...drawn, rest];
}

/** The name of the series that holds all names without a colour. */
export const OTHERS = '\0others';

export function axisOf({ kind }: MeasureOf, { currency }: Look): Measure {
  if (kind === 'percent') return percentMeasure;
  if (kind === 'count') return tokenMeasure;
  return moneyMeasure(currency ? (currency.symbol ?? `${currency.code} `) : undefined);
}

/** Money is drawn in the user's currency. */
function inLook(value: number, { kind }: MeasureOf, { currency }: Look): number {
  return kind === 'money' ? value * (currency?.perUsd ?? 1) : value;
}

/** What the legend says: of the range, or of the bucket that the cursor is on, where names without usage are left out. */
export function legendEntries(
  { trend, identities }: ChartInput,
  measure: MeasureOf,
  nameOf: (name: string) => string,
  look: Look,
  cursor?: number,
): readonly LegendEntry[] {
  const { series, others } = trend;
  const rows = series
    .map(each => ({ name: each.name, tally: cursor === undefined ? each.tally : each.parts[cursor]! }))
    .filter(({ tally }) => cursor === undefined || tally.events > 0);
  const entries = rows.map(({ name, tally }) => ({
    name: nameOf(name),
    id: name,
    mark: markOf(name, identities, look.glyphs),
    colour: markStyle(name, identities, look.theme).colour,
    text: measure.text(tally, look),
  }));
  const rest = others && (cursor === undefined ? others.series.tally : others.series.parts[cursor]!);
  if (!others || !rest || rest.events === 0) return entries;
  const other = {
    name: `${others.count} others`,
    id: OTHERS,
    mark: look.glyphs.otherMark,
    colour: look.theme.text.muted.colour,
    text: measure.text(rest, look),
  };
  return [...entries, other];
}

/** Enough for every colour and one line for all the others. */
export const MOST_ENTRIES = MOST_SERIES + 1;

export function dayLabel(day: number): string {
  return dayText(day).slice(5);
}
