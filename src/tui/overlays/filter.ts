/** The filter bar, to choose from: values of project, model, source and agent, and ranges of days as one types them. */
import { dayText } from '../../core/calendar.ts';
import { spanOf } from '../../core/span.ts';
import { RANGES } from '../range.ts';
import { filterName } from '../shell.ts';
import { FILTERS, type Filters, type View } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import type { Choice } from './choices.ts';
import { namesIn } from './palette.ts';

export function filterChoices(model: ViewModel, view: View, text: string): readonly Choice[] {
  const change = (patch: Partial<View>) => ({
    change: (before: View): View => ({ ...before, overlays: [], cursor: undefined, ...patch }),
  });
  const off = FILTERS.filter(name => view.filters[name] !== undefined).map(
    (name): Choice => ({
      title: `${name}: any`,
      run: change({ filters: without(view.filters, name) }),
    }),
  );
  const dates = datesOf(text, model);
  return [
    ...(dates
      ? [
          {
            title: `range: ${dayText(dates.from)} to ${dayText(dates.to)}`,
            more: text,
            run: change({ range: { id: 'custom', ...dates } }),
          },
        ]
      : []),
    ...off,
    ...FILTERS.flatMap(name =>
      namesIn(model, name)
        .filter(value => value !== view.filters[name])
        .map(
          (value): Choice => ({
            title: `${name}: ${filterName(model, name, value)}`,
            more: value,
            run: change({ filters: { ...view.filters, [name]: value } }),
          }),
        ),
    ),
    ...RANGES.map(
      (range): Choice => ({ title: `range: ${range.title}`, run: change({ range: { id: range.id } }) }),
    ),
  ];
}

function without(filters: Filters, name: keyof Filters): Filters {
  const { [name]: _, ...rest } = filters;
  return rest;
}

/** '2026-10-01 2026-10-15', '2026-10-01', '14d', 'last-month'. */
function datesOf(text: string, { today, weekStart }: ViewModel): { from: number; to: number } | undefined {
  const [first, last] = text
    .trim()
    .split(/\s+|\.\./)
    .filter(word => word !== 'to' && word !== '');
  if (first === undefined) return undefined;
  const from = spanOf(first, today, weekStart);
  if (!from) return undefined;
  const to = last === undefined ? from : spanOf(last, today, weekStart);
  if (!to) return undefined;
  const end = Math.min(today, last === undefined && from.from === from.to ? today : to.to);
  return from.from <= end ? { from: from.from, to: end } : undefined;
}
