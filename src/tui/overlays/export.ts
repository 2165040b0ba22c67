/** The formats that a view can be saved in. */
import { EXPORTS } from '../export.ts';
import type { View } from '../view.ts';
import type { Choice } from './choices.ts';

export function exportChoices(): readonly Choice[] {
  return EXPORTS.map(
    ({ id, title }): Choice => ({
      title,
      run: {
        change: (view): View => ({ ...view, overlays: view.overlays.slice(0, -1), wanted: { export: id } }),
      },
    }),
  );
}
