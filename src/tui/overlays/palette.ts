/** Everything that can be done, by name: keys, screens, measures, ranges, groupings, names of projects and models. */
import { parseDay } from '../../core/calendar.ts';
import { spanOf } from '../../core/span.ts';
import { DIMENSIONS } from '../../reports/day-tallies.ts';
import { KEYS, type KeyLine, keyLabel } from '../keys.ts';
import { MEASURES } from '../measure.ts';
import { dayTitle, RANGES } from '../range.ts';
import type { ScreenEntry } from '../screens/screen.ts';
import { goTo } from '../step.ts';
import type { View } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import type { Choice } from './choices.ts';

export interface PaletteInput {
  readonly model: ViewModel;
  readonly screens: readonly ScreenEntry[];
  readonly themes: readonly { readonly id: string; readonly title: string }[];
  /** What was typed: a date is a choice of its own. */
  readonly text: string;
}

/** So many names are offered; with more, typing narrows nothing that a find field would not. */
const MOST_NAMES = 2000;

export function paletteChoices({ model, screens, themes, text }: PaletteInput): readonly Choice[] {
  return [
    ...dayChoices(model, text),
    ...screens.map(
      ({ id, title, key }): Choice => ({
        title: `Go to ${title}`,
        key,
        run: { change: view => goTo(closed(view), id) },
      }),
    ),
    ...(KEYS as readonly KeyLine[])
      .filter(({ id }) => id !== 'palette')
      .map(({ id, keys, does }): Choice => ({ title: does, key: keyLabel(keys[0]!), run: { command: id } })),
    ...RANGES.map(
      (range): Choice => ({
        title: `Range: ${range.title}`,
        key: 'r',
        run: { change: view => ({ ...closed(view), range: { id: range.id }, cursor: undefined }) },
      }),
    ),
    ...SPANS.flatMap(word => spanChoice(word, model)),
    ...MEASURES.map(
      (measure): Choice => ({
        title: `Measure: ${measure.title.toLowerCase()}`,
        key: 'v',
        run: { change: view => ({ ...closed(view), measure: measure.id }) },
      }),
    ),
    ...DIMENSIONS.map(
      (split): Choice => ({
        title: `Group by ${split}`,
        key: 'n',
        run: { change: view => ({ ...closed(view), split }) },
      }),
    ),
    ...themes.map(
      ({ id, title }): Choice => ({
        title: `Theme: ${title}`,
        key: 't',
        run: { change: view => ({ ...closed(view), theme: id }) },
      }),
    ),
    ...nameChoices(model),
  ];
}

function closed(view: View): View {
  return { ...view, overlays: [], isFinding: false };
}

const SPANS = ['this-week', 'last-week', 'this-month', 'last-month', 'yesterday'] as const;

function spanChoice(word: string, { today, weekStart }: ViewModel): readonly Choice[] {
  const span = spanOf(word, today, weekStart);
  if (!span) return [];
  const to = Math.min(span.to, today);
  return [
    {
      title: `Range: ${word.replace('-', ' ')}`,
      key: 'r',
      run: {
        change: view => ({
          ...closed(view),
          range: { id: 'custom', from: span.from, to },
          cursor: undefined,
        }),
      },
    },
  ];
}

/** A date that was typed. */
function dayChoices({ today }: ViewModel, text: string): readonly Choice[] {
  const day = parseDay(text.trim());
  if (day === undefined || day > today) return [];
  return [
    {
      title: `Go to the day ${dayTitle(day)}`,
      more: text,
      run: {
        change: view => ({
          ...closed(view),
          range: { id: '30d', to: Math.min(today, day + 15) },
          cursor: day,
        }),
      },
    },
  ];
}

function nameChoices(model: ViewModel): readonly Choice[] {
  const projects = namesIn(model, 'project').map(
    (name): Choice => ({
      title: `Only project ${model.projectName(name)}`,
      key: 'f',
      run: { change: view => ({ ...closed(view), filters: { ...view.filters, project: name } }) },
    }),
  );
  const models = namesIn(model, 'model').map(
    (name): Choice => ({
      title: `Only model ${model.modelName(name)}`,
      key: 'f',
      more: name,
      run: { change: view => ({ ...closed(view), filters: { ...view.filters, model: name } }) },
    }),
  );
  return [...projects, ...models];
}

/** Names that were used, most recent day first; without walking all days where there are very many names. */
export function namesIn(
  { data }: ViewModel,
  dimension: 'project' | 'model' | 'source' | 'agent',
): readonly string[] {
  return data.once(`names used ${dimension}`, each => {
    const names = new Set<string>();
    const { days, order } = each.tallies(dimension);
    for (const day of order.toReversed()) {
      for (const name of days.get(day)!.keys()) if (names.size < MOST_NAMES) names.add(name);
    }
    return [...names];
  });
}
