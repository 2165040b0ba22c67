/** The help: the key table, as a table. */
import { Box } from 'ink';
import { framed, inside } from '../draw/frame.ts';
import { Line, Lines } from '../draw/Line.tsx';
import type { Look, Size } from '../draw/look.ts';
import { KEYS, type KeyLine, keyLabel } from '../keys.ts';
import { Table } from '../Table.tsx';

const PLACES = { panes: 'dashboard', overlay: 'open overlay', anywhere: 'everywhere' } as const;

/** The rows of the help, one per line of the key table. */
export const HELP_ROWS = (KEYS as readonly KeyLine[]).map(({ keys, does, place }) => ({
  key: keys.map(keyLabel).join('  '),
  does,
  where: PLACES[place],
}));

/** Rows that fitTo: a frame and the head of the table are around them. */
export function helpPage(size: Size): number {
  return Math.max(1, inside(size).rows - 2);
}

export function Help({ line, size, look }: { line: number; size: Size; look: Look }) {
  const page = helpPage(size);
  const top = Math.max(0, Math.min(line, HELP_ROWS.length - page));
  const rows = HELP_ROWS.slice(top, top + page);
  const frame = framed({ title: 'Keys', foot: 'Esc closes', isFocused: true, lines: [] }, size, look);
  const width = inside(size).columns;
  const side = frame.slice(1, -1);
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column">
      <Line line={frame[0]!} />
      <Box height={size.rows - 2}>
        <Lines lines={side.map(line => line.slice(0, 1))} />
        <Box width={width} overflow="hidden">
          <Table
            columns={[
              { key: 'key', title: 'Key', columns: KEY },
              { key: 'does', title: 'What it does', columns: Math.max(20, width - KEY - WHERE - 6) },
              { key: 'where', title: 'Where', columns: WHERE },
            ]}
            rows={rows}
            look={look}
          />
        </Box>
        <Lines lines={side.map(line => line.slice(-1))} />
      </Box>
      <Line line={frame.at(-1)!} />
    </Box>
  );
}

const KEY = 20;
const WHERE = 10;
