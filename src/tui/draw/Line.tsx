/**
 * A line of line as one `<Text>`. One per line, always: Ink cuts a text of several lines down to its first line
 * when a single one of them is too wide. The styles are written as SGR by ourselves, which costs Ink one node
 * instead of one per run.
 */
import { Box, Text } from 'ink';
import { memo } from 'react';
import { ansi, type StyledLine } from './styled.ts';

export const Line = memo(function Line({ line }: { line: StyledLine }) {
  // A text of nothing has no height, and the lines below would move up.
  return <Text wrap="truncate">{ansi(line) || ' '}</Text>;
});

/** A picture: lines below each other. */
export function Lines({ lines }: { lines: readonly StyledLine[] }) {
  return (
    <Box flexDirection="column">
      {lines.map((line, y) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <Line key={y} line={line} />
      ))}
    </Box>
  );
}
