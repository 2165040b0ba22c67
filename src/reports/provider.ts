/** Who answered: the provider as the log states it, else the vendor whose list price holds. Only to split rows by. */
import type { ModelGrouping } from './report.ts';

export const provider: ModelGrouping = {
  word: 'provider',
  id: 'provider',
  title: 'Provider',
  isOrdered: false,
  decidedBy: 'model',
  keys:
    () =>
    ({ terms }, rate) =>
      terms.provider || rate.origin?.vendor || '(not in the log)',
};
