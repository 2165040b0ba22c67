/** Turns a trend into what a chart draws, in a measure: names as people call them, in their colours. */
import { dayText } from '../core/calendar.ts';
import { shortCount } from '../core/format.ts';
import { bucketAt } from '../reports/buckets.ts';
import { MOST_SERIES, type Trend } from '../reports/trend.ts';
import { type Measure, moneyMeasure, percentMeasure, tokenMeasure } from './draw/axis.ts';
import { colourOf, type Identities, markOf, markStyle } from './draw/identity.ts';
import type { LegendEntry } from './draw/legend.ts';
import type { Look } from './draw/look.ts';
import type { ChartData, ChartSeries } from './draw/plot.ts';
import type { MeasureOf } from './measure.ts';
import type { ViewModel } from './view-model.ts';

/** By the trend, or by what is remembered of its buckets where there is any. */
const made = new WeakMap<object, Map<string, ChartData>>();

export interface ChartInput {
  readonly trend: Trend;
  readonly before?: Trend;
  /** Tokens by bucket that are remembered and in no sum; absent where there are none. */
  readonly recovered?: readonly number[];
  readonly labels: readonly string[];
  readonly identities: Identities;
  readonly isUnfinished: boolean;
}

export function chartInput(model: ViewModel): ChartInput {
  const { trend, before, labels, identities, span, today } = model;
  const recovered = recoveredTokens(model);
  return { trend, before, recovered, labels, identities, isUnfinished: span.to === today };
}

/** The same list for the same trend and days. */
const recoveredOf = new WeakMap<Trend, { readonly days: object; readonly values: readonly number[] }>();

function recoveredTokens({ trend, buckets, recovered }: ViewModel): readonly number[] | undefined {
  const known = recoveredOf.get(trend);
  if (known?.days === recovered) return known.values.length > 0 ? known.values : undefined;
  const values = buckets.map(() => 0);
  for (const { day, totalTokens, inputAndOutputTokens = 0 } of recovered) {
    const at = bucketAt(buckets, day);
    if (at >= 0) values[at]! += totalTokens ?? inputAndOutputTokens;
  }
  const hasAny = values.some(value => value > 0);
  recoveredOf.set(trend, { days: recovered, values: hasAny ? values : [] });
  return hasAny ? values : undefined;
}

/** What is remembered counts tokens alone. */
function recoveredIn({ recovered }: ChartInput, measure: MeasureOf): readonly number[] | undefined {
  return measure.id === 'tokens' ? recovered : undefined;
}

export function hasChart(input: ChartInput, measure: MeasureOf): boolean {
  return input.trend.series.length > 0 || recoveredIn(input, measure) !== undefined;
}

/** The same object for the same trend, measure and look: drawings are remembered by it. */
export function chartData(input: ChartInput, measure: MeasureOf, look: Look): ChartData {
  const { trend, before, identities, labels, isUnfinished } = input;
  const recovered = recoveredIn(input, measure);
  const known = made.get(recovered ?? trend) ?? new Map<string, ChartData>();
  made.set(recovered ?? trend, known);
  const key = [measure.id, look.theme.key, look.glyphs.id, look.currency?.code, before !== undefined].join(
    ' ',
  );
  const data = known.get(key) ?? {
    labels,
    isUnfinished,
    measure: axisOf(measure, look),
    series: seriesOf(trend, identities, measure, look),
    totals: measure.isSum ? trend.totals.map(tally => inLook(measure.of(tally), measure, look)) : undefined,
    recovered,
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

/** What the legend says: of the range, or of the bucket that the cursor is on, where names without usage are marked. */
export function legendEntries(
  input: ChartInput,
  measure: MeasureOf,
  nameOf: (name: string) => string,
  look: Look,
  cursor?: number,
): readonly LegendEntry[] {
  const { trend, identities } = input;
  const remembered = recoveredEntry(recoveredIn(input, measure), look, cursor);
  const { series, others } = trend;
  const rows = series.map(each => ({
    name: each.name,
    tally: cursor === undefined ? each.tally : each.parts[cursor]!,
  }));
  const entries = rows.map(({ name, tally }) => ({
    isAbsent: cursor !== undefined && tally.events === 0,
    name: nameOf(name),
    id: name,
    mark: markOf(name, identities, look.glyphs),
    colour: markStyle(name, identities, look.theme).colour,
    text: measure.text(tally, look),
  }));
  const rest = others && (cursor === undefined ? others.series.tally : others.series.parts[cursor]!);
  if (!others || !rest || rest.events === 0) return [...remembered, ...entries];
  const other = {
    name: `${others.count} others`,
    id: OTHERS,
    mark: look.glyphs.otherMark,
    colour: look.theme.text.muted.colour,
    text: measure.text(rest, look),
  };
  return [...remembered, ...entries, other];
}

/** Of the range, or of the bucket under the cursor: at most so many. */
function recoveredEntry(
  values: readonly number[] = [],
  { glyphs, theme }: Look,
  cursor: number | undefined,
): readonly LegendEntry[] {
  const sum = cursor === undefined ? values.reduce((all, each) => all + each, 0) : (values[cursor] ?? 0);
  if (sum === 0) return [];
  const [mark, colour] = [glyphs.recovered, theme.text.muted.colour];
  return [{ name: 'recovered', mark, colour, text: shortCount(sum) }];
}

/** Enough for every colour and one line for all the others. */
export const MOST_ENTRIES = MOST_SERIES + 1;

export function dayLabel(day: number): string {
  return dayText(day).slice(5);
}
