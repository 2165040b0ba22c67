/**
 * A line of runs as one `<Text>`. One per line, always: Ink cuts a text of several lines down to its first line
 * when a single one of them is too wide. The styles are written as SGR by ourselves, which costs Ink one node
 * instead of one per run.
 */
import { Box, Text } from 'ink';
import { memo } from 'react';
import { ansi, type Runs } from './runs.ts';

export const Line = memo(function Line({ runs }: { runs: Runs }) {
  // A text of nothing has no height, and the lines below would move up.
  return <Text wrap="truncate">{ansi(runs) || ' '}</Text>;
});

/** A picture: lines below each other. */
export function Lines({ lines }: { lines: readonly Runs[] }) {
  return (
    <Box flexDirection="column">
      {lines.map((runs, y) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <Line key={y} runs={runs} />
      ))}
    </Box>
  );
}
