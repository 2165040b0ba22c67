/** The help: what can be done here, then everywhere, as a table made from the key table; and what the signs mean. */

import { fitTo } from '../../core/width.ts';
import type { Look, Size } from '../draw/look.ts';
import { KEYS, type KeyCommand, type KeyLine, keyLabel } from '../keys.ts';
import { boxColumns, type OverlayContent } from './box.ts';

const PLACES = {
  everywhere: 'everywhere',
  questions: 'figures',
  table: 'tables',
  chart: 'charts',
  overlay: 'overlays',
} as const;

interface HelpRow extends Readonly<Record<string, string>> {
  readonly key: string;
  readonly does: string;
  readonly where: string;
}

/** Keys of this screen first. */
export function helpRows(here: readonly KeyCommand[], { glyphs }: Pick<Look, 'glyphs'>): readonly HelpRow[] {
  const lines = KEYS as readonly KeyLine[];
  const first = lines.filter(({ id }) => here.includes(id as KeyCommand));
  const rest = lines.filter(line => !first.includes(line));
  const row = ({ keys, does, place }: KeyLine): HelpRow => ({
    key: keys.map(keyLabel).join('  '),
    does,
    where: PLACES[place],
  });
  const digits: HelpRow = {
    key: '1-9  0',
    does: 'Go to a screen; again: its top level',
    where: 'everywhere',
  };
  const signs: readonly (readonly [string, string])[] = [
    [`${glyphs.atLeast} $12.40`, 'at least: some of it has no price, or its log lacks the final counts'],
    [`${glyphs.about}$279`, 'an estimate or a forecast'],
    ['unpriced', 'no price is known; never $0'],
    ['free', 'costs nothing, such as a local model'],
    [glyphs.unfinished, 'the day or the bucket is not over'],
    [`${glyphs.fresh} ${glyphs.stale} ${glyphs.paused}`, 'fresh, stale, paused'],
  ];
  return [
    ...first.map(row),
    digits,
    ...rest.map(row),
    ...signs.map(([key, does]) => ({ key, does, where: 'signs' })),
  ];
}

const KEY = 18;
const WHERE = 10;

export function helpOverlay(
  here: readonly KeyCommand[],
  title: string,
  screen: Size,
  look: Look,
): OverlayContent {
  const columns = boxColumns(screen);
  const does = Math.max(16, columns - KEY - WHERE - 6);
  const rows = helpRows(here, look).flatMap(row => wrappedRow(row, does));
  return {
    title: `Help ${look.glyphs.separator} ${title}`,
    foot: 'Esc closes',
    head: [],
    count: rows.length,
    line: index => [{ text: `${fitTo(rows[index]!.key!, KEY, look.glyphs)}  ${rows[index]!.does}` }],
    hasCursor: false,
    empty: '',
    table: {
      columns: [
        { key: 'key', title: 'Key', columns: KEY },
        { key: 'does', title: 'What it does', columns: does },
        { key: 'where', title: 'Where', columns: WHERE },
      ],
      rows,
    },
  };
}

/** A row whose words do not fit goes on below. */
function wrappedRow(row: HelpRow, columns: number): readonly Readonly<Record<string, string>>[] {
  const lines: string[] = [];
  let line = '';
  for (const word of row.does.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((does, i) => (i === 0 ? { ...row, does } : { key: '', does, where: '' }));
}
