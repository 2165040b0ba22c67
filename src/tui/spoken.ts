/** The Overview in sentences, one a line, without frames, marks or bars: for screen readers and for pipes. */
import { counted, durationText, shortCount } from '../core/format.ts';
import { clean } from '../core/width.ts';
import type { Look } from './draw/look.ts';
import { costIn, usdTable } from './draw/money.ts';
import { leftOutText } from './left-out.ts';
import { limitName, paceOf } from './limit-lines.ts';
import { measureOf } from './measure.ts';
import { bucketTitle, rangeTitle, spanText } from './range.ts';
import type { Stores } from './stores.ts';
import type { View } from './view.ts';
import type { ViewModel } from './view-model.ts';

export function spokenLines(
  model: ViewModel,
  view: View,
  look: Look,
  stores: Stores = {},
): readonly string[] {
  const { summary, rows, trend, span, today, bucket, period, limits, sources } = model;
  const said = (name: string, tally: typeof summary.today) =>
    `${name}: ${costIn(tally.cost(), look, usdTable)}, ${shortCount(tally.total)} tokens, ${counted(tally.events, 'response')}.`;
  if (!model.isRead) return ['The logs are being read.'];
  if (model.journal.length === 0) {
    const looked = sources.flatMap(source =>
      source.roots.map(root => `${root.found ? 'empty' : 'missing'}: ${clean(root.path, look.glyphs)}.`),
    );
    return ['No usage was found.', ...looked];
  }
  const cost = measureOf('cost');
  const all = rows.reduce((sum, row) => sum + cost.of(row.tally), 0);
  const parts = rows.map((row, i) => {
    const share = all > 0 ? `, ${Math.round((cost.of(row.tally) / all) * 100)} percent` : '';
    return `${i + 1} of ${rows.length}: ${clean(model.nameOf(row.name), look.glyphs)}, ${cost.text(row.tally, look)}${share}.`;
  });
  const open = limits.map(limit => {
    const { fullAtMs } = paceOf(limit, model.minuteMs);
    const end =
      limit.resetsAtMs === undefined ? '' : `, resets in ${durationText(limit.resetsAtMs - model.minuteMs)}`;
    const full =
      fullAtMs === undefined ? '' : `, at this pace full in ${durationText(fullAtMs - model.minuteMs)}`;
    return `Limit ${limitName(limit)}: ${Math.round(limit.usedPercent)} percent used${end}${full}, official.`;
  });
  const leftOut = leftOutText(model, stores, Number.POSITIVE_INFINITY);
  const troubles = sources.reduce((sum, source) => sum + source.troubles.length, 0);
  return [
    said('Today so far', summary.today),
    said('This month', summary.monthToDate),
    said('Lifetime', summary.lifetime),
    said(`${rangeTitle(view.range, span)}, ${spanText(span, today)}`, trend.total),
    ...(leftOut === undefined ? [] : [`${leftOut}.`]),
    ...open,
    `${bucketTitle(bucket, period, today)} by ${model.dimension}:`,
    ...(parts.length > 0 ? parts : ['No usage.']),
    ...(troubles > 0 ? [`${counted(troubles, 'trouble')}: token-dash doctor says more.`] : []),
  ];
}
