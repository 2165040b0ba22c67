/** The small tables, drawn by ink-table: what comes to it fits, whatever was in it. */
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/core/width.ts';
import { glyphs } from '../../src/tui/draw/glyphs.ts';
import { KEYS } from '../../src/tui/keys.ts';
import { drawBox } from '../../src/tui/overlays/box.ts';
import { helpOverlay, helpRows } from '../../src/tui/overlays/help.ts';
import { Table } from '../../src/tui/Table.tsx';
import { themeOf } from '../../src/tui/theme.ts';

const look = { glyphs: glyphs.braille, theme: themeOf('mono', 'none', 'dark') };
const bare = (frame: string | undefined) => (frame ?? '').replace(/\x1b\[[\d;]*m/g, '').split('\n');

describe('a table', () => {
  const columns = [
    { key: 'name', title: 'Name', columns: 8 },
    { key: 'cost', title: 'Cost', columns: 6, align: 'right' },
  ] as const;

  it('has a head and a line per row, without rules between them', () => {
    const rows = [
      { name: 'loom', cost: '$1.20' },
      { name: 'engine', cost: '$10' },
    ];
    const { lastFrame } = render(<Table columns={columns} rows={rows} look={look} />);
    expect(bare(lastFrame()).map(line => line.trimEnd())).toEqual([
      ' Name        Cost',
      ' loom       $1.20',
      ' engine       $10',
    ]);
  });

  it('cuts what is too long, and counts wide characters as two', () => {
    const rows = [{ name: '織機のプロジェクト', cost: '$1' }];
    const { lastFrame } = render(<Table columns={columns} rows={rows} look={look} />);
    const [head, row] = bare(lastFrame());
    expect(row).toContain('…');
    expect(displayWidth(row!.trimEnd())).toBe(displayWidth(head!.trimEnd()));
  });

  it('follows new rows', () => {
    const { lastFrame, rerender } = render(<Table columns={columns} rows={[{ name: 'a' }]} look={look} />);
    rerender(<Table columns={columns} rows={[{ name: 'b' }]} look={look} />);
    expect(bare(lastFrame())[1]).toContain('b');
  });
});

describe('the help', () => {
  const rowsAt = (columns: number, rows: number) =>
    helpOverlay(['down', 'open'], 'Sessions', { columns, rows }, look).table!.rows;

  it('has a row for every line of the key table, those of the screen first', () => {
    const does = helpRows(['sort', 'open'], look).map(row => row.does);
    for (const key of KEYS) expect(does).toContain(key.does);
    expect(does.slice(0, 2).sort()).toEqual(
      KEYS.filter(({ id }) => id === 'open' || id === 'sort')
        .map(key => key.does)
        .sort(),
    );
  });

  it('cuts no words, and says how much more there is', () => {
    for (const columns of [60, 80, 120]) {
      const content = helpOverlay(['down'], 'Overview', { columns, rows: 24 }, look);
      const words = content.table!.rows.map(row => row.does).join(' ');
      for (const { does } of KEYS) expect(words.replaceAll(/\s+/g, ' ')).toContain(does);
      const box = drawBox(content, 0, { columns, rows: 24 }, look);
      expect(
        box.lines
          .at(-1)!
          .map(part => part.text)
          .join(''),
      ).toMatch(/1-\d+ of \d+/);
    }
  });

  it('is drawn by ink-table in its frame', () => {
    const columns = helpOverlay([], '', { columns: 100, rows: 40 }, look).table!.columns;
    const { lastFrame } = render(<Table columns={columns} rows={rowsAt(100, 40)} look={look} />);
    expect(bare(lastFrame())[0]).toContain('What it does');
    expect(bare(lastFrame()).join('\n')).toContain('Next theme');
  });
});
