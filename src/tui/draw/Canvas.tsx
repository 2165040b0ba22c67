/**
 * A composed frame in Ink: one text whose lines are put in its place when it is written. The text that Ink measures is
 * the same for every frame of a size, so its caches, which never forget, hold one entry however long the dashboard is
 * open.
 */
import { Transform } from 'ink';
import { ansi, type StyledLine } from './styled.ts';

export function Canvas({ lines }: { lines: readonly StyledLine[] }) {
  return (
    <Transform transform={(_, y) => ansi(lines[y] ?? [])}>
      {` ${'\n'.repeat(Math.max(0, lines.length - 1))}`}
    </Transform>
  );
}
