/** The small tables, drawn by ink-table: what comes to it fits, whatever was in it. */
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/core/width.ts';
import { glyphs } from '../../src/tui/draw/glyphs.ts';
import { KEYS } from '../../src/tui/keys.ts';
import { HELP_ROWS, Help } from '../../src/tui/overlays/help.tsx';
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
  it('has a row for every line of the key table', () => {
    expect(HELP_ROWS.map(row => row.does)).toEqual(KEYS.map(key => key.does));
    const { lastFrame } = render(
      <Help line={0} size={{ columns: 100, rows: KEYS.length + 4 }} look={look} />,
    );
    for (const { does } of KEYS) expect(bare(lastFrame()).join('\n')).toContain(does);
  });

  it('shows a window of it where there is less room', () => {
    const size = { columns: 80, rows: 12 };
    const at = (line: number) =>
      bare(render(<Help line={line} size={size} look={look} />).lastFrame()).join('\n');
    expect(at(0)).toContain('Split by model');
    expect(at(0)).not.toContain('Next theme');
    expect(at(99)).toContain('Next theme');
  });
});
