/** Which commands change anything on the screen that the user is on. */
import type { KeyCommand } from './keys.ts';
import type { Choice } from './screens/screen.ts';
import { levelsOf, type View } from './view.ts';

/** What a command needs of a screen to change anything on it. */
const NEEDS: Partial<Record<KeyCommand, Choice | 'chart'>> = {
  range: 'range',
  'by-model': 'split',
  'by-project': 'split',
  measure: 'measure',
  'previous-measure': 'measure',
  'by-day': 'chart',
  'by-week': 'chart',
  'by-month': 'chart',
  bars: 'chart',
  log: 'chart',
  compare: 'chart',
  previous: 'chart',
  next: 'chart',
  'previous-used': 'chart',
  'next-used': 'chart',
};

/** A list that a row was opened to has a scope of its own, and the chart is on the screen below. */
export function isMeant(
  command: KeyCommand,
  view: View,
  { hasChart, obeys }: { readonly hasChart: boolean; readonly obeys: readonly Choice[] },
): boolean {
  const need = NEEDS[command];
  if (need === undefined) return true;
  if (levelsOf(view).length > 0) return false;
  return need === 'chart' ? hasChart : obeys.includes(need);
}
