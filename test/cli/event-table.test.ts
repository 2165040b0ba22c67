/** Responses keep their columns however narrow the terminal is. */
import { expect, test } from 'vitest';
import { eventTable } from '../../src/cli/event-table.ts';
import { displayWidth } from '../../src/core/width.ts';

const row = (model: string, project: string, cost = '$1.00') => ({
  ...{ id: '0123456789abcdef', time: '2026-07-01 10:00:00', tokens: '3.0K', cost, model, project },
});
const ROWS = [
  row('claude-opus-4-6', '/home/ada/loom', '≥ $10.00'),
  row('claude-haiku-4-5-20251001', '/srv/some/very/long/path/to/a/directory/called/shuttle'),
  row('', ''),
];

test.each([200, 120, 100, 80, 72])('in %i columns', columns => {
  const lines = eventTable(ROWS, columns).trimEnd().split('\n');
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  // Costs end in one column, and models begin in one.
  expect(new Set(lines.slice(0, 2).map(line => line.indexOf('claude'))).size).toBe(1);
  expect(lines[1]).toContain('     $1.00  claude');
});

test('names are whole where they fit, else short, else cut', () => {
  const [, wide] = eventTable(ROWS, 200).split('\n');
  expect(wide).toMatch(
    /claude-haiku-4-5-20251001 {2}\/srv\/some\/very\/long\/path\/to\/a\/directory\/called\/shuttle$/,
  );
  const [first, middle] = eventTable(ROWS, 100).split('\n');
  expect([first, middle].map(line => line!.split(/ +/).at(-1))).toEqual(['loom', 'shuttle']);
  expect(eventTable(ROWS, 72).split('\n')[1]).toMatch(/ claude-… {2}shuttle$/);
});

test('no rows are no text', () => expect(eventTable([], 80)).toBe(''));
