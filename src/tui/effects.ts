/** What keys do beside changing the screen, and the words for what came of it. */
import { copySequence } from './copy.ts';
import type { Look } from './draw/look.ts';
import { type Exported, rowText } from './export.ts';
import type { Table } from './table.ts';
import { tableState, type View } from './view.ts';

interface Shown {
  readonly table: Table | undefined;
  readonly context: { readonly view: View; readonly look: Look };
}

/** Copies the selected row, or the value of its sorted column; without a selection the first one. */
export function copied(
  what: 'copy-row' | 'copy-cell',
  { table, context: { view, look } }: Shown,
  write: (bytes: string) => void,
): string {
  const at = table ? Math.max(0, table.positionOf(tableState(view).selected)) : -1;
  if (!table || at < 0 || at >= table.count) return 'nothing to copy here';
  const column = table.sort ?? table.columns[0]!.id;
  const text = what === 'copy-row' ? rowText(table, at, look) : String(table.plainAt(at, column, look));
  write(copySequence(text));
  return what === 'copy-row' ? 'row copied' : `copied: ${text}`;
}

export async function saved(file: Exported, save: (file: Exported) => Promise<string>): Promise<string> {
  try {
    return `exported to ${await save(file)}`;
  } catch (error) {
    return `not exported: ${error instanceof Error ? error.message : error}`;
  }
}
